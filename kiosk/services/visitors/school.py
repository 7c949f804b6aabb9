"""A school's gate 实验学校来访: whoever makes trouble is handed to the police, and that is kept with the visit (SCH-04)."""

from datetime import datetime

from kiosk.i18n import _
from kiosk.service import Act, Note, Step, ask, change, say
from kiosk.services.visitors.record import service
from kiosk.visiting.site import in_school


class Trouble(
    Step, of=service, after="arrived registered unreached declined consented inside", where=in_school, rules="SCH-04"
):
    """移交公安: the police is called; the visit goes on until the visitor is out."""

    title = _("Trouble: police called")
    button = _("Note the call")
    says = (say("SCH-04", _("Ring 110, then the security section; keep others away.")),)
    police_at: datetime = ask(_("Police called at"), "SCH-04", default=lambda at: at.now)
    trouble: Note = ask(_("What happens"), "SCH-04")


class NoTrouble(Step, of=service, undoes=Trouble):
    """撤销移交: noted by mistake."""

    title = _("Police not called after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget(self, act: Act) -> None:
        """Nothing of it stays with the visit; the journal has both."""
        act.detail.police_at = act.detail.trouble = None
