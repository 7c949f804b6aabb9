"""A word in passing covers nothing that one needs to read or to press."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from kiosk.values import Outcome
from kiosk.views.toast import Toast
from kiosk.views.widgets import Runs
from kiosk.views.window import Window
from tests.counter import UNIT, Counter

_SHORT = "L-1122-04 已保存，存放位置 B-1-04"
_LONG = "打印机没有回应，纸张用完了。18 人的名册以 PDF 存于 emergency/20261122-1600-RC-1122-01.pdf，请取出后逐人核对。"
_CASES = [((1366, 768), _SHORT), ((1366, 768), _LONG), ((1920, 1080), _LONG), ((1010, 640), _SHORT)]


def _below(window: Window) -> list[QWidget]:
    """Return what is read or pressed at the places where the toast stands."""
    toast = window.toast
    assert isinstance(toast, Toast)
    assert window.rect().contains(toast.geometry())
    place = toast.geometry()
    toast.hide()
    found = []
    for x in range(place.left(), place.right(), 5):
        for y in range(place.top(), place.bottom(), 5):
            there = window.childAt(QPoint(x, y))
            while (
                there is not None
                and there.parentWidget() is not None
                and there.objectName() == "qt_scrollarea_viewport"
            ):
                there = there.parentWidget()
            if isinstance(there, QPushButton | QLineEdit | QAbstractItemView | Runs) or (
                isinstance(there, QLabel) and there.text()
            ):
                found.append(there)
    toast.show()
    return [one for one in set(found) if one is not window.top.box]


def _full(window: Window, counter: Counter) -> Outcome:
    """Fill the lists of luggage to their foot."""
    for _one in range(3):
        stored = counter.store()
    for _one in range(4):
        counter.store(pieces=[{"kind": "bag", "size": "1"}])
    window.go("desk")
    return stored


@pytest.mark.parametrize(("size", "words"), _CASES, ids=["usual", "long", "large", "small"])
def test_it_covers_nothing_on_any_page(window: Window, counter: Counter, size: tuple[int, int], words: str) -> None:
    stored = _full(window, counter)
    window.resize(*size)
    pages: dict[str, Callable[[], None]] = {
        "board": lambda: window.go("desk"),
        "form": lambda: window.begin("luggage.store", {"unit": UNIT}),
        "record": lambda: window.open_record(stored.number),
        "unit": lambda: window.open_unit(UNIT),
        "settings": lambda: window.go("settings"),
    }
    for name, show in pages.items():
        show()
        QApplication.processEvents()
        assert window.toast is not None
        window.toast.say(words, "打开", lambda: None)
        assert _below(window) == [], name


def test_it_goes_elsewhere_when_a_page_comes_up_below_it(window: Window, counter: Counter) -> None:
    """What was taken opens its record after the word was said."""
    stored = _full(window, counter)
    window.go("settings")
    QApplication.processEvents()
    assert window.toast is not None
    window.toast.say(_SHORT)
    window.begin("luggage.store", {"unit": UNIT})
    window.open_record(stored.number)
    QApplication.processEvents()
    window.toast.looks.timeout.emit()
    assert _below(window) == []
    assert window.toast.isVisible()


def test_what_is_typed_in_the_box_stays_in_sight_and_a_click_on_the_toast_puts_it_away(window: Window) -> None:
    window.go("desk")
    toast, box = window.toast, window.top.box
    assert toast is not None
    toast.say(_LONG)
    start = box.mapTo(window, QPoint(0, 0)).x()
    if toast.y() < box.height():
        assert toast.x() > start + 180
    QTest.mouseClick(toast, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()
    assert not toast.looks.isActive()
