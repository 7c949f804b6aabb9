"""Keys that go out and come back: to the one visitor named, with a clerk, not found and found (KEY-01 to -04, -14, -15)."""

from datetime import datetime, timedelta

from kiosk.i18n import _, _p
from kiosk.people import fold
from kiosk.people.documents import known_by
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Said,
    Secret,
    Signature,
    Step,
    Text,
    To,
    also,
    ask,
    change,
    refuse,
    say,
)  # fmt: skip
from kiosk.services.keys.kept import SOMEBODY, Hanging, Move, hang_on, home, left_document, move
from kiosk.services.keys.record import service
from kiosk.services.keys.slips import key_receipt
from kiosk.visiting.hours import BACK_MINUTES
from kiosk.visiting.nights import is_stranger
from kiosk.visiting.papers import KEEP


class Release(Step, of=service, after="in", to="out", why="KEY-14"):
    """交付钥匙: the key that the owner left goes to the person whom he named, and to nobody else."""

    title = _("Release to the named visitor")
    button = _("Release and print")
    prints = (key_receipt,)
    says = (say("KEY-03", _("Check the visitor's identity strictly: picture, name, number.")),)
    taker: Text = ask(_("Who stands here"), "KEY-04", default=lambda at: at.detail.for_whom)
    seen_document: Secret | None = ask(
        _("Number of the document shown"), "KEY-03", keep=KEEP, reads=(("number", "seen_document"),),
        when=lambda a, at: bool(left_document(at)),
        hint=_("It is compared with the number that the owner left."),
    )  # fmt: skip  # one line a group reads better
    identity: bool = ask(_("Identity checked against what was left"), "KEY-03", default=False)
    confirmed_by: Person = ask(_("Owner confirms now"), "KEY-01", default=lambda at: at.record.party)
    channel: Choice = ask(
        _("How"), "KEY-01", default="file",
        choices=(Option("file", _("called back on file")), Option("present", _("host at the desk")),
                 Option("given", _("number given by the visitor")), Option("incoming", _("incoming call"))),
    )  # fmt: skip  # one line a group reads better
    taken_signature: Signature = ask(_p("key", "Visitor signs"), "KEY-02")
    comes_back: bool = ask(_("Will the key come back"), "AMB-06", default=True)
    back_by: datetime | None = ask(
        _p("key", "Back by"),
        "AMB-06",
        when=lambda a, at: bool(a.comes_back),
        default=lambda at: at.now + timedelta(hours=8),
    )

    @refuse(
        "KEY-04", _("Only to the person named: {name}."), about="taker", way=_("Ring the owner first."),
        say=_("“The owner named who may have this key. Let me ring the owner first.”"),
    )  # fmt: skip  # one line a group reads better
    def the_one_named(self, at: Moment) -> Said:
        """Whether somebody else stands there, or nobody was named."""
        named = at.detail.for_whom
        return self.taker is not None and fold(self.taker) != fold(named or "") and {"name": named or "—"}

    @refuse(
        "KEY-03",
        _("The identity has to be checked strictly."),
        about="identity",
        way=_("Compare the document with what the owner left."),
    )
    def identified(self, at: Moment) -> Said:
        """Whether nobody looked."""
        return self.identity is False

    @refuse(
        "KEY-03", _("The number shown is not the one that the owner left: {mask}."), about="seen_document",
        way=_("Nobody gets the key; ring the owner."),
        say=_("“I am sorry, these details differ from what the owner left. Let me ring the owner.”"),
    )  # fmt: skip  # one line a group reads better
    def same_document(self, at: Moment) -> Said:
        """Whether the document shown has another number than the one left beforehand."""
        left = at.look.sealed(at.record, "for_document")
        if left is None or self.seen_document is None:
            return False
        other = known_by(self.seen_document.reveal()) != known_by(left.reveal())
        return other and {"mask": left_document(at)}

    @refuse(
        "KEY-01", _("{name} is not known as a resident of this unit."), about="confirmed_by",
        way=_("Ring the owner himself."),
    )  # fmt: skip  # one line a group reads better
    def a_resident(self, at: Moment) -> Said:
        """Whether the word would be that of somebody who does not live there."""
        other = self.confirmed_by is not None and self.confirmed_by != at.record.party
        return other and is_stranger(at, self.confirmed_by) and {"name": self.confirmed_by}

    @refuse(
        "KEY-01",
        _("A key needs the owner's word on a number that is on file."),
        about="channel",
        way=_("Call back a number on file."),
    )
    def on_file(self, at: Moment) -> Said:
        """Whether the word came over a number of the visitor's, or from whoever rang up."""
        return self.channel in ("given", "incoming")

    @change("KEY-14")
    def hand_over(self, act: Act) -> None:
        """The visitor has it now."""
        act.free("hook")
        move(act, act.detail.for_whom or self.taker or SOMEBODY, "release", self.taken_signature)

    @also("keys.gone", "AMB-06")
    def not_tracked(self, at: Moment) -> To | None:
        """A key that does not come back is released, and over."""
        return None if self.comes_back is not False else To({}, at.record)


