"""The daily check: register against shelf, every day, and what is missing reported at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk import numbers
from kiosk.i18n import Words
from kiosk.service import find_step, refuse
from tests.counter import Counter

CHECK = "luggage_round.check"


@pytest.fixture
def routine(counter: Counter) -> str:
    """Begin the daily checks and return their number, the clerk signed in."""
    counter.sign_in("周明")
    number = counter.take("luggage_round.begin").number
    counter.sign_in("李婷")
    return number


@pytest.mark.rule("STO-12")
def test_the_check_is_due_a_day_after_the_last(counter: Counter, routine: str) -> None:
    """Every day: from the beginning, then from each check on."""
    assert counter.reader.page(routine).row.due_at == counter.clock.now + timedelta(days=1)
    counter.later(hours=20)
    counter.take(CHECK, routine)
    assert counter.reader.page(routine).row.due_at == counter.clock.now + timedelta(days=1)


@pytest.mark.rule("STO-12")
def test_a_check_left_out_is_red_on_the_board(counter: Counter, routine: str) -> None:
    """Late is strictly after the instant; one click checks."""
    counter.later(days=1)
    assert [tone for _step, tone, _group in counter.due()] != ["red"]
    counter.later(seconds=1)
    assert counter.due() == [(CHECK, "red", "overdue")]


@pytest.mark.rule("STO-12")
def test_the_clerk_scans_along_the_shelves(counter: Counter, routine: str) -> None:
    """The phrase, and a question that takes one code after the other."""
    assert counter.says(CHECK, "扫", "Scan every tag", routine)
    assert "scanned" in counter.asked(CHECK, routine)


@pytest.mark.rule("STO-12")
def test_a_strange_code_is_named(counter: Counter, routine: str) -> None:
    """A parcel's bar code is none of our tags."""
    assert "scanned" in counter.draft(CHECK, routine, scanned=["6901234567892"]).errors


@pytest.mark.rule("STO-13")
def test_what_is_not_seen_is_missing_at_once(counter: Counter, routine: str) -> None:
    """Every difference is reported in the same transaction, and stands on the board."""
    seen, unseen = counter.store(), counter.store()
    counter.take(CHECK, routine, scanned=[numbers.payload(seen.number, piece=2)])
    states = [counter.reader.page(one.number).row.state for one in (seen, unseen)]
    assert states == ["stored", "missing"]


@pytest.mark.rule("STO-13")
def test_the_clerk_knows_that_it_is_reported(counter: Counter, routine: str) -> None:
    """The phrase says so before he presses."""
    assert counter.says(CHECK, "主管", "reported to the supervisor at once", routine)


def test_scanned_and_ticked_count_alike(counter: Counter, routine: str) -> None:
    """A tag, a claim code or a tick: each says that it is there."""
    one, two, three = counter.store(), counter.store(), counter.store()
    done = counter.take(CHECK, routine, scanned=[numbers.payload(one.number), two.number], ticked=[three.number])
    assert (done.state, done.also) == ("kept", ())
    assert counter.sql("SELECT seen, not_seen FROM luggage_round") == [(3, 0)]


def test_an_empty_store_is_checked_too(counter: Counter, routine: str) -> None:
    """Nothing there and nothing missing; the check counts."""
    done = counter.take(CHECK, routine)
    assert (done.also, counter.sql("SELECT seen, not_seen FROM luggage_round")) == ((), [(0, 0)])


def test_a_form_that_nobody_touched_reports_no_store_as_empty(counter: Counter, routine: str) -> None:
    """One press of Ctrl+Enter would call everything missing; that nothing is there has to be said."""
    one, _two = counter.store(), counter.store()
    assert counter.error(CHECK, routine) == "RefusalError"
    assert "none_there" in counter.asked(CHECK, routine)
    assert "none_there" not in counter.asked(CHECK, routine, ticked=[one.number])
    assert counter.reader.page(one.number).row.state == "stored"


def test_many_missing_are_reported_each(counter: Counter, routine: str) -> None:
    """All or none: each of them is a step of its own in the journal, by the same once-key."""
    for _n in range(3):
        counter.store()
    done = counter.take(CHECK, routine, once="round", none_there=True)
    again = counter.take(CHECK, routine, once="round", none_there=True)
    assert len(done.also) == 3
    assert again == replace(done, again=True)
    assert counter.sql("SELECT count(*) FROM entry WHERE step = 'luggage.missing'") == [(3,)]


def test_what_is_taken_along_is_considered_on_drafts(
    counter: Counter, routine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal of a step that is taken along shows while one types, with the step it belongs to before it."""
    missing = find_step("luggage.missing")
    stored = counter.store()
    assert counter.draft(CHECK, routine).refusals == ()
    no = refuse("STO-99", Words("No."), way=Words("Wait."), lift="supervisor")(lambda self, at: bool(self.what))
    monkeypatch.setattr(missing.spec, "carriers", (*missing.spec.carriers, no))
    (refused,) = counter.draft(CHECK, routine).refusals
    title = missing.title.to("en")
    assert (refused.rule, refused.words.to("en"), refused.lift) == ("STO-99", f"{title}: No.", "supervisor")  # type: ignore[union-attr]  # Both
    assert counter.draft(CHECK, routine, ticked=[stored.number]).refusals == ()
    assert counter.refusal(CHECK, routine) == "STO-99"
    assert counter.refusal(CHECK, routine, lifts=[counter.lift("STO-99")]) == ""


def test_a_step_taken_along_that_belongs_to_another_role_says_so_on_drafts(
    counter: Counter, routine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may not take it hears it before he presses."""
    counter.store()
    monkeypatch.setattr(find_step("luggage.missing").spec, "by", ("manager",))
    (refused,) = counter.draft(CHECK, routine).refusals
    assert "经理" in str(refused.way)
    counter.sign_in("周明")
    assert counter.draft(CHECK, routine).refusals == ()


def test_a_routine_begins_once(counter: Counter, routine: str) -> None:
    """A second one would halve what is checked."""
    counter.sign_in("周明")
    assert counter.refusal("luggage_round.begin") != ""
    assert [row.number for row in counter.reader.records("luggage_round")] == [routine]


def test_a_clerk_does_not_begin_the_routine(counter: Counter) -> None:
    """It is set up once, by the foreman or above."""
    assert counter.error("luggage_round.begin") == "DeniedError"
