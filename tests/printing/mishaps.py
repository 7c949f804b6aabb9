"""What becomes of papers when the emulator's printers fail: before a job, in its middle, with a cut line, unplugged."""

import signal
import time

from kiosk.printing import slip, status, text
from kiosk.printing.cells import in_rom
from kiosk.printing.layout import layout
from kiosk.printing.printers import BROKE_OFF, LOOK_AGAIN, REFUSED, SILENT
from kiosk.values import JobOut

from .comparison import want
from .emulator import PATIENCE, PROFILES, Wire
from .papers import PIECES, Desk, Papers

FAULTS = {"paper-out": status.PAPER_OUT, "cover-open": status.COVER_OPEN, "offline": status.OFFLINE}


def fault_before(desk: Desk, device: str, fault: str) -> None:
    """A printer that says no gets no byte; mended, it gets each paper once."""
    papers = Papers.of(desk, device, "answers=no")
    _number, jobs = desk.store(desk.name(), pieces=PIECES[:1])
    desk.emulator.fault(device, fault)
    for _again in range(2):
        job = papers.turn()
        assert job is not None
        papers.opened += 1
        want(desk.state(job.id) == ("held", FAULTS[fault].source), fault, desk.state(job.id))
    desk.emulator.settle(device, papers.opened)
    papers.new(0)
    desk.emulator.fault(device, fault, on=False)
    papers.new(0)
    for _job in jobs:
        papers.one()
    want(papers.turn() is None, "something is left")
    papers.new(0)
    desk.tally["faults before a job: held, then printed once"] += 1


def fault_amid(desk: Desk, device: str, fault: str, after: int, *, answers: bool) -> None:
    """A printer that fails in the middle of a job keeps the rest: in doubt, nothing more until it is mended."""
    wire = Wire(desk.emulator.devices[device].port, after, "on", lambda: desk.emulator.fault(device, fault))
    papers = Papers.of(desk, device, f"answers={'yes' if answers else 'no'}", wire.here)
    try:
        _first, jobs = desk.store(desk.name(), pieces=PIECES[:1])
        job = papers.turn()
        assert job is not None
        state = desk.state(job.id)
        want(state == ("doubt", FAULTS[fault].source), fault, after, state)
        other_set = desk.store(desk.name(), pieces=PIECES[:1])[1]
        other = papers.turn()
        want(other is not None and other.id == other_set[0], "a doubt was overtaken by its own set", other)
        assert other is not None
        want(desk.state(other.id) == ("held", FAULTS[fault].source), "next job", desk.state(other.id))
        papers.new(0)
        wire.act = lambda: None
        wire.after = 1 << 30
        desk.emulator.fault(device, fault, on=False)
        papers.compare(job, papers.new(1)[0])
        desk.counter.desk.came_out([job.id], [])  # one tap: it is there
        _rest(papers, [*jobs[1:], *other_set], answers=answers)
    finally:
        papers.worker.printer.stop()
        papers.worker.printer.late()
        wire.close()
    desk.tally["faults amid a job: doubt, nothing more sent, printed once when mended"] += 1


def fenced(desk: Desk, device: str, fault: str, after: int) -> None:
    """A printer that answers the fence behind a job settles its doubt by itself once it is mended; nothing is asked."""
    wire = Wire(desk.emulator.devices[device].port, after, "on", lambda: desk.emulator.fault(device, fault))
    papers = Papers.of(desk, device, "answers=no&fence=yes", wire.here)
    try:
        _number, jobs = desk.store(desk.name(), pieces=PIECES[:1])
        job = papers.turn()
        assert job is not None
        want(desk.state(job.id) == ("doubt", FAULTS[fault].source), fault, after, desk.state(job.id))
        wire.act = lambda: None
        wire.after = 1 << 30
        desk.emulator.fault(device, fault, on=False)
        papers.compare(job, papers.new(1)[0])
        until = time.monotonic() + PATIENCE  # the fence stands behind the cut that ended the paper
        while papers.worker.printer.listening and time.monotonic() < until:
            papers.worker.hear()
            time.sleep(0.05)
        want(desk.state(job.id) == ("sent", ""), "the fence was not heard", desk.state(job.id))
        _rest(papers, jobs[1:], answers=False)
    finally:
        papers.worker.printer.stop()
        papers.worker.printer.late()
        wire.close()
    desk.tally["faults amid a job with a fence: doubt, settled by itself, printed once"] += 1


def _rest(papers: Papers, jobs: list[int], *, answers: bool) -> None:
    """Let all other jobs print, once each."""
    left = set(jobs)
    while left:
        job = papers.turn()
        assert job is not None, left
        left.remove(job.id)
        state = papers.desk.state(job.id)
        want(state == (("doubt", SILENT.source) if answers else ("sent", "")), "the rest", state)
        papers.compare(job, papers.new(1)[0])
        if answers:
            papers.desk.counter.desk.came_out([job.id], [])
    want(papers.turn() is None, "something is left")
    papers.new(0)


