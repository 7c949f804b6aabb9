"""Inside tonight 园内与留宿清单: who is inside, who sleeps here, printed at any time; reconciled next morning.

A routine that never closes: the list of whoever is inside (an emergency, a shift change, VIS-20), the register of
tonight's guests, and in the morning who of them is still here. Names, units and hours only; no document.
"""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from kiosk import numbers
from kiosk.i18n import Both, _, _p
from kiosk.i18n import say as spoken
from kiosk.printing.slip import Block, item, note, row, rule, sign, tear
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import Act, Moment, Note, Option, Service, State, Step, Ticks, To, also, ask, change, due, say, slip
from kiosk.service import service as of_service
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail
from kiosk.visiting.crowd import MANY, by_home
from kiosk.visiting.hours import DAY_BEGINS, hour, house_day
from kiosk.visiting.inside import Someone, everybody, name_of, option, visitors


class Round(Detail, table=True):
    """When the guests of the night were compared last."""

    __tablename__ = "inside_round"
    compared_at: datetime | None = None
    here: int | None = None
    gone: int | None = None
    remark: str | None = None


def _next(at: Moment) -> datetime:
    """Return when the register is compared next: three hours into the day after the last time."""
    last: datetime = at.detail.compared_at or at.record.opened_at
    return at.hour(hour(at.house[DAY_BEGINS]), days=1, day=house_day(at, last)) + timedelta(hours=3)


service = Service(
    "inside_round", _("Inside and overnight"), "people", "IR", Round, icon="list-todo", single=True, beside="visitors",
    forgets=VISIT_DAYS,
    states={"kept": State(_("Every day"), "mute")},
    due=(due("", "kept", _next, _("Compare the register of the night"), "compare"),),
)  # fmt: skip  # one line a group reads better


def _line(at: Moment, one: Someone) -> Block:
    """Return one person with a box to tick: home, name and which of those who came together, since when, number."""
    since = f"{at.local(one.since):%m-%d %H:%M}" if one.since is not None else ""
    more = [numbers.short(one.number), one.plate]
    return item(f"[ ] {one.unit}  {name_of(one)}", since, after=" · ".join(part for part in more if part))


#: Who may be expected, and the state of those who were given up.
_EXPECTED = {"announcements": "expired", "appointments": "missed"}


def _no_shows(at: Moment) -> list[Any]:
    """Return the heads of who was announced or booked for today, or before, and did not come so far (PRE-08)."""
    began = at.hour(hour(at.house[DAY_BEGINS]), day=house_day(at, at.now))
    found = []
    for key, given_up in _EXPECTED.items():
        found += [one for one in at.look.open(key) if one.soon_at is not None and one.soon_at < at.now]
        found += [one for one in at.look.closed(key, began) if one.state == given_up]
    return sorted(found, key=lambda one: (one.soon_at or one.closed_at, one.number))


def _no_show(at: Moment, head: Any) -> Block:
    """Return somebody who did not come: home and name, when he was expected, how that was said, and by which number."""
    since = f"{at.local(head.soon_at):%m-%d %H:%M}" if head.soon_at is not None else ""
    title, number = of_service(head.service).title, numbers.short(head.number)
    return item(
        f"{head.unit or ''}  {head.party or ''}", since,
        "PRE-08", Both(*(f"{spoken(title, k)} · {number}" for k in ("zh", "en"))),
    )  # fmt: skip  # one line


@slip(_("Who is inside"), "VIS-20")
def inside_list(at: Moment) -> list[Block]:
    """Return whoever is inside now, person by person and by unit, to be ticked off."""
    people = everybody(at)
    came, nights = [one for one in people if one.kind == "visitor"], [one for one in people if one.kind == "night"]
    visits = len({one.number for one in came})
    up = [one for one in people if one.kind == "escort"]
    missed = _no_shows(at)
    return [
        *letterhead(at, _("Who is inside"), ""),
        row(_p("list", "As of"), full_time(at, at.now)),
        row(_p("list", "Visits"), Both(f"{visits} 批 {len(came)} 人", f"{visits}, {len(came)} persons"), rank="H"),
        *(by_home(came) if len(came) >= MANY else (_line(at, one) for one in came)),
        rule(),
        row(_p("list", "Overnight"), Both(f"{len(nights)} 人", f"{len(nights)}"), rank="H"),
        *(_line(at, one) for one in nights),
        rule(),
        *([row(_p("list", "With a key"), len(up), rank="H"), *(_line(at, one) for one in up), rule()] if up else []),
        *([row(_p("list", "Expected, not come"), Both(f"{len(missed)} 位", f"{len(missed)}"), "PRE-08", "H"),
           *(_no_show(at, one) for one in missed), rule()] if missed else []),
        row(_("Clerk"), at.clerk),
        tear(""),
    ]  # fmt: skip  # one block a line


