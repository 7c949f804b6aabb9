"""A unit's page: people, notes, what is open here, and the steps of the household file."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.forms.form import Form
from kiosk.i18n import _
from kiosk.values import UnitCard
from kiosk.views.basket import Basket
from kiosk.views.lists import ItemList
from kiosk.views.overlays import field
from kiosk.views.widgets import Button, Runs, Scroll, card, clear, column, group, heading, label, row

STEPS = (
    ("estate.add_note", _("Note on this unit"), "message-square"),
    ("estate.move_in", _("Add a resident"), "plus"),
    ("estate.move_out", _("Resident moves out"), "log-out"),
    ("estate.add_unit", _("Add a unit"), "building-2"),
)


class UnitPage(QWidget):
    """Three columns: the unit and its people; what is open, and the basket; what may be begun for it."""

    went = Signal(str)
    step = Signal(str, object)
    taken = Signal(object)

    def __init__(self, bridge: Any) -> None:
        """Take the bridge; no unit is shown yet."""
        super().__init__()
        self.bridge, self.code = bridge, ""
        self.setProperty("kind", "ground")
        line = row(self, 20, (24, 18, 24, 16))
        self.left = Scroll()
        self.left.setFixedWidth(320)
        line.addWidget(self.left)
        self.middle = QWidget()
        self.middle_box = column(self.middle, 8)
        line.addWidget(self.middle, 1)
        self.right = Scroll()
        self.right.setFixedWidth(280)
        line.addWidget(self.right)
        self.form: Form | None = None

    def show_unit(self, code: str) -> None:
        """Show another unit."""
        self.code, self.form = code, None
        self.renew()

    def renew(self) -> None:
        """Query again, unless somebody types here."""
        if self.form is not None and self.form.answers:
            return
        self.form = None
        unit: UnitCard | None = self.bridge.reader.unit(self.code) if self.code else None
        self._people(unit)
        self._open(unit)
        self._begin()

    def _people(self, unit: UnitCard | None) -> None:
        """Show the unit at the left; without one, the way to find it."""
        box = self.left.box
        clear(box)
        if unit is None:
            box.addWidget(heading(_("Residents")))
            find = field("unit.find", _("Unit"), hint=_("Unit, such as 3-2-1005"))
            find.returnPressed.connect(lambda: self.show_unit(find.text().strip()))
            box.addWidget(find)
            unknown = _("No such unit: {unit}").format(unit=self.code)
            teach = _("Type a unit here, or a name in the box above.")
            box.addWidget(label(unknown if self.code else teach, "mute", wrap=True))
            box.addStretch(1)
            return
        box.addWidget(heading(unit.unit, unit.title if str(unit.title) != unit.unit else ""))
        for note in unit.notes:
            box.addWidget(label(note, "note", wrap=True))
        box.addWidget(group(_("People")))
        if unit.people:
            box.addWidget(card([Runs([(p.name, "b"), (f"  {p.relation}", "n")], right=p.phone) for p in unit.people]))
        else:
            box.addWidget(label(_("Nobody is entered here yet."), "mute"))
        box.addStretch(1)

    def _open(self, unit: UnitCard | None) -> None:
        """Show what is open here."""
        clear(self.middle_box)
        if unit is None:
            self.middle_box.addStretch(1)
            return
        self.middle_box.addWidget(heading(_("Open here"), str(len(unit.open))))
        if unit.open:
            self.basket = Basket(self.bridge, unit)
            self.basket.went.connect(self.went.emit)
            self.basket.taken.connect(self._taken)
            self.middle_box.addWidget(self.basket)
        else:
            rows = ItemList("unit.open", _("Open here"), _("Nothing of this unit is open."), "circle-check")
            self.middle_box.addWidget(rows)
        self.middle_box.addStretch(1)

    def _begin(self) -> None:
        """Offer what may be begun for this unit, and the household file."""
        box = self.right.box
        clear(box)
        services = self.bridge.reader.services()
        if self.code:
            box.addWidget(heading(_("Begin")))
            for of in services:
                for begin in of.begins[:1]:
                    button = Button(begin.title, f"unit.{begin.key}", kind="begin", icon=of.icon)
                    button.clicked.connect(lambda checked=False, s=begin.key: self.step.emit(s, {"unit": self.code}))
                    box.addWidget(button)
        box.addWidget(group(_("Household file")))
        for key, words, icon in STEPS:
            button = Button(words, f"{key}.open", kind="begin", icon=icon)
            button.clicked.connect(lambda checked=False, s=key: self.open_step(s))
            box.addWidget(button)
        box.addStretch(1)

    def open_step(self, step: str) -> None:
        """Show a step of the household file in the middle."""
        clear(self.middle_box)
        answers = {"unit": self.code} if self.code and step != "estate.add_unit" else {}
        self.form = Form(self.bridge, step, answers=answers)
        self.form.late.hide()
        self.middle_box.addWidget(heading(self.form.draft.title))
        self.middle_box.addWidget(self.form, 1)
        self.form.taken.connect(self._taken)
        self.form.put_aside.connect(self._leave)
        self.form.given_up.connect(self._leave)
        self.form.focus_first()

    def _leave(self) -> None:
        """Close the form; household steps are short, they are not put aside."""
        if self.form is not None:
            self.form.forget()
        self.form = None
        self.renew()

    def _taken(self, outcome: Any) -> None:
        """Show the unit as it stands now."""
        typed = str(self.form.answers.get("unit", "")) if self.form is not None else ""
        self.form = None
        self.taken.emit(outcome)
        self.show_unit(self.code or typed)
