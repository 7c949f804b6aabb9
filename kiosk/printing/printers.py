"""Devices that slips go to, by their addresses: network, USB, serial port, the computer's own printers, a folder.

A job ends `printed` (its own id answered), `sent` (this printer cannot answer), `held` (not a byte of it
left, so it may simply go again) or `doubt` (bytes left, then the line closed or fell silent).
"""

import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from kiosk.errors import KioskError
from kiosk.i18n import Words, _
from kiosk.printing import wire_serial, wire_tcp
from kiosk.printing.layout import Line
from kiosk.printing.link import Patience
from kiosk.printing.profile import Profile, profile_from
from kiosk.printing.status import Status
from kiosk.printing.wire_tcp import NO_ANSWER, NO_SUCH_HOST, PORT, REFUSED, UNREACHABLE

__all__ = ["NO_ANSWER", "NO_SUCH_HOST", "PORT", "REFUSED", "UNREACHABLE"]

log = logging.getLogger(__name__)

BROKE_OFF = _("The connection broke off while printing: look at the paper.")
SILENT = _("The printer did not say that it has printed: look at the paper.")
LOOK_AGAIN = _("The printer had a fault; this may have come out since it was mended: look at the paper again.")
NOT_WRITTEN = _("The folder for slips cannot be written.")
NOT_UNDERSTOOD = _("The printer's address is not understood: slips are kept as files.")

_USB = re.compile(r"(?P<vendor>[0-9a-fA-F]{4}):(?P<product>[0-9a-fA-F]{4})")


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
    missed: bool = False  # tried before, and the clerk says that it did not come out

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

    @property
    def moved(self) -> float:
        """When a byte went either way for the last time, by the clock of the spool."""

    def stop(self) -> None:
        """Give up waiting; may be called from another thread."""


class AddressError(KioskError):
    """A printer address that says nothing."""

    words = _("This is no printer address: {address}")
    way = _("Write it like tcp://192.168.1.50, or let the printer be found.")

    def __init__(self, address: str) -> None:
        """Name the address."""
        super().__init__(self.words.format(address=address[:80]))


def open_printer(address: str, patience: Patience | None = None) -> Printer:
    """Return the printer of an address, `tcp://host:port`, `usb://vid:pid` …, with `?paper=58&…` behind it."""
    try:
        parts = urlsplit(address)
        settings = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        ours = {name: settings.pop(name) for name in wire_serial.SETTINGS if name in settings}
        if ours and parts.scheme != "serial":
            raise ValueError(ours)
        return _of(parts, ours, profile_from(urlencode(settings)), patience or Patience())
    except ValueError as wrong:
        raise AddressError(address) from wrong


def _of(parts: SplitResult, settings: dict[str, str], profile: Profile, patience: Patience) -> Printer:
    """Return the printer of an address that was taken apart; ValueError where it says nothing."""
    name, usb = unquote(parts.netloc + parts.path), _USB.fullmatch(parts.netloc)
    if profile.page and parts.scheme not in ("cups", "folder"):
        raise ValueError(parts)  # nothing here turns a PDF into what another printer understands
    if parts.scheme == "folder" and parts.path not in ("", "/"):
        return FolderPrinter(_path(parts.path), profile)
    if parts.scheme in ("win", "cups") and name:
        from kiosk.printing.spoolers import SpooledPrinter, system_for

        return SpooledPrinter(system_for(parts.scheme), name, profile, patience)
    from kiosk.printing.device import DevicePrinter

    if parts.scheme == "tcp" and parts.hostname:
        there = (parts.hostname, parts.port or PORT)
        return DevicePrinter(lambda: wire_tcp.open_tcp(there, patience), profile, patience)
    if parts.scheme == "serial" and name:
        port = wire_serial.check(settings)
        return DevicePrinter(lambda: wire_serial.open_serial(name, port, patience), profile, patience)
    if parts.scheme == "usb" and usb is not None:
        from kiosk.printing.wire_usb import open_usb

        which = (int(usb["vendor"], 16), int(usb["product"], 16), unquote(parts.path.strip("/")))
        return DevicePrinter(lambda: open_usb(*which), profile, patience)
    raise ValueError(parts)


def _path(of: str) -> Path:
    """Return the path of a folder's address; urllib's own function brings all of the web's protocols along."""
    path = unquote(of)
    return Path(path[1:] if re.match(r"/[A-Za-z]:", path) else path)


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
            if sheet is not None and sheet.lines:
                self._draw(name, list(sheet.lines))
            _write(self.folder / f"{name}.{'pdf' if self.profile.page else 'bin'}", data)
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

    @property
    def moved(self) -> float:
        """A folder takes its job at once."""
        return 0.0

    def stop(self) -> None:
        """A folder never waits."""


class StandIn(FolderPrinter):
    """A folder in place of a printer whose address says nothing: no slip is lost, and somebody has to hear of it."""

    def status(self) -> Status:
        """Never ready, whatever the folder takes."""
        found = super().status()
        return Status(ready=False, why=NOT_UNDERSTOOD) if found.ready else found


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
