"""The middle column of a service's page as a thing of its own: it can wait out of sight, and a batch runs through it."""

from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.forms.form import Form
from kiosk.i18n import Say, _
from kiosk.pins import ROLES
from kiosk.values import Draft, Outcome, ServiceRow
from kiosk.views.intake import Intake
from kiosk.views.widgets import clear, column


@dataclass(frozen=True)
class Held:
    """A form taken out of sight as it stood: its widgets, its record, its batch, and where the focus was."""

    middle: QWidget
    box: QVBoxLayout
    intake: QVBoxLayout
    form: Form
    number: str
    title: str
    focus: QWidget | None
    run: list[Outcome]


class Middle:
    """A part of the page."""

    def new_middle(self) -> None:
        """Make an empty middle: what a batch says above, form or record below."""
        self.middle = QWidget()
        self.middle.setMaximumWidth(840)
        outer = column(self.middle, 0)
        self.intake_box = column(None, 0)
        self.middle_box = column(None, 10)
        outer.addLayout(self.intake_box)
        outer.addLayout(self.middle_box, 1)
        self.form: Form | None = None
        self.run: list[Outcome] = []
        self.running: tuple[str, int] | None = None

    @property
    def page(self) -> Any:
        """The page whose part this is."""
        return cast("Any", self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter takes the form, though the list beside it has the keys; Esc closes a step that was opened in a record."""
        if event.key() == Qt.Key.Key_Escape and self.step_back():
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.form is not None and is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if not event.isAutoRepeat():
                self.form.pressed()
            return
        super().keyPressEvent(event)

    def step_back(self) -> bool:
        """Go back from a quieter step to the record's answers, or to its main step; what was typed is put aside."""
        page, form = self.page, self.form
        if form is None or not page.number or page.page_shown is None or getattr(page.window(), "detours", ()):
            return False  # a form that waits for this one has the way back
        main = next((one.key for one in page.page_shown.steps if one.main), "")
        if form.step == main and not page.page_shown.going.taps:
            return False
        page.keep_typed()
        page.open(page.number)
        return True

    # waiting out of sight

    def worth_holding(self) -> bool:
        """Whether a form is open whose loss from sight would be one."""
        return self.form is not None and (bool(self.form.answers) or self.form.wants_foreign())

    def hold(self) -> Held:
        """Take the form out of sight exactly as it stands; `restore` brings it back."""
        page = self.page
        assert self.form is not None
        focus, before = page.window().focusWidget(), self.middle
        here = focus if focus is not None and before.isAncestorOf(focus) else None
        title = str(self.form.draft.title)
        held = Held(before, self.middle_box, self.intake_box, self.form, page.number, title, here, self.run)
        self.new_middle()
        page.layout().replaceWidget(before, self.middle)
        before.hide()
        page.show_nothing()
        return held

    def restore(self, held: Held) -> None:
        """Bring a form back that was held, with the focus where it was."""
        page = self.page
        page.empty_middle()
        page.layout().replaceWidget(self.middle, held.middle)
        self.middle.deleteLater()
        self.middle, self.middle_box, self.intake_box = held.middle, held.box, held.intake
        self.form, self.run, page.number = held.form, held.run, held.number
        self.middle.show()
        record = page.bridge.reader.page(page.number) if page.number else None
        if record is not None:
            page.around.show_page(record)
        self.running = ("", -1)  # no batch is like this: what was counted may have changed meanwhile, or be over
        held.form.consider()
        page.show_right(record)
        page.renew_list()
        (held.focus or held.form.button).setFocus(Qt.FocusReason.OtherFocusReason)

    # a batch

    def kept_answers(self) -> dict[str, Any]:
        """Return the answers with which the form opens anew once it was taken; none where it does not."""
        if self.form is None or not self.form.draft.again:
            return {}
        return {s.name: s.value for s in self.form.draft.shown if s.name in self.form.draft.again}

    def show_batch(self, draft: Draft) -> None:
        """Show above the form how far its batch is; only what changed is made anew."""
        kept = {s.name: s.value for s in draft.shown}
        batch = str(kept.get(draft.again[0]) or "") if draft.again else ""
        now = (batch, len(self.run)) if draft.again else None
        if now == self.running:
            return
        self.running = now
        clear(self.intake_box)
        if now is None:
            return
        made = Intake(self.page.bridge, batch, self.run)
        made.looked.connect(self.page.detour.emit)
        made.closing.connect(self.page.detour.emit)
        self.intake_box.addWidget(made)
        self.intake_box.addSpacing(10)


def to_choose(service: ServiceRow) -> list[Say]:
    """Return what is said where nothing is chosen: what can be done, and whose it is where the clerk may not begin."""
    whose = _("{title}: this is the {role}'s.")
    return [
        _("Choose a record at the left to go on with it, or begin a new one below the list.")
        if service.begins
        else _("Choose a record at the left to go on with it."),
        _("Faster: scan the slip or the tag, or type the unit in the box above (F2)."),
        *(whose.format(title=one.title, role=ROLES.get(one.role, one.role)) for one in service.theirs),
    ]
