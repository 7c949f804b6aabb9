"""Nobody goes in without the host's stored word: arrival, document, calls, consent, and the ways without one."""

from datetime import timedelta
from typing import Any

import pytest

from kiosk.i18n import say
from tests.counter import OWNER, SUNDAY, UNIT, Counter

NUMBER = "330106199001011236"


def arrive(counter: Counter, **answers: Any) -> str:
    """Let a visitor arrive and return the number of the visit."""
    return counter.take("visitors.arrive", **{"unit": UNIT, "party": "何苗", "relation": "friend", **answers}).number


def documented(counter: Counter, **answers: Any) -> str:
    """Let a visitor arrive and show a document."""
    number = arrive(counter, **answers)
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    return number


def admitted(counter: Counter, **answers: Any) -> str:
    """Let a visitor in whose host agreed."""
    number = documented(counter, **answers)
    counter.take("visitors.agree_admit", number, channel="intercom", door="host")
    return number


@pytest.mark.rule("VIS-01")
def test_whoever_comes_is_a_visitor(counter: Counter) -> None:
    """One begins at the counter, and the visit is kept until they leave."""
    assert counter.error("visitors.arrive", unit=UNIT, party="何苗") == ""


@pytest.mark.rule("VIS-03")
@pytest.mark.parametrize("name", ["unit", "party"])
def test_every_visitor_registers(counter: Counter, name: str) -> None:
    """Whom he visits and who he is."""
    assert name in counter.draft("visitors.arrive", **{"unit": UNIT, "party": "何苗", name: None}).missing


@pytest.mark.rule("VIS-03")
def test_the_visitor_signs_the_slip(counter: Counter) -> None:
    """The copy that stays has his line, under the sentence that it is correct."""
    number = documented(counter)
    paper = counter.preview("visitors.agree_admit", "desk_copy", number, channel="intercom")
    assert [word for word in ("访客签名", "何苗", "以上属实") if word not in paper] == []


@pytest.mark.rule("VIS-04")
def test_the_document_is_checked_and_copied(counter: Counter) -> None:
    """Both: the reminder, and no way on without the copy."""
    number = arrive(counter)
    assert counter.says("visitors.see_document", "复印", "copy the document", number)
    assert "document" in counter.asked("visitors.see_document", number)
    refusal = counter.refusal("visitors.see_document", number, kind="passport", document="E12345678", copied=False)
    assert refusal == "VIS-04"


@pytest.mark.rule("VIS-05")
@pytest.mark.parametrize("kind", ["passport", "resident", "residence", "licence", "other"])
def test_the_documents_of_the_day(counter: Counter, kind: str) -> None:
    """Passport, identity card, residence permit, driving licence and others of recognised bodies."""
    draft = counter.draft("visitors.see_document", arrive(counter))
    offered = [o.key for o in next(q for q in draft.shown if q.name == "kind").options]
    assert {kind, "passport", "licence"} - set(offered) == set()


def test_an_odd_number_is_warned_of_and_kept(counter: Counter) -> None:
    """The check digit warns; the number is kept all the same."""
    number, wrong = arrive(counter), NUMBER[:-1] + "5"
    answers = {"kind": "resident", "document": wrong, "copied": True}
    assert counter.says("visitors.see_document", "核对", "once more", number, **answers)
    assert counter.take("visitors.see_document", number, **answers).state == "registered"


def test_the_number_of_a_document_is_sealed(counter: Counter) -> None:
    """It stands in no column, no journal and on no paper; the mask does."""
    counter_number = admitted(counter)
    found = counter.sql("SELECT answers FROM entry_answers WHERE answers LIKE ?", f"%{NUMBER}%")
    found += counter.sql("SELECT blocks FROM job WHERE blocks LIKE ?", f"%{NUMBER}%")
    masks = counter.sql(
        "SELECT mask FROM sealed s JOIN record r ON r.id = s.record_id WHERE r.number = ?", counter_number
    )
    assert (found, masks) == ([], [("3****************6",)])


