"""What every step writes, in as few statements as it takes: numbers, the journal's head, jobs."""

from collections.abc import Sequence as Some
from typing import Any

from sqlalchemy import bindparam, insert, text
from sqlmodel import Session, col, select

from kiosk.desk.kept import values_of
from kiosk.store import journal
from kiosk.store.tables import Entry, EntryAnswers, Job

_NEWEST = select(Entry.chain, Entry.typed_at).order_by(col(Entry.id).desc()).limit(1)
_HEAD = "head of the journal"  # what the newest entry left, as long as a transaction knows it
_BY_ONCE = select(Entry).where(col(Entry.once).in_(bindparam("keys", expanding=True)))
_NEXT = text(
    "INSERT INTO sequence (key, last) VALUES (:key, 1) "
    "ON CONFLICT (key) DO UPDATE SET last = sequence.last + 1 RETURNING last"
)
_JOBS = insert(Job.__table__)  # type: ignore[attr-defined]  # a table
_JOB_IDS = select(Job.id).where(Job.entry_id == bindparam("entry")).order_by(col(Job.id))
_ANSWERS = insert(EntryAnswers.__table__)  # type: ignore[attr-defined]  # a table


def head(session: Session) -> str:
    """Return what the next entry is chained to; asked once in a transaction, which alone writes meanwhile."""
    return str(_newest(session)[0])


def last_typed(session: Session) -> Any:
    """Return when the newest entry was typed, None in an empty journal."""
    return _newest(session)[1]


def chained(session: Session, entry: Entry) -> None:
    """Note the entry that was written last: the next one is chained to it."""
    session.info[_HEAD] = (entry.chain, entry.typed_at)


def _newest(session: Session) -> tuple[str, Any]:
    """Return chain and time of the newest entry."""
    if _HEAD not in session.info:
        session.info[_HEAD] = tuple(session.exec(_NEWEST).first() or (journal.GENESIS, None))
    found: tuple[str, Any] = session.info[_HEAD]
    return found


def entries_of(session: Session, keys: set[str]) -> dict[str, Entry]:
    """Return the entries of some once-keys."""
    return {entry.once: entry for entry in session.exec(_BY_ONCE, params={"keys": sorted(keys)})}


def next_run(session: Session, key: str) -> int:
    """Return the next running number of a prefix and day: from a sequence, never from a count."""
    return int(session.connection().execute(_NEXT, {"key": key}).scalar_one())


def put_answers(session: Session, entry: int, salt: str, answers: str) -> None:
    """Write the answers of an entry beside it."""
    session.connection().execute(_ANSWERS, {"entry_id": entry, "salt": salt, "answers": answers})


def put_rows(session: Session, rows: Some[Any]) -> None:
    """Write new rows of one table that nobody looks at again by themselves: one statement for all of them."""
    if rows:
        table: Any = type(rows[0])
        made = [{name: row.__dict__.get(name) for name in table.model_fields if name != "id"} for row in rows]
        session.connection().execute(insert(table.__table__), made)


def put_jobs(session: Session, jobs: Some[dict[str, Any]]) -> tuple[int, ...]:
    """Write the jobs of one new entry and return their ids, in their order."""
    if not jobs:
        return ()
    session.connection().execute(_JOBS, [values_of(Job, **one) for one in jobs])
    return tuple(int(one or 0) for one in session.exec(_JOB_IDS, params={"entry": jobs[0]["entry_id"]}))
