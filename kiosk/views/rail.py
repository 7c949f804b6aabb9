"""The rail: the desk, the services by group, and below the places of the house."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from kiosk.i18n import Say, _
from kiosk.values import ServiceRow
from kiosk.views import painters, theme
from kiosk.views.widgets import Button, Scroll, column, tip

WIDE = 160


class _Estate(QWidget):
    """The estate's name and the desk's, at the top of the rail."""

    def __init__(self, estate: str, desk: str) -> None:
        """Hold both names."""
        super().__init__()
        self.estate, self.desk = estate, desk
        self.setFixedHeight(66)
        self.setAccessibleName(f"{estate} {desk}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names, elided in the rail's width."""
        painter = QPainter(self)
        t, room = theme.now, self.width() - 28
        painters.runs(painter, [(self.estate, "b")], 18, 36, room, 15, t.bright)
        painters.runs(painter, [(self.desk, "n")], 18, 56, room, 12, t.rail_ink)


class Rail(QFrame):
    """Navigation: one checked entry at a time."""

    went = Signal(str)

    #: The places of the house, below the services: key, words, icon.
    HOUSE = (
        ("residents", _("Residents"), "users"),
        ("queue", _("Print queue"), "printer"),
        ("journal", _("Journal"), "book-open"),
        ("settings", _("Settings"), "settings"),
    )

    def __init__(self, estate: str, desk: str, services: list[ServiceRow]) -> None:
        """Make an entry for the desk, each service and each place."""
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDE)
        self.group = QButtonGroup(self)
        self.entries: dict[str, Button] = {}
        box = column(self, 0, (0, 0, 0, 12))
        box.addWidget(_Estate(estate, desk))
        scroll = Scroll()
        scroll.box.setContentsMargins(8, 8, 8, 8)
        scroll.box.setSpacing(2)
        scroll.box.addWidget(self._entry("desk", _("Desk"), "list-todo"))
        group = ""
        self.beside = {row.key: row.beside for row in services if row.beside}
        for row in services:
            if row.beside:
                continue  # found on another one's page
            if row.group != group and group:
                scroll.box.addSpacing(10)
            group = row.group
            scroll.box.addWidget(self._entry(row.key, row.title, row.icon, row.open))
        scroll.box.addStretch(1)
        box.addWidget(scroll, 1)
        foot = QWidget()
        foot_box = column(foot, 2, (8, 0, 8, 0))
        for key, words, icon in self.HOUSE:
            foot_box.addWidget(self._entry(key, words, icon))
        box.addWidget(foot)

    def _entry(self, key: str, words: Say, icon: str, badge: int = 0) -> Button:
        """Return one entry."""
        made = Button(words, f"rail.{key}", kind="rail", icon=icon, badge=badge)
        made.setCheckable(True)
        made.setToolTip(tip(words))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda checked=False, k=key: self.went.emit(k))
        self.group.addButton(made)
        self.entries[key] = made
        return made

    def mark(self, key: str) -> None:
        """Show where we are; a unit and an import belong to the residents."""
        key = "residents" if key in ("unit", "import") else self.beside.get(key, key)
        if key in self.entries:
            self.entries[key].setChecked(True)
        self.update()

    def count(self, key: str, number: int) -> None:
        """Show how many there are."""
        if key in self.entries:
            self.entries[key].set_badge(number)
