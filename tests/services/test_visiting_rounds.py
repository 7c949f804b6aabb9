"""Lists and counts: who is inside, who sleeps here, which keys hang where they should."""

from datetime import timedelta

import pytest

from kiosk import numbers
from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_keys import left
from tests.services.test_overnight import PASSPORT, stay
from tests.services.test_visitors_admit import admitted, documented


def begun(counter: Counter, routine: str) -> str:
    """Begin a routine, as the supervisor."""
    counter.sign_in("王主管")
    number = counter.take(f"{routine}.begin").number
    counter.sign_in("李婷")
    return number


@pytest.mark.rule("VIS-20")
def test_the_list_of_who_is_inside(counter: Counter) -> None:
    """Visitors inside and guests of the night; nobody who still waits at the desk."""
    number = begun(counter, "inside_round")
    admitted(counter, party="何苗")
    documented(counter, party="李四")
    stay(counter)
    paper = counter.paper(counter.take("inside_round.print_inside", number), "inside_list")
    assert [name for name in ("何苗", "MILLER JOHN") if name not in paper] == []
    assert "李四" not in paper


@pytest.mark.rule("PRE-08")
def test_who_was_expected_and_did_not_come_is_named_at_shift_change(counter: Counter) -> None:
    """Announced or booked, still waited for or given up; nobody who came, nor whoever comes later."""
    number = begun(counter, "inside_round")
    now = counter.clock.now
    said = {"unit": UNIT, "starts": now, "until": now + timedelta(hours=2)}
    gone, came = (counter.take("announcements.announce", party=name, **said).number for name in ("甲来客", "乙来客"))
    counter.take("announcements.announce", party="丙来客", **{**said, "until": now + timedelta(hours=6)})
    later = {"starts": now + timedelta(hours=4), "until": now + timedelta(hours=6)}
    counter.take("announcements.announce", party="丁来客", **{**said, **later})
    counter.take("appointments.book", unit=UNIT, party="戊来客", meets_at=now + timedelta(hours=1))
    counter.take("announcements.came", came)
    counter.later(hours=3)
    counter.take("announcements.expire", gone)
    paper = counter.paper(counter.take("inside_round.print_inside", number), "inside_list")
    assert ("预告未到" in paper, "3 位" in paper) == (True, True)
    assert [name for name in ("甲来客", "乙来客", "丙来客", "丁来客", "戊来客") if name in paper] == [
        "甲来客",
        "丙来客",
        "戊来客",
    ]
    counter.later(days=1)
    counter.take("announcements.expire", counter.reader.records("announcements")[0].number)
    paper = counter.paper(counter.take("inside_round.print_inside", number), "inside_list")
    assert "甲来客" not in paper


def test_the_register_of_the_night(counter: Counter) -> None:
    """Who sleeps here tonight, for the duty manager's signature."""
    number = begun(counter, "inside_round")
    empty = counter.paper(counter.take("inside_round.print_night", number), "night_register")
    stay(counter)
    full = counter.paper(counter.take("inside_round.print_night", number), "night_register")
    assert ("今晚无人留宿" in empty, "MILLER JOHN" in full) == (True, True)


def test_the_register_says_until_when_and_who_signed(counter: Counter) -> None:
    """With a box to tick for each guest, and how many there are; who was checked out is none of them."""
    number = begun(counter, "inside_round")
    stay(counter)
    counter.take("overnight.check_out", stay(counter, party="李四"))
    paper = counter.paper(counter.take("inside_round.print_night", number), "night_register")
    assert [one for one in ("1 人 1 户", "[ ] 3-2-1005  MILLER JOHN", "11-23 12:00", OWNER) if one not in paper] == []
    assert "李四" not in paper


def test_the_comparison_prints_what_it_found(counter: Counter) -> None:
    """Two here and one gone, on paper for the duty manager; the next evening's register says nothing of it."""
    number = begun(counter, "inside_round")
    here = [stay(counter, party=name, until="2026-11-29 12:00") for name in ("甲", "乙")]
    stay(counter, party="丙")
    counter.later(hours=18)
    paper = counter.paper(
        counter.take("inside_round.compare", number, still=here, remark="丙 06:40 离开"), "night_register"
    )
    assert [one for one in ("在 2 人，已退住 1 人", "丙 06:40 离开") if one not in paper] == []
    assert "[ ] 3-2-1005  丙" not in paper
    counter.later(hours=12)
    paper = counter.paper(counter.take("inside_round.print_night", number), "night_register")
    assert "已退住" not in paper


