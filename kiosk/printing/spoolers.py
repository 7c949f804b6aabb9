"""The computer's own printers: Windows' print spooler (`win://Name`) and CUPS (`cups://Name`), raw, a document a job.

A spooler takes a document whether its printer is on or not, and prints it hours later. So the printer is asked
first, the document is watched until it has gone, and while one of ours lies in the queue no other follows it.
"""

import logging
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.i18n import _
from kiosk.printing.link import GLANCE, LinkClosedError, NotReachedError, Patience
from kiosk.printing.printers import BROKE_OFF, Result, Sheet
from kiosk.printing.profile import Profile
from kiosk.printing.status import COVER_OPEN, OFFLINE, PAPER_OUT, UNKNOWN, Status

log = logging.getLogger(__name__)

NO_CUPS = _("This computer has no CUPS (the command “lp” is missing): choose another kind of connection.")
CUPS_FAILED = _("CUPS did not take the slip: look at its printers.")
NO_SUCH_PRINTER = _("The computer knows no printer of that name.")
PAUSED = _("The printer is paused in the computer's own list of printers: let it go on there.")
IN_QUEUE = _("The computer's own print queue still keeps this slip; it prints once that printer is ready.")
EARLIER_IN_QUEUE = _("The computer's own print queue still keeps an earlier slip.")
GIVEN_UP = _("The computer's own print queue gave this slip up: look at the paper.")

#: What became of a document.
WAITING, DONE, LOST = "waiting", "done", "lost"


class System(Protocol):
    """A print system of the computer; what fails raises NotReachedError."""

    def names(self) -> list[str]:
        """Return its printers."""

    def state(self, name: str) -> Status:
        """Return how a printer is, as far as the system knows."""

    def submit(self, name: str, title: str, data: bytes, *, raw: bool = True) -> str:
        """Hand a document over, as it is or as a page that the system prepares for the printer; return its id.

        LinkClosedError: it broke off, and some may come out.
        """

    def fate(self, name: str, document: str) -> str:
        """Return what became of a document: waiting, done or lost."""


def system_for(scheme: str) -> System:
    """Return the print system of an address."""
    if scheme == "win":
        from kiosk.printing.windows import Windows

        return Windows()
    return Cups()


class SpooledPrinter:
    """A printer of the computer."""

    def __init__(
        self,
        system: System,
        name: str,
        profile: Profile,
        patience: Patience,
        now: Callable[[], float] = time.monotonic,
        wait: Callable[[threading.Event, float], bool] = threading.Event.wait,
    ) -> None:
        """Remember its name; such a printer can only be written to.

        A name that a command would take for an option, or that ends early, is none: ValueError.
        """
        if name.startswith("-") or not name.isprintable():
            raise ValueError(name)
        self.system, self.name, self.patience, self.now, self.wait = system, name, patience, now, wait
        self.profile = replace(profile, answers=False, fence=False, status=False)
        self._stopped = threading.Event()
        self._queued: tuple[str, str] | None = None  # job and document that still lie in the queue
        self._gone: list[str] = []
        self.moved = now()

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """Hand the job over as one document, and watch it until it has gone."""
        self.moved = self.now()
        try:
            held = self._held(job_id)
            if held is not None:
                return held
            how = {"raw": False} if self.profile.page else {}
            document = self.system.submit(self.name, sheet.name if sheet else job_id, data, **how)
        except NotReachedError as error:
            return Result("held", error.why)
        except LinkClosedError:
            return Result("doubt", BROKE_OFF)
        self._queued = (job_id, document)
        return self._watched(document)

    def _held(self, job_id: str) -> Result | None:
        """Return why nothing may be handed over just now; or that the job has gone meanwhile."""
        if self._queued is not None:
            job, _document = self._queued
            self._look()
            if self._queued is not None:
                return Result("held", IN_QUEUE if job == job_id else EARLIER_IN_QUEUE)
            if job == job_id and job in self._gone:
                self._gone.remove(job)
                return Result("sent")
        state = self.system.state(self.name)
        return Result("held", state.why) if state.ready is False else None

    def _watched(self, document: str) -> Result:
        """Watch a document until it has gone, or for as long as a printer may be silent."""
        until = self.now() + self.patience.silence
        while not self._stopped.is_set():
            try:
                fate = self.system.fate(self.name, document)
            except NotReachedError:
                fate = WAITING
            if fate != WAITING:
                self._queued = None
                return Result("sent") if fate == DONE else Result("doubt", GIVEN_UP)
            if self.now() >= until:
                break
            self.wait(self._stopped, GLANCE)
        return Result("doubt", IN_QUEUE)

    def _look(self) -> None:
        """Look whether the document in the queue has gone since."""
        if self._queued is None:
            return
        job, document = self._queued
        try:
            fate = self.system.fate(self.name, document)
        except NotReachedError:
            return
        if fate != WAITING:
            self._queued = None
        if fate == DONE:
            self._gone.append(job)

    def status(self) -> Status:
        """Return how the printer is, as far as the computer knows."""
        try:
            return self.system.state(self.name)
        except NotReachedError as error:
            return Status(ready=False, why=error.why)

    def late(self) -> tuple[str, ...]:
        """Return the jobs that have left the queue since."""
        self._look()
        found, self._gone = tuple(self._gone), []
        return found

    @property
    def listening(self) -> bool:
        """Whether a document still lies in the queue."""
        return self._queued is not None and not self._stopped.is_set()

    def stop(self) -> None:
        """Give up watching."""
        self._stopped.set()


