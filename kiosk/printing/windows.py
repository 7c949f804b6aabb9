"""Windows' print spooler, spoken to directly: a raw document a job, its printer's state asked before, its own after.

An unplugged printer has a state of zero; that Windows works offline stands in the attributes, so both are read.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiosk.i18n import _
from kiosk.printing.link import LinkClosedError, NotReachedError
from kiosk.printing.spoolers import DONE, LOST, NO_SUCH_PRINTER, PAUSED, WAITING
from kiosk.printing.status import COVER_OPEN, FAULT, OFFLINE, PAPER_OUT, UNKNOWN, Status

log = logging.getLogger(__name__)

NO_BACKEND = _("Windows' printers can be reached on Windows only, with the program part “pywin32”.")
FAILED = _("Windows did not take the slip: look at its list of printers.")

_LOCAL, _CONNECTED = 2, 4
_WORKS_OFFLINE = 0x400
#: Bits of a printer's state, the most telling first.
_STATES = (
    (0x400000, COVER_OPEN), (0x10 | 0x40, PAPER_OUT), (0x1, PAUSED), (0x80 | 0x1000, OFFLINE), (0x2 | 0x8 | 0x100000, FAULT),
)  # fmt: skip  # a table
#: Bits of a document's state.
_DELETED, _PRINTED = 0x4 | 0x100, 0x80 | 0x1000
#: What Windows answers when a document is no more.
_NO_SUCH_JOB = 87


class Windows:
    """The spooler of this computer."""

    def __init__(self) -> None:
        """Remember which documents were seen being deleted."""
        self._deleted: set[tuple[str, str]] = set()

    @property
    def api(self) -> Any:
        """The library that speaks to the spooler."""
        try:
            import win32print
        except ImportError as error:
            raise NotReachedError(NO_BACKEND) from error
        return win32print

    @contextmanager
    def _open(self, name: str) -> Iterator[Any]:
        """Open a printer."""
        api = self.api
        try:
            handle = api.OpenPrinter(name)
        except api.error as error:
            log.info("windows printer: %s", error)
            raise NotReachedError(NO_SUCH_PRINTER) from error
        try:
            yield handle
        except api.error as error:
            log.warning("windows printer: %s", error)
            raise NotReachedError(FAILED) from error
        finally:
            api.ClosePrinter(handle)

    def names(self) -> list[str]:
        """Return the printers of this computer, shared ones included."""
        return [str(name) for _flags, _words, name, _note in self.api.EnumPrinters(_LOCAL | _CONNECTED, None, 1)]

    def state(self, name: str) -> Status:
        """Return how a printer is: state and attributes, for neither tells all."""
        with self._open(name) as handle:
            found = self.api.GetPrinter(handle, 2)
        for bits, why in _STATES:
            if found["Status"] & bits:
                return Status(ready=False, why=why)
        return Status(ready=False, why=OFFLINE) if found["Attributes"] & _WORKS_OFFLINE else UNKNOWN

    def submit(self, name: str, title: str, data: bytes, *, raw: bool = True) -> str:
        """Hand over one raw document; it ends at once, so nothing waits for the next. Windows prepares no PDF."""
        api = self.api
        with self._open(name) as handle:
            document = api.StartDocPrinter(handle, 1, (title, None, "RAW"))
            try:
                api.StartPagePrinter(handle)
                written = api.WritePrinter(handle, data)
                api.EndPagePrinter(handle)
                whole = written == len(data)
            except api.error as error:
                log.warning("windows printer: %s", error)
                whole = False
            if not whole:
                api.AbortPrinter(handle)
                raise LinkClosedError
            api.EndDocPrinter(handle)
        return str(document)

    def fate(self, name: str, document: str) -> str:
        """Return what became of a document; one that has gone without being deleted is done."""
        api = self.api
        with self._open(name) as handle:
            try:
                state = api.GetJob(handle, int(document), 1)["Status"]
            except api.error as error:
                if error.args[:1] != (_NO_SUCH_JOB,):
                    raise
                return LOST if (name, document) in self._deleted else DONE
        if state & _DELETED:
            self._deleted.add((name, document))
        return DONE if state & _PRINTED and not state & _DELETED else WAITING
