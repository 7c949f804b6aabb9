"""`kiosk bench` at a small size: the folder is whole, and every figure has its shape. No time is judged here."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.bench.counter import lists, searches, takes
from kiosk.bench.figures import Sample, at, beside
from kiosk.bench.folder import FILE, Made, NotOursError, prepared, worked_on
from kiosk.bench.papers import slips
from kiosk.bench.questions import MIX
from kiosk.store import journal
from kiosk.store.database import reading

RECORDS = 120


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small big folder."""
    return prepared(tmp_path_factory.mktemp("bench") / "big", Made(RECORDS, 1), lambda words: None)


def test_the_folder_is_what_the_desk_would_have_written(big: Path) -> None:
    """Its journal is chained, nothing points nowhere, and as many records are there as were asked for."""
    engine = reading(big)
    with engine.connect() as connection:
        assert journal.prove(connection).whole
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        assert connection.exec_driver_sql("SELECT count(*) FROM record").scalar_one() >= RECORDS
        words = connection.exec_driver_sql("SELECT count(*) FROM search_open WHERE kind = 'record'").scalar_one()
        assert words == connection.exec_driver_sql("SELECT count(*) FROM record WHERE closed_at IS NULL").scalar_one()
        held = connection.exec_driver_sql("SELECT count(*) FROM hold WHERE until IS NULL").scalar_one()
        assert 0 < held <= words
    engine.dispose()


def test_the_same_folder_is_kept_and_another_is_made_anew(big: Path) -> None:
    """Made again only where size, seed or recipe differ; somebody's data is left alone."""
    before = (big / FILE).stat().st_mtime_ns
    said: list[str] = []
    prepared(big, Made(RECORDS, 1), said.append)
    assert (big / FILE).stat().st_mtime_ns == before
    assert said == []
    (big / "bench.json").rename(big / "kept.json")
    with pytest.raises(NotOursError):
        prepared(big, replace(Made(RECORDS, 1), seed=2), said.append)
    (big / "kept.json").rename(big / "bench.json")


def test_every_part_gives_figures_beside_raw_ones(big: Path, tmp_path: Path) -> None:
    """Steps, the one box, lists and slips: how often, the middle, the slow end, and the ratio."""
    with worked_on(big, tmp_path / "data") as folder:
        found = [takes(folder, 4), searches(folder, 1), *_shown(lists(folder, 2)), *_shown(slips(folder, 2))]
    for one in found:
        assert {"n", "p50", "p95", "p99", "max", "raw", "ratio"} <= set(one)
        assert one["min"] <= one["p50"] <= one["p99"] <= one["max"]
        assert one["raw"]["n"] > 0
    assert found[0]["n"] == 4
    assert found[1]["n"] == sum(MIX.values())
    json.dumps(found)
    assert not (tmp_path / "data").exists()


def _shown(part: dict[str, object]) -> list[dict[str, object]]:
    """Return the figures of a part without its remarks."""
    return [one for one in part.values() if isinstance(one, dict)]


def test_figures() -> None:
    """The nearest rank, and a ratio of the middles."""
    ordered = [float(n) for n in range(1, 101)]
    assert [at(ordered, share) for share in (0.5, 0.95, 0.99, 1.0)] == [50.0, 95.0, 99.0, 100.0]
    assert at([7.0], 0.99) == 7.0
    assert beside(Sample([0.004, 0.004]), Sample([0.002]))["ratio"] == 2.0
    assert Sample().figures() == {"n": 0}
