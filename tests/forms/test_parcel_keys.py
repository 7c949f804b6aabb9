"""Parcels by keyboard and scanner, counted: a key is a quarter of a second, a scan or a glance a whole one (DESIGN §7)."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.forms.form import Form
from kiosk.numbers import payload
from kiosk.values import Outcome
from kiosk.views.scanner import GAP
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import OWNER, UNIT, Counter
from tests.windows import press

KEY, SCAN, GLANCE = 0.25, 1.0, 1.0


class Clerk:
    """Somebody at the counter, whose keys, scans and glances are counted."""

    def __init__(self, window: Window) -> None:
        """Stand before the window."""
        self.window, self.seconds = window, 0.0
        self.taken: list[Outcome] = []
        window.bridge.taken.connect(self.taken.append)

    def open(self, step: str) -> None:
        """Press the service's key and look at the form."""
        self.window.begin(step)
        QApplication.processEvents()
        self.seconds += KEY + GLANCE

    def scan(self, code: str) -> None:
        """Scan, wherever the focus is: the scanner types quickly, and the code goes where it is wanted."""
        slowly, ticks = self.window.bursts.seconds, itertools.count(1000)
        self.window.bursts.seconds = lambda: next(ticks) * GAP / 4
        press(f"{code}\n")
        self.window.bursts.seconds = slowly
        QApplication.processEvents()
        self.seconds += SCAN

    def type(self, keys: str) -> None:
        """Type what is read from the label or the screen."""
        press(keys)
        self.seconds += KEY * len(keys)

    def take(self) -> None:
        """Ctrl+Enter, two keys."""
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        self.seconds += 2 * KEY


@pytest.fixture
def clerk(window: Window) -> Clerk:
    """Return the clerk."""
    return Clerk(window)


def form(window: Window, service: str) -> Form:
    """Return the form that stands open."""
    page = window.known[service]
    assert isinstance(page, ServicePage)
    assert page.form is not None
    return page.form


def test_a_parcel_is_a_scan_and_two_touches(clerk: Clerk, counter: Counter) -> None:
    """Waybill, the phone's ending, Ctrl+Enter: unit, name, courier, size and place come by themselves, within six seconds."""
    clerk.open("parcels.receive")
    clerk.scan("SF1234567898821")
    clerk.type("2207")
    clerk.take()
    assert [(one.state, one.place) for one in clerk.taken] == [("waiting", "A-1-01")]
    assert counter.reader.page(clerk.taken[0].number).row.party == OWNER
    assert clerk.seconds <= 6


def test_one_of_several_is_one_digit_more(clerk: Clerk, counter: Counter) -> None:
    """Two families of that name: Enter, the digit, Ctrl+Enter."""
    counter.take("estate.move_in", unit="5-1-2101", name="林月华", phone="13700002207")
    clerk.open("parcels.receive")
    clerk.scan("SF1234567898821")
    clerk.type("2207\n")
    offered = next(s for s in form(clerk.window, "parcels").draft.shown if s.name == "who").options
    clerk.type(next(option.digit for option in offered if option.key == f"{UNIT} {OWNER}"))
    clerk.take()
    assert [one.state for one in clerk.taken] == ["waiting"]
    assert counter.reader.page(clerk.taken[0].number).row.unit == UNIT
    assert clerk.seconds <= 6


def test_twenty_of_one_courier(clerk: Clerk, window: Window, counter: Counter) -> None:
    """His count, twenty parcels in a row, the count compared and the slip: a hundred seconds at most."""
    counter.sign_in("周明")
    counter.take(
        "house.set_places",
        places=[{"name": f"D-{layer}-{n:02d}", "size": "1"} for layer in (1, 2) for n in range(1, 11)],
    )
    counter.sign_in("李婷")
    clerk.open("parcel_batch.begin")
    clerk.type("220")  # the courier's digit, then his count
    clerk.take()
    batch = clerk.taken[0].number
    for no in range(1, 21):
        clerk.seconds += GLANCE  # the form stands open anew; the label of the last one has come out
        clerk.scan(f"YT88123456{no:05d}")
        clerk.type("2207" if no % 2 else "5-1-2101")
        clerk.take()
    assert len(clerk.taken) == 21
    window.open_record(batch)  # a click on it in the list, and a look at both counts
    QApplication.processEvents()
    clerk.seconds += 2 * GLANCE
    clerk.take()
    assert [one.state for one in clerk.taken[1:]] == ["waiting"] * 20 + ["closed"]
    assert clerk.seconds <= 100


def test_a_waybill_that_nobody_knows_begins_a_parcel(clerk: Clerk, counter: Counter) -> None:
    """Scanned at the board: the form opens with it, and the label's words are all that is typed."""
    clerk.scan("SF1234567898821")
    clerk.type("2207")
    clerk.take()
    assert [(one.step, one.place) for one in clerk.taken] == [("parcels.receive", "A-1-01")]
    assert clerk.seconds <= 3


def test_two_scans_hand_a_parcel_out(clerk: Clerk, counter: Counter) -> None:
    """The code of the label or notice, then the parcel's own waybill, Ctrl+Enter: eight seconds at most."""
    taken = counter.take("parcels.receive", waybills=["SF1234567898821"], addressee="2207")
    clerk.scan(payload(taken.number))
    clerk.seconds += GLANCE  # the place, to fetch it from
    clerk.scan("SF1234567898821")
    clerk.seconds += GLANCE
    clerk.take()
    assert [(one.step, one.state) for one in clerk.taken] == [("parcels.release", "collected")]
    assert clerk.seconds <= 8


@pytest.mark.parametrize("on", ["tab", "take"])
def test_a_waybill_typed_without_enter_is_not_lost(clerk: Clerk, counter: Counter, on: str) -> None:
    """Scratched by the courier and typed by hand: whoever goes on by Tab, or takes the step at once, has typed it."""
    clerk.open("parcels.receive")
    if on == "take":
        clerk.scan("SF1234567898821")
        clerk.type("2207")
        page = form(clerk.window, "parcels")
        page.focus("waybills")
        press("SF1234567890002")
    else:
        press("SF1234567890002")
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        press("2207")
    page = form(clerk.window, "parcels")
    clerk.take()
    if on == "take":  # two waybills are one label only where somebody says so
        assert page.answers["waybills"] == ["SF1234567898821", "SF1234567890002"]
        assert clerk.taken == []
    else:
        assert counter.sql("SELECT code FROM parcel_waybill") == [("SF1234567890002",)]
