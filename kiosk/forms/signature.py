"""Signing: on the printed copy by default; where the person signs here, strokes on a pad over the window."""

import json
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.forms.base import Around, Editor
from kiosk.forms.choices import Flow
from kiosk.i18n import Say, _
from kiosk.values import Shown
from kiosk.views import painters, theme
from kiosk.views.overlays import Overlay
from kiosk.views.widgets import Button, label, polish

#: The strokes' own grid: pads of any size draw on it.
WIDE, HIGH = 600, 200

Stroke = list[list[int]]


def stroke_path(stroke: Stroke, box: QRectF) -> QPainterPath:
    """Return one stroke as a smooth path inside a box."""
    points = [QPointF(box.x() + x * box.width() / WIDE, box.y() + y * box.height() / HIGH) for x, y in stroke]
    path = QPainterPath(points[0])
    if len(points) == 1:  # a dot: a tap without a stroke
        path.lineTo(points[0] + QPointF(0.6, 0.6))
        return path
    for here, there in zip(points[1:], points[2:] + points[-1:], strict=True):
        path.quadTo(here, (here + there) / 2)
    return path


def read_strokes(text: object) -> list[Stroke]:
    """Return the strokes of a stored signature; nothing for one on paper."""
    if not isinstance(text, str) or not text.startswith("["):
        return []
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return [[[int(p[0]), int(p[1])] for p in stroke] for stroke in found if stroke]


class SignatureView(QWidget):
    """Strokes in a small box, as they were written."""

    def __init__(self, text: object, high: int = 64) -> None:
        """Show a stored signature."""
        super().__init__()
        self.strokes = read_strokes(text)
        self.setFixedHeight(high)
        self.setMinimumWidth(120)
        self.setAccessibleName(str(_("Signature")))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the strokes in ink."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.now.ink), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        high = float(self.height() - 8)
        box = QRectF(12, 4, high * WIDE / HIGH, high)
        for stroke in self.strokes:
            painter.drawPath(stroke_path(stroke, box))


class Pad(QWidget):
    """Where a person writes with mouse, pen or finger; `entered` says that Enter was pressed when it was written."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        """Begin empty."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(str(_("Sign here")))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.strokes: list[Stroke] = []
        self.setFixedHeight(300)

    def sizeHint(self) -> QSize:
        """Return three to one, as the grid is."""
        return QSize(900, 300)

    def _point(self, event: QMouseEvent) -> list[int]:
        """Return where the pen is, on the grid."""
        at = event.position()
        x = min(max(at.x() / max(self.width(), 1), 0.0), 1.0)
        y = min(max(at.y() / max(self.height(), 1), 0.0), 1.0)
        return [round(x * WIDE), round(y * HIGH)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a signature; over an empty pad it does nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.strokes and not event.isAutoRepeat():
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        self.strokes.append([self._point(event)])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke; repaint only its last piece."""
        if not self.strokes:
            return
        point = self._point(event)
        if point != self.strokes[-1][-1]:
            self.strokes[-1].append(point)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line to sign on, the sentence while empty, and the strokes."""
        t, painter = theme.now, QPainter(self)
        line = t.accent if self.hasFocus() else t.field_line
        painters.rounded(painter, QRectF(self.rect()), 8, t.card, line)
        base = self.height() * 0.76
        painter.setPen(QColor(t.line))
        painter.drawLine(QPointF(32, base), QPointF(self.width() - 32, base))
        if not self.strokes:
            words = str(_("Sign here"))
            left = (self.width() - painters.width(words, "m")) / 2
            painters.runs(painter, [(words, "m")], left, base + 28, 300)
        painter.setPen(
            QPen(QColor(t.ink), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        for stroke in self.strokes:
            painter.drawPath(stroke_path(stroke, QRectF(self.rect())))


class PadOverlay(Overlay):
    """The pad over the whole window, turned to the person who signs."""

    def __init__(self, window: QWidget, name: str, title: Say) -> None:
        """Ask for a signature under what it stands for."""
        super().__init__(window, name, title, wide=min(960, window.width() - 96))
        self.pad = Pad(f"{name}.strokes")
        self.box.addWidget(self.pad)
        self.done = self.feet(_("Signature done"), f"{name}.done")
        self.pad.entered.connect(self.done.click)
        again = Button(_("Sign again"), f"{name}.again", icon="rotate-ccw")
        again.clicked.connect(lambda checked=False: self._again())
        self.box.itemAt(self.box.count() - 1).layout().insertWidget(1, again)

    def _again(self) -> None:
        """Wipe the pad."""
        self.pad.strokes = []
        self.pad.update()


class SignatureEditor(Editor):
    """On paper, or here."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Offer both; paper stands until the person signs here."""
        super().__init__(shown, name, around)
        holder = QWidget()
        line = Flow(holder)
        self.paper = Button(_("Sign on the slip"), f"{name}.paper", kind="choice")
        self.paper.setCheckable(True)
        self.ask = Button(_("Ask to sign"), name, kind="choice", icon="signature")
        self.ask.setCheckable(True)
        for button in (self.paper, self.ask):
            button.installEventFilter(self)
            line.addWidget(button)
        self.paper.clicked.connect(lambda checked=False: self._take("paper"))
        self.ask.clicked.connect(lambda checked=False: self.open_pad())
        self.setFocusProxy(self.ask)
        self.box.addWidget(holder)
        self.view: QWidget = label("")
        self.view.hide()
        self.box.addWidget(self.view)
        self.show_value(shown.value)

    def open_pad(self) -> None:
        """Put the pad over the window."""
        over = PadOverlay(self.window(), f"{self.name}.pad", self.shown.title)
        over.done.clicked.connect(lambda checked=False: self._signed(over))
        over.open(over.pad)
        self.show_value(self.value)

    def _signed(self, over: PadOverlay) -> None:
        """Keep the strokes; an empty pad stays open."""
        if over.pad.strokes:
            text = json.dumps(over.pad.strokes, separators=(",", ":"))
            over.close_()
            self._take(text)

    def _take(self, value: str) -> None:
        """Answer, and show how it stands."""
        self.show_value(value)
        self.answered.emit(value)

    def show_value(self, value: Any) -> None:
        """Show how it is signed."""
        self.value = value
        signed = bool(read_strokes(value))
        self.paper.setChecked(value == "paper")
        self.ask.setChecked(signed)
        if signed:
            fresh = SignatureView(value)
            self.box.replaceWidget(self.view, fresh)
            self.view.deleteLater()
            self.view = fresh
        self.view.setVisible(signed)

    def mark(self, bad: bool, words: str) -> None:
        """Mark both ways."""
        for button in (self.paper, self.ask):
            polish(button, "bad", "true" if bad else "false")
            button.setAccessibleDescription(words)
