"""Outgoing parcels: what a resident leaves for a courier, who signs for it; deliveries into homes with a clerk."""

from datetime import UTC, datetime

import pytest

from kiosk import numbers
from tests.counter import OWNER, UNIT, Counter

LEAVE, HAND = "outgoing.leave", "outgoing.hand"
SAID = {
    "unit": UNIT, "party": OWNER, "phone": "13912342207", "receiver": "周大同", "receiver_phone": "13800001111",
    "address": "杭州市西湖区文三路1号", "contents": "书两本", "courier": "sf", "until": "2026-11-22 17:00", "signature": "paper",
    "payment": "collect",
}  # fmt: skip  # one parcel


def leave(counter: Counter, **more: object):  # type: ignore[no-untyped-def]  # a test's short hand
    """Leave a parcel for SF."""
    return counter.take(LEAVE, **{**SAID, **more})


@pytest.mark.rule("PAR-01")
def test_the_errands_fields_are_written_down(counter: Counter) -> None:
    """Content, the time by which it is wanted, and a signature: sending is one of the proxy services (PRX-01, -03, -05)."""
    asked = counter.asked(LEAVE)
    assert [name for name in ("contents", "until", "signature") if name not in asked] == []


@pytest.mark.rule("PAR-01")
def test_no_promise_is_made(counter: Counter) -> None:
    """We try and cannot guarantee (PRX-02): the sentence stands ready in both languages."""
    assert counter.says(LEAVE, "不能保证", "cannot guarantee")


@pytest.mark.rule("PAR-03")
@pytest.mark.parametrize("name", ["phone", "receiver_phone", "address", "payment"])
def test_both_sides_are_complete(counter: Counter, name: str) -> None:
    """Address and telephone of sender and receiver, and who pays, as with the express courier (EXP-04, EXP-05)."""
    assert name in counter.asked(LEAVE)


@pytest.mark.rule("PAR-03")
def test_it_is_read_back(counter: Counter) -> None:
    """The resident confirms where it goes (MAL-01) and what it costs (EXP-05)."""
    assert counter.says(LEAVE, "复述", "Read address")
    assert counter.says(LEAVE, "快递费", "fee is about", fee="约 15 元")


@pytest.mark.rule("PAR-03")
def test_the_courier_signs_for_its_waybill(counter: Counter) -> None:
    """Voucher and register (EXP-10): its number is scanned, he signs, and the resident is told (MAL-05)."""
    number = leave(counter).number
    asked = counter.asked(HAND, number)
    assert [name for name in ("waybill", "courier_signature") if name not in asked] == []


@pytest.mark.rule("PAR-03")
def test_the_resident_hears_of_it(counter: Counter) -> None:
    """The waybill, and a dearer fee before it goes (EXP-12)."""
    number = leave(counter).number
    assert counter.says(HAND, "运单号告诉住户", "tell the resident the waybill", number)
    assert counter.says(HAND, "先问住户再寄", "ask the resident before it goes", number)


def test_sender_and_hour_come_by_themselves(counter: Counter) -> None:
    """The unit's first resident with his number; today's usual hour, tomorrow's once that is over."""
    draft = {q.name: q.value for q in counter.draft(LEAVE, unit=UNIT).shown}
    assert (draft["party"], draft["phone"]) == (OWNER, "13912342207")
    assert draft["until"] == datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    counter.later(hours=5)
    assert counter.shown(LEAVE, "until", unit=UNIT) == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_the_label_says_little(counter: Counter) -> None:
    """Place, unit, courier and number; no address, no contents, no whole name."""
    left = leave(counter)
    for language, word in (("zh", "寄出"), ("en", "OUTGOING")):
        paper = counter.paper(left, "outgoing_label", language)
        assert [w for w in (word, "A-1-01", UNIT, left.short, "1111") if w not in paper] == []
        assert [w for w in ("周大同", "文三路", "书两本", "13800001111") if w in paper] == []


def test_the_board_waits_for_the_courier(counter: Counter) -> None:
    """Due when he comes; the label's code opens the hand-over."""
    left = leave(counter)
    assert [(f.key, f.step) for f in counter.reader.scan(numbers.payload(left.number))] == [(left.number, HAND)]
    counter.clock.now = datetime(2026, 11, 22, 9, 0, 1, tzinfo=UTC)
    assert counter.due() == [(HAND, "red", "overdue")]


def test_sent_is_found_by_its_waybill(counter: Counter) -> None:
    """Years later too: the waybill, the receiver, the receiver's number."""
    left = leave(counter)
    assert counter.take(HAND, left.number, waybill="SF1234567898821").state == "sent"
    for text in ("SF1234567898821", "8821", "周大同", "1111"):
        assert left.number in [found.key for found in counter.reader.find(text)]
    assert counter.sql("SELECT count(*) FROM hold WHERE until IS NULL") == [(0,)]


def test_our_own_code_is_no_waybill(counter: Counter) -> None:
    """The label that is stuck on must not be scanned for the courier's."""
    left = leave(counter)
    assert "waybill" in counter.draft(HAND, left.number, waybill=numbers.payload(left.number)).errors


def test_an_hour_that_is_over_is_named(counter: Counter) -> None:
    """Nobody comes in the past."""
    refused = counter.draft(LEAVE, **{**SAID, "until": "2026-11-22 10:00"}).refusals
    assert [one.about for one in refused] == ["until"]


@pytest.mark.parametrize(
    ("step", "answers", "undo", "state"),
    [
        (HAND, {"waybill": "SF1234567898821"}, "outgoing.not_handed", "sent"),
        ("outgoing.take_back", {}, "outgoing.not_taken_back", "taken_back"),
    ],
)
def test_each_is_undone_with_a_trace(
    counter: Counter, step: str, answers: dict[str, str], undo: str, state: str
) -> None:
    """It stays after all: in a place, with a label."""
    left = leave(counter)
    assert counter.take(step, left.number, **answers).state == state
    back = counter.take(undo, left.number, reason="点错了")
    assert (back.state, back.place) == ("waiting", "A-1-01")
    assert "寄出" in counter.paper(back, "outgoing_label")


def test_not_left_after_all(counter: Counter) -> None:
    """Cancelled, its place is free."""
    left = leave(counter)
    assert counter.take("outgoing.cancel", left.number, reason="不寄了").state == "cancelled"
    assert leave(counter).place == left.place


@pytest.mark.rule("PAR-03")
def test_a_missing_one_is_reported(counter: Counter) -> None:
    """Kept safe until the courier comes (EXP-07): what is not there is the supervisor's at once."""
    left = leave(counter)
    counter.take("outgoing.missing", left.number, what="没有")
    counter.later(seconds=1)
    assert counter.due() == [("outgoing.found", "red", "overdue")]


def test_moved_and_found(counter: Counter) -> None:
    """Another place with a new label; found again it waits."""
    left = leave(counter)
    assert counter.take("outgoing.elsewhere", left.number, reason="small").place == "B-1-01"
    counter.take("outgoing.missing", left.number, what="没有")
    assert counter.take("outgoing.found", left.number, what="柜下").state == "waiting"
