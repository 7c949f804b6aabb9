"""What is open of a unit, each with its next step; and the basket, where several go in one go (DESIGN §1, take_all).

One signature answers every question of a signature, one collector every question of who collects.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QWidget

from kiosk.errors import KioskError
from kiosk.forms.base import Around
from kiosk.forms.choices import ChoiceEditor, Tick
from kiosk.forms.signature import SignatureEditor
from kiosk.i18n import Say, _
from kiosk.values import Draft, Option, RecordRow, Shown, StepChoice, UnitCard
from kiosk.views import icons, painters, theme
from kiosk.views.widgets import Button, card, column, frame, label, row, tip, tone_label

#: The answer that says who collects; a basket asks it once.
COLLECTOR = "collector"
#: The group of the services whose records are things: what may be ticked together.
THINGS = "things"
#: A row of that width has room for the state beside the step.
_CHIP_FROM = 400


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

    @property
    def collects(self) -> bool:
        """Whether its step asks who collects."""
        return self.draft is not None and any(s.name == COLLECTOR for s in self.draft.shown)


def lines_of(reader: Any, unit: UnitCard) -> list[Line]:
    """Return what is open with its next step; the step is considered where a tick might do, and would end the matter."""
    made = []
    for record in unit.open:
        choice = reader.next_step(record.number)
        draft = (
            reader.draft(choice.key, {}, record.number)
            if choice is not None and choice.ends and not choice.role
            else None
        )
        made.append(Line(record, choice, draft))
    return made


class _Words(QWidget):
    """Number and service above, what it is below, painted."""

    def __init__(self, record: RecordRow, title: Say, icon: str) -> None:
        """Take the record and its service."""
        super().__init__()
        self.record, self.title, self.icon = record, str(title), icon
        self.note = "  ".join(reversed(record.said))
        self.setFixedHeight(44)
        self.setMinimumWidth(80)
        self.setAccessibleName(f"{record.short} {self.title} {self.note}")
        self.setToolTip(tip(self.note))

    def sizeHint(self) -> QSize:
        """Return room for both lines, within reason."""
        return QSize(220, 44)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, two lines."""
        painter, t = QPainter(self), theme.now
        icons.draw(painter, self.icon, t.mute, 2, 13, 18)
        room = self.width() - 32
        parts = [(self.record.short, "b"), (f"  {self.title}", "n")]
        painters.runs(painter, parts, 32, painters.baseline(2, 20, 14, True), room)
        painters.runs(painter, [(self.note, "k2")], 32, painters.baseline(23, 18, 13), room, 13, t.mute)


