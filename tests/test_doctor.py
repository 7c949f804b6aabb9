"""`kiosk doctor`: it finds what needs a person, and changes nothing while looking."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.doctor import Finding, examine
from kiosk.i18n import use
from kiosk.options import Options
from kiosk.places import secrets_folder
from kiosk.selftest import trials
from tests.counter import Counter


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Read the findings in English."""
    use("en")
    yield
    use("zh")


def found(counter: Counter, about: str, printer: str | None = None) -> Finding:
    """Return the finding about one thing."""
    findings = {str(finding.about): finding for finding in examine(Options(data=counter.folder, printer=printer))}
    return findings[about]


def spoil(counter: Counter, *statements: str) -> None:
    """Change the database as only a hand from outside would."""
    with counter.desk.folder.writer.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_healthy_estate_needs_nobody(counter: Counter) -> None:
    """Otherwise nobody looks at the list again."""
    assert [str(finding) for finding in examine(Options(data=counter.folder)) if finding.bad] == []


def test_it_changes_nothing(counter: Counter) -> None:
    """A look at a counter must not make it another: no key, no lock, no row."""

    def state() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in counter.folder.iterdir() if path.suffix == ".db"}

    before, keys = state(), sorted(secrets_folder().glob("*"))
    list(examine(Options(data=counter.folder)))
    assert (state(), sorted(secrets_folder().glob("*"))) == (before, keys)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    """A wrong --data must not look like health."""
    findings = list(examine(Options(data=tmp_path / "nothing")))
    assert [finding.bad for finding in findings][-1]
    assert not (tmp_path / "nothing").exists()


def test_a_rewritten_journal_is_found(counter: Counter) -> None:
    """Whoever owns the file can write it anew; the chain then breaks at that line."""
    spoil(counter, *_without_triggers(counter, "entry"))
    spoil(counter, "UPDATE entry SET clerk = '别人' WHERE id = 2")
    assert found(counter, "Journal").bad
    assert "2" in str(found(counter, "Journal").said)


def _without_triggers(counter: Counter, table: str) -> list[str]:
    """Return statements that take a table's triggers away."""
    with counter.desk.folder.writer.begin() as connection:
        query = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        return [f"DROP TRIGGER {name}" for name in connection.execute(query, {"table": table}).scalars()]


def test_a_loose_reference_is_found(counter: Counter) -> None:
    """SQLite calls such a file whole."""
    spoil(counter, "COMMIT", "PRAGMA foreign_keys=OFF", "BEGIN", "UPDATE resident SET unit = '9-9-9999'")
    assert found(counter, "Database").bad


def test_a_lost_key_is_found(counter: Counter) -> None:
    """What is sealed cannot be read without it, and a backup is then the last chance."""
    spoil(counter, "INSERT INTO vault_key VALUES ('visitor', '2026-11', x'00', '2026-11-01 00:00:00.000000')")
    for key in secrets_folder().glob("*.key"):
        key.unlink()
    assert found(counter, "Keys").bad


def test_waiting_slips_are_counted(counter: Counter) -> None:
    """A slip in doubt is a question that nobody answered."""
    stored = counter.store()
    counter.desk.settle(stored.jobs[0], "doubt")
    assert found(counter, "Print queue").bad
    assert "1 in doubt" in str(found(counter, "Print queue").said)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense"])
def test_a_printer_that_cannot_be_reached_is_found(counter: Counter, address: str) -> None:
    """The sentence says what to look at."""
    assert found(counter, f"Printer {address}", printer=address).bad


def test_a_newer_program_needs_a_start(counter: Counter) -> None:
    """The doctor reads one revision only, and says so instead of stumbling."""
    spoil(counter, "UPDATE alembic_version SET version_num = '0000'")
    assert found(counter, "Database").bad


def test_every_part_can_be_tried() -> None:
    """What proves the frozen program must hold for the source tree as well."""
    assert [str(finding) for finding in trials() if finding.bad] == []


def test_pictures_that_the_scanner_left_are_said(counter: Counter, tmp_path: Path) -> None:
    """They lie there in plain; a folder that is gone wants a person."""
    folder = tmp_path / "scans"
    folder.mkdir()
    counter.sign_in("周明")
    counter.take("house.set_value", key="scanner_folder", value=json.dumps(str(folder)))
    assert found(counter, "Scanner's folder").level == "ok"
    (folder / "scan.JPG").write_bytes(b"x")
    left = found(counter, "Scanner's folder")
    assert (left.level, "1 pictures" in str(left.said)) == ("note", True)
    (folder / "scan.JPG").unlink()
    folder.rmdir()
    assert found(counter, "Scanner's folder").bad
