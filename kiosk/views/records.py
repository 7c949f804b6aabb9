"""The left column of a service's page: its records, what joins them, what may be begun, what belongs to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.i18n import Words, _
from kiosk.values import Joined, RecordRow
from kiosk.views.bars import day_words
from kiosk.views.beside import Beside
from kiosk.views.going_on import ClockNote, GoingOn
from kiosk.views.hour import HOUR
from kiosk.views.lists import Item, ItemList, head_item, record_item
from kiosk.views.waiting import WaitingCards
from kiosk.views.widgets import Button, Runs, clear, column, group, heading, line_of, tip

#: What an empty list teaches: as it is, where nothing can be begun, and where all who are open stand on cards.
_EMPTY = _("Nothing open here. Begin below, or scan anything.")
_EMPTY_NO_BEGIN = _("Nothing open here.")
_ALL_WAIT = _("Nobody else: who waits stands above.")
#: How many records a list asks for.
MOST = 200
#: What the window remembers: whether a list is read by unit.
_BY_UNIT = "by_unit"


@dataclass(frozen=True)
class Typing:
    """Stands for the form that is being filled in, as a line of the list, by the form's key."""

    key: str


@dataclass(frozen=True)
class Beyond:
    """Stands for the records of another service for which there is no line, by its key."""

    key: str


