"""A list under a field that never takes the focus: for the one box, units and persons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kiosk.views import painters, theme
from kiosk.views.changing import Lines, Still
from kiosk.views.widgets import column

_ROW, _HEAD = 38, 28
#: Keys that do something with a line, whichever lines there are.
_TAKING = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})


@dataclass(frozen=True)
class Line:
    """One line of the list: painted runs, what stands at the right, and what it stands for."""

    parts: tuple[painters.Run, ...]
    what: Any = None
    right: str = ""
    tone: str = ""
    head: bool = False

    @property
    def text(self) -> str:
        """The line as a screen reader says it."""
        return "".join(text for text, _style in self.parts) + (f" {self.right}" if self.right else "")


class _Lines(Lines):
    """The lines; heads cannot be chosen."""

    def height_of(self, line: Line) -> object:
        """Return whether it is a head."""
        return line.head

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line, and its words for screen readers."""
        if role == Qt.ItemDataRole.UserRole:
            return self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.lines[index.row()].text
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let only lines, no heads, be chosen."""
        if self.lines[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Painter(QStyledItemDelegate):
    """Paints one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the height of a line or of a head."""
        return QSize(100, _HEAD if index.data(Qt.ItemDataRole.UserRole).head else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint the line, soft where it is chosen, with the key that takes it."""
        painter.save()
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's own struct
        current = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        if current:
            painters.rounded(painter, box.adjusted(2, 0, -2, 0), 8, theme.now.accent_soft)
        room = box.right() - 15
        middle = box.center().y()
        if line.right and line.tone:
            room = painters.chip(painter, line.right, line.tone, room, middle) - 12
        elif current:
            room = painters.keycap(painter, "Enter", room, middle) - 12
        elif line.right:
            wide = painters.width(line.right, "m")
            painters.runs(painter, [(line.right, "m")], room - wide, painters.baseline(box.top(), box.height()), wide)
            room -= wide + 12
        left = box.left() + 15
        size = 12 if line.head else 14
        base = painters.baseline(box.top() + (4 if line.head else 0), box.height(), size)
        painters.runs(painter, line.parts, left, base, room - left, size)
        painter.restore()


class _Opaque(Still):
    """A list that fills its ground itself: nothing below it is painted when a line changes."""

    def __init__(self) -> None:
        """Say so to Qt."""
        super().__init__()
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the colour of a card, then paint the lines."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.now.card))
        painter.end()
        super().paintEvent(event)


class Popup(QFrame):
    """The list under one field, a child of the window, raised over its pages."""

    chosen = Signal(object)

    def __init__(
        self, field: QLineEdit, *, wide: int = 640, whole: bool = False, take_enter: Callable[[], bool] | None = None
    ) -> None:
        """Hang under `field`, as wide as it where `whole`; `take_enter`: Enter is the list's before anything is chosen."""
        super().__init__(field)
        self.field, self.wide, self.whole = field, wide, whole
        self.take_enter = take_enter
        self.model, self.pointer = _Lines(), QCursor.pos()
        self._look: Callable[[], None] = lambda: None
        self.soon = QTimer(self, singleShot=True, interval=0)
        self.soon.timeout.connect(self._later)
        self.list = _Opaque()
        self.list.setProperty("kind", "bare")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setModel(self.model)
        self.painter_ = _Painter(self.list)
        self.list.setItemDelegate(self.painter_)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._hover)
        self.list.clicked.connect(self._click)
        column(self, 0, (17, 14, 17, 20)).addWidget(self.list)  # clear of the round corners
        field.installEventFilter(self)
        field.destroyed.connect(self.deleteLater)  # it becomes the window's child, and must go with its field
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def ask(self, look: Callable[[], None], *, whole: bool) -> None:
        """Let `look` offer lines in the turn after the key that asks for them is painted; `whole` does it at once.

        What is typed stands there before it is looked up, and of several keys that come together the last is looked up.
        """
        self._look = look
        if whole:
            self.fresh()
        else:
            self.soon.start()

    @Slot()
    def _later(self) -> None:
        """Offer what was asked for, if its field is still there to be seen."""
        if self.field.isVisible():
            self.fresh()

    def fresh(self) -> None:
        """Offer now what was asked for."""
        self.soon.stop()
        self._look()

    def offer(self, lines: list[Line], *, first: bool = True) -> None:
        """Show these lines under the field, or hide when there are none; what was asked for before is out of date."""
        self.soon.stop()
        self.model.show(lines)
        self.pointer = QCursor.pos()
        if not lines:
            self.hide()
            return
        if first:
            self._to(1, start=-1)
        else:  # lines that stay keep their choice, and nothing is to be chosen here
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        self._place()
        self.show()
        self.raise_()

    @property
    def open(self) -> bool:
        """Whether the list is to be seen."""
        return self.isVisible()

    def _place(self) -> None:
        """Stand under the field, inside the window."""
        window = self.field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        at = self.field.mapTo(window, QPoint(0, self.field.height()))
        high = sum(_HEAD if line.head else _ROW for line in self.model.lines)
        wide = min(max(self.wide, self.field.width() if self.whole else 0), window.width() - at.x() - 8)
        room = window.height() - at.y() - 24
        self.setGeometry(at.x() - 14, at.y() - 8, wide + 28, min(high + 12, max(room, 120), 470) + 34)

    def _to(self, step: int, start: int | None = None) -> None:
        """Choose the next line in a direction, over the heads."""
        row = self.list.currentIndex().row() if start is None else start
        count = len(self.model.lines)
        for _try in range(count):
            row = (row + step) % count
            if not self.model.lines[row].head:
                self.list.setCurrentIndex(self.model.index(row))
                if row and self.model.lines[row - 1].head:
                    self.list.scrollTo(self.model.index(row - 1))  # the words over a group come with its first line
                return

    def current(self) -> Line | None:
        """Return the chosen line."""
        row = self.list.currentIndex().row()
        return self.model.lines[row] if 0 <= row < len(self.model.lines) else None

    def _take(self, number: int) -> bool:
        """Take the line of a digit, the heads not counted; whether there is one."""
        lines = [line for line in self.model.lines if not line.head]
        if number < len(lines):
            self.hide()
            self.chosen.emit(lines[number].what)
        return number < len(lines)

    def _hover(self, index: QModelIndex) -> None:
        """Choose the line under the pointer, once it moves: a list that opens under it is still the keyboard's."""
        if QCursor.pos() != self.pointer and not self.model.lines[index.row()].head:
            self.list.setCurrentIndex(index)

    def _click(self, index: QModelIndex) -> None:
        """Take the line that was clicked; while a newer list is asked for, only show that: another line stands there."""
        if self.soon.isActive():
            self.fresh()
            return
        line = self.model.lines[index.row()]
        if not line.head:
            self.hide()
            self.chosen.emit(line.what)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Up, Down, Enter and Esc from the field while open; leave the rest."""
        if event.type() == QEvent.Type.FocusOut:
            self.soon.stop()
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.soon.isActive() and (control or key in _TAKING):
            self.fresh()  # nothing is ever taken from the list of what was typed before
        return self.isVisible() and self._key(key, control=control)

    def _key(self, key: int, *, control: bool) -> bool:
        """Do with the open list what a key says; whether it was the list's."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._to(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        if control and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return self._take(key - Qt.Key.Key_1)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            line = self.current()
            if line is not None:
                self.hide()
                self.chosen.emit(line.what)
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a card with its shadow."""
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(13, 10, -13, -16)
        painters.shadow(painter, box, 12)
        painters.rounded(painter, box, 12, theme.now.card, theme.now.line)
