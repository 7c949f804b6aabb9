"""The window's small parts: label, card, line of runs, heading, button, scroll, chip; all painted by one hand."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.i18n import Say
from kiosk.views import icons, painters, theme

Run = painters.Run


def named(widget: QWidget, name: str, words: Say = "") -> QWidget:
    """Give a widget its fixed object name and what a screen reader calls it; return it."""
    widget.setObjectName(name)
    if words:
        widget.setAccessibleName(str(words))
    return widget


def strip_of(note: object) -> str:
    """Return the kind of strip for a note of a unit: a warning looks like one; what has no tone is amber."""
    return {"red": "bad", "blue": "info"}.get(str(getattr(note, "tone", "")), "note")


def label(text: Say, type_: str = "", *, wrap: bool = False) -> QLabel:
    """Return a label of plain text: what a person typed must never become HTML."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(str(text))
    if type_:
        made.setProperty("type", type_)
    made.setWordWrap(wrap)
    made.setMinimumWidth(40 if wrap else 0)
    return made


def tip(words: Say) -> str:
    """Return a tooltip's plain text: Qt would take what looks like HTML in a name for HTML, pictures and all."""
    text = str(words)
    if "<" not in text and "&" not in text:
        return text
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>"


def tone_label(text: Say, tone: str) -> QLabel:
    """Return a state chip: a word in its tone."""
    made = label(text)
    made.setProperty("tone", tone if tone in ("red", "amber", "green", "blue") else "mute")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def frame(kind: str, parent: QWidget | None = None) -> QFrame:
    """Return a frame of a kind that the sheet draws."""
    made = QFrame(parent)
    made.setProperty("kind", kind)
    return made


def hair() -> QFrame:
    """Return a hairline."""
    return frame("hair")


