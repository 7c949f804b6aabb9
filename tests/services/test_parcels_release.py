"""Handing parcels out: two scans, who may collect, and every way back."""

import pytest

from kiosk import numbers
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_parcels_intake import WAYBILL, receive

RELEASE = "parcels.release"


@pytest.mark.rule("PAR-04")
def test_code_or_document_is_asked(counter: Counter) -> None:
    """Against the claim slip, or an identity document with a signature."""
    number = receive(counter).number
    assert "claim" in counter.asked(RELEASE, number)


@pytest.mark.rule("PAR-04")
def test_without_the_code_a_document_is_sealed(counter: Counter) -> None:
    """Its number goes to the vault, and the collector signs."""
    number = receive(counter).number
    asked = counter.asked(RELEASE, number, claim="document")
    assert [name for name in ("document", "collected_signature") if name not in asked] == []


@pytest.mark.rule("PAR-03")
def test_parcel_and_pieces_are_compared(counter: Counter) -> None:
    """Item and quantity again, with whoever collects (XFR-12)."""
    assert counter.says(RELEASE, "核对", "Compare parcel", receive(counter).number)


@pytest.mark.rule("PAR-03")
def test_the_collector_is_named(counter: Counter) -> None:
    """His details are entered (XFR-13): the addressee by default, the household offered."""
    assert counter.shown(RELEASE, "collector", receive(counter).number) == OWNER


@pytest.mark.rule("PAR-03")
def test_a_stranger_needs_the_household(counter: Counter) -> None:
    """Not on the list: refused with the way out."""
    number = receive(counter).number
    assert counter.refusal(RELEASE, number, collector="王小二") == "PAR-03"


def test_the_household_may_agree_by_telephone(counter: Counter) -> None:
    """Who agreed is written down; a supervisor may decide too."""
    one, two = receive(counter), receive(counter, "SF0000000000002")
    assert counter.take(RELEASE, one.number, collector="王小二", agreed="沈佳宜来电同意").state == "collected"
    done = counter.take(RELEASE, two.number, collector="王小二", lifts=[counter.lift("PAR-03", "业主在场")])
    assert done.state == "collected"


def test_nobody_is_asked_who_agreed_where_the_owner_collects(counter: Counter) -> None:
    """The question shows for a stranger only."""
    number = receive(counter).number
    assert "agreed" not in counter.asked(RELEASE, number)
    assert "agreed" in counter.asked(RELEASE, number, collector="王小二")


def test_two_scans_hand_it_out(counter: Counter) -> None:
    """The label opens the hand-over; scanned again into the form it is this parcel, and nothing else is asked."""
    taken = receive(counter)
    found = counter.reader.scan(numbers.payload(taken.number))
    assert [(one.key, one.step) for one in found] == [(taken.number, RELEASE)]
    draft = counter.draft(RELEASE, taken.number, ticket=WAYBILL)
    assert (draft.ready, draft.errors) == (True, {})
    assert counter.take(RELEASE, taken.number, ticket=WAYBILL).state == "collected"
    assert counter.reader.scan(WAYBILL) == []  # what is over is found by typing, and opens nothing


def test_another_parcels_code_is_named(counter: Counter) -> None:
    """The wrong parcel is never handed over by a second scan."""
    taken, other = receive(counter), receive(counter, "SF0000000000002")
    assert "ticket" in counter.draft(RELEASE, taken.number, ticket=numbers.payload(other.number)).errors
    assert "ticket" in counter.draft(RELEASE, taken.number, ticket="SF0000000000002").errors


def test_several_go_with_one_press(counter: Counter) -> None:
    """All of a unit's, all or none, as the basket takes them: each stands ready without an answer."""
    taken = [receive(counter, f"SF000000000000{n}") for n in range(3)]
    steps = [next(c for c in counter.reader.page(one.number).steps if c.main) for one in taken]
    assert [step.key for step in steps] == [RELEASE] * 3
    from kiosk.desk import Take

    done = counter.desk.take_all([Take(RELEASE, {}, one.number) for one in taken], once="basket")
    assert [one.state for one in done] == ["collected"] * 3


