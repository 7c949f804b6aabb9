"""What a visit stores, and what is derived from it: who is inside, whose word counts, when it ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.i18n import Both, Say, _, _p, say
from kiosk.people import mask_phone
from kiosk.service import Choice, Moment, Note, Option, Person, Phone, Questions, Text, ask, setting
from kiosk.service import service as service_of
from kiosk.store.tables import Detail, Line
from kiosk.visiting.hours import SECTION, day_end, house_day, listed_from
from kiosk.visiting.nights import RELATIONS
from kiosk.visiting.site import in_hotel, in_lobby, site

WAIT_MINUTES = setting(
    "visit_wait_minutes", 15, _("Who waits at the desk is looked after again after"), section=SECTION, unit=_("minutes"),
    check=lambda v: 1 <= v <= 120,
)  # fmt: skip  # one line a group reads better

TEA_MINUTES = setting(
    "visit_tea_minutes", 3, _("Hotel floors: towel and tea are in the room within"), "HTL-05", section=SECTION, unit=_("minutes"),
    off=60 * 24 * 365, check=lambda v: 1 <= v <= 60,
)  # fmt: skip  # one line a group reads better

#: What kind of visitor somebody is; each is asked what matters of it.
SORTS = (
    Option("guest", _("Guest")), Option("contractor", _("Contractor")), Option("courier", _p("visit", "Courier")),
    Option("agent", _("Agent with viewers")), Option("regular", _("Regular visitor")),
)  # fmt: skip  # one line a group reads better
#: Kinds that come for a firm.
FIRMS = ("contractor", "courier", "agent")
#: How the host is asked, in the order in which it is tried (VIS-06, -09, -12).
CHANNELS = (
    Option("intercom", _("video intercom")), Option("home", _("home phone")), Option("file", _("other number on file")),
    Option("given", _("number given by the visitor")), Option("present", _("host at the desk")),
    Option("incoming", _("incoming call")), Option("book", _("appointment book")), Option("gate", _("the gate itself")),
)  # fmt: skip  # one line a group reads better
#: How consent may stand in the record: as asked above, or by the letter of an escort.
CONSENTS = (*CHANNELS, Option("letter", _("letter of consent")))
DOORS = (Option("host", _p("door", "resident")), Option("desk", _p("door", "desk")))
ANSWERS = (
    Option("no answer", _("No answer"), tone="amber"), Option("engaged", _("Engaged"), tone="amber"),
    Option("later", _("Call again later"), tone="blue"),
)  # fmt: skip  # one line a group reads better
#: Every answer that a call may have brought.
SAID = (*ANSWERS, Option("agrees", _("Agrees"), tone="green"), Option("declines", _("Declines"), tone="red"))
#: What is answered after the day's end.
LATE_WORDS = (
    Option("leaving", _("Leaving now")), Option("overnight", _("Will register for the night")),
    Option("not reached", _("Not reached")), Option("refuses", _("Refuses to leave")),
)  # fmt: skip  # one line a group reads better


def inside(at: Moment) -> int:
    """Return how many persons of a visit are still inside."""
    return int(at.detail.persons or 1) - sum(one.persons_out or 0 for one in at.lines(Exit))


@dataclass(frozen=True)
class Ways:
    """Ways to ask the host: `options` are all that were ever stored; hotel floors and schools have no intercom."""

    options: tuple[Option, ...] = CHANNELS

    def __call__(self, at: Moment) -> list[Option]:
        """Return those that this kind of house has."""
        none = {"hotel": ("intercom", "book", "gate"), "school": ("intercom", "book")}.get(site(at), ("gate",))
        room = Option("home", _("room phone"))
        ways = (room if o.key == "home" and in_hotel(at) else o for o in CHANNELS)
        return [option for option in ways if option.key not in none]


def next_channel(at: Moment) -> str:
    """Return how the host is tried next: intercom, home phone, other numbers on file, one that the visitor gives."""
    tried = {call.channel for call in at.lines(Call)}
    ways = [way.key for way in Ways()(at)]
    return next((c for c in ("intercom", "home", "file", "given") if c in ways and c not in tried), "file")


def on_file(at: Moment) -> list[Option]:
    """Return the numbers of the unit that may be rung, in the order in which they are tried (FIL-03)."""
    found = []
    for contact in at.look.contacts(at.record.unit) if at.record.unit else ():
        label = contact.label
        words = Both(*(f"{contact.name}  {say(label, k)}  {mask_phone(contact.phone)}" for k in ("zh", "en")))
        found.append(Option(f"{contact.name} {contact.phone[-4:]}", words))
    return found


def appointments(at: Moment) -> list[Option]:
    """Return the appointments of the unit for today that nobody has kept yet, with their hour."""
    found = []
    for head in at.look.open("appointments", at.record.unit):
        meets = _meets(at, head)
        if meets is not None:
            found.append(Option(head.number, f"{at.local(meets):%H:%M}  {head.party or ''}"))
    return found


def booked_today(at: Moment) -> bool:
    """Whether the book has this visitor today: an appointment of another day, or of somebody else, says nothing."""
    linked = at.look.linked(at.record, "appointment")
    return any(head.party == at.record.party and _meets(at, head) is not None for head in linked)


def unseen(at: Moment) -> bool:
    """Whether a visitor of a lobby has not shown his document yet: there it is seen once the host has confirmed."""
    return in_lobby(at) and at.detail.kind is None


def identity_left(at: Moment) -> bool:
    """Whether this visit began with an announcement for which nobody is home: the document is compared first."""
    detail = service_of("announcements").detail
    told = [one for one in at.look.open("announcements", at.record.unit) if one.party == at.record.party]
    began = [one for one in told if any(visit.id == at.record.id for visit in at.look.linked(one, "visit"))]
    return any(own.somebody_home is False for one in began if (own := at.look.row(detail, id=one.id)) is not None)


def asked_first(at: Moment) -> bool:
    """Whether the host is asked before a document is seen: in a lobby, unless an owner left an identity (VIS-15, PRE-03)."""
    return unseen(at) and not identity_left(at)


def _meets(at: Moment, head: Any) -> datetime | None:
    """Return when an appointment is, None on another day than today."""
    own = at.look.row(service_of("appointments").detail, id=head.id)
    meets: datetime | None = own.meets_at if own is not None else None
    return meets if meets is not None and house_day(at, meets) == house_day(at, at.now) else None


def duty_manager(at: Moment) -> str | None:
    """Return who is told of trouble: the duty manager, else a supervisor."""
    staff = at.look.staff()
    return next((s.name for role in ("duty manager", "supervisor", "manager") for s in staff if s.role == role), None)


class Visit(Detail, table=True):
    """What a visit alone needs."""

    sort: str = "guest"
    relation: str | None = None
    company: str | None = None
    works: str | None = None
    viewers: str | None = None
    persons: int = 1
    visits: str | None = None  #: the company visited, in a lobby
    whom: str | None = None  #: whom a visitor of hotel floors names
    plate: str | None = None
    brought: str | None = None
    kind: str | None = None  #: of document
    mask: str | None = None  #: of a document that was seen before and not typed again
    copied: bool | None = None
    agreed_copy: bool | None = None
    compared: bool | None = None  #: picture and name, where documents are not copied
    consent_by: str | None = None
    consent_channel: str | None = None
    consent_at: datetime | None = None
    door: str | None = None
    admitted_at: datetime | None = None
    guest: str | None = None  #: who stays the night
    away: str | None = None  #: why not admitted
    why: str | None = None
    waits: bool | None = None  #: in the lobby, having left a message
    cups: int | None = None  #: of tea in the room
    tea_at: datetime | None = None
    trouble: str | None = None
    police_at: datetime | None = None


class Calling(Questions):
    """What is asked of one call to the host."""

    channel: Choice = ask(_("How"), "VIS-06", choices=Ways(), default=next_channel)
    contact: Choice | None = ask(
        _("Who is rung"),
        "VIS-12",
        when=lambda a, at: a.channel == "file",
        choices=on_file,
        optional=True,
    )
    given: Phone | None = ask(_("Number given"), "VIS-12", when=lambda a, at: a.channel == "given")
    answer: Choice | None = ask(_("Answer"), choices=SAID, when=lambda a, at: False)  # the step itself says it
    said_by: Person | None = ask(_("Who says so"), when=lambda a, at: False)


class Call(Calling, Line, table=True):  # type: ignore[misc]  # a set of questions is a plain pydantic model
    """One call to the host: channel, time, and what was answered."""

    __tablename__ = "visit_call"


def still_inside(at: Moment) -> str | None:
    """Return what was brought in and has not gone out yet: once somebody took it along it is not asked for again."""
    brought = str(at.detail.brought or "").strip()
    out = [str(one.carries or "").strip() for one in at.lines(Exit)]
    return brought if brought and brought not in out else None


class Leaving(Questions):
    """What is asked of those who leave."""

    persons_out: int = ask(_("Persons out"), "VIS-21 HTL-07", default=inside)
    carries: Text | None = ask(_("Taken out"), "VIS-21 HTL-07", optional=True, default=still_inside)


class Exit(Leaving, Line, table=True):  # type: ignore[misc]  # see Call
    """Some or all who left together, and what they took out."""

    __tablename__ = "visit_exit"


class Late(Questions):
    """What is asked of a host or visitor after the day's end."""

    word: Choice = ask(_("Answer"), "VIS-20", choices=LATE_WORDS)
    leaves_at: datetime | None = ask(_("Leaves at"), when=lambda a, at: a.word == "leaving", default=lambda at: at.now)
    # nothing is filled in: that somebody was told, and when, is said by whoever told him
    security_at: datetime | None = ask(_("Security told at"), "VIS-17", when=lambda a, at: a.word == "refuses")
    officer: Person | None = ask(_("Duty manager told"), when=lambda a, at: a.word == "refuses", default=duty_manager)
    officer_at: datetime | None = ask(_("Told at"), when=lambda a, at: a.word == "refuses")
    remark: Note | None = ask(_("Remarks"), optional=True)


