"""What `Desk.take` promises: once, all or none, allowed, and every problem at once (VOCABULARY §2)."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.desk import Take
from kiosk.desk.desk import Made
from kiosk.desk.roles import allowed
from kiosk.errors import DeniedError, InvalidAnswersError, OnceUsedError, RefusalError
from tests.counter import OWNER, THREE, UNIT, Counter

STORE = {"unit": UNIT, "party": OWNER, "pieces": THREE}


def entries(counter: Counter) -> int:
    """Return how many lines the journal has."""
    return int(counter.sql("SELECT count(*) FROM entry")[0][0])


# --- once -------------------------------------------------------------------------------------------


def test_pressing_twice_stores_once(counter: Counter) -> None:
    """The same once-key brings the outcome of then."""
    first = counter.store(once="key")
    second = counter.store(once="key")
    assert (second.number, second.jobs, second.again, first.again) == (first.number, first.jobs, True, False)
    assert counter.sql("SELECT count(*) FROM luggage") == [(1,)]


def test_a_known_key_asks_nothing_more(counter: Counter) -> None:
    """Neither answers nor state nor role are looked at again: the first time counted."""
    first = counter.store(once="key")
    counter.take("luggage.hand_over", first.number)
    counter.desk.lock()
    again = counter.desk.take("luggage.store", {"nonsense": 1}, once="key")
    assert (again.number, again.state) == (first.number, "stored")


def test_a_key_serves_one_step(counter: Counter) -> None:
    """A form that sends its key with another step is confused."""
    stored = counter.store(once="key")
    with pytest.raises(OnceUsedError):
        counter.take("luggage.hand_over", stored.number, once="key")


def test_a_refused_step_leaves_its_key_free(counter: Counter) -> None:
    """What was wrong is put right and the same form is sent again."""
    assert counter.error("luggage.store", once="key") == "InvalidAnswersError"
    assert counter.store(once="key").again is False


def test_a_step_needs_a_key(counter: Counter) -> None:
    """An empty one would make every form the same."""
    with pytest.raises(ValueError, match="once-key"):
        counter.desk.take("luggage.store", STORE, once="")


def test_slips_speak_languages_that_there_are(counter: Counter) -> None:
    """Another one would be remembered for the person, and no slip of his could be drawn any more."""
    with pytest.raises(ValueError, match="language"):
        counter.desk.take("luggage.store", STORE, once="key", language="fr")


def test_a_basket_comes_back_whole(counter: Counter) -> None:
    """The same basket again: every outcome of then, nothing twice."""
    basket = [Take("luggage.store", STORE), Take("luggage.remind", {"how": "phone"}, Made(0))]
    first = counter.desk.take_all(basket, once="key")
    second = counter.desk.take_all(basket, once="key")
    assert [o.entry for o in second] == [o.entry for o in first]
    assert [o.again for o in second] == [True, True]


# --- all or none ------------------------------------------------------------------------------------


def test_a_basket_is_all_or_none(counter: Counter) -> None:
    """The last step fails, so none happened: no record, no line, no job, no number used."""
    before = entries(counter)
    basket = [Take("luggage.store", STORE), Take("luggage.hand_over", {"taken": []}, Made(0))]
    with pytest.raises(RefusalError):
        counter.desk.take_all(basket, once="key")
    assert (entries(counter), counter.reader.jobs(), counter.reader.records("luggage")) == (before, [], [])
    assert counter.store().number.endswith("01")


def test_later_steps_name_the_record_that_the_first_opened(counter: Counter) -> None:
    """Made(0) stands for its number, as record of the next step."""
    basket = [Take("luggage.store", STORE), Take("luggage.hand_over", {}, Made(0))]
    stored, handed = counter.desk.take_all(basket, once="key")
    assert (handed.number, handed.state) == (stored.number, "collected")


def test_an_unexpected_error_changes_nothing(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in the middle of a step is as if nobody had pressed."""
    before = entries(counter)
    monkeypatch.setattr("kiosk.desk.taking.Taking._print", lambda *a: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        counter.store()
    monkeypatch.undo()
    assert (entries(counter), counter.reader.records("luggage")) == (before, [])
    assert counter.store().number.endswith("01")


# --- who may, and when ------------------------------------------------------------------------------


def test_nobody_signed_in_may_take_nothing(counter: Counter) -> None:
    """The lock screen takes no step."""
    counter.desk.lock()
    assert counter.error("luggage.store", **STORE) == "DeniedError"


@pytest.mark.parametrize("role", ["clerk", "foreman", "supervisor", "duty manager", "manager", "finance", ""])
def test_undeclared_means_denied(role: str) -> None:
    """A step that names no role belongs to nobody, not even to the manager."""
    with pytest.raises(DeniedError):
        allowed(role, ())


def test_the_ladder_goes_up_only() -> None:
    """A higher role may do what a lower one may; finance stands beside the ladder."""
    allowed("manager", ("clerk",))
    for role, by in (("clerk", "supervisor"), ("finance", "clerk"), ("manager", "finance"), ("boss", "clerk")):
        with pytest.raises(DeniedError):
            allowed(role, (by,))


def test_a_record_of_another_service_is_none(counter: Counter) -> None:
    """The number must be one of this service."""
    stored = counter.store()
    assert counter.error("luggage_round.check", stored.number) == "NoSuchRecordError"
    assert counter.error("luggage.hand_over", "L26112299") == "NoSuchRecordError"


def test_a_step_needs_its_record(counter: Counter) -> None:
    """Neither a moving step without a record, nor an opening step with one."""
    stored = counter.store()
    assert counter.error("luggage.hand_over") == "WrongStateError"
    assert counter.error("luggage.store", stored.number, **STORE) == "WrongStateError"


# --- answers ----------------------------------------------------------------------------------------


def test_all_problems_come_at_once(counter: Counter) -> None:
    """Beside each question, rows included: nobody corrects one by one."""
    with pytest.raises(InvalidAnswersError) as caught:
        counter.take(
            "luggage.store", unit="nowhere", until="soon", pieces=[{"kind": "case"}, {"kind": "ship", "size": "9"}]
        )
    assert set(caught.value.problems) == {"unit", "party", "relation", "until", "pieces.1.kind", "pieces.1.size"}


def test_unknown_answers_are_errors(counter: Counter) -> None:
    """A misspelt question is not silently dropped, in a row neither."""
    draft = counter.draft("luggage.store", **{**STORE, "pieces": [{"kind": "case", "weight": "9"}]}, partyy="x")
    assert set(draft.errors) == {"partyy", "pieces.0.weight"}


def test_hidden_answers_are_dropped(counter: Counter) -> None:
    """What was typed before a question was hidden is not kept."""
    stored = counter.store()
    counter.take("luggage.hand_over", stored.number, claim="here", statement="not asked", document="310101199001011234")
    assert counter.sql("SELECT statement FROM luggage") == [(None,)]
    assert counter.sql("SELECT count(*) FROM sealed") == [(0,)]


def test_a_default_fills_what_was_not_touched(counter: Counter) -> None:
    """The unit alone names its first owner and the usual time."""
    shown = {q.name: q.value for q in counter.draft("luggage.store", unit=UNIT).shown}
    assert (shown["party"], shown["relation"], shown["until"]) == (
        OWNER,
        "owner",
        datetime(2026, 11, 25, 10, tzinfo=UTC),
    )


def test_what_was_emptied_stays_empty(counter: Counter) -> None:
    """Touched and emptied is an answer: the default does not come back."""
    draft = counter.draft("luggage.store", unit=UNIT, party="")
    assert "party" in draft.missing


def test_a_draft_writes_nothing(counter: Counter) -> None:
    """However often a key is pressed."""
    before = entries(counter)
    for _n in range(20):
        counter.draft("luggage.store", **STORE)
    assert (entries(counter), counter.reader.records("luggage")) == (before, [])
    assert counter.sql("SELECT last FROM sequence") == []


def test_a_ready_draft_is_taken(counter: Counter) -> None:
    """What the form calls ready is accepted: one function serves both."""
    assert counter.draft("luggage.store", **STORE).ready
    assert counter.error("luggage.store", **STORE) == ""


@pytest.mark.parametrize("pieces", [[], "three", [1, 2], [{"kind": "case", "size": "1"}] * 61, None, {}])
def test_odd_rows_are_problems_not_crashes(counter: Counter, pieces: object) -> None:
    """Rows from anywhere: none, too many, not rows at all."""
    assert counter.error("luggage.store", **{**STORE, "pieces": pieces}) == "InvalidAnswersError"


# --- when it happened -------------------------------------------------------------------------------


def test_a_late_entry_is_not_from_the_future(counter: Counter) -> None:
    """Nothing happened that is still to come, and an hour without a zone is none."""
    ahead = counter.clock.now + timedelta(minutes=1)
    assert counter.error("luggage.store", **STORE, happened=ahead) == "InvalidAnswersError"
    assert counter.error("luggage.store", **STORE, happened=datetime(2026, 11, 22, 9)) == "InvalidAnswersError"  # noqa: DTZ001


def test_nothing_happens_before_its_record_began(counter: Counter) -> None:
    """What was stored at two was not handed over at one."""
    stored = counter.store()
    an_hour_before = counter.clock.now - timedelta(hours=1)
    assert counter.error("luggage.hand_over", stored.number, happened=an_hour_before) == "InvalidAnswersError"


def test_secrets_are_sealed_and_the_rest_is_journaled(counter: Counter) -> None:
    """The journal has what was answered, without the document."""
    stored = counter.store()
    lost = {"claim": "lost", "collector": OWNER, "document": "310101199001011234", "copied": True, "statement": "遗失"}
    counter.take("luggage.hand_over", stored.number, **lost, lifts=[counter.lift("STO-25")])
    answers = dict(counter.reader.journal(1)[0].answers)
    assert "遗失" in answers.values()
    assert counter.sql("SELECT question, mask FROM sealed") == [("document", "3****************4")]
