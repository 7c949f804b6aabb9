"""Scans: into the form that wants them, else what they stand for, with a way back; input methods and serial ports."""

import os
import threading
import tty
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kiosk import numbers
from kiosk.views.serial_scanner import SerialScanner
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.windows import find, press


class Scanner:
    """A scanner that types, two milliseconds a key; between scans a person's pace."""

    def __init__(self, window: Window) -> None:
        """Take the window's clock."""
        self.window, self.now, self.step = window, 100.0, 0.5
        window.bursts.seconds = self.tick

    def tick(self) -> float:
        """Return the next moment."""
        self.now += self.step
        return self.now

    def scan(self, code: str) -> None:
        """Type a code and Enter."""
        self.tick()
        self.step = 0.002
        press(f"{code}\n")
        self.step = 0.5


@pytest.fixture
def scanner(window: Window) -> Scanner:
    """Return a scanner at the window."""
    return Scanner(window)


@pytest.fixture
def played(window: Window) -> list[str]:
    """Return what was played."""
    made: list[str] = []
    window.sounds.play = made.append  # type: ignore[method-assign]  # no speaker in a test
    return made


def form(window: Window) -> Any:
    """Return the form that is to be seen."""
    return window.form_here()


def escape() -> None:
    """Press Esc."""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


# where a scan goes


def test_a_code_that_nobody_knows_begins_a_parcel(window: Window, scanner: Scanner, played: list[str]) -> None:
    """Scan a waybill anywhere: the parcel's form stands open with it, and the next question waits."""
    scanner.scan("SF1234567890")
    assert window.at == "parcels"
    assert form(window).step == "parcels.receive"
    assert form(window).answers == {"waybills": ["SF1234567890"]}
    assert played == ["good"]


def test_a_code_typed_by_hand_is_offered_only(window: Window) -> None:
    """Whoever types may have mistyped: the box offers to begin, and Enter takes the offer."""
    QTest.keyClick(window, Qt.Key.Key_F2)
    press("ZZ99887766\n")
    assert window.at == "desk"
    assert window.top.box.popup.isVisible()
    press("\n")
    assert window.at == "parcels"
    assert form(window).answers == {"waybills": ["ZZ99887766"]}


def test_a_half_typed_form_is_not_swept_away_by_a_strange_code(window: Window, scanner: Scanner) -> None:
    """The code is offered; the luggage that is being stored stays."""
    window.begin("luggage.store", {"unit": UNIT})
    find(window, "luggage.store.unit").setFocus()
    scanner.scan("SF1234567890")
    assert form(window).step == "luggage.store"
    assert window.top.box.popup.isVisible()


def test_a_scan_goes_to_the_question_that_wants_it(window: Window, scanner: Scanner, played: list[str]) -> None:
    """Into another field typed half: that field is as it was, also for the desk, and the waybill is taken."""
    window.begin("parcels.receive")
    find(window, "parcels.receive.addressee").setFocus()
    scanner.scan("SF1234567890")
    assert form(window).answers == {"waybills": ["SF1234567890"]}
    press("22")
    scanner.scan("6901234567892")
    assert form(window).answers == {"waybills": ["SF1234567890", "6901234567892"], "addressee": "22"}
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert (focus.objectName(), focus.text()) == ("parcels.receive.addressee", "22")
    assert played == ["good", "good"]


def test_the_waybill_is_scanned_where_the_form_begins(window: Window, scanner: Scanner) -> None:
    """The form begins at the waybill; once it is scanned, the next question has the focus without a key."""
    window.begin("parcels.receive")
    assert QApplication.focusWidget().objectName() == "parcels.receive.waybills"
    scanner.scan("SF1234567890")
    QApplication.processEvents()
    assert QApplication.focusWidget().objectName() == "parcels.receive.addressee"


def test_two_scans_and_one_key_give_a_parcel_out_wherever_the_keys_were(
    window: Window, scanner: Scanner, counter: Counter
) -> None:
    """The list beside the form had the keys: the scans lead into the form, and Ctrl+Enter is the form's all the same."""
    taken = counter.take("parcels.receive", waybills=["SF1234567898821"], addressee=UNIT)
    window.open_record(taken.number)
    page = window.pages.currentWidget()
    page.list.setFocus()
    scanner.scan(numbers.payload(taken.number))
    assert form(window).isAncestorOf(QApplication.focusWidget())
    scanner.scan(numbers.payload(taken.number))
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert form(window).answers.get("ticket"), "Enter on the line that stands open opens it no second time"
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert counter.reader.page(taken.number).row.state == "collected"


