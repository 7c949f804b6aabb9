"""The list of a service's records: a model of values and a delegate that paints them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from kiosk.i18n import Say, _
from kiosk.values import RecordRow
from kiosk.views import icons, painters, theme
from kiosk.views.changing import Lines, Still
from kiosk.views.hour import COUNTED, HOUR, left_words, minutes_since, minutes_words, tone_of
from kiosk.views.widgets import tip

ROW, HEAD = 61, 32


def only_looked_at(view: QListView) -> None:
    """Let a list of painted lines be looked at and chosen from, never edited; it is as high as it has lines."""
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
    view.setUniformItemSizes(True)
    view.setTabKeyNavigation(False)
    view.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)


@dataclass(frozen=True)
class Item:
    """One line of a list: two lines of words, a chip, and what it stands for."""

    what: Any
    title: str
    note: str
    chip: Say = ""
    tone: str = "mute"
    strong: str = ""  # bold, before the title
    head: bool = False  # the title of the lines that follow
    unit: str = ""
    step: str = ""  # what a click opens, where it is not the main step
    since: datetime | None = None  # how long is counted while it is painted
    soon: datetime | None = None  # and how much time is left until `due`
    due: datetime | None = None

    @property
    def said(self) -> tuple[str, str]:
        """The chip's words and tone of this minute."""
        if self.due is None:
            return str(self.chip), self.tone
        tone = tone_of(self.soon, self.due)
        if tone == "green" and self.due - HOUR.now > COUNTED:
            return str(self.chip), self.tone
        return str(left_words(self.due)), tone

    @property
    def noted(self) -> str:
        """The second line of this minute."""
        if self.since is None:
            return self.note
        return f"{self.note} · {minutes_words(minutes_since(self.since))}"


def record_item(row: RecordRow, step: str = "", *, local: Callable[[datetime], datetime] | None = None) -> Item:
    """Return a record as a line: number and what, then where and who; by its name where it has one."""
    if not str(row.name):
        note = " · ".join(part for part in (f"{row.unit} {row.party}".strip(), str(row.summary)) if part)
        return Item(row, "", note, row.state_words, row.tone, row.short, unit=row.unit, step=step)
    opened = f"{local(row.opened_at):%H:%M}" if local is not None and not str(row.summary) else ""
    note = " · ".join(part for part in (row.unit, str(row.summary), opened) if part)
    counted = {"since": row.since, "soon": row.soon_at, "due": row.due_at} if row.counts else {}
    return Item(row, "", note, row.state_words, row.tone, str(row.name), unit=row.unit, step=step, **counted)


def head_item(words: str) -> Item:
    """Return the title of the lines that follow; it cannot be chosen."""
    return Item(words, words, "", head=True)


