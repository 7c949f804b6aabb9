"""A power cut at any instant loses nothing that was acknowledged; the control run shows that it would be seen."""

from pathlib import Path

import pytest

from tests import power_cut

pytestmark = pytest.mark.skipif(not power_cut.available(), reason="strace is not there, or may not trace")


def test_full_loses_nothing(founded: Path) -> None:
    """The long form is `python -m tests.power_cut 3000`."""
    report = power_cut.replay(founded / "estate", "FULL", 60, seed=3)
    assert (report.lost, report.broken) == (0, 0), str(report)
    assert report.acknowledged > 100, str(report)


def test_normal_would_lose_something(founded: Path) -> None:
    """The control: with synchronous=NORMAL acknowledged steps are missing, but nothing is broken."""
    report = power_cut.replay(founded / "estate", "NORMAL", 40, seed=3)
    assert report.lost > 0, str(report)
    assert report.broken == 0, str(report)
