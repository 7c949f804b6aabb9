"""Names, pinyin, telephones, documents and units as people write them."""

import os
import re
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.answers import AnswerError, parse
from kiosk.people import (
    clean_line,
    clean_note,
    fold,
    initials,
    latin,
    likely_phone,
    mask_name,
    mask_phone,
    normal_phone,
    normal_unit,
    phone_tail,
    readings,
    sort_key,
)
from kiosk.people.documents import KINDS, doubtful, plausible, same_person
from kiosk.people.names import LINE, NOTE, TextError
from kiosk.people.pinyin import READINGS, _read

ROOT = Path(__file__).resolve().parent.parent

TODAY = date(2026, 11, 22)
#: Surnames that pypinyin reads wrongly, and the initial that a clerk types (RELIABILITY).
EIGHTEEN = {
    "单": "s", "仇": "q", "解": "x", "曾": "z", "区": "o", "查": "z", "盖": "g", "朴": "p", "翟": "z", "覃": "q",
    "乐": "y", "隗": "w", "阚": "k", "乜": "n", "繁": "p", "句": "g", "折": "s", "召": "s",
}  # fmt: skip  # a table


@pytest.mark.parametrize("code", ["\x1b", "\x1d", "\x10", "\x00", "\x07", "\n", "\x7f", "\x9b", "\ud800"])
def test_control_characters_are_refused_in_a_line(code: str) -> None:
    with pytest.raises(TextError):
        clean_line(f"沈{code}佳宜")


def test_a_line_is_composed_and_its_spaces_are_joined() -> None:
    assert clean_line("  José\u3000 \u00a0García\t") == "José García"


def test_hidden_and_turning_characters_are_dropped() -> None:
    assert clean_line("沈\u202e佳\u200b宜\ufeff") == "沈佳宜"


def test_names_of_fifty_and_of_a_hundred_characters_are_kept() -> None:
    for length in (50, LINE):
        assert clean_line("长" * length) == "长" * length
    with pytest.raises(TextError):
        clean_line("长" * (LINE + 1))


def test_the_dot_between_parts_of_a_name_is_one_character() -> None:
    for dot in "·•‧∙・":
        assert clean_line(f"迪丽热巴{dot}迪力木拉提") == "迪丽热巴·迪力木拉提"
    assert clean_line("3.5 kg • A") == "3.5 kg • A"


def test_a_note_keeps_its_lines_whatever_ends_them() -> None:
    assert clean_note("一\r\n二\r三\u2028四") == "一\n二\n三\n四"
    with pytest.raises(TextError):
        clean_note("x" * (NOTE + 1))
    with pytest.raises(TextError):
        clean_note("a\x1bb")


@given(st.text(max_size=120))
def test_a_cleaned_line_is_safe_and_cleaning_it_again_changes_nothing(raw: str) -> None:
    try:
        kept = clean_line(raw)
    except TextError:
        return
    assert clean_line(kept) == kept
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in kept)
    assert len(kept) <= LINE


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("沈佳宜", "沈**"), ("单雪", "单*"), ("欧阳静", "欧阳*"), ("欧阳", "欧*"), ("上官婉儿", "上官**"),
        ("Shen Jiayi", "Shen **"), ("Madonna", "M**"), ("迪丽热巴·迪力木拉提", "迪丽热巴·**"), ("𬭎", "𬭎*"), ("", ""),
        ("沈女士", "沈*"), ("䶮喆", "䶮*"),
    ],
)  # fmt: skip  # a table
def test_a_masked_name_shows_the_family_name_alone(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(alphabet="沈佳宜单雪欧阳abc ·王", min_size=2, max_size=12).map(clean_line).filter(lambda n: len(n) > 1))
def test_a_mask_never_shows_the_whole_name(name: str) -> None:
    assert mask_name(name) != name
    assert name not in mask_name(name)


@pytest.mark.parametrize(("surname", "initial"), EIGHTEEN.items())
def test_surnames_are_read_as_surnames_first_and_the_common_reading_is_kept(surname: str, initial: str) -> None:
    assert sort_key(f"{surname}佳")[0] == initial
    assert f"{initial}j" in initials(f"{surname}佳")


