"""Roll call 应急点名: in a fire one key prints everybody who is inside, and each person is ticked off one by one.

Anybody may begin it, also at the locked desk: who leaves a burning house does not type a PIN first. What is listed
stays as it was at that minute; whoever is seen at the gathering place is ticked, and who is met without being on
the list is added. The list is of the hour and knows no document.
"""

from datetime import datetime, timedelta
from typing import ClassVar

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.printing.slip import Block, big, item, note, row, rule, sign, tear
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Service,
    State,
    Step,
    Text,
    Ticks,
    Unit,
    ask,
    change,
    due,
    setting,
    slip,
)
from kiosk.service import say as phrase
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail, Line
from kiosk.visiting.crowd import MANY, by_home
from kiosk.visiting.inside import HOME, KINDS, counted, everybody, name_of, option

ROLL_MINUTES = setting(
    "roll_minutes", 10, _("A roll call that is not over is asked after again after"), section=_("Visitors"), unit=_("minutes"),
    check=lambda v: 1 <= v <= 240,
)  # fmt: skip  # one line a group reads better
WHY = (Option("alarm", _("Alarm")), Option("drill", _("Drill")))


class Roll(Detail, table=True):
    """What a roll call keeps: why, and what became of those who were not seen."""

    __tablename__ = "roll_call"
    why: str | None = None
    unseen: str | None = None


class RollLine(Line, table=True):
    """One person of the list, or a home to be looked after, and when and by whom it was ticked off."""

    __tablename__ = "roll_line"
    codes: ClassVar[tuple[str, ...]] = (
        "kind",
    )  #: of KINDS: without it a list that is over would count homes as persons
    kind: str = "visitor"
    unit: str = ""
    name: str = ""
    number: str = ""  #: of the record that says so
    since: datetime | None = None
    nth: int = 1  #: which of those who came together
    of: int = 1
    plate: str = ""
    seen_at: datetime | None = None
    seen_by: str | None = None


def _now(at: Moment) -> list[RollLine]:
    """Return the lines of a list that would begin now."""
    return [
        RollLine(no=no, kind=one.kind, unit=one.unit, name=one.name, number=one.number, since=one.since, nth=one.nth,
                 of=one.of, plate=one.plate)
        for no, one in enumerate(everybody(at), 1)
    ]  # fmt: skip  # one line a group reads better


def _lines(at: Moment) -> list[RollLine]:
    """Return the list as it was when it began; before that, who would stand on it now."""
    return at.lines(RollLine) if at.record.id is not None else _now(at)


def missing(at: Moment) -> list[RollLine]:
    """Return who was not seen yet."""
    return [one for one in _lines(at) if one.seen_at is None]


def summary(at: Moment) -> Say:
    """Return how many of how many were seen."""
    lines = at.lines(RollLine)
    seen = [one for one in lines if one.seen_at is not None]
    return _("{seen} of {all} seen").format(seen=counted(seen), all=counted(lines))


service = Service(
    "roll_call", _("Roll call"), "people", "RC", Roll, icon="bell", beside="visitors", summary=summary, forgets=VISIT_DAYS,
    states={
        "counting": State(_("Counting"), "red"), "over": State(_("Everything settled"), "mute"), "void": State(_("Void"), "mute"),
    },
    due=(
        due("", "counting", lambda at: at.record.last_at + timedelta(minutes=at.house[ROLL_MINUTES]),
            _("{n} not seen yet: go on, or end the roll call"), "seen", fills=lambda at: {"n": counted(missing(at))}),
    ),
)  # fmt: skip  # one line a group reads better


def _line(at: Moment, one: RollLine) -> Block:
    """Return one person as a line with a box to tick; ticked, if the desk knows of it already."""
    person = f"{'[x]' if one.seen_at else '[ ]'} {one.unit}  {name_of(one)}"
    since = f"{at.local(one.since):%H:%M}" if one.since is not None else ""
    if one.kind == HOME:
        return item(person)
    day = f"{at.local(one.since):%m-%d}" if one.since is not None and at.local(one.since).date() != at.today else ""
    more = [
        numbers.short(one.number),
        one.plate,
        day,
        f"{one.seen_by} {at.local(one.seen_at):%H:%M}" if one.seen_at else "",
    ]
    said = ["" if one.kind == "visitor" else KINDS[one.kind], *more]
    after = Both(*(" · ".join(x for x in (say(part, k) for part in said) if x) for k in ("zh", "en")))
    return item(person, since, after=after)