class Records:
    """A part of the page."""

    def new_left(self) -> QWidget:
        """Return the list of records, and below it what joins it and what may be begun."""
        page = self.page_
        key, made = page.service.key, QWidget()
        box = column(made, 8)
        self.title: Runs = heading(page.service.title)
        self.by_unit = Button(_("By unit"), f"{key}.by_unit", kind="small", icon="building-2")
        self.by_unit.setCheckable(True)
        self.by_unit.setChecked(bool(page.preferences.get(f"{_BY_UNIT}.{key}", False)))
        self.by_unit.clicked.connect(lambda checked=False: self._group())
        box.addWidget(line_of(self.title, *((self.by_unit,) if page.service.grouped else ())))
        self.list = ItemList(f"{key}.list", page.service.title, _EMPTY, page.service.icon)
        self.list.unread = True
        self.list.picked.connect(page.picked)
        self.list.digit.connect(self._digit)
        box.addWidget(self.list, 3)
        self.joined = ItemList(f"{key}.joined", _("Today"), icon=page.service.icon)
        self.joined.picked.connect(self._joined_picked)
        self.joined.hide()
        self.list.least = self.joined.least = 1  # in a low window two lists and what may be begun share the column
        box.addWidget(self.joined, 2)
        self.begin_title = group(_("Begin"))
        box.addWidget(self.begin_title)
        holder = QWidget()
        self.begins = QGridLayout(holder)
        self.begins.setContentsMargins(0, 0, 0, 0)
        self.begins.setSpacing(8)
        box.addWidget(holder)
        self.older = Button(_("Closed ones"), f"{key}.closed", kind="link", icon="history")
        self.older.setCheckable(True)
        self.older.clicked.connect(lambda checked=False: self._show_closed(self.older.isChecked()))
        self.beside = Beside(self.older)
        self.beside.turned.connect(page.turned.emit)
        box.addWidget(self.beside)
        self.fold = Button(_("Slip and unit"), f"{key}.fold", kind="quiet", icon="file-text")
        self.fold.clicked.connect(lambda checked=False: page.fold_open())
        box.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        box.addStretch(0)
        return made

    def new_cards(self) -> WaitingCards:
        """Return the cards of whoever waits, over the columns."""
        page = self.page_
        made = WaitingCards(page.service.key)
        made.chosen.connect(page.go_on)
        made.listed.connect(lambda _key: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        return made

    @property
    def page_(self) -> Any:
        """The page whose part this is."""
        return cast("Any", self)

    def begin_buttons(self) -> None:
        """Show the steps that open a record."""
        page = self.page_
        clear(self.begins)
        begins = page.service.begins
        self.begin_title.setVisible(bool(begins))
        wide = max((len(str(b.title)) for b in begins), default=0) > 10 or len(begins) == 1
        before: QWidget = self.joined
        for at, begin in enumerate(begins):
            key = page.hot if at == 0 else ""
            button = Button(begin.title, f"{begin.key}.begin", kind="begin", icon="plus", key=key)
            button.setToolTip(tip(str(begin.role) or begin.title))
            button.clicked.connect(lambda checked=False, b=begin: page.begin(b.key))
            self.begins.addWidget(button, at if wide else at // 2, 0 if wide else at % 2)
            QWidget.setTabOrder(before, button)  # before what is beside and what is over, as the eye reads
            before = button

    def _digit(self, event: QKeyEvent) -> None:
        """A digit on the list presses the answer that shows it beside the list."""
        made = self.page_.middle.findChild(GoingOn)
        if made is not None:
            made.keyPressEvent(event)

    # what is listed

    def renew_list(self) -> None:
        """Query the records and show them, put-aside forms first: some a turn, those that were read before at once."""
        self.show_list()
        self.page_.turns.begin(self._reading)

    def _reading(self) -> Iterator[None]:
        """Read part after part, then show what there is."""
        page = self.page_
        key, reader, closed = page.service.key, page.bridge.reader, page.closed
        waiting, joined = reader.waiting(key), [] if closed else reader.joined(key)
        yield
        records: list[RecordRow] = []
        for part in reader.record_parts(key, closed=closed, limit=MOST, today=True):
            records += part
            yield
        self.records, self.list.unread = records, False
        self.cards.show_waiting(waiting, page.number)
        cards = waiting.numbers
        self.items = [record_item(one, local=page.bridge.local) for one in records if closed or one.number not in cards]
        self._show_joined(joined)
        self.show_list()

    def show_list(self) -> None:
        """Show the records that were queried last: a key in the form changes its own line only."""
        page = self.page_
        items = [self._draft_item(d) for d in page.aside_drafts if d.step.partition(".")[0] == page.service.key]
        form = page.form
        if form is not None:
            items = [i for i in items if i.what.key != form.once]
        if form is not None and not page.number:
            items.insert(0, Item(Typing(form.once), "", self._typed(), _("Draft"), "blue", str(form.draft.title)))
        shown: Iterable[Item] = (
            _by_unit(self.items) if self.by_unit.isChecked() and page.service.grouped else self.items
        )
        if any(one.day is not None for one in self.records):
            shown = _by_day(self.items, page.bridge, back=page.closed)
        self.list.empty = self._empty_words()
        self.list.show_items([*items, *shown])
        self.list.choose(page.number or (form.once if form is not None else ""))
        self.cards.select(page.number)
        count = len(self.records) if page.closed else page.service.open
        words = _("{n} closed") if page.closed else _("{n} open")
        if str(page.service.counts) and not page.closed:
            words, count = page.service.counts, sum(one.counts for one in self.records)
        self.title.show_parts([(str(page.service.title), "h"), (f"   {words.format(n=count)}", "m")])

    def _empty_words(self) -> Words:
        """Return what the list says where it has no line."""
        page = self.page_
        if page.closed:
            return _("Nothing was closed here yet.")
        if self.records:
            return _ALL_WAIT
        return _EMPTY if page.service.begins else _EMPTY_NO_BEGIN

    def _show_joined(self, joined: Sequence[Joined]) -> None:
        """Show what joins the list: other services' records of today, under their heads."""
        items: list[Item] = []
        for one in joined:
            items.append(head_item(f"{one.title} · {len(one.rows) + one.more}"))
            items += [record_item(row, one.step, local=self.page_.bridge.local) for row in one.rows]
            if one.more:
                items.append(Item(Beyond(one.where), str(_("{n} more: open their list").format(n=one.more)), ""))
        self.joined.show_items(items)
        self.joined.setVisible(bool(items))

    def _joined_picked(self, what: Any) -> None:
        """Open a record of another service, at the step that one click does; of a line for the rest the whole list."""
        if isinstance(what, Beyond):
            self.page_.turned.emit(what.key)
            return
        item = next((i for i in self.joined.rows.items if i.what is what), None)
        self.page_.acted.emit(item.step if item is not None else "", what.number)

    def _group(self) -> None:
        """Read the list by unit, or by time again; the window remembers it."""
        self.page_.preferences.set(f"{_BY_UNIT}.{self.page_.service.key}", self.by_unit.isChecked())
        self.show_list()

    def _typed(self) -> str:
        """Return where and who of the form that is being filled in."""
        shown = {s.kind: s.value for s in self.page_.form.draft.shown if s.kind in ("unit", "person")}
        return "  ".join(str(v) for v in (shown.get("unit"), shown.get("person")) if v) or str(_("being filled in"))

    def _draft_item(self, draft: Any) -> Item:
        """Return a put-aside form as a line."""
        page = self.page_
        at = page.bridge.local(draft.saved_at)
        who = "  ".join(str(draft.answers[k]) for k in ("unit", "party", "name") if draft.answers.get(k))
        title = next((str(b.title) for b in page.service.begins if b.key == draft.step), draft.step)
        if draft.number:  # a step of a record: whose it is, not which form
            title, who = draft.of, who or draft.unit
        return Item(draft, "", f"{who}  {at:%H:%M}".strip(), _("Put aside"), "blue", title)

    def _show_closed(self, closed: bool) -> None:
        """Show the closed records, or the open ones again."""
        self.page_.closed = closed
        self.renew_list()

    def tick(self) -> None:
        """A minute has gone by: what counts time is painted again, and nothing is queried until the day has ended."""
        self.cards.tick()
        self.list.tick()
        self.joined.tick()
        page = self.page_
        for note in page.middle.findChildren(ClockNote):
            note.tick()
        shown = page.page_shown
        turns_at = shown.going.turns_at if shown is not None and page.number else None
        if turns_at is not None and turns_at < HOUR.now and (page.form is None or not page.form.answers):
            page.renew_record()


def _by_unit(items: Sequence[Item]) -> Iterator[Item]:
    """Yield lines under their units, in the order of the units."""
    for unit, some in groupby(sorted(items, key=lambda item: item.unit), key=lambda item: item.unit):
        members = list(some)
        yield head_item(f"{unit or '–'} · {len(members)}")
        yield from members


def _by_day(items: Sequence[Item], bridge: Any, *, back: bool) -> Iterator[Item]:
    """Yield lines under their days, as a book has them: today first, or going back; what has no day comes last."""
    now, turn = bridge.reader.clock(), -1 if back else 1

    def when(item: Item) -> tuple[bool, float]:
        """Return what orders a line."""
        day = item.what.day
        return day is None, day.timestamp() * turn if day is not None else 0.0

    def day(item: Item) -> str:
        """Return the head of a line's day."""
        return day_head(bridge.local(item.what.day), now) if item.what.day is not None else str(_("No day"))

    for head, some in groupby(sorted(items, key=when), key=day):
        members = list(some)
        yield head_item(f"{head} · {len(members)}")
        yield from members


def day_head(day: datetime, now: datetime) -> str:
    """Return a day as a book has it: "今天 11月25日 周三", "Tomorrow, Thu 26 Nov"; both in the estate's zone."""
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}
    words = near.get((day.date() - now.astimezone(day.tzinfo).date()).days)
    return f"{words}  {day_words(day)}" if words is not None else day_words(day)
