"""Households of the practice estate: further numbers, collectors, files, from a seed."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from kiosk.practice.estate import OWNER_UNIT, make
from kiosk.practice.households import keep


def kept(seed: int) -> list[Any]:
    """Return the steps of a seed."""
    counter: Any = SimpleNamespace(estate=make(1), clock=lambda: datetime(2026, 11, 22, 6, 36, tzinfo=UTC))
    return keep(counter, seed)


def test_the_same_seed_keeps_the_same() -> None:
    """A played day is the same to the byte."""
    assert kept(1) == kept(1)
    assert kept(1) != kept(2)


def test_the_owner_of_the_drawings_has_some_of_everything() -> None:
    """Whoever opens her page sees what there can be."""
    mine = [take.step for take in kept(1) if take.answers.get("unit") == OWNER_UNIT]
    assert mine == ["estate.add_phone", "estate.allow", "estate_file.open"]


def test_every_step_names_a_home_of_the_estate() -> None:
    """And not only hers."""
    homes = {home.code for home in make(1).homes}
    named = [take.answers["unit"] for take in kept(1) if "unit" in take.answers]
    assert set(named) <= homes
    assert len(named) > 80
