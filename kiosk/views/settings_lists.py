"""What the house keeps, as the settings show it: people, lists and store places, each with what can be done to it."""

from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from kiosk.forms.choices import Flow
from kiosk.i18n import Say, _
from kiosk.pins import may_reset
from kiosk.values import StaffRow, StorePlace, TermList, TermRow
from kiosk.views import painters
from kiosk.views.bars import StatusChip
from kiosk.views.widgets import Button, Runs, card, column, frame, group, heading, label, line_of, row, tip

#: So many places are shown all at once; more are shown a rack at a time.
_ALL_AT_ONCE = 150
#: Margins of a line whose buttons stand at its right end.
_ENDS = (0, 0, 12, 0)


def _small(words: Say, name: str, act: Callable[[], None], *, about: str) -> Button:
    """Return a small button of a line; a screen reader hears what it is about."""
    made = Button(words, name, kind="small")
    made.setAccessibleName(f"{words}: {about}")
    made.clicked.connect(lambda checked=False: act())
    return made


# people


def show_people(page: Any, box: Any) -> None:
    """Show who may sign in, then who no longer may; the manager adds people and ends it."""
    everybody: list[StaffRow] = page.bridge.reader.everybody()
    here = [one for one in everybody if one.active]
    box.addWidget(heading(_("People"), _("who may sign in")))
    box.addWidget(card([_person(page, one) for one in here]))
    page.add_steps(box, ("house.hire", _("Add a person")))
    gone = [one for one in everybody if not one.active]
    if gone:
        box.addWidget(group(_("No longer here")))
        box.addWidget(card([Runs([(one.name, "m")], right=str(one.role_words)) for one in gone]))


def _person(page: Any, one: StaffRow) -> QWidget:
    """Return a person with what may be done: a new PIN, the end of it."""
    clerk, buttons = page.bridge.clerk, []
    name = {"name": one.name}
    if clerk is not None and (clerk.name == one.name or may_reset(clerk.role, one.role)):
        renew = partial(page.open_step, "house.new_pin", name, fixed=("name",))
        buttons.append(_small(_("New PIN"), f"settings.person.{one.id}.pin", renew, about=one.name))
    if page.bridge.reader.may("house.leave"):
        leave = partial(page.open_step, "house.leave", name, fixed=("name",))
        buttons.append(_small(_("Leaves"), f"settings.person.{one.id}.leave", leave, about=one.name))
    words = Runs([(one.name, "b"), (f"   {one.role_words}", "m")], height=44)
    return line_of(words, *buttons, margins=_ENDS)


# lists


def show_lists(page: Any, box: Any) -> None:
    """Show every list of the estate with its entries: what is offered in forms by digit."""
    box.addWidget(heading(_("Lists")))
    words = _("What is offered in forms by digit. What is no longer offered still reads on old records.")
    box.addWidget(label(words, "mute", wrap=True))
    may = page.bridge.reader.may("house.set_term")
    for one in page.bridge.reader.term_lists():
        box.addWidget(_list_head(page, one, may=may))
        if one.terms:
            box.addWidget(card([_term(page, term, may=may) for term in one.terms]))
        else:
            box.addWidget(label(_("Nothing is offered here yet: the clerk types words."), "mute", wrap=True))


def _list_head(page: Any, one: TermList, *, may: bool) -> QWidget:
    """Return a list's title, with what adds an entry."""
    words = f"{one.title}  ·  {one.of}" if str(one.of) else str(one.title)
    made = QWidget()
    line = row(made, 8, (0, 8, 12, 0))
    line.addWidget(label(words, "group"), 1)
    if may:
        add = partial(page.open_step, "house.set_term", {"list": one.key}, fixed=("list",))
        line.addWidget(_small(_("Add an entry"), f"settings.list.{one.key}.add", add, about=str(one.title)))
    return made


def _term(page: Any, one: TermRow, *, may: bool) -> QWidget:
    """Return an entry: digit, Chinese, English; edit it, or offer it no longer."""
    quiet = one.retired
    runs = [(f"{one.digit or '–'}    ", "m"), (one.zh, "m" if quiet else "b"), (f"   {one.en}", "m")]
    words = Runs(runs, right=_("no longer offered") if quiet else "", tone="mute" if quiet else "", height=40)
    if not may:
        return line_of(words, margins=_ENDS)
    answers = {"list": one.list, "key": one.key, "digit": one.digit, "zh": one.zh, "en": one.en}
    edit = partial(page.open_step, "house.set_term", answers, fixed=("list", "key"))
    turn = partial(page.take, "house.set_term", {**answers, "retired": not quiet})
    name = f"settings.list.{one.list}.{one.key}"
    said = _("Offer again") if quiet else _("Offer no longer")
    return line_of(
        words,
        _small(_("Edit"), f"{name}.edit", edit, about=one.zh),
        _small(said, f"{name}.retire", turn, about=one.zh),
        margins=_ENDS,
    )


