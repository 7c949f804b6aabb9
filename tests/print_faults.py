"""Print on printers that fail in every way, and count the papers: none lost, none doubled, each doubt shown at once.

    python -m tests.print_faults [JOBS] [SEED]

Luggage is stored at a real desk; its slips go through the real worker and the real printer driver to printers that
live in a time of their own (tests/printing/faulty.py): answers lost, late and garbled, lines cut and reset at any byte,
paper out, cover open, plugs pulled, cables pulled, drivers that hang, connections refused, the program killed. A clerk
looks at the paper now and then and says what he sees; sometimes he is hasty and says it while the fault lasts.
"""

import sys
import tempfile
from collections import Counter as Tally
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kiosk.printing import escpos, slip
from kiosk.printing.device import DevicePrinter
from kiosk.printing.layout import layout
from kiosk.printing.link import Patience
from kiosk.printing.profile import Profile
from kiosk.printing.spool import Pace, Worker
from kiosk.values import JobOut
from tests.counter import OWNER, UNIT, Counter
from tests.printing.faulty import FAULTS, FaultyPrinter, KilledError, Mishap, Time

PATIENCE = Patience()
#: A doubt is to be shown so soon after it has risen, in seconds.
SHOWN = 2.0
#: Printers: how they are set up, and what they are: (says its id, says how it is, sees conversations end).
PRINTERS = (
    (Profile(), (True, True, True)),
    (Profile(mode="raster", fragment=24), (True, True, True)),
    (Profile(answers=False, fence=True), (False, True, True)),
    (Profile(answers=False), (False, True, True)),
    (Profile(answers=False, status=False), (False, False, True)),
    (Profile(), (True, True, False)),
    (Profile(mode="raster", fragment=24), (True, True, False)),
    (Profile(answers=False), (False, True, False)),
)  # fmt: skip
_KINDS = (
    "reply lost", "reply late", "reply garbled", "cut", "reset", "paper out", "cover open", "offline",
    "power cycle", "slow", "refuses", "killed", "killed late", "hangs", "deaf",
)  # fmt: skip  # one paragraph


class LostError(AssertionError):
    """A paper is missing, doubled, or shown too late."""


@dataclass
class Report:
    """What was counted."""

    jobs: int = 0
    mishaps: Tally[str] = field(default_factory=Tally)
    ended: Tally[str] = field(default_factory=Tally)
    doubts: int = 0
    again: int = 0
    latest: float = 0.0
    waits: float = 0.0


