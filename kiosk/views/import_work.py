"""What an import does away from the window: reading a file, planning it, writing its report; values in, values out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.register import RegisterError, open_register, write_report
from kiosk.register.columns import SEVERAL
from kiosk.register.files import read
from kiosk.values import RegisterColumn, RegisterPlan

#: The folder of reports inside the data folder.
REPORTS = "reports"
#: So much of a file's name is in its report's: no disk takes more than 255 bytes.
_STEM = 40


@dataclass(frozen=True)
class Looked:
    """A file as far as it could be understood: its columns always, the plan once a unit and a name are named."""

    path: Path
    columns: tuple[RegisterColumn, ...]
    encoding: str
    plan: RegisterPlan | None = None
    problem: KioskError | None = None


def look(desk: Any, path: Path, encoding: str | None, named: Mapping[str, str]) -> Looked:
    """Return what a file would do; where its heads say nothing, what stands in it, for somebody to match."""
    try:
        sheet = open_register(path, encoding=encoding, columns=named)
    except RegisterError as error:
        columns, found = _unmatched(path, encoding)
        if not columns:
            raise
        return Looked(path, columns, found, problem=error)
    reader = desk.reader()  # a connection of this thread's own
    try:
        return Looked(path, sheet.columns, sheet.encoding, reader.register_plan(sheet))
    finally:
        reader.close()


def _unmatched(path: Path, encoding: str | None) -> tuple[tuple[RegisterColumn, ...], str]:
    """Return the columns of a file whose heads nobody can tell: its fullest row near the top, and the one below."""
    table = read(path, encoding)
    top = table.rows[:6]
    if not top:
        return (), ""
    place = max(range(len(top)), key=lambda at: (sum(map(bool, top[at][1])), -at))
    heads = top[place][1]
    below = top[place + 1][1] if place + 1 < len(top) else ()
    made = [RegisterColumn(head, "", "", below[at] if at < len(below) else "") for at, head in enumerate(heads)]
    return tuple(made), table.encoding


def matching(columns: Sequence[RegisterColumn], fields: Sequence[str], *, by_letter: bool = False) -> dict[str, str]:
    """Return field → head for `open_register`; what a head is taken for and nobody wants is named without one.

    `by_letter` is for files without heads: their columns are named by Excel's letters.
    """
    named: dict[str, str] = {one.field: "" for one in columns if one.field}
    for at, (column, field) in enumerate(zip(columns, fields, strict=True)):
        if not field:
            continue
        head = _letter(at) if by_letter or not column.head else column.head
        named[field] = f"{named[field]}|{head}" if named.get(field) and field in SEVERAL else head
    return named


def _letter(place: int) -> str:
    """Return a column's letter as Excel has it."""
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)


def save_report(desk: Any, plan: RegisterPlan, language: str) -> Path:
    """Write the rows that are not taken into the reports of the data folder, and return the file."""
    folder = desk.folder.path / REPORTS
    stamp = f"{desk.clock():%Y%m%d-%H%M%S}"
    target: Path = folder / f"{Path(plan.sheet.source).stem[:_STEM]}-refused-{stamp}.csv"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_report(plan, target, language)
    except OSError as error:
        raise KioskError(_("The report cannot be written."), _("Look whether the disk is full.")) from error
    return target
