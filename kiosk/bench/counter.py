"""The desk and its reader, timed: a step saved, the one box, the opening of lists and pages."""

import gc
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from kiosk.bench.figures import Sample, beside, in_turn
from kiosk.bench.folder import CLERK, NAME, PIECES, UNIT, sign_in
from kiosk.bench.questions import MIX, questions
from kiosk.clock import StillClock
from kiosk.desk.desk import Desk
from kiosk.desk.reading import Reader
from kiosk.practice.fill import DAY
from kiosk.store.database import FILE

#: The raw equivalent of a step saved: one row of six columns with two indexes, committed to the disk.
_RAW = (
    "CREATE TABLE raw (id INTEGER PRIMARY KEY, number TEXT UNIQUE, unit TEXT, party TEXT, phone TEXT, place TEXT, at TEXT)",
    "CREATE INDEX raw_unit ON raw (unit)",
)
_WARM = 10
#: So many steps are taken before the desk rests, as it does at a counter whenever nobody asks for anything.
_RESTS = 10


@contextmanager
def standing(path: Path) -> Iterator[Desk]:
    """Give a desk on a folder with the clerk signed in, on a clock that stands."""
    desk = Desk.open(path, StillClock(DAY))
    try:
        sign_in(desk, CLERK)
        gc.collect()
        gc.freeze()  # as the program does once its window stands
        yield desk
    finally:
        desk.close()


def takes(path: Path, times: int) -> dict[str, Any]:
    """Time a step from `Desk.take` to saved, with synchronous=FULL: luggage stored, then handed over."""
    once = itertools.count(1)
    with standing(path) as desk, closing(_raw_table(path / "raw.db")) as raw:
        waiting: list[str] = []

        def store() -> None:
            answers = {"unit": UNIT, "party": NAME, "pieces": PIECES}
            waiting.append(desk.take("luggage.store", answers, once=f"bench-store-{next(once)}").number)

        def hand_over() -> None:
            desk.take("luggage.hand_over", {}, waiting.pop(), once=f"bench-out-{next(once)}")

        def plain() -> None:
            row = (f"L{next(once):08d}", UNIT, NAME, "13912342207", "C-1-01", "2026-11-22 06:36:00.000000")
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO raw (number, unit, party, phone, place, at) VALUES (?, ?, ?, ?, ?, ?)", row)
            raw.execute("COMMIT")

        for what in (store, hand_over) * _WARM:
            what()
        statements, rests = _counted(desk, store), Sample()

        def rest(number: int) -> None:
            while number % _RESTS == 0 and rests.time(desk.rest):
                pass

        made = in_turn([store, hand_over] * (times // 2), [plain] * times, rest)
        plain_is = "one row of six columns, two indexes, committed with FULL"
        return {**made, "statements": statements, "a turn of rest": rests.figures(), "raw is": plain_is}


def _raw_table(path: Path) -> sqlite3.Connection:
    """Return a connection of its own with one plain table, as durable as ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *_RAW):
        connection.execute(statement)
    return connection


def _counted(desk: Desk, what: Callable[[], None]) -> int:
    """Return how many statements something runs."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, _given: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001  # SQLAlchemy's
        seen.append(statement)

    event.listen(desk.folder.writer, "before_cursor_execute", note)
    what()
    event.remove(desk.folder.writer, "before_cursor_execute", note)
    return len(seen)


def searches(path: Path, seed: int) -> dict[str, Any]:
    """Time the one box over a fixed mix of three hundred texts, each beside its one query in the index."""
    with standing(path) as desk, closing(sqlite3.connect(path / FILE)) as raw:
        reader = desk.reader()
        reader.clerk = desk.clerk
        with desk.session() as session:
            asked = questions(session.connection(), seed)

        def plain(query: str) -> None:
            for name in ("search_open", "search_done"):
                sql = f"SELECT d.ref FROM {name}_fts f JOIN {name} d ON d.id = f.rowid WHERE {name}_fts MATCH ?"
                raw.execute(
                    f"{sql} ORDER BY f.rowid DESC LIMIT 20", (query if '"' in query else f'"{query}"',)
                ).fetchall()

        for one in asked[:_WARM]:
            reader.find(one.text)
        mine, bare = Sample(), Sample()
        kinds = {kind: Sample() for kind in MIX}
        empty = 0
        for one in asked:
            empty += not mine.time(partial(reader.find, one.text))
            kinds[one.kind].again(mine)
            bare.time(partial(plain, one.query))
        reader.close()
        by_kind = {kind: sample.figures() for kind, sample in kinds.items()}
        return {
            **beside(mine, bare),
            "found nothing": empty,
            "kinds": by_kind,
            "raw is": "the same word asked of the index",
        }


def lists(path: Path, times: int) -> dict[str, Any]:
    """Time what opens a list or a page, each beside one plain query of the same rows."""
    with standing(path) as desk, closing(sqlite3.connect(path / FILE)) as raw:
        reader = desk.reader()
        reader.clerk = desk.clerk
        unit, held = raw.execute(
            "SELECT unit, count(*) AS n FROM record GROUP BY unit ORDER BY n DESC LIMIT 1"
        ).fetchone()
        made: dict[str, Any] = {}
        for name, (ours, sql) in _pages(reader, raw, unit).items():

            def plain(sql: str = sql) -> list[Any]:
                return raw.execute(sql).fetchall()

            ours(), plain()
            made[name] = in_turn([ours] * times, [plain] * times)
        reader.close()
        return {**made, "records of the unit": held, "raw is": "one plain query of the same heads"}


def _pages(reader: Reader, raw: sqlite3.Connection, unit: str) -> dict[str, tuple[Callable[[], Any], str]]:
    """Return what is opened, each with the plain query."""
    opened = reader.records("luggage", limit=1)[0].number
    newest = raw.execute("SELECT max(id) FROM entry").fetchone()[0]
    heads = "SELECT * FROM record WHERE"
    entries = "SELECT * FROM entry e JOIN entry_answers a ON a.entry_id = e.id WHERE"
    luggage = f"{heads} service = 'luggage' AND"
    return {
        "counts of the rail": (
            reader.services,
            "SELECT count(*) FROM record WHERE service = 'luggage' AND closed_at IS NULL",
        ),
        "board": (reader.board, f"{heads} closed_at IS NULL AND due_at IS NOT NULL ORDER BY due_at LIMIT 200"),
        "service page": (
            lambda: reader.records("luggage"),
            f"{luggage} closed_at IS NULL ORDER BY due_at LIMIT 200",
        ),
        "service page, closed": (
            lambda: reader.records("luggage", closed=True),
            f"{luggage} closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT 200",
        ),
        "record page": (lambda: reader.page(opened), f"{heads} number = '{opened}'"),
        "unit page": (
            lambda: reader.unit(unit),
            f"{heads} unit = '{unit}' AND closed_at IS NULL ORDER BY id DESC LIMIT 20",
        ),
        "unit's history": (
            lambda: reader.unit_records(unit, limit=200),
            f"{heads} unit = '{unit}' ORDER BY id DESC LIMIT 200",
        ),
        "journal page": (reader.journal, f"{entries} e.id <= {newest} ORDER BY e.id DESC LIMIT 100"),
        "journal page far back": (
            lambda: reader.journal(before=newest // 2),
            f"{entries} e.id < {newest // 2} ORDER BY e.id DESC LIMIT 100",
        ),
        "print queue": (reader.jobs, "SELECT * FROM job ORDER BY id DESC LIMIT 200"),
    }
