"""Deliveries into homes: nobody goes up alone."""

import pytest

from tests.counter import OWNER, UNIT, Counter

UP, BACK = "delivery.go_up", "delivery.come_back"
SAID = {"unit": UNIT, "firm": "sf", "party": "小李", "brings": "洗衣机"}


@pytest.mark.rule("PAR-02")
def test_a_clerk_goes_along(counter: Counter) -> None:
    """Whoever stands at the counter, unless another is named."""
    assert counter.shown(UP, "escort") == "李婷"


@pytest.mark.rule("PAR-02")
def test_nobody_else_does_in_his_place(counter: Counter) -> None:
    """A neighbour is no clerk: refused, and nobody lifts it."""
    assert counter.refusal(UP, **SAID, escort="隔壁老王") == "PAR-02"


@pytest.mark.rule("PAR-02")
def test_he_stays_until_the_end(counter: Counter) -> None:
    """The reminder stands at the step."""
    assert counter.says(UP, "全程陪同", "Stay with him")


def test_both_are_expected_back(counter: Counter) -> None:
    """Up for twenty minutes, then the board asks; back, and it is over."""
    up = counter.take(UP, **SAID)
    assert (up.state, counter.reader.page(up.number).row.unit) == ("up", UNIT)
    counter.later(minutes=20, seconds=1)
    assert counter.due() == [(BACK, "red", "overdue")]
    assert counter.take(BACK, up.number, carries="旧洗衣机").state == "back"
    assert counter.due() == []


def test_the_minutes_are_a_setting(counter: Counter) -> None:
    """A large estate needs longer."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="delivery_minutes", value="60")
    up = counter.take(UP, **SAID)
    assert counter.reader.page(up.number).row.due_at.timestamp() == counter.clock.now.timestamp() + 3600


def test_the_unit_agreed(counter: Counter) -> None:
    """Who said yes is asked first, the unit's first resident offered."""
    assert counter.shown(UP, "agreed", unit=UNIT) == OWNER
    assert "agreed" in counter.draft(UP, **SAID, agreed="").missing


def test_each_is_undone_with_a_trace(counter: Counter) -> None:
    """Still up; or never gone up at all."""
    up = counter.take(UP, **SAID)
    counter.take(BACK, up.number)
    assert counter.take("delivery.not_back", up.number, reason="还在楼上").state == "up"
    other = counter.take(UP, **SAID)
    assert counter.take("delivery.cancel", other.number, reason="没上去").state == "cancelled"
