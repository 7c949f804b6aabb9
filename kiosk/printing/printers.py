"""Devices that slips go to: a printer on the network, or a folder that stands in for one.

A job ends `printed` (its own id answered), `sent` (this printer cannot answer), `held` (not a byte of it
left, so it may simply go again) or `doubt` (bytes left, then the line closed or fell silent). One
connection a job, short patience, always closed: a printer serves one counter at a time.
"""

import logging
import os
import re
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from kiosk.errors import KioskError
from kiosk.i18n import Words, _
from kiosk.printing.layout import Line
from kiosk.printing.link import Link, LinkClosedError, Patience
from kiosk.printing.profile import Profile, profile_from
from kiosk.printing.status import UNKNOWN, Status

log = logging.getLogger(__name__)

REFUSED = _("The printer refuses the connection: another computer may be printing.")
NO_ANSWER = _("The printer does not answer: look at its power and network cable.")
NO_SUCH_HOST = _("No printer of that name is on the network.")
UNREACHABLE = _("The printer cannot be reached: look at the network.")
BROKE_OFF = _("The connection broke off while printing: look at the paper.")
SILENT = _("The printer did not say that it has printed: look at the paper.")
NOT_WRITTEN = _("The folder for slips cannot be written.")

#: The port that receipt printers listen on.
PORT = 9100


@dataclass(frozen=True)
class Result:
    """How a job ended: printed, sent, held or doubt, and why."""

    state: str
    why: Words | None = None


@dataclass(frozen=True)
class Sheet:
    """What a job is about, for a printer that keeps pictures and names."""

    number: str
    kind: str
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """The number and the kind of slip, without its service: what a file is called."""
        return f"{self.number}-{self.kind.rpartition('.')[2]}".strip("-")


class Printer(Protocol):
    """Anything that takes a job; used by one worker at a time."""

    profile: Profile

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """Bring one job to paper; never raises for what a printer may do."""

    def status(self) -> Status:
        """Return how the printer is."""

    def late(self) -> tuple[str, ...]:
        """Return the ids of jobs in doubt that have been answered since."""

    @property
    def listening(self) -> bool:
        """Whether an answer may still come."""

    def stop(self) -> None:
        """Give up waiting; may be called from another thread."""


class AddressError(KioskError):
    """A printer address that says nothing."""

    words = _("This is no printer address: {address}")
    way = _("Write it like tcp://192.168.1.50 or folder:///path/of/a/folder.")

    def __init__(self, address: str) -> None:
        """Name the address."""
        super().__init__(self.words.format(address=address[:80]))


def open_printer(address: str, patience: Patience | None = None) -> Printer:
    """Return the printer of an address: `tcp://host:port` or `folder:///path`, with `?paper=58&…` behind it."""
    try:
        parts = urlsplit(address)
        profile = profile_from(parts.query)
        if parts.scheme == "tcp" and parts.hostname:
            return TcpPrinter(parts.hostname, parts.port or PORT, profile, patience or Patience())
        if parts.scheme == "folder" and parts.path not in ("", "/"):
            return FolderPrinter(Path(url2pathname(parts.path)), profile)
    except ValueError as wrong:
        raise AddressError(address) from wrong
    raise AddressError(address)


