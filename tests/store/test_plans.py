"""No query walks a whole table: with a million records a key press would feel it (RELIABILITY, Fast)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import SQLModel

from kiosk.numbers import payload
from kiosk.service import services
from tests.counter import UNIT, Counter

#: Lists of the house, which stay as long as they are; every other table grows with the years.
LISTS = {
    "staff", "term", "thing", "setting_value", "sequence", "vault_key", "device", "purge",
}  # fmt: skip  # one paragraph
#: As large as the estate, whatever the years bring: they may be counted.
ESTATE = {"unit", "resident", "unit_note", "unit_phone"}
#: Indexes of the few rows that are still open or waiting.
OF_FEW = {"ix_record_service_open", "ix_record_board", "ix_job_waiting", "one_holder"}
SEARCH = {"search_open", "search_done"}


def growing() -> set[str]:
    """Return the tables that a query must not walk: all but those known to stay small."""
    return {str(name) for name in SQLModel.metadata.tables} - LISTS | SEARCH


@contextmanager
def watched(engine: Engine, seen: list[tuple[str, Any]]) -> Iterator[None]:
    """Note every statement that runs on an engine."""

    def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield
    event.remove(engine, "before_cursor_execute", note)


def walks(counter: Counter, seen: list[tuple[str, Any]]) -> list[str]:
    """Return the statements that walk a growing table, or a whole index of one: that is as long."""
    found = []
    raw = counter.reader._engine.raw_connection()
    for statement, parameters in {s: p for s, p in seen if s.split()[0] in ("SELECT", "UPDATE", "DELETE")}.items():
        rows = parameters[0] if isinstance(parameters, list) else parameters
        plan = [row[3] for row in raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", rows).fetchall()]
        found += [f"{step}: {' '.join(statement.split())[:300]}" for step in plan if walked(step, statement, plan)]
    raw.close()
    return found


def walked(step: str, statement: str, plan: list[str]) -> bool:
    """Whether a step of a plan reads all of a growing table."""
    match = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", step)
    if not match or match[1] not in growing() or "VIRTUAL" in step or match[2] in OF_FEW:
        return False
    if match[1] in ESTATE and (match[2] or statement.startswith("SELECT count(")):
        return False
    first_ones = "LIMIT" in statement and "WHERE" not in statement and not any("TEMP B-TREE" in one for one in plan)
    return not first_ones  # from the end, until there are enough


@pytest.fixture
def number(counter: Counter) -> str:
    """Return the number of a record with some history."""
    stored = counter.store()
    counter.take("luggage.remind", stored.number, how="phone")
    counter.take("luggage.hand_over", stored.number, taken=[1])
    return stored.number


#: What a clerk may type into the one box.
TYPED = (
    "沈佳宜", "沈", "shenjiayi", "sjy", "2207", "13912342207", UNIT, "1005", "L-1122-01", "C-1-01", "SF1234567898821", "浙A12345",
)  # fmt: skip  # one paragraph


def everything(counter: Counter, number: str) -> dict[str, list[Callable[[], Any]]]:
    """Return all that the window asks of its reader, by method."""
    reader, job = counter.reader, counter.reader.jobs()[0].id
    return {
        "board": [reader.board],
        "services": [reader.services, reader.right_now],
        "records": [partial(reader.records, key, closed=c) for key in services() for c in (False, True)],
        "page": [partial(reader.page, number)],
        "steps": [partial(reader.steps, number)],
        "find": [partial(reader.find, typed) for typed in (*TYPED, number)],
        "scan": [partial(reader.scan, code) for code in (number, payload(number), "SF1234567898821", "C-1-01")],
        "unit": [partial(reader.unit, UNIT)],
        "unit_records": [partial(reader.unit_records, UNIT), partial(reader.unit_records, UNIT, before=number)],
        "next_step": [partial(reader.next_step, number)],
        "contacts": [partial(reader.contacts, UNIT)],
        "people": [partial(reader.people, UNIT)],
        "units": [partial(reader.units, "3-")],
        "journal": [
            partial(reader.journal, 50), partial(reader.journal, 50, before=10), partial(reader.journal, 50, number=number),
        ],
        "jobs": [
            reader.jobs, partial(reader.jobs, 0), partial(reader.blocks, job), reader.unprinted,
            partial(reader.unprinted, {job}), reader.late, reader.away,
        ],
        "draft": [
            partial(counter.draft, "luggage.store", unit=UNIT), partial(counter.draft, "luggage.hand_over", number),
        ],
        "house": [
            reader.staff, reader.settings, reader.printers, reader.slip_kinds, reader.buildings, reader.home_count,
            partial(reader.find_homes, "沈"), partial(reader.homes, "3"),
        ],
    }  # fmt: skip  # a table


def test_the_window_reads_by_index(counter: Counter, number: str) -> None:
    """Board, lists, pages, journal, queue, the one box, and the draft at every key."""
    for calls in everything(counter, number).values():
        seen: list[tuple[str, Any]] = []
        with watched(counter.reader._engine, seen):
            for call in calls:
                call()
        assert seen
        assert walks(counter, seen) == []


#: A label by telephone, by unit, by name, by all of them, by the end of a number behind a family name.
LABELS = (
    "沈** 139****2207",
    UNIT,
    "沈佳宜",
    f"沈佳宜 {UNIT}",
    "沈佳宜 13912342207",
    "沈* 转2207",
    "1005 沈女士",
    "sjy",
)


def test_whom_a_label_means_is_asked_by_index(counter: Counter) -> None:
    """However many residents there are: a hundred thousand were tried by hand."""
    seen: list[tuple[str, Any]] = []
    with watched(counter.reader._engine, seen), counter.reader.session() as session:
        look = counter.reader.here(session, None).look
        for label in LABELS:
            assert [one.name for one in look.addressees(label)] == ["沈佳宜"], label
    assert len(seen) >= 2 * len(LABELS)
    assert walks(counter, seen) == []


def test_a_document_is_looked_for_by_index(counter: Counter) -> None:
    """Typed, scanned, and compared with the list while a form is filled in: by digest, whatever the years bring."""
    visit = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    shown = {"kind": "passport", "document": "E12345678", "copied": True}
    counter.take("visitors.see_document", visit, **shown)
    again = counter.take("visitors.arrive", unit=UNIT, party="贺淼").number
    seen: list[tuple[str, Any]] = []
    with watched(counter.reader._engine, seen):
        assert [found.key for found in counter.reader.find("E12345678")] == [visit]
        assert [found.key for found in counter.reader.scan("E12345678")] == [visit]
        counter.draft("visitors.see_document", again, **shown)
    with watched(counter.desk.folder.writer, seen):
        counter.take("visitors.see_document", again, **shown)
    assert [statement for statement, _given in seen if "sealed.digest IN" in statement]
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
        counter.take("luggage_round.check", routine, none_there=True)
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
    for query in (
        "SELECT * FROM record WHERE party = '沈佳宜'",
        "SELECT service, count(*) FROM record WHERE closed_at IS NULL GROUP BY service",  # all of an index
        "SELECT * FROM record ORDER BY party LIMIT 3",
    ):
        assert walks(counter, [(query, ())]) != []
    assert walks(counter, [("SELECT * FROM record ORDER BY id DESC LIMIT 3", ())]) == []
