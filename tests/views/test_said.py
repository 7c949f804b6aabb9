"""What the window says of printers and offers under the pointer: nothing that is not so, nothing that nobody chose."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from kiosk.views.window import Window
from tests.counter import Counter
from tests.windows import press


def key(window: Window, which: Qt.Key) -> None:
    """Press a key wherever the focus is."""
    QTest.keyClick(QApplication.focusWidget() or window, which)
    QApplication.processEvents()


def test_a_list_that_opens_under_the_pointer_is_the_keyboards(window: Window, counter: Counter) -> None:
    """The mouse lies where it was left: Enter opens what was found first, until somebody moves it."""
    counter.store()
    box = window.top.box
    lists = box.popup
    QCursor.setPos(window.mapToGlobal(QPoint(500, 300)))
    key(window, Qt.Key.Key_F2)
    press("2207")
    first = lists.current()
    others = [n for n, line in enumerate(lists.model.lines) if not line.head and line is not first]
    lists.list.entered.emit(lists.model.index(others[-1]))  # Qt says so of the line that came up under it
    assert lists.current() is first
    QCursor.setPos(window.mapToGlobal(QPoint(505, 305)))
    lists.list.entered.emit(lists.model.index(others[-1]))
    assert lists.current() is lists.model.lines[others[-1]]


def test_a_printer_named_for_this_run_is_one(window: Window) -> None:
    """With --printer nothing goes into files, so the status bar does not say so."""
    window.show_queue()
    assert "存成文件" in str(window.status.printer.words)
    window.bridge.printer_named = True
    window.show_queue()
    assert "存成文件" not in str(window.status.printer.words)


def test_what_waited_when_the_program_ended_says_that_a_tap_is_wanted(window: Window, counter: Counter) -> None:
    """Nothing prints by itself after a start, so the queue does not promise it."""
    counter.store()
    counter.desk.wake_queue()
    window.go("queue")
    QApplication.processEvents()
    texts = [one.text() for one in window.known["queue"].findChildren(QLabel)]
    texts += [one.accessibleName() for one in window.known["queue"].findChildren(QPushButton)]
    said = "\n".join(texts)
    assert ("立即打印" in said, "会自动续打" in said) == (True, False)
