"""Cases that a stranger found by reading the desk: each was lost, doubled or stuck once."""

import json

import pytest
from sqlmodel import col, update

from kiosk import numbers
from kiosk.desk import Take
from kiosk.errors import InvalidAnswersError, KioskError, OnceUsedError, RefusalError
from kiosk.store.tables import Job, Record, Thing
from tests.counter import OWNER, PINS, UNIT, Counter


@pytest.mark.parametrize("blank", ["   ", "\u3000", "\u200b"])
def test_spaces_are_no_answer(counter: Counter, blank: str) -> None:
    """A name of spaces is missing, in the draft and in the step."""
    assert "party" in counter.draft("luggage.store", unit=UNIT, party=blank, pieces=[{"kind": "bag"}]).missing
    with pytest.raises(InvalidAnswersError) as caught:
        counter.store(party=blank)
    assert "party" in caught.value.problems


def test_a_document_of_spaces_releases_nothing(counter: Counter) -> None:
    """The supervisor's path asks for a document that somebody can read."""
    stored = counter.store()
    with pytest.raises(InvalidAnswersError) as caught:
        counter.take(
            "luggage.hand_over", stored.number, lifts=[counter.lift("STO-25")],
            claim="lost", document="  ", copied=True, statement=" ",
        )  # fmt: skip  # one line a group reads better
    assert set(caught.value.problems) == {"document", "statement"}


def test_what_waits_is_listed_however_much_was_printed_since(counter: Counter) -> None:
    """A doubt of the morning is not pushed off the page by the day's slips."""
    first = counter.store().jobs[0]
    counter.desk.next_job("folder")
    counter.desk.settle(first, "doubt", "")
    with counter.desk.session() as session:
        session.execute(update(Job).where(col(Job.id) != first).values(state="printed"))
    assert [row.id for row in counter.reader.jobs(limit=2)][:1] == [first]


def test_jobs_of_a_printer_that_is_gone_go_to_another(counter: Counter) -> None:
    """What waited for the folder, and a reprint of it, come out of the printer set up since."""
    stored = counter.store()
    counter.sign_in("周明")
    printers = [{"key": "receipt", "address": "tcp://127.0.0.1:9"}]
    counter.take("house.set_value", key="printers", value=json.dumps(json.dumps(printers)))
    again = counter.desk.reprint(stored.jobs[0], "卡纸")
    assert {row.printer for row in counter.reader.jobs()} == {"receipt"}
    assert again in [row.id for row in counter.reader.jobs()]


def test_the_board_keeps_what_is_due_soonest(counter: Counter) -> None:
    """What is to be asked for tomorrow stands before terms that end in weeks, however few lines are shown."""
    for _n in range(3):
        counter.store(pieces=[{"kind": "bag", "size": "1"}], until="2026-12-20 18:00")
    soon = counter.store(pieces=[{"kind": "bag", "size": "1"}], until="2026-11-23 18:00")
    counter.later(days=2)
    assert [row.number for row in counter.reader.board(limit=1)] == [soon.number]


def test_a_rule_of_another_version_does_not_end_the_board(counter: Counter) -> None:
    """A record under a due rule that this program lacks is left out, and derived anew at the next start."""
    stored = counter.store()
    with counter.desk.session() as session:
        session.execute(update(Record).where(col(Record.number) == stored.number).values(due_rule="stored:old"))
    assert stored.number not in [row.number for row in counter.reader.board()]
    counter.desk.heal_due()
    assert stored.number in [row.number for row in counter.reader.board()]


def test_the_ticket_printed_after_a_lost_one_is_good(counter: Counter) -> None:
    """The rest is collected with the new ticket by the clerk alone; the lost one stays void."""
    stored = counter.store()
    counter.take("luggage.ticket_lost", stored.number)
    counter.take(
        "luggage.hand_over", stored.number, lifts=[counter.lift("STO-25")],
        taken=[1], document="110101199003071234", copied=True, statement="遗失",
    )  # fmt: skip  # one line a group reads better
    fresh, old = numbers.payload(stored.number, issue=2), numbers.payload(stored.number)
    assert [found.step for found in counter.reader.scan(fresh)] == ["luggage.hand_over"]
    assert [found.step for found in counter.reader.scan(old)] == [""]
    assert counter.take("luggage.hand_over", stored.number, ticket=fresh).state == "collected"


