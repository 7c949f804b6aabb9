"""Overnight 住宿登记: guests who stay past the day's end, brought to the desk by the resident, who signs (OVN).

From a visit or alone, at any hour. The papers of the night are fewer than those of the day; consent by telephone is
not enough. A foreign guest's day of 24 hours is reminded of, and it is noted who went to the police: the desk never
does it for anybody.
"""

from datetime import datetime, timedelta
from typing import Any

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p
from kiosk.i18n import say as spoken
from kiosk.printing.slip import Block, big, note, row, rule, sign, tear, text
from kiosk.printing.stationery import full_time, letterhead, short_time
from kiosk.service import (
    Act,
    Choice,
    Joins,
    Moment,
    Note,
    Person,
    Questions,
    Said,
    Scan,
    Service,
    Shows,
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
    setting,
    slip,
)
from kiosk.services.overnight import visits
from kiosk.services.overnight.kept import POLICE_HOURS, Night, police_by, police_first, police_soon, summary
from kiosk.settings import VISIT_DAYS
from kiosk.visiting import nights
from kiosk.visiting.barred import likeness
from kiosk.visiting.goods import TakenOut, Valuables
from kiosk.visiting.hours import DAY_ENDS, house_day, is_night
from kiosk.visiting.papers import NIGHT_DOCUMENTS, accepted_night, kind_word, odd
from kiosk.visiting.site import in_school

SUPERVISOR = "supervisor"
LONG_STAY = setting(
    "long_stay_days", 30, _("Longer stays go to the security section too"), "SCH-02", section=_("Visitors"), unit=_("days"),
    off=36_500, check=lambda v: 1 <= v <= 365,
)  # fmt: skip  # one line a group reads better
#: What is said of a long stay, whether it begins so or becomes so.
_LONG = say(
    "SCH-02", _("A long stay goes to the security section too."),
    when=lambda a, at: a.until is not None and a.until > at.record.opened_at + timedelta(days=at.house[LONG_STAY]),
)  # fmt: skip


service = Service(
    "overnight", _("Overnight"), "people", "O", Night, icon="moon-star", rank=20,
    on_claim="check_out", summary=summary, forgets=VISIT_DAYS,
    shows=Shows(name=lambda at: at.record.party or "··", joins=Joins("visitors", _("Staying tonight")),
                facts=("host", "relation", "paper", "sex", "nation", "until", "told_police", "told_police_at")),
    show=("number", "party", "unit", "until"),
    states={"staying": State(_("Staying tonight")), "left": State(_("Checked out"), "mute"), "void": State(_("Void"), "mute")},
    due=(
        due("OVN-09", "staying", lambda at: at.detail.until, _("Registration ends: sign again, or check out"), "check_out",
            soon=police_first, soon_words=_("Foreign guest: registered with the police within {hours} hours?"),
            soon_step="told_police", patient=True, fills=lambda at: {"hours": at.house[POLICE_HOURS]}),
        due("", "staying", police_by, _("Foreign guest: registered with the police within {hours} hours?"), "told_police",
            soon=police_soon, patient=True, fills=lambda at: {"hours": at.house[POLICE_HOURS]}),
    ),
)  # fmt: skip  # one line a group reads better


def _relation(at: Moment) -> Say:
    """Return the relation of guest and resident in words."""
    return next(
        (o.words for o in nights.RELATIONS if o.key == at.detail.relation), at.detail.relation or _p("slip", "none")
    )


