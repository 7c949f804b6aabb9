"""Kinds of slip go to chosen printers: the first takes all the rest."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.bridge import Bridge
from kiosk.values import Option
from kiosk.views.first_start import FirstStart
from kiosk.views.printer_setup import PrinterSetup
from kiosk.views.printer_words import complete

KINDS = (Option("luggage.claim_ticket", "提取联"), Option("luggage.bag_tags", "挂牌"))


def test_a_second_printer_takes_the_kinds_that_are_chosen(qtbot: QtBot) -> None:
    """Its address and its kinds are what the setting keeps, under a key of its own."""
    setup = PrinterSetup([{"key": "receipt", "address": "tcp://10.0.0.5:9100"}], KINDS)
    qtbot.addWidget(setup)
    setup._more()
    card = setup.cards[1]
    card.address.setText("10.0.0.6")
    card.kinds[1].click()
    assert setup.printers() == [
        {"key": "receipt", "address": "tcp://10.0.0.5:9100"},
        {"key": "printer2", "address": "tcp://10.0.0.6:9100", "kinds": ["luggage.bag_tags"]},
    ]


def test_a_printer_without_an_address_is_given_up(qtbot: QtBot) -> None:
    """Nothing waits for a printer that cannot be reached by anybody."""
    setup = PrinterSetup([{"key": "receipt", "address": "tcp://10.0.0.5:9100"}], KINDS)
    qtbot.addWidget(setup)
    setup._more()
    assert len(setup.printers()) == 1


SET_UP = [{"key": "receipt", "address": "tcp://1.2.3.4:9100?answers=no&paper=58"}]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("tcp://1.2.3.4:9100", "tcp://1.2.3.4:9100?paper=58&answers=no"),
        ("1.2.3.4", "tcp://1.2.3.4:9100?paper=58&answers=no"),
        ("192.168.1.50", "tcp://192.168.1.50:9100?paper=58"),
        ("serial://COM3", "serial://COM3?paper=58"),
        ("192.168.1.50?mode=raster", "tcp://192.168.1.50:9100?paper=58&mode=raster"),
        ("1.2.3.4?paper=42&fence=yes", "tcp://1.2.3.4:9100?paper=42&fence=yes"),
        ("", ""),
    ],
)
def test_settings_go_with_the_printer_that_they_are_of(qtbot: QtBot, typed: str, whole: str) -> None:
    """What is hidden stays with its address only; what is typed behind an address stays; paper is what is shown."""
    card = PrinterSetup(SET_UP).cards[0]
    qtbot.addWidget(card)
    card.address.setText(typed)
    assert card.whole == whole


def test_the_settings_of_a_serial_port_are_not_glued_to_the_network(qtbot: QtBot) -> None:
    """Such an address says nothing, and its slips would go to a folder."""
    setup = PrinterSetup([{"key": "receipt", "address": "serial:///dev/ttyUSB0?baud=19200"}])
    qtbot.addWidget(setup)
    assert setup.printers()[0]["address"] == "serial:///dev/ttyUSB0?baud=19200"
    setup.address.setText("192.168.1.50")
    assert setup.printers()[0]["address"] == "tcp://192.168.1.50:9100"


@pytest.mark.parametrize("wrong", ["htp://192.168.1.50", "192.168.1.50?papre=58", "tcp://host:99999", "usb://12"])
def test_an_address_that_says_nothing_is_said_and_not_kept(qtbot: QtBot, wrong: str) -> None:
    """Before it is kept: afterwards nobody would look for the slips in a folder."""
    setup = PrinterSetup([], KINDS)
    qtbot.addWidget(setup)
    saved: list[object] = []
    setup.saved.connect(saved.append)
    setup.address.setText(wrong)
    setup.button.click()
    assert saved == []
    assert complete(wrong) in setup.problem.text()
    setup.address.setText("192.168.1.50")
    setup.button.click()
    assert setup.problem.text() == ""
    assert saved == [[{"key": "receipt", "address": "tcp://192.168.1.50:9100"}]]


def test_a_wrong_address_is_said_as_soon_as_it_is_typed(qtbot: QtBot) -> None:
    """At the first start there is no button of its own that could say it."""
    setup = PrinterSetup([])
    qtbot.addWidget(setup)
    setup.address.setText("htp://x")
    setup.address.editingFinished.emit()
    assert "htp://x" in setup.problem.text()


def test_the_first_start_keeps_no_address_that_says_nothing(qtbot: QtBot, bridge: Bridge) -> None:
    """The window opens all the same, says it, and no printer is set up."""
    host = QWidget()
    qtbot.addWidget(host)
    start = FirstStart(host, bridge)
    said: list[str] = []
    bridge.refused.connect(lambda error: said.append(str(error)))
    start.printer.address.setText("htp://192.168.1.50")
    with qtbot.waitSignal(start.done):
        start._in(None)
    assert ["htp://192.168.1.50" in one for one in said] == [True]
    assert bridge.reader.printers() == []
