"""Deliveries into homes 送货上门: whoever delivers goes up with a clerk, and comes back with him (PAR-02).

Whoever delivers is a visitor like others, and forgotten with them.
"""

from datetime import timedelta

from kiosk import custody
from kiosk.i18n import Say, _, _p
from kiosk.service import (
    Choice,
    Moment,
    Option,
    Person,
    Said,
    Service,
    State,
    Step,
    Text,
    Unit,
    ask,
    due,
    refuse,
    say,
    setting,
)
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail
from kiosk.visiting.nights import host

MINUTES = setting(
    "delivery_minutes", 20, _("Whoever delivers into a home is back within"),
    section=_("Parcels"), unit=_("minutes"), check=lambda v: 1 <= v <= 240,
)  # fmt: skip  # one line a group reads better


class Delivery(Detail, table=True):
    """What a delivery into a home alone needs."""

    __tablename__ = "delivery"
    firm: str | None = None
    brings: str | None = None
    agreed: str | None = None
    escort: str | None = None
    carries: str | None = None


def _summary(at: Moment) -> Say:
    """Return the second line of a list: what, and who is with him."""
    return _("{what} · with {escort}").format(what=at.detail.brings or "··", escort=at.detail.escort or "··")


service = Service(
    "delivery", _("Deliveries"), "things", "PD", Delivery, icon="door-open", beside="parcels", summary=_summary,
    show=("number", "unit", "party", "escort"), forgets=VISIT_DAYS,
    states={
        "up": State(_("Upstairs, accompanied"), "blue"), "back": State(_p("delivery", "Back"), "mute"),
        "cancelled": State(_("Cancelled"), "mute"),
    },
    due=(due("", "up", lambda at: at.record.opened_at + timedelta(minutes=at.house[MINUTES]), _("Are both back?"), "come_back"),),
)  # fmt: skip  # one line a group reads better


def _staff(at: Moment) -> list[Option]:
    """Return the clerks who may go along, whoever stands here first."""
    names = [one.name for one in at.look.staff()]
    return [Option(name, name) for name in sorted(names, key=lambda name: name != at.clerk)]


class GoUp(Step, of=service, opens="up"):
    """陪同上门: he goes up, and a clerk with him."""

    title = _("Go up together")
    says = (
        say("PAR-02", _("Stay with him until he has left the home; the key stays in your hand.")),
        say("", _("“I will come along with you; it is for the residents' safety.”")),
    )
    unit: Unit = ask(_("Unit"))
    agreed: Person = ask(_("Who of the unit agreed"), default=host, hint=_("call them first"))
    firm: Choice = ask(_("Courier"), terms="courier")
    party: Text = ask(_("Name of the delivery person"))
    brings: Text = ask(_("What is brought"))
    escort: Person = ask(_("Clerk who goes along"), "PAR-02", default=lambda at: at.clerk, choices=_staff)

    @refuse("PAR-02", _("Into a home he goes with one of the clerks."), about="escort",
            way=_("Name the clerk who goes along, or keep it at the desk as a parcel."))  # fmt: skip  # one sentence
    def accompanied(self, at: Moment) -> Said:
        """Whether somebody else than a clerk of the desk would go along."""
        return not at.look.staff(self.escort)


class Cancel(custody.Undone, of=service, undoes=GoUp, closes="cancelled"):
    """撤销上门: nobody went up after all."""

    title = _("Nobody went up after all")


class ComeBack(Step, of=service, after="up", closes="back"):
    """返回: both are back, and he has left."""

    title = _("Both are back")
    carries: Text | None = ask(_("What he carries out"), optional=True)


class NotBack(custody.Undone, of=service, undoes=ComeBack):
    """撤销返回: they are still up."""

    title = _("Still upstairs")
