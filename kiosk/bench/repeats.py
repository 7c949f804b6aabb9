"""Some weeks of a counter, repeated back into the years: a million records without a million turns of Python.

Every repetition lies so many days before the next one and has ids, numbers and instants of its own; the
journal is chained through all of them. Only what was closed is repeated: what is open is open now.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime
from sqlmodel import SQLModel

from kiosk.store import journal

#: Tables whose ids are moved on in every repetition; others number their rows by themselves.
_NUMBERED = ("record", "entry", "job")


def repeat(weeks: Path, target: Path, times: int, days: int) -> None:
    """Write the records of `weeks` into `target`, so many times, the oldest first and each `days` before the next.

    Both were founded alike: what `target` has already, `weeks` has under the same ids.
    """
    connection = sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-800000", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("ATTACH ? AS weeks", (str(weeks),))
    first = {name: _newest(connection, f"main.{name}") for name in _NUMBERED}
    length = {name: _newest(connection, f"weeks.{name}") - first[name] for name in _NUMBERED}
    link = _Chain(connection)
    connection.create_function("chained", 9, link)
    connection.execute("BEGIN")
    _lists(connection, first)
    for turn in range(times):
        back = (times - 1 - turn) * days
        moved = {name: length[name] * turn for name in _NUMBERED}
        _turn(connection, turn, back, moved, first)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _newest(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest id of a table."""
    return int(connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])


def _lists(connection: sqlite3.Connection, first: dict[str, int]) -> None:
    """Copy what is there once: units, people, places, what finds them, and what is open."""
    for name in ("unit", "resident", "thing", "sequence"):
        connection.execute(f"INSERT OR IGNORE INTO main.{name} SELECT * FROM weeks.{name}")
    connection.execute(
        "INSERT INTO main.search_open (kind, ref, words) SELECT kind, ref, words FROM weeks.search_open w WHERE NOT EXISTS "
        "(SELECT 1 FROM main.search_open m WHERE m.kind = w.kind AND m.ref = w.ref) ORDER BY id"
    )


def _turn(connection: sqlite3.Connection, turn: int, back: int, moved: dict[str, int], first: dict[str, int]) -> None:
    """Write one repetition."""
    old = f"FROM weeks.record WHERE id > {first['record']}" + (" AND closed_at IS NOT NULL" if back else "")
    connection.execute("DROP TABLE IF EXISTS temp.told")
    connection.execute(f"CREATE TEMP TABLE told AS SELECT id, number, {_number('number', back)} AS anew {old}")
    connection.execute("CREATE UNIQUE INDEX temp.told_id ON told (id)")
    connection.execute("CREATE UNIQUE INDEX temp.told_number ON told (number)")
    told = "(SELECT id FROM temp.told)"
    answered = f"entry_id IN (SELECT id FROM weeks.entry WHERE id > {first['entry']} AND record_id IN {told})"
    for table in SQLModel.metadata.sorted_tables:
        key = _key(table)
        if not key:
            continue
        columns = {column.name: _column(column, turn, back, moved) for column in table.columns}
        if table.name == "entry":
            columns["chain"] = f"chained({', '.join(columns[one] for one in _LINKED)})"
        where = answered if key == "entry_id" else f"{key} IN {told}"
        # not indexed: read in the order of the ids, in which the chain is made
        rows = f"SELECT {', '.join(columns.values())} FROM weeks.{table.name} NOT INDEXED WHERE {where}"
        connection.execute(f"INSERT INTO main.{table.name} ({', '.join(columns)}) {rows}")
    connection.execute(
        f"INSERT INTO main.search_done (kind, ref, words) SELECT 'record', anew, {_words()} FROM weeks.search_done w "
        "JOIN temp.told ON told.number = w.ref WHERE w.kind = 'record' ORDER BY w.id"
    )


def _key(table: Any) -> str:
    """Return the column of a table that says whose a row is, "" for what is there once."""
    if table.name in ("record", "entry_answers"):
        return "id" if table.name == "record" else "entry_id"
    points = (c.name for c in table.columns for one in c.foreign_keys if one.target_fullname == "record.id")
    return str(next(points, ""))


def _column(column: Any, turn: int, back: int, moved: dict[str, int]) -> str:
    """Return what stands in a column of a repetition."""
    name, of = f'"{column.name}"', column.table.name
    points = next((one.target_fullname for one in column.foreign_keys), "")
    owner = points.removesuffix(".id") if points else of if column.primary_key and column.name == "id" else ""
    if owner in moved:
        return f"{name} + {moved[owner]}"
    if owner == of:
        return "NULL"  # numbered by the table itself
    if isinstance(column.type, DateTime) or "DateTime" in type(column.type).__name__:
        return f"strftime('%Y-%m-%d %H:%M:%f', {name}, '-{back} days') || '000'" if back else name
    if (of, column.name) == ("record", "number"):
        return _number(name, back)
    return f"{name} || '/{turn}'" if column.name == "once" else name


def _number(name: str, back: int) -> str:
    """Return a number as it would have been given so many days before."""
    day = f"'20' || substr({name}, 2, 2) || '-' || substr({name}, 4, 2) || '-' || substr({name}, 6, 2)"
    return f"substr({name}, 1, 1) || substr(strftime('%Y%m%d', {day}, '-{back} days'), 3) || substr({name}, 8)"


def _words() -> str:
    """Return the words of a record with its new number in them: long, short, and short without its letter."""
    said = "w.words"
    for part in ("{0}", "substr({0}, 1, 1) || substr({0}, 4)", "substr({0}, 4)"):
        old, new = (f"'n' || {part.format(one)}" for one in ("lower(number)", "lower(anew)"))
        said = f"replace({said}, {old}, {new})"
    return said


#: The columns of an entry that its link of the chain runs over.
_LINKED = ("at", "typed_at", "clerk", "step", "record_id", "once", "state", "lifted", "digest")


class _Chain:
    """Chains the entries in the order in which they are written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Go on where the journal ends."""
        self.last = connection.execute("SELECT chain FROM main.entry ORDER BY id DESC LIMIT 1").fetchone()[0]

    def __call__(self, *values: Any) -> str:
        """Return the link of the next entry."""
        line: Any = _Entry(*values)
        self.last = journal.chain(self.last, line)
        return str(self.last)


class _Entry:
    """An entry's columns as the journal's chain reads them."""

    __slots__ = _LINKED

    def __init__(self, *values: Any) -> None:
        """Take the columns in their order."""
        for name, value in zip(_LINKED, values, strict=True):
            setattr(self, name, value)
