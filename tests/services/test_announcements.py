"""Expected visitors and appointments: the announcement never replaces the registration; nobody home takes more."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_keys import left
from tests.services.test_visitors_admit import documented, site

NOBODY = {
    "somebody_home": False, "owner_here": True, "for_kind": "resident", "for_document": "330106199001011236",
    "contact": "13912342207",
}  # fmt: skip


def announce(counter: Counter, **answers: Any) -> str:
    """Announce a visitor and return the number."""
    return counter.take("announcements.announce", **{"unit": UNIT, "party": "何苗", **answers}).number


def came(counter: Counter, number: str) -> str:
    """Let the announced visitor come, his document seen; return the visit."""
    visit = counter.take("announcements.came", number).also[0].number
    counter.take("visitors.see_document", visit, kind="resident", document="330106199001011236", copied=True)
    return visit


@pytest.mark.rule("PRE-01")
def test_one_does_as_the_resident_asked(counter: Counter) -> None:
    """What he asked is kept, and said when the visitor is here."""
    assert "instruction" in counter.asked("announcements.announce")
    number = announce(counter, instruction="直接请上楼")
    assert counter.says("announcements.came", "直接请上楼", "do as the resident asked", number)


@pytest.mark.rule("PRE-02")
def test_with_nobody_home_the_owner_comes_beforehand(counter: Counter) -> None:
    """And leaves who the visitor is."""
    asked = counter.asked("announcements.announce", somebody_home=False, for_kind="resident")
    assert {"somebody_home", "for_kind", "for_document"} - set(asked) == set()
    said = {"unit": UNIT, "party": "何苗", **NOBODY, "owner_here": False}
    assert counter.refusal("announcements.announce", **said) == "PRE-02"


@pytest.mark.rule("PRE-03")
def test_the_visitor_is_identified_by_what_was_left(counter: Counter) -> None:
    """The clerk says that the document is the one."""
    assert "matches" in counter.asked("announcements.confirm", announce(counter, **NOBODY))


@pytest.mark.rule("PRE-04")
def test_the_owner_tells_the_desk_by_telephone(counter: Counter) -> None:
    """The visitor is asked to ring; who confirms and how is kept."""
    number = announce(counter, **NOBODY)
    assert counter.says("announcements.came", "联系业主", "ring your host", number)
    assert {"confirmed_by", "channel"} - set(counter.asked("announcements.confirm", number)) == set()


@pytest.mark.rule("PRE-05")
@pytest.mark.parametrize(
    "answers", [{"matches": False}, {"matches": True, "channel": "incoming"}, {"matches": True, "channel": "given"}]
)
def test_it_takes_both(counter: Counter, answers: dict[str, Any]) -> None:
    """Identity and fresh word; one of them is not enough."""
    number = announce(counter, **NOBODY)
    came(counter, number)
    assert counter.refusal("announcements.confirm", number, **answers) == "PRE-05"


def test_both_are_the_consent_to_the_visit(counter: Counter) -> None:
    """The visit that waits may go in."""
    number = announce(counter, **NOBODY)
    visit = came(counter, number)
    assert "visitors.admit" not in counter.steps(visit)
    assert counter.take("announcements.confirm", number, matches=True).state == "done"
    assert counter.take("visitors.admit", visit).state == "inside"


@pytest.mark.rule("PRE-06")
def test_a_key_that_was_left_goes_its_own_way(counter: Counter) -> None:
    """By the release of keys."""
    left(counter, purpose="visitor", for_whom="何苗", for_kind="resident")
    assert counter.says("announcements.came", "钥匙", "release of keys", announce(counter))


@pytest.mark.rule("PRE-07")
def test_without_match_nothing_is_handed_over(counter: Counter) -> None:
    """Other ways, or a message."""
    number = announce(counter, **NOBODY)
    assert counter.says("announcements.confirm", "不交付", "nothing is handed over", number, matches=False)


@pytest.mark.rule("PRE-07")
@pytest.mark.parametrize("step", ["agree_admit", "host_agrees"])
def test_a_number_that_the_visitor_gives_opens_no_empty_home(counter: Counter, step: str) -> None:
    """Treated as any visitor whose host is not reached: the owner's own number does, and so it does where somebody is home."""
    visit = came(counter, announce(counter, **NOBODY))
    assert counter.refusal(f"visitors.{step}", visit, channel="given", given="13700001111") == "PRE-07"
    assert counter.refusal(f"visitors.{step}", visit, channel="file") == ""
    other = came(counter, announce(counter, party="李四"))
    assert counter.refusal(f"visitors.{step}", other, channel="given", given="13700001111") == ""


