"""A record that goes on at the desk: its track, the phrase, what was tried and is tried next, one tap an answer."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from kiosk.errors import KioskError
from kiosk.forms.choices import Flow
from kiosk.i18n import _, _p
from kiosk.values import Leading, RecordPage, TapChoice
from kiosk.views import theme
from kiosk.views.fresh import Fresh
from kiosk.views.hour import HOUR
from kiosk.views.record import FactsCard, StepBar, line_row
from kiosk.views.scanner import STUTTER
from kiosk.views.sealed import sealed_parts
from kiosk.views.widgets import Button, Runs, Scroll, card, column, group, label, line_of, named, strip_of

#: How many taps stand side by side, and how high one is.
_SIDE, HIGH = 3, 40
#: A digit taps when nothing has followed it for so long: a scanner's next key comes sooner.
_ALONE_MS = round(STUTTER * 1000)
#: So many quieter steps are shown; the others wait behind "More".
_QUIET = 3
#: So many attempts stand above the answers; what was tried before them stands below.
_LATEST = 2


class ClockNote(QLabel):
    """A strip on what the clock says; "{now}" in its words goes on with it."""

    def __init__(self, words: object, tone: str) -> None:
        """Show the words."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(40)
        self.setProperty("type", {"red": "bad", "blue": "info"}.get(tone, "note"))
        self.words = str(words)
        self.tick()

    def tick(self) -> None:
        """Say what time it is."""
        self.setText(self.words.replace("{now}", f"{HOUR.now:%H:%M}"))


class TapButton(Button):
    """One answer as a tile; the likeliest one is filled."""

    def __init__(self, choice: TapChoice, name: str, *, filled: bool) -> None:
        """Show the words, and the digit that presses it."""
        super().__init__(choice.words, name, kind="tap", key=choice.digit)
        self.filled = filled
        self.setProperty("filled", "true" if filled else "false")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def _style(self) -> str:
        """The run style of the words."""
        return "b" if self.filled else "n"

    def ink(self) -> str:
        """Return the colour of the words."""
        return theme.now.on_accent if self.filled and self.isEnabled() else super().ink()

    def sizeHint(self) -> QSize:
        """Return a tile's size."""
        return QSize(super().sizeHint().width(), HIGH)