# places


class PlaceChip(StatusChip):
    """A place as a button: a dot that says how it stands, and its name."""

    def __init__(self, one: StorePlace) -> None:
        """Show a place."""
        super().__init__(f"settings.place.{one.name}")
        self.setProperty("kind", "small")
        words, tone = place_state(one)
        self.show_state(one.name, tone)
        said = f"{one.name}: {words} · {one.size_words}"
        self.setAccessibleName(said)
        self.setToolTip(tip(said))

    def sizeHint(self) -> QSize:
        """Return room for dot and name."""
        return QSize(round(painters.width(self.words, "s")) + 32, 28)  # ten in a layer stand in one line, of rack D too


def place_state(one: StorePlace) -> tuple[Say, str]:
    """Return how a place stands, in words and as a tone."""
    if one.retired:
        return _("no longer used"), "mute"
    if one.number:
        return _("in use: {number}").format(number=one.short), "blue"
    if one.full:
        return _("found full"), "amber"
    return _("free"), "green"


def show_places(page: Any, box: Any) -> None:
    """Show the store rack by rack: which places there are, and how each stands."""
    places: list[StorePlace] = page.bridge.reader.places()
    used = sum(bool(one.number) for one in places)
    there = [one for one in places if not one.retired]
    box.addWidget(heading(_("Store places"), _("{n} in all, {used} in use").format(n=len(there), used=used)))
    words = _("The desk allots the best free place and prints it. A place is a rack, a layer and a number: C-4-06.")
    box.addWidget(label(words, "mute", wrap=True))
    page.add_steps(box, ("house.set_places", _("Add places")))
    if not places:
        box.addWidget(label(_("There is no place yet: nothing can be taken in."), "note", wrap=True))
        return
    box.addWidget(_legend())
    racks = [(rack, list(of)) for rack, of in groupby(sorted(places, key=lambda p: p.rack), lambda p: p.rack)]
    if len(places) > _ALL_AT_ONCE and page.rack not in dict(racks):
        page.rack = racks[0][0]
    for rack, members in racks:
        is_open = len(places) <= _ALL_AT_ONCE or rack == page.rack
        box.addWidget(_rack(page, rack, members, is_open=is_open))


def _legend() -> QWidget:
    """Return what the dots mean."""
    made = QWidget()
    line = row(made, 12)
    for number, (words, tone) in enumerate(
        ((_("free"), "green"), (_("in use"), "blue"), (_("found full"), "amber"), (_("no longer used"), "mute"))
    ):
        chip = StatusChip(f"settings.place.legend.{number}")
        chip.setEnabled(False)
        chip.show_state(words, tone)
        line.addWidget(chip)
    line.addStretch(1)
    return made


def _rack(page: Any, rack: str, members: list[StorePlace], *, is_open: bool) -> QWidget:
    """Return a rack: its places layer by layer, or one line that opens it."""
    used = sum(bool(one.number) for one in members)
    words = _("Rack {rack}  ·  {n} places, {used} in use").format(rack=rack, n=len(members), used=used)
    if not is_open:
        made = Button(words, f"settings.rack.{rack}", kind="begin", icon="chevron-right")
        made.clicked.connect(lambda checked=False: page.open_rack(rack))
        return made
    holder = frame("card")
    box = column(holder, 8, (16, 12, 16, 14))
    box.addWidget(label(words, "title"))
    layers = groupby(sorted(members, key=lambda one: one.name), lambda one: one.name.rpartition("-")[0])
    for _layer, of in layers:
        line = QWidget()
        flow = Flow(line, 6)
        for one in of:
            chip = PlaceChip(one)
            chip.clicked.connect(lambda checked=False, o=one: _open_place(page, o))
            flow.addWidget(chip)
        box.addWidget(line)
    return holder


def _open_place(page: Any, one: StorePlace) -> None:
    """Show a place: what lies there, its size, and whether it is used."""
    if one.number:
        page.went.emit(one.number)
        return
    page.open_step("house.set_places", {"places": [{"name": one.name, "size": one.size}]})
