"""Custody 保管: what luggage, parcels and drop-offs share, written once.

The storage term of thirty days and what follows it (STO-14, STO-15, AMB-11; for all of them by AMB-12), things that
are not on the shelf (STO-13), another place, and the check of the shelves. The steps here are parts without a
service: a service takes one by naming it, `class Missing(custody.Missing, of=service, after="stored", to="missing")`.
"""

from datetime import datetime, time, timedelta
from typing import Any

from kiosk import numbers
from kiosk.i18n import Say, _, say
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Questions,
    Said,
    Scans,
    Step,
    Ticks,
    To,
    ask,
    change,
    refuse,
    setting,
    stays,
)
from kiosk.service import say as phrase
from kiosk.store.tables import Detail

SUPERVISOR = "supervisor"
#: Said where no place is left.
FULL = _("No free place is large enough.")

STORAGE_DAYS = setting(
    "storage_days", 30, _("What nobody collects goes to the supervisor after"), "STO-14 AMB-11",
    section=_("Things kept"), unit=_("days"), off=100_000, check=lambda v: 1 <= v <= 365,
)  # fmt: skip  # one line a group reads better


# --- the term ---------------------------------------------------------------------------------------


def thirty_days(at: Moment) -> datetime:
    """Return the end of the storage term: full days after the deposit date, the last one included (AMB-11)."""
    return at.hour(time(0), days=at.house[STORAGE_DAYS])


def told(at: Moment) -> bool:
    """Whether the supervisor has been told of the thirty days."""
    return at.detail.told_at is not None


def untold(at: Moment) -> datetime | None:
    """Return when the supervisor has to be told, None once he was."""
    return None if told(at) else thirty_days(at)


def undecided(at: Moment) -> datetime | None:
    """Return since when the supervisor has to decide, None before he was told."""
    return thirty_days(at) if told(at) else None


def days(at: Moment) -> dict[str, object]:
    """Return what fills the words of the term."""
    return {"days": at.house[STORAGE_DAYS]}


def last_contact(at: Moment, table: Any) -> datetime | None:
    """Return when somebody tried to reach the owner last, None if never."""
    return max((one.at for one in at.lines(table) if one.at), default=None)


class Tried(Questions):
    """What is asked of one attempt to reach the owner."""

    how: Choice = ask(
        _("How"),
        choices=(
            Option("phone", _("Telephone")),
            Option("message", _("Text or app")),
            Option("door", _("At the door")),
            Option("note", _("Note in the mailbox")),
        ),
    )
    said: Note | None = ask(_("Answer"), optional=True)


class Ended(Step):
    """A part for steps that wait for the end of the term: a service may have a shorter one."""

    def term(self, at: Moment) -> datetime:
        """Return when the term ends."""
        return thirty_days(at)


class Tell(Ended):
    """上报: the term is over, the supervisor is told."""

    title = _("Tell the supervisor")
    says = (phrase("STO-14", _("Thirty days are over: the supervisor decides what becomes of it.")),)
    whom: Person = ask(
        _("Who was told"), default=lambda at: next((s.name for s in at.look.staff() if s.role == SUPERVISOR), None)
    )

    @refuse("STO-14 AMB-11", _("It has not been here for {days} days."), way=_("Ask the owner to collect."))
    def long_enough(self, at: Moment) -> Said:
        """Whether the term is not over yet."""
        return at.now < self.term(at) and days(at)

    @change("STO-14")
    def note_it(self, act: Act) -> None:
        """The supervisor knows."""
        act.detail.told_at = act.now


class Dispose(Ended):
    """处理: the supervisor's decision on what nobody collected."""

    title = _("Record what becomes of it")
    decision: Note = ask(_("Decision"), "STO-14")
    witness: Person = ask(_("Witness"))

    @refuse("AMB-11", _("It has not been here for {days} days."), about="decision", way=_("Ask the owner to collect."))
    def long_enough(self, at: Moment) -> Said:
        """Whether the term is not over yet."""
        return at.now < self.term(at) and days(at)


# --- the shelf --------------------------------------------------------------------------------------


def free_place(text: str, at: Moment) -> Say | None:
    """Return why a place cannot be chosen, or None."""
    place = at.look.thing("place", text)
    if place is None or place.retired_at is not None:
        return _("There is no place {name}.").format(name=text)
    if place.full_at is not None or at.look.holder("place", text) is not None:
        return _("{name} holds something already.").format(name=text)
    return None


def walking(place: str | None) -> tuple[Any, ...]:
    """Return a place's walking order as its name tells it: rack, layer, number."""
    return tuple(part.zfill(4) if part.isdigit() else part for part in (place or "").split("-"))


def shelve(act: Act, place: str | None, size: int, *, near: str = "") -> None:
    """Put a record's things into the place that the clerk chose, else into the best free one (STO-06)."""
    if place:
        act.hold("place", place)
    else:
        act.record.place = act.allot("place", size, FULL, near=near)


class Undone(Step):
    """A part for undoing a step: why."""

    reason: Note = ask(_("Why"))


def sized(at: Moment) -> int:
    """Return the size of place that a thing asks for whose clerk chose it from the estate's list."""
    size = at.detail.size
    return int(size) if size and size.isdigit() else 1


class Shelved(Step):
    """A part for steps that give a place: the service says how large it must be."""

    def space(self, at: Moment) -> int:
        """Return the size that is wanted of a place."""
        return 1


class Back(Undone, Shelved):
    """A part for undoing what closed a record: its things are in a place again."""

    @change()
    def shelve(self, act: Act) -> None:
        """A closed record holds nothing, so it gets a place anew."""
        if act.record.closed_at:
            act.record.place = act.allot("place", self.space(act), FULL)