@pytest.mark.rule("VIS-06")
def test_one_goes_to_the_intercom_first(counter: Counter) -> None:
    """It is the first way that the form offers, with the reminder to go along."""
    number = documented(counter)
    assert counter.shown("visitors.agree_admit", "channel", number) == "intercom"
    assert counter.says("visitors.agree_admit", "可视对讲", "help to call", number)


@pytest.mark.rule("VIS-07")
def test_who_opens_the_door_is_kept(counter: Counter) -> None:
    """The host at home, or the desk after his consent; it stands on the slip."""
    number = documented(counter)
    assert "door" in counter.asked("visitors.agree_admit", number)
    assert "visitors.admit" not in counter.steps(number)
    paper = counter.preview("visitors.agree_admit", "desk_copy", number, channel="intercom", door="host")
    assert "开门" in paper


@pytest.mark.rule("VIS-08")
def test_nobody_is_admitted_without_a_stored_consent(counter: Counter) -> None:
    """Who, how, when: stored with the step that lets them in, and no other step lets in."""
    number = documented(counter)
    assert "visitors.admit" not in counter.steps(number)
    assert "consent_by" in counter.draft("visitors.agree_admit", number, channel="intercom", consent_by=None).missing
    counter.take("visitors.agree_admit", number, channel="intercom", door="host")
    stored = counter.sql("SELECT consent_by, consent_channel, consent_at IS NOT NULL FROM visit")
    assert stored == [(OWNER, "intercom", 1)]


@pytest.mark.rule("VIS-08")
def test_an_incoming_call_is_no_consent(counter: Counter) -> None:
    """One calls back a number on file."""
    number = documented(counter)
    assert counter.refusal("visitors.agree_admit", number, channel="incoming") == "VIS-08"
    assert counter.refusal("visitors.host_agrees", number, channel="incoming") == "VIS-08"


def test_consent_over_a_number_of_the_visitor_is_marked(counter: Counter) -> None:
    """The way of asking stays with the consent, so that keys and escorts can tell."""
    number = documented(counter)
    counter.take("visitors.agree_admit", number, channel="given", given="13700001111")
    assert counter.sql("SELECT consent_channel FROM visit") == [("given",)]


def test_the_latest_word_of_the_host_counts(counter: Counter) -> None:
    """Agreed, then declined, then not reached, then agreed: each call is a line, and only the last one lets in."""
    number = documented(counter)
    counter.take("visitors.host_agrees", number, channel="intercom")
    assert "visitors.admit" in counter.steps(number)
    counter.take("visitors.host_declines", number, channel="home")
    assert "visitors.admit" not in counter.steps(number)
    assert counter.sql("SELECT consent_by FROM visit") == [(None,)]
    counter.take("visitors.host_agrees", number, channel="home")
    counter.take("visitors.host_called", number, channel="home")
    assert ("visitors.admit" in counter.steps(number), counter.sql("SELECT consent_at FROM visit")) == (
        False,
        [(None,)],
    )
    counter.take("visitors.host_agrees", number, channel="home")
    assert counter.take("visitors.admit", number).state == "inside"
    answers = [row[0] for row in counter.sql("SELECT answer FROM visit_call ORDER BY no")]
    assert answers == ["agrees", "declines", "agrees", "no answer", "agrees"]


@pytest.mark.rule("VIS-09")
def test_no_answer_on_the_intercom_means_the_home_phone(counter: Counter) -> None:
    """At once: the phrase says so, and the next form offers it."""
    number = documented(counter)
    assert counter.says("visitors.host_called", "住宅电话", "phone the home at once", number, channel="intercom")
    counter.take("visitors.host_called", number, channel="intercom")
    assert counter.shown("visitors.host_called", "channel", number) == "home"


@pytest.mark.rule("VIS-10")
def test_one_asks_whether_to_go_on_trying(counter: Counter) -> None:
    """After the home phone too stayed without answer."""
    number = documented(counter)
    assert counter.says("visitors.host_called", "再等一等", "keep trying", number, channel="home")
    assert not counter.says("visitors.host_called", "再等一等", "keep trying", number, channel="intercom")


