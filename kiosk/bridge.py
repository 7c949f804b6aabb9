"""The seam: calls go in to the desk's own thread, facts come out as Qt signals on the window's thread.

Nothing of the desk is touched from the window but through `take` and `call`; nothing of the window is
touched from the desk's thread. Reading goes over the window's own read-only connection.
"""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from kiosk.desk.desk import Take
from kiosk.errors import KioskError
from kiosk.printing.status import Status
from kiosk.values import Outcome, StaffRow

log = logging.getLogger(__name__)

Then = Callable[[Any], None] | None

#: So long nobody asks for anything before the desk does what it put off: a printed slip is settled sooner.
_PAUSE_S = 0.4


@dataclass(frozen=True)
class _Call:
    """One call on its way to the desk; `then` and `failed` belong to the window."""

    what: Callable[[Any], Any]
    then: Then
    failed: Callable[[KioskError], None] | None


@dataclass(frozen=True)
class _Answer:
    """What a call came to."""

    call: _Call
    value: Any = None
    error: BaseException | None = None


class Bridge(QObject):
    """Owns the desk's thread; lives on the window's."""

    taken = Signal(object)
    refused = Signal(object)
    changed = Signal()
    queue_changed = Signal()
    signed = Signal(object)
    _answered = Signal(object)
    _stirred = Signal()

    def __init__(self, desk: Any, *, inline: bool = False) -> None:
        """Stand before an open desk; `inline` answers at once on the caller's thread, for tests and pictures."""
        super().__init__()
        self.desk, self.inline = desk, inline
        self.reader = desk.reader()
        self.clerk: StaffRow | None = None
        self.wake: Callable[[], None] = lambda: None
        self.printer_states: dict[str, Status] = {}  # what each printer said of itself last
        self.printer_named = False  # on the command line, for this run
        self._turns = 0  # every lock and every sign-in is a turn: an answer to an earlier one is out of date
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._answered.connect(
            self._deliver, Qt.ConnectionType.QueuedConnection if not inline else Qt.ConnectionType.DirectConnection
        )
        self._stirred.connect(self._stir)
        self._thread: threading.Thread | None = None
        if not inline:
            self._thread = threading.Thread(target=self._work, name="desk", daemon=True)
            self._thread.start()

    # the desk's thread

    def _work(self) -> None:
        """Do one call after the other until the window closes; in between, what no call should wait for."""
        pause: float | None = None
        while True:
            try:
                call = self._calls.get(timeout=pause)
            except queue.Empty:
                pause = 0.0 if self._rests() else None
                continue
            if call is None:
                return
            self._answered.emit(self._do(call))
            pause = _PAUSE_S

    def _rests(self) -> bool:
        """Let the desk do a little of what it put off; whether there is more. What goes wrong is put off again."""
        try:
            return bool(self.desk.rest())
        except Exception:
            log.exception("the desk did not rest")
            return False

    def _do(self, call: _Call) -> _Answer:
        """Do one call; whatever goes wrong travels back with it."""
        try:
            return _Answer(call, call.what(self.desk))
        except KioskError as error:
            return _Answer(call, error=error)
        except Exception as error:
            log.exception("a call to the desk failed")
            return _Answer(call, error=error)

    # the window's thread

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        """Hand an answer to who asked, if that page still stands."""
        call, error = answer.call, answer.error
        if error is None:
            if call.then is not None and _alive(call.then):
                call.then(answer.value)
            return
        said = error if isinstance(error, KioskError) else KioskError()
        if call.failed is not None and _alive(call.failed):
            call.failed(said)
        else:
            self.refused.emit(said)

    def call(
        self, what: Callable[[Any], Any], then: Then = None, failed: Callable[[KioskError], None] | None = None
    ) -> None:
        """Let the desk do something; `then` gets what it returned, `failed` the error in words."""
        call = _Call(what, then, failed)
        if self.inline:
            self._deliver(self._do(call))
        else:
            self._calls.put(call)

    def work(
        self, what: Callable[[Any], Any], then: Then = None, failed: Callable[[KioskError], None] | None = None
    ) -> None:
        """Do something long on a thread of its own: reading files, planning; `what` gets the desk to read from.

        It never writes: what it found is taken afterwards, step by step, on the desk's thread.
        """
        call = _Call(what, then, failed)
        if self.inline:
            self._deliver(self._do(call))
        else:
            threading.Thread(target=lambda: self._answered.emit(self._do(call)), name="work", daemon=True).start()

    def ask(self, what: Callable[[Any], Any]) -> Any:
        """Let the desk do something and wait: for the spool's threads, never for the window.

        There is no time-out: a job that was marked as sending after its worker gave up would print nowhere.
        """
        if self.inline:
            return what(self.desk)
        done: queue.SimpleQueue[_Answer] = queue.SimpleQueue()

        def and_tell(desk: Any) -> None:
            done.put(self._do(_Call(what, None, None)))

        self._calls.put(_Call(and_tell, None, None))
        answer = done.get()
        if answer.error is not None:
            raise answer.error
        return answer.value

    def take(
        self,
        step: str,
        answers: dict[str, Any],
        record: str | None = None,
        *,
        once: str,
        lifts: tuple[Any, ...] = (),
        language: str | None = None,
        happened: datetime | None = None,
        then: Then = None,
        failed: Callable[[KioskError], None] | None = None,
    ) -> None:
        """Take a step; the answer comes when it is on the disk."""

        def done(outcome: Outcome) -> None:
            if then is not None and _alive(then):
                then(outcome)
            self.after(outcome)

        self.call(
            lambda desk: desk.take(step, answers, record, once=once, lifts=lifts, language=language, happened=happened),
            done,
            failed,
        )

    def take_all(
        self,
        takes: list[tuple[str, dict[str, Any], str | None]],
        *,
        once: str,
        then: Then = None,
        failed: Callable[[KioskError], None] | None = None,
    ) -> None:
        """Take several steps, all or none: (step, answers, record) each."""

        def done(outcomes: list[Outcome]) -> None:
            outcomes = [*outcomes[:-1], replace(outcomes[-1], together=len(outcomes))]
            if then is not None and _alive(then):
                then(outcomes)
            self.after(outcomes[-1])

        self.call(lambda desk: desk.take_all([Take(*one) for one in takes], once=once), done, failed)

    def after(self, outcome: Outcome | None = None) -> None:
        """Let every view query again, and the spool look for work."""
        if outcome is not None:
            self.taken.emit(outcome)
        self.changed.emit()
        self.queue_changed.emit()
        self.wake()

    def sign_in(self, staff_id: int, pin: str, then: Then, failed: Callable[[KioskError], None]) -> None:
        """Sign somebody in; a lock that comes before the answer has the last word, in window and desk alike."""
        self._turns += 1
        turn = self._turns

        def done(clerk: StaffRow) -> None:
            if turn != self._turns:
                return  # the desk has done what was asked later, or will before anything else
            self._set_clerk(clerk)
            if then is not None and _alive(then):
                then(clerk)

        self.call(lambda desk: desk.sign_in(staff_id, pin), done, failed)

    def lock(self) -> None:
        """Sign whoever is there out, also somebody who is on his way in."""
        self._turns += 1
        self.call(lambda desk: desk.lock())
        self._set_clerk(None)

    def _set_clerk(self, clerk: StaffRow | None) -> None:
        """Let window and reader know who is there."""
        self.clerk = clerk
        self.reader.clerk = clerk
        self.signed.emit(clerk)

    def save_draft(self, key: str, step: str, number: str, answers: dict[str, Any]) -> None:
        """Keep a half-typed form."""
        self.call(lambda desk: desk.save_draft(key, step, number, answers))

    def forget_draft(self, key: str) -> None:
        """Forget a form that was taken or given up."""
        self.call(lambda desk: desk.save_draft(key, "", "", None))

    def local_now(self) -> datetime:
        """Return the present moment in the estate's zone."""
        return self.local(self.desk.clock())

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the estate's zone."""
        return instant.astimezone(ZoneInfo(str(self.reader.setting("time_zone"))))

    def unit_of(self, record: str | None) -> str:
        """Return the unit of a record, "" where there is none."""
        return str(self.reader.page(record).row.unit) if record else ""

    def stir(self) -> None:
        """Say, from any thread, that the print queue moved."""
        self._stirred.emit()

    @Slot()
    def _stir(self) -> None:
        """Pass the word on, on the window's thread."""
        self.queue_changed.emit()

    def close(self) -> None:
        """End the desk's thread once its calls are done; the desk itself is closed by who opened it."""
        if self._thread is not None:
            self._calls.put(None)
            self._thread.join(5)
            self._thread = None
        self.reader.close()


def _alive(fn: Callable[..., Any]) -> bool:
    """Whether the page whose method this is still stands."""
    owner = getattr(fn.func if isinstance(fn, partial) else fn, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