class Items(Lines):
    """The lines of a list."""

    @property
    def items(self) -> list[Item]:
        """The lines as they are."""
        return self.lines

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line; for screen readers its whole sentence."""
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.title if item.head else f"{item.strong} {item.title} {item.noted}: {item.said[0]}"
        if role == Qt.ItemDataRole.ToolTipRole and len(item.strong) + len(item.noted) > 24:
            return tip(f"{item.strong}\n{item.noted}" if len(item.strong) > 12 else item.noted)
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let only lines, no heads, be chosen."""
        if self.items[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def height_of(self, line: Any) -> object:
        """Return whether it is a head."""
        return line.head


class _ItemPainter(QStyledItemDelegate):
    """Paints one line of a list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return one height for all lines, and a lower one for heads."""
        return QSize(120, height_of(index.data(Qt.ItemDataRole.UserRole)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint number and chip above, where and who below."""
        painter.save()
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's own struct
        if item.head:
            _paint_head(painter, box, item.title)
            painter.restore()
            return
        t, state = theme.now, option.state  # type: ignore[attr-defined]
        soft = t.accent_soft if state & QStyle.StateFlag.State_Selected else ""
        soft = soft or (t.hover if state & QStyle.StateFlag.State_MouseOver else "")
        last = index.row() == index.model().rowCount() - 1
        if soft:
            corners = ("t" if index.row() == 0 else "") + ("b" if last and self.parent().full() else "")
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(painters.part_rounded(box, 11, corners), QColor(soft))
        painter.setPen(QColor(t.line))
        if not (last and self.parent().full()):
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        room = box.right() - 15
        chip, tone = item.said
        if chip:
            room = painters.chip(painter, chip, tone, room, box.top() + 21) - 8
        left = box.left() + 15
        parts = [(item.strong, "b"), (" " if item.strong and item.title else "", "n"), (item.title, "n")]
        painters.runs(painter, parts, left, painters.baseline(box.top() + 11, 20, 14, True), room - left)
        painters.runs(
            painter,
            [(item.noted, "k2")],
            left,
            painters.baseline(box.top() + 31, 19, 13),
            box.right() - 15 - left,
            13,
            t.mute,
        )
        painter.restore()


def height_of(item: Item) -> int:
    """Return how high a line is."""
    return HEAD if item.head else ROW


def _paint_head(painter: QPainter, box: QRectF, words: str) -> None:
    """Paint the title of the lines that follow."""
    t = theme.now
    painter.setPen(QColor(t.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    base = painters.baseline(box.top(), box.height(), 13, True)
    painters.runs(painter, [(words, "K")], box.left() + 15, base, box.width() - 30, 13, t.mute)


class ItemList(Still):
    """A list in a card: as tall as its lines, never taller than there is room; a digit is for what is open beside it."""

    picked = Signal(object)
    digit = Signal(object)

    def __init__(self, name: str, words: Say, empty: Say = "", icon: str = "inbox") -> None:
        """Take the fixed name, what it is called, and what an empty list teaches."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self.empty, self.icon = empty, icon
        self.least = 2  # so many lines are to be seen in any case
        self.unread = False  # what is yet to be read says nothing of being empty
        self.rows = Items()
        self.setModel(self.rows)
        self.delegate = _ItemPainter(self)
        self.setItemDelegate(self.delegate)
        only_looked_at(self)
        self.setMinimumHeight(96)
        self.clicked.connect(self._pick)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show other lines, the chosen one still chosen, and in sight where it was."""
        kept, before, seen = self.chosen(), len(self.rows.items), self._in_sight()
        self.rows.show(items)
        if kept is not None and kept != self.chosen():
            self.choose(kept)
        if seen and kept == self.chosen():
            self._to_chosen()
        if len(items) != before or not items:
            self.setUniformItemSizes(not any(item.head for item in items))
            self.setMinimumHeight(sum(height_of(item) for item in items[: self.least]) + 2 if items else 96)
            self.updateGeometry()
            self.viewport().update()  # the last line's hairline depends on the room

    def _in_sight(self) -> bool:
        """Whether the chosen line is to be seen, or a part of it."""
        return self.viewport().rect().intersects(self.visualRect(self.currentIndex()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen line whole where less room is left for the list."""
        seen = QRect(QPoint(), event.oldSize()).intersects(self.visualRect(self.currentIndex()))
        super().resizeEvent(event)
        if seen:
            self._to_chosen()

    def _to_chosen(self) -> None:
        """Scroll to the chosen line unless all of it is to be seen."""
        if not self.viewport().rect().contains(self.visualRect(self.currentIndex())):
            self.scrollTo(self.currentIndex())

    def full(self) -> bool:
        """Whether the lines fill the card down to its lower corners."""
        return self._high() + 4 >= self.height()

    def _high(self) -> int:
        """Return how high all lines are together."""
        return sum(height_of(item) for item in self.rows.items)

    def tick(self) -> None:
        """A minute has gone by: what counts time is painted again."""
        if any(item.due is not None or item.since is not None for item in self.rows.items):
            self.viewport().update()

    def chosen(self) -> str | None:
        """Return the key of the chosen line."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.rows.items):
            return None
        return key_of(self.rows.items[index.row()])

    def choose(self, key: str) -> None:
        """Choose the line of that key, if it is there; nothing is opened."""
        if key and key == self.chosen():
            return
        for number, item in enumerate(self.rows.items):
            if key_of(item) == key:
                self.setCurrentIndex(self.rows.index(number))
                return
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def sizeHint(self) -> QSize:
        """Return room for all lines, or for the sentence of an empty list."""
        return QSize(260, self._high() + 2 if self.rows.items else 150)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen line with Enter; with Ctrl it is the form's, which stands beside the list."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        if is_enter and self.currentIndex().isValid():
            self._pick(self.currentIndex())
            return
        if event.text().isascii() and event.text().isdigit():
            self.digit.emit(event)
            return
        super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        """Say which line was opened; a head is none."""
        if self.rows.items[index.row()].head:
            return
        self.picked.emit(self.rows.items[index.row()].what)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines; an empty list says what to do."""
        super().paintEvent(event)
        if not self.rows.items and not self.unread:
            paint_empty(self, QPainter(self.viewport()), self.icon, str(self.empty or _("Nothing here just now.")))


def key_of(item: Item) -> str:
    """Return what tells one line from another."""
    return getattr(item.what, "number", None) or str(getattr(item.what, "key", item.what))


def paint_empty(view: QAbstractItemView, painter: QPainter, icon: str, words: str) -> None:
    """Paint an icon and a sentence in the middle of an empty view."""
    t, port = theme.now, view.viewport()
    box = QRectF(port.rect())
    icons.draw(painter, icon, t.mute, round(box.center().x() - 14), round(box.center().y() - 34), 28)
    painter.setFont(theme.font(13))
    painter.setPen(QColor(t.mute))
    below = QRectF(box.left() + 16, box.center().y() + 6, box.width() - 32, box.height() / 2 - 8)
    painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), words)
