"""Parcels with real keys and a scanner that types, on a real window: in by a scan and two touches, out by two scans."""

import os
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk import numbers
from kiosk.desk import Desk
from tests.counter import OWNER, PINS, UNIT
from tests.e2e.screen import Screen, missing, until

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no {missing()} on this machine")

#: Seconds are counted: a key, a scan, a glance at the next field (DESIGN §7).
A_KEY, A_SCAN, A_GLANCE = 0.25, 1.0, 1.0


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


def _rows(folder: Path, query: str) -> list[Any]:
    """Return rows of the estate's database, read beside the running program."""
    with sqlite3.connect(f"file:{folder / 'kiosk.db'}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def _parcels(folder: Path, state: str = "waiting") -> list[Any]:
    """Return number, unit and place of the parcels of a state, the oldest first."""
    return _rows(
        folder, f"SELECT number, unit, place FROM record WHERE service='parcels' AND state='{state}' ORDER BY id"
    )


def _so_many(folder: Path, count: int) -> bool:
    """Whether so many parcels wait."""
    return len(_parcels(folder)) == count


def _drafted(folder: Path, step: str) -> Any:
    """Return the half-typed form of a step: it is on the disk within a second of the last key."""
    return until(lambda: _rows(folder, f"SELECT key FROM form_draft WHERE step='{step}'"), f"a form of {step}")


def test_in_by_a_scan_and_two_touches_out_by_two_scans(screen: Screen, tmp_path: Path) -> None:
    """The waybill scanned anywhere, the phone's ending, Ctrl+Enter; the label and the parcel scanned, Ctrl+Enter."""
    folder = tmp_path / "estate"
    screen.keys = 0
    screen.scan("SF1234567898821")
    screen.type("2207")
    _drafted(folder, "parcels.receive")
    screen.press("ctrl+Return")
    number, unit, place = until(lambda: _parcels(folder), "taken in")[0]
    assert unit == UNIT
    assert place
    assert screen.keys * A_KEY + A_SCAN + 2 * A_GLANCE <= 6
    until(lambda: list((folder / "slips").glob("*.bin")), "its label")

    screen.keys = 0
    screen.scan(numbers.payload(number))  # what the resident shows
    screen.scan(numbers.payload(number))  # what lies on the shelf
    _drafted(folder, "parcels.release")
    screen.press("ctrl+Return")
    until(lambda: _parcels(folder, "collected"), "handed over")
    assert screen.keys * A_KEY + 2 * A_SCAN + 2 * A_GLANCE <= 8


def test_a_cartload_of_three(screen: Screen, tmp_path: Path) -> None:
    """His count, three scans with three endings, each taken once; all counted to the cartload."""
    folder = tmp_path / "estate"
    screen.press("F8")
    screen.type("13")  # the courier's digit, then his count
    _drafted(folder, "parcel_batch.begin")
    screen.press("ctrl+Return")
    until(lambda: _rows(folder, "SELECT 1 FROM record WHERE service='parcel_batch'"), "begun")
    for no, ending in enumerate(("2207", "8841", "2207")):
        screen.scan(f"SF12345678{no:02d}")
        screen.type(ending)
        _drafted(folder, "parcels.receive")
        screen.press("ctrl+Return", "ctrl+Return")  # a nervous finger takes it once
        until(partial(_so_many, folder, no + 1), f"parcel {no + 1}")
    assert [row[1] for row in _parcels(folder)] == [UNIT, "5-1-2101", UNIT]
    assert len({row[2] for row in _parcels(folder)}) == 3
    counted = _rows(folder, "SELECT count(*) FROM parcel_batch_line WHERE struck_at IS NULL")
    assert counted == [(3,)]
