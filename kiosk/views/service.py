"""One page for every service: its records, the record or form in the middle, what surrounds it at the right."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kiosk.errors import KioskError
from kiosk.forms.form import Form
from kiosk.i18n import _
from kiosk.pins import ROLES
from kiosk.values import Draft, RecordPage, ServiceRow, StepChoice
from kiosk.views.going_on import ClockNote, GoingOn, keeps_answering
from kiosk.views.lists import Item
from kiosk.views.middle import Middle, to_choose
from kiosk.views.preview import Preview
from kiosk.views.record import Around, above
from kiosk.views.records import Records, Typing
from kiosk.views.turns import Turns
from kiosk.views.widgets import Button, Scroll, clear, column, heading, label, line_of, row, tip

#: Page width → widths of the left and right columns; below the last the right one folds away.
COLUMNS = ((1560, 360, 400), (1160, 300, 320), (1000, 264, 296), (0, 240, 0))


class ServicePage(Records, Middle, QWidget):
    """Three columns, all derived from the service's declaration."""

    taken = Signal(object)
    went = Signal(str)
    turned = Signal(str)
    reprint = Signal(object)
    paged = Signal(object)
    drafts_changed = Signal()
    detour = Signal(str)
    began = Signal(str, object)
    acted = Signal(str, str)
    unread = Signal(object)

    def __init__(self, bridge: Any, service: ServiceRow, preferences: Any) -> None:
        """Build the columns; the middle says what can be done here."""
        super().__init__()
        self.bridge, self.service, self.preferences = bridge, service, preferences
        self.setProperty("kind", "ground")
        self.turns = Turns(self, whole=bridge.inline)
        self.turns.failed.connect(self.unread.emit)
        self.number = ""
        self.page_shown: RecordPage | None = None  # of the record that is open
        self.closed = False
        self.aside_drafts: list[Any] = []
        self.records: list[Any] = []
        self.items: list[Item] = []  # the records as lines
        outer = column(self, 12, (24, 18, 24, 16))
        self.cards = self.new_cards()
        outer.addWidget(self.cards)
        line = row(None, 20)
        outer.addLayout(line, 1)
        self.left = self.new_left()
        line.addWidget(self.left)
        self.new_middle()
        line.addWidget(self.middle, 1)
        self.right = self._new_right()
        line.addWidget(self.right)
        line.addStretch(0)
        self.show_nothing()

    def _new_right(self) -> QWidget:
        """Return the right column: the preview of slips, or what surrounds the record."""
        service, bridge, made = self.service, self.bridge, QWidget()
        self.right_box = column(made, 8)
        self.preview = Preview(self.preferences.get("columns", 48))
        self.preview.spoken.connect(self._spoken)
        self.around = Around(bridge.local)
        self.around.opened.connect(self.went.emit)
        self.around.reprint.connect(self.reprint.emit)
        self.around.paged.connect(self.paged.emit)
        self.turn = Button(_("Preview"), f"{service.key}.turn", kind="small", icon="file-text")
        self.turn.clicked.connect(lambda checked=False: self._turn())
        self.unfold = Button(_("Back to the list"), f"{service.key}.unfold", kind="small", icon="chevron-left")
        self.unfold.clicked.connect(lambda checked=False: self._fold(open_=False))
        self.right_box.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self.right_box.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignRight)
        for part in (self.preview, self.around):
            self.right_box.addWidget(part, 1)
        for part in (self.turn, self.preview, self.around):
            part.hide()
        return made

    # lists

    def renew(self) -> None:
        """Query the list again, and the record that is open unless somebody types in it."""
        all_of_them = self.bridge.reader.services()
        found = next((s for s in all_of_them if s.key == self.service.key), self.service)
        changed = found.begins != self.service.begins or not self.begins.count()
        self.service = found
        if changed:
            self.begin_buttons()
        self.beside.show_services(self.service.key, all_of_them)
        self.renew_list()
        if self.number and (self.form is None or not self.form.answers):
            self.renew_record()

    def renew_record(self) -> None:
        """Open the record anew where anything of it is different; else consider its form, which others may change."""
        try:
            same = self.bridge.reader.page(self.number) == self.page_shown
        except KioskError:
            same = False  # opening it says why
        if same and self.form is not None:
            self.form.consider()
        elif not same:
            here = self.window().focusWidget()
            before, step = self.middle.findChild(GoingOn), self.form.step if self.form is not None else ""
            self.open(self.number, step=step, focus=here is not None and self.middle.isAncestorOf(here))
            keeps_answering(before, self.middle.findChild(GoingOn))

    def renew_papers(self) -> None:
        """Query what surrounds the record again: the print queue moved."""
        if self.number and self.around.isVisible():
            self.around.show_page(self.bridge.reader.page(self.number))

    def picked(self, what: Any) -> None:
        """Open what was chosen in the list."""
        if isinstance(what, Typing):
            return
        if hasattr(what, "saved_at"):
            self.resume(what)
        elif what.number == self.number and self.form is not None and self.form.typed:
            self.form.focus_first()  # it stands there already, half filled in
        else:
            self.open(what.number)

    def go_on(self, number: str) -> None:
        """Open somebody who waits, here or on the page of his service."""
        if any(one.number == number for one in self.records):
            self.keep_typed()
            self.open(number)
        else:
            self.went.emit(number)

    def keep_typed(self) -> None:
        """Keep on the disk what was typed: something else is shown now."""
        if self.form is not None and self.form.typed:
            self.form.keep()
            self.drafts_changed.emit()

    # the middle column

    def empty_middle(self) -> None:
        """Take away form and record; what was typed has been saved by the form."""
        if self.form is not None:
            self.form.hide()
        self.form, self.running = None, None
        clear(self.middle_box)
        clear(self.intake_box)

    def show_nothing(self) -> None:
        """Say what can be done here."""
        self.empty_middle()
        self.number = ""
        self.middle_box.addWidget(heading(_("Choose or begin")))
        for words in to_choose(self.service):
            self.middle_box.addWidget(label(words, "mute", wrap=True))
        self.middle_box.addStretch(1)
        self.list.choose("")
        self.show_right(None)

    def begin(self, step: str, answers: dict[str, Any] | None = None, once: str = "", run: Sequence[Any] = ()) -> None:
        """Open a step that opens a record; `run` is what its batch has so far."""
        self.empty_middle()
        self.number, self.run = "", list(run)
        self._put_form(Form(self.bridge, step, None, answers=answers, once=once))

    def resume(self, draft: Any) -> None:
        """Go on with a form that was put aside."""
        if draft.number:
            self.open(draft.number, step=draft.step, answers=draft.answers, once=draft.key)
        else:
            self.begin(draft.step, draft.answers, draft.key)

    def _put_form(self, form: Form, title: Any = None, note: Any = "", *, focus: bool = True) -> None:
        """Put a form into the middle, under its title."""
        self.form = form
        key = self.service.begins[0].key if self.service.begins else ""
        hint = self.hot if form.step == key and not self.number else ""
        self.middle_box.addWidget(heading(title or form.draft.title, note or hint))
        self.middle_box.addWidget(form, 1)
        form.taken.connect(self._taken)
        form.drafted.connect(self._drafted)
        form.put_aside.connect(self._put_aside)
        form.given_up.connect(self._given_up)
        form.changed.connect(lambda answers: self.show_list() if not self.number else None)
        self._drafted(form.draft)
        self.renew_list()
        self.show_right(None)
        if focus:
            form.focus_first()

    hot = ""

    def open(
        self, number: str, *, step: str = "", answers: dict[str, Any] | None = None, once: str = "", focus: bool = True
    ) -> None:
        """Show a record, with the questions of a step: the one asked for, else its main one."""
        try:
            page: RecordPage = self.bridge.reader.page(number)
        except KioskError as error:
            self.show_nothing()
            self.middle_box.insertWidget(1, label(str(error), "bad", wrap=True))
            return
        self.empty_middle()
        self.number, self.page_shown = number, page
        choice = next((c for c in page.steps if c.key == step), None) or next((c for c in page.steps if c.main), None)
        title, note = _named(page)
        if choice is None:
            self._put_facts(page, title, note)
        elif page.going.taps and not step:
            self._put_going(page, title, note, focus=focus)
        else:
            others = sorted((c for c in page.steps if c.key != choice.key), key=lambda c: c.undo)
            siblings = [self._sibling(c) for c in others]
            over = above(page, self.bridge.local, self.bridge)
            if str(page.going.note):
                over.layout().addWidget(ClockNote(page.going.note, page.going.tone))
            if choice.role:
                words = _("This step is the {role}'s.").format(role=ROLES.get(choice.role, choice.role))
                over.layout().addWidget(label(words, "info", wrap=True))
            kept = next((d for d in self.aside_drafts if (d.number, d.step) == (number, choice.key)), None)
            if kept is not None and not answers and not once:  # it was put aside, or left for something else
                answers, once = kept.answers, kept.key
            form = Form(self.bridge, choice.key, number, answers=answers, once=once, siblings=siblings, above=over)
            self._put_form(form, title, note, focus=focus)
        self.around.show_page(page)
        self.show_right(page)
        self.renew_list()

    def _put_going(self, page: RecordPage, title: str, note: str, *, focus: bool) -> None:
        """Show a record whose next answer is one tap, its other steps below."""
        others = sorted((c for c in page.steps if c.key not in page.going.tapped), key=lambda c: c.undo)
        alone = self.width() < COLUMNS[-2][0]
        made = GoingOn(self.bridge, page, [self._sibling(c) for c in others], alone=alone)
        made.begins.connect(self.began)
        made.taken.connect(self._taken)
        made.opens.connect(lambda step, answers: self.open(page.row.number, step=step, answers=answers))
        self.middle_box.addWidget(heading(title, note))
        self.middle_box.addWidget(made, 1)
        if focus:
            made.focus_first()

    def _put_facts(self, page: RecordPage, title: str, note: str) -> None:
        """Show a record with which nothing goes on; what ended it may still be undone from here."""
        self.middle_box.addWidget(heading(title, note))
        scroll = Scroll()
        scroll.box.addWidget(above(page, self.bridge.local, self.bridge))
        for choice in page.steps:
            scroll.box.addWidget(line_of(self._sibling(choice)))
        scroll.box.addStretch(1)
        self.middle_box.addWidget(scroll, 1)

    def _sibling(self, choice: StepChoice) -> Button:
        """Return a quieter step as a button; one of another role says whose it is."""
        words = choice.title if not choice.undo else _("Undo: {title}").format(title=choice.title)
        made = Button(words, f"{choice.key}.open", icon="undo-2" if choice.undo else "")
        if choice.role:
            made.setToolTip(tip(_("This step is the {role}'s.").format(role=ROLES.get(choice.role, choice.role))))
        made.clicked.connect(lambda checked=False, c=choice: self.open(self.number, step=c.key))
        return made

    # the right column

    def _drafted(self, draft: Draft) -> None:
        """Show the slips of the draft, and how far its batch is."""
        self.show_batch(draft)
        self.preview.show_parts(draft.slips, draft.language)
        if self.number:
            self.turn.setVisible(bool(draft.slips))
        elif self.form is not None:
            self._show_named(draft)

    def _show_named(self, draft: Draft) -> None:
        """Show the unit that a new form names where it prints nothing, else how its slips will look."""
        named = "" if draft.slips else next((str(s.value or "") for s in draft.shown if s.kind == "unit"), "")
        known = bool(named) and named not in draft.errors and self.around.show_unit(named, self.bridge.reader.unit)
        self.preview.setVisible(not known)
        self.around.setVisible(known)

    def show_right(self, page: RecordPage | None) -> None:
        """Show the preview for a new record, what surrounds it for one on its way."""
        self.turn.setVisible(page is not None and self.form is not None and bool(self.form.draft.slips))
        self.preview.setVisible(page is None and self.form is not None)
        self.around.setVisible(page is not None)
        if page is None and self.form is not None:
            self._show_named(self.form.draft)
        self.turn.say(_("Preview"))

    def _turn(self) -> None:
        """Change between what surrounds the record and what would print."""
        showing = self.preview.isVisibleTo(self.right)
        self.preview.setVisible(not showing)
        self.around.setVisible(showing)
        self.turn.say(_("Preview") if showing else _("Around it"))

    def _spoken(self, language: str) -> None:
        """Let the form speak the preview's language."""
        if self.form is not None:
            self.form.speak(language)

    def speak(self) -> None:
        """F4: the next language of the slip."""
        if self.form is not None:
            self.preview.next_language()

    # what happened

    def _taken(self, outcome: Any) -> None:
        """Show the record that was opened or moved along, and let the window say that it is saved.

        The form of a batch opens anew; a step that another one follows lets that one begin.
        """
        step, kept = outcome.step, self.kept_answers()
        then, question = self.form.draft.then if self.form is not None else ("", "")
        self.form = None
        self.taken.emit(outcome)
        if self.form is not None:
            return  # a form that waited for this step came back
        if kept and not self.number:
            self.begin(step, kept, run=[*self.run, outcome])
        elif then:
            self.show_nothing()
            self.began.emit(then, {question: outcome.number})
        elif onward := self._onward(outcome):
            self.went.emit(onward)
        elif outcome.number:
            self.open(outcome.number)
            if self.form is not None:
                self.form.fresh.begin()  # else a double Ctrl+Enter takes the next step too
            if not self.around.leads:  # else what comes next has the focus: somebody stands there
                self.list.setFocus()
        else:
            self.show_nothing()

    def _onward(self, outcome: Any) -> str:
        """Return the record that was opened along with a step and goes on at once, "" where there is none."""
        also = [one.number for one in outcome.also if one.number and one.number != outcome.number]
        return next((number for number in also if self.bridge.reader.page(number).going.leads), "")

    def _put_aside(self) -> None:
        """Keep the form as a line of the list and make room."""
        if self.form is not None and self.form.answers:
            self.form.keep()
        self._close_form()

    def _given_up(self) -> None:
        """Forget the form."""
        if self.form is not None:
            self.form.forget()
        self._close_form()

    def _close_form(self) -> None:
        """Go back to the record, or to the empty middle."""
        number, self.form = self.number, None
        self.drafts_changed.emit()
        self.show_nothing() if not number else self.open(number)
        self.renew_list()
        self.list.setFocus()

    def put_aside(self) -> None:
        """F3: put the form aside."""
        if self.form is not None:
            self._put_aside()

    def resizeEvent(self, event: Any) -> None:
        """Give the columns their widths: one table for all pages."""
        super().resizeEvent(event)
        _from, left, right = next(c for c in COLUMNS if self.width() >= c[0])
        self.left.setFixedWidth(left)
        self.right.setFixedWidth(right or 288)
        self._fold(open_=False)
        self.fold.setVisible(not right)

    def fold_open(self) -> None:
        """Show the right column in the place of the left one."""
        self._fold(open_=True)

    def _fold(self, *, open_: bool) -> None:
        """On a narrow page the right column stands in the place of the left one, by a button."""
        narrow = self.width() < COLUMNS[-2][0]
        self.left.setVisible(not (narrow and open_))
        self.right.setVisible(not narrow or open_)
        self.unfold.setVisible(narrow and open_)


def _named(page: RecordPage) -> tuple[str, str]:
    """Return the title of a record's page and what stands beside it: its name, else its number."""
    row = page.row
    if str(row.name):
        return str(row.name), "  ".join(str(x) for x in (row.unit, row.summary, row.short) if str(x))
    return row.short, "  ".join(str(x) for x in (row.unit, row.party, row.summary) if str(x))
