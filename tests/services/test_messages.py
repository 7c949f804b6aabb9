"""Messages: taken down, shown whenever the unit is touched, and delivered into the addressee's own hand."""

from typing import Any

import pytest

from kiosk.i18n import say
from kiosk.values import Outcome
from tests.counter import OWNER, UNIT, Counter

WORDS = {"unit": UNIT, "party": OWNER, "caller": "何苗", "words": "请回电，谢谢"}


def left(counter: Counter, **answers: Any) -> Outcome:
    """Leave a message for the owner."""
    return counter.take("messages.take", **{**WORDS, **answers})


@pytest.mark.rule("MSG-01")
def test_one_offers_to_take_a_message(counter: Counter) -> None:
    """Help with it, in both languages."""
    assert counter.says("messages.take", "留个言", "May I take a message")


@pytest.mark.rule("MSG-02")
def test_one_hands_it_over_oneself(counter: Counter) -> None:
    """The reminder stands at the step, and nobody else's hand will do."""
    message = left(counter)
    assert counter.says("messages.deliver", "亲手", "yourself", message.number)
    assert counter.refusal("messages.deliver", message.number, given_to="family") == "MSG-02"
    assert counter.refusal("messages.deliver", message.number, given_to="left") == "MSG-02"


@pytest.mark.rule("MSG-03")
def test_a_colleague_who_is_busy_is_not_interrupted(counter: Counter) -> None:
    """The caller's number is noted, and the form says to tell the colleague afterwards."""
    assert "caller_phone" in counter.asked("messages.take", about="busy")
    assert counter.says("messages.take", "打断", "interrupt", about="busy")
    assert not counter.says("messages.take", "打断", "interrupt", about="absent")


@pytest.mark.rule("MSG-03")
def test_whoever_is_rung_back_leaves_a_number(counter: Counter) -> None:
    """Not interrupting somebody means that he can ring afterwards; for whoever is away none is wanted."""
    said = {"unit": UNIT, "party": OWNER, "caller": "何苗", "words": "请回电。"}
    assert counter.refusal("messages.take", about="busy", **said) == "MSG-03"
    assert counter.refusal("messages.take", about="absent", **said) == ""
    assert counter.refusal("messages.take", about="busy", caller_phone="13612340718", **said) == ""


@pytest.mark.rule("MSG-04")
def test_who_asks_for_somebody_absent_is_served(counter: Counter) -> None:
    """By the normal standard of the telephone."""
    assert counter.says("messages.take", "来电", "Serve the caller", about="absent")


@pytest.mark.rule("MSG-05")
def test_whose_hand_it_went_into_is_stored(counter: Counter) -> None:
    """Who handed over, to whom, when."""
    message = left(counter)
    assert "given_to" in counter.asked("messages.deliver", message.number)
    counter.take("messages.deliver", message.number)
    given = counter.sql("SELECT m.given_to, r.closed_by, r.closed_at FROM message m JOIN record r ON r.id = m.id")
    assert [(to, by, at is not None) for to, by, at in given] == [("himself", "李婷", True)]


@pytest.mark.rule("MSG-06")
def test_what_is_not_delivered_is_looked_at_again(counter: Counter) -> None:
    """Half a day later the board asks, and half a day after each attempt again."""
    message = left(counter)
    counter.later(hours=12, seconds=1)
    assert counter.due() == [("messages.tell", "red", "overdue")]
    counter.take("messages.tell", message.number, how="phone", answer="晚上来取")
    assert [tone for _step, tone, _group in counter.due()] == ["mute"]


@pytest.mark.rule("MSG-06")
@pytest.mark.parametrize("name", ["unit", "party", "caller", "words"])
def test_the_fields_of_a_message(counter: Counter, name: str) -> None:
    """For whom, which unit, from whom, what."""
    assert name in counter.draft("messages.take", **{**WORDS, name: None}).missing


@pytest.mark.rule("MSG-06")
def test_the_message_is_printed(counter: Counter) -> None:
    """What was said, from whom and when, for the addressee, with a line that he may sign."""
    paper = counter.preview("messages.take", "message_slip", **WORDS)
    assert [w for w in ("请回电，谢谢", "何苗", OWNER, "2026-11-22 14:36", "签收") if w not in paper] == []


def test_what_waits_is_said_in_every_form_of_the_unit(counter: Counter) -> None:
    """Whoever touches the unit sees that something waits, and never what it says."""
    message = left(counter)
    notes = [say(note, "zh") for note in counter.draft("luggage.store", unit=UNIT).notes]
    assert [note for note in notes if message.short in note and OWNER in note and "请回电" not in note] != []
    counter.take("messages.deliver", message.number)
    assert [note for note in counter.draft("luggage.store", unit=UNIT).notes if message.short in str(note)] == []


def test_a_message_comes_back_and_may_be_withdrawn(counter: Counter) -> None:
    """Handed over, not after all, withdrawn by whoever left it."""
    message = left(counter)
    assert counter.take("messages.deliver", message.number).state == "delivered"
    (back,) = [step for step in counter.reader.page(message.number).steps if step.key == "messages.not_delivered"]
    assert "撤销转达" in say(back.title, "zh")
    assert counter.take("messages.not_delivered", message.number, reason="拿错了").state == "waiting"
    assert counter.take("messages.withdraw", message.number, reason="何苗来电").state == "withdrawn"
    other = left(counter)
    assert counter.take("messages.not_taken", other.number, reason="点错").state == "withdrawn"


def test_a_message_is_found_by_who_left_it(counter: Counter) -> None:
    """By name and by telephone."""
    message = left(counter, caller_phone="13700001111")
    assert [found.key for found in counter.reader.find("何苗")] == [message.number]
    assert message.number in [found.key for found in counter.reader.find("1111")]


@pytest.mark.parametrize("columns", [48, 32])
def test_a_long_message_is_printed_to_its_end(counter: Counter, columns: int) -> None:
    """Two thousand characters may be typed: the addressee signs for all of them."""
    for pause in ("", "\n", "，"):
        words = pause.join(chr(0x4E00 + n) for n in range(2000 if not pause else 1000))
        said = words.replace(pause, "") if pause else words
        paper = counter.paper(left(counter, words=words), columns=columns)
        assert said in "".join(one for one in paper if one in said)
