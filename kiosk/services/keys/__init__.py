"""Keys 钥匙: every key of a home that is in the house's hands, where it hangs, and who has it (KEY).

A key is one record as long as it is here, and has exactly one holder at any time: a hook of the cabinet, the control
room of security, or a person. Every move is a line: from whom, to whom, why, when. A key that an owner left for a
named visitor goes to that person alone; a spare key never leaves the clerk's hand (ESC-08).
"""

from datetime import datetime, timedelta

from kiosk.i18n import _, _p
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Said,
    Secret,
    Service,
    Signature,
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
from kiosk.services.keys.kept import (
    ENTRUSTED,
    KEYS_LEFT,
    PURPOSES,
    Hanging,
    Key,
    Move,
    hang_on,
    home,
    move,
)
from kiosk.services.keys.screen import SHOWS, summary
from kiosk.services.keys.slips import key_deed, key_receipt
from kiosk.settings import VISIT_DAYS
from kiosk.visiting import a_few
from kiosk.visiting.hours import BACK_MINUTES
from kiosk.visiting.nights import host
from kiosk.visiting.papers import KEEP, day_kinds

service = Service(
    "keys", _p("keys", "Keys"), "people", "K", Key, icon="key-round", rank=40,
    on_claim="give_back", on_document="release", summary=summary, forgets=VISIT_DAYS, shows=SHOWS,
    show=("number", "unit", "hook", "holder"),
    states={
        "in": State(_("On the hook")), "out": State(_("Out"), "amber"), "missing": State(_("Not found, supervisor told"), "red"),
        "released": State(_("Released"), "mute"), "returned": State(_("Given back to the owner"), "mute"),
    },
    due=(
        due("ESC-14", "out", lambda at: at.detail.back_by, _("Key not back: {holder}"), "back",
            fills=lambda at: {"holder": at.detail.holder}, rings=True),
        due("KEY-15", "missing", lambda at: at.record.last_at, _("Key not found: tell the supervisor now"), "found"),
    ),
)  # fmt: skip  # one line a group reads better


class Leave(Step, of=service, opens="in"):
    """存放钥匙: an owner leaves a key, or a spare key is entered."""

    title = _("Take a key into custody")
    button = _("Keep and print")
    prints = (key_deed,)
    says = (
        say("KEY-05", _("Suggest one main-door key, for repairs and the care of the empty home."),
            when=lambda a, at: a.purpose != "spare"),
        say("KEY-07", _("Tell what the care of an empty home contains."), when=lambda a, at: a.purpose == "vacant"),
        say("KEY-08", _("Only while repairs are outstanding."), when=lambda a, at: a.purpose == "repairs"),
        say("KEY-09", _("Count the keys face to face; the owner signs.")),
    )  # fmt: skip  # one line a group reads better
    unit: Unit = ask(_("Unit"))
    party: Person = ask(_p("key", "Owner"), default=host)
    purpose: Choice = ask(_p("key", "Purpose"), "KEY-13 AMB-07", choices=PURPOSES, default="vacant")
    what: Text = ask(_p("key", "Key"), default=lambda at: _("Main door").to("zh"))
    count: int = ask(_p("key", "Count"), default=1, check=a_few)
    hook: Text | None = ask(_("Hook"), optional=True, hint=_("such as A-12"))
    for_whom: Text | None = ask(_("For whom"), "KEY-04", when=lambda a, at: a.purpose == "visitor")
    for_kind: Choice | None = ask(
        _("Document"), "KEY-01 AMB-01", choices=day_kinds, when=lambda a, at: a.purpose == "visitor"
    )
    for_document: Secret | None = ask(
        _("Document no."),
        "KEY-01 AMB-01",
        keep=KEEP,
        optional=True,
        when=lambda a, at: a.purpose == "visitor" and a.for_kind != "none",
    )
    signature: Signature | None = ask(
        _p("key", "Owner signs"), "KEY-06", when=lambda a, at: a.purpose in (*ENTRUSTED, "visitor")
    )

    @refuse(
        "KEY-05 KEY-07 KEY-08",
        _("One key is enough: {n} at most."),
        about="count",
        way=_("Give the others back."),
        lift="supervisor",
    )
    def one_key(self, at: Moment) -> Said:
        """Whether more keys would be left than the house takes."""
        most = at.house[KEYS_LEFT]
        return self.purpose in ENTRUSTED and self.count is not None and self.count > most and {"n": most}

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """From now on it has a holder."""
        act.detail.holder = home(act)
        hang_on(act, self.hook)


class NotLeft(Step, of=service, undoes=Leave, closes="returned"):
    """撤销存放: no key was left after all."""

    title = _("No key after all")
    reason: Note = ask(_("Why"))


class Release(Step, of=service, after="in", to="out", why="KEY-14"):
    """交付钥匙: the key that the owner left goes to the person whom he named, and to nobody else."""

    title = _("Release to the named visitor")
    button = _("Release and print")
    prints = (key_receipt,)
    says = (say("KEY-03", _("Check the visitor's identity strictly: picture, name, number.")),)
    taker: Text = ask(_("Who stands here"), "KEY-04", default=lambda at: at.detail.for_whom)
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
        return self.taker is not None and (self.taker != named) and {"name": named or "—"}

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
        move(act, self.taker or act.detail.for_whom, "release")

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


class Borrow(Step, of=service, after="in", to="out", why="KEY-14"):
    """借用钥匙: a clerk takes the key along, and brings it back at once."""

    title = _("Take the key along")
    says = (say("ESC-08", _("The key stays in your own hand from beginning to end.")),)
    use: Choice = ask(
        _p("key", "What for"), default="escort",
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


class GiveBack(Step, of=service, after="in", closes="returned"):
    """归还业主: the trust ends; only the owner gets it, against his signature."""

    title = _("Give back to the owner")
    button = _("Give back")
    taken_by: Person = ask(_("To whom"), "KEY-16", default=lambda at: at.record.party)
    taken_signature: Signature = ask(_p("key", "Owner signs"), "KEY-16")

    @refuse(
        "KEY-16",
        _("An entrusted key goes back to the owner alone."),
        about="taken_by",
        way=_("Ask the owner to come."),
        lift="supervisor",
    )
    def owner_only(self, at: Moment) -> Said:
        """Whether somebody else than an owner of the unit would get it."""
        person = at.look.resident(at.record.unit or "", self.taken_by or "")
        return (
            self.taken_by is not None
            and self.taken_by != at.record.party
            and (person is None or person.relation != "owner")
        )

    @change("KEY-14")
    def to_owner(self, act: Act) -> None:
        """The owner has it."""
        move(act, self.taken_by, "given back")


class NotGivenBack(Hanging, Step, of=service, undoes=GiveBack):
    """撤销归还: it hangs here after all."""

    title = _("Still here after all")
    reason: Note = ask(_("Why"))

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """It is held by the house again."""
        move(act, home(act), "undo")
        hang_on(act, self.hook)


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