@pytest.mark.rule("VIS-11")
def test_a_visitor_who_gives_up_leaves_a_message(counter: Counter) -> None:
    """It is taken down in the same step and waits for the host."""
    number = documented(counter)
    assert counter.says("visitors.leave_word", "留个言", "take a message", number)
    assert "words" in counter.asked("visitors.leave_word", number)
    counter.take("visitors.leave_word", number, words="明天再来")
    rows = counter.reader.records("messages")
    assert [(row.party, row.state) for row in rows] == [(OWNER, "waiting")]


@pytest.mark.rule("VIS-12")
def test_other_contacts_of_the_file_and_of_the_visitor(counter: Counter) -> None:
    """Numbers on file are offered, masked; one that the visitor gives is asked for."""
    number = documented(counter)
    assert "contact" in counter.asked("visitors.host_called", number, channel="file")
    assert "given" in counter.asked("visitors.host_called", number, channel="given")
    assert counter.says("visitors.host_called", "档案", "unit's file", number, channel="file")


@pytest.mark.rule("VIS-13")
def test_a_host_who_is_away_and_wants_the_spare_key(counter: Counter) -> None:
    """That goes by the letter of consent."""
    number = documented(counter)
    assert counter.says("visitors.host_called", "确认函", "letter of consent", number, channel="file")


@pytest.mark.rule("VIS-16")
def test_one_says_where_the_host_is(counter: Counter) -> None:
    """And shows the way."""
    assert counter.says("visitors.agree_admit", "指引", "show the way", documented(counter))


@pytest.mark.rule("VIS-17")
def test_troublemakers_are_for_security(counter: Counter) -> None:
    """The reminder stands where they arrive."""
    assert counter.says("visitors.arrive", "保安", "call security")


@pytest.mark.rule("VIS-18")
def test_without_a_document_nobody_comes_in(counter: Counter) -> None:
    """The refusal lists what is accepted; the record stays with its reason."""
    number = arrive(counter)
    refused = counter.draft("visitors.see_document", number, kind="none").refusals
    assert [("驾驶证" in str(one.words), "留言" in str(one.way)) for one in refused] == [(True, True)]
    assert counter.error("visitors.turn_away", number, away="document") == ""
    assert counter.sql("SELECT away FROM visit") == [("document",)]


@pytest.mark.rule("VIS-18")
def test_without_consent_nobody_comes_in(counter: Counter) -> None:
    """Declined: the visitor need not be told why, and the record says so."""
    number = documented(counter)
    assert counter.says("visitors.host_declines", "不方便", "not convenient", number)
    counter.take("visitors.host_declines", number, channel="intercom")
    assert counter.error("visitors.turn_away", number) == ""
    assert counter.sql("SELECT away FROM visit") == [("declined",)]


@pytest.mark.rule("HTL-09")
def test_nobody_is_told_who_lives_here(counter: Counter) -> None:
    """One offers to try and reach the person."""
    assert counter.says("visitors.arrive", "住户的信息", "not given out")


