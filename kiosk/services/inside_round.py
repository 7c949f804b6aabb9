"""Inside tonight 园内与留宿清单: who is inside, who sleeps here, printed at any time; reconciled next morning.

A routine that never closes: the list of whoever is inside (an emergency, a shift change, VIS-20), the register of
tonight's guests, and in the morning who of them is still here. Names, units and hours only; no document.
"""

from datetime import datetime, timedelta

from kiosk import numbers
from kiosk.i18n import Both, _, _p
from kiosk.printing.slip import Block, item, note, row, rule, sign, tear
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import Act, Moment, Note, Option, Service, State, Step, Ticks, To, also, ask, change, due, say, slip
from kiosk.store.tables import Detail
from kiosk.visiting.hours import DAY_BEGINS, hour, house_day
from kiosk.visiting.inside import persons


class Round(Detail, table=True):
    """When the guests of the night were compared last."""

    __tablename__ = "inside_round"
    compared_at: datetime | None = None
    here: int | None = None
    remark: str | None = None


def _next(at: Moment) -> datetime:
    """Return when the register is compared next: three hours into the day after the last time."""
    last: datetime = at.detail.compared_at or at.record.opened_at
    return at.hour(hour(at.house[DAY_BEGINS]), days=1, day=house_day(at, last)) + timedelta(hours=3)


service = Service(
    "inside_round", _("Inside and overnight"), "people", "IR", Round, icon="list-todo", single=True, beside="visitors",
    states={"kept": State(_("Every day"), "mute")},
    due=(due("", "kept", _next, _("Compare the register of the night"), "compare"),),
)  # fmt: skip  # one line a group reads better


def _line(at: Moment, head: object, count: int = 1) -> Block:
    """Return whoever is inside under a number: name and unit, how many they are, number and since when."""
    since = at.local(head.opened_at)  # type: ignore[attr-defined]  # a head
    name = f"{head.unit or ''}  {head.party or ''}"  # type: ignore[attr-defined]  # a head
    more = Both(f"{name}  等 {count} 人", f"{name}  and {count - 1} more") if count > 1 else name
    return item(more, f"{since:%m-%d %H:%M}", after=numbers.short(head.number))  # type: ignore[attr-defined]  # a head


@slip(_("Who is inside"), "VIS-20")
def inside_list(at: Moment) -> list[Block]:
    """Return whoever is inside now, by unit, to be ticked off at the gathering place."""
    visits = sorted((r for r in at.look.open("visitors") if r.state == "inside"), key=lambda r: r.unit or "")
    counts = [persons(at, visit) for visit in visits]
    nights = sorted(at.look.open("overnight"), key=lambda r: r.unit or "")
    return [
        *letterhead(at, _("Who is inside"), ""),
        row(_p("list", "As of"), full_time(at, at.now)),
        row(
            _p("list", "Visits"),
            Both(f"{len(visits)} 批 {sum(counts)} 人", f"{len(visits)}, {sum(counts)} persons"),
            rank="H",
        ),
        *(_line(at, one, count) for one, count in zip(visits, counts, strict=True)),
        rule(),
        row(_p("list", "Overnight"), Both(f"{len(nights)} 人", f"{len(nights)}"), rank="H"),
        *(_line(at, one) for one in nights),
        rule(),
        row(_("Clerk"), at.clerk),
        tear(""),
    ]


@slip(_("Register of the night"))
def night_register(at: Moment) -> list[Block]:
    """Return tonight's guests, with until when, for the duty manager."""
    nights = sorted(at.look.open("overnight"), key=lambda r: r.unit or "")
    return [
        *letterhead(at, _("Register of the night"), ""),
        row(_p("list", "As of"), full_time(at, at.now)),
        *(item(f"{r.unit or ''}  {r.party or ''}", numbers.short(r.number)) for r in nights),
        note(_("Nobody stays tonight.")) if not nights else rule(),
        row(_("Clerk"), at.clerk),
        sign(_("Duty manager")),
        tear(""),
    ]


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: compare the register every morning from now on."""

    title = _("Begin daily comparison")


class PrintInside(Step, of=service, after="kept"):
    """打印园内清单: for an emergency, or at shift change."""

    title = _("Print who is inside")
    prints = (inside_list,)


class PrintNight(Step, of=service, after="kept"):
    """打印今晚留宿登记: for the duty manager."""

    title = _("Print tonight's register")
    prints = (night_register,)


#: The due rule of a night that says when its registration ends.
_ENDS = "staying:check_out"


def _staying(at: Moment) -> list[Option]:
    """Return who is registered for the night."""
    return [
        Option(r.number, f"{r.unit or ''}  {r.party or ''}") for r in at.look.open("overnight") if r.state == "staying"
    ]


def _still_registered(at: Moment) -> list[str]:
    """Return whose registration has not ended yet: they stay unless somebody saw them leave.

    What else is due of a night, such as the police's day, says nothing about its end.
    """
    ended = [r.number for r in at.look.open("overnight") if r.due_rule == _ENDS and r.due_at <= at.now]
    return [str(one.key) for one in _staying(at) if one.key not in ended]


class Compare(Step, of=service, after="kept"):
    """早间核对: who of the guests of the night is still here; the others are checked out."""

    title = _("Compare the register of the night")
    button = _("Compare")
    says = (say("", _("Who has left is checked out; who stays longer needs a new signature.")),)
    still: Ticks | None = ask(_("Still here"), choices=_staying, default=_still_registered, optional=True)
    remark: Note | None = ask(_("Remarks"), optional=True)

    @change()
    def note_it(self, act: Act) -> None:
        """Keep when, and how many are still here."""
        act.detail.compared_at, act.detail.here = act.now, len(self.still or ())

    @also("overnight.check_out")
    def gone(self, at: Moment) -> list[To]:
        """Whoever is not here any more is checked out."""
        here = {str(number) for number in self.still or ()}
        return [To({}, r) for r in at.look.open("overnight") if r.state == "staying" and r.number not in here]
