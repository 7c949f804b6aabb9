"""Messages 留言: left for somebody who could not be reached, and handed to that person himself (MSG).

A message waits for its person: as long as it is open, it shows in every form that names the unit. It counts as
delivered only when it was put into the addressee's own hand; who gave it, to whom and when stands in the record.
"""

from datetime import datetime, timedelta

from kiosk import numbers
from kiosk.i18n import Say, _, _p
from kiosk.printing.slip import Block, big, notes, row, rule, sign, tear
from kiosk.printing.stationery import clerk_and_phone, full_time, letterhead
from kiosk.service import (
    ON_PAPER,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Phone,
    Questions,
    Said,
    Service,
    Shows,
    Signature,
    State,
    Step,
    Text,
    Unit,
    ask,
    due,
    refuse,
    say,
    setting,
    slip,
)
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail, Line
from kiosk.visiting.nights import host

ASK_HOURS = setting(
    "message_hours", 12, _("A message that waits is looked at again after"), "MSG-06",
    section=_("Messages"), unit=_("hours"), off=24 * 36_500, check=lambda v: 1 <= v <= 240,
)  # fmt: skip  # one line a group reads better


class Message(Detail, table=True):
    """What a message alone needs."""

    caller: str | None = None
    caller_phone: str | None = None
    about: str | None = None  #: absent, busy, unreached
    words: str | None = None
    signature: str | None = None
    given_to: str | None = None


class Told(Questions):
    """What is asked of one attempt to tell the addressee that something waits."""

    how: Choice = ask(
        _("How"),
        choices=(
            Option("phone", _("Telephone")), Option("intercom", _("Video intercom")),
            Option("note", _("Note in the mailbox")), Option("passing", _("In passing"))),
    )  # fmt: skip  # one line a group reads better
    answer: Note | None = ask(_("Answer"), optional=True)


class Telling(Told, Line, table=True):  # type: ignore[misc]  # a set of questions is a plain pydantic model
    """One attempt to tell the addressee."""

    __tablename__ = "message_telling"


def _again(at: Moment) -> datetime:
    """Return when a message that waits is looked at again: some hours after the last attempt."""
    tried = [one.at for one in at.lines(Telling) if one.at]
    last: datetime = max(tried, default=at.record.opened_at)
    return last + timedelta(hours=at.house[ASK_HOURS])


def _waiting(at: Moment) -> Say:
    """Return what every form of the unit says as long as the message waits; never what it says."""
    words = _("Message {number} waits for {name}: hand it over in person.")
    return words.format(number=numbers.short(at.record.number), name=at.record.party or "")


service = Service(
    "messages", _("Messages"), "people", "M", Message, icon="message-square", rank=30, show=("number", "party", "unit", "caller"),
    summary=lambda at: at.detail.caller or "", waits=_waiting,
    shows=Shows(name=lambda at: at.record.party or ""), on_claim="deliver", forgets=VISIT_DAYS,
    states={
        "waiting": State(_p("message", "Waiting"), "amber"), "told": State(_("Told"), "blue"),
        "delivered": State(_("Delivered"), "mute"), "withdrawn": State(_("Withdrawn"), "mute"),
    },
    due=(due("MSG-06", "waiting told", _again, _("Not delivered yet: tell the resident"), "tell"),),
)  # fmt: skip  # one line a group reads better


@slip(_("Message slip"), "MSG-06")
def message_slip(at: Moment) -> list[Block]:
    """Return the message as it is put into the addressee's hand."""
    record, detail = at.record, at.detail
    return [
        *letterhead(at, _("Message"), ""),
        big(record.party or "··"),
        row(_p("slip", "No."), numbers.short(record.number)),
        row(_("Unit"), record.unit, rank="H"),
        row(_p("message", "From"), detail.caller),
        row(_("Telephone"), detail.caller_phone or _p("slip", "none")),
        row(_p("message", "Taken"), full_time(at, record.opened_at)),
        row(_("Clerk"), clerk_and_phone(at)),
        rule(),
        *notes(detail.words),
        rule(),
        sign(_p("message", "Received"), date=_("Date")),
        tear(),
    ]


