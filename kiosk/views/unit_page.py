"""A unit's page: people and notes; what is open here, and everything that ever was; the basket, and what may be begun."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kiosk.forms.form import Form
from kiosk.i18n import Say, _
from kiosk.values import UnitCard
from kiosk.views.aside import Keeping
from kiosk.views.basket import Basket, OpenList, lines_of
from kiosk.views.history_list import HistoryList
from kiosk.views.household import HouseholdColumn
from kiosk.views.lists import ItemList
from kiosk.views.widgets import Button, Scroll, clear, column, group, heading, row, tip

#: Page width → widths of the left and the right column.
COLUMNS = ((1560, 400, 380), (1100, 320, 300), (960, 264, 284), (0, 224, 272))
#: Steps of the household file that are offered first, with their icons; the others wait behind "More".
_FIRST = {
    "estate.add_note": "message-square", "estate.move_in": "plus", "estate.allow": "users", "estate.add_phone": "phone",
}  # fmt: skip  # a table
#: So many services are offered before "More".
_BEGINS = 5
#: Offered beside what they are about, never here.
_ELSEWHERE = {"estate.end_note", "estate.reveal", "estate.strike_phone"}


class UnitPage(Keeping, QWidget):
    """Three columns: the unit and its people; what is open and what ever was; the basket and what may be begun."""

    went = Signal(str)
    step = Signal(str, object)
    taken = Signal(object)
    drafts_changed = Signal()

    def __init__(self, bridge: Any) -> None:
        """Take the bridge; no unit is shown yet."""
        super().__init__()
        self.bridge, self.code = bridge, ""
        self.form: Form | None = None
        self.basket: Basket | None = None
        self.shown: object = None
        self.setProperty("kind", "ground")
        line = row(self, 20, (24, 18, 24, 16))
        self.left = HouseholdColumn(bridge)
        self.left.step.connect(self.open_step)
        self.left.looked.connect(self.show_unit)
        self.left.opened.connect(self.went.emit)
        line.addWidget(self.left)
        self.middle = QWidget()
        self.middle.setMaximumWidth(840)
        self.middle_box = column(self.middle, 8)
        self.history = HistoryList(bridge, lambda key: self._about(key)[1])
        self.history.setParent(self.middle)
        self.history.hide()
        self.history.picked.connect(self.went.emit)
        line.addWidget(self.middle, 1)
        self.right = Scroll()
        line.addWidget(self.right)
        line.addStretch(0)

    def show_unit(self, code: str) -> None:
        """Show another unit."""
        self.keep_form()
        self.code, self.shown = code, None
        self.renew()

    def renew(self) -> None:
        """Query again, unless somebody types here; what is the same stays as it is, with its ticks and its focus."""
        if self.form is not None and self.form.answers.keys() - {"unit"}:
            return
        unit: UnitCard | None = self.bridge.reader.unit(self.code) if self.code else None
        lines = lines_of(self.bridge.reader, unit) if unit is not None else []
        self.services = self.bridge.reader.services()
        now = (unit, [(line.record, line.choice, line.ready) for line in lines], [s.begins for s in self.services])
        if now == self.shown and self.form is None:
            return
        self.form, self.shown = None, now
        self.left.show_unit(self.code, unit)
        self._middle(unit, lines)
        self._right(unit, lines)

    def _about(self, key: str) -> tuple[Say, str]:
        """Return title and icon of a service."""
        return next(((s.title, s.icon) for s in self.services if s.key == key), (key, "dot"))

    def _middle(self, unit: UnitCard | None, lines: list[Any]) -> None:
        """Show what is open here, and below it everything."""
        self._empty_middle()
        if unit is None:
            self.middle_box.addStretch(1)
            return
        self.middle_box.addWidget(heading(_("Open here"), str(len(unit.open))))
        if lines:
            scroll = Scroll(snug=True)
            opened = OpenList(lines, self._about)
            opened.went.connect(self.went.emit)
            scroll.box.addWidget(opened)
            scroll.setMinimumHeight(min(len(lines), 3) * 56)
            self.middle_box.addWidget(scroll, 2)
        else:
            rows = ItemList("unit.open", _("Open here"), _("Nothing of this unit is open."), "circle-check")
            rows.setMaximumHeight(120)
            self.middle_box.addWidget(rows)
        self.middle_box.addWidget(group(_("Everything, newest first")))
        self.history.show_unit(self.code)
        self.middle_box.addWidget(self.history, 1)
        self.history.show()
        self.middle_box.addStretch(0)

    def _empty_middle(self) -> None:
        """Take everything out of the middle; the list of all that ever was waits: it keeps where it was scrolled to."""
        self.history.hide()
        self.middle_box.removeWidget(self.history)
        clear(self.middle_box)

    def _right(self, unit: UnitCard | None, lines: list[Any]) -> None:
        """Offer the basket, what may be begun for this unit, and the household file."""
        box = self.right.box
        clear(box)
        self.basket = None
        if unit is not None and any(line.ready for line in lines):
            box.addWidget(heading(_("Basket"), _("one signature")))
            self.basket = Basket(self.bridge, unit, lines, self._about)
            self.basket.taken.connect(self._taken)
            box.addWidget(self.basket)
        if unit is not None:
            box.addWidget(heading(_("Begin")) if self.basket is None else group(_("Begin")))
            self._begins()
        box.addWidget(group(_("Household file")))
        self._file(unit)
        box.addStretch(1)

    def _begins(self) -> None:
        """Offer what may be begun for a unit: the services with a key of their own first, the rest behind "More"."""
        about = self.bridge.reader.unit_begins()
        found = [(of, one) for of in self.services for one in of.begins if one.key in about]
        found.sort(key=lambda pair: not pair[0].hot)
        buttons = []
        for of, begin in found:
            button = Button(begin.title, f"unit.{begin.key}", kind="begin", icon=of.icon)
            button.setToolTip(tip(begin.title))
            button.clicked.connect(lambda checked=False, s=begin.key: self.step.emit(s, {"unit": self.code}))
            self.right.box.addWidget(button)
            buttons.append(button)
        self._fold(buttons[_BEGINS:], "unit.more_begins")

    def _fold(self, rest: list[Any], name: str) -> None:
        """Put the rarer buttons behind one."""
        for button in rest:
            button.hide()
        if rest:
            more = Button(_("More"), name, kind="quiet", icon="chevron-down")
            more.clicked.connect(lambda checked=False: self._more(more, rest))
            self.right.box.addWidget(more)

    def _file(self, unit: UnitCard | None) -> None:
        """Offer the steps of the household file: what is done often first."""
        rest = []
        for one in self.bridge.reader.file_steps():
            if one.key in _ELSEWHERE or (unit is None and one.key != "estate.add_unit"):
                continue
            button = Button(one.title, f"{one.key}.open", kind="begin", icon=_FIRST.get(one.key, ""))
            button.clicked.connect(lambda checked=False, s=one.key: self.open_step(s))
            self.right.box.addWidget(button)
            if unit is not None and one.key not in _FIRST:
                rest.append(button)
        self._fold(rest, "unit.more")

    def _more(self, more: QWidget, rest: list[Any]) -> None:
        """Show the rarer steps."""
        more.hide()
        for button in rest:
            button.show()
        rest[0].setFocus()

    def open_step(self, step: str, answers: dict[str, Any] | None = None, *, once: str = "") -> None:
        """Show a step of the household file in the middle; what was typed into another one is kept."""
        self.keep_form()
        self._empty_middle()
        known = {"unit": self.code} if self.code and step != "estate.add_unit" else {}
        self.form = Form(self.bridge, step, answers={**known, **(answers or {})}, once=once)
        self.form.late.hide()
        self.middle_box.addWidget(heading(self.form.draft.title, self.code))
        self.middle_box.addWidget(self.form, 1)
        self.form.taken.connect(self._taken)
        self.form.put_aside.connect(self.put_aside)
        self.form.given_up.connect(self.give_up)
        self.form.focus_first()

    def close_form(self) -> None:
        """Show the unit again."""
        self.shown = None
        self.renew()

    def _taken(self, outcome: Any) -> None:
        """Show the unit as it stands now."""
        typed = str(self.form.answers.get("unit", "")) if self.form is not None else ""
        self.form = None
        self.taken.emit(outcome)
        self.show_unit(self.code or typed)
        self._focus_on()
        if outcome.step == "estate.reveal":
            self.left.reveal(self.bridge.reader.contacts(self.code))

    def _focus_on(self) -> None:
        """Keep the keys on the page: what had them is gone, and they would fall to the rail."""
        here = self.window().focusWidget()
        if here is None or not self.isAncestorOf(here):
            ticks = list(self.basket.ticks.values()) if self.basket is not None else []
            (ticks[0] if ticks else self.history).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the columns their widths."""
        super().resizeEvent(event)
        _from, left, right = next(c for c in COLUMNS if self.width() >= c[0])
        self.left.setFixedWidth(left)
        self.right.setFixedWidth(right)
