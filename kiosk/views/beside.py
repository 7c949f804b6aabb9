"""The services that have no entry in the rail but belong to another's page: a cartload, a check of the shelves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.values import ServiceRow
from kiosk.views import painters
from kiosk.views.widgets import Button, tip

#: What a button needs beside its words, which may be as small as labels are.
_ICON = 33
#: In a window lower than this the list above needs the room: two in a line, long words cut.
_LOW = 740


class Beside(QWidget):
    """Quiet buttons below a list, two in a line where all can be read; `turned` names the service that was chosen."""

    turned = Signal(str)

    def __init__(self, *more: Button) -> None:
        """Stand empty but for `more` buttons, which come last."""
        super().__init__()
        self.more = more
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(2)
        self.grid.setColumnStretch(0, 1)
        self.across = 2
        self.made: list[Button] = []
        self._lay()

    def show_services(self, here: str, services: list[ServiceRow]) -> None:
        """Offer what belongs to a service or a place of the house, or to the one beside which it stands."""
        home = next((s.beside for s in services if s.key == here), "") or here
        found = [s for s in services if s.key != here and home in (s.key, s.beside)]
        for one in self.made:
            self.grid.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.made = []
        for of in found:
            words = f"{of.title} · {of.open}" if of.open else of.title
            button = Button(words, f"{here}.beside.{of.key}", kind="link", icon=of.icon)
            button.setToolTip(tip(words))
            button.clicked.connect(lambda checked=False, k=of.key: self.turned.emit(k))
            self.made.append(button)
        self._lay()
        if self.more:
            before = self.more[0].previousInFocusChain()
            for one in (*self.made, *self.more):  # Tab reads them as the eye does
                QWidget.setTabOrder(before, one)
                before = one
        self.setVisible(bool(self.made or self.more))

    def _lay(self) -> None:
        """Put all of them into the grid."""
        every = [*self.made, *self.more]
        widest = max((painters.width(str(one.words), "n", 12) + _ICON for one in every), default=0)
        fits = 2 * widest + self.grid.spacing() <= self.width()
        self.across = 2 if fits or (self.isVisible() and self.window().height() < _LOW) else 1
        for at, one in enumerate(every):
            self.grid.addWidget(one, at // self.across, at % self.across)
        self.grid.setColumnStretch(1, self.across - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them anew for another width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay()
