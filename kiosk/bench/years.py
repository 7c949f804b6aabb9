"""Four years of a counter, made up from a seed: who came with what and when, and when it went again."""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kiosk.numbers import make
from kiosk.practice import names
from kiosk.practice.counter import ZONE

#: How far back a counter's records go, and how long a thing stays on average: at a million records about
#: five thousand are open at any moment.
DAYS, STAYS_DAYS = 1461, 7.3
#: The share of all papers that is kept: they weigh three quarters of everything (docs/performance.md).
PAPERS = 0.1
_OPENS, _CLOSES = time(7), time(22)


@dataclass(frozen=True)
class Home:
    """A unit and who lives there: (id, name, phone)."""

    code: str
    words: str
    people: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class Visit:
    """One record's life: whose it is, where it stands, when it came and went."""

    number: str
    service: str
    unit: str
    resident: int | None
    party: str
    phone: str
    opened: datetime
    closed: datetime | None
    clerks: tuple[str, str]
    chance: int  #: whatever else is left to chance in it


def homes(chance: random.Random, units: int, people: int) -> list[Home]:
    """Return an estate's units with so many people in them, the first unit that of the drawings."""
    codes = [
        (f"{building}-{entrance}-{floor}{room:02d}", f"{building}栋{entrance}单元{floor}{room:02d}室")
        for building in range(1, 31)
        for entrance in (1, 2)
        for floor in range(1, 26)
        for room in (1, 2)
    ]
    chosen = chance.sample(codes, min(units, len(codes)))
    living: list[list[tuple[int, str, str]]] = [[] for _code in chosen]
    for number in range(2, people + 2):  # the first resident is the one of the pattern
        name = names.surname(chance) + names.given(chance, woman=chance.random() < 0.5)
        living[number % len(chosen)].append((number, name, names.phone(chance)))
    return [Home(code, words, tuple(some)) for (code, words), some in zip(chosen, living, strict=True)]


def length(records: int) -> int:
    """Return over how many days so many records are spread."""
    return max(2, min(DAYS, records // 20))


@dataclass
class Years:
    """The coming and going of so many records until `now`."""

    records: int
    seed: int
    now: datetime
    homes: list[Home]
    services: list[tuple[str, str, int, int]]  #: service, prefix and digits of its numbers, weight
    clerks: tuple[str, ...]
    days: int
    runs: dict[str, int] = field(default_factory=dict)  #: the last number of a prefix and day

    def __post_init__(self) -> None:
        """Begin with the seed."""
        self.chance = random.Random(self.seed)
        self._drawn = [(key, prefix, digits) for key, prefix, digits, weight in self.services for _n in range(weight)]
        self._shifts = [(one, other) for one in self.clerks for other in self.clerks]

    def visits(self) -> Iterator[Visit]:
        """Yield every record's life in the order of its opening."""
        today: date = self.now.astimezone(ZONE).date()
        for back in range(self.days, 0, -1):
            day = today - timedelta(days=back)
            done = self.days - back
            count = self.records * (done + 1) // self.days - self.records * done // self.days
            for opened in sorted(self._instant(day) for _visit in range(count)):
                yield self._visit(day, opened)

    def _instant(self, day: date) -> datetime:
        """Return some instant of a day's opening hours."""
        seconds = self.chance.randrange((_CLOSES.hour - _OPENS.hour) * 3600)
        return (datetime.combine(day, _OPENS, ZONE) + timedelta(seconds=seconds)).astimezone(UTC)

    def _visit(self, day: date, opened: datetime) -> Visit:
        """Return one record's life."""
        chance = self.chance
        service, prefix, digits = chance.choice(self._drawn)
        key = f"{prefix}{day:%y%m%d}"
        self.runs[key] = self.runs.get(key, 0) + 1
        home = chance.choice(self.homes)
        known = home.people and chance.random() < 0.8
        person = chance.choice(home.people) if known else (None, self._stranger(), names.phone(chance))
        gone = opened + timedelta(days=chance.expovariate(1 / STAYS_DAYS), minutes=2)
        return Visit(
            make(prefix, day, self.runs[key], digits), service, home.code, person[0], person[1], person[2], opened,
            gone if gone < self.now else None, chance.choice(self._shifts), chance.getrandbits(60),
        )  # fmt: skip  # one line a group reads better

    def _stranger(self) -> str:
        """Return the name of somebody who is in no register."""
        return names.surname(self.chance) + names.given(self.chance, woman=self.chance.random() < 0.5)


def in_order(visits: Iterator[Visit], opens: Callable[[Visit], Any], closes: Callable[[Visit, Any], None]) -> None:
    """Tell the lives in the order of time: an opening after every closing before it."""
    here: list[tuple[datetime, int, Visit, Any]] = []
    for count, visit in enumerate(visits):
        while here and here[0][0] <= visit.opened:
            _at, _no, gone, kept = heapq.heappop(here)
            closes(gone, kept)
        kept = opens(visit)
        if visit.closed is not None:
            heapq.heappush(here, (visit.closed, count, visit, kept))
    while here:
        _at, _no, gone, kept = heapq.heappop(here)
        closes(gone, kept)
