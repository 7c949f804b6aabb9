"""A courier's cartload: his count against ours, what is named before it closes, and the slip that he signs."""

import pytest

from kiosk import numbers
from kiosk.services.parcel_batch import Counted
from tests.counter import OWNER, UNIT, Counter

RECEIVE, CLOSE = "parcels.receive", "parcel_batch.close"


@pytest.fixture
def batch(counter: Counter) -> str:
    """Begin a cartload of three parcels of YTO and return its number."""
    return counter.take("parcel_batch.begin", courier="yto", announced=3).number


def receive(counter: Counter, tail: int, **more: object):  # type: ignore[no-untyped-def]  # a test's short hand
    """Take in one parcel of the cartload as the form stands: a waybill and whom the label names."""
    return counter.take(RECEIVE, **{"waybills": [f"YT88123456{tail:05d}"], "addressee": "2207", **more})


def test_the_open_cartload_is_taken_by_itself(counter: Counter, batch: str) -> None:
    """Courier and batch stand in the form from the beginning, and the form opens anew with them."""
    draft = counter.draft(RECEIVE)
    shown = {question.name: question.value for question in draft.shown}
    assert (shown["batch"], shown["courier"], draft.again) == (batch, "yto", ("batch", "courier"))


def test_without_a_cartload_nothing_is_asked_of_it(counter: Counter) -> None:
    """One parcel by itself is one form, and no new one opens behind it."""
    draft = counter.draft(RECEIVE, waybills=["YT8812345600001"], addressee="2207")
    assert ("batch" in [question.name for question in draft.shown], draft.again) == (False, ())


def test_another_couriers_parcel_stays_out_of_it(counter: Counter, batch: str) -> None:
    """Its waybill tells that it is not his; a clerk may take any parcel by itself too."""
    assert counter.shown(RECEIVE, "batch", waybills=["SF1234567898821"]) is None
    counter.take(RECEIVE, waybills=["SF1234567898821"], addressee="2207")
    receive(counter, 1, batch="")
    assert counter.sql("SELECT count(*) FROM parcel_batch_line") == [(0,)]


def test_each_parcel_is_counted_and_linked(counter: Counter, batch: str) -> None:
    """In one transaction with its receipt; the batch knows number and ending."""
    one, two = receive(counter, 1), receive(counter, 2)
    assert counter.sql("SELECT number, waybill FROM parcel_batch_line") == [(one.short, "0001"), (two.short, "0002")]
    assert counter.sql("SELECT count(*) FROM link WHERE kind = 'batch'") == [(2,)]
    assert [str(row.summary) for row in counter.reader.records("parcel_batch")] == ["2 / 3 件"]


def test_a_second_code_in_a_cartload_is_said(counter: Counter, batch: str) -> None:
    """The courier's count would be one short where it is the next parcel's: both codes stand above the form."""
    both = ["YT8812345600001", "6901234567892"]
    assert counter.says(
        RECEIVE, f"有 2 个码：{both[0]}, {both[1]}", f"has 2 codes: {both[0]}, {both[1]}", waybills=both
    )
    assert not counter.says(RECEIVE, "个码", "codes:", waybills=both[:1])
    assert not counter.says(RECEIVE, "个码", "codes:", waybills=both, batch="")


def test_only_others_codes_are_waybills(counter: Counter, batch: str) -> None:
    """A label of ours that is scanned again is named as what it is."""
    one = receive(counter, 1)
    assert "waybills" in counter.draft(RECEIVE, waybills=[numbers.payload(one.number)]).errors
    assert "waybills" in counter.draft(RECEIVE, waybills=[numbers.payload(batch)]).errors


def test_one_units_parcels_lie_together_in_a_cartload(counter: Counter, batch: str) -> None:
    """Others between them go along the shelf."""
    places = [receive(counter, 1).place, receive(counter, 2, addressee="单雪松").place, receive(counter, 3).place]
    assert places == ["A-1-01", "A-1-02", "A-2-01"]


def test_a_difference_is_named_before_it_closes(counter: Counter, batch: str) -> None:
    """Both counts stand in the sentence; a reason closes it, and stands on the slip."""
    receive(counter, 1)
    refused = counter.draft(CLOSE, batch).refusals
    assert [(one.about, str(one.words)) for one in refused] == [("difference", "快递员报 3 件，实收 1 件。")]
    asked = next(one for one in counter.draft(CLOSE, batch).shown if one.name == "difference")
    assert not asked.optional, "the label does not call optional what is wanted"
    assert counter.error(CLOSE, batch) == "RefusalError"
    done = counter.take(CLOSE, batch, difference="两件地址不在本园区，未收")
    paper = counter.paper(done, "courier_slip")
    assert [
        w for w in ("1 件", "圆通", "相差", "-2", "两件地址不在本园区，未收", "0001", "快递员签名") if w not in paper
    ] == []


