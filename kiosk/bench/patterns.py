"""One real record of a service as a pattern, and a million copies of it with other people, places and times.

The pattern is taken through `Desk.take`, so that the copies hold whatever the program writes today. A copy
differs in its number, unit, person, phone, place, waybill and in every instant.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from kiosk.bench.bulk import Bulk, instant
from kiosk.bench.years import Visit
from kiosk.desk.indexed import declared
from kiosk.numbers import payload, short
from kiosk.service import service
from kiosk.store import journal, search
from kiosk.store.tables import Entry, EntryAnswers, Hold, Job, Record

#: (id and name of a thing), or none where the store is full.
Place = tuple[int, str] | None
Row = dict[str, Any]
#: The carrier's number of the pattern.
WAYBILL = "SF1234567898821"


class Copy:
    """What stands in one copy where the pattern has its own."""

    __slots__ = ("closed", "number", "opened", "place", "visit")

    def __init__(self, visit: Visit, number: int, place: Place) -> None:
        """Copy for a visit, under the id of its record."""
        self.visit, self.number, self.place = visit, number, place
        self.opened, self.closed = instant(visit.opened), instant(visit.closed)


Maker = Callable[[Copy], Any]


@dataclass
class Mould:
    """One row of the pattern: what stays, by column, and what is made for each copy."""

    table: type[SQLModel]
    row: list[Any]
    made: list[tuple[int, Maker]] = field(default_factory=list)
    at: dict[str, int] = field(default_factory=dict)

    def cast(self, copy: Copy) -> list[Any]:
        """Return the row of a copy."""
        row = self.row.copy()
        for column, make in self.made:
            row[column] = make(copy)
        return row


class Pattern:
    """Two records of one service, an open one and one that is over, read back from the tables."""

    def __init__(self, connection: Connection, key: str, opened: str, closed: str) -> None:
        """Read them by their numbers."""
        self.key, self.prefix, self.holds = key, service(key).prefix, False
        self.open, self.over = self._read(connection, opened), self._read(connection, closed)
        own, lines = declared(key)
        self.finds = {service(key).detail: own, **dict(lines)}

    def _read(self, connection: Connection, number: str) -> list[Mould]:
        """Return the rows of a record as moulds: head, detail and lines, holds; entries with answers, papers."""
        record: Any = Record
        head = dict(connection.execute(select(record.__table__).where(record.number == number)).mappings().one())
        of = service(self.key)
        found = [(Record, head)]
        tables: Any = {mapper.class_ for mapper in SQLModel._sa_registry.mappers}  # noqa: SLF001  # all tables there are
        for table in [*sorted(tables - {Entry, Job, Record}, key=lambda one: str(one.__tablename__)), Entry, Job]:
            columns = table.__table__.c
            key = columns.id if table is of.detail else columns.get("record_id")
            if key is not None:
                query = select(table.__table__).where(key == head["id"]).order_by(columns.id)
                found += [(table, dict(row)) for row in connection.execute(query).mappings()]
        return [self._mould(connection, table, row, head) for table, row in found]

    def _mould(self, connection: Connection, table: Any, row: Row, head: Row) -> Mould:
        """Return what stays and what changes of one row."""
        if table is Entry:
            answers: Any = EntryAnswers
            query = select(answers.answers).where(answers.entry_id == row["id"])
            row["answers"] = connection.execute(query).scalar_one()
        self.holds = self.holds or table is Hold
        mould = Mould(table, list(row.values()), at={name: no for no, name in enumerate(row)})
        for no, (name, value) in enumerate(row.items()):
            make = (
                _NUMBER if name == "id" and table in (Record, service(self.key).detail) else _maker(name, value, head)
            )
            if name == "id" and make is not _NUMBER:
                mould.row[no] = None  # numbered by the table
            elif make is not None:
                mould.made.append((no, make))
        return mould


def _of_number(copy: Copy) -> int:
    """Return the record's id."""
    return copy.number


_NUMBER: Maker = _of_number
_PLAIN: dict[str, Maker] = {
    "record_id": _NUMBER,
    "number": lambda copy: copy.visit.number,
    "unit": lambda copy: copy.visit.unit,
    "resident": lambda copy: copy.visit.resident,
    "party": lambda copy: copy.visit.party,
    "phone": lambda copy: copy.visit.phone,
    "place": lambda copy: copy.place[1] if copy.place else None,
    "thing_id": lambda copy: copy.place[0] if copy.place else None,
    "opened_by": lambda copy: copy.visit.clerks[0],
    "closed_by": lambda copy: copy.visit.clerks[1],
}


