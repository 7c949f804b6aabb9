"""What a step costs: so many statements, whatever it is given, and none of them twice."""

from typing import Any

import pytest

from kiosk.desk import Take
from kiosk.store import journal
from tests.counter import OWNER, Counter
from tests.store.test_plans import watched


def asked(counter: Counter, step: str, number: str | None = None, **answers: Any) -> list[tuple[str, Any]]:
    """Return what a step runs."""
    seen: list[tuple[str, Any]] = []
    with watched(counter.desk.folder.writer, seen):
        counter.take(step, number, **answers)
    return seen


@pytest.mark.parametrize("pieces", [1, 12])
def test_pieces_are_written_together(counter: Counter, pieces: int) -> None:
    """A dozen bags are stored and handed over in as many statements as one."""
    bags = [{"kind": "bag", "size": "1"}] * pieces
    stored = asked(counter, "luggage.store", unit="3-2-1005", party=OWNER, pieces=bags)
    number = counter.reader.records("luggage")[0].number
    gone = asked(counter, "luggage.hand_over", number)
    assert (len(stored), len(gone)) <= (18, 16)
    for seen in (stored, gone):
        assert sum("luggage_piece" in statement for statement, _given in seen if "SELECT" not in statement) == 1
    kept = counter.sql("SELECT no, kind, gone_at IS NULL FROM luggage_piece ORDER BY no")
    assert kept == [(no, "bag", 0) for no in range(1, pieces + 1)]


def test_nothing_is_asked_twice(counter: Counter) -> None:
    """Neither where the journal ends, nor who lives there, nor what is kept."""
    stored = asked(counter, "luggage.store", unit="3-2-1005", party=OWNER, pieces=[{"kind": "bag", "size": "1"}])
    gone = asked(counter, "luggage.hand_over", counter.reader.records("luggage")[0].number)
    for seen in (stored, gone):
        read = [(statement, str(given)) for statement, given in seen if statement.startswith("SELECT")]
        assert len(read) > 5
        assert len(set(read)) == len(read)


def test_a_basket_is_chained_without_asking_again(counter: Counter) -> None:
    """Each entry follows the one before it, also within one transaction."""
    number = counter.store().number
    seen: list[tuple[str, Any]] = []
    with watched(counter.desk.folder.writer, seen):
        counter.desk.take_all([Take("luggage.remind", {"how": "phone"}, number)] * 3, once="three")
    assert sum("ORDER BY entry.id DESC" in statement for statement, _given in seen) == 1
    with counter.desk.session() as session:
        proof = journal.prove(session.connection())
    assert (proof.whole, proof.entries > 3) == (True, True)
