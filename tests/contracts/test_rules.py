"""Every rule that the program claims is carried by some piece of the program and marked on some test."""

import pytest

from tests import rulebook

#: Rules that this program claims to keep.
CLAIMED = [f"STO-{n:02d}" for n in range(1, 28)] + [f"PAR-{n:02d}" for n in range(1, 5)]
CLAIMED += ["AMB-10", "AMB-11", "AMB-12", "AMB-13", "AMB-46", "XFR-08"] + [f"FIL-{n:02d}" for n in range(1, 7)]
CLAIMED += [f"VIS-{n:02d}" for n in range(1, 22)] + [f"OVN-{n:02d}" for n in range(1, 10)]
CLAIMED += [f"MSG-{n:02d}" for n in range(1, 7)] + [f"PRE-{n:02d}" for n in range(1, 9)]
CLAIMED += ["APT-01", "APT-02", "APT-03", "APT-04", "APT-06"] + [f"ESC-{n:02d}" for n in range(1, 15)]
CLAIMED += [f"KEY-{n:02d}" for n in (*range(1, 10), 13, 14, 15, 16)]
CLAIMED += (
    [f"AMB-{n:02d}" for n in range(1, 10)]
    + [f"HTL-{n:02d}" for n in range(1, 10)]
    + [f"SCH-{n:02d}" for n in range(1, 5)]
)


@pytest.mark.parametrize("rule", CLAIMED)
def test_a_claimed_rule_lives_somewhere_and_is_tested(rule: str) -> None:
    """The proof itself is `make rules-proof`."""
    assert rulebook.carried().get(rule), "nothing carries it"
    assert rulebook.tested().get(rule), "no test is marked with it"


def test_no_rule_is_carried_without_a_test() -> None:
    """Nothing is claimed that nobody tests."""
    assert [rule for rule in rulebook.carried() if rule not in rulebook.tested()] == []


def test_no_test_proves_what_nothing_carries() -> None:
    """A marker with a wrong id would prove nothing."""
    assert [rule for rule in rulebook.tested() if rule not in rulebook.carried()] == []


def test_the_book_is_up_to_date() -> None:
    """`make rules` writes it."""
    assert rulebook.BOOK.read_text(encoding="utf-8") == rulebook.page(), "run `make rules`"