class LateWord(Late, Line, table=True):  # type: ignore[misc]  # see Call
    """One answer after the day's end."""

    __tablename__ = "visit_late"


def known(at: Moment) -> Any:
    """Return the head of the earlier visit that the form names, or that this visit named when it began; or None."""
    number = at.answers.__dict__.get("known") if at.answers is not None else None
    if number:
        return at.look.record(number)
    named = at.look.linked(at.record, "before") if at.record is not None and at.record.id else []
    return named[-1] if named else None


def announced(at: Moment) -> Any:
    """Return the head of the announcement with which this visit began, or None."""
    found = [head for head in at.look.linking(at.record, "visit") if head.service == "announcements"]
    return found[-1] if found else None


def asked_before(at: Moment) -> str | None:
    """Return what the resident asked for when the visitor was announced, or None (PRE-01)."""
    head = announced(at)
    row = at.look.row(service_of("announcements").detail, id=head.id) if head is not None else None
    return row.instruction if row is not None else None


def was_here(number: str, at: Moment) -> Say | None:
    """Return why a number names nobody who was here, or None."""
    head = at.look.record(number)
    return None if head is not None and head.service == "visitors" else _("Nobody with that number was here.")


def of_known(column: str) -> Any:
    """Return a default: what the head of the earlier visit says that the form names."""
    return lambda at: getattr(known(at), column, None)


