"""The command line: one function a command, heavy libraries imported where they are used.

Exit codes: 0 done, 1 a person is needed, 2 wrong use. Every error is one sentence that says what to do, and
without a terminal nothing ever waits for an answer.
"""

import argparse
import contextlib
import gc
import locale
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from kiosk import __version__, i18n, logbook, residents
from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.options import Options
from kiosk.places import data_folder

DONE, PERSON, MISUSE = 0, 1, 2

log = logging.getLogger(__name__)


class NoScreenError(KioskError):
    """There is nothing to draw a window on."""

    words = _("There is no screen here to open a window on.")
    way = _("Start it where there is one, or type: kiosk day --out out")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and end with 2."""
        words = _("That cannot be done: {problem}. Type kiosk --help to see what can.")
        print(words.format(problem=message), file=sys.stderr)
        raise SystemExit(MISUSE)


def parser() -> argparse.ArgumentParser:
    """Return the command line's parser: what goes for every command may stand before or after it."""
    made = Parser(prog="kiosk", parents=[_common()], description=str(_("The concierge desk of an estate.")))
    made.add_argument("--version", action="version", version=f"kiosk {__version__}")
    made.set_defaults(run=window, data=None, printer=None, practice=False)
    commands = made.add_subparsers(metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], words: object) -> argparse.ArgumentParser:
        one = commands.add_parser(name, parents=[_common()], help=str(words), description=str(words))
        one.set_defaults(run=run)
        return one

    played = command("day", day, _("play a day of the practice estate into a folder: papers, pictures, day.json"))
    played.add_argument("--out", type=Path, required=True, metavar="DIR", help=str(_("the folder for what it leaves")))
    played.add_argument("--seed", type=int, default=1, metavar="N", help=str(_("same number, same files")))
    residents.declare(command("residents", residents.run, _("bring in a register of residents from Excel or CSV")))
    command("doctor", doctor, _("look at versions, data, journal, keys and printers"))
    command("selftest", selftest, _("try every part of the program once, in a folder of its own"))
    timed = command("bench", bench, _("time the program on a big folder, beside its raw equivalents, as JSON"))
    timed.set_defaults(window=window)  # the child that it times starts as the program does
    _bench_arguments(timed)
    return made


def _bench_arguments(made: argparse.ArgumentParser) -> None:
    """Add what `kiosk bench` takes."""
    from kiosk.bench.run import arguments

    arguments(made)


def _common() -> Parser:
    """Return what goes for every command; one a parser, because a default would be shared with it."""
    made = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    made.add_argument("--data", type=Path, metavar="DIR", help=str(_("another data folder, for this run")))
    made.add_argument("--printer", metavar="ADDRESS", help=str(_("another printer, such as tcp://192.168.1.50")))
    made.add_argument("--practice", action="store_true", help=str(_("the practice estate, in its own folder")))
    return made


def window(args: argparse.Namespace) -> int:
    """Open the window."""
    gc.disable()  # until the window stands: a start makes no rubbish worth looking for
    if not _screen_here():
        raise NoScreenError
    _input_method()
    options = Options(practice=args.practice, data=args.data, printer=args.printer)
    with _folder(options.folder):
        logbook.begin(options.folder)
    log.info("kiosk %s starts on Python %s", __version__, sys.version.split()[0])
    from kiosk import app

    return int(app.run(options) or DONE)


def _screen_here() -> bool:
    """Whether Qt finds something to draw on; it ends the whole process where it does not."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _input_method() -> None:
    """Let Chinese be typed: Qt's wheels bring no plugin for fcitx, which speaks ibus as well (PITFALLS §2)."""
    if sys.platform.startswith("linux") and os.environ.get("QT_IM_MODULE") in (None, "fcitx", "fcitx5"):
        os.environ["QT_IM_MODULE"] = "ibus"


@contextlib.contextmanager
def _folder(path: Path) -> Iterator[None]:
    """Say in words that a folder cannot be used."""
    try:
        yield
    except OSError as error:
        words = _("The folder {path} cannot be written: {why}.")
        raise KioskError(words.format(path=path, why=error.strerror), _("Choose another with --data.")) from error


def day(args: argparse.Namespace) -> int:
    """Play a day of the practice estate."""
    from kiosk.practice.day import play

    with _folder(args.out):
        args.out.mkdir(parents=True, exist_ok=True)
    play(args.out, args.seed)
    return DONE


def doctor(args: argparse.Namespace) -> int:
    """Look at everything that can be looked at without changing anything."""
    from kiosk.doctor import examine

    options = Options(practice=args.practice, data=args.data, printer=args.printer)
    return _told(list(examine(options)))


def selftest(_args: argparse.Namespace) -> int:
    """Try every part of the program once."""
    from kiosk.selftest import trials

    return _told(list(trials()))


def bench(args: argparse.Namespace) -> int:
    """Time the program."""
    from kiosk.bench.run import bench as measure

    return measure(args)


def _told(findings: Sequence[object]) -> int:
    """Print findings, one a line, and return the exit code."""
    for finding in findings:
        print(finding)
    return PERSON if any(getattr(finding, "bad", False) for finding in findings) else DONE


def speak() -> None:
    """Use the language of the system: Chinese where it is Chinese, else English."""
    name = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    i18n.use("zh" if name.lower().startswith(("zh", "chinese")) else "en")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    logbook.streams(data_folder().parent)
    speak()
    try:
        args = parser().parse_args(argv)
        return int(args.run(args))
    except KioskError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print(file=sys.stderr)
    except Exception:
        log.exception("the command failed")
        print(_("Something went wrong inside the program; its log says where. Nothing was deleted."), file=sys.stderr)
    return PERSON


if __name__ == "__main__":
    sys.exit(main())
