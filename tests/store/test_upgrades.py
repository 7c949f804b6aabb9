"""Every schema that was ever released opens, with all that was in it."""

import errno
from pathlib import Path

import pytest

from kiosk.errors import DiskFullError
from kiosk.store import journal
from kiosk.store.database import REVISION, reading, revision
from tests import old_schemas
from tests.counter import UNIT, Counter

KEPT = [pytest.param(path, id=path.name.split(".")[0]) for path in sorted(old_schemas.KEPT.glob("*.db.gz"))]


@pytest.fixture(params=KEPT)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Counter:
    """Return a counter on the folder of an older program."""
    old_schemas.unpack(request.param, tmp_path / "estate")
    return Counter(tmp_path / "estate")


def test_an_old_folder_is_brought_up_to_date_whole(old: Counter) -> None:
    """Records, pieces, journal and its chain, notes, search: as they were left."""
    engine = reading(old.folder)
    with engine.connect() as connection:
        proof = journal.prove(connection)
    assert (revision(engine), proof.whole, proof.entries > 20) == (REVISION, True, True)
    engine.dispose()
    states = sorted(row.state for closed in (False, True) for row in old.reader.records("luggage", closed=closed))
    assert states == ["collected", "missing", "stored", "stored"]
    assert old.sql("PRAGMA integrity_check") == [("ok",)]
    assert old.sql("PRAGMA foreign_key_check") == []
    assert old.draft("luggage.store", unit=UNIT).notes == ("老人腿脚不便",)
    assert [found.key for found in old.reader.find("L-1122-02")] == ["L26112202"]
    old.close()


@pytest.mark.parametrize("kept", KEPT[-1:])
def test_a_disk_that_is_full_keeps_no_part_of_the_copy(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The upgrade is not begun, the folder is as it was, and what was written of the copy gives its room back."""

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    folder = tmp_path / "estate"
    old_schemas.unpack(kept, folder)
    was = sorted(path.name for path in folder.iterdir() if path.suffix == ".db")
    with monkeypatch.context() as patched:
        patched.setattr("kiosk.store.database.os.fsync", full)
        with pytest.raises(DiskFullError):
            Counter(folder)
    assert sorted(path.name for path in folder.iterdir() if path.suffix in (".db", ".new")) == was
    again = Counter(folder)
    assert again.sql("PRAGMA integrity_check") == [("ok",)]
    assert list(folder.glob("before-*.db"))
    again.close()


def test_work_goes_on_in_it(old: Counter) -> None:
    """The next number, the next place, the rest of a part collection."""
    old.later(minutes=5)
    assert old.store().number == "L26112205"
    assert old.take("luggage.hand_over", "L26112202").state == "collected"
    old.close()


def test_parcels_begin_in_it(old: Counter) -> None:
    """The estate has couriers and flags in its lists, and a label's few digits find whoever lived there before."""
    old.later(minutes=5)
    taken = old.take("parcels.receive", waybills=["SF1234567898821"], addressee="2207", flag="perishable")
    assert (taken.state, old.reader.page(taken.number).row.unit) == ("waiting", UNIT)
    assert "顺丰 尾号 8821" in old.paper(taken, "label")
    old.close()


def test_some_schema_is_kept() -> None:
    """Before a release: `python -m tests.old_schemas`."""
    assert KEPT != []
