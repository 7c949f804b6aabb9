"""Roll call: everybody inside at one minute, person by person; seen, not seen after all, met, and over."""

from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_keys import left
from tests.services.test_overnight import stay
from tests.services.test_visitors_admit import admitted, documented


def began(counter: Counter) -> str:
    """Begin with a party of three, a guest of the night and a home that needs help; return the number."""
    admitted(counter, party="何苗", persons=3, plate="浙A12345")
    documented(counter, party="李四")
    stay(counter)
    counter.take("estate.add_note", unit=UNIT, text="行动不便，需轮椅", kind="evacuation")
    counter.take("estate.add_note", unit="5-1-2101", text="怕狗", kind="care")
    return counter.take("roll_call.begin").number


def unseen(counter: Counter, number: str) -> list[str]:
    """Return who may still be ticked."""
    return [str(o.words) for q in counter.draft("roll_call.seen", number).shown for o in q.options]


def test_everybody_inside_one_by_one(counter: Counter) -> None:
    """Three persons of one visit, the night's guest, the home; not who waits at the desk, nor another kind of note."""
    made = counter.take("roll_call.print_again", began(counter))
    paper = counter.paper(made, "emergency_list")
    wanted = ("4 人", "访客 3 · 留宿 1", "何苗 1/3", "何苗 2/3", "何苗 3/3", "浙A12345", "MILLER JOHN", "需轮椅")
    assert [one for one in wanted if one not in paper] == []
    assert [one for one in ("李四", "怕狗") if one in paper] == []


def test_anybody_begins_it_also_nobody(counter: Counter) -> None:
    """At the locked desk there is no clerk; the journal says so, and the paper too."""
    admitted(counter)
    counter.desk.lock()
    counter.reader.clerk = None
    made = counter.take("roll_call.begin")
    assert "锁屏" in counter.paper(made, "emergency_list")
    assert [(row.step, row.clerk) for row in counter.reader.journal(limit=1)] == [("roll_call.begin", "")]
    assert counter.error("roll_call.finish", made.number) == "DeniedError"


def test_a_clerk_with_a_key_upstairs_is_inside(counter: Counter) -> None:
    """He left the counter with the key in his hand, and is looked for by name."""
    key = left(counter, purpose="spare", hook=None)
    escort = counter.take("escort.locked_out", unit=UNIT, party=OWNER, document="330106199001011236").number
    counter.take("escort.go_up", escort, spare=key, minder="王主管")
    paper = counter.paper(counter.take("roll_call.begin"), "emergency_list")
    assert [one for one in ("1 人", f"{UNIT}  李婷", "持钥匙") if one not in paper] == []


def test_ticked_one_by_one(counter: Counter) -> None:
    """Two of three are seen, one is looked for; the paper and the list say it."""
    number = began(counter)
    keys = [o.key for q in counter.draft("roll_call.seen", number).shown for o in q.options]
    first = [key for key, words in zip(keys, unseen(counter, number), strict=True) if "1/3" in words or "3/3" in words]
    counter.take("roll_call.seen", number, seen=first)
    assert [words for words in unseen(counter, number) if "何苗" in words] == [f"{UNIT}  2/3  何苗  访客  14:36"]
    assert say(counter.reader.records("roll_call")[0].summary, "zh") == "已点到 2/4 人"
    assert counter.paper(counter.take("roll_call.print_again", number)).count("[x]") == 2


def test_who_was_ticked_by_mistake_is_looked_for_again(counter: Counter) -> None:
    """Those of the last tick alone."""
    number = began(counter)
    counter.take("roll_call.seen", number, seen=[1])
    counter.later(minutes=1)
    counter.take("roll_call.seen", number, seen=[2, 3])
    counter.take("roll_call.not_seen", number, reason="认错人")
    assert len(unseen(counter, number)) == 4


def test_who_is_met_and_not_on_the_list(counter: Counter) -> None:
    """One more, seen already."""
    number = began(counter)
    counter.take("roll_call.met", number, name="王五")
    assert say(counter.reader.records("roll_call")[0].summary, "zh") == "已点到 1/5 人"
    assert "名册外" in counter.paper(counter.take("roll_call.print_again", number))


