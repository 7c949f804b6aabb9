"""How a visit is shown while it goes on: track, next number, taps by the hour, who waits, who was here before."""

from datetime import UTC, datetime
from typing import Any

from tests.counter import UNIT, Counter

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
