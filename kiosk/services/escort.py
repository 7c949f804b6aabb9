"""Escort 陪同开门: the owner is away and wants his visitor let in; his signed letter 《确认函》 opens the door (ESC).

The letter is sent, and nothing happens before it is back with his signature. Then a clerk borrows the spare key, leads
the visitor up, and takes the key back at once; it stays in the clerk's hand from beginning to end. Once more when the
visitor goes and the door has to be locked. An owner who locked himself out is known by his document (AMB-08).
"""

from datetime import datetime, timedelta

from kiosk import numbers
from kiosk.i18n import _, _p
from kiosk.printing.slip import Block, big, note, row, rule, sign, tear
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import (
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Said,
    Scan,
    Secret,
    Service,
    State,
    Step,
    Text,
    To,
    Unit,
    also,
    ask,
    due,
    refuse,
    say,
    setting,
    slip,
)
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail
from kiosk.visiting.hours import DAY_ENDS, day_end
from kiosk.visiting.nights import host
from kiosk.visiting.papers import KEEP

LETTER_MINUTES = setting(
    "letter_minutes", 30, _("A letter that is not back is asked after again after"), section=_("Visitors"), unit=_("minutes"),
    check=lambda v: 5 <= v <= 240,
)  # fmt: skip  # one line a group reads better
CHANNELS = (
    Option("file", _("called back on file")), Option("given", _("number given by the visitor")),
    Option("incoming", _("incoming call")),
)  # fmt: skip  # one line a group reads better
WAYS = (
    Option("fax", _("Fax")), Option("mail", _("E-mail")), Option("app", _("Picture by telephone")), Option("paper", _("On paper")),
)  # fmt: skip  # one line a group reads better


class Escort(Detail, table=True):
    """What an escort alone needs."""

    visit: str | None = None
    visitor: str | None = None
    channel: str | None = None
    sent_by: str | None = None
    sent_at: datetime | None = None
    back_by: str | None = None
    spare: str | None = None
    minder: str | None = None
    minutes: int | None = None
    none_needed: str | None = None
    explained_by: str | None = None


service = Service(
    "escort", _("Escorts"), "people", "E", Escort, icon="door-open", beside="visitors", forgets=VISIT_DAYS,
    show=("number", "party", "unit", "visitor"),
    summary=lambda at: at.detail.visitor or "",
    states={
        "asked": State(_("Owner asks for it"), "blue"), "sent": State(_("Letter sent"), "amber"),
        "signed": State(_("Letter signed"), "blue"),
        "up": State(_("Key with the clerk"), "amber"), "opened": State(_("Opened, to lock up"), "blue"),
        "locking": State(_("Locking up"), "amber"), "closed": State(_("Locked or settled"), "mute"),
        "declined": State(_("Owner will not sign"), "red"), "refused": State(_("No entry"), "mute"),
    },
    due=(
        due("", "sent", lambda at: at.record.last_at + timedelta(minutes=at.house[LETTER_MINUTES]),
            _("Letter of consent not back yet"), "letter_back"),
        due("ESC-07", "declined", lambda at: at.record.last_at, _("The duty manager explains to the owner"), "explained"),
        due("ESC-11", "opened", lambda at: day_end(at, at.record.opened_at), _("Lock up, or say why not"), "lock_up"),
        due("ESC-09", "up", lambda at: at.record.last_at + timedelta(minutes=15), _("The key goes back at once"), "opened"),
        due("ESC-09", "locking", lambda at: at.record.last_at + timedelta(minutes=15), _("The key goes back at once"), "locked"),
    ),
)  # fmt: skip  # one line a group reads better


def _visit(at: Moment) -> object:
    """Return the head of the visit that this is for, or None."""
    return at.look.record(at.detail.visit) if at.detail.visit else None


def _of_visit(column: str) -> object:
    """Return a default: what the head of the visit says."""
    return lambda at: getattr(_visit(at), column, None)


