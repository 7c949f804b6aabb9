"""Escort: an owner on file, his signed letter, the key in the clerk's hand and back at once, and the door locked."""

from collections.abc import Callable
from typing import Any

import pytest

from kiosk import numbers
from kiosk.i18n import say
from kiosk.values import Outcome
from tests.counter import OWNER, UNIT, Counter
from tests.desk.test_pictures import card
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
    counter.take("escort.letter_back", number)
    counter.take("escort.accept", number, signed=True)
    return number


def go_up(counter: Counter, number: str, **answers: Any) -> Outcome:
    """Go up; the supervisor minds the counter."""
    return counter.take("escort.go_up", number, **{"minder": "王主管", **answers})


def lock_up(counter: Counter, number: str, **answers: Any) -> Outcome:
    """Go up again to lock the door."""
    return counter.take("escort.lock_up", number, **{"minder": "security", **answers})


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
    """By fax or otherwise, and to whom; the text prescribes no channel."""
    assert {"sent_by", "sent_to"} - set(counter.asked("escort.send_letter", asked(counter))) == set()


@pytest.mark.rule("ESC-04")
def test_nothing_happens_before_the_signed_letter_is_back(counter: Counter) -> None:
    """No going up before; and a letter without signature is not back."""
    number = asked(counter)
    assert "escort.go_up" not in counter.steps(number)
    counter.take("escort.send_letter", number)
    assert "escort.go_up" not in counter.steps(number)
    counter.take("escort.letter_back", number)
    assert "escort.go_up" not in counter.steps(number)
    assert counter.refusal("escort.accept", number, signed=False) == "ESC-04"


@pytest.mark.rule("ESC-05")
def test_the_visitor_may_wait_on_the_sofa(counter: Counter) -> None:
    """Offered while the letter is away."""
    assert counter.says("escort.send_letter", "沙发", "sofa", asked(counter))


@pytest.mark.rule("ESC-06")
def test_only_then_the_key_is_borrowed(counter: Counter) -> None:
    """With the step that goes up, in one transaction: the clerk has it, and the visitor is inside."""
    number = signed(counter)
    assert "spare" in counter.asked("escort.go_up", number)
    go_up(counter, number)
    assert holder(counter) == "李婷"
    assert counter.sql("SELECT state FROM record WHERE service = 'visitors'") == [("inside",)]


@pytest.mark.rule("ESC-06")
@pytest.mark.parametrize("use", ["escort", "lock"])
def test_no_key_is_taken_for_it_by_itself(counter: Counter, use: str) -> None:
    """From the key's own record either, as long as no letter was accepted."""
    left(counter, purpose="spare", hook=None)
    key = counter.reader.records("keys")[0].number
    counter.take("escort.send_letter", asked(counter))
    assert counter.refusal("keys.borrow", key, use=use) == "ESC-06"


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
    go_up(counter, number)
    assert counter.says("escort.opened", "立即返回", "at once", number)
    counter.later(minutes=15, seconds=1)
    assert "escort.opened" in [step for step, tone, _group in counter.due() if tone == "red"]
    counter.take("escort.opened", number)
    assert holder(counter) == "监控中心"


@pytest.mark.rule("ESC-10")
def test_the_visitor_is_told_to_call_for_locking(counter: Counter) -> None:
    """When going out."""
    number = signed(counter)
    go_up(counter, number)
    assert counter.says("escort.opened", "锁门", "call the desk", number)


@pytest.mark.rule("ESC-11")
def test_the_second_trip_or_why_not(counter: Counter) -> None:
    """Open until the door is locked or the record says why it need not be."""
    number = signed(counter)
    go_up(counter, number)
    counter.take("escort.opened", number)
    assert "none_needed" in counter.asked("escort.nothing_to_lock", number)
    lock_up(counter, number)
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
    counter.take("escort.letter_back", number)
    assert counter.sql("SELECT back_at FROM escort") != [(None,)]


@pytest.mark.rule("ESC-13")
def test_a_picture_of_the_letter_is_kept(counter: Counter) -> None:
    """Fax, scan or photograph; sealed with the record, on the strength of the owner's own letter."""
    number = asked(counter)
    counter.take("escort.send_letter", number)
    assert "letter_picture" in counter.asked("escort.letter_back", number)
    counter.take("escort.letter_back", number, letter_picture=[card()])
    kept = [(one.sort, one.allowed_by, one.how) for one in counter.reader.page(number).sealed]
    assert kept == [("picture", OWNER, "letter")]


@pytest.mark.rule("ESC-13")
def test_the_letter_is_printed_once(counter: Counter) -> None:
    """Printed first and sent later, or both with one press."""
    number = asked(counter)
    assert len(counter.take("escort.print_letter", number).jobs) == 1
    assert counter.take("escort.send_letter", number).jobs == ()


@pytest.mark.rule("ESC-13")
def test_the_code_of_the_letter_opens_its_return(counter: Counter) -> None:
    """Scanned when it comes back; an owner is known by it, and why his home is opened."""
    number = asked(counter, errand="care")
    letters = [counter.reader.blocks(job) for job in counter.take("escort.send_letter", number).jobs]
    said = "".join(one.blocks for one in letters if one is not None)
    assert [word for word in (numbers.payload(number), "照看家中") if word not in said] == []
    [found] = counter.reader.scan(numbers.payload(number))
    assert (found.key, found.step) == (number, "escort.letter_back")