@slip(_("Overnight registration"), "OVN-05")
def overnight_form(at: Moment) -> list[Block]:
    """Return the form that the resident signs first and the guest second; it stays at the desk (SLIPS §1.4)."""
    record, detail = at.record, at.detail
    by = record.opened_at + timedelta(hours=at.house[POLICE_HOURS])
    word = next((o.words for o in nights.SEXES if o.key == detail.sex), Both("··", "··"))
    foreign: list[Block] = [
        rule("="),
        text(_("Foreign guest"), "B"),
        note(_("The guest or the host must register the stay with the police within {hours} hours, by {when}. The desk does "
               "not do this for you.").format(hours=at.house[POLICE_HOURS], when=short_time(at, by))),
        sign(_("[ ] done by"), date=_p("police", "at")),
    ]  # fmt: skip  # one block a line
    return [
        *letterhead(at, _("Overnight registration"), ""),
        big(numbers.short(record.number), "H"),
        row(_p("night", "Unit"), record.unit, "OVN-08", "H"),
        row(_p("night", "Resident"), Both(f"{detail.host or '··'}  本人到场", f"{detail.host or '··'}  present"), "OVN-08"),
        row(_p("guest", "Relation"), _relation(at), "OVN-08"),
        rule(),
        row(_p("night", "Guest"), record.party, "OVN-08", "H"),
        row(_("Sex, nation"), Both(*(f"{spoken(word, k)}  {detail.nation or '··'}" for k in ("zh", "en"))), "OVN-08"),
        row(_("Document"), Both(*(f"{spoken(kind_word(detail.paper), k)}  {c}" for k, c in (("zh", "已核对"), ("en", "checked"))))),
        row(_p("document", "Number"), at.look.mask(record, "document") or None, "OVN-02"),
        row(_p("night", "From"), full_time(at, record.opened_at), "OVN-08"),
        row(_p("night", "Until"), short_time(at, detail.until), "OVN-09", "H"),
        row(_("Clerk"), at.clerk, "OVN-08"),
        rule(),
        note(_("I am at the desk in person and confirm that this guest stays in my home until the time above."), "OVN-07"),
        sign(_p("sign", "Resident"), "OVN-05"),
        sign(_p("sign", "Guest")),
        *(foreign if nights.is_foreign(detail.nation) else []),
        tear(""),
    ]  # fmt: skip  # one block a line


class Whom(Questions):
    """Who stays with whom: asked first, since the rest depends on it."""

    unit: Unit = ask(_("Unit visited"), "OVN-08")
    party: Text = ask(_("Guest"), "OVN-08")
    came_as: Choice | None = ask(
        _("Is this one of the visitors here?"), choices=visits.here, default=visits.recognised,
        when=lambda a, at: not at.along and bool(visits.of_unit(at)),
    )  # fmt: skip  # one line a group reads better


