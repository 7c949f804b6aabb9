"""USB and serial printers through the program's own code: pyusb over a made-up bus, pyserial over a terminal pair."""

import errno
import os
import select
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from usb.backend import libusb1

from kiosk.printing import escpos, printers, status, wire_serial, wire_usb
from kiosk.printing.layout import layout
from kiosk.printing.link import Patience
from kiosk.printing.printers import Printer, Result, open_printer
from kiosk.printing.profile import Profile

from . import samples
from .fake_printer import HEALTHY
from .fake_usb import Bus, UsbPrinter

QUICK = Patience(connect=2, status=0.2, silence=0.2, close=0.05)
JOB = escpos.render(layout(samples.tag()), Profile(), "0001")
#: White before the first job: a picture may have broken off before the program started.
FILLING = bytes(96 * 72 + 16)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Bus:
    """Return a bus with one printer."""
    made = Bus(UsbPrinter())
    monkeypatch.setattr(wire_usb, "backend", lambda: made)
    return made


def usb(address: str = "usb://0416:5011") -> Printer:
    """Return the printer of an address."""
    return open_printer(address, QUICK)


def test_usb_prints_and_gives_the_printer_back(bus: Bus) -> None:
    """Its driver was taken away for the job, and has it again."""
    one = bus.printers[0]
    assert usb().send(JOB, "0001") == Result("printed")
    assert (one.printed, one.taken, one.opened) == (["0001"], True, 0)


def test_usb_finds_the_printer_among_other_interfaces_and_by_its_serial_number(bus: Bus) -> None:
    bus.printers[:] = [UsbPrinter(), UsbPrinter(serial="B 2", composite=True), UsbPrinter(product=1)]
    assert [one.address for one in wire_usb.scan()] == [
        "usb://0416:5011/A1",
        "usb://0416:5011/B%202",
        "usb://0416:0001/A1",
    ]
    assert wire_usb.scan()[0].name == "Counter POS-80"
    assert usb("usb://0416:5011/B%202").send(JOB, "0001") == Result("printed")
    assert [one.printed for one in bus.printers] == [[], ["0001"], []]


def test_usb_is_found_again_after_a_power_cycle(bus: Bus) -> None:
    """The old handle is dead then, and the device stands at another address of the bus."""
    here = usb()
    assert here.send(JOB, "0001") == Result("printed")
    bus.printers[:] = []
    assert here.send(JOB, "0001") == Result("held", wire_usb.NOT_THERE)
    bus.printers[:] = [UsbPrinter(address=7)]
    assert here.send(JOB, "0001") == Result("printed")


def test_usb_power_cycle_while_an_answer_is_awaited(bus: Bus) -> None:
    """The line that waits is dead; the next job opens another."""
    bus.printers[0].answers = False
    here = usb()
    assert here.send(JOB, "0001").state == "doubt"
    assert here.listening
    bus.printers[:] = [UsbPrinter(address=7)]
    assert here.late() == ()
    assert not here.listening
    assert here.send(JOB.replace(b"0001", b"0002"), "0002") == Result("printed")


@pytest.mark.parametrize("after", [0, 1, 200, len(FILLING) + len(JOB) - 1])
def test_usb_unplugged_amid_a_job_is_a_doubt(bus: Bus, after: int) -> None:
    """Nobody knows what a transfer carried that failed: even the first may have left."""
    bus.printers[0].gone_after = after
    assert usb().send(JOB, "0001") == Result("doubt", printers.BROKE_OFF)


def test_usb_that_takes_no_byte_holds_the_job_and_one_that_takes_some_is_a_doubt(bus: Bus) -> None:
    bus.printers[0].room = 0
    assert usb().send(JOB, "0001").state == "held"
    bus.printers[0].room = 40
    assert usb().send(JOB, "0001") == Result("doubt", printers.SILENT)


def test_a_picture_that_broke_off_is_filled_with_white_before_the_next_job(bus: Bus) -> None:
    """A USB printer does not see that a job ended: it would take the next one for the rest of its picture."""
    here, one = usb("usb://0416:5011?answers=no"), bus.printers[0]
    one.answers = False
    assert here.send(JOB, "0001").state == "sent"
    assert bytes(one.job) == FILLING + JOB
    one.job.clear()
    assert here.send(JOB, "0001").state == "sent"
    assert bytes(one.job) == JOB
    one.job.clear()
    one.room = 100
    assert here.send(JOB, "0001").state == "doubt"
    one.room = 1 << 30
    one.job.clear()
    assert here.send(JOB, "0001").state == "sent"
    assert bytes(one.job) == FILLING + JOB


def test_a_late_answer_that_comes_in_the_next_conversation_settles_its_own_job(bus: Bus) -> None:
    one = bus.printers[0]
    one.answers = False
    here = usb()
    assert here.send(JOB, "0001").state == "doubt"
    one.answers = True
    one.job.clear()
    one.said += b'7"0001\0'
    assert here.send(JOB.replace(b"0001", b"0002"), "0002") == Result("printed")
    assert here.late() == ("0001",)


@pytest.mark.parametrize(
    ("error", "why"),
    [(errno.EACCES, wire_usb.NO_RIGHT), (errno.EBUSY, wire_usb.IN_USE), (errno.EIO, wire_usb.BROKEN)],
)
def test_a_usb_printer_that_cannot_be_opened_is_one_sentence(bus: Bus, error: int, why: object) -> None:
    bus.printers[0].error = error
    assert usb().send(JOB, "0001") == Result("held", why)  # type: ignore[arg-type]
    assert usb().status().why == why
    assert bus.printers[0].taken  # and given back


