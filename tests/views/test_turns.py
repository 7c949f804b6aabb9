"""What is long is done a part a turn; a page shows the newest, and the print queue never asks for the board."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from kiosk.bridge import Bridge
from kiosk.errors import KioskError
from kiosk.views.board import Board
from kiosk.views.turns import Turns
from kiosk.views.window import Window
from tests.counter import Counter

_waybills = itertools.count(1)


class Work:
    """Something in three parts."""

    def __init__(self) -> None:
        """Begin with nothing done."""
        self.done: list[str] = []

    def parts(self) -> Iterator[None]:
        """Do it."""
        for name in "ab":
            self.done.append(name)
            yield
        self.done.append("c")


def lost(counter: Counter) -> None:
    """Receive a parcel that belongs to nobody."""
    counter.take("parcels.receive", waybills=[f"SF{next(_waybills):013}"], addressee="吴**", who="unknown")


@pytest.fixture
def owner(qtbot: QtBot) -> QObject:
    """Return what the turns belong to."""
    return QObject()


def test_a_part_is_done_each_turn_and_the_rest_later(owner: QObject, qtbot: QtBot) -> None:
    work, turns = Work(), Turns(owner, whole=False)
    turns.begin(work.parts)
    assert work.done == []
    seen = []
    for _turn in range(9):
        QApplication.processEvents()
        seen.append("".join(work.done))
    assert seen[0] in ("", "a")
    assert [*dict.fromkeys(one for one in seen if one)] == ["a", "ab", "abc"]


def test_asked_for_often_meanwhile_it_is_done_once_more(owner: QObject, qtbot: QtBot) -> None:
    work, turns = Work(), Turns(owner, whole=False)

    def asking() -> Iterator[None]:
        for _part in work.parts():
            for _time in range(5):
                turns.begin(work.parts)
            yield

    turns.begin(asking)
    qtbot.waitUntil(lambda: work.done == [*"abcabc"] and not turns.busy)


def test_whole_it_is_done_at_once_and_what_was_begun_is_left(owner: QObject, qtbot: QtBot) -> None:
    slow, quick, turns = Work(), Work(), Turns(owner, whole=False)

    def interrupted() -> Iterator[None]:
        for _part in slow.parts():
            turns.begin(quick.parts, whole=True)
            assert (quick.done, turns.busy) == ([*"abc"], False)
            yield

    turns.begin(interrupted)
    qtbot.waitUntil(lambda: bool(quick.done))
    QApplication.processEvents()
    assert (slow.done, turns.busy) == (["a"], False)


def test_what_cannot_be_read_is_said_and_the_next_time_is_another_try(owner: QObject, qtbot: QtBot) -> None:
    class Broken(KioskError):
        """Cannot be read."""

    def fails() -> Iterator[None]:
        yield
        raise Broken

    said: list[Any] = []
    work, turns = Work(), Turns(owner, whole=False)
    turns.failed.connect(said.append)
    turns.begin(fails)
    qtbot.waitUntil(lambda: bool(said))
    assert isinstance(said[0], Broken)
    turns.begin(work.parts)
    qtbot.waitUntil(lambda: work.done == [*"abc"])


@pytest.fixture
def asked(bridge: Bridge) -> Iterator[list[str]]:
    """Return the statements of the window's own connection, as they come."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.append(" ".join(statement.split()))

    event.listen(bridge.reader._engine, "before_cursor_execute", note)
    yield seen
    event.remove(bridge.reader._engine, "before_cursor_execute", note)


def test_a_step_is_followed_by_few_statements_however_long_the_board(
    window: Window, counter: Counter, asked: list[str]
) -> None:
    counts = []
    for many in (1, 1, 4):
        for _one in range(many):
            lost(counter)
        asked.clear()
        window.bridge.after()
        counts.append([one.partition(" FROM ")[2].split(" ")[0] for one in asked])
    assert counts[1] == counts[2]


def test_the_print_queue_asks_for_itself_alone(window: Window, counter: Counter, asked: list[str]) -> None:
    counter.store()
    window.bridge.after()
    asked.clear()
    window.bridge.stir()
    QApplication.processEvents()
    assert any(" FROM job" in one for one in asked)
    assert [one for one in asked if " FROM record" in one and "record.number" not in one] == []
    assert [one for one in asked if "soon_at" in one or "blocks" in one] == []  # no board, no slip's text


def test_what_waits_for_paper_is_counted_and_not_read(window: Window, counter: Counter) -> None:
    """A dead printer on a long day: the status bar costs as much with a hundred slips as with one."""
    stored = [counter.store() for _ in range(2)]
    jobs = {job for one in stored for job in one.jobs}
    found = counter.reader.unprinted()
    assert [(one.state, str(one.why), one.many) for one in found] == [("pending", "", len(jobs))]
    job = counter.desk.next_job("folder")
    assert job is not None
    counter.desk.settle(job.id, "held", "No paper.")
    assert {(one.state, str(one.why), one.many) for one in counter.reader.unprinted()} == {
        ("held", "No paper.", 1),
        ("pending", "", len(jobs) - 1),
    }
    assert [one.state for one in counter.reader.unprinted({job.id})] == ["held"]
    assert [one.many for one in counter.reader.unprinted(jobs - {job.id})] == [len(jobs) - 1]
    window.show_queue()
    assert str(len(jobs)) in str(window.status.printer.words)


def test_tiles_and_figures_that_are_the_same_stay_as_they_are(window: Window, counter: Counter) -> None:
    board = window.known["desk"]
    assert isinstance(board, Board)
    counter.store()
    window.bridge.after()
    before = board.findChild(QObject, "board.luggage")
    window.bridge.after()
    assert board.findChild(QObject, "board.luggage") is before


def test_a_record_of_which_nothing_changed_keeps_its_form(window: Window, counter: Counter) -> None:
    stored = counter.store()
    window.open_record(stored.number)
    page: Any = window.known["luggage"]
    form, around = page.form, page.around.scroll.box.itemAt(0).widget()
    lost(counter)
    window.bridge.after()
    assert page.form is form
    assert page.around.scroll.box.itemAt(0).widget() is around
    counter.take("luggage.remind", stored.number, how="phone")
    window.bridge.after()
    assert page.form is not form


def test_a_slip_that_moves_leaves_the_other_cards_of_the_queue(window: Window, counter: Counter) -> None:
    counter.store()
    counter.store()
    window.go("queue")
    page: Any = window.known["queue"]
    before = {key: card for key, (_jobs, card) in page.cards.items()}
    assert len(before) == 2
    job = counter.desk.next_job("folder")
    assert job is not None
    counter.desk.settle(job.id, "held", "无纸")
    window.bridge.after()
    after = {key: card for key, (_jobs, card) in page.cards.items()}
    assert [key for key in before if after[key] is not before[key]] == [min(before)]
    assert {card.parentWidget() for card in after.values()} == {page.scroll.inside}
    counter.store()
    window.bridge.after()
    assert len(page.cards) == 3
    assert all(page.cards[key][1] is after[key] for key in after)
