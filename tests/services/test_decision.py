"""Decisions by telephone: they wait on the board until the one who decided confirms them himself."""

import pytest

from kiosk.desk.staff import Lift
from kiosk.errors import KioskError
from tests.counter import THREE, UNIT, Counter

VISITOR = {"unit": UNIT, "party": "周先生", "relation": "visitor", "pieces": THREE}


def by_phone(counter: Counter, rule: str = "AMB-46", name: str = "王主管") -> Lift:
    """Return a decision that somebody made over the telephone."""
    person = next(s for s in counter.desk.staff() if s.name == name)
    return counter.desk.lift_by_phone(rule, person.id, "13800001111", "业主来电请求")


def test_a_step_decided_by_phone_is_taken_and_waits_for_confirmation(counter: Counter) -> None:
    """The step stands; a decision is open on the board, with who, number and why."""
    stored = counter.take("luggage.store", **VISITOR, lifts=[by_phone(counter)])
    (decision,) = stored.also
    assert (stored.state, decision.state) == ("stored", "open")
    assert ("decision.confirm", decision.number) in [(row.step, row.number) for row in counter.reader.board()]
    assert counter.sql("SELECT who, rule, number, reason, about FROM decision") == [
        ("王主管", "AMB-46", "13800001111", "业主来电请求", stored.short)
    ]
    assert counter.sql("SELECT count(*) FROM link WHERE kind = 'decision'") == [(1,)]


def test_only_he_himself_confirms(counter: Counter) -> None:
    """Neither the clerk nor another manager says that he decided it."""
    (decision,) = counter.take("luggage.store", **VISITOR, lifts=[by_phone(counter)]).also
    assert counter.error("decision.confirm", decision.number) == "DeniedError"
    counter.sign_in("周明")
    assert counter.refusal("decision.confirm", decision.number) == "himself"
    counter.sign_in("王主管")
    assert counter.take("decision.confirm", decision.number).state == "confirmed"
    assert "decision.confirm" not in [row.step for row in counter.reader.board()]


def test_the_manager_answers_for_somebody_who_left(counter: Counter) -> None:
    """Nobody could take it off the board otherwise."""
    (decision,) = counter.take("luggage.store", **VISITOR, lifts=[by_phone(counter)]).also
    counter.sign_in("周明")
    assert counter.refusal("decision.deny", decision.number, reason="x") == "himself"
    counter.take("house.leave", name="王主管")
    assert counter.take("decision.deny", decision.number, reason="已离职，无法确认").state == "denied"


def test_he_may_deny_it(counter: Counter) -> None:
    """What was never decided is denied, with what is right; the trace stays."""
    (decision,) = counter.take("luggage.store", **VISITOR, lifts=[by_phone(counter)]).also
    counter.sign_in("王主管")
    assert counter.take("decision.deny", decision.number, reason="没有接到电话").state == "denied"


def test_a_clerk_cannot_decide_by_phone(counter: Counter) -> None:
    """The role that lifts must be the one that the rule names, by telephone too."""
    assert counter.refusal("luggage.store", **VISITOR, lifts=[by_phone(counter, name="李婷")]) == "AMB-46"


def test_nobody_writes_a_decision_by_hand(counter: Counter) -> None:
    """Only the desk writes one, beside the step that it allowed."""
    answers = {"who": "王主管", "number": "13800001111", "reason": "x"}
    assert counter.error("decision.written", **answers) == "DeniedError"


def test_an_estate_may_do_without(counter: Counter) -> None:
    """Where it is switched off, the supervisor has to come."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="by_phone", value="false")
    with pytest.raises(KioskError, match="电话"):
        by_phone(counter)


@pytest.mark.parametrize(("phone", "reason"), [("", "业主来电"), ("13800001111", " ")])
def test_number_and_reason_are_written_down(counter: Counter, phone: str, reason: str) -> None:
    """A decision by telephone needs both."""
    person = next(s for s in counter.desk.staff() if s.name == "王主管")
    with pytest.raises(KioskError):
        counter.desk.lift_by_phone("AMB-46", person.id, phone, reason)


def test_a_refused_step_leaves_no_decision(counter: Counter) -> None:
    """All or nothing: where the step is refused after all, nothing waits for confirmation."""
    bad = {**VISITOR, "until": "2020-01-01 10:00"}
    assert counter.refusal("luggage.store", **bad, lifts=[by_phone(counter)]) != ""
    assert counter.sql("SELECT count(*) FROM decision") == [(0,)]
