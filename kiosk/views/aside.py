"""Forms that are put aside: how a page does it, and which to go on with."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from kiosk.forms.form import Form
from kiosk.i18n import _
from kiosk.service import find_step
from kiosk.views.overlays import ListOverlay
from kiosk.views.widgets import Button

#: What tells one form from another, the first of these that was answered.
_WHO = ("unit", "party", "name", "recipient", "words", "text", "key")
#: Steps that are begun in the register; all others of the household file are begun at a unit.
OF_REGISTER = ("estate.move_in", "estate.add_unit")


class Keeping:
    """A page with a form that may be put aside: what a person typed is lost only where he gives it up."""

    form: Form | None
    drafts_changed: Any

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the form with Esc; what was typed is put aside, and a status chip says so."""
        if event.key() == Qt.Key.Key_Escape and self.form is not None:
            self.put_aside()
            return
        super().keyPressEvent(event)

    def keep_form(self) -> None:
        """Put the form aside where a person typed into it: something else is shown now."""
        form, self.form = self.form, None
        if form is not None and form.typed:
            form.keep()
            self.drafts_changed.emit()

    def put_aside(self) -> None:
        """F3: put the form aside, and show what stood here before."""
        if self.form is not None:
            self.keep_form()
            self.close_form()

    def give_up(self) -> None:
        """Give the form up: nothing of it stays."""
        if self.form is not None:
            self.form.forget()
            self.form = None
            self.drafts_changed.emit()
        self.close_form()

    def close_form(self) -> None:
        """Show what the page shows without a form."""
        raise NotImplementedError


class AsideList(ListOverlay):
    """The forms that wait, oldest first; one click goes on with one."""

    chosen = Signal(object)

    def __init__(self, window: QWidget, drafts: Sequence[Any], bridge: Any) -> None:
        """List the drafts."""
        lines: list[QWidget] = []
        for number, draft in enumerate(drafts):
            who = "  ".join(str(draft.answers[name]) for name in _WHO if draft.answers.get(name))[:60]
            at = f"{bridge.local(draft.saved_at):%H:%M}"
            title = find_step(draft.step).title
            who = "  ".join(part for part in (draft.of, who) if part)
            line = Button(f"{at}   {title}   {who}".rstrip(), f"aside.form.{number}", kind="begin", icon="pause")
            line.clicked.connect(partial(self._choose, draft))
            lines.append(line)
        super().__init__(window, "aside", _("Put aside"), lines)
        self.feet_back()

    def _choose(self, draft: Any, checked: bool = False) -> None:
        """Go on with a form."""
        self.close_()
        self.chosen.emit(draft)
