"""The household file on a unit's page: who lived there and moves back, a number that rings nowhere."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from kiosk.bridge import Bridge
from kiosk.views.household import HouseholdColumn
from kiosk.views.window import Window
from tests.counter import OWNER, UNIT, Counter
from tests.windows import find


def column(bridge: Bridge, qtbot: QtBot) -> tuple[HouseholdColumn, list[tuple[str, object]]]:
    """Return the column of the owner's unit and what it asks for."""
    made = HouseholdColumn(bridge)
    qtbot.addWidget(made)
    asked: list[tuple[str, object]] = []
    made.step.connect(lambda step, answers: asked.append((step, answers)))
    made.show_unit(UNIT, bridge.reader.unit(UNIT))
    return made, asked


def test_who_moved_out_is_shown_and_moves_back_by_one_click(bridge: Bridge, counter: Counter, qtbot: QtBot) -> None:
    """The form opens with his name."""
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    made, asked = column(bridge, qtbot)
    person = counter.reader.unit(UNIT).gone[0]
    find(made, f"unit.person.{person.id}.back").click()  # type: ignore[attr-defined]  # a button
    assert asked == [("estate.move_back", {"name": OWNER})]


def test_a_further_number_is_struck_where_it_is_read(bridge: Bridge, counter: Counter, qtbot: QtBot) -> None:
    """A first number is corrected instead: it has no such button."""
    counter.take("estate.add_phone", unit=UNIT, name="李阿姨", label="relative", phone="13577778888")
    made, asked = column(bridge, qtbot)
    made.reveal(counter.reader.contacts(UNIT))
    find(made, "unit.phone.1.strike").click()  # type: ignore[attr-defined]  # a button
    assert asked == [("estate.strike_phone", {"entry": 1})]
    assert [
        w.objectName() for w in made.findChildren(type(find(made, "unit.phone.1.strike"))) if "strike" in w.objectName()
    ] == ["unit.phone.1.strike"]


def test_a_column_that_is_gone_hears_of_nobody(window: Window, counter: Counter, qtbot: QtBot) -> None:
    """The window is built anew while numbers are shown: who signs out later meets no dead page."""
    window.open_unit(UNIT)
    page: Any = window.known["unit"]
    page.left.reveal(counter.reader.contacts(UNIT))
    assert page.left.numbers
    window.speak("en")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as mishaps:
        window.bridge.signed.emit(None)
    assert mishaps == []


def test_whoever_signs_out_takes_whole_numbers_from_sight(bridge: Bridge, counter: Counter, qtbot: QtBot) -> None:
    """Nothing of them stays."""
    made, _asked = column(bridge, qtbot)
    made.reveal(counter.reader.contacts(UNIT))
    bridge.signed.emit(None)
    assert not made.numbers
