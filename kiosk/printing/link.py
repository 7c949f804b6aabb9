"""One connection to a network printer: bytes out, answers in, and never longer than patience allows."""

import select
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from kiosk.printing.escpos import answer
from kiosk.printing.status import QUESTIONS, UNKNOWN, Status, read

#: How often a waiting line looks whether the program is closing, in seconds.
_GLANCE = 0.2
_CHUNK = 4096
#: How an answer to GS ( H begins; the id and a zero follow. No status byte looks like it.
_ANSWER, _ANSWER_SIZE = b'7"', 7


@dataclass(frozen=True)
class Patience:
    """How long a printer may take, in seconds; `silence` counts from the last byte either way."""

    connect: float = 3.0
    status: float = 1.0
    silence: float = 20.0
    close: float = 0.5


class LinkClosedError(Exception):
    """The other end closed, or the line broke."""


class Link:
    """An open connection; `left` counts the bytes of the job that were handed to the network."""

    def __init__(self, address: tuple[str, int], patience: Patience, stopped: threading.Event) -> None:
        """Connect, or raise OSError."""
        self.patience, self.stopped = patience, stopped
        self.job, self.left, self.closed = "", 0, False
        self._rest = bytearray()  # the beginning of an answer
        self._answers: set[bytes] = set()
        self._statuses: list[int] = []
        self._socket = socket.create_connection(address, timeout=patience.connect)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.settimeout(0)

    @property
    def answered(self) -> bool:
        """Whether the printer said that this job is on paper."""
        return bool(self.job) and answer(self.job) in self._answers

    def send(self, data: bytes) -> bool:
        """Send everything; False when the printer takes no more for as long as it may be silent."""
        while self.left < len(data):
            if not self._ready(self.patience.silence, write=True):
                return False
            try:
                self.left += self._socket.send(data[self.left :])
            except BlockingIOError:
                continue
            except OSError as error:
                raise LinkClosedError from error
        return True

    def wait_answer(self) -> bool:
        """Wait for this job's id; False when the printer was silent for too long, or says other things."""
        last = time.monotonic() + 3 * self.patience.silence
        while not self.answered:
            if not self.listen(self.patience.silence) or time.monotonic() > last:
                return self.answered
        return True

    def listen(self, seconds: float) -> bool:
        """Take what the printer says within some seconds; False when it says nothing."""
        if not self._ready(seconds):
            return False
        try:
            said = self._socket.recv(_CHUNK)
        except BlockingIOError:
            return False
        except OSError as error:
            self.closed = True
            raise LinkClosedError from error
        if not said:
            self.closed = True
            if self.answered:
                return False
            raise LinkClosedError
        self._sort(said)
        return True

    def _sort(self, said: bytes) -> None:
        """Tell answers from status bytes, which come in between; forget everything else."""
        self._rest += said
        while self._rest:
            if _ANSWER.startswith(bytes(self._rest[:2])):
                if len(self._rest) < _ANSWER_SIZE:
                    return
                self._answers.add(bytes(self._rest[:_ANSWER_SIZE]))
                del self._rest[:_ANSWER_SIZE]
            else:
                self._statuses.append(self._rest.pop(0))

    def status(self, first: float | None = None) -> Status:
        """Ask how the printer is; one that says nothing within `first` seconds is not asked the other questions."""
        answers: list[int | None] = []
        while self._ready(0) and self.listen(0):
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
        until = time.monotonic() + seconds
        if not self._ready(seconds, write=True):
            return False
        try:
            self._socket.send(question)
        except BlockingIOError:
            return False
        except OSError as error:
            raise LinkClosedError from error
        while not self._statuses and self.listen(max(0.0, until - time.monotonic())):
            pass
        return bool(self._statuses)

    def settle(self) -> None:
        """For a printer that cannot answer: notice a line that was closed at once, then end it in order."""
        if self._ready(0):
            self.listen(0)
        try:
            self._socket.shutdown(socket.SHUT_WR)
            if self._ready(self.patience.close):
                self._socket.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError as error:
            raise LinkClosedError from error

    def close(self) -> None:
        """End the connection; what was said is read first, for unread bytes would reset the line."""
        self.closed = True
        with suppress(OSError):
            while self._socket.recv(_CHUNK):
                pass
        self._socket.close()

    def _ready(self, seconds: float, *, write: bool = False) -> bool:
        """Wait until the line can be read (or written); False when time is up or the program closes."""
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, min(_GLANCE, until - time.monotonic()))
            wanted = [self._socket]
            readable, writable, _failed = select.select([] if write else wanted, wanted if write else [], [], left)
            if readable or writable:
                return True
            if self.stopped.is_set() or time.monotonic() >= until:
                return False
