"""Hotel floors 酒店客房访客: towel and tea for visitors in a guest's room, brought and fetched again (HTL-05, HTL-06)."""

from kiosk.i18n import _
from kiosk.service import Act, Moment, Note, Step, ask, change, say
from kiosk.services.visitors.kept import inside
from kiosk.services.visitors.record import service
from kiosk.visiting import a_few
from kiosk.visiting.site import in_hotel


def _unserved(at: Moment) -> bool:
    """Whether somebody is in a hotel guest's room to whom nothing was brought yet."""
    return in_hotel(at) and at.detail.tea_at is None


class Serve(Step, of=service, after="inside", where=_unserved):
    """香巾茶水: brought to the room, as many as there are visitors."""

    title = _("Towel and tea served")
    button = _("Served")
    says = (
        say("HTL-06", _("Walk the corridor on your way back, and often after: look and listen for anything unusual.")),
    )
    cups: int = ask(_("Towel and tea for"), "HTL-05", default=inside, check=a_few)

    @change()
    def served(self, act: Act) -> None:
        """Keep when."""
        act.detail.tea_at = act.now


class NotServed(Step, of=service, undoes=Serve):
    """撤销香巾茶水: nothing was brought yet."""

    title = _("Not served yet")
    reason: Note = ask(_("Why"))

    @change()
    def open_again(self, act: Act) -> None:
        """The reminder stands again."""
        act.detail.tea_at = act.detail.cups = None
