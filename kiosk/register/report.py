"""The report of an import as a table that Excel opens: what was refused and why; text cells only, no formulas.

It holds names and numbers, so it is nobody's but the program's to read, and lives for some days only (desk/purging.py).
"""

import csv
import errno
import os
import secrets
from pathlib import Path

from kiosk.i18n import Say, _, say
from kiosk.values import RegisterPlan

#: What Excel would take for a formula or a command at the beginning of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_WHAT = {"refused": _("refused"), "gone": _("moved out")}


def safe(text: str) -> str:
    """Return a cell that is text for every program, whatever it begins with."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_report(plan: RegisterPlan, path: Path, language: str = "zh") -> int:
    """Write the rows that were not taken, each with its line, its reason and what was read of it; return how many.

    It stands there whole or not at all: it is written beside its place and renamed.
    """
    told = [line for line in plan.lines if line.what in _WHAT]
    heads: list[Say] = [_("Line"), _("Result"), _("Why"), _("Unit"), _("Name")]
    taken = [column.head for column in plan.sheet.columns if column.field]
    rows = [[*(say(one, language) for one in heads), *map(safe, taken)]]
    for line in told:
        said = (say(_WHAT[line.what], language), say(line.why, language), line.unit, line.name, *line.cells)
        rows.append([str(line.line), *map(safe, said)])
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))  # a folder, a device
    beside = path.with_name(f"{secrets.token_hex(6)}.new")
    try:
        with os.fdopen(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8-sig", newline=""
        ) as stream:
            csv.writer(stream).writerows(rows)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return len(told)
