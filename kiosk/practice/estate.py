"""The practice estate 云栖花园 as plain values: homes, people, places, lists and staff, the same for the same seed.

Sizes are those of a real estate of the middle sort: 600 units, 1,500 people who live there, 120 places in
the store. All of it is made up; a small form with some dozen units serves the tests.
"""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from kiosk.practice import names
from kiosk.services.house import beginnings


@dataclass(frozen=True)
class Person:
    """Somebody of a unit; `gone` stands for people who moved out and stay in the file."""

    name: str
    relation: str
    phone: str = ""
    language: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Reminder:
    """A note on a unit, and for how long it shows: None for always."""

    text: str
    term: timedelta | None = None
    kind: str = "info"


@dataclass(frozen=True)
class Home:
    """A unit with how the estate says it, its people and its notes."""

    code: str
    words: str
    people: tuple[Person, ...] = ()
    notes: tuple[Reminder, ...] = ()


@dataclass(frozen=True)
class Worker:
    """Somebody of the staff. The PINs are printed in the manual of the practice estate; they open nothing else."""

    name: str
    role: str
    pin: str


@dataclass(frozen=True)
class Place:
    """A place of the store and the largest size that fits in."""

    name: str
    size: str


@dataclass(frozen=True)
class Entry:
    """One entry of a list of the estate."""

    list: str
    key: str
    digit: str
    zh: str
    en: str


@dataclass(frozen=True)
class Desk:
    """One desk of the estate."""

    zh: str
    en: str
    phone: str


@dataclass(frozen=True)
class Estate:
    """All that the practice desk is filled with."""

    zh: str = "云栖花园"
    en: str = "Yunqi Gardens"
    desks: tuple[Desk, ...] = (
        Desk("南门服务台", "South Gate Desk", "8000"),
        Desk("北门服务台", "North Gate Desk", "8001"),
    )
    homes: tuple[Home, ...] = ()
    places: tuple[Place, ...] = ()
    staff: tuple[Worker, ...] = ()
    lists: tuple[Entry, ...] = ()
    _by_code: dict[str, Home] = field(default_factory=dict, repr=False, compare=False)

    @property
    def residents(self) -> int:
        """How many people live here now."""
        return sum(not one.gone for home in self.homes for one in home.people)

    def home(self, code: str) -> Home:
        """Return a unit."""
        if not self._by_code:
            self._by_code.update({home.code: home for home in self.homes})
        return self._by_code[code]


#: The unit and the owner of the drawings, and the tenant whom the house does not keep luggage for.
OWNER_UNIT, OWNER, OWNER_PHONE = "3-2-1005", "沈佳宜", "13912342207"
TENANT_UNIT, TENANT = "5-1-2101", "单雪松"

STAFF = (
    Worker("周明", "manager", "739154"), Worker("王主管", "supervisor", "480613"), Worker("孙丽", "duty manager", "351948"),
    Worker("吴班长", "foreman", "826071"), Worker("李婷", "clerk", "602817"), Worker("陈浩", "clerk", "194752"),
    Worker("赵小雪", "clerk", "570396"), Worker("钱会计", "finance", "913608"),
)  # fmt: skip  # a table

_WORDS = {
    "piece_kind": "case 拉杆箱 Suitcase, bag 纸袋 Paper bag, backpack 背包 Backpack, holdall 手提袋 Holdall, "
    "box 纸箱 Carton, golf 球包 Golf bag, pram 婴儿车 Pram, instrument 琴盒 Instrument case",
    "colour": "black 黑 black, silver 银 silver, grey 灰 grey, blue 蓝 blue, "
    "red 红 red, green 绿 green, brown 棕 brown, white 白 white",
    "piece_size": "1 小件 small, 2 20寸 20in, 3 24寸 24in, 4 28寸 28in, "
    "5 大件 large, 6 长件 long, 7 超大件 very large, 8 整格 whole bay",
    "damage": "good 完好 good, wheel 轮子破损 wheel broken, handle 拉杆松动 handle loose, dent 凹痕 dented, "
    "scratch 划痕 scratched, zip 拉链损坏 zip broken, damp 受潮 damp, torn 破口 torn",
}

LISTS = tuple(
    Entry(name, key, str(digit), zh, en)
    for name, entries in _WORDS.items()
    for digit, entry in enumerate(entries.split(", "), 1)
    for key, zh, en in (entry.split(" ", 2),)
) + tuple(
    Entry(name, key, digit, zh, en)
    for name, entries in beginnings.LISTS.items()  # what every estate begins with, where ours are no others
    if name not in _WORDS
    for key, digit, zh, en in entries
)

#: Building → entrances, floors, homes a floor.
_BUILDINGS = dict(
    enumerate(((2, 11, 2), (2, 11, 2), (2, 11, 5), (2, 11, 2), (2, 24, 2), (2, 18, 2), (2, 18, 2), (2, 18, 2)), 1)
)
_VILLAS, _SHOPS = 24, 11  # of the latter two rows
_LIVING, _GONE, _EMPTY = 1500, 48, 36

