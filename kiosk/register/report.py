"""The report of an import as a table that Excel opens: what was refused and why; text cells only, no formulas."""

import csv
from pathlib import Path

from kiosk.i18n import Say, _, say
from kiosk.values import RegisterPlan

#: What Excel would take for a formula or a command at the beginning of a cell.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

_WHAT = {"refused": _("refused"), "gone": _("moved out")}


def safe(text: str) -> str:
    """Return a cell that is text for every program, whatever it begins with."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_report(plan: RegisterPlan, path: Path, language: str = "zh") -> int:
    """Write the rows that were not taken, each with its line, its reason and what was read of it; return how many."""
    told = [line for line in plan.lines if line.what in _WHAT]
    heads: list[Say] = [_("Line"), _("Result"), _("Why"), _("Unit"), _("Name")]
    taken = [column.head for column in plan.sheet.columns if column.field]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.writer(stream)
        out.writerow([*(say(one, language) for one in heads), *map(safe, taken)])
        for line in told:
            said = (say(_WHAT[line.what], language), say(line.why, language), line.unit, line.name, *line.cells)
            out.writerow([str(line.line), *map(safe, said)])
    return len(told)
