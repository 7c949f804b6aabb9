"""The one key of an emergency: everybody inside on paper, whoever stands at the desk, whatever the printer does.

F11 is pressed once, also over the lock screen. The list goes to its printer; where that does not print within some
seconds another printer gets it; and in any case it lies as an A4 PDF beside the data, of which is told where paper
fails. Nothing of it stands on a locked screen but how many persons there are.
"""

import logging
import secrets
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from kiosk.errors import KioskError
from kiosk.i18n import Say, _, language
from kiosk.values import JobRow, Outcome

log = logging.getLogger(__name__)

#: The key.
KEY = "F11"
#: The step that it takes, and the one that prints the same list again.
BEGIN, AGAIN = "roll_call.begin", "roll_call.print_again"
#: A second press within so long is the same press.
_SAME_MS = 10_000
#: Between two looks at whether the list has come out, and how long one printer is given.
_LOOK_MS, _PATIENCE = 1_000, 6
#: States of a job that is on paper, and of one that another printer may still take.
_OUT, _MOVABLE = ("printed", "sent"), ("pending", "held")


class Emergency(QObject):
    """Sees to it that there is a list; `said` tells in words how far it is, and the button that helps: "", "tick" or "pdf"."""

    key = KEY
    said = Signal(object, str)

    def __init__(self, parent: QObject, bridge: Any) -> None:
        """Wait for the key."""
        super().__init__(parent)
        self.bridge = bridge
        self.number, self.path = "", ""
        self.persons: Say = ""
        self.jobs: frozenset[int] = frozenset()
        self.tried: list[str] = []
        self.looks = 0
        self.drawing = False
        self.untold: Say = ""  # why there is no paper, told once the PDF is there
        self.rest = QTimer(self, singleShot=True, interval=_SAME_MS)
        self.timer = QTimer(self, interval=_LOOK_MS)
        self.timer.timeout.connect(self.look)

    def press(self) -> None:
        """Print the list; pressed twice in a hurry it is printed once."""
        if self.rest.isActive():
            return
        self.rest.start()
        self.number = self.path = ""
        self.tried, self.looks, self.jobs, self.untold = [], 0, frozenset(), ""
        self.said.emit(_("The emergency list is being printed …"), "")
        once = f"emergency {secrets.token_hex(8)}"
        self.bridge.take(BEGIN, {}, once=once, then=self._begun, failed=self._not_begun)

    # the list is on its way

    def _begun(self, outcome: Outcome) -> None:
        """The list is in the journal and in the print queue: keep it as a PDF, and watch the paper."""
        self.number, self.jobs = outcome.number, frozenset(outcome.jobs)
        self.timer.start()
        try:
            parts = [self.bridge.reader.blocks(job) for job in outcome.jobs]
            self._keep([one.blocks for one in parts if one is not None], outcome.short)
        except KioskError as error:  # the paper is on its way all the same
            self._not_kept(error)

    def _not_begun(self, error: KioskError) -> None:
        """The desk could not write it down, for a full disk or a wrong clock: there is a list all the same."""
        log.warning("an emergency list could not be journaled: %s", type(error).__name__)
        self.untold = _("Nothing could be written down just now.")
        try:
            self._keep([one.blocks for one in self.bridge.reader.draft(BEGIN, {}).slips], "emergency")
        except KioskError as unread:
            self.said.emit(f"{unread.words} {unread.way}".strip(), "")

    def _keep(self, papers: Sequence[str], name: str) -> None:
        """Draw the PDF on a thread of its own; it lies beside the data, or where else the computer lets it."""
        from kiosk.printing import slip

        blocks = [slip.load(one) for one in papers]
        self.persons = next((one.text for part in blocks for one in part if isinstance(one, slip.Big)), "") or ""  # type: ignore[assignment]  # words
        named = f"{self.bridge.local_now():%Y%m%d-%H%M}-{name}"
        home, speech = Path(self.bridge.desk.folder.path), language()

        def draw(_desk: Any) -> str:
            from kiosk.reports import a4, saved

            data = a4.render(blocks, speech, named)
            try:
                return str(saved.save(home / saved.EMERGENCY, named, data))
            except OSError:
                return str(saved.save(Path(tempfile.mkdtemp(prefix=saved.ELSEWHERE)), named, data))

        self.drawing = True
        self.bridge.work(draw, self._kept, self._not_kept)

    def _kept(self, path: str) -> None:
        """The PDF is there; where no paper came, say so now."""
        self.path, self.drawing = path, False
        if str(self.untold):
            self._only_pdf(self.untold)

    def _not_kept(self, error: KioskError) -> None:
        """There is no PDF: the paper has to come."""
        log.warning("the PDF of an emergency list was not written: %s", type(error).__name__)
        self.drawing = False
        if str(self.untold):
            self._only_pdf(self.untold)

    # the paper

    def look(self) -> None:
        """Look whether the list has come out; a printer that does not bring it is passed over.

        Where that cannot be read for some seconds, that is said, and where the PDF lies: nobody waits for a list in vain.
        """
        self.looks += 1
        try:
            self._look()
        except KioskError as error:
            log.warning("whether the emergency list is printed cannot be read: %s", type(error).__name__)
            if self.looks >= _PATIENCE:
                self._give_up(error)

    def _give_up(self, error: KioskError) -> None:
        """No more can be learnt of the paper, or done for it: say so, and where the list can be read."""
        self.timer.stop()
        self._only_pdf(error.words)

    def _look(self) -> None:
        """Read how far the paper is."""
        mine = [job for job in self.bridge.reader.jobs(limit=40) if job.id in self.jobs]
        if mine and all(job.state in _OUT for job in mine):
            self.timer.stop()
            self._out(mine)
        elif any(job.state in ("held", "doubt") for job in mine) or self.looks >= _PATIENCE:
            self._elsewhere([job for job in mine if job.state not in _OUT])

    def _out(self, mine: list[JobRow]) -> None:
        """Say that it is on paper; a folder is no paper."""
        if all(job.printer == "folder" for job in mine):
            self._only_pdf(_("No printer is set up."))
            return
        self.said.emit(_("Emergency list printed: {persons}. Take it along and tick off each person.").format(
            persons=self.persons), "tick")  # fmt: skip

    def _elsewhere(self, jobs: list[JobRow]) -> None:
        """Let another printer bring it, or say where it can be read."""
        self.tried += [job.printer for job in jobs]
        states = self.bridge.printer_states
        keys = [str(one["key"]) for one in self.bridge.reader.printers()]
        free = [k for k in keys if k not in self.tried and (k not in states or states[k].ready is not False)]
        if not free or not jobs:
            self.timer.stop()
            self._only_pdf(next((job.why for job in jobs if str(job.why)), _("The printer does not answer.")))
            return
        self.looks = 0
        self.tried.append(free[0])  # whatever comes of it: it is not tried again and again
        self.said.emit(_("The printer does not answer: another one prints the list."), "")
        ids = [job.id for job in jobs]
        if all(job.state in _MOVABLE for job in jobs):
            self.bridge.call(lambda desk: desk.move(ids, free[0]), lambda _none: self.bridge.after(), self._give_up)
            return

        def moved(outcome: Outcome) -> None:
            self.jobs = frozenset(outcome.jobs)
            made = list(outcome.jobs)
            self.bridge.call(lambda desk: desk.move(made, free[0]), lambda _none: self.bridge.after(), self._give_up)

        once = f"emergency {secrets.token_hex(8)}"
        self.bridge.take(AGAIN, {}, self.number, once=once, then=moved, failed=self._give_up)

    def _only_pdf(self, why: Say) -> None:
        """Say that it is not on paper, and where it lies."""
        self.untold = why
        if self.drawing:
            return
        if not self.path:
            self.said.emit(_("{why} Write down who is inside.").format(why=why), "tick")
            return
        words = _("{why} The list of {persons} lies as a PDF in {path}")
        self.said.emit(words.format(why=why, persons=self.persons, path=self.path), "pdf")

    def open_pdf(self) -> None:
        """Show the PDF with the computer's own reader."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.path))