class GoingOn(QWidget):
    """The middle of a record whose next answer is one tap; `opens` asks for the form of a step, with these answers.

    `begins` asks for the form of another service's step, with the answers that this record gives.
    """

    taken = Signal(object)
    opens = Signal(str, object)
    begins = Signal(str, object)

    def __init__(self, bridge: Any, page: RecordPage, quiet: Sequence[Button], *, alone: bool = False) -> None:
        """Take the record's page, and the quieter steps as buttons; `alone` where nothing beside it shows the unit."""
        super().__init__()
        self.alone = alone
        self.bridge, self.page, self.number = bridge, page, page.row.number
        self.busy = False
        self.taps: list[tuple[TapChoice, Button]] = []
        self.meant: TapChoice | None = None
        self.alone_for = QTimer(self, singleShot=True, interval=_ALONE_MS)
        self.alone_for.timeout.connect(self._press_meant)
        self.fresh = Fresh(self)
        self.fresh.begin()
        outer = column(self, 10)
        scroll = self.scroll = Scroll(snug=True)
        scroll.box.setSpacing(6)
        for part in (self._track(), *self._phrases(), *self._attempts()):
            scroll.box.addWidget(part)
        scroll.box.addWidget(group(page.going.title))
        scroll.box.addWidget(self._taps())
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        scroll.box.addWidget(self.problem)
        for part in (*self._earlier(), *sealed_parts(page, bridge)):
            scroll.box.addWidget(part)
        if page.facts:
            scroll.box.addWidget(FactsCard(page.facts))
        outer.addWidget(scroll)
        if str(page.going.note):
            outer.addWidget(ClockNote(page.going.note, page.going.tone))
        outer.addWidget(self._quiet([*[self._leading(one) for one in page.leads], *quiet]))
        outer.addStretch(1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.setAutoRepeat(False)
            key.activated.connect(lambda: self._pressed(self.taps[0][0]))

    # parts

    def _track(self) -> QWidget:
        """Return the bar of what is done, now, and to come."""
        return StepBar(self.page.stages)

    def _phrases(self) -> list[QWidget]:
        """Return what is said now, and below it, smaller, what is to be minded; then what waits for the unit."""
        first = self.page.going.taps[0]
        draft = self.bridge.reader.draft(first.step, dict(first.answers), self.number)
        warned = [one for one in draft.says if getattr(one, "tone", "")]
        says = [str(one) for one in draft.says if not getattr(one, "tone", "")]
        spoken = [one for one in says if one.startswith("“")]
        made: list[QWidget] = [label(one, strip_of(one), wrap=True) for one in warned]
        made += [label(one, "phrase", wrap=True) for one in spoken]
        if minded := "  ".join(one for one in says if one not in spoken):
            made.append(label(minded, "small", wrap=True))
        return [*made, *(label(one, strip_of(one), wrap=True) for one in (draft.notes if self.alone else ()))]

    def _attempts(self) -> list[QWidget]:
        """Return what was tried last with its answers, and what is tried next: the answers below stay in sight."""
        lines: list[QWidget] = [line_row(line) for line in self.page.lines[-_LATEST:]]
        if self.page.going.way is not None:
            lines.append(self._way())
        title = self.page.going.attempts
        return [*([group(title)] if str(title) else []), card(lines)] if lines else []

    def _earlier(self) -> list[QWidget]:
        """Return what was tried before that."""
        earlier = self.page.lines[:-_LATEST]
        return [group(_("Earlier")), card([line_row(line) for line in earlier])] if earlier else []

    def _way(self) -> QWidget:
        """Return the next way: which number, and the buttons to see it whole and to write down what came of it."""
        way = self.page.going.way
        assert way is not None  # asked for it
        self.way_words = Runs(self._way_parts(), height=44)
        buttons = []
        if way.dial:
            seconds = int(self.bridge.reader.setting("reveal_seconds"))
            self.whole = Button(_("Show for {n} s").format(n=seconds), "going.show_number", kind="small")
            self.whole.clicked.connect(lambda checked=False: self._reveal())
            buttons.append(self.whole)
        note = Button(_p("way", "Note the call"), "going.note_call", kind="small")
        note.clicked.connect(lambda checked=False: self.opens.emit(way.step, dict(way.answers)))
        return line_of(self.way_words, *buttons, note, gap=6, margins=(0, 0, 12, 0))

    def _way_parts(self) -> list[tuple[str, str]]:
        """Return the words of the next way."""
        way = self.page.going.way
        return [(str(_("Next")), "m"), (f"  {way.words if way is not None else ''}", "b")]

    def _taps(self) -> QWidget:
        """Return the answers as tiles, the likeliest one filled."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for at, choice in enumerate(self.page.going.taps):
            name = f"going.tap.{at + 1}.{choice.step.replace('.', '_')}"
            button = TapButton(choice, name, filled=at == 0)
            button.clicked.connect(lambda checked=False, c=choice: self._pressed(c))
            grid.addWidget(button, at // _SIDE, at % _SIDE)
            self.taps.append((choice, button))
        for at in range(_SIDE):
            grid.setColumnStretch(at, 1)
        return named(holder, "going.taps", self.page.going.title)

    def _quiet(self, buttons: Sequence[Button]) -> QWidget:
        """Return the quieter steps in a line; the rarest wait behind "More"."""
        holder = QWidget()
        line = Flow(holder, 8)
        for one in buttons[:_QUIET]:
            line.addWidget(one)
        rest = buttons[_QUIET:]
        if rest:
            more = Button(_("More"), "going.more", icon="chevron-down")
            line.addWidget(more)

            def show_rest(checked: bool = False) -> None:
                more.hide()
                for one in rest:
                    one.show()
                rest[0].setFocus(Qt.FocusReason.TabFocusReason)

            more.clicked.connect(show_rest)
        for one in rest:
            line.addWidget(one)
            one.hide()
        return holder

    def _leading(self, one: Leading) -> Button:
        """Return what of another service begins here as a button."""
        made = Button(one.words, f"{one.step}.begin_here")
        made.clicked.connect(lambda checked=False: self.begins.emit(one.step, dict(one.answers)))
        return made

    # what a person does

    def focus_first(self) -> None:
        """Begin at the likeliest answer."""
        self.taps[0][1].setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.scroll.verticalScrollBar().setValue(0))  # the track stays in sight

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a digit tap that comes alone: the first digits of a scanned waybill must admit nobody.

        Held down it taps once, whatever the page that follows would answer to it.
        """
        if event.text() and not event.isAutoRepeat() and not self.fresh.isActive():
            if self.alone_for.isActive():
                self.meant = None
                self.alone_for.start()
                return
            self.meant = next((choice for choice, _button in self.taps if choice.digit == event.text()), None)
            if self.meant is not None:
                self.alone_for.start()
                return
        super().keyPressEvent(event)

    def _press_meant(self) -> None:
        """Nothing followed the digit: a person pressed it."""
        choice, self.meant = self.meant, None
        if choice is not None:
            self.press(choice)

    def _pressed(self, choice: TapChoice) -> None:
        """Take what a person pressed, unless the page has only just come under the finger."""
        if not self.fresh.isActive():
            self.press(choice)

    def press(self, choice: TapChoice) -> None:
        """Take the step of a tap; where something is still to be asked or refused, its form opens instead."""
        if self.busy:
            return
        answers = dict(choice.answers)
        if choice.asks or not self.bridge.reader.draft(choice.step, answers, self.number).ready:
            self.opens.emit(choice.step, answers)
            return
        self._set_busy(True)
        once = uuid.uuid4().hex
        self.bridge.take(choice.step, answers, self.number, once=once, then=self.taken.emit, failed=self._failed)

    def _set_busy(self, busy: bool) -> None:
        """Let nobody tap twice while the desk answers."""
        self.busy = busy
        for _choice, button in self.taps:
            button.setEnabled(not busy)

    def _failed(self, error: KioskError) -> None:
        """Say what went wrong; the tap may be tried again."""
        self._set_busy(False)
        self.problem.setText(f"{error.words} {error.way}".strip())
        self.problem.show()
        self.focus_first()

    def _reveal(self) -> None:
        """Show the whole number for a moment: the journal says who looked, and what for."""
        way, unit = self.page.going.way, self.page.row.unit
        assert way is not None  # its button was pressed
        why = str(_("To call about {number}").format(number=self.page.row.short))

        def show(_outcome: object) -> None:
            found = next((one for one in self.bridge.reader.contacts(unit) if one.key == way.dial), None)
            if found is not None:
                self.way_words.show_parts([(f"{found.name}   ", "n"), (found.phone, "b")])
                self.whole.setEnabled(False)
                QTimer.singleShot(int(self.bridge.reader.setting("reveal_seconds")) * 1000, self, self._hide)

        once = uuid.uuid4().hex
        answers = {"unit": unit, "reason": why}
        self.bridge.take("estate.reveal", answers, once=once, then=show, failed=self._failed)

    def _hide(self) -> None:
        """Mask the number again."""
        self.way_words.show_parts(self._way_parts())
        self.whole.setEnabled(True)


def keeps_answering(before: GoingOn | None, after: GoingOn | None) -> None:
    """Let a page that is only built anew answer as it did: nothing was done with the record, its taps stand where they stood."""
    if before is None or after is None or before.fresh.isActive():
        return
    old, new = before.page, after.page
    if (old.row.number, old.journal, old.going.taps) == (new.row.number, new.journal, new.going.taps):
        after.fresh.stop()