class NotReleased(Hanging, Step, of=service, undoes=Release):
    """撤销交付: the key was not handed over after all."""

    title = _("Not released after all")
    reason: Note = ask(_("Why"))

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """It is held by the house again."""
        hang_on(act, self.hook)
        move(act, home(act), "undo")


class Gone(Step, of=service, after="in out", closes="released", by="desk"):
    """交付不归还: it does not come back."""

    title = _("Does not come back")


class NotGone(Step, of=service, undoes=Gone):
    """撤销不归还: it comes back after all; until it hangs here the board asks for it."""

    title = _("Comes back after all")
    reason: Note = ask(_("Why"))

    @change()
    def ask_for_it(self, act: Act) -> None:
        """Whoever has it is asked for it soon."""
        act.detail.back_by = act.now + timedelta(minutes=act.house[BACK_MINUTES])


def letter_accepted(at: Moment) -> bool:
    """Whether somebody is led up to this home, or the door is still to be locked: only then a key is taken for that."""
    return any(e.state in ("signed", "up", "opened", "locking") for e in at.look.open("escort", at.record.unit))


class Borrow(Step, of=service, after="in", to="out", why="KEY-14"):
    """借用钥匙: a clerk takes the key along, and brings it back at once."""

    title = _("Take the key along")
    says = (say("ESC-08", _("The key stays in your own hand from beginning to end.")),)
    use: Choice = ask(
        _p("key", "What for"), default=lambda at: "escort" if letter_accepted(at) else "care",
        choices=(Option("escort", _("Escort")), Option("lock", _("Lock up")), Option("repairs", _("Repairs")),
                 Option("care", _("Care of the home"))),
    )  # fmt: skip  # one line a group reads better

    @refuse(
        "KEY-04", _("This key was left for {name} alone."), about="use", lift="supervisor", phone=False,
        way=_("Release it to that person, or ask the supervisor."),
    )  # fmt: skip  # one line a group reads better
    def for_the_house(self, at: Moment) -> Said:
        """Whether the owner left it for one named visitor."""
        return at.detail.purpose == "visitor" and {"name": at.detail.for_whom or ""}

    @refuse("ESC-06", _("For an escort the accepted letter comes first."), about="use",
            way=_("Begin it at the visitors' page: the key is borrowed there."))  # fmt: skip
    def letter_first(self, at: Moment) -> Said:
        """Whether a key would be taken to open a home for somebody without the owner's letter."""
        return self.use in ("escort", "lock") and not letter_accepted(at)

    @change("KEY-14")
    def take_along(self, act: Act) -> None:
        """The clerk has it now, for a quarter of an hour."""
        act.free("hook")
        move(act, act.clerk, self.use)
        act.detail.back_by = act.now + timedelta(minutes=act.house[BACK_MINUTES])


class Back(Hanging, Step, of=service, after="out", to="in"):
    """归还钥匙: the key hangs where it belongs."""

    title = _("Key is back")
    says = (say("ESC-09", _("Bring it to the control room at once."), when=lambda a, at: at.detail.purpose == "spare"),)

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """It is held by the house again."""
        hang_on(act, self.hook)
        move(act, home(act), "back")
        act.detail.back_by = None


class NotBack(Step, of=service, undoes=Back):
    """撤销归还: the key does not hang here after all; whoever had it has it still."""

    title = _("Not back after all")
    reason: Note = ask(_("Why"))

    @change("KEY-14")
    def as_before(self, act: Act) -> None:
        """The one who brought it has it, and is asked for it when he would have been."""
        act.free("hook")
        taken, brought = act.lines(Move)[-2:]
        since = act.now if taken.why == "release" or taken.at is None else taken.at
        move(act, brought.giver, "undo")
        act.detail.back_by = since + timedelta(minutes=act.house[BACK_MINUTES])


class Missing(Step, of=service, after="in out", to="missing"):
    """缺失: the key is not where it should be; the supervisor is told at once."""

    title = _("Key not found")
    says = (say("KEY-15", _("Tell the supervisor now.")),)
    missing: Note = ask(_("What is known"))


class Found(Hanging, Step, of=service, after="missing", to="in"):
    """找到: it is here again."""

    title = _("Key found")
    missing: Note = ask(_("Where it was"))

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """It is held by the house again."""
        hang_on(act, self.hook)
        move(act, home(act), "found")
        act.detail.back_by = None
