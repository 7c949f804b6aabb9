"""What the window reads, over a connection of its own that cannot write. Values only, never ORM objects."""

import json
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, bindparam, func
from sqlmodel import Session, col, select

from kiosk.clock import Clock
from kiosk.desk import along, households, rows
from kiosk.desk.absences import Absences
from kiosk.desk.boards import Boards
from kiosk.desk.considering import consider
from kiosk.desk.crowd import Crowd
from kiosk.desk.figures import Figures
from kiosk.desk.finding import begun, found, scanned
from kiosk.desk.going import Cards
from kiosk.desk.going_out import GoingOut
from kiosk.desk.homes import Homes
from kiosk.desk.houses import read_house
from kiosk.desk.kept import Kept, by_number, columns_of, fresh
from kiosk.desk.lists import Lists
from kiosk.desk.moments import Here
from kiosk.desk.pages import OPEN_HERE, record_page, unit_card
from kiosk.desk.queue import may_print
from kiosk.desk.registering import Registering
from kiosk.desk.registers import Registers
from kiosk.desk.staff import staff_row
from kiosk.desk.states import Drawn, has, may, opening, parts_of, slip_language
from kiosk.desk.unit_pages import UnitPages
from kiosk.errors import NoSuchRecordError
from kiosk.i18n import Say, _
from kiosk.service import Step, find_step, service, services
from kiosk.settings import SETTINGS, House
from kiosk.store.database import driver_of, in_words
from kiosk.store.keys import Wrapper
from kiosk.store.tables import STILL_WAITING, Entry, EntryAnswers, Job, Record, Staff, Unit
from kiosk.values import (
    Draft,
    Found,
    JobRow,
    JournalRow,
    Option,
    PersonRow,
    PrintedPart,
    RecordPage,
    ServiceRow,
    SettingRow,
    StaffRow,
    UnitCard,
    Unprinted,
)


