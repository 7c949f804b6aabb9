"""What becomes of a job at every kind of printer: never a false "printed", never held once bytes have left."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.i18n import Words
from kiosk.printing import escpos, printers, status
from kiosk.printing.layout import layout
from kiosk.printing.link import Link, Patience
from kiosk.printing.printers import FolderPrinter, Printer, Result, Sheet, open_printer
from kiosk.printing.profile import Profile
from kiosk.printing.wire_tcp import open_tcp

from . import samples
from .fake_printer import COVER_OPEN, HEALTHY, MUTE, PAPER_OUT, FakePrinter

QUICK = Patience(connect=2, status=0.2, silence=0.2, close=0.05)
LINES = tuple(layout(samples.tag()))
JOB = escpos.render(list(LINES), Profile(), "0001")

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


_opened: list[Printer] = []


def at(address: str, patience: Patience = QUICK) -> Printer:
    """The printer of an address."""
    _opened.append(open_printer(address, patience))
    return _opened[-1]


@pytest.fixture(autouse=True)
def _hang_up() -> Iterator[None]:
    """Close the lines on which an answer was awaited."""
    yield
    while _opened:
        _opened[-1].stop()
        _opened.pop().late()


def test_an_answer_with_the_jobs_own_id_means_printed(fake: Make) -> None:
    printer = fake()
    assert at(printer.address).send(JOB, "0001") == Result("printed")
    assert printer.jobs == [JOB]


def test_every_job_has_a_connection_of_its_own(fake: Make) -> None:
    printer = fake()
    here = at(printer.address)
    assert [here.send(escpos.render(list(LINES), Profile(), ref), ref).state for ref in ("0001", "0002")] == [
        "printed"
    ] * 2
    assert printer.connections == 2


def test_a_refused_connection_holds_the_job() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert at(f"tcp://127.0.0.1:{port}").send(JOB, "0001") == Result("held", printers.REFUSED)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (TimeoutError(), printers.NO_ANSWER),
        (socket.gaierror(), printers.NO_SUCH_HOST),
        (OSError("no route"), printers.UNREACHABLE),
    ],
)
def test_a_printer_that_cannot_be_reached_holds_the_job(
    monkeypatch: pytest.MonkeyPatch, error: OSError, why: object
) -> None:
    def fail(*_args: object, **_how: object) -> socket.socket:
        raise error

    monkeypatch.setattr(socket, "create_connection", fail)
    assert at("tcp://10.0.0.1").send(JOB, "0001") == Result("held", why)  # type: ignore[arg-type]
    assert at("tcp://10.0.0.1").status().why == why


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (PAPER_OUT, status.PAPER_OUT),
        (COVER_OPEN, status.COVER_OPEN),
        ({1: 0x1A}, status.OFFLINE),
        ({1: 0x1A, 2: 0x52}, status.FAULT),
    ],
)
def test_a_printer_that_says_no_gets_no_byte_of_the_job(fake: Make, answers: dict[int, int], why: object) -> None:
    printer = fake(status=dict(answers))
    assert at(printer.address).send(JOB, "0001") == Result("held", why)  # type: ignore[arg-type]
    assert printer.jobs == []
    assert at(printer.address).status().ready is False


@pytest.mark.parametrize("answers", [MUTE, {1: 0xFF, 2: 0x00, 4: 0x81}])
def test_what_a_printer_does_not_say_stops_nothing(fake: Make, answers: dict[int, int]) -> None:
    printer = fake(status=dict(answers))
    assert at(printer.address).send(JOB, "0001") == Result("printed")
    assert at(printer.address).status().ready is None


def test_a_printer_that_does_not_say_how_it_is_is_not_asked_again_before_each_job(fake: Make) -> None:
    printer = fake(status=dict(MUTE))
    here = at(printer.address)
    assert here.send(JOB, "0001") == Result("printed")
    printer.status = dict(PAPER_OUT)  # would be asked and say no
    assert here.send(JOB.replace(b"0001", b"0002"), "0002") == Result("printed")


def test_low_paper_is_told_and_stops_nothing(fake: Make) -> None:
    printer = fake(status={**HEALTHY, 4: 0x1E})
    assert at(printer.address).status() == status.Status(True, None, paper_low=True)


@pytest.mark.parametrize("after", [0, 1, 50, len(JOB) - 1])
@pytest.mark.parametrize("reset", [False, True])
def test_a_line_closed_while_printing_leaves_a_doubt(fake: Make, after: int, reset: bool) -> None:
    printer = fake(close_after=after, reset=reset)
    assert at(printer.address).send(JOB, "0001") == Result("doubt", printers.BROKE_OFF)


def test_silence_leaves_a_doubt(fake: Make) -> None:
    printer = fake(answers=False, status=dict(MUTE))
    assert at(printer.address).send(JOB, "0001") == Result("doubt", printers.SILENT)


def test_a_printer_that_stops_reading_leaves_a_doubt() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as server:  # connects, then never reads
        here = at(f"tcp://127.0.0.1:{server.getsockname()[1]}?status=no")
        assert here.send(b"x" * 50_000_000, "0001").state == "doubt"


def test_paper_that_ends_while_printing_is_named_and_a_late_answer_settles_it(fake: Make) -> None:
    printer = fake()
    here = at(printer.address)
    printer._holding = True  # the last piece of paper: healthy when asked, then nothing comes out
    printer.status = dict(HEALTHY)
    assert here.send(JOB, "0001") == Result("doubt", printers.SILENT)
    assert (here.listening, here.late()) == (True, ())
    printer.hold()
    assert here.send(JOB.replace(b"0001", b"0002"), "0002") == Result("held", status.PAPER_OUT)
    assert printer.connections == 1
    assert here.status().why == status.PAPER_OUT
    printer.release()
    printer.wait(printed=1)
    assert here.status().ready is True
    assert here.late() == ("0001",)
    assert not here.listening
    assert here.send(JOB.replace(b"0001", b"0002"), "0002") == Result("printed")


def test_a_silent_line_is_given_up_for_the_next_job(fake: Make) -> None:
    printer = fake(answers=False, status=dict(MUTE))
    here = at(printer.address)
    assert here.send(JOB, "0001").state == "doubt"
    printer.answers = True
    assert here.send(JOB.replace(b"0001", b"0002"), "0002") == Result("printed")
    assert printer.connections == 2


def test_a_printer_that_cannot_answer_has_been_sent_the_job(fake: Make) -> None:
    printer = fake(answers=False)
    assert at(f"{printer.address}?answers=no").send(JOB, "0001") == Result("sent")
    printer.wait(jobs=1)
    assert printer.jobs == [JOB]


def test_a_printer_that_cannot_answer_and_resets_leaves_a_doubt(fake: Make) -> None:
    printer = fake(answers=False, close_after=10, reset=True)
    assert at(f"{printer.address}?answers=no").send(JOB, "0001").state == "doubt"


@pytest.mark.parametrize("after", [0, 1, 50, len(JOB) - 1])
def test_a_line_that_is_closed_leaves_a_doubt_although_the_printer_cannot_answer(fake: Make, after: int) -> None:
    """Whoever only sends does not see it; a printer that says how it is must say so after the job too."""
    printer = fake(answers=False, close_after=after, pause=0.02)
    assert at(f"{printer.address}?answers=no").send(JOB, "0001") == Result("doubt", printers.BROKE_OFF)


@pytest.mark.parametrize(
    ("then", "why"), [(PAPER_OUT, status.PAPER_OUT), (COVER_OPEN, status.COVER_OPEN), (MUTE, printers.SILENT)]
)
def test_what_a_printer_that_cannot_answer_says_after_the_job_is_heard(
    fake: Make, then: dict[int, int], why: Words
) -> None:
    printer = fake(answers=False, then=dict(then))
    assert at(f"{printer.address}?answers=no").send(JOB, "0001") == Result("doubt", why)


def test_a_printer_that_says_nothing_at_all_has_been_sent_the_job(fake: Make) -> None:
    printer = fake(answers=False, status=dict(MUTE))
    assert at(f"{printer.address}?answers=no").send(JOB, "0001") == Result("sent")


def test_a_question_that_cannot_leave_breaks_nothing() -> None:
    """The printer took the job slowly and has no room for a question: silence, not a broken line."""
    with socket.create_server(("127.0.0.1", 0), backlog=1) as server:
        wire = open_tcp(server.getsockname()[:2], QUICK)
        link = Link(wire, QUICK, threading.Event())
        assert not link.send(b"x" * 50_000_000)
        with suppress(BlockingIOError):
            while True:
                wire.socket.send(b"x")
        assert link.status() == status.UNKNOWN
        link.close()


def test_stopping_ends_the_waiting(fake: Make) -> None:
    printer = fake(answers=False, status=dict(MUTE))
    here = at(printer.address, Patience(silence=3600, status=0.1))
    here.stop()
    assert here.send(JOB, "0001").state == "doubt"
    assert not here.listening


def test_the_folder_keeps_bytes_and_picture(tmp_path: Path) -> None:
    here = open_printer(f"folder://{(tmp_path / 'paper').as_posix()}")
    assert here.status().ready is True
    for number in ("L-1122-04", "../../x\x00 y"):
        assert here.send(JOB, "0001", Sheet(number, "luggage_set", LINES)) == Result("printed")
    assert here.send(JOB, "0001") == Result("printed")
    names = sorted(one.name for one in (tmp_path / "paper").iterdir())
    assert names == [
        "0001-L-1122-04-luggage_set.bin", "0001-L-1122-04-luggage_set.png",
        "0002-x_y-luggage_set.bin", "0002-x_y-luggage_set.png", "0003-0001.bin",
    ]  # fmt: skip
    assert (tmp_path / "paper" / names[0]).read_bytes() == JOB
    again = open_printer(f"folder://{(tmp_path / 'paper').as_posix()}")
    again.send(JOB, "0002")
    assert (tmp_path / "paper" / "0004-0002.bin").exists()


def test_the_folder_keeps_a_page_where_it_is_asked_to(tmp_path: Path) -> None:
    here = open_printer(f"folder://{tmp_path.as_posix()}?pdf=yes&paper=58")
    here.send(JOB, "0001", Sheet("L-1122-04", "luggage.luggage_set", tuple(layout(samples.tag(), columns=32))))
    assert (tmp_path / "0001-L-1122-04-luggage_set.pdf").read_bytes().startswith(b"%PDF")


def test_a_folder_that_cannot_be_written_holds_the_job(tmp_path: Path) -> None:
    (tmp_path / "paper").write_text("a file", encoding="utf-8")
    assert FolderPrinter(tmp_path / "paper", Profile()).send(JOB, "0001") == Result("held", printers.NOT_WRITTEN)


@pytest.mark.parametrize(
    "address", ["", "tcp://", "usb://x", "folder://", "folder:///", "tcp://host:99999", "tcp://h?paper=70"]
)
def test_a_wrong_address_is_one_sentence(address: str) -> None:
    with pytest.raises(printers.AddressError, match=r"192\.168"):
        open_printer(address)


def test_the_port_of_receipt_printers_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    here = open_printer("tcp://printer.local?paper=58")
    assert here.status().why == printers.REFUSED
    assert (asked, here.profile.columns) == ([("printer.local", 9100)], 32)


def test_every_reason_has_its_chinese() -> None:
    for why in (v for room in (printers, status) for v in vars(room).values() if isinstance(v, Words)):
        assert why.to("zh") != why.to("en")
