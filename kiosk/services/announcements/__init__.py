"""Expected visitors 预告访客: a resident tells the desk beforehand who comes, when, and what to do (PRE).

An announcement never replaces the registration (AMB-05): when the visitor comes, a visit begins with what was said.
With nobody home it takes more: who the visitor is, left at the desk beforehand, and the owner's fresh word by
telephone. Regular visitors come on their weekdays until an end.
"""

from datetime import datetime, timedelta

from kiosk import numbers
from kiosk.i18n import Both as Both
from kiosk.i18n import Say as Say
from kiosk.i18n import _, _p
from kiosk.people.documents import has_part
from kiosk.printing.slip import Block, big, code, note, row, text
from kiosk.printing.stationery import letterhead, short_time
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Phone,
    Said,
    Secret,
    Service,
    State,
    Step,
    Text,
    Ticks,
    To,
    Unit,
    also,
    ask,
    change,
    due,
    refuse,
    say,
    slip,
    stays,
)
from kiosk.services.announcements.kept import (
    WEEKDAYS,
    Announcement,
    agreed_day,
    comes_again,
    expected,
    expected_at,
    is_this_word,
    last_day,
    visit_of,
)
from kiosk.services.announcements.screen import SHOWS, summary
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail as Detail
from kiosk.visiting import a_few
from kiosk.visiting.hours import day_end as day_end
from kiosk.visiting.hours import house_day
from kiosk.visiting.hours import next_day as next_day
from kiosk.visiting.hours import on_day as on_day
from kiosk.visiting.nights import host, is_stranger
from kiosk.visiting.papers import KEEP, day_kinds
from kiosk.visiting.site import named

service = Service(
    "announcements", _("Expected visitors"), "people", "A", Announcement, icon="bell", beside="visitors",
    on_claim="came", waits=expected,
    forgets=VISIT_DAYS, show=("number", "party", "unit", "starts"),
    summary=summary, shows=SHOWS,
    states={
        "announced": State(_("Expected"), "blue"), "done": State(_("Came"), "mute"), "expired": State(_("Did not come"), "mute"),
        "withdrawn": State(_("Withdrawn"), "mute"),
    },
    due=(
        due("PRE-08", "announced", lambda at: at.detail.until, _("Announcement is over: {how}"), "expire",
            soon=expected_at, soon_words=_("Is expected"), soon_step="came", patient=True,
            fills=lambda at: {"how": _("did not come") if at.detail.came_at is None else _("was here")}),
    ),
)  # fmt: skip  # one line a group reads better


@slip(_("Visitor's pass"))
def visitor_pass(at: Moment) -> list[Block]:
    """Return the code that the owner may pass on to his visitor; it names no resident."""
    if not at.detail.owner_here:
        return []
    return [
        *letterhead(at, _("Visitor's pass"), ""),
        text(_("Show this at the desk, with your document"), align="center"),
        big(numbers.short(at.record.number)),
        code(numbers.payload(at.record.number)),
        row(_("Visitor"), at.record.party),
        row(_p("pass", "From"), short_time(at, at.detail.starts)),
        row(_p("pass", "Until"), short_time(at, at.detail.until)),
        note(_("This pass opens no door: every visitor is registered.")),
    ]


