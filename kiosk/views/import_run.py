"""The doing of an import, beside the pages: they may be built anew, be left or be locked meanwhile."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.errors import KioskError
from kiosk.i18n import Say, _, language
from kiosk.values import RegisterPlan, StaffRow
from kiosk.views.import_work import Looked, save_report


class ImportRun(QObject):
    """One import on its way, chunk by chunk; `turned` when it began, ended or has its report, `cut` when it was ended.

    It ends with the clerk who began it: nothing is brought in under another one's name.
    """

    moved = Signal()
    turned = Signal()
    cut = Signal()

    def __init__(self, bridge: Any, parent: QObject | None = None) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.bridge = bridge
        self.found: Looked | None = None
        self.whose = ""
        self.running = self.stopped = self.was_cut = False
        self.at = self.rows_done = 0  # the next chunk; the lines of those before it
        self.problem: Say = ""
        self.done: Say = ""
        self.reported: Say = ""
        bridge.signed.connect(self._signed)

    @property
    def plan(self) -> RegisterPlan | None:
        """What is brought in, or was."""
        return self.found.plan if self.found is not None else None

    @property
    def of(self) -> int:
        """How many lines there are in all."""
        return sum(one.rows for one in self.plan.takes) if self.plan is not None else 0

    def forget(self) -> None:
        """Know nothing of an earlier file."""
        if not self.running:
            self.found = None
            self.problem = self.done = self.reported = ""

    def begin(self, found: Looked) -> None:
        """Bring the lines in, some hundred at a time, on the desk's own thread; the counter works in between."""
        self.forget()
        self.found = found
        self.whose = self.bridge.clerk.name if self.bridge.clerk is not None else ""
        self.running, self.stopped, self.was_cut, self.at, self.rows_done = True, False, False, 0, 0
        self.turned.emit()
        self._next()

    def stop(self) -> None:
        """Stop after the lines that are on their way."""
        self.stopped = True

    @Slot()
    def _next(self) -> None:
        """Take the next lines."""
        plan = self.plan
        if plan is None or not self.running:
            return
        if self.stopped or self.at >= len(plan.takes):
            self._ended(plan)
            return
        one = plan.takes[self.at]
        self.bridge.take(one.step, one.answers, once=one.once, then=self._one_taken, failed=self._refused)

    def _one_taken(self, _outcome: Any) -> None:
        """Count, and go on in a moment: a click on Stop comes first."""
        assert self.plan is not None
        self.rows_done += self.plan.takes[self.at].rows
        self.at += 1
        self.moved.emit()
        if self.was_cut:
            self._ended(self.plan)
        else:
            QTimer.singleShot(0, self, self._next)

    def _refused(self, error: KioskError) -> None:
        """Say why it cannot go on; what was brought in is kept."""
        assert self.plan is not None
        if not self.was_cut:  # else the reason is another one than "nobody is signed in"
            self.problem = f"{error.words} {error.way}".strip()
        self._ended(self.plan)

    @Slot(object)
    def _signed(self, clerk: StaffRow | None) -> None:
        """Let it end: the desk was locked. Another clerk finds nothing of it; its owner reads how far it came."""
        if self.running:
            self.stopped = self.was_cut = True
        elif clerk is not None and clerk.name != self.whose:
            self.forget()

    def _ended(self, plan: RegisterPlan) -> None:
        """Say how far it came, and keep the report of what was not taken."""
        self.running = False
        self.done = self._how_far()
        self.turned.emit()
        if self.was_cut and self.rows_done < self.of:
            self.cut.emit()
        if plan.counts.get("refused") or plan.counts.get("gone"):
            self.report(plan)

    def _how_far(self) -> Say:
        """Return how far it came and, where that is not to the end, what becomes of the rest."""
        if self.rows_done >= self.of:
            return _("Done: {n} lines were brought in.").format(n=self.rows_done)
        words = _("Stopped: {n} of {of} lines were brought in.").format(n=self.rows_done, of=self.of)
        why = _("The desk was locked.") if self.was_cut else ""
        more = _("They are kept; the same file again does the rest.")
        return " ".join(str(one) for one in (words, why, more) if str(one))

    # the lines that are not taken

    def report(self, plan: RegisterPlan) -> None:
        """Write the lines that are not taken into a file, away from the window."""
        spoken = language()
        self.bridge.work(lambda desk: save_report(desk, plan, spoken), self._reported, self._not_reported)

    def _reported(self, path: Path) -> None:
        """Say where the report lies."""
        self.reported = _("The lines that were not taken, with the reason of each: {path}").format(path=path)
        self.turned.emit()

    def _not_reported(self, error: KioskError) -> None:
        """Say why there is no report."""
        self.problem = f"{error.words} {error.way}".strip()
        self.turned.emit()
