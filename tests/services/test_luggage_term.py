"""Thirty days, reminders, missing pieces and what becomes of what nobody collects."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.counter import Counter

TELL, REMIND, DISPOSE = "luggage.tell", "luggage.remind", "luggage.dispose"
#: 00:00 in Shanghai on 22 December, thirty days after 22 November.
THIRTIETH = datetime(2026, 12, 21, 16, 0, tzinfo=UTC)


def at(counter: Counter, when: datetime) -> Counter:
    """Let it be `when`."""
    counter.clock.now = when
    return counter


@pytest.mark.rule("STO-14", "AMB-11")
def test_the_thirtieth_day_counts(counter: Counter) -> None:
    """The thirtieth full day after the deposit is included: at 00:00 of the estate it may be reported."""
    stored = counter.store()
    due = counter.reader.page(stored.number).row.due_at
    assert due == THIRTIETH


@pytest.mark.rule("STO-14", "AMB-11")
def test_a_second_before_the_thirtieth_day_is_too_early(counter: Counter) -> None:
    """The boundary is 00:00 of the estate's own zone, not of UTC."""
    stored = counter.store()
    at(counter, THIRTIETH.replace(day=21, hour=15, minute=59, second=59))
    assert counter.refusal(TELL, stored.number) == "STO-14"


def test_on_the_thirtieth_day_the_supervisor_is_told(counter: Counter) -> None:
    """At the instant itself the step is taken."""
    stored = counter.store()
    at(counter, THIRTIETH)
    assert counter.take(TELL, stored.number).state == "stored"


@pytest.mark.rule("STO-14")
def test_the_board_shows_what_lies_longer(counter: Counter) -> None:
    """Red, overdue, and one click tells the supervisor."""
    counter.store()
    at(counter, THIRTIETH.replace(second=1))
    assert counter.due() == [(TELL, "red", "overdue")]


@pytest.mark.rule("STO-14")
def test_once_told_the_supervisor_decides(counter: Counter) -> None:
    """The report is noted with time, and the board asks for the decision then."""
    stored = counter.store()
    at(counter, THIRTIETH.replace(second=1))
    if TELL in counter.steps(stored.number):
        counter.take(TELL, stored.number)
    assert counter.due() == [(DISPOSE, "red", "overdue")]


@pytest.mark.rule("STO-14")
def test_the_report_says_what_it_means(counter: Counter) -> None:
    """The phrase stands at the step, and the supervisor is named by himself."""
    stored = counter.store()
    at(counter, THIRTIETH)
    assert counter.says(TELL, "三十天", "Thirty days", stored.number)


@pytest.mark.rule("STO-14")
def test_the_decision_is_written_down(counter: Counter) -> None:
    """What becomes of it is asked, and cannot stay empty."""
    stored = counter.store()
    at(counter, THIRTIETH)
    assert "decision" in counter.draft(DISPOSE, stored.number).missing


@pytest.mark.rule("AMB-11")
def test_nothing_is_disposed_of_before_the_term(counter: Counter) -> None:
    """Not even by the supervisor."""
    stored = counter.store()
    counter.sign_in("王主管")
    at(counter, THIRTIETH.replace(day=21, hour=15, minute=59, second=59))
    assert counter.refusal(DISPOSE, stored.number, decision="捐赠", witness="周明") == "AMB-11"