class Elsewhere(Shelved):
    """换位: the place that was allotted is full, or too small; one key."""

    title = _("Another place")
    reason: Choice = ask(_("Why"), choices=(Option("full", _("Full")), Option("small", _("Too small"))))

    @change("STO-06")
    def move(self, act: Act) -> None:
        """Give the next best place; one found full is not allotted again until it is checked."""
        old = act.look.thing("place", act.record.place or "")
        if self.reason == "full" and old is not None:
            old.full_at = act.now
            act.add(old)
        larger = (old.size if old else 1) + 1
        place = act.allot("place", larger if self.reason == "small" else self.space(act), FULL)
        act.free_one("place", act.record.place or "")
        act.record.place = place


class Missing(Step):
    """缺失: something is not where it should be; the supervisor is told at once."""

    title = _("Not on the shelf")
    says = (phrase("STO-13", _("Tell the supervisor now.")),)
    what: Note = ask(_("What is missing"))


class Found(Step):
    """找到: it is here again, and stands where it stood before it was missed: refused stays refused."""

    title = _("Found")
    what: Note = ask(_("Where it was"))

    @change()
    def as_before(self, act: Act) -> None:
        """Back to the state from which it was missed; to the first that the step names where nobody knows it."""
        steps = self.spec.service.steps
        known = act.record.before in steps["missing"].spec.after
        act.record.state = act.record.before if known else self.spec.to

    @stays()
    def as_changed(self, at: Moment) -> bool:
        """The change has said where."""
        return True


# --- the check of the shelves: the round of "luggage" is the service "luggage_round" ------------------


class Walked(Detail):
    """What a round keeps: when the shelves were checked last, and what that found."""

    checked_at: datetime | None = None
    seen: int | None = None
    not_seen: int | None = None


def next_walk(at: Moment, hours: int) -> datetime:
    """Return when the next check is due: so long after the last one."""
    last: datetime = at.detail.checked_at or at.record.opened_at
    return last + timedelta(hours=hours)


def on_shelf(at: Moment) -> list[Any]:
    """Return what should be on the shelf, in walking order of the places."""
    kept = at.look.open(at.record.service.removesuffix("_round"))
    return sorted((r for r in kept if r.place and r.state != "missing"), key=lambda r: walking(r.place))


def to_tick(at: Moment) -> list[Option]:
    """Return the same as options of a list."""
    return [Option(r.number, f"{r.place}  {numbers.short(r.number)}  {r.party or ''}") for r in on_shelf(at)]


def _stands_for(code: object, at: Moment) -> set[str]:
    """Return the numbers that a scanned code stands for: a label or tag of ours, a number, a courier's waybill."""
    text = str(code)
    if at.look.record(text) is not None:
        return {text}  # before all else: three running digits may look like two and their check character
    if (ours := numbers.read(text)) is not None:
        return {ours.number}
    return {str(record.number) for record in at.look.carrying(text)}


def _ours(codes: list[str], at: Moment) -> Say | None:
    """Return which scanned code is none of ours, or None."""
    wrong = next((str(code) for code in codes if not _stands_for(code, at)), None)
    return _("{code} is none of our tags.").format(code=wrong[:40]) if wrong is not None else None


def blank(answers: Any, at: Moment) -> bool:
    """Whether several things should be there and none was met: rather an empty form than an empty store."""
    return not answers.met(at) and len(answers.expected(at)) > 1


class Compared(Step):
    """A part for rounds: what should be there against what somebody met."""

    button = _("Compare")

    def expected(self, at: Moment) -> list[Any]:
        """Return the records that should be there."""
        return on_shelf(at)

    def met(self, at: Moment) -> set[str]:
        """Return the numbers of those that are there."""
        return set()

    @refuse(
        "", _("Nothing was scanned or ticked; all {n} would be missing."), about="none_there",
        way=_("Scan or tick what is there, or say that nothing is."),
    )  # fmt: skip  # one line a group reads better
    def untouched(self, at: Moment) -> Said:
        """Whether a form that nobody touched would report a whole cabinet, or a whole store, as missing."""
        said = bool(self.none_there) if "none_there" in self.__dict__ else False  # type: ignore[attr-defined]  # each asks it
        return blank(self, at) and not said and {"n": len(self.expected(at))}

    @change()
    def compare(self, act: Act) -> None:
        """Note when it was checked, and both counts."""
        expected, met = {str(record.number) for record in self.expected(act)}, self.met(act)
        act.detail.checked_at = act.now
        act.detail.seen, act.detail.not_seen = len(expected & met), len(expected - met)

    def unmet(self, at: Moment) -> list[Any]:
        """Return the records that should be there and were not met."""
        met = self.met(at)
        return [record for record in self.expected(at) if record.number not in met]


class Walk(Compared):
    """核对: go along the shelves and say what is there."""

    title = _("Check the shelves")
    scanned: Scans | None = ask(_("Scanned"), "STO-12", optional=True, check=_ours)
    ticked: Ticks | None = ask(_("On the shelf"), choices=to_tick, optional=True)
    none_there: bool = ask(_("Nothing is there at all"), default=False, when=blank)

    def met(self, at: Moment) -> set[str]:
        """Return the numbers seen, scanned or ticked."""
        scanned = [_stands_for(code, at) for code in self.scanned or ()]
        return {str(number) for number in self.ticked or ()}.union(*scanned)

    def unseen(self, at: Moment) -> list[To]:
        """Return the report of everything that was not seen."""
        words = say(_("Not seen on the shelf check"), "zh")
        return [To({"what": words}, record) for record in self.unmet(at)]
