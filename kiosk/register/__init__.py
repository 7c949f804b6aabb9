"""Registers of residents from Excel and CSV: read, compared with the file of the house, brought in.

    sheet = open_register(path)            reads and checks the file; changes nothing
    plan = reader.register_plan(sheet)     the dry run: what each row would do
    bring_in(take, plan, …)                takes the steps, some hundred rows each

A chunk of rows is one transaction. Whoever cancels keeps the chunks that were taken; the same file again
finds them as they are and does the rest. Nobody is ever deleted: who is missing from a register is named.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiosk.i18n import Words, _
from kiosk.people.documents import without_cards
from kiosk.register.columns import FIELDS, enough, head_row
from kiosk.register.files import RegisterError, read
from kiosk.register.planning import House, Kept, plan
from kiosk.register.report import write_report
from kiosk.register.rows import people
from kiosk.values import RegisterColumn, RegisterDone, RegisterPlan, RegisterSheet

__all__ = [
    "FIELDS", "House", "Kept", "RegisterError", "bring_in", "open_register", "plan", "write_report",
]  # fmt: skip  # one paragraph

_NOT_TAKEN: Words = _("not taken over")


def open_register(
    path: Path | str, *, encoding: str | None = None, columns: Mapping[str, str] | None = None
) -> RegisterSheet:
    """Return a file as people and refused rows; raises RegisterError with one sentence.

    Args:
        path: an .xlsx workbook, or a text with delimiters; what it is, its content says.
        encoding: of a text; found out where it is not named.
        columns: field → head ("name": "姓名") where heads do not say it; several heads by "电话1|电话2".
    """
    file = Path(path)
    table = read(file, encoding)
    place, fields = head_row(table.rows, columns or {})
    if not enough(fields):
        raise RegisterError(
            _("No row of heads with a unit and a name was found."),
            _("Name the columns, such as --columns unit=房号,name=姓名,phone=电话; nothing was changed."),
        )
    rows = table.rows[place + 1 :]
    if not rows:
        raise RegisterError(_("There is nothing below the heads of this table."))
    heads = table.rows[place][1] if place >= 0 else ()
    found, refused = people(rows, fields)
    return RegisterSheet(
        file.name, table.encoding, _shown(heads, fields, rows[0][1]), tuple(found), tuple(refused), len(rows)
    )


def _shown(heads: tuple[str, ...], fields: list[str], sample: tuple[str, ...]) -> tuple[RegisterColumn, ...]:
    """Return the columns as a page shows them."""
    made = []
    for place, field in enumerate(fields):
        head = heads[place] if place < len(heads) else ""
        if head or field:
            cell = sample[place] if place < len(sample) else ""
            words = FIELDS.get(field, _NOT_TAKEN)
            made.append(RegisterColumn(head, field, words, without_cards(cell)))
    return tuple(made)


def bring_in(
    take: Callable[[str, dict[str, Any], str], object],
    wanted: RegisterPlan,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RegisterDone:
    """Take the steps of a plan, one after the other; `take(step, answers, once)` does one."""
    of, done = sum(one.rows for one in wanted.takes), 0
    progress(done, of)
    for one in wanted.takes:
        if cancelled():
            return RegisterDone(done, of, cancelled=True)
        take(one.step, one.answers, one.once)
        done += one.rows
        progress(done, of)
    return RegisterDone(done, of, cancelled=False)
