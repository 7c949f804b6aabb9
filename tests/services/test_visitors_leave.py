"""Leaving: signed out, in parts, by the clock of the day, and what happens at 23:00."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.i18n import say
from kiosk.visiting import hours
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_visitors_admit import admitted, arrive, documented


def at_hour(counter: Counter, hour: int, minute: int = 0, second: int = 0, day: int = 22) -> None:
    """Let it be that local time on a day of November."""
    counter.clock.now = datetime(2026, 11, day, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.rule("VIS-02")
def test_nobody_goes_in_after_the_day(counter: Counter) -> None:
    """From 23:00:01 a day visitor is refused, whoever agrees."""
    number = documented(counter)
    at_hour(counter, 23, 0, 1)
    assert counter.refusal("visitors.agree_admit", number, channel="intercom") == "VIS-02"


@pytest.mark.rule("VIS-02")
def test_whoever_is_inside_at_23_is_a_task(counter: Counter) -> None:
    """Late from 23:00:01, in red, until they are out."""
    number = admitted(counter)
    at_hour(counter, 23, 30)
    assert counter.due() == [("visitors.after_hours", "red", "inside")]
    counter.take("visitors.after_hours", number, word="not reached")
    assert counter.due() == [("visitors.leave", "red", "inside")]
    counter.take("visitors.leave", number)
    assert counter.due() == []


@pytest.mark.rule("VIS-02")
def test_the_slip_says_by_when_to_leave(counter: Counter) -> None:
    """In big figures on the visitor's copy, and in the sentence that he signs."""
    number = documented(counter)
    paper = counter.preview("visitors.agree_admit", "visitor_copy", number, channel="intercom")
    assert '"text":"23:00"' in paper
    assert "23:00 前离开" in counter.preview("visitors.agree_admit", "desk_copy", number, channel="intercom")


@pytest.mark.rule("AMB-02")
def test_23_00_itself_belongs_to_the_day(counter: Counter) -> None:
    """At 23:00:00 one is still admitted and nobody is late; a second later it is night."""
    number = documented(counter)
    at_hour(counter, 23)
    assert counter.refusal("visitors.agree_admit", number, channel="intercom") == ""
    assert [tone for _step, tone, _group in counter.due()] == ["amber"]
    other = documented(counter, party="李四")
    at_hour(counter, 23, 0, 1)
    assert [tone for _step, tone, _group in counter.due()][:1] == ["red"]
    assert counter.refusal("visitors.agree_admit", other, channel="intercom") != ""


@pytest.mark.rule("AMB-02")
def test_who_arrives_at_night_goes_straight_to_the_overnight_registration(counter: Counter) -> None:
    """The form says so."""
    at_hour(counter, 23, 10)
    assert counter.says("visitors.arrive", "住宿登记", "only overnight registration")


@pytest.mark.rule("AMB-03")
def test_the_board_raises_it(counter: Counter) -> None:
    """Nobody has to think of it."""
    admitted(counter)
    at_hour(counter, 23, 0, 1)
    assert [step for step, _tone, _group in counter.due()] == ["visitors.after_hours"]


@pytest.mark.rule("VIS-20")
def test_who_is_inside_is_listed_from_half_past_ten(counter: Counter) -> None:
    """Half an hour before the end of the day, each with one click to sign out."""
    admitted(counter)
    at_hour(counter, 22, 29)
    assert [row.tone for row in counter.reader.board()] == ["amber"]
    at_hour(counter, 22, 30)
    assert [(row.step, say(row.words, "zh")[:4]) for row in counter.reader.board()] == [("visitors.leave", "仍在园内")]


@pytest.mark.rule("VIS-20")
def test_at_23_the_host_is_asked(counter: Counter) -> None:
    """Leave, or register: the phrase stands there, and the answer is kept."""
    number = admitted(counter)
    at_hour(counter, 23, 5)
    assert counter.says("visitors.after_hours", "留宿", "To stay", number)
    assert "word" in counter.asked("visitors.after_hours", number)


def test_one_call_answers_for_all_of_a_unit(counter: Counter) -> None:
    """Two visits of one unit, one call; those of another unit are still to be asked."""
    first, second = admitted(counter), admitted(counter, party="李四")
    third = admitted(counter, unit="5-1-2101", party="王五")
    at_hour(counter, 23, 5)
    counter.take("visitors.after_hours", first, word="leaving")
    asked = {row.number: row.step for row in counter.reader.board()}
    assert asked == {first: "visitors.leave", second: "visitors.leave", third: "visitors.after_hours"}


