"""The basket: what is open of one unit, several of it taken in one go with one signature (DESIGN §1, take_all)."""

import uuid
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kiosk.errors import KioskError
from kiosk.forms.base import Around
from kiosk.forms.signature import SignatureEditor
from kiosk.i18n import _
from kiosk.values import Draft, RecordRow, Shown, StepChoice, UnitCard
from kiosk.views.widgets import Button, Runs, card, column, frame, heading, label, row, tone_label


@dataclass(frozen=True)
class Line:
    """One open record with the step that moves it on, and how that step stands unanswered."""

    record: RecordRow
    choice: StepChoice | None
    draft: Draft | None

    @property
    def ready(self) -> bool:
        """Whether its step can be taken as it stands, so that a tick is enough."""
        return self.choice is not None and not self.choice.role and self.draft is not None and self.draft.ready

    @property
    def signs(self) -> tuple[str, ...]:
        """The questions of its step that the one signature answers."""
        return tuple(s.name for s in self.draft.shown if s.kind == "signature") if self.draft is not None else ()


class Basket(QWidget):
    """Ticks before the records, and below them the one signature and the one button."""

    went = Signal(str)
    taken = Signal(object)

    def __init__(self, bridge: Any, unit: UnitCard) -> None:
        """Ask of every record what its next step wants."""
        super().__init__()
        self.bridge, self.once = bridge, uuid.uuid4().hex
        self.signed: object = "paper"
        self.lines = [self._line(one) for one in unit.open]
        self.ticks: dict[str, QCheckBox] = {}
        box = column(self, 12)
        box.addWidget(card([self._row(line) for line in self.lines]))
        self.panel = frame("card")
        self._fill_panel()
        box.addWidget(self.panel)
        self.panel.hide()
        if sum(line.ready for line in self.lines) > 1:
            box.addWidget(label(_("Tick several to hand them over together, with one signature."), "mute", wrap=True))

    def _line(self, record: RecordRow) -> Line:
        """Return one record with its next step considered."""
        reader = self.bridge.reader
        choice = next((c for c in reader.page(record.number).steps if c.main), None)
        return Line(record, choice, reader.draft(choice.key, {}, record.number) if choice is not None else None)

    def _row(self, line: Line) -> QWidget:
        """Return one record: tick, what it is, its state, and its own button."""
        made, short = QWidget(), line.record.short
        inner = row(made, 8, (12, 6, 12, 6))
        tick = QCheckBox()
        tick.setObjectName(f"basket.{line.record.number}.tick")
        tick.setAccessibleName(str(_("Tick {short}").format(short=short)))
        tick.setEnabled(line.ready)
        tick.setToolTip("" if line.ready else str(_("needs its own form")))
        tick.clicked.connect(lambda checked=False: self._ticked())
        self.ticks[line.record.number] = tick
        inner.addWidget(tick)
        inner.addWidget(Runs([(f"{short}  ", "b"), (str(line.record.summary), "n")], pad=4), 1)
        inner.addWidget(tone_label(line.record.state_words, line.record.tone))
        words = line.choice.title if line.choice is not None else _("Look")
        go = Button(words, f"basket.{line.record.number}.open")
        go.setAccessibleName(str(_("{title}: {short}").format(title=words, short=short)))
        go.clicked.connect(lambda checked=False, n=line.record.number: self.went.emit(n))
        inner.addWidget(go)
        return made

    def _fill_panel(self) -> None:
        """Put signature and button into the basket's card."""
        box = column(self.panel, 10, (16, 12, 16, 16))
        box.addWidget(heading(_("Basket"), _("one signature")))
        around = Around(self.bridge.reader, now=self.bridge.local_now)
        self.sign = SignatureEditor(
            Shown("signature", _("Signature"), "signature", "paper"), "basket.signature", around
        )
        self.sign.answered.connect(self._sign)
        box.addWidget(self.sign)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        line = row(None, 8)
        self.button = Button("", "basket.take", kind="primary", key="Ctrl+Enter")
        self.button.setShortcut("Ctrl+Return")
        self.button.clicked.connect(lambda checked=False: self.take())
        line.addWidget(self.button)
        line.addStretch(1)
        box.addLayout(line)

    def chosen(self) -> list[Line]:
        """Return the ticked records."""
        return [line for line in self.lines if self.ticks[line.record.number].isChecked()]

    def _ticked(self) -> None:
        """Show the basket once something lies in it."""
        chosen = self.chosen()
        self.panel.setVisible(bool(chosen))
        self.sign.setVisible(any(line.signs for line in chosen))
        if chosen and chosen[0].choice is not None:
            words = chosen[0].choice.title
            together = _("{words} · {n} together").format(words=words, n=len(chosen))
            self.button.say(together if len(chosen) > 1 else words)

    def _sign(self, value: object) -> None:
        """Keep the one signature."""
        self.signed = value

    def take(self) -> None:
        """Take every step, all or none, once."""
        takes = [
            (line.choice.key, dict.fromkeys(line.signs, self.signed), line.record.number)
            for line in self.chosen()
            if line.choice is not None
        ]
        if takes and self.button.isEnabled():
            self.button.setEnabled(False)
            self.bridge.take_all(takes, once=self.once, then=self._taken, failed=self.fail)

    def _taken(self, outcomes: list[Any]) -> None:
        """Say what was saved last; the page shows the rest."""
        self.taken.emit(outcomes[-1])

    def fail(self, error: KioskError) -> None:
        """Say why nothing was taken."""
        self.button.setEnabled(True)
        self.problem.setText(f"{error.words} {error.way}".strip())
        self.problem.show()
