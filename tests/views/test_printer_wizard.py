"""A printer is set up in the window: found, tried, asked about, kept; by keyboard alone and without waiting."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.bridge import Bridge
from kiosk.i18n import Words
from kiosk.printing import finding, questions, status, trial
from kiosk.printing.profile import Profile, profile_from
from kiosk.printing.status import Status
from kiosk.views.printer_setup import PrinterSetup
from kiosk.views.printer_wizard import AnswerButton, PrinterWizard
from kiosk.views.printer_words import bare, complete, printer_state
from kiosk.views.widgets import Scroll
from tests.printing.fake_printer import COVER_OPEN, HEALTHY, FakePrinter
from tests.windows import find


@pytest.fixture
def paper() -> Iterator[FakePrinter]:
    """A printer on the network."""
    made = FakePrinter()
    yield made
    made.close()


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, paper: FakePrinter) -> finding.Search:
    """What a search finds: that printer, and one on USB."""
    made = finding.Search(
        (
            finding.Found(paper.address, "127.0.0.1", finding.NETWORK),
            finding.Found("usb://0416:5011", "POS", finding.USB),
        ),
        (Words("libusb is missing"),),
    )
    monkeypatch.setattr(finding, "search", lambda: made)
    return made


@pytest.fixture
def page(qtbot: QtBot) -> Scroll:
    """A page of the settings."""
    made = Scroll()
    qtbot.addWidget(made)
    made.resize(760, 600)
    return made


@pytest.fixture
def setup(bridge: Bridge, page: Scroll, found: finding.Search) -> PrinterSetup:
    """The printers' page without a printer yet."""
    made = PrinterSetup([], (), bridge)
    page.box.addWidget(made)
    page.show()
    return made


def wizard(setup: PrinterSetup) -> PrinterWizard:
    """Open the wizard as a clerk does."""
    find(setup, "printer.set_up").click()
    assert setup.wizard is not None
    return setup.wizard


