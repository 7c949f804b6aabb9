"""The left column of a unit's page: its notes, who lives there, who else may collect, whole numbers once asked for."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from kiosk.i18n import Say, _
from kiosk.values import Contact, Noted, PersonRow, UnitCard, UnitPart
from kiosk.views import painters, theme
from kiosk.views.lists import ROW, Item, ItemList
from kiosk.views.overlays import field
from kiosk.views.widgets import (
    Button,
    Runs,
    Scroll,
    card,
    clear,
    frame,
    group,
    heading,
    label,
    line_of,
    row,
    strip_of,
    tip,
)

#: Whole numbers go from sight by themselves after so long, in milliseconds.
NUMBERS_MS = 120_000
#: Wider names stand on a line of their own.
_NAME = 132


class PersonLine(QWidget):
    """Somebody of a unit: name, relation, whether he may collect, the telephone masked."""

    def __init__(self, person: PersonRow) -> None:
        """Take the person; a long name gets a line of its own."""
        super().__init__()
        self.person = person
        self.tall = painters.width(person.name, "b") > _NAME or bool(person.until or person.remark)
        self.setFixedHeight(56 if self.tall else 38)
        self.setMinimumWidth(120)
        self.setAccessibleName("  ".join(str(x) for x in (person.name, self.words(), person.phone) if str(x)))
        self.setToolTip(tip(person.name) if self.tall else "")

    def words(self) -> Say:
        """Return relation, right to collect, its term and what else is noted of this person."""
        person = self.person
        parts = [str(person.relation)]
        if person.gone:
            parts.append(str(_("moved out")))
        elif not person.collects:
            parts.append(str(_("may not collect")))
        elif person.until is not None:
            parts.append(str(_("may collect until {day}").format(day=person.until)))
        else:
            parts.append(str(_("may collect")))
        parts += [person.remark] if person.remark else []
        return " · ".join(parts)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint one line or two, the telephone at the right."""
        painter, t, person = QPainter(self), theme.now, self.person
        right = float(self.width() - 16)
        style = "m" if person.collects else "r"
        phone = painters.width(person.phone, "k") if person.phone else 0.0
        line = (28.0 if self.tall else 0.0, 20.0 if self.tall else float(self.height()))
        base = painters.baseline(line[0], line[1], 13)
        painters.runs(painter, [(person.phone, "k")], right - phone, base, phone, 13, t.mute)
        room = right - phone - 28
        if self.tall:
            painters.runs(painter, [(person.name, "b")], 16, painters.baseline(8, 20, 14, True), right - 16)
            painters.runs(painter, [(str(self.words()), style)], 16, base, room, 13)
            return
        parts = [(person.name, "b"), ("  ", "n"), (str(self.words()), style)]
        painters.runs(painter, parts, 16, painters.baseline(0, self.height()), room)


class Note(QFrame):
    """A note as a strip in its tone, with the way to end it."""

    def __init__(self, note: Say, end: Button | None) -> None:
        """Show the words, and behind them what ends the note."""
        super().__init__()
        self.setProperty("kind", "inside")
        line = row(self, 4)
        words = str(note)
        until = getattr(note, "until", None)
        if until is not None:
            words = str(_("{note} (until {day})").format(note=words, day=until))
        line.addWidget(label(words, strip_of(note), wrap=True), 1)
        if end is not None:
            line.addWidget(end, 0, Qt.AlignmentFlag.AlignTop)


