"""Rows by the hundred thousand into the store's own tables, for the bench alone.

Everything else goes through `Desk.take`; a million steps would take an hour, so the bench writes what they
would have written: same tables, same columns and defaults, same triggers, same index, same chained journal.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlmodel import SQLModel

from kiosk.store import journal
from kiosk.store.tables import Entry

#: Rows that wait before they are written.
_AT_ONCE = 20_000


def instant(value: datetime | None) -> str | None:
    """Return an instant as the database keeps it."""
    return None if value is None else value.astimezone(UTC).isoformat(" ", "microseconds")[:26]


class Bulk:
    """One connection that writes rows by the table; nobody else has the folder open meanwhile."""

    def __init__(self, path: Path) -> None:
        """Write into the database at `path`, without waiting for the disk: a folder that breaks is made again."""
        self.connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-800000", "temp_store=MEMORY"):
            self.connection.execute(f"PRAGMA {pragma}")
        self._waiting: dict[str, list[Sequence[Any]]] = {}
        self._inserts: dict[str, str] = {}
        self._usual: dict[str, dict[str, Any]] = {}
        self._last = {"record": self.newest("record"), "entry": self.newest("entry")}
        found = self.connection.execute("SELECT chain FROM entry ORDER BY id DESC LIMIT 1").fetchone()
        self._chain = found[0] if found else journal.GENESIS
        self.connection.execute("BEGIN")

    def newest(self, table: str) -> int:
        """Return the highest id of a table."""
        return int(self.connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0])

    def next_id(self, table: str) -> int:
        """Return the next id of records or entries."""
        self._last[table] += 1
        return self._last[table]

    def add(self, table: type[SQLModel], row: Sequence[Any]) -> None:
        """Add one row, all columns in their order."""
        name = str(table.__tablename__)
        if name not in self._inserts:
            self._begin(name, [column.name for column in table.__table__.columns])  # type: ignore[attr-defined]
        self._add(name, row)

    def put(self, table: type[SQLModel], **given: Any) -> None:
        """Add one row; what is not given is what the table says."""
        name = str(table.__tablename__)
        if name not in self._usual:
            columns = [column.name for column in table.__table__.columns]  # type: ignore[attr-defined]
            self._usual[name] = {column: table.model_fields[column].get_default() for column in columns}
        self.add(table, list({**self._usual[name], **given}.values()))

    def _begin(self, name: str, columns: Sequence[str]) -> None:
        """Make room for the rows of a table."""
        marks = ", ".join("?" for _column in columns)
        self._inserts[name] = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"
        self._waiting[name] = []

    def _add(self, name: str, row: Sequence[Any]) -> None:
        """Let a row wait for some more."""
        rows = self._waiting[name]
        rows.append(row)
        if len(rows) >= _AT_ONCE:
            self._write(name)

    def _write(self, name: str) -> None:
        """Write what waits for a table."""
        self.connection.executemany(self._inserts[name], self._waiting[name])
        self._waiting[name].clear()

    def enter(self, entry: Mapping[str, Any]) -> int:
        """Return the id of an entry that is given a place in the journal's chain."""
        number = self.next_id("entry")
        line: Any = SimpleNamespace(**entry)
        self._chain = journal.chain(self._chain, line)
        self.put(Entry, **{**entry, "id": number, "chain": self._chain})
        return number

    def find(self, *, is_open: bool, kind: str, ref: str, words: set[str]) -> None:
        """Write what finds a thing; the index's own trigger does the rest."""
        name = "search_open" if is_open else "search_done"
        if name not in self._inserts:
            self._begin(name, ("kind", "ref", "words"))
        self._add(name, (kind, ref, " ".join(sorted(words))))

    def close(self) -> None:
        """Write the rest and let go."""
        for name in self._waiting:
            self._write(name)
        self.connection.execute("COMMIT")
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.close()
