"""The page of a service whose things are laid out: the board stands in the middle while no record is open."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

from kiosk.i18n import _
from kiosk.values import ServiceRow, Tile
from kiosk.views.service import ServicePage
from kiosk.views.tiles import ThingsBoard
from kiosk.views.widgets import Button, clear

#: Width of the middle while it holds a form, and without bounds.
_FORM, _ANY = 840, 16_777_215


class ThingsPage(ServicePage):
    """A service's page with its board: a click or Enter on a tile opens the step that fits, and then the board again."""

    adds = Signal(str)

    board: ThingsBoard | None = None
    came_from = ""  # the tile that was opened last

    def __init__(self, bridge: Any, service: ServiceRow, preferences: Any) -> None:
        """Build the page; the way back to the board stands above the list."""
        self.way = Button(_("Board"), f"{service.key}.to_board", kind="quiet", icon="chevron-left", key="Esc")
        self.way.clicked.connect(lambda checked=False: self._back())
        super().__init__(bridge, service, preferences)
        self.left.layout().insertWidget(1, self.way, 0, Qt.AlignmentFlag.AlignLeft)  # type: ignore[attr-defined]  # a column

    def empty_middle(self) -> None:
        """Take the board away with everything else."""
        super().empty_middle()
        self.board = None
        self.middle.setMaximumWidth(_FORM)
        self.right.setVisible(self.fold.isHidden())
        self.way.setVisible(self.way.parentWidget() is not None)  # else it were a window of its own

    def show_nothing(self) -> None:
        """Show the board: it says what can be done here better than words do."""
        super().show_nothing()
        clear(self.middle_box)
        self.board = ThingsBoard(self.bridge, self.service.key, self.service.title, self.service.icon)
        self.board.opened.connect(self._opened)
        self.board.adds.connect(self.adds.emit)
        self.middle_box.addWidget(self.board, 1)
        self.middle.setMaximumWidth(_ANY)
        self.right.hide()
        self.way.hide()
        self.board.renew()
        self.board.list.choose(self.came_from)
        self.board.list.setFocus()

    def renew(self) -> None:
        """Query board and list again."""
        super().renew()
        if self.board is not None:
            self.board.renew()

    def _opened(self, tile: Tile) -> None:
        """Open the step that fits a tile: a free place begins a record there."""
        self.came_from = tile.key
        if tile.number:
            self.open(tile.number, step=tile.step)
            return
        step, _dot, question = (self.board.things.begins if self.board is not None else "").rpartition(".")
        if step:
            self.begin(step, {question: tile.place})

    def _taken(self, outcome: Any) -> None:
        """Show the board again once a step is taken that was begun on it."""
        super()._taken(outcome)
        if self.came_from and self.number == outcome.number:
            self.show_nothing()

    def _back(self) -> None:
        """Show the board again; what was typed is kept."""
        self.keep_typed()
        self.show_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back with Esc: from a quieter step to the record, from there to the board, unless something is being typed."""
        if event.key() == Qt.Key.Key_Escape and self.step_back():
            return
        typed = self.form is not None and bool(self.form.typed)
        if event.key() == Qt.Key.Key_Escape and self.board is None and not typed:
            self.show_nothing()
            event.accept()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Let arrows and Enter work on the board at once, whoever opened the page."""
        super().showEvent(event)
        if self.board is not None:
            self.board.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths; the board has that of the right column too."""
        super().resizeEvent(event)
        if self.board is not None:
            self.right.hide()
