"""Words for how a service's records are shown while they go on: track, taps, cards, what joins another's list.

All of them may be left out; `kiosk.service` hands them on.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
class Lead:
    """A step of another service that may begin from a record in some states: the record answers its `question`."""

    words: Words
    step: str
    question: str
    states: tuple[str, ...]
    when: Callable[[Any], bool]


def lead(states: str, step: str, question: str, words: Words, when: Callable[[Any], bool] = lambda at: True) -> Lead:
    """Declare what may begin from a record: the escort from a visit."""
    return Lead(words, step, question, tuple(states.split()), when)


@dataclass(frozen=True)
class Joins:
    """Open records that stand below the list of another service, `to`, as far as `when(at)` says so.

    `words` stand over them; one click opens `step`, "" where it only opens the record.
    """

    to: str
    words: Words
    step: str = ""
    when: Callable[[Any], bool] = lambda at: True


@dataclass(frozen=True)
class Laid:
    """A service whose things are laid out as a board: hooks of a cabinet, places of a store, items to lend.

    `thing` is the kind of the places; `place(at)` where an open record belongs, "" without one; `what(at)` whose and
    what it is; `how(at)` how it is, with a tone; `who(at)` who has it, "" while nobody does; `step(at)` the step that
    one click opens; `begins` the question ("keys.leave.hook") that a free place answers; `adds` the step that adds
    places; `rack` the words over a rack, `without` over what has no place, `empty` what a board without anything teaches.
    """

    thing: str
    place: Callable[[Any], str]
    what: Callable[[Any], Say]
    how: Callable[[Any], tuple[Say, str]]
    who: Callable[[Any], Say]
    step: Callable[[Any], str]
    begins: str
    adds: str
    rack: Words
    without: Words
    empty: Words


#: The way that is tried next: its words, the step that writes it down, its answers, and whose number is dialled.
NextWay = tuple[Say, str, dict[str, Any], str]


@dataclass(frozen=True)
class Shows:
    """How records of a service are shown while they go on.

    `name` what a record is called instead of its number; `counts` the words over the list ("Visits inside: {n}") for the
    records in `counting` states, whose list counts down to their due time; `since` when that began; `track` the
    usual way; `taps` under `title(at)`; `attempts` the title of the lines; `way` what is tried next; `cards` who
    waits; `note` a note on the clock with its tone; `turns` the instant after which taps and note are others;
    `joins` where open ones are listed besides; `grouped` whether the list may be read by unit; `past` the title
    of earlier ones; `day` when a record is expected, in a list read as a book by day; `main` the step that fits now;
    `claims` whether the scan
    of a claim takes the step at once; `laid` the board of its things;
    `leads` what of another service begins here; `unit` the title under which a unit's page
    has its records, the latest `unit_past` closed ones below the open ones; `ended` how a closed record ended, where its
    state alone does not say it.
    """

    name: Callable[[Any], Say] | None = None
    counts: Words | None = None
    counting: tuple[str, ...] = ()
    since: Callable[[Any], datetime | None] | None = None
    track: tuple[Mark, ...] = ()
    tracks: Callable[[Any], tuple[Mark, ...] | None] | None = None  #: of some records another way than the usual one
    taps: tuple[Tap, ...] = ()
    title: Callable[[Any], Say] = lambda at: _("Outcome")
    attempts: Words | None = None
    way: Callable[[Any], NextWay | None] | None = None
    cards: Cards | None = None
    note: Callable[[Any], tuple[Say, str] | None] | None = None
    turns: Callable[[Any], datetime | None] | None = None
    joins: Joins | None = None
    grouped: bool = False
    past: Words | None = None
    day: Callable[[Any], datetime | None] | None = None
    main: Callable[[Any], str] | None = None
    laid: Laid | None = None
    leads: tuple[Lead, ...] = ()
    unit: Words | None = None
    unit_past: int = 0
    claims: Callable[[Any], bool] | None = None
    ended: Callable[[Any], Say | None] | None = None
    facts: tuple[str, ...] | None = None  #: the questions whose answers stand among the facts; None: all


#: A service without words of its own.
NOTHING = Shows()
