"""The lines of a slip: equal to the house's drawings, whole with any text, in one language or both."""

from pathlib import Path

import pytest

from kiosk.i18n import Both
from kiosk.printing import slip, text
from kiosk.printing.cells import LONGEST, cells, clean, wrap
from kiosk.printing.layout import Line, layout

from . import samples

DRAWINGS = Path(__file__).parent.parent / "slips"


def drawn(blocks: list[slip.Block], **how: object) -> list[str]:
    """The drawing of blocks, without frame."""
    return [row for row in text.render(layout(blocks, **how)).splitlines() if "|" in row]  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("columns", [48, 32])
def test_luggage_set_is_printed_as_it_is_drawn(columns: int, language: str) -> None:
    drawing = DRAWINGS / f"luggage_set_{80 if columns == 48 else 58}_{language}.txt"
    assert text.render(layout(samples.luggage_set(), columns=columns, language=language)) == drawing.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_stored_slip_prints_like_the_first_one(language: str) -> None:
    blocks = samples.luggage_set()
    stored = slip.load(slip.dump(blocks))
    assert layout(stored, language=language) == layout(blocks, language=language)
    assert slip.dump(stored) == slip.dump(blocks)


def test_every_part_is_a_paper_of_its_own_and_ends_with_a_cut() -> None:
    papers = [layout(part.blocks) for part in slip.parts(samples.luggage_set())]
    assert len(papers) == 3
    assert [one for paper in papers for one in paper] == layout(samples.luggage_set())
    assert layout([slip.text("a")])[-1].kind == "cut"
    assert [str(part.title) for part in slip.parts(samples.luggage_set())] == ["寄存联", "提取联", "1/3"]


def test_a_cut_without_a_tear_line() -> None:
    assert [line.kind for line in layout([slip.text("a"), slip.tear("")])] == ["text", "cut"]


def test_taking_a_rule_away_takes_its_blocks_away() -> None:
    blocks = samples.desk_copy()
    gone = set(blocks) - set(slip.without(blocks, frozenset({"STO-07"})))
    assert [type(one) for one in gone] == [slip.Sign]


@pytest.mark.parametrize(
    ("language", "first"),
    [("zh", "补打 1  李婷 14:52  卡纸"), ("en", "REPRINT 1  Li Ting 14:52  paper jam")],
)
def test_a_reprint_says_so_above_all_else_and_changes_nothing(language: str, first: str) -> None:
    reprint = (1, Both("李婷", "Li Ting"), "14:52", Both("卡纸", "paper jam"))
    lines = layout(samples.desk_copy(), language=language, reprint=reprint)
    assert (lines[0].text, lines[0].rank) == (first, "B")
    assert lines[1:] == layout(samples.desk_copy(), language=language)


def test_what_is_not_known_yet_is_two_dots() -> None:
    assert drawn([slip.row("位置", None), slip.big(None)])[0].startswith("      |位置      ··")


def test_a_count_of_nothing_is_printed() -> None:
    assert "0" in drawn([slip.row("留言", 0)])[0]


@pytest.mark.parametrize(
    ("content", "width", "wanted"),
    [
        ("请勿寄存现金、证件和贵重物品。", 29, ["请勿寄存现金、证件和贵重物", "品。"]),
        ("现金（共300元）已收", 8, ["现金（共", "300元）", "已收"]),
        ("共￥1,280.00元", 8, ["共", "￥1,280.", "00元"]),
        ("insect-breeding or smelly", 15, ["insect-breeding", "or smelly"]),
        ("a  b", 10, ["a  b"]),
        ("", 10, [""]),
        ("，，，，，，", 4, ["，，", "，，", "，，"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(content: str, width: int, wanted: list[str]) -> None:
    assert wrap(content, width) == wanted


def test_text_keeps_no_controls_and_one_yen_sign() -> None:
    assert clean("a\x1b@\x1d\x10b\u202ec\u200bd\x9be\nf\u00a5\ufe0f") == "a@bcde f\uffe5"
    assert clean("e\u0301") == "é"


def test_what_is_cut_says_how_much_is_left_out() -> None:
    """Nobody signs for what he cannot see without being told of it."""
    assert clean("汉" * LONGEST) == "汉" * LONGEST
    for much in (LONGEST + 1, LONGEST * 3, LONGEST * 9):
        found = clean("汉" * much)
        shown, _dots, left = found.rstrip(")").partition("... (+")
        assert (len(found) <= LONGEST, len(shown) + int(left)) == (True, much)


def test_letters_that_no_printer_holds_are_spelt_as_in_a_passport() -> None:
    assert clean("Łukasz Dvořák Şahin lǚ Zoë") == "Lukasz Dvorák Sahin lǚ Zoë"


@pytest.mark.parametrize(("content", "rank"), [("C-4-06", "Q"), ("L-1122-04", "T"), ("￥300.00", "D"), ("x" * 17, "H")])
def test_the_big_line_falls_to_what_fits(content: str, rank: str) -> None:
    assert layout([slip.big(content, "Q")], columns=32)[0].rank == rank


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("long", ["长" * 2000, "x" * 2000, "、" * 2000, "a b " * 500, "𬭎" * 2000])
def test_two_thousand_characters_break_no_line(columns: int, language: str, long: str) -> None:
    blocks = [
        slip.head(long, long), slip.title(long, long, long), slip.big(long, "Q"), slip.row(long, long),
        slip.row("a", long, rank="H"), slip.item(long, long), slip.item("1/3  " + long, "b", after=long),
        slip.cells(long, long, long), slip.note(long, number=3), slip.text(long, "D"), slip.sign(long, date=long),
        slip.code(long), slip.tear(long),
    ]  # fmt: skip
    lines = layout(blocks, columns=columns, language=language, reprint=(1, long, "14:52", long))
    assert all(fits(line) for line in lines)
    assert len(lines) < 900


def fits(line: Line) -> bool:
    """Whether a line keeps to its paper."""
    return line.kind == "qr" or cells(line.text) * line.width <= line.columns


def test_a_list_line_hangs_under_its_text() -> None:
    rows = drawn([slip.item("16:30  spare key: lock up, return 2-3-0601 K-1122-03")], columns=32, language="en")
    assert rows[1] == "      |       return 2-3-0601 K-1122-03|"


def test_a_table_keeps_its_columns() -> None:
    rows = drawn([slip.cells("", "账面", "实点", "差"), slip.cells("现金", "3,506.00", "3,506.00", "0")])
    assert rows[0] == "      |                        账面      实点        差|"
    assert rows[1] == "      |现金                3,506.00  3,506.00         0|"