def before(at: Moment) -> Any:
    """Return the head of the earlier visit that is named, else of the same visitor to the same unit, or None."""
    record, named = at.record, known(at)
    if named is not None and named.party == record.party:
        return named
    if not record.unit or not record.party:
        return None
    return at.look.earlier("visitors", record.unit, record.party, but=record.id)


def as_before(column: str) -> Any:
    """Return a default: what this visitor's earlier visit says in a column of the detail."""

    def default(at: Moment) -> Any:
        """Return the earlier answer, or None."""
        head = before(at)
        found = at.look.row(Visit, id=head.id) if head is not None else None
        return getattr(found, column) if found is not None else None

    return default


def seen_before(at: Moment) -> str:
    """Return the mask of the document that this visitor showed last time, "" where its number is no longer kept."""
    head = before(at)
    return at.look.mask(head, "document") if head is not None else ""


def number_before(at: Moment) -> Any:
    """Return the number that this visitor showed last time as a secret, None where it is no longer kept."""
    head = before(at)
    return at.look.sealed(head, "document") if head is not None else None


def document_mask(at: Moment) -> str:
    """Return the mask of the document of this visit."""
    return at.look.mask(at.record, "document") or at.detail.mask or ""


def ends(at: Moment) -> datetime:
    """Return when this visit ends: with the day on which they were admitted."""
    return day_end(at, at.detail.admitted_at or at.now)


