"""The command line: what a person at a terminal, or a machine without one, sees."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import __main__ as command_line
from kiosk.doctor import Finding
from kiosk.errors import KioskError
from kiosk.i18n import use
from kiosk.options import Options
from kiosk.places import data_folder


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English, whatever the machine speaks."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def asked(*words: str) -> object:
    """Return what the parser makes of some words."""
    return command_line.parser().parse_args(words)


@pytest.mark.parametrize(
    "words",
    [["--data", "here", "--printer", "tcp://a", "doctor"], ["doctor", "--printer", "tcp://a", "--data", "here"]],
)
def test_folder_and_printer_stand_before_or_after_a_command(words: list[str]) -> None:
    """Nobody remembers which of the two a program wants."""
    args = command_line.parser().parse_args(words)
    assert (args.data, args.printer, args.run) == (Path("here"), "tcp://a", command_line.doctor)


def test_no_command_is_the_window() -> None:
    """An icon on the desktop passes nothing."""
    args = command_line.parser().parse_args([])
    assert (args.run, args.data, args.practice) == (command_line.window, None, False)


def test_practice_has_a_folder_of_its_own() -> None:
    """Whoever practises must never write into the estate's journal."""
    assert Options(practice=True).folder == data_folder(practice=True) != Options().folder
    assert Options(practice=True, data=Path("there")).folder == Path("there")


@pytest.mark.parametrize("words", [["nonsense"], ["day"], ["--nonsense"], ["day", "--out"]])
def test_wrong_use_is_one_sentence_and_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A script can tell a typing error from a counter that needs somebody."""
    with pytest.raises(SystemExit) as ended:
        command_line.main(words)
    said = capsys.readouterr().err
    assert (ended.value.code, said.count("\n"), "kiosk --help" in said) == (2, 1, True)


def test_an_error_is_one_sentence_and_one(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to do."""

    def fails(_args: object) -> int:
        raise KioskError

    monkeypatch.setattr(command_line, "doctor", fails)
    assert command_line.main(["doctor"]) == 1
    assert capsys.readouterr().err == f"{KioskError()}\n"


def test_a_bug_is_one_sentence_too(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """No trace on a terminal's last line: it may hold what somebody typed."""

    def fails(_args: object) -> int:
        raise ValueError("张三")

    monkeypatch.setattr(command_line, "doctor", fails)
    monkeypatch.setattr(command_line.log, "exception", lambda *_args: None)
    assert command_line.main(["doctor"]) == 1
    said = capsys.readouterr().err
    assert "张三" not in said
    assert said.count("\n") == 1


def test_no_screen_is_said_before_qt_ends_the_process(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt aborts where it finds no screen, and leaves a core dump for a message."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert command_line.main([]) == 1
    assert "kiosk day --out" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "language"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en"), ("C", "en")])
def test_the_command_line_speaks_as_the_system_does(name: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chinese counter PC gets Chinese."""
    monkeypatch.setenv("LC_ALL", name)
    command_line.speak()
    from kiosk.i18n import language as spoken

    assert spoken() == language


@pytest.mark.parametrize(("before", "after"), [(None, "ibus"), ("fcitx", "ibus"), ("compose", "compose")])
def test_chinese_can_be_typed_with_fcitx(before: str | None, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt's wheels have no plugin for fcitx, which understands ibus."""
    import os

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", before or "")
    if before is None:
        monkeypatch.delenv("QT_IM_MODULE")
    command_line._input_method()
    assert os.environ["QT_IM_MODULE"] == after


def test_findings_decide_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    """One line that needs a person is enough."""
    use("en")
    fine, known, bad = Finding("Disk", "room"), Finding("Keys", "file", "note"), Finding("Journal", "broken", "bad")
    assert command_line._told([fine, known]) == 0
    assert command_line._told([fine, bad]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ok  Disk: room",
        "--  Keys: file",
        "ok  Disk: room",
        "!!  Journal: broken",
    ]


def test_it_starts_without_the_heavy_libraries() -> None:
    """`kiosk --help` answers at once: what a command needs is imported when it runs."""
    code = (
        "import sys, kiosk.__main__ as m\n"
        "m.parser()\n"
        "print([n for n in ('PySide6', 'sqlalchemy', 'reportlab', 'escpos', 'pypinyin') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stderr
