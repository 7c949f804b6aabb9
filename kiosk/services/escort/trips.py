"""The trips 陪同: up with the key and back at once, and once more when the door has to be locked (ESC-06 to -11).

Whoever goes leaves the counter: the window locks and says when he is back and who minds the counter (STD-02).
"""

from typing import ClassVar

from kiosk.i18n import Say, _
from kiosk.service import Act, Choice, Moment, Note, Phrase, Said, Step, To, also, ask, change, refuse, say
from kiosk.services.escort.kept import (
    ESCORT_MINUTES,
    Minders,
    key_of,
    spares,
    the_spare,
    to_hang,
    untouched,
    valid_until,
    visit_of,
)
from kiosk.services.escort.record import NO_NIGHT, service


def _soon(minutes: int, at: Moment) -> Say | None:
    """Return why nobody goes up for so long, or None."""
    return None if 1 <= minutes <= 240 else _("Between 1 and 240 minutes.")


def still_inside(at: Moment) -> bool:
    """Return whether the visitor has not been signed out yet."""
    visit = visit_of(at)
    return visit is not None and visit.state == "inside"


class Trip(Step):
    """A part for steps by which a clerk leaves the counter with a key."""

    says: ClassVar[tuple[Phrase, ...]] = (
        say("ESC-08", _("The key stays in your own hand from beginning to end.")),
        say("STD-02", _("Tell the supervisor first. The screen locks and says when you are back and who minds the counter.")),
    )  # fmt: skip  # one line a group reads better
    spare: Choice = ask(_("Spare key"), "ESC-06", choices=spares, default=the_spare)
    minder: Choice = ask(_("Who minds the counter"), "STD-02", choices=Minders())
    minutes: int = ask(_("Back in"), default=lambda at: at.house[ESCORT_MINUTES], hint=_("minutes"), check=_soon)

    @change("ESC-09")
    def set_out(self, act: Act) -> None:
        """From now on the key is to be back, and the clerk is waited for."""
        act.detail.gone_at = act.detail.key_at = act.now


class GoUp(Trip, of=service, after="signed", to="up", why="ESC-04 ESC-06"):
    """借钥匙上楼: borrow the spare key and lead the visitor up."""

    title = _("Borrow the key and go up")
    button = _("Go up")
    says = (*Trip.says, NO_NIGHT)

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


class NotUp(Step, of=service, undoes=GoUp):
    """撤销上楼: pressed by mistake, or back before the door was opened: the key hangs again, the visitor is at the desk."""

    title = _("No door was opened after all")
    says = (say("ESC-09", _("Go back to the control room at once and return the key.")),)
    reason: Note = ask(_("Why"))

    @refuse(
        "ESC-12",
        _("The visit has gone on meanwhile."),
        way=_("Say that the door was opened, then that nothing is to be locked."),
    )
    def still_with_the_clerk(self, at: Moment) -> Said:
        """Whether more has happened to the visit than that it was led up."""
        visit = visit_of(at)
        return visit is not None and visit.state == "inside" and visit.last != "visitors.escorted"

    @also("keys.back", "ESC-09")
    def bring_back(self, at: Moment) -> To | None:
        """The key is back where it belongs, unless it was hung back by itself."""
        return to_hang(at)

    @also("visitors.not_escorted", "ESC-12")
    def down_again(self, at: Moment) -> To | None:
        """The visitor is not inside."""
        visit = visit_of(at)
        led = visit is not None and visit.last == "visitors.escorted"
        return To({"reason": self.reason}, visit) if led else None


class GiveUp(Step, of=service, after="asked printed sent back signed", closes="refused"):
    """不再陪同: the visitor left, or the letter came too late; nobody goes up."""

    title = _("Nobody goes up")
    reason: Note = ask(_("Why"))


class NotGivenUp(Step, of=service, undoes=GiveUp):
    """撤销不再陪同: the visitor still waits."""

    title = _("Still waiting after all")
    reason: Note = ask(_("Why"))


