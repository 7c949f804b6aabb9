"""The board and the lists of services: two hundred records read together, or some at a time.

A list in parts is read so that the window can take a key between two of them; each part is one reading of its
own, so whoever shows it reads again when something was taken meanwhile.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, case
from sqlmodel import Session, and_, col, or_, select

from kiosk.desk import rows
from kiosk.desk.moments import Here
from kiosk.service import service, services
from kiosk.store.tables import Record
from kiosk.values import DueRow, RecordRow

T = TypeVar("T")

#: So many records are read at a time: some 8 ms.
PART = 15


class Lists:
    """The part of the reader that lists records."""

    if TYPE_CHECKING:

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def here(self, session: Session, record: Any) -> Here:
            """See Reader.here."""

        def together(self, session: Session, records: Sequence[Record]) -> list[Here]:
            """See Reader.together."""

    def board(self, limit: int = 200) -> list[DueRow]:
        """Return what is due: people who must have left, then soonest first, by the time it is due soon if it is."""
        made = [row for part in self.board_parts(limit, part=limit) for row in part]
        return sorted(made, key=lambda row: (row.group != "inside", row.at, row.number))

    def board_parts(self, limit: int = 200, part: int = PART) -> Iterator[list[DueRow]]:
        """Yield what is due, some at a time, in nearly the order of the board.

        The open ones are few beside all records and have an index of their own.
        """
        with self.session() as session:
            soon, due = col(Record.soon_at), col(Record.due_at)
            query = select(Record.id).where(col(Record.closed_at).is_(None), due.is_not(None))
            first = case((must_have_left(self.here(session, None).now), 0), else_=1)
            found = session.exec(query.order_by(first, case((soon < due, soon), else_=due)).limit(limit)).all()
        yield from self._in_parts(found, part, _due)

    def records(
        self, key: str, *, closed: bool = False, limit: int = 200, offset: int = 0, today: bool = False
    ) -> list[RecordRow]:
        """Return records of a service: the open ones soonest first, the closed ones newest first.

        A book by day has, `today`, what was closed today among the open ones.
        """
        parts = self.record_parts(key, closed=closed, limit=limit, offset=offset, today=today, part=limit)
        return [row for part in parts for row in part]

    def record_parts(
        self, key: str, *, closed: bool = False, limit: int = 200, offset: int = 0, today: bool = False,
        part: int = PART,
    ) -> Iterator[list[RecordRow]]:  # fmt: skip  # one line a group reads better
        """Yield the records of a service as `records` returns them, some at a time."""
        with self.session() as session:
            query = self._of_service(session, key, closed=closed, today=today)
            found = session.exec(query.limit(limit).offset(offset)).all()
        yield from self._in_parts(found, part, rows.record_row)

    def _of_service(self, session: Session, key: str, *, closed: bool, today: bool) -> Any:
        """Return the query for the records of a service in the order of its list."""
        query = select(Record.id).where(Record.service == key)
        if closed:
            return query.where(col(Record.closed_at).is_not(None)).order_by(col(Record.closed_at).desc())
        if today and service(key).shows.day is not None:
            at = self.here(session, None)
            begun = at.hour(time(), day=at.today)
            query = query.where(or_(col(Record.closed_at).is_(None), col(Record.closed_at) >= begun))
            return query.order_by(col(Record.due_at), col(Record.id).desc())
        query = query.where(col(Record.closed_at).is_(None))
        last = [col(Record.due_at).is_(None)] if service(key).shows.laid is not None else []  # few records
        return query.order_by(*last, col(Record.due_at), col(Record.id).desc())

    def _in_parts(self, found: Sequence[int | None], part: int, make: Callable[[Here], T | None]) -> Iterator[list[T]]:
        """Yield what is made of the records of these keys, some at a time; what is gone by then is left out."""
        for first in range(0, len(found), max(part, 1)):
            some = found[first : first + part]
            with self.session() as session:
                read = {record.id: record for record in session.exec(_heads(), params={"ids": some})}
                shown = [read[one] for one in some if one in read]
                made = [make(at) for at in self.together(session, shown)]
            yield [one for one in made if one is not None]


def must_have_left(now: datetime) -> Any:
    """Return the condition that somebody must have left: no backlog pushes him off the board."""
    names = [(of.key, rule.key) for of in services().values() for rule in of.due if rule.people]
    rules = [and_(col(Record.service) == key, col(Record.due_rule) == rule) for key, rule in names]
    return and_(col(Record.due_at) < now, or_(False, *rules))


def _due(at: Here) -> DueRow | None:
    """Return a record as a line of the board; None where no rule of this program says what is due, or it is over."""
    due = at.record.closed_at is None and at.record.due_at is not None and rows.rule_of(at.record) is not None
    return rows.due_row(at) if due else None


@lru_cache(maxsize=1)
def _heads() -> Any:
    """Return the query for the heads of some keys."""
    return select(Record).where(col(Record.id).in_(bindparam("ids", expanding=True)))
