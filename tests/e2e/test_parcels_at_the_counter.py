"""Parcels with real keys and a scanner that types, on a real window: in by a scan and two touches, out by two scans."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kiosk import numbers
from tests.counter import UNIT
from tests.e2e.screen import Screen, missing, rows, until

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no {missing()} on this machine")

#: Seconds are counted: a key, a scan, a glance at the next field (DESIGN §7).
A_KEY, A_SCAN, A_GLANCE = 0.25, 1.0, 1.0


def _parcels(folder: Path, state: str = "waiting") -> list[Any]:
    """Return number, unit and place of the parcels of a state, the oldest first."""
    return rows(
        folder, f"SELECT number, unit, place FROM record WHERE service='parcels' AND state='{state}' ORDER BY id"
    )


def _so_many(folder: Path, count: int) -> bool:
    """Whether so many parcels wait."""
    return len(_parcels(folder)) == count


def _drafted(folder: Path, step: str) -> Any:
    """Return the half-typed form of a step: it is on the disk within a second of the last key."""
    return until(lambda: rows(folder, f"SELECT key FROM form_draft WHERE step='{step}'"), f"a form of {step}")


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
    until(lambda: rows(folder, "SELECT 1 FROM record WHERE service='parcel_batch'"), "begun")
    for no, ending in enumerate(("2207", "8841", "2207")):
        screen.scan(f"SF12345678{no:02d}")
        screen.type(ending)
        _drafted(folder, "parcels.receive")
        screen.press("ctrl+Return", "ctrl+Return")  # a nervous finger takes it once
        until(partial(_so_many, folder, no + 1), f"parcel {no + 1}")
    assert [row[1] for row in _parcels(folder)] == [UNIT, "5-1-2101", UNIT]
    assert len({row[2] for row in _parcels(folder)}) == 3
    counted = rows(folder, "SELECT count(*) FROM parcel_batch_line WHERE struck_at IS NULL")
    assert counted == [(3,)]
