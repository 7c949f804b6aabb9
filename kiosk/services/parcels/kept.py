"""What parcels store, and what a label tells: its courier, the resident who is meant, when it is due."""

import re
from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

from kiosk import custody, numbers
from kiosk.custody import Tried, last_contact
from kiosk.i18n import Both, Say, _, say
from kiosk.people import normal_unit, phone_tail
from kiosk.people.labels import Somebody, clues
from kiosk.service import Moment, Option, setting
from kiosk.store.tables import Detail, Line

_SECTION = _("Parcels")

REMIND_DAYS = setting(
    "parcel_remind_days", 3, _("Remind of a parcel after"), "PAR-04",
    section=_SECTION, unit=_("days"), off=100_000, check=lambda v: 1 <= v <= 30,
)  # fmt: skip  # one line a group reads better
TELL_MINUTES = setting(
    "parcel_tell_minutes", 30, _("The resident knows of his parcel within"), "PAR-04",
    section=_SECTION, unit=_("minutes"), off=50_000_000, check=lambda v: 1 <= v <= 1440,
)  # fmt: skip  # one line a group reads better
FOOD_HOUR = setting(
    "parcel_food_hour", 20, _("Perishable parcels are collected by"),
    section=_SECTION, unit=_("o'clock"), check=lambda v: 1 <= v <= 23,
)  # fmt: skip  # one line a group reads better
SIGNED = setting("parcel_signed", False, _("Who collects a parcel signs for it"), section=_SECTION)
NOTICE = setting("parcel_notice", False, _("Print a pick-up notice for every parcel"), section=_SECTION)

#: Chosen where the label names nobody of the estate: the parcel waits in a queue.
UNKNOWN = "unknown"
PERISHABLE, DAMAGED = "perishable", "damaged"
#: Courier → how its waybills look, the surest first; what fits none is asked.
_WAYBILLS = (
    ("sf", r"SF\d{12,13}"), ("yto", r"YT\d{13}|G\d{11}"), ("jt", r"JT\d{13}"), ("jd", r"JD[A-Z0-9]{9,15}"),
    ("ems", r"[A-Z]{2}\d{9}CN|1[0-3]\d{11}|9[5-9]\d{11}"), ("sto", r"77\d{13}|ST\d{13}|88\d{13}"),
    ("zto", r"7[0-689]\d{10,12}|ZT\d{12}"), ("yunda", r"(?:3[01]|4[36]|5[0-9])\d{13}|YD\d{13}"),
)  # fmt: skip  # one paragraph
#: So many people are offered, each with a digit.
_OFFERED = 8


class Waybill(Line, table=True):
    """One code of a parcel's label: any of them finds it."""

    __tablename__ = "parcel_waybill"
    code: str = ""


class Contact(Tried, Line, table=True):  # type: ignore[misc]  # a set of questions is a plain pydantic model
    """One time that the resident was told."""

    __tablename__ = "parcel_contact"


class Parcel(Detail, table=True):
    """What parcels alone need."""

    __tablename__ = "parcel"
    addressee: str | None = None  #: as the label says it
    who: str | None = None  #: "unit name" of the resident who was chosen, a unit alone, or unknown
    courier: str | None = None
    batch: str | None = None  #: the number of the cartload that it came with
    pieces: int | None = None
    size: str | None = None
    flag: str | None = None
    damage: str | None = None
    notice: bool | None = None  #: whether the last step printed one
    how: str | None = None  #: how the resident was told last
    told_at: datetime | None = None  #: when the supervisor was told
    claim: str | None = None
    collector: str | None = None
    agreed: str | None = None  #: who of the household agreed to a collector who is not in the file
    collected_signature: str | None = None
    courier_signature: str | None = None
    what: str | None = None
    decision: str | None = None
    witness: str | None = None


def codes(at: Moment) -> list[str]:
    """Return the waybills of a parcel."""
    return [line.code for line in at.lines(Waybill)]


def tail(at: Moment) -> str:
    """Return the ending of the first waybill, as people read it aloud."""
    return next((code[-4:] for code in codes(at)), "")


def not_ours(scanned: list[str], at: Moment) -> Say | None:
    """Return why a code cannot be a waybill, or None: our own labels open their own record."""
    for code in scanned:
        found = numbers.read(code)
        if found is not None or at.look.record(code) is not None:
            return _("{code} is one of our own codes, no waybill.").format(code=code)
        if len(code) < 6:
            return _("{code} is too short for a waybill.").format(code=code)
    return None


