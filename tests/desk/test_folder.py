"""The data folder: one window on it, never a false "saved", and a sentence for whatever is wrong with it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.clock import StillClock
from kiosk.desk import Desk
from kiosk.errors import DamagedError, DiskFullError, InUseError, NewerDataError, ReadOnlyError
from kiosk.store import database
from kiosk.store.database import Folder
from tests.counter import SUNDAY, THREE, Counter

ROOT = Path(__file__).resolve().parents[2]


def pragma(counter: Counter, statement: str) -> int:
    """Run a pragma on the writing connection, outside any transaction."""
    raw = counter.desk.folder.writer.raw_connection()
    try:
        cursor = raw.cursor()
        row = cursor.execute(f"PRAGMA {statement}").fetchone()
        return int(row[0]) if row else 0
    finally:
        raw.close()


def test_a_second_window_is_refused(counter: Counter) -> None:
    """Two desks on one folder would be two writing connections."""
    with pytest.raises(InUseError):
        Desk.open(counter.folder, counter.clock)
    counter.store()


def test_a_second_program_is_refused(counter: Counter) -> None:
    """Another process too, with the same sentence."""
    code = (
        "import sys; from pathlib import Path; from kiosk.store.database import Folder\n"
        "try: Folder(Path(sys.argv[1]))\n"
        "except Exception as error: print(type(error).__name__)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(counter.folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "InUseError"


class _Full:
    """A connection whose disk takes no more."""

    def execute(self, statement: str) -> None:
        """Fail as SQLite does."""
        full = sqlite3.OperationalError("database or disk is full")
        full.sqlite_errorname = "SQLITE_FULL"
        raise full


@pytest.mark.parametrize("bring", [Folder.checkpoint, Folder.bring_in])
def test_a_log_that_cannot_be_brought_in_says_so_in_words(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, bring: Callable[[Folder], object]
) -> None:
    """A full disk is a sentence there too; nothing of the database's own comes through."""
    monkeypatch.setattr(database, "driver_of", lambda engine: _Full())
    with pytest.raises(DiskFullError):
        bring(counter.desk.folder)


def test_a_closed_folder_opens_again(counter: Counter) -> None:
    """Closing lets it go; everything is there."""
    stored = counter.store()
    counter.reopen()
    counter.sign_in("李婷")
    assert counter.take("luggage.hand_over", stored.number).state == "collected"


def test_a_full_disk_saves_nothing_and_says_so(counter: Counter) -> None:
    """No room for one more page: refused, nothing half written; with room again it goes on."""
    pages = pragma(counter, "page_count")
    pragma(counter, f"max_page_count={pages}")
    errors = [counter.error("luggage.store", unit="3-2-1005", pieces=THREE) for _n in range(40)]
    assert set(errors) <= {"", "DiskFullError"}
    assert errors[-1] == "DiskFullError"
    saved = errors.count("")
    assert len(counter.reader.records("luggage")) == saved
    assert counter.sql("SELECT count(*) FROM entry WHERE step = 'luggage.store'") == [(saved,)]
    assert counter.sql("PRAGMA integrity_check") == [("ok",)]
    pragma(counter, "max_page_count=1000000")
    assert counter.error("estate.add_note", unit="3-2-1005", text="room again") == ""


def test_a_locked_database_says_so(counter: Counter) -> None:
    """Another program holds it: nothing saved, and the same form goes through afterwards."""
    pragma(counter, "busy_timeout=0")
    with closing(sqlite3.connect(counter.folder / "kiosk.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert counter.error("luggage.store", once="key", unit="3-2-1005", pieces=THREE) == "BusyError"
        other.execute("ROLLBACK")
    assert counter.store(once="key").again is False


def test_newer_data_is_left_alone(counter: Counter) -> None:
    """A folder of a newer program is refused and not touched."""
    counter.close()
    file = counter.folder / "kiosk.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = file.read_bytes()
    with pytest.raises(NewerDataError):
        Desk.open(counter.folder, counter.clock)
    assert file.read_bytes() == before
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = (SELECT max(version_num) FROM alembic_version)")
    counter.desk = _Closed()  # type: ignore[assignment]  # nothing to close any more


#: Opens a desk as somebody who may not write; a first one is opened before, so that all is imported.
_AS_NOBODY = """
import os, sys, tempfile
from pathlib import Path
from kiosk.desk import Desk
from kiosk.errors import ReadOnlyError
str(ReadOnlyError())
Desk.open(Path(tempfile.mkdtemp(dir=os.environ["KIOSK_SECRETS"]))).close()
os.environ["KIOSK_SECRETS"] = str(Path(sys.argv[1]).parent / "secrets")
os.geteuid() or os.setuid(65534)
try:
    Desk.open(Path(sys.argv[1]))
    print("opened")
except Exception as error:
    print(type(error).__name__, error)
"""


class _Closed:
    """Stands for a desk that is closed already."""

    def close(self) -> None:
        """Do nothing."""


def test_something_else_under_that_name_is_not_touched(tmp_path: Path) -> None:
    """A file that is no database: a sentence, and the file as it was."""
    (tmp_path / "kiosk.db").write_bytes(b"letters to my aunt" * 400)
    with pytest.raises(DamagedError):
        Desk.open(tmp_path, StillClock(SUNDAY))
    assert (tmp_path / "kiosk.db").read_bytes() == b"letters to my aunt" * 400


def test_a_folder_that_is_a_file_says_so(tmp_path: Path) -> None:
    """Not a traceback."""
    (tmp_path / "estate").write_text("x", encoding="utf-8")
    with pytest.raises(ReadOnlyError):
        Desk.open(tmp_path / "estate", StillClock(SUNDAY))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of another kind")
@pytest.mark.parametrize("locked", ["folder", "file"])
def test_a_folder_that_cannot_be_written_says_so(founded: Path, locked: str) -> None:
    """As somebody who may read but not write: one sentence, no traceback."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "estate"
        shutil.copytree(founded, Path(made), dirs_exist_ok=True)
        (folder / "desk.lock").touch()
        for secrets in (Path(made) / "secrets", Path(os.environ["KIOSK_SECRETS"])):
            secrets.mkdir(exist_ok=True)
        for secret in (Path(made) / "secrets").rglob("*"):
            secret.chmod(0o444)
        for path, mode in (
            (Path(made), 0o755),
            (Path(made) / "secrets", 0o755),
            (folder, 0o755 if locked == "folder" else 0o777),
        ):
            path.chmod(mode)
        for path in folder.iterdir():
            path.chmod(0o444 if locked == "folder" or path.name == "kiosk.db" else 0o666)
        done = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False
        )
        for path in (folder, *folder.iterdir()):
            path.chmod(0o777)
    assert done.stdout.startswith("ReadOnlyError"), done.stdout + done.stderr


def test_promises_are_asserted_at_the_start(tmp_path: Path) -> None:
    """WAL, FULL and foreign keys on the writing connection; the reading one cannot write."""
    folder = Folder(tmp_path)
    with folder.writer.connect() as connection:
        found = [
            connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "synchronous", "foreign_keys")
        ]
    reader = folder.reader()
    with reader.connect() as connection, pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM unit")
    reader.dispose()
    folder.close()
    assert found == ["wal", 2, 1]


def test_the_newest_schema_opens_without_a_migration(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A start costs no look at the migrations where nothing is to be done."""
    monkeypatch.setattr("kiosk.store.migrations.run", lambda engine: pytest.fail("migrated"))
    counter.reopen()