@pytest.mark.rule("VIS-17")
def test_who_refuses_to_leave_is_for_security(counter: Counter) -> None:
    """Security and the duty manager are told, and when is kept."""
    number = admitted(counter)
    at_hour(counter, 23, 5)
    asked = counter.asked("visitors.after_hours", number, word="refuses")
    assert {"security_at", "officer", "officer_at"} - set(asked) == set()
    draft = counter.reader.draft("visitors.after_hours", {"word": "refuses"}, number)
    assert set(draft.missing) >= {"security_at", "officer_at"}  # nobody was told until somebody says so
    told = {"security_at": "2026-11-22 23:06", "officer": "王主管", "officer_at": "2026-11-22 23:07"}
    counter.take("visitors.after_hours", number, word="refuses", **told)
    line = [say(fact.value, "en") for fact in counter.reader.page(number).lines[-1]]
    assert line == ["23:05", "Refuses to leave", "Security told at 23:06", "王主管", "Told at 23:07"]


@pytest.mark.rule("VIS-19")
def test_leaving_is_recorded_with_its_time(counter: Counter) -> None:
    """By the code of the slip or from the list."""
    number = admitted(counter)
    counter.later(hours=1)
    assert counter.error("visitors.leave", number) == ""
    gone = counter.sql("SELECT state, closed_at IS NOT NULL FROM record WHERE service = 'visitors'")
    assert (gone, number in {found.key for found in counter.reader.scan(number)}) == ([("left", 1)], True)


@pytest.mark.rule("VIS-21")
def test_persons_and_things_out(counter: Counter) -> None:
    """How many leave and what they take; what was declared on the way in is asked for."""
    number = admitted(counter, persons=3, brought="工具箱 1")
    assert {"persons_out", "carries"} - set(counter.asked("visitors.leave", number)) == set()
    assert counter.says("visitors.leave", "工具箱 1", "工具箱 1", number)


@pytest.mark.rule("VIS-21")
def test_things_are_asked_for_until_somebody_took_them_along(counter: Counter) -> None:
    """Who leaves first with the tools took them: those who leave later are not asked again; without them they are."""
    number = admitted(counter, persons=3, brought="工具箱 1")
    assert counter.shown("visitors.leave", "carries", number) == "工具箱 1"
    counter.take("visitors.leave", number, persons_out=1, carries="")
    assert counter.shown("visitors.leave", "carries", number) == "工具箱 1"
    counter.take("visitors.leave", number, persons_out=1)
    assert counter.shown("visitors.leave", "carries", number) is None
    assert not [one for one in counter.draft("visitors.leave", number).says if "工具箱" in str(one)]
    counter.take("visitors.leave", number)
    assert counter.sql("SELECT carries FROM visit_exit ORDER BY no") == [(None,), ("工具箱 1",), (None,)]


def test_a_part_leaves_and_the_rest_stays_inside(counter: Counter) -> None:
    """Two of three leave: the visit stays open; the last one closes it."""
    number = admitted(counter, persons=3)
    assert counter.take("visitors.leave", number, persons_out=2).state == "inside"
    assert counter.shown("visitors.leave", "persons_out", number) == 1
    assert counter.take("visitors.leave", number).state == "left"
    assert counter.take("visitors.still_inside", number, reason="点错").state == "inside"


def test_more_than_are_inside_cannot_leave(counter: Counter) -> None:
    """The number inside is named."""
    number = admitted(counter, persons=2)
    assert [str(one.words) for one in counter.draft("visitors.leave", number, persons_out=3).refusals] == [
        "园内还有 2 人。"
    ]


@pytest.mark.rule("OVN-01")
def test_the_hour_is_a_setting(counter: Counter) -> None:
    """23:00 by default; an estate may say another one, and form, board and slip follow."""
    number = admitted(counter)
    at_hour(counter, 23, 0, 1)
    assert [tone for _step, tone, _group in counter.due()] == ["red"]
    counter.sign_in("周明")
    counter.take("house.set_value", key="visit_day_ends", value='"23:30"')
    assert [tone for _step, tone, _group in counter.due()] == ["amber"]
    assert number


def test_every_minute_of_a_day_is_day_or_night(counter: Counter) -> None:
    """From 05:00 to 23:00:00 day, else night; the end of a visit's day lies ahead by day, behind by night."""
    number = arrive(counter)
    wrong = []
    with counter.reader.session() as session:
        at = counter.reader.before(session, number)
        for minute in range(24 * 60 * 2):
            at.now = datetime(2026, 11, 21, 16, 0, tzinfo=UTC) + timedelta(minutes=minute)
            local = (minute % (24 * 60)) // 60, minute % 60
            by_day, end = (5, 0) <= local <= (23, 0), hours.day_end(at, at.now)
            if hours.is_night(at) == by_day or (end >= at.now) != by_day or hours.listed_from(at, at.now) > end:
                wrong.append(local)
    assert wrong == []


def test_an_arrival_after_midnight_is_still_night(counter: Counter) -> None:
    """At half past midnight it is yesterday's night; at five the next day begins."""
    at_hour(counter, 0, 30, day=23)
    number = documented(counter)
    assert counter.refusal("visitors.agree_admit", number, channel="intercom") == "VIS-02"
    at_hour(counter, 5, 0, day=23)
    assert counter.refusal("visitors.agree_admit", number, channel="intercom") == ""


