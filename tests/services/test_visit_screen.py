"""How a visit is shown while it goes on: track, next number, taps by the hour, who waits, who was here before."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_visitors_admit import site

NUMBER = "330106199001011236"


def at_hour(counter: Counter, hour: int, minute: int) -> None:
    """Move the clock to an hour of the counter's day, in the estate's zone."""
    counter.clock.now = datetime(2026, 11, 22, hour - 8, minute, tzinfo=UTC)


def documented(counter: Counter, **answers: Any) -> str:
    """Let somebody arrive and show a document."""
    number = counter.take("visitors.arrive", **{"unit": UNIT, "party": "何苗", **answers}).number
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    return number


def track(counter: Counter, number: str) -> str:
    """Return the track as one letter a pill: done, now, next, or what else it says."""
    return "".join(stage.state[0] for stage in counter.reader.page(number).stages)


def taps(counter: Counter, number: str) -> list[str]:
    """Return the steps of the taps, their digits before them."""
    return [f"{tap.digit} {tap.step.partition('.')[2]}" for tap in counter.reader.page(number).going.taps]


def test_the_track_goes_from_arrival_to_leaving(counter: Counter) -> None:
    """Five pills: each step moves one on; a call that reaches nobody stays where it is; all are done in the end."""
    number = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    seen = [track(counter, number)]
    for step, answers in (
        ("see_document", {"kind": "resident", "document": NUMBER, "copied": True}), ("host_called", {"channel": "intercom"}),
        ("host_agrees", {"channel": "home"}), ("admit", {}), ("leave", {}),
    ):  # fmt: skip  # one line a group reads better
        counter.take(f"visitors.{step}", number, **answers)
        seen.append(track(counter, number))
    assert seen == ["dnnnn", "ddnnn", "ddnnn", "dddnn", "ddddn", "ddddd"]


def test_the_next_number_walks_the_file(counter: Counter) -> None:
    """Intercom, home, each number on file once, masked; then the one that the visitor gives."""
    counter.take("estate.add_phone", unit=UNIT, name="沈佳宜", label="work", phone="05718888001")
    number = documented(counter)
    seen = []
    for _call in range(5):
        way = counter.reader.page(number).going.way
        assert way is not None
        seen.append((way.answers["channel"], way.answers.get("contact"), way.dial))
        assert "13912342207" not in str(way.words)
        if way.answers["channel"] != "given":
            counter.take(way.step, number, **way.answers)
    assert [one[0] for one in seen] == ["intercom", "home", "file", "file", "given"]
    assert [one[2] for one in seen] == ["", "", "沈佳宜 2207", "沈佳宜 8001", ""]
    assert seen[2][1] != seen[3][1]


def test_taps_follow_the_hour(counter: Counter) -> None:
    """By day the host's word lets in; after the day's end only the night is offered, and inside the late answers."""
    waits = documented(counter)
    inside = documented(counter, party="仇英")
    counter.take("visitors.agree_admit", inside, channel="intercom", door="host")
    assert taps(counter, waits)[:3] == ["1 agree_admit", "2 agree_admit", "3 host_declines"]
    assert taps(counter, inside) == ["1 leave", "2 stay_overnight"]
    at_hour(counter, 23, 1)
    assert taps(counter, waits)[:2] == ["1 stay_overnight", "2 host_declines"]
    assert "visitors.agree_admit" in counter.reader.page(waits).going.tapped
    assert [one[2:] for one in taps(counter, inside)] == [
        "leave",
        "after_hours",
        "stay_overnight",
        "after_hours",
        "after_hours",
    ]


def test_the_note_says_what_the_clock_says(counter: Counter) -> None:
    """Amber before the hour, with a place for the time of the moment; red after it; none for who is inside by day."""
    waits, inside = documented(counter), documented(counter, party="仇英")
    counter.take("visitors.agree_admit", inside, channel="intercom", door="host")

    def notes() -> list[tuple[str, bool]]:
        goings = [counter.reader.page(number).going for number in (waits, inside)]
        return [(going.tone, "{now}" in str(going.note)) for going in goings]

    assert notes() == [("amber", True), ("", False)]
    at_hour(counter, 22, 31)
    assert notes() == [("amber", True), ("amber", True)]
    at_hour(counter, 23, 1)
    assert notes() == [("red", False), ("red", False)]


def test_cards_are_whoever_waits(counter: Counter) -> None:
    """The longest first, with what is awaited; who goes in has no card any more."""
    first = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    counter.later(minutes=3)
    second = documented(counter, party="仇英")
    assert [(card.number, str(card.words)) for card in counter.reader.cards("visitors")] == [
        (first, "在柜台等候"), (second, "联系业主中"),
    ]  # fmt: skip  # one line a group reads better
    card = counter.reader.cards()[0]
    assert ((card.amber_at - card.since).seconds // 60, (card.red_at - card.since).seconds // 60) == (5, 15)
    counter.take("visitors.agree_admit", second, channel="intercom", door="host")
    assert [card.number for card in counter.reader.cards()] == [first]


def test_a_letter_awaited_is_the_card_of_its_visit(counter: Counter) -> None:
    """The escort stands in the place of the visit: one person, one card."""
    visit = documented(counter)
    counter.take("keys.leave", unit=UNIT, party="沈佳宜", purpose="spare", hook="M-01")
    escort = counter.take("escort.ask", visit=visit, errand="care").number
    assert [card.number for card in counter.reader.cards("visitors")] == [escort]


def test_who_was_here_before_is_found(counter: Counter) -> None:
    """By initials, phone ending, plate or number; once for each unit; nobody of another service."""
    number = documented(counter, phone="13612340718", plate="浙A7M218")
    counter.take("visitors.turn_away", number, away="went")
    again = documented(counter, phone="13612340718")
    counter.take("messages.take", unit=UNIT, party="沈佳宜", caller="何苗", words="请回电。")
    for typed in ("hm", "0718", "M218", "何苗"):
        found = counter.reader.known("visitors", typed)
        assert [one.key for one in found] == [again], typed
        assert "13612340718" not in found[0].detail


def test_another_name_has_another_document(counter: Counter) -> None:
    """Whoever is named instead of the one who was found is no returning visitor: nothing of the other's document."""
    number = documented(counter)
    assert counter.shown("visitors.arrive", "unit", known=number) == UNIT
    other = counter.take("visitors.arrive", known=number, party="王二").number
    assert "same" not in counter.asked("visitors.see_document", other)
    same = counter.take("visitors.arrive", known=number).number
    assert "same" in counter.asked("visitors.see_document", same)