class Announce(Step, of=service, opens="announced"):
    """预告: a resident says beforehand how a visitor is to be received."""

    title = _("Expect a visitor")
    button = _p("announcement", "Note it")
    prints = (visitor_pass,)
    unit: Unit = ask(_("Unit"))
    announced_by: Person = ask(_("Who announces"), default=host)
    party: Text = ask(_("Visitor"))
    phone: Phone | None = ask(_("Telephone"), optional=True)
    regular: bool = ask(_("Comes regularly"), default=False)
    on_days: Ticks | None = ask(_("On these days"), choices=WEEKDAYS, when=lambda a, at: bool(a.regular))
    starts: datetime = ask(_p("pass", "From"), default=lambda at: at.now)
    until: datetime = ask(_p("pass", "Until"), "PRE-08", default=last_day)
    somebody_home: bool = ask(_("Somebody will be home"), "PRE-02", default=True)
    owner_here: bool | None = ask(
        _("The owner is at the desk"), default=False, when=lambda a, at: a.somebody_home is False
    )
    for_kind: Choice | None = ask(
        _("Document"), "PRE-02", choices=day_kinds, when=lambda a, at: a.somebody_home is False
    )
    for_document: Secret | None = ask(
        _("Document no."), "PRE-02", keep=KEEP, hint=_("or the part of it that the owner knows"),
        when=lambda a, at: a.somebody_home is False and a.for_kind not in (None, "none"))  # fmt: skip
    contact: Phone | None = ask(_("Where the owner is reached"), "PRE-04", when=lambda a, at: a.somebody_home is False)
    instruction: Note | None = ask(_("What to do"), "PRE-01", optional=True)
    persons: int = ask(_("Persons"), default=1, check=a_few)
    plate: Text | None = ask(_("Car plate"), optional=True, finds="plate")

    @refuse("PRE-02", _("With nobody home the owner comes to the desk beforehand and leaves who the visitor is."),
            about="owner_here",
            way=_("Ask the owner to come to the desk, or to be home."))  # fmt: skip
    def owner_came(self, at: Moment) -> Said:
        """Whether nobody will be home and the owner only rings up."""
        return self.somebody_home is False and not self.owner_here

    @refuse("PRE-02", _("With nobody home something of the visitor's identity is left: a document and its number."),
            about="for_kind", way=_("Choose the document that he will bring."))  # fmt: skip
    def identity_left(self, at: Moment) -> Said:
        """Whether nothing was left by which the visitor could be known."""
        return self.somebody_home is False and self.for_kind == "none"

    @refuse("PRE-02", _("{name} is not known as a resident of this unit."), about="announced_by", lift="supervisor", phone=False,
            way=_("Look him up in the file, or ask the supervisor."))  # fmt: skip
    def by_a_resident(self, at: Moment) -> Said:
        """Whether a home would be promised in its absence by somebody whom its file does not know."""
        return self.somebody_home is False and is_stranger(at, self.announced_by) and {"name": self.announced_by}

    @refuse("", _("That time is over."), about="until", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether it would have expired already."""
        return self.until is not None and self.until <= at.now

    @refuse("", _("That ends before it begins."), about="until", way=_("Past midnight is the next date."))
    def ends_later(self, at: Moment) -> Said:
        """Whether the time announced would be none."""
        return self.starts is not None and self.until is not None and self.until <= self.starts

    @change()
    def note_days(self, act: Act) -> None:
        """Keep the weekdays as their digits."""
        act.detail.weekdays = "".join(str(day) for day in self.on_days or ()) or None


class NotAnnounced(Step, of=service, undoes=Announce, closes="withdrawn"):
    """撤销预告: noted by mistake."""

    title = _("Nobody is expected after all")
    reason: Note = ask(_("Why"))


class Came(Step, of=service, after="announced", closes="done"):
    """预告访客到: the visitor is here; the registration begins with what was announced."""

    title = _("Visitor is here")
    button = _("Register")
    says = (
        say("PRE-01", _("Register as every visitor, then do as the resident asked: {what}"), fills=lambda a, at: {
            "what": at.detail.instruction or _("nothing special")}),
        say("PRE-04", _("“Please ring your host now; we need his word by telephone.”"),
            when=lambda a, at: not at.detail.somebody_home),
        say("PRE-06", _("A key was left: it goes by the release of keys, to this person alone."),
            when=lambda a, at: any(r.party and r.state == "in" for r in at.look.open("keys", at.record.unit))),
    )  # fmt: skip  # one line a group reads better
    persons: int = ask(_("Persons"), default=lambda at: at.detail.persons, check=a_few)
    plate: Text | None = ask(_("Car plate"), optional=True, default=lambda at: at.detail.plate)

    @refuse("", _("Not one of the days agreed."), about="persons", way=_("Register as any visitor and call the host."))
    def right_day(self, at: Moment) -> Said:
        """Whether a regular visitor comes on another weekday."""
        days = at.detail.weekdays
        return bool(days) and str(house_day(at, at.now).isoweekday()) not in days

    @refuse(
        "", _("The time announced begins later."), about="persons", way=_("Register as any visitor and call the host.")
    )
    def in_time(self, at: Moment) -> Said:
        """Whether it is another day than the one announced."""
        starts = at.detail.starts
        return starts is not None and house_day(at, at.now) < house_day(at, starts)

    @refuse(
        "PRE-08", _("The announcement is over."), about="persons", way=_("Register as any visitor and call the host.")
    )
    def not_over(self, at: Moment) -> Said:
        """Whether its last day has gone by."""
        return at.detail.until is not None and at.now > at.detail.until

    @refuse("", _("The visitor is here already: {number}."), about="persons", way=_("Go on with that visit."))
    def not_twice(self, at: Moment) -> Said:
        """Whether the visit of today is still open: one visitor is one visit."""
        visit = visit_of(at)
        here = visit is not None and visit.closed_at is None and (
            visit.state == "inside" or house_day(at, visit.opened_at) == house_day(at, at.now))  # fmt: skip
        return here and {"number": numbers.short(visit.number)}

    @also("visitors.arrive", "AMB-05")
    def visit(self, at: Moment) -> To:
        """The announcement never replaces the registration."""
        said = {"persons": self.persons, "plate": self.plate, "phone": at.record.phone, "visits": at.record.unit}
        given = {name: value for name, value in said.items() if value is not None}
        sort = "regular" if at.detail.regular else "guest"
        told = named(at, at.detail.announced_by, "other")
        return To({"unit": at.record.unit, "party": at.record.party, "sort": sort, **given, **told}, link="visit")

    @change()
    def note_time(self, act: Act) -> None:
        """Keep when."""
        act.detail.came_at = act.now

    @stays()
    def more_to_come(self, at: Moment) -> bool:
        """Whether a regular visitor comes again, or the owner's word is still missing."""
        return comes_again(at) or not at.detail.somebody_home


class NotCame(Step, of=service, undoes=Came):
    """撤销到访: nobody is here; the visit that began with it is undone too."""

    title = _("Is not here after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget_time(self, act: Act) -> None:
        """He came last with the visit before, if there is one."""
        begun = act.look.linked(act.record, "visit")[:-1]
        before = [one for one in begun if one.last != "visitors.not_arrived"]  # he never came with those
        act.detail.came_at = before[-1].opened_at if before else None

    @also("visitors.not_arrived")
    def no_visit(self, at: Moment) -> To | None:
        """Undo the registration; one that went on is refused, one that was undone by itself is let be."""
        visit = visit_of(at)
        return To({"reason": self.reason}, visit) if visit is not None and visit.closed_at is None else None


def _next_time(at: Moment) -> datetime:
    """Return the next day agreed on after the one that is let go by."""
    meant = expected_at(at) or at.now
    return agreed_day(at, max(house_day(at, at.now), house_day(at, meant)) + timedelta(days=1))


def _ahead(value: datetime, at: Moment) -> Say | None:
    """Return why a visitor cannot be expected again then, or None."""
    return _("This time is not ahead any more.") if value <= at.now else None


class NotToday(Step, of=service, after="announced", where=lambda at: bool(at.detail.regular)):
    """本次不来: a regular visitor does not come this time; he is expected on the next day agreed."""

    title = _("Does not come this time")
    starts: datetime = ask(_("Expected again"), default=_next_time, check=_ahead)


class ComesAfterAll(Step, of=service, undoes=NotToday):
    """撤销本次不来: he does come; he is expected when he was before."""

    title = _("Comes this time after all")
    reason: Note = ask(_("Why"))


class Confirm(Step, of=service, after="announced", closes="done", where=lambda at: not at.detail.somebody_home):
    """身份相符、业主确认: nobody is home; the visitor is who was named, and the owner says so now."""

    title = _("Identity matches, owner confirms")
    button = _("Confirmed")
    says = (
        say("PRE-07", _("No match or no word: try other ways, or take a message; nothing is handed over."),
            when=lambda a, at: a.matches is False),
    )  # fmt: skip
    matches: bool = ask(_("The document is the one that was left"), "PRE-03", default=False)
    confirmed_by: Person = ask(_("Owner confirms now"), "PRE-04", default=lambda at: at.detail.announced_by)
    channel: Choice = ask(
        _("How"), "PRE-04", default="file",
        choices=(Option("file", _("called back on file")), Option("given", _("number given by the visitor")),
                 Option("incoming", _("incoming call"))),
    )  # fmt: skip  # one line a group reads better

    @refuse(
        "PRE-05", _("It takes both: the identity that was left, and the owner's fresh word on a number on file."), about="matches",
        way=_("Wait, call back, or take a message."),
        say=_("“Everything matches. We only need the owner's word by phone; please have a seat.”"),
    )  # fmt: skip  # one line a group reads better
    def both(self, at: Moment) -> Said:
        """Whether one of the two is missing."""
        return self.matches is False or self.channel in ("given", "incoming")

    @refuse("PRE-05", _("The visitor is not here yet."), way=_("First: expected visitor is here."))
    def is_here(self, at: Moment) -> Said:
        """Whether the word would not be a fresh one: it is given on the day on which the visitor came."""
        came = at.detail.came_at
        return came is None or house_day(at, came) != house_day(at, at.now)

    @refuse(
        "PRE-03",
        _("No document was seen yet, so nothing can match."),
        about="matches",
        way=_("See the document first."),
    )
    def document_seen(self, at: Moment) -> Said:
        """Whether the visit still waits for the document: the owner's word would be lost."""
        visit = visit_of(at)
        return visit is not None and visit.state == "arrived"

    @refuse("PRE-03", _("The number that was left is another one."), about="matches", lift="supervisor", phone=False,
            way=_("Treat as any visitor whose host is not reached, or ask the supervisor."))  # fmt: skip
    def same_number(self, at: Moment) -> Said:
        """Whether the document that was shown does not bear the number, or the ending, that the owner left."""
        visit = visit_of(at)
        known = at.look.sealed(at.record, "for_document")
        seen = at.look.sealed(visit, "document") if visit is not None else None
        return bool(known and seen and not has_part(seen.reveal(), known.reveal()))

    @also("visitors.host_agrees")
    def consent(self, at: Moment) -> list[To]:
        """The owner's word is the consent to the visit that waits."""
        visit = visit_of(at)
        if visit is None or visit.state not in ("registered", "unreached", "declined"):
            return []
        return [To({"channel": "file", "consent_by": self.confirmed_by, "door": "desk"}, visit)]

    @stays()
    def next_time(self, at: Moment) -> bool:
        """Whether a regular visitor comes again: each time takes the owner's fresh word."""
        return comes_again(at)


class NotConfirmed(Step, of=service, undoes=Confirm):
    """撤销确认: the owner did not say so after all; the visit that waits loses the consent that came of it."""

    title = _("Not confirmed after all")
    reason: Note = ask(_("Why"))

    @refuse(
        "PRE-05",
        _("The visitor went in on this word: {number}."),
        way=_("First take the admission of that visit back."),
    )
    def not_gone_in(self, at: Moment) -> Said:
        """Whether somebody would be inside without the word that let him in."""
        visit = visit_of(at)
        went = visit is not None and visit.state in ("inside", "left", "stays")
        return went and is_this_word(at, visit) and {"number": numbers.short(visit.number)}

    @also("visitors.word_taken_back")
    def take_back(self, at: Moment) -> To | None:
        """Without the owner's word the visitor waits at the desk again; what the host said himself stands."""
        visit = visit_of(at)
        return To({}, visit) if visit is not None and visit.state == "consented" and is_this_word(at, visit) else None


class Expire(Step, of=service, after="announced", closes="expired"):
    """已失效: the day announced is over, or a regular visitor's last one; how it ended says whether anybody came."""

    title = _("Announcement over")


class Withdraw(Step, of=service, after="announced", closes="withdrawn"):
    """取消预告: the resident takes it back."""

    title = _("Withdraw the announcement")
    reason: Note = ask(_("Why"))


class NotWithdrawn(Step, of=service, undoes=Withdraw):
    """撤销取消: the announcement stands."""

    title = _("Not withdrawn after all")
    reason: Note = ask(_("Why"))


class StillExpected(Step, of=service, undoes=Expire):
    """撤销失效: he may still come."""

    title = _("Still expected")
    reason: Note = ask(_("Why"))
