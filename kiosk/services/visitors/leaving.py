"""Leaving 离开: signed out, asked about leaving after hours, registered for the night, or here again (VIS-19 to -21)."""

from kiosk.i18n import _
from kiosk.numbers import short
from kiosk.service import Act, Moment, Note, Said, Scan, Step, Text, To, also, ask, change, refuse, say, stays
from kiosk.services.visitors.kept import Exit, Late, LateWord, Leaving, inside, still_inside
from kiosk.services.visitors.record import service
from kiosk.visiting import nights
from kiosk.visiting.hours import DAY_ENDS
from kiosk.visiting.site import in_hotel


class Leave(Leaving, Step, of=service, after="inside", closes="left", adds=Exit, rules="VIS-19"):
    """离开: some or all leave; whoever is still inside keeps the visit open."""

    title = _("Sign out")
    says = (
        say("VIS-21", _("Brought in: {things}. Is it all here?"), when=lambda a, at: bool(still_inside(at)),
            fills=lambda a, at: {"things": still_inside(at)}),
        say("HTL-06", _("Say goodbye first: “Goodbye, and thank you for coming.”"), when=lambda a, at: in_hotel(at)),
        say("HTL-06", _("Fetch the cups and towels from the room at once: {n}."), when=lambda a, at: bool(at.detail.cups),
            fills=lambda a, at: {"n": at.detail.cups}),
    )  # fmt: skip  # one line a group reads better

    @refuse("", _("{n} are inside."), about="persons_out", way=_("Type how many leave now."))
    def as_many(self, at: Moment) -> Said:
        """Whether more would leave than are inside."""
        return self.persons_out is not None and not 1 <= self.persons_out <= inside(at) and {"n": inside(at)}

    @also("escort.visitor_left", "ESC-11")
    def door_to_lock(self, at: Moment) -> list[To]:
        """Where the desk had opened the door, it is to be locked now that all are out."""
        escorts = at.look.open("escort", at.record.unit) if at.record.closed_at is not None else []
        opened = [one for one in escorts if one.state == "opened"]
        return [To({}, e) for e in opened if any(v.id == at.record.id for v in at.look.linked(e, "visit"))]

    @refuse("", _("They went in later than that: {when}."), about="persons_out", way=_("Enter when they left."))
    def went_in_before(self, at: Moment) -> Said:
        """Whether they would have left before they were in, by an entry made later.

        Whoever leaves now leaves, also where the clock was ahead when he came and was set right meanwhile.
        """
        since = at.detail.admitted_at
        if since is None or at.now >= min(since, at.typed_at):
            return None
        return {"when": f"{at.local(since):%m-%d %H:%M}"}

    @stays()
    def some_left(self, at: Moment) -> bool:
        """Whether somebody stays inside."""
        return inside(at) > 0


class StillInside(Step, of=service, undoes=Leave):
    """撤销离开: nobody left after all."""

    title = _("Has not left after all")
    reason: Note = ask(_("Why"))

    @also("escort.visitor_back", "ESC-11")
    def door_stays_open(self, at: Moment) -> list[To]:
        """The door that was to be locked now is to be locked when they leave."""
        escorts = at.look.open("escort", at.record.unit)
        told = [one for one in escorts if one.last == "escort.visitor_left"]
        return [
            To({"reason": self.reason}, e)
            for e in told
            if any(v.id == at.record.id for v in at.look.linked(e, "visit"))
        ]


class AfterHours(Late, Step, of=service, after="inside", adds=LateWord):
    """到点清访: the day is over; the host is called once a unit, and what he says is noted (AMB-03)."""

    title = _("Call about leaving")
    button = _("Note the answer")
    says = (say("VIS-20", _("“It is past {hour}. To stay, please come to the desk with your guest to sign; otherwise we say "
                            "goodbye now.”"), fills=lambda a, at: {"hour": at.house[DAY_ENDS]}),)  # fmt: skip
    others: bool = ask(_("The same for others of this unit"), default=True)

    @also("visitors.after_hours")
    def once_a_unit(self, at: Moment) -> list[To]:
        """One call answers for everybody who is inside there."""
        if not self.others:
            return []
        kept = ("word", "leaves_at", "security_at", "officer", "officer_at", "remark")
        said = {name: value for name in kept if (value := getattr(self, name)) is not None}
        inside_too = [
            r for r in at.look.open("visitors", at.record.unit) if r.state == "inside" and r.id != at.record.id
        ]
        return [To({**said, "others": False}, r) for r in inside_too]


