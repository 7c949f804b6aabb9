"""Pictures at the end of their term, after an undo, and when a consent is taken back."""

from datetime import timedelta

import pytest

from kiosk.answers import AnswerError
from kiosk.i18n import say
from kiosk.pictures import Picture
from kiosk.store import attachments
from kiosk.vault import KeyGoneError
from tests.counter import UNIT, Counter
from tests.desk.test_pictures import NUMBER, bytes_of, card, seen, stored


def gone(counter: Counter) -> int:
    """Purge until nothing is left to do, and return how many pictures went."""
    pictures, more = 0, True
    while more:
        done = counter.desk.purge()
        pictures, more = pictures + done.pictures, done.more
    return pictures


def test_a_picture_goes_after_seven_days_and_the_journal_says_so(keeping: Counter) -> None:
    """Not a day before; also when nobody was there for days; the number stays its own thirty days."""
    visit = seen(keeping)
    keeping.later(days=6, hours=23)
    assert gone(keeping) == 0
    keeping.later(days=5)
    assert gone(keeping) == 1
    assert stored(keeping) == []
    assert [row.sort for row in keeping.reader.page(visit).sealed] == ["number"]
    (entry,) = [row for row in keeping.reader.journal(20) if row.step == "house.purge"]
    assert ("Pictures", "1") in [(title.to("en"), said) for title, said in entry.answers]


def test_nothing_opens_after_its_term_even_before_the_purge_came(keeping: Counter) -> None:
    """A page no longer offers it; a row that somebody kept opens nothing."""
    visit = seen(keeping)
    picture = keeping.reader.page(visit).sealed[1]
    keeping.later(days=7, minutes=1)
    assert [row.sort for row in keeping.reader.page(visit).sealed] == ["number"]
    with pytest.raises(KeyGoneError):
        keeping.desk.reveal(visit, "picture", picture.id, once="a")


def test_no_key_is_left_of_a_month_that_is_over(keeping: Counter) -> None:
    """A copy of the row from then opens nowhere: its key is gone, in old archives too."""
    visit = seen(keeping)
    ((keep, month, box, no),) = keeping.sql("SELECT keep, month, box, no FROM attachment")
    with keeping.desk.session() as session:
        assert keeping.desk.vault(session).open(keep, month, box, attachments.bound(visit, "pictures", no))
    keeping.later(days=16)
    gone(keeping)
    with keeping.desk.session() as session, pytest.raises(KeyGoneError):
        keeping.desk.vault(session).open(keep, month, box, attachments.bound(visit, "pictures", no))
    assert box[40:90] not in bytes_of(keeping)


def test_a_longer_setting_breaks_no_promise_and_a_shorter_one_holds_at_once(keeping: Counter) -> None:
    """Seven days were said when the visitor agreed."""
    seen(keeping)
    keeping.sign_in("周明")
    keeping.take("house.set_value", key="picture_days", value="60")
    keeping.later(days=8)
    assert gone(keeping) == 1
    keeping.sign_in("李婷")
    seen(keeping, party="仇英")
    keeping.sign_in("周明")
    keeping.take("house.set_value", key="picture_days", value="2")
    keeping.later(days=3)
    assert gone(keeping) == 1


def test_a_document_that_was_not_shown_after_all_leaves_no_picture(keeping: Counter) -> None:
    """The undone step's picture is out of reach at once, and goes with the next purge."""
    visit = seen(keeping)
    picture = keeping.reader.page(visit).sealed[1]
    keeping.later(minutes=1)
    keeping.take("visitors.document_wrong", visit, reason="别人的证件")
    assert "picture" not in [row.sort for row in keeping.reader.page(visit).sealed]
    with pytest.raises(KeyGoneError):
        keeping.desk.reveal(visit, "picture", picture.id, once="a")
    assert gone(keeping) == 1
    keeping.take("visitors.see_document", visit, document=NUMBER, agreed_copy=True, pictures=[card(), card()])
    assert [row.no for row in keeping.reader.page(visit).sealed if row.sort == "picture"] == [1, 2]


STAYS = {"owner_here": True, "paper": "passport", "document": "C01X00T47", "guest_agrees": True, "sex": "f", "nation": "Germany",
         "owner_signature": "paper"}  # fmt: skip  # one line a group reads better