def test_a_digit_that_comes_twice_is_no_key_held_down(window: Window, scanner: Scanner) -> None:
    """Some systems call the second of two equal keys a repeat; a key that is held down begins to repeat much later."""
    field = window.top.box
    field.setFocus()
    codes: list[str] = []
    window.bursts.scanned.connect(codes.append)

    def key(text: str, *, again: bool = False) -> None:
        code = Qt.Key.Key_Return if text == "\r" else Qt.Key(ord(text))
        down = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text, again)
        QApplication.sendEvent(field, down)

    scanner.tick()
    scanner.step = 0.02
    for before, text in zip(" SF1122334", "SF1122334\r", strict=True):
        key(text, again=before == text)
    assert codes == ["SF1122334"]
    scanner.step = 0.5
    field.clear()
    for text in "1111111":
        key(text, again=bool(field.text()))
    key("\r")
    assert codes == ["SF1122334"]


def test_our_own_code_opens_its_record_and_esc_returns(window: Window, scanner: Scanner, counter: Counter) -> None:
    """In a form that waits for waybills a claim ticket opens its hand-over; Esc brings the form back as it was."""
    stored = counter.store()
    window.begin("parcels.receive")
    find(window, "parcels.receive.addressee").setFocus()
    press("220")
    before = form(window)
    scanner.scan(numbers.payload(stored.number))
    assert (window.at, form(window).step) == ("luggage", "luggage.hand_over")
    assert find(window, "window.way_back").isVisible()
    escape()
    assert window.at == "parcels"
    assert form(window) is before
    assert before.answers == {"addressee": "220"}
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    assert (focus.objectName(), focus.text()) == ("parcels.receive.addressee", "220")
    assert not find(window, "window.way_back").isVisible()


def test_the_step_that_was_taken_meanwhile_leads_back(window: Window, scanner: Scanner, counter: Counter) -> None:
    """Handed over in between: the parcel's form is there again by itself."""
    stored = counter.store()
    window.begin("parcels.receive")
    press("220")
    before = form(window)
    scanner.scan(numbers.payload(stored.number))
    form(window).take()
    assert counter.reader.page(stored.number).row.state == "collected"
    assert form(window) is before


def test_a_form_that_waits_is_no_put_aside_one(window: Window, scanner: Scanner, counter: Counter) -> None:
    """Its draft is on the disk, but the list does not offer it a second time."""
    stored = counter.store()
    window.begin("parcels.receive")
    find(window, "parcels.receive.addressee").setFocus()
    press("220")
    scanner.scan(numbers.payload(stored.number))
    window.renew_drafts()
    assert len(counter.desk.drafts()) == 1
    assert window.drafts == []


def test_the_next_parcels_waybill_is_heard(
    window: Window, scanner: Scanner, counter: Counter, played: list[str]
) -> None:
    """Scanned before the first parcel was taken in: it sounds bad, both are named, and neither joins the other."""
    counter.take("parcel_batch.begin", courier="yto", announced=2)
    window.begin("parcels.receive")
    scanner.scan("YT8812345600001")
    press("2207")
    scanner.scan("YT8812345600002")
    QApplication.processEvents()
    assert played == ["good", "bad"]
    warned = [str(one) for one in form(window).draft.says if getattr(one, "tone", "")]
    assert [("YT8812345600001, YT8812345600002" in one) for one in warned] == [True]
    form(window).take()
    assert list(counter.reader.records("parcels")) == []
    assert find(window, "parcels.receive.one_label").isVisible()


def test_a_void_ticket_sounds_bad(window: Window, scanner: Scanner, counter: Counter, played: list[str]) -> None:
    """What is closed already is shown with a warning, and heard."""
    stored = counter.store()
    counter.take("luggage.hand_over", stored.number)
    scanner.scan(numbers.payload(stored.number))
    assert played == ["bad"]
    assert window.top.box.popup.isVisible()


# input methods