def site(counter: Counter, value: str) -> None:
    """Say what the visitors of this estate come to."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="visit_site", value=f'"{value}"')
    counter.sign_in("李婷")


@pytest.mark.rule("HTL-01")
def test_on_hotel_floors_one_has_to_know_whom_and_why(counter: Counter) -> None:
    """No registration and no look-up for somebody who cannot say."""
    site(counter, "hotel")
    assert counter.refusal("visitors.arrive", unit=UNIT, party="何苗", whom=OWNER) == "HTL-01"


@pytest.mark.rule("HTL-01")
def test_on_hotel_floors_the_reason_is_no_question_to_skip(counter: Counter) -> None:
    """What is refused when it is left out is not shown as optional; in homes it is."""

    def optional() -> list[bool]:
        """Return how the question of the reason is shown."""
        shown = counter.draft("visitors.arrive", unit=UNIT, party="何苗").shown
        return [one.optional for one in shown if one.name == "relation"]

    assert optional() == [True]
    site(counter, "hotel")
    assert optional() == [False]


@pytest.mark.rule("VIS-14")
def test_in_a_lobby_one_asks_for_company_and_appointment(counter: Counter) -> None:
    """Which company, and which appointment of today it is, where the book has one of the unit."""
    site(counter, "lobby")
    assert {"visits", "booked"} & set(counter.asked("visitors.arrive", unit=UNIT, party="何苗")) == {"visits"}
    counter.take("appointments.book", unit=UNIT, party="何苗", meets_at=SUNDAY + timedelta(hours=1))
    assert {"visits", "booked"} - set(counter.asked("visitors.arrive", unit=UNIT, party="何苗")) == set()


@pytest.mark.rule("VIS-15")
def test_without_an_appointment_the_host_is_phoned(counter: Counter) -> None:
    """The book confirms only what stands in it."""
    number = documented(counter)
    assert counter.refusal("visitors.agree_admit", number, channel="book") == "VIS-15"


@pytest.mark.rule("VIS-15")
def test_in_a_lobby_the_register_follows_the_confirmation(counter: Counter) -> None:
    """First the host is phoned, only then is a document registered, and nobody goes in unregistered."""
    site(counter, "lobby")
    number = arrive(counter, visits="云栖科技")
    seen = {"kind": "resident", "document": NUMBER, "copied": True}
    assert counter.refusal("visitors.see_document", number, **seen) == "VIS-15"
    assert counter.take("visitors.host_called", number, channel="home").state == "unreached"
    assert counter.refusal("visitors.agree_admit", number, channel="home") == "VIS-15"
    assert counter.take("visitors.host_agrees", number, channel="home").state == "consented"
    assert counter.refusal("visitors.admit", number) == "VIS-15"
    assert counter.take("visitors.see_document_agreed", number, **seen).state == "consented"
    assert counter.take("visitors.admit", number).state == "inside"


def test_in_a_lobby_each_tap_is_the_next_thing(counter: Counter) -> None:
    """Asked for while he stands there, registered once he may come, admitted at last; in homes the document is first."""

    def taps() -> list[str]:
        """Return the steps of the taps, the likeliest first."""
        return [tap.step.partition(".")[2] for tap in counter.reader.page(number).going.taps]

    def now() -> str:
        """Return what is going on now on the track."""
        return next(say(stage.words, "en") for stage in counter.reader.page(number).stages if stage.state == "now")

    number = arrive(counter)
    assert (taps(), now()) == ([], "Document")
    counter.take("visitors.not_arrived", number, reason="点错")
    site(counter, "lobby")
    number = arrive(counter, visits="云栖科技")
    assert (taps(), now()) == (["host_agrees", "host_declines", "host_called", "host_called"], "Calling")
    counter.take("visitors.host_agrees", number, channel="home")
    assert (taps()[0], "admit" in taps(), now()) == ("see_document_agreed", False, "Document")
    counter.take("visitors.see_document_agreed", number, kind="resident", document=NUMBER, copied=True)
    assert (taps()[0], "see_document_agreed" in taps(), now()) == ("admit", False, "Admit")
    counter.take("visitors.document_wrong_agreed", number, reason="拿错证件")
    assert taps()[0] == "see_document_agreed"
    assert counter.take("visitors.host_declines", number, channel="home").state == "declined"


def test_in_a_home_nobody_is_called_before_the_document(counter: Counter) -> None:
    """The order of a lobby is a lobby's alone."""
    number = arrive(counter)
    assert counter.error("visitors.host_agrees", number, channel="home") == "WrongStateError"
    assert counter.error("visitors.see_document_agreed", number, kind="resident") == "WrongStateError"


