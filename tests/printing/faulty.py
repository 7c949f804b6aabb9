"""A printer that fails in every way, in a time of its own: bytes in, papers out, answers lost, late or garbled.

Nothing here waits: whoever reads or writes moves the clock on, and the printer works its way through its buffer
meanwhile. It knows no more of ESC/POS than where a command ends, so that a picture which broke off swallows what
comes next, as it does on paper.
"""

import errno
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from kiosk.printing.link import NotReachedError
from kiosk.printing.wire_tcp import NO_ANSWER, REFUSED

from .fake_printer import COVER_OPEN, HEALTHY, PAPER_OUT

OFFLINE = {1: 0x1E, 2: 0x12, 4: 0x12}
FAULTS = {"paper out": PAPER_OUT, "cover open": COVER_OPEN, "offline": OFFLINE}
#: How long a step of waiting is, in seconds.
STEP = 0.1
_DLE_EOT = b"\x10\x04"


class KilledError(BaseException):
    """The program is gone, in the middle of whatever it was doing."""


@dataclass
class Time:
    """A clock that moves when somebody waits."""

    now: float = 0.0

    def __call__(self) -> float:
        """The present moment."""
        return self.now

    def ahead(self, seconds: float) -> None:
        """Let time go by."""
        self.now += seconds


@dataclass
class Mishap:
    """What goes wrong with one job, once so many of its bytes have come to that point."""

    kind: str
    at: int = 0
    lasts: float = 0.0


@dataclass
class FaultyPrinter:
    """A printer on the network (`parts`: it sees a conversation end) or by USB."""

    time: Time
    random: Random
    answers: bool = True
    says_status: bool = True
    parts: bool = True
    watch: Callable[[], object] = lambda: None
    papers: list[bytes] = field(default_factory=list)
    mishap: Mishap | None = None
    fault: str = ""
    on: bool = True
    refuses: bool = False
    line: "Line | None" = None

    def __post_init__(self) -> None:
        """Begin empty."""
        self.buffer, self.body, self.at, self.speed, self.worked = bytearray(), bytearray(), 0.0, 4000.0, 0
        self.replies: list[tuple[float, bytes, Line | None]] = []
        self.mends: list[tuple[float, Callable[[], None]]] = []

    # the far end of the wire

    def connect(self) -> "Line":
        """Open a conversation, or say why there is none."""
        self.advance()
        if not self.on or self.refuses:
            self.time.ahead(3.0 if self.on else 0.1)
            raise NotReachedError(REFUSED if self.on else NO_ANSWER)
        self.line = Line(self)
        return self.line

    @property
    def room(self) -> int:
        """How many bytes are taken just now."""
        return (60000 if self.parts else 16384) - len(self.buffer)

    @property
    def busy(self) -> bool:
        """Whether paper is coming out."""
        self.advance()
        return self.on and not self.fault and self._token() > 0

    def begin(self, mishap: Mishap | None) -> None:
        """A new try of a job begins: this will go wrong with it."""
        self.mishap, self.worked = mishap, 0
        self.speed = 250.0 if mishap is not None and mishap.kind == "slow" else 4000.0
        if mishap is not None and mishap.kind == "refuses":
            self.refuses = True
            self._mend(mishap.lasts, "refuses")
        if mishap is not None and mishap.at == 0 and mishap.kind in FAULTS:
            self._fail(mishap)

    def has(self, *kinds: str) -> Mishap | None:
        """Return what goes wrong if it is one of these."""
        return self.mishap if self.mishap is not None and self.mishap.kind in kinds else None

    def advance(self) -> None:
        """Work through the buffer up to the present moment; mend what is to be mended by then."""
        while True:
            due = min((one for one in self.mends if one[0] <= self.time.now), default=None, key=lambda one: one[0])
            until = due[0] if due else self.time.now
            self._work(until)
            if due is None:
                return
            self.mends.remove(due)
            due[1]()

    def _work(self, until: float) -> None:
        """Print up to a moment."""
        while self.on and not self.fault and (size := self._token()):
            ends = self.at + size / self.speed
            if ends > until:
                return
            self.at = ends
            self._do(bytes(self.buffer[:size]))
            del self.buffer[:size]
            self.worked += size
            if (one := self.has(*FAULTS, "power cycle")) and one.at and self.worked >= one.at:
                self._fail(one)
        self.at = until

    def _token(self) -> int:
        """Return the length of the next command or character, 0 where it is not whole."""
        size = length(self.buffer)
        return size if size <= len(self.buffer) else 0

    def forget(self) -> None:
        """Drop a command that will never be whole, at the end of a conversation."""
        at = 0
        while at < len(self.buffer) and (size := length(self.buffer[at : at + 16])) <= len(self.buffer) - at:
            at += size
        del self.buffer[at:]

    def _do(self, token: bytes) -> None:
        """Print one command."""
        if token == b"\x1b@" or token.startswith(b"\x1dV"):  # the next job begins, or a cut
            self.papers.append(bytes(self.body))
            self.body.clear()
        elif token.startswith(b"\x1d(H"):
            if self.answers:
                self._reply(b'7"' + token[7:11] + b"\0")
        elif token.startswith(b"\x1dr"):
            self._reply(b"\0")
        elif token != b"\0":
            self.body += token

    def _reply(self, said: bytes) -> None:
        """Say something about a job: at once, or not at all, or late, or wrong."""
        one, due = self.has("reply lost", "reply late", "reply garbled"), self.at
        if one is not None:
            self.mishap = None
            if one.kind == "reply lost":
                return
            if one.kind == "reply garbled":
                at = self.random.randrange(len(said))
                said = said[:at] + self.random.choice((b"", b"\x11", b"\xff\xff")) + said[at + 1 :]
            else:
                due += one.lasts
        self.replies.append((due, said, self.line if self.parts else None))

    def _fail(self, one: Mishap) -> None:
        """Begin a fault that lasts."""
        self.mishap = None
        if one.kind == "power cycle":
            self.on, self.fault = False, ""
            self.buffer.clear()
            self.body.clear()
            self.replies.clear()
            if self.line is not None:
                self.line.cut("end" if self.parts else "gone")
        else:
            self.fault = one.kind
        self._mend(one.lasts, one.kind)

    def _mend(self, after: float, kind: str) -> None:
        """Let a fault end after a while."""

        def mend() -> None:
            if kind == "power cycle":
                self.on = True
            elif kind == "refuses":
                self.refuses = False
            else:
                self.fault = ""

        self.mends.append((self.time.now + after, mend))

    def asked(self, question: int) -> None:
        """Answer a question about its state, at once, whatever it is doing."""
        if self.says_status and not self.has("deaf"):
            said = FAULTS.get(self.fault, HEALTHY).get(question)
            if said is not None:
                self.replies.append((self.time.now, bytes([said]), self.line if self.parts else None))