class _Row(QWidget):
    """One open record: what it is, its state, its step; the state gives way where there is little room."""

    def __init__(self, words: _Words, chip: QLabel, go: Button) -> None:
        """Take the parts."""
        super().__init__()
        self.chip = chip
        inner = row(self, 10, (12, 5, 12, 5))
        words.setMinimumWidth(126)  # the number stays whole
        go.setMinimumWidth(64)
        inner.addWidget(words, 1)
        inner.addWidget(chip)
        inner.addWidget(go)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the state where there is room for it."""
        super().resizeEvent(event)
        self.chip.setVisible(self.width() >= _CHIP_FROM)


class OpenList(QFrame):
    """A card of open records, each with the obvious next step as its button."""

    went = Signal(str)

    def __init__(self, lines: list[Line], about: Callable[[str], tuple[Say, str]]) -> None:
        """Show these; `about` gives title and icon of a service."""
        super().__init__()
        self.about = about
        column(self).addWidget(card([self._row(line) for line in lines]))

    def _row(self, line: Line) -> QWidget:
        """Return one record: what it is, its state, its step."""
        record = line.record
        words = line.choice.title if line.choice is not None else _("Look")
        go = Button(words, f"basket.{record.number}.open")
        go.setAccessibleName(str(_("{title}: {short}").format(title=words, short=record.short)))
        go.clicked.connect(lambda checked=False, n=record.number: self.went.emit(n))
        return _Row(_Words(record, *self.about(record.service)), tone_label(record.state_words, record.tone), go)


class Basket(QFrame):
    """Ticks before what may go as it stands, who collects, the one signature and the one button."""

    taken = Signal(object)

    def __init__(self, bridge: Any, unit: UnitCard, lines: list[Line], about: Callable[[str], tuple[Say, str]]) -> None:
        """Offer the lines that are ready."""
        super().__init__()
        self.bridge, self.once = bridge, uuid.uuid4().hex
        self.setProperty("kind", "card")
        self.signed: object = "paper"
        self.collector: str | None = None
        self.lines = [line for line in lines if line.ready]
        things = {of.key for of in bridge.reader.services() if of.group == THINGS}
        self.things = [line for line in self.lines if line.record.service in things]
        self.ticks: dict[str, QCheckBox] = {}
        box = column(self, 8, (16, 12, 16, 16))
        for line in self.lines:
            box.addWidget(self._tick(line, str(about(line.record.service)[0])))
        self.every = Button(_("Tick all things"), "basket.every", kind="small", icon="list-todo")
        self.every.clicked.connect(lambda checked=False: self._tick_all())
        box.addWidget(self.every, 0, Qt.AlignmentFlag.AlignLeft)
        self.every.setVisible(len(self.things) > 1)
        self.panel = frame("plain")
        box.addWidget(self.panel)
        self._fill_panel(unit)
        self._ticked()

    def _tick(self, line: Line, title: str) -> QWidget:
        """Return the tick of one record."""
        record = line.record
        words = "  ".join(part for part in (record.short, title, str(record.summary)) if part)
        tick = Tick(words)
        tick.setObjectName(f"basket.{record.number}.tick")
        tick.setAccessibleName(str(_("Tick {short}").format(short=words)))
        tick.setMinimumHeight(26)
        tick.setMinimumWidth(60)
        tick.clicked.connect(lambda checked=False: self._ticked())
        self.ticks[record.number] = tick
        return tick

    def _fill_panel(self, unit: UnitCard) -> None:
        """Put collector, signature and button into the card."""
        box = column(self.panel, 10)
        around = Around(self.bridge.reader, now=self.bridge.local_now)
        people = [
            Option(p.name, p.name, str(no)) for no, p in enumerate((*unit.people, *unit.collectors), 1) if p.collects
        ]
        self.who_title = label(_("Who collects"), "field")
        self.who = ChoiceEditor(
            Shown(COLLECTOR, _("Who collects"), "buttons", None, tuple(people[:9])), "basket.collector", around
        )
        self.who.answered.connect(self._collects)
        self.sign = SignatureEditor(
            Shown("signature", _("Signature"), "signature", "paper"), "basket.signature", around
        )
        self.sign.answered.connect(self._sign)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        self.button = Button("", "basket.take", kind="primary", key="Ctrl+Enter")
        self.button.setMinimumWidth(120)  # its words give way before the column does
        self.button.clicked.connect(lambda checked=False: self.take())
        for part in (self.who_title, self.who, self.sign, self.problem, self.button):
            box.addWidget(part)

    def chosen(self) -> list[Line]:
        """Return the ticked records."""
        return [line for line in self.lines if self.ticks[line.record.number].isChecked()]

    def _tick_all(self) -> None:
        """Tick every thing, or none where all were ticked; people go out one by one, each by a tick of his own."""
        ticks = [self.ticks[line.record.number] for line in self.things]
        wanted = not all(tick.isChecked() for tick in ticks)
        for tick in ticks:
            tick.setChecked(wanted)
        self._ticked()
        if wanted:
            self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _ticked(self) -> None:
        """Show what belongs to the ticked ones, and what pressing the button would do."""
        chosen = self.chosen()
        self.panel.setVisible(bool(chosen))
        self.sign.setVisible(any(line.signs for line in chosen))
        asks = any(line.collects for line in chosen) and bool(self.who.buttons)
        self.who.setVisible(asks)
        self.who_title.setVisible(asks)
        titles = {str(line.choice.title) for line in chosen if line.choice is not None}
        words: Say = next(iter(titles)) if len(titles) == 1 else _("All of these")
        self.button.say(_("{words} · {n} together").format(words=words, n=len(chosen)) if len(chosen) > 1 else words)

    def _sign(self, value: object) -> None:
        """Keep the one signature."""
        self.signed = value

    def _collects(self, value: object) -> None:
        """Keep who collects; the fields of every step that asks are answered so."""
        self.collector = str(value) if value else None

    def answers(self, line: Line) -> dict[str, Any]:
        """Return what the basket answers in a step."""
        made: dict[str, Any] = dict.fromkeys(line.signs, self.signed)
        if self.collector is not None and line.collects:
            made[COLLECTOR] = self.collector
        return made

    def take(self) -> None:
        """Take every step, all or none, once."""
        takes = [(c.choice.key, self.answers(c), c.record.number) for c in self.chosen() if c.choice is not None]
        if takes and self.button.isEnabled():
            self.button.setEnabled(False)
            self.bridge.take_all(takes, once=self.once, then=self._taken, failed=self.fail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take with Ctrl+Enter from wherever the focus is in here."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.take()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter for the basket, whatever shortcut stands above it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.accept()
                return True
        return super().event(event)

    def _taken(self, outcomes: list[Any]) -> None:
        """Say what was saved last; the page shows the rest."""
        self.taken.emit(outcomes[-1])

    def fail(self, error: KioskError) -> None:
        """Say why nothing was taken."""
        self.button.setEnabled(True)
        self.problem.setText(f"{error.words} {error.way}".strip())
        self.problem.show()
