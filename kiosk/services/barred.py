"""Do not admit 不予进入: people whom the estate or one unit does not want to see; `kiosk.visiting.barred` compares.

Somebody stands on the list until his day or until he is taken off it, known by name, by what his numbers end with, and
by the whole number of his document, which is sealed. A visitor who is like him is not turned away in
silence: the clerk is asked to check one thing, and a supervisor decides. Who was taken off it is forgotten with the
visitors' term; endings are short, so that the list reads no whole number.
"""

from datetime import date

from kiosk.i18n import Say, _
from kiosk.service import Moment, Note, Person, Secret, Service, Shows, State, Step, Text, Unit, ask
from kiosk.settings import VISIT_DAYS
from kiosk.visiting.barred import KEEP, Barred

#: So much of a number may stand on the list.
ENDING = 6

service = Service(
    "barred", _("Do not admit"), "people", "B", Barred, icon="shield", beside="visitors", show=("number", "party", "unit", "until"),
    summary=lambda at: at.detail.aliases or "", forgets=VISIT_DAYS,
    shows=Shows(name=lambda at: at.record.party or "", counts=_("On the list: {n}"), counting=("listed",)),
    states={"listed": State(_("On the list"), "amber"), "lifted": State(_("Taken off"), "mute")},
)  # fmt: skip  # one line a group reads better


def _ending(text: str, at: Moment) -> Say | None:
    """Return why a text is no ending of a number, or None: the list holds no whole one."""
    return _("The last {n} characters at most.").format(n=ENDING) if len(text) > ENDING else None


class Enter(Step, of=service, opens="listed", by="supervisor"):
    """列入: the estate or an owner does not want to see somebody."""

    title = _("Put on the list")
    party: Text = ask(_("Name"))
    aliases: Text | None = ask(_("Other names"), optional=True, hint=_("parted by commas"), finds="name")
    unit: Unit | None = ask(_("For one unit only"), optional=True)
    phone_end: Text | None = ask(_("Telephone ends with"), optional=True, check=_ending)
    document_end: Text | None = ask(_("Document no. ends with"), optional=True, check=_ending)
    document: Secret | None = ask(
        _("Document no., whole"),
        keep=KEEP,
        optional=True,
        reads=(("number", "document"),),
        hint=_("sealed; compared, not shown"),
    )
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
