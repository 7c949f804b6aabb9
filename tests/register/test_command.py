"""`kiosk residents FILE`: what it shows, what it changes, and who has to say that he does it."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk import signing
from kiosk.__main__ import main
from tests.counter import PINS, Counter
from tests.register.test_files import workbook
from tests.register.test_import import REGISTER


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    """Return a data folder with a small estate, the desk closed."""
    counter = Counter(tmp_path / "estate")
    counter.close()
    return tmp_path / "estate"


def command(estate: Path, text: str | bytes, *more: str) -> int:
    """Run `kiosk residents` on a register and return the exit code."""
    path = estate.parent / ("r.xlsx" if isinstance(text, bytes) else "r.csv")
    path.write_bytes(text if isinstance(text, bytes) else text.encode("gb18030"))
    return main(["residents", str(path), "--data", str(estate), *more])


def living(estate: Path) -> int:
    """Return how many people the file has."""
    counter = Counter(estate)
    (found,) = counter.sql("SELECT count(*) FROM resident")[0]
    counter.close()
    return int(found)


@pytest.fixture(autouse=True)
def _speaks_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command takes its language from the system, and who types it from the environment."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setenv("KIOSK_STAFF", "王主管")
    monkeypatch.setenv("KIOSK_PIN", PINS["王主管"])


def test_the_command_brings_in_a_clean_file(estate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """GBK, the columns shown, 0 at the end; the journal names who did it."""
    assert command(estate, REGISTER) == 0
    said = capsys.readouterr().out
    assert "姓名 → 姓名" in said
    assert "新增 2" in said
    assert living(estate) == 4
    counter = Counter(estate)
    assert counter.reader.journal(limit=1)[0].clerk == "王主管"
    counter.close()
    assert command(estate, REGISTER) == 0
    assert living(estate) == 4


def test_a_dry_run_of_the_command_changes_nothing(estate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor does it make a folder that is not there."""
    assert command(estate, REGISTER, "--dry-run") == 0
    assert living(estate) == 2
    assert main(["residents", str(estate.parent / "r.csv"), "--data", str(estate.parent / "new"), "--dry-run"]) == 0
    assert not (estate.parent / "new").exists()
    assert "新增 3" in capsys.readouterr().out


def test_refused_rows_want_a_person(estate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """1, a report, and nothing changed; with --yes the others are brought in."""
    text = REGISTER + "隔壁,老王,,,\n"
    assert command(estate, text) == 1
    said = capsys.readouterr().out
    assert "第 6 行" in said
    assert "没有改动" in said
    assert living(estate) == 2
    assert "老王" in (estate.parent / "r-refused.csv").read_text(encoding="utf-8-sig")
    assert command(estate, text, "--yes", "--report", str(estate.parent / "why.csv")) == 1
    assert living(estate) == 4
    assert (estate.parent / "why.csv").exists()


def test_the_command_names_columns_and_encodings(estate: Path) -> None:
    """For a file whose heads say nothing."""
    text = "甲,乙,丙\n7-1-101,王五,13700001111\n"
    assert command(estate, text) == 1
    assert command(estate, text, "--columns", "unit=甲,name=乙,phone=丙", "--encoding", "gb18030") == 0
    assert living(estate) == 3
    assert command(estate, text, "--columns", "unit") == 2
    assert command(estate, text, "--columns", "unit=没有,name=乙") == 1


def test_the_command_reads_workbooks_into_a_new_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An estate may begin with its register: nobody may sign in there yet, so the command is named."""
    monkeypatch.delenv("KIOSK_STAFF")
    assert command(tmp_path / "new", workbook(("房号", "姓名"), ("1-1-101", "张三"))) == 0
    assert living_of_new(tmp_path / "new") == [("张三",)]
    assert living_of_new(tmp_path / "new", "clerk FROM entry")[-1][0].startswith("kiosk residents (")


def living_of_new(folder: Path, what: str = "name FROM resident") -> list[tuple[str]]:
    """Return the names in a folder that nobody has founded yet."""
    with closing(sqlite3.connect(folder / "kiosk.db")) as database:
        return database.execute(f"SELECT {what}").fetchall()


# --- who does it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lacking", ["KIOSK_STAFF", "KIOSK_PIN"])
def test_without_a_terminal_nobody_is_asked(
    estate: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    """Wrong use, one sentence, nothing changed; looking needs nobody."""
    monkeypatch.delenv(lacking)
    monkeypatch.setattr("builtins.input", lambda *_args: pytest.fail("it waits"))
    assert command(estate, REGISTER, "--dry-run") == 0
    capsys.readouterr()
    assert command(estate, REGISTER) == 2
    said = capsys.readouterr().err
    assert (said.count("\n"), lacking in said) == (1, True)
    assert living(estate) == 2


def test_a_file_that_changes_nothing_asks_nobody(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every night the same register: only the night on which something changed needs a name."""
    assert command(estate, REGISTER) == 0
    monkeypatch.delenv("KIOSK_PIN")
    assert command(estate, REGISTER) == 0


@pytest.mark.parametrize(
    ("who", "pin", "says"),
    [
        ("王主管", "480614", "PIN"),
        ("张三", "480613", "王主管"),
        ("9", "480613", "王主管"),
        ("李婷", PINS["李婷"], "领班"),
    ],
)
def test_whoever_may_not_changes_nothing(
    estate: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, who: str, pin: str, says: str
) -> None:
    """A wrong PIN, a name that nobody has, a clerk: one sentence each, and 1."""
    monkeypatch.setenv("KIOSK_STAFF", who)
    monkeypatch.setenv("KIOSK_PIN", pin)
    assert command(estate, REGISTER) == 1
    said = capsys.readouterr().err
    assert (said.count("\n"), says in said) == (1, True)
    assert living(estate) == 2


def test_a_wrong_pin_of_the_command_counts_like_one_of_the_lock_screen(
    estate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody tries a million of them by a script."""
    monkeypatch.setenv("KIOSK_PIN", "111222")
    for _try in range(3):
        assert command(estate, REGISTER) == 1
    monkeypatch.setenv("KIOSK_PIN", PINS["王主管"])
    assert command(estate, REGISTER) == 1
    assert living(estate) == 2


@pytest.mark.parametrize("typed", ["3\n", "王主管\n"])
def test_a_terminal_is_asked(
    estate: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Name or number as on the lock screen, then the PIN, which is not shown."""
    for name in ("KIOSK_STAFF", "KIOSK_PIN"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(signing, "at_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    monkeypatch.setattr("getpass.getpass", lambda words: PINS["王主管"])
    assert command(estate, REGISTER) == 0
    said = capsys.readouterr()
    assert "3 王主管" in said.err
    assert PINS["王主管"] not in said.err + said.out


def test_a_terminal_that_is_closed_is_no_answer(estate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+D instead of a PIN."""
    monkeypatch.delenv("KIOSK_PIN")
    monkeypatch.setattr(signing, "at_terminal", lambda: True)

    def closed(_words: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", closed)
    assert command(estate, REGISTER) == 2
    assert living(estate) == 2


def test_beside_an_open_window_only_a_dry_run(estate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One writer a folder; looking hurts nobody."""
    counter = Counter(estate)
    assert command(estate, REGISTER) == 1
    assert "服务台" in capsys.readouterr().err
    assert command(estate, REGISTER, "--dry-run") == 0
    counter.close()


def test_what_is_no_register_is_one_sentence(estate: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, with 1."""
    assert main(["residents", str(estate / "none.xlsx"), "--data", str(estate)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
