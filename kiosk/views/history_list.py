"""Everything that ever was of a unit, newest first: one line a record, read page by page as it is scrolled."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from kiosk.i18n import _, language
from kiosk.values import RecordRow
from kiosk.views import icons, painters, theme
from kiosk.views.lists import Item, Items, only_looked_at, paint_empty

_ROW = 37
#: A line of that width has room for the hour beside the day.
_HOURS_FROM = 380
#: So many records are read at once.
PAGE = 60


def item(row: RecordRow, local: Callable[[datetime], datetime], now: datetime) -> Item:
    """Return a record as a line: when it began, what it is, how it ended."""
    at = local(row.opened_at)
    if at.year != now.year:
        when = f"{at:%Y-%m-%d}"
    else:
        when = f"{at.month}月{at.day}日 {at:%H:%M}" if language() == "zh" else f"{at:%d %b %H:%M}"
    note = "  ".join(row.said)
    state = row.over if str(row.over) else row.state_words
    return Item(row, when, note, str(state), "" if str(row.over) else row.tone, row.short)


class _Pages(Items):
    """The lines, and the way to the older ones."""

    def __init__(self, more: Callable[[str], list[Item]]) -> None:
        """Take what reads the records older than one."""
        super().__init__()
        self.more, self.ended = more, True

    def begin(self) -> None:
        """Read the newest ones; lines that are the same stay as they are."""
        items = self.more("")
        if items and items == self.items[: len(items)]:
            return
        self.ended = len(items) < PAGE
        self.show(items)

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether older ones may be there."""
        return not self.ended

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        """Read the next older ones."""
        items = self.more(self.items[-1].what.number if self.items else "")
        self.ended = len(items) < PAGE
        if items:
            self.beginInsertRows(QModelIndex(), len(self.items), len(self.items) + len(items) - 1)
            self.lines += items
            self.endInsertRows()


class _Painter(QStyledItemDelegate):
    """Paints one line: when, icon and number, what, and how it ended."""

    def __init__(self, parent: QListView, icon_of: Callable[[str], str]) -> None:
        """Take how a service's icon is called."""
        super().__init__(parent)
        self.icon_of = icon_of

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return one height for all."""
        return QSize(120, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint it; the day gives way first where there is little room."""
        painter.save()
        one: Item = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's own struct
        state, t = option.state, theme.now  # type: ignore[attr-defined]  # the same
        soft = t.accent_soft if state & QStyle.StateFlag.State_Selected else ""
        soft = soft or (t.hover if state & QStyle.StateFlag.State_MouseOver else "")
        if soft:
            painter.fillRect(box, QColor(soft))
        if index.row() + 1 < index.model().rowCount():
            painter.setPen(QColor(t.line))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        middle, base = box.center().y(), painters.baseline(box.top(), box.height(), 13)
        icons.draw(painter, self.icon_of(one.what.service), t.mute, box.left() + 14, round(middle - 8), 16)
        left = box.left() + 40
        when = one.title if box.width() >= _HOURS_FROM else one.title.rpartition(" ")[0] or one.title
        wide = painters.width(when, "k") + 14
        painters.runs(painter, [(when, "k")], left, base, wide, 13)
        left += max(wide, 60)
        room = box.right() - 14
        words = str(one.chip)
        if words and one.tone:
            room = painters.chip(painter, words, one.tone, room, middle) - 10
        elif words:
            wide = min(painters.width(words, "k"), (room - left) * 0.5)
            painters.runs(painter, [(words, "k")], room - wide, base, wide, 13)
            room -= wide + 10
        painters.runs(painter, [(f"{one.strong}  ", "K"), (one.note, "k2")], left, base, room - left, 13)
        painter.restore()


class HistoryList(QListView):
    """The list; `picked` gives the number of a record that was opened."""

    picked = Signal(str)

    def __init__(self, bridge: Any, icon_of: Callable[[str], str]) -> None:
        """Read through the bridge; no unit yet."""
        super().__init__()
        self.bridge, self.code = bridge, ""
        self.setObjectName("unit.everything")
        self.setAccessibleName(str(_("Everything, newest first")))
        self.rows = _Pages(self._more)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self, icon_of))
        only_looked_at(self)
        self.setMinimumHeight(120)
        self.clicked.connect(self._pick)
        self.rows.rowsInserted.connect(self.updateGeometry)

    def show_unit(self, code: str) -> None:
        """Show another unit's records, or the same one's as they are now."""
        if code != self.code:
            self.code = code
            self.rows.show([])
        self.rows.begin()
        self.updateGeometry()
        self.viewport().update()

    def _more(self, before: str) -> list[Item]:
        """Read the records older than one as lines."""
        if not self.code:
            return []
        now = self.bridge.local_now()
        found = self.bridge.reader.unit_records(self.code, before=before, limit=PAGE)
        return [item(row, self.bridge.local, now) for row in found]

    def sizeHint(self) -> QSize:
        """Return room for all lines that were read, or for the sentence of an empty list."""
        return QSize(260, max(len(self.rows.items) * _ROW + 3, 120))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen line with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._pick(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        """Say which record was opened."""
        self.picked.emit(self.rows.items[index.row()].what.number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines; an empty list says so."""
        super().paintEvent(event)
        if not self.rows.items:
            paint_empty(self, QPainter(self.viewport()), "history", str(_("Nothing was ever here.")))
