"""An undo puts back what stood there: the answer of an earlier step, not an empty column."""

from typing import Any

import pytest
from sqlalchemy import text

from kiosk.desk.kept import defaults_of
from kiosk.i18n import Words
from kiosk.numbers import short
from kiosk.service import Step, services
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_outgoing import SAID
from tests.services.test_visitors_admit import documented

WAYBILL, WHO = "SF1234567898821", f"{UNIT} {OWNER}"
PARCEL: dict[str, Any] = {"waybills": [WAYBILL], "addressee": OWNER, "who": WHO}
BAGS: dict[str, Any] = {"unit": UNIT, "party": OWNER, "pieces": [{"kind": "case"}]}
KEY: dict[str, Any] = {"unit": UNIT, "party": OWNER, "hook": "A-1", "signature": "paper"}
FOR_HIM: dict[str, Any] = {"for_whom": "何苗", "for_kind": "resident", "for_document": "330106199001011236"}
DECIDED = {"decision": "退回", "witness": "李婷"}
#: How a record begins, a step that may come before, the undone step with its answers, and its undo.
WALKS: list[tuple[str, dict[str, Any], str, dict[str, Any], str]] = [
    ("announcements.announce", {"unit": UNIT, "party": "何苗"}, "expire", {}, "still_expected"),
    ("appointments.book", {"unit": UNIT, "party": "何苗", "persons": 2}, "came", {"persons": 3}, "not_here"),
    ("barred.enter", {"party": "何苗", "why": "扰民", "asked_by": OWNER}, "lift", {"reason": "和解"}, "still_listed"),
    ("delivery.go_up", {"unit": UNIT, "firm": "sf", "party": "小张", "brings": "冰箱"},
     "come_back", {"carries": "纸箱"}, "not_back"),
    ("estate_file.open", {"unit": UNIT, "box": "3区-2"}, "archive", {"reason": "已售"}, "take_back"),
    ("keys.leave", {**KEY, **FOR_HIM, "purpose": "visitor"}, "release",
     {"identity": True, "seen_document": "330106199001011236", "channel": "file", "taken_signature": "paper"}, "not_released"),
    ("keys.leave", {**KEY, "purpose": "vacant"}, "give_back", {"taken_signature": "paper"}, "not_given_back"),
    ("luggage.store", BAGS, "dispose", DECIDED, "not_disposed"),
    ("messages.take", {"unit": UNIT, "party": OWNER, "caller": "何苗", "words": "晚到"}, "deliver", {}, "not_delivered"),
    ("outgoing.leave", SAID, "hand", {"waybill": "SF1234567890123"}, "not_handed"),
    ("outgoing.leave", SAID, "take_back", {"reason": "不寄了"}, "not_taken_back"),
    ("parcel_batch.begin", {"courier": "sf", "announced": 2}, "close", {"difference": "少两件"}, "reopen"),
    ("parcels.receive", {**PARCEL, "addressee": "沈**", "who": "unknown"}, "match",
     {"who": WHO, "unit": UNIT, "party": OWNER}, "unmatch"),
    ("parcels.receive", PARCEL, "release", {}, "put_back"),
    ("parcels.receive", {**PARCEL, "notice": True}, "notify", {"how": "phone", "notice": False}, "not_told"),
    ("parcels.receive", PARCEL, "decline", {"reason": "不要"}, "not_declined"),
    ("parcels.receive", PARCEL, "return_to_courier", {"reason": "地址错"}, "not_returned"),
    ("parcels.receive", {**PARCEL, "flag": "damaged", "damage": "外箱压扁"}, "damaged", {"damage": "又湿"}, "not_damaged"),
    ("parcels.receive", PARCEL, "dispose", DECIDED, "not_disposed"),
]  # fmt: skip  # one walk a paragraph


def stored(counter: Counter, number: str) -> dict[str, Any]:
    """Return state, unit and whoever it is about, and the detail of a record, as the database has them."""
    head = counter.sql("SELECT service, id, state, unit, party, closed_at FROM record WHERE number = ?", number)[0]
    table = services()[head[0]].detail.__table__
    names = [column.name for column in table.columns]
    row = counter.sql(f"SELECT {', '.join(names)} FROM {table.name} WHERE id = ?", head[1])[0]
    return {"head": head[2:], **dict(zip(names, row, strict=True))}


@pytest.mark.parametrize(("begin", "said", "key", "answers", "back"), WALKS, ids=[w[4] for w in WALKS])
def test_an_undo_leaves_what_stood_before(
    counter: Counter, begin: str, said: dict[str, Any], key: str, answers: dict[str, Any], back: str
) -> None:
    """Head and detail are what they were, whatever the undone step was answered."""
    service = begin.partition(".")[0]
    counter.sign_in("周明")
    number = counter.take(begin, **said).number
    if key == "dispose":
        counter.later(days=31)
    before = stored(counter, number)
    counter.take(f"{service}.{key}", number, **answers)
    assert stored(counter, number) != before
    reason = {"reason": "点错了"} if "reason" in counter.asked(f"{service}.{back}", number) else {}
    counter.take(f"{service}.{back}", number, **reason)
    assert stored(counter, number) == before