def test_equal_counts_close_at_once(counter: Counter, batch: str) -> None:
    """Nothing more is asked; both numbers were said, and the slip has no difference."""
    for tail in (1, 2, 3):
        receive(counter, tail)
    assert counter.says(CLOSE, "已收 3 件，快递员报 3 件", "Taken in: 3", batch)
    assert (counter.draft(CLOSE, batch).ready, "difference" in counter.asked(CLOSE, batch)) == (True, False)
    done = counter.take(CLOSE, batch)
    assert (done.state, "相差" in counter.paper(done)) == ("closed", False)
    assert "0001  0002  0003" in counter.paper(done, language="en")
    assert counter.sql("SELECT counted FROM parcel_batch") == [(3,)]


def test_every_parcel_of_a_large_cartload_is_on_the_slip(counter: Counter, batch: str) -> None:
    """The courier signs for a hundred and fifty, so a hundred and fifty endings are there."""
    with counter.desk.session() as session:
        (head,) = counter.sql("SELECT id FROM record WHERE number = ?", batch)
        for n in range(150):
            session.add(
                Counted(record_id=head[0], number=f"P{n}", waybill=f"{n + 1000}", at=counter.clock(), clerk="李婷")
            )
    paper = counter.paper(counter.take(CLOSE, batch, difference="多一车"), "courier_slip")
    assert [n for n in range(150) if f"{n + 1000}" not in paper] == []


def test_a_parcel_taken_back_is_off_the_count(counter: Counter, batch: str) -> None:
    """While it is open; once it was signed the count stands as it was signed."""
    one, two = receive(counter, 1), receive(counter, 2)
    counter.take("parcels.cancel", one.number, reason="扫错")
    assert counter.sql("SELECT waybill FROM parcel_batch_line WHERE struck_at IS NULL") == [("0002",)]
    counter.take(CLOSE, batch, difference="只到一件")
    assert counter.take("parcels.cancel", two.number, reason="扫错").state == "cancelled"
    assert counter.sql("SELECT count(*) FROM parcel_batch_line WHERE struck_at IS NULL") == [(1,)]


def test_a_closed_cartload_opens_again(counter: Counter, batch: str) -> None:
    """One more lay under the seat: not closed after all, with a reason."""
    counter.take(CLOSE, batch, difference="没有")
    assert counter.take("parcel_batch.reopen", batch, reason="又找到一件").state == "open"
    assert receive(counter, 3).state == "waiting"


def test_a_cartload_left_open_is_on_the_board(counter: Counter, batch: str) -> None:
    """An hour later somebody is asked to close it, with both counts."""
    counter.later(hours=1, seconds=1)
    assert [(row.step, row.tone, "0 / 3" in str(row.words)) for row in counter.reader.board()] == [(CLOSE, "red", True)]


def test_nobody_counts_by_hand(counter: Counter, batch: str) -> None:
    """Counting in and off is the desk's own."""
    assert counter.error("parcel_batch.count_in", batch, number="P261122001") == "DeniedError"
    assert counter.error("parcel_batch.take_off", batch, number="P261122001") == "DeniedError"


def test_begun_by_mistake(counter: Counter, batch: str) -> None:
    """Cancelled with a trace; parcels go by themselves again."""
    assert counter.take("parcel_batch.cancel", batch, reason="点错了").state == "cancelled"
    assert "batch" not in counter.asked(RECEIVE, addressee=UNIT, party=OWNER)


def test_its_page_offers_what_a_clerk_does(counter: Counter, batch: str) -> None:
    """Not what the desk takes by itself; nobody is called its resident, and its parcels stand in short."""
    one = receive(counter, 1)
    page = counter.reader.page(batch)
    assert [choice.key for choice in page.steps] == [CLOSE]
    assert "住户" not in [str(fact.label) for fact in page.facts]
    assert [fact.value for fact in page.lines[0][1:]] == [one.short, "0001"]
    assert numbers.short(batch) in [fact.value for fact in counter.reader.page(one.number).facts]
