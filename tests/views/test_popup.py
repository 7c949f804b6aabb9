"""The list under a field comes a turn after the key that asks for it, and nothing is taken from an older one."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.views.popup import Line, Popup
from kiosk.views.window import Window
from tests.counter import Counter


class Seen(QObject):
    """Notes each time that a field is painted, and what was looked up, in the order in which they happened."""

    def __init__(self, field: QLineEdit) -> None:
        """Watch a field."""
        super().__init__()
        self.noted: list[str] = []
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that it is painted."""
        if event.type() == QEvent.Type.Paint:
            self.noted.append("painted")
        return False


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    """Return a field that stands alone in a window and has the focus."""
    window = QWidget()
    window.resize(700, 500)
    made = QLineEdit(window)
    made.resize(400, 40)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    yield made
    window.close()


def looking(popup: Popup, seen: Seen) -> Callable[[], None]:
    """Return what looks up the text of a field: one line with it."""

    def look() -> None:
        text = popup.field.text()
        seen.noted.append(text)
        popup.offer([Line(((text, "n"),), text)])

    return look


def asking(field: QLineEdit) -> tuple[Popup, Seen]:
    """Return a list that is asked for at every key, and what is seen of it."""
    popup, seen = Popup(field), Seen(field)
    look = looking(popup, seen)
    field.textChanged.connect(lambda _text: popup.ask(look, whole=False))
    return popup, seen


def test_what_is_typed_is_painted_before_it_is_looked_up(field: QLineEdit) -> None:
    popup, seen = asking(field)
    QTest.keyClicks(field, "22")
    assert (seen.noted, popup.open) == ([], False)
    for _turn in range(3):
        QApplication.processEvents()
    assert seen.noted[:2] == ["painted", "22"]
    assert seen.noted.count("22") == 1, "two keys that came together are looked up once"
    assert popup.open


def test_enter_takes_what_was_found_for_all_that_was_typed(field: QLineEdit) -> None:
    popup, seen = asking(field)
    taken: list[object] = []
    popup.chosen.connect(taken.append)
    QTest.keyClicks(field, "22")
    QApplication.processEvents()
    QTest.keyClicks(field, "07")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert taken == ["2207"]
    QApplication.processEvents()
    assert not popup.open
    assert [one for one in seen.noted if one != "painted"] == ["22", "2207"]


def test_a_click_takes_nothing_from_an_older_list(field: QLineEdit) -> None:
    """A key and a click in one turn: the line under the pointer was found for what stood there before."""
    popup, _seen = asking(field)
    taken: list[object] = []
    popup.chosen.connect(taken.append)
    QTest.keyClicks(field, "1")
    QApplication.processEvents()
    first = popup.list.visualRect(popup.model.index(0)).center()
    QTest.keyClick(field, Qt.Key.Key_2)
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert (taken, popup.open) == ([], True)
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert taken == ["12"]


def test_whoever_leaves_the_field_before_gets_no_list(field: QLineEdit) -> None:
    popup, seen = asking(field)
    QTest.keyClicks(field, "22")
    field.clearFocus()
    for _turn in range(3):
        QApplication.processEvents()
    assert not popup.open
    assert "22" not in seen.noted


def test_the_one_box_looks_up_a_turn_later(window: Window, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.store()
    box = window.top.box
    box.setFocus()
    monkeypatch.setattr(window.bridge, "inline", False)
    QTest.keyClicks(box, "2207")
    assert not box.popup.open
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.popup.open
    assert box.popup.current() is not None