@pytest.mark.rule("PRE-08")
def test_it_expires_at_the_end_of_the_day(counter: Counter) -> None:
    """By default; then the board shows that nobody came."""
    number = announce(counter, until="2026-11-22 23:00")
    assert "until" in counter.asked("announcements.announce")
    counter.later(hours=10)
    assert counter.due() == [("announcements.expire", "red", "overdue")]
    assert counter.take("announcements.expire", number).state == "expired"


@pytest.mark.rule("AMB-05")
def test_the_registration_begins_all_the_same(counter: Counter) -> None:
    """A visit with what was announced; its document is still to be seen."""
    number = announce(counter, persons=2, plate="浙A12345")
    counter.take("announcements.came", number)
    visits = counter.sql("SELECT r.state, v.persons, v.plate FROM visit v JOIN record r ON r.id = v.id")
    assert visits == [("arrived", 2, "浙A12345")]


def test_an_announced_visitor_shows_with_the_unit(counter: Counter) -> None:
    """In every form that names it, until he came."""
    number = announce(counter)
    notes = [say(note, "zh") for note in counter.draft("luggage.store", unit=UNIT).notes]
    assert [note for note in notes if "预告访客" in note and "何苗" in note] != []
    assert counter.take("announcements.came", number).state == "done"
    assert [note for note in counter.draft("luggage.store", unit=UNIT).notes if "何苗" in str(note)] == []


def test_a_regular_visitor_comes_on_his_days(counter: Counter) -> None:
    """Sundays and Wednesdays, until an end; the announcement stays open."""
    number = announce(counter, regular=True, on_days=[3, 7])
    assert counter.take("announcements.came", number).state == "announced"
    counter.later(days=1)
    assert len(counter.draft("announcements.came", number).refusals) == 1
    counter.later(days=2)
    assert counter.draft("announcements.came", number).refusals == ()


@pytest.mark.rule("APT-06")
@pytest.mark.parametrize(
    "name", ["meets_at", "party", "company", "phone", "persons", "host", "room", "purpose", "unit"]
)
def test_the_fields_of_the_book(counter: Counter, name: str) -> None:
    """When, who, from where, whom, which room, what about."""
    assert name in counter.asked("appointments.book")


def book(counter: Counter) -> str:
    """Book an appointment in an hour."""
    return counter.take("appointments.book", unit=UNIT, party="何苗").number


@pytest.mark.rule("APT-01")
def test_who_has_an_appointment_is_compared_with_the_book(counter: Counter) -> None:
    """The phrase, and the register is filled in from it."""
    number = book(counter)
    assert counter.says("appointments.came", "预约登记本", "Compare with the book", number)
    assert [one.step for one in counter.take("appointments.came", number).also] == ["visitors.arrive"]


def test_an_appointment_in_the_book_is_confirmation_in_a_lobby(counter: Counter) -> None:
    """There, and nowhere else, the book stands for the host's word."""
    site(counter, "lobby")
    number = book(counter)
    visit = counter.take("appointments.came", number).also[0].number
    assert counter.take("visitors.host_agrees", visit, channel="book").state == "consented"
    counter.take("visitors.see_document_agreed", visit, kind="resident", document="330106199001011236", copied=True)
    assert counter.take("visitors.admit", visit).state == "inside"


def came_by(counter: Counter, number: str) -> str:
    """Let somebody with an appointment come, his document seen."""
    visit = counter.take("appointments.came", number).also[0].number
    counter.take("visitors.see_document", visit, kind="resident", document="330106199001011236", copied=True)
    return visit


@pytest.mark.rule("APT-02")
def test_without_an_appointment_the_host_is_phoned(counter: Counter) -> None:
    """The book confirms only what stands in it."""
    assert counter.refusal("visitors.agree_admit", documented(counter), channel="book") != ""


@pytest.mark.rule("APT-03")
def test_the_host_is_told_who_has_come(counter: Counter) -> None:
    """At once."""
    assert counter.says("appointments.came", "何苗 已到", "who has come", book(counter))


@pytest.mark.rule("APT-04")
def test_who_cannot_be_received_gets_a_promise(counter: Counter) -> None:
    """A brochure, and that somebody rings."""
    assert counter.says("appointments.book", "宣传册", "brochure")


