"""Units, residents and notes: what a clerk keeps of the households."""

from typing import Any

import pytest

from kiosk.values import Contact, Noted
from tests.counter import OWNER, UNIT, Counter


def test_somebody_moves_in_and_is_found(counter: Counter) -> None:
    """By name, pinyin, initials, phone tail and unit, at once."""
    counter.take("estate.move_in", unit="3栋2单元1005室", name="单丽华", phone="139 8888 4321", relation="family")
    for typed in ("单丽华", "丽华", "shanlihua", "slh", "4321", "3-2-1005"):
        assert "单丽华" in [found.title for found in counter.reader.find(typed)], typed


@pytest.mark.rule("FIL-06")
@pytest.mark.parametrize(
    ("step", "answers"),
    [
        ("estate.move_in", {"name": "某人"}), ("estate.add_note", {"text": "x"}),
        ("estate.add_phone", {"name": "x", "phone": "13900001111"}),
        ("estate.reveal", {"reason": "x"}),
    ],
)  # fmt: skip  # a table
def test_everything_hangs_on_a_unit_of_the_register(counter: Counter, step: str, answers: dict[str, Any]) -> None:
    """Nobody and nothing belongs to a home that the register does not have."""
    assert [r.rule for r in counter.draft(step, unit="9-9-909", **answers).refusals if r.about == "unit"] == ["FIL-06"]


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


def test_who_moved_out_moves_back_as_himself(counter: Counter) -> None:
    """The same line of the file, with his number; nobody comes back who never left."""
    assert counter.refusal("estate.move_back", unit=UNIT, name=OWNER) != ""
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    counter.take("estate.move_back", unit=UNIT, name=OWNER, reason="误操作")
    assert [(p.name, p.phone) for p in counter.reader.people(UNIT)] == [(OWNER, "139****2207")]
    assert [str(f.state) for f in counter.reader.find(OWNER)] == ["业主"]
    assert counter.sql("SELECT count(*) FROM resident WHERE name = ?", OWNER) == [(1,)]
    assert counter.refusal("estate.move_back", unit=UNIT, name=OWNER) != ""


def test_nobody_moves_back_beside_his_namesake(counter: Counter) -> None:
    """A name stands once in a unit."""
    counter.take("estate.move_out", unit=UNIT, name=OWNER)
    counter.take("estate.move_in", unit=UNIT, name=OWNER)
    assert counter.refusal("estate.move_back", unit=UNIT, name=OWNER) != ""


def test_a_wrong_name_and_number_are_put_right(counter: Counter) -> None:
    """What is left empty stays; the right name is found, the wrong one no more; the journal has both, and why."""
    answers = {"new_name": "沈嘉怡", "phone": "138 1234 5678", "remark": "英文名 Joy"}
    counter.take("estate.correct", unit=UNIT, name=OWNER, **answers, reason="登记时听错")
    (person,) = counter.reader.people(UNIT)
    assert (person.name, person.phone, str(person.relation), person.remark) == (
        "沈嘉怡",
        "138****5678",
        "业主",
        "英文名 Joy",
    )
    assert [f.title for f in counter.reader.find("5678")] == ["沈嘉怡"]
    assert counter.reader.find("2207") == []
    said = {str(k): v for k, v in counter.reader.journal(limit=1)[0].answers}
    assert (said["住户"], said["正确姓名"], said["电话"], said["原因"]) == (
        f"{OWNER} → 沈嘉怡",
        "沈嘉怡",
        "139****2207 → 138****5678",
        "登记时听错",
    )


def test_a_number_is_taken_away_only_where_it_is_said(counter: Counter) -> None:
    """An empty question takes nothing away."""
    counter.take("estate.correct", unit=UNIT, name=OWNER, relation="tenant", reason="已售后返租")
    assert counter.reader.people(UNIT)[0].phone == "139****2207"
    counter.take("estate.correct", unit=UNIT, name=OWNER, no_phone=True, reason="停机")
    assert counter.reader.people(UNIT)[0].phone == ""


