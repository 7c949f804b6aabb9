"""Who waits at the desk, as cards: a name, what is awaited, and the minutes that go on; one click goes on with it."""

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from kiosk.forms.choices import Flow
from kiosk.i18n import _
from kiosk.values import Card, Waiting
from kiosk.views import painters, theme
from kiosk.views.hour import HOUR, minutes_since, minutes_words
from kiosk.views.widgets import Button, clear, polish, tip

#: A card's least and greatest width, its height, and its height on a low window, where it is one line.
WIDE, WIDEST, HIGH, LINE = 224, 320, 58, 34
#: A window lower than this is low: what is answered below the cards has to stay in sight.
_LOW = 820


class CardButton(QPushButton):
    """One card; its minutes are counted while it is painted."""

    def __init__(self, card: Card, name: str) -> None:
        """Show who waits."""
        super().__init__()
        self.card, self.wide, self.high = card, WIDE, HIGH
        self.setObjectName(name)
        self.setProperty("kind", "waiting")
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.tick()

    @property
    def tone(self) -> str:
        """Amber after the minutes that are long, red after those that are too long."""
        if self.card.red_at <= HOUR.now:
            return "red"
        return "amber" if self.card.amber_at <= HOUR.now else "blue"

    def tick(self) -> None:
        """Let the minutes go on, on the screen and for a screen reader."""
        polish(self, "tone", self.tone)
        waited = minutes_words(minutes_since(self.card.since))
        words = f"{self.card.title} {self.card.unit} {self.card.words} {waited}"
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self.update()

    def nextCheckState(self) -> None:
        """Stay as the page says: a click opens, it does not tick."""

    def sizeHint(self) -> QSize:
        """Return one size for all: they share the line."""
        return QSize(self.wide, self.high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the sheet draw the box, then paint the name, the minutes, and what is awaited."""
        painter, t = QPainter(self), theme.now
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        strong, _soft = t.tone(self.tone)
        edge, middle = (12, 20.0) if self.high == HIGH else (8, self.height() / 2)
        painters.rounded(painter, QRectF(6, edge, 4, self.height() - 2 * edge), 2, strong)
        words = str(minutes_words(minutes_since(self.card.since)))
        end = painters.chip(painter, words, self.tone, self.width() - 12, middle)
        base = painters.baseline(middle - 10, 20, 14, True)
        below = f"{self.card.unit}  {self.card.words}".strip()
        if self.high != HIGH:
            line = [(str(self.card.title), "b"), (f"  {below}", "m")]
            painters.runs(painter, painters.fitted(line, end - 26, 13), 18, base, end - 26, 13)
            return
        painters.runs(painter, [(str(self.card.title), "b")], 18, base, end - 26)
        painters.runs(painter, [(below, "k2")], 18, painters.baseline(31, 19, 13), self.width() - 30, 13, t.mute)


class WaitingCards(QWidget):
    """The cards side by side; those for which a line has no room wait behind a button."""

    chosen = Signal(str)
    listed = Signal(str)  # the service whose list has those for whom there is no card

    def __init__(self, name: str) -> None:
        """Take the name of the page on which it stands; hidden while nobody waits."""
        super().__init__()
        self.name = name
        self.waiting = Waiting(())
        self.selected, self.all_of_them, self.high = "", False, HIGH
        self.flow = Flow(self, 8)
        self.setAccessibleName(str(_("Waiting at the desk")))
        self.hide()

    def show_waiting(self, waiting: Waiting, selected: str = "") -> None:
        """Show who waits now; the same ones stay as they are."""
        if waiting != self.waiting:
            self.waiting = waiting
            self._build()
        self.select(selected)

    def select(self, number: str) -> None:
        """Mark the one that is open in the page."""
        self.selected = number
        for made in self.buttons():
            made.setChecked(made.card.number == number)

    def buttons(self) -> list[CardButton]:
        """Return the cards that are shown."""
        return self.findChildren(CardButton)

    def tick(self) -> None:
        """A minute has gone by."""
        for made in self.buttons():
            made.tick()

    def _room(self) -> int:
        """Return how many cards one line takes."""
        return max(1, (self.width() + 8) // (WIDE + 8))

    def _build(self) -> None:
        """Make the cards anew."""
        focus = self.window().focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        clear(self.flow)
        self.high = LINE if self.window().height() < _LOW else HIGH
        room, cards = self._room(), self.waiting.cards
        several = len(cards) > room and not self.all_of_them
        share = min(len(cards), room) or 1
        wide = max(WIDE, min(WIDEST, (self.width() + 8) // share - 8))
        for card in cards[: room - 1] if several else cards:
            made = CardButton(card, f"{self.name}.waiting.{card.number}")
            made.wide, made.high = wide, self.high
            made.setFixedHeight(self.high)
            made.clicked.connect(lambda checked=False, n=card.number: self.chosen.emit(n))
            self.flow.addWidget(made)
        if several:
            words = _("{n} more").format(n=len(cards) + self.waiting.more - room + 1)
            more = Button(words, f"{self.name}.waiting_more", kind="waiting_more", icon="chevron-down")
            more.setFixedHeight(self.high)
            more.clicked.connect(lambda checked=False: self._show_all())
            self.flow.addWidget(more)
        elif self.waiting.more:
            words = _("{n} more: see the list").format(n=self.waiting.more)
            rest = Button(words, f"{self.name}.waiting_rest", kind="small", icon="list-todo")
            rest.clicked.connect(lambda checked=False: self.listed.emit(self.waiting.where))
            self.flow.addWidget(rest)
        self.setVisible(bool(cards))
        self.updateGeometry()
        again: Any = self.findChild(QPushButton, name) if name else None
        if again is not None:
            again.setFocus()

    def _show_all(self) -> None:
        """Show those, too, for which one line has no room."""
        self.all_of_them = True
        self._build()
        self.select(self.selected)
        self.buttons()[-1].setFocus()

    def resizeEvent(self, event: Any) -> None:
        """Show as many as there is room for."""
        before = self._room()
        super().resizeEvent(event)
        low = LINE if self.window().height() < _LOW else HIGH
        if event.oldSize().width() != self.width() or before != self._room() or low != self.high:
            self._build()
            self.select(self.selected)
