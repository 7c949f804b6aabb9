"""No query walks a whole table: with a million records a key press would feel it (RELIABILITY, Fast)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.counter import UNIT, Counter

#: Tables that grow with the years; lists of the house (staff, terms, settings, places) do not.
GROWING = {
    "record", "entry", "entry_answers", "job", "hold", "link", "sealed", "charge", "luggage", "luggage_piece", "luggage_contact",
    "luggage_round", "decision", "resident", "unit_note", "search_open", "search_done", "form_draft", "unit",
}  # fmt: skip  # one paragraph


@contextmanager
def watched(engine: Engine, seen: list[tuple[str, Any]]) -> Iterator[None]:
    """Note every statement that runs on an engine."""

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def walks(counter: Counter, seen: list[tuple[str, Any]]) -> list[str]:
    """Return the statements that walk a growing table without an index."""
    found = []
    raw = counter.reader._engine.raw_connection()
    for statement, parameters in {s: p for s, p in seen if s.split()[0] in ("SELECT", "UPDATE", "DELETE")}.items():
        rows = parameters[0] if isinstance(parameters, list) else parameters
        first_ones = "LIMIT" in statement and "WHERE" not in statement  # from the end, until there are enough
        plan = [row[3] for row in raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", rows).fetchall()]
        sorts = any("TEMP B-TREE" in step for step in plan)
        for step in plan:
            match = re.match(r"SCAN (\w+)( USING)?", step)
            if match and not match[2] and match[1] in GROWING and (sorts or not first_ones) and "VIRTUAL" not in step:
                found.append(f"{step}: {' '.join(statement.split())[:300]}")
    raw.close()
    return found


@pytest.fixture
def number(counter: Counter) -> str:
    """Return the number of a record with some history."""
    stored = counter.store()
    counter.take("luggage.remind", stored.number, how="phone")
    counter.take("luggage.hand_over", stored.number, taken=[1])
    return stored.number


def test_the_window_reads_by_index(counter: Counter, number: str) -> None:
    """Board, lists, pages, journal, queue, the one box, and the draft at every key."""
    seen: list[tuple[str, Any]] = []
    reader = counter.reader
    with watched(reader._engine, seen):
        reader.board()
        reader.services()
        reader.records("luggage")
        reader.records("luggage", closed=True)
        reader.page(number)
        reader.steps(number)
        for typed in (
            "沈佳宜",
            "沈",
            "shenjiayi",
            "sjy",
            "2207",
            "13912342207",
            UNIT,
            "1005",
            "L-1122-01",
            "C-1-01",
            number,
        ):
            reader.find(typed)
        reader.scan(number)
        reader.unit(UNIT)
        reader.unit_records(UNIT)
        reader.unit_records(UNIT, before=number)
        reader.next_step(number)
        reader.contacts(UNIT)
        reader.people(UNIT)
        reader.units("3-")
        reader.journal(50)
        reader.journal(50, before=10)
        reader.journal(50, number=number)
        reader.jobs()
        counter.draft("luggage.store", unit=UNIT)
        counter.draft("luggage.hand_over", number)
    assert len(seen) > 40
    assert walks(counter, seen) == []


def test_a_step_writes_by_index(counter: Counter, number: str) -> None:
    """Storing, handing over, undoing, checking, printing."""
    counter.sign_in("周明")
    routine = counter.take("luggage_round.begin").number
    seen: list[tuple[str, Any]] = []
    with watched(counter.desk.folder.writer, seen):
        stored = counter.store()
        counter.take("luggage.hand_over", stored.number)
        counter.take("luggage.put_back", stored.number, reason="拿错了")
        counter.take("luggage_round.check", routine)
        job = counter.desk.next_job("folder")
        assert job is not None
        counter.desk.settle(job.id, "printed")
        counter.desk.reprint(job.id, "卡纸")
        counter.desk.wake_queue()
        counter.desk.save_draft("x", "luggage.store", "", {})
        counter.desk.drafts()
        counter.take("estate.move_in", unit=UNIT, name="新住户")
    assert len(seen) > 60
    assert walks(counter, seen) == []


def test_the_look_for_walks_has_teeth(counter: Counter, number: str) -> None:
    """A query without an index is found."""
    assert walks(counter, [("SELECT * FROM record WHERE party = '沈佳宜'", ())]) != []
