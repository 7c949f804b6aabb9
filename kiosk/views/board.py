"""The board, home of the window: what is due now, the services at hand, the figures of this moment."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.i18n import _
from kiosk.values import DueRow, Figure, ServiceRow
from kiosk.views import painters
from kiosk.views.due_list import DueList
from kiosk.views.turns import Turns
from kiosk.views.waiting import WaitingCards
from kiosk.views.widgets import Button, Runs, Scroll, card, clear, column, group, heading, label, row, tip

#: How many rows the board asks for; more than that is a list to be worked down elsewhere.
MOST = 200
#: What a tile has for its words beside icon and key; a longer title gives way to the service's.
_TILE = 72
#: So many services have a tile; the others are in the rail.
TILES = 6
#: From this width on the tiles are wide enough for their keys.
_WIDE = 1080


class Board(QWidget):
    """Two columns: what to do, and what to begin."""

    step = Signal(str, str)  # step, number ("" = begins)
    opened = Signal(str)
    listed = Signal(str)  # the service whose list is wanted
    unread = Signal(object)  # the error for which nothing could be read

    def __init__(self, bridge: Any, keys: dict[str, str]) -> None:
        """Take the bridge, and service key → function key of the tiles."""
        super().__init__()
        self.bridge, self.keys = bridge, keys
        self.tiles_wide: bool | None = None  # None before there are tiles
        self.beside: object = None  # what the right column shows
        self.turns = Turns(self, whole=bridge.inline)
        self.turns.failed.connect(self.unread.emit)
        self.setProperty("kind", "ground")
        line = row(self, 24, (24, 18, 24, 16))
        left = QWidget()
        box = column(left, 4)
        self.cards = WaitingCards("board")
        self.cards.chosen.connect(self.opened.emit)
        self.cards.listed.connect(self.listed.emit)
        self.cards.setContentsMargins(0, 0, 0, 12)
        box.addWidget(self.cards)
        box.addWidget(heading(_("To do"), _("by due time; one click acts")))
        self.list = DueList()
        self.list.acted.connect(lambda due: self.step.emit(due.step, due.number))
        self.list.opened.connect(lambda due: self.opened.emit(due.number))
        box.addWidget(self.list, 1)
        self.more = label(_("These are the first {n}; the rest follows when some are done.").format(n=MOST), "small")
        self.more.hide()
        box.addWidget(self.more)
        line.addWidget(left, 1)
        self.side = Scroll()
        self.side.box.setContentsMargins(0, 40, 0, 0)
        line.addWidget(self.side)

    def resizeEvent(self, event: Any) -> None:
        """Give way to the list: the tiles become narrow, then go; their keys and the rail stay."""
        super().resizeEvent(event)
        self.side.setFixedWidth(336 if self.width() >= _WIDE else 264)
        self.side.setVisible(self.width() >= 800)
        if self.tiles_wide not in (None, self.width() >= _WIDE):
            self.renew()  # first made before the window had its size

    def renew(self) -> None:
        """Query again, some rows a turn."""
        self.turns.begin(self._reading)

    def _reading(self) -> Iterator[None]:
        """Read part after part, then show what there is."""
        reader = self.bridge.reader
        services, waiting = reader.services(), reader.waiting()
        yield
        due: list[DueRow] = []
        for part in reader.board_parts(MOST):
            due += part
            yield
        seen = waiting.numbers  # whoever stands here is on a card, and neither on the list nor counted with it
        figures = reader.right_now(seen)
        yield
        self.cards.show_waiting(waiting)
        due.sort(key=lambda one: (one.at, one.number))
        self.list.show_rows([one for one in due if one.number not in seen], {of.key: of.title for of in services})
        self.more.setVisible(len(due) == MOST)
        self._show_side(services, figures)

    def _show_side(self, services: list[ServiceRow], figures: list[Figure]) -> None:
        """Show tiles and figures; what is the same stays as it is."""
        tiles = ([(of.key, of.begins[:1]) for of in services], self.width() >= _WIDE)
        if (tiles, figures) == self.beside:
            return
        self.beside = (tiles, figures)
        focus = self.window().focusWidget()
        name = focus.objectName() if focus is not None and self.side.isAncestorOf(focus) else ""
        clear(self.side.box)
        self.side.box.addWidget(self._tiles(services))
        self.side.box.addWidget(group(_("Right now")))
        self.side.box.addWidget(card([_figure(one) for one in figures]))
        self.side.box.addStretch(1)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def tick(self) -> None:
        """A minute has gone by for those who wait."""
        self.cards.tick()

    def _rank(self, of: ServiceRow) -> tuple[int, int]:
        """Return where a service's tile stands: those with a key of their own first, by that key."""
        key = self.keys.get(of.key, "")
        return (0, int(key[1:])) if key[1:].isdigit() else (1, 0)

    def _tiles(self, services: list[ServiceRow]) -> QWidget:
        """Return the services' first steps as tiles, with their keys."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        made = sorted(((of, of.begins[0]) for of in services if of.begins), key=lambda one: self._rank(one[0]))
        is_wide = self.tiles_wide = self.width() >= _WIDE
        for at, (of, begin) in enumerate(made[:TILES]):
            key = self.keys.get(of.key, "") if is_wide else ""  # a narrow tile needs its room for words
            words = begin.title if painters.width(str(begin.title), "b") <= _TILE else of.title
            tile = Button(words, f"board.{of.key}", kind="tile", icon=of.icon, key=key)
            tile.setAccessibleName(str(begin.title))
            tile.setToolTip(tip(begin.title))
            tile.setCursor(Qt.CursorShape.PointingHandCursor)
            tile.clicked.connect(lambda checked=False, s=begin.key: self.step.emit(s, ""))
            grid.addWidget(tile, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return holder


def _figure(one: Figure) -> Runs:
    """Return a figure as a line; a pressing one bears its tone beside its words."""
    if one.tone:
        return Runs([(str(one.words), "n")], right=one.value, tone=one.tone)
    return Runs([(str(one.words), "n")], right=one.value, bold=True)
