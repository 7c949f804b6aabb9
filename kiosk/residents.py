"""`kiosk residents FILE`: a register of residents is shown, checked and brought in (README).

Without --yes a file is brought in only if every row can be: else it is shown what would be refused, and
nothing changes. Whoever brings rows in proves who he is (kiosk/signing.py); without a terminal nothing waits.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import KioskError
from kiosk.i18n import _, language
from kiosk.options import Options
from kiosk.signing import UnsignedError, sign_in
from kiosk.values import RegisterPlan, RegisterSheet

if TYPE_CHECKING:
    from kiosk.desk import Desk

DONE, PERSON, MISUSE = 0, 1, 2
#: So many rows of each kind are shown; the report has them all.
_SHOWN = 20
_MARKS = {"new": "+", "changed": "~", "refused": "!", "gone": "?"}


def declare(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=str(_("an .xlsx workbook or a .csv table")))
    parser.add_argument("--dry-run", action="store_true", help=str(_("show what would happen; change nothing")))
    parser.add_argument("--yes", action="store_true", help=str(_("bring in what can be, although rows are refused")))
    parser.add_argument("--encoding", metavar="NAME", help=str(_("of a text: utf-8, gb18030, utf-16, big5")))
    parser.add_argument(
        "--columns", metavar="FIELD=HEAD,…", default="", help=str(_("which column is which: unit=房号,name=姓名"))
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE", help=str(_("where the refused rows are written as .csv"))
    )


def run(args: argparse.Namespace) -> int:
    """Do the command and return the exit code: 0 done, 1 somebody has to look at rows, 2 wrong use."""
    options = Options(practice=args.practice, data=args.data, printer=args.printer)
    try:
        named = columns(args.columns)
    except ValueError as error:
        print(error, file=sys.stderr)
        return MISUSE
    from kiosk.register import open_register

    sheet = open_register(args.file, encoding=args.encoding, columns=named)
    if args.dry_run:
        wanted = _dry(options.folder, sheet)
        _tell(wanted, args)
        return PERSON if wanted.counts["refused"] else DONE
    with _desk(options.folder) as desk:
        return _bring(desk, sheet, args)


def columns(text: str) -> Mapping[str, str]:
    """Return field → head of a text such as "unit=房号,name=姓名"."""
    found = {}
    for one in filter(None, (part.strip() for part in text.replace("，", ",").split(","))):
        field, equals, head = one.partition("=")
        if not equals or not head.strip():
            raise ValueError(_("That cannot be done: --columns wants FIELD=HEAD, such as name=姓名."))
        found[field.strip()] = head.strip()
    return found


def _dry(folder: Path, sheet: RegisterSheet) -> RegisterPlan:
    """Return what a register would change, while a window may be open on the folder; an empty one is made by nobody."""
    from kiosk.clock import system_clock
    from kiosk.desk.reading import Reader
    from kiosk.desk.registering import house_of
    from kiosk.register import House, RegisterError, plan
    from kiosk.store.database import FILE, REVISION, reading, revision

    if not (folder / FILE).exists():
        return plan(sheet, House(frozenset(), {}, {}))
    engine = reading(folder)
    try:
        if revision(engine) != REVISION:
            raise RegisterError(
                _("This data is of another version of the program: start the window once, then try again.")
            )
        reader = Reader(engine, system_clock)
        with reader.session() as session:
            return plan(sheet, house_of(session))
    finally:
        engine.dispose()


@contextmanager
def _desk(folder: Path) -> Iterator["Desk"]:
    """Give the desk on a folder, refused while a window is open on it."""
    from kiosk.desk import Desk

    desk = Desk.open(folder)
    try:
        yield desk
    finally:
        desk.close()


def _bring(desk: "Desk", sheet: RegisterSheet, args: argparse.Namespace) -> int:
    """Bring a register in and say what was done."""
    from kiosk.desk.roles import allowed
    from kiosk.register import bring_in
    from kiosk.service import find_step

    reader = desk.reader()
    try:
        wanted = reader.register_plan(sheet)
    finally:
        reader.close()
    _tell(wanted, args)
    if wanted.counts["refused"] and not args.yes:
        print(_("Nothing was changed. Correct these rows, or type --yes to bring in the others."))
        return PERSON
    if wanted.takes:
        try:
            sign_in(desk, "kiosk residents")
            allowed(desk.role, find_step(wanted.takes[0].step).spec.by)
        except UnsignedError as error:
            print(error, file=sys.stderr)
            return MISUSE
    bar = _Bar()
    try:
        bring_in(lambda step, answers, once: desk.take(step, answers, once=once), wanted, progress=bar)
    except KeyboardInterrupt:
        words = _("Stopped after {n} of {of} rows; they are kept. The same file again does the rest.")
        print(words.format(n=bar.done, of=bar.of))
        return PERSON
    print(_("Done: {n} rows were brought in.").format(n=bar.done))
    return PERSON if wanted.counts["refused"] else DONE


class _Bar:
    """Shows on a terminal how far the import has come."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.done = self.of = 0

    def __call__(self, done: int, of: int) -> None:
        """Show so many of so many."""
        self.done, self.of = done, of
        if sys.stderr.isatty() and of:
            print(f"\r{done}/{of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _tell(wanted: RegisterPlan, args: argparse.Namespace) -> None:
    """Show the columns, what would happen, the rows refused, and who is missing; write the report."""
    for line in told(wanted):
        print(line)
    target = args.report or args.file.with_name(f"{args.file.stem}-refused.csv")
    if wanted.counts["refused"] or wanted.counts["gone"] or args.report:
        from kiosk.register import write_report

        try:
            write_report(wanted, target, language())
        except OSError as error:
            words = _("The report {path} cannot be written: {why}.")
            raise KioskError(
                words.format(path=target, why=error.strerror), _("Choose another with --report.")
            ) from error
        print(_("Every row that is not taken, with its reason: {path}").format(path=target))


def told(wanted: RegisterPlan) -> Iterator[str]:
    """Yield what a person reads of a plan, line by line."""
    sheet, counts = wanted.sheet, wanted.counts
    kind = sheet.encoding or "xlsx"
    yield str(_("{file} ({kind}): {n} rows").format(file=sheet.source, kind=kind, n=sheet.rows))
    for column in sheet.columns:
        yield f"  {column.head or '·'} → {column.words}"
    summary = _(
        "{new} new, {changed} changed, {same} as they are, {units} new units, {refused} refused, {gone} moved out"
    )
    yield str(summary.format(**counts))
    for what in ("refused", "gone", "new", "changed"):
        lines = [line for line in wanted.lines if line.what == what and (line.why or what == "changed")]
        for line in lines[:_SHOWN]:
            where = _("line {n}").format(n=line.line)
            yield f"  {_MARKS[what]} {where}: {line.unit} {line.name} {line.why}".rstrip()
        if len(lines) > _SHOWN:
            yield str(_("  … and {n} more").format(n=len(lines) - _SHOWN))
    if counts["missing"]:
        yield str(_("{n} people of the file are not in this register; they stay.").format(n=counts["missing"]))
        yield from (f"  - {row.unit} {row.name}" for row in wanted.missing[:_SHOWN])