class _CountsWithTheNight(Step):
    """A part for steps by which one of them stays the night, and counts with that registration from now on."""

    @change()
    def one_less(self, act: Act) -> None:
        """This guest counts with the night from now on."""
        no = len(act.lines(Exit)) + 1
        act.add(Exit(record_id=act.record.id, no=no, at=act.now, clerk=act.clerk, persons_out=1))

    @stays()
    def some_left(self, at: Moment) -> bool:
        """Whether others of this visit are left."""
        return inside(at) > 0


class StayOvernight(
    nights.Guest, _CountsWithTheNight, of=service, after="arrived registered unreached consented inside", closes="stays"
):
    """办理留宿: one of them stays the night; the registration is a record of its own, with its own checks."""

    title = _("Register overnight")
    guest: Text = ask(_("Guest"), default=lambda at: at.record.party)

    @also("overnight.register")
    def registration(self, at: Moment) -> To:
        """Register the night in the same transaction; what refuses it refuses this."""
        said = {
            "host": self.host, "owner_here": self.owner_here, "paper": self.paper, "document": self.document,
            "paper_copied": self.paper_copied or bool(self.pictures), "sex": self.sex, "nation": self.nation, "until": self.until,
            "owner_signature": self.owner_signature, "relation": at.detail.relation, "visit": at.record.number,
        }  # fmt: skip  # one line a group reads better
        given = {name: value for name, value in said.items() if value is not None}
        return To({"unit": at.record.unit, "party": self.guest, **given}, link="overnight")


class StaysTonight(
    _CountsWithTheNight, of=service, after="arrived registered unreached consented inside", closes="stays", by="desk"
):
    """转为留宿: registered at the form of the night, where this visit was named."""

    title = _("Registered for the night")
    guest: Text = ask(_("Guest"))
    night: Scan = ask(_("Overnight registration"), links="overnight")


class _CountsAgain(Step):
    """A part for the inverses of these steps: the guest does not stay, and counts with the visit again."""

    reason: Note = ask(_("Why"))

    @refuse("", _("The guest has checked out since: {number}."), about="reason",
            way=_("Whoever is still here: take the check-out back first."))  # fmt: skip
    def not_gone_home(self, at: Moment) -> Said:
        """Whether somebody who is gone would be counted inside again."""
        night = next(reversed(at.look.linked(at.record, "overnight")), None)
        return night is not None and night.state == "left" and {"number": short(night.number)}

    @change()
    def one_more(self, act: Act) -> None:
        """He is no longer counted as gone."""
        act.strike(act.lines(Exit)[-1])

    @also("overnight.annul")
    def void(self, at: Moment) -> list[To]:
        """The registration that it made is void too."""
        made = at.look.linked(at.record, "overnight")[-1:]  # his own; somebody else's night is nobody's business here
        return [To({"reason": self.reason}, night) for night in made if night.state == "staying"]


class NotStaying(_CountsAgain, of=service, undoes=StayOvernight):
    """撤销留宿: this guest does not stay; the registration is void, and he counts with the visit again."""

    title = _("Does not stay after all")


class NotStayingTonight(_CountsAgain, of=service, undoes=StaysTonight):
    """撤销转为留宿: the same where the night was registered at its own form."""

    title = _("Does not stay after all")


class ComesAgain(Step, of=service, after="left gone stays"):
    """再次来访: a visitor who was here before, in one line."""

    title = _("Here again")
    button = _("Register again")

    @also("visitors.arrive")
    def as_then(self, at: Moment) -> To:
        """A new visit with what was said then."""
        kept = ("sort", "relation", "visits", "whom", "company", "works", "persons", "plate")
        said = {name: value for name in kept if (value := getattr(at.detail, name)) is not None}
        head = {"unit": at.record.unit, "party": at.record.party, "phone": at.record.phone}
        return To({**{k: v for k, v in head.items() if v}, **said}, link="again")
