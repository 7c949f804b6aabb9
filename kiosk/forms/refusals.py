"""A house rule that says no: in words, with the way out as buttons and the rule id small at its end (SLIPS 3.1)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.i18n import Words, _
from kiosk.values import Refused
from kiosk.views.widgets import Button, column, frame, label, row


def role_pin(role: str) -> Words:
    """Return the words for the PIN of the role that decides."""
    return {
        "supervisor": _("Supervisor's PIN"),
        "duty manager": _("Duty manager's PIN"),
        "duty_manager": _("Duty manager's PIN"),
        "manager": _("Manager's PIN"),
        "finance": _("Finance's PIN"),
        "foreman": _("Foreman's PIN"),
    }.get(role, _("Supervisor's PIN"))


class RefusalPanel(QWidget):
    """The refusals of a draft, one strip each; those after the first are brief, so that the questions keep their room."""

    by_pin = Signal(object)
    by_phone = Signal(object)

    def __init__(self, name: str) -> None:
        """Begin without any."""
        super().__init__()
        self.name = name
        self.box = column(self, 8)
        self.shown: tuple[Refused, ...] = ()
        self.strips: list[QWidget] = []
        self.hide()

    def show_refusals(self, refusals: Sequence[Refused]) -> None:
        """Show these; the same ones stay as they are, so that the focus does not jump."""
        if tuple(refusals) == self.shown and len(self.strips) == len(refusals):
            return
        self.shown = tuple(refusals)
        for strip in self.strips:
            strip.hide()
            self.box.removeWidget(strip)
            strip.deleteLater()
        self.strips = [self._brief(one) if at else self._strip(one) for at, one in enumerate(refusals)]
        for strip in self.strips:
            self.box.addWidget(strip)
        self.setVisible(bool(self.strips))

    def _strip(self, one: Refused) -> QWidget:
        """Return one refusal: what, the way out, the line to say, and who may decide."""
        strip = frame("refusal")
        box = column(strip, 4, (12, 10, 12, 10))
        head = row(None, 8)
        words = label(one.words, "refused", wrap=True)
        head.addWidget(words, 1)
        if "-" in one.rule:
            head.addWidget(label(one.rule, "small"))
        box.addLayout(head)
        if str(one.way):
            box.addWidget(label(one.way, "", wrap=True))
        if str(one.say):
            box.addWidget(label(one.say, "", wrap=True))
        strip.setAccessibleName(f"{one.words} {one.way} {one.say}".strip())
        if one.lift:
            line = self._ways(one)
            line.addStretch(1)
            box.addLayout(line)
        return strip

    def _brief(self, one: Refused) -> QWidget:
        """Return a further refusal in one breath, its buttons beside it."""
        strip = frame("refusal")
        line = row(strip, 8, (0, 1, 12, 1))  # the label has the margins of a strip
        line.addWidget(label(f"{one.words} {one.way}".strip(), "bad", wrap=True), 1)
        strip.setAccessibleName(f"{one.words} {one.way}")
        if one.lift:
            line.addLayout(self._ways(one))
        return strip

    def _ways(self, one: Refused) -> Any:
        """Return the buttons by which somebody may lift a refusal."""
        line = row(None, 8, (0, 4, 0, 0))
        role = role_pin(one.lift)
        pin = Button(role, f"{self.name}.lift.{one.rule}", icon="shield")
        pin.clicked.connect(lambda checked=False, r=one: self.by_pin.emit(r))
        line.addWidget(pin)
        if one.phone:
            phone = Button(_("Decided by phone"), f"{self.name}.lift_by_phone.{one.rule}", icon="phone")
            phone.clicked.connect(lambda checked=False, r=one: self.by_phone.emit(r))
            line.addWidget(phone)
        return line
