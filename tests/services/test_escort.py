"""Escort: an owner on file, his signed letter, the key in the clerk's hand and back at once, and the door locked."""

from typing import Any

import pytest

from tests.counter import OWNER, UNIT, Counter
from tests.services.test_keys import left
from tests.services.test_visitors_admit import arrive, documented


def asked(counter: Counter, **answers: Any) -> str:
    """Let the owner ask for it and return the number of the escort."""
    return counter.take("escort.ask", visit=documented(counter), **answers).number


def signed(counter: Counter) -> str:
    """Let the letter come back, with a spare key in the control room."""
    left(counter, purpose="spare", hook=None)
    number = asked(counter)
    counter.take("escort.send_letter", number)
    counter.take("escort.letter_back", number, signed=True)
    return number


def holder(counter: Counter) -> str:
    """Return who has the spare key."""
    return str(counter.sql("SELECT holder FROM house_key")[0][0])


@pytest.mark.rule("ESC-01")
@pytest.mark.parametrize("channel", ["given", "incoming"])
def test_the_owner_was_reached_on_a_number_on_file(counter: Counter, channel: str) -> None:
    """A number that the visitor gave, or whoever rang up, is not enough."""
    assert counter.refusal("escort.ask", visit=documented(counter), channel=channel) == "ESC-01"


@pytest.mark.rule("ESC-02")
def test_one_asks_whether_he_will_sign(counter: Counter) -> None:
    """The phrase, and his line on the letter."""
    number = asked(counter)
    assert counter.says("escort.send_letter", "确认函", "May I send you the letter", number)
    assert "业主签名" in counter.preview("escort.send_letter", "letter", number)


@pytest.mark.rule("ESC-03")
def test_how_the_letter_is_sent(counter: Counter) -> None:
    """By fax or otherwise; the text prescribes no channel."""
    assert "sent_by" in counter.asked("escort.send_letter", asked(counter))


@pytest.mark.rule("ESC-04")
def test_nothing_happens_before_the_signed_letter_is_back(counter: Counter) -> None:
    """No going up before; and a letter without signature is not back."""
    number = asked(counter)
    assert "escort.go_up" not in counter.steps(number)
    counter.take("escort.send_letter", number)
    assert "escort.go_up" not in counter.steps(number)
    assert counter.refusal("escort.letter_back", number, signed=False) == "ESC-04"


@pytest.mark.rule("ESC-05")
def test_the_visitor_may_wait_on_the_sofa(counter: Counter) -> None:
    """Offered while the letter is away."""
    assert counter.says("escort.send_letter", "沙发", "sofa", asked(counter))


@pytest.mark.rule("ESC-06")
def test_only_then_the_key_is_borrowed(counter: Counter) -> None:
    """With the step that goes up, in one transaction: the clerk has it, and the visitor is inside."""
    number = signed(counter)
    assert "spare" in counter.asked("escort.go_up", number)
    counter.take("escort.go_up", number)
    assert holder(counter) == "李婷"
    assert counter.sql("SELECT state FROM record WHERE service = 'visitors'") == [("inside",)]


@pytest.mark.rule("ESC-07")
def test_an_owner_who_will_not_sign(counter: Counter) -> None:
    """The duty manager explains, and there is no entry."""
    number = asked(counter)
    assert counter.says("escort.declines", "值班经理", "duty manager", number)
    counter.take("escort.declines", number)
    assert ("explained_by" in counter.asked("escort.explained", number), "escort.go_up" in counter.steps(number)) == (
        True,
        False,
    )
    counter.later(seconds=1)
    assert "escort.explained" in [step for step, _tone, _group in counter.due()]


@pytest.mark.rule("ESC-08")
def test_the_key_stays_in_the_clerks_hand(counter: Counter) -> None:
    """Said on both trips."""
    number = signed(counter)
    assert counter.says("escort.go_up", "自始至终", "from beginning to end", number)


@pytest.mark.rule("ESC-09")
def test_the_key_goes_back_at_once(counter: Counter) -> None:
    """With the step that says the door is open; until then the board asks."""
    number = signed(counter)
    counter.take("escort.go_up", number)
    assert counter.says("escort.opened", "立即返回", "at once", number)
    counter.later(minutes=15, seconds=1)
    assert "escort.opened" in [step for step, tone, _group in counter.due() if tone == "red"]
    counter.take("escort.opened", number)
    assert holder(counter) == "监控中心"


@pytest.mark.rule("ESC-10")
def test_the_visitor_is_told_to_call_for_locking(counter: Counter) -> None:
    """When going out."""
    number = signed(counter)
    counter.take("escort.go_up", number)
    assert counter.says("escort.opened", "锁门", "call the desk", number)


@pytest.mark.rule("ESC-11")
def test_the_second_trip_or_why_not(counter: Counter) -> None:
    """Open until the door is locked or the record says why it need not be."""
    number = signed(counter)
    counter.take("escort.go_up", number)
    counter.take("escort.opened", number)
    assert "none_needed" in counter.asked("escort.nothing_to_lock", number)
    counter.take("escort.lock_up", number)
    assert holder(counter) == "李婷"
    assert counter.take("escort.locked", number).state == "closed"
    assert holder(counter) == "监控中心"


@pytest.mark.rule("ESC-12")
def test_the_visit_is_registered_first(counter: Counter) -> None:
    """Document seen, leave by 23:00, and no night without the owner at the desk."""
    assert counter.refusal("escort.ask", visit=arrive(counter)) == "ESC-12"
    assert counter.says("escort.ask", "留宿", "no overnight stay")


@pytest.mark.rule("ESC-13")
@pytest.mark.parametrize("word", [OWNER, UNIT, "何苗", "3****************6", "本人不在家"])
def test_the_fields_of_the_letter(counter: Counter, word: str) -> None:
    """Owner, room, visitor and document, validity, the text of consent."""
    assert word in counter.paper(counter.take("escort.send_letter", asked(counter)), "letter")


@pytest.mark.rule("ESC-13")
def test_how_the_letter_came_back_is_kept(counter: Counter) -> None:
    """Fax, scan or photo."""
    number = asked(counter)
    counter.take("escort.send_letter", number)
    assert "back_by" in counter.asked("escort.letter_back", number)


@pytest.mark.rule("STD-02")
def test_somebody_minds_the_counter(counter: Counter) -> None:
    """Said where one leaves it."""
    assert counter.says("escort.go_up", "看台", "minds the counter", signed(counter))


@pytest.mark.rule("AMB-08")
def test_an_owner_who_is_locked_out_needs_no_letter(counter: Counter) -> None:
    """Identified by document, and known to the file."""
    left(counter, purpose="spare", hook=None)
    assert counter.says("escort.locked_out", "无须确认函", "no letter")
    assert "document" in counter.asked("escort.locked_out")
    assert counter.refusal("escort.locked_out", unit=UNIT, party="何苗", document="330106199001011236") == "AMB-08"
    taken = counter.take("escort.locked_out", unit=UNIT, party=OWNER, document="330106199001011236")
    assert counter.take("escort.go_up", taken.number).state == "up"


@pytest.mark.rule("AMB-09")
def test_an_owner_who_is_not_reached(counter: Counter) -> None:
    """No entry; a message."""
    assert counter.says("escort.ask", "留言", "take a message")
