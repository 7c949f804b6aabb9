"""Whom a courier's label means, and who may collect for a unit."""

from datetime import date

import pytest

from kiosk.desk.moments import Here
from kiosk.store.tables import Resident, UnitPhone
from tests.counter import OWNER, UNIT, Counter
from tests.store.test_plans import walks, watched


@pytest.fixture
def many(counter: Counter) -> Counter:
    """A counter whose estate has people that are easily taken for one another."""
    for unit, name, phone in (
        (UNIT, "沈一诺", "13812342207"), ("5-1-2101", "沈佳", "13911110000"), ("5-1-2101", "欧阳静", "13700001234"),
        ("5-1-2101", "李沈", "13600005678"), ("5-1-2101", "John Smith", "13500009999"),
    ):  # fmt: skip  # a table
        counter.take("estate.move_in", unit=unit, name=name, phone=phone, relation="family")
    return counter


def meant(counter: Counter, label: str, limit: int = 12) -> list[str]:
    """Return the names of those whom a label may mean."""
    with counter.reader.session() as session:
        look = counter.reader.here(session, None).look
        return [person.name for person in look.addressees(label, limit)]


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("沈佳宜", {OWNER}), ("沈佳宜收", {OWNER}), ("沈佳宜女士", {OWNER}), ("沈*宜", {OWNER}), ("*佳宜", {OWNER}),
        ("沈**", {OWNER, "沈一诺", "沈佳"}), ("沈女士", {OWNER, "沈一诺", "沈佳"}), ("沈某某", {OWNER, "沈一诺", "沈佳"}),
        ("139****2207", {OWNER}), ("139xxxx2207", {OWNER}), ("139 **** 2207", {OWNER}), ("1391234****", set()),
        ("2207", {OWNER, "沈一诺"}), ("尾号2207", {OWNER, "沈一诺"}), ("13912342207", {OWNER}), ("139 1234 2207", {OWNER}),
        ("+86 139 1234 2207", {OWNER}), ("沈** 138****2207", {"沈一诺"}), ("沈**（139****2207）", {OWNER}),
        ("沈女士2207", {OWNER, "沈一诺"}), ("3栋2单元1005室", {OWNER, "沈一诺"}), ("３－２－１００５", {OWNER, "沈一诺"}),
        ("1005", {OWNER, "沈一诺"}), ("3-2-1005 沈*宜", {OWNER}), ("3栋 2单元 1005 沈**", {OWNER, "沈一诺"}),
        ("shenjiayi", {OWNER}), ("sjy", {OWNER}), ("欧阳**", {"欧阳静"}), ("欧阳女士", {"欧阳静"}), ("smith", {"John Smith"}),
        ("王**", set()), ("", set()), ("*", set()), ("**", set()), ("x", set()), ("****", set()), ("9999-9", set()),
    ],
)  # fmt: skip  # a table
def test_a_label_finds_its_addressee(many: Counter, label: str, names: set[str]) -> None:
    """Masked, in parts, in any spelling; what says nothing finds nobody."""
    assert set(meant(many, label)) == names


def test_what_is_wrong_in_one_part_still_finds_somebody(many: Counter) -> None:
    """A neighbour's room on the label: the name and the number tell."""
    assert meant(many, "5-1-2101 沈佳宜 139****2207") == [OWNER]


def test_the_whole_name_comes_first_and_the_list_is_short(many: Counter) -> None:
    """Owners before others, at most as many as asked for."""
    assert meant(many, "沈**", limit=1) == [OWNER]


def test_who_moved_out_is_not_meant(many: Counter) -> None:
    """He is in the file, but nothing is for him."""
    many.take("estate.move_out", unit=UNIT, name=OWNER)
    assert meant(many, "沈佳宜") == []


def test_a_further_number_finds_its_owner(many: Counter) -> None:
    """The second telephone of a resident stands on half of the labels."""
    with many.desk.session() as session:
        at = Here(session, many.desk.house, now=many.clock.now, clerk="", role="", record=None)
        owner = at.look.resident(UNIT, OWNER)
        at.add(UnitPhone(unit=UNIT, resident=owner.id, name=OWNER, phone="13577778888", made_at=at.now))
        at.add(UnitPhone(unit=UNIT, name="李阿姨", label="relative", phone="13577776666", made_at=at.now))
    assert meant(many, "135****8888") == [OWNER]
    assert "person" in {found.kind for found in many.reader.find("8888")}
    assert [(found.kind, found.key) for found in many.reader.find("李阿姨")] == [("unit", UNIT)]
    with many.reader.session() as session:
        numbers = [(c.name, c.phone) for c in many.reader.here(session, None).look.contacts(UNIT)]
    assert numbers == [
        (OWNER, "13912342207"), (OWNER, "13577778888"), ("沈一诺", "13812342207"), ("李阿姨", "13577776666"),
    ]  # fmt: skip  # a table


def test_records_do_not_crowd_people_out(many: Counter) -> None:
    """A thousand things stand in her name; she is one person."""
    for _n in range(3):
        many.store()
    with many.reader.session() as session:
        look = many.reader.here(session, None).look
        assert [person.name for person in look.addressees("沈佳宜", 1)] == [OWNER]


def test_who_may_collect(many: Counter) -> None:
    """Residents who may, then others until their day, that day included; none of them lives there."""
    with many.desk.session() as session:
        at = Here(session, many.desk.house, now=many.clock.now, clerk="", role="", record=None)
        child = at.look.resident(UNIT, "沈一诺")
        child.collects = False
        at.add(child)
        at.add(Resident(unit=UNIT, name="张保姆", relation="collector", until=date(2026, 11, 23), allowed_by=OWNER))
    for day, names in ((0, [OWNER, "张保姆"]), (1, [OWNER, "张保姆"]), (2, [OWNER])):
        with many.reader.session() as session:
            look = many.reader.here(session, None).look
            assert [person.name for person in look.collectors(UNIT)] == names, day
            assert [person.name for person in look.residents(UNIT)] == [OWNER, "沈一诺"]
        many.later(days=1)


def test_nobody_is_looked_for_by_walking_the_register(many: Counter) -> None:
    """A hundred thousand residents are found as fast as ten."""
    seen: list[tuple[str, object]] = []
    with watched(many.reader._engine, seen):
        for label in ("沈**", "沈*宜", "139****2207", "2207", UNIT, "1005", OWNER, "sjy", "沈** 3-2-1005 139****2207"):
            meant(many, label)
        with many.reader.session() as session:
            look = many.reader.here(session, None).look
            assert (look.collectors(UNIT), look.contacts(UNIT), look.register("3")) != ([], [], [])
    assert seen
    assert walks(many, seen) == []
