"""Setting a printer up: it is found, prints a page, and the page's answers become its settings."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from kiosk.printing import escpos, finding, questions, status, trial, wire_usb
from kiosk.printing.link import NotReachedError, Patience
from kiosk.printing.profile import Profile

from .escpos_parser import parse
from .fake_printer import MUTE, PAPER_OUT, FakePrinter
from .fake_usb import Bus, UsbPrinter
from .test_spoolers import FakeWindows, spooler

__all__ = ["spooler"]

QUICK = Patience(connect=2, status=0.2, silence=0.4, close=0.05)

Make = Callable[..., FakePrinter]


@pytest.fixture
def fake() -> Iterator[Make]:
    """Make printers that are switched off after the test."""
    made: list[FakePrinter] = []

    def make(**how: object) -> FakePrinter:
        made.append(FakePrinter(**how))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_what_is_plugged_in_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    bus = Bus(UsbPrinter(), UsbPrinter(serial="B"))
    monkeypatch.setattr(wire_usb, "backend", lambda: bus)
    monkeypatch.setattr(finding, "_serial", list)
    monkeypatch.setattr(finding, "_own", list)
    found = finding.search()
    assert [(one.address, one.name) for one in found.printers] == [
        ("usb://0416:5011/A1", "Counter POS-80"),
        ("usb://0416:5011/B", "Counter POS-80"),
    ]


def test_what_cannot_be_looked_at_is_said_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[wire_usb.UsbDevice]:
        raise NotReachedError(wire_usb.NO_BACKEND)

    def break_() -> list[finding.Found]:
        raise ZeroDivisionError

    monkeypatch.setattr(wire_usb, "scan", fail)
    monkeypatch.setattr(finding, "_own", break_)
    monkeypatch.setattr(finding, "_serial", lambda: [finding.Found("serial:///dev/x", "x", finding.SERIAL)])
    found = finding.search()
    assert found.missing == (wire_usb.NO_BACKEND,)
    assert [one.address for one in found.printers] == ["serial:///dev/x"]


def test_windows_own_printers_are_found(monkeypatch: pytest.MonkeyPatch, spooler: FakeWindows) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    assert [one.address for one in finding._own()] == ["win://POS%2080", "win://%5C%5Coffice%5CPOS"]
    assert finding._usb() == []


def test_serial_ports_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class Port:
        device, name, description = "/dev/ttyUSB0", "ttyUSB0", "USB-Serial Controller"

    monkeypatch.setattr("serial.tools.list_ports.comports", lambda: [Port()])
    assert finding._serial() == [
        finding.Found("serial:///dev/ttyUSB0", "/dev/ttyUSB0 USB-Serial Controller", finding.SERIAL)
    ]


def test_the_network_is_searched_when_it_is_asked_for(fake: Make) -> None:
    port = int(fake().address.rpartition(":")[2])
    with socket.create_server(("127.0.0.2", 0)) as server:
        closed = server.getsockname()[1]
    assert [one.address for one in finding.search_network(["127.0.0.1"], port).printers] == [f"tcp://127.0.0.1:{port}"]
    assert finding.search_network(["127.0.0.1"], closed).printers == ()


def test_only_a_small_private_network_is_searched() -> None:
    found = finding.neighbours("192.168.1.7")
    assert len(found) == 253
    assert (found[0], found[-1], "192.168.1.7" in found) == ("192.168.1.1", "192.168.1.254", False)
    assert [finding.neighbours(one) for one in ("8.8.8.8", "127.0.0.1", "", "printer")] == [[], [], [], []]


def test_the_page_holds_every_part_and_no_unknown_command() -> None:
    read = parse(trial.page(Profile(), "test"))
    assert (read.asks, read.cuts, read.codes) == (["test"], 1, [trial.CODE])
    assert [trial.bar(one) in read.lines for one in trial.BARS] == [True] * 3
    assert any("中文小票" in one for one in read.lines)
    assert len(read.pictures) == 1


def test_a_bar_is_as_wide_as_it_says_and_breaks_where_the_paper_ends() -> None:
    assert [len(trial.bar(one)) for one in trial.BARS] == list(trial.BARS)
    assert [len(trial.broken(one)) for one in (48, 42, 32)] == [3, 4, 5]


def test_a_printer_that_answers_is_found_to_answer(fake: Make) -> None:
    tried = trial.try_out(fake().address, patience=QUICK)
    assert (tried.state, tried.profile.answers, tried.profile.status, tried.fault) == ("printed", True, True, False)


def test_a_printer_that_says_nothing_is_found_to_say_nothing(fake: Make) -> None:
    tried = trial.try_out(fake(answers=False, status=dict(MUTE)).address, patience=QUICK)
    assert (tried.state, tried.profile.answers, tried.profile.fence, tried.profile.status) == (
        "sent",
        False,
        False,
        False,
    )


def test_a_printer_that_answers_a_fence_is_found_to_do_so(fake: Make) -> None:
    printer = fake(answers=False, fences=True)
    tried = trial.try_out(printer.address, patience=QUICK)
    assert (tried.profile.answers, tried.profile.fence) == (False, True)


def test_a_printer_with_a_fault_is_mended_first(fake: Make) -> None:
    tried = trial.try_out(fake(status=dict(PAPER_OUT)).address, patience=QUICK)
    assert (tried.fault, tried.why) == (True, status.PAPER_OUT)


def test_the_computers_own_printer_is_only_written_to(spooler: FakeWindows) -> None:
    tried = trial.try_out("win://POS 80", patience=QUICK)
    assert (tried.state, tried.profile.answers, tried.profile.status) == ("sent", False, False)


@pytest.mark.parametrize(
    ("choices", "query"),
    [
        ({}, ""),
        ({"width": "32"}, "paper=58"),
        ({"width": "42", "cut": "no"}, "paper=42&cutter=no"),
        ({"chinese": "bad"}, "mode=raster"),
        ({"chinese": "bad", "picture": "bad"}, "mode=raster&image=graphics"),
        ({"large": "small"}, "hanzi_big=no"),
        ({"large": "huge", "code": "bad"}, "qr=image&fs_size=no"),
    ],
)
def test_what_the_paper_looks_like_becomes_settings(choices: dict[str, str], query: str) -> None:
    profile, at = Profile(), 0
    while at < len(questions.asked(profile)):
        question = questions.asked(profile)[at]
        profile = questions.answered(profile, question.key, choices.get(question.key, question.choices[0].key))
        at += 1
    assert trial.address_of("tcp://h:9100?paper=58", profile) == f"tcp://h:9100?{query}".rstrip("?")


def test_a_printer_without_chinese_is_not_asked_what_only_characters_show() -> None:
    keys = [one.key for one in questions.asked(replace(Profile(), mode="raster"))]
    assert keys == ["width", "chinese", "picture", "cut"]


def test_settings_of_the_port_stay() -> None:
    made = trial.address_of("serial:///dev/ttyUSB0?baud=19200&paper=58", Profile(answers=False))
    assert made == "serial:///dev/ttyUSB0?baud=19200&answers=no"


def test_every_word_has_its_chinese() -> None:
    for one in questions.QUESTIONS:
        assert one.words.to("zh") != one.words.to("en")  # type: ignore[union-attr]
        assert all(choice.words.to("zh") != choice.words.to("en") for choice in one.choices)  # type: ignore[union-attr]


def test_the_sample_is_printed_as_every_slip_will_be() -> None:
    data = trial.sample(Profile(mode="raster", answers=False))
    assert escpos.FS not in data[:4]
    assert data.count(b"\x1dv0") > 3
