"""The night: the resident at the desk, his signature, the papers of the state, until noon of the next day."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_visitors_admit import admitted, arrive, documented
from tests.services.test_visitors_leave import at_hour

PASSPORT = {"paper": "passport", "document": "E12345678", "paper_copied": True, "nation": "美国", "sex": "m"}


def stay(counter: Counter, **answers: Any) -> str:
    """Register a guest alone, who is none of the visitors here, and return the number."""
    said = {"unit": UNIT, "party": "MILLER JOHN", "owner_here": True, "owner_signature": "paper", **PASSPORT}
    said["came_as"] = "none"
    return counter.take("overnight.register", **{**said, **answers}).number


def refused(counter: Counter, **answers: Any) -> list[str]:
    """Return by which rules a registration would be refused."""
    said = {"unit": UNIT, "party": "MILLER JOHN", "owner_here": True, "owner_signature": "paper", **PASSPORT}
    return [one.rule for one in counter.draft("overnight.register", **{**said, **answers}).refusals]


def until(counter: Counter) -> str:
    """Return until when the form says that somebody stays."""
    shown = counter.shown("overnight.register", "until", unit=UNIT)
    return f"{shown.astimezone(ZoneInfo('Asia/Shanghai')):%d %H:%M}" if shown else ""


@pytest.mark.rule("OVN-01")
def test_the_resident_comes_to_the_desk(counter: Counter) -> None:
    """Without him there is no night, and no PIN lifts that."""
    assert refused(counter, owner_here=False) == ["OVN-01"]


def test_no_hour_is_named_that_has_passed(counter: Counter) -> None:
    """By day the guest leaves by the hour; once it is over he leaves now."""

    def words(language: str) -> str:
        """Return how the refusal reads."""
        said = {"unit": UNIT, "party": "何苗", "owner_here": False}
        return say(counter.draft("overnight.register", **said).refusals[0].words, language)

    assert ("leave by 23:00" in words("en"), "23:00 前" in words("zh")) == (True, True)
    at_hour(counter, 23, 30)
    assert ("23:00" in words("en"), "leaves now" in words("en"), "现在离开" in words("zh")) == (False, True, True)


@pytest.mark.rule("OVN-07")
def test_consent_by_telephone_is_not_enough(counter: Counter) -> None:
    """Present, and it stands over the line that he signs."""
    assert refused(counter, owner_here=False) != []
    paper = counter.preview("overnight.register", "overnight_form", unit=UNIT, party="何苗")
    assert "本人已到服务台" in paper


@pytest.mark.rule("OVN-02")
def test_the_document_is_copied(counter: Counter) -> None:
    """Not ticked, not registered."""
    assert refused(counter, paper_copied=False) == ["OVN-02"]


@pytest.mark.rule("OVN-03")
@pytest.mark.parametrize("kind", ["other", "none"])
def test_only_documents_of_the_state(counter: Counter, kind: str) -> None:
    """Passport, identity card, home-return and Taiwan permit; nothing else."""
    assert refused(counter, paper=kind) == ["OVN-03"]


def test_the_documents_of_the_night(counter: Counter) -> None:
    """Each of them is accepted."""
    kinds = ("passport", "resident", "home_return", "taiwan")
    assert [rule for kind in kinds for rule in refused(counter, paper=kind)] == []


@pytest.mark.rule("OVN-04")
def test_a_driving_licence_is_for_the_day(counter: Counter) -> None:
    """Accepted by day, never for the night."""
    assert refused(counter, paper="licence") == ["OVN-04"]


@pytest.mark.rule("AMB-04")
def test_a_residence_permit_needs_the_supervisor(counter: Counter) -> None:
    """By PIN, not by telephone."""
    refusals = counter.draft(
        "overnight.register", unit=UNIT, party="X", owner_here=True, paper="residence", paper_copied=True
    ).refusals
    assert [(one.rule, one.lift, one.phone) for one in refusals] == [("AMB-04", "supervisor", False)]
    lift = counter.lift("AMB-04")
    said = {
        "unit": UNIT,
        "party": "X",
        "owner_here": True,
        "owner_signature": "paper",
        **PASSPORT,
        "paper": "residence",
    }
    assert counter.take("overnight.register", lifts=[lift], **said).state == "staying"


@pytest.mark.rule("OVN-05")
def test_the_resident_signs_the_form(counter: Counter) -> None:
    """Asked, without a default; the form has his line."""
    assert "owner_signature" in counter.draft("overnight.register", unit=UNIT, party="X").missing
    assert "受访人签名" in counter.preview("overnight.register", "overnight_form", unit=UNIT, party="X")


@pytest.mark.rule("OVN-06")
def test_only_then_the_resident_leads_the_guest_in(counter: Counter) -> None:
    """The reminder stands at the step."""
    assert counter.says("overnight.register", "业主带", "leads the guest")


@pytest.mark.rule("OVN-08")
@pytest.mark.parametrize("name", ["unit", "party", "host", "paper", "document", "sex", "nation", "relation"])
def test_the_fields_of_the_form(counter: Counter, name: str) -> None:
    """Name, sex, document, room, owner, relationship."""
    assert name in counter.asked("overnight.register", unit=UNIT, paper="passport")


@pytest.mark.rule("OVN-09")
def test_until_noon_of_the_next_day(counter: Counter) -> None:
    """By default; after midnight it is still the noon of that morning."""
    assert until(counter) == "23 12:00"
    at_hour(counter, 0, 30, day=23)
    assert until(counter) == "23 12:00"


@pytest.mark.rule("OVN-09")
def test_a_longer_stay_is_signed_for_anew(counter: Counter) -> None:
    """At its end the board asks; staying longer wants the resident's signature again."""
    number = stay(counter, nation="中国")
    counter.later(days=1)
    assert counter.due() == [("overnight.check_out", "red", "overdue")]
    assert "owner_signature" in counter.draft("overnight.extend", number, owner_here=True).missing
    counter.take("overnight.extend", number, owner_here=True, owner_signature="paper", until="2026-11-25 12:00")
    assert [tone for _step, tone, _group in counter.due()] == ["mute"]


