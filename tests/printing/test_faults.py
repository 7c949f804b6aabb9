"""Printers that fail in every way, in a time of their own; the whole of it is `python -m tests.print_faults 2000`."""

from pathlib import Path
from random import Random

import pytest

from kiosk.printing import escpos, printers, status
from kiosk.printing.device import DevicePrinter
from kiosk.printing.layout import layout
from kiosk.printing.link import Patience
from kiosk.printing.printers import Result, Sheet
from kiosk.printing.profile import Profile
from kiosk.printing.spool import Pace, Worker
from tests.print_faults import PRINTERS, LostError, run

from . import samples
from .faulty import FaultyPrinter, Mishap, Time
from .test_spool import FakeQueue

LINES = tuple(layout(samples.tag()))
SHEET, MISSED = (Sheet("L-1122-04", "tag", LINES, missed) for missed in (False, True))


def test_no_paper_is_lost_and_none_doubled(tmp_path: Path) -> None:
    found = run(tmp_path, 40, 3)
    assert sum(one.jobs for one in found.values()) >= 40
    assert sum(one.doubts for one in found.values()) > 5
    assert max(one.latest for one in found.values()) <= 2.0


def test_the_count_notices_a_printer_driver_that_forgets_what_lies_in_a_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it a hasty tap prints a slip twice: what is proved above is worth something."""
    monkeypatch.setattr(DevicePrinter, "_known", lambda self, job: None)
    monkeypatch.setattr(DevicePrinter, "_doubt", lambda self, link, state, wait: Result("doubt", state.why))
    monkeypatch.setattr(DevicePrinter, "_look_again", lambda self, link, job: self._deliver(link, self.data))
    sending = DevicePrinter._sent

    def remembering(self: DevicePrinter, data: bytes, job: str) -> Result:
        self.data = data  # type: ignore[attr-defined]  # for the line above
        return sending(self, data, job)

    monkeypatch.setattr(DevicePrinter, "_sent", remembering)
    monkeypatch.setattr("tests.print_faults._KINDS", ("paper out", "cover open"))
    monkeypatch.setattr("tests.print_faults.PRINTERS", PRINTERS[:1])
    with pytest.raises(LostError, match="came out 2 times"):
        run(tmp_path, 40, 1)


class Desk:
    """One printer and its driver."""

    def __init__(self, profile: Profile, *, answers: bool = True, parts: bool = True) -> None:
        """Put it on the counter."""
        self.time = Time()
        self.printer = FaultyPrinter(self.time, Random(1), answers, True, parts)
        self.device = DevicePrinter(self.printer.connect, profile, Patience(), self.time)
        self.data = escpos.render(list(LINES), profile, "0001")

    def send(self, mishap: Mishap | None = None, *, missed: bool = False) -> Result:
        """Send the job, with what goes wrong with it."""
        self.printer.begin(mishap)
        return self.device.send(self.data, "0001", MISSED if missed else SHEET)

    @property
    def papers(self) -> int:
        """How many whole papers came out by now."""
        self.printer.advance()
        return sum(one == self.data[2 : self.data.rindex(b"\x1dV")] for one in self.printer.papers)


def test_what_lies_in_a_printer_without_paper_is_not_sent_again_by_a_hasty_tap() -> None:
    """It comes out once there is paper; a printer that answers says so, and then nothing is asked."""
    desk = Desk(Profile())
    assert desk.send(Mishap("paper out", 200, 300)) == Result("doubt", status.PAPER_OUT)
    assert desk.send(missed=True) == Result("held", status.PAPER_OUT)
    desk.time.ahead(300)
    assert desk.send(missed=True) == Result("printed")
    assert desk.papers == 1


def test_where_the_printer_cannot_answer_the_clerk_looks_once_more() -> None:
    desk = Desk(Profile(answers=False), answers=False)
    assert desk.send(Mishap("cover open", 0, 5)) == Result("held", status.COVER_OPEN)
    desk.time.ahead(5)
    assert desk.send().state == "sent"
    desk.printer.fault = "paper out"
    assert desk.send(missed=True) == Result("held", status.PAPER_OUT)
    desk.printer.fault = ""
    assert desk.send(missed=True) == Result("doubt", printers.LOOK_AGAIN)
    assert desk.send(missed=True).state == "sent"


def test_a_tap_while_the_printer_cannot_be_reached_is_asked_again() -> None:
    """It may have come out until it is back; after one more look it is sent."""
    desk = Desk(Profile())
    assert desk.send(Mishap("paper out", 200, 50)).state == "doubt"
    desk.device = DevicePrinter(desk.printer.connect, Profile(), Patience(), desk.time)  # the program was killed
    assert desk.send(Mishap("refuses", 0, 100), missed=True).state == "held"
    desk.time.ahead(100)
    assert desk.papers == 1
    assert desk.send() == Result("doubt", printers.LOOK_AGAIN)


@pytest.mark.parametrize("after", [0, 1, 40, 150, 200])
def test_a_broken_line_is_doubted_whatever_had_left(after: int) -> None:
    for kind in ("cut", "reset"):
        desk = Desk(Profile())
        assert desk.send(Mishap(kind, after)) == Result("doubt", printers.BROKE_OFF)
        assert desk.send(missed=True) == Result("printed")
        assert desk.papers == 1


@pytest.mark.parametrize("after", [0, 3, 150, 400])
def test_a_usb_printer_that_was_unplugged_prints_the_next_job_whole(after: int) -> None:
    """In raster mode it would take the next job for the rest of the picture that broke off."""
    desk = Desk(Profile(mode="raster"), parts=False)
    assert desk.send(Mishap("unplugged", 7000 + after)).state == "doubt"
    assert desk.send(missed=True) == Result("printed")
    assert desk.papers == 1


@pytest.mark.parametrize("seed", range(12))
def test_a_garbled_answer_is_never_taken_for_the_right_one(seed: int) -> None:
    desk = Desk(Profile())
    desk.printer.random = Random(seed)
    assert desk.send(Mishap("reply garbled")) == Result("doubt", printers.SILENT)


def test_a_late_answer_settles_the_doubt() -> None:
    desk = Desk(Profile())
    assert desk.send(Mishap("reply late", 0, 40)) == Result("doubt", printers.SILENT)
    assert (desk.device.late(), desk.device.listening) == ((), True)
    desk.time.ahead(30)
    assert (desk.device.late(), desk.device.listening) == (("0001",), False)


def test_a_slow_printer_is_not_broken() -> None:
    desk = Desk(Profile())
    assert desk.send(Mishap("slow")) == Result("printed")
    assert desk.time.now > 1


def test_a_fence_says_that_the_job_is_through_and_is_silent_while_there_is_no_paper() -> None:
    desk = Desk(Profile(answers=False, fence=True), answers=False)
    assert desk.send() == Result("sent")
    assert desk.send(Mishap("paper out", 100, 60)) == Result("doubt", status.PAPER_OUT)
    assert desk.papers == 1
    desk.time.ahead(60)
    assert desk.device.late() == ("0001",)
    assert desk.papers == 2


def test_a_job_in_a_stuck_driver_is_doubted_while_it_is_stuck() -> None:
    """The driver hangs for a minute and more; the doubt is there within two seconds of the silence."""
    time, queue, seen = Time(), FakeQueue(), []
    printer = FaultyPrinter(time, Random(1))
    worker = Worker("slips", DevicePrinter(printer.connect, Profile(), Patience(), time), queue, Pace(), now=time)

    def watch() -> None:
        if worker.watch():
            seen.append(time.now)

    printer.watch = watch
    job = queue.add()
    printer.begin(Mishap("hangs", 10, 90))
    worker.turn()
    assert seen == [pytest.approx(21, abs=1)]
    assert queue.told[0] == (job, "doubt", printers.SILENT.source)
    assert worker.watch() is False


def test_a_job_that_moves_is_not_stuck() -> None:
    time, queue = Time(), FakeQueue()
    printer = FaultyPrinter(time, Random(1))
    worker = Worker("slips", DevicePrinter(printer.connect, Profile(), Patience(), time), queue, Pace(), now=time)
    queue.add()
    worker.turn()
    assert [state for _job, state, _why in queue.told] == ["printed"]
    time.ahead(1000)
    assert worker.watch() is False


def test_how_a_printer_is_reaches_the_window() -> None:
    """Asked now and then while it is idle, and told by every job."""
    time, queue, told = Time(), FakeQueue(), []
    printer = FaultyPrinter(time, Random(1))
    device = DevicePrinter(printer.connect, Profile(), Patience(), time)
    worker = Worker("slips", device, queue, Pace(), now=time, told=lambda key, state: told.append((key, state.why)))
    worker.turn()
    printer.fault = "paper out"
    worker.turn()
    assert told == [("slips", None)]
    time.ahead(30)
    worker.turn()
    assert told[-1] == ("slips", status.PAPER_OUT)
    printer.fault = ""
    queue.add()
    printer.begin(None)
    worker.turn()
    assert told[-1] == ("slips", None)
