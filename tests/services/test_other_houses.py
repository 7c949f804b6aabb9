"""Hotel floors and schools: the same services, where their rules differ (HTL, SCH); homes notice nothing of them."""

from typing import Any

import pytest

from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_overnight import stay
from tests.services.test_visitors_admit import NUMBER, admitted, arrive, site

OTHER_UNIT = "5-1-2101"


def comes(counter: Counter, **answers: Any) -> str:
    """Let a visitor of a hotel guest, or of a school, arrive and return the number of the visit."""
    said = {"whom": OWNER} if "whom" in counter.asked("visitors.arrive", unit=UNIT, party="何苗") else {}
    return arrive(counter, **said, **answers)


def compared(counter: Counter, **answers: Any) -> str:
    """Let a visitor arrive whose document was compared."""
    number = comes(counter, **answers)
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, compared=True)
    return number


def upstairs(counter: Counter, **answers: Any) -> str:
    """Let a visitor in to whom the guest agreed."""
    number = compared(counter, **answers)
    counter.take("visitors.agree_admit", number, channel="home", consent_by=OWNER)
    return number


def kinds(counter: Counter, number: str) -> set[str]:
    """Return the kinds of document that are accepted."""
    shown = counter.draft("visitors.see_document", number).shown
    return {str(option.key) for question in shown if question.name == "kind" for option in question.options}


def ways(counter: Counter, step: str, number: str) -> list[str]:
    """Return the ways to call the host that a step offers."""
    shown = counter.draft(step, number).shown
    return [str(option.key) for question in shown if question.name == "channel" for option in question.options]


def board(counter: Counter, step: str) -> list[str]:
    """Return how urgent a step stands on the board."""
    return [tone for key, tone, _group in counter.due() if key == step]


# --- hotel floors ---------------------------------------------------------------------------------------


@pytest.mark.rule("HTL-01")
def test_a_visitor_names_the_guest(counter: Counter) -> None:
    """Room, name and relation; a name that does not fit is answered with nothing about the guest."""
    site(counter, "hotel")
    assert "whom" in counter.draft("visitors.arrive", unit=UNIT, party="何苗").missing
    assert counter.says("visitors.arrive", "不透露", "say nothing", unit=UNIT, whom="别的客人")


def test_a_name_that_fits_is_not_spoken_of(counter: Counter) -> None:
    """The reminder stands for a wrong name alone."""
    site(counter, "hotel")
    assert not counter.says("visitors.arrive", "不透露", "say nothing", unit=UNIT, whom=OWNER)


@pytest.mark.rule("HTL-02")
def test_a_work_card_is_compared_with_its_bearer(counter: Counter) -> None:
    """Identity card, work card or another one; picture and name are compared, nothing is copied."""
    site(counter, "hotel")
    number = comes(counter)
    assert {"resident", "work", "other"} - kinds(counter, number) == set()
    assert "copied" not in counter.asked("visitors.see_document", number, kind="work")
    refusal = counter.refusal("visitors.see_document", number, kind="work", document="工0731", compared=False)
    assert refusal == "HTL-02"


@pytest.mark.rule("HTL-02")
def test_one_is_told_what_to_compare(counter: Counter) -> None:
    """The reminder stands over the document, and the one of homes does not."""
    site(counter, "hotel")
    number = comes(counter)
    assert counter.says("visitors.see_document", "照片和姓名", "picture and name", number)
    assert not counter.says("visitors.see_document", "复印", "copy the document", number)


@pytest.mark.rule("HTL-03")
def test_the_guest_is_rung_before_anybody_goes_up(counter: Counter) -> None:
    """His room first, there being no intercom; without his word no step lets in."""
    site(counter, "hotel")
    number = compared(counter)
    assert counter.says("visitors.agree_admit", "客房电话", "guest's room", number)
    assert "visitors.admit" not in counter.steps(number)


def test_hotel_floors_have_no_intercom(counter: Counter) -> None:
    """The room's telephone comes first, then other numbers; the desk opens."""
    site(counter, "hotel")
    number = compared(counter)
    assert ways(counter, "visitors.host_called", number) == ["home", "file", "given", "present", "incoming"]
    shown = next(q for q in counter.draft("visitors.host_called", number).shown if q.name == "channel")
    assert say(shown.options[0].words, "zh") == "客房电话"
    made = counter.take("visitors.agree_admit", compared(counter, party="李四"), channel="home")
    papers = [counter.paper(made, "desk_copy", language) for language in ("zh", "en")]
    assert ("客房电话" in papers[0], "room phone" in papers[1]) == (True, True)
    counter.take("visitors.host_called", number, channel="home")
    assert counter.shown("visitors.agree_admit", "channel", number) == "file"
    assert counter.shown("visitors.agree_admit", "door", number) == "desk"


