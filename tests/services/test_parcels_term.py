"""Telling residents, reminding them, thirty days, what perishes, what is missing, the check of each shift."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk import numbers
from tests.counter import Counter
from tests.services.test_parcels_intake import receive

NOTIFY, TELL, DISPOSE, CHECK = "parcels.notify", "parcels.tell", "parcels.dispose", "parcels_round.check"
#: 00:00 in Shanghai on 22 December, thirty days after 22 November.
THIRTIETH = datetime(2026, 12, 21, 16, 0, tzinfo=UTC)


@pytest.mark.rule("PAR-04")
def test_the_resident_is_told_at_once(counter: Counter) -> None:
    """On the board from the same instant, red after half an hour."""
    receive(counter)
    assert counter.due() == [(NOTIFY, "amber", "hour")]
    counter.later(minutes=30, seconds=1)
    assert counter.due() == [(NOTIFY, "red", "overdue")]


@pytest.mark.rule("PAR-04")
def test_the_text_stands_ready(counter: Counter) -> None:
    """To be said or sent: courier, ending, and the pick-up code, in both languages."""
    taken = receive(counter)
    assert counter.says(NOTIFY, "顺丰 尾号 8821，取件码 A-1-01", "SF 8821. Your pick-up code is A-1-01", taken.number)


@pytest.mark.rule("PAR-03")
def test_whom_to_call_stands_beside_it(counter: Counter) -> None:
    """The receiver is contacted promptly (XFR-07): his number is there to be dialled."""
    assert counter.says(NOTIFY, "可拨：沈佳宜 13912342207", "To call: 沈佳宜 13912342207", receive(counter).number)


@pytest.mark.rule("PAR-04")
def test_three_days_later_he_is_told_again(counter: Counter) -> None:
    """From the last time he was told; each time is a line."""
    taken = receive(counter)
    counter.take(NOTIFY, taken.number, how="phone", said="晚上来取")
    due = counter.reader.page(taken.number).row.due_at
    assert due == counter.clock.now + timedelta(days=3)


@pytest.mark.rule("PAR-04")
def test_the_days_are_a_setting(counter: Counter) -> None:
    """An estate that reminds daily changes one number."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="parcel_remind_days", value="1")
    taken = receive(counter)
    counter.take(NOTIFY, taken.number, how="message")
    assert counter.reader.page(taken.number).row.due_at == counter.clock.now + timedelta(days=1)


def test_a_note_in_the_mailbox_prints_the_notice(counter: Counter) -> None:
    """Called or messaged: no paper; a note: the notice, by itself."""
    taken = receive(counter)
    assert counter.take(NOTIFY, taken.number, how="phone").jobs == ()
    noted = counter.take(NOTIFY, taken.number, how="note")
    assert "取件通知" in counter.paper(noted, "pickup_notice")
    assert counter.take(NOTIFY, taken.number, how="message").jobs == ()
    assert counter.sql("SELECT how FROM parcel_contact ORDER BY no") == [("phone",), ("note",), ("message",)]


@pytest.mark.rule("PAR-04", "AMB-12")
def test_after_thirty_days_the_supervisor_is_told(counter: Counter) -> None:
    """As with luggage: the same term, the same line on the board."""
    taken = receive(counter)
    counter.clock.now = THIRTIETH - timedelta(hours=1)
    counter.take(NOTIFY, taken.number, how="phone")
    counter.clock.now = THIRTIETH + timedelta(seconds=1)
    assert counter.due() == [(TELL, "red", "overdue")]


@pytest.mark.rule("PAR-04", "AMB-12")
def test_then_the_supervisor_decides(counter: Counter) -> None:
    """Once told, the board asks for his decision."""
    taken = receive(counter)
    counter.clock.now = THIRTIETH - timedelta(hours=1)
    counter.take(NOTIFY, taken.number, how="phone")
    counter.clock.now = THIRTIETH + timedelta(seconds=1)
    counter.take(TELL, taken.number)
    assert counter.due() == [(DISPOSE, "red", "overdue")]


