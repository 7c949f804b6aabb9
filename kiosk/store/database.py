"""Engines on one data folder: pragmas asserted, own BEGIN, migrated, one writer, errors in words."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, Engine, create_engine, event, exc, text
from sqlalchemy.pool import StaticPool

from kiosk.errors import (
    BusyError,
    DamagedError,
    DiskFullError,
    InUseError,
    KioskError,
    NewerDataError,
    ReadOnlyError,
    StoreError,
)

#: The revision that this program reads and writes: the newest migration, found by its number.
REVISION = max(path.name[:4] for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))

FILE = "kiosk.db"
LOCK = "desk.lock"
#: Pages of the log that are brought in by the step that comes to them: the desk does it while it rests (`Desk.rest`),
#: and this is for one that never does. SQLite's own thousand would come every thirtieth step.
_LONGEST_LOG = 4000


class Folder:
    """A data folder held by this process: one writing engine, any number of reading ones."""

    def __init__(self, path: Path, *, synchronous: str = "FULL") -> None:
        """Hold `path`, creating and migrating its database; raises a KioskError in words.

        `synchronous` is NORMAL only in the control run of the power-cut replay.
        """
        self.path = path
        with in_words():
            path.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(path / LOCK)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise InUseError from error
        except OSError as error:
            raise _of_os(error) from error
        try:
            with in_words():
                self.writer = _engine(path / FILE, writing=True, synchronous=synchronous)
                upgrade(self.writer, keep=path)
                _assert_pragmas(self.writer, synchronous)
        except BaseException:
            self._lock.release()
            raise

    def reader(self) -> Engine:
        """Return an engine that cannot write, for one other thread."""
        return _engine(self.path / FILE, writing=False)

    def checkpoint(self) -> bool:
        """Bring the log into the database and empty it; False where a reader still needs some of it."""
        with in_words():
            (busy, *_pages) = driver_of(self.writer).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def bring_in(self) -> None:
        """Bring as much of the log into the database as no reader still needs, without waiting for any."""
        with in_words():
            driver_of(self.writer).execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close the writing connection and let the folder go."""
        self.writer.dispose()
        self._lock.release()


def driver_of(engine: Engine) -> sqlite3.Connection:
    """Return the one connection of an engine itself, for what costs too much through the engine."""
    with in_words():
        fairy = engine.raw_connection()
        driver = fairy.driver_connection
        fairy.close()
    assert isinstance(driver, sqlite3.Connection)  # a pool hands out live connections only
    return driver


def reading(path: Path) -> Engine:
    """Return a reading engine on a folder that may be open elsewhere, for `kiosk doctor`."""
    if not (path / FILE).exists():
        raise KioskError(_no_data(), "")
    return _engine(path / FILE, writing=False)


def _no_data() -> Any:
    """Return the sentence for a folder without data."""
    from kiosk.i18n import _

    return _("There is no data in this folder yet.")


def _engine(path: Path, *, writing: bool, synchronous: str = "FULL") -> Engine:
    """Return an engine with our pragmas and our own BEGIN (PITFALLS §4)."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=StaticPool,
        connect_args={"timeout": 5, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=5000")
        if writing:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA secure_delete=ON")  # what a purge empties is overwritten, not only let go
            cursor.execute(f"PRAGMA synchronous={synchronous}")
            cursor.execute(f"PRAGMA wal_autocheckpoint={_LONGEST_LOG}")
        else:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    begin = "BEGIN IMMEDIATE" if writing else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _assert_pragmas(engine: Engine, synchronous: str) -> None:
    """Raise StoreError unless the promises of RELIABILITY hold on this connection."""
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": {"FULL": 2, "NORMAL": 1}[synchronous]}
    with engine.connect() as connection:
        for name, value in wanted.items():
            if connection.exec_driver_sql(f"PRAGMA {name}").scalar() != value:
                raise StoreError


def revision(engine: Engine) -> str:
    """Return the revision of a database, "" for an empty one."""
    with engine.connect() as connection:
        if not connection.execute(text("SELECT 1 FROM sqlite_master WHERE name='alembic_version'")).first():
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def upgrade(engine: Engine, *, keep: Path | None = None) -> None:
    """Bring a database to this program's revision; refuse one of a newer program.

    A database that holds something is copied into `keep` first, whole or not at all, so that an upgrade
    that goes wrong loses nothing. Alembic is imported only where there is something to do: it would cost
    0.15 s at every start.
    """
    found = revision(engine)
    if found == REVISION:
        return
    if found > REVISION:
        raise NewerDataError
    from kiosk.store.migrations import run

    if found and keep is not None:
        _copy(engine, keep / f"before-{found}.db")
    run(engine)


def _copy(engine: Engine, path: Path) -> None:
    """Copy the whole database beside itself under a temporary name, then rename it."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    try:
        raw = engine.raw_connection()
        try:
            assert raw.driver_connection is not None  # a pool hands out live connections only
            raw.driver_connection.execute("VACUUM INTO ?", (str(beside),))
        finally:
            raw.close()
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)  # a part of a copy would hold the disk that is full, and is of no use
        raise


@contextmanager
def in_words() -> Iterator[None]:
    """Turn errors of disk and database into sentences; anything else passes."""
    try:
        yield
    except exc.OperationalError as error:
        raise _of_sqlite(error.orig) from error
    except exc.DatabaseError as error:
        if isinstance(error, exc.IntegrityError):
            raise
        raise _of_sqlite(error.orig) from error
    except sqlite3.DatabaseError as error:
        raise _of_sqlite(error) from error
    except OSError as error:
        raise _of_os(error) from error


def _of_sqlite(error: BaseException | None) -> KioskError:
    """Return the sentence for an error of SQLite."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return DiskFullError()
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return ReadOnlyError()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return BusyError()
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return DamagedError()
    return StoreError()


def _of_os(error: OSError) -> KioskError:
    """Return the sentence for an error of the file system."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError()
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM, errno.ENOTDIR, errno.EEXIST):
        return ReadOnlyError()
    return StoreError()
