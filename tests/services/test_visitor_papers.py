"""The papers of visits and nights, line by line as they are drawn (SLIPS §1.4), at both widths in every language."""

import pytest

from kiosk.values import Outcome
from tests import golden
from tests.counter import UNIT, Counter


@pytest.fixture
def admitted(counter: Counter) -> Outcome:
    """Let the two visitors of the drawing in, at a desk that has a telephone."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="phone", value='"8000"')
    counter.sign_in("李婷")
    said = {"unit": UNIT, "party": "何苗", "relation": "friend", "persons": 2, "brought": "工具箱 1"}
    number = counter.take("visitors.arrive", **said).number
    seen = {"kind": "resident", "document": "330106199001011236", "copied": True, "agreed_copy": True}
    counter.take("visitors.see_document", number, **seen)
    return counter.take("visitors.agree_admit", number, channel="intercom", door="host")


@pytest.fixture
def night(counter: Counter) -> Outcome:
    """Register the foreign guest of the drawing."""
    said = {
        "paper": "passport",
        "document": "512345671",
        "paper_copied": True,
        "sex": "m",
        "nation": "美国",
        "owner_signature": "paper",
    }
    return counter.take("overnight.register", unit=UNIT, party="MILLER JOHN", owner_here=True, **said)


@pytest.mark.parametrize("kind", ["visitor_slip", "overnight"])
def test_papers_are_as_they_are_drawn(
    counter: Counter, kind: str, request: pytest.FixtureRequest, pytestconfig: pytest.Config
) -> None:
    """Six papers each; `--update-slips` writes them anew."""
    outcome: Outcome = request.getfixturevalue("admitted" if kind == "visitor_slip" else "night")
    assert golden.different(counter, outcome, kind, pytestconfig) == []


def test_the_visitor_takes_no_name_of_a_resident_along(counter: Counter, admitted: Outcome) -> None:
    """Unit and hour, no name, no telephone, no document."""
    paper = counter.paper(admitted, "visitor_copy")
    assert [word for word in ("沈佳宜", "13912342207", "3****", "身份证") if word in paper] == []