@pytest.mark.rule("VIS-20")
def test_two_of_three_are_out(counter: Counter) -> None:
    """Each person is ticked alone; who is not ticked is signed out, the visit goes on with the others."""
    number = begun(counter, "inside_round")
    three, one = admitted(counter, party="何苗", persons=3), admitted(counter, party="李四")
    shown = [str(o.words) for q in counter.draft("inside_round.check_inside", number).shown for o in q.options]
    assert [sum(name in words for words in shown) for name in ("1/3  何苗", "2/3  何苗", "3/3  何苗", "李四")] == [
        1,
        1,
        1,
        1,
    ]
    assert len(counter.shown("inside_round.check_inside", "inside", number)) == 4
    counter.take("inside_round.check_inside", number, inside=[f"{three}/2"])
    states = {row.number: row.state for row in counter.reader.records("visitors")}
    assert (states[three], one in states) == ("inside", False)
    paper = counter.paper(counter.take("inside_round.print_inside", number), "inside_list")
    assert "1 批 1 人" in paper


def test_the_register_is_compared_in_the_morning(counter: Counter) -> None:
    """Who has left is checked out in the same transaction; the next comparison is due tomorrow."""
    number = begun(counter, "inside_round")
    first, second = stay(counter), stay(counter, party="SMITH ANNA")
    counter.later(hours=18)
    assert "inside_round.compare" in [step for step, tone, _group in counter.due() if tone == "red"]
    counter.take("inside_round.compare", number, still=[second])
    assert [row.number for row in counter.reader.records("overnight")] == [second]
    assert first in [row.number for row in counter.reader.records("overnight", closed=True)]
    assert "inside_round.compare" not in [step for step, tone, _group in counter.due() if tone == "red"]


@pytest.mark.rule("KEY-15")
def test_keys_are_counted_at_each_shift(counter: Counter) -> None:
    """The board asks; what does not hang there is missing at once, by name."""
    number = begun(counter, "key_round")
    first, second = left(counter), left(counter, hook="A-13", unit="5-1-2101", party="单雪松")
    counter.later(hours=8, seconds=1)
    assert ("key_round.count_keys", "red") in [(step, tone) for step, tone, _group in counter.due()]
    assert [o.key for q in counter.draft("key_round.count_keys", number).shown for o in q.options] == [first, second]
    counter.take("key_round.count_keys", number, there=[first])
    states = {row.number: say(row.state_words, "zh") for row in counter.reader.records("keys")}
    assert (states[first], states[second]) == ("在柜", "未找到，已报主管")


@pytest.mark.rule("KEY-15")
def test_keys_are_counted_by_scanning_their_tags(counter: Counter) -> None:
    """In the order of the hooks; who has a key that is out is said; security counts its own spare keys."""
    number = begun(counter, "key_round")
    second, first = left(counter, hook="A-10"), left(counter, hook="A-2", unit="5-1-2101", party="单雪松")
    out, spare = left(counter, hook="B-1", purpose="spare"), left(counter, hook=None, purpose="spare")
    counter.take("keys.borrow", out)
    assert [o.key for q in counter.draft("key_round.count_keys", number).shown for o in q.options] == [first, second]
    assert counter.says("key_round.count_keys", "李婷", "李婷", number)
    tags = [numbers.payload(one, piece=1) for one in (first, second)]
    assert "scanned" in counter.draft("key_round.count_keys", number, scanned=["SF1234567890"]).errors
    counter.take("key_round.count_keys", number, scanned=tags)
    states = {row.number: row.state for row in counter.reader.records("keys")}
    assert (states[first], states[second], states[spare], states[out]) == ("in", "in", "in", "out")


def test_a_guest_who_stays_on_is_ticked(counter: Counter) -> None:
    """The police's day of a foreign guest is no end of his stay; whose registration has ended is not ticked."""
    number = begun(counter, "inside_round")
    foreign, own = stay(counter, until="2026-11-29 12:00"), stay(counter, nation="中国", until="2026-11-29 12:00")
    ended = stay(counter, nation="中国", party="李四")
    counter.later(days=2)
    assert counter.shown("inside_round.compare", "still", number) == [foreign, own]
    counter.take("inside_round.compare", number)
    assert [row.number for row in counter.reader.records("overnight", closed=True)] == [ended]


@pytest.mark.rule("VIS-20")
def test_the_list_counts_persons(counter: Counter) -> None:
    """Five came, one left, one stays the night: a gathering place waits for three and one."""
    number = begun(counter, "inside_round")
    visit = admitted(counter, party="何苗", persons=5)
    counter.take("visitors.leave", visit, persons_out=1)
    counter.take(
        "visitors.stay_overnight", visit, guest="MILLER JOHN", owner_here=True, owner_signature="paper", **PASSPORT
    )
    paper = counter.paper(counter.take("inside_round.print_inside", number), "inside_list")
    assert [words for words in ("1 批 3 人", "何苗 1/3", "何苗 2/3", "何苗 3/3", "1 人") if words not in paper] == []
