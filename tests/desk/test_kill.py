"""Killed at any instant: nothing acknowledged is lost, no paper without its record (RELIABILITY)."""

import os
import random
import select
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.clock import StillClock
from kiosk.desk import Desk
from tests import kill_loop
from tests.counter import SUNDAY, Counter

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need fork; Windows is killed by hand (README)")


def test_forty_kills_lose_nothing(counter: Counter) -> None:
    """The long form is `python -m tests.kill_loop 1000`."""
    counter.close()
    report = kill_loop.loop(counter.folder, 40, seed=7, prove_every=10)
    assert report.lost == []
    assert report.steps > 40, str(report)
    counter.reopen()


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM luggage", "UPDATE job SET state = 'pending'", "DELETE FROM luggage_piece",
     "UPDATE hold SET until = since", "UPDATE record SET state = 'missing'", "DELETE FROM search_open", "DELETE FROM job"],
)  # fmt: skip  # a table
def test_the_check_after_a_kill_has_teeth(counter: Counter, damage: str) -> None:
    """What a half-written step would leave is found: the test above is no matter of luck."""
    stored = counter.store()
    job = counter.desk.next_job(kill_loop.PRINTER)
    assert job is not None
    told = ["ready", f"step {stored.entry} {stored.number} stored 5", f"sheet {job.id}"]
    fine = kill_loop.check(counter.folder, told)
    with closing(sqlite3.connect(counter.folder / "kiosk.db")) as database, database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute(damage)
    assert (fine, kill_loop.check(counter.folder, told) != []) == ([], True)


def test_a_first_start_killed_at_any_instant_begins_again(tmp_path: Path) -> None:
    """Migrations are one transaction: a folder is new or whole, never a half."""
    Desk.open(tmp_path / "warm", StillClock(SUNDAY)).close()
    for number in range(12):
        folder, chance = tmp_path / f"estate{number}", random.Random(number)
        child = os.fork()
        if child == 0:
            Desk.open(folder, StillClock(SUNDAY))
            os._exit(0)
        select.select([], [], [], chance.random() * 0.4)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        desk = Desk.open(folder, StillClock(SUNDAY))
        assert desk.staff() == []
        desk.close()