@pytest.mark.rule("AMB-08")
def test_an_owner_who_is_locked_out_needs_no_letter(counter: Counter) -> None:
    """Identified by document, and known to the file."""
    left(counter, purpose="spare", hook=None)
    assert counter.says("escort.locked_out", "无须确认函", "no letter")
    assert "document" in counter.asked("escort.locked_out")
    assert counter.refusal("escort.locked_out", unit=UNIT, party="何苗", document="330106199001011236") == "AMB-08"
    taken = counter.take("escort.locked_out", unit=UNIT, party=OWNER, document="330106199001011236")
    assert go_up(counter, taken.number).state == "up"


@pytest.mark.rule("AMB-09")
def test_an_owner_who_is_not_reached(counter: Counter) -> None:
    """No entry; a message."""
    assert counter.says("escort.ask", "留言", "take a message")


@pytest.mark.rule("ESC-12")
def test_no_other_home_is_opened_than_the_one_visited(counter: Counter) -> None:
    """Nor for somebody else than the visitor whose document was seen; and only a visit is a visit."""
    visit = documented(counter)
    other = {"visit": visit, "unit": "5-1-2101", "party": "单雪松"}
    assert counter.refusal("escort.ask", **other) == "ESC-12"
    assert counter.refusal("escort.ask", visit=visit, visitor="别人") == "ESC-12"
    declined = counter.take("escort.ask", visit=visit).number
    counter.take("escort.declines", declined)
    assert counter.refusal("escort.ask", visit=declined, unit=UNIT, party=OWNER, visitor="何苗") == "ESC-12"


@pytest.mark.rule("ESC-01")
def test_who_asks_for_the_key_is_known_to_the_file(counter: Counter) -> None:
    """Somebody else needs the supervisor, and not by telephone."""
    draft = counter.draft("escort.ask", visit=documented(counter), party="路人")
    assert [(one.rule, one.lift, one.phone) for one in draft.refusals] == [("ESC-01", "supervisor", False)]


@pytest.mark.parametrize("form", [numbers.short, numbers.payload])
def test_the_visit_is_named_by_any_form_of_its_number(counter: Counter, form: Callable[[str], str]) -> None:
    """As it is said, and as it is scanned from the visitor's copy."""
    visit = documented(counter)
    counter.take("escort.ask", visit=form(visit))
    assert counter.sql("SELECT visit FROM escort") == [(visit,)]


@pytest.mark.rule("ESC-12")
def test_the_letter_is_valid_until_the_day_ends(counter: Counter) -> None:
    """On the next day nobody goes up with it; an owner himself needs none."""
    number = signed(counter)
    owner = counter.take("escort.locked_out", unit=UNIT, party=OWNER, document="330106199001011236").number
    counter.later(hours=20)
    draft = counter.draft("escort.go_up", number)
    assert [say(one.words, "en") for one in draft.refusals if one.rule == "ESC-12"] == [
        "The letter was valid until 11-22 23:00."
    ]
    assert go_up(counter, owner).state == "up"


def test_an_escort_of_which_nothing_becomes(counter: Counter) -> None:
    """The board asks in every state, and one step ends it with its reason."""
    left(counter, purpose="spare", hook=None)
    number = asked(counter)
    for step in ("print_letter", "send_letter", "letter_back", "accept", "go_up"):
        counter.later(minutes=31)
        assert (f"escort.{step}", "red") in [(step, tone) for step, tone, _group in counter.due()]
        assert "escort.give_up" in counter.steps(number)
        assert [one.key for one in counter.reader.page(number).steps if one.main] == [f"escort.{step}"]
        if step != "go_up":
            counter.take(f"escort.{step}", number, **({"signed": True} if step == "accept" else {}))
    counter.take("escort.give_up", number, reason="访客离开")
    assert "escort" not in [step.partition(".")[0] for step, _tone, _group in counter.due()]
    assert counter.take("escort.not_given_up", number, reason="点错").state == "signed"


@pytest.mark.rule("ESC-13")
def test_when_the_letter_went_out_and_comes_back(counter: Counter) -> None:
    """How the owner was reached, time and way of sending, and a line for the time at which it is back."""
    number = asked(counter)
    paper = counter.paper(counter.take("escort.send_letter", number, sent_by="mail"), "letter")
    said = ("回拨档案号码  沈佳宜 139****2207", "电子邮件  沈佳宜  11-22 14:36", "签回时间")
    assert [word for word in said if word not in paper] == []
    assert counter.sql("SELECT sent_at FROM escort") != [(None,)]


@pytest.mark.rule("VIS-08")
def test_a_host_who_declines_after_the_letter(counter: Counter) -> None:
    """The latest word counts, also against a signed letter."""
    number = signed(counter)
    visit = str(counter.sql("SELECT visit FROM escort")[0][0])
    counter.later(minutes=1)
    counter.take("visitors.host_declines", visit, channel="home")
    assert counter.refusal("escort.go_up", number, minder="nobody") == "VIS-08"
    assert holder(counter) == "监控中心"


@pytest.mark.rule("AMB-08")
def test_who_only_works_in_a_home_is_not_let_in(counter: Counter) -> None:
    """A housekeeper is in the file and no owner."""
    counter.take("estate.move_in", unit=UNIT, name="周阿姨", relation="staff")
    given = {"unit": UNIT, "party": "周阿姨", "document": "330106199001011236"}
    assert counter.refusal("escort.locked_out", **given) == "AMB-08"