def test_who_was_announced_with_nobody_home_shows_first_who_he_is(counter: Counter) -> None:
    """In a lobby, too, the owner's word needs the document that was left (PRE-03)."""
    site(counter, "lobby")
    left = {"somebody_home": False, "owner_here": True, "for_kind": "resident", "for_document": NUMBER}
    announced = counter.take("announcements.announce", unit=UNIT, party="何苗", contact="13912342207", **left).number
    number = counter.take("announcements.came", announced).also[0].number
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    counter.take("announcements.confirm", announced, matches=True)
    assert counter.take("visitors.admit", number).state == "inside"


@pytest.mark.rule("PRE-03")
def test_a_call_does_not_come_before_the_identity_that_was_left(counter: Counter) -> None:
    """A call that reached nobody must not hide the document, which the owner's word is compared with."""
    site(counter, "lobby")
    left = {"somebody_home": False, "owner_here": True, "for_kind": "resident", "for_document": NUMBER}
    announced = counter.take("announcements.announce", unit=UNIT, party="何苗", contact="13912342207", **left).number
    number = counter.take("announcements.came", announced).also[0].number
    assert counter.reader.page(number).going.way is None
    assert [tap.step for tap in counter.reader.page(number).going.taps] == []
    assert counter.error("visitors.host_called", number, channel="home") == "WrongStateError"
    assert counter.error("visitors.host_agrees", number, channel="home") == "WrongStateError"
    assert counter.refusal("announcements.confirm", announced, matches=True) == "PRE-03"
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    assert counter.take("visitors.host_called", number, channel="file").state == "unreached"


@pytest.mark.rule("VIS-08")
def test_a_call_that_was_noted_by_mistake_is_taken_back(counter: Counter) -> None:
    """The visitor stands where he stood, and a word that was given before the mistake counts again."""
    number = documented(counter)
    counter.take("visitors.host_called", number, channel="intercom")
    assert counter.take("visitors.not_called", number, reason="点错").state == "registered"
    assert counter.sql("SELECT count(*) FROM visit_call WHERE struck_at IS NULL") == [(0,)]
    counter.take("visitors.host_agrees", number, channel="home", consent_by=OWNER, door="host")
    assert counter.take("visitors.host_called", number, channel="home").state == "unreached"
    assert counter.take("visitors.not_called", number, reason="点错").state == "consented"
    assert counter.sql("SELECT consent_by, consent_channel, door FROM visit") == [(OWNER, "home", "host")]
    assert counter.sql("SELECT consent_at IS NULL FROM visit") == [(0,)]
    assert counter.take("visitors.admit", number).state == "inside"


def test_who_comes_again_to_a_lobby_need_not_say_where(counter: Counter) -> None:
    """The company stands in the visit of last time."""
    site(counter, "lobby")
    number = arrive(counter, visits="云栖科技")
    counter.take("visitors.turn_away", number, away="went")
    counter.take("visitors.comes_again", number)
    assert counter.sql("SELECT visits FROM visit") == [("云栖科技",), ("云栖科技",)]


def test_the_page_reads_in_words(counter: Counter) -> None:
    """Document and each call with its answer, once each."""
    number = documented(counter)
    counter.take("visitors.host_called", number, channel="intercom")
    counter.take("visitors.agree_admit", number, channel="home")
    page = counter.reader.page(number)
    assert "身份证" in [str(fact.value) for fact in page.facts]
    said = [[str(fact.value) for fact in line] for line in page.lines]
    assert [("无人应答" in line, "同意" in line) for line in said] == [(True, False), (False, True)]
    journal = [str(words) for row in page.journal for _title, words in row.answers]
    assert ("身份证" in journal, "resident" in journal) == (True, False)


@pytest.mark.rule("VIS-08")
def test_yesterdays_word_admits_nobody(counter: Counter) -> None:
    """Who agreed, when: on another day the host is called again."""
    number = documented(counter)
    counter.take("visitors.host_agrees", number, channel="home")
    counter.later(days=1)
    assert counter.refusal("visitors.admit", number) == "VIS-08"