def length(data: bytes | bytearray) -> int:
    """Return how long the command at the beginning is; more than there is where it is not whole yet."""
    if not data:
        return 1 << 30
    two = bytes(data[:2])
    fixed = {b"\x1b@": 2, b"\x1c&": 2, b"\x1dV": 4, b"\x1dr": 3}
    if two in fixed:
        return fixed[two]
    if two == b"\x1d(":
        return 5 + int.from_bytes(data[3:5], "little") if len(data) >= 5 else 1 << 30
    if two == b"\x1dv":
        if len(data) < 8:
            return 1 << 30
        return 8 + int.from_bytes(data[4:6], "little") * int.from_bytes(data[6:8], "little")
    if data[0] in (0x1B, 0x1C, 0x1D):
        return 3
    return 2 if data[0] >= 0x81 else 1


class Line:
    """The near end of the wire, for one conversation."""

    def __init__(self, printer: FaultyPrinter) -> None:
        """Open it."""
        self.printer, self.parts, self.exact = printer, printer.parts, printer.parts
        self.passed, self.broken = 0, ""
        self.moved: float = printer.time.now
        self.broke_at: float | None = None

    def cut(self, how: str) -> None:
        """Break: "reset", "end" (closed in order), "gone" (unplugged)."""
        if not self.broken:
            self.broken, self.broke_at = how, self.printer.time.now
            if self.parts:
                self.printer.forget()

    def write(self, data: bytes, seconds: float) -> int:
        """Take bytes, as far as there is room and nothing breaks."""
        printer = self.printer
        printer.advance()
        if self.broken == "end":
            return len(data)  # goes nowhere, and nobody notices yet
        if self.broken:
            raise OSError(errno.ECONNRESET, "broken")
        if data.startswith(_DLE_EOT):
            printer.asked(data[2])
            return len(data)
        taken = data[: min(len(data), max(printer.room, 0))]
        if not taken:
            self._wait(seconds)
            return 0
        return self._take(taken)

    def _take(self, data: bytes) -> int:
        """Take some bytes, and let happen what is to happen among them."""
        printer, one = self.printer, self.printer.has("cut", "reset", "killed", "hangs", "unplugged")
        if one is None or self.passed + len(data) <= one.at:
            printer.buffer += data
            self.passed, self.moved = self.passed + len(data), printer.time.now
            return len(data)
        printer.buffer += data[: one.at - self.passed]
        printer.mishap, self.moved = None, printer.time.now
        if one.kind == "killed":
            raise KilledError
        if one.kind == "hangs":
            until = printer.time.now + one.lasts
            while printer.time.now < until:
                printer.time.ahead(0.5)
                printer.advance()
                printer.watch()
            self.cut("gone")
            if self.exact and one.at > self.passed:
                return one.at - self.passed  # a connection says what it took, and breaks afterwards
            raise OSError(errno.EIO, "stuck")
        self.cut({"cut": "end", "reset": "reset", "unplugged": "gone"}[one.kind])
        if self.broken == "gone":
            raise OSError(errno.ENODEV, "gone")
        return len(data)

    def read(self, seconds: float) -> bytes | None:
        """Wait for an answer."""
        printer, until = self.printer, self.printer.time.now + seconds
        while True:
            printer.advance()
            if self.broken in ("reset", "gone"):
                raise OSError(errno.ECONNRESET, "broken")
            if printer.has("killed late") and self.passed:
                printer.mishap = None
                raise KilledError
            said = self._said()
            if said:
                self.moved = printer.time.now
                return said
            if self.broken:
                return b""
            if printer.time.now >= until:
                return None
            printer.time.ahead(min(STEP, max(until - printer.time.now, 0.001)))

    def _said(self) -> bytes:
        """Return what the printer has said to this conversation by now."""
        printer = self.printer
        due = [one for one in printer.replies if one[0] <= printer.time.now]
        printer.replies = [one for one in printer.replies if one not in due]
        return b"".join(said for _at, said, to in due if to in (None, self))

    def _wait(self, seconds: float) -> None:
        """Let time go by."""
        self.printer.time.ahead(max(seconds, 0.001))
        self.printer.advance()

    def finish(self, seconds: float) -> bool:
        """Everything has gone."""
        return True

    def close(self) -> None:
        """End the conversation; on the network the printer forgets a command that is not whole."""
        if self.parts:
            self.cut("end")
