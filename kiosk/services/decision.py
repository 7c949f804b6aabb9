"""Decisions by telephone 电话授权: open until the PIN of the one who decided confirms them.

Where no supervisor is in the house, a refusal that he may lift can be lifted by his word over the
telephone: who, which number, when, why. It stays on the board until he confirms it himself.
Its reason may name whoever it was about, so it is emptied after the term of visitors' names, here and in the journal;
who decided which rule about which number stays.
"""

from datetime import datetime
from typing import ClassVar

from kiosk.i18n import _
from kiosk.service import Act, Moment, Note, Said, Service, State, Step, Text, ask, change, due, refuse
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail


class Decision(Detail, table=True):
    """Who decided what over which number."""

    #: Somebody of the house, a rule and a record: they name nobody else.
    codes: ClassVar[tuple[str, ...]] = ("who", "rule", "about")
    who: str | None = None
    rule: str | None = None
    number: str | None = None
    reason: str | None = None
    about: str | None = None
    confirmed_at: datetime | None = None


service = Service(
    "decision", _("Decisions by telephone"), "desk", "D", Decision, icon="phone", beside="journal", forgets=VISIT_DAYS,
    states={
        "open": State(_("To confirm"), "amber"), "confirmed": State(_("Confirmed"), "mute"),
        "denied": State(_("Denied"), "red"),
    },
    due=(due("", "open", lambda at: at.record.opened_at, _("{who} confirms by PIN what he decided by telephone"), "confirm",
             fills=lambda at: {"who": at.detail.who}),),
)  # fmt: skip  # one line a group reads better


class Written(Step, of=service, opens="open", by="desk"):
    """记录: what was decided by telephone; the desk takes this step itself."""

    title = _("Decided by telephone")
    who: Text = ask(_("Who decided"))
    number: Text = ask(_("Telephone"))
    rule: Text | None = ask(_("Rule"), optional=True)
    about: Text | None = ask(_("About"), optional=True)
    reason: Note = ask(_("Why"))


class _Own(Step):
    """A part that both answers share: only the one who decided gives them."""

    @refuse("", _("Only {who} can say this."), way=_("He signs in and opens it again."))
    def himself(self, at: Moment) -> Said:
        """Whether somebody else is signed in."""
        who = at.detail.who
        left_to = at.role == "manager" and not at.look.staff(who)  # he has left the house
        return at.clerk != who and not left_to and {"who": who}


class Confirm(_Own, of=service, after="open", closes="confirmed", by="supervisor"):
    """确认: it was decided so."""

    title = _("Confirm")

    @change()
    def note_time(self, act: Act) -> None:
        """Keep when."""
        act.detail.confirmed_at = act.now


class Deny(_Own, of=service, after="open", closes="denied", by="supervisor"):
    """否认: it was not decided so; the manager has to look."""

    title = _("That was not decided")
    reason: Note = ask(_("What is right"))
