"""Words for how a service's records are shown while they go on: track, taps, cards, what joins another's list.

All of them may be left out; `kiosk.service` hands them on.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.i18n import Say, Words, _
from kiosk.settings import Setting


@dataclass(frozen=True)
class Mark:
    """One pill of a track: what is going on while the record is in one of these states."""

    words: Words
    states: tuple[str, ...]


def mark(words: Words, states: str = "") -> Mark:
    """Declare a pill; without states it is done as soon as the record is open."""
    return Mark(words, tuple(states.split()))


@dataclass(frozen=True)
class Tap:
    """One tap on a record in some states: a step with the answers that the tap stands for."""

    words: Words
    step: str
    states: tuple[str, ...]
    answers: dict[str, Any]
    way: bool
    asks: bool
    when: Callable[[Any], bool] | None


def tap(
    states: str,
    step: str,
    words: Words,
    *,
    way: bool = False,
    asks: bool = False,
    when: Callable[[Any], bool] | None = None,
    **answers: Any,
) -> Tap:
    """Declare a tap: `way` adds the answers of the way that is tried next, `asks` opens the step's form first."""
    return Tap(words, step, tuple(states.split()), answers, way, asks, when)


@dataclass(frozen=True)
class Cards:
    """In which states somebody waits at the desk, and after how many minutes that is long, and too long."""

    states: tuple[str, ...]
    amber: Setting[int]
    red: Setting[int]
    instead: Callable[[Any], str | None]


def cards(
    states: str, amber: Setting[int], red: Setting[int], instead: Callable[[Any], str | None] = lambda at: None
) -> Cards:
    """Declare which records are cards with the minutes that somebody has waited.

    A card may stand `instead` of the one of another record, which it names by number: the escort for its visit.
    """
    return Cards(tuple(states.split()), amber, red, instead)


@dataclass(frozen=True)
class Joins:
    """Open records that stand below the list of another service, `to`, as far as they are due by the end of today.

    `words` stand over them; one click opens `step`, "" where it only opens the record.
    """

    to: str
    words: Words
    step: str = ""


#: The way that is tried next: its words, the step that writes it down, its answers.
NextWay = tuple[Say, str, dict[str, Any]]


@dataclass(frozen=True)
class Shows:
    """How records of a service are shown while they go on.

    `name` what a record is called instead of its number; `counts` the words over the list ("Inside {n}") for the
    records in `counting` states, whose list counts down to their due time; `since` when that began; `track` the usual
    way; `taps` under `title`; `attempts` the title of the lines; `way` what is tried next; `cards` who waits; `note` a
    note on the clock with its tone; `joins` where open ones are listed besides; `grouped` whether the list may be read
    by unit; `past` the title of earlier ones; `claims` whether the scan of a claim takes the step at once.
    """

    name: Callable[[Any], Say] | None = None
    counts: Words | None = None
    counting: tuple[str, ...] = ()
    since: Callable[[Any], datetime | None] | None = None
    track: tuple[Mark, ...] = ()
    taps: tuple[Tap, ...] = ()
    title: Words = field(default_factory=lambda: _("Outcome"))
    attempts: Words | None = None
    way: Callable[[Any], NextWay | None] | None = None
    cards: Cards | None = None
    note: Callable[[Any], tuple[Say, str] | None] | None = None
    joins: Joins | None = None
    grouped: bool = False
    past: Words | None = None
    claims: Callable[[Any], bool] | None = None
    facts: tuple[str, ...] | None = None  #: the questions whose answers stand among the facts; None: all


#: A service without words of its own.
NOTHING = Shows()
