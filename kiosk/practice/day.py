"""`kiosk day`: a scripted day on the practice estate, through the real desk, printed into a folder.

The same seed leaves the same files, to the byte: the clock is the script's, once-keys are counted, and the
ids that a printer answers are counted too. What the desk draws by chance (salts, tokens, keys) stays in
the data folder, which is thrown away.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kiosk.clock import StillClock
from kiosk.desk.desk import Desk
from kiosk.desk.reading import Reader
from kiosk.errors import KioskError, RefusalError
from kiosk.i18n import Words, say
from kiosk.practice.counter import ZONE, Counter
from kiosk.practice.estate import Home, Person
from kiosk.practice.fill import DAY, fill
from kiosk.printing.printers import SILENT, FolderPrinter, Result, Sheet
from kiosk.printing.profile import Profile
from kiosk.printing.spool import Pace, Worker
from kiosk.printing.status import UNKNOWN, Status
from kiosk.store import journal
from kiosk.values import JobOut, Outcome

#: What the day leaves in its folder; nothing else there is touched.
PAPER, SCREENS, DIARY = "paper", "screens", "day.json"
#: The printer that a desk has before one is set up.
_PRINTER = "folder"


class Tray:
    """A folder that prints, and that can be switched off or fall silent like any printer."""

    listening, moved = False, 0.0

    def __init__(self, folder: Path) -> None:
        """Print into `folder`: bytes, picture and page of every job."""
        self.profile: Profile = Profile(pdf=True)
        self.trouble: Result | None = None
        self.files: dict[str, str] = {}
        self._folder, self._paper = folder, FolderPrinter(folder, self.profile)

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """Print, unless there is trouble; what falls silent has printed all the same."""
        if self.trouble is not None and self.trouble.state == "held":
            return self.trouble
        result = self._paper.send(data, job_id, sheet)
        self.files[job_id] = max(one.stem for one in self._folder.glob("*.bin"))
        return self.trouble or result

    def off(self, why: Words) -> None:
        """Switch it off: not a byte leaves."""
        self.trouble = Result("held", why)

    def silent(self) -> None:
        """Let it print and not say so."""
        self.trouble = Result("doubt", SILENT)

    def on(self) -> None:
        """Switch it on again."""
        self.trouble = None

    def status(self) -> Status:
        """A tray says nothing about itself."""
        return UNKNOWN

    def late(self) -> tuple[str, ...]:
        """A tray answers never or at once."""
        return ()

    def stop(self) -> None:
        """A tray never waits."""


class _Counted:
    """The desk's queue, with ids that are counted instead of drawn: they are part of the bytes."""

    def __init__(self, desk: Desk) -> None:
        """Ask and tell `desk`."""
        self.desk = desk
        self.ids: dict[int, list[str]] = {}
        self._count = 0

    def next_job(self, printer: str) -> JobOut | None:
        """Return the next job under an id of its own."""
        job = self.desk.next_job(printer)
        if job is None:
            return None
        self._count += 1
        self.ids.setdefault(job.id, []).append(f"{self._count:04x}")
        return replace(job, ref=self.ids[job.id][-1])

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Tell the desk how a job ended."""
        self.desk.settle(job_id, state, why)


@dataclass
class _Line:
    """One line of the diary."""

    at: str
    clerk: str
    step: str
    number: str = ""
    short: str = ""
    state: str = ""
    place: str = ""
    jobs: tuple[int, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


class Day:
    """The day while it is played: scenes move its clock, take steps, and look after its printer."""

    def __init__(self, counter: Counter, out: Path, pictures: Callable[["Day"], None] | None) -> None:
        """Begin where the history ended."""
        self.counter, self.desk, self.out = counter, counter.desk, out
        self.clock, self.begun = counter.clock, counter.clock()
        self.tray = Tray(out / PAPER)
        self.queue = _Counted(self.desk)
        self.worker = Worker(_PRINTER, self.tray, self.queue, Pace())
        self.lines: list[_Line] = []
        self.numbers: dict[str, str] = {}
        self._pictures = pictures

    # --- what scenes use ----------------------------------------------------------------------------

    @property
    def reader(self) -> Reader:
        """Return a reader for the moment; who asks closes it."""
        return self.desk.reader()

    def at(self, hour: int, minute: int, days: int = 0) -> None:
        """Move the clock to an hour of the first day, or of a later one."""
        day = self.begun.astimezone(ZONE)
        moved = day.replace(day=day.day + days, hour=hour, minute=minute)
        self.clock.now = StillClock(moved).now

    def who(self, name: str) -> tuple[Home, Person]:
        """Return somebody of the estate with his home."""
        return next((home, one) for home in self.counter.estate.homes for one in home.people if one.name == name)

    def take(self, step: str, answers: dict[str, Any], record: str | None = None, **more: Any) -> Outcome:
        """Take a step, write it down, and let the printer print."""
        outcome = self.counter.take(step, answers, record, **more)
        lifted = [{**lift.said(), **lift.why()} for lift in more.get("lifts", ())]
        self._write(outcome, {"lifted": lifted} if lifted else {})
        for one in outcome.also:
            self._write(one, {"taken_along": True})
        self.print()
        return outcome

    def refused(self, step: str, answers: dict[str, Any], record: str | None = None) -> None:
        """Try a step that the house refuses, and write down what it says."""
        try:
            self.counter.take(step, answers, record)
        except KioskError as error:
            rule = error.rule if isinstance(error, RefusalError) else type(error).__name__
            said = {language: say(error.words, language) for language in ("zh", "en")}
            self.lines.append(_Line(self._now(), self.desk.clerk_name, step, more={"refused": rule, "words": said}))
        else:
            raise AssertionError(f"{step} was taken, and should have been refused")

    def tell(self, what: str, jobs: tuple[int, ...] = ()) -> None:
        """Write down what happened beside the desk, such as a printer that was switched off."""
        self.lines.append(_Line(self._now(), self.desk.clerk_name, what, jobs=jobs))

    def reprint(self, job: int, why: str) -> None:
        """Print a paper again."""
        made = self.desk.reprint(job, why)
        self.lines.append(_Line(self._now(), self.desk.clerk_name, "reprint", jobs=(made,), more={"why": why}))
        self.print()

    def print(self) -> None:
        """Let the printer's worker go on until it has nothing more to do, or has to wait."""
        while self.worker.turn() == 0:
            pass

    def look_around(self) -> None:
        """Take the pictures of the screen."""
        if self._pictures is not None:
            self._pictures(self)

    # --- the diary ----------------------------------------------------------------------------------

    def _now(self) -> str:
        """Return the estate's time."""
        return f"{self.clock().astimezone(ZONE):%Y-%m-%d %H:%M}"

    def _write(self, outcome: Outcome, more: dict[str, Any]) -> None:
        """Write down what a step did."""
        line = _Line(self._now(), self.desk.clerk_name, outcome.step, outcome.number, outcome.short, outcome.state)
        line.place, line.jobs, line.more = outcome.place, outcome.jobs, more
        self.lines.append(line)

    def diary(self, seed: int) -> dict[str, Any]:
        """Return the whole day as it goes into the file."""
        reader = self.reader
        jobs = {job.id: job for job in reader.jobs(limit=10_000)}
        reader.close()
        with self.desk.folder.writer.connect() as connection:
            proof = journal.prove(connection)
        house = self.counter.estate
        return {
            "seed": seed,
            "estate": {"zh": house.zh, "en": house.en, "units": len(house.homes), "residents": house.residents},
            "begin": f"{self.begun.astimezone(ZONE):%Y-%m-%d %H:%M}",
            "end": self._now(),
            "journal": {"entries": proof.entries, "whole": proof.whole},
            "papers": len(self.tray.files),
            "taken": [self._told(number, line, jobs) for number, line in enumerate(self.lines, 1)],
        }

    def _told(self, number: int, line: _Line, jobs: dict[int, Any]) -> dict[str, Any]:
        """Return one line of the diary; what is empty is left out, but for the jobs."""
        told = {"seq": number, "time": line.at, "clerk": line.clerk, "step": line.step}
        told |= {k: v for k in ("number", "short", "state", "place") if (v := getattr(line, k))}
        papers = [
            {
                "slip": jobs[job].kind.rpartition(".")[2],
                "state": jobs[job].state,
                "files": [self.tray.files[one] for one in self.queue.ids.get(job, ()) if one in self.tray.files],
            }
            for job in line.jobs
        ]
        return {**told, **line.more, "jobs": papers}


