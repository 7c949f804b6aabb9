"""What is taken back, entered later, meant for another day or another home: nobody gets in by it, nobody is lost by it."""

from datetime import timedelta
from typing import Any

import pytest

from kiosk import numbers
from kiosk.visiting import inside
from tests.counter import OWNER, SUNDAY, UNIT, Counter
from tests.services.test_announcements import NOBODY, announce, book, came
from tests.services.test_visitors_admit import admitted, arrive, documented, site

STAYS: dict[str, Any] = {
    "owner_here": True, "paper": "passport", "document": "E12345678", "paper_copied": True, "sex": "f", "nation": "法国",
    "owner_signature": "paper",
}  # fmt: skip  # one line a group reads better
DOCUMENT = {"kind": "passport", "document": "E12345678", "copied": True}


def count(counter: Counter) -> int:
    """Return how many visitors and guests of the night are inside."""
    with counter.reader.session() as session:
        at = counter.reader.here(session, None)
        visits = [one for one in at.look.open("visitors") if one.state == "inside"]
        nights = [one for one in at.look.open("overnight") if one.state == "staying"]
        return sum(inside.persons(at, one) for one in visits) + len(nights)


# --- announced visitors -----------------------------------------------------------------------------


@pytest.mark.rule("PRE-05")
def test_a_confirmation_that_is_taken_back_lets_nobody_in(counter: Counter) -> None:
    """The visit that waits loses its consent; the announcement waits again, and can be confirmed again."""
    number = announce(counter, **NOBODY)
    visit = came(counter, number)
    counter.take("announcements.confirm", number, matches=True)
    assert "visitors.admit" in counter.steps(visit)
    assert counter.take("announcements.not_confirmed", number, reason="点错了").state == "announced"
    assert "visitors.admit" not in counter.steps(visit)
    assert counter.sql("SELECT consent_by, consent_at, door FROM visit") == [(None, None, None)]
    assert counter.sql("SELECT confirmed_by FROM announcement") == [(None,)]
    counter.take("announcements.confirm", number, matches=True)
    counter.take("visitors.admit", visit)
    assert counter.refusal("announcements.not_confirmed", number, reason="点错了") == "PRE-05"


def test_what_the_host_said_himself_stands(counter: Counter) -> None:
    """He was rung from the visit, before or after: taking back a confirmation takes back no other word."""
    number = announce(counter, **NOBODY)
    visit = came(counter, number)
    counter.take("visitors.host_agrees", visit, channel="home", door="desk")
    counter.later(minutes=1)
    counter.take("announcements.confirm", number, matches=True)
    counter.later(minutes=1)
    counter.take("announcements.not_confirmed", number, reason="号码不符")
    assert (counter.reader.page(visit).row.state, counter.sql("SELECT consent_channel FROM visit")) == (
        "consented", [("home",)],
    )  # fmt: skip  # one line a group reads better
    counter.take("announcements.confirm", number, matches=True)
    assert counter.take("visitors.admit", visit).state == "inside"
    assert counter.take("announcements.not_confirmed", number, reason="号码不符").state == "announced"


def test_a_word_that_came_after_the_confirmation_stands(counter: Counter) -> None:
    """Confirmed, declined by the host, and agreed to by him after all: that last word is his own."""
    number = announce(counter, **NOBODY)
    visit = came(counter, number)
    counter.take("announcements.confirm", number, matches=True)
    for step in ("host_declines", "host_agrees"):
        counter.later(minutes=1)
        counter.take(f"visitors.{step}", visit, channel="home")
    counter.take("announcements.not_confirmed", number, reason="点错了")
    assert counter.reader.page(visit).row.state == "consented"


@pytest.mark.rule("PRE-02")
@pytest.mark.parametrize("answers", [{"for_kind": "none"}, {"announced_by": "路人"}])
def test_with_nobody_home_a_resident_leaves_something_of_the_identity(
    counter: Counter, answers: dict[str, Any]
) -> None:
    """No document is none; and a stranger promises nothing of a home."""
    said = {"unit": UNIT, "party": "何苗", **NOBODY, **answers}
    if answers.get("for_kind") == "none":
        del said["for_document"]
    assert counter.refusal("announcements.announce", **said) == "PRE-02"


