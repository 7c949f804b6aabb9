"""A disk that fails at any call: what was said to be saved is saved, all else is a sentence (RELIABILITY)."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import power_cut

pytestmark = pytest.mark.skipif(not power_cut.available(), reason="strace is not there, or may not trace")

#: Takes six steps and says after each what came of it; goes on after an error, as a clerk would.
_WORK = """
import os, sys
from pathlib import Path
from kiosk.clock import StillClock
from kiosk.desk import Desk
from kiosk.errors import KioskError
from tests.counter import OWNER, SUNDAY, UNIT
desk = Desk.open(Path(sys.argv[1]), StillClock(SUNDAY))
desk.clerk = next(s for s in desk.staff() if s.name == "李婷")

for turn in range(6):
    try:
        answers = {"unit": UNIT, "party": OWNER, "pieces": [{"kind": "bag", "size": "1"}]}
        print("saved", desk.take("luggage.store", answers, once=str(turn)).entry, flush=True)
    except KioskError as error:
        print("refused", type(error).__name__, flush=True)
os._exit(0)
"""


def run(folder: Path, fault: str) -> list[list[str]]:
    """Take the steps with a fault injected, and return what was said."""
    trace = ["strace", "-o", "/dev/null", "-e", f"trace={fault.split(':', maxsplit=1)[0]}", "-e", f"inject={fault}"]
    code = [sys.executable, "-c", _WORK, str(folder)]
    done = subprocess.run(
        [*trace, *code], cwd=power_cut.ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("pwrite64:error=ENOSPC:when=15+", "DiskFullError"),
        ("pwrite64:error=ENOSPC:when=40..90", "DiskFullError"),
        ("pwrite64:error=EIO:when=45", "StoreError"),
        ("fdatasync:error=EIO:when=3", "StoreError"),
        ("fdatasync:error=EIO:when=4..5", "StoreError"),
    ],
)
def test_a_failing_disk_never_says_saved(founded: Path, tmp_path: Path, fault: str, error: str) -> None:
    """Full, unreadable, a sync that fails: no false word, nothing half written, and on it goes afterwards."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    said = run(tmp_path / "estate", fault)
    assert error in [word for kind, word in said if kind == "refused"], said
    assert {word for kind, word in said if kind == "refused"} <= {error, "StoreError", "BusyError"}
    with closing(sqlite3.connect(tmp_path / "estate" / "kiosk.db")) as database:
        there = {str(n) for (n,) in database.execute("SELECT id FROM entry WHERE step = 'luggage.store'")}
        (whole,) = database.execute("PRAGMA integrity_check").fetchone()
    assert (whole, {word for kind, word in said if kind == "saved"} - there) == ("ok", set())