def test_only_the_supervisor_disposes(counter: Counter) -> None:
    """Not a clerk, and nobody before the term."""
    taken = receive(counter)
    counter.sign_in("王主管")
    assert counter.refusal(DISPOSE, taken.number, decision="退回", witness="周明") == "AMB-11"
    counter.clock.now = THIRTIETH
    assert counter.take(DISPOSE, taken.number, decision="退回", witness="周明").state == "disposed"
    assert counter.take("parcels.not_disposed", taken.number, reason="找到人了").state == "waiting"


@pytest.mark.rule("PAR-04")
def test_the_report_says_what_it_means(counter: Counter) -> None:
    """The phrase stands at the step."""
    assert counter.says(TELL, "由主管决定", "the supervisor decides", receive(counter).number)


def test_what_perishes_is_collected_today(counter: Counter) -> None:
    """Told, and still here in the evening: the supervisor hears of it the same day, and decides."""
    taken = receive(counter, flag="perishable")
    counter.take(NOTIFY, taken.number, how="phone")
    assert counter.reader.page(taken.number).row.due_at == datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    counter.clock.now = datetime(2026, 11, 22, 12, 0, 1, tzinfo=UTC)
    assert counter.due() == [(TELL, "red", "overdue")]
    counter.take(TELL, taken.number)
    assert counter.due() == [(DISPOSE, "red", "overdue")]
    counter.sign_in("王主管")
    assert counter.take(DISPOSE, taken.number, decision="变质，丢弃", witness="李婷").state == "disposed"


def test_what_perishes_may_come_late(counter: Counter) -> None:
    """After the evening hour there are still two hours."""
    counter.clock.now = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
    taken = receive(counter, flag="perishable")
    counter.take(NOTIFY, taken.number, how="phone")
    assert counter.reader.page(taken.number).row.due_at == counter.clock.now + timedelta(hours=2)


@pytest.mark.rule("PAR-03")
def test_a_missing_parcel_is_on_the_board_at_once(counter: Counter) -> None:
    """A problem goes to the supervisor promptly (XFR-09)."""
    taken = receive(counter)
    counter.take("parcels.missing", taken.number, what="架上没有")
    counter.later(seconds=1)
    assert counter.due() == [("parcels.found", "red", "overdue")]


def test_found_again(counter: Counter) -> None:
    """It waits as before; what nobody was found for is in its queue again."""
    taken = receive(counter)
    lost = counter.take("parcels.receive", waybills=["SF0000000000009"], addressee="吴**", who="unknown")
    for one, state in ((taken, "waiting"), (lost, "unmatched")):
        counter.take("parcels.missing", one.number, what="没有")
        assert counter.take("parcels.found", one.number, what="地上").state == state


@pytest.mark.parametrize(("step", "state"), [("parcels.decline", "refused"), ("parcels.notify", "waiting")])
def test_found_stands_where_it_stood(counter: Counter, step: str, state: str) -> None:
    """Refused and missed, it still waits for its courier; the board asks for him again."""
    taken = receive(counter)
    counter.take(step, taken.number, **({"reason": "不要"} if step == "parcels.decline" else {"how": "phone"}))
    counter.take("parcels.missing", taken.number, what="没有")
    assert counter.take("parcels.found", taken.number, what="地上").state == state


def test_found_after_a_decision_that_was_undone(counter: Counter) -> None:
    """Missed, disposed of, not disposed of, found: it stands where it stood before it was missed."""
    taken = receive(counter)
    counter.take("parcels.decline", taken.number, reason="不要")
    counter.take("parcels.missing", taken.number, what="没有")
    counter.clock.now = THIRTIETH
    counter.sign_in("王主管")
    counter.take(DISPOSE, taken.number, decision="退回", witness="李婷")
    assert counter.take("parcels.not_disposed", taken.number, reason="看错了").state == "missing"
    assert counter.take("parcels.found", taken.number, what="地上").state == "refused"


def test_what_perishes_says_its_own_term(counter: Counter) -> None:
    """This evening, not thirty days; after that it is the supervisor's."""
    taken = receive(counter, flag="perishable")
    counter.sign_in("王主管")
    for step, more in ((TELL, {}), (DISPOSE, {"decision": "丢弃", "witness": "李婷"})):
        refused = counter.draft(step, taken.number, **more).refusals
        assert [str(one.words) for one in refused] == ["生鲜件保留到 20:00，还没到时间。"]
        assert counter.refusal(step, taken.number, **more) == "still_good"
    assert counter.refusal(TELL, receive(counter, "SF0000000000002").number) == "STO-14"


