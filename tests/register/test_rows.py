"""Columns and rows of a register: which column is which, whom a row names, and why one is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.register import columns
from kiosk.register.columns import enough, field_of, head_row, matched
from kiosk.register.files import RegisterError
from kiosk.register.rows import people
from kiosk.values import RegisterLine, RegisterPerson


@pytest.mark.parametrize(
    ("heads", "fields"),
    [
        ("房号 姓名 关系 联系电话 备注", "unit name relation phone remark"),
        ("房屋编号 业主姓名 与业主关系 手机号码 备用电话", "unit name relation phone phone"),
        ("楼栋 单元 房号 业主 手机", "building entrance room name phone"),
        ("楼号 单元号 室号 户主姓名", "building entrance room name"),
        ("Building Unit Room Owner Mobile", "building entrance room name phone"),
        ("Unit Name Phone Remarks", "unit name phone remark"),
        ("序号 房号 姓名 性别 身份证号码 车牌号 面积", "- unit name - - - -"),
        ("房号(必填) 姓名* 联系电话（手机）", "unit name phone"),
        ("房号 业主姓名 业主电话 租户姓名 租户电话", "unit name phone tenant tenant_phone"),
        ("房号 姓名 紧急联系人 紧急联系电话 证件号", "unit name - - -"),
        ("房号 姓\u3000名 Ｐｈｏｎｅ", "unit name phone"),
        ("房号 姓名 姓名", "unit name -"),
    ],
)  # fmt: skip  # a table
def test_columns_are_known_by_their_heads(heads: str, fields: str) -> None:
    """Chinese and English, with stars and brackets; whatever nobody knows is not taken over."""
    assert [field or "-" for field in matched(heads.split(" "))] == fields.split()


def test_spaces_within_a_head_are_nothing() -> None:
    """姓 名 is how a table looks even."""
    assert (field_of("姓　名"), field_of(" 房 号 "), field_of("NAME ")) == ("name", "unit", "name")


def table(*rows: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return rows of cells that stand between bars."""
    return [(line, tuple(cell.strip() for cell in row.split("|"))) for line, row in enumerate(rows, 1)]


def test_a_title_above_the_heads_is_passed_over() -> None:
    """Name of the estate, date, an explanation: registers have them."""
    assert head_row(table("云栖花园业主名册|", "2026年11月|", "房号|姓名|电话", "1-1-101|张三|"), {})[0] == 2


def test_columns_named_by_hand_have_the_last_word() -> None:
    """By head, several by a bar, or by the letter of a column without a head."""
    rows = table("编号|谁|找谁|座机", "1-1-101|张三|x|88881234")
    assert head_row(rows, {"unit": "编号", "name": "谁"}) == (0, ["unit", "name", "", ""])
    assert head_row(table("1-1-101|张三"), {"unit": "A", "name": "b"}) == (-1, ["unit", "name"])
    assert head_row(table("房号|甲|乙|姓名", "x|y|z|w"), {"phone": "甲|乙"})[1] == ["unit", "phone", "phone", "name"]
    with pytest.raises(RegisterError):
        head_row(rows, {"nonsense": "谁"})
    with pytest.raises(RegisterError):
        head_row(rows, {"name": "没有这一列"})


def test_a_table_without_unit_or_name_is_none() -> None:
    """Nobody can be brought in by a telephone alone."""
    assert not enough(head_row(table("序号|电话", "1|2"), {})[1])


def read(heads: str, *rows: str) -> tuple[list[RegisterPerson], list[RegisterLine]]:
    """Return whom rows name under these heads, and which are refused."""
    return people(table(*rows), matched(tuple(heads.split("|"))))


def only(heads: str, row: str) -> RegisterPerson:
    """Return the one person of a row."""
    found, refused = read(heads, row)
    assert refused == []
    (person,) = found
    return person


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("房号|姓名", "3-2-1005|沈佳宜"), ("房号|姓名", "3栋2单元1005室|沈佳宜"),
        ("楼栋|单元|房号|姓名", "3栋|2单元|1005|沈佳宜"),
        ("楼栋|单元|房号|姓名", "3|2|1005室|沈佳宜"), ("楼栋|单元|房号|姓名", "3|2|3-2-1005|沈佳宜"),
        ("楼号|单元|室号|姓名", "3号楼|二单元|1005|沈佳宜"),
        ("楼栋|房号|姓名", "3|2-1005|沈佳宜"), ("房号|姓名", "３－２－１００５|沈佳宜"),
    ],
)  # fmt: skip  # a table
def test_a_unit_is_the_same_in_one_cell_or_in_parts(heads: str, row: str) -> None:
    """Building, entrance and room stand apart in most registers."""
    assert only(heads, row).unit == "3-2-1005"


def test_a_villa_has_no_entrance() -> None:
    """Its column stays empty."""
    assert only("楼栋|单元|房号|姓名", "别墅|-|A12|王五").unit == "别墅A12"
    assert only("楼栋|单元|房号|姓名", "A||101|王五").unit == "A-101"


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("13912342207", ("13912342207",)), ("139 1234 2207", ("13912342207",)), ("139-1234-2207", ("13912342207",)),
        ("13912342207/13812345678", ("13912342207", "13812345678")),
        ("13912342207、13812345678（妻）", ("13912342207", "13812345678")),
        ("1391234220713812345678", ("13912342207", "13812345678")), ("13912342207 13912342207", ("13912342207",)),
        ("0571-88881234", ("057188881234",)), ("0571 8888 1234".replace(" 8888 ", "-8888"), ("057188881234",)),
        ("88881234", ("88881234",)), ("+852 9123 4567", ("+85291234567",)), ("+86 139 1234 2207", ("13912342207",)),
        ("妻：13812345678", ("13812345678",)), ("无", ()), ("-", ()), ("", ()), ("8001", ("8001",)),
    ],
)  # fmt: skip  # a table
def test_the_numbers_of_a_cell(cell: str, phones: tuple[str, ...]) -> None:
    """Several in a cell, run together, with words beside them; "none" is none."""
    assert only("房号|姓名|电话", f"1-1-101|张三|{cell}").phones == phones