def courier_of(code: str) -> str | None:
    """Return the courier whose waybills look like this, None where it could be anybody's."""
    plain = re.sub(r"[\s-]", "", code.upper())
    return next((courier for courier, looks in _WAYBILLS if re.fullmatch(looks, plain)), None)


def recognised(at: Moment) -> str | None:
    """Return the courier that a waybill tells, if the estate has him in its list."""
    known = {option.key for option in at.house.terms("courier")}
    return next((found for code in codes(at) if (found := courier_of(code)) in known), None)


def batches(at: Moment) -> list[Option]:
    """Return the cartloads that are being taken in; 0 takes the parcel by itself."""
    opened = at.look.open("parcel_batch")
    return [
        *(Option(b.number, f"{numbers.short(b.number)}  {b.party or ''}") for b in opened),
        Option("", _("by itself"), "0"),
    ]


def this_batch(at: Moment) -> str | None:
    """Return the cartload that a parcel belongs to: its courier's, or the only one where the waybill tells nobody."""
    opened, courier = at.look.open("parcel_batch"), recognised(at)
    if courier is not None:
        return next((b.number for b in opened if _named(b.party, at) == courier), None)
    return opened[0].number if len(opened) == 1 else None


def batch_courier(at: Moment) -> str | None:
    """Return the courier of the cartload that was chosen."""
    batch = at.look.record(at.detail.batch or "")
    return _named(batch.party, at) if batch is not None else None


def _named(party: str | None, at: Moment) -> str | None:
    """Return the courier whom a cartload's head names."""
    return next((str(o.key) for o in at.house.terms("courier") if say(o.words, "zh") == party), None)


def two_labels(at: Moment) -> list[str]:
    """Return the codes that look like waybills where there are several: the next parcel's was scanned too soon.

    One courier's waybills look alike, also those of a courier whom nobody told us of.
    """
    looks = Counter(_looks(code) for code in codes(at))
    found = [code for code in codes(at) if courier_of(code) is not None or looks[_looks(code)] > 1]
    return found if len(found) > 1 else []


def _looks(code: str) -> str:
    """Return how a code looks: where it has letters, and where figures."""
    return re.sub(r"[A-Z]", "A", re.sub(r"[0-9]", "9", re.sub(r"[\s-]", "", code.upper())))


def two_codes(at: Moment) -> bool:
    """Whether the parcel of a cartload has a second code: the courier's count would be one short if it is another's."""
    return bool(at.detail.batch) and len(codes(at)) > 1


def twins(at: Moment) -> list[Any]:
    """Return the parcels that lie here under one of these waybills already."""
    found = {r.number: r for code in codes(at) for r in at.look.carrying(code) if r.service == "parcels"}
    return [record for number, record in found.items() if number != at.record.number]


def candidates(at: Moment) -> list[Option]:
    """Return who may be meant by the label, a unit alone too, each with a digit; 0 keeps it in the queue."""
    label = at.detail.addressee or ""
    people = at.look.addressees(label)[:_OFFERED] if label else []
    made = [Option(f"{p.unit} {p.name}", f"{p.name}  {p.unit}  {phone_tail(p.phone or '')}".rstrip()) for p in people]
    unit = normal_unit(label)
    if unit and at.look.unit(unit) is not None:
        made.append(Option(unit, _("{unit}, nobody by name").format(unit=unit)))
    return [*made, Option(UNKNOWN, _("Nobody we know: keep it and find out"), "0")]


#: What the journal says of a choice that is nobody's name.
candidates.options = (Option(UNKNOWN, _("Nobody we know: keep it and find out")),)  # type: ignore[attr-defined]  # of a function


def residents(at: Moment) -> list[Option]:
    """Return whom of the estate a label may mean, once somebody finds out whose the parcel is."""
    return candidates(at)[:-1]


residents.options = candidates.options  # type: ignore[attr-defined]  # it corrects what candidates asked
candidates.of_people = residents.of_people = True  # type: ignore[attr-defined]  # the others are names: a purge takes them


def likeliest(at: Moment) -> str | None:
    """Return the only resident who is meant, or the first of the unit that the label names; else nobody.

    Whoever does not fit the whole label (王** with the telephone of a Miss Han) is offered, never taken for granted.
    """
    label = at.detail.addressee or ""
    meant = at.look.addressees(label)[:_OFFERED] if label else []
    unit = normal_unit(label)
    one_home = bool(meant) and all(person.unit == unit for person in meant)
    sure = bool(meant) and (len(meant) == 1 or one_home) and _whole(label, meant[0], at)
    return f"{meant[0].unit} {meant[0].name}" if sure else None