def test_an_appointment_by_the_clock(counter: Counter) -> None:
    """Expected at its time, missed half an hour later, or moved, or cancelled."""
    number = book(counter)
    counter.later(hours=1, seconds=1)
    assert [step for step, _tone, _group in counter.due()] == ["appointments.came"]
    counter.take("appointments.postpone", number, meets_at="2026-11-23 10:00")
    assert [tone for _step, tone, _group in counter.due()] == ["mute"]
    assert counter.take("appointments.cancel", number, reason="改天").state == "cancelled"
    assert OWNER


@pytest.mark.rule("PRE-03")
def test_the_owner_s_word_is_not_lost_before_the_document_was_seen(counter: Counter) -> None:
    """First the document: only then there is something that the word is about."""
    number = announce(counter, **NOBODY)
    counter.take("announcements.came", number)
    assert counter.refusal("announcements.confirm", number, matches=True) == "PRE-03"


@pytest.mark.rule("PRE-05")
def test_the_owner_s_word_is_of_the_same_day(counter: Counter) -> None:
    """Two days later nobody confirms who was here."""
    number = announce(counter, until="2026-11-30 23:00", **NOBODY)
    came(counter, number)
    counter.later(days=2)
    assert counter.refusal("announcements.confirm", number, matches=True) == "PRE-05"


@pytest.mark.rule("PRE-08")
def test_nobody_comes_on_an_announcement_that_is_over(counter: Counter) -> None:
    """The next day he is a visitor as any other."""
    number = announce(counter)
    counter.later(days=1)
    assert counter.refusal("announcements.came", number) == "PRE-08"


def test_one_visitor_is_one_visit(counter: Counter) -> None:
    """While it is open the same visitor does not come again, and the board does not expect him."""
    number = announce(counter, **NOBODY)
    came(counter, number)
    assert counter.error("announcements.came", number) == "RefusalError"
    assert counter.sql("SELECT count(*) FROM record WHERE service = 'visitors'") == [(1,)]
    counter.later(minutes=1)
    assert "announcements.came" not in [step for step, _tone, _group in counter.due()]


def expected(counter: Counter) -> list[str]:
    """Return when the board expects visitors."""
    rows = [row for row in counter.reader.board() if row.step == "announcements.came"]
    return [f"{row.at.astimezone(ZoneInfo('Asia/Shanghai')):%m-%d %H:%M}" for row in rows]


def test_a_regular_visitor_is_expected_on_the_next_day_agreed(counter: Counter) -> None:
    """Once he came, or does not come this time; whoever comes once has no next time."""
    number = announce(counter, regular=True, on_days=[3, 7])
    assert expected(counter) == ["11-22 14:36"]
    counter.take("announcements.came", number)
    counter.later(days=2)
    assert expected(counter) == ["11-25 14:36"]
    counter.later(days=1)
    counter.take("announcements.not_today", number)
    counter.later(days=3)
    assert expected(counter) == ["11-29 14:36"]
    assert counter.error("announcements.not_today", announce(counter, party="李四")) == "WrongStateError"


def test_a_regular_visitor_comes_this_time_after_all(counter: Counter) -> None:
    """Each time that was let go by is taken back by itself: he is expected when he was before."""
    number = announce(counter, regular=True, on_days=[3, 7])
    assert counter.shown("announcements.not_today", "starts", number) is not None
    for _time in range(2):
        counter.take("announcements.not_today", number)
    assert counter.sql("SELECT starts FROM announcement") == [("2026-11-29 06:36:00.000000",)]
    said = [str(words) for row in counter.reader.page(number).journal for _title, words in row.changed]
    assert said == ["2026-11-22 14:36 → 2026-11-25 14:36", "2026-11-25 14:36 → 2026-11-29 14:36"]
    counter.take("announcements.comes_after_all", number, reason="又来电话")
    assert counter.sql("SELECT starts FROM announcement") == [("2026-11-25 06:36:00.000000",)]
    assert counter.error("announcements.comes_after_all", number, reason="再撤一次") == "WrongStateError"
    once = announce(counter, party="单雪松", regular=True, on_days=[3, 7])
    counter.take("announcements.not_today", once)
    counter.take("announcements.comes_after_all", once, reason="还是来了")
    assert expected(counter) == ["11-22 14:36", "11-25 14:36"]
    assert counter.draft("announcements.not_today", once, starts="2026-11-20 10:00").errors != {}


def test_a_regular_visitor_is_confirmed_each_time(counter: Counter) -> None:
    """The announcement stays; next time it takes a fresh word."""
    number = announce(counter, regular=True, on_days=[3, 7], **NOBODY)
    visit = came(counter, number)
    assert counter.take("announcements.confirm", number, matches=True).state == "announced"
    assert counter.take("visitors.admit", visit).state == "inside"
    counter.later(days=3)
    assert counter.refusal("announcements.confirm", number, matches=True) == "PRE-05"


