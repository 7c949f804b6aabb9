"""Do not admit 不予进入: people whom the estate or one unit does not want to see; `kiosk.visiting.barred` compares.

Somebody stands on the list until his day or until he is taken off it. A visitor who is like him is not turned away in
silence: the clerk is asked to check one thing, and a supervisor decides.
"""

from datetime import date

from kiosk.i18n import _
from kiosk.service import Note, Person, Service, State, Step, Text, Unit, ask
from kiosk.visiting.barred import Barred

service = Service(
    "barred", _("Do not admit"), "people", "B", Barred, icon="shield", beside="visitors", show=("number", "party", "unit", "until"),
    summary=lambda at: at.detail.aliases or "",
    states={"listed": State(_("On the list"), "amber"), "lifted": State(_("Taken off"), "mute")},
)  # fmt: skip  # one line a group reads better


class Enter(Step, of=service, opens="listed", by="supervisor"):
    """列入: the estate or an owner does not want to see somebody."""

    title = _("Put on the list")
    party: Text = ask(_("Name"))
    aliases: Text | None = ask(_("Other names"), optional=True, hint=_("parted by commas"), finds="name")
    unit: Unit | None = ask(_("For one unit only"), optional=True)
    phone_end: Text | None = ask(_("Telephone ends with"), optional=True)
    document_end: Text | None = ask(_("Document no. ends with"), optional=True)
    why: Note = ask(_("Why"))
    asked_by: Person = ask(_("Who wants it"))
    until: date | None = ask(_("Until"), optional=True)


class Lift(Step, of=service, after="listed", closes="lifted", by="supervisor"):
    """撤销列入: he may come again."""

    title = _("Take off the list")
    reason: Note = ask(_("Why"))


class StillListed(Step, of=service, undoes=Lift, by="supervisor"):
    """恢复列入: he stays on the list after all."""

    title = _("Stays on the list")
    reason: Note = ask(_("Why"))