@pytest.mark.rule("PRE-02")
def test_the_number_that_was_left_is_no_question_to_skip(counter: Counter) -> None:
    """A document without its number, or part of it, tells nobody apart."""
    said = {**NOBODY, "for_document": None}
    assert counter.draft("announcements.announce", unit=UNIT, party="何苗", **said).missing == ("for_document",)


@pytest.mark.rule("PRE-03")
def test_the_number_that_was_left_is_compared(counter: Counter) -> None:
    """A clerk who ticks that it fits is told where it does not."""
    number = announce(counter, **{**NOBODY, "for_document": "9999"})
    came(counter, number)
    assert counter.refusal("announcements.confirm", number, matches=True) == "PRE-03"


@pytest.mark.parametrize("known", ["330106199001011236", "1236", "330106"])
def test_a_part_that_the_owner_knew_is_enough(counter: Counter, known: str) -> None:
    """The whole number, its ending, its beginning."""
    number = announce(counter, **{**NOBODY, "for_document": known})
    came(counter, number)
    assert counter.refusal("announcements.confirm", number, matches=True) == ""


@pytest.mark.parametrize(("starts", "until"), [("2026-11-22 22:00", "2026-11-23 01:00"), ("2026-11-22 23:30", None)])
def test_an_announcement_may_cross_midnight(counter: Counter, starts: str, until: str | None) -> None:
    """Half past midnight is still that night, also where only the beginning was said."""
    number = announce(counter, starts=starts, **({"until": until} if until else {}))
    counter.clock.now = SUNDAY.replace(hour=16, minute=30)
    assert counter.draft("announcements.came", number).refusals == ()
    assert counter.due() == [("announcements.came", "amber", "hour")]
    counter.clock.now = SUNDAY.replace(hour=23)
    assert counter.refusal("announcements.came", number) == "PRE-08"


def test_an_announcement_does_not_end_before_it_begins(counter: Counter) -> None:
    """Who means past midnight says the next date."""
    draft = counter.draft(
        "announcements.announce", unit=UNIT, party="何苗", starts="2026-11-22 22:00", until="2026-11-22 16:00"
    )
    assert [one.about for one in draft.refusals] == ["until"]


def test_who_comes_regularly_after_midnight_comes_in_the_night_of_his_day(counter: Counter) -> None:
    """Every Sunday at half past midnight is the night of Sunday: Monday by the calendar."""
    announce(counter, regular=True, on_days=[7], starts="2026-11-23 00:30", until="2026-12-31 00:00")
    (soon,) = counter.sql("SELECT soon_at FROM record WHERE service = 'announcements'")[0]
    assert soon.startswith("2026-11-22 16:30")


# --- the night --------------------------------------------------------------------------------------


def test_who_has_checked_out_is_not_inside_again(counter: Counter) -> None:
    """Taking the registration back afterwards would count somebody who is gone."""
    visit = admitted(counter)
    night = counter.take("visitors.stay_overnight", visit, **STAYS).also[0].number
    counter.take("overnight.check_out", night)
    assert (counter.error("visitors.not_staying", visit, reason="点错"), count(counter)) == ("RefusalError", 0)
    counter.take("overnight.not_left", night, reason="点错")
    assert counter.take("visitors.not_staying", visit, reason="点错").state == "inside"
    assert count(counter) == 1


def test_a_registration_that_is_void_counts_its_guest_with_the_visit_again(counter: Counter) -> None:
    """Whichever of the two pages one takes it back on, whoever is inside is counted somewhere."""
    visit = admitted(counter, persons=2)
    night = counter.take("visitors.stay_overnight", visit, **STAYS).also[0].number
    assert count(counter) == 2
    assert counter.take("overnight.not_registered", night, reason="点错").state == "void"
    assert count(counter) == 2
    assert counter.reader.page(visit).row.state == "inside"


def test_a_registration_whose_visit_has_gone_on_is_checked_out_instead(counter: Counter) -> None:
    """The other one has left meanwhile: the guest could not go back to that visit."""
    visit = admitted(counter, persons=2)
    night = counter.take("visitors.stay_overnight", visit, **STAYS).also[0].number
    counter.take("visitors.leave", visit)
    assert counter.error("overnight.not_registered", night, reason="点错") == "RefusalError"
    assert count(counter) == 1


