"""What an escort stores, and what is derived from it: its visit, its letter's end, its key, when the clerk is back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.people import mask_phone
from kiosk.service import Moment, Option, To, setting
from kiosk.store.tables import Detail
from kiosk.visiting.hours import BACK_MINUTES, day_end

LETTER_MINUTES = setting(
    "letter_minutes", 30, _("A letter that is not back is asked after again after"), section=_("Visitors"), unit=_("minutes"),
    check=lambda v: 5 <= v <= 240,
)  # fmt: skip  # one line a group reads better
ESCORT_MINUTES = setting(
    "escort_minutes", 10, _("A clerk who goes up with somebody is back after"), section=_("Visitors"), unit=_("minutes"),
    check=lambda v: 1 <= v <= 240,
)  # fmt: skip  # one line a group reads better
CHANNELS = (
    Option("file", _("called back on file")), Option("given", _("number given by the visitor")),
    Option("incoming", _("incoming call")),
)  # fmt: skip  # one line a group reads better
WAYS = (
    Option("fax", _("Fax")), Option("mail", _("E-mail")), Option("app", _("Picture by telephone")), Option("paper", _("On paper")),
)  # fmt: skip  # one line a group reads better
ERRANDS = (
    Option("visit", _p("escort", "A visit")), Option("things", _("Fetch or leave things")),
    Option("care", _("Look after home, pet or plants")), Option("work", _("Work in the home")),
    Option("other", _p("escort", "other")),
)  # fmt: skip  # one line a group reads better
#: Who minds the counter where no colleague does.
SECURITY, NOBODY = "security", "nobody"
#: Roles that may explain to an owner what his signature is for.
_OFFICERS = ("duty manager", "supervisor", "manager")


class Escort(Detail, table=True):
    """What an escort alone needs."""

    visit: str | None = None
    visitor: str | None = None
    channel: str | None = None
    contact: str | None = None
    errand: str | None = None
    printed_at: datetime | None = None
    sent_by: str | None = None
    sent_to: str | None = None
    sent_at: datetime | None = None
    back_by: str | None = None
    back_at: datetime | None = None
    spare: str | None = None
    minder: str | None = None
    minutes: int | None = None
    gone_at: datetime | None = None  #: when the clerk set out last
    key_at: datetime | None = None  #: when this escort moved its key last, None where somebody else hung it back
    none_needed: str | None = None
    explained_by: str | None = None


# --- the letter ---------------------------------------------------------------------------------------


def follow_up(at: Moment) -> datetime:
    """Return when an escort that does not move is looked after."""
    since: datetime = at.record.last_at
    return since + timedelta(minutes=at.house[LETTER_MINUTES])


def valid_until(at: Moment) -> datetime:
    """Return how long the letter opens the door: until the day on which it was asked for is over (ESC-12)."""
    return day_end(at, at.record.opened_at)


def numbers_on_file(at: Moment) -> list[Option]:
    """Return the numbers of the unit that may be called back, in the order in which they are tried (FIL-03)."""
    found = []
    for one in at.look.contacts(at.record.unit) if at.record.unit else ():
        hidden = mask_phone(one.phone)
        words = Both(*(f"{one.name}  {say(one.label, k)}  {hidden}" for k in ("zh", "en")))
        found.append(Option(f"{one.name} {hidden}", words))
    return found


def first_on_file(at: Moment) -> str | None:
    """Return the number that is called unless another one is chosen."""
    return next((str(one.key) for one in numbers_on_file(at)), None)


def officers(at: Moment) -> list[Option]:
    """Return who may explain, the duty managers first."""
    staff = sorted((s for s in at.look.staff() if s.role in _OFFICERS), key=lambda s: _OFFICERS.index(s.role))
    return [Option(s.name, s.name) for s in staff]


def first_officer(at: Moment) -> str | None:
    """Return who explains unless another one is named."""
    return next((str(one.key) for one in officers(at)), None)


# --- the visit ----------------------------------------------------------------------------------------

#: A visitor at the desk whose document was seen.
AT_THE_DESK = ("registered", "unreached", "declined", "consented")


def visit_of(at: Moment) -> Any:
    """Return the head of the visit that this is for, or None."""
    return at.look.record(at.detail.visit) if at.detail.visit else None


def at_the_desk(at: Moment) -> list[Option]:
    """Return the visits that an owner may ask for: whoever stands at the desk and showed a document, by name and unit."""
    waiting = [one for one in at.look.open("visitors") if one.state in AT_THE_DESK]
    return [Option(one.number, f"{numbers.short(one.number)}  {one.party or ''}  {one.unit or ''}") for one in waiting]


def alone_there(at: Moment) -> str | None:
    """Return the visit that is meant unless another one is chosen: of the only visitor at the desk."""
    there = at_the_desk(at)
    return str(there[0].key) if len(there) == 1 else None


def of_visit(column: str) -> object:
    """Return a default: what the head of the visit says."""
    return lambda at: getattr(visit_of(at), column, None)


def lock_up_due(at: Moment) -> datetime:
    """Return when the door is to be locked: once the visitor has signed out, at the latest when the day ends."""
    visit, end = visit_of(at), day_end(at, at.record.opened_at)
    gone = visit.closed_at if visit is not None and visit.state == "left" else None
    return min(gone or end, end)


# --- the key ------------------------------------------------------------------------------------------


def spares(at: Moment) -> list[Option]:
    """Return the keys of the unit that hang here and that a clerk may take along: none that was left for one visitor."""
    keys = [r for r in at.look.open("keys", at.record.unit) if at.look.takes("keys.borrow", r, use="escort")]
    return [Option(r.number, f"{numbers.short(r.number)}  {r.unit}") for r in keys]


def the_spare(at: Moment) -> str | None:
    """Return the key that is taken along unless another one is chosen: the one of the first trip, if it hangs here."""
    keys = [str(one.key) for one in spares(at)]
    return at.detail.spare if at.detail.spare in keys else next(iter(keys), None)


def key_of(at: Moment) -> Any:
    """Return the head of the key that was taken along last, or None."""
    taken = at.look.linked(at.record, "key")
    return taken[-1] if taken else None


def untouched(at: Moment, key: Any) -> bool:
    """Whether nothing has happened to a key since this escort moved it last; an older program did not note when."""
    return at.detail.gone_at is None or key.last_at == at.detail.key_at


def to_hang(at: Moment) -> To | None:
    """Return the key to be hung back; None where it hangs already, is looked for, or somebody else has it by now."""
    key = key_of(at)
    if key is None or key.state != "out":
        return None
    noted = at.detail.key_at == at.now  # by this very step, which is taken just now
    return To({}, key) if noted or untouched(at, key) else None


# --- away from the counter ----------------------------------------------------------------------------


def since(at: Moment) -> datetime:
    """Return when the clerk set out on this trip."""
    found: datetime = at.detail.gone_at or at.record.last_at
    return found


def back_at(at: Moment) -> datetime:
    """Return when the clerk said that he would be back at the counter (STD-02)."""
    return since(at) + timedelta(minutes=at.detail.minutes or at.house[BACK_MINUTES])


def key_back(at: Moment) -> datetime:
    """Return when the key is to hang in the control room again: as soon as the clerk said, and in any case in time."""
    most = at.house[BACK_MINUTES]
    return since(at) + timedelta(minutes=min(at.detail.minutes or most, most))


@dataclass(frozen=True)
class Minders:
    """Who may mind the counter meanwhile; `options` are those that are no colleague, so that journals say them in words."""

    options: tuple[Option, ...] = (
        Option(SECURITY, _p("minder", "Security")),
        Option(NOBODY, _p("minder", "Nobody")),
    )

    def __call__(self, at: Moment) -> list[Option]:
        """Return a colleague, security, or nobody."""
        return [*(Option(s.name, s.name) for s in at.look.staff() if s.name != at.clerk), *self.options]


def minder(at: Moment) -> Say | None:
    """Return who minds the counter, None for nobody."""
    who: str | None = at.detail.minder
    return {None: None, NOBODY: None, SECURITY: _p("minder", "Security")}.get(who, who)
