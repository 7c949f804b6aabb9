"""The way to paper through whole workers: states are told, nothing is lost, a dead printer stops nobody else."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from kiosk.printing import printers, slip, spool, status
from kiosk.printing.link import Patience
from kiosk.printing.printers import Printer, Result, Sheet, open_printer
from kiosk.printing.profile import Profile
from kiosk.printing.spool import Pace, Spool, Worker
from kiosk.printing.status import UNKNOWN, Status
from kiosk.values import JobOut

from . import samples
from .escpos_parser import parse
from .fake_printer import FakePrinter

QUICK = Patience(connect=2, status=0.2, silence=0.2, close=0.05)
FAST = Pace(idle=0.05, listening=0.02, first=0.02, longest=0.05)


@dataclass
class FakeQueue:
    """A print queue in memory that behaves like the desk's."""

    jobs: dict[int, JobOut] = field(default_factory=dict)
    printer: dict[int, str] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    told: list[tuple[int, str, str]] = field(default_factory=list)
    broken: int = 0  # how many calls of settle fail
    changed: threading.Condition = field(default_factory=threading.Condition)

    def add(self, printer: str = "slips", blocks: str = "", **how: object) -> int:
        """Put a job into the queue."""
        number = len(self.jobs) + 1
        job = JobOut(
            number, "L-1122-04", "luggage_set", blocks or slip.dump(samples.tag()), "zh", None, f"{number:04d}"
        )
        self.jobs[number] = replace(job, **how)  # type: ignore[arg-type]
        self.printer[number], self.states[number] = printer, "pending"
        return number

    def next_job(self, printer: str) -> JobOut | None:
        """The oldest job that waits."""
        with self.changed:
            for number, state in self.states.items():
                if self.printer[number] == printer and state in ("pending", "held"):
                    self.states[number] = "sending"
                    return self.jobs[number]
        return None

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Keep how a job ended."""
        with self.changed:
            if self.broken:
                self.broken -= 1
                raise OSError("the disk is full")
            self.states[job_id] = state
            self.told.append((job_id, state, why))
            self.changed.notify_all()

    def wait(self, job: int, state: str) -> None:
        """Wait until a job has come to a state."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.states[job] == state, 10), self.told


@dataclass
class Scripted:
    """A printer that answers as it is told to."""

    results: list[Result] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    sent: list[tuple[bytes, str]] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)
    listening: bool = False
    moved: float = 0.0
    stopped: bool = False
    said: Status = UNKNOWN

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """The next result, printed when there is none."""
        assert sheet is not None
        self.sent.append((data, job_id))
        return self.results.pop(0) if self.results else Result("printed")

    def status(self) -> Status:
        """What it was told to say, nothing at first."""
        return self.said

    def late(self) -> tuple[str, ...]:
        """What was answered late."""
        found, self.answered = tuple(self.answered), []
        return found

    def stop(self) -> None:
        """Is told to stop."""
        self.stopped = True


@pytest.fixture
def queue() -> FakeQueue:
    """An empty queue."""
    return FakeQueue()


Run = Callable[..., Spool]


@pytest.fixture
def run(queue: FakeQueue) -> Iterator[Run]:
    """Start spools that end with the test."""
    made: list[Spool] = []

    def start(**of: Printer) -> Spool:
        made.append(Spool(queue, of, pace=FAST))
        made[-1].start()
        return made[-1]

    yield start
    assert all(one.stop(10) for one in made)


@pytest.fixture
def paper() -> Iterator[FakePrinter]:
    """A printer on the network."""
    printer = FakePrinter()
    yield printer
    printer.close()


def test_a_job_reaches_paper_and_is_told(queue: FakeQueue, paper: FakePrinter, run: Run) -> None:
    job = queue.add()
    run(slips=open_printer(paper.address, QUICK))
    queue.wait(job, "printed")
    read = parse(paper.jobs[0])
    assert (read.codes, read.asks, read.cuts) == ([samples.PAYLOAD], ["0001"], 1)


def test_a_reprint_says_so_on_the_paper(queue: FakeQueue) -> None:
    printer = Scripted()
    queue.add(reprint=(1, "李婷", "14:52", "卡纸"))
    Worker("slips", printer, queue, FAST).turn()
    assert parse(printer.sent[0][0]).lines[0] == "补打 1  李婷 14:52  卡纸"


def test_a_new_job_is_taken_when_woken(queue: FakeQueue, paper: FakePrinter) -> None:
    pauses: list[float] = []

    def wait(event: threading.Event, seconds: float) -> bool:
        pauses.append(seconds)
        return event.wait(30)

    running = Spool(queue, {"slips": open_printer(paper.address, QUICK)}, wait=wait)
    running.start()
    job = queue.add()
    running.wake("slips")
    queue.wait(job, "printed")
    assert running.stop(10)
    assert set(pauses) == {Pace().idle}


