"""Repair vouchers at the month's end 月末维修单归档: each goes into the file of its owner (FIL-05, REP-16).

A routine is a record that never closes: due at the end of each month until that month's vouchers are filed.
"""

import re
from calendar import monthrange
from datetime import date, datetime

from kiosk.i18n import Say, _
from kiosk.service import (
    Act,
    Moment,
    Questions,
    Said,
    Service,
    State,
    Step,
    Text,
    To,
    Unit,
    also,
    ask,
    change,
    due,
    refuse,
)
from kiosk.store.tables import Detail


class Filing(Detail, table=True):
    """Which month was filed last, and how many vouchers that were."""

    __tablename__ = "estate_month"
    month: str | None = None
    vouchers: int | None = None


def _next(at: Moment) -> datetime:
    """Return when the vouchers are due: at the end of the month after the one filed last."""
    first = at.local(at.record.opened_at).date()
    year, month = first.year, first.month
    if at.detail.month:
        year, month = map(int, at.detail.month.split("-"))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return at.hour(day=date(year, month, monthrange(year, month)[1]))


service = Service(
    "estate_month", _("Vouchers of the month"), "desk", "RV", Filing, icon="calendar", single=True, beside="residents",
    states={"kept": State(_("Every month"), "mute")},
    due=(due("FIL-05", "kept", _next, _("File the month's repair vouchers with their owners"), "file"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: file repair vouchers every month from now on."""

    title = _("Begin filing vouchers")


class VoucherRow(Questions):
    """How many vouchers of a unit there are."""

    unit: Unit = ask(_("Unit"))
    count: int = ask(
        _("Vouchers"), default=1, check=lambda n, at: None if 1 <= n <= 999 else _("Please type a whole number.")
    )


def _month(text: str, at: Moment) -> Say | None:
    """Return why a text is no month whose vouchers can be filed, or None."""
    if not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text):
        return _("Please type a month such as 2026-11.")
    return _("That month is still to come.") if text > f"{at.today:%Y-%m}" else None


def _due_month(at: Moment) -> str:
    """Return the month that is to be filed now: the one that is due, never one to come."""
    return min(f"{at.local(_next(at)):%Y-%m}", f"{at.today:%Y-%m}")


class File(Step, of=service, after="kept"):
    """归档: the vouchers of a month are put into their owners' files."""

    title = _("File the vouchers")
    button = _("Filed")
    month: Text = ask(_("Month"), default=_due_month, check=_month)
    rows: list[VoucherRow] = ask(_("Vouchers by unit"), "FIL-05", optional=True, most=200)

    @refuse("", _("{unit} has no household file yet."), about="rows", way=_("Begin its file first."))
    def has_file(self, at: Moment) -> Said:
        """Whether vouchers belong into a file that nobody has begun."""
        without = [one.unit for one in self.rows or () if not at.look.open("estate_file", one.unit)]
        return bool(without) and {"unit": without[0]}

    @change()
    def note_it(self, act: Act) -> None:
        """Note how many there were."""
        act.detail.vouchers = sum(one.count for one in self.rows or ())

    @also("estate_file.put_vouchers", "FIL-05")
    def put_in(self, at: Moment) -> list[To]:
        """Each goes into its owner's file."""
        by_unit: dict[str, int] = {}
        for one in self.rows or ():
            by_unit[one.unit] = by_unit.get(one.unit, 0) + one.count
        files = {unit: at.look.open("estate_file", unit) for unit in by_unit}
        return [To({"month": self.month, "count": n}, files[u][0]) for u, n in by_unit.items() if files[u]]