def test_a_foreign_guest_is_reminded_of_the_police(counter: Counter) -> None:
    """Within 24 hours; who did it is noted, and the paper says that the desk does not."""
    number = stay(counter, until="2026-11-30 12:00")
    paper = counter.paper(
        counter.take("overnight.extend", number, owner_here=True, owner_signature="paper", until="2026-11-29 12:00")
    )
    assert "服务台不代为申报" in paper
    counter.later(hours=24, seconds=1)
    assert counter.due() == [("overnight.told_police", "red", "overdue")]
    counter.take("overnight.told_police", number)
    assert [step for step, _tone, _group in counter.due()] == ["overnight.check_out"]
    assert counter.sql("SELECT told_police FROM night") == [(OWNER,)]


def test_the_police_does_not_hide_the_end_of_a_stay(counter: Counter) -> None:
    """One night ends before the 24 hours do: first the reminder, at its end checking out, whatever was noted."""
    number = stay(counter)
    at_hour(counter, 9, 0, day=23)
    assert counter.due() == [("overnight.told_police", "amber", "hour")]
    at_hour(counter, 12, 1, day=23)
    assert counter.due() == [("overnight.check_out", "red", "overdue")]
    counter.take("overnight.told_police", number)
    assert counter.due() == [("overnight.check_out", "red", "overdue")]


def test_a_guest_of_this_country_is_not(counter: Counter) -> None:
    """Neither reminder nor block."""
    stay(counter, nation="中国", paper="resident", document="330106199001011236")
    assert [step for step, _tone, _group in counter.due()] == ["overnight.check_out"]


def test_from_a_visit(counter: Counter) -> None:
    """The registration is a record of its own; the visit that it came from is over, and linked."""
    number = admitted(counter)
    at_hour(counter, 23, 20)
    said = {"owner_here": True, "owner_signature": "paper", **PASSPORT}
    taken = counter.take("visitors.stay_overnight", number, **said)
    assert (taken.state, taken.also[0].state) == ("stays", "staying")
    assert [row.party for row in counter.reader.records("overnight")] == ["何苗"]
    assert counter.due() != []


def test_from_a_visit_with_others(counter: Counter) -> None:
    """One of two stays; the other is still inside."""
    number = admitted(counter, persons=2)
    said = {"owner_here": True, "owner_signature": "paper", **PASSPORT}
    assert counter.take("visitors.stay_overnight", number, **said).state == "inside"
    assert counter.shown("visitors.leave", "persons_out", number) == 1


def test_a_visit_does_not_go_round_the_rules_of_the_night(counter: Counter) -> None:
    """What refuses the registration refuses the step of the visit, on the form too."""
    number = arrive(counter)
    said = {"owner_here": False, "owner_signature": "paper", **PASSPORT}
    assert counter.refusal("visitors.stay_overnight", number, **said) == "OVN-01"
    assert [one.rule for one in counter.draft("visitors.stay_overnight", number, **said).refusals] == ["OVN-01"]