def test_a_correction_corrects_something(counter: Counter) -> None:
    """Nothing filled in, a name that is there already: a sentence each."""
    counter.take("estate.move_in", unit=UNIT, name="沈一诺", relation="family")
    assert counter.refusal("estate.correct", unit=UNIT, name=OWNER, reason="x") != ""
    assert counter.refusal("estate.correct", unit=UNIT, name=OWNER, new_name="沈一诺", reason="x") != ""
    assert (
        counter.refusal("estate.correct", unit=UNIT, name=OWNER, new_name=OWNER, phone="13800001111", reason="x") == ""
    )


# --- whom to call ---------------------------------------------------------------------------------


def contacts(counter: Counter) -> list[Contact]:
    """Return the numbers of the owner's unit in the order in which they are tried."""
    with counter.reader.session() as session:
        found: list[Contact] = counter.reader.here(session, None).look.contacts(UNIT)
    return found


@pytest.mark.rule("FIL-03")
def test_other_contacts_stand_in_the_file(counter: Counter) -> None:
    """The next one to try when the owner does not answer (VIS-12); each number once, found by its end."""
    asked = counter.asked("estate.add_phone", unit=UNIT)
    assert "phone" in asked
    counter.take("estate.add_phone", unit=UNIT, name="李阿姨", label="relative", phone="0571 8888 1234")
    counter.take("estate.add_phone", unit=UNIT, name=OWNER, label="work", phone="057166667777")
    assert [(c.name, str(c.label), c.phone) for c in contacts(counter)] == [
        (OWNER, "手机", "13912342207"), (OWNER, "单位", "057166667777"), ("李阿姨", "亲属", "057188881234"),
    ]  # fmt: skip  # a table
    assert counter.refusal("estate.add_phone", unit=UNIT, name="x", phone="057188881234") != ""
    assert [f.title for f in counter.reader.find("7777")] == [OWNER]
    assert [f.key for f in counter.reader.find("李阿姨")] == [UNIT]


def test_the_order_to_try_is_the_familys(counter: Counter) -> None:
    """A number may be put before others."""
    for name, phone in (("甲", "13700000001"), ("乙", "13700000002")):
        counter.take("estate.add_phone", unit=UNIT, name=name, phone=phone)
    counter.take("estate.add_phone", unit=UNIT, name="丙", phone="13700000003", rank=1)
    assert [c.name for c in contacts(counter)] == [OWNER, "丙", "甲", "乙"]
    assert "rank" in counter.draft("estate.add_phone", unit=UNIT, name="丁", phone="1", rank=0).errors


def test_a_number_that_rings_nowhere_is_struck(counter: Counter) -> None:
    """Gone from file and search; never twice, never one that is not there."""
    counter.take("estate.add_phone", unit=UNIT, name=OWNER, phone="13577778888")
    entry = contacts(counter)[1].entry
    counter.take("estate.strike_phone", unit=UNIT, entry=entry, reason="空号")
    assert [c.phone for c in contacts(counter)] == ["13912342207"]
    assert counter.reader.find("8888") == []
    for number in (entry, 999):
        assert counter.error("estate.strike_phone", unit=UNIT, entry=number) == "InvalidAnswersError"
    assert counter.sql("SELECT count(*) FROM unit_phone") == [(1,)]


def test_a_number_of_another_unit_is_not_struck_from_here(counter: Counter) -> None:
    """The unit that is named and the number belong together."""
    counter.take("estate.add_phone", unit=UNIT, name=OWNER, phone="13577778888")
    assert counter.refusal("estate.strike_phone", unit="5-1-2101", entry=contacts(counter)[1].entry) != ""


def test_a_corrected_name_is_the_name_of_his_numbers(counter: Counter) -> None:
    """Nobody asks for a name that was wrong."""
    counter.take("estate.add_phone", unit=UNIT, name=OWNER, phone="13577778888")
    counter.take("estate.correct", unit=UNIT, name=OWNER, new_name="沈嘉怡", reason="错字")
    assert {c.name for c in contacts(counter)} == {"沈嘉怡"}


