"""The board stays calm: many rows of a kind are one line that opens; the figures of this moment are those of the desk."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.i18n import say
from kiosk.values import DueRow
from kiosk.views.due_list import MANY, DueList, due_lines, kind_of
from kiosk.views.widgets import Button
from kiosk.views.window import Window
from tests.counter import SUNDAY, Counter
from tests.services.test_visitors_admit import admitted

ROW = DueRow(
    "P1", "P-1", "parcels", "package", "overdue", SUNDAY, "14:00", "red", "Parcels", "tell", "3-2-1005",
    "parcels.tell", "Tell", "PAR-03",
)  # fmt: skip


def rows(count: int) -> list[DueRow]:
    """Return so many rows of one kind, and one of another."""
    same = [replace(ROW, number=f"P{n}", unit=f"3-2-{n:03d}") for n in range(count)]
    return [*same, replace(ROW, number="L1", service="luggage", step="luggage.remind")]


@pytest.mark.parametrize("count", [1, MANY - 1, MANY, 200])
def test_many_of_a_kind_are_one_line(count: int) -> None:
    """Few stand by themselves; many are one line with their number and their units; the head counts all."""
    lines = due_lines(rows(count))
    assert str(count + 1) in lines[0].head
    shown = [line for line in lines if line.row is not None]
    assert len(shown) == (count + 1 if count < MANY else 2)
    if count >= MANY:
        assert shown[0].row is not None
        assert str(count) in shown[0].row.short
        assert "3-2-000" in str(shown[0].row.words)
        assert not shown[0].main
    assert [line.first for line in shown] == [True] + [False] * (len(shown) - 1)
    assert [line.last for line in shown] == [False] * (len(shown) - 1) + [True]


def test_an_opened_line_shows_each(window: Window) -> None:
    """A click on the button opens it, the next folds it; what else is due stays; so it is after a new look."""
    board = window.known["desk"].list
    assert isinstance(board, DueList)
    board.show_rows(rows(40), {"parcels": "代收包裹"})
    QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=board.row_button(0))
    assert len([line for line in board.rows.lines if line.inner]) == 40
    board.show_rows(rows(39))
    assert len([line for line in board.rows.lines if line.inner]) == 39
    QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=board.row_button(0))
    assert not [line for line in board.rows.lines if line.inner]


def test_tiles_show_their_keys_once_there_is_room(window: Window) -> None:
    """A board that was made before the window had its size draws them anew."""
    board = window.known["desk"]
    board.resize(900, 700)
    board.renew()
    tile = board.findChild(Button, "board.luggage")
    assert tile is not None
    assert tile.key == ""
    board.resize(1206, 700)
    QApplication.processEvents()
    assert [one.key for one in board.findChildren(Button, "board.luggage")][-1] == "F6"


def test_a_row_behind_it_acts_as_any_other(window: Window) -> None:
    """Enter on an inner row does its step; Enter on the line itself only opens."""
    board = window.known["desk"].list
    assert isinstance(board, DueList)
    acted: list[DueRow] = []
    board.acted.disconnect()
    board.acted.connect(acted.append)
    board.show_rows(rows(10))
    board.setCurrentIndex(board.rows.index(1))
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert not acted
    assert board.unfolded == {kind_of(ROW)}
    board.setCurrentIndex(board.rows.index(2))
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert [row.number for row in acted] == ["P0"]


def test_the_figures_are_the_desks(counter: Counter) -> None:
    """Overdue as the board has it, what waits for paper, what is open, how full the store is."""
    counter.store()
    counter.clock.now += timedelta(days=31)
    figures = {str(one.words): one for one in counter.reader.right_now()}
    board = counter.reader.board()
    late = [one for one in board if one.group == "overdue"]
    values = [(one.value, one.tone) for one in figures.values()]
    assert (str(len(late)), "red") in values
    assert any(one.where == "queue" and int(one.value) >= 3 for one in figures.values())
    assert any(one.where == "luggage" and one.value == "1" for one in figures.values())
    assert any(one.value == "1 / 12" for one in figures.values())


def test_the_figures_count_under_the_heads_of_the_list(counter: Counter) -> None:
    """Whoever must have left is a figure of his own, and not once more among what is overdue."""
    counter.store()
    counter.later(days=31)
    admitted(counter)
    counter.later(hours=9)
    groups = [row.group for row in counter.reader.board()]
    figures = [(say(one.words, "en"), one.value) for one in counter.reader.right_now()]
    assert sorted(groups) == ["inside", "overdue"]
    assert figures[:3] == [("Must have left", "1"), ("Overdue", "1"), ("Still today", "0")]


_ROWS = (("NEW", "overdue"), ("A", "today"), ("B", "today"))


def test_the_chosen_row_stays_the_record(qtbot: QtBot) -> None:
    """Something else becomes due above: Enter still acts on what was chosen; on nothing, where that is gone."""
    made = DueList()
    qtbot.addWidget(made)
    made.show()
    new, first, second = (replace(ROW, number=name, group=where) for name, where in _ROWS)
    acted: list[str] = []
    made.acted.connect(lambda row: acted.append(row.number))
    made.show_rows([first, second])
    made.setCurrentIndex(made.rows.index(1))
    made.show_rows([new, first, second])
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert acted == ["A"]
    made.show_rows([new, second])
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert acted == ["A"]
    assert not made.selectedIndexes()


def test_a_board_that_was_empty_from_the_start_says_so(qtbot: QtBot) -> None:
    """No line changes when nothing is found at the first look, and yet the sentence is painted."""
    made = DueList()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    QApplication.processEvents()
    painted: list[QEvent.Type] = []

    class Seen(QObject):
        """Notes what happens to the view."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Note it."""
            painted.append(event.type())
            return False

    seen = Seen()
    made.viewport().installEventFilter(seen)
    made.show_rows([])
    QApplication.processEvents()
    assert QEvent.Type.Paint in painted
