"""Hours of the house: when the day ends for visitors, when the next one begins, what still belongs to which.

23:00:00 itself still belongs to the day (AMB-02). The estate's day begins at an hour of its own, so that an arrival
at half past midnight is still night, and its day is yesterday.
"""

import re
from datetime import date, datetime, time, timedelta

from kiosk.i18n import _, _p
from kiosk.service import Moment, setting

SECTION = _("Visitors")


def is_hour(value: str) -> bool:
    """Whether a text is an hour of the day such as 23:00."""
    return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value) is not None


DAY_ENDS = setting(
    "visit_day_ends", "23:00", _("Visitors leave by, or are registered for the night"), "OVN-01", section=SECTION, check=is_hour,
    off="23:59",
)  # fmt: skip  # one line a group reads better
LIST_FROM = setting(
    "visit_list_from", "22:30", _("Whoever is still inside is listed from"), section=SECTION, check=is_hour
)
DAY_BEGINS = setting("visit_day_begins", "05:00", _("The estate's day begins at"), section=SECTION, check=is_hour)
WAIT_SOON = setting(
    "visit_wait_soon_minutes", 5, _("Who waits at the desk has waited long after"), section=SECTION, unit=_("minutes"),
    check=lambda v: 1 <= v <= 120,
)  # fmt: skip  # one line a group reads better
BACK_MINUTES = setting(
    "key_back_minutes", 15, _("A spare key is back after"), "ESC-14", section=_p("keys", "Keys"), unit=_("minutes"),
    off=60 * 24 * 365, check=lambda v: 1 <= v <= 240,
)  # fmt: skip  # one line a group reads better
NIGHT_ENDS = setting(
    "night_ends", "12:00", _("An overnight registration ends next day at"), "OVN-09", section=SECTION, check=is_hour,
    off="23:59",
)  # fmt: skip  # one line a group reads better


def hour(text: str) -> time:
    """Return an hour that a setting names."""
    return time.fromisoformat(text)


def house_day(at: Moment, instant: datetime) -> date:
    """Return the estate's day that an instant belongs to: before its first hour it is still yesterday."""
    local = at.local(instant)
    early = local.time() < hour(at.house[DAY_BEGINS])
    return local.date() - timedelta(days=1) if early else local.date()


def day_end(at: Moment, instant: datetime) -> datetime:
    """Return when the day of an instant ends for visitors."""
    return _on(at, at.house[DAY_ENDS], house_day(at, instant))


def listed_from(at: Moment, instant: datetime) -> datetime:
    """Return from when whoever is inside on the day of an instant is listed (VIS-20)."""
    return min(_on(at, at.house[LIST_FROM], house_day(at, instant)), day_end(at, instant))


def is_night(at: Moment) -> bool:
    """Whether only the overnight registration rules now: strictly after the day's end (AMB-02)."""
    return at.now > day_end(at, at.now)


def entered_too_late(at: Moment) -> bool:
    """Whether something is said to have happened by day, and is typed when that day was over (补录)."""
    return at.typed_at != at.now and not is_night(at) and at.typed_at > day_end(at, at.now)


def next_day(at: Moment, instant: datetime) -> datetime:
    """Return when the estate's next day begins after an instant."""
    return at.hour(hour(at.house[DAY_BEGINS]), days=1, day=house_day(at, instant))


def next_noon(at: Moment, instant: datetime) -> datetime:
    """Return when an overnight registration that begins at an instant ends, unless another hour is agreed (OVN-09)."""
    return at.hour(hour(at.house[NIGHT_ENDS]), days=1, day=house_day(at, instant))


def on_day(at: Moment, when: time, day: date) -> datetime:
    """Return an hour on the estate's day; one before the day's first hour lies on the next date."""
    return at.hour(when, days=int(when < hour(at.house[DAY_BEGINS])), day=day)


def _on(at: Moment, setting_hour: str, day: date) -> datetime:
    """Return an hour that a setting names on the estate's day."""
    return on_day(at, hour(setting_hour), day)