def test_several_columns_of_numbers_are_tried_in_their_order() -> None:
    """Mobile, then home."""
    assert only("房号|姓名|手机|家庭电话", "1-1-101|张三|13912342207|0571-88881234").phones == (
        "13912342207",
        "057188881234",
    )


@pytest.mark.parametrize(
    ("cell", "relation"),
    [
        ("业主", "owner"), ("本人", "owner"), ("产权人", "owner"), ("配偶", "family"), ("业主配偶", "family"),
        ("儿子", "family"), ("租户家属", "family"),
        ("家庭成员", "family"), ("租户", "tenant"), ("承租人", "tenant"), ("保姆", "housekeeper"),
        ("公司员工", "staff"), ("中介", "agent"),
        ("Owner", "owner"), ("TENANT", "tenant"), ("family member", "family"), ("", None), ("-", None),
    ],
)  # fmt: skip  # a table
def test_a_relation_is_known_however_it_is_called(cell: str, relation: str | None) -> None:
    """The narrower word decides: an owner's wife is family."""
    assert only("房号|姓名|关系", f"1-1-101|张三|{cell}").relation == relation


def test_co_owners_of_one_cell_are_two_people() -> None:
    """Each with his number, where there are as many numbers as names."""
    found, refused = read(
        "房号|业主姓名|电话", "1-1-101|张三、李四|13912342207 13812345678", "1-1-102|王五/赵六|13912342200"
    )
    assert refused == []
    assert [(p.name, p.phones) for p in found] == [
        ("张三", ("13912342207",)), ("李四", ("13812345678",)), ("王五", ("13912342200",)), ("赵六", ()),
    ]  # fmt: skip  # a table
    assert only("unit|name", "1-1-101|Emma Wilson").name == "Emma Wilson"
    assert only("unit|name", "1-1-101|O'Brien, Sean").name == "O'Brien, Sean"


def test_owner_and_tenant_of_one_row_are_two_people() -> None:
    """Two names, two numbers, one unit."""
    found, _refused = read("房号|业主姓名|业主电话|租户姓名|租户电话", "1-1-101|张三|13912342207|李四|13812345678")
    assert [(p.name, p.relation, p.phones) for p in found] == [
        ("张三", None, ("13912342207",)), ("李四", "tenant", ("13812345678",)),
    ]  # fmt: skip  # a table


@pytest.mark.parametrize("name", ["", "空置", "-", "无", "未售"])
def test_an_empty_home_is_a_unit(name: str) -> None:
    """It stands in the register of units, with nobody in it."""
    person = only("房号|姓名", f"1-1-101|{name}")
    assert (person.unit, person.name) == ("1-1-101", "")


def test_a_person_in_two_rows_is_one_with_both_numbers() -> None:
    """Contradictions are for somebody to look at."""
    found, refused = read(
        "房号|姓名|关系|电话", "1-1-101|张三|业主|13912342207", "1栋1单元101|张三||13812345678", "1-1-101|张三|租户|"
    )
    assert [(p.phones, p.relation) for p in found] == [(("13912342207", "13812345678"), "owner")]
    assert [line.line for line in refused] == [3]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("|张三||", "没有房号"), ("隔壁老王家|张三||", "不是房号"), ("1-1-101||13912342207|", "没有姓名"),
        ("1-1-101|123||", "不是姓名"),
        ("1-1-101|张三|1.39E+10|", "Excel"), ("1-1-101|张三|打他手机|", "电话"), ("1-1-101|张三||外星人", "关系"),
        ("1-1-101|张\x1b三||", "控制字符"),
        (f"1-1-101|{'长' * 101}||", "100"),
    ],
)  # fmt: skip  # a table
def test_a_row_is_refused_with_its_line_and_its_reason(row: str, says: str) -> None:
    """In words, beside what was read of it; the rows around it are taken."""
    found, (refused,) = read("房号|姓名|电话|关系", "9-1-101|李四||", row)
    assert (refused.line, refused.what, len(found)) == (2, "refused", 1)
    assert says in str(refused.why)


CELL = st.text(st.characters(exclude_categories=("Cs",)), max_size=20) | st.sampled_from(
    ["3-2-1005", "13912342207", "业主", "是", "张三", "=1+1", "1e10", "空置", "\t", "'"]
)


@given(st.lists(st.lists(CELL, min_size=7, max_size=7), max_size=5))
def test_any_cells_are_people_or_refused_rows(cells: list[list[str]]) -> None:
    """Nothing that a cell may hold ends an import, and each row ends in exactly one of the two."""
    fields = ["unit", "name", "relation", "phone", "collects", "language", "remark"]
    rows = [(line, tuple(row)) for line, row in enumerate(cells, 1)]
    found, refused = people(rows, fields)
    assert len({(p.unit, p.name) for p in found}) == len(found)
    assert len(refused) <= len(rows)
    assert all(str(line.why) for line in refused)
    again, _refused = people(rows, fields)
    assert again == found


def test_every_field_that_heads_name_can_be_taken_over() -> None:
    """The table of heads and the table of fields know the same words."""
    assert set(columns._HEADS) | {"phone", "tenant_phone"} == set(columns.FIELDS)
