"""Typed text becomes a value or one sentence, never an error; difficult names are kept as they are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.answers import PARSERS, AnswerError, Secret, parse
from tests.counter import UNIT, Counter

TZ = ZoneInfo("Asia/Shanghai")
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=60), st.binary(max_size=20), st.datetimes(),
    st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)  # fmt: skip  # one paragraph


@pytest.mark.parametrize("editor", sorted(PARSERS))
@given(raw=ANYTHING)
def test_anything_is_a_value_or_a_sentence(editor: str, raw: object) -> None:
    """Whatever a form, a scanner or an import brings."""
    sentence: object = "taken"
    try:
        parse(editor, raw, TZ)
    except AnswerError as error:
        sentence = error.words
    assert str(sentence)


@given(st.integers(0, 999_999_999))
def test_money_is_whole_fen(fen: int) -> None:
    """Typed in yuan with two places, kept exactly."""
    assert parse("money", f"{fen // 100}.{fen % 100:02d}", TZ) == fen


@pytest.mark.parametrize(
    ("typed", "fen"), [("12", 1200), ("12.5", 1250), ("0.05", 5), ("¥1,234.50", 123450), ("１２．５０", 1250), (7, 700)]
)
def test_money_as_people_type_it(typed: object, fen: int) -> None:
    """Full width, sign, thousands."""
    assert parse("money", typed, TZ) == fen


@pytest.mark.parametrize("typed", ["1.234", "-5", "1e3", "abc", "", "1.2.3", "99999999", "٣"])
def test_money_that_is_none(typed: str) -> None:
    """No third place, no minus, no other digits."""
    with pytest.raises(AnswerError):
        parse("money", typed, TZ)


@pytest.mark.parametrize("typed", ["0001-01-01 00:00", "9999-12-31 23:59", "1899-12-31 23:59", "2201-01-01 00:00"])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_an_hour_of_another_century_is_none(typed: str, zone: str) -> None:
    """At the ends of time another zone's hour does not exist: no board may break over it."""
    with pytest.raises(AnswerError):
        parse("datetime", typed, ZoneInfo(zone))


def test_an_hour_is_one_of_the_estate() -> None:
    """Typed local, kept in UTC; a day alone is its midnight there."""
    assert parse("datetime", "2026-11-25 18:00", TZ) == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert parse("datetime", "2026-11-25", TZ) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    assert parse("date", "2026-11-25", TZ) == date(2026, 11, 25)


@pytest.mark.parametrize("typed", ["2026-02-30", "2026-13-01", "26-1-1", "tomorrow", "", "0000-00-00"])
def test_a_day_that_does_not_exist(typed: str) -> None:
    """A sentence with an example."""
    for editor in ("date", "datetime"):
        with pytest.raises(AnswerError, match="2026"):
            parse(editor, typed, TZ)


@given(st.text(min_size=4, max_size=40).filter(lambda t: t.isprintable() and len(t.strip()) > 3))
def test_a_secret_shows_its_mask_only(plain: str) -> None:
    """In str, repr and formats, whatever it holds."""
    try:
        secret = parse("secret", plain, TZ)
    except AnswerError:
        return
    assert isinstance(secret, Secret)
    hidden = "*" * (len(secret.reveal()) - 2)
    assert [f"{secret}"[1:-1], f"{secret!r}"[1:-1], f"{[secret]}"[2:-2]] == [hidden] * 3


# --- difficult names --------------------------------------------------------------------------------

KEPT = (
    "䶮", "𬭎", "㛃", "龦", "买买提·艾合买提", "Nguyễn Thị Ánh", "O'Brien-Łukasz", "=1+1", "@SUM(A1)", "<img src=x>",
    "<table width=99999>", "Robert'); DROP TABLE record;--", "{name} %s %n", "张三👨‍👩‍👧", "../../etc/passwd", "NULL", "0",
    "محمد علي", "小" * 100, "a\u0301", "　张　三　", "\\n", '"', "Ａｎｎａ",
)  # fmt: skip  # one paragraph
REFUSED = ("x" * 101, "小" * 2000, "a\x1b@b", "a\x1dVb", "a\x10\x04b", "a\x00b", "a\nb\x07", "\ud800")


@pytest.mark.parametrize("name", KEPT)
def test_a_difficult_name_is_kept_found_and_printed(counter: Counter, name: str) -> None:
    """Stored, shown and on paper alike; nothing in it is executed or breaks a page."""
    outcome = counter.desk.take(
        "luggage.store", {"unit": UNIT, "party": name, "relation": "owner", "pieces": [_BAG]}, once="x"
    )
    party = counter.reader.page(outcome.number).row.party
    assert party.replace(" ", "")[:2] == parse("line", name, TZ).replace(" ", "")[:2]
    for language in ("zh", "en", "both"):
        assert counter.paper(outcome, "desk_copy", language)
    assert outcome.number in [found.key for found in counter.reader.find(outcome.number)]
    counter.reader.find(name)


_BAG = {"kind": "bag", "size": "1"}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused_with_one_sentence(counter: Counter, name: str) -> None:
    """Too long, or with bytes that command a printer."""
    draft = counter.draft("luggage.store", unit=UNIT, party=name)
    assert str(draft.errors["party"])


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\ufeff", "\u2066"])
def test_characters_that_turn_text_round_are_dropped(counter: Counter, hidden: str) -> None:
    """A name cannot pretend to be another one."""
    assert counter.shown("luggage.store", "party", unit=UNIT, party=f"张{hidden}三") == "张三"


@given(name=st.text(max_size=120))
def test_any_text_is_kept_clean_or_refused(name: str) -> None:
    """What is kept has no control characters, is not longer than a line, and stays what it is when read again."""
    try:
        kept = parse("line", name, TZ)
    except AnswerError:
        return
    assert len(kept) <= 100
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in kept)
    assert parse("line", kept, TZ) == kept


@pytest.mark.parametrize("editor", ["line", "note", "person", "phone"])
@pytest.mark.parametrize(
    "typed", ["33010619900101123X", "身份证 330106 19900101 123x", "证件３３０１０６19900101123X。"]
)
def test_a_document_number_stands_in_no_open_text(editor: str, typed: str) -> None:
    """It is kept sealed only; a name, a remark or a telephone would lie in plain, in the journal too."""
    with pytest.raises(AnswerError):
        parse(editor, typed, TZ)
    assert isinstance(parse("secret", "33010619900101123X", TZ), Secret)


@pytest.mark.parametrize("typed", ["330106199001011236", "SF1234567890123", "133010619900101123X", "2026-11-22 18:00"])
def test_what_only_resembles_a_document_number_may_be_said(typed: str) -> None:
    """Wrong check digit, other numbers; and a carrier's code is taken as it is."""
    assert parse("note", typed, TZ) == typed
    assert parse("scans", ["33010619900101123X"], TZ) == ["33010619900101123X"]
