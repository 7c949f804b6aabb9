"""Every step of luggage that can be a slip of the hand has its inverse, and leaves a trace."""

from datetime import datetime, timedelta

import pytest

from kiosk import numbers
from tests.counter import OWNER, THREE, UNIT, Counter

HAND_OVER = "luggage.hand_over"


def test_a_deposit_is_undone(counter: Counter) -> None:
    """Cancelled, its place free; the number is never given again."""
    first = counter.store()
    assert counter.take("luggage.cancel", first.number, reason="选错住户").state == "cancelled"
    second = counter.store()
    assert (second.place, second.number) == (first.place, "L26112202")


def test_a_deposit_is_not_undone_once_something_followed(counter: Counter) -> None:
    """The undo asks whether its step is still the last one."""
    stored = counter.store()
    counter.take("luggage.remind", stored.number, how="door")
    assert "luggage.cancel" not in counter.steps(stored.number)
    assert counter.error("luggage.cancel", stored.number, reason="x") == "WrongStateError"


def test_a_hand_over_is_undone(counter: Counter) -> None:
    """All pieces are here again, in a place that nobody else has meanwhile."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number)
    other = counter.store()
    back = counter.take("luggage.put_back", stored.number, reason="拿错了")
    assert (back.state, other.place, back.place) == ("stored", stored.place, "C-1-02")
    assert counter.shown(HAND_OVER, "taken", stored.number) == [1, 2, 3]
    assert counter.sql("SELECT closed_at, closed_by FROM record WHERE number = ?", stored.number) == [(None, None)]


def test_two_collections_of_the_same_minute_are_undone_apart(counter: Counter) -> None:
    """Entered later, both happened at the same minute: the undo brings back what went with the last one."""
    stored = counter.store()
    counter.later(hours=2)
    same = counter.clock.now.replace(second=0, microsecond=0) - timedelta(minutes=30)
    counter.take(HAND_OVER, stored.number, happened=same, taken=[1])
    counter.take(HAND_OVER, stored.number, happened=same, taken=[3])
    counter.take("luggage.put_back", stored.number, reason="拿错了")
    assert counter.shown(HAND_OVER, "taken", stored.number) == [2, 3]


def test_a_part_collection_is_undone(counter: Counter) -> None:
    """Only what went with that step comes back."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number, taken=[1])
    counter.later(minutes=5)
    counter.take(HAND_OVER, stored.number, taken=[2])
    counter.take("luggage.put_back", stored.number, reason="拿错了")
    assert counter.shown(HAND_OVER, "taken", stored.number) == [2, 3]
    assert counter.reader.page(stored.number).row.place == stored.place


@pytest.mark.parametrize("taken", [[1], [1, 2, 3]])
def test_the_owner_gets_a_new_ticket(counter: Counter, taken: list[int]) -> None:
    """The one that he gave back is signed, or names a rest: a new one for all pieces, and every older one is void."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number, taken=taken)
    back = counter.take("luggage.put_back", stored.number, reason="拿错了")
    assert "3 件" in counter.paper(back, "claim_ticket")
    issue = counter.sql("SELECT issue FROM luggage")[0][0]
    valid = [not counter.reader.scan(numbers.payload(stored.number, issue=n))[0].warning for n in range(1, issue + 1)]
    assert valid == [False] * (issue - 1) + [True]


def test_an_undone_hand_over_leaves_nothing_that_it_asked(counter: Counter) -> None:
    """Claim, signature and statement of a hand-over that did not happen are emptied; the journal keeps them."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number)
    counter.take("luggage.put_back", stored.number, reason="拿错了")
    row = counter.sql("SELECT claim, collected_signature, statement FROM luggage")
    assert row == [(None, None, None)]
    assert [line.step for line in counter.reader.journal(3)] == ["luggage.put_back", HAND_OVER, "luggage.store"]


def test_an_undo_is_not_undone(counter: Counter) -> None:
    """One level: what was undone is taken again as itself."""
    stored = counter.store()
    counter.take(HAND_OVER, stored.number)
    counter.take("luggage.put_back", stored.number, reason="拿错了")
    assert "luggage.put_back" not in counter.steps(stored.number)