def test_it_does_not_end_before_something_is_said_of_the_others(counter: Counter) -> None:
    """By name to the fire brigade; once everybody is seen nothing is asked."""
    number = began(counter)
    assert counter.says("roll_call.finish", "4 人", "4 not seen", number)
    assert counter.error("roll_call.finish", number) == "InvalidAnswersError"
    counter.take("roll_call.seen", number, seen=[1, 2, 3, 4, 5])
    assert counter.asked("roll_call.finish", number) == []
    assert counter.take("roll_call.finish", number).state == "over"
    assert counter.take("roll_call.not_over", number, reason="还有人").state == "counting"


def test_the_board_asks_until_it_is_over(counter: Counter) -> None:
    """After ten minutes without a tick, in red; printed by mistake it is void."""
    number = began(counter)
    counter.later(minutes=10, seconds=1)
    assert ("roll_call.seen", "red") in [(step, tone) for step, tone, _group in counter.due()]
    assert counter.take("roll_call.not_needed", number, reason="误触").state == "void"


def test_names_go_with_the_term(counter: Counter) -> None:
    """A list of who was inside is a list of people: it is emptied like the visits that it was made of."""
    number = began(counter)
    counter.take("roll_call.finish", number, unseen="演练")
    counter.later(days=366)
    while counter.desk.purge().more:
        pass
    assert set(counter.sql("SELECT name, plate FROM roll_line")) == {("", "")}


def test_a_list_that_is_over_counts_the_same_once_its_names_are_gone(counter: Counter) -> None:
    """What kind of line one is says nothing of a person; a home to be looked after is none."""
    counter.take("estate.add_note", unit=UNIT, text="轮椅", kind="evacuation")
    admitted(counter)
    number = counter.take("roll_call.begin").number
    counter.take("roll_call.finish", number, unseen="消防已告知")
    before = str(counter.reader.page(number).row.summary)
    counter.later(days=200)
    counter.take("estate.add_note", unit=UNIT, text="今日")
    while counter.desk.purge().more:
        pass
    assert counter.sql("SELECT kind, name FROM roll_line") == [("visitor", ""), ("help", "")]
    assert str(counter.reader.page(number).row.summary) == before


def crowded(counter: Counter) -> None:
    """Let 500 persons be inside: in each of fifty homes a party of nine and one alone."""
    for home in [
        f"{building}-{entrance}-{floor}01" for building in range(1, 6) for entrance in (1, 2) for floor in range(1, 6)
    ]:
        for party, persons in (("何苗", 9), ("令狐望舒", 1)):
            visit = documented(counter, unit=home, party=party, persons=persons)
            counter.take("visitors.agree_admit", visit, channel="intercom", consent_by="住户", door="host")


def test_five_hundred_are_on_one_paper_that_can_be_read(counter: Counter) -> None:
    """Everybody has a box, each home is a line under its entrance: a metre or so of paper, and not seven."""
    crowded(counter)
    made = counter.take("roll_call.begin")
    for columns in (48, 32):
        paper = counter.paper(made, "emergency_list", columns=columns)
        assert paper.count("□") == 500
        assert [paper.count(words) for words in ("500 人", "何苗×9", "令狐望舒", "1-1  ·  50 人")] == [1, 50, 50, 1]
    assert len(counter.paper(made, "emergency_list").splitlines()) < 150
    counter.take("roll_call.seen", made.number, seen=[1, 2, 10])
    again = counter.paper(counter.take("roll_call.print_again", made.number), "emergency_list")
    assert (again.count("□"), again.count("■"), "■■□□□□□□□何苗×9  ■令狐望舒" in again) == (497, 3, True)


def test_a_night_is_said_on_a_long_list_too(counter: Counter) -> None:
    """Whoever is no visitor has his word beside the name."""
    admitted(counter, persons=70)
    stay(counter)
    paper = counter.paper(counter.take("roll_call.begin"), "emergency_list")
    assert ("□MILLER JOHN 留宿" in paper, paper.count("□")) == (True, 71)