def column(parent: QWidget | None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QVBoxLayout:
    """Return a vertical layout, on a widget or for a place in another layout."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def row(
    parent: QWidget | None = None, spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return a horizontal layout."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setSpacing(spacing)
    made.setContentsMargins(*margins)
    return made


def line_of(
    words: QWidget, *buttons: QWidget, gap: int = 6, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QWidget:
    """Return a line: words that take the room, and at their right what belongs to them."""
    made = QWidget()
    inner = row(made, gap, margins)
    if isinstance(words, QPushButton):  # a button stays as wide as its words
        inner.addWidget(words)
        inner.addStretch(1)
    else:
        inner.addWidget(words, 1)
    for button in buttons:
        inner.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return made


def card(lines: Sequence[QWidget] = ()) -> QFrame:
    """Return a card whose lines are parted by hairlines."""
    made = frame("card")
    box = column(made, 0, (1, 1, 1, 1))
    for number, line in enumerate(lines):
        if number:
            box.addWidget(hair())
        box.addWidget(line)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; widgets go at once from sight and later from memory."""
    while layout.count():
        item = layout.takeAt(0)
        inner = item.widget()
        if inner is not None:
            inner.hide()
            inner.setParent(None)
            inner.deleteLater()
        elif item.layout() is not None:
            clear(item.layout())


def polish(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the sheet looks at, and let the sheet look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Runs(QWidget):
    """One painted line of mixed weights, with something quiet or a chip at its right end."""

    def __init__(
        self,
        parts: Sequence[Run],
        *,
        right: Say = "",
        tone: str = "",
        height: int = 37,
        pad: int = 16,
        bold: bool = False,
    ) -> None:
        """Take the runs, what stands at the right, and the chip's tone if that is a chip."""
        super().__init__()
        self.parts, self.right, self.tone, self.pad, self.bold = list(parts), right, tone, pad, bold
        self.setFixedHeight(height)
        self.setMinimumWidth(60)
        text = "".join(text for text, _style in parts)
        self.setAccessibleName(f"{text} {right}".strip())
        self.setToolTip(tip(text) if len(text) > 24 else "")

    def show_parts(self, parts: Sequence[Run]) -> None:
        """Show other runs; the same ones are not painted again."""
        if list(parts) != self.parts:
            self.parts = list(parts)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the right end first; the line takes what room is left."""
        painter = QPainter(self)
        room = float(self.width() - self.pad)
        words = str(self.right)
        if words and self.tone:
            room = painters.chip(painter, words, self.tone, room, self.height() / 2) - 12
        elif words:
            style = "b" if self.bold else "m"
            wide = min(painters.width(words, style), self.width() * 0.62)
            left = room - wide
            painters.runs(painter, [(words, style)], left, painters.baseline(0, self.height()), wide)
            room = left - 12
        size = 20 if any(style == "h" for _text, style in self.parts) else 14
        base = painters.baseline(0, self.height(), size, size == 20)
        painters.runs(painter, painters.fitted(self.parts, room - self.pad), self.pad, base, room - self.pad)


def heading(title: Say, note: Say = "") -> Runs:
    """Return a page's title with its quiet note on the same baseline."""
    parts = [(str(title), "h")] + ([(f"   {note}", "m")] if str(note) else [])
    made = Runs(parts, height=32, pad=0)
    made.setToolTip(tip(title) if len(str(title)) > 24 else "")
    return made


def group(words: Say) -> QLabel:
    """Return the title of a group of lines."""
    made = label(words, "group")
    made.setContentsMargins(0, 8, 0, 0)
    return made


class Button(QPushButton):
    """A button whose box is the sheet's and whose content is painted: icon, words, badge, key cap."""

    def __init__(
        self, words: Say, name: str, *, kind: str = "", icon: str = "", key: str = "", badge: int = 0, note: Say = ""
    ) -> None:
        """Take the words, the fixed name, and what stands beside the words."""
        super().__init__()
        self.words, self.icon_name, self.key, self.badge, self.note, self.kind = words, icon, key, badge, note, kind
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setObjectName(name)
        self._said: tuple[str, int] | None = None
        self.say(words)
        if kind in ("tile", "rail", "begin", "staff", "nav", "link"):  # the column decides; long words give way
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if key and kind not in ("tile", "primary"):
            self.setToolTip(tip(f"{words}  {key}"))

    def say(self, words: Say) -> None:
        """Change the words; what says the same already asks for no layout and no paint."""
        self.words, before = words, self._said
        self._said = (str(words), self.badge)
        if self._said == before:
            return
        self.setAccessibleName(f"{words} {self.badge}" if self.badge else str(words))
        self.updateGeometry()
        self.update()

    def set_badge(self, count: int) -> None:
        """Change the number at the right."""
        if count != self.badge:
            self.badge = count
            self.say(self.words)

    @property
    def _style(self) -> str:
        """The run style of the words."""
        strong = self.kind in ("primary", "tile") or (self.kind in ("rail", "nav") and self.isChecked())
        return "b" if strong else "n"

    @property
    def _size(self) -> int:
        """The size of the words."""
        return {"rail": 14, "tile": 14, "tap": 14, "small": 12, "mini": 12, "staff": 14, "nav": 14}.get(self.kind, 13)

    def sizeHint(self) -> QSize:
        """Return room for all that is painted."""
        wide = painters.width(str(self.words), "b" if self.kind in ("primary", "tile", "rail") else "n", self._size)
        wide += 28 if self.icon_name else 0
        wide += painters.keycap_width(self.key) + 10 if self.key else 0
        pad = {"small": 22, "mini": 14, "quiet": 14, "rail": 56, "begin": 18, "link": 6}.get(self.kind, 32)
        high = {"small": 28, "mini": 20, "tile": 48, "begin": 42, "staff": 56, "link": 30}.get(self.kind, 36)
        return QSize(round(wide) + pad, high)

    def minimumSizeHint(self) -> QSize:
        """Return the least: the words may be elided in narrow columns."""
        full = self.sizeHint()
        if self.kind in ("begin", "tile", "rail", "staff", "nav", "link"):
            return QSize(60, full.height())
        return full

    def ink(self) -> str:
        """Return the colour of the words."""
        t = theme.now
        if not self.isEnabled():
            return t.off
        if self.kind == "quiet" and not str(self.words):
            return t.mute
        if self.kind == "rail":
            return t.bright if self.isChecked() else t.rail_ink
        if self.kind == "nav" and self.isChecked():
            return t.accent
        return {"primary": t.on_accent, "quiet": t.accent, "link": t.accent, "toast": t.card}.get(self.kind, t.ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space, on every platform."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the sheet draw the box, then paint what is ours."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        if self.kind in ("rail", "tile", "staff", "nav", "link"):
            self._paint_left(painter)
        else:
            self._paint_middle(painter)

    def _paint_middle(self, painter: QPainter) -> None:
        """Paint icon, words and key cap centred together."""
        words, gap = str(self.words), 10
        cap = painters.keycap_width(self.key) + gap if self.key else 0
        lead = 18 + 8 if self.icon_name else 0
        room = self.width() - 12 - cap - lead
        wide = min(painters.width(words, self._style, self._size), room)
        x = (self.width() - wide - cap - lead) / 2
        middle = self.height() / 2
        if self.icon_name:
            icons.draw(painter, self.icon_name, self.ink(), round(x), round(middle - 9))
        base = painters.baseline(0, self.height(), self._size, self._style == "b")
        painters.runs(painter, [(words, self._style)], x + lead, base, room + 1, self._size, self.ink())
        if self.key:
            painters.keycap(painter, self.key, x + lead + wide + cap, middle)

    def _paint_left(self, painter: QPainter) -> None:
        """Paint icon and words from the left, badge or key cap at the right; on a tile a long word stands without its icon."""
        t, middle = theme.now, self.height() / 2
        pad = {"rail": 10, "nav": 10, "link": 3}.get(self.kind, 16)
        room = self.width() - pad
        if self.badge:
            text = str(self.badge)
            wide = max(20.0, painters.width(text, "b", 11) + 12)
            box = QRectF(room - wide, middle - 10, wide, 20)
            painters.rounded(painter, box, 10, t.badge)
            painter.setFont(theme.font(11, True))
            painter.setPen(QColor(t.bright))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
            room = round(box.left()) - 4
        if self.key:
            room = round(painters.keycap(painter, self.key, room, middle)) - 6
        x = float(pad)
        if self.icon_name and (self.kind != "tile" or painters.width(str(self.words), "b", 12) <= room - x - 32):
            colour = t.accent if self.kind == "tile" else self.ink()
            px = 20 if self.kind == "tile" else 18
            icons.draw(painter, self.icon_name, colour, x, round(middle - px / 2), px)
            x += px + {"rail": 10, "link": 6}.get(self.kind, 12)
        size, words = self._size, str(self.words)
        least = 12 if self.kind in ("rail", "tile", "link") else size
        while size > least and painters.width(words, self._style, size) > room - x:
            size -= 1  # a long English word gives way before it is cut
        base = painters.baseline(0, self.height(), size, self._style == "b")
        painters.runs(painter, [(words, self._style)], x, base, room - x, size, self.ink())


class Scroll(QScrollArea):
    """A vertical scroll area: no frame, no tab stop, no sideways bar; as tall as its content where told."""

    def __init__(self, *, snug: bool = False) -> None:
        """Hold a column; `snug` areas are no taller than what stands in them."""
        super().__init__()
        self.snug = snug
        self.inside = QWidget()
        self.inside.setProperty("kind", "inside")
        self.box = column(self.inside, 8, (0, 0, 0, 0))
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if snug:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return the height of the content at the present width."""
        if not self.snug:
            return super().sizeHint()
        wide = max(self.width(), 200)
        high = self.box.totalHeightForWidth(wide) if self.box.hasHeightForWidth() else self.box.totalSizeHint().height()
        return QSize(wide, high)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Ask for another height when the content did."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumHeight(0 if self.isWindow() else min(96, self.sizeHint().height()))  # a question in sight
            self.updateGeometry()
            QTimer.singleShot(0, self, self.in_sight)  # once all stands where it will
        return False

    def resizeEvent(self, event: object) -> None:
        """Ask again when the width changed; a refusal may have taken the room of what is typed in."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event
        if self.snug:
            self.updateGeometry()
        self.in_sight()

    def in_sight(self) -> None:
        """Keep in sight what is typed in: the whole field, of which Qt looks at the caret alone."""
        if (here := self.inside.focusWidget()) is not None and here.hasFocus():
            for edge in (here.height(), 0):
                self.ensureVisible(0, here.mapTo(self.inside, QPoint(0, edge)).y(), 0, 24)


def on_click(button: QPushButton, act: Callable[[], None]) -> None:
    """Do `act` when a button is pressed, without Qt's `checked` argument."""
    button.clicked.connect(lambda checked=False: act())