#: Rack → the largest size that it takes; the racks stand in this order along the way.
_RACKS = {"A": "2", "B": "4", "C": "6", "D": "8"}
_LAYERS, _PLACES = 3, 10

_NOTES = (
    Reminder("婴儿午睡，12:00-15:00请勿按门铃，改打电话。"), Reminder("业主听力不好，请慢慢说，或请其女儿接听。", kind="care"),
    Reminder("装修中，施工人员凭出入证登记。", timedelta(days=40)), Reminder("钥匙由服务台保管，交出须业主本人来电确认。"),
    Reminder("业主出国，来访一律先联系其妹妹。", timedelta(days=25), "holiday"), Reminder("家中有导盲犬，电梯内请让行。"),
    Reminder("快递请放柜机，不要送上楼。"), Reminder("水管待修，工程部来时请陪同。", timedelta(days=9)),
    Reminder("车位已临时借给5-1-2101使用。", timedelta(days=14)), Reminder("不接受推销，来访须说明事由。", kind="warning"),
)  # fmt: skip  # a table


def make(seed: int = 1, *, small: bool = False) -> Estate:
    """Return the estate of a seed; `small` has the units around those of the drawings, for tests."""
    chance = random.Random(seed)
    codes = _codes()
    if small:
        codes = [one for one in codes if one[0].startswith(("3-2-", "5-1-2"))]
    people = _people(chance, [code for code, _words in codes], small=small)
    notes = _notes(chance, [code for code, _words in codes])
    homes = tuple(Home(code, words, tuple(people[code]), notes.get(code, ())) for code, words in codes)
    places = tuple(
        Place(f"{rack}-{layer}-{number:02d}", size)
        for rack, size in _RACKS.items()
        for layer in range(1, _LAYERS + 1)
        for number in range(1, _PLACES + 1)
    )
    return Estate(homes=homes, places=places, staff=STAFF, lists=LISTS)


def _codes() -> list[tuple[str, str]]:
    """Return all units with how the estate says them: flats, villas, shops."""
    flats = [
        (f"{building}-{entrance}-{floor}{room:02d}", f"{building}栋{entrance}单元{floor}{room:02d}室")
        for building, (entrances, floors, rooms) in _BUILDINGS.items()
        for entrance in range(1, entrances + 1)
        for floor in range(1, floors + 1)
        for room in range(1, rooms + 1)
    ]
    villas = [(f"别墅A{number}", f"别墅A{number}号") for number in range(1, _VILLAS + 1)]
    shops = [(f"商铺{row}-{number}", f"商铺{row}排{number}号") for row in (1, 2) for number in range(1, _SHOPS + 1)]
    return [*flats, *villas, *shops]


def _people(chance: random.Random, codes: list[str], *, small: bool) -> dict[str, list[Person]]:
    """Return who lives where: the people of the drawings, the difficult names, then families by chance."""
    found: dict[str, list[Person]] = {code: [] for code in codes}
    found[OWNER_UNIT] += [Person(OWNER, "owner", OWNER_PHONE), Person("沈一诺", "family", names.phone(chance))]
    found[TENANT_UNIT].append(Person(TENANT, "tenant", names.phone(chance)))
    free = [code for code in codes if not found[code]]
    chance.shuffle(free)
    for place, one in enumerate(names.DIFFICULT):
        home = found[free[place % len(free)]]
        home.append(Person(one.name, one.relation, names.phone(chance), one.language))
    if small:
        return found
    homes = sorted(free[_EMPTY:], key=codes.index)
    living = sum(len(home) for home in found.values())
    while living < _LIVING:
        for code in homes:
            living += _join(chance, found[code], room=_LIVING - living)
    for code in chance.sample(homes, _GONE):
        found[code].insert(0, Person(_new_name(chance, found[code], ""), "owner", names.phone(chance), gone=True))
    return found


def _join(chance: random.Random, home: list[Person], room: int) -> int:
    """Let an owner, a tenant or one more of the family move in; return how many did."""
    if room <= 0 or len(home) >= 6 or (home and chance.random() < 0.45):
        return 0
    first = home[0] if home else None
    relation = "family" if first else chance.choices(("owner", "tenant"), (5, 1))[0]
    shared = names.shared_surname(first.name) if first and chance.random() < 0.6 else ""
    has_phone = relation != "family" or chance.random() < 0.7
    home.append(Person(_new_name(chance, home, shared), relation, names.phone(chance) if has_phone else ""))
    return 1


def _new_name(chance: random.Random, home: list[Person], shared: str) -> str:
    """Return a name that nobody of this home bears; `shared` is the family's surname."""
    taken = {one.name for one in home}
    while True:
        name = (shared or names.surname(chance)) + names.given(chance, woman=chance.random() < 0.5)
        if name not in taken:
            return name


def _notes(chance: random.Random, codes: list[str]) -> dict[str, tuple[Reminder, ...]]:
    """Return notes for some units; the owner of the drawings has two."""
    found = {code: (chance.choice(_NOTES),) for code in chance.sample(codes, min(26, len(codes) // 3))}
    return {**found, OWNER_UNIT: (_NOTES[0], _NOTES[6])}
