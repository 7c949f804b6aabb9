"""A night registered at its own form: whoever was here as a visitor is recognised, and counted once."""

from typing import Any

import pytest

from kiosk.i18n import say
from tests.counter import UNIT, Counter
from tests.services.test_taken_back import DOCUMENT, STAYS, count
from tests.services.test_visitors_admit import admitted, arrive
from tests.services.test_visitors_leave import at_hour


def asked_about(counter: Counter, **answers: Any) -> tuple[Any, list[str]]:
    """Return which visit the form of the night takes its guest for, and the visitors that it offers."""
    shown = counter.draft("overnight.register", **{"unit": UNIT, **answers}).shown
    asked = [one for one in shown if one.name == "came_as"]
    return (asked[0].value, [str(option.key) for option in asked[0].options]) if asked else (None, [])


def test_the_form_of_the_night_recognises_a_visitor_who_is_inside(counter: Counter) -> None:
    """By his name he stands there already; whoever has another name is asked for; another unit's visits are not."""
    number = admitted(counter)
    assert asked_about(counter, party="何苗") == (number, [number, "none"])
    assert asked_about(counter, party="何女士") == (None, [number, "none"])
    assert "came_as" in counter.draft("overnight.register", unit=UNIT, party="何女士", **STAYS).missing
    assert asked_about(counter, unit="5-1-2101", party="何苗") == (None, [])
    options = next(
        one for one in counter.draft("overnight.register", unit=UNIT, party="何苗").shown if one.name == "came_as"
    ).options
    assert ("14:36 起在内" in say(options[0].words, "zh"), "inside since 14:36" in say(options[0].words, "en")) == (
        True,
        True,
    )


def test_a_night_registered_by_hand_counts_its_guest_once(counter: Counter) -> None:
    """As from the page of the visit: the visit ends with the night, and both know each other."""
    visit = admitted(counter)
    night = counter.take("overnight.register", unit=UNIT, party="何苗", **STAYS).number
    assert (count(counter), counter.reader.page(visit).row.state) == (1, "stays")
    assert counter.take("overnight.check_out", night).state == "left"
    assert count(counter) == 0


def test_one_of_several_stays_by_hand(counter: Counter) -> None:
    """The others go on with the visit."""
    visit = admitted(counter, persons=3)
    counter.take("overnight.register", unit=UNIT, party="李四", came_as=visit, **STAYS)
    assert (count(counter), counter.reader.page(visit).row.state) == (3, "inside")
    assert counter.take("visitors.leave", visit, persons_out=2).state == "left"
    assert count(counter) == 1


@pytest.mark.parametrize("where", ["night", "visit"])
def test_a_night_registered_by_hand_is_taken_back(counter: Counter, where: str) -> None:
    """On either page: the registration is void, and the guest counts with the visit again."""
    visit = admitted(counter, persons=2)
    night = counter.take("overnight.register", unit=UNIT, party="何苗", **STAYS).number
    if where == "night":
        counter.take("overnight.not_registered", night, reason="点错")
    else:
        counter.take("visitors.not_staying_tonight", visit, reason="点错")
    states = [counter.reader.page(one).row.state for one in (night, visit)]
    assert (states, count(counter)) == (["void", "inside"], 2)


def test_who_waits_at_the_desk_stays_the_night_at_once(counter: Counter) -> None:
    """After eleven nobody goes in by day: the visit that waits ends with the night, and no card is left."""
    visit = arrive(counter)
    at_hour(counter, 23, 10)
    assert asked_about(counter, party="何苗")[0] == visit
    counter.take("overnight.register", unit=UNIT, party="何苗", **STAYS)
    assert (counter.reader.page(visit).row.state, counter.reader.cards()) == ("stays", [])


def test_a_document_tells_who_the_guest_is(counter: Counter) -> None:
    """Under another name, and as a visitor to another home, the bearer of a document is one person."""
    visit = arrive(counter, party="何小姐")
    counter.take("visitors.see_document", visit, **DOCUMENT)
    counter.take("visitors.agree_admit", visit, channel="intercom", door="host")
    said = {"unit": UNIT, "party": "何苗", "came_as": "none", **STAYS}
    (refused,) = counter.draft("overnight.register", **said).refusals
    assert (refused.about, refused.lift) == ("came_as", "")
    assert counter.draft("overnight.register", **{**said, "came_as": visit}).refusals == ()
    other = {**said, "unit": "5-1-2101", "host": "单雪松"}
    assert [one.about for one in counter.draft("overnight.register", **other).refusals] == ["came_as"]
    counter.take("visitors.leave", visit)
    assert counter.draft("overnight.register", **other).refusals == ()


def test_a_namesake_is_the_supervisors_to_tell(counter: Counter) -> None:
    """Registered beside the visit, he would be counted twice: only a supervisor says that there are two of that name."""
    admitted(counter)
    other = {"unit": UNIT, "party": "何苗", "came_as": "none", **STAYS}
    other["document"] = "E87654321"
    (refused,) = counter.draft("overnight.register", **other).refusals
    assert (refused.about, refused.lift, refused.phone) == ("came_as", "supervisor", False)
    assert counter.draft("overnight.register", **{**other, "party": "李四"}).refusals == ()
    lift = counter.lift("here_already")
    assert counter.take("overnight.register", lifts=[lift], **other).state == "staying"
    assert count(counter) == 2
