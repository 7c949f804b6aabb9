"""What the window keeps an eye on whoever is signed in: who is away from the counter, and what is late."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.i18n import Say


@dataclass(frozen=True)
class Away:
    """Somebody who is away from the counter, as the lock screen says it: nothing of the record stands in it."""

    number: str
    clerk: str
    until: datetime
    minder: Say  # "" = nobody minds the counter
    step: str  # what the clerk is asked when he is back


@dataclass(frozen=True)
class Late:
    """A due rule of a record whose time is over, as the desk's alarm hears it."""

    number: str
    rule: str
    rings: bool