class Register(nights.Guest, Whom, Step, of=service, opens="staying"):
    """住宿登记: the resident brings his guest to the desk and signs."""

    title = _("Register an overnight guest")
    button = _("Register and print")
    prints = (overnight_form,)
    says = (
        say("OVN-06", _("The resident leads the guest through the door, once both have signed.")),
        say("", _("{odd} It is kept all the same."), when=lambda a, at: odd(a.paper, a.document, at) is not None,
            fills=lambda a, at: {"odd": odd(a.paper, a.document, at)}, tone="amber"),
        say("", _("Foreign guest: guest or host registers with the police within {hours} hours."),
            when=lambda a, at: nights.is_foreign(a.nation), fills=lambda a, at: {"hours": at.house[POLICE_HOURS]}),
        _LONG,
    )  # fmt: skip  # one line a group reads better
    relation: Choice | None = ask(
        _p("guest", "Relation"), "OVN-08", choices=nights.RELATIONS, default="friend", optional=True
    )
    guest_signature: Signature | None = ask(_("Guest signs"), optional=True, default="paper")
    visit: Scan | None = ask(_("Visit"), optional=True, links="visit", when=lambda a, at: at.along)

    @refuse(
        "OVN-01 OVN-07", _("Resident not present: no overnight stay; {leaves}."), about="owner_here",
        way=_("The resident comes to the desk with the guest and signs."),
        say=_("“For the night the resident must sign here in person. May I book you a hotel nearby?”"),
    )  # fmt: skip  # one line a group reads better
    def owner_in_person(self, at: Moment) -> Said:
        """Whether the resident is not at the desk: his word over the telephone is not enough."""
        by_hour = _("leave by {hour}").format(hour=at.house[DAY_ENDS])
        return self.owner_here is False and {"leaves": _("the guest leaves now") if is_night(at) else by_hour}

    @refuse(
        "OVN-08", _("{name} is not known as a resident of this unit."), about="host", lift=SUPERVISOR, phone=False,
        way=_("Look him up in the file, or ask the supervisor."),
    )  # fmt: skip  # one line a group reads better
    def a_resident(self, at: Moment) -> Said:
        """Whether the file of the unit does not know who brings the guest."""
        return nights.is_stranger(at, self.host) and {"name": self.host}

    @refuse(
        "OVN-04", _("A driving licence is not enough for the night. Accepted: {kinds}."), about="paper",
        way=_("Another document."), say=_("“For the night I need an ID card or a passport, if you would.”"),
    )  # fmt: skip  # one line a group reads better
    def no_licence(self, at: Moment) -> Said:
        """Whether a driving licence is shown, which the day accepts and the night never does."""
        return self.paper == "licence" and {"kinds": accepted_night(at)}

    @refuse("OVN-03", _("For the night only documents issued by the state. Accepted: {kinds}."), about="paper",
            way=_("Another document."))  # fmt: skip
    def state_document(self, at: Moment) -> Said:
        """Whether the document is none of those of the night."""
        known = (*at.house[NIGHT_DOCUMENTS].split(), "licence", "residence", None)
        return self.paper not in known and {"kinds": accepted_night(at)}

    @refuse(
        "AMB-04", _("A residence permit at night needs the supervisor."), about="paper", lift=SUPERVISOR, phone=False,
        way=_("Another document, or ask the supervisor."), say=_("“One moment, I will ask my supervisor.”"),
    )  # fmt: skip  # one line a group reads better
    def permit(self, at: Moment) -> Said:
        """Whether a residence permit is shown, of which the list of the night does not speak."""
        return self.paper == "residence" and "residence" not in at.house[NIGHT_DOCUMENTS].split()

    @refuse("OVN-02", _("The document is copied too."), about="paper_copied", way=_("Copy it, then tick here."))
    def copy_made(self, at: Moment) -> Said:
        """Whether the copy is missing; a picture that is kept is one."""
        return self.paper_copied is False and not self.pictures

    @refuse("", _("This guest is here as {number} since {hour}: the night counts with that visit."), about="came_as",
            lift=SUPERVISOR, phone=False, way=_("Choose that visit, or ask the supervisor about the namesake."))  # fmt: skip
    def here_already(self, at: Moment) -> Said:
        """Whether a visitor of that name is here, who would be counted twice, and asked at eleven to leave."""
        return visits.said(at, visits.namesake(at, self.party) if self.came_as == visits.NOBODY else None)

    @refuse("", _("This document was shown by {number}, here since {hour}: the same person is counted once."), about="came_as",
            way=_("Choose that visit; one to another unit is signed out first."))  # fmt: skip
    def same_document(self, at: Moment) -> Said:
        """Whether whoever bears this document counts with a visit that is not the one chosen."""
        return visits.said(at, None if at.along else visits.bearer(at, self.document, self.came_as))

    @also("visitors.stays_tonight")
    def counts_with_the_night(self, at: Moment) -> To | None:
        """Whoever was here as a visitor counts with the night from now on, as from the visit's own page."""
        if self.came_as in (None, visits.NOBODY):
            return None
        return To({"guest": self.party, "night": at.record.number}, self.came_as, link="visit")

    @refuse("", _("That time is over."), about="until", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether the night would be over already."""
        return self.until is not None and self.until <= at.now

    @refuse(
        "", _("Please check one thing first."), about="party", lift=SUPERVISOR, phone=False,
        way=_("Open {number} ({score} of 100: {why}) and ask the supervisor."),
    )  # fmt: skip  # one line a group reads better
    def listed_person(self, at: Moment) -> Said:
        """Whether somebody like this is on the list of those who are not admitted."""
        found = likeness(at, at.record.party, at.record.phone, self.document, at.record.unit)
        return {"number": numbers.short(found.number), "score": found.score, "why": found.why} if found else False


class NotRegistered(Step, of=service, undoes=Register, closes="void"):
    """撤销住宿登记: nobody stays after all."""

    title = _("Nobody stays after all")
    reason: Note = ask(_("Why"))

    @refuse("", _("The visit {number} has gone on since: this guest would be counted nowhere."), about="reason",
            way=_("Check the guest out, and register whoever is still there anew."))  # fmt: skip
    def visit_stands(self, at: Moment) -> Said:
        """Whether the guest could not go back to the visit that he came with."""
        visit = _came_with(at)
        return visit is not None and not _is_last(at, visit) and {
            "number": numbers.short(visit.number)}  # fmt: skip

    @also("visitors.not_staying")
    def counts_again(self, at: Moment) -> To | None:
        """He counts with his visit again: whoever is inside is counted somewhere."""
        return self._back(at, "visitors.stay_overnight")

    @also("visitors.not_staying_tonight")
    def counts_again_too(self, at: Moment) -> To | None:
        """The same where the night was registered at its own form."""
        return self._back(at, "visitors.stays_tonight")

    def _back(self, at: Moment, last: str) -> To | None:
        """Return the visit that he counts with again, where that step was its last."""
        visit = _came_with(at)
        wanted = visit is not None and visit.last == last and _is_last(at, visit)
        return To({"reason": self.reason}, visit) if wanted else None


class Annul(Step, of=service, after="staying", closes="void", by="desk"):
    """随访客撤销: the visit takes it back on its own page, whatever was noted here meanwhile."""

    title = _("Void: does not stay after all")
    reason: Note = ask(_("Why"))


def _came_with(at: Moment) -> Any:
    """Return the visit that registered this night, None where it stands alone."""
    visits = at.look.linked(at.record, "visit")
    return next((v for v in visits if any(n.id == at.record.id for n in at.look.linked(v, "overnight"))), None)


def _is_last(at: Moment, visit: Any) -> bool:
    """Whether this night is what was registered last with its visit, and nothing was done there since."""
    made = at.look.linked(visit, "overnight")
    return bool(made[-1].id == at.record.id and visit.last in ("visitors.stay_overnight", "visitors.stays_tonight"))


class TakeOut(Valuables, Step, of=service, after="staying", where=in_school, adds=TakenOut):
    """携物出门: somebody who lives at a school for a time carries valuables out of the gate."""

    title = _("Takes valuables out")
    button = _("Note and let pass")

    @refuse("SCH-03", _("Valuables leave with a valid document, or with somebody who comes along and explains."), about="proof",
            way=_("A document, or a teacher, student, relative or friend at the gate."))  # fmt: skip
    def answered_for(self, at: Moment) -> Said:
        """Whether nothing was shown and nobody comes along."""
        return self.proof == "none"


class NotTakenOut(Step, of=service, undoes=TakeOut):
    """撤销携物出门: nothing was taken out."""

    title = _("Nothing was taken out")
    reason: Note = ask(_("Why"))


class CheckOut(Step, of=service, after="staying", closes="left"):
    """退住: the guest has left."""

    title = _("Check out")
    valuables: bool | None = ask(_("Takes valuables along"), "SCH-03", default=False, when=lambda a, at: in_school(at))

    @refuse("SCH-03", _("Valuables are noted before they leave the gate."), about="valuables",
            way=_("First: takes valuables out."))  # fmt: skip
    def noted_before(self, at: Moment) -> Said:
        """Whether valuables go along of which nothing was noted today."""
        noted = (line.at for line in at.lines(TakenOut) if line.at is not None)
        return bool(self.valuables) and all(house_day(at, one) != house_day(at, at.now) for one in noted)


class NotLeft(Step, of=service, undoes=CheckOut):
    """撤销退住: the guest is still here."""

    title = _("Is still here")
    reason: Note = ask(_("Why"))


def _one_more(at: Moment) -> datetime:
    """Return the usual new end of a stay: a day later."""
    until: datetime = at.detail.until or at.now
    return until + timedelta(days=1)


class Extend(Step, of=service, after="staying"):
    """续住: a longer stay is signed for anew."""

    title = _("Stay longer")
    says = (_LONG,)
    prints = (overnight_form,)
    owner_here: bool = ask(_("Resident is at the desk"), default=False)
    until: datetime = ask(_p("night", "New end"), "OVN-09", default=_one_more)
    owner_signature: Signature = ask(_("Resident signs"), "OVN-09")

    @refuse(
        "OVN-01 OVN-07",
        _("The resident signs for a longer stay at the desk."),
        about="owner_here",
        way=_("Ask the resident to come."),
    )
    def owner_in_person(self, at: Moment) -> Said:
        """Whether the resident is not there."""
        return self.owner_here is False

    @refuse("", _("That time is over."), about="until", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether the new end has gone by already."""
        return self.until is not None and self.until <= at.now


class NotExtended(Step, of=service, undoes=Extend):
    """撤销续住: nobody signed for a longer stay; it ends when it ended before."""

    title = _("Does not stay longer after all")
    reason: Note = ask(_("Why"))


class ToldPolice(Step, of=service, after="staying"):
    """外国人住宿登记: note that guest or host did it; the desk never files anything."""

    title = _("Police registered")
    says = (say("", _("The desk notes who did it; it does not register anybody.")),)
    told_police: Person = ask(_("Who registered the stay"), default=lambda at: at.detail.host)
    told_police_at: datetime = ask(_p("police", "When"), default=lambda at: at.now)


class NotTold(Step, of=service, undoes=ToldPolice):
    """撤销: nobody has been to the police yet."""

    title = _("Not registered after all")
    reason: Note = ask(_("Why"))

    @change()
    def open_again(self, act: Act) -> None:
        """The reminder stands again."""
        act.detail.told_police = act.detail.told_police_at = None