def test_a_name_is_found_by_either_reading() -> None:
    assert {"shanxuesong", "danxuesong"} <= readings("单雪松")
    assert {"sxs", "dxs"} <= initials("单雪松")


def test_compound_surnames_have_readings_of_their_own() -> None:
    assert "yuchigong" in readings("尉迟恭")
    assert "zhangsunwuji" in readings("长孙无忌")


@pytest.mark.parametrize("typed", ["lvna", "luna", "lyuna"])
def test_u_umlaut_is_found_however_it_is_typed(typed: str) -> None:
    assert typed in readings("吕娜")


def test_the_surnames_other_reading_survives_a_long_name() -> None:
    """A plain product of readings would spend its limit on the last characters."""
    assert {"s", "d"} <= {i[0] for i in initials("单长行乐重朝参差")}


def test_names_without_han_have_initials_and_an_order_too() -> None:
    assert initials("José María") == {"jm"}
    assert initials("김 민수") == {fold("김")[0] + fold("민수")[0]}
    assert sorted(["张伟", "Émile", "曾志", "单雪"], key=sort_key) == ["Émile", "单雪", "曾志", "张伟"]


@given(st.text(max_size=30))
def test_any_text_has_readings_initials_and_an_order(name: str) -> None:
    assert all(isinstance(one, str) for one in (*readings(name), *initials(name), sort_key(name), mask_name(name)))


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("3-2-1005", "3-2-1005"), ("3栋2单元1005室", "3-2-1005"), ("3号楼2单元1005", "3-2-1005"),
        ("3幢２单元１００５", "3-2-1005"), ("三栋二单元1005", "3-2-1005"), ("十二号楼1单元201", "12-1-201"),
        ("3 2 1005", "3-2-1005"), ("3#2-1005", "3-2-1005"), ("03-02-0302", "3-2-0302"), ("3栋2单元10层1005", "3-2-1005"),
        ("A座1005", "A-1005"), ("a座1005", "A-1005"), ("1栋A座1005", "1-A-1005"), ("3－2－1005", "3-2-1005"),
        ("别墅A12", "别墅A12"), ("A12别墅", "别墅A12"), ("12号别墅", "别墅12"), ("商铺1-1", "商铺1-1"), ("门面3", "门面3"),
        ("地下室12", "地下室12"), ("5-1-2101", "5-1-2101"),
    ],
)  # fmt: skip  # a table
def test_units_meet_in_one_spelling(typed: str, unit: str) -> None:
    assert normal_unit(typed) == unit
    assert normal_unit(unit) == unit


@pytest.mark.parametrize("typed", ["", "沈佳宜", "1005", "shen", "3-2-1005\x1b", "-" * 50, "13912342207"])
def test_what_is_no_unit_is_none(typed: str) -> None:
    assert normal_unit(typed) is None


@given(
    st.integers(1, 40),
    st.integers(1, 9),
    st.integers(1, 33),
    st.integers(1, 8),
    st.sampled_from(["栋", "幢", "号楼", "#", "座"]),
)
def test_every_home_of_a_tower_meets_itself(building: int, entrance: int, floor: int, door: int, word: str) -> None:
    room = f"{floor}{door:02d}"
    assert normal_unit(f"{building}{word}{entrance}单元{room}室") == f"{building}-{entrance}-{room}"


@given(st.text(max_size=60))
def test_a_unit_once_spelled_stays(text: str) -> None:
    unit = normal_unit(text)
    assert unit is None or normal_unit(unit) == unit


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("139 1234 2207", "13912342207"), ("+86 139-1234-2207", "13912342207"), ("１３９１２３４２２０７", "13912342207"),
        ("0571-8888 1234", "057188881234"), ("0571-88881234转801", "057188881234x801"), ("+852 9123 4567", "+85291234567"),
        ("00852 91234567", "+85291234567"), ("8888", "8888"), ("", ""), ("内线 12", "12"),
    ],
)  # fmt: skip  # a table
def test_telephones_are_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert normal_phone(typed) == kept


