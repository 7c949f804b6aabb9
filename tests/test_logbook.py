"""The program's log: it says where, and never what somebody typed."""

import logging
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from kiosk import logbook


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the file that this test logs into, and put logging back."""
    crashes: list[TextIO] = []
    monkeypatch.setattr(logbook.faulthandler, "enable", crashes.append)  # pytest has its own
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()  # `force` would close pytest's own
    yield logbook.begin(tmp_path)
    logging.captureWarnings(capture=False)
    for handler in root.handlers:
        handler.close()
    for file in crashes:
        file.close()
    root.handlers[:], root.level = before, level


def failed(error: BaseException, cause: BaseException | None = None) -> None:
    """Log an error as the desk's thread would."""
    try:
        raise error from cause
    except type(error):
        logging.getLogger("kiosk.test").exception("a call failed")


def test_an_error_leaves_its_place_and_kind(lines: Path) -> None:
    """Whoever looks after the program can find the line."""
    failed(ValueError("沈佳宜 13912342207"), KeyError("110101199003071234"))
    log = lines.read_text(encoding="utf-8")
    assert "builtins.ValueError" in log
    assert "builtins.KeyError" in log
    assert f"{Path(__file__).name}:" in log


def test_an_error_leaves_no_answer(lines: Path) -> None:
    """Messages quote what was typed; none of it may lie on the disk in the open."""
    failed(ValueError("沈佳宜 13912342207"), KeyError("110101199003071234"))
    log = lines.read_text(encoding="utf-8")
    assert [secret for secret in ("沈佳宜", "13912342207", "110101199003071234") if secret in log] == []


def test_a_database_error_leaves_its_code(lines: Path) -> None:
    """Its message would hold the parameters, its code holds none."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a TEXT UNIQUE)")
    with pytest.raises(sqlite3.IntegrityError) as caught:
        connection.executemany("INSERT INTO t VALUES (?)", [("沈佳宜",), ("沈佳宜",)])
    connection.close()
    failed(caught.value)
    assert "SQLITE_CONSTRAINT_UNIQUE" in lines.read_text(encoding="utf-8")


def test_a_missing_module_is_named(lines: Path) -> None:
    """Names of the program are no answers."""
    failed(ModuleNotFoundError("No module named 'stdnum.cn'"))
    assert "stdnum.cn" in lines.read_text(encoding="utf-8")


def test_a_program_without_console_can_still_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen window on Windows has no standard output, and libraries that print would end it."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    logbook.streams(tmp_path)
    print("something", file=sys.stderr)
    sys.stderr.close()
    assert (tmp_path / "console.log").read_text(encoding="utf-8") == "something\n"
