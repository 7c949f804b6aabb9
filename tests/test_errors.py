"""Every error that a clerk may see is a sentence in both languages, with a way out."""

import inspect
import sqlite3

import pytest

from kiosk import errors
from kiosk.errors import BusyError, DamagedError, DiskFullError, KioskError, ReadOnlyError, StoreError
from kiosk.i18n import Words
from kiosk.store.database import in_words

KINDS = [kind for _name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, KioskError)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_speaks_both_languages(kind: type[KioskError]) -> None:
    """Its own words have their Chinese."""
    for said in (kind.words, kind.way):
        if isinstance(said, Words) and said.source:
            assert said.to("zh") != said.source


def failing(code: int, name: str) -> sqlite3.OperationalError:
    """Return an error as SQLite raises it."""
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


@pytest.mark.parametrize(
    ("name", "kind"),
    [("SQLITE_FULL", DiskFullError), ("SQLITE_READONLY_DBMOVED", ReadOnlyError), ("SQLITE_CANTOPEN", ReadOnlyError),
     ("SQLITE_BUSY_SNAPSHOT", BusyError), ("SQLITE_LOCKED", BusyError), ("SQLITE_CORRUPT_INDEX", DamagedError),
     ("SQLITE_NOTADB", DamagedError), ("SQLITE_IOERR_FSYNC", StoreError)],
)  # fmt: skip  # a table
def test_what_sqlite_says_becomes_a_sentence(name: str, kind: type[KioskError]) -> None:
    """Each of its errors says what to do, and none says that something was saved."""
    with pytest.raises(kind) as caught, in_words():
        raise failing(1, name)
    assert type(caught.value) is kind
    assert "as SQLite says it" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "kind"), [(28, DiskFullError), (13, ReadOnlyError), (30, ReadOnlyError), (5, StoreError)]
)
def test_what_the_disk_says_becomes_a_sentence(number: int, kind: type[KioskError]) -> None:
    """Full, forbidden, read-only, broken."""
    with pytest.raises(kind), in_words():
        raise OSError(number, "as the system says it")


def test_a_mistake_of_ours_is_no_sentence() -> None:
    """A violated constraint is a bug: it must not hide as trouble with the disk."""
    with pytest.raises(ZeroDivisionError), in_words():
        _ = 1 / 0
