"""The residents: buildings at the left, the homes of one of them, and a line that finds anybody; never all at once."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from kiosk.forms.form import Form
from kiosk.i18n import Say, _
from kiosk.values import Home
from kiosk.views.aside import Keeping
from kiosk.views.beside import Beside
from kiosk.views.lists import Item, ItemList, Items
from kiosk.views.overlays import field
from kiosk.views.widgets import Button, Scroll, clear, column, group, heading, label, row

#: So many homes are read at a time: more come when the list is scrolled to its end.
PAGE = 60
#: A search waits for this long after the last key.
_PAUSE_MS = 120
#: So many names stand in a line; the rest is a number.
_NAMES = 4


def home_item(home: Home) -> Item:
    """Return a home as a line: unit and words, who lives there, and whether something is open."""
    names = "  ".join(f"{one.name} {one.phone}".strip() for one in home.people[:_NAMES])
    more = len(home.people) - _NAMES
    if more > 0:
        words = _("and {n} more").format(n=more)
        names += f"  {words}"
    chip: Say = ""
    tone = "mute"
    if home.open:
        chip, tone = _("{n} open").format(n=home.open), "blue"
    elif home.notes:
        chip, tone = _("{n} notes").format(n=home.notes), "amber"
    said = home.words if home.words != home.unit else ""
    return Item(home.unit, said, names or str(_("Nobody is entered here yet.")), chip, tone, home.unit)


class _Reading(Items):
    """Lines that are read as far as somebody scrolls."""

    def __init__(self) -> None:
        """Begin with nothing to read."""
        super().__init__()
        self.read: Callable[[int], list[Home]] = lambda _offset: []
        self.whole = True

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Whether the last page was a full one."""
        return not self.whole

    def fetchMore(self, parent: QModelIndex) -> None:
        """Read the next page."""
        fresh = [home_item(home) for home in self.read(len(self.items))]
        self.whole = len(fresh) < PAGE
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self.items), len(self.items) + len(fresh) - 1)
            self.items.extend(fresh)
            self.endInsertRows()


