"""A supervisor's decision: made by the desk from a PIN, for one rule, once."""

import dataclasses

import pytest

from kiosk.desk import Take
from kiosk.desk.staff import Lift
from kiosk.errors import KioskError, RefusalError, SignInError
from tests.counter import PINS, THREE, UNIT, Counter

VISITOR = {"unit": UNIT, "party": "周先生", "relation": "visitor", "pieces": THREE}


def refused(counter: Counter, *lifts: Lift) -> str:
    """Store a visitor's luggage and return the rule that refused it, "" where it was taken."""
    return counter.refusal("luggage.store", **VISITOR, lifts=lifts)


def test_a_decision_serves_once(counter: Counter) -> None:
    """The next visitor needs the next decision."""
    lift = counter.lift("AMB-46")
    assert (refused(counter, lift), refused(counter, lift)) == ("", "AMB-46")


def test_a_decision_serves_one_step_of_a_basket(counter: Counter) -> None:
    """Two visitors in one basket need two decisions."""
    takes = [Take("luggage.store", VISITOR), Take("luggage.store", VISITOR)]
    one = counter.lift("AMB-46")
    with pytest.raises(RefusalError):
        counter.desk.take_all(takes, once="one", lifts=[one])
    assert len(counter.desk.take_all(takes, once="two", lifts=[one, counter.lift("AMB-46")])) == 2


def test_a_form_cannot_make_one(counter: Counter) -> None:
    """A decision that the desk did not make is none, whatever it says of itself."""
    forged = Lift("AMB-46", "王主管", "manager", "请放行")
    assert [refused(counter, one) for one in (forged, dataclasses.replace(forged, token="0" * 32))] == ["AMB-46"] * 2


@pytest.mark.parametrize("change", [{"rule": "AMB-46"}, {"role": "manager"}, {"reason": "其他"}, {"by": "周明"}])
def test_a_changed_decision_is_none(counter: Counter, change: dict[str, str]) -> None:
    """Made for another rule, then changed: it does not fit what the desk keeps."""
    lift = counter.lift("STO-25")
    assert refused(counter, dataclasses.replace(lift, **change)) == "AMB-46"


def test_a_decision_is_for_its_rule(counter: Counter) -> None:
    """One for a lost ticket lets no visitor's luggage in."""
    assert refused(counter, counter.lift("STO-25")) == "AMB-46"


def test_a_failed_step_leaves_the_decision(counter: Counter) -> None:
    """Something else was wrong: the supervisor is not asked a second time."""
    lift = counter.lift("AMB-46")
    assert counter.error("luggage.store", **{**VISITOR, "pieces": []}, lifts=[lift]) == "InvalidAnswersError"
    assert refused(counter, lift) == ""


def test_the_role_counts(counter: Counter) -> None:
    """A clerk's PIN is a good PIN, and no decision."""
    clerk = next(s for s in counter.desk.staff() if s.name == "李婷")
    assert refused(counter, counter.desk.lift("AMB-46", clerk.id, PINS["李婷"], "我看可以")) == "AMB-46"


def test_a_higher_role_may_too(counter: Counter) -> None:
    """The manager decides where the supervisor may."""
    manager = next(s for s in counter.desk.staff() if s.name == "周明")
    assert refused(counter, counter.desk.lift("AMB-46", manager.id, PINS["周明"], "业主同意")) == ""


def test_it_needs_the_pin_and_a_reason(counter: Counter) -> None:
    """A wrong PIN counts as a miss; an empty reason is none."""
    supervisor = next(s for s in counter.desk.staff() if s.name == "王主管")
    with pytest.raises(SignInError):
        counter.desk.lift("AMB-46", supervisor.id, "000001", "业主同意")
    with pytest.raises(KioskError):
        counter.desk.lift("AMB-46", supervisor.id, PINS["王主管"], "  ")
    assert counter.sql("SELECT misses FROM staff WHERE name = '王主管'") == [(1,)]


def test_the_clerk_stays_signed_in(counter: Counter) -> None:
    """The supervisor types his PIN into the clerk's form; the journal names both."""
    counter.take("luggage.store", **VISITOR, lifts=[counter.lift("AMB-46", "业主同意")])
    line = counter.reader.journal(1)[0]
    assert (counter.desk.clerk_name, line.clerk, line.lifted) == ("李婷", "李婷", ("AMB-46 王主管: 业主同意",))


def test_a_restart_forgets_decisions(counter: Counter) -> None:
    """They live as long as the program that made them."""
    lift = counter.lift("AMB-46")
    counter.reopen()
    counter.sign_in("李婷")
    assert refused(counter, lift) == "AMB-46"


def test_several_refusals_need_several_decisions(counter: Counter) -> None:
    """A rule that nobody may lift stays, whatever else was decided."""
    late = {**VISITOR, "until": "2020-01-01 10:00"}
    assert counter.refusal("luggage.store", **late, lifts=[counter.lift("AMB-46")]) == "later"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("证件 110101199003077475 已核对", "证件 1****************5 已核对"),
        ("旧证110101900307747", "旧证1*************7"),
        ("证件１１０１０１１９９００３０７７４７Ｘ", "证件1****************X"),
        ("110101 19900307 7475", "1****************5"),
        ("电话 13912342207 3-2-1005 已确认", "电话 13912342207 3-2-1005 已确认"),
        ("核对\u200b无误\r\n已电话确认", "核对无误\n已电话确认"),
    ],
)
def test_a_reason_is_kept_clean_and_without_document_numbers(counter: Counter, typed: str, kept: str) -> None:
    """It lies in plain until its term is over."""
    assert counter.lift("AMB-46", typed).reason == kept


@pytest.mark.parametrize("typed", ["esc\x1b@\x1d", "bad\ud800", "长" * 2001])
def test_a_reason_that_no_text_may_be_is_a_sentence(counter: Counter, typed: str) -> None:
    """Control characters command printers, half a character breaks the file."""
    with pytest.raises(KioskError) as caught:
        counter.lift("AMB-46", typed)
    assert str(caught.value) not in ("", str(KioskError()))