@pytest.mark.parametrize(("module", "address"), [("usb", "usb://0416:5011"), ("serial", "serial:///dev/ttyUSB0")])
def test_a_missing_library_is_one_sentence(monkeypatch: pytest.MonkeyPatch, module: str, address: str) -> None:
    """Optional parts are asked for where they are used; without one the job waits and says what is missing."""
    for name in [one for one in sys.modules if one == module or one.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    why = {"usb": wire_usb.NO_BACKEND, "serial": wire_serial.NO_BACKEND}[module]
    assert open_printer(address, QUICK).send(JOB, "0001") == Result("held", why)


class Terminal:
    """A printer behind a terminal pair: the program opens one end with pyserial, the other one answers."""

    def __init__(self, *, answers: bool = True, deaf: bool = False) -> None:
        """Listen at the far end."""
        self.far, self.near = os.openpty()
        import tty

        tty.setraw(self.near)
        self.answers, self.deaf, self.job = answers, deaf, bytearray()
        self.poked, self.poke = os.pipe()
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def name(self) -> str:
        """The port as a person would type it."""
        return os.ttyname(self.near)

    def _serve(self) -> None:
        """Answer until closed."""
        while True:
            ready, _w, _x = select.select([self.poked] if self.deaf else [self.far, self.poked], [], [])
            if self.poked in ready:
                return
            for piece in os.read(self.far, 4096).split(b"\x10\x04")[:]:
                if piece[:1] in (b"\x01", b"\x02", b"\x04") and not self.job:
                    os.write(self.far, bytes([HEALTHY[piece[0]]]))
                    piece = piece[1:]
                self.job += piece
            at = self.job.find(b"\x1d(H\x06\x0000")
            if self.answers and at >= 0 and len(self.job) >= at + 11:
                os.write(self.far, b'7"' + bytes(self.job[at + 7 : at + 11]) + b"\0")
                self.answers = False

    def close(self) -> None:
        """Unplug it."""
        os.write(self.poke, b"!")
        self.thread.join(5)
        for one in (self.far, self.near, self.poke, self.poked):
            with suppress(OSError):
                os.close(one)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """Return a printer at a serial port."""
    made = Terminal()
    yield made
    made.close()


pty_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no terminal pairs")


@pty_only
def test_serial_prints_what_was_sent(terminal: Terminal) -> None:
    here = open_printer(f"serial://{terminal.name}?baud=19200&paper=58", QUICK)
    assert here.profile.columns == 32
    assert here.send(JOB, "0001") == Result("printed")
    assert bytes(terminal.job) == FILLING[: 96 * 48 + 16] + JOB


@pty_only
def test_serial_says_how_it_is(terminal: Terminal) -> None:
    assert open_printer(f"serial://{terminal.name}", QUICK).status() == status.Status(ready=True)


@pty_only
def test_serial_without_an_answer_is_a_doubt() -> None:
    made = Terminal(answers=False)
    here = open_printer(f"serial://{made.name}", QUICK)
    try:
        assert here.send(JOB, "0001") == Result("doubt", printers.SILENT)
    finally:
        here.stop()
        here.late()
        made.close()


@pty_only
def test_a_serial_port_that_takes_no_more_is_a_doubt() -> None:
    made = Terminal(deaf=True)
    try:
        here = open_printer(f"serial://{made.name}?status=no", QUICK)
        assert here.send(b"x" * 100_000, "0001") == Result("doubt", printers.SILENT)
    finally:
        made.close()


@pty_only
def test_a_serial_port_is_not_shared(terminal: Terminal) -> None:
    port = wire_serial.open_serial(terminal.name, wire_serial.check({}), QUICK)
    assert open_printer(f"serial://{terminal.name}", QUICK).send(JOB, "0001") == Result("held", wire_serial.IN_USE)
    port.close()


def test_a_serial_port_that_is_not_there_holds_the_job(tmp_path: Path) -> None:
    assert open_printer(f"serial://{tmp_path}/ttyX", QUICK).send(JOB, "0001") == Result("held", wire_serial.NO_PORT)


@pytest.mark.parametrize(
    "address",
    ["serial://", "serial:///dev/x?baud=fast", "serial:///dev/x?flow=up", "tcp://h?baud=9600", "usb://12:34", "cups://", "win://", "tcp://h?label=1x1"],
)  # fmt: skip
def test_a_wrong_address_of_any_kind_is_one_sentence(address: str) -> None:
    with pytest.raises(printers.AddressError):
        open_printer(address)


def test_a_bundle_that_brings_its_library_uses_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one the choice is pyusb's."""
    asked: list[Any] = []
    monkeypatch.setattr(wire_usb, "RESOURCES", tmp_path / "resources")
    monkeypatch.setattr(libusb1, "get_backend", lambda find_library: asked.append(find_library("usb-1.0")) or "own")
    assert wire_usb.backend() is None
    (tmp_path / "libusb-1.0.so.0").write_bytes(b"")
    assert wire_usb.backend() == "own"
    assert asked == [str(tmp_path / "libusb-1.0.so.0")]