def test_a_longer_stay_that_nobody_signed_for_ends_as_before(counter: Counter) -> None:
    """The end of before stands again."""
    night = counter.take("overnight.register", unit=UNIT, party="何苗", **STAYS).number
    (before,) = counter.sql("SELECT until FROM night")
    counter.take("overnight.extend", night, owner_here=True, owner_signature="paper")
    assert counter.sql("SELECT until FROM night") != [before]
    counter.take("overnight.not_extended", night, reason="点错")
    assert counter.sql("SELECT until FROM night") == [before]


# --- entered later ----------------------------------------------------------------------------------


@pytest.mark.rule("VIS-02")
def test_what_happened_by_night_is_judged_by_the_night(counter: Counter) -> None:
    """Entered the next morning, it lets nobody in as a day visitor either."""
    number = documented(counter)
    counter.later(hours=18)
    night = SUNDAY + timedelta(hours=9)
    assert counter.refusal("visitors.agree_admit", number, channel="home", happened=night) == "VIS-02"


@pytest.mark.rule("VIS-02")
@pytest.mark.parametrize("hours", [9, 18])
def test_by_night_nobody_goes_in_as_of_the_evening(counter: Counter, hours: int) -> None:
    """That it happened before eleven is for the supervisor to say, not for a clerk at half past."""
    number = documented(counter)
    counter.later(hours=hours)
    evening = SUNDAY + timedelta(hours=8)
    assert counter.refusal("visitors.agree_admit", number, channel="home", happened=evening) == "VIS-02"
    draft = counter.reader.draft("visitors.agree_admit", {"channel": "home"}, number, happened=evening)
    assert [(one.rule, one.lift, one.phone) for one in draft.refusals] == [("VIS-02", "supervisor", False)]
    lift = counter.lift("VIS-02")
    assert (
        counter.take("visitors.agree_admit", number, channel="home", happened=evening, lifts=[lift]).state == "inside"
    )
    assert counter.sql("SELECT count(*) FROM record WHERE due_at < '2026-11-22 15:00:01'") == [(1,)]


def test_by_day_an_entry_of_an_hour_ago_asks_nobody(counter: Counter) -> None:
    """The printer, the power, a queue at the counter: that is what late entries are for."""
    number = documented(counter)
    counter.later(hours=2)
    assert counter.refusal("visitors.agree_admit", number, channel="home", happened=SUNDAY + timedelta(hours=1)) == ""


@pytest.mark.rule("VIS-08")
def test_a_word_of_before_does_not_overrule_the_latest(counter: Counter) -> None:
    """He declined at four: that he agreed at three says nothing any more."""
    number = documented(counter)
    counter.later(hours=2)
    counter.take("visitors.host_declines", number, channel="home")
    counter.later(minutes=5)
    earlier = SUNDAY + timedelta(hours=1)
    assert counter.refusal("visitors.host_agrees", number, channel="home", happened=earlier) == "VIS-08"


@pytest.mark.rule("VIS-08")
def test_a_word_that_nobody_gave_is_taken_back(counter: Counter) -> None:
    """Nothing stays of it, and nobody goes in on it."""
    number = documented(counter)
    counter.take("visitors.host_agrees", number, channel="home")
    assert counter.take("visitors.not_consented", number, reason="点错了").state == "registered"
    assert "visitors.admit" not in counter.steps(number)
    assert counter.sql("SELECT consent_by, consent_at FROM visit") == [(None, None)]


def test_nobody_leaves_before_he_went_in(counter: Counter) -> None:
    """An entry made later says when they left, not when they were still at the desk."""
    number = documented(counter)
    counter.later(minutes=30)
    counter.take("visitors.agree_admit", number, channel="home")
    counter.later(minutes=30)
    early = SUNDAY + timedelta(minutes=10)
    assert counter.error("visitors.leave", number, happened=early) == "RefusalError"
    assert counter.error("visitors.leave", number, happened=SUNDAY + timedelta(minutes=40)) == ""


# --- what the clerk is told -----------------------------------------------------------------------


@pytest.mark.rule("VIS-05")
def test_a_document_has_to_be_valid(counter: Counter) -> None:
    """Its last day is looked at."""
    assert counter.says("visitors.see_document", "有效期", "last day", arrive(counter), kind="passport")


def test_a_word_of_somebody_unknown_is_asked_about(counter: Counter) -> None:
    """It may be a guest of the home who answers: the clerk asks who it is."""
    number = documented(counter)
    said = ("住户档案", "not in the file", number)
    assert counter.says("visitors.agree_admit", *said, channel="home", consent_by="路人")
    assert not counter.says("visitors.agree_admit", *said, channel="home", consent_by=OWNER)


