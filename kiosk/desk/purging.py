"""The purge of personal data whose term is over: keys, sealed values, left drafts, and what closed records say of people.

Made in slices, each one transaction with an entry of its own, so that days off are made up without holding
up the counter. What goes: the month's key (with it every box and digest it made, in old archives too), the
rows of single values, the journal's answers with the reasons of decisions, names, phones and typed texts of head,
detail and lines, the slips' blocks, the search words. What stays: number, states, times, who took which step, and money.
"""

import logging
import secrets
import tempfile
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import and_, delete, or_, update
from sqlalchemy.orm import class_mapper
from sqlmodel import Session, String, col, select
from sqlmodel.sql.sqltypes import AutoString

from kiosk.desk.drafts import KEEP as DRAFTS
from kiosk.desk.queue import EMPTIED
from kiosk.desk.taking import Taking
from kiosk.desk.writing import last_typed
from kiosk.reports.saved import ELSEWHERE
from kiosk.service import Question, Service, services
from kiosk.settings import BARRED_DAYS, DOCUMENT_DAYS, DRAFT_DAYS, LETTER_DAYS, PICTURE_DAYS, House
from kiosk.store import attachments, search
from kiosk.store.tables import Attachment, Device, Entry, EntryAnswers, FormDraft, Job, Purge, Record, Sealed, VaultKey

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kiosk.clock import Clock
    from kiosk.desk.desk import Desk
    from kiosk.store.database import Folder

log = logging.getLogger(__name__)

#: The step that says in the journal what was purged.
STEP = "house.purge"
#: Records a slice; a slice takes a few hundredths of a second.
SLICE = 200
#: A clock so far ahead of the journal is not believed: nothing can be brought back. The next step says that it is right.
_TOO_FAR = timedelta(days=370)
#: How long a copy of the database from before an upgrade is kept: it has the keys of its day.
_COPY_DAYS = 7
#: Pages of the search index that one slice merges, and how many slices a call makes.
_PAGES, _MERGES = 200, 8
#: Class of the whole numbers on the do-not-admit list (`kiosk.visiting.barred`).
BARRED = "barred"
_SETTLING = "search to settle"
#: Kinds of answers that say nothing of a person by themselves.
_PLAIN = {"tick", "unit", "place", "number", "money", "date", "datetime"}
#: Kinds that are chosen from a list.
_CHOSEN = {"buttons", "choice", "ticks"}
#: Text columns that the desk writes.
_OURS = {"clerk"}


@dataclass(frozen=True)
class Purged:
    """What a slice of the purge took away, and whether there is more to do."""

    keys: tuple[str, ...] = ()
    sealed: int = 0
    pictures: int = 0
    drafts: int = 0
    records: int = 0
    more: bool = False

    @property
    def anything(self) -> bool:
        """Whether there was anything to take away."""
        return bool(self.keys or self.sealed or self.pictures or self.drafts or self.records)


class Purging:
    """The part of the desk that lets personal data go when its term is over."""

    if TYPE_CHECKING:
        clock: Clock
        folder: Folder

        def session(self) -> AbstractContextManager[Session]:
            """See Desk.session."""

        def house_in(self, session: Session) -> House:
            """See Desk.house_in."""

    def purge(self, most: int = SLICE) -> Purged:
        """Take one slice away and say so in the journal; call again while there is `more`."""
        with self.session() as session:
            now, house = self.clock(), self.house_in(session)
            last = last_typed(session)
            if last is None or now - last > _TOO_FAR:
                return Purged()
            running = Purge(why=STEP)
            session.add(running)
            session.flush()
            done = _slice(session, house, now, most)
            session.delete(running)
            session.flush()
            if done.anything:
                session.merge(Device(key=_SETTLING, value="begin"))
                taking = Taking(cast("Desk", self), session, (), None, None)
                said = {"keys": ", ".join(done.keys), "sealed": done.sealed, "pictures": done.pictures}
                said.update(drafts=done.drafts, records=done.records)
                taking.take(STEP, said, None, f"purge {secrets.token_hex(8)}", nested=True)
        _drop_copies(self.folder, now)
        return done if done.more else replace(done, more=self._settle())

    def _settle(self) -> bool:
        """Merge words that find nothing any more out of the search index and the log; whether there is more to do.

        The mark that there is something to settle goes last: a log that a reader held, or that a crash left full, is
        emptied by the next purge, whether or not that has anything else to do.
        """
        for _merge in range(_MERGES):
            with self.session() as session:
                flag = session.get(Device, _SETTLING)
                if flag is None:
                    return False
                if search.settle(session.connection(), -_PAGES if flag.value == "begin" else _PAGES):
                    flag.value = "go on"
                    session.add(flag)
                    continue
            if self.folder.checkpoint():
                with self.session() as session:
                    session.execute(delete(Device).where(col(Device.key) == _SETTLING))
            return False
        return True


