"""The computer's own printers: CUPS through made-up commands and answers, Windows through a made-up library.

The program's side is the real one: it runs `lp` and `lpstat` from PATH, asks over HTTP, calls win32print's names.
"""

import http.server
import stat
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.printing import printers, spoolers, status, windows
from kiosk.printing.link import Patience
from kiosk.printing.printers import AddressError, Printer, Result, Sheet, open_printer

QUICK = Patience(silence=0.3)
SHEET = Sheet("L-1122-04", "luggage.claim_ticket", ())
JOB = bytes(range(256))
_LP = """#!/bin/sh
echo "$@" >> {folder}/said
[ "$2" = POS80 ] || {{ echo "lp: The printer or class does not exist." >&2; exit 1; }}
cat > {folder}/job
echo "request id is POS80-7 (0 file(s))"
"""
_LPSTAT = """#!/bin/sh
case "$1" in
-e) echo POS80; echo Laser ;;
-l) [ "$3" = POS80 ] && cat {folder}/state || echo "lpstat: Invalid destination name" >&2 ;;
esac
"""
_IDLE = "printer POS80 is idle.  enabled since Tue Nov 24 20:11:14 2026\n\tAlerts: none\n"


class Answering(http.server.BaseHTTPRequestHandler):
    """CUPS' answer about a job."""

    def do_POST(self) -> None:
        """Say its state, or that there is no such job."""
        self.rfile.read(int(self.headers["Content-Length"]))
        state = self.server.state  # type: ignore[attr-defined]  # set by the test
        head = b"\x02\x00" + (b"\x00\x00" if state else b"\x04\x06") + b"\x00\x00\x00\x01"
        said = b"\x02\x23\x00\x09job-state\x00\x04" + state.to_bytes(4, "big") if state else b""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(head + said + b"\x03")

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@dataclass
class FakeCups:
    """A computer with CUPS."""

    folder: Path
    server: Any

    def is_(self, state: str) -> None:
        """Let the queue be in a state."""
        (self.folder / "state").write_text(state, encoding="utf-8")

    @property
    def job(self) -> bytes | None:
        """What was handed over."""
        path = self.folder / "job"
        return path.read_bytes() if path.exists() else None


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCups]:
    """Put CUPS on this computer."""
    for name, text in (("lp", _LP), ("lpstat", _LPSTAT)):
        path = tmp_path / name
        path.write_text(text.format(folder=tmp_path), encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    server = http.server.HTTPServer(("127.0.0.1", 0), Answering)
    server.state = 9  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{server.server_address[1]}")
    made = FakeCups(tmp_path, server)
    made.is_(_IDLE)
    yield made
    server.shutdown()
    server.server_close()


pytestmark = pytest.mark.filterwarnings("error")
posix = pytest.mark.skipif(sys.platform == "win32", reason="CUPS is not on Windows")


def pos(address: str = "cups://POS80") -> Printer:
    """Return the printer of an address."""
    return open_printer(address, QUICK)


@posix
def test_cups_gets_one_raw_document_with_its_name(cups: FakeCups) -> None:
    assert pos().send(JOB, "0001", SHEET) == Result("sent")
    assert cups.job == JOB
    assert (cups.folder / "said").read_text(encoding="utf-8") == "-d POS80 -o raw -t L-1122-04-claim_ticket\n"


@posix
@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("printer POS80 disabled since Tue -\n\treason unknown\n", spoolers.PAUSED),
        (_IDLE.replace("none", "media-empty-error"), status.PAPER_OUT),
        (_IDLE.replace("none", "cover-open-error"), status.COVER_OPEN),
        (_IDLE.replace("none", "offline-report"), status.OFFLINE),
    ],
)
def test_a_queue_that_does_not_print_gets_nothing(cups: FakeCups, state: str, why: object) -> None:
    cups.is_(state)
    assert pos().send(JOB, "0001", SHEET) == Result("held", why)  # type: ignore[arg-type]
    assert pos().status().why == why
    assert cups.job is None


