"""Letters that leave the house: opened as a PDF where no office printer is set up, to be printed, mailed or sent from there."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kiosk.errors import KioskError
from kiosk.i18n import Say, _
from kiosk.values import JobOut, JobRow, Outcome


class Letters(QObject):
    """Draws pages beside the data, where they stay for some days, and opens them; `said` tells in words where they lie."""

    said = Signal(object)

    def __init__(self, parent: QObject, bridge: Any) -> None:
        """Wait for a letter."""
        super().__init__(parent)
        self.bridge = bridge
        self.printed_nowhere = False

    def came_of(self, outcome: Outcome) -> None:
        """Open what a step has printed and no office printer brings to paper."""
        self.printed_nowhere = True
        self._draw(self.bridge.reader.pages(outcome.jobs, unprinted=True))

    def open_job(self, job: JobRow) -> None:
        """Open a paper that was printed before."""
        self.printed_nowhere = False
        self._draw(self.bridge.reader.pages((job.id,)))

    def _draw(self, pages: tuple[JobOut, ...]) -> None:
        """Draw pages on a thread of its own."""
        home = Path(self.bridge.desk.folder.path)
        for page in pages:
            self.bridge.work(lambda _desk, one=page: drawn(one, home), self._drawn, self._not_drawn)

    def _drawn(self, path: str) -> None:
        """Open it; where the computer has no reader for it, say where it lies."""
        is_open = show(path)
        words: Say = _("The letter lies as a PDF in {path}; print or send it from there.")
        if is_open and self.printed_nowhere:
            words = _("No office printer is set up: the letter is opened as a PDF. It lies in {path}.")
        elif is_open:
            words = _("The letter is opened as a PDF. It lies in {path}.")
        self.said.emit(words.format(path=path))

    def _not_drawn(self, error: KioskError) -> None:
        """Say why there is none; the receipt printer's copy is a letter as well."""
        self.said.emit(_("The PDF of the letter could not be written. Send the copy of the receipt printer."))


def drawn(page: JobOut, home: Path) -> str:
    """Write a page into the data folder and return where it lies."""
    from kiosk.printing.spool import page_of
    from kiosk.reports import saved

    name = f"{page.number}-{page.kind.rpartition('.')[2]}"
    return str(saved.save(home / saved.LETTERS, name, page_of(page)))


def show(path: str) -> bool:
    """Open a PDF with the computer's own reader; whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(path))
