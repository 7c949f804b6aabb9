"""Fill an empty desk with the practice estate, through `Desk.take` like everything else."""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from kiosk.clock import Clock, StillClock
from kiosk.desk.desk import Desk, Take
from kiosk.errors import InUseError
from kiosk.i18n import Say
from kiosk.pins import ROLES
from kiosk.practice import estate as made_up
from kiosk.practice import households, present
from kiosk.practice.counter import Counter
from kiosk.practice.history import Weeks
from kiosk.store.database import FILE, LOCK
from kiosk.values import StaffRow

T = TypeVar("T")

#: 14:36 on a Sunday in Shanghai: the instant of the drawings, at which `kiosk day` begins.
DAY = datetime(2026, 11, 22, 6, 36, tzinfo=UTC)
#: How long before its end the history begins.
BEFORE = timedelta(days=31)
#: Rows of one form, forms of one basket.
_ROWS, _BASKET = 60, 5


def fill(desk: Desk, seed: int = 1, *, now: datetime = DAY, small: bool = False) -> Counter:
    """Fill an empty desk with the estate of a seed and its last weeks, which end before `now`.

    The desk's clock is moved by the history and is its own again in the end. `small` brings a dozen units
    and a few days, for tests.
    """
    estate, own = made_up.make(seed, small=small), desk.clock
    clock = StillClock(_same_hour_before(now) - BEFORE)
    desk.clock = clock
    try:
        counter = Counter(desk, clock, estate, "practice")
        _found(counter)
        _furnish(counter)
        _let_in(counter)
        Weeks(counter, seed, clock() + BEFORE, small=small).play()
        desk.lock()
    finally:
        desk.clock = own
    return counter


def _same_hour_before(now: datetime) -> datetime:
    """Return the latest 14:36 that is not after `now`, so that the history keeps to the hours of a desk."""
    end = now.replace(hour=DAY.hour, minute=DAY.minute, second=0, microsecond=0)
    return end if end <= now else end - timedelta(days=1)


def _found(counter: Counter) -> None:
    """First start: the estate, its first manager and everybody else who works here."""
    estate = counter.estate
    first, *others = estate.staff
    names = {"estate": estate.zh, "counter": estate.desks[0].zh}
    begin = {"name": first.name, "pin": first.pin, "usual": False, **names}
    counter.take("house.found", begin)
    counter.sign_in(first.name)
    for one in others:
        counter.take("house.hire", {"name": one.name, "pin": one.pin, "role": one.role})
    words: dict[str, str | bool] = {"document_pictures": True}  # so that they can be tried
    words |= {"estate_en": estate.en, "counter_en": estate.desks[0].en, "phone": estate.desks[0].phone}
    for key, value in words.items():
        counter.take("house.set_value", {"key": key, "value": json.dumps(value, ensure_ascii=False)})


def _furnish(counter: Counter) -> None:
    """Name the lists and the places of the store."""
    lists = [
        {"list": one.list, "key": one.key, "digit": one.digit, "zh": one.zh, "en": one.en}
        for one in counter.estate.lists
    ]
    counter.take_all([Take("house.set_term", answers) for answers in lists])
    places = [{"name": one.name, "size": one.size} for one in counter.estate.places]
    counter.take_all([Take("house.set_places", {"places": rows}) for rows in _cut(places, _ROWS)])


def _let_in(counter: Counter) -> None:
    """Let everybody move in, some of them out again, and write the notes."""
    homes = counter.estate.homes
    units = [{"unit": home.code, "words": home.words} for home in homes]
    _in_baskets(counter, [Take("estate.add_units", {"units": rows}) for rows in _cut(units, _ROWS)])
    people = [_row(home, one) for home in homes for one in home.people]
    _in_baskets(counter, [Take("estate.move_in_all", {"residents": rows}) for rows in _cut(people, _ROWS)])
    gone = [Take("estate.move_out", {"unit": h.code, "name": one.name}) for h in homes for one in h.people if one.gone]
    _in_baskets(counter, gone, size=len(gone))
    today = counter.clock().date() + BEFORE
    notes = [
        Take("estate.add_note", {
            "unit": h.code, "text": one.text, "kind": one.kind, "until": str(today + one.term) if one.term else None,
        })
        for h in homes
        for one in h.notes
    ]  # fmt: skip  # one step
    _in_baskets(counter, notes, size=len(notes))
    kept = households.keep(counter)
    _in_baskets(counter, kept, size=len(kept))


def _row(home: made_up.Home, one: made_up.Person) -> dict[str, str]:
    """Return somebody as a row of a register; what is not known is left out."""
    row = {"unit": home.code, "name": one.name, "relation": one.relation, "phone": one.phone, "language": one.language}
    return {key: value for key, value in row.items() if value}


def _in_baskets(counter: Counter, takes: list[Take], size: int = _BASKET) -> None:
    """Take many steps, some at a time: a commit for each basket."""
    for basket in _cut(takes, size or 1):
        counter.take_all(basket)


def _cut(rows: Sequence[T], size: int) -> Iterator[list[T]]:
    """Cut a list into pieces of a size."""
    for start in range(0, len(rows), size):
        yield list(rows[start : start + size])


def open_practice(folder: Path, clock: Clock, *, seed: int = 1) -> tuple[Desk, list[tuple[str, Say, str]]]:
    """Open the practice estate in its own folder, made at the first start and kept after.

    Returns the desk, and who may sign in: name, role in words, PIN. The window shows them.
    """
    if to_make(folder):
        make(folder, clock, seed)
    desk = Desk.open(folder, clock)
    return desk, pins(desk.staff())


def to_make(folder: Path) -> bool:
    """Return whether this is the first start in a folder: making the estate takes a while."""
    return not (folder / FILE).exists()


def make(folder: Path, clock: Clock, seed: int = 1) -> None:
    """Make the estate aside and move it in when it is whole: a power cut leaves none that is half filled."""
    aside = folder / ".making"
    _clear(aside)
    desk = Desk.open(aside, clock, synchronous="NORMAL")  # nobody's data: made again where it is lost
    try:
        present.play(fill(desk, seed, now=clock()), clock())
    finally:
        desk.close()
    for one in sorted(aside.glob(f"{FILE}*"), reverse=True):  # the database itself comes last
        one.replace(folder / one.name)
    shutil.rmtree(aside, ignore_errors=True)


def _clear(aside: Path) -> None:
    """Take away what was broken off; refuse while another window is making the estate just now."""
    if not aside.exists():
        return
    lock = FileLock(aside / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InUseError from error
    lock.release()
    shutil.rmtree(aside, ignore_errors=True)


def pins(staff: Iterable[StaffRow]) -> list[tuple[str, Say, str]]:
    """Return name, role and PIN of those who are still there and were made up by us."""
    there = {one.name for one in staff}
    return [(one.name, ROLES[one.role], one.pin) for one in made_up.STAFF if one.name in there]
