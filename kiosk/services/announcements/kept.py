"""What an announcement stores, and what is derived from it: when somebody is expected, until when, and the visit begun."""

from datetime import date, datetime, timedelta
from typing import Any

from kiosk.i18n import Both, Say, _
from kiosk.service import Moment, Option, service
from kiosk.store.tables import Detail
from kiosk.visiting.hours import day_end, house_day, next_day, on_day

_DAYS = (("一", "Mon"), ("二", "Tue"), ("三", "Wed"), ("四", "Thu"), ("五", "Fri"), ("六", "Sat"), ("日", "Sun"))
WEEKDAYS = tuple(Option(no, Both(zh, en), str(no)) for no, (zh, en) in enumerate(_DAYS, 1))


class Announcement(Detail, table=True):
    """What an announcement alone needs."""

    announced_by: str | None = None
    regular: bool | None = None
    weekdays: str | None = None  #: of a regular visitor: "135"
    starts: datetime | None = None
    until: datetime | None = None
    somebody_home: bool | None = None
    owner_here: bool | None = None
    for_kind: str | None = None
    contact: str | None = None
    instruction: str | None = None
    persons: int = 1
    plate: str | None = None
    came_at: datetime | None = None
    confirmed_by: str | None = None
    channel: str | None = None


def expected(at: Moment) -> Say | None:
    """Return what every form of the unit says on the day on which a visitor is expected, as long as nobody came."""
    when = expected_at(at)
    if when is None or house_day(at, when) > house_day(at, at.now):
        return None
    return _("Expected: {name}, {window}.").format(name=at.record.party or "", window=window(at))


def window(at: Moment) -> Say:
    """Return when a visitor is expected: from when until when, or on which days of the week until which day."""
    starts, until = at.detail.starts, at.detail.until
    if starts is None:
        return ""
    first = at.local(starts)
    if not at.detail.regular:
        last = at.local(until) if until else None
        end = "" if last is None else f" – {last:%H:%M}" if last.date() == first.date() else f" – {last:%m-%d %H:%M}"
        return f"{first:%m-%d %H:%M}{end}"
    days = [_DAYS[int(no) - 1] for no in at.detail.weekdays or ""]
    zh, en = "每周" + "".join(day[0] for day in days), " ".join(day[1] for day in days)
    end = f"{at.local(until):%m-%d}" if until else ""
    return Both(
        f"{zh if days else '每天'} {first:%H:%M} 至 {end}", f"{en if days else 'daily'} {first:%H:%M} until {end}"
    )


def agreed_day(at: Moment, first: date) -> datetime:
    """Return when a regular visitor is expected on or after a day: on one of his weekdays, at his hour."""
    days = at.detail.weekdays or "1234567"
    starts = at.local(at.detail.starts or at.now)  # a draft may have emptied it; half past midnight is still the night
    day = next(day for n in range(7) if str((day := first + timedelta(days=n)).isoweekday()) in days)
    return on_day(at, starts.time(), day)


def expected_at(at: Moment) -> datetime | None:
    """Return when the visitor is expected next; None once somebody is here who comes only once."""
    detail = at.detail
    if not detail.regular or detail.starts is None:
        starts: datetime | None = detail.starts
        return starts if detail.came_at is None else None
    first = house_day(at, detail.starts)
    if detail.came_at is not None:
        first = max(first, house_day(at, detail.came_at) + timedelta(days=1))
    return agreed_day(at, first)


def comes_again(at: Moment) -> bool:
    """Whether a regular visitor is expected once more before the announcement is over."""
    if not at.detail.regular:
        return False
    when, until = expected_at(at), at.detail.until
    return when is None or until is None or when <= until


def visit_of(at: Moment) -> Any:
    """Return the head of the visit that began with this announcement last, or None."""
    return next(reversed(at.look.linked(at.record, "visit")), None)


def is_this_word(at: Moment, visit: Any) -> bool:
    """Whether a visit has its host's latest word from what was confirmed last here, and not by a call of its own."""
    calls = at.look.rows(service("visitors").steps["host_agrees"].spec.adds, record_id=visit.id, struck_at=None)
    return bool(calls) and calls[-1].answer == "agrees" and calls[-1].at == at.moved_at


def last_day(at: Moment) -> datetime:
    """Return the end of the day announced (PRE-08), of its night where it is by night; a regular visitor's is a month away."""
    starts = at.detail.starts or at.now
    last = starts + timedelta(days=30) if at.detail.regular else starts
    return day_end(at, last) if day_end(at, last) > last else next_day(at, last)
