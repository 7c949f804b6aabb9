"""Who is inside 园内人员: every person one by one, for whoever lists them, ticks them off, or waits at the gathering place.

A visit of three is three persons, so that one can be seen and two looked for. A guest of the night is one, a clerk
who leads a visitor up with a key in his hand is one. Homes whose residents need help in an evacuation stand beside
them and are no persons: the file of a home does not say who is in it just now.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.i18n import Both, Say, Words, _p, say
from kiosk.service import Moment, Option, service
from kiosk.store.tables import UnitNote

#: Why somebody is inside, and how a list says it.
KINDS: dict[str, Words] = {
    "visitor": _p("inside", "Visitor"), "night": _p("inside", "Overnight"), "escort": _p("inside", "With a key"),
    "met": _p("inside", "Not on the list"), "help": _p("inside", "Needs help"),
}  # fmt: skip  # a table
#: What no person is, but is looked after: a home.
HOME = "help"
#: The kind of note on a home that says so.
NOTE = "evacuation"
#: An escort in these states has a clerk upstairs.
_UPSTAIRS = ("up", "locking")


@dataclass(frozen=True)
class Someone:
    """One person inside, or a home to be looked after."""

    kind: str
    unit: str
    name: str
    number: str = ""  # of the record that says so
    since: datetime | None = None
    nth: int = 1  # which of those who came together
    of: int = 1
    plate: str = ""

    @property
    def key(self) -> str:
        """What tells this person from every other: the record and which of those who came together."""
        return f"{self.number}/{self.nth}"


def persons(at: Moment, visit: Any) -> int:
    """Return how many persons of a visit are inside: those who came, without those who left or stay the night."""
    of = service("visitors")
    came = at.look.row(of.detail, id=visit.id)
    gone = at.look.rows(of.steps["leave"].spec.adds, record_id=visit.id)
    out = sum(one.persons_out or 0 for one in gone if one.struck_at is None)
    return int(came.persons or 1) - out if came is not None else 1


def everybody(at: Moment) -> list[Someone]:
    """Return every person inside now, by home and then by when they came, and after them the homes that need help."""
    found = [*visitors(at), *_nights(at), *_upstairs(at)]
    return [*sorted(found, key=lambda one: (one.unit, one.since or at.now, one.number, one.nth)), *_homes(at)]


def visitors(at: Moment) -> Iterator[Someone]:
    """Yield the persons of every visit that is inside."""
    for visit in sorted(at.look.open("visitors"), key=lambda r: (r.unit or "", r.id or 0)):
        if visit.state == "inside":
            came: Any = at.look.row(service("visitors").detail, id=visit.id)
            count = persons(at, visit)
            for nth in range(1, count + 1):
                yield Someone(
                    "visitor", visit.unit or "", visit.party or "", visit.number, came.admitted_at or visit.opened_at,
                    nth, count, came.plate or "",
                )  # fmt: skip  # one line a group reads better


def _nights(at: Moment) -> Iterator[Someone]:
    """Yield the guests of the night."""
    for night in at.look.open("overnight"):
        if night.state == "staying":
            yield Someone("night", night.unit or "", night.party or "", night.number, night.opened_at)


def _upstairs(at: Moment) -> Iterator[Someone]:
    """Yield the clerks who have a key in their hand in somebody's home."""
    for escort in at.look.open("escort"):
        if escort.state in _UPSTAIRS:
            own = at.look.row(service("escort").detail, id=escort.id)
            key = at.look.record(own.spare) if own is not None and own.spare else None
            held = at.look.row(service("keys").detail, id=key.id) if key is not None else None
            name = held.holder if held is not None else escort.opened_by
            yield Someone("escort", escort.unit or "", name or "", escort.number, escort.last_at)


def _homes(at: Moment) -> Iterator[Someone]:
    """Yield the homes whose note says that somebody there needs help in an evacuation."""
    for one in sorted(at.look.rows(UnitNote, kind=NOTE, struck_at=None), key=lambda one: (one.unit, one.id or 0)):
        if one.until is None or one.until >= at.today:
            yield Someone(HOME, one.unit, one.text, f"{one.unit}+{one.id}")


def counted(people: list[Any]) -> int:
    """Return how many of a list are persons."""
    return sum(one.kind != HOME for one in people)


def name_of(someone: Any) -> str:
    """Return somebody's name, and which of those who came together: 何苗 2/3."""
    return f"{someone.name} {someone.nth}/{someone.of}" if someone.of > 1 else str(someone.name)


def option(at: Moment, key: Any, someone: Any) -> Option:
    """Return somebody as one to be ticked: home, which of those who came together, name, what he is, since when."""
    which = f"{someone.nth}/{someone.of}  " if someone.of > 1 else ""
    since = f"  {at.local(someone.since):%H:%M}" if someone.since is not None else ""
    head = f"{someone.unit}  {which}{someone.name}"  # a long name is cut at its end, never what tells two apart
    words: Say = Both(*(f"{head}  {say(KINDS[someone.kind], k)}{since}" for k in ("zh", "en")))
    return Option(key, words)
