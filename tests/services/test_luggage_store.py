"""Taking luggage in: what is asked and said, where it goes, and the set of papers."""

import pytest

from tests.counter import OWNER, THREE, UNIT, Counter


@pytest.mark.rule("STO-01")
def test_the_form_asks_name_unit_pieces_and_collection_time(counter: Counter) -> None:
    """The owner's form has these fields, and none may stay empty."""
    names = counter.asked("luggage.store")
    assert [n for n in ("unit", "party", "until", "pieces") if n not in names] == []


@pytest.mark.rule("STO-01")
@pytest.mark.parametrize("name", ["unit", "party", "until", "pieces"])
def test_no_field_may_be_left_empty(counter: Counter, name: str) -> None:
    """Every field is mandatory: an emptied one is asked again, and nothing is stored."""
    answers = {
        "unit": UNIT,
        "party": OWNER,
        "until": "2026-11-25 18:00",
        "pieces": THREE,
        name: None if name != "pieces" else [],
    }
    draft = counter.draft("luggage.store", **answers)
    assert name in draft.missing


@pytest.mark.rule("STO-01")
def test_the_paper_carries_what_was_asked(counter: Counter) -> None:
    """Unit, name, date, pieces and collection time stand on the desk copy."""
    paper = counter.preview("luggage.store", "desk_copy", unit=UNIT, party=OWNER, pieces=THREE)
    assert [w for w in ("3 件", UNIT, OWNER, "2026-11-22 14:36", "2026-11-25 18:00") if w not in paper] == []


@pytest.mark.rule("STO-02", "STO-03", "STO-09")
def test_the_clerk_stresses_the_notes_of_the_ticket(counter: Counter) -> None:
    """No valuables; only an owner who holds the ticket gets the things."""
    assert counter.says("luggage.store", "贵重物品", "No valuables")
    assert counter.says("luggage.store", "提取联", "only to the owner who holds it")


@pytest.mark.rule("STO-03")
def test_the_ticket_says_no_valuables(counter: Counter) -> None:
    """The note stands on the claim ticket in both languages."""
    stored = counter.store()
    assert "请勿寄存现金、证件和贵重物品" in counter.paper(stored, "claim_ticket")
    assert "valuables" in counter.paper(stored, "claim_ticket", "en")


@pytest.mark.rule("STO-09")
def test_the_ticket_says_that_it_is_needed(counter: Counter) -> None:
    """Whoever reads the ticket knows to keep it."""
    assert "凭本联提取" in counter.paper(counter.store(), "claim_ticket")


@pytest.mark.rule("STO-04")
def test_nothing_dangerous_or_perishable(counter: Counter) -> None:
    """Asked at the counter and printed on the ticket."""
    assert counter.says("luggage.store", "危险", "Nothing dangerous")
    assert "不收危险、易腐、易生虫、有异味物品" in counter.paper(counter.store(), "claim_ticket")


@pytest.mark.rule("STO-05")
def test_pieces_are_counted_and_inspected(counter: Counter) -> None:
    """Each piece has its kind and condition, from the estate's lists."""
    rows = next(q for q in counter.draft("luggage.store").shown if q.name == "pieces")
    assert [c.name for c in rows.columns if c.name in ("kind", "damage")] == ["kind", "damage"]


@pytest.mark.rule("STO-05")
def test_damage_is_told_and_noted(counter: Counter) -> None:
    """A damaged piece makes the clerk tell the owner, and stands on the slip as told."""
    draft = counter.draft("luggage.store", unit=UNIT, party=OWNER, pieces=THREE)
    assert counter.says("luggage.store", "损", "damage", unit=UNIT, party=OWNER, pieces=THREE)
    assert [
        part
        for part in draft.slips
        if "轮子破损" in part.blocks and "已告知" in part.blocks and "desk_copy" in part.kind
    ]


@pytest.mark.rule("STO-05")
def test_an_unharmed_piece_needs_no_word(counter: Counter) -> None:
    """The phrase about damage shows only where there is damage, the condition column always."""
    whole = [{"kind": "bag", "size": "1", "damage": "good"}]
    shown = counter.draft("luggage.store", unit=UNIT, party=OWNER, pieces=whole)
    assert "轮子破损" not in "".join(part.blocks for part in shown.slips)
    assert {"damage": "good"}.items() <= next(q for q in shown.shown if q.name == "pieces").rows[0].items()


@pytest.mark.rule("STO-06")
@pytest.mark.parametrize(("size", "place"), [("1", "A-1-01"), ("2", "B-1-01"), ("3", "C-1-01")])
def test_size_decides_the_place(counter: Counter, size: str, place: str) -> None:
    """The smallest free place that the largest piece fits into."""
    assert counter.store(pieces=[{"kind": "case", "size": size}, {"kind": "bag", "size": "1"}]).place == place