@posix
def test_a_printer_that_cups_does_not_know_holds_the_job(cups: FakeCups) -> None:
    assert pos("cups://Other").send(JOB, "0001", SHEET) == Result("held", spoolers.NO_SUCH_PRINTER)
    assert spoolers.Cups().names() == ["POS80", "Laser"]


@posix
@pytest.mark.parametrize("address", ["cups://-oraw", "cups://%2Do", "cups://a%00b", "win://-x", "win://a%0Ab"])
def test_a_name_that_a_command_would_misread_is_no_printer(address: str) -> None:
    """It is refused when it is opened, before a command sees it."""
    with pytest.raises(AddressError):
        open_printer(address)


def test_a_document_that_stays_in_the_queue_is_a_doubt_and_nothing_follows_it(cups: FakeCups) -> None:
    """It prints when that printer is switched on; sending it again would print it twice."""
    cups.server.state = 5
    here = pos()
    assert here.send(JOB, "0001", SHEET) == Result("doubt", spoolers.IN_QUEUE)
    assert here.listening
    assert here.send(JOB, "0001", SHEET) == Result("held", spoolers.IN_QUEUE)
    assert here.send(b"next", "0002", SHEET) == Result("held", spoolers.EARLIER_IN_QUEUE)
    assert cups.job == JOB
    cups.server.state = 9
    assert here.late() == ("0001",)
    assert here.send(b"next", "0002", SHEET) == Result("sent")
    assert cups.job == b"next"


@posix
def test_a_retry_of_what_has_gone_meanwhile_is_not_sent_again(cups: FakeCups) -> None:
    cups.server.state = 5
    here = pos()
    assert here.send(JOB, "0001", SHEET).state == "doubt"
    (cups.folder / "job").unlink()
    cups.server.state = 9
    assert here.send(JOB, "0001", SHEET) == Result("sent")
    assert cups.job is None


@posix
@pytest.mark.parametrize("state", [7, 8])
def test_a_document_that_was_given_up_is_a_doubt(cups: FakeCups, state: int) -> None:
    cups.server.state = state
    assert pos().send(JOB, "0001", SHEET) == Result("doubt", spoolers.GIVEN_UP)


@posix
def test_a_document_that_cups_has_forgotten_has_gone(cups: FakeCups) -> None:
    cups.server.state = 0
    assert pos().send(JOB, "0001", SHEET) == Result("sent")


@posix
def test_a_command_that_does_not_end_may_have_taken_the_job(cups: FakeCups, monkeypatch: pytest.MonkeyPatch) -> None:
    (cups.folder / "lp").write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    monkeypatch.setattr(spoolers, "_COMMAND", 0.2)
    assert pos().send(JOB, "0001", SHEET) == Result("doubt", printers.BROKE_OFF)


@posix
def test_a_computer_without_cups_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pos().send(JOB, "0001", SHEET) == Result("held", spoolers.NO_CUPS)
    assert pos().status().why == spoolers.NO_CUPS


class SpoolerError(Exception):
    """What win32print raises."""


