"""Values of records that go on while somebody waits: cards, taps, the next way, what was before.

Frozen and plain, as all values that travel between desk and window (`kiosk.values` hands them on).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.i18n import Say

if TYPE_CHECKING:
    from kiosk.values import RecordRow


@dataclass(frozen=True)
class Card:
    """Somebody who waits at the desk, since when, and from when that is long (amber) and too long (red)."""

    number: str
    service: str
    icon: str
    title: Say
    unit: str
    words: Say  # what is awaited
    since: datetime
    amber_at: datetime
    red_at: datetime
    instead: str = ""  # the number of the record beside which this card stands: one person, one card


@dataclass(frozen=True)
class Waiting:
    """Who waits at the desk: cards, the longest first, how many more there are than cards, and whose list has them."""

    cards: tuple[Card, ...]
    more: int = 0
    where: str = ""

    @property
    def numbers(self) -> frozenset[str]:
        """The records that are seen on a card, so that no list has them as well."""
        return frozenset(one for card in self.cards for one in (card.number, card.instead) if one)


@dataclass(frozen=True)
class TapChoice:
    """One tap on a record: the step that it takes, with these answers; `asks` where its form opens first."""

    words: Say
    step: str
    answers: dict[str, Any] = field(default_factory=dict)
    asks: bool = False
    digit: str = ""


@dataclass(frozen=True)
class Way:
    """What is tried next, and the step that writes it down with these answers; `dial` is the key of its `Contact`."""

    words: Say
    step: str
    answers: dict[str, Any] = field(default_factory=dict)
    dial: str = ""


@dataclass(frozen=True)
class Past:
    """An earlier record of the same service and unit."""

    number: str
    words: Say
    right: Say


@dataclass(frozen=True)
class Joined:
    """Records of another service that stand below a service's list: those of today, and what one click opens."""

    title: Say
    step: str
    rows: tuple["RecordRow", ...]
    more: int = 0  # so many more there are, in the list of
    where: str = ""


@dataclass(frozen=True)
class Going:
    """What the middle and right columns show of a record that goes on, beyond its facts; all of it may be missing."""

    taps: tuple[TapChoice, ...] = ()
    title: Say = ""  # over the taps
    attempts: Say = ""  # over the lines
    way: Way | None = None
    note: Say = ""  # "{now}" in it is the time of the moment
    tone: str = ""
    past: tuple[Past, ...] = ()
    past_title: Say = ""
    tapped: tuple[str, ...] = ()  # steps that only a tap takes in this state, also where it is not offered now
    turns_at: datetime | None = None  # strictly after it the page shows something else
    leads: bool = False  # somebody stands there: what comes next has the focus at once
