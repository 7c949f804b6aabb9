"""A correction says what stood there before: old and new in the journal, on the record's page, and nothing sealed."""

from types import SimpleNamespace
from typing import Any

from kiosk.desk.corrected import corrected
from kiosk.service import find_step
from kiosk.services.key_kit import Kit
from kiosk.services.visitors.kept import Visit
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_parcels_intake import receive
from tests.services.test_visitors_admit import arrive


def said(counter: Counter, step: str, number: str = "") -> dict[str, str]:
    """Return what the newest line of a step says, label → text."""
    lines = counter.reader.page(number).journal if number else counter.reader.journal()
    line = next(one for one in sorted(lines, key=lambda one: -one.id) if one.step == step)
    return {str(label): text for label, text in line.answers}


def test_a_residents_data_say_old_and_new(counter: Counter) -> None:
    """Every column that was corrected; a number as far as the journal shows it; what was empty has no old value."""
    counter.take(
        "estate.correct", unit=UNIT, name=OWNER, new_name="沈嘉怡", phone="13700001234", remark="左撇子", reason="听错"
    )
    line = said(counter, "estate.correct")
    assert (line["住户"], line["电话"]) == (f"{OWNER} → 沈嘉怡", "139****2207 → 137****1234")
    assert (line["备注"], line["原因"]) == ("左撇子", "听错")
    counter.take(
        "estate.correct", unit=UNIT, name="沈嘉怡", no_phone=True, relation="tenant", remark="右撇子", reason="停机"
    )
    line = said(counter, "estate.correct")
    assert (line["关系"], line["备注"]) == ("业主 → 租户", "左撇子 → 右撇子")


def test_what_is_given_again_is_no_correction(counter: Counter) -> None:
    """The same value twice: nothing became different."""
    counter.take("estate.correct", unit=UNIT, name=OWNER, phone="13912342207", remark="x", reason="核对")
    assert said(counter, "estate.correct")["电话"] == "139****2207"


def test_a_parcel_says_where_it_lay_and_whose_it_was_thought_to_be(counter: Counter) -> None:
    """The place is the desk's own to give: the line of the step that changed it says both."""
    taken = receive(counter)
    moved = counter.take("parcels.elsewhere", taken.number, reason="full")
    assert said(counter, "parcels.elsewhere", taken.number)["存放位置"] == f"{taken.place} → {moved.place}"
    lost = counter.take("parcels.receive", waybills=["SF0000000000009"], addressee="吴**", who="unknown")
    counter.take("parcels.match", lost.number, unit=UNIT, party=OWNER)
    assert said(counter, "parcels.match", lost.number)["住户"] == f"吴** → {OWNER}"


def test_the_records_page_has_what_was_corrected_apart(counter: Counter) -> None:
    """Beside the steps that were taken: what they changed, and nothing of the steps that changed nothing."""
    taken = receive(counter)
    counter.take("parcels.elsewhere", taken.number, reason="full")
    changed = [[str(title) for title, _words in line.changed] for line in counter.reader.page(taken.number).journal]
    assert changed == [[], ["存放位置"]]


def test_a_second_report_of_damage_keeps_the_first(counter: Counter) -> None:
    """A column of the detail that is answered anew."""
    taken = receive(counter)
    counter.take("parcels.damaged", taken.number, damage="压扁")
    counter.take("parcels.damaged", taken.number, damage="漏水")
    assert said(counter, "parcels.damaged", taken.number)["破损情况"] == "压扁 → 漏水"


def test_an_undo_goes_back_although_a_line_says_both(counter: Counter) -> None:
    """The first answer stands there again, and the undo's own line says no more than why."""
    taken = receive(counter)
    for damage in ("压扁", "漏水"):
        counter.take("parcels.damaged", taken.number, damage=damage)
    counter.take("parcels.not_damaged", taken.number, reason="看错")
    assert counter.sql("SELECT damage FROM parcel") == [("压扁",)]
    assert set(said(counter, "parcels.not_damaged", taken.number)) == {"原因"}


def test_settings_say_what_they_were(counter: Counter) -> None:
    """Who changed a number of the house, from what to what."""
    counter.sign_in("周明")
    for days in ("20", "25"):
        counter.take("house.set_value", key="storage_days", value=days)
    assert "20 → 25" in said(counter, "house.set_value").values()


def test_nothing_sealed_is_said(counter: Counter) -> None:
    """A PIN and a document that are given anew leave neither their old value nor their new one."""
    counter.take("house.new_pin", name="李婷", old="602817", pin="916240")
    assert set(said(counter, "house.new_pin")) == {"姓名"}
    number = arrive(counter)
    for document in ("E12345678", "E87654321"):
        counter.take("visitors.see_document", number, kind="passport", document=document, copied=True)
        counter.take("visitors.document_wrong", number, reason="证件拿错")
    answers = " ".join(row[0] for row in counter.sql("SELECT answers FROM entry_answers"))
    assert [one for one in ("E12345678", "E87654321", "argon2", "602817", "916240") if one in answers] == []


def test_old_values_go_with_the_answers(counter: Counter) -> None:
    """They lie in the row that a purge deletes, and nowhere else; the chain stays whole."""
    taken = receive(counter)
    counter.take("parcels.elsewhere", taken.number, reason="full")
    assert counter.sql("SELECT count(*) FROM entry WHERE instr(lifted || state || step, 'was')") == [(0,)]
    assert [r for r in counter.sql("SELECT answers FROM entry_answers") if '"was"' in r[0]] != []


def _counted(step: str, before: Any, after: Any, **was: tuple[Any, Any]) -> dict[str, Any]:
    """Return what a step says that found one detail and left another."""
    head = SimpleNamespace(unit=UNIT, party=None, phone=None, place=None)
    stood = {"unit": UNIT, **{name: getattr(before, name) for name in type(before).model_fields if name != "id"}}
    at: Any = SimpleNamespace(stood=stood, record=head, detail=after, was=was)
    return corrected(find_step(step), at).get("was", {})


def test_a_count_of_nought_is_an_old_value() -> None:
    """None, then two: somebody had counted none. What every new record has is nobody's count."""
    assert _counted("visitors.serve", Visit(cups=0), Visit(cups=2)) == {"cups": [0, 2]}
    assert _counted("visitors.serve", Visit(cups=None), Visit(cups=2)) == {}
    assert _counted("key_kit.before_sealing", Kit(cards=0), Kit(cards=2)) == {}
    assert _counted("key_kit.before_sealing", Kit(), Kit(cards=2), cards=(0, 2)) == {"cards": [0, 2]}
    assert _counted("key_kit.before_sealing", Kit(whole=False), Kit(whole=True)) == {}
