"""What the window keeps an eye on whoever is signed in: who is away from the counter, and what is late."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from kiosk.i18n import Say


@dataclass(frozen=True)
class Away:
    """Somebody who is away from the counter, as the lock screen says it: nothing of the record stands in it."""

    number: str
    clerk: str
    until: datetime
    minder: Say  # "" = nobody minds the counter
    step: str  # what the clerk is asked when he is back


class Late(NamedTuple):
    """A due rule of a record whose time is over, as the desk's alarm hears it: plain, since there may be a thousand."""

    number: str
    rule: str
    rings: bool


class Unprinted(NamedTuple):
    """How many slips wait for paper in one state for one reason: after a bad day there are hundreds."""

    state: str  # pending sending held doubt
    why: Say
    many: int