def cut_amid(desk: Desk, device: str, then: str, after: int, query: str) -> None:
    """A line that ends in the middle leaves a doubt; one tap, and it prints whole."""
    wire = Wire(desk.emulator.devices[device].port, after, then)
    papers = Papers.of(desk, device, query, wire.here)
    try:
        _number, jobs = desk.store(desk.name(), pieces=PIECES[:1])
        job = papers.turn()
        assert job is not None
        desk.emulator.settle(device, papers.opened + 1)
        state = desk.state(job.id)
        want(state == ("doubt", BROKE_OFF.source), query, then, "after", after, state)
        _only_a_beginning(papers, job)
        want(papers.turn() is None, "a doubt was overtaken by its own set")
        wire.after = 1 << 30
        desk.counter.desk.came_out([], [job.id])  # one tap: it is missing
        for at in jobs:
            following = papers.turn()
            want(following is not None and following.id == at, "another job", following)
            assert following is not None
            papers.compare(following, papers.new(1)[0])
            if papers.profile.answers:
                desk.counter.desk.came_out([following.id], [])
        want(papers.turn() is None, "something is left")
        papers.new(0)
    finally:
        papers.worker.printer.stop()
        papers.worker.printer.late()
        wire.close()
    desk.tally["lines cut amid a job: doubt, printed whole after a tap"] += 1


def _only_a_beginning(papers: Papers, job: JobOut) -> None:
    """What came out before a cut is the beginning of the paper and nothing else."""
    count = len(papers.desk.emulator.devices[papers.device].receipts)
    want(count - papers.seen <= 1, "more than one paper from half a job")
    lines = layout(slip.load(job.blocks), columns=papers.profile.columns, language=job.language)
    drawn = [text.render([one]).splitlines()[1][7:-1].strip() for one in lines if one.kind not in ("feed", "cut", "qr")]
    for at in range(papers.seen, count):
        half = papers.desk.emulator.receipt(papers.device, at)
        want(half.ended == "connection-closed", "half a job ended with", half.ended)
        if papers.profile.mode == "text":
            whole = [one.strip() for one in half.lines[:-1] if not one.startswith("[")]
            want(whole == [one for one in drawn if all(map(in_rom, one))][: len(whole)], "half a paper says", whole)
    papers.desk.tally["halves of papers from cut lines"] += count - papers.seen
    papers.seen = count
    papers.desk.emulator.unknown(papers.device)  # the command that was cut in two


def plug_pulled(desk: Desk, device: str, after: int) -> None:
    """The printer's plug is pulled amid a job: doubt, then held while it is off; on again, one tap, each once."""
    emulator = desk.emulator
    wire = Wire(emulator.devices[device].port, after, "end", lambda: emulator.stop(signal.SIGKILL))
    papers = Papers.of(desk, device, "answers=no", wire.here)
    _number, jobs = desk.store(desk.name(), pieces=PIECES[:1])
    papers.turn()
    wire.close()
    want(desk.state(jobs[0]) == ("doubt", BROKE_OFF.source), "plug pulled", desk.state(jobs[0]))
    papers = Papers.of(desk, device, "answers=no")
    desk.counter.desk.came_out([], [jobs[0]])
    for _again in range(2):
        off = papers.turn()
        want(off is not None and off.id == jobs[0], "another job", off)
        want(desk.state(jobs[0]) == ("held", REFUSED.source), "switched off", desk.state(jobs[0]))
    emulator.start()
    papers.opened = 1
    papers.turn()  # nobody knows whether it came out while the printer could not be reached
    want(desk.state(jobs[0]) == ("doubt", LOOK_AGAIN.source), "switched on again", desk.state(jobs[0]))
    desk.counter.desk.came_out([], [jobs[0]])
    for _job in jobs:
        papers.one()
    want(papers.turn() is None, "something is left")
    papers.new(0)
    desk.tally["plugs pulled amid a job: nothing lost, nothing twice"] += 1


def low(desk: Desk, device: str) -> None:
    """Little paper is told and stops nothing."""
    desk.emulator.fault(device, "paper-near-end")
    papers = Papers.of(desk, device, "answers=no")
    _number, jobs = desk.store(desk.name(), pieces=PIECES[:1])
    said = papers.worker.printer.status()
    papers.opened += 1
    want(said == status.Status(ready=True, paper_low=True), "little paper", said)
    for _job in jobs:
        papers.one()
    desk.emulator.fault(device, "paper-near-end", on=False)
    desk.tally["little paper: told, printed"] += 1


def cannot_answer(desk: Desk, device: str) -> None:
    """A printer without GS ( H that was set up as if it had it: in doubt, on paper once, one tap."""
    papers = Papers.of(desk, device, "answers=yes")
    _number, jobs = desk.store(desk.name(), pieces=PIECES[:1])
    _rest(papers, jobs, answers=True)
    papers.worker.printer.stop()
    papers.worker.printer.late()
    desk.tally["set up to answer, cannot: doubt"] += 1


def all_of_them(desk: Desk) -> None:
    """Let printers fail in every way that the emulator knows."""
    for device in PROFILES:
        for fault in FAULTS:
            fault_before(desk, device, fault)
            for after in (0, 1, 40, 200, 500) if device == PROFILES[0] else (0, 200):
                for answers in (True, False):
                    fault_amid(desk, device, fault, after, answers=answers)
            fenced(desk, device, fault, 200)
        low(desk, device)
        cannot_answer(desk, device)
        print(f"{device:16} faults", flush=True)
    for query in ("answers=yes", "answers=yes&mode=raster", "answers=no", "answers=no&mode=raster"):
        for then in ("reset", "end"):
            for after in (0, 1, 3, 57, 211, 400, 650):
                cut_amid(desk, PROFILES[0], then, after, query)
        print(f"{PROFILES[0]:16} cuts, {query}", flush=True)
    for after in (0, 300):
        plug_pulled(desk, PROFILES[0], after)