def test_no_undo_empties_a_column_that_must_hold_something() -> None:
    """What is asked by an undone step and may not be empty has a default to go back to."""
    bare = [
        f"{step.spec.full}: {question.name}"
        for of in services().values() for step in of.steps.values() if step.spec.undoes is not None
        for question in step.spec.undoes.spec.questions
        if of.detail is not None and (column := of.detail.__table__.columns.get(question.name)) is not None
        and not column.nullable and defaults_of(of.detail).get(question.name) is None
    ]  # fmt: skip  # one sentence
    assert bare == []


def test_what_was_undone_already_does_not_come_back(counter: Counter) -> None:
    """Two reports of damage, both undone: what was noted at the receipt stands there; not the first report."""
    number = counter.take("parcels.receive", **PARCEL, flag="damaged", damage="外箱压扁").number
    for seen in ("湿", "裂"):
        counter.take("parcels.damaged", number, damage=seen)
        counter.take("parcels.not_damaged", number, reason="看错了")
    assert counter.sql("SELECT damage FROM parcel") == [("外箱压扁",)]


def test_the_newest_earlier_answer_counts(counter: Counter) -> None:
    """Reported twice, the second report undone: the first one stands."""
    number = counter.take("parcels.receive", **PARCEL, flag="damaged", damage="外箱压扁").number
    counter.take("parcels.damaged", number, damage="湿")
    counter.take("parcels.notify", number, how="phone")
    counter.take("parcels.damaged", number, damage="裂")
    counter.take("parcels.not_damaged", number, reason="看错了")
    assert counter.sql("SELECT damage FROM parcel") == [("湿",)]


@pytest.fixture
def not_postponed(monkeypatch: pytest.MonkeyPatch) -> str:
    """Lend appointments an undo of what asks for an hour; return its key."""
    of = services()["appointments"]
    monkeypatch.setattr(of, "steps", dict(of.steps))

    class NotPostponed(Step, of=of, undoes=of.steps["postpone"]):
        """撤销改期: the time stands."""

        title = Words("Not after all")

    return NotPostponed.spec.full


def test_an_hour_comes_back_as_an_hour(counter: Counter, not_postponed: str) -> None:
    """The journal keeps it as text; the column gets the instant that was booked, or the one put off to before."""
    number = counter.take("appointments.book", unit=UNIT, party="何苗", meets_at="2026-11-22 18:00").number
    for hour in (19, 20):
        counter.take("appointments.postpone", number, meets_at=f"2026-11-22 {hour}:00")
    counter.take(not_postponed, number)
    assert counter.sql("SELECT meets_at FROM appointment") == [("2026-11-22 11:00:00.000000",)]


def test_answers_that_were_purged_leave_the_default(counter: Counter) -> None:
    """Nothing is made up: a column without remembered answer has what a new record has."""
    number = counter.take("appointments.book", unit=UNIT, party="何苗", persons=2).number
    counter.take("appointments.came", number)
    with counter.desk.session() as session:
        session.execute(text("INSERT INTO purge (why) VALUES ('test')"))
        session.execute(text("DELETE FROM entry_answers"))
        session.execute(text("DELETE FROM purge"))
    counter.take("appointments.not_here", number, reason="看错了")
    assert counter.sql("SELECT persons FROM appointment") == [(1,)]


def test_an_appointment_says_which_visit_stays(counter: Counter) -> None:
    """Whoever is not here after all left a visit at the desk; it is named as long as it is open."""
    number = counter.take("appointments.book", unit=UNIT, party="何苗").number
    visit = counter.take("appointments.came", number).also[0].number
    assert counter.says("appointments.not_here", short(visit), f"The visit {short(visit)}", number)
    counter.take("visitors.not_arrived", visit, reason="看错了")
    assert not counter.says("appointments.not_here", "来访", "stays open", number)


def test_a_word_that_was_taken_back_is_no_consent(counter: Counter) -> None:
    """Agreed, rung again without answer, agreed and undone: nobody's word stands there."""
    number = documented(counter)
    counter.take("visitors.host_agrees", number, channel="intercom", door="host")
    counter.take("visitors.host_called", number, channel="home")
    counter.take("visitors.agree_admit", number, channel="home", door="desk")
    counter.take("visitors.not_agreed", number, reason="点错了")
    assert counter.sql("SELECT consent_by, consent_channel, door FROM visit") == [(None, None, None)]
