"""The services that have no entry in the rail but belong to another's page: a cartload, a check of the shelves."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.values import ServiceRow
from kiosk.views.widgets import Button, clear, column


class Beside(QWidget):
    """Quiet buttons below a list; `turned` names the service that was chosen."""

    turned = Signal(str)

    def __init__(self) -> None:
        """Stand empty."""
        super().__init__()
        self.box = column(self, 2)

    def show_services(self, here: str, services: list[ServiceRow]) -> None:
        """Offer what belongs to a service or a place of the house, or to the one beside which it stands."""
        home = next((s.beside for s in services if s.key == here), "") or here
        found = [s for s in services if s.key != here and home in (s.key, s.beside)]
        clear(self.box)
        self.setVisible(bool(found))
        for of in found:
            words = f"{of.title} · {of.open}" if of.open else of.title
            button = Button(words, f"{here}.beside.{of.key}", kind="quiet", icon=of.icon)
            button.clicked.connect(lambda checked=False, k=of.key: self.turned.emit(k))
            self.box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
