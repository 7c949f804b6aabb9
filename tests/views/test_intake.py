"""A courier's cartload in the window: the form opens anew with its batch; number and place large; the way back."""

import itertools
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from kiosk import numbers
from kiosk.views.scanner import GAP
from kiosk.views.window import Window
from tests.counter import Counter
from tests.views.test_names import check
from tests.windows import find, press


def form(window: Window) -> Any:
    """Return the form that is to be seen."""
    return window.form_here()


def take() -> None:
    """Press Ctrl+Enter."""
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()


def scan(window: Window, code: str) -> None:
    """Let a scanner type a code and Enter."""
    slowly, ticks = window.bursts.seconds, itertools.count(1000)
    window.bursts.seconds = lambda: next(ticks) * GAP / 4
    press(f"{code}\n")
    window.bursts.seconds = slowly


@pytest.fixture
def batch(window: Window) -> str:
    """Return the number of a batch of three that was begun by keys."""
    window.begin("parcel_batch.begin")
    QApplication.processEvents()
    press("13")
    take()
    return str(form(window).answers["batch"])


def test_a_batch_that_is_begun_goes_on_with_its_first_parcel(window: Window, counter: Counter, batch: str) -> None:
    """The parcel's form stands open, the batch answered, the waybill waiting; above it how many of how many."""
    assert counter.reader.page(batch).row.state == "open"
    assert form(window).step == "parcels.receive"
    assert QApplication.focusWidget().objectName() == "parcels.receive.waybills"
    assert "0 / 3" in find(window, "intake.count").accessibleName()
    check(window.known["parcels"])


def test_one_after_the_other(window: Window, counter: Counter, batch: str) -> None:
    """Scan, the phone's ending, Ctrl+Enter: the form opens anew; what was taken stands above, large and whole."""
    for no in range(3):
        scan(window, f"SF12345678{no:02d}")
        press("2207")
        take()
        taken = counter.reader.records("parcels")
        assert len(taken) == no + 1
        newest = max(taken, key=lambda row: row.number)
        assert find(window, "intake.last").accessibleName() == f"{newest.short} {newest.place}"
        assert f"{no + 1} / 3" in find(window, "intake.count").accessibleName()
        assert form(window).step == "parcels.receive"
        assert "waybills" not in form(window).answers
        assert QApplication.focusWidget().objectName() == "parcels.receive.waybills"
    assert find(window, f"intake.taken.{min(row.number for row in taken)}").isVisible()
    check(window.known["parcels"])


def test_pressed_twice_is_taken_once(window: Window, counter: Counter, batch: str) -> None:
    """The second Ctrl+Enter meets a form in which nothing stands yet."""
    scan(window, "SF1234567800")
    press("2207")
    take()
    take()
    assert len(counter.reader.records("parcels")) == 1
    assert form(window).step == "parcels.receive"


def test_a_label_of_ours_opens_its_parcel_and_the_batch_goes_on(window: Window, counter: Counter, batch: str) -> None:
    """Scanned by mistake, or asked for in between: Esc returns; handed over, the form is back by itself."""
    scan(window, "SF1234567800")
    press("2207")
    take()
    first = counter.reader.records("parcels")[0].number
    scan(window, "SF1234567801")
    before = form(window)
    scan(window, numbers.payload(first))
    assert (form(window).step, form(window).record) == ("parcels.release", first)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert form(window) is before
    assert before.answers["waybills"] == ["SF1234567801"]
    QApplication.processEvents()
    assert find(window, "intake.last").isVisible()
    scan(window, numbers.payload(first))
    take()
    assert counter.reader.page(first).row.state == "collected"
    assert form(window) is before


def test_the_batch_is_closed_from_its_own_form(window: Window, counter: Counter, batch: str) -> None:
    """The button above leads to closing it; the form that stood open waits, and is there again afterwards."""
    find(window, "intake.close").click()  # type: ignore[attr-defined]  # a button
    assert (form(window).step, form(window).record) == ("parcel_batch.close", batch)
    form(window)._answered("difference", "快递员下午再送")
    form(window).take()
    QApplication.processEvents()
    assert counter.reader.page(batch).row.state == "closed"
    assert form(window).step == "parcels.receive"
    assert window.findChild(QPushButton, "intake.close") is None, "what is closed is closed again"


def test_only_those_before_are_named_that_can_be_read_whole(window: Window, counter: Counter, batch: str) -> None:
    """Number and place, whole; on a narrow screen fewer of them, on a wide one more."""
    counter.sign_in("周明")
    places = [{"name": f"D-1-{n:02d}", "size": "1"} for n in range(1, 11)]
    counter.take("house.set_places", places=places)
    counter.sign_in("李婷")
    for no in range(9):
        scan(window, f"YT88123456{no:05d}")
        press("2207")
        take()
    shown: dict[int, list[Any]] = {}
    for wide in (1366, 1920):
        window.resize(wide, 900)
        QApplication.processEvents()
        made = [one for one in find(window, "intake.count").parentWidget().findChildren(QPushButton) if one.isVisible()]
        shown[wide] = [one for one in made if one.objectName().startswith("intake.taken.")]
        assert [one.text() for one in shown[wide] if one.width() < one.sizeHint().width()] == []
    assert 1 <= len(shown[1366]) < len(shown[1920])