#: The program's own patience with CUPS's commands and with its answers, in seconds.
_COMMAND, _ANSWER = 10.0, 3.0
_REQUEST = re.compile(r"request id is (\S+) ")
_CAUSES = (("media-empty", PAPER_OUT), ("media-needed", PAPER_OUT), ("cover-open", COVER_OPEN), ("door-open", COVER_OPEN), ("offline", OFFLINE))  # fmt: skip  # noqa: E501


class Cups:
    """CUPS through its own commands: `lp` and `lpstat` are wherever CUPS is."""

    def names(self) -> list[str]:
        """Return the queues of this computer."""
        return [line.split()[0] for line in self._told("lpstat", "-e").splitlines() if line.strip()]

    def state(self, name: str) -> Status:
        """Return how a queue is: paused, refusing, or what its printer reports."""
        said = self._told("lpstat", "-l", "-p", name)
        head = said.partition("\n")[0]
        if not head.startswith("printer "):
            return Status(ready=False, why=NO_SUCH_PRINTER)
        if " disabled " in f"{head} ":
            return Status(ready=False, why=PAUSED)
        alerts = " ".join(line.partition(":")[2] for line in said.splitlines() if line.strip().startswith("Alerts:"))
        for word, why in _CAUSES:
            if word in alerts:
                return Status(ready=False, why=why)
        return UNKNOWN

    def submit(self, name: str, title: str, data: bytes, *, raw: bool = True) -> str:
        """Hand a document over, as it is; a page goes through CUPS's own filters, on A4."""
        how = "raw" if raw else "media=A4"
        said = self._run(["lp", "-d", name, "-o", how, "-t", title], data)
        found = _REQUEST.search(said.stdout.decode("utf-8", "replace"))
        if found is None:
            log.warning("lp: %s", said.stderr.decode("utf-8", "replace").strip())
            raise NotReachedError(CUPS_FAILED)
        return found[1]

    def fate(self, name: str, document: str) -> str:
        """Return what became of a document; one that CUPS has forgotten has gone."""
        from kiosk.printing import ipp

        try:
            state = ipp.job_state(int(document.rpartition("-")[2]), _ANSWER)
        except OSError as error:
            log.warning("CUPS: %s", error)
            raise NotReachedError(CUPS_FAILED) from error
        if state in (ipp.CANCELED, ipp.ABORTED):
            return LOST
        return DONE if state in (None, ipp.COMPLETED) else WAITING

    def _told(self, *command: str) -> str:
        """Return what a command says, in plain English."""
        return self._run(list(command)).stdout.decode("utf-8", "replace")

    def _run(self, command: list[str], data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
        """Run a command of CUPS."""
        found = shutil.which(command[0])
        if found is None:
            raise NotReachedError(NO_CUPS)
        try:
            return subprocess.run(  # noqa: S603  # CUPS's own commands, each word an argument of its own
                [found, *command[1:]],
                input=data,
                stdin=subprocess.DEVNULL if data is None else None,
                capture_output=True,
                check=False,
                timeout=_COMMAND,
                env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "C"},
            )
        except subprocess.TimeoutExpired as error:
            log.warning("%s: %s", command[0], error)
            if data is not None:
                raise LinkClosedError from error  # it may have been taken
            raise NotReachedError(CUPS_FAILED) from error
        except OSError as error:
            log.warning("%s: %s", command[0], error)
            raise NotReachedError(CUPS_FAILED) from error
