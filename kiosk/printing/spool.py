"""The way to paper: one worker a printer takes jobs from the queue, renders, sends and tells what became of it.

No window, no session: the queue is asked and told through `Queue`, which marks a job as sending before it
hands it out. Held jobs go on by themselves, with longer and longer pauses until the printer is back; a job
in doubt is told at once and settled by a late answer. A dead printer stops nobody but itself.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from kiosk.i18n import _
from kiosk.printing import escpos, label, slip
from kiosk.printing.layout import Line, layout
from kiosk.printing.printers import SILENT, Printer, Result, Sheet
from kiosk.printing.profile import Profile
from kiosk.printing.status import UNKNOWN, Status
from kiosk.values import JobOut

log = logging.getLogger(__name__)

#: Hears how a printer is: its key, and what it says.
Told = Callable[[str, Status], None]

#: Nothing left the program: somebody has to look at the job, and it must not stop the others.
NOT_DRAWN = _("This slip could not be drawn, so nothing was printed.")


class Queue(Protocol):
    """The print queue as the spool sees it; called from the worker's thread."""

    def next_job(self, printer: str) -> JobOut | None:
        """Return the oldest job that is pending or held for a printer, marked sending and committed."""

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Keep how a job ended: printed, sent, held or doubt; `why` is the source of a `Words`."""


@dataclass(frozen=True)
class Pace:
    """The pauses of a worker, in seconds."""

    idle: float = 5.0  # looks again without being woken, should a wake-up be lost
    listening: float = 0.5  # while an answer may still come
    first: float = 2.0  # after a job was held; doubles
    longest: float = 30.0
    look: float = 30.0  # between two looks at how an idle printer is
    watch: float = 0.5  # between two looks at whether a printer is stuck
    stuck: float = 21.0  # a job about which nothing was heard for so long is in doubt, whatever its worker does

    def after(self, held: int) -> float:
        """Return the pause after so many held jobs in a row."""
        return min(self.first * 2.0 ** min(held - 1, 16), self.longest)


class Worker:
    """Keeps one printer busy; `turn` is one step of it and can be called without a thread."""

    def __init__(
        self,
        key: str,
        printer: Printer,
        queue: Queue,
        pace: Pace,
        *,
        told: Told | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Serve the printer `key`; `told` hears how it is."""
        self.key, self.printer, self.queue, self.pace, self.now = key, printer, queue, pace, now
        self.told = told or (lambda key, status: None)
        self.held = 0
        self._sending: tuple[int, float] | None = None  # the job with the printer now, and since when
        self._stuck: int | None = None
        self._ending = threading.Lock()  # a job that just ended is no longer stuck
        self._looked = float("-inf")
        self._last = UNKNOWN  # what was told last: a job's end says nothing of paper that is running low
        self._doubts: dict[str, int] = {}  # id at the printer → job
        self._untold: list[tuple[int, Result]] = []

    def turn(self) -> float:
        """Do what is to be done now; return how long to pause, 0 for going on at once."""
        self.hear()
        if not self.tell():
            return self.pace.first
        job = self.queue.next_job(self.key)
        if job is None:
            self.look()
            return self.pace.idle
        self._sending = (job.id, self.now())
        try:
            result = self.bring(job)
        finally:
            with self._ending:
                self._sending = self._stuck = None
        self._show(result)
        if result.state == "doubt":
            self._doubts[job.ref] = job.id
        self._untold.append((job.id, result))
        self.held = self.held + 1 if result.state == "held" else 0
        told = self.tell()
        return self.pace.after(self.held) if self.held else 0.0 if told else self.pace.first

    def bring(self, job: JobOut) -> Result:
        """Render a job and send it."""
        profile = self.printer.profile
        try:
            lines = lines_of(job, profile) if not profile.page else []
            data = page_of(job) if profile.page else escpos.render(lines, profile, job.ref)
        except Exception:
            log.exception("job %s cannot be drawn", job.id)
            return Result("doubt", NOT_DRAWN)
        try:
            return self.printer.send(data, job.ref, Sheet(job.number, job.kind, tuple(lines), job.missed))
        except Exception:
            log.exception("job %s: the printer driver failed", job.id)
            return Result("doubt", SILENT)

    def hear(self) -> bool:
        """Settle the doubts that the printer has answered since; whether there were any."""
        heard = [self._doubts.pop(ref) for ref in self.printer.late() if ref in self._doubts]
        ended = Result("printed" if self.printer.profile.answers else "sent")
        self._untold.extend((job, ended) for job in heard)
        return bool(heard) and self.tell()

    def look(self) -> None:
        """Ask an idle printer now and then how it is, so that missing paper shows before somebody waits for a slip."""
        if self.now() - self._looked >= self.pace.look:
            self._looked = self.now()
            self._say(self.printer.status())

    def _show(self, result: Result) -> None:
        """Pass on what a job's end says about its printer; the rest stays as it was told last."""
        if result.state == "held":
            self._say(replace(self._last, ready=False, why=result.why))
        elif result.state in ("printed", "sent"):
            self._say(replace(self._last, ready=True, why=None))

    def _say(self, status: Status) -> None:
        """Tell how the printer is, and remember it."""
        self._last = status
        self.told(self.key, status)

    def watch(self) -> bool:
        """Doubt the job of a driver that is stuck; called from another thread. Whether there is a new doubt."""
        with self._ending:
            if self._sending is None or self._stuck == self._sending[0]:
                return False
            job, since = self._sending
            if self.now() - max(since, self.printer.moved) < self.pace.stuck:
                return False
            try:
                self.queue.settle(job, "doubt", SILENT.source)
            except Exception:
                log.exception("job %s: the queue did not take its doubt", job)
                return False
            self._stuck = job
            return True

    def tell(self) -> bool:
        """Tell the queue how jobs ended, in order; what it cannot take now is told again later."""
        while self._untold:
            job, result = self._untold[0]
            try:
                self.queue.settle(job, result.state, result.why.source if result.why else "")
            except Exception:
                log.exception("job %s: the queue did not take %s", job, result.state)
                return False
            del self._untold[0]
        return True


