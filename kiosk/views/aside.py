"""Forms that were put aside: which to go on with, and where each belongs."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.i18n import _
from kiosk.service import find_step
from kiosk.views.overlays import ListOverlay
from kiosk.views.widgets import Button

#: What tells one form from another, the first of these that was answered.
_WHO = ("unit", "party", "name", "recipient", "words", "text", "key")


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
            line = Button(f"{at}   {title}   {who}".rstrip(), f"aside.form.{number}", kind="begin", icon="pause")
            line.clicked.connect(partial(self._choose, draft))
            lines.append(line)
        super().__init__(window, "aside", _("Put aside"), lines)
        self.feet_back()

    def _choose(self, draft: Any, checked: bool = False) -> None:
        """Go on with a form."""
        self.close_()
        self.chosen.emit(draft)
