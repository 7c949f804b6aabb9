"""Entering late 补录: what was done by hand keeps when it happened beside when it was typed (DESIGN §1)."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.forms.base import Around
from kiosk.forms.dates import DateEditor, read_moment
from kiosk.i18n import _
from kiosk.values import Shown
from kiosk.views.overlays import Overlay
from kiosk.views.widgets import label


class LateOverlay(Overlay):
    """Asks when it happened."""

    answered = Signal(object)

    def __init__(self, window: QWidget, around: Around) -> None:
        """Begin with the present moment."""
        super().__init__(window, "late", _("Enter late"))
        self.around = around
        words = _("For what was written by hand: during a power cut, or while the line was long.")
        self.box.addWidget(label(words, "mute", wrap=True))
        self.box.addWidget(label(_("When it happened"), "field"))
        self.editor = DateEditor(Shown("when", _("When it happened"), "datetime"), "late.when", around)
        self.editor.show_value(around.now())
        self.box.addWidget(self.editor)
        self.problem = label("", "error", wrap=True)
        self.box.addWidget(self.problem)
        self.button = self.feet(_("Go on"), "late.take")
        self.button.clicked.connect(lambda checked=False: self._take())
        self.editor.field.returnPressed.connect(self._take)

    def _take(self) -> None:
        """Hand the moment on, if it is one and lies behind us."""
        now = self.around.now()
        text = read_moment(self.editor.field.text(), now)
        try:
            when = datetime.fromisoformat(text).replace(tzinfo=now.tzinfo)
        except ValueError:
            self.problem.setText(str(_("Please type a day and an hour such as 2026-11-25 18:00.")))
            return
        if when > now:
            self.problem.setText(str(_("That is still to come: enter what has happened.")))
            return
        self.close_()
        self.answered.emit(when)
