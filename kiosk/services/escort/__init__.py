"""Escort 陪同开门: the owner is away and wants his visitor let in; his signed letter 《确认函》 opens the door (ESC).

The letter is sent, and nothing happens before it is back with his signature. Then a clerk borrows the spare key, leads
the visitor up, and takes the key back at once; it stays in the clerk's hand from beginning to end. Once more when the
visitor goes and the door has to be locked. An owner who locked himself out is known by his document (AMB-08).
"""

from kiosk.i18n import _, _p
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
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
    change,
    due,
    refuse,
    say,
)
from kiosk.services.escort.kept import (
    AT_THE_DESK,
    CHANNELS,
    WAYS,
    Escort,
    first_spare,
    follow_up,
    key_back,
    of_visit,
    spares,
    to_hang,
    valid_until,
    visit_of,
)
from kiosk.services.escort.slips import letter
from kiosk.settings import VISIT_DAYS
from kiosk.visiting.hours import DAY_ENDS, day_end
from kiosk.visiting.nights import host, is_stranger
from kiosk.visiting.papers import KEEP

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
        due("", "asked", follow_up, _("The owner waits for the letter of consent"), "send_letter"),
        due("", "sent", follow_up, _("Letter of consent not back yet"), "letter_back"),
        due("", "signed", follow_up, _("Signed: go up, or say why not"), "go_up"),
        due("ESC-07", "declined", lambda at: at.record.last_at, _("The duty manager explains to the owner"), "explained"),
        due("ESC-11", "opened", lambda at: day_end(at, at.record.opened_at), _("Lock up, or say why not"), "lock_up"),
        due("ESC-09", "up", key_back, _("The key goes back at once"), "opened"),
        due("ESC-09", "locking", key_back, _("The key goes back at once"), "locked"),
    ),
)  # fmt: skip  # one line a group reads better


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
    unit: Unit = ask(_("Unit"), default=of_visit("unit"))
    party: Person = ask(_p("key", "Owner"), default=host)
    visitor: Text = ask(_("Visitor"), default=of_visit("party"))
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
        return self.visit is not None and (head is None or head.service != "visitors" or head.state not in AT_THE_DESK)

    @refuse(
        "ESC-12",
        _("{name} visits {unit}: no other home is opened."),
        about="unit",
        way=_("Choose the home of the visit."),
    )
    def same_home(self, at: Moment) -> Said:
        """Whether another home would be opened than the one that is visited."""
        head = visit_of(at)
        other = self.unit is not None and head is not None and head.unit != self.unit
        return other and {"name": head.party or "", "unit": head.unit or ""}

    @refuse(
        "ESC-12",
        _("Not the visitor of this visit: {name}."),
        about="visitor",
        way=_("The letter names who is registered."),
    )
    def same_visitor(self, at: Moment) -> Said:
        """Whether the letter would name somebody else than whose document was seen."""
        head = visit_of(at)
        other = self.visitor is not None and head is not None and head.party != self.visitor
        return other and {"name": head.party or ""}

    @refuse(
        "ESC-01", _("{name} is not known as a resident of this unit."), about="party", lift="supervisor", phone=False,
        way=_("Look him up in the file, or ask the duty manager."),
    )  # fmt: skip  # one line a group reads better
    def resident(self, at: Moment) -> Said:
        """Whether the file does not know who asks for the key."""
        return is_stranger(at, self.party) and {"name": self.party}


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
        """Whether the file does not know him as somebody who lives there: who only works in a home is not let in so."""
        found = at.look.resident(at.record.unit or "", self.party) if self.party else None
        lives_there = found is not None and found.relation in ("owner", "family", "tenant")
        return bool(self.party) and not lives_there and {"name": self.party}


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

    @change("ESC-13")
    def note_time(self, act: Act) -> None:
        """Keep when it went out."""
        act.detail.sent_at = act.now


class NotSent(Step, of=service, undoes=SendLetter):
    """撤销发函: the letter was not sent after all."""

    title = _("Not sent after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget_time(self, act: Act) -> None:
        """It goes out later."""
        act.detail.sent_at = None


class Declines(Step, of=service, after="asked sent", to="declined"):
    """业主不签: the duty manager explains; the visitor cannot enter."""

    title = _("Owner will not sign")
    says = (
        say("ESC-07", _("“Let me ask the duty manager to explain; it protects your own rights.” The visitor cannot enter.")),
    )  # fmt: skip


class NotDeclined(Step, of=service, undoes=Declines):
    """撤销不签: the owner will sign."""

    title = _("Will sign after all")
    reason: Note = ask(_("Why"))


class Explained(Step, of=service, after="declined", closes="refused"):
    """已说明: the duty manager has explained; there is no entry."""

    title = _("Explained, no entry")
    explained_by: Person = ask(_("Duty manager"), "ESC-07")


class NotExplained(Step, of=service, undoes=Explained):
    """撤销已说明: nobody explained yet."""

    title = _("Not explained after all")
    reason: Note = ask(_("Why"))


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


class NotBack(Step, of=service, undoes=LetterBack):
    """撤销签回: the letter is not back after all."""

    title = _("Letter is not back after all")
    reason: Note = ask(_("Why"))


class GiveUp(Step, of=service, after="asked sent signed", closes="refused"):
    """不再陪同: the visitor left, or the letter came too late; nobody goes up."""

    title = _("Nobody goes up")
    reason: Note = ask(_("Why"))


class NotGivenUp(Step, of=service, undoes=GiveUp):
    """撤销不再陪同: the visitor still waits."""

    title = _("Still waiting after all")
    reason: Note = ask(_("Why"))


class GoUp(Step, of=service, after="signed", to="up", why="ESC-04 ESC-06"):
    """借钥匙上楼: borrow the spare key and lead the visitor up."""

    title = _("Borrow the key and go up")
    button = _("Go up")
    says = (
        say("ESC-08", _("The key stays in your own hand from beginning to end.")),
        say("STD-02", _("Somebody minds the counter, and the board says when you are to be back.")),
        _NO_NIGHT,
    )  # fmt: skip  # one line a group reads better
    spare: Choice = ask(_("Spare key"), "ESC-06", choices=spares, default=first_spare)
    minder: Person | None = ask(_("Who minds the counter"), optional=True)
    minutes: int = ask(_("Back in"), default=10, hint=_("minutes"))

    @refuse("ESC-12", _("The letter was valid until {when}."), way=_("Nobody goes up; a new letter for a new visit."))
    def still_valid(self, at: Moment) -> Said:
        """Whether the time is over that stands on the letter; an owner himself needs none."""
        over = at.detail.visit is not None and at.now > valid_until(at)
        return over and {"when": f"{at.local(valid_until(at)):%m-%d %H:%M}"}

    @refuse(
        "VIS-08",
        _("The host has declined since the letter came back."),
        way=_("Call the host: the latest word counts."),
    )
    def latest_word(self, at: Moment) -> Said:
        """Whether the host changed his mind after he had signed."""
        visit = visit_of(at)
        return visit is not None and visit.state == "declined" and visit.last_at >= at.record.last_at

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
        return to_hang(at)


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
        return to_hang(at)


class NothingToLock(Step, of=service, after="opened", closes="closed"):
    """无须锁门: no second trip is needed, and why."""

    title = _("Nothing to lock")
    none_needed: Note = ask(_("Why no second trip"), "ESC-11")


class NotSettled(Step, of=service, undoes=NothingToLock):
    """撤销无须锁门: the door has to be locked."""

    title = _("To be locked after all")
    reason: Note = ask(_("Why"))
