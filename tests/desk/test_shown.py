"""Found by a whole document number: visits, nights, keys and the list, never by a part, and never after the term."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest

from kiosk.errors import RefusalError
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_visitors_admit import arrive

NUMBER = "33010619900101123X"
PASSPORT = "E12345678"


def found(counter: Counter, number: str) -> list[tuple[str, str]]:
    """Return what a typed number finds: record and step."""
    return [(one.key, one.step) for one in counter.reader.find(number)]


def documented(counter: Counter) -> str:
    """Let a visitor arrive and show this document."""
    number = arrive(counter)
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    return number


def admitted(counter: Counter) -> str:
    """Let him in."""
    number = documented(counter)
    counter.take("visitors.agree_admit", number, channel="intercom", door="host")
    return number


def left(counter: Counter) -> str:
    """Let a visitor come and go again."""
    number = admitted(counter)
    counter.take("visitors.leave", number)
    return number


def night(counter: Counter) -> str:
    """Register a guest for the night."""
    said: dict[str, Any] = {
        "owner_here": True,
        "paper": "resident",
        "document": NUMBER,
        "paper_copied": True,
        "sex": "f",
    }
    guest = {"unit": UNIT, "party": "何苗", "owner_signature": "paper", "nation": "中国"}
    return counter.take("overnight.register", **said, **guest).number


def key(counter: Counter) -> str:
    """Let an owner leave a key for a visitor."""
    said = {"unit": UNIT, "party": OWNER, "purpose": "visitor", "for_whom": "何苗", "for_kind": "resident"}
    return counter.take("keys.leave", **said, for_document=NUMBER, signature="paper", hook="A-1").number


def listed(counter: Counter, number: str = NUMBER) -> str:
    """Put somebody on the list by number, under a name that nobody bears."""
    counter.sign_in("王主管")
    made = counter.take("barred.enter", party="某人", why="扰民", asked_by=OWNER, document=number).number
    counter.sign_in("李婷")
    return made


@pytest.mark.parametrize("typed", [NUMBER, "330106 19900101 123x", "３３０１０６19900101123X"])
def test_a_whole_number_finds_every_record_where_it_was_shown(counter: Counter, typed: str) -> None:
    """However it is spaced: the visit, the night, the key that was left, the list."""
    wanted = {documented(counter), night(counter), key(counter), listed(counter)}
    assert {one for one, _step in found(counter, typed)} == wanted


#: Documents of every kind, as they are typed or read: small letters, spaces, dashes, the digits of an input method.
DOCUMENTS = {
    "11010119900307747X": "resident", "K1234567": "passport", "E12345678": "passport", "EA1234567": "passport",
    "V1122017": "passport", "P1234567": "passport", "12345678": "taiwan", "H0123456789": "home_return",
}  # fmt: skip  # a table


@pytest.mark.parametrize("number", DOCUMENTS)
def test_a_document_is_found_however_it_is_typed(counter: Counter, number: str) -> None:
    """Typed in the one box or scanned; an ID card also in the groups that people write."""
    visit = arrive(counter)
    counter.take("visitors.see_document", visit, kind=DOCUMENTS[number], document=number, copied=True)
    groups = f"{number[:6]} {number[6:14]} {number[14:]}".lower()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in number)
    ways = (
        number,
        number.lower(),
        f"  {number[:2]} {number[2:5]} {number[5:]} ",
        f"{number[:4]}-{number[4:]}",
        groups,
        wide,
    )
    for typed in ways:
        assert [one.key for one in counter.reader.find(typed)] == [visit], typed
        assert [one.key for one in counter.reader.scan(typed)] == [visit], typed


def test_a_passport_that_is_written_like_a_number_of_ours_is_found_beside_it(counter: Counter) -> None:
    """V-1122-117 on a busy day, and a passport V1122117: both stand there, and the clerk chooses."""
    with closing(sqlite3.connect(counter.folder / "kiosk.db")) as database, database:
        database.execute("INSERT INTO sequence (key, last) VALUES ('V261122', 116)")
    ours, other = arrive(counter), arrive(counter)
    assert ours == "V261122117"
    counter.take("visitors.see_document", other, kind="passport", document="V1122117", copied=True)
    assert [one.key for one in counter.reader.find("v1122117")] == [ours, other]
    assert [one.key for one in counter.reader.scan("V1122117")] == [ours, other]


@pytest.mark.parametrize("part", [NUMBER[:-1], NUMBER[1:], NUMBER[6:14], NUMBER[-4:], NUMBER[:6]])
def test_a_part_of_a_number_finds_nothing(counter: Counter, part: str) -> None:
    """Neither its birthday nor its ending."""
    documented(counter)
    assert (counter.reader.find(part), counter.reader.scan(part)) == ([], [])


def test_a_small_letter_and_a_renewed_permit_are_the_same_document(counter: Counter) -> None:
    """An x at the end; the two characters that a home-return permit gets anew."""
    visits = []
    for kind, shown in (("resident", "11010119900307002X"), ("home_return", "H1234567800")):
        visits.append(arrive(counter))
        counter.take("visitors.see_document", visits[-1], kind=kind, document=shown, copied=True)
    assert [found(counter, one)[0][0] for one in ("11010119900307002x", "h12345678 01")] == visits


def test_who_was_here_before_comes_again_by_one_scan(counter: Counter) -> None:
    """One line, however often he was here: name, home, the last day; Enter opens the form with what was said then."""
    left(counter)
    counter.later(days=2)
    last = left(counter)
    counter.later(days=1)
    (one,) = counter.reader.scan(NUMBER)
    assert (one.key, one.step, "何苗" in str(one.detail), "24" in str(one.state)) == (
        last,
        "visitors.comes_again",
        True,
        True,
    )
    assert len(counter.reader.find(NUMBER)) == 2
    visit = counter.take("visitors.comes_again", last).also[0].number
    assert counter.reader.page(visit).row.party == "何苗"


def test_who_is_inside_goes_by_the_same_scan(counter: Counter) -> None:
    """What is open stands for the rest."""
    left(counter)
    inside = admitted(counter)
    assert [(one.key, one.step) for one in counter.reader.scan(NUMBER)] == [(inside, "visitors.leave")]


def test_the_same_document_as_last_time_finds_this_visit_too(counter: Counter) -> None:
    """It was shown again, although nobody typed it."""
    left(counter)
    again = arrive(counter)
    counter.take("visitors.see_document", again, kind="resident", same=True, copied=True)
    assert again in [one for one, _step in found(counter, NUMBER)]
    assert counter.sql("SELECT count(*), count(DISTINCT digest) FROM sealed") == [(2, 1)]


def test_a_document_that_was_not_shown_after_all_finds_nothing(counter: Counter) -> None:
    """What is undone leaves no number."""
    number = documented(counter)
    counter.take("visitors.document_wrong", number, reason="看错了")
    assert found(counter, NUMBER) == []
    assert counter.sql("SELECT count(*) FROM sealed") == [(0,)]


def test_the_document_of_last_time_that_was_not_shown_after_all_leaves_no_mask(counter: Counter) -> None:
    """Neither its number nor its ends stand with this visit."""
    left(counter)
    again = arrive(counter)
    counter.take("visitors.see_document", again, kind="resident", same=True, copied=True)
    counter.take("visitors.document_wrong", again, reason="看错了")
    assert counter.sql("SELECT mask FROM visit") == [(None,), (None,)]
    assert again not in [one for one, _step in found(counter, NUMBER)]


def test_a_number_is_found_as_long_as_it_is_kept_and_no_longer(counter: Counter) -> None:
    """The digest dies with its term, and the key with the last of its month."""
    left(counter)
    for days, is_found in ((29, True), (2, False)):
        counter.later(days=days)
        counter.take("estate.add_note", unit=UNIT, text="今日")
        while counter.desk.purge().more:
            pass
        assert bool(found(counter, NUMBER)) is is_found


def test_without_its_key_a_digest_finds_nothing(counter: Counter) -> None:
    """Whoever brings the row of an old copy back cannot search for it."""
    left(counter)
    with counter.desk.session() as session:
        session.connection().exec_driver_sql("DELETE FROM vault_key")
    assert counter.sql("SELECT count(*) FROM sealed") == [(1,)]
    assert found(counter, NUMBER) == []


def test_looking_for_a_number_leaves_it_nowhere(counter: Counter) -> None:
    """Neither on the disk nor as a parcel that it might begin."""
    left(counter)
    for number in (NUMBER, "110101199003078910"):
        counter.reader.find(number)
        counter.reader.scan(number)
        assert counter.reader.beginnings(number) == []
        kept = b"".join(p.read_bytes() for p in counter.folder.rglob("*") if p.is_file())
        assert number.encode() not in kept
    assert counter.reader.beginnings("SF1234567898821") != []


def test_somebody_on_the_list_is_known_by_his_number(counter: Counter) -> None:
    """Under another name; typed anew, or the same as last time."""
    left(counter)
    barred = listed(counter)
    again = arrive(counter)
    for said in ({"document": NUMBER, "same": False}, {"same": True}):
        (refused,) = counter.draft("visitors.see_document", again, kind="resident", copied=True, **said).refusals
        assert (refused.lift, "证件号码相同" in str(refused.way)) == ("supervisor", True)
    assert counter.sql("SELECT count(*) FROM barred WHERE document_end IS NOT NULL") == [(0,)]
    counter.sign_in("王主管")
    counter.take("barred.lift", barred, reason="和解")
    assert counter.draft("visitors.see_document", again, kind="resident", copied=True, same=True).refusals == ()


def test_the_list_knows_a_guest_of_the_night_by_number_and_by_phone(counter: Counter) -> None:
    """The same as by day."""
    listed(counter)
    said = {"unit": UNIT, "party": "何苗", "paper": "resident", "owner_here": True, "paper_copied": True}
    assert [one.lift for one in counter.draft("overnight.register", **said, document=NUMBER).refusals] == ["supervisor"]
    assert counter.draft("overnight.register", **said, document=PASSPORT).refusals == ()


def test_numbers_on_the_list_have_a_term_of_their_own(counter: Counter) -> None:
    """They outlive a visitor's number, and end all the same."""
    listed(counter)
    for days, is_found in ((60, True), (320, False)):
        counter.later(days=days)
        counter.take("estate.add_note", unit=UNIT, text="今日")
        while counter.desk.purge().more:
            pass
        assert bool(found(counter, NUMBER)) is is_found


def test_a_number_on_the_list_is_compared_and_shown_to_nobody(counter: Counter) -> None:
    """That is what its form promises: the page has the mask, and no look opens it or is journaled."""
    number = listed(counter)
    (row,) = counter.reader.page(number).sealed
    assert (row.sort, row.mask[0], row.opens) == ("number", NUMBER[0], False)
    with pytest.raises(RefusalError):
        counter.desk.reveal(number, "number", row.id, once="a")
    assert counter.sql("SELECT count(*) FROM entry WHERE step = 'house.reveal'") == [(0,)]


def test_the_list_knows_a_number_however_often_it_was_shown_since(counter: Counter) -> None:
    """The one box reads the newest records of a document only; the list is compared with all of them."""
    listed(counter)
    said = {"unit": UNIT, "party": OWNER, "purpose": "visitor", "for_whom": "何苗", "for_kind": "resident"}
    for _time in range(51):
        counter.take("keys.leave", **said, for_document=NUMBER, signature="paper")
    again = arrive(counter)
    refused = counter.draft("visitors.see_document", again, kind="resident", document=NUMBER, copied=True).refusals
    assert [one.lift for one in refused] == ["supervisor"]
