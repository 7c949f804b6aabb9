"""A supervisor's decision over a refusal: by PIN here, or by telephone and confirmed later."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kiosk.errors import KioskError
from kiosk.forms.refusals import role_pin
from kiosk.i18n import Say, _
from kiosk.values import Refused, StaffRow
from kiosk.views.overlays import Overlay, field
from kiosk.views.widgets import label

_LADDER = ("clerk", "foreman", "supervisor", "duty manager", "manager")


def deciders(staff: list[StaffRow], role: str) -> list[StaffRow]:
    """Return who may decide what `role` may decide: those of that role first, then the higher ones."""
    if role not in _LADDER:
        return [one for one in staff if one.role in (role, "manager")]
    least = _LADDER.index(role)
    found = [one for one in staff if one.role in _LADDER and _LADDER.index(one.role) >= least]
    return sorted(found, key=lambda one: _LADDER.index(one.role))


class LiftOverlay(Overlay):
    """Who decides, the proof (a PIN or the number that was called), and why."""

    def __init__(self, window: QWidget, refused: Refused, staff: list[StaffRow], *, phone: bool) -> None:
        """Ask for a decision on one refusal."""
        super().__init__(window, "lift", _("Decided by phone") if phone else role_pin(refused.lift))
        said = (str(refused.words), str(refused.way))  # whoever decides is told as much as the clerk
        self.box.addWidget(label("\n".join(part for part in said if part), "note", wrap=True))
        self.who = QComboBox()
        self.who.setObjectName("lift.who")
        self.who.setAccessibleName(str(_("Who decides")))
        for one in deciders(staff, refused.lift):
            self.who.addItem(f"{one.name}  {one.role_words}", one.id)
        self._ask(_("Who decides"), self.who)
        words = _("Number that was called") if phone else _("PIN, six digits")
        self.proof = field("lift.phone" if phone else "lift.pin", words, secret=not phone)
        if phone:
            self.proof.setMaxLength(40)
        self._ask(words, self.proof)
        self.why = field("lift.reason", _("Reason"))
        self._ask(_("Reason"), self.why)
        self.problem = label("", "error", wrap=True)
        self.box.addWidget(self.problem)
        self.button = self.feet(_("Allow this once"), "lift.take")

    def _ask(self, words: Say, widget: QComboBox | QLineEdit) -> None:
        """Put one field under its label."""
        self.box.addWidget(label(words, "field"))
        self.box.addWidget(widget)
        self.box.setSpacing(8)

    def fail(self, error: KioskError) -> None:
        """Say what was wrong, and let the proof be typed again."""
        self.button.setEnabled(True)
        self.problem.setText(f"{error.words} {error.way}".strip())
        if self.proof.echoMode() == QLineEdit.EchoMode.Password:
            self.proof.clear()
        self.proof.setFocus()


def _open(form: Any, refused: Refused, then: Callable[[Any], None], *, phone: bool) -> None:
    """Show the card and ask the desk for the decision."""
    over = LiftOverlay(form.window(), refused, form.bridge.reader.staff(), phone=phone)

    def decide() -> None:
        """Hand the proof to the desk; the card stays until it answers."""
        who, proof, why = over.who.currentData(), over.proof.text().strip(), over.why.text().strip()
        over.button.setEnabled(False)

        def ask(desk: Any) -> Any:
            lift = desk.lift_by_phone if phone else desk.lift
            return lift(refused.rule, who, proof, why, about=str(getattr(form, "record", None) or ""))

        def done(lift: Any) -> None:
            over.close_()
            then(lift)

        form.bridge.call(ask, done, over.fail)

    over.button.clicked.connect(lambda checked=False: decide())
    over.why.returnPressed.connect(decide)
    over.proof.returnPressed.connect(over.why.setFocus)
    over.open(over.proof)


def ask_pin(form: Any, refused: Refused, then: Callable[[Any], None]) -> None:
    """Let somebody with the role decide here, by PIN."""
    _open(form, refused, then, phone=False)


def ask_phone(form: Any, refused: Refused, then: Callable[[Any], None]) -> None:
    """Write down a decision by telephone."""
    _open(form, refused, then, phone=True)