def _slice(session: Session, house: House, now: datetime, most: int) -> Purged:
    """Take away what is over, at most so many records, within a purge that is allowed."""
    pictures = sum(attachments.end(session, k, now, now - timedelta(days=term_of(k, house))) for k in _classes(session))
    keys = _keys(session, house, now)
    sealed = sum(_sealed(session, klass, now - timedelta(days=term_of(klass, house))) for klass in _classes(session))
    old = delete(FormDraft).where(col(FormDraft.saved_at) < now - timedelta(days=house[DRAFT_DAYS]))
    drafts = session.execute(old).rowcount  # type: ignore[attr-defined]  # of a cursor
    records = 0
    for of in services().values():
        if of.forgets is not None and of.single:
            records += _forget_days(session, of, now - timedelta(days=house[of.forgets]))
        elif of.forgets is not None and records < most:
            over = _over(session, of, now - timedelta(days=house[of.forgets]), most - records)
            _forget(session, of, over)
            records += len(over)
    return Purged(keys, sealed, pictures, drafts, records, more=records >= most)


def term_of(klass: str, house: House) -> int:
    """Return for how many days values of a class are kept: drafts, pictures, signed letters, and documents."""
    if klass == DRAFTS:
        return house[DRAFT_DAYS]
    if klass == BARRED:
        return house[BARRED_DAYS]
    if klass == attachments.LETTER:
        return house[LETTER_DAYS]
    return house[PICTURE_DAYS] if klass.startswith("picture") else house[DOCUMENT_DAYS]


def _keys(session: Session, house: House, now: datetime) -> tuple[str, ...]:
    """Destroy the keys of months whose last day's term is over."""
    today, gone = now.astimezone(house.tz).date(), []
    for key in session.exec(select(VaultKey).order_by(col(VaultKey.klass), col(VaultKey.month))).all():
        year, month = (int(part) for part in key.month.split("-"))
        last_day = date(year, month, monthrange(year, month)[1])
        if last_day + timedelta(days=term_of(key.klass, house)) < today:
            gone.append(f"{key.klass} {key.month}")
            session.delete(key)
            for table in (Sealed, Attachment):
                session.execute(delete(table).where(col(table.keep) == key.klass, col(table.month) == key.month))
    session.flush()
    return tuple(gone)


def _classes(session: Session) -> list[str]:
    """Return the classes of which something is sealed."""
    return list(session.exec(select(VaultKey.klass).distinct()))


def _last_before(session: Session, before: datetime) -> int:
    """Return the newest entry that was typed before an instant, 0 where there is none."""
    query = select(Entry.id).where(Entry.typed_at < before).order_by(col(Entry.id).desc()).limit(1)
    return session.exec(query).first() or 0


def _sealed(session: Session, klass: str, before: datetime) -> int:
    """Delete single values of a class that were sealed before an instant, whatever the rest of their month."""
    last = _last_before(session, before)
    query = delete(Sealed).where(col(Sealed.keep) == klass, col(Sealed.entry_id) <= last)
    return int(session.execute(query).rowcount)  # type: ignore[attr-defined]  # of a cursor


def _over(session: Session, of: Service, before: datetime, most: int) -> list[Record]:
    """Return the oldest records of a service that closed before an instant and were not emptied yet; move the mark."""
    mark = session.get(Device, f"forgotten {of.key}") or Device(
        key=f"forgotten {of.key}", value="1900-01-01T00:00:00|0"
    )
    at, _sep, last = mark.value.partition("|")
    since = datetime.fromisoformat(at).replace(tzinfo=UTC)
    closed, key = col(Record.closed_at), col(Record.id)
    query = select(Record).where(Record.service == of.key, closed >= since, closed < before)
    query = query.where(or_(closed > since, and_(closed == since, key > int(last)))).order_by(closed, key)
    found = list(session.exec(query.limit(most)))
    if found:
        newest = found[-1]
        assert newest.closed_at is not None  # the query asks for closed ones
        mark.value = f"{newest.closed_at.astimezone(UTC).replace(tzinfo=None).isoformat()}|{newest.id}"
        session.add(mark)
    return found