# --- appointments -----------------------------------------------------------------------------------


@pytest.mark.rule("APT-01")
@pytest.mark.parametrize("days", [-1, 1])
def test_an_appointment_of_another_day_begins_nothing_today(counter: Counter, days: int) -> None:
    """Neither one that is past and was never closed, nor one that is still to come."""
    meets = SUNDAY + timedelta(days=2, hours=1)
    number = counter.take("appointments.book", unit=UNIT, party="何苗", meets_at=meets).number
    counter.later(days=2 - days)
    assert counter.refusal("appointments.came", number) == "APT-01"
    counter.clock.now = SUNDAY + timedelta(days=2)
    assert counter.refusal("appointments.came", number) == ""


@pytest.mark.rule("VIS-15", "APT-02")
def test_the_book_confirms_todays_visitor_and_nobody_else(counter: Counter) -> None:
    """An appointment of somebody else is offered, since two may come; it is no word of the host for this one."""
    site(counter, "lobby")
    number = book(counter)
    other = arrive(counter, party="李四", visits="云栖科技", booked=number)
    assert counter.refusal("visitors.host_agrees", other, channel="book") == "VIS-15"


def test_only_appointments_of_today_are_offered(counter: Counter) -> None:
    """With their hour."""
    site(counter, "lobby")
    counter.take("appointments.book", unit=UNIT, party="李四", meets_at=SUNDAY + timedelta(days=1))
    number = book(counter)
    shown = counter.draft("visitors.arrive", unit=UNIT, party="何苗").shown
    offered = next(question.options for question in shown if question.name == "booked")
    assert [(one.key, "何苗" in str(one.words)) for one in offered] == [(number, True)]


@pytest.mark.rule("APT-01")
def test_who_is_registered_first_stands_in_the_book_as_come(counter: Counter) -> None:
    """And as expected again where nobody came after all."""
    site(counter, "lobby")
    number = book(counter)
    visit = arrive(counter, visits="云栖科技", booked=number)
    assert counter.reader.page(number).row.state == "here"
    counter.take("visitors.not_arrived", visit, reason="点错")
    assert counter.reader.page(number).row.state == "booked"


@pytest.mark.parametrize(("step", "back", "more"), [
    ("missed", "not_missed", {}), ("cancel", "not_cancelled", {"reason": "改约"}),
    ("postpone", "not_postponed", {"meets_at": "2026-11-25 10:00"}),
])  # fmt: skip  # a table
def test_the_book_can_be_put_right(counter: Counter, step: str, back: str, more: dict[str, str]) -> None:
    """Every line of it that was a slip of the hand."""
    number = book(counter)
    before = counter.sql("SELECT meets_at FROM appointment")
    counter.take(f"appointments.{step}", number, **more)
    assert counter.take(f"appointments.{back}", number, reason="点错").state == "booked"
    assert counter.sql("SELECT meets_at FROM appointment") == before


def test_a_message_that_was_withdrawn_by_mistake_waits_again(counter: Counter) -> None:
    """It is still to be handed over."""
    number = counter.take("messages.take", unit=UNIT, party=OWNER, caller="何苗", words="回电").number
    counter.take("messages.withdraw", number, reason="访客撤回")
    assert counter.take("messages.not_withdrawn", number, reason="点错").state == "waiting"


def test_a_number_of_three_running_digits_is_taken_as_it_is(counter: Counter) -> None:
    """More than ninety-nine visitors a day: the next digit of a number may look like the check of a shorter one."""
    first = arrive(counter)
    longer = next(n for n in range(100, 200) if numbers.read(f"{first[:-2]}{n}") is not None)
    with counter.desk.session() as session:
        session.connection().exec_driver_sql("UPDATE sequence SET last = ? WHERE key = ?", (longer - 1, first[:-2]))
    visit = admitted(counter, party="李四")
    assert visit == f"{first[:-2]}{longer}"
    assert [one.step for one in counter.take("visitors.stay_overnight", visit, **STAYS).also] == ["overnight.register"]
    linked = counter.sql("SELECT r.number FROM link JOIN record r ON r.id = to_id WHERE kind = 'visit'")
    assert linked == [(visit,)]