class HomeList(ItemList):
    """A list that reads on when it is scrolled: what was never looked at is never read."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__("residents.list", _("Homes"), _("Nobody is called so here."), "users")
        self.rows = self.reading = _Reading()
        self.setModel(self.rows)
        self.rows.rowsInserted.connect(self.updateGeometry)

    def show_homes(self, read: Callable[[int], list[Home]]) -> None:
        """Show what `read(offset)` gives, as far as it is looked at."""
        first = read(0)
        self.reading.read, self.reading.whole = read, len(first) < PAGE
        self.show_items([home_item(home) for home in first])


class ResidentsPage(Keeping, QWidget):
    """The register of the estate: who lives where."""

    opened = Signal(str)
    imports = Signal()
    turned = Signal(str)
    taken = Signal(object)
    drafts_changed = Signal()

    def __init__(self, bridge: Any) -> None:
        """Take the bridge."""
        super().__init__()
        self.bridge = bridge
        self.setProperty("kind", "ground")
        line = row(self, 24, (24, 18, 24, 16))
        line.addWidget(self._left())
        self.middle = QWidget()
        self.middle.setMaximumWidth(840)
        self.box = column(self.middle, 10)
        line.addWidget(self.middle, 100)
        line.addStretch(1)
        self.building, self.buildings = "", [""]
        self.form: Form | None = None
        self.entries: dict[str, Button] = {}
        self._show_list()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.pause.timeout.connect(self._search)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more: what was typed is looked up when the page is seen again."""
        super().hideEvent(event)
        self.pause.stop()

    def _left(self) -> QWidget:
        """Return the column of buildings, and what may be done to the register."""
        made = QWidget()
        made.setFixedWidth(220)
        side = column(made, 8)
        side.addWidget(heading(_("Residents")))
        self.count = label("", "small")
        side.addWidget(self.count)
        side.addWidget(group(_("Buildings")))
        scroll = Scroll()
        self.menu = scroll.box
        self.menu.setSpacing(2)
        side.addWidget(scroll, 1)
        self.acts = column(None, 6)
        side.addLayout(self.acts)
        self.beside = Beside()
        self.beside.turned.connect(self.turned.emit)
        side.addWidget(self.beside)
        return made

    def _show_list(self) -> None:
        """Put the search line and the list into the middle."""
        clear(self.box)
        self.form = None
        self.find = field("residents.find", _("Find a resident"), hint=_("Unit, name, initials or phone ending"))
        self.find.textChanged.connect(lambda _text: self.pause.start())
        self.box.addWidget(self.find)
        self.list = HomeList()
        self.list.picked.connect(self.opened.emit)
        self.box.addWidget(self.list, 1)
        self.box.addStretch(0)

    def renew(self) -> None:
        """Query again, unless somebody types into a form here."""
        self.beside.show_services("residents", self.bridge.reader.services())
        if self.form is not None:
            if self.form.answers:
                return
            self._show_list()
        reader = self.bridge.reader
        homes, people = reader.home_count()
        self.count.setText(str(_("{homes} homes, {people} residents").format(homes=homes, people=people)))
        self.buildings = reader.buildings()
        if self.building not in self.buildings:
            self.building = self.buildings[0] if self.buildings else ""
        self._draw_menu()
        self._draw_acts()
        self._fill()

    def _draw_menu(self) -> None:
        """Show the buildings as entries."""
        clear(self.menu)
        self.entries = {}
        for number, building in enumerate(self.buildings):
            words = _("Building {name}").format(name=building) if building.isascii() else building
            entry = Button(words, f"residents.building.{number}", kind="nav", icon="building-2")
            entry.setCheckable(True)
            entry.setChecked(building == self.building)
            entry.clicked.connect(lambda checked=False, b=building: self.show_building(b))
            self.entries[building] = entry
            self.menu.addWidget(entry)
        self.menu.addStretch(1)

    def _draw_acts(self) -> None:
        """Show what this clerk may do to the register."""
        clear(self.acts)
        acts = (
            ("estate.move_in", _("Add a resident"), "plus", lambda: self.open_step("estate.move_in")),
            ("estate.add_unit", _("Add a unit"), "building-2", lambda: self.open_step("estate.add_unit")),
            ("estate.import_rows", _("Import a list"), "inbox", self.imports.emit),
        )
        for step, words, icon, act in acts:
            if self.bridge.reader.may(step):
                button = Button(words, f"residents.{step}", kind="begin", icon=icon)
                button.clicked.connect(lambda checked=False, a=act: a())
                self.acts.addWidget(button)

    def show_building(self, building: str) -> None:
        """Show the homes of another building: what was looked for is done with."""
        self.building = building
        if self.form is not None:
            self.keep_form()
            self._show_list()
        self.find.blockSignals(True)
        self.find.clear()
        self.find.blockSignals(False)
        self._fill()

    def _search(self) -> None:
        """Show what the typed text finds; an empty line shows the building again."""
        if self.form is None:
            self._fill()

    def _fill(self) -> None:
        """Show the homes that were asked for."""
        text, reader = self.find.text().strip(), self.bridge.reader
        for name, entry in self.entries.items():
            entry.setChecked(not text and name == self.building)
        if not self.buildings:
            self.list.empty = _("The register is empty: import the list that the office has, or add a unit.")
        else:
            self.list.empty = _("Nobody is called so here. Two characters or three digits at least.")
        if text:
            self.list.show_homes(lambda offset: [] if offset else reader.find_homes(text))
        else:
            building = self.building
            self.list.show_homes(lambda offset: reader.homes(building, limit=PAGE, offset=offset) if building else [])

    # steps of the register

    def open_step(self, step: str, answers: dict[str, Any] | None = None, *, once: str = "") -> None:
        """Show a step of the register in the middle; what was typed into another one is kept."""
        self.keep_form()
        clear(self.box)
        self.form = Form(self.bridge, step, answers=answers, once=once)
        self.form.late.hide()
        self.box.addWidget(heading(self.form.draft.title))
        self.box.addWidget(self.form, 1)
        self.form.taken.connect(self._taken)
        self.form.put_aside.connect(self.put_aside)
        self.form.given_up.connect(self.give_up)
        self.form.drop.show()
        self.form.focus_first()

    def close_form(self) -> None:
        """Show the list again."""
        self._show_list()
        self.renew()

    def _taken(self, outcome: Any) -> None:
        """Open the unit that was changed."""
        unit = str(self.form.answers.get("unit", "")) if self.form is not None else ""
        self.form = None
        self.taken.emit(outcome)
        self._show_list()
        if unit:
            self.opened.emit(unit)
        else:
            self.renew()