class Reader(Lists, Absences, GoingOut, Boards, Cards, Figures, Homes, UnitPages, Registers, Registering):
    """Queries for the window, and drafts while a form is typed."""

    def __init__(self, engine: Engine, clock: Clock, wrapper: Wrapper | None = None) -> None:
        """Read through `engine`, sealed numbers with `wrapper`; `clerk` is set by whoever signs people in."""
        self._wrapper = wrapper
        self._engine, self.clock = engine, clock
        self.clerk: StaffRow | None = None
        self._house: tuple[int, House] | None = None
        self._kept = Kept()
        self._drawn: Drawn = {}
        self._driver = driver_of(engine)

    def close(self) -> None:
        """Close the reading connection."""
        self._engine.dispose()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give one reading transaction; nothing in it is ever flushed."""
        with in_words(), Session(self._engine, expire_on_commit=False, autoflush=False) as session:
            session.info["wrapper"] = self._wrapper
            yield session  # closed without a rollback of its own, which would empty the rows that are kept

    def _version(self) -> int:
        """Return a number that changes whenever another connection has written."""
        return int(self._driver.execute("PRAGMA data_version").fetchone()[0])

    def house(self, session: Session) -> House:
        """Return settings and lists; read again only when another connection has written since."""
        version = self._version()
        if self._house is None or self._house[0] != version:
            self._house = (version, read_house(session))
        return self._house[1]

    def here(self, session: Session, record: Any, detail: Any = None, kept: Kept | None = None) -> Here:
        """Return this moment before a record; what is `kept` is not read again."""
        name, role = (self.clerk.name, self.clerk.role) if self.clerk else ("", "")
        house = self.house(session)
        return Here(session, house, now=self.clock(), clerk=name, role=role, record=record, detail=detail, kept=kept)

    # --- drafts -----------------------------------------------------------------------------------

    def draft(
        self,
        step: str,
        answers: dict[str, Any],
        record: str | None = None,
        *,
        language: str | None = None,
        happened: datetime | None = None,
    ) -> Draft:
        """Return everything that a form shows now; writes nothing (about a millisecond)."""
        kind = find_step(step)
        with self.session() as session:
            at = self._drafted(session, kind, record, happened)
            done = consider(kind, answers, at)
            resident = at.look.person(at.record.resident) if at.record and at.record.resident else None
            slips, notes = self._slips(kind, at), self._notes(session, at, done.answers)
            refused = [one for _carrier, one in done.refused]
            # last, since considering another step leaves its answers on its record
            refused += along.refusals(done, at, lambda other, of: self._drafted(session, other, of, happened))
            return Draft(
                step=step, title=kind.title, shown=tuple(done.shown), errors=done.errors, missing=tuple(done.missing),
                refusals=tuple(refused), says=tuple(done.says), notes=notes, slips=slips,
                language=slip_language(language, at.record, resident, at.house), button=kind.button or kind.title,
                again=_again(kind, done.answers), then=kind.spec.then,
            )  # fmt: skip  # one line a group reads better

    def _drafted(self, session: Session, kind: type[Step], number: str | None, happened: datetime | None) -> Here:
        """Return the moment of a draft: before a record, or before the unsaved one of an opening step.

        Head and detail are copies that a draft may write its answers on; what else is read is kept.
        """
        of, now = kind.spec.service, self.clock()
        house = self.house(session)
        kept = self._kept.at((self._house and self._house[0], f"{now:%Y%m%d%H%M}"))
        name, role = (self.clerk.name, self.clerk.role) if self.clerk else ("", "")
        head: Any = None
        detail: Any = None
        if number is not None:
            found, kept_detail = kept.get(("head", number), lambda: self._columns(session, number))
            if found["service"] != of.key:
                raise NoSuchRecordError(number)
            head = fresh(Record, **found)
            detail = fresh(of.detail, **kept_detail) if kept_detail is not None else None
        elif of.prefix:
            head = fresh(Record, **opening(kind, happened or now, name))
            detail = fresh(of.detail) if of.detail else None
        at = Here(session, house, now=happened or now, clerk=name, role=role, record=head, detail=detail, kept=kept)
        at.typed_at = now
        return at

    def _columns(self, session: Session, number: str) -> tuple[dict[str, Any], dict[str, Any] | None]:
        """Return what stands in the columns of a record's head and detail."""
        at = self.before(session, number)
        return columns_of(at.record), columns_of(at.detail) if at.detail is not None else None

    def before(self, session: Session, number: str) -> Here:
        """Return the moment before a stored record."""
        record = session.exec(by_number(), params={"number": number}).first()
        if record is None:
            raise NoSuchRecordError(number)
        of = service(record.service)
        return self.here(session, record, session.get(of.detail, record.id) if of.detail else None)

    def _notes(self, session: Session, at: Here, answers: Step) -> tuple[Say, ...]:
        """Return the notes of the unit that the form names: its record's, or the one that is answered."""
        unit = at.record.unit if at.record is not None else answers.__dict__.get("unit")
        if not isinstance(unit, str) or not unit:
            return ()
        noted = self.unit_notes(session, unit, at, but=at.record.id if at.record is not None else None)
        if at.record is None or not self._unlisted(session, unit, at):
            return noted
        return (_("{unit} is not in the register: check the number.").format(unit=unit), *noted)

    def _unlisted(self, session: Session, unit: str, at: Here) -> bool:
        """Whether the register, once there is one, knows no such unit; while it is typed, none that begins so."""
        kept, typed = at.kept or Kept(), at.record.id is None

        def begins(code: str) -> bool:
            params = {"low": code, "high": code + "\U0010ffff", "most": 1}
            return bool(list(session.exec(_units(), params=params)))

        if kept.get(("begins", ""), lambda: begins("")) is False:
            return False
        return not (kept.get(("begins", unit), lambda: begins(unit)) if typed else at.look.unit(unit))

    def unit_notes(self, session: Session, unit: str, at: Here, but: int | None = None) -> tuple[Say, ...]:
        """Return the notes on a unit whose term is not over, and what waits for it; `but` one record's own."""
        kept = at.kept or Kept()
        noted = kept.get(("notes", unit, at.today), lambda: households.notes(session, unit, at.today))
        return (*self._waiting(session, unit, kept, but), *noted)

    def _waiting(self, session: Session, unit: str, kept: Kept, but: int | None) -> Iterator[Say]:
        """Yield what open records of the unit say in every form, oldest first: messages, announced visitors."""
        saying = {of.key: of.waits for of in services().values() if of.waits is not None}

        def read() -> list[tuple[Any, Any]]:
            query = select(Record).where(Record.unit == unit, col(Record.closed_at).is_(None))
            query = query.where(col(Record.service).in_(saying)).order_by(col(Record.id))
            return [(at.record, at.detail) for at in self.together(session, session.exec(query).all())]

        for record, detail in kept.get(("waiting", unit), read) if saying else ():
            at = self.here(session, record, detail, kept)
            if record.id != but and (words := saying[record.service](at)):
                yield words

    def _slips(self, kind: type[Step], at: Here) -> tuple[PrintedPart, ...]:
        """Return the slips as they would print now."""
        made = []
        for one in kind.prints:
            if one.on:
                key = f"{kind.spec.service.key}.{one.name}"
                made += [PrintedPart(key, one.title, blocks) for blocks in parts_of(one, at, self._drawn)]
        return tuple(made)

    # --- lists ------------------------------------------------------------------------------------

    def services(self) -> list[ServiceRow]:
        """Return the services that keep records, in the order of the rail, with how many are open."""
        with self.session() as session:
            kept = [of.key for of in services().values() if of.prefix]  # named, so that the index serves
            query = select(Record.service, func.count()).where(col(Record.closed_at).is_(None))
            query = query.where(col(Record.service).in_(kept)).group_by(Record.service)
            counts = dict(session.exec(query).all())
            shown = sorted((of for of in services().values() if of.prefix), key=lambda of: of.in_rail)
            return [rows.service_row(of, counts.get(of.key, 0), self.clerk) for of in shown]

    def around(self, session: Session, record: Record) -> Here:
        """Return the moment before a record that was read already."""
        of = service(record.service)
        return self.here(session, record, session.get(of.detail, record.id) if of.detail else None)

    def together(self, session: Session, records: Sequence[Record]) -> list[Here]:
        """Return the moments before records that are shown together: what they have is read once for all."""
        crowd, at = Crowd(session, records), self.here(session, None)
        made = []
        for record in records:
            one = Here(
                session, at.house, now=at.now, clerk=at.clerk, role=at.role, record=record, detail=crowd.detail(record)
            )
            one.crowd = crowd
            made.append(one)
        return made

    def page(self, number: str) -> RecordPage:
        """Return all that is shown of one record."""
        with self.session() as session:
            return record_page(self, session, self.before(session, number))

    def steps(self, number: str) -> list[str]:
        """Return what can be done with a record now, undo included."""
        with self.session() as session:
            at = self.before(session, number)
            of = service(at.record.service)
            return [s.spec.full for s in of.steps.values() if may(s, at.record) and has(s, at)]

    # --- people and places ------------------------------------------------------------------------

    def find(self, text: str, limit: int = 20) -> list[Found]:
        """Return what a typed text may mean: people and records, open first; too short a text means nothing."""
        with self.session() as session:
            return found(self, session, text, limit)

    def scan(self, code: str) -> list[Found]:
        """Return what a scanned code opens; several where it fits several, none where nothing fits."""
        with self.session() as session:
            return scanned(self, session, code)

    def beginnings(self, code: str) -> list[Found]:
        """Return what a scanned code that nobody knows may begin."""
        return begun(self, code)

    def unit(self, code: str) -> UnitCard | None:
        """Return a unit with its people, notes and what is open there."""
        with self.session() as session:
            card = unit_card(self, session, code, most=OPEN_HERE)
            return replace(card, parts=self.unit_parts(session, code)) if card is not None else None

    def units(self, prefix: str, limit: int = 12) -> list[str]:
        """Return units of the register that begin so."""
        with self.session() as session:
            params = {"low": prefix, "high": prefix + "\U0010ffff", "most": limit}
            return list(session.exec(_units(), params=params))

    def people(self, unit: str) -> list[PersonRow]:
        """Return who lives in a unit now, owners first."""
        with self.session() as session:
            at = self.here(session, None)
            return [rows.person_row(person) for person in at.look.residents(unit)]

    def staff(self) -> list[StaffRow]:
        """Return who may sign in."""
        with self.session() as session:
            return [
                staff_row(s)
                for s in session.exec(select(Staff).where(col(Staff.gone_at).is_(None)).order_by(col(Staff.id)))
            ]

    # --- journal, queue, settings -----------------------------------------------------------------

    def journal(self, limit: int = 100, before: int | None = None, number: str | None = None) -> list[JournalRow]:
        """Return the journal, newest first; of one record where `number` is given."""
        with self.session() as session:
            query = select(Entry, EntryAnswers.answers, Record.number)
            query = query.join(EntryAnswers, isouter=True).join(Record, isouter=True)
            if before is not None:
                query = query.where(col(Entry.id) < before)
            if number is not None:
                query = query.where(Record.number == number)
            found_rows = session.exec(query.order_by(col(Entry.id).desc()).limit(limit))
            house = self.house(session)
            return [rows.journal_row(entry, answers, of or "", house) for entry, answers, of in found_rows]

    def jobs(self, limit: int = 200) -> list[JobRow]:
        """Return the print queue: all that waits first, then the newest of the rest, up to `limit`."""
        with self.session() as session:
            waiting = session.execute(_jobs().where(STILL_WAITING)).all()
            newest = session.execute(_jobs().order_by(col(Job.id).desc()).limit(limit)).all() if limit else ()
            found_jobs = {job.id: job for job in (*waiting, *newest)}.values()
            heads = {job.record_id for job in found_jobs}
            query = select(Record.id, Record.number).where(col(Record.id).in_(heads))
            numbers = dict(session.exec(query).all()) if heads else {}
            made = [rows.job_row(job, numbers.get(job.record_id, "")) for job in found_jobs]
            return sorted(made, key=lambda row: (row.state in ("printed", "sent", "dropped"), -row.set, row.id))

    def unprinted(self, only: Collection[int] | None = None) -> list[Unprinted]:
        """Return how many slips wait for paper and why, the newest first; of those of some keys where they are named."""
        with self.session() as session:
            query = _unprinted() if only is None else _unprinted().where(col(Job.id).in_(sorted(only)))
            found = sorted(session.execute(query).all(), key=lambda one: -one.newest)
            return [Unprinted(one.state, rows.why_of(one.why), one.many) for one in found]

    def blocks(self, job: int) -> PrintedPart | None:
        """Return the stored blocks of a job, to look at on the screen; None for who may not print such a slip."""
        with self.session() as session:
            found_job = session.get(Job, job)
            if found_job is None or (self.clerk and not may_print(self.clerk.role, found_job.kind)):
                return None
            return PrintedPart(found_job.kind, rows.slip_title(found_job.kind), found_job.blocks)

    def settings(self) -> list[SettingRow]:
        """Return every setting with its rule, value and default."""
        with self.session() as session:
            house = self.house(session)
            return [
                SettingRow(s.key, s.words, s.section, " ".join(s.rules), house[s], s.default, s.kind, s.unit, s.options)
                for s in SETTINGS.values()
            ]

    def setting(self, key: str) -> Any:
        """Return one setting's value."""
        with self.session() as session:
            return self.house(session)[SETTINGS[key]]

    def slip_kinds(self) -> list[Option]:
        """Return every kind of slip that some service prints: each may go to a printer of its own."""
        return [Option(f"{of.key}.{kind.name}", kind.title) for of in services().values() for kind in of.slips]

    def printers(self) -> list[dict[str, Any]]:
        """Return the printers that are set up."""
        with self.session() as session:
            return json.loads(json.dumps(self.house(session).printers))  # type: ignore[no-any-return]  # a copy of JSON


def _again(kind: type[Step], answers: Step) -> tuple[str, ...]:
    """Return the answers with which the form opens anew: none unless the first of them stands."""
    names = kind.spec.again
    return names if names and answers.__dict__.get(names[0]) not in (None, "") else ()


@lru_cache(maxsize=1)
def _jobs() -> Any:
    """Return the query for jobs without their blocks: a queue that waits for paper may be long, and moves often."""
    return select(*(column for column in Job.__table__.columns if column.name != "blocks"))  # type: ignore[attr-defined]  # a table


@lru_cache(maxsize=1)
def _unprinted() -> Any:
    """Return the query for what waits for paper, counted by state and reason."""
    counted = func.max(Job.entry_id).label("newest"), func.count().label("many")
    return select(Job.state, Job.why, *counted).where(STILL_WAITING).group_by(Job.state, Job.why)


@lru_cache(maxsize=1)
def _units() -> Any:
    """Return the query for units that begin with what was typed: it is asked at every key."""
    query = select(Unit.code).where(col(Unit.code) >= bindparam("low"), col(Unit.code) < bindparam("high"))
    return query.order_by(col(Unit.code)).limit(bindparam("most"))
