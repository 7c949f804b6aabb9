"""Household file 业主档案: one separate file a household, which papers lie in it, in which box, locked (FIL-01).

The file itself is paper; this is its checklist. Repair vouchers are put into it at the month's end by
`estate_month` (FIL-05).
"""

from typing import Any

from kiosk.i18n import Say, Words, _
from kiosk.service import Act, Moment, Note, Said, Service, State, Step, Text, Unit, ask, change, refuse
from kiosk.store.tables import Detail, Line

#: The papers of a household by their column, as the handover brings them (PROCEDURES HND-24 and following).
PAPERS: dict[str, Words] = {
    "sale_contract": _("Copy of the sale contract"), "handover_notice": _("Copy of the handover notice"),
    "fee_statement": _("Copy of the fee statement"), "acceptance_record": _("Record of acceptance"),
    "key_receipt": _("Receipt for the home"), "service_agreement": _("Property service agreement"),
    "interim_rules": _("Interim rules of the estate"),
}  # fmt: skip  # a table


class HouseholdFile(Detail, table=True):
    """Where a household's file lies, and which papers lie in it."""

    __tablename__ = "estate_file"
    box: str | None = None
    locked: bool | None = None
    sale_contract: bool | None = None
    handover_notice: bool | None = None
    fee_statement: bool | None = None
    acceptance_record: bool | None = None
    key_receipt: bool | None = None
    service_agreement: bool | None = None
    interim_rules: bool | None = None
    reason: str | None = None


class Vouchers(Line, table=True):
    """Repair vouchers of one month that were put into the file."""

    __tablename__ = "estate_file_vouchers"
    month: str = ""
    count: int = 0


def lacking(at: Moment) -> list[Words]:
    """Return the papers that the file does not hold yet."""
    return [words for column, words in PAPERS.items() if not getattr(at.detail, column)]


def summary(at: Moment) -> Say:
    """Return how many papers there are, and in which box."""
    here = len(PAPERS) - len(lacking(at))
    return _("{n} of {of} papers · box {box}").format(n=here, of=len(PAPERS), box=at.detail.box or "··")


service = Service(
    "estate_file", _("Household files"), "desk", "HF", HouseholdFile, icon="briefcase", summary=summary, beside="residents",
    show=("number", "unit", "box"),
    states={"kept": State(_("In the cabinet"), "mute"), "archived": State(_("In the archive"), "mute")},
)  # fmt: skip  # one line a group reads better


def _there(column: str) -> Any:
    """Return the default of a paper's question: whether it lies in the file already."""
    return lambda at: bool(getattr(at.detail, column, False))


class Papers(Step):
    """A part for steps that say what lies in a file, where, and that it is locked up."""

    sale_contract: bool = ask(
        PAPERS["sale_contract"], "FIL-01", default=_there("sale_contract"), section=_("Papers in the file")
    )
    handover_notice: bool = ask(PAPERS["handover_notice"], "FIL-01", default=_there("handover_notice"))
    fee_statement: bool = ask(PAPERS["fee_statement"], "FIL-01", default=_there("fee_statement"))
    acceptance_record: bool = ask(PAPERS["acceptance_record"], "FIL-01", default=_there("acceptance_record"))
    key_receipt: bool = ask(PAPERS["key_receipt"], "FIL-01", default=_there("key_receipt"))
    service_agreement: bool = ask(PAPERS["service_agreement"], "FIL-01", default=_there("service_agreement"))
    interim_rules: bool = ask(PAPERS["interim_rules"], "FIL-01", default=_there("interim_rules"))
    box: Text = ask(_("Box of the district"), "FIL-01", default=lambda at: at.detail.box)
    locked: bool = ask(_("Cabinet locked"), "FIL-01", default=True)

    @refuse("FIL-01", _("Household files lie in a locked cabinet."), about="locked", way=_("Lock it, then tick here."))
    def locked_up(self, at: Moment) -> Said:
        """Whether the cabinet was left open."""
        return self.locked is False


class Open(Papers, of=service, opens="kept"):
    """立档: begin the file of a household."""

    title = _("Begin a household file")
    unit: Unit = ask(_("Unit"))

    @refuse("", _("There is no unit {unit}."), about="unit", way=_("Check the number, or add the unit first."))
    def known(self, at: Moment) -> Said:
        """Whether the unit is not in the register."""
        return at.look.unit(self.unit) is None and {"unit": self.unit}

    @refuse("FIL-01", _("{unit} has its file already: {number}."), about="unit", way=_("Put the papers into that one."))
    def separate(self, at: Moment) -> Said:
        """Whether the household has a file: each has one of its own."""
        there = at.look.open("estate_file", self.unit)
        return bool(there) and {"unit": self.unit, "number": there[0].number}


class Complete(Papers, of=service, after="kept", to="kept"):
    """归档: papers were put in, or the file stands in another box."""

    title = _("Put papers in")


class PutVouchers(Step, of=service, after="kept", adds=Vouchers):
    """维修单归档: repair vouchers of a month are put into the file."""

    title = _("Put repair vouchers in")
    month: Text = ask(_("Month"), default=lambda at: f"{at.today:%Y-%m}")
    count: int = ask(_("Vouchers"), check=lambda n, at: None if 1 <= n <= 999 else _("Please type a whole number."))


class Archive(Step, of=service, after="kept", closes="archived", by="supervisor"):
    """移交档案室: the household is no more; its file leaves the counter."""

    title = _("Give the file to the archive")
    reason: Note = ask(_("Why"))


class TakeBack(Step, of=service, undoes=Archive, by="supervisor"):
    """撤销移交: the file is needed at the counter after all."""

    title = _("Not archived after all")
    reason: Note = ask(_("Why"))

    @change()
    def stay(self, act: Act) -> None:
        """The file lies where it lay."""
        act.detail.reason = None
