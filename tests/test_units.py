"""Units as people write them: one home has one spelling, and two homes never have the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.people import normal_unit
from kiosk.people.units import bounds, building_of, natural

#: What is typed, by the home that is meant.
MEANT = {
    "3-2-1005": """3-2-1005|3栋2单元1005室|3栋2单元1005|3号楼2单元1005
        |3号楼2单元1005室|3#2-1005|3#楼2单元1005|3幢2单元1005号|3座2单元1005房
        |3楼2单元1005|3栋2门1005|3号楼2门洞1005|3栋2梯1005|３－２－１００５|３栋２单元１００５室|三栋二单元1005|三号楼二单元1005室|三栋二单元一〇〇五室
        |三幢二单元一零零五|第3栋2单元1005室|第三栋二单元1005|3 2 1005|3 - 2 - 1005| 3栋 2单元 1005室
        |3/2/1005|3.2.1005|3,2,1005|3，2，1005|3、2、1005
        |3—2—1005|3–2–1005|3_2_1005|03-02-1005|03栋02单元1005|3栋2单元10层1005室|3栋2单元10楼1005|3栋2单元10层05室|3栋2单元十层1005室|3棟2單元1005室
        |3號樓2單元1005
        |Building 3 Unit 2 Room 1005|bldg 3, unit 2, rm 1005|Block 3-2-1005|No. 3-2-1005|3栋-2单元-1005|3-2单元-1005室""",
    "12-1-101": "12-1-101|十二栋一单元101|12幢1单元101室|12号楼1单元101",
    "20-1-101": "二十栋1单元101|20-1-101",
    "3-1005": "3-1005|3栋1005室|3号楼1005|3座1005|三栋1005|3栋10层1005|3栋10楼1005",
    "A-1005": "A-1005|A座1005|a座1005室|Ａ座１００５|A栋1005|A楼1005|Tower A 1005",
    "A-1-101": "A-1-101|A座1单元101|a-1-101",
    "1-A-1005": "1-A-1005|1栋A座1005",
    "3-2-1005A": "3-2-1005A|3栋2单元1005a室",
    "3-2-0101": "3-2-0101|3栋2单元0101室",
    "3-2-5": "3-2-5|3栋2单元5室",
    "别墅A12": "别墅A12|别墅a12|别墅A-12|别墅 A12|A12别墅|别墅A12号|别墅A12栋|Ａ１２别墅",
    "别墅12": "别墅12|12号别墅|12栋别墅|别墅12号",
    "商铺1-1": "商铺1-1|商铺 1-1|商铺1排1号|1-1商铺|1排1号商铺|商铺一排1号",
    "公寓B1-302": "公寓B1-302|公寓 b1-302",
    "地下室B1-12": "地下室B1-12|地下室B1-12号",
    "翠竹苑3-201": "翠竹苑3-201|翠竹苑3栋201室",
}  # fmt: skip  # a table
CASES = [(typed, unit) for unit, all_typed in MEANT.items() for typed in all_typed.replace("\n", "").split("|")]


@pytest.mark.parametrize(("typed", "unit"), CASES)
def test_every_common_spelling_meets_in_one(typed: str, unit: str) -> None:
    """Whatever the register, the label and the clerk write."""
    assert normal_unit(typed.strip() if "  " in typed else typed) == unit


@pytest.mark.parametrize(
    "text",
    ["", " ", "1005", "沈佳宜", "3栋", "3栋2单元", "3栋12单元", "三号楼", "13912342207", "3-2-10055",
     "3栋2单元10层1105室", "3栋2单元10层",
     "2026-11-22", "L-1122-04-9", "3-2-1005-7", "-", "---", "栋单元室"],
)  # fmt: skip  # a table
def test_what_names_no_home_is_none(text: str) -> None:
    """Half an address, a floor that contradicts its room, a date, a telephone."""
    assert normal_unit(text) is None


HOMES = st.tuples(st.integers(1, 199), st.integers(1, 12), st.integers(1, 49), st.integers(1, 20))
WAYS = (
    "{b}-{e}-{f}{d:02d}", "{b}栋{e}单元{f}{d:02d}室", "{b}号楼{e}单元{f}{d:02d}", "{b}#{e}-{f}{d:02d}",
    "{b}幢{e}单元{f}层{d:02d}室",
    "{b}座{e}梯{f}{d:02d}", "{b}栋{e}单元{f}楼{f}{d:02d}", " {b} {e} {f}{d:02d} ",
    "第{b}栋{e}单元{f}{d:02d}号",
    "Building {b} Unit {e} Room {f}{d:02d}", "{b:02d}栋{e:02d}单元{f}{d:02d}",
)  # fmt: skip  # a table


@given(HOMES, st.sampled_from(WAYS), HOMES, st.sampled_from(WAYS))
def test_two_homes_never_meet_and_one_always_does(
    one: tuple[int, int, int, int], way: str, other: tuple[int, int, int, int], another: str
) -> None:
    """However each of them is written."""

    def written(home: tuple[int, int, int, int], how: str) -> str | None:
        return normal_unit(how.format(b=home[0], e=home[1], f=home[2], d=home[3]))

    assert written(one, way) == f"{one[0]}-{one[1]}-{one[2]}{one[3]:02d}"
    assert (written(one, way) == written(other, another)) == (one == other)


@given(st.text("0123456789ABab栋幢座号楼单元室层排第一二三十〇别墅商铺-#/ 　－３Ｂ户门面", max_size=16))
def test_what_was_spelled_once_stays(text: str) -> None:
    """Also of texts that nobody would write, made of what people write."""
    unit = normal_unit(text)
    assert unit is None or normal_unit(unit) == unit


@given(st.text("0123456789AB栋幢座号楼单元室层别墅商铺-# ", max_size=14))
def test_width_and_space_around_change_nothing(text: str) -> None:
    """A full-width keyboard writes the same home."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    assert normal_unit(wide) == normal_unit(text) == normal_unit(f"  {text}\u3000")


@pytest.mark.parametrize(
    ("unit", "building"),
    [("3-2-1005", "3"), ("A-1005", "A"), ("别墅A12", "别墅"), ("商铺1-1", "商铺"), ("33-1-101", "33")],
)
def test_a_unit_lies_within_the_bounds_of_its_building(unit: str, building: str) -> None:
    """And within no other's: 3 is not 33."""
    low, high = bounds(building_of(unit))
    assert (building_of(unit), low <= unit < high) == (building, True)
    assert not bounds("3")[0] <= "33-1-101" < bounds("3")[1]


def test_units_stand_in_walking_order() -> None:
    """2 before 10, towers before villas or after, but together."""
    assert sorted(["10-1-101", "2-1-1001", "2-1-201", "别墅A12", "别墅A2"], key=natural) == [
        "2-1-201", "2-1-1001", "10-1-101", "别墅A2", "别墅A12",
    ]  # fmt: skip  # a table
