"""A board of things: racks of tiles in one scrolling view; arrows walk over it, Enter or a click opens the step that fits."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kiosk.i18n import Say, _
from kiosk.values import Rack, Things, Tile
from kiosk.views import painters, theme
from kiosk.views.lists import paint_empty
from kiosk.views.widgets import Button, clear, column, heading, row, tip, tone_label

#: Of a tile with the gap at its right and below it, and of the line over a rack.
TILE, HEAD, GAP = (158, 98), 34, 10
#: Tiles are at least so wide; wider where that fills the row.
_MOST = 200


class _Tiles(QAbstractListModel):
    """Racks and tiles one after the other: a rack's title is a line of its own that nobody can choose."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.lines: list[Rack | Tile] = []

    def show(self, things: Things) -> None:
        """Show another board; nothing moves if it is the same."""
        lines: list[Rack | Tile] = []
        for rack in things.racks:
            lines += [rack, *rack.tiles]
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """A title is looked at only."""
        if isinstance(self.lines[index.row()], Rack):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line; for screen readers, and whoever rests the mouse on it, its whole sentence."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return str(line.title) if isinstance(line, Rack) else sentence(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Tile):
            return tip(sentence(line))
        return None


def sentence(tile: Tile) -> str:
    """Return all that a tile says, with what a click does."""
    said = [tile.place, str(tile.what), str(tile.words), str(tile.who), str(tile.button)]
    return " · ".join(one for one in said if one)