@dataclass
class FakeWindows:
    """A library with win32print's names and their meaning."""

    printer: dict[str, int] = field(default_factory=lambda: {"Status": 0, "Attributes": 0})
    job: int | None = 0x80  # None: no such job any more
    said: list[object] = field(default_factory=list)
    short: bool = False
    error: type[Exception] = SpoolerError

    def OpenPrinter(self, name: str) -> str:
        """Know one local printer and one of another computer."""
        if name not in ("POS 80", r"\\office\POS"):
            raise self.error(1801, "OpenPrinter", "no such printer")
        return name

    def ClosePrinter(self, handle: str) -> None:
        """Close it."""
        self.said.append("closed")

    def GetPrinter(self, handle: str, level: int) -> dict[str, int]:
        """Tell state and attributes."""
        assert level == 2
        return self.printer

    def EnumPrinters(self, flags: int, name: None, level: int) -> tuple[tuple[int, str, str, str], ...]:
        """List them."""
        return ((0, "POS 80,Driver,", "POS 80", ""), (0, "", r"\\office\POS", ""))

    def StartDocPrinter(self, handle: str, level: int, what: tuple[str, None, str]) -> int:
        """Begin a document."""
        self.said.append(what)
        return 12

    def StartPagePrinter(self, handle: str) -> None:
        """Begin a page."""

    def WritePrinter(self, handle: str, data: bytes) -> int:
        """Take the bytes."""
        self.said.append(data)
        return len(data) - self.short

    def EndPagePrinter(self, handle: str) -> None:
        """End the page."""

    def EndDocPrinter(self, handle: str) -> None:
        """End the document."""
        self.said.append("end")

    def AbortPrinter(self, handle: str) -> None:
        """Throw the document away."""
        self.said.append("abort")

    def GetJob(self, handle: str, job: int, level: int) -> dict[str, int]:
        """Tell how a document stands."""
        if self.job is None:
            raise self.error(87, "GetJob", "no such job")
        return {"Status": self.job}


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    """Let this computer have Windows' spooler."""
    made = FakeWindows()
    names = {one: getattr(made, one) for one in dir(made) if one[0].isupper()}
    monkeypatch.setitem(sys.modules, "win32print", SimpleNamespace(error=made.error, **names))
    return made


def test_windows_gets_one_raw_document_that_ends_at_once(spooler: FakeWindows) -> None:
    assert pos("win://POS%2080").send(JOB, "0001", SHEET) == Result("sent")
    assert spooler.said[1:4] == [("L-1122-04-claim_ticket", None, "RAW"), JOB, "end"]
    assert pos(r"win://\\office\POS").send(JOB, "0001", SHEET) == Result("sent")
    assert windows.Windows().names() == ["POS 80", r"\\office\POS"]


@pytest.mark.parametrize(
    ("state", "attributes", "why"),
    [
        (0, 0x400, status.OFFLINE),  # an unplugged printer: its state alone says nothing
        (0x80, 0, status.OFFLINE),
        (0x10, 0, status.PAPER_OUT),
        (0x400000, 0, status.COVER_OPEN),
        (0x1, 0, spoolers.PAUSED),
        (0x2, 0, status.FAULT),
    ],
)
def test_state_and_attributes_are_both_looked_at(
    spooler: FakeWindows, state: int, attributes: int, why: object
) -> None:
    spooler.printer.update(Status=state, Attributes=attributes)
    assert pos("win://POS 80").send(JOB, "0001", SHEET) == Result("held", why)  # type: ignore[arg-type]
    assert JOB not in spooler.said


def test_a_document_that_windows_keeps_is_a_doubt_until_it_has_gone(spooler: FakeWindows) -> None:
    spooler.job = 0x20
    here = pos("win://POS 80")
    assert here.send(JOB, "0001", SHEET) == Result("doubt", spoolers.IN_QUEUE)
    assert here.late() == ()
    spooler.job = None
    assert here.late() == ("0001",)


def test_a_document_that_was_deleted_is_a_doubt(spooler: FakeWindows) -> None:
    here = pos("win://POS 80")
    spooler.job = 0x4
    assert here.send(JOB, "0001", SHEET).state == "doubt"
    spooler.job = None
    assert here.late() == ()
    assert not here.listening


def test_a_document_that_breaks_off_is_thrown_away_and_doubted(spooler: FakeWindows) -> None:
    spooler.short = True
    assert pos("win://POS 80").send(JOB, "0001", SHEET) == Result("doubt", printers.BROKE_OFF)
    assert "abort" in spooler.said


def test_a_printer_that_windows_does_not_know_holds_the_job(spooler: FakeWindows) -> None:
    assert pos("win://Other").send(JOB, "0001", SHEET) == Result("held", spoolers.NO_SUCH_PRINTER)


def test_windows_printers_elsewhere_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "win32print", None)
    assert pos("win://POS 80").send(JOB, "0001", SHEET) == Result("held", windows.NO_BACKEND)