@slip(_("Emergency list"))
def emergency_list(at: Moment) -> list[Block]:
    """Return everybody inside by home, each with a box to tick, and then the homes that need help."""
    lines = _lines(at)
    people, homes = [one for one in lines if one.kind != HOME], [one for one in lines if one.kind == HOME]
    count = {kind: sum(one.kind == kind for one in people) for kind in KINDS if kind != HOME}
    told = [(KINDS[kind], n) for kind, n in count.items() if n]
    parts = Both(*(" · ".join(f"{say(words, k)} {n}" for words, n in told) for k in ("zh", "en")))
    return [
        *letterhead(at, _("Emergency list"), _("WHO IS INSIDE")),
        big(Both(f"{len(people)} 人", f"{len(people)} persons"), "D"),
        row(_p("list", "As of"), full_time(at, at.now), rank="B"),
        *([row(_("Of them"), parts)] if told else []),
        rule(),
        *(_line(at, one) for one in people if len(people) < MANY),
        *(by_home(people) if len(people) >= MANY else []),
        *([note(_("Nobody is inside."))] if not people else []),
        *([rule(), row(_("Homes that need help"), len(homes), rank="B"), *(_line(at, one) for one in homes)] if homes else []),
        rule(),
        note(_("Tick off each person who is seen. Tell the fire brigade who is not.")),
        row(_("Clerk"), at.clerk or _("desk was locked")),
        sign(_("Counted by"), date=_p("list", "Time")),
        tear(""),
    ]  # fmt: skip  # one block a line


class Begin(Step, of=service, opens="counting", by="anyone"):
    """应急点名: print everybody who is inside, now; one key, also at the locked desk."""

    title = _("Print the emergency list")
    button = _("Print the list now")
    prints = (emergency_list,)
    says = (phrase("", _("Take the list along, and tick off each person at the gathering place.")),)
    why: Choice = ask(_p("roll", "What for"), choices=WHY, default="alarm")

    @change()
    def keep(self, act: Act) -> None:
        """Keep who is inside at this minute, one line a person."""
        for line in _now(act):
            line.record_id, line.at, line.clerk = act.record.id, act.now, act.clerk
            act.add(line)


class NotNeeded(Step, of=service, undoes=Begin, closes="void"):
    """误触: printed by mistake."""

    title = _("Printed by mistake")
    reason: Note = ask(_("Why"))


def _to_tick(at: Moment) -> list[Option]:
    """Return who was not seen yet, each person alone."""
    return [option(at, one.no, one) for one in at.lines(RollLine) if one.seen_at is None]


class Seen(Step, of=service, after="counting", to="counting"):
    """点到: who is seen at the gathering place, person by person."""

    title = _("Tick off who is seen")
    button = _("These are safe")
    seen: Ticks = ask(_("Seen and safe"), choices=_to_tick)

    @change()
    def tick(self, act: Act) -> None:
        """Keep when and by whom each was seen."""
        for one in act.lines(RollLine):
            if one.no in self.seen:
                one.seen_at, one.seen_by = act.now, act.clerk
                act.add(one)


class NotSeen(Step, of=service, undoes=Seen):
    """撤销点到: ticked by mistake; those of the last time are looked for again."""

    title = _("Not seen after all")
    reason: Note = ask(_("Why"))

    @change()
    def untick(self, act: Act) -> None:
        """They count as not seen again."""
        for one in act.lines(RollLine):
            if one.seen_at is not None and one.seen_at == act.record.last_at:
                one.seen_at = one.seen_by = None
                act.add(one)


class Met(Step, of=service, after="counting"):
    """名单外人员: somebody who is here and not on the list; he is seen already."""

    title = _("Somebody not on the list")
    name: Text = ask(_p("roll", "Name"))
    unit: Unit | None = ask(_("Unit"), optional=True)

    @change()
    def add(self, act: Act) -> None:
        """One more line, ticked."""
        no = len(act.lines(RollLine)) + 1
        line = RollLine(record_id=act.record.id, at=act.now, clerk=act.clerk, no=no, kind="met", unit=self.unit or "")
        line.name, line.since, line.seen_at, line.seen_by = self.name, act.now, act.now, act.clerk
        act.add(line)


class PrintAgain(Step, of=service, after="counting"):
    """再打名单: the list with what is ticked so far."""

    title = _("Print with the ticks so far")
    prints = (emergency_list,)


class Finish(Step, of=service, after="counting", closes="over"):
    """点名结束: everybody was seen, or it is said what became of the others."""

    title = _("End the roll call")
    says = (
        phrase("", _("{n} not seen: the fire brigade and the duty manager are told by name."),
               when=lambda a, at: counted(missing(at)) > 0, fills=lambda a, at: {"n": counted(missing(at))}),
    )  # fmt: skip  # one line a group reads better
    unseen: Note | None = ask(_("What became of those not seen"), when=lambda a, at: bool(missing(at)))


class NotOver(Step, of=service, undoes=Finish):
    """撤销结束: the roll call goes on."""

    title = _("Goes on after all")
    reason: Note = ask(_("Why"))