def test_a_returning_visitor_is_one_step(counter: Counter) -> None:
    """What was said last time stands in the new visit; the document is known by its mask."""
    first = admitted(counter, plate="浙A12345", relation="friend", phone="13700001111")
    counter.take("visitors.leave", first)
    counter.later(days=2)
    again = counter.take("visitors.comes_again", first).also[0].number
    assert counter.sql("SELECT plate, relation FROM visit v JOIN record r ON r.id = v.id WHERE number = ?", again) == [
        ("浙A12345", "friend")
    ]
    assert counter.shown("visitors.see_document", "same", again) is True
    counter.take("visitors.see_document", again, copied=True)
    slip = counter.take("visitors.agree_admit", again, channel="intercom")
    assert "3****************6" in counter.paper(slip, "desk_copy")


def test_the_form_is_filled_from_the_last_visit(counter: Counter) -> None:
    """Unit and name are enough."""
    counter.take("visitors.leave", admitted(counter, plate="浙A12345", phone="13700001111"))
    assert counter.shown("visitors.arrive", "plate", unit=UNIT, party="何苗") == "浙A12345"
    assert counter.shown("visitors.arrive", "phone", unit=UNIT, party="何苗") == "13700001111"
    assert counter.shown("visitors.arrive", "plate", unit=UNIT, party="李四") is None


def test_a_visitor_is_found_by_the_plate(counter: Counter) -> None:
    """In the one box."""
    number = admitted(counter, plate="浙A12345")
    assert number in [found.key for found in counter.reader.find("浙A12345")]


def test_somebody_on_the_list_is_checked_by_a_supervisor(counter: Counter) -> None:
    """A homophone, discreetly: a neutral line with number, score and reason; lifted only by PIN."""
    counter.sign_in("王主管")
    counter.take("barred.enter", party="何淼", why="扰民", asked_by="沈佳宜", phone_end="1111")
    counter.sign_in("李婷")
    number = arrive(counter, phone="13700001111")
    draft = counter.draft("visitors.see_document", number, kind="passport", document="E12345678", copied=True)
    refused = [(str(one.words), one.lift, one.phone) for one in draft.refusals]
    assert refused == [("请先核对一项信息。", "supervisor", False)]
    assert "读音相同" in str(draft.refusals[0].way)
    answers = {"kind": "passport", "document": "E12345678", "copied": True}
    lift = counter.lift("listed_person")
    assert counter.take("visitors.see_document", number, lifts=[lift], **answers).state == "registered"


@pytest.mark.parametrize(
    ("name", "like"), [("何苗", True), ("贺淼", True), ("HE MIAO", True), ("何小苗", False), ("李四", False)]
)
def test_how_forgiving_names_are_compared(counter: Counter, name: str, like: bool) -> None:
    """Homophones and pinyin meet; other names do not."""
    counter.sign_in("王主管")
    counter.take("barred.enter", party="何苗", why="扰民", asked_by="沈佳宜")
    number = arrive(counter, party=name)
    draft = counter.draft("visitors.see_document", number, kind="passport", document="E12345678", copied=True)
    assert bool(draft.refusals) is like


def test_only_some_left_begins_with_one(counter: Counter) -> None:
    """Its form signs nobody out who was not meant: one, until more is typed."""
    number = admitted(counter, persons=5)
    taps = counter.reader.page(number).going.taps
    (some,) = [tap for tap in taps if say(tap.words, "en") == "Only some left"]
    counter.take("visitors.leave", number, **dict(some.answers))
    assert (counter.reader.page(number).row.state, counter.sql("SELECT persons_out FROM visit_exit")) == (
        "inside",
        [(1,)],
    )


@pytest.mark.rule("VIS-02")
def test_whoever_must_have_left_stands_first_on_the_board(counter: Counter) -> None:
    """A backlog of weeks neither stands above those who are inside after closing nor pushes them off the board."""
    for _n in range(3):
        counter.take("messages.take", unit=UNIT, party=OWNER, caller="何苗", words="请回电。")
    counter.later(days=20)
    at_hour(counter, 20, day=30)
    admitted(counter)
    assert counter.reader.board()[0].service == "messages"
    at_hour(counter, 23, 0, 1, day=30)
    first = counter.reader.board(limit=1)
    assert [(row.service, row.group) for row in first] == [("visitors", "inside")]
    assert [(row.service, row.group) for row in counter.reader.board()[:2]] == [
        ("visitors", "inside"),
        ("messages", "overdue"),
    ]


def test_whoever_came_while_the_clock_was_ahead_leaves_all_the_same(counter: Counter) -> None:
    """The clock is set right by a supervisor: the visitor who stands at the desk is no entry made later."""
    counter.later(days=1)
    number = admitted(counter)
    counter.later(days=-1)
    counter.sign_in("王主管")
    counter.desk.confirm_clock()
    assert counter.draft("visitors.leave", number).refusals == ()
    assert counter.take("visitors.leave", number).state == "left"
