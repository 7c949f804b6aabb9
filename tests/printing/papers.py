"""A desk whose queue is watched, and printers of the emulator whose papers are compared with it."""

from collections import Counter as Tally
from dataclasses import dataclass, field
from typing import Any

from kiosk.printing import slip
from kiosk.printing.escpos import asking
from kiosk.printing.layout import layout
from kiosk.printing.link import Patience
from kiosk.printing.printers import open_printer
from kiosk.printing.profile import Profile
from kiosk.printing.spool import Pace, Worker
from kiosk.values import JobOut
from tests.counter import Counter

from .comparison import Comparison, Difference, want
from .emulator import Emulator, Receipt

#: Rare characters of two and of four bytes, forty of them, a name of parts, one that wants its own space.
NAMES = (
    "沈佳宜", "䶮之", "王𬭎", "㛃瑶", "李龦", "赟堃喆犇翀", "欧阳" + "诸葛" * 19,
    "阿卜杜热合曼·买买提吐尔逊·麦麦提明", "Żółć O’Brien-Łukasz", "仇￥单¥",
)  # fmt: skip  # two lines of names
HOME = "9-9-0909"
PIECES = [{"kind": "case", "colour": "black", "size": "1"}, {"kind": "wine", "size": "1", "damage": "wheel"}]
PRINTER = "folder"
#: Silence of a printer that is asked for an answer it does not know, for a fence, and of one that has only to be ready.
_UNKNOWN, _FENCED, _READY = 0.4, 2.0, 20.0
#: Commands that the emulator does not have: FS ! and its parameter, which it tells apart, and GS ( H.
_NO_SUCH = {"1c 21", "00", "04", "08", "0c"}


@dataclass
class Desk:
    """A counter whose queue is watched, and what has been counted so far."""

    counter: Counter
    emulator: Emulator
    tally: Tally[str] = field(default_factory=Tally)
    last: JobOut | None = None
    visits: int = 0

    def next_job(self, printer: str) -> JobOut | None:
        """Return the desk's next job, and remember it."""
        self.last = self.counter.desk.next_job(printer)
        return self.last

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Let the desk keep how it ended."""
        self.counter.desk.settle(job_id, state, why)

    def state(self, job: int) -> tuple[str, str]:
        """Return how a job stands, and why."""
        return next(iter(self.counter.sql("SELECT state, why FROM job WHERE id = ?", job)))

    def worker(self, port: int, query: str) -> Worker:
        """Return a worker for a printer."""
        silence = _UNKNOWN if "answers=yes" in query else _FENCED if "fence=yes" in query else _READY
        patience = Patience(silence=silence)
        return Worker(PRINTER, open_printer(f"tcp://127.0.0.1:{port}?{query}", patience), self, Pace())

    def name(self) -> str:
        """Return the next name."""
        self.visits += 1
        return NAMES[self.visits % len(NAMES)]

    def store(self, name: str, language: str = "zh", pieces: Any = None) -> tuple[str, list[int]]:
        """Store somebody's luggage; return its number and its jobs, checked against what the form showed before."""
        answers: dict[str, Any] = {"unit": HOME, "party": name, "pieces": pieces or PIECES}
        shown = [one.blocks for one in self.counter.draft("luggage.store", **answers).slips]
        done = self.counter.take("luggage.store", language=language, **answers)
        assert done.number
        for before, job in zip(shown, done.jobs, strict=True):
            self.same_as_preview(before, job, language)
        return done.number, list(done.jobs)

    def same_as_preview(self, before: str, job: int, language: str) -> None:
        """Compare a job with its preview: the same lines, but for what was not known yet and its code."""
        made = self.counter.reader.blocks(job)
        assert made is not None
        old, new = (layout(slip.load(one), language=language) for one in (before, made.blocks))
        want(len(old) == len(new), "preview and paper have not the same lines", job)
        for was, is_ in zip(old, new, strict=True):
            known = was.kind != "qr" and "··" not in was.text
            want(not known or (was.kind, was.text.strip()) == (is_.kind, is_.text.strip()), "preview", was, is_)
            self.tally["lines as previewed"] += known


@dataclass
class Papers:
    """A printer whose papers are compared, one after the other."""

    desk: Desk
    device: str
    query: str
    worker: Worker
    seen: int = 0
    opened: int = 0

    @classmethod
    def of(cls, desk: Desk, device: str, query: str, port: int = 0) -> "Papers":
        """Look at a printer from now on."""
        one = desk.emulator.devices[device]
        worker = desk.worker(port or one.port, query)
        desk.emulator.unknown(device)
        return cls(desk, device, query, worker, len(one.receipts), one.opened)

    @property
    def profile(self) -> Profile:
        """What the printer can do."""
        return self.worker.printer.profile

    def turn(self) -> JobOut | None:
        """Bring the next job to paper; None when there is none."""
        self.desk.last = None
        self.worker.turn()
        return self.desk.last

    def new(self, receipts: int) -> list[Receipt]:
        """Return the papers that came out since, which must be so many."""
        count = self.desk.emulator.count(self.device, self.seen + receipts)
        want(count == self.seen + receipts, f"{count - self.seen} papers came out instead of {receipts}", self.device)
        found = [self.desk.emulator.receipt(self.device, at) for at in range(self.seen, count)]
        self.seen = count
        return found

    def one(self, state: str = "sent") -> tuple[JobOut, Receipt]:
        """Bring one job to paper and compare it."""
        job = self.turn()
        assert job is not None
        self.opened += 1
        self.desk.emulator.settle(self.device, self.opened)
        ended = self.desk.state(job.id)
        want(ended[0] == state, "job ended", ended, "instead of", state, job.number, job.kind, self.query)
        receipt = self.new(1)[0]
        self.compare(job, receipt)
        return job, receipt

    def compare(self, job: JobOut, receipt: Receipt) -> list[str]:
        """Compare a paper with its job; return the codes on it."""
        about = f"{self.device}?{self.query} {job.language} {job.number} {job.kind}"
        lines = layout(slip.load(job.blocks), columns=self.profile.columns, language=job.language, reprint=job.reprint)
        try:
            codes = Comparison(lines, receipt, self.profile, self.desk.tally).run()
        except Difference as error:
            raise Difference(f"{about}\n  {error}") from error
        for one in self.desk.emulator.unknown(self.device):
            asked = self.profile.answers and one == asking(job.ref).hex(" ")
            sizes = self.profile.fs_size and self.profile.mode == "text" and one in _NO_SUCH
            want(asked or sizes, about, "unknown command", one)
            self.desk.tally["GS ( H, not known to the emulator"] += asked
            self.desk.tally["FS !, not known to the emulator"] += one == "1c 21"
        want(receipt.ended == ("cut" if self.profile.cutter else "connection-closed"), about, receipt.ended)
        self.desk.tally["papers"] += 1
        return codes
