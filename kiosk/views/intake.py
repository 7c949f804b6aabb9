"""A cartload on its way in: the last number and place large, how many of how many, what came before."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.values import Outcome, RecordRow, StepChoice
from kiosk.views import painters
from kiosk.views.widgets import Button, Runs, column, row

#: So many of the ones before the last are named.
_BEFORE = 8


class Intake(QFrame):
    """What stands above the form of a batch; `looked` opens a number that was taken, `closing` ends the batch."""

    looked = Signal(str)
    closing = Signal(str)

    def __init__(self, bridge: Any, batch: str, taken: Sequence[Outcome]) -> None:
        """Take the number of the batch's own record, "" where there is none, and what was taken so far."""
        super().__init__()
        self.setProperty("kind", "card")
        self.batch, self.taken = batch, list(taken)
        self.page: RecordRow | None = None
        self.next: StepChoice | None = None
        if batch:
            self._read(bridge)
        box = column(self, 6, (16, 10, 12, 10))
        line = row(None, 12)
        box.addLayout(line)
        line.addWidget(self._last(), 1)
        if self.next is not None:
            close = Button(self.next.title, "intake.close", icon="check")
            close.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            close.clicked.connect(lambda checked=False: self.closing.emit(self.batch))
            line.addWidget(close)
        box.addLayout(self._so_far())

    def _read(self, bridge: Any) -> None:
        """Read how far the batch is, and how it ends."""
        try:
            self.page = bridge.reader.page(self.batch).row
        except KioskError:  # the answer that is kept is no record's number: then only this run counts
            self.batch = ""
            return
        self.next = bridge.reader.next_step(self.batch)

    def _last(self) -> Runs:
        """Return number and place of the last one, large enough to write by hand from."""
        if not self.taken:
            return Runs([(str(_("Nothing taken in yet.")), "m")], pad=0)
        last = self.taken[-1]
        saved = str(_("saved"))
        parts = [(last.short, "h"), (f"   {last.place}" if last.place else "", "h"), (f"   {saved}", "m")]
        made = Runs(parts, height=34, pad=0)
        made.setObjectName("intake.last")
        made.setAccessibleName(f"{last.short} {last.place}")
        return made

    def _count(self) -> Runs:
        """Return how many of how many, of the batch's own record where there is one."""
        if self.page is not None:
            parts = [(str(self.page.summary), "b"), (f"  {self.page.party}", "n"), (f"  {self.page.short}", "m")]
        else:
            parts = [(str(_("{n} in a row").format(n=len(self.taken))), "b")]
        made = Runs(parts, height=22, pad=0)
        made.setObjectName("intake.count")
        made.setFixedWidth(round(painters.runs_width(parts)) + 12)
        return made

    def _so_far(self) -> Any:
        """Return how many there are, and the ones before the last, each a way back to it."""
        line, before = row(None, 4), Before()
        line.addWidget(self._count())
        for one in self.taken[-2 : -2 - _BEFORE : -1]:
            words = f"{one.short}  {one.place}".strip()
            again = Button(words, f"intake.taken.{one.number}", kind="mini")
            again.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            again.clicked.connect(lambda checked=False, n=one.number: self.looked.emit(n))
            before.add(again)
        line.addWidget(before, 1)
        return line


class Before(QWidget):
    """The ones before the last, newest first: as many as can be read whole."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.buttons: list[Button] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, button: Button) -> None:
        """Put one behind the others."""
        button.setParent(self)
        self.buttons.append(button)
        self.setFixedHeight(max(one.sizeHint().height() for one in self.buttons))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show those for which there is room."""
        super().resizeEvent(event)
        left = 0
        for one in self.buttons:
            wide = one.sizeHint().width()
            one.setGeometry(left, 0, wide, self.height())
            one.setVisible(left + wide <= self.width())
            left += wide + 4