def lines_of(job: JobOut, profile: Profile) -> list[Line]:
    """Return a job as this printer's paper or labels carry it."""
    blocks = slip.load(job.blocks)
    if profile.label:
        return label.compose(blocks, profile.label_dots, language=job.language, reprint=job.reprint)
    return layout(blocks, columns=profile.columns, language=job.language, reprint=job.reprint)


def page_of(job: JobOut) -> bytes:
    """Return a job as a page of A4, for an office printer."""
    from kiosk.reports import a4  # most counters have none

    return a4.render([slip.load(job.blocks)], job.language, job.number, reprint=job.reprint)


class Spool:
    """A worker thread for each printer."""

    def __init__(
        self,
        queue: Queue,
        printers: Mapping[str, Printer],
        *,
        pace: Pace | None = None,
        wait: Callable[[threading.Event, float], bool] = threading.Event.wait,
        told: Told | None = None,
    ) -> None:
        """Make the workers; `start` sets them going. `wait` is how a worker pauses, for tests."""
        self._pace = pace or Pace()
        self._workers = [Worker(key, one, queue, self._pace, told=told) for key, one in printers.items()]
        self._wait = wait
        self._wakes = {one.key: threading.Event() for one in self._workers}
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Set the workers going."""
        for worker in self._workers:
            thread = threading.Thread(target=self._run, args=(worker,), name=f"printer {worker.key}", daemon=True)
            self._threads.append(thread)
            thread.start()
        watch = threading.Thread(target=self._watch, name="printers' watch", daemon=True)
        self._threads.append(watch)
        watch.start()

    def _watch(self) -> None:
        """Look after the workers: none may wait for its printer for ever without anybody knowing."""
        while not self._stopping.wait(self._pace.watch):
            for worker in self._workers:
                worker.watch()

    def wake(self, printer: str | None = None) -> None:
        """Look at the queue now: a new job, or somebody asked to try again; all printers without a key."""
        for key, event in self._wakes.items():
            if printer in (None, key):
                event.set()

    def stop(self, seconds: float = 2.0) -> bool:
        """End the workers; whether all have ended in time. What was being sent is in doubt."""
        self._stopping.set()
        for worker in self._workers:
            worker.printer.stop()
        self.wake()
        for thread in self._threads:
            thread.join(seconds)
        return not any(thread.is_alive() for thread in self._threads)

    def _run(self, worker: Worker) -> None:
        """Turn until stopped; an error of the queue is logged and tried again after a pause."""
        wake = self._wakes[worker.key]
        while not self._stopping.is_set():
            wake.clear()
            try:
                pause = worker.turn()
            except Exception:
                log.exception("printer %s", worker.key)
                pause = worker.pace.first
            self._rest(worker, wake, pause)
        worker.hear()
        worker.tell()

    def _rest(self, worker: Worker, wake: threading.Event, pause: float) -> None:
        """Pause until woken; a late answer that comes meanwhile is told at once, for the printer is back."""
        while pause > 0 and not self._stopping.is_set():
            nap = min(pause, worker.pace.listening) if worker.printer.listening else pause
            if self._wait(wake, nap) or worker.hear():
                return
            pause -= nap