# --- confidential ---------------------------------------------------------------------------------


@pytest.mark.rule("FIL-04")
@pytest.mark.parametrize("step", ["estate.move_in", "estate.correct", "estate.add_phone"])
def test_who_gives_his_data_is_told_that_they_are_confidential(counter: Counter, step: str) -> None:
    """The phrase stands above the form (HND-24)."""
    assert counter.says(step, "保密", "confidential")


@pytest.mark.rule("FIL-04")
def test_whole_numbers_are_looked_at_for_a_reason(counter: Counter) -> None:
    """The journal keeps who looked and why; the clerk is told what they are for."""
    assert "reason" in counter.asked("estate.reveal", unit=UNIT)
    assert counter.says("estate.reveal", "不得告知他人", "given to nobody")


def test_looking_without_a_reason_is_not_looking(counter: Counter) -> None:
    """A reason of spaces is none."""
    assert counter.error("estate.reveal", unit=UNIT, reason="  ") == "InvalidAnswersError"
    counter.take("estate.reveal", unit=UNIT, name=OWNER, reason="通知取件")
    entry = counter.reader.journal(limit=1)[0]
    assert (entry.clerk, entry.step, entry.answers[-1][1]) == ("李婷", "estate.reveal", "通知取件")


def test_the_phone_is_shown_masked(counter: Counter) -> None:
    """A screen that somebody looks over the shoulder at tells no number, nor does the journal."""
    (person,) = counter.reader.people(UNIT)
    assert person.phone == "139****2207"
    assert "13912342207" not in str(counter.reader.journal(limit=50))
    assert "13912342207" not in str(counter.reader.find("2207"))


# --- who may collect ------------------------------------------------------------------------------


def may_collect(counter: Counter) -> list[str]:
    """Return who may collect for the owner's unit today."""
    with counter.reader.session() as session:
        return [r.name for r in counter.reader.here(session, None).look.collectors(UNIT)]


def test_somebody_else_may_collect_until_a_day(counter: Counter) -> None:
    """Whom a resident of the unit allows; no resident himself, found by his name, that day included."""
    counter.take("estate.allow", unit=UNIT, name="王保姆", until="2026-11-23", allowed_by=OWNER, phone="13611112222")
    assert may_collect(counter) == [OWNER, "王保姆"]
    assert [p.name for p in counter.reader.people(UNIT)] == [OWNER]
    assert [f.key for f in counter.reader.find("王保姆")] == [UNIT]
    (_owner, other) = counter.reader.unit(UNIT).people + counter.reader.unit(UNIT).collectors
    assert (other.name, other.allowed_by, str(other.until)) == ("王保姆", OWNER, "2026-11-23")
    counter.later(days=2)
    assert may_collect(counter) == [OWNER]
    counter.take("estate.allow", unit=UNIT, name="王保姆", allowed_by=OWNER)
    assert may_collect(counter) == [OWNER, "王保姆"]
    assert counter.sql("SELECT count(*) FROM resident WHERE name = '王保姆'") == [(1,)]


@pytest.mark.parametrize(
    "answers",
    [{"allowed_by": "路人"}, {"name": OWNER}, {"until": "2026-11-21"}, {"unit": "5-1-2101"}],
)
def test_not_everybody_may_be_allowed(counter: Counter, answers: dict[str, str]) -> None:
    """Only a resident allows, only somebody new, only for a time to come."""
    whole = {"unit": UNIT, "name": "王保姆", "allowed_by": OWNER, **answers}
    assert counter.error("estate.allow", **whole) in ("RefusalError", "InvalidAnswersError")


def test_somebody_may_no_longer_collect(counter: Counter) -> None:
    """An authorised collector, and a resident of whom it is said."""
    counter.take("estate.allow", unit=UNIT, name="王保姆", allowed_by=OWNER)
    counter.take("estate.disallow", unit=UNIT, name="王保姆")
    assert counter.refusal("estate.disallow", unit=UNIT, name="王保姆") != ""
    counter.take("estate.correct", unit=UNIT, name=OWNER, collects=False, reason="业主要求")
    assert may_collect(counter) == []