def test_a_regular_visitor_s_last_time_is_the_end(counter: Counter) -> None:
    """Nobody is expected once more after the announcement is over; should he come no more before, nobody says he never did."""
    weekly = {"regular": True, "on_days": [7], "until": "2026-11-30 12:00"}
    number = announce(counter, **weekly)
    other = announce(counter, party="李四", **weekly)
    counter.take("announcements.came", other)
    assert counter.take("announcements.came", number).state == "announced"
    counter.later(days=7)
    assert counter.take("announcements.came", number).state == "done"
    counter.later(days=1)
    board = next(row for row in counter.reader.board() if row.step == "announcements.expire")
    assert (say(board.words, "zh").partition(" · ")[0], board.when) == ("预告已过期：到访过", "12:00")
    counter.take("announcements.expire", other)
    assert say(counter.reader.page(other).row.state_words, "en") == "Expired"


def test_who_is_here_is_expected_no_more(counter: Counter) -> None:
    """No form of the unit names him; his own says where the owner's word is asked for, until it is given."""
    number = announce(counter, **NOBODY)
    assert any("何苗" in say(words, "zh") for words in counter.draft("messages.take", unit=UNIT).notes)
    visit = came(counter, number)
    assert not any("何苗" in say(words, "zh") for words in counter.draft("messages.take", unit=UNIT).notes)
    assert counter.says("visitors.agree_admit", "请到预告单 A-1122-01 核对", "at A-1122-01", visit)
    counter.take("announcements.confirm", number, matches=True)
    assert not counter.says("visitors.admit", "家中无人", "Nobody is home", visit)


@pytest.mark.parametrize("home", [{}, NOBODY, {"regular": True, "on_days": [7]}])
def test_he_is_not_here_after_all(counter: Counter, home: dict[str, Any]) -> None:
    """Nor is the visit that began with it; he may still come."""
    number = announce(counter, persons=2, **home)
    counter.take("announcements.came", number, persons=3)
    assert counter.take("announcements.not_came", number, reason="点错").state == "announced"
    assert counter.reader.records("visitors") == []
    assert counter.sql("SELECT came_at, persons FROM announcement") == [(None, 2)]
    assert len(counter.take("announcements.came", number).also) == 1


def test_withdrawn_and_not_after_all(counter: Counter) -> None:
    """It stands again."""
    number = announce(counter)
    assert counter.take("announcements.withdraw", number, reason="改天").state == "withdrawn"
    assert counter.take("announcements.not_withdrawn", number, reason="点错").state == "announced"


def test_once_the_visitor_is_here_the_owner_is_asked(counter: Counter) -> None:
    """With nobody home that is what the page offers first, and the book keeps him on his day."""
    number = announce(counter, **NOBODY)
    assert [step.key for step in counter.reader.page(number).steps if step.main] == ["announcements.came"]
    counter.take("announcements.came", number)
    assert [step.key for step in counter.reader.page(number).steps if step.main] == ["announcements.confirm"]
    assert counter.reader.records("announcements")[0].day == counter.clock.now


def test_who_never_came_is_expected_however_often_it_is_taken_back(counter: Counter) -> None:
    """A visit that was undone is no visit: the visitor is expected still, and stands in no book as come."""
    number = announce(counter)
    for _time in range(2):
        counter.later(minutes=1)
        counter.take("announcements.came", number)
        counter.later(minutes=1)
        counter.take("announcements.not_came", number, reason="点错")
        assert counter.sql("SELECT came_at FROM announcement") == [(None,)]


@pytest.mark.rule("PRE-01")
def test_what_the_resident_asked_for_is_read_when_the_visitor_goes_in(counter: Counter) -> None:
    """The scan of the pass registers at once: what is to be done then stands where it is done."""
    number = counter.take(
        "announcements.announce", unit=UNIT, party="何苗", instruction="带到会所", until="2026-11-22 20:00"
    ).number
    counter.take("announcements.came", number)
    (visit,) = [row.number for row in counter.reader.records("visitors")]
    counter.take("visitors.see_document", visit, kind="resident", document="330106199001011236", copied=True)
    said = [say(one, "en") for one in counter.reader.draft("visitors.agree_admit", {"channel": "intercom"}, visit).says]
    assert "The resident announced this visitor and asked: 带到会所" in said