def test_a_number_that_is_nobodys_is_no_answer(counter: Counter) -> None:
    """What is typed and means nobody is said beside the question, not after the button."""
    assert "known" in counter.draft("visitors.arrive", known="V99").errors


def test_what_joins_the_list(counter: Counter) -> None:
    """Who is announced for today and who stays tonight; neither an announcement that is over nor one for tomorrow."""
    at_hour(counter, 20, 0)
    now = counter.clock.now
    counter.take("announcements.announce", unit=UNIT, party="孙浩", starts=now, until=now.replace(hour=14))
    counter.take(
        "announcements.announce",
        unit=UNIT,
        party="明天来",
        starts=now.replace(day=23),
        until=now.replace(day=23, hour=14),
    )
    shown = [(str(one.title), one.step, [row.party for row in one.rows]) for one in counter.reader.joined("visitors")]
    assert shown == [("今日预告", "announcements.came", ["孙浩"])]
    at_hour(counter, 22, 30)
    assert counter.reader.joined("visitors") == []


@pytest.mark.parametrize(
    ("step", "answers", "zh", "en"),
    [
        ("turn_away", {"away": "declined"}, "未放行 · 业主谢绝", "Not admitted · Host declined"),
        ("turn_away", {"away": "went"}, "自行离去", "Went away"),
        ("turn_away", {"away": "other", "why": "改约"}, "未放行", "Not admitted"),
        ("leave_word", {"words": "明天再来"}, "已留言离开", "Left a message"),
    ],
)
def test_a_visit_that_ended_outside_says_how(
    counter: Counter, step: str, answers: dict[str, Any], zh: str, en: str
) -> None:
    """Neither "not admitted" for somebody who left a message, nor without the reason; in every list, in both languages."""
    number = documented(counter)
    counter.take(f"visitors.{step}", number, **answers)
    row = counter.reader.records("visitors", closed=True)[0]
    assert (say(row.state_words, "zh"), say(row.state_words, "en")) == (zh, en)
    assert (say(row.over, "zh"), say(row.over, "en")) == (f"11月22日 {zh}", f"{en} 22 Nov")
    (found,) = [one for one in counter.reader.find(number) if one.key == number]
    assert zh in say(found.state, "zh")