def test_a_disposal_is_undone_by_the_supervisor_only(counter: Counter) -> None:
    """Back in the state that it had, in a place again."""
    stored = counter.store()
    counter.later(days=31)
    counter.sign_in("王主管")
    counter.take("luggage.dispose", stored.number, decision="捐赠", witness="周明")
    counter.sign_in("李婷")
    assert counter.error("luggage.not_disposed", stored.number, reason="业主来了") == "DeniedError"
    counter.sign_in("王主管")
    back = counter.take("luggage.not_disposed", stored.number, reason="业主来了")
    assert (back.state, back.place) == ("stored", stored.place)


def test_a_disposal_of_missing_things_is_undone_to_missing(counter: Counter) -> None:
    """The state before the disposal is the one that comes back."""
    stored = counter.store()
    counter.later(days=31)
    counter.sign_in("王主管")
    counter.take("luggage.missing", stored.number, what="全部")
    counter.take("luggage.dispose", stored.number, decision="赔偿", witness="周明")
    assert counter.take("luggage.not_disposed", stored.number, reason="找到").state == "missing"


def test_putting_back_needs_a_free_place(counter: Counter) -> None:
    """With the store full meanwhile, the undo is refused and nothing moves."""
    large = [{"kind": "case", "size": "3"}]
    first = counter.store(pieces=large)
    counter.take(HAND_OVER, first.number)
    for _n in range(4):
        counter.store(pieces=large)
    assert counter.refusal("luggage.put_back", first.number, reason="拿错了") == "没有够大的空位。"
    assert counter.reader.page(first.number).row.state == "collected"


@pytest.mark.rule("STO-06")
def test_a_place_found_full_is_left(counter: Counter) -> None:
    """The next best place, new tags; the full one is not allotted again until it is checked."""
    stored = counter.store()
    moved = counter.take("luggage.elsewhere", stored.number, reason="full")
    assert (stored.place, moved.place, len(moved.jobs)) == ("C-1-01", "C-1-02", 3)
    assert counter.store().place == "C-2-01"


@pytest.mark.rule("STO-06")
def test_a_place_too_small_is_left_for_a_larger_one(counter: Counter) -> None:
    """The place itself is fine, and goes to the next small thing."""
    stored = counter.store(pieces=[{"kind": "bag", "size": "1"}])
    moved = counter.take("luggage.elsewhere", stored.number, reason="small")
    assert (stored.place, moved.place) == ("A-1-01", "B-1-01")
    assert counter.store(pieces=[{"kind": "bag", "size": "1"}]).place == "A-1-01"


def test_a_late_entry_keeps_both_times(counter: Counter) -> None:
    """Written by hand during a power cut, typed an hour later: rules judge when it happened."""
    happened = datetime.fromisoformat("2026-11-22T13:10:00+08:00")
    stored = counter.take("luggage.store", unit=UNIT, party=OWNER, pieces=THREE, happened=happened)
    line = counter.reader.journal(1)[0]
    assert (line.at, line.typed_at, line.late) == (happened, counter.clock.now, True)
    assert counter.reader.page(stored.number).row.opened_at == happened
    assert "2026-11-22 13:10" in counter.paper(stored, "desk_copy")


def test_a_late_entry_belongs_to_its_own_day(counter: Counter) -> None:
    """Number and term count from the day when it happened, in the estate's zone."""
    happened = datetime.fromisoformat("2026-11-21T23:59:00+08:00")
    stored = counter.take(
        "luggage.store", unit=UNIT, party=OWNER, pieces=THREE, until="2026-11-25 18:00", happened=happened
    )
    due = counter.reader.page(stored.number).row.due_at
    assert (stored.short, due) == ("L-1121-01", datetime.fromisoformat("2026-12-21T00:00:00+08:00"))


def test_a_reissued_ticket_has_its_own_check_character(counter: Counter) -> None:
    """Tickets of one number cannot be mistaken for each other by one wrong character."""
    number = counter.store().number
    codes = {numbers.payload(number, issue=n) for n in range(1, 5)}
    assert len(codes) == 4
    assert [numbers.read(code[:-1] + "0") for code in codes if not code.endswith("0")].count(None) >= 3


def test_a_number_is_one_of_its_day(counter: Counter) -> None:
    """At midnight of the estate the run begins anew."""
    first = counter.store()
    counter.clock.now = datetime.fromisoformat("2026-11-23T00:00:00+08:00")
    second = counter.store()
    assert (first.short, second.short) == ("L-1122-01", "L-1123-01")