class TcpPrinter:
    """A printer on the network."""

    def __init__(self, host: str, port: int, profile: Profile, patience: Patience) -> None:
        """Remember where it is; nothing is opened yet."""
        self.address, self.profile, self.patience = (host, port), profile, patience
        self._stopped = threading.Event()
        self._waiting: Link | None = None  # the line of a job in doubt: its answer may still come
        self._answered: list[str] = []
        self._mute = False  # it did not say how it is, so the next job need not wait for that

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """Ask how it is, send the whole job at once, wait for its id."""
        result = self._sent(data, job_id)
        if result.state in {"held", "doubt"}:
            self._mute = False
        return result

    def _sent(self, data: bytes, job_id: str) -> Result:
        """Send a job over a line of its own."""
        held = self._held_by_doubt(job_id)
        if held is not None:
            return held
        link, failed = self._connect()
        if link is None:
            return Result("held", failed)
        link.job = job_id
        try:
            state = link.status() if self.profile.status and not self._mute else UNKNOWN
            self._mute = state == UNKNOWN
            if state.ready is False:
                return Result("held", state.why)
            return self._deliver(link, data)
        except LinkClosedError:
            return Result("doubt" if link.left else "held", BROKE_OFF if link.left else UNREACHABLE)
        finally:
            if link is not self._waiting:
                link.close()

    def _deliver(self, link: Link, data: bytes) -> Result:
        """Send the bytes and find out what became of them."""
        if not link.send(data):
            return Result("doubt" if link.left else "held", SILENT if link.left else NO_ANSWER)
        if not self.profile.answers:
            return self._parted(link)
        if link.wait_answer():
            return Result("printed")
        if self._stopped.is_set():
            return Result("doubt", SILENT)
        state = link.status() if self.profile.status else UNKNOWN
        if link.answered:
            return Result("printed")
        self._waiting = link
        return Result("doubt", state.why or SILENT)

    def _parted(self, link: Link) -> Result:
        """End the line to a printer that cannot answer.

        One that says how it is must say so once more: it has taken everything by then, the line still stands,
        and paper that ended meanwhile is named. A line that was cut looks whole to whoever only sends.
        """
        if self.profile.status and not self._mute:
            state = link.status(self.patience.silence)
            if state.ready is not True:
                return Result("doubt", state.why or SILENT)
        link.settle()
        return Result("sent")

    def _connect(self) -> tuple[Link | None, Words]:
        """Return a fresh connection, or why there is none."""
        try:
            return Link(self.address, self.patience, self._stopped), UNREACHABLE
        except ConnectionRefusedError:
            return None, REFUSED
        except TimeoutError:
            return None, NO_ANSWER
        except (socket.gaierror, UnicodeError):
            return None, NO_SUCH_HOST
        except OSError as error:
            log.info("printer %s:%s: %s", *self.address, error)
            return None, UNREACHABLE

    def _held_by_doubt(self, job_id: str) -> Result | None:
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
            with suppress(LinkClosedError):
                link.listen(self.patience.status)
        self._hear(link)
        if link.answered and link.job == job_id:
            return Result("printed")
        if state.ready is False and not link.answered:
            return Result("held", state.why)
        self._drop(link)
        return None

    def _hear(self, link: Link) -> None:
        """Note an answer that came late."""
        with suppress(LinkClosedError):
            link.listen(0)
        if link.answered:
            self._answered.append(link.job)
            self._drop(link)
        elif link.closed:
            self._drop(link)

    def _drop(self, link: Link) -> None:
        """Listen to a line no longer."""
        link.close()
        self._waiting = None

    def status(self) -> Status:
        """Ask how it is, over a line of its own or the one that is open."""
        if not self.profile.status:
            return UNKNOWN
        with suppress(LinkClosedError):
            if self._waiting is not None:
                return self._waiting.status()
            link, failed = self._connect()
            if link is None:
                return Status(ready=False, why=failed)
            try:
                return link.status()
            finally:
                link.close()
        return UNKNOWN

    def late(self) -> tuple[str, ...]:
        """Return the ids of jobs in doubt that have been answered since."""
        if self._waiting is not None:
            self._hear(self._waiting)
        if self._waiting is not None and self._stopped.is_set():
            self._drop(self._waiting)
        found, self._answered = tuple(self._answered), []
        return found

    @property
    def listening(self) -> bool:
        """Whether an answer may still come."""
        return self._waiting is not None

    def stop(self) -> None:
        """Give up waiting."""
        self._stopped.set()


class FolderPrinter:
    """A folder that gets the bytes and a picture of every job: `0001-L-1122-04-luggage_set.bin` and `.png`."""

    def __init__(self, folder: Path, profile: Profile) -> None:
        """Remember the folder; it is made with the first job."""
        self.folder, self.profile = folder, profile
        self._last = 0

    def send(self, data: bytes, job_id: str, sheet: Sheet | None = None) -> Result:
        """Write the job; what lies in the folder, flushed to the disk, is printed."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            name = f"{self._next():04d}-{_plain(sheet.name if sheet else job_id)}"
            if sheet is not None:
                self._draw(name, list(sheet.lines))
            _write(self.folder / f"{name}.bin", data)
            _sync(self.folder)
        except OSError as error:
            log.warning("folder %s: %s", self.folder, error)
            return Result("held", NOT_WRITTEN)
        return Result("printed")

    def _draw(self, name: str, lines: list[Line]) -> None:
        """Keep what the paper looks like."""
        from kiosk.printing import pdf, screen

        _write(self.folder / f"{name}.png", screen.png(lines, self.profile.dots))
        if self.profile.pdf:
            _write(self.folder / f"{name}.pdf", pdf.render([lines], self.profile.columns, name))

    def _next(self) -> int:
        """Return the next number of this folder."""
        if not self._last:
            numbers = (re.match(r"\d+(?=-)", one.name) for one in self.folder.iterdir())
            self._last = max((int(one[0]) for one in numbers if one), default=0)
        self._last += 1
        return self._last

    def status(self) -> Status:
        """A folder is ready unless it cannot be written."""
        there = next((one for one in (self.folder, *self.folder.parents) if one.exists()), self.folder)
        return Status(ready=True) if os.access(there, os.W_OK) else Status(ready=False, why=NOT_WRITTEN)

    def late(self) -> tuple[str, ...]:
        """A folder leaves nothing in doubt."""
        return ()

    @property
    def listening(self) -> bool:
        """A folder leaves nothing in doubt."""
        return False

    def stop(self) -> None:
        """A folder never waits."""


def _plain(name: str) -> str:
    """Return a name that every file system takes."""
    return re.sub(r"[^A-Za-z0-9._-]+", "_", name).strip("._-")[:80] or "slip"


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    partly = path.with_name(path.name + ".part")
    with partly.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    partly.replace(path)


def _sync(folder: Path) -> None:
    """Flush the names of a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
