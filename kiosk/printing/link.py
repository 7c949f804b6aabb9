"""One conversation with a printer, over whatever wire: bytes out, answers in, and never longer than patience allows."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from kiosk.i18n import Words
from kiosk.printing.escpos import FENCE
from kiosk.printing.status import QUESTIONS, UNKNOWN, Status, is_status, read

#: How often a waiting line looks whether the program is closing, in seconds.
GLANCE = 0.2
#: How much is handed to a wire at once.
_PIECE = 65536
#: How an answer to GS ( H begins; the id and a zero follow. No status byte looks like it.
_ANSWER, _ANSWER_SIZE = b'7"', 7


@dataclass(frozen=True)
class Patience:
    """How long a printer may take, in seconds; `silence` counts from the last byte either way."""

    connect: float = 3.0
    status: float = 1.0
    silence: float = 20.0
    close: float = 0.5


class NotReachedError(Exception):
    """There is no way to the printer just now; `why` says it to the clerk."""

    def __init__(self, why: Words) -> None:
        """Keep the reason."""
        super().__init__(why.source)
        self.why = why


class LinkClosedError(Exception):
    """The other end closed, or the line broke."""


class Wire(Protocol):
    """The way to one device, opened for one conversation; a wire that breaks raises OSError."""

    #: Whether a write that fails has sent nothing for sure. Where that is not known, bytes may have left.
    exact: bool
    #: Whether the device sees the end of a conversation. Where it does not, half a picture waits for its rest.
    parts: bool

    def write(self, data: bytes, seconds: float) -> int:
        """Send what goes within some seconds; return how much went. TimeoutError: nobody knows how much."""

    def read(self, seconds: float) -> bytes | None:
        """Return what the device says within some seconds: None when it is silent, nothing when it closed."""

    def finish(self, seconds: float) -> bool:
        """End what was sent in order; False where it has not all gone within some seconds."""

    def close(self) -> None:
        """Give the wire up."""


class Link:
    """An open conversation; `left` counts the bytes of the job that were handed to the wire."""

    def __init__(
        self, wire: Wire, patience: Patience, stopped: threading.Event, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Talk over a wire; `stopped` ends every waiting."""
        self.wire, self.patience, self.stopped, self.now = wire, patience, stopped, now
        self.job, self.left, self.closed, self.moved = "", 0, False, now()
        self.fencing = self.fenced = False  # a fence stands behind the job (GS r); the printer has come to it
        self._rest = bytearray()  # the beginning of an answer
        self.answers: set[str] = set()
        self._statuses: list[int] = []

    @property
    def over(self) -> bool:
        """Whether the printer has come to the end of this job."""
        return self.answered or self.fenced

    @property
    def answered(self) -> bool:
        """Whether the printer said that this job is on paper."""
        return bool(self.job) and self.job in self.answers

    def send(self, data: bytes) -> bool:
        """Send everything; False when the printer takes no more for as long as it may be silent."""
        self.moved = self.now()
        while self.left < len(data):
            try:
                gone = self.wire.write(data[self.left : self.left + _PIECE], GLANCE)
            except TimeoutError:
                self.left += 1  # or more, or none
                return False
            except OSError as error:
                self.left += not self.wire.exact
                raise LinkClosedError from error
            if gone:
                self.left, self.moved = self.left + gone, self.now()
            elif self.stopped.is_set() or self.now() - self.moved >= self.patience.silence:
                return False
        return True

    def wait_answer(self) -> bool:
        """Wait for this job's id, or for the fence behind it; False when the printer was silent for too long."""
        last = self.now() + 3 * self.patience.silence
        while not self.over:
            if not self.listen(self.patience.silence) or self.now() > last:
                return self.over
        return True

    def listen(self, seconds: float) -> bool:
        """Take what the printer says within some seconds; False when it says nothing."""
        said = self._hear(seconds)
        if said is None:
            return False
        if not said:
            self.closed = True
            if self.over:
                return False
            raise LinkClosedError
        self.moved = self.now()
        self._sort(said)
        return True

    def _hear(self, seconds: float) -> bytes | None:
        """Read, looking now and then whether the program closes."""
        until = self.now() + seconds
        while True:
            try:
                said = self.wire.read(max(0.0, min(GLANCE, until - self.now())))
            except OSError as error:
                self.closed = True
                raise LinkClosedError from error
            if said is not None or self.stopped.is_set() or self.now() >= until:
                return said

    def _sort(self, said: bytes) -> None:
        """Tell answers, status bytes and the fence apart; forget what is garbled."""
        self._rest += said
        while self._rest:
            if _ANSWER.startswith(bytes(self._rest[:2])) and _may_be_answer(self._rest[2:_ANSWER_SIZE]):
                if len(self._rest) < _ANSWER_SIZE:
                    return
                self.answers.add(self._rest[2:6].decode("ascii"))
                del self._rest[:_ANSWER_SIZE]
                continue
            byte = self._rest.pop(0)
            if is_status(byte):
                self._statuses.append(byte)
            elif self.fencing and self.left and byte & FENCE == 0:
                self.fenced = True

    def status(self, first: float | None = None) -> Status:
        """Ask how the printer is; one that says nothing within `first` seconds is not asked the other questions."""
        answers: list[int | None] = []
        while self.listen(0):
            pass
        seconds = self.patience.status if first is None else first
        for question in QUESTIONS:
            self._statuses.clear()
            if not self._ask(question, seconds):
                break
            answers.append(self._statuses[0])
            seconds = self.patience.status
        return read(*answers, *([None] * (3 - len(answers)))) if answers else UNKNOWN

    def _ask(self, question: bytes, seconds: float) -> bool:
        """Put one question; False where it could not leave or had no answer in time."""
        until = self.now() + seconds
        try:
            while not self.wire.write(question, GLANCE):
                if self.stopped.is_set() or self.now() >= until:
                    return False
        except TimeoutError:
            return False
        except OSError as error:
            raise LinkClosedError from error
        while not self._statuses and self.listen(max(0.0, until - self.now())):
            pass
        return bool(self._statuses)

    def settle(self) -> bool:
        """For a printer that cannot answer: notice a line that was closed at once, then end it in order."""
        self.listen(0)
        try:
            return self.wire.finish(self.patience.close if self.wire.parts else self.patience.silence)
        except OSError as error:
            raise LinkClosedError from error

    def close(self) -> None:
        """End the conversation."""
        self.closed = True
        with suppress(OSError):
            self.wire.close()


def _may_be_answer(rest: bytearray) -> bool:
    """Whether what follows the beginning of an answer is an id and a zero, as far as it has come."""
    return all(0x20 <= one <= 0x7E for one in rest[:4]) and not any(rest[4:])
