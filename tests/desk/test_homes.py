"""The homes of the estate, building by building and page by page."""

import pytest

from kiosk.desk.homes import building_of, natural
from tests.counter import OWNER, UNIT, Counter

MANY = ["1-1-102", "1-1-101", "1-1-1001", "1-2-201", "10-1-101", "2-1-101", "别墅A12", "别墅A2", "商铺1-1"]


@pytest.fixture
def estate(counter: Counter) -> Counter:
    """Return the counter with a few more homes."""
    counter.sign_in("周明")
    counter.take("estate.add_units", units=[{"unit": code} for code in MANY])
    return counter


def test_buildings_stand_in_order(estate: Counter) -> None:
    """Numbers as numbers, kinds of home by their word behind them."""
    assert estate.reader.buildings() == ["1", "2", "3", "5", "10", "别墅", "商铺"]


def test_homes_of_a_building_stand_in_order_and_come_by_pages(estate: Counter) -> None:
    """Page after page, none twice, none of another building."""
    reader = estate.reader
    every = ["1-1-101", "1-1-102", "1-1-1001", "1-2-201"]
    assert [one.unit for one in reader.homes("1")] == every
    paged = [one.unit for offset in range(0, 6, 2) for one in reader.homes("1", limit=2, offset=offset)]
    assert paged == every
    assert [one.unit for one in reader.homes("别墅")] == ["别墅A2", "别墅A12"]


def test_a_home_says_who_lives_there_and_what_is_open(estate: Counter) -> None:
    """People with masked numbers; notes and open records are counted; who moved out is not there."""
    estate.store()
    estate.take("estate.add_note", unit=UNIT, text="婴儿午睡")
    home = next(one for one in estate.reader.homes("3") if one.unit == UNIT)
    assert [one.name for one in home.people] == [OWNER]
    assert "*" in home.people[0].phone
    assert (home.notes, home.open) == (1, 1)
    estate.take("estate.move_out", unit=UNIT, name=OWNER)
    assert not next(one for one in estate.reader.homes("3") if one.unit == UNIT).people


@pytest.mark.parametrize("text", ["沈佳", "sjy", "2207", UNIT, "3栋2单元1005"])
def test_a_home_is_found_by_whatever_one_knows(estate: Counter, text: str) -> None:
    """Name, initials, telephone ending, unit in any spelling."""
    assert UNIT in [one.unit for one in estate.reader.find_homes(text)]


def test_too_short_a_text_finds_nobody(estate: Counter) -> None:
    """Nothing rather than everything."""
    assert estate.reader.find_homes("s") == []


@pytest.mark.parametrize(
    ("code", "building"), [("3-2-1005", "3"), ("A-1005", "A"), ("别墅A12", "别墅"), ("商铺1-1", "商铺")]
)
def test_the_building_of_a_unit(code: str, building: str) -> None:
    """What stands before the first hyphen, or the kind of home."""
    assert building_of(code) == building


def test_numbers_stand_as_numbers() -> None:
    """Two before ten."""
    assert sorted(["10-1", "2-1", "2-10", "2-9"], key=natural) == ["2-1", "2-9", "2-10", "10-1"]