@slip(_("Letter of consent"), "ESC-13")
def letter(at: Moment) -> list[Block]:
    """Return the letter 《确认函》 that the owner signs: one a visit, kept by the desk."""
    record, detail = at.record, at.detail
    until = day_end(at, record.opened_at)
    return [
        *letterhead(at, _("Letter of consent"), ""),
        big(numbers.short(record.number)),
        row(_p("key", "Owner"), record.party, "ESC-13"),
        row(_("Unit"), record.unit, "ESC-13", "H"),
        row(_("Visitor"), detail.visitor, "ESC-13"),
        row(_("Document no."), at.look.mask(_visit(at), "document") if _visit(at) is not None else None, "ESC-13"),
        row(_("Visit"), numbers.short(detail.visit) if detail.visit else None),
        row(_("Valid until"), full_time(at, until), "ESC-12"),
        row(_("Clerk"), at.clerk),
        rule(),
        note(_("I ask the desk to open my home to the visitor above with the spare key, in my absence, until the time above."),
             "ESC-13"),
        sign(_p("key", "Owner signs"), "ESC-02", _("Date")),
        tear(""),
    ]  # fmt: skip  # one block a line


_NO_NIGHT = say(
    "ESC-12",
    _("Leave by {hour}; no overnight stay without the owner at the desk."),
    fills=lambda a, at: {"hour": at.house[DAY_ENDS]},
)


class Ask(Step, of=service, opens="asked"):
    """受理: the visitor is at the counter, the owner is away, was reached, and asks for the spare key."""

    title = _("Owner asks to let a visitor in")
    says = (_NO_NIGHT, say("AMB-09", _("Not reached: no entry; take a message.")))
    visit: Scan = ask(_("Visit"), links="visit")
    unit: Unit = ask(_("Unit"), default=_of_visit("unit"))
    party: Person = ask(_p("key", "Owner"), default=host)
    visitor: Text = ask(_("Visitor"), default=_of_visit("party"))
    channel: Choice = ask(_("How the owner was reached"), "ESC-01", choices=CHANNELS, default="file")

    @refuse(
        "ESC-01", _("A spare key needs the owner on a number that is on file."), about="channel",
        way=_("Call back a number on file."),
        say=_("“For the safety of your home I will ring you straight back on the number we have.”"),
    )  # fmt: skip  # one line a group reads better
    def on_file(self, at: Moment) -> Said:
        """Whether the owner was reached over a number of the visitor's, or rang himself."""
        return self.channel in ("given", "incoming")

    @refuse(
        "ESC-12",
        _("The visitor is not registered, or no document was seen."),
        about="visit",
        way=_("Register the visit and see the document first."),
    )
    def registered(self, at: Moment) -> Said:
        """Whether the visit is none of those at the desk whose document was seen."""
        head = at.look.record(self.visit) if self.visit else None
        return self.visit is not None and (
            head is None or head.state not in ("registered", "unreached", "declined", "consented")
        )


class LockedOut(Step, of=service, opens="signed"):
    """业主未带钥匙: an owner who locked himself out is identified by his document and needs no letter."""

    title = _("Owner locked out")
    says = (say("AMB-08", _("The owner himself: check his document; no letter is needed.")),)
    unit: Unit = ask(_("Unit"))
    party: Person = ask(_p("key", "Owner"), default=host)
    document: Secret = ask(_("Document no."), "AMB-08", keep=KEEP)

    @refuse(
        "AMB-08",
        _("{name} is not known as a resident of this unit."),
        about="party",
        way=_("Look him up in the file, or ask the duty manager."),
    )
    def resident(self, at: Moment) -> Said:
        """Whether the file does not know him."""
        known = at.look.resident(at.record.unit or "", self.party or "")
        return self.party is not None and known is None and {"name": self.party}


class NotAsked(Step, of=service, undoes=Ask, closes="refused"):
    """撤销受理: begun by mistake."""

    title = _("Not asked for after all")
    reason: Note = ask(_("Why"))


class SendLetter(Step, of=service, after="asked", to="sent"):
    """发确认函: the owner will sign; the blank letter goes to him."""

    title = _("Send the letter")
    button = _("Print and send")
    prints = (letter,)
    says = (
        say("ESC-02", _("“May I send you the letter of consent to sign?”")),
        say("ESC-05", _("“Would you like to wait on the sofa in the lobby?”")),
    )
    sent_by: Choice = ask(_("Sent by"), "ESC-03", choices=WAYS, default="fax")


class Declines(Step, of=service, after="asked sent", to="declined"):
    """业主不签: the duty manager explains; the visitor cannot enter."""

    title = _("Owner will not sign")
    says = (
        say("ESC-07", _("“Let me ask the duty manager to explain; it protects your own rights.” The visitor cannot enter.")),
    )  # fmt: skip


