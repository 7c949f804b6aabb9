"""A printer at the end of a wire: asked how it is, given a whole job at once, waited for, listened to afterwards.

One conversation a job, short patience, always ended. A printer with a fault keeps what it has got and prints it
once the fault is gone; so what may lie in it is never sent again by itself, whatever the clerk saw meanwhile.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress

from kiosk.printing.link import Link, LinkClosedError, NotReachedError, Patience, Wire
from kiosk.printing.printers import BROKE_OFF, LOOK_AGAIN, NO_ANSWER, SILENT, UNREACHABLE, Result, Sheet
from kiosk.printing.profile import Profile
from kiosk.printing.status import UNKNOWN, Status


class DevicePrinter:
    """A printer at the end of a wire that is opened for each job."""

    def __init__(
        self,
        connect: Callable[[], Wire],
        profile: Profile,
        patience: Patience,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Remember how it is reached; nothing is opened yet."""
        self.connect, self.profile, self.patience, self.now = connect, profile, patience, now
        self._stopped = threading.Event()
        self._link: Link | None = None  # the conversation of now
        self._waiting: Link | None = None  # that of a job in doubt: its answer may still come
        self._answered: list[str] = []
        self._kept: set[str] = set()  # jobs that a printer with a fault may have in it
        self._torn = True  # a job may have broken off without the printer seeing its end, before this start too
        self._mute = False  # it did not say how it is, so the next job need not wait for that
        self._moved = now()

    @property
    def moved(self) -> float:
        """When a byte went either way for the last time, by the printer's own clock."""
        link = self._link
        return max(self._moved, link.moved) if link is not None else self._moved

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """Ask how it is, send the whole job at once, wait for its id."""
        self._moved = self.now()
        result = self._sent(data, job_id)
        self._link = None
        if result.state == "held" and sheet is not None and sheet.missed:
            self._kept.add(job_id)  # somebody looked before the printer was well: it may come out until then
        if result.state in {"held", "doubt"}:
            self._mute = False
        if result.state in {"printed", "sent"}:
            self._kept.discard(job_id)
        return result

    def _sent(self, data: bytes, job_id: str) -> Result:
        """Send a job in a conversation of its own."""
        known = self._known(job_id)
        if known is not None:
            return known
        try:
            link = self._talk()
        except NotReachedError as error:
            return Result("held", error.why)
        link.job, link.fencing = job_id, self.profile.fence and not self.profile.answers
        if self._torn and not link.wire.parts:
            data = self._filling() + data
        try:
            state = link.status() if self.profile.status and not self._mute else UNKNOWN
            self._mute = state == UNKNOWN
            if state.ready is False:
                return Result("held", state.why)
            if job_id in self._kept:
                return self._look_again(link, job_id)
            return self._deliver(link, data)
        except LinkClosedError:
            return Result("doubt", BROKE_OFF) if link.left else Result("held", UNREACHABLE)
        finally:
            self._end(link, data)

    def _talk(self) -> Link:
        """Begin a conversation."""
        link = Link(self.connect(), self.patience, self._stopped, self.now)
        self._link = link
        return link

    def _end(self, link: Link, data: bytes) -> None:
        """End a conversation unless its answer may still come; remember a job that broke off."""
        if link.left:
            self._torn = not link.wire.parts and link.left < len(data)
        self._note_others(link)
        if link is not self._waiting:
            link.close()

    def _look_again(self, link: Link, job_id: str) -> Result:
        """The fault is over and an earlier try may have come out since: wait for its id, else ask once more."""
        if self.profile.answers and not link.wire.parts and link.wait_answer():
            return Result("printed")
        self._kept.discard(job_id)
        return Result("doubt", LOOK_AGAIN)

    def _deliver(self, link: Link, data: bytes) -> Result:
        """Send the bytes and find out what became of them."""
        if not link.send(data):
            return Result("doubt", SILENT) if link.left else Result("held", NO_ANSWER)
        if not (self.profile.answers or link.fencing):
            return self._parted(link)
        if link.wait_answer():
            return self._ended(link)
        if self._stopped.is_set():
            return Result("doubt", SILENT)
        state = link.status() if self.profile.status else UNKNOWN
        if link.over:
            return self._ended(link)
        return self._doubt(link, state, wait=True)

    def _ended(self, link: Link) -> Result:
        """The printer said that it has come to the end of the job."""
        return Result("printed" if link.answered else "sent")

    def _doubt(self, link: Link, state: Status, *, wait: bool) -> Result:
        """Bytes left, and nobody knows what became of them."""
        if state.ready is False:
            self._kept.add(link.job)
        if wait:
            self._waiting = link
        return Result("doubt", state.why or SILENT)

    def _filling(self) -> bytes:
        """Return white that ends a picture which broke off: elsewhere a printer passes over it."""
        return bytes(self.profile.fragment * self.profile.dots // 8 + 16)

    def _parted(self, link: Link) -> Result:
        """End the conversation with a printer that cannot answer.

        One that says how it is must say so once more: it has taken everything by then, the line still stands,
        and paper that ended meanwhile is named. A line that was cut looks whole to whoever only sends.
        """
        if self.profile.status and not self._mute:
            state = link.status(self.patience.silence)
            if state.ready is not True:
                return self._doubt(link, state, wait=False)
        return Result("sent") if link.settle() else Result("doubt", SILENT)

    def _known(self, job_id: str) -> Result | None:
        """Look at the line of a job in doubt before the next one: a printer without paper gets no more.

        A job that is tried again while its own line still stands is asked after once more first: sending
        it beside an answer on its way would print it twice. A line that says nothing at all is given up,
        for it may be what keeps the printer busy.
        """
        link = self._waiting
        if link is None:
            return None
        state = UNKNOWN
        with suppress(LinkClosedError):
            state = link.status() if self.profile.status else UNKNOWN
        if link.job == job_id and state.ready is not False:
            seconds = self.patience.silence if job_id in self._kept else self.patience.status
            with suppress(LinkClosedError):
                while not link.over and link.listen(seconds):
                    pass
        ended = self._ended(link) if link.over else None
        self._hear(link)
        if ended is not None and link.job == job_id:
            return ended
        if state.ready is False and ended is None:
            self._kept.add(link.job)
            return Result("held", state.why)
        self._drop(link)
        return None

    def _hear(self, link: Link) -> None:
        """Note an answer that came late."""
        with suppress(LinkClosedError):
            link.listen(0)
        self._note_others(link)
        if link.over:
            self._answered.append(link.job)
            self._kept.discard(link.job)
            self._drop(link)
        elif link.closed:
            self._drop(link)

    def _note_others(self, link: Link) -> None:
        """Note answers about earlier jobs: a USB printer knows no conversations and says them in the next one."""
        self._answered += sorted(one for one in link.answers if one != link.job)

    def _drop(self, link: Link) -> None:
        """Listen to a line no longer."""
        link.close()
        self._waiting = None

    def status(self) -> Status:
        """Ask how it is, in a conversation of its own or the one that is open."""
        if not self.profile.status:
            return UNKNOWN
        with suppress(LinkClosedError):
            if self._waiting is not None:
                return self._waiting.status()
            try:
                link = self._talk()
            except NotReachedError as error:
                return Status(ready=False, why=error.why)
            try:
                return link.status()
            finally:
                self._note_others(link)
                link.close()
        return UNKNOWN

    def late(self) -> tuple[str, ...]:
        """Return the ids of jobs in doubt that have been answered since."""
        if self._waiting is not None:
            self._hear(self._waiting)
        if self._waiting is not None and self._stopped.is_set():
            self._drop(self._waiting)
        found, self._answered = tuple(dict.fromkeys(self._answered)), []
        return found

    @property
    def listening(self) -> bool:
        """Whether an answer may still come."""
        return self._waiting is not None

    def stop(self) -> None:
        """Give up waiting."""
        self._stopped.set()
