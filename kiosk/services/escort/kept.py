"""What an escort stores, and what is derived from it: its visit, its letter's end, its key."""

from datetime import datetime, timedelta
from typing import Any

from kiosk import numbers
from kiosk.i18n import _
from kiosk.service import Moment, Option, To, setting
from kiosk.store.tables import Detail
from kiosk.visiting.hours import BACK_MINUTES, day_end

LETTER_MINUTES = setting(
    "letter_minutes", 30, _("A letter that is not back is asked after again after"), section=_("Visitors"), unit=_("minutes"),
    check=lambda v: 5 <= v <= 240,
)  # fmt: skip  # one line a group reads better
CHANNELS = (
    Option("file", _("called back on file")), Option("given", _("number given by the visitor")),
    Option("incoming", _("incoming call")),
)  # fmt: skip  # one line a group reads better
WAYS = (
    Option("fax", _("Fax")), Option("mail", _("E-mail")), Option("app", _("Picture by telephone")), Option("paper", _("On paper")),
)  # fmt: skip  # one line a group reads better


class Escort(Detail, table=True):
    """What an escort alone needs."""

    visit: str | None = None
    visitor: str | None = None
    channel: str | None = None
    sent_by: str | None = None
    sent_at: datetime | None = None
    back_by: str | None = None
    spare: str | None = None
    minder: str | None = None
    minutes: int | None = None
    none_needed: str | None = None
    explained_by: str | None = None


def follow_up(at: Moment) -> datetime:
    """Return when an escort that does not move is looked after."""
    since: datetime = at.record.last_at
    return since + timedelta(minutes=at.house[LETTER_MINUTES])


def key_back(at: Moment) -> datetime:
    """Return when the key is to hang in the control room again: as soon as the clerk said, and in any case in time."""
    most = at.house[BACK_MINUTES]
    said = at.detail.minutes if at.record.state == "up" else None
    since: datetime = at.record.last_at
    return since + timedelta(minutes=min(said or most, most))


#: A visitor at the desk whose document was seen.
AT_THE_DESK = ("registered", "unreached", "declined", "consented")


def visit_of(at: Moment) -> Any:
    """Return the head of the visit that this is for, or None."""
    return at.look.record(at.detail.visit) if at.detail.visit else None


def of_visit(column: str) -> object:
    """Return a default: what the head of the visit says."""
    return lambda at: getattr(visit_of(at), column, None)


def valid_until(at: Moment) -> datetime:
    """Return how long the letter opens the door: until the day on which it was asked for is over (ESC-12)."""
    return day_end(at, at.record.opened_at)


def spares(at: Moment) -> list[Option]:
    """Return the keys of the unit that hang in control room or cabinet."""
    keys = [r for r in at.look.open("keys", at.record.unit) if r.state == "in"]
    return [Option(r.number, f"{numbers.short(r.number)}  {r.unit}") for r in keys]


def first_spare(at: Moment) -> str | None:
    """Return the key that is taken along unless another one is chosen."""
    return next((str(one.key) for one in spares(at)), None)


def to_hang(at: Moment) -> To | None:
    """Return the key to be hung back; None where it hangs already, or is looked for: it was taken on the key by itself."""
    key = at.look.record(at.detail.spare) if at.detail.spare else None
    return To({}, key) if key is not None and key.state == "out" else None