def test_damage_leaves_what_perishes_perishable(counter: Counter) -> None:
    """Damaged as well: this evening is still its end."""
    taken = receive(counter, flag="perishable")
    counter.take(NOTIFY, taken.number, how="phone")
    before = counter.reader.page(taken.number).row.due_at
    counter.take("parcels.damaged", taken.number, damage="湿")
    assert counter.reader.page(taken.number).row.due_at == before
    assert counter.sql("SELECT flag, damage FROM parcel") == [("perishable", "湿")]


@pytest.fixture
def routine(counter: Counter) -> str:
    """Begin the checks and return their number, the clerk signed in."""
    counter.sign_in("周明")
    number = counter.take("parcels_round.begin").number
    counter.sign_in("李婷")
    return number


@pytest.mark.rule("PAR-03", "XFR-08")
def test_parcels_are_checked_each_shift(counter: Counter, routine: str) -> None:
    """Eight hours after the last check, then it is red."""
    assert counter.reader.page(routine).row.due_at == counter.clock.now + timedelta(hours=8)
    counter.later(hours=8, seconds=1)
    assert counter.due() == [(CHECK, "red", "overdue")]


@pytest.mark.rule("PAR-03")
def test_what_is_not_seen_is_missing_at_once(counter: Counter, routine: str) -> None:
    """Reported in the same transaction, the unmatched ones too; luggage is none of it."""
    seen, unseen = receive(counter), receive(counter, "SF0000000000002")
    counter.store()
    lost = counter.take("parcels.receive", waybills=["SF0000000000009"], addressee="吴**", who="unknown")
    counter.take(CHECK, routine, scanned=[numbers.payload(seen.number)])
    states = [counter.reader.page(one.number).row.state for one in (seen, unseen, lost)]
    assert states == ["waiting", "missing", "missing"]


@pytest.mark.rule("PAR-03")
def test_the_clerk_knows_what_a_check_does(counter: Counter, routine: str) -> None:
    """Scan or tick, and what is not seen is reported: both stand at the step."""
    assert counter.says(CHECK, "扫标签", "Scan every label", routine)
    assert counter.says(CHECK, "报主管", "reported to the supervisor", routine)


def test_the_list_goes_along_the_shelves(counter: Counter, routine: str) -> None:
    """In walking order, whatever came first."""
    for place, waybill in (("B-1-01", "SF0000000000001"), ("A-1-02", "SF0000000000002"), ("A-1-01", "SF0000000000003")):
        receive(counter, waybill, place=place)
    ticked = next(q for q in counter.draft(CHECK, routine).shown if q.name == "ticked")
    assert [str(option.words)[:6] for option in ticked.options] == ["A-1-01", "A-1-02", "B-1-01"]


def test_a_number_that_looks_like_a_code_is_a_number(counter: Counter, routine: str) -> None:
    """P26112200 and its check character may read like a parcel of three running digits: ticked or typed, it is that."""
    for run in range(99):
        number = receive(counter, waybills=[f"SF99999999{run:04d}"]).number
        if numbers.read(number) is not None:
            break
        counter.take("parcels.cancel", number, reason="x")
    assert numbers.read(number) is not None
    counter.take(CHECK, routine, ticked=[number])
    assert counter.reader.page(number).row.state == "waiting"
    assert [one.key for one in counter.reader.scan(number)] == [number]


def test_the_list_says_what_is_wanted(counter: Counter) -> None:
    """A parcel that just came is to be told of, not to be collected today."""
    taken = receive(counter)
    assert str(counter.reader.page(taken.number).row.state_words) == "待通知"
    counter.take(NOTIFY, taken.number, how="phone")
    assert str(counter.reader.page(taken.number).row.state_words) == "待取"


def test_a_waybill_says_that_its_parcel_is_there(counter: Counter, routine: str) -> None:
    """Where our label lies underneath, any code of the courier's does; a strange one is named."""
    taken = receive(counter)
    assert counter.take(CHECK, routine, scanned=["SF1234567898821"]).also == ()
    assert counter.reader.page(taken.number).row.state == "waiting"
    assert "scanned" in counter.draft(CHECK, routine, scanned=["6901234567892"]).errors