@pytest.mark.rule("HTL-04")
def test_a_guest_who_is_out(counter: Counter) -> None:
    """A message is taken, and the visitor may wait in the lobby, outside."""
    site(counter, "hotel")
    number = compared(counter)
    assert counter.says("visitors.host_called", "大堂", "lobby", number)
    counter.take("visitors.host_called", number, channel="home")
    assert "waits" in counter.asked("visitors.leave_word", number)
    assert counter.take("visitors.leave_word", number, words="六点再来", waits=True).state == "unreached"


def test_who_waits_in_the_lobby_is_outside(counter: Counter) -> None:
    """His message waits, nobody is inside, and the guest's word still lets him in; else leaving word ends the visit."""
    site(counter, "hotel")
    number = compared(counter)
    counter.take("visitors.leave_word", number, words="六点再来", waits=True)
    assert [row.state for row in counter.reader.records("messages")] == ["waiting"]
    assert counter.take("visitors.agree_admit", number, channel="home").state == "inside"
    other = compared(counter, party="林一帆")
    assert counter.take("visitors.leave_word", other, words="改天").state == "gone"


@pytest.mark.rule("HTL-05")
def test_towel_and_tea_within_three_minutes(counter: Counter) -> None:
    """On the board at once, red after three minutes, gone once they are served."""
    site(counter, "hotel")
    number = upstairs(counter, persons=2)
    assert board(counter, "visitors.serve") == ["amber"]
    assert counter.shown("visitors.serve", "cups", number) == 2
    counter.later(minutes=3, seconds=1)
    assert board(counter, "visitors.serve") == ["red"]


def test_served_tea_is_off_the_board(counter: Counter) -> None:
    """And back on it when it was not served after all."""
    site(counter, "hotel")
    number = upstairs(counter)
    counter.take("visitors.serve", number)
    assert board(counter, "visitors.serve") == []
    assert "visitors.serve" not in counter.steps(number)
    counter.take("visitors.not_served", number, reason="点错了")
    assert board(counter, "visitors.serve") == ["amber"]


@pytest.mark.rule("HTL-06")
def test_one_patrols_says_goodbye_and_fetches_the_cups(counter: Counter) -> None:
    """Each stands where it is done."""
    site(counter, "hotel")
    number = upstairs(counter, persons=2)
    assert counter.says("visitors.serve", "巡视", "Walk the corridor", number)
    counter.take("visitors.serve", number, cups=2)
    assert counter.says("visitors.leave", "您慢走", "goodbye", number)
    assert counter.says("visitors.leave", "收回茶杯和香巾：2", "cups and towels from the room at once: 2", number)


@pytest.mark.rule("HTL-07")
def test_leaving_is_noted_with_number_and_things(counter: Counter) -> None:
    """When, how many, and what they carried out."""
    site(counter, "hotel")
    number = upstairs(counter, persons=3, brought="礼盒")
    assert {"persons_out", "carries"} - set(counter.asked("visitors.leave", number)) == set()
    counter.take("visitors.leave", number, persons_out=2, carries="一个纸箱")
    assert counter.sql("SELECT persons_out, carries, at IS NOT NULL FROM visit_exit") == [(2, "一个纸箱", 1)]


@pytest.mark.rule("HTL-08")
def test_the_entry_is_read_over_before_they_go_up(counter: Counter) -> None:
    """Name, number, room and document, once more."""
    site(counter, "hotel")
    number = compared(counter, persons=2)
    words = "何苗，共 2 人，到 3-2-1005，证件 3****************6"
    assert counter.says("visitors.agree_admit", words, "何苗, 2 in all, to 3-2-1005", number)