def press(widget: object, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Press a key in a widget."""
    QTest.keyClick(widget, key)  # type: ignore[call-overload]  # any widget
    QApplication.processEvents()


def test_from_nothing_to_a_printer_that_is_kept(setup: PrinterSetup, paper: FakePrinter) -> None:
    saved: list[object] = []
    setup.saved.connect(saved.append)
    one = wizard(setup)
    assert not setup.overview.isVisible()
    find(one, "printer_wizard.found.0").click()
    press(find(one, "printer_wizard.next"))
    press(find(one, "printer_wizard.print"))
    paper.wait(printed=1)
    chosen = {"width": "32", "chinese": "good", "large": "good", "code": "bad", "picture": "good", "cut": "no"}
    for key, choice in chosen.items():
        press(find(one, f"printer_wizard.{key}.{choice}"))
    press(find(one, "printer_wizard.keep"))
    assert saved == [[{"key": "receipt", "address": f"{paper.address}?paper=58&cutter=no&qr=image"}]]
    assert setup.wizard is None
    assert setup.overview.isVisible()
    assert setup.cards[0].columns == 32


def test_a_printer_with_its_cover_open_is_mended_and_tried_again(setup: PrinterSetup, paper: FakePrinter) -> None:
    one = wizard(setup)
    paper.status = dict(COVER_OPEN)
    find(one, "printer_wizard.found.0").click()
    find(one, "printer_wizard.next").click()
    find(one, "printer_wizard.print").click()
    assert one.problem.text() == str(status.COVER_OPEN)
    paper.status = dict(HEALTHY)
    find(one, "printer_wizard.print").click()
    assert one.problem.text() == ""
    find(one, "printer_wizard.width.48")


def test_an_address_can_be_typed_and_an_empty_one_is_asked_for(setup: PrinterSetup) -> None:
    one = wizard(setup)
    find(one, "printer_wizard.next").click()
    assert one.problem.text()
    one.typed.setText("192.168.1.50")
    find(one, "printer_wizard.next").click()
    assert one.address == "tcp://192.168.1.50:9100"


def test_a_wrong_address_is_one_sentence(setup: PrinterSetup) -> None:
    one = wizard(setup)
    one.typed.setText("tcp://host:99999")
    find(one, "printer_wizard.next").click()
    find(one, "printer_wizard.print").click()
    assert "tcp://host:99999" in one.problem.text()
    find(one, "printer_wizard.next")


def test_leaving_changes_nothing(setup: PrinterSetup) -> None:
    one = wizard(setup)
    find(one, "printer_wizard.leave").click()
    assert setup.wizard is None
    assert setup.printers() == []


def test_one_can_go_back_and_answer_anew(setup: PrinterSetup) -> None:
    one = wizard(setup)
    one.address = "tcp://h:9100"
    one.tried(trial.Tried("printed", None, Profile()))
    find(one, "printer_wizard.width.32").click()
    find(one, "printer_wizard.back").click()
    find(one, "printer_wizard.width.48").click()
    find(one, "printer_wizard.chinese.bad").click()
    assert (one.profile.columns, one.profile.mode) == (48, "raster")
    find(one, "printer_wizard.picture.good")  # large characters and codes are not asked about


def test_a_search_in_the_network_is_only_made_when_asked_for(
    setup: PrinterSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(finding, "search_network", lambda: asked.append(1) or finding.Search())
    one = wizard(setup)
    assert asked == []
    find(one, "printer_wizard.network").click()
    assert asked == [1]
    assert not one.found


def test_every_button_has_its_name(setup: PrinterSetup) -> None:
    one = wizard(setup)
    one.address = "tcp://h:9100"
    one.tried(trial.Tried("printed", None, Profile()))
    for at in range(len(questions.QUESTIONS)):
        one.ask(at)
        buttons = [b for b in one.findChildren(QPushButton) if b.isVisibleTo(one)]
        assert all(b.objectName() and b.accessibleName() for b in buttons)
        assert any(isinstance(b, AnswerButton) for b in buttons)


def test_a_bare_address_is_on_the_network() -> None:
    assert [complete(one) for one in ("", "10.0.0.5", "10.0.0.5:9101", "10.0.0.5?paper=58", "usb://1234:5678")] == [
        "", "tcp://10.0.0.5:9100", "tcp://10.0.0.5:9101", "tcp://10.0.0.5:9100?paper=58", "usb://1234:5678",
    ]  # fmt: skip  # in the order of the question
    assert [bare(one) for one in ("tcp://10.0.0.5:9100?paper=58", "usb://1:2")] == ["10.0.0.5", "usb://1:2"]


def test_the_status_bar_says_what_a_printer_says_of_itself() -> None:
    ready, low, out = Status(ready=True), Status(ready=True, paper_low=True), Status(ready=False, why=status.PAPER_OUT)
    assert printer_state([], True, {"a": ready})[1] == "green"
    assert printer_state([], True, {"a": low})[1] == "amber"
    assert (str(printer_state([], True, {"a": out})[0]), printer_state([], True, {"a": out})[1]) == (
        str(status.PAPER_OUT),
        "amber",
    )
    assert str(status.PAPER_OUT) in str(printer_state([], True, {"a": ready, "b": out})[0])


def again(setup: PrinterSetup, address: str, monkeypatch: pytest.MonkeyPatch) -> tuple[PrinterWizard, list[Profile]]:
    """Open the wizard for a printer that is set up, up to its printed test page; also what it was tried as."""
    tried: list[Profile] = []

    def try_out(at: str, profile: Profile) -> trial.Tried:
        tried.append(profile)
        return trial.Tried("sent", None, replace(profile, answers=False))

    monkeypatch.setattr(trial, "try_out", try_out)
    setup.cards[0].show_address(address)
    return wizard(setup), tried


@pytest.mark.parametrize(
    ("address", "settings"),
    [
        ("serial:///dev/ttyUSB0?baud=19200", "baud=19200&answers=no"),
        ("tcp://10.0.0.9:9100?label=60x40", "answers=no&label=60x40"),
        ("tcp://10.0.0.9:9100?gb2312=yes&bold=no", "bold=no&gb2312=yes&answers=no"),
        ("tcp://10.0.0.9:9100?no=such", "answers=no"),
    ],
)
def test_what_is_not_asked_about_stays(
    setup: PrinterSetup, monkeypatch: pytest.MonkeyPatch, address: str, settings: str
) -> None:
    """The page is printed with it, and the printer keeps it."""
    one, tried = again(setup, address, monkeypatch)
    find(one, "printer_wizard.next").click()
    find(one, "printer_wizard.print").click()
    assert tried == [profile_from("&".join(s for s in settings.split("&") if s[:4] not in ("baud", "answ")))]
    assert one.whole == f"{address.partition('?')[0]}?{settings}"


def test_another_printer_does_not_take_the_settings_over(setup: PrinterSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither one that is found nor one that is typed; what is typed behind an address is meant."""
    one, tried = again(setup, "serial:///dev/ttyUSB0?baud=19200&gb2312=yes", monkeypatch)
    one.typed.setText("10.0.0.5?bold=no")
    find(one, "printer_wizard.next").click()
    find(one, "printer_wizard.print").click()
    assert tried == [Profile(bold=False)]
    assert one.whole == "tcp://10.0.0.5:9100?bold=no&answers=no"


def test_typed_settings_that_say_nothing_are_said(setup: PrinterSetup) -> None:
    one = wizard(setup)
    one.typed.setText("10.0.0.5?papre=58")
    find(one, "printer_wizard.next").click()
    assert "tcp://10.0.0.5:9100?papre=58" in one.problem.text()


def test_a_label_printer_keeps_its_label(setup: PrinterSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not asked how wide its paper is, nor whether it was cut."""
    one, _tried = again(setup, "tcp://10.0.0.9:9100?label=60x40", monkeypatch)
    find(one, "printer_wizard.next").click()
    find(one, "printer_wizard.print").click()
    for key in ("chinese", "large", "code", "picture"):
        find(one, f"printer_wizard.{key}.good").click()
    assert "60 × 40 " in " ".join(seen.text() for seen in one.findChildren(QLabel))
    find(one, "printer_wizard.keep").click()
    assert setup.printers() == [{"key": "receipt", "address": "tcp://10.0.0.9:9100?answers=no&label=60x40"}]
