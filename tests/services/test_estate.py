"""Units, residents and notes: what a clerk keeps of the households."""

import pytest

from tests.counter import OWNER, UNIT, Counter


def test_somebody_moves_in_and_is_found(counter: Counter) -> None:
    """By name, pinyin, initials, phone tail and unit, at once."""
    counter.take("estate.move_in", unit="3栋2单元1005室", name="单丽华", phone="139 8888 4321", relation="family")
    for typed in ("单丽华", "丽华", "shanlihua", "slh", "4321", "3-2-1005"):
        assert "单丽华" in [found.title for found in counter.reader.find(typed)], typed


def test_an_unknown_unit_is_refused(counter: Counter) -> None:
    """Nobody moves into a home that the register does not have."""
    assert counter.refusal("estate.move_in", unit="9-9-909", name="某人") != ""


def test_a_name_stands_once_in_a_unit(counter: Counter) -> None:
    """The same name in another unit is somebody else."""
    assert counter.refusal("estate.move_in", unit=UNIT, name=OWNER) != ""
    assert counter.refusal("estate.move_in", unit="5-1-2101", name=OWNER) == ""


def test_who_moved_out_stays_in_the_file(counter: Counter) -> None:
    """No longer offered for the unit; found as moved out."""
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    assert counter.reader.people(UNIT) == []
    assert [(f.title, str(f.state)) for f in counter.reader.find("沈佳宜")] == [(OWNER, "已迁出")]
    assert counter.refusal("estate.move_in", unit=UNIT, name=OWNER) == ""


def test_nobody_moves_out_twice(counter: Counter) -> None:
    """A sentence, not an error."""
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    assert counter.refusal("estate.move_out", unit=UNIT, name=OWNER) != ""


def test_a_note_shows_in_every_form_of_its_unit(counter: Counter) -> None:
    """Until its day, that day included."""
    counter.take("estate.add_note", unit=UNIT, text="老人腿脚不便", until="2026-11-23")
    assert counter.draft("luggage.store", unit=UNIT).notes == ("老人腿脚不便",)
    counter.later(days=1)
    assert counter.draft("luggage.store", unit=UNIT).notes == ("老人腿脚不便",)
    counter.later(days=1)
    assert counter.draft("luggage.store", unit=UNIT).notes == ()


def test_a_household_knows_its_slip_language(counter: Counter) -> None:
    """What the file says is what the next slip speaks; what is chosen once is remembered."""
    answers = {"unit": UNIT, "name": "Emma Wilson", "relation": "family", "language": "en"}
    counter.desk.take("estate.move_in", answers, once="Emma")
    assert counter.draft("luggage.store", unit=UNIT, party="Emma Wilson").language == "en"
    counter.store(language="both")
    assert counter.draft("luggage.store", unit=UNIT, party=OWNER).language == "both"


def test_the_phone_is_shown_masked(counter: Counter) -> None:
    """A screen that somebody looks over the shoulder at tells no number."""
    (person,) = counter.reader.people(UNIT)
    assert person.phone == "139****2207"


@pytest.mark.parametrize("unit", ["3-2-1005", "3栋2单元1005", "３－２－１００５", " 3 2 1005 ", "3号楼2单元1005室"])
def test_every_spelling_of_a_unit_is_the_same_home(counter: Counter, unit: str) -> None:
    """Known however it is typed."""
    assert counter.refusal("estate.add_note", unit=unit, text="x") == ""


def test_many_move_in_at_once_or_nobody(counter: Counter) -> None:
    """A register of residents is all or none."""
    counter.sign_in("周明")
    rows = [{"unit": UNIT, "name": "甲一"}, {"unit": "9-9-909", "name": "乙二"}]
    assert counter.refusal("estate.move_in_all", residents=rows) != ""
    assert [p.name for p in counter.reader.people(UNIT)] == [OWNER]
    assert counter.refusal("estate.move_in_all", residents=rows[:1]) == ""
