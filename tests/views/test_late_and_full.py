"""Entering late, and the full screen that only a supervisor leaves."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import PINS, UNIT, Counter
from tests.windows import find


def test_what_was_written_by_hand_is_entered_late(window: Window, counter: Counter) -> None:
    """It keeps when it happened beside when it was typed (补录)."""
    window.begin("luggage.store", {"unit": UNIT, "pieces": [{"kind": "case", "size": "1"}]})
    page = window.known["luggage"]
    assert isinstance(page, ServicePage)
    assert page.form is not None
    find(window, "luggage.store.enter_late").click()
    field = find(window, "late.when")
    assert isinstance(field, QLineEdit)
    field.setText("11-22 23:00")
    find(window, "late.take").click()
    assert page.form.happened is None  # still to come
    field.setText("11-22 9:30")
    find(window, "late.take").click()
    assert page.form.happened is not None
    page.form.take()
    entry = counter.reader.journal(1)[0]
    assert entry.late
    assert f"{window.bridge.local(entry.at):%m-%d %H:%M}" == "11-22 09:30"


def test_a_full_screen_is_left_by_the_supervisor_alone(window: Window) -> None:
    """Closing asks for the PIN; a wrong one leaves everything as it is."""
    window.preferences.set("full_screen", True)
    window.close()
    assert window.isVisible()
    pin, why = find(window, "lift.pin"), find(window, "lift.reason")
    assert isinstance(pin, QLineEdit)
    assert isinstance(why, QLineEdit)
    why.setText("下班")
    pin.setText("000000")
    find(window, "lift.take").click()
    assert window.isVisible()
    pin.setText(PINS["王主管"])
    QTest.mouseClick(find(window, "lift.take"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert not window.isVisible()