def composed(text: str, keys: int, commit: str) -> None:
    """Let an input method make something of keys: one event a key, then what it commits."""
    target = QApplication.focusWidget()
    for n in range(1, keys + 1):
        QApplication.sendEvent(target, QInputMethodEvent(text[:n], []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(target, event)


def test_an_input_method_that_swallows_a_scan_is_told_of(window: Window, scanner: Scanner, qtbot: QtBot) -> None:
    """Keys at a scanner's pace that become Chinese: the field is as it was, and a sentence says what to do."""
    window.begin("luggage.store")
    field = find(window, "luggage.store.party")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    before = field.text()
    scanner.step = 0.002
    with qtbot.waitSignal(window.bursts.garbled):
        composed("sf12345678", 10, "是否12345678")
    assert field.text() == before
    assert "12345678" in window.toast.words.text()


def test_our_code_that_came_through_whole_is_taken(
    window: Window, scanner: Scanner, counter: Counter, qtbot: QtBot
) -> None:
    """An input method that hands the letters on as they were does no harm."""
    stored = counter.store()
    window.begin("luggage.store")
    find(window, "luggage.store.party").setFocus()
    scanner.step = 0.002
    code = numbers.payload(stored.number)
    with qtbot.waitSignal(window.bursts.scanned):
        composed(code, len(code), code)
    assert form(window).step == "luggage.hand_over"


def test_a_person_with_an_input_method_is_no_scanner(window: Window, scanner: Scanner) -> None:
    """Pinyin at a person's pace."""
    window.begin("luggage.store")
    find(window, "luggage.store.party").setFocus()
    scanner.step = 0.08
    composed("shenjiayi", 9, "沈佳宜")
    window.bursts._composed_all()
    assert form(window).answers["party"] == "沈佳宜"


def test_full_width_characters_are_the_same_code(window: Window, counter: Counter) -> None:
    """A wedge under a full-width setting: the code is read all the same."""
    stored = counter.store()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in numbers.payload(stored.number))
    heard: list[str] = []
    window.bursts.scanned.connect(heard.append)
    window.bursts.code, window.bursts.first, window.bursts.last = wide, 100.0, 100.02
    window.bursts.at = None
    assert window.bursts._end(window, quick=True)
    assert heard == [numbers.payload(stored.number)]


# a serial port


def test_a_scanner_on_a_serial_port(window: Window, counter: Counter, qtbot: QtBot) -> None:
    """A real terminal in place of the port: the code opens what it stands for, wherever the focus is."""
    stored = counter.store()
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    try:
        window.serial.use(os.ttyname(theirs), 9600)
        with qtbot.waitSignal(window.serial.found):
            pass
        with qtbot.waitSignal(window.serial.scanned):
            os.write(ours, f"{numbers.payload(stored.number)}\r\n".encode())
        assert form(window).step == "luggage.hand_over"
    finally:
        window.serial.close()
        os.close(ours)
        os.close(theirs)


def test_a_port_that_is_not_there_is_a_chip(window: Window, qtbot: QtBot) -> None:
    """Nothing stops; the status bar says which port."""
    with qtbot.waitSignal(window.serial.lost):
        window.serial.use("/dev/no-such-port", 9600)
    assert "no-such-port" in window.status.problem.words
    window.serial.close()


def test_a_slow_port_never_stops_the_window(qtbot: QtBot) -> None:
    """Another port is chosen while the driver of the first one still thinks: the call comes back at once."""
    inside, let_go, opened = threading.Event(), threading.Event(), list[str]()

    def slow(name: str, baud: int) -> object:
        opened.append(name)
        if name == "COM9":
            inside.set()
            let_go.wait(20)
        raise OSError

    scanner = SerialScanner(slow, again=0.01)
    lost: list[str] = []
    scanner.lost.connect(lost.append)
    scanner.use("COM9", 9600)
    assert inside.wait(20)
    scanner.use("COM8", 9600)
    assert opened == ["COM9"]  # came back although COM9 is not let go; two at a time are never open
    let_go.set()
    qtbot.waitUntil(lambda: bool(lost))
    assert lost == ["COM8"]  # what becomes of the first one is of no interest any more
    scanner.close()


def test_a_scanner_takes_back_its_own_words_only(window: Window) -> None:
    """It is found again: what else was wrong still is; a port that is not used any more is missed by nobody."""
    chip = window.status.problem
    window.say_problem("The data cannot be read.")
    window.scanner_found()
    assert chip.isVisible()
    window.scanner_lost("COM3")
    assert "COM3" in chip.words
    window.serial.port = "COM3"
    window.use_port()  # the setting is empty
    assert chip.words == "The data cannot be read."
    window.scanner_lost("COM3")
    window.build()
    assert chip is not window.status.problem
    assert "COM3" in window.status.problem.words


# sounds


def test_whoever_comes_next_finds_no_way_into_another_form(window: Window, scanner: Scanner, counter: Counter) -> None:
    """Locked while a form waits: it is put aside for its owner, and no way leads back to it."""
    stored = counter.store()
    window.begin("parcels.receive")
    find(window, "parcels.receive.addressee").setFocus()
    press("220")
    scanner.scan(numbers.payload(stored.number))
    window._put_aside_quietly()
    assert window.detours == []
    assert not find(window, "window.way_back").isVisible()
    assert [draft.answers for draft in counter.desk.drafts()] == [{"addressee": "220"}]
