"""Kinds of slip go to chosen printers: the first takes all the rest."""

from pytestqt.qtbot import QtBot

from kiosk.values import Option
from kiosk.views.printer_setup import PrinterSetup

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