def test_held_jobs_go_on_by_themselves_when_paper_is_back(queue: FakeQueue, paper: FakePrinter, run: Run) -> None:
    paper.hold()
    first, second = queue.add(), queue.add()
    run(slips=open_printer(paper.address, QUICK))
    queue.wait(first, "held")
    assert paper.jobs == []
    paper.release()
    queue.wait(second, "printed")
    assert (1, "held", status.PAPER_OUT.source) in queue.told
    assert paper.printed == ["0001", "0002"]


def test_a_doubt_is_told_and_a_late_answer_settles_it(queue: FakeQueue, paper: FakePrinter, run: Run) -> None:
    paper._holding = True
    job = queue.add()
    run(slips=open_printer(paper.address, QUICK))
    queue.wait(job, "doubt")
    paper.release()
    queue.wait(job, "printed")
    assert paper.printed == ["0001"]
    assert [state for _job, state, _why in queue.told] == ["doubt", "printed"]


def test_a_dead_printer_stops_nobody_else(queue: FakeQueue, paper: FakePrinter, run: Run) -> None:
    dead, alive = queue.add("labels"), queue.add("slips")
    stuck = threading.Event()

    class Stuck(Scripted):
        def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
            stuck.wait(30)
            return Result("held", printers.NO_ANSWER)

    running = run(labels=Stuck(), slips=open_printer(paper.address, QUICK))
    queue.wait(alive, "printed")
    assert queue.states[dead] == "sending"
    stuck.set()
    queue.wait(dead, "held")
    running.stop(10)


def test_pauses_grow_while_the_printer_is_away_and_end_when_it_is_back(queue: FakeQueue) -> None:
    printer = Scripted([Result("held", printers.REFUSED)] * 7)
    worker = Worker("slips", printer, queue, Pace())
    queue.add()
    assert [worker.turn() for _ in range(7)] == [2, 4, 8, 16, 30, 30, 30]
    assert worker.turn() == 0
    assert worker.turn() == Pace().idle
    assert [one for _data, one in printer.sent] == ["0001"] * 8


def test_a_slip_that_cannot_be_drawn_stops_nobody(queue: FakeQueue) -> None:
    queue.add(blocks='{"v":1,"blocks":[{"kind":"hologram"}]}')
    good = queue.add()
    worker = Worker("slips", Scripted(), queue, FAST)
    worker.turn()
    worker.turn()
    assert queue.told == [(1, "doubt", spool.NOT_DRAWN.source), (good, "printed", "")]


def test_a_failing_driver_leaves_a_doubt(queue: FakeQueue) -> None:
    class Broken(Scripted):
        def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
            raise ZeroDivisionError

    queue.add()
    Worker("slips", Broken(), queue, FAST).turn()
    assert queue.told == [(1, "doubt", printers.SILENT.source)]


def test_what_the_queue_could_not_keep_is_told_again_before_the_next_job(queue: FakeQueue) -> None:
    queue.broken = 2
    queue.add(), queue.add()
    printer = Scripted()
    worker = Worker("slips", printer, queue, FAST)
    assert [worker.turn(), worker.turn()] == [FAST.first, FAST.first]
    assert len(printer.sent) == 1
    worker.turn()
    assert queue.told == [(1, "printed", ""), (2, "printed", "")]


def test_an_answer_to_nobodys_job_changes_nothing(queue: FakeQueue) -> None:
    assert Worker("slips", Scripted(answered=["9999"]), queue, FAST).hear() is False
    assert queue.told == []


def test_stopping_reaches_a_printer_that_waits(queue: FakeQueue) -> None:
    silent = FakePrinter(answers=False)
    job = queue.add()
    running = Spool(queue, {"slips": open_printer(silent.address, Patience(silence=3600, status=0.1))}, pace=FAST)
    running.start()
    silent.wait(jobs=1)
    assert running.stop(10)
    assert queue.states[job] == "doubt"
    silent.close()


def test_an_error_of_the_queue_ends_no_worker(queue: FakeQueue, paper: FakePrinter, run: Run) -> None:
    asked = queue.next_job
    errors = [OSError("locked"), OSError("locked")]

    def failing(printer: str) -> JobOut | None:
        if errors:
            raise errors.pop()
        return asked(printer)

    queue.next_job = failing  # type: ignore[method-assign]
    job = queue.add()
    run(slips=open_printer(paper.address, QUICK))
    queue.wait(job, "printed")


def test_paper_that_is_running_low_is_still_low_after_a_slip(queue: FakeQueue) -> None:
    """A slip that came out says that the printer is well, not that somebody put a new roll in."""
    told: list[Status] = []
    printer = Scripted(said=Status(ready=True, paper_low=True))
    worker = Worker("slips", printer, queue, Pace(), told=lambda key, how: told.append(how), now=lambda: 0.0)
    worker.turn()
    queue.add()
    worker.turn()
    assert told == [Status(ready=True, paper_low=True)] * 2
    printer.results = [Result("held", status.COVER_OPEN), Result("printed")]
    queue.add()
    worker.turn()
    worker.turn()
    assert told[2:] == [Status(ready=False, why=status.COVER_OPEN, paper_low=True), Status(ready=True, paper_low=True)]