def _forget(session: Session, of: Service, records: list[Record]) -> None:
    """Empty what records say of people."""
    if not records:
        return
    ids = [record.id for record in records]
    for record in records:
        record.party = record.phone = record.resident = None
        session.add(record)
    for table, key in tables_of(of):
        if empty := emptied(of, table):
            session.execute(update(table).where(getattr(table, key).in_(ids)).values(**empty))
    entries = select(Entry.id).where(col(Entry.record_id).in_(ids))
    session.execute(delete(EntryAnswers).where(col(EntryAnswers.entry_id).in_(entries)))
    for held in (Sealed, Attachment):
        session.execute(delete(held).where(col(held.record_id).in_(ids)))
    mine = col(Job.record_id).in_(ids)
    session.execute(update(Job).where(mine).values(blocks=EMPTIED, copy_why=""))
    session.execute(update(Job).where(mine, col(Job.state) == "dropped").values(why=""))  # typed; others are ours
    session.flush()
    for record in records:
        search.index_record(session.connection(), record)


def _forget_days(session: Session, of: Service, before: datetime) -> int:
    """Empty the days of a routine that never closes: what was answered and printed before an instant; 1 if anything was."""
    last, ids = _last_before(session, before), select(Record.id).where(Record.service == of.key)
    entries = select(Entry.id).where(col(Entry.record_id).in_(ids), col(Entry.id) <= last)
    answers = delete(EntryAnswers).where(col(EntryAnswers.entry_id).in_(entries))
    mine = update(Job).where(col(Job.record_id).in_(ids), col(Job.entry_id) <= last, col(Job.blocks) != EMPTIED)
    gone = [session.execute(one).rowcount for one in (answers, mine.values(blocks=EMPTIED, copy_why=""))]  # type: ignore[attr-defined]  # of a cursor
    return int(any(gone))


def tables_of(of: Service) -> list[tuple[Any, str]]:
    """Return the tables of a service that hang on its records, each with the column that names the record.

    Every table of its module does, whether a step adds its lines, a question or a change; and whatever a step names.
    """
    tables: dict[Any, None] = dict.fromkeys([of.detail] if of.detail is not None else [])
    for step in of.steps.values():
        named = [step.spec.adds, *(question.ask.lines for question in step.spec.questions)]
        tables.update(dict.fromkeys(table for table in named if table is not None))
    home = f"kiosk.services.{of.key}"
    mapped = (mapper.class_ for mapper in class_mapper(Record).registry.mappers)
    tables.update(dict.fromkeys(t for t in mapped if t.__module__ == home or t.__module__.startswith(f"{home}.")))
    return [(table, key) for table in tables if (key := _key_of(table))]


def _key_of(table: Any) -> str:
    """Return the column by which a table hangs on a record, "" where it does not."""
    keys = [column.name for column in table.__table__.columns if column.references(Record.__table__.c.id)]  # type: ignore[attr-defined]  # a table
    return str(keys[0]) if keys else ""


def emptied(of: Service, table: Any) -> dict[str, str | None]:
    """Return the columns of a table that are emptied, and to what: every text but a choice from a fixed list.

    A table names as its `codes` what the program itself writes there and nobody types.
    """
    asked = [one for step in of.steps.values() for q in step.spec.questions for one in (q, *q.columns)]
    harmless = {one.name for one in asked if _harmless(one)} - {one.name for one in asked if not _harmless(one)}
    harmless |= {*_OURS, *getattr(table, "codes", ())}
    texts = [column for column in table.__table__.columns if isinstance(column.type, String | AutoString)]
    return {column.name: None if column.nullable else "" for column in texts if column.name not in harmless}


def _harmless(question: Question) -> bool:
    """Whether an answer says nothing of a person: a choice may, where its list is made of the household or the records.

    A list that depends on the house, and names all that it ever has as its `options`, is fixed all the same; one that
    is `of_people` names there only what is nobody.
    """
    choices = question.ask.choices
    fixed = not callable(choices) or (hasattr(choices, "options") and not hasattr(choices, "of_people"))
    return question.kind in _PLAIN or (question.kind in _CHOSEN and fixed)


def _drop_copies(folder: "Folder", now: datetime) -> None:
    """Delete copies of the database from before an upgrade, which have the keys of then, and what imports refused."""
    for copy in (
        *folder.path.glob("before-*.db"),
        *folder.path.glob("before-*.new"),
        *folder.path.glob("reports/*.csv"),
        *folder.path.glob("reports/*.new"),
        *folder.path.glob("emergency/*.pdf"),
        *folder.path.glob("emergency/*.new"),
        *folder.path.glob("letters/*.pdf"),
        *folder.path.glob("letters/*.new"),
        *Path(tempfile.gettempdir()).glob(f"{ELSEWHERE}*/*"),
    ):
        try:
            if datetime.fromtimestamp(copy.stat().st_mtime, UTC) < now - timedelta(days=_COPY_DAYS):
                copy.unlink()
        except OSError as error:  # open in another program, which Windows does not let go: the next purge tries again
            log.warning("%s is over and could not be deleted: %s", copy.suffix, error.strerror)