class HouseholdColumn(Scroll):
    """The column; `step` asks for a step of the household file, `looked` for another unit, `opened` for a record."""

    step = Signal(str, object)
    looked = Signal(str)
    opened = Signal(str)

    def __init__(self, bridge: Any) -> None:
        """Show nobody yet; whoever signs out takes the numbers from sight."""
        super().__init__()
        self.bridge, self.code = bridge, ""
        self.numbers: Sequence[Contact] = ()
        self.hide_numbers = QTimer(self, singleShot=True, interval=NUMBERS_MS)
        self.hide_numbers.timeout.connect(self.forget_numbers)
        bridge.signed.connect(self._signed)  # a bound slot: a column that is gone hears nothing

    def sizeHint(self) -> QSize:
        """Return the height of the content: the page gives what room there is."""
        return QSize(300, self.box.totalSizeHint().height())

    def show_unit(self, code: str, unit: UnitCard | None) -> None:
        """Show a unit; without one, the way to find it."""
        if code != self.code:
            self.numbers = ()
        self.code, self.unit = code, unit
        clear(self.box)
        if unit is None:
            self._ask(code)
            return
        self.box.addWidget(heading(unit.unit, unit.title if str(unit.title) != unit.unit else ""))
        for note in unit.notes:
            self.box.addWidget(Note(note, self._end(note)))
        self._people(unit)
        if unit.collectors:
            self.box.addWidget(group(_("May collect too")))
            self.box.addWidget(card([PersonLine(one) for one in unit.collectors]))
        if self.numbers:
            self._numbers()
        for part in unit.parts:
            self._part(part)
        if unit.gone:
            self.box.addWidget(group(_("Lived here")))
            self.box.addWidget(card([line_of(PersonLine(one), self._back(one), gap=4) for one in unit.gone]))
        self.box.addStretch(1)

    def _part(self, part: UnitPart) -> None:
        """Show what a service has of this unit: who is inside, where each key is."""
        self.box.addWidget(group(part.title))
        lines = ItemList(f"unit.{part.key}", part.title, icon=part.icon)
        items = [Item(one, "", str(one.note), one.chip, one.tone, str(one.title)) for one in part.lines]
        lines.show_items(items)
        lines.setFixedHeight(min(len(items), 5) * ROW + 2)
        lines.picked.connect(lambda one: self.opened.emit(one.number))
        self.box.addWidget(lines)

    def _ask(self, code: str) -> None:
        """Ask for a unit."""
        self.box.addWidget(heading(_("Residents")))
        find = field("unit.find", _("Unit"), hint=_("Unit, such as 3-2-1005"))
        find.returnPressed.connect(lambda: self.looked.emit(find.text().strip()))
        self.box.addWidget(find)
        unknown = _("No such unit: {unit}").format(unit=code)
        teach = _("Type a unit here, or a name in the box above.")
        self.box.addWidget(label(unknown if code else teach, "mute", wrap=True))
        self.box.addStretch(1)

    def _end(self, note: Say) -> Button | None:
        """Return the button that ends a note of the file; what waits ends by being handed over."""
        if not isinstance(note, Noted) or not note.id:
            return None
        made = Button("", f"unit.note.{note.id}.end", kind="quiet", icon="x")
        made.setAccessibleName(str(_("Note no longer holds: {note}").format(note=str(note))))
        made.setToolTip(tip(_("Note no longer holds")))
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda checked=False: self.step.emit("estate.end_note", {"entry": note.id}))
        return made

    def _back(self, person: PersonRow) -> Button:
        """Return the button by which somebody who moved out moves back."""
        made = self._small(f"unit.person.{person.id}.back", "undo-2", _("Resident moves back"))
        made.clicked.connect(lambda checked=False: self.step.emit("estate.move_back", {"name": person.name}))
        return made

    def _strike(self, number: Contact) -> list[Button]:
        """Return the button that strikes a further number; a resident's first one is corrected."""
        if not number.entry:
            return []
        made = self._small(f"unit.phone.{number.entry}.strike", "x", _("Number no longer right"))
        made.clicked.connect(lambda checked=False: self.step.emit("estate.strike_phone", {"entry": number.entry}))
        return [made]

    def _small(self, name: str, icon: str, words: Say) -> Button:
        """Return a button of an icon alone, which says its words to whoever asks."""
        made = Button("", name, kind="quiet", icon=icon)
        made.setAccessibleName(str(words))
        made.setToolTip(tip(words))
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return made

    def _people(self, unit: UnitCard) -> None:
        """Show who lives there, and how to see whole numbers."""
        head = QWidget()
        line = row(head, 8)
        line.addWidget(group(_("People")), 1)
        if any(one.phone for one in (*unit.people, *unit.collectors)):
            show = Button(_("Whole numbers"), "unit.reveal", kind="small", icon="eye")
            show.clicked.connect(lambda checked=False: self.step.emit("estate.reveal", {}))
            line.addWidget(show, 0, Qt.AlignmentFlag.AlignBottom)
        self.box.addWidget(head)
        if unit.people:
            self.box.addWidget(card([PersonLine(one) for one in unit.people]))
        else:
            self.box.addWidget(label(_("Nobody is entered here yet."), "mute"))

    # whole numbers, once somebody said why

    def reveal(self, numbers: Sequence[Contact]) -> None:
        """Show whole numbers for a while: the step that asked why has been taken."""
        self.numbers = numbers
        self.hide_numbers.start()
        self.show_unit(self.code, self.unit)

    @Slot(object)
    def _signed(self, _clerk: object) -> None:
        """Take whole numbers from sight: somebody else comes, or nobody is there."""
        self.forget_numbers()

    def forget_numbers(self) -> None:
        """Take whole numbers from sight."""
        if self.numbers:
            self.numbers = ()
            self.show_unit(self.code, self.unit)

    def _numbers(self) -> None:
        """Show the numbers in the order in which they are tried."""
        self.box.addWidget(group(_("To call, in this order")))
        lines = [
            line_of(
                Runs([(f"{no}  ", "m"), (one.name, "n"), (f"  {one.label}", "m")], right=one.phone, bold=True),
                *self._strike(one),
                gap=4,
            )
            for no, one in enumerate(self.numbers, 1)
        ]
        self.box.addWidget(card(lines) if lines else frame("card"))

    unit: UnitCard | None = None