def test_signing_is_a_setting(counter: Counter) -> None:
    """An estate that wants a signature for each asks for one."""
    number = receive(counter).number
    assert "collected_signature" not in counter.asked(RELEASE, number)
    counter.sign_in("周明")
    counter.take("house.set_value", key="parcel_signed", value="true")
    assert "collected_signature" in counter.asked(RELEASE, number)


def test_whoever_may_not_collect_is_stopped(counter: Counter) -> None:
    """The file of the unit decides: collectors by name, and the addressee where he is not in it."""
    taken = counter.take("parcels.receive", waybills=[WAYBILL], addressee="物业前台", who="unknown")
    counter.take("parcels.match", taken.number, unit="5-1-2101", party="未登记的人")
    assert counter.refusal(RELEASE, taken.number) == ""


UNDONE = [
    ("parcels.release", {}, "parcels.put_back", "collected"),
    ("parcels.return_to_courier", {"reason": "地址错"}, "parcels.not_returned", "returned"),
    ("parcels.decline", {"reason": "不是我买的"}, "parcels.not_declined", "refused"),
    ("parcels.damaged", {"damage": "压扁"}, "parcels.not_damaged", "waiting"),
    ("parcels.notify", {"how": "phone"}, "parcels.not_told", "waiting"),
]


@pytest.mark.parametrize(("step", "answers", "undo", "state"), UNDONE)
def test_each_is_undone_with_a_trace(
    counter: Counter, step: str, answers: dict[str, str], undo: str, state: str
) -> None:
    """As it was before, in a place, and both stand in the journal."""
    taken = receive(counter)
    assert counter.take(step, taken.number, **answers).state == state
    back = counter.take(undo, taken.number, reason="点错了")
    assert back.state == "waiting"
    assert counter.sql("SELECT count(*) FROM hold WHERE until IS NULL") == [(1,)]
    assert [entry.step for entry in counter.reader.page(taken.number).journal] == ["parcels.receive", step, undo]


def test_the_place_of_what_comes_back_is_printed(counter: Counter) -> None:
    """Somebody else's parcel may lie there by now: a new place, a new label."""
    taken = receive(counter)
    counter.take(RELEASE, taken.number)
    other = receive(counter, "SF0000000000002")
    back = counter.take("parcels.put_back", taken.number, reason="点错了")
    assert (other.place, back.place) == ("A-1-01", "A-1-02")
    assert "A-1-02" in counter.paper(back, "label")


def test_refused_waits_for_its_courier(counter: Counter) -> None:
    """The resident does not want it: a day later the board asks for the courier, who signs."""
    taken = receive(counter)
    counter.take("parcels.decline", taken.number, reason="不要")
    counter.later(days=1, seconds=1)
    assert counter.due() == [("parcels.return_to_courier", "red", "overdue")]
    assert counter.error(RELEASE, taken.number) == "WrongStateError"
    assert counter.take("parcels.return_to_courier", taken.number, reason="拒收").state == "returned"


def test_reported_damage_is_on_the_label(counter: Counter) -> None:
    """And what the label said before comes back with an undo."""
    taken = receive(counter, flag="valuable")
    assert "破损  已拍照" in counter.paper(counter.take("parcels.damaged", taken.number, damage="一角压扁"), "label")
    assert "贵重  上锁" in counter.paper(counter.take("parcels.not_damaged", taken.number, reason="看错了"), "label")


def test_another_place_for_what_does_not_fit(counter: Counter) -> None:
    """One key; the label says where."""
    taken = receive(counter)
    moved = counter.take("parcels.elsewhere", taken.number, reason="small")
    assert moved.place == "B-1-01"
    assert "B-1-01" in counter.paper(moved, "label")


def test_a_collector_of_the_file_is_offered(counter: Counter) -> None:
    """Whoever the household allowed stands in the list."""
    number = receive(counter).number
    offered = next(q for q in counter.draft(RELEASE, number).shown if q.name == "collector").options
    assert OWNER in [option.key for option in offered]
    assert UNIT  # the household of the drawings