def test_a_registration_by_mistake_says_so(counter: Counter) -> None:
    """Nobody was turned away."""
    number = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    counter.take("visitors.not_arrived", number, reason="点错")
    assert say(counter.reader.records("visitors", closed=True)[0].state_words, "zh") == "误登记"


def test_an_escort_names_owner_and_visitor_once_each(counter: Counter) -> None:
    """On the board, in the box and on the unit's page: nobody is named twice."""
    visit = documented(counter)
    counter.take("keys.leave", unit=UNIT, party=OWNER, purpose="spare", hook="M-01")
    escort = counter.take("escort.ask", visit=visit, errand="care").number
    counter.later(hours=1)
    (row,) = [one for one in counter.reader.board() if one.number == escort]
    for language in ("zh", "en"):
        line = f"{say(row.title, language)} {say(row.words, language)}"
        assert (line.count(OWNER), line.count("何苗")) == (1, 1), line
    (found,) = [one for one in counter.reader.find(escort) if one.key == escort]
    assert (say(found.detail, "zh").count(OWNER), say(found.detail, "zh").count("何苗")) == (1, 1)


def test_what_is_overdue_is_what_the_board_lists(counter: Counter) -> None:
    """Whoever waits too long stands on a card, and counts neither below it nor beside the list."""
    documented(counter)
    visit = documented(counter, party="仇英")
    counter.take("keys.leave", unit=UNIT, party=OWNER, purpose="spare", hook="M-01")
    counter.take("escort.ask", visit=visit, errand="care")
    counter.take("messages.take", unit=UNIT, party=OWNER, caller="何苗", words="请回电。")
    counter.later(hours=5)
    seen = counter.reader.waiting().numbers
    listed = [one for one in counter.reader.board() if one.number not in seen and one.group == "overdue"]
    figures = {say(one.words, "en"): one.value for one in counter.reader.right_now(seen)}
    assert (len(seen), int(figures.get("Overdue", "0"))) == (3, len(listed))


def test_more_than_a_few_who_wait_are_counted(counter: Counter) -> None:
    """The longest are cards, as many as a window takes; how many more there are is said, and whose list has them."""
    for n in range(63):
        counter.take("visitors.arrive", unit=UNIT, party=f"访客{n}")
    waiting = counter.reader.waiting()
    assert (len(waiting.cards), waiting.more, waiting.where) == (12, 51, "visitors")
    assert [say(card.title, "zh") for card in waiting.cards[:2]] == ["访客0", "访客1"]
    assert len(counter.reader.records("visitors")) == 63


def test_more_than_sixty_expected_today_are_counted(counter: Counter) -> None:
    """Those of today first, however many regular visitors come on other days."""
    now = counter.clock.now
    for n in range(70):
        counter.take(
            "announcements.announce", unit=UNIT, party=f"周一{n}", starts=now + timedelta(days=1), until=now + timedelta(days=2)
        )  # fmt: skip
    for n in range(62):
        counter.take("announcements.announce", unit=UNIT, party=f"今天{n}", starts=now, until=now + timedelta(days=3))
    (joined,) = counter.reader.joined("visitors")
    assert (len(joined.rows), joined.more, joined.where) == (60, 2, "announcements")


def test_the_board_goes_on_with_whoever_waits(counter: Counter) -> None:
    """Each by what he waits for: nobody is turned away by a click on a line that only says that he waits."""
    counter.take("visitors.arrive", unit=UNIT, party="甲")
    documented(counter, party="乙")
    agreed, declined = documented(counter, party="丙"), documented(counter, party="丁")
    counter.take("visitors.host_agrees", agreed, channel="home")
    counter.take("visitors.host_declines", declined, channel="home")
    counter.later(minutes=20)
    assert sorted(row.step for row in counter.reader.board()) == [
        "visitors.admit", "visitors.host_called", "visitors.see_document", "visitors.turn_away",
    ]  # fmt: skip  # one line a group reads better


def test_the_board_goes_on_in_the_order_of_a_lobby(counter: Counter) -> None:
    """What is pressed on the board is what is next, and no step that is refused there."""
    site(counter, "lobby")
    number = counter.take("visitors.arrive", unit=UNIT, party="何苗", visits="云栖科技").number
    counter.clock.now += timedelta(minutes=20)
    assert [key for key, _tone, _group in counter.due()] == ["visitors.host_called"]
    counter.take("visitors.host_agrees", number, channel="home")
    counter.clock.now += timedelta(minutes=20)
    assert [key for key, _tone, _group in counter.due()] == ["visitors.see_document_agreed"]
