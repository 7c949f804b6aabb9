"""The list of a service's records: a model of values and a delegate that paints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
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
from kiosk.views.widgets import tip

ROW = 61


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


def record_item(row: RecordRow) -> Item:
    """Return a record as a line: number and what, then where and who."""
    note = " · ".join(part for part in (f"{row.unit} {row.party}".strip(), str(row.summary)) if part)
    return Item(row, "", note, row.state_words, row.tone, row.short)


class Items(QAbstractListModel):
    """The lines of a list."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.items: list[Item] = []

    def show(self, items: Sequence[Item]) -> None:
        """Show other lines; nothing moves if they are the same."""
        if list(items) == self.items:
            return
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many lines there are."""
        return len(self.items)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line; for screen readers its whole sentence."""
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{item.strong} {item.title} {item.note}: {item.chip}"
        if role == Qt.ItemDataRole.ToolTipRole and len(item.note) > 24:
            return tip(item.note)
        return None


class _ItemPainter(QStyledItemDelegate):
    """Paints one line of a list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return one height for all."""
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint number and chip above, where and who below."""
        painter.save()
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's own struct
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
        if str(item.chip):
            room = painters.chip(painter, str(item.chip), item.tone, room, box.top() + 21) - 8
        left = box.left() + 15
        parts = [(item.strong, "b"), (" " if item.strong and item.title else "", "n"), (item.title, "n")]
        painters.runs(painter, parts, left, painters.baseline(box.top() + 11, 20, 14, True), room - left)
        painters.runs(
            painter,
            [(item.note, "k2")],
            left,
            painters.baseline(box.top() + 31, 19, 13),
            box.right() - 15 - left,
            13,
            t.mute,
        )
        painter.restore()


class ItemList(QListView):
    """A list in a card: as tall as its lines, never taller than there is room."""

    picked = Signal(object)

    def __init__(self, name: str, words: Say, empty: Say = "", icon: str = "inbox") -> None:
        """Take the fixed name, what it is called, and what an empty list teaches."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self.empty, self.icon = empty, icon
        self.rows = Items()
        self.setModel(self.rows)
        self.delegate = _ItemPainter(self)
        self.setItemDelegate(self.delegate)
        only_looked_at(self)
        self.setMinimumHeight(96)
        self.clicked.connect(self._pick)

    def show_items(self, items: Sequence[Item]) -> None:
        """Show other lines, the chosen one still chosen."""
        kept = self.chosen()
        self.rows.show(items)
        self.setMinimumHeight(min(len(items), 2) * ROW + 2 if items else 96)
        if kept is not None:
            self.choose(kept)
        self.updateGeometry()
        self.viewport().update()

    def full(self) -> bool:
        """Whether the lines fill the card down to its lower corners."""
        return len(self.rows.items) * ROW + 4 >= self.height()

    def chosen(self) -> str | None:
        """Return the key of the chosen line."""
        index = self.currentIndex()
        if not index.isValid() or index.row() >= len(self.rows.items):
            return None
        return key_of(self.rows.items[index.row()])

    def choose(self, key: str) -> None:
        """Choose the line of that key, if it is there; nothing is opened."""
        for number, item in enumerate(self.rows.items):
            if key_of(item) == key:
                self.setCurrentIndex(self.rows.index(number))
                return
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def sizeHint(self) -> QSize:
        """Return room for all lines, or for the sentence of an empty list."""
        count = len(self.rows.items)
        return QSize(260, count * ROW + 2 if count else 150)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen line with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._pick(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        """Say which line was opened."""
        self.picked.emit(self.rows.items[index.row()].what)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines; an empty list says what to do."""
        super().paintEvent(event)
        if not self.rows.items:
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
