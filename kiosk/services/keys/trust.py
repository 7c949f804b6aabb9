"""Keys that are left here and given back: the trust and its deed, one key a home, the owner alone (KEY-05 to -09, -16)."""

from kiosk.i18n import _, _p
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Person,
    Said,
    Secret,
    Signature,
    Step,
    Text,
    Unit,
    ask,
    change,
    refuse,
    say,
)  # fmt: skip
from kiosk.services.keys.kept import (
    CONTROL_ROOM,
    ENTRUSTED,
    KEYS_LEFT,
    PURPOSES,
    Hanging,
    Move,
    entrusted,
    hang_on,
    home,
    move,
)  # fmt: skip
from kiosk.services.keys.record import service
from kiosk.services.keys.slips import key_deed, key_tag
from kiosk.visiting import a_few
from kiosk.visiting.nights import host
from kiosk.visiting.papers import KEEP, day_kinds


class Leave(Step, of=service, opens="in"):
    """存放钥匙: an owner leaves a key, or a spare key is entered."""

    title = _("Take a key into custody")
    button = _("Keep and print")
    prints = (key_deed, key_tag)
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
    hook: Text | None = ask(_("Hook"), optional=True, finds="place", hint=_("such as A-12"))
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
        _("One key is enough: {n} at most, and {here} are here already."),
        about="count",
        way=_("Give the others back."),
        lift="supervisor",
    )
    def one_key(self, at: Moment) -> Said:
        """Whether more keys of the home would be here than the house takes, those of earlier days counted."""
        if self.purpose not in ENTRUSTED or self.count is None:
            return False
        most, here = at.house[KEYS_LEFT], entrusted(at, self.unit)
        return self.count + here > most and {"n": most, "here": here}

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """From now on it has a holder."""
        act.detail.holder = act.record.party or CONTROL_ROOM
        move(act, home(act), "left", self.signature)
        hang_on(act, self.hook)


class NotLeft(Step, of=service, undoes=Leave, closes="returned"):
    """撤销存放: no key was left after all."""

    title = _("No key after all")
    reason: Note = ask(_("Why"))

    @change("KEY-14")
    def never_here(self, act: Act) -> None:
        """Whoever would have left it has it."""
        move(act, act.lines(Move)[-1].giver, "undo")


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
        if self.taken_by is None:
            return False
        unit, who = at.record.unit or "", self.taken_by
        person = at.look.resident(unit, who)
        if person is None and at.look.moved_out(unit, who) is not None:
            return True  # the home is somebody else's by now
        return who != at.record.party and (person is None or person.relation != "owner")

    @change("KEY-14")
    def to_owner(self, act: Act) -> None:
        """The owner has it."""
        move(act, self.taken_by, "given back", self.taken_signature)


class NotGivenBack(Hanging, Step, of=service, undoes=GiveBack):
    """撤销归还: it hangs here after all."""

    title = _("Still here after all")
    reason: Note = ask(_("Why"))

    @change("KEY-14")
    def hang(self, act: Act) -> None:
        """It is held by the house again."""
        move(act, home(act), "undo")
        hang_on(act, self.hook)
