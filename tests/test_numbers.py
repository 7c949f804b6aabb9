"""Numbers: unique for ever, short for people, and proof against a wrong character in a scan."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from kiosk import numbers

PREFIXES = st.text(string.ascii_uppercase, min_size=1, max_size=2)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
RUNS = st.integers(1, 9999)


@given(PREFIXES, DAYS, RUNS)
def test_what_is_made_reads_back(prefix: str, day: date, run: int) -> None:
    """Number → code → number, for any prefix, day and run."""
    number = numbers.make(prefix, day, run)
    assert numbers.read(numbers.payload(number)) == numbers.Code(number)


@given(PREFIXES, DAYS, RUNS, st.integers(1, 60), st.integers(2, 30))
def test_tags_and_tickets_read_back(prefix: str, day: date, run: int, piece: int, issue: int) -> None:
    """A tag names its piece, a re-issued ticket its issue, and neither passes for the other."""
    number = numbers.make(prefix, day, run)
    tag, ticket = numbers.read(numbers.payload(number, piece=piece)), numbers.read(numbers.payload(number, issue=issue))
    assert tag == numbers.Code(number, piece=piece, is_tag=True)
    assert ticket == numbers.Code(number, issue=issue)


@given(DAYS, RUNS, st.data())
def test_one_wrong_character_is_noticed(day: date, run: int, data: st.DataObject) -> None:
    """Another character anywhere: no code of ours, or at least never another record's."""
    number = numbers.make("L", day, run)
    code = numbers.payload(number)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([c for c in string.digits + string.ascii_uppercase if c != code[at]]))
    assert numbers.read(code[:at] + other + code[at + 1 :]) is None


@given(DAYS, RUNS, st.data())
def test_two_swapped_characters_are_noticed(day: date, run: int, data: st.DataObject) -> None:
    """The commonest slip of a typing finger."""
    code = numbers.payload(numbers.make("L", day, run))
    at = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    found = numbers.read(swapped)
    assert swapped == code or found is None


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Scanners bring anything: parcels, addresses, control characters."""
    found = numbers.read(text)
    assert found is None or numbers.payload(found.number)[:-1] == found.number
    assert isinstance(numbers.from_short(text, date(2026, 11, 22)), list)
    assert numbers.short(text) is not None


@given(DAYS, st.integers(1, 999))
def test_a_short_number_finds_its_own_again(day: date, run: int) -> None:
    """Typed as printed, with or without hyphens, this year or the last."""
    number = numbers.make("L", day, run)
    brief = numbers.short(number)
    for typed in (brief, brief.replace("-", ""), brief.lower(), f" {brief} "):
        assert number in numbers.from_short(typed, day)
        assert number in numbers.from_short(typed, day.replace(day=1) + timedelta(days=200)) or day.month < 7


def test_codes_are_case_blind_and_trimmed() -> None:
    """Some scanners send small letters and a line end."""
    code = numbers.payload("L26112204")
    assert numbers.read(f" {code.lower()}\r\n") == numbers.Code("L26112204")


@pytest.mark.parametrize("number", ["··", "", "L2611220", "L26112204 ", "l26112204"])
def test_a_preview_opens_nothing(number: str) -> None:
    """A code that is not stored yet leads nowhere."""
    assert numbers.payload(number) == "PREVIEW"
    assert numbers.read("PREVIEW") is None


def test_the_drawings_of_the_house() -> None:
    """L26112204 is L-1122-04, and 04 stays two digits until there are more."""
    assert numbers.make("L", date(2026, 11, 22), 4) == "L26112204"
    assert numbers.short("L26112204") == "L-1122-04"
    assert numbers.short(numbers.make("LR", date(2026, 11, 22), 104)) == "LR-1122-104"


def test_a_waybill_of_the_same_shape_is_none_of_ours() -> None:
    """One in thirty-six has a right check character by chance; it names no day."""
    foreign = next(code for n in range(99999) if mod_37_36.is_valid(code := f"G99{n:09d}"))
    assert numbers.read(foreign) is None
