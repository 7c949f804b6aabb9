"""Any order of steps: pieces are never lost or doubled, places never shared, and a closed record holds nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.store import journal
from kiosk.store.database import reading
from tests.counter import Counter

#: A step by its place among those that are possible, and which pieces, sizes or reasons it takes.
MOVES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7), st.integers(1, 3)), min_size=5, max_size=25)
#: What never happens, whatever was done.
NEVER = {
    "a place with two holders": "SELECT thing_id FROM hold WHERE until IS NULL GROUP BY thing_id HAVING count(*) > 1",
    "an open record without one place": "SELECT 1 FROM record r WHERE service = 'luggage' AND closed_at IS NULL AND "
    "(SELECT count(*) FROM hold WHERE record_id = r.id AND until IS NULL) <> 1",
    "a closed record that holds": "SELECT 1 FROM record r JOIN hold h ON h.record_id = r.id "
    "WHERE closed_at IS NOT NULL AND until IS NULL",
    "a place that is not the one held": "SELECT 1 FROM record r JOIN hold h ON h.record_id = r.id AND h.until IS NULL "
    "JOIN thing t ON t.id = h.thing_id WHERE t.name <> r.place",
    "collected with a piece here": "SELECT 1 FROM record r JOIN luggage_piece p ON p.record_id = r.id "
    "WHERE r.state = 'collected' AND p.gone_at IS NULL",
    "stored with nothing here": "SELECT 1 FROM record r WHERE service = 'luggage' AND closed_at IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM luggage_piece p WHERE p.record_id = r.id AND p.gone_at IS NULL)",
    "closed and due": "SELECT 1 FROM record WHERE closed_at IS NOT NULL AND (due_at IS NOT NULL OR soon_at IS NOT NULL)",
    "open and not due": "SELECT 1 FROM record WHERE closed_at IS NULL AND due_at IS NULL",
    "a state that the journal does not say": "SELECT 1 FROM record r JOIN entry e ON e.record_id = r.id "
    "WHERE e.id = (SELECT max(id) FROM entry WHERE record_id = r.id) AND e.state <> r.state",
}  # fmt: skip  # one line a promise


def answers(step: str, bits: int, size: int) -> dict[str, Any]:
    """Return answers for a step; some of them will be refused, as at a counter."""
    some = [n for n in (1, 2, 3) if bits & (1 << (n - 1))]
    reason = {"reason": "拿错了"}
    return {
        "luggage.hand_over": {"taken": some},
        "luggage.elsewhere": {"reason": "small" if bits % 2 else "full"},
        "luggage.remind": {"how": "phone"},
        "luggage.missing": {"what": "x"},
        "luggage.found": {"what": "x"},
        "luggage.tell": {"whom": "王主管"},
        "luggage.dispose": {"decision": "捐赠", "witness": "周明"},
        "luggage.ticket_lost": {},
    }.get(step, reason)


def walk(counter: Counter, moves: list[tuple[int, int, int]]) -> int:
    """Take the moves and return how many were taken."""
    numbers: list[str] = []
    taken = 0
    for which, bits, size in moves:
        counter.later(days=bits)
        if which < 3 or not numbers:
            pieces = [{"kind": "bag", "size": str(size)}] * (1 + bits % 3)
            later = f"{counter.clock.now.year + 1}-01-01 10:00"
            step, record, given = "luggage.store", None, {"unit": "3-2-1005", "pieces": pieces, "until": later}
        else:
            record = numbers[bits % len(numbers)]
            possible = counter.steps(record)
            if not possible:
                continue
            step = possible[which % len(possible)]
            given = answers(step, bits or 1, size)
        taken += counter.error(step, record, **given) == ""
        numbers = sorted({*numbers, *(row.number for row in counter.reader.records("luggage"))})
    return taken


@pytest.mark.timeout(300)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_order_of_steps_breaks_a_promise(founded: Path, tmp_path: Path, moves: list[tuple[int, int, int]]) -> None:
    """By chance, as a supervisor who may take every step."""
    for folder in ("estate", "secrets"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    counter = Counter(tmp_path / "estate")
    counter.sign_in("王主管")
    walk(counter, moves)
    counter.close()
    with closing(sqlite3.connect(tmp_path / "estate" / "kiosk.db")) as database:
        broken = [what for what, sql in NEVER.items() if database.execute(sql).fetchone()]
    engine = reading(tmp_path / "estate")
    with engine.connect() as connection:
        whole = journal.prove(connection).whole
    engine.dispose()
    assert (broken, whole) == ([], True)


def test_the_walk_goes_somewhere(counter: Counter) -> None:
    """The moves of a walk are taken, most of them: the test above looks at real histories."""
    counter.sign_in("王主管")
    moves = [(n % 10, n * 3 % 8, n % 3 + 1) for n in range(40)]
    assert walk(counter, moves) > 20
    assert len({row[0] for row in counter.sql("SELECT DISTINCT step FROM entry WHERE step LIKE 'luggage.%'")}) > 6
