"""How an announcement is shown: in its book by day, and below the list of visitors on the day on which it is for."""

from kiosk.i18n import Both, Say, _, say
from kiosk.service import Joins, Moment, Shows
from kiosk.services.announcements.kept import expected_at, window


def name(at: Moment) -> Say:
    """Return whom to expect, and how many of them: 何苗  等 2 人."""
    party, persons = at.record.party or "··", at.detail.persons or 1
    return Both(f"{party}  等 {persons} 人", f"{party}  and {persons - 1} more") if persons > 1 else party


def summary(at: Moment) -> Say:
    """Return the second line of a list: when, the car, and that nobody is home."""
    left = _("nobody home, identity left") if at.detail.somebody_home is False else ""
    return Both(
        *(
            " · ".join(p for part in (window(at), at.detail.plate, left) if (p := say(part or "", k)))
            for k in ("zh", "en")
        )
    )


def nothing_to_ask(at: Moment) -> bool:
    """Whether the scan of the pass registers the visitor at once: what was announced stands."""
    return at.record.state == "announced"


SHOWS = Shows(
    name=name, day=expected_at, joins=Joins("visitors", _("Announced today"), "came"), claims=nothing_to_ask,
)  # fmt: skip  # one line a group reads better
