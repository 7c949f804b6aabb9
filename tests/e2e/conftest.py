"""A window on a founded estate, for tests with real keys."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk import Desk
from tests.counter import OWNER, PINS, UNIT
from tests.e2e.screen import Screen


def _estate(folder: Path) -> None:
    """Found an estate with a clerk and two residents, as the first start and the manager leave it."""
    desk = Desk.open(folder)
    taken = iter(range(100))

    def take(step: str, **answers: Any) -> None:
        desk.take(step, answers, once=f"found-{next(taken)}")

    take("house.found", name="周明", pin=PINS["周明"], estate="云栖花园", counter="南门服务台")
    desk.sign_in(1, PINS["周明"])
    take("house.hire", name="李婷", pin=PINS["李婷"], role="clerk")
    for unit, name, phone in ((UNIT, OWNER, "13912342207"), ("5-1-2101", "单雪松", "13600008841")):
        take("estate.add_unit", unit=unit)
        take("estate.move_in", unit=unit, name=name, phone=phone)
    desk.close()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """Return a window on a founded estate, the clerk signed in by keys."""
    folder = tmp_path / "estate"
    _estate(folder)
    made = Screen(folder, Path(os.environ["KIOSK_SECRETS"]), tmp_path / "program.log")
    try:
        made.window("云栖花园")
        made.press("2")
        made.type(PINS["李婷"])
        made.press("Return")
        made.window("云栖花园 南门服务台 · 李婷")
        yield made
    finally:
        made.close()