def last_word(at: Moment) -> Any:
    """Return the last answer after the day's end, or None."""
    words = at.lines(LateWord)
    return words[-1] if words else None


def option_words(options: Any, key: object) -> Say:
    """Return the words of an option by its key."""
    return next((o.words for o in options if o.key == key), str(key or ""))


def visitors(at: Moment) -> Both:
    """Return the visitor and how many go in with him: 何苗  等 2 人; who stays the night is none of them any more."""
    name, persons = at.record.party or "··", inside(at)
    return Both(f"{name}  等 {persons} 人", f"{name}  and {persons - 1} more") if persons > 1 else Both(name, name)


def reason(at: Moment) -> Say:
    """Return why they come: the relation of a guest, kind and firm of others."""
    if at.detail.relation:
        return option_words(RELATIONS, at.detail.relation)
    word, firm = option_words(SORTS, at.detail.sort), at.detail.company or ""
    return Both(*(f"{say(word, k)}  {firm}".strip() for k in ("zh", "en")))


#: Why somebody was not let in.
REASONS = (
    Option("document", _("No valid document")), Option("declined", _("Host declined")),
    Option("unreached", _("Host not reached")), Option("went", _("Went away")),
    Option("seller", _("Seller or troublemaker")), Option("other", _p("visit", "other")),
)  # fmt: skip  # one line a group reads better


def ended(at: Moment) -> Say | None:
    """Return how a visit ended that nobody was let in with: with a message, by himself, or not admitted and why not."""
    if at.record.state != "gone":
        return None
    known = {"visitors.leave_word": _("Left a message"), "visitors.not_arrived": _("Registered by mistake")}
    if at.record.last in known or at.detail.away in (None, "other"):
        return known.get(at.record.last)
    why = option_words(REASONS, at.detail.away)
    if at.detail.away == "went":
        return why
    return Both(*(f"{say(_('Not admitted'), k)} · {say(why, k)}" for k in ("zh", "en")))


def summary(at: Moment) -> Say:
    """Return the second line of a list: since when they are inside, and their car."""
    since = at.detail.admitted_at
    entered = (f"{at.local(since):%H:%M} 入园", f"in {at.local(since):%H:%M}") if since else ("", "")
    return Both(*(" · ".join(part for part in (one, at.detail.plate or "") if part) for one in entered))


def unasked_due(at: Moment) -> datetime | None:
    """Return when the host is to be asked about leaving: at the day's end, once a unit (AMB-03)."""
    return ends(at) if last_word(at) is None else None


def late_due(at: Moment) -> datetime | None:
    """Return since when somebody is late whose host was asked: red until they are out."""
    return None if last_word(at) is None else ends(at)


def late_word(at: Moment) -> dict[str, object]:
    """Return what was answered after the day's end."""
    return {"word": option_words(LATE_WORDS, last_word(at).word)}


def tea_due(at: Moment) -> datetime | None:
    """Return by when towel and tea are in the room of a hotel guest; None elsewhere, and once they are served."""
    since: datetime | None = at.detail.admitted_at
    if since is None or at.detail.tea_at is not None or not in_hotel(at):
        return None
    return since + timedelta(minutes=at.house[TEA_MINUTES])


def listed(at: Moment) -> datetime:
    """Return from when whoever is inside is listed (VIS-20)."""
    return listed_from(at, at.detail.admitted_at or at.now)


def waits_until(at: Moment) -> datetime:
    """Return when somebody who waits at the desk is looked after again."""
    since: datetime = at.record.last_at or at.record.opened_at
    return since + timedelta(minutes=at.house[WAIT_MINUTES])