class Take(Step, of=service, opens="waiting"):
    """留言: take down what somebody wants to be told."""

    title = _("Take a message")
    button = _("Save and print")
    prints = (message_slip,)
    says = (
        say("MSG-01", _("“May I take a message? I will hand it over myself.”")),
        say("MSG-03", _("Do not interrupt: note how the caller can be reached, and tell your colleague afterwards."),
            when=lambda a, at: a.about == "busy"),
        say("MSG-04", _("Serve the caller yourself, as on every call: name, number, what it is about."),
            when=lambda a, at: a.about == "absent"),
    )  # fmt: skip  # one line a group reads better
    unit: Unit = ask(_("Unit"), "MSG-06")
    party: Person = ask(_("For whom"), "MSG-06", default=host)
    caller: Text = ask(_p("message", "From"), "MSG-06", finds="name")
    caller_phone: Phone | None = ask(_("Telephone"), "MSG-03", optional=True, finds="phone")
    about: Choice = ask(
        _("The person is"), default="unreached",
        choices=(
            Option("unreached", _("Not reached")), Option("absent", _("Away")), Option("busy", _("Busy with somebody")),
        ),
    )  # fmt: skip  # one line a group reads better
    words: Note = ask(_("Message"), "MSG-06")

    @refuse("MSG-03", _("Who is to be rung back needs a number."), about="caller_phone",
            way=_("Ask for it; whoever will not be rung back is “Not reached”."))  # fmt: skip
    def reached_how(self, at: Moment) -> Said:
        """Whether somebody is not interrupted for a caller whom nobody could ring afterwards."""
        return self.about == "busy" and not self.caller_phone


class NotTaken(Step, of=service, undoes=Take, closes="withdrawn"):
    """撤销留言: taken down by mistake."""

    title = _("No message after all")
    reason: Note = ask(_("Why"))


class Deliver(Step, of=service, after="waiting told", closes="delivered"):
    """转达: put the message into the addressee's hand."""

    title = _("Hand the message over")
    button = _p("message", "Hand over")
    says = (say("MSG-02", _("Hand it to the addressee yourself.")),)
    given_to: Choice = ask(
        _("Into whose hand"), "MSG-05", default="himself",
        choices=(
            Option("himself", _("The addressee's own")), Option("family", _("Somebody else of the unit")),
            Option("left", _("Left at the door or in the mailbox"))),
    )  # fmt: skip  # one line a group reads better
    signature: Signature | None = ask(_("Addressee signs"), optional=True, default=ON_PAPER)

    @refuse(
        "MSG-02", _("A message is delivered only into the addressee's own hand."), about="given_to",
        way=_("Note that he was told; the message waits for him."),
        say=_("“I keep it here for him and hand it over when he comes by.”"),
    )  # fmt: skip  # one line a group reads better
    def in_person(self, at: Moment) -> Said:
        """Whether somebody else would get it."""
        return self.given_to not in (None, "himself")


class Tell(Told, Step, of=service, after="waiting told", to="told", adds=Telling):
    """通知: let the addressee know that a message waits; it stays here until he has it in his hand."""

    title = _("Tell the resident")
    button = _("Note the call")
    says = (say("MSG-02", _("“There is a message for you at the desk; I will hand it to you myself.”")),)


class NotDelivered(Step, of=service, undoes=Deliver):
    """撤销转达: it was not handed over after all."""

    title = _p("message", "Not handed over after all")
    reason: Note = ask(_("Why"))


class Withdraw(Step, of=service, after="waiting told", closes="withdrawn"):
    """撤回: whoever left it takes it back."""

    title = _("Withdraw the message")
    reason: Note = ask(_("Who withdraws it, and why"))


class NotWithdrawn(Step, of=service, undoes=Withdraw):
    """撤销撤回: the message still waits for its person."""

    title = _("Not withdrawn after all")
    reason: Note = ask(_("Why"))