def _nights(at: Moment) -> list[Any]:
    """Return the heads of tonight's guests, by home."""
    staying = [r for r in at.look.open("overnight") if r.state == "staying"]
    return sorted(staying, key=lambda r: (r.unit or "", r.id or 0))


def _own(at: Moment, head: Any) -> Any:
    """Return what is kept of a night beside its head."""
    return at.look.row(of_service("overnight").detail, id=head.id)


def _until(at: Moment, head: Any) -> str:
    """Return until when a guest is registered."""
    own = _own(at, head)
    return f"{at.local(own.until):%m-%d %H:%M}" if own is not None and own.until is not None else ""


def _guest(at: Moment, head: Any) -> Block:
    """Return a guest with a box to tick in the morning: home and name, until when, number and who signed."""
    own = _own(at, head)
    host = own.host if own is not None and own.host else ""
    number = numbers.short(head.number)
    after = Both(
        *(
            " · ".join(part for part in (number, f"{word} {host}" if host else "") if part)
            for word in ("住户", "resident")
        )
    )
    return item(f"[ ] {head.unit or ''}  {head.party or ''}", _until(at, head), after=after)


@slip(_("Register of the night"))
def night_register(at: Moment) -> list[Block]:
    """Return tonight's guests with until when and who signed for them; after the comparison, what it found."""
    nights, detail = _nights(at), at.detail
    homes = len({one.unit for one in nights})
    compared = detail.compared_at is not None and detail.compared_at == at.now
    found = Both(
        f"在 {detail.here or 0} 人，已退住 {detail.gone or 0} 人",
        f"{detail.here or 0} here, {detail.gone or 0} checked out",
    )
    return [
        *letterhead(at, _("Register of the night"), ""),
        row(_p("list", "As of"), full_time(at, at.now)),
        row(_p("list", "Staying"), Both(f"{len(nights)} 人 {homes} 户", f"{len(nights)} in {homes} homes"), rank="H"),
        *([row(_("Compared"), found, rank="B")] if compared else []),
        *([row(_("Remarks"), detail.remark)] if compared and detail.remark else []),
        rule(),
        *(_guest(at, one) for one in nights),
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


def _persons(at: Moment) -> list[Option]:
    """Return every visitor inside, each person alone."""
    return [option(at, one.key, one) for one in visitors(at)]


class CheckInside(Step, of=service, after="kept"):
    """逐人核对园内: who of the visitors is still inside, person by person; the others are signed out."""

    title = _("Check who is inside, one by one")
    button = _("Sign the others out")
    says = (say("VIS-20", _("Untick whoever has left: two of three may be out.")),)
    inside: Ticks | None = ask(
        _("Still inside"),
        "VIS-20",
        choices=_persons,
        default=lambda at: [one.key for one in _persons(at)],
        optional=True,
    )

    @also("visitors.leave", "VIS-20")
    def left(self, at: Moment) -> list[To]:
        """As many of each visit leave as were not ticked."""
        here, out = {str(one) for one in self.inside or ()}, Counter[str]()
        for one in visitors(at):
            out[one.number] += one.key not in here
        return [To({"persons_out": count}, number) for number, count in out.items() if count]


#: The due rule of a night that says when its registration ends.
_ENDS = "staying:check_out"


def _staying(at: Moment) -> list[Option]:
    """Return who is registered for the night, each with until when."""
    return [Option(r.number, f"{r.unit or ''}  {r.party or ''}  → {_until(at, r)}") for r in _nights(at)]


def _still_registered(at: Moment) -> list[str]:
    """Return whose registration has not ended yet: they stay unless somebody saw them leave.

    What else is due of a night, such as the police's day, says nothing about its end.
    """
    ended = [r.number for r in at.look.open("overnight") if r.due_rule == _ENDS and r.due_at <= at.now]
    return [str(one.key) for one in _staying(at) if one.key not in ended]


class Compare(Step, of=service, after="kept"):
    """早间核对: who of the guests of the night is still here; the others are checked out."""

    title = _("Compare the register of the night")
    button = _("Compare and print")
    prints = (night_register,)
    says = (say("", _("Who has left is checked out; who stays longer needs a new signature.")),)
    still: Ticks | None = ask(_("Still here"), choices=_staying, default=_still_registered, optional=True)
    remark: Note | None = ask(_("Remarks"), optional=True)

    @change()
    def note_it(self, act: Act) -> None:
        """Keep when, and how many are still here."""
        here = len(self.still or ())
        act.detail.compared_at, act.detail.here, act.detail.gone = act.now, here, len(_nights(act)) - here
        act.detail.remark = self.remark

    @also("overnight.check_out")
    def gone(self, at: Moment) -> list[To]:
        """Whoever is not here any more is checked out."""
        here = {str(number) for number in self.still or ()}
        return [To({}, r) for r in at.look.open("overnight") if r.state == "staying" and r.number not in here]