# --- notes ----------------------------------------------------------------------------------------


def notes(counter: Counter) -> tuple[Noted, ...]:
    """Return the notes that a form of the owner's unit shows."""
    found: Any = counter.draft("luggage.store", unit=UNIT).notes
    return tuple(found)


def test_a_note_shows_in_every_form_of_its_unit(counter: Counter) -> None:
    """Until its day, that day included."""
    counter.take("estate.add_note", unit=UNIT, text="老人腿脚不便", until="2026-11-23")
    assert notes(counter) == ("老人腿脚不便",)
    counter.later(days=1)
    assert notes(counter) == ("老人腿脚不便",)
    counter.later(days=1)
    assert notes(counter) == ()


def test_a_note_knows_its_kind_and_the_graver_stand_first(counter: Counter) -> None:
    """Somebody hard of hearing is no warning; a warning comes before everything."""
    for kind in ("info", "care", "holiday", "warning"):
        counter.take("estate.add_note", unit=UNIT, text=kind, kind=kind)
    assert [(n, n.tone, str(n.kind)) for n in notes(counter)] == [
        ("warning", "red", "注意"), ("holiday", "amber", "外出"), ("care", "blue", "关照"), ("info", "amber", "告知"),
    ]  # fmt: skip  # a table


def test_a_holiday_shows_from_its_first_day_to_its_last(counter: Counter) -> None:
    """And cannot end before it begins; only a holiday has a first day."""
    counter.take("estate.add_note", unit=UNIT, text="出国", kind="holiday", since="2026-11-24", until="2026-11-25")
    shown = []
    for _day in range(5):
        shown.append(len(notes(counter)))
        counter.later(days=1)
    assert shown == [0, 0, 1, 1, 0]
    whole = {"unit": UNIT, "text": "x", "kind": "holiday", "since": "2026-12-24", "until": "2026-12-20"}
    assert counter.refusal("estate.add_note", **whole) != ""
    assert "since" not in counter.asked("estate.add_note", unit=UNIT, text="x")
    assert "until" in counter.draft("estate.add_note", unit=UNIT, text="x", until="2026-11-01").errors


def test_a_note_that_no_longer_holds_is_struck(counter: Counter) -> None:
    """It stays in the file with who ended it and why; from another unit's page nobody can."""
    counter.take("estate.add_note", unit=UNIT, text="装修中")
    entry = notes(counter)[0].id
    assert counter.refusal("estate.end_note", unit="5-1-2101", entry=entry) != ""
    counter.take("estate.end_note", unit=UNIT, entry=entry, reason="已完工")
    assert notes(counter) == ()
    assert counter.sql("SELECT struck_by, struck_why FROM unit_note") == [("李婷", "已完工")]
    assert counter.error("estate.end_note", unit=UNIT, entry=entry) == "InvalidAnswersError"


def test_a_household_knows_its_slip_language(counter: Counter) -> None:
    """What the file says is what the next slip speaks; what is chosen once is remembered."""
    answers = {"unit": UNIT, "name": "Emma Wilson", "relation": "family", "language": "en"}
    counter.desk.take("estate.move_in", answers, once="Emma")
    assert counter.draft("luggage.store", unit=UNIT, party="Emma Wilson").language == "en"
    counter.store(language="both")
    assert counter.draft("luggage.store", unit=UNIT, party=OWNER).language == "both"


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


def test_a_form_takes_sixty_rows_and_a_register_more(counter: Counter) -> None:
    """What a question takes is its own to say."""
    counter.sign_in("周明")
    rows = [{"unit": UNIT, "name": f"甲{n}"} for n in range(61)]
    assert counter.error("estate.move_in_all", residents=rows) == "InvalidAnswersError"
    assert counter.error("estate.import_rows", source="r.csv", rows=rows) == ""
    assert counter.error("estate.import_rows", source="r.csv", rows=rows * 4) == "InvalidAnswersError"