class Return(Step):
    """A part for steps that end a trip: the key is back in the control room."""

    @change()
    def note_key(self, act: Act) -> None:
        """Keep whether this brings the key back, or it hangs there already."""
        act.detail.key_at = act.now if to_hang(act) is not None else None


class NotReturned(Step):
    """A part for undoing them: the clerk has the key still, and is waited for as before."""

    reason: Note = ask(_("Why"))

    @refuse("KEY-14", _("The key has been moved since."), way=_("Take the key along again, by its own record."))
    def key_where_it_was(self, at: Moment) -> Said:
        """Whether something else has happened to the key that this trip brought back."""
        key = key_of(at)
        return key is not None and at.detail.key_at is not None and not untouched(at, key)

    @change()
    def note_key(self, act: Act) -> None:
        """It is this escort that moves the key again."""
        act.detail.key_at = act.now if act.detail.key_at is not None else None

    @also("keys.not_back", "KEY-14")
    def still_in_hand(self, at: Moment) -> To | None:
        """The key does not hang there after all: one holder, the clerk."""
        key = key_of(at)
        return To({"reason": self.reason}, key) if key is not None and at.detail.key_at is not None else None


class Opened(Return, of=service, after="up", to="opened"):
    """已开门还钥匙: the person is inside, the key is back in the control room."""

    title = _("Opened, key back")
    says = (
        say("ESC-09", _("Go back to the control room at once and return the key.")),
        say("ESC-10", _("Tell the visitor: to have the door locked, call the desk.")),
    )

    @also("keys.back", "ESC-09")
    def bring_back(self, at: Moment) -> To | None:
        """The key is back where it belongs."""
        return to_hang(at)


class NotOpened(NotReturned, of=service, undoes=Opened):
    """撤销还钥匙: the key is not back yet."""

    title = _("Key not back after all")


class LockUp(Trip, of=service, after="opened", to="locking"):
    """再借钥匙锁门: the visitor goes out; the key is borrowed once more."""

    title = _("Borrow the key and lock up")
    says = (
        *Trip.says,
        say(
            "ESC-11",
            _("The visitor still stands as inside: make sure that nobody is locked in, then sign him out."),
            when=lambda _answers, at: still_inside(at),
            tone="amber",
        ),
    )

    @also("keys.borrow", "ESC-11")
    def borrow(self, at: Moment) -> To | None:
        """The second trip."""
        return To({"use": "lock"}, self.spare, link="key") if self.spare else None


class NotLocking(Step, of=service, undoes=LockUp):
    """撤销再借: pressed by mistake; the key hangs again, the door is still to be locked."""

    title = _("Did not go to lock up after all")
    reason: Note = ask(_("Why"))

    @also("keys.back", "ESC-09")
    def bring_back(self, at: Moment) -> To | None:
        """The key is back where it belongs."""
        return to_hang(at)


class Locked(Return, of=service, after="locking", closes="closed"):
    """已锁门还钥匙: locked, the key is back."""

    title = _("Locked, key back")

    @also("keys.back", "ESC-11")
    def bring_back(self, at: Moment) -> To | None:
        """The key is back where it belongs."""
        return to_hang(at)


class NotLocked(NotReturned, of=service, undoes=Locked):
    """撤销锁门: not locked yet, and the key is not back."""

    title = _("Not locked after all")


class VisitorLeft(Step, of=service, after="opened", by="desk"):
    """访客已离开: the visitor has signed out, so the door is to be locked now."""

    title = _("The visitor has left")


class VisitorBack(Step, of=service, undoes=VisitorLeft, by="desk"):
    """撤销访客已离开: the visit was signed out by mistake; the door is to be locked when it ends, and not before."""

    title = _("The visitor is still here")
    reason: Note = ask(_("Why"))


class NothingToLock(Step, of=service, after="opened", closes="closed"):
    """无须锁门: no second trip is needed, and why."""

    title = _("Nothing to lock")
    none_needed: Note = ask(_("Why no second trip"), "ESC-11")


class NotSettled(Step, of=service, undoes=NothingToLock):
    """撤销无须锁门: the door has to be locked."""

    title = _("To be locked after all")
    reason: Note = ask(_("Why"))
