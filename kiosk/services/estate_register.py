"""Owner register on paper 业主名册: of a unit or a building, for the counter (FIL-02), confidential (FIL-04).

What was printed is kept, to print it again, no longer than a document number is: then the slip is emptied.
"""

from kiosk.i18n import Both, _, _p
from kiosk.i18n import say as spoken
from kiosk.people import mask_phone
from kiosk.people.households import RELATIONS
from kiosk.printing.slip import Block, item, note, row, rule, text
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import Moment, Note, Said, Service, State, Step, Text, Unit, ask, refuse, slip
from kiosk.settings import DOCUMENT_DAYS
from kiosk.store.tables import Detail, Resident


class Register(Detail, table=True):
    """Which part of the register was printed, how, and why."""

    __tablename__ = "estate_register"
    building: str | None = None
    whole: bool | None = None
    why: str | None = None


service = Service(
    "estate_register", _("Owner register"), "desk", "RO", Register, icon="users", by="foreman", beside="residents",
    show=("number", "unit", "building"), states={"printed": State(_("Printed"), "mute")}, forgets=DOCUMENT_DAYS,
)  # fmt: skip  # one line a group reads better


@slip(_("Owner register"), "FIL-02")
def register_slip(at: Moment) -> list[Block]:
    """Return units with their people, owners first; numbers masked unless whole ones were asked for."""
    blocks: list[Block] = []
    for unit, people in at.look.register(at.record.unit or at.detail.building or ""):
        blocks += [text(unit.words or unit.code, "B"), *(item(*_person(at, one)) for one in people)]
    return [
        *letterhead(at, _("Owner register"), _("COUNTER COPY")),
        row(_p("register", "Printed"), full_time(at, at.now)),
        row(_("Clerk"), at.clerk),
        rule(),
        *blocks,
        rule(),
        note(_("Confidential: it stays at the counter and is shredded after use."), "FIL-04"),
    ]


def _person(at: Moment, one: Resident) -> tuple[Both, str]:
    """Return how a person stands in the register."""
    phone = (one.phone or "") if at.detail.whole else mask_phone(one.phone) if one.phone else ""
    relation = RELATIONS.get(one.relation, one.relation)
    return Both(*(f"{one.name}  {spoken(relation, language)}" for language in ("zh", "en"))), phone


class Print(Step, of=service, closes="printed"):
    """打印业主名册: the register of a unit, or of a building."""

    title = _("Print the owner register")
    button = _("Print")
    prints = (register_slip,)
    unit: Unit | None = ask(_("Unit"), "FIL-02", optional=True)
    building: Text | None = ask(_("or building"), "FIL-02", optional=True, when=lambda a, at: not a.unit)
    whole: bool = ask(_("Whole telephone numbers"), default=False)
    why: Note | None = ask(_("What for"), "FIL-04", when=lambda a, at: a.whole)

    @refuse("", _("There is nobody to print."), about="unit", way=_("Name a unit or a building of the register."))
    def something(self, at: Moment) -> Said:
        """Whether neither a unit nor a building of the register is named."""
        return not at.look.register(self.unit or self.building or "")

    @refuse(
        "FIL-04", _("Residents' data are confidential: whole numbers are the supervisor's to print."), about="whole",
        way=_("Print them masked, or ask the supervisor."), lift="supervisor",
    )  # fmt: skip  # one line a group reads better
    def masked(self, at: Moment) -> Said:
        """Whether somebody below the supervisor prints whole numbers."""
        return self.whole and at.role in ("clerk", "foreman", "")