class _TilePainter(QStyledItemDelegate):
    """Paints a tile, or the title of a rack."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the room of a tile; a title takes the whole row."""
        view: TileList = self.parent()
        if isinstance(index.data(Qt.ItemDataRole.UserRole), Rack):
            return QSize(view.row_width(), HEAD)
        return QSize(view.tile_width(), TILE[1])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint one line."""
        painter.save()
        line = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's own struct
        if isinstance(line, Rack):
            base = painters.baseline(rect.top() + 6, rect.height() - 8, 12)
            painters.runs(painter, [(str(line.title), "s")], rect.left() + 2, base, rect.width(), 12, theme.now.mute)
        else:
            state = option.state  # type: ignore[attr-defined]  # Qt's own struct
            self._tile(painter, rect.adjusted(0, 0, -GAP, -GAP), line, state)
        painter.restore()

    def _tile(self, painter: QPainter, box: QRectF, tile: Tile, state: QStyle.StateFlag) -> None:
        """Paint place and state above, whose it is below, and who has it."""
        t = theme.now
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self.parent().hasFocus()
        fill = t.hover if state & QStyle.StateFlag.State_MouseOver else t.card
        if tile.number:
            painters.rounded(painter, box, 10, fill, t.accent if chosen else t.line, 2 if chosen else 1)
            edge = QRectF(box.left() + 1, box.top() + 12, 4, box.height() - 24)
            painters.rounded(painter, edge, 2, t.tone(tile.tone)[0])
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(t.accent if chosen else t.line), 2 if chosen else 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 10, 10)
        left, right = box.left() + 14, box.right() - 10
        room = right
        if tile.number:
            room = painters.chip(painter, str(tile.words), tile.tone, right, box.top() + 21) - 6
        base = painters.baseline(box.top() + 11, 20, 14, True)
        painters.runs(painter, [(tile.place or "—", "b" if tile.number else "m")], left, base, room - left)
        below = str(tile.what) if tile.number else str(tile.words)
        painters.runs(
            painter, [(below, "k2")], left, painters.baseline(box.top() + 35, 18, 13), right - left, 13,
            t.mute if not tile.number else t.ink,
        )  # fmt: skip  # one line a group reads better
        base = painters.baseline(box.top() + 56, 18, 12)
        since = self.parent().when(tile)
        wide = painters.width(since, "s") + 8 if since else 0
        painters.runs(painter, [(str(tile.who), "s")], left, base, right - left - wide, 12, t.mute)
        painters.runs(painter, [(since, "s")], right - wide + 8, base, wide, 12, t.mute)


class TileList(QListView):
    """The tiles of a board."""

    picked = Signal(object)

    def __init__(self, name: str, words: Say, empty: Say, icon: str, local: Any) -> None:
        """Take the fixed name, what the board is called, what an empty one teaches, and the estate's clock."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(str(words))
        self.empty, self.icon, self.local = empty, icon, local
        self.rows = _Tiles()
        self.setModel(self.rows)
        self.setItemDelegate(_TilePainter(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setViewportMargins(14, 4, 0, 10)
        self.clicked.connect(self._pick)

    def show_things(self, things: Things) -> None:
        """Show a board, the chosen tile still chosen."""
        kept = self.chosen()
        self.rows.show(things)
        self.choose(kept.key if kept is not None else "")
        self.viewport().update()

    def when(self, tile: Tile) -> str:
        """Return since when somebody has it: the hour of today, the day of others."""
        if tile.since is None:
            return ""
        at, now = self.local(tile.since), self.local(None)
        return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"

    def row_width(self) -> int:
        """Return how wide a row is."""
        return max(self.viewport().width() - 2, TILE[0])

    def tile_width(self) -> int:
        """Return how wide a tile is, so that a row is filled."""
        across = max(self.row_width() // TILE[0], 1)
        return min(self.row_width() // across, _MOST)

    def chosen(self) -> Tile | None:
        """Return the tile that is chosen."""
        index = self.currentIndex()
        line = self.rows.lines[index.row()] if index.isValid() and index.row() < len(self.rows.lines) else None
        return line if isinstance(line, Tile) else None

    def choose(self, key: str) -> None:
        """Choose the tile of that key, else the first; nothing is opened."""
        tiles = [no for no, line in enumerate(self.rows.lines) if isinstance(line, Tile)]
        if tiles:
            lines: Any = self.rows.lines
            found = next((no for no in tiles if key and lines[no].key == key), tiles[0])
            self.setCurrentIndex(self.rows.index(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen tile with Enter; arrows go to the next tile that way, past the titles."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._pick(self.currentIndex())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._climb(down=key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """Go to the next tile, over the end of a row and a rack."""
        no = self.currentIndex().row() + by
        while 0 <= no < len(self.rows.lines):
            if isinstance(self.rows.lines[no], Tile):
                self.setCurrentIndex(self.rows.index(no))
                return
            no += by

    def _climb(self, *, down: bool) -> None:
        """Go to the nearest tile of the next row."""
        here: QRect = self.visualRect(self.currentIndex())
        best: tuple[int, int, int] | None = None
        for no, line in enumerate(self.rows.lines):
            if isinstance(line, Rack):
                continue
            there = self.visualRect(self.rows.index(no))
            away = (there.top() - here.top()) * (1 if down else -1)
            if away > 0 and (best is None or (away, abs(there.left() - here.left())) < best[:2]):
                best = (away, abs(there.left() - here.left()), no)
        if best is not None:
            self.setCurrentIndex(self.rows.index(best[2]))

    def _pick(self, index: QModelIndex) -> None:
        """Say which tile was opened."""
        line = self.rows.lines[index.row()] if index.isValid() else None
        if isinstance(line, Tile):
            self.picked.emit(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out anew: their width follows the board's."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles; an empty board says what to do."""
        super().paintEvent(event)
        if not self.rows.lines:
            paint_empty(self, QPainter(self.viewport()), self.icon, str(self.empty))


class ThingsBoard(QWidget):
    """A service's board with its counts above it: `opened` a tile that somebody wants, `adds` the step for more places."""

    opened = Signal(object)
    adds = Signal(str)

    def __init__(self, bridge: Any, key: str, title: Say, icon: str) -> None:
        """Stand empty until it is told what to show."""
        super().__init__()
        self.bridge, self.key = bridge, key
        box = column(self, 8)
        self.title = heading(title)
        box.addWidget(self.title)
        self.counts = row(None, 8)
        box.addLayout(self.counts)
        empty = str(_("Nothing here just now."))
        self.list = TileList(f"{key}.board", title, empty, icon, self._local)
        self.list.picked.connect(self.opened.emit)
        box.addWidget(self.list, 1)

    def _local(self, instant: Any) -> Any:
        """Return an instant in the estate's zone; now without one."""
        return self.bridge.local(instant) if instant is not None else self.bridge.local_now()

    def renew(self) -> Things | None:
        """Query the board and show it."""
        things: Things | None = self.bridge.reader.things(self.key)
        if things is None:
            return None
        self.things = things
        self.list.empty = things.empty
        self.list.show_things(things)
        clear(self.counts)
        for one in things.counts:
            self.counts.addWidget(tone_label(f"{one.words} {one.count}", one.tone))
        self.counts.addStretch(1)
        if things.adds:
            more = Button(_("Change hooks"), f"{self.key}.add_places", kind="small", icon="settings")
            more.clicked.connect(lambda checked=False: self.adds.emit(things.adds))
            self.counts.addWidget(more)
        return things