def test_what_an_earlier_part_was_answered_is_not_said_of_this_one(counter: Counter) -> None:
    """A collector and his statement belong to the part that he took."""
    stored = counter.store()
    counter.take(
        "luggage.hand_over", stored.number, lifts=[counter.lift("STO-25")],
        taken=[1], claim="other", collector="张三", document="110101199003071234", copied=True, statement="替他取",
    )  # fmt: skip  # one line a group reads better
    counter.take("luggage.hand_over", stored.number)
    assert counter.sql("SELECT claim, collector, statement FROM luggage") == [("here", None, None)]


@pytest.mark.parametrize("column", ["retired_at", "full_at"])
def test_no_place_that_cannot_be_used_is_chosen(counter: Counter, column: str) -> None:
    """A place taken away, or found full, is not to be had by typing its name."""
    with counter.desk.session() as session:
        session.execute(update(Thing).where(col(Thing.name) == "C-1-01").values(**{column: counter.clock()}))
    with pytest.raises(InvalidAnswersError) as caught:
        counter.store(place="C-1-01")
    assert set(caught.value.problems) == {"place"}


def test_a_key_of_another_shape_takes_nothing_twice(counter: Counter) -> None:
    """A basket retried alone, or a step retried as a basket, is a confused form, not a second step."""
    stored = counter.store()
    once = [Take("luggage.remind", {"how": "phone"}, stored.number)]
    counter.desk.take_all(once * 2, once="K")
    with pytest.raises(OnceUsedError):
        counter.desk.take_all(once, once="K")
    counter.desk.take_all(once, once="L")
    with pytest.raises(OnceUsedError):
        counter.desk.take_all(once * 2, once="L")
    assert counter.sql("SELECT count(*) FROM luggage_contact") == [(3,)]


def test_a_whole_number_opens_its_own_record(counter: Counter) -> None:
    """A number typed whole is not read as a short one."""
    stored = counter.store()
    assert [found.key for found in counter.reader.scan(stored.number)] == [stored.number]


def test_who_leaves_is_signed_out(counter: Counter) -> None:
    """A manager who ends his own work does nothing more."""
    counter.sign_in("周明")
    counter.take("house.hire", name="陈经理", pin="285930", role="manager")
    counter.take("house.leave", name="周明")
    assert counter.desk.clerk is None


def test_a_reprint_names_somebody(counter: Counter) -> None:
    """Nobody signed in, nothing printed again."""
    stored = counter.store()
    counter.desk.lock()
    with pytest.raises(KioskError):
        counter.desk.reprint(stored.jobs[0], "卡纸")


def test_a_decision_is_for_the_record_it_was_made_for(counter: Counter) -> None:
    """What was allowed for one owner's things releases nobody else's."""
    first, second = counter.store(), counter.store()
    supervisor = next(s for s in counter.desk.staff() if s.name == "王主管")
    lift = counter.desk.lift("STO-25", supervisor.id, PINS["王主管"], "核对无误", about=first.number)
    doubt = {"claim": "lost", "document": "110101199003071234", "copied": True, "statement": "遗失"}
    with pytest.raises(RefusalError):
        counter.take("luggage.hand_over", second.number, lifts=[lift], **doubt)
    assert counter.take("luggage.hand_over", first.number, lifts=[lift], **doubt).state == "collected"


def test_a_decision_does_not_outlive_the_lock(counter: Counter) -> None:
    """What a supervisor allowed in front of one clerk is void once the screen was locked."""
    stored = counter.store()
    lift = counter.lift("STO-25")
    counter.desk.lock()
    counter.sign_in("李婷")
    with pytest.raises(KioskError):
        counter.take(
            "luggage.hand_over", stored.number, lifts=[lift],
            claim="lost", document="110101199003071234", copied=True, statement="遗失",
        )  # fmt: skip  # one line a group reads better
    assert OWNER in counter.sql("SELECT party FROM record WHERE service='luggage' AND state='stored'")[0]