@pytest.mark.rule("STO-06")
def test_no_place_is_given_twice(counter: Counter) -> None:
    """Two sets never share a place; small things go on to larger places when the small ones are taken."""
    small = [{"kind": "bag", "size": "1"}]
    places = [counter.store(pieces=small).place for _n in range(6)]
    assert places == ["A-1-01", "A-1-02", "A-2-01", "A-2-02", "B-1-01", "B-1-02"]


@pytest.mark.rule("STO-06")
def test_a_full_store_says_so(counter: Counter) -> None:
    """No place large enough: refused with a sentence, and nothing is stored."""
    large = [{"kind": "case", "size": "3"}]
    for _n in range(4):
        counter.store(pieces=large)
    before = len(counter.reader.records("luggage"))
    assert counter.refusal("luggage.store", unit=UNIT, party=OWNER, pieces=large) == "没有够大的空位。"
    assert len(counter.reader.records("luggage")) == before


@pytest.mark.rule("STO-07")
def test_the_owner_signs(counter: Counter) -> None:
    """The signature is asked, and the desk copy has its line under the sentence that he acknowledges."""
    assert "signature" in counter.asked("luggage.store")
    paper = counter.paper(counter.store(), "desk_copy")
    assert "寄存人签名" in paper
    assert "核对无误" in paper


@pytest.mark.rule("STO-07")
def test_signed_on_the_pad_needs_no_desk_copy(counter: Counter) -> None:
    """The strokes are kept; the desk copy is left out and the ticket comes first."""
    stored = counter.store(signature="[[[1,2],[3,4]]]")
    assert counter.reader.page(stored.number).signatures != ()
    assert "寄存联" not in counter.paper(stored)


@pytest.mark.rule("STO-08")
def test_the_handler_stands_on_both_parts(counter: Counter) -> None:
    """His name is on the slip, and the owner gets the claim part."""
    stored = counter.store()
    assert "李婷" in counter.paper(stored, "desk_copy")
    assert "李婷" in counter.paper(stored, "claim_ticket")


@pytest.mark.rule("STO-10")
def test_the_tag_is_hung_where_it_is_seen(counter: Counter) -> None:
    """The reminder stands at the step."""
    assert counter.says("luggage.store", "挂", "Hang each tag where it is seen")


@pytest.mark.rule("STO-11")
def test_the_register_has_the_place(counter: Counter) -> None:
    """Place on the paper as in the register, with who stored it."""
    stored = counter.store()
    rows = [line for line in counter.paper(stored, "desk_copy").splitlines() if "位置" in line]
    assert [stored.place in line for line in rows] == [True]


@pytest.mark.rule("STO-27")
def test_the_clerk_goes_to_meet_the_owner(counter: Counter) -> None:
    """Pure conduct, shown at the step in both languages."""
    assert counter.says("luggage.store", "迎", "Go and meet the owner")


@pytest.mark.rule("AMB-10")
def test_the_claim_part_is_signed_at_collection_only(counter: Counter) -> None:
    """A lost stub must not carry a model signature: at deposit the stored part is signed."""
    stored = counter.store()
    assert "寄存人签名" in counter.paper(stored, "desk_copy")
    assert "提取时当面签名" in counter.paper(stored, "claim_ticket")


@pytest.mark.rule("AMB-13")
def test_slip_and_tag_are_one_set(counter: Counter) -> None:
    """Stored part, claim part and tags come from one step, in the order in which they are needed."""
    stored = counter.store()
    kinds = [part.kind.split(".")[1] for job in stored.jobs if (part := counter.reader.blocks(job))]
    assert kinds == ["desk_copy", "claim_ticket", "bag_tags", "bag_tags", "bag_tags"]


@pytest.mark.rule("STO-24")
def test_all_parts_carry_one_number(counter: Counter) -> None:
    """Stored part, claim part, every tag and the register name the same number."""
    stored = counter.store()
    parts = [counter.reader.blocks(job) for job in stored.jobs]
    assert [stored.short in part.blocks for part in parts if part] == [True] * 5
    assert counter.reader.page(stored.number).row.number == stored.number


@pytest.mark.rule("STO-26")
def test_one_tag_a_piece(counter: Counter) -> None:
    """1/3, 2/3 and 3/3 under one number, each with a code of its own."""
    stored = counter.store()
    tags = counter.paper(stored, "bag_tags")
    assert [mark for mark in ("1/3   C-1-01", "2/3   C-1-01", "3/3   C-1-01") if mark not in tags] == []
