"""What a night stores, and what is derived from it: by when the police is told, until when somebody stays."""

from datetime import datetime, timedelta

from kiosk.i18n import Say, _
from kiosk.service import Moment, setting
from kiosk.store.tables import Detail
from kiosk.visiting import nights

POLICE_HOURS = setting(
    "police_hours", 24, _("Foreign guests: the police is told within"), section=_("Visitors"), unit=_("hours"),
    check=lambda v: 1 <= v <= 72,
)  # fmt: skip  # one line a group reads better


class Night(Detail, table=True):
    """What a night alone needs."""

    __tablename__ = "night"
    host: str | None = None
    owner_here: bool | None = None
    relation: str | None = None
    paper: str | None = None  #: the kind of document
    paper_copied: bool | None = None
    sex: str | None = None
    nation: str | None = None
    until: datetime | None = None
    owner_signature: str | None = None
    guest_signature: str | None = None
    told_police: str | None = None
    told_police_at: datetime | None = None


def police_by(at: Moment) -> datetime | None:
    """Return by when guest or host registers with the police; None where nobody has to, or somebody did."""
    if not nights.is_foreign(at.detail.nation) or at.detail.told_police_at is not None:
        return None
    begun: datetime = at.record.opened_at
    return begun + timedelta(hours=at.house[POLICE_HOURS])


def police_soon(at: Moment) -> datetime | None:
    """Return from when the board reminds of the police: the next morning, or some hours before."""
    by = police_by(at)
    return None if by is None else by - timedelta(hours=12)


def police_first(at: Moment) -> datetime | None:
    """Return from when the police is reminded of before the end of a night that is over sooner than its 24 hours."""
    soon, by, until = police_soon(at), police_by(at), at.detail.until
    return soon if by is not None and until is not None and until <= by else None


def summary(at: Moment) -> Say:
    """Return the second line of a list: until when."""
    until = at.detail.until
    return f"{at.local(until):%m-%d %H:%M}" if until else ""
