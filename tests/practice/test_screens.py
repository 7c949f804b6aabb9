"""Pictures of every view: all of them, at the size of the counter's screen, the same each time."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from kiosk.clock import StillClock
from kiosk.desk.desk import Desk
from kiosk.practice.counter import Counter
from kiosk.practice.estate import OWNER, OWNER_UNIT
from kiosk.practice.fill import DAY, fill
from kiosk.practice.screens import HEIGHT, WIDTH, take_pictures
from kiosk.service import services


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "data", StillClock(DAY), synchronous="NORMAL")
    estate = fill(made, small=True).estate
    Counter(made, StillClock(DAY), estate, "pictures").sign_in("李婷")
    yield made
    made.close()


def test_every_view_has_its_picture_and_the_same_one_twice(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    pieces = [{"kind": "case", "size": "4"}]
    stored = desk.take("luggage.store", {"unit": OWNER_UNIT, "party": OWNER, "pieces": pieces}, once="picture")
    for folder in ("a", "b"):
        take_pictures(desk, tmp_path / folder, numbers={"drawing": stored.number}, dresses=[("en", "dark")])
    first = {one.name: one.read_bytes() for one in (tmp_path / "a").iterdir()}
    again = {one.name: one.read_bytes() for one in (tmp_path / "b").iterdir()}
    assert [name for name in first if first[name] != again.get(name)] == []
    wanted = ["board", "unit", "queue", "journal", "settings", "sign_in", "first_start", "refusal", "lift"]
    kept = [of.key for of in services().values() if of.prefix]
    wanted += [f"{key}_list" for key in kept] + ["luggage_form", "luggage_record", "luggage_round_record"]
    assert [name for name in wanted if f"{name}-en-dark.png" not in first] == []
    for name, data in first.items():
        assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT), name
    assert desk.clerk is not None
    assert desk.drafts() == []