@pytest.mark.rule("AMB-11")
def test_the_term_is_a_setting(counter: Counter) -> None:
    """An estate that counts fourteen days changes one number, and new records follow it."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="storage_days", value="14")
    stored = counter.store()
    assert counter.reader.page(stored.number).row.due_at == datetime(2026, 12, 5, 16, 0, tzinfo=UTC)


def test_a_changed_term_counts_for_what_lies_here_already(counter: Counter) -> None:
    """Due times of all open records follow a changed setting at once, back and forth; closed ones stay closed."""
    stored, gone = counter.store(), counter.store()
    counter.take("luggage.hand_over", gone.number)
    before = counter.reader.page(stored.number).row.due_at
    counter.sign_in("周明")
    counter.take("house.set_value", key="storage_days", value="14")
    assert counter.reader.page(stored.number).row.due_at == datetime(2026, 12, 5, 16, 0, tzinfo=UTC)
    counter.take("house.set_value", key="storage_days", value="30")
    assert counter.reader.page(stored.number).row.due_at == before
    assert counter.reader.page(gone.number).row.due_at is None


@pytest.mark.parametrize(("zone", "days"), [("Europe/London", 30), ("America/New_York", 30), ("Pacific/Auckland", 30)])
def test_days_are_those_of_the_estate(counter: Counter, zone: str, days: int) -> None:
    """In any zone, over a change of clocks too: the term ends at 00:00 there."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="time_zone", value=f'"{zone}"')
    stored = counter.store()
    row = counter.reader.page(stored.number).row
    opened, due = row.opened_at.astimezone(ZoneInfo(zone)), row.due_at
    assert due is not None
    local = due.astimezone(ZoneInfo(zone))
    assert ((local.date() - opened.date()).days, f"{local:%H:%M:%S}") == (days, "00:00:00")


@pytest.mark.rule("STO-15")
def test_the_owner_is_asked_to_collect_from_the_day_agreed(counter: Counter) -> None:
    """The board names the reminder from the collection time on."""
    counter.store()
    at(counter, datetime(2026, 11, 25, 10, 0, 1, tzinfo=UTC))
    assert counter.due() == [(REMIND, "amber", "overdue")]


@pytest.mark.rule("STO-15")
def test_a_reminder_can_be_noted(counter: Counter) -> None:
    """Each attempt is a line of its own."""
    stored = counter.store()
    assert REMIND in counter.steps(stored.number)


def test_after_a_reminder_the_board_waits_some_days(counter: Counter) -> None:
    """Two days on, it asks again; the record stays where it is."""
    stored = counter.store()
    at(counter, datetime(2026, 11, 25, 11, 0, tzinfo=UTC))
    assert counter.take(REMIND, stored.number, how="phone", said="周末来取").state == "stored"
    assert counter.reader.page(stored.number).row.soon_at == datetime(2026, 11, 27, 11, 0, tzinfo=UTC)
    assert len(counter.reader.page(stored.number).lines) == 4  # three pieces and the attempt


@pytest.mark.rule("STO-13")
def test_a_missing_piece_is_on_the_board_at_once(counter: Counter) -> None:
    """Reported to the supervisor immediately: red from the same instant."""
    stored = counter.store()
    counter.take("luggage.missing", stored.number, what="第2件")
    counter.later(seconds=1)
    assert counter.due() == [("luggage.found", "red", "overdue")]


@pytest.mark.rule("STO-13")
def test_the_clerk_is_told_to_report_it(counter: Counter) -> None:
    """The phrase stands at the step."""
    assert counter.says("luggage.missing", "主管", "Tell the supervisor now", counter.store().number)


def test_missing_things_are_not_handed_over(counter: Counter) -> None:
    """They are found first; then everything goes on as before."""
    stored = counter.store()
    counter.take("luggage.missing", stored.number, what="第2件")
    assert counter.error("luggage.hand_over", stored.number) == "WrongStateError"
    assert counter.take("luggage.found", stored.number, what="B-1-02").state == "stored"
    assert counter.take("luggage.hand_over", stored.number).state == "collected"


@pytest.mark.rule("STO-16")
def test_disposal_is_a_step_of_its_own(counter: Counter) -> None:
    """Disposal follows its own procedure: it is recorded by its own step, from both states."""
    stored = counter.store()
    assert DISPOSE in counter.steps(stored.number)


def test_only_the_supervisor_disposes(counter: Counter) -> None:
    """A clerk is denied, and told whom to ask."""
    stored = counter.store()
    at(counter, THIRTIETH)
    assert counter.error(DISPOSE, stored.number, decision="捐赠", witness="周明") == "DeniedError"
    counter.sign_in("王主管")
    done = counter.take(DISPOSE, stored.number, decision="捐赠", witness="周明")
    assert (done.state, counter.due()) == ("disposed", [])
    assert counter.store().place == stored.place
