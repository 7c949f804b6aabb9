"""The big folder: an estate with years of records, made once for a size and a seed and kept."""

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.bench.bulk import Bulk
from kiosk.bench.patterns import WAYBILL, Copies, Pattern
from kiosk.bench.repeats import repeat
from kiosk.bench.years import PAPERS, STAYS_DAYS, Home, Visit, Years, homes, in_order, length
from kiosk.clock import StillClock
from kiosk.desk.desk import Desk
from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.practice.estate import LISTS, STAFF
from kiosk.practice.fill import DAY
from kiosk.service import services
from kiosk.store import search
from kiosk.store.database import FILE, REVISION
from kiosk.store.tables import Resident, Sequence, Thing, Unit

#: Changed when other records are made of the same seed.
RECIPE = 3
#: So many records are made one by one; more are these again.
AT_ONCE = 50_000
#: What was made, beside the data.
SAID = "bench.json"
#: The unit, the people and their clerk with whom the pattern is taken.
UNIT, NAME, PHONE, CLERK = "3-2-1005", "沈佳宜", "13912342207", "李婷"
PIECES = [{"kind": "case", "colour": "black", "size": "3"}, {"kind": "bag", "size": "1"}]
_UNITS, _PEOPLE = 1200, 3000


@dataclass(frozen=True)
class Made:
    """What a big folder was made from: the same again makes the same."""

    records: int
    seed: int
    recipe: int = RECIPE
    revision: str = REVISION


class NotOursError(KioskError):
    """The folder holds data of somebody."""

    words = _("This folder holds data that the benchmark did not make.")
    way = _("Name an empty folder with --data.")


@dataclass(frozen=True)
class Opened:
    """A copy of the big folder that may be written to, and what is known of it."""

    path: Path
    made: Made
    homes: list[Home]
    numbers: list[str]  #: some hundred records, open and over


def prepared(cache: Path, made: Made, say: Callable[[str], None]) -> Path:
    """Return the big folder in `cache`, making it where there is none or another was made.

    One that an older program made is brought to this one's revision, as that of an estate would be.
    """
    said = cache / SAID
    if not said.exists() and (cache / FILE).exists():
        raise NotOursError
    found = json.loads(said.read_text(encoding="utf-8")) if said.exists() else {}
    begun = time.monotonic()
    if {**found, "revision": REVISION} != asdict(made) or found["revision"] > REVISION:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        said.write_text("{}", encoding="utf-8")  # ours, and not whole yet
        _make(cache, made, say)
        say(f"made {made.records} records in {time.monotonic() - begun:.0f} s")
    elif found["revision"] != REVISION:
        Desk.open(cache).close()
        for kept in cache.glob("before-*.db"):
            kept.unlink()
        say(f"brought from revision {found['revision']} to {REVISION} in {time.monotonic() - begun:.0f} s")
    said.write_text(json.dumps(asdict(made)), encoding="utf-8")
    return cache


def estate(made: Made) -> list[Home]:
    """Return the homes of a folder, by its size and seed."""
    chance = random.Random(made.seed)
    share = min(1.0, made.records / 50_000)
    return homes(chance, max(8, int(_UNITS * share)), max(20, int(_PEOPLE * share)))


