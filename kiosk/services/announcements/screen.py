"""How an announcement is shown: in its book by day, and below the list of visitors on the day on which it is for."""

from datetime import datetime

from kiosk.i18n import Both, Say, _, say
from kiosk.service import Joins, Moment, Shows
from kiosk.services.announcements.kept import expected_at, window
from kiosk.visiting.hours import house_day


def name(at: Moment) -> Say:
    """Return whom to expect, and how many of them: 何苗  等 2 人."""
    party, persons = at.record.party or "··", at.detail.persons or 1
    return Both(f"{party}  等 {persons} 人", f"{party}  and {persons - 1} more") if persons > 1 else party


def summary(at: Moment) -> Say:
    """Return the second line of a list: when, of today only the hours, the car, and that nobody is home."""
    left = _("nobody home, identity left") if at.detail.somebody_home is False else ""
    made = []
    for k in ("zh", "en"):
        hours = say(window(at), k).removeprefix(f"{at.today:%m-%d} ")
        parts = (hours, at.detail.plate or "", say(left, k))
        made.append(" · ".join(part for part in parts if part))
    return Both(*made)


def nothing_to_ask(at: Moment) -> bool:
    """Whether the scan of the pass registers the visitor at once: what was announced stands."""
    return bool(at.record.state == "announced")


def today(at: Moment) -> bool:
    """Whether somebody is expected on the estate's day of now, and it is not over."""
    next_at, until = expected_at(at), at.detail.until
    return (
        next_at is not None and house_day(at, next_at) <= house_day(at, at.now) and (until is None or at.now <= until)
    )


def day(at: Moment) -> datetime | None:
    """Return on which day of the book it stands: when the visitor is expected next, else the day on which he came."""
    came: datetime | None = at.detail.came_at
    return expected_at(at) or came


def ended(at: Moment) -> Say | None:
    """Return how an announcement ended whose visitor had come before it was over: nobody says that he did not."""
    return _("Expired") if at.record.state == "expired" and at.detail.came_at is not None else None


def main(at: Moment) -> str:
    """Return what is to be done: the visitor comes; once he is here and nobody is home, the owner's word is asked for."""
    came = at.detail.came_at
    here = came is not None and house_day(at, came) == house_day(at, at.now)
    return "confirm" if here and not at.detail.somebody_home else "came"


SHOWS = Shows(
    name=name, day=day, main=main, joins=Joins("visitors", _("Announced today"), "came", today), claims=nothing_to_ask,
    ended=ended,
    facts=("announced_by", "somebody_home", "for_kind", "contact", "instruction", "persons", "plate", "confirmed_by"),
)  # fmt: skip  # one line a group reads better