def _whole(label: str, person: Any, at: Moment) -> bool:
    """Whether somebody fits every part of a label."""
    phones = [person.phone or "", *(one.phone for one in at.look.phones(person))]
    somebody = Somebody(person.name, person.unit, tuple(filter(None, phones)))
    return all(clue.fits(somebody) for clue in clues(label))


def chosen(at: Moment) -> tuple[str | None, str | None]:
    """Return unit and name of who was chosen; the label's own words where nobody was."""
    unit, _space, name = (at.detail.who or UNKNOWN).partition(" ")
    if unit == UNKNOWN:
        return None, at.detail.addressee
    return unit, name or None


def of_unit(at: Moment) -> str | None:
    """Return whom of a unit that was typed by now the label means; nobody where it fits none of them."""
    unit, label = at.record.unit, at.detail.addressee or ""
    return next((p.name for p in at.look.addressees(label) if p.unit == unit), None) if unit and label else None


def allowed(at: Moment, name: str) -> bool:
    """Whether somebody may collect: whoever the file allows, and the addressee unless the file says no."""
    if name in {person.name for person in at.look.collectors(at.record.unit or "")}:
        return True
    return bool(name == at.record.party and at.look.resident(at.record.unit or "", name) is None)


def food_until(at: Moment) -> datetime | None:
    """Return by when a perishable parcel is collected: this evening, after two hours if it came late."""
    if at.detail.flag != PERISHABLE:
        return None
    opened: datetime = at.record.opened_at
    return max(at.hour(time(at.house[FOOD_HOUR])), opened + timedelta(hours=2))


def term(at: Moment) -> datetime:
    """Return when the supervisor decides: after thirty days, for what perishes on the same day."""
    return food_until(at) or custody.thirty_days(at)


def food_untold(at: Moment) -> datetime | None:
    """Return when the supervisor has to be told of what perishes, None once he was."""
    return None if custody.told(at) else food_until(at)


def next_word(at: Moment) -> datetime:
    """Return by when the resident has to be told: at once, then again some days after the last time."""
    last = last_contact(at, Contact)
    if last is None:
        opened: datetime = at.record.opened_at
        return opened + timedelta(minutes=at.house[TELL_MINUTES])
    return last + timedelta(days=at.house[REMIND_DAYS])


def at_once(at: Moment) -> datetime | None:
    """Return since when the resident could have been told for the first time."""
    return at.record.opened_at if last_contact(at, Contact) is None else None


def which_word(at: Moment) -> dict[str, object]:
    """Return what fills the board's line: at once, or again."""
    again = last_contact(at, Contact) is not None
    return {"when": _("again, {n} days later").format(n=at.house[REMIND_DAYS]) if again else _("at once")}


def neighbour(at: Moment) -> str:
    """Return where another parcel of the same unit lies, "" where none does: they lie together."""
    others = at.look.open("parcels", at.record.unit) if at.record.unit else []
    return next((r.place for r in reversed(others) if r.place and r.id != at.record.id), "")


def courier_word(at: Moment) -> Say:
    """Return the courier in the words of the estate's list."""
    return at.house.term("courier", at.detail.courier) if at.detail.courier else ""


def summary(at: Moment) -> Say:
    """Return the second line of a list: place, courier, the waybill's ending."""
    return Both(*(" ".join(x for x in (f"{at.record.place or '··'} ·", say(courier_word(at), k), tail(at)) if x)
                  for k in ("zh", "en")))  # fmt: skip  # one expression


def first_collector(at: Moment) -> str | None:
    """Return who collects for a unit that was named alone."""
    return next((person.name for person in at.look.collectors(at.record.unit or "")), None)


def not_this(text: str, at: Moment) -> Say | None:
    """Return why a scanned code is none of this parcel's, or None: our label, any waybill, the place."""
    found = numbers.read(text)
    mine = text in (*codes(at), at.record.place, at.record.number) or (
        found is not None and found.number == at.record.number
    )
    return None if mine else _("This code belongs to another parcel.")


def numbers_to_call(at: Moment) -> str:
    """Return the numbers of the household, the first to try first (XFR-07)."""
    found = at.look.contacts(at.record.unit) if at.record.unit else []
    return ", ".join(f"{one.name} {one.phone}" for one in found[:3])