@contextmanager
def worked_on(big: Path, beside: Path) -> Iterator[Path]:
    """Give a copy of the big folder: what is measured changes it, and the next run wants the same again."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        for one in big.glob(f"{FILE}*"):
            shutil.copyfile(one, beside / one.name)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _make(cache: Path, made: Made, say: Callable[[str], None]) -> None:
    """Found the estate by its steps, then write its years: some weeks of them, repeated back into the past."""
    times = max(1, made.records // AT_ONCE)
    days = length(made.records) // times
    closed = 1 - STAYS_DAYS / days * (times - 1) / times  # what is open is not repeated
    weeks = replace(made, records=round(made.records / times / closed))
    clock = StillClock(DAY - timedelta(days=days * times + 9))
    os.environ["KIOSK_SECRETS"] = str(cache)  # the keys of nobody's data: not among those of this user
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    desk = Desk.open(cache, clock, synchronous="NORMAL")
    try:
        _found(desk)
        patterns = dict(_patterns(desk, clock))
    finally:
        desk.close()
    whole = cache / FILE
    part = cache / "weeks.db" if times > 1 else whole
    if part != whole:
        shutil.copyfile(whole, part)
    _weeks(part, weeks, days, patterns, estate(made), max(40, made.records // 140), say)
    if part != whole:
        say(f"{weeks.records} records, {times} times over")
        repeat(part, whole, times, days)
        part.unlink()


def _weeks(
    path: Path,
    weeks: Made,
    days: int,
    patterns: dict[str, Pattern],
    estate: list[Home],
    room: int,
    say: Callable[[str], None],
) -> None:
    """Write the weeks before now."""
    known = services()
    drawn = [(key, known[key].prefix, known[key].digits, WEIGHTS[key]) for key in patterns]
    years = Years(weeks.records, weeks.seed, DAY, estate, drawn, tuple(one.name for one in STAFF[:6]), days)
    bulk = Bulk(path)
    chance = random.Random(weeks.seed)
    copies = Copies(bulk, patterns, _furnish(bulk, room, years.homes), lambda: chance.random() < PAPERS)
    in_order(_told(years.visits(), weeks.records, say), copies.opens, lambda _visit, copy: copies.closes(copy))
    for key, last in years.runs.items():
        bulk.put(Sequence, key=key, last=last)
    bulk.close()


def _told(visits: Iterable[Visit], count: int, say: Callable[[str], None]) -> Iterator[Visit]:
    """Say now and then how far it is."""
    for number, visit in enumerate(visits, 1):
        if number % 50_000 == 0:
            say(f"{number} of {count} records")
        yield visit


def _found(desk: Desk) -> None:
    """First start: an estate, a manager, a clerk, a supervisor, lists, a unit with somebody in it."""

    def take(step: str, **answers: Any) -> None:
        desk.take(step, answers, once=f"found-{step}-{len(done)}")
        done.append(step)

    done: list[str] = []
    manager, supervisor = STAFF[0], STAFF[1]
    take("house.found", name=manager.name, pin=manager.pin, estate="云栖花园", counter="南门服务台", usual=False)
    sign_in(desk, manager.name)
    for one in (supervisor, next(one for one in STAFF if one.name == CLERK)):
        take("house.hire", name=one.name, pin=one.pin, role=one.role)
    for entry in LISTS:
        take("house.set_term", list=entry.list, key=entry.key, digit=entry.digit, zh=entry.zh, en=entry.en)
    take("house.set_places", places=[{"name": f"A-1-{n:02d}", "size": "8"} for n in (1, 2, 3, 4)])
    take("estate.add_unit", unit=UNIT)
    take("estate.move_in", unit=UNIT, name=NAME, phone=PHONE)
    sign_in(desk, CLERK)


def sign_in(desk: Desk, name: str) -> None:
    """Let somebody of the staff stand at the counter, without a PIN: its key may be on the computer that made the folder."""
    desk.clerk = next(one for one in desk.staff() if one.name == name)


#: Service → how many of ten records are of it, where the program has it.
WEIGHTS = {"luggage": 3, "parcels": 7}


def _patterns(desk: Desk, clock: StillClock) -> Iterator[tuple[str, Pattern]]:
    """Take one record of each service to its end and one to its beginning."""
    for key in (one for one in BEGINS if one in services()):
        opened, closed = (_once_through(desk, clock, key, to_end=to_end) for to_end in (False, True))
        with desk.session() as session:
            yield key, Pattern(session.connection(), key, opened, closed)


def _once_through(desk: Desk, clock: StillClock, key: str, *, to_end: bool) -> str:
    """Open a record of a service, close it where that is wanted, and return its number."""
    once = f"pattern-{key}-{to_end}"
    clock.now += timedelta(minutes=5)
    step, answers = BEGINS[key]
    number = desk.take(step, answers, once=once).number
    clock.now += timedelta(hours=26)
    if to_end:
        step, answers = ENDS[key]
        desk.take(step, answers, number, once=f"{once}-end")
    return number


BEGINS: dict[str, tuple[str, dict[str, Any]]] = {
    "luggage": ("luggage.store", {"unit": UNIT, "party": NAME, "pieces": PIECES}),
    "parcels": (
        "parcels.receive",
        {"waybills": [WAYBILL], "addressee": f"{NAME} {PHONE[-4:]}", "who": f"{UNIT} {NAME}", "unit": UNIT, "party": NAME,
         "courier": "sf", "anyway": True},
    ),
}  # fmt: skip  # a table
ENDS: dict[str, tuple[str, dict[str, Any]]] = {"luggage": ("luggage.hand_over", {}), "parcels": ("parcels.release", {})}


def _furnish(bulk: Bulk, count: int, estate: list[Home]) -> list[tuple[int, str]]:
    """Write places of the store, units and residents; return the places as (id, name)."""
    first = bulk.newest("thing") + 1
    places = [(first + n, f"{'BCDE'[n % 4]}-{n // 400 + 1}-{n // 4 % 100:02d}") for n in range(count)]
    for thing, name in places:
        bulk.put(Thing, id=thing, kind="place", name=name, size=8, rank=thing)
    for home in estate:
        if home.code != UNIT:
            bulk.put(Unit, code=home.code, words=home.words)
            bulk.find(is_open=True, kind="unit", ref=home.code, words=search.unit_words(home.code))
        for number, name, phone in home.people:
            person = Resident(id=number, unit=home.code, name=name, phone=phone)
            bulk.put(Resident, id=number, unit=home.code, name=name, phone=phone)
            bulk.find(is_open=True, kind="person", ref=str(number), words=search.person_words(person))
    return places


def spoken(words: str) -> None:
    """Say how far the making is, where the figures do not go."""
    print(words, file=sys.stderr)