def test_one_building_of_hotel_floors_within_an_estate(counter: Counter) -> None:
    """Named beside the kind of house; the other buildings stay homes."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="visit_hotel_units", value='"5-1"')
    counter.sign_in("李婷")
    assert "whom" in counter.asked("visitors.arrive", unit=OTHER_UNIT)
    assert "whom" not in counter.asked("visitors.arrive", unit=UNIT)


# --- schools --------------------------------------------------------------------------------------------


@pytest.mark.rule("SCH-01")
def test_at_a_school_documents_are_shown_and_checked(counter: Counter) -> None:
    """Shown, registered, compared; only then does the gate let in."""
    site(counter, "school")
    number = comes(counter)
    assert "visitors.agree_admit" not in counter.steps(number)
    assert counter.says("visitors.see_document", "主动出示", "shown unasked", number)
    refusal = counter.refusal("visitors.see_document", number, kind="work", document="工0731", compared=False)
    assert refusal == "SCH-01"


@pytest.mark.rule("SCH-01")
def test_the_documents_of_a_school(counter: Counter) -> None:
    """A work card is one of them."""
    site(counter, "school")
    assert {"resident", "work", "other"} - kinds(counter, comes(counter)) == set()


def test_the_gate_itself_lets_in(counter: Counter) -> None:
    """Whoever is on duty agrees, under his own name; homes have no such way."""
    site(counter, "school")
    number = compared(counter)
    assert counter.shown("visitors.agree_admit", "channel", number) == "gate"
    assert not counter.says("visitors.agree_admit", "您好，服务台", "this is the desk", number)
    counter.take("visitors.agree_admit", number)
    assert counter.sql("SELECT consent_by, consent_channel, door FROM visit") == [("李婷", "gate", "desk")]


def test_homes_have_no_gate(counter: Counter) -> None:
    """There only the host agrees, and what belongs to other houses is neither asked nor offered."""
    number = admitted(counter)
    assert {"visitors.serve", "visitors.trouble"} & set(counter.steps(number)) == set()
    assert counter.error("visitors.serve", number) == "WrongStateError"
    assert board(counter, "visitors.serve") == []
    other = arrive(counter, party="林一帆")
    assert "compared" not in counter.asked("visitors.see_document", other)
    counter.take("visitors.see_document", other, kind="resident", document=NUMBER, copied=True)
    assert counter.error("visitors.agree_admit", other, channel="gate") == "InvalidAnswersError"


@pytest.mark.rule("SCH-03")
def test_valuables_leave_with_a_document_or_somebody_who_explains(counter: Counter) -> None:
    """Neither: they stay; which of the two stands in the record, each time."""
    site(counter, "school")
    number = stay(counter)
    draft = counter.draft("overnight.take_out", number, proof="none")
    assert [refused.rule for refused in draft.refusals] == ["SCH-03"]
    counter.take("overnight.take_out", number, goods="笔记本电脑", proof="companion", companion="陈老师",
                 companion_is="teacher", explains="学校借用")  # fmt: skip
    stored = counter.sql("SELECT goods, proof, companion, explains, at IS NOT NULL FROM night_goods")
    assert stored == [("笔记本电脑", "companion", "陈老师", "学校借用", 1)]


@pytest.mark.rule("SCH-03")
def test_nobody_checks_out_with_valuables_unnoted(counter: Counter) -> None:
    """They are noted first; after that he leaves."""
    site(counter, "school")
    number = stay(counter)
    assert counter.refusal("overnight.check_out", number, valuables=True) == "SCH-03"


def test_noted_valuables_may_leave(counter: Counter) -> None:
    """Noted today; what was noted yesterday is another thing. Homes are not asked."""
    site(counter, "school")
    number = stay(counter)
    counter.take("overnight.take_out", number, goods="相机", proof="document")
    counter.later(days=1)
    assert counter.refusal("overnight.check_out", number, valuables=True) == "SCH-03"
    counter.take("overnight.take_out", number, goods="电脑", proof="document")
    assert counter.take("overnight.check_out", number, valuables=True).state == "left"
    site(counter, "home")
    assert counter.asked("overnight.check_out", stay(counter, party="林一帆")) == []


@pytest.mark.rule("SCH-04")
def test_trouble_at_a_school_is_for_the_police(counter: Counter) -> None:
    """Said where they arrive, and kept with the visit when it happens."""
    site(counter, "school")
    assert counter.says("visitors.arrive", "公安", "police", unit=UNIT)
    assert "visitors.trouble" in counter.steps(compared(counter))


def test_the_police_stands_in_the_visit(counter: Counter) -> None:
    """When and why; taken back, nothing of it stays but the journal."""
    site(counter, "school")
    number = compared(counter)
    counter.take("visitors.trouble", number, trouble="在校门口滋事")
    assert counter.sql("SELECT trouble, police_at IS NOT NULL FROM visit") == [("在校门口滋事", 1)]
    counter.take("visitors.no_trouble", number, reason="误会")
    assert counter.sql("SELECT trouble, police_at FROM visit") == [(None, None)]


def test_the_page_of_a_visit_speaks_of_its_house(counter: Counter) -> None:
    """On hotel floors the room is rung, and one tap serves; in homes there is no such tap."""
    site(counter, "hotel")
    number = compared(counter)
    way = counter.reader.page(number).going.way
    assert way is not None
    assert "客房电话" in say(way.words, "zh")
    counter.take("visitors.agree_admit", number, channel="home", consent_by=OWNER)
    assert "visitors.serve" in [tap.step for tap in counter.reader.page(number).going.taps]
    counter.take("visitors.serve", number)
    assert "visitors.serve" not in [tap.step for tap in counter.reader.page(number).going.taps]


def test_whoever_is_announced_comes_to_a_hotel_guest_too(counter: Counter) -> None:
    """The guest and the appointment book name whom he visits; somebody who was here before does so again."""
    site(counter, "hotel")
    announced = counter.take("announcements.announce", unit=UNIT, party="何苗").number
    assert counter.error("announcements.came", announced) == ""
    booked = counter.take("appointments.book", unit=UNIT, party="林一帆", host=OWNER).number
    assert counter.error("appointments.came", booked) == ""
    again = upstairs(counter, party="孙可")
    counter.take("visitors.leave", again)
    assert counter.error("visitors.comes_again", again) == ""
    assert counter.sql("SELECT DISTINCT whom FROM visit") == [(OWNER,)]