def test_a_telephone_is_shown_masked_and_found_by_its_tail() -> None:
    assert mask_phone("13912342207") == "139****2207"
    assert mask_phone("8888") == "****"
    assert mask_phone(None) == ""
    assert (phone_tail("139 1234 2207"), phone_tail("0571-88881234转801"), phone_tail("12")) == ("2207", "1234", "")


def test_a_number_that_cannot_be_dialled_is_doubtful() -> None:
    assert likely_phone("139 1234 2207")
    assert not likely_phone("12")


@pytest.mark.parametrize(
    "number", ["110101199003074477", "810000199003070114", "11010119900307447", "235407195106112745"]
)
def test_a_resident_number_is_judged_by_check_digit_and_day_alone(number: str) -> None:
    digits = [int(d) for d in number[:17]]
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    right = "10X98765432"[sum(d * w for d, w in zip(digits, weights, strict=True)) % 11]
    assert plausible(number[:17] + right, TODAY)
    assert not plausible(number[:17] + ("0" if right != "0" else "1"), TODAY)


def test_old_numbers_have_fifteen_digits_and_nobody_is_born_tomorrow() -> None:
    assert plausible("110101900307447", TODAY)
    assert not plausible("11010120990307447X", TODAY)
    assert not plausible("110101901332447", TODAY)


def test_a_doubt_is_words_and_every_kind_has_them_in_two_languages() -> None:
    assert doubtful("resident", "123", TODAY) is not None
    assert doubtful("passport", "E12345678", TODAY) is None
    assert doubtful("taiwan", "01234567", TODAY) is None
    assert doubtful("residence", "LIU110190031501", TODAY) is None
    assert doubtful("other", "anything at all", TODAY) is None
    assert all(kind.words.to("zh") != kind.words.to("en") for kind in KINDS)  # type: ignore[union-attr]  # ours are Words


def test_a_renewed_travel_permit_names_the_same_person() -> None:
    assert same_person("home_return", "H1234567800", "h12345678 01")
    assert not same_person("passport", "E12345678", "E12345679")


def test_a_telephone_answer_is_kept_in_one_spelling() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert parse("phone", " +86 139-1234-2207 ", zone) == "13912342207"
    assert parse("phone", "8000", zone) == "8000"
    with pytest.raises(AnswerError):
        parse("phone", "沈佳宜", zone)


def test_reading_names_loads_no_library() -> None:
    """Its tables cost 12 MiB, with phrases 44, and most of the first save."""
    code = "import sys; from kiosk.people import readings; readings('沈佳宜'); print('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_every_character_is_read_as_pypinyin_reads_it() -> None:
    """The table is that of the library that is locked; `.ci/pinyin.py write` renews it."""
    code = "import runpy; print(runpy.run_path('.ci/pinyin.py')['text'](), end='')"
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=ROOT, env=environment
    )
    assert made.stdout == READINGS.read_text(encoding="utf-8")
    assert made.stdout.count("\n") > 5000
    for line in made.stdout.splitlines()[::100]:
        said, _space, characters = line.partition(" ")
        assert {one.replace("ü", "v") for one in said.split(",")} <= {*_read(characters[0]), *_read(characters[-1])}


@pytest.mark.parametrize("name", ["𪚥", "㐀"])
def test_a_character_is_found_wherever_it_stands(name: str) -> None:
    """Also beyond the first plane."""
    assert all(re.fullmatch("[a-z]+", one) for one in readings(name))


def test_a_character_that_nobody_reads_is_its_own() -> None:
    assert readings("\U0003134f") == {"\U0003134f"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("沈佳宜", "Shen Jiayi"),
        ("单雪松", "Shan Xuesong"),
        ("欧阳静", "Ouyang Jing"),
        ("李", "Li"),
        ("吕布", "Lyu Bu"),
        ("Tom Lee", ""),
    ],
)
def test_a_name_for_whoever_reads_no_chinese(name: str, said: str) -> None:
    """The surname's own reading first; what is no Chinese name stays as it is written."""
    assert latin(name) == said