@pytest.mark.rule("SCH-02")
def test_long_stays_go_to_security_too(counter: Counter) -> None:
    """The reminder stands from thirty days on."""
    assert counter.says("overnight.register", "保卫", "security section", unit=UNIT, until="2027-02-01 12:00")


def test_checked_out_and_back(counter: Counter) -> None:
    """By the number or from the list."""
    number = stay(counter)
    assert counter.take("overnight.check_out", number).state == "left"
    assert counter.take("overnight.not_left", number, reason="点错").state == "staying"


def test_a_guest_of_a_visit_does_not_stay_after_all(counter: Counter) -> None:
    """The registration is void, and he is inside as a visitor again."""
    number = admitted(counter)
    counter.take("visitors.stay_overnight", number, owner_here=True, owner_signature="paper", **PASSPORT)
    assert counter.take("visitors.not_staying", number, reason="点错").state == "inside"
    assert counter.reader.records("overnight") == []
    assert counter.shown("visitors.leave", "persons_out", number) == 1


def test_no_plain_number_lies_anywhere_on_the_disk(counter: Counter) -> None:
    """Through a visit, a night, a key and an escort: neither in the database nor beside it."""
    number = admitted(counter)
    counter.take("visitors.stay_overnight", number, owner_here=True, owner_signature="paper", **PASSPORT)
    found = [
        path.name
        for path in counter.folder.rglob("*")
        if path.is_file()
        for plain in (b"330106199001011236", b"E12345678")
        if plain in path.read_bytes()
    ]
    assert found == []


@pytest.mark.rule("SCH-02")
def test_a_stay_that_becomes_long_goes_to_security_too(counter: Counter) -> None:
    """The same reminder, counted from the first day."""
    number = stay(counter)
    assert not counter.says("overnight.extend", "保卫", "security section", number, until="2026-12-01 12:00")
    counter.later(days=20)
    assert counter.says("overnight.extend", "保卫", "security section", number, until="2026-12-24 12:00")


@pytest.mark.rule("OVN-08")
def test_who_brings_the_guest_is_known_to_the_file(counter: Counter) -> None:
    """Somebody else needs the supervisor at the desk."""
    said = {"unit": UNIT, "party": "X", "owner_here": True, "owner_signature": "paper", **PASSPORT, "host": "路人"}
    refusals = counter.draft("overnight.register", **said).refusals
    assert [(one.rule, one.lift, one.phone) for one in refusals] == [("OVN-08", "supervisor", False)]
    assert counter.take("overnight.register", lifts=[counter.lift("OVN-08")], **said).state == "staying"


def test_night_and_visit_know_each_other(counter: Counter) -> None:
    """Whichever page one opens, the other is found."""
    visit = arrive(counter)
    night = stay(counter, came_as=visit)
    links = counter.sql(
        "SELECT l.kind, f.number, t.number FROM link l JOIN record f ON f.id = l.from_id JOIN record t ON t.id = l.to_id"
    )
    assert sorted(links) == [("overnight", visit, night), ("visit", night, visit)]


def test_another_guest_s_night_is_left_alone(counter: Counter) -> None:
    """The second of two is checked out already: neither does he come back so, nor is the first one's night touched."""
    number = admitted(counter, persons=3)
    said = {"owner_here": True, "owner_signature": "paper", **PASSPORT}
    counter.take("visitors.stay_overnight", number, guest="甲", **said)
    second = counter.take("visitors.stay_overnight", number, guest="乙", **said).also[0].number
    counter.take("overnight.check_out", second)
    assert counter.error("visitors.not_staying", number, reason="点错") == "RefusalError"
    states = counter.sql("SELECT party, state FROM record WHERE service = 'overnight' ORDER BY id")
    assert states == [("甲", "staying"), ("乙", "left")]


def test_the_slip_says_how_many_go_in(counter: Counter) -> None:
    """One of three stays overnight: two go in by day."""
    number = documented(counter, persons=3)
    counter.take("visitors.stay_overnight", number, owner_here=True, owner_signature="paper", **PASSPORT)
    taken = counter.take("visitors.agree_admit", number, channel="intercom", door="host")
    assert ("2 人" in counter.paper(taken, "visitor_copy"), "等 2 人" in counter.paper(taken, "desk_copy")) == (
        True,
        True,
    )