class Explained(Step, of=service, after="declined", closes="refused"):
    """已说明: the duty manager has explained; there is no entry."""

    title = _("Explained, no entry")
    explained_by: Person = ask(_("Duty manager"), "ESC-07")


class LetterBack(Step, of=service, after="sent", to="signed"):
    """确认函签回: the letter is back with the owner's signature."""

    title = _("Letter is back, signed")
    back_by: Choice = ask(_("Back by"), "ESC-13", choices=WAYS, default="fax")
    signed: bool = ask(_("Signed by the owner"), "ESC-04", default=False)

    @refuse(
        "ESC-04", _("The signed letter is not back, so the spare key stays."), about="signed",
        way=_("Wait for the signature, or ask again."),
        say=_("“As soon as your signed letter is here I will take your friend up myself.”"),
    )  # fmt: skip  # one line a group reads better
    def has_signature(self, at: Moment) -> Said:
        """Whether the letter came back without signature."""
        return self.signed is False


def _spare(at: Moment) -> list[Option]:
    """Return the keys of the unit that hang in control room or cabinet."""
    keys = [r for r in at.look.open("keys", at.record.unit) if r.state == "in"]
    return [Option(r.number, f"{numbers.short(r.number)}  {r.unit}") for r in keys]


def _first_spare(at: Moment) -> str | None:
    """Return the key that is taken along unless another one is chosen."""
    return next((str(one.key) for one in _spare(at)), None)


class GoUp(Step, of=service, after="signed", to="up", why="ESC-04 ESC-06"):
    """借钥匙上楼: borrow the spare key and lead the visitor up."""

    title = _("Borrow the key and go up")
    button = _("Go up")
    says = (
        say("ESC-08", _("The key stays in your own hand from beginning to end.")),
        say("STD-02", _("Somebody minds the counter, and the screen says when you are back.")),
        _NO_NIGHT,
    )  # fmt: skip  # one line a group reads better
    spare: Choice = ask(_("Spare key"), "ESC-06", choices=_spare, default=_first_spare)
    minder: Person | None = ask(_("Who minds the counter"), optional=True)
    minutes: int = ask(_("Back in"), default=10, hint=_("minutes"))

    @also("keys.borrow", "ESC-06")
    def borrow(self, at: Moment) -> To | None:
        """The key is with the clerk; one record, one holder."""
        return To({"use": "escort"}, self.spare, link="key") if self.spare else None

    @also("visitors.escorted")
    def admit(self, at: Moment) -> To | None:
        """The visitor goes in on the strength of the letter; an owner himself is no visitor."""
        return To({"consent_by": at.record.party}, at.detail.visit) if at.detail.visit else None


class Opened(Step, of=service, after="up", to="opened"):
    """已开门还钥匙: the person is inside, the key is back in the control room."""

    title = _("Door opened, key back")
    says = (
        say("ESC-09", _("Go back to the control room at once and return the key.")),
        say("ESC-10", _("Tell the visitor: to have the door locked, call the desk.")),
    )

    @also("keys.back", "ESC-09")
    def bring_back(self, at: Moment) -> To | None:
        """The key is back where it belongs."""
        return To({}, at.detail.spare) if at.detail.spare else None


class LockUp(Step, of=service, after="opened", to="locking"):
    """再借钥匙锁门: the visitor goes out; the key is borrowed once more."""

    title = _("Borrow the key and lock up")
    says = (say("ESC-08", _("The key stays in your own hand from beginning to end.")),)

    @also("keys.borrow", "ESC-11")
    def borrow(self, at: Moment) -> To | None:
        """The second trip."""
        return To({"use": "lock"}, at.detail.spare) if at.detail.spare else None


class Locked(Step, of=service, after="locking", closes="closed"):
    """已锁门还钥匙: locked, the key is back."""

    title = _("Locked, key back")

    @also("keys.back", "ESC-11")
    def bring_back(self, at: Moment) -> To | None:
        """The key is back where it belongs."""
        return To({}, at.detail.spare) if at.detail.spare else None


class NothingToLock(Step, of=service, after="opened", closes="closed"):
    """无须锁门: no second trip is needed, and why."""

    title = _("Nothing to lock")
    none_needed: Note = ask(_("Why no second trip"), "ESC-11")
