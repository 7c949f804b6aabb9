"""A document's number on the screen: masked where it is typed, nowhere else; the one box forgets it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.views.window import Window
from tests.canaries import numbers
from tests.counter import OWNER, UNIT, Counter
from tests.on_screen import draw, said
from tests.traces import Traces

NUMBER = numbers(1)[0]


def seen(window: Window) -> list[str]:
    """Return what stands of the number on the window."""
    return [found for words in said(window) for found in Traces([NUMBER]).in_bytes(words.encode())]


def test_a_number_that_is_typed_is_masked(window: Window) -> None:
    """In its field and in the slip beside it; what is read along would see it elsewhere."""
    typed = {"unit": UNIT, "party": OWNER, "paper": "resident", "document": NUMBER, "owner_here": True}
    window.begin("overnight.register", typed)
    QApplication.processEvents()
    assert seen(window) == []
    label = QLabel(NUMBER, window)
    label.show()
    assert seen(window) != []


def test_the_box_forgets_what_was_looked_for(window: Window, counter: Counter) -> None:
    """Whatever was found or not: emptied, it cannot be called back, and whoever signs in next finds it empty."""
    box = window.top.box
    for text, key in ((NUMBER, Qt.Key.Key_Escape), (NUMBER, Qt.Key.Key_Return)):
        box.setText("")
        box.setFocus()
        QTest.keyClicks(box, text)
        box.popup.hide()
        QTest.keyClick(box, key)
        assert NUMBER not in box.text()
        QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert NUMBER not in box.text()
    QTest.keyClicks(box, NUMBER)
    window.lock()
    assert box.text() == ""
    assert not box.isUndoAvailable()


def test_a_service_that_begins_lets_go_of_a_code_that_nobody_used(window: Window) -> None:
    """Esc from its form goes to an empty box, not back to the list of what was scanned before."""
    window.top.box.scan("SF1699000001")
    assert window.top.box.popup.open
    window._hot_key("F7")
    assert (window.top.box.text(), window.top.box.popup.open) == ("", False)


def test_the_list_of_the_box_is_as_wide_as_the_box(window: Window) -> None:
    """What is over says in a whole sentence how it ended."""
    window.resize(1920, 1080)
    QApplication.processEvents()
    window.top.box.scan("SF1699000001")
    assert window.top.box.popup.width() >= window.top.box.width()


def test_a_document_that_nobody_showed_begins_nothing(window: Window) -> None:
    """It is no waybill: the box says so, with the number masked."""
    window.scanned(NUMBER)
    shown = " ".join(line.text for line in window.top.box.popup.model.lines)
    assert ("没有人在此出示过" in shown, "收件" in shown) == (True, False)
    assert seen(window) == []


def test_the_screens_of_the_canaries_are_drawn_in_every_dress(counter: Counter, tmp_path: Path) -> None:
    """A few of them here; the long form draws all, each in one dress, and the half-typed number in all four."""
    visit = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    seen = draw(counter.desk, tmp_path, visit, [NUMBER], only={"board", "number_typed"})
    dresses = {path.stem.partition("-")[2] for path in tmp_path.glob("number_typed-*.png")}
    assert dresses == {"zh-light", "zh-dark", "en-light", "en-dark"}
    assert [one for one in seen if one.startswith("board-en-dark: ")] != []
    assert [found for words in seen for found in Traces([NUMBER]).in_bytes(words.encode())] == []