def test_an_undo_ends_the_pictures_of_its_own_step_alone(keeping: Counter) -> None:
    """Another step of the same visit asked by the same name: what the visitor agreed to there stands."""
    visit = seen(keeping)
    keeping.later(minutes=1)
    keeping.take("visitors.stay_overnight", visit, pictures=[card()], **STAYS)
    keeping.later(minutes=1)
    keeping.take("visitors.not_staying", visit, reason="不留宿了")
    assert [(row.sort, row.no) for row in keeping.reader.page(visit).sealed] == [("number", 0), ("picture", 1)]
    assert gone(keeping) == 1


def test_an_undo_that_is_entered_for_earlier_ends_no_picture_before_it_was_made(keeping: Counter) -> None:
    visit = keeping.take("visitors.arrive", unit=UNIT, party="何苗").number
    keeping.later(minutes=10)
    keeping.take("visitors.see_document", visit, document=NUMBER, agreed_copy=True, pictures=[card()])
    then = keeping.clock() - timedelta(minutes=5)
    keeping.later(minutes=1)
    keeping.take("visitors.document_wrong", visit, reason="别人的证件", happened=then)
    assert keeping.reader.page(visit).sealed == ()
    assert gone(keeping) == 1


def test_a_guest_for_the_night_has_pictures_too(keeping: Counter) -> None:
    night = keeping.take(
        "overnight.register", unit=UNIT, party="Anna Schmidt", owner_here=True, paper="passport", document="C01X00T47",
        guest_agrees=True, pictures=[card()], sex="f", nation="Germany", owner_signature="paper",
    ).number  # fmt: skip
    assert stored(keeping) == [("pictures", "picture", "Anna Schmidt", "said", "李婷")]
    assert [row.sort for row in keeping.reader.page(night).sealed] == ["number", "picture"]


def test_a_picture_question_without_consent_cannot_be_declared() -> None:
    """The word demands it: a question for pictures names whose word allows them."""
    from kiosk.service import Pictures, Questions, ask, questions_of

    class Careless(Questions):
        pictures: Pictures | None = ask("Pictures", optional=True)

    with pytest.raises(TypeError, match="pictures"):
        questions_of(Careless)


def test_bytes_are_wanted_and_nothing_else() -> None:
    from zoneinfo import ZoneInfo

    from kiosk.answers import parse

    assert [type(one) for one in parse("picture", card(), ZoneInfo("UTC"))] == [Picture]
    with pytest.raises(AnswerError):
        parse("picture", ["C:/x.jpg"], ZoneInfo("UTC"))


def test_who_takes_his_consent_back_has_no_picture_here(keeping: Counter) -> None:
    """Out of reach at once, deleted by the next purge; the journal of the visit says who let it go."""
    visit = seen(keeping)
    picture = keeping.reader.page(visit).sealed[1]
    keeping.later(minutes=5)
    keeping.take("house.withdraw", of_record=visit, picture=picture.id, reason="本人要求删除")
    assert [row.sort for row in keeping.reader.page(visit).sealed] == ["number"]
    assert "house.withdraw" in [row.step for row in keeping.reader.page(visit).journal]
    assert (gone(keeping), stored(keeping)) == (1, [])


def test_a_clock_that_was_set_back_withdraws_nothing(keeping: Counter) -> None:
    """A term cannot end before it began: the refusal says what time it is taken for, and what to do."""
    visit = seen(keeping)
    picture = keeping.reader.page(visit).sealed[1]
    keeping.later(days=-2)
    (refused,) = keeping.draft("house.withdraw", of_record=visit, picture=picture.id, reason="本人要求").refusals
    assert ("2026-11-20 14:36" in say(refused.words, "zh"), "clock" in say(refused.way, "en")) == (True, True)
    keeping.sign_in("王主管")
    keeping.desk.confirm_clock()
    assert keeping.error("house.withdraw", of_record=visit, picture=picture.id, reason="本人要求") == "RefusalError"


def test_only_a_picture_of_that_record_is_withdrawn(keeping: Counter) -> None:
    one, other = seen(keeping), seen(keeping, party="仇英")
    picture = keeping.reader.page(one).sealed[1]
    assert keeping.error("house.withdraw", of_record=other, picture=picture.id, reason="x") == "RefusalError"
    assert keeping.error("house.withdraw", of_record=one, picture=999, reason="x") == "RefusalError"
    assert len(stored(keeping)) == 2