class Bench:
    """One counter with one printer, for a share of the jobs."""

    def __init__(self, counter: Counter, profile: Profile, can: tuple[bool, bool, bool], random: Random) -> None:
        """Put the printer on the counter."""
        self.counter, self.profile, self.random, self.time = counter, profile, random, Time()
        answers, status, parts = can
        self.printer = FaultyPrinter(self.time, random, answers, status, parts)
        self.report = Report()
        self.bodies: dict[bytes, int] = {}
        self.doubts: dict[int, float] = {}  # job → when the clerk looks
        self.tries: Tally[int] = Tally()
        self.wrong = ""
        self.story: dict[int, list[str]] = defaultdict(list)
        self.start()

    def start(self) -> None:
        """Start the program: its memory of the printer is new."""
        device = DevicePrinter(self.printer.connect, self.profile, PATIENCE, self.time)
        self.worker = Worker("folder", device, self, Pace(), now=self.time)
        self.printer.watch = self.worker.watch

    # the queue, as the worker sees it

    def next_job(self, printer: str) -> JobOut | None:
        """Hand out the desk's next job, and draw what goes wrong with it."""
        job = self.counter.desk.next_job(printer)
        if job is None:
            return None
        lines = layout(slip.load(job.blocks), columns=self.profile.columns, language=job.language)
        data = escpos.render(lines, self.profile, job.ref)
        self.bodies[paper_of(data)] = job.id
        self.tries[job.id] += 1
        mishap = self._mishap(len(data)) if self.tries[job.id] <= 3 else None
        self.story[job.id].append(str(mishap and (mishap.kind, mishap.at, len(data))))
        self.printer.begin(mishap)
        return job

    def _mishap(self, size: int) -> Mishap | None:
        """Draw what goes wrong, if anything does."""
        if self.random.random() < 0.45:
            return None
        kind = self.random.choice(_KINDS)
        can = self.profile
        if kind.startswith("reply") and not (can.answers or can.fence):
            kind = "cut"
        if kind == "deaf" and not can.answers:
            kind = "offline"
        if kind in (*FAULTS, "power cycle") and not can.status:
            kind = "refuses"  # nobody could know of these at a printer that says nothing at all
        if kind == "power cycle" and not (can.answers or can.fence):
            kind = "paper out"  # what such a printer loses from its own memory is seen by nobody but the clerk
        if kind in ("cut", "reset") and (not self.printer.parts or not (can.status or can.answers or can.fence)):
            kind = "unplugged" if not self.printer.parts else "refuses"
        self.report.mishaps[kind] += 1
        at = self.random.choice((0, 1, 2, self.random.randrange(size), self.random.randrange(size), size - 1))
        return Mishap(kind, at, self.random.uniform(1, 90))

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Let the desk keep how a job ended; a doubt is on the screen from now on."""
        self.counter.desk.settle(job_id, state, why)
        self.story[job_id].append(f"{self.time.now:.1f} {state} {why[:30]}")
        known = self.doubts.pop(job_id, None)
        if known is not None and state == "doubt":
            self.doubts[job_id] = known  # a driver that was stuck came back: shown already
        if known is not None or state != "doubt":
            return
        self.report.doubts += 1
        line = self.printer.line
        rose = self.time.now
        if line is not None:
            silent = line.moved + PATIENCE.silence
            rose = min(rose, silent if line.broke_at is None else min(silent, max(line.broke_at, line.moved)))
        late = self.time.now - rose
        self.report.latest = max(self.report.latest, late)
        if late > SHOWN:
            self.wrong = f"job {job_id}: its doubt was shown {late:.1f} s after it had risen: {self.story[job_id]}"
        self.doubts[job_id] = self.time.now + self.random.choice((1.0, 5.0, 60.0))

    # the clerk

    def look(self) -> None:
        """Look at the paper, once it has stopped, and say what is there."""
        for job in [one for one, at in self.doubts.items() if at <= self.time.now]:
            if self.printer.busy or (not self.profile.status and self.printer.fault):
                return
            del self.doubts[job]
            out = self.papers()[job] > 0
            self.story[job].append(f"{self.time.now:.1f} clerk: {'there' if out else 'missing'}")
            self.report.again += not out
            self.counter.desk.came_out([job] if out else [], [] if out else [job])

    def papers(self) -> Tally[int]:
        """Count the whole papers by their jobs."""
        self.printer.advance()
        seen = (*self.printer.papers, bytes(self.printer.body))  # the last one hangs in the printer, uncut
        return Tally(self.bodies[one] for one in seen if one in self.bodies)

    def print_all(self) -> None:
        """Go on until nothing waits."""
        for _turn in range(4000):
            if self.wrong:
                raise LostError(self.wrong)
            try:
                pause = self.worker.turn()
            except KilledError:
                self.killed()
                continue
            left = self.waiting()
            if not left:
                return
            self.time.ahead(min(pause, 2.0) or 0.01)
            self.printer.advance()
            self.worker.hear()
            self.look()
        raise LostError(f"jobs wait for ever: {self.waiting()}")

    def waiting(self) -> list[tuple[int, str]]:
        """Return the jobs that still want something."""
        states = "('pending', 'sending', 'held', 'doubt')"
        return list(self.counter.sql(f"SELECT id, state FROM job WHERE state IN {states}"))

    def killed(self) -> None:
        """The program is gone; it starts again, and somebody taps on what waits."""
        if self.printer.line is not None:
            self.printer.line.close()
        self.time.ahead(self.random.choice((2.0, 30.0)))
        self.counter.desk.wake_queue()
        self.start()
        found = self.waiting()
        self.doubts = {job: self.time.now + self.random.choice((1.0, 20.0)) for job, state in found if state == "doubt"}
        self.report.doubts += len(self.doubts)
        self.counter.desk.retry([job for job, state in found if state == "held"])


def paper_of(data: bytes) -> bytes:
    """Return what is to be seen of a job: everything between the reset and the cut."""
    return data[2 : data.rindex(b"\x1dV")]


def run(folder: Path, jobs: int, seed: int, progress: bool = False) -> dict[str, Report]:
    """Print so many jobs, shared out among the printers; return what was counted of each."""
    counter = Counter(folder, synchronous="NORMAL")
    counter.sign_in("周明")
    places = [{"name": f"{rack}-{n // 60 + 1}-{n % 60 + 1:02d}", "size": "1"} for rack in "DEF" for n in range(540)]
    for at in range(0, min(len(places), jobs // 3 + 60), 60):
        counter.take("house.set_places", places=places[at : at + 60])
    counter.sign_in("李婷")
    found: dict[str, Report] = {}
    try:
        for number, (profile, can) in enumerate(PRINTERS):
            bench = Bench(counter, profile, can, Random(f"{seed}-{number}"))
            made: list[int] = []
            while len(made) < -(-jobs // len(PRINTERS)):
                stored = counter.take("luggage.store", unit=UNIT, party=OWNER, pieces=[{"kind": "bag", "size": "1"}])
                made += stored.jobs
                bench.print_all()
            check(bench, made)
            found[f"{'network' if can[2] else 'USB':8}{named(profile)}"] = bench.report
            if progress:
                print(f"{'network' if can[2] else 'USB':8}{named(profile):42} {len(made)} jobs", flush=True)
    finally:
        counter.close()
    return found


def check(bench: Bench, made: list[int]) -> None:
    """Compare papers and jobs: one paper each, and every job at its end."""
    for _again in range(3):  # a fault may begin while the last of it is printed
        bench.time.ahead(600)
        papers = bench.papers()
    states = dict(bench.counter.sql("SELECT id, state FROM job"))
    bench.report.jobs = len(made)
    bench.report.ended = Tally(states[one] for one in made)
    for one in made:
        if states[one] not in ("printed", "sent"):
            raise LostError(f"job {one} ended as {states[one]}")
        if papers[one] != 1:
            raise LostError(f"job {one} ({states[one]}) came out {papers[one]} times: {bench.story[one]}")


def named(profile: Profile) -> str:
    """Return in words what a printer can do."""
    says = "own id" if profile.answers else "fence" if profile.fence else "status" if profile.status else "nothing"
    return f"{profile.mode}, answers {says}"


def main(words: list[str]) -> int:
    """Do what the command line says."""
    jobs, seed = (int(words[at]) if len(words) > at else default for at, default in ((0, 2000), (1, 1)))
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = run(Path(folder), jobs, seed, progress=True)
        except LostError as error:
            print(f"not proved: {error}")
            return 1
    total: Tally[str] = sum((one.mishaps for one in found.values()), Tally())
    ended: Tally[str] = sum((one.ended for one in found.values()), Tally())
    print(f"{sum(one.jobs for one in found.values())} jobs, one paper each: {dict(ended)}")
    print(f"{total.total()} mishaps: {', '.join(f'{kind} {n}' for kind, n in sorted(total.items()))}")
    doubts, again = sum(one.doubts for one in found.values()), sum(one.again for one in found.values())
    print(f"{doubts} doubts, the latest shown {max(one.latest for one in found.values()):.2f} s after it had risen")
    print(f"{again} times the clerk said that a paper was missing")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
