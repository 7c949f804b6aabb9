"""The one box over a whole desk: what steps write is found in the same transaction, and says where it stands."""

import pytest

from kiosk.errors import RefusalError
from kiosk.values import Found
from tests.counter import OWNER, UNIT, Counter


def _found(counter: Counter, typed: str, kind: str = "record") -> list[Found]:
    return [one for one in counter.reader.find(typed) if one.kind == kind]


@pytest.mark.parametrize(
    "typed", ["沈佳宜", "佳宜", "sjy", "shenjiayi", UNIT, "3栋2单元1005室", "1005", "L-1122-01", "112201"]
)
def test_a_record_is_found_by_person_unit_and_number(counter: Counter, typed: str) -> None:
    outcome = counter.store()
    assert outcome.number in [one.key for one in _found(counter, typed)]


def test_a_place_finds_what_lies_there_and_nothing_when_it_is_empty(counter: Counter) -> None:
    outcome = counter.store()
    assert [one.key for one in _found(counter, outcome.place)] == [outcome.number]
    counter.take("luggage.cancel", outcome.number, reason="没有寄存")
    assert _found(counter, outcome.place) == []


def test_what_is_closed_is_found_behind_what_is_open(counter: Counter) -> None:
    first, second = counter.store(), counter.store()
    counter.take("luggage.cancel", second.number, reason="没有寄存")
    assert [one.key for one in _found(counter, OWNER)] == [first.number, second.number]


def test_a_step_that_fails_leaves_no_words(counter: Counter) -> None:
    with pytest.raises(RefusalError):
        counter.take("estate.move_in", unit="9-9-999", name="欧阳静")
    assert counter.reader.find("欧阳静") == []


def test_a_resident_is_found_by_name_and_telephone(counter: Counter) -> None:
    for typed in (OWNER, "sjy", "2207", "139 1234 2207", "+86 13912342207"):
        assert [one.key for one in _found(counter, typed, "person")] == [UNIT], typed


def test_who_moved_out_is_found_and_said_to_be_gone(counter: Counter) -> None:
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    (found,) = _found(counter, "sjy", "person")
    assert str(found.state) == "已迁出"


def test_a_name_of_another_script_is_found(counter: Counter) -> None:
    counter.take("estate.move_in", unit=UNIT, name="Søren Kjærgaard", relation="tenant")
    for typed in ("kjærgaard", "Kjærgaard", "sk", "kjæ", "soren", "kjaergaard"):
        assert _found(counter, typed, "person"), typed