def _maker(name: str, value: Any, head: Row) -> Maker | None:
    """Return what makes a column's value in a copy, or None where it stays."""
    if value is None:
        return None
    if isinstance(value, datetime):
        return _later(value, head)
    return _PLAIN.get(name) or (_worded(value, head) if isinstance(value, str) else None)


def _later(value: datetime, head: Row) -> Maker:
    """Return what makes an instant: that of the opening or of the closing, or so long after the opening."""
    if value == head["opened_at"]:
        return lambda copy: copy.opened
    if value == head["closed_at"]:
        return lambda copy: copy.closed
    after: timedelta = value - head["opened_at"]
    return lambda copy: instant(copy.visit.opened + after)


def _worded(value: str, head: Row) -> Maker | None:
    """Return what makes a text with the names and numbers of the copy, None where it names none."""
    old: list[tuple[str, Callable[[Copy], str]]] = [
        (payload(head["number"]), lambda copy: payload(copy.visit.number)),
        (head["number"], lambda copy: copy.visit.number),
        (short(head["number"]), lambda copy: short(copy.visit.number)),
        (head["unit"], lambda copy: copy.visit.unit),
        (head["party"], lambda copy: copy.visit.party),
        (head["place"], lambda copy: copy.place[1] if copy.place else head["place"]),
        (WAYBILL, lambda copy: f"SF{copy.visit.chance % 10**13:013d}"),
    ]
    marks = [(one, new) for one, new in old if one and one in value]
    if not marks:
        return None

    def made(copy: Copy) -> str:
        said = value
        for one, new in marks:
            said = said.replace(one, new(copy))
        return said

    return made


class Copies:
    """Writes visits as copies of their service's pattern."""

    def __init__(
        self, bulk: Bulk, patterns: dict[str, Pattern], places: list[tuple[int, str]], papers: Callable[[], bool]
    ) -> None:
        """Write through `bulk`; `papers` says of each record that is over whether its papers are kept."""
        self.bulk, self.patterns, self.papers = bulk, patterns, papers
        self.free = places[::-1]
        self._people: dict[tuple[str, str, str], set[str]] = {}
        self._once = 0

    def opens(self, visit: Visit) -> Copy:
        """Write a record that is opened."""
        pattern = self.patterns[visit.service]
        rows = pattern.over if visit.closed else pattern.open
        place = self.free.pop() if self.free and pattern.holds else None
        copy = Copy(visit, self.bulk.next_id("record"), place)
        papers = visit.closed is None or self.papers()
        entry = 0
        for mould in rows:
            if mould.table is Entry:
                entry = entry or self._enter(mould, copy)  # the closing is written when it comes
            elif mould.table is Job:
                if papers:
                    row = mould.cast(copy)
                    row[mould.at["entry_id"]], row[mould.at["state"]] = entry, "printed"
                    self.bulk.add(Job, row)
            elif mould.table is not Hold or place is not None:
                self.bulk.add(mould.table, mould.cast(copy))
        if visit.closed is None:
            self._find(copy, rows)
        return copy

    def closes(self, copy: Copy) -> None:
        """Write the closing of a record."""
        rows = self.patterns[copy.visit.service].over
        for mould in [one for one in rows if one.table is Entry][1:]:
            self._enter(mould, copy)
        if copy.place is not None:
            self.free.append(copy.place)
        self._find(copy, rows)

    def _enter(self, mould: Mould, copy: Copy) -> int:
        """Write an entry and its answers."""
        self._once += 1
        entry = dict(zip(mould.at, mould.cast(copy), strict=True))
        answers, salt = entry.pop("answers"), f"{self._once:032x}"
        entry["once"], entry["digest"] = f"bench-{self._once}", journal.digest_of(salt, answers)
        number = self.bulk.enter(entry)
        self.bulk.add(EntryAnswers, [number, salt, answers])
        return number

    def _find(self, copy: Copy, rows: list[Mould]) -> None:
        """Write what finds a record."""
        visit = copy.visit
        person = (visit.unit, visit.party, visit.phone)
        if person not in self._people:
            words = search.unit_words(visit.unit) | search.name_words(visit.party) | search.phone_words(visit.phone)
            self._people[person] = words
        words = self._people[person] | search.number_words(visit.number)
        if visit.closed is None and copy.place is not None:
            words |= search.place_words(copy.place[1])
        finds = self.patterns[visit.service].finds
        for mould in rows:
            for name, by in finds.get(mould.table, ()):
                words |= search.FINDERS[by](mould.cast(copy)[mould.at[name]])
        self.bulk.find(is_open=visit.closed is None, kind="record", ref=visit.number, words=words)