def play(out: Path, seed: int = 1, *, small: bool = False, pictures: bool = True) -> None:
    """Play the day into `out`: papers, pictures of the screen, and day.json.

    `small` plays it on a small estate, without `pictures` no screen is drawn: for tests.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name in (PAPER, SCREENS):
        shutil.rmtree(out / name, ignore_errors=True)
    with _aside() as folder:
        desk = Desk.open(folder, StillClock(DAY), synchronous="NORMAL")  # thrown away in the end
        try:
            _play(desk, out, seed, small=small, pictures=pictures)
        finally:
            desk.close()


def _play(desk: Desk, out: Path, seed: int, *, small: bool, pictures: bool) -> None:
    """Fill the desk, play every scene, write the diary."""
    from kiosk.practice.scenes import SCRIPT

    filled = fill(desk, seed, small=small)
    clock = StillClock(DAY)
    desk.clock = clock
    day = Day(Counter(desk, clock, filled.estate, "day"), out, _taker(out / SCREENS) if pictures else None)
    for scene in SCRIPT:
        scene(day)
    text = json.dumps(day.diary(seed), ensure_ascii=False, indent=1)
    (out / DIARY).write_text(text + "\n", encoding="utf-8")


def _taker(folder: Path) -> Callable[[Day], None]:
    """Return what takes the pictures; Qt is imported only there."""
    from kiosk.practice.screens import take_pictures

    return lambda day: take_pictures(day.desk, folder, numbers=day.numbers)


@contextmanager
def _aside() -> Iterator[Path]:
    """Give a data folder that is thrown away, with its keys: nothing of a played day stays on the computer."""
    import keyring
    from keyring.backends import null

    before, kept = keyring.get_keyring(), os.environ.get("KIOSK_SECRETS")
    with tempfile.TemporaryDirectory(prefix="kiosk-day-", ignore_cleanup_errors=True) as folder:
        keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]  # keyring has no types here
        os.environ["KIOSK_SECRETS"] = str(Path(folder) / "secrets")
        try:
            yield Path(folder) / "data"
        finally:
            keyring.set_keyring(before)
            os.environ.pop("KIOSK_SECRETS")
            if kept is not None:
                os.environ["KIOSK_SECRETS"] = kept
