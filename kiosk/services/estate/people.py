"""People of a unit: who moves in, is corrected, moves out and back; whom to call; who may collect."""

from datetime import date
from typing import Any

from kiosk.i18n import Say, _
from kiosk.people.households import COLLECTOR
from kiosk.service import Act, Choice, Moment, Note, Person, Phone, Said, Text, ask, change, refuse, say
from kiosk.services.estate.kept import CONFIDENTIAL, LANGUAGES, LIVING, RINGS, KnownUnit, collector, service, to_come
from kiosk.store.tables import Resident, UnitPhone


class MoveIn(KnownUnit, of=service):
    """登记住户: somebody of a unit."""

    title = _("Add a resident")
    says = (CONFIDENTIAL,)
    name: Text = ask(_("Name"))
    relation: Choice = ask(_("Relation"), choices=LIVING, default="owner")
    phone: Phone | None = ask(_("Telephone"), optional=True)
    language: Choice | None = ask(_("Language of slips"), optional=True, choices=LANGUAGES)
    collects: bool = ask(_("May collect"), default=True)
    remark: Text | None = ask(_("Remarks"), optional=True)

    @refuse("", _("{name} is in the file of this unit already."), about="name", way=_("Open the unit to see."))
    def twice(self, at: Moment) -> Said:
        """Whether the same name lives there already."""
        return at.look.resident(self.unit, self.name) is not None and {"name": self.name}

    @change()
    def keep(self, act: Act) -> None:
        """Keep the resident."""
        names = ("unit", "name", "relation", "phone", "language", "collects", "remark")
        act.add(Resident(**{name: getattr(self, name) for name in names}))


class LivesThere(KnownUnit):
    """A part for steps about a resident of a unit."""

    name: Person = ask(_("Resident"))

    @refuse("", _("{name} is not in the file of this unit."), about="name", way=_("Choose from the list."))
    def lives_there(self, at: Moment) -> Said:
        """Whether nobody of that name lives there."""
        return at.look.resident(self.unit, self.name) is None and {"name": self.name}


class MoveOut(LivesThere, of=service):
    """迁出: somebody leaves the unit; he stays in the file."""

    title = _("Resident moves out")

    @change()
    def leave(self, act: Act) -> None:
        """Note the day."""
        person = act.look.resident(self.unit, self.name)
        person.moved_out = act.today
        act.add(person)


class MoveBack(KnownUnit, of=service):
    """迁回: somebody who moved out lives there again, or never left."""

    title = _("Resident moves back")
    name: Person = ask(_("Resident"))
    reason: Note | None = ask(_("Why"), optional=True)

    @refuse(
        "", _("Nobody of the name {name} has moved out of this unit."), about="name", way=_("Open the unit to see.")
    )
    def moved_out(self, at: Moment) -> Said:
        """Whether the file knows nobody of that name who left."""
        return at.look.moved_out(self.unit, self.name) is None and {"name": self.name}

    @refuse("", _("{name} is in the file of this unit already."), about="name", way=_("Open the unit to see."))
    def twice(self, at: Moment) -> Said:
        """Whether the same name lives there already."""
        return at.look.resident(self.unit, self.name) is not None and {"name": self.name}

    @change()
    def come_back(self, act: Act) -> None:
        """Strike the day."""
        person = act.look.moved_out(self.unit, self.name)
        person.moved_out = None
        act.add(person)


class Correct(LivesThere, of=service):
    """更正住户资料: what is left empty stays; the journal keeps what was corrected and why, its older lines what it was."""

    title = _("Correct a resident's data")
    says = (CONFIDENTIAL,)
    new_name: Text | None = ask(_("Right name"), optional=True)
    relation: Choice | None = ask(_("Relation"), optional=True, choices=LIVING)
    phone: Phone | None = ask(_("Telephone"), optional=True)
    no_phone: bool = ask(_("Has no telephone any more"), default=False, when=lambda a, at: not a.phone)
    language: Choice | None = ask(_("Language of slips"), optional=True, choices=LANGUAGES)
    collects: bool | None = ask(_("May collect"), optional=True)
    remark: Text | None = ask(_("Remarks"), optional=True)
    reason: Note = ask(_("Why"))

    @refuse("", _("{name} is in the file of this unit already."), about="new_name", way=_("Open the unit to see."))
    def twice(self, at: Moment) -> Said:
        """Whether the right name stands in the file already."""
        other = at.look.resident(self.unit, self.new_name) if self.new_name else None
        return other is not None and self.new_name != self.name and {"name": self.new_name}

    @refuse("", _("Nothing would be changed."), about="name", way=_("Fill in what is to be corrected."))
    def something(self, at: Moment) -> Said:
        """Whether nothing was filled in."""
        given = (self.new_name, self.relation, self.phone, self.language, self.collects, self.remark)
        return bool(self.reason) and not self.no_phone and all(one is None for one in given)

    @change()
    def keep(self, act: Act) -> None:
        """Keep what was filled in."""
        person = act.look.resident(self.unit, self.name)
        for column in ("relation", "phone", "language", "collects", "remark"):
            if (value := getattr(self, column)) is not None:
                setattr(person, column, value)
        person.name = self.new_name or person.name
        person.phone = None if self.no_phone else person.phone
        act.add(person)


def _known_phone(number: int, at: Moment) -> Say | None:
    """Return why a number cannot be struck, or None."""
    row = at.look.row(UnitPhone, id=number)
    return _("There is no such number in the file.") if row is None or row.struck_at is not None else None


class AddPhone(KnownUnit, of=service):
    """其他联系方式: a further number, of a resident or of somebody who may be asked for him (VIS-12)."""

    title = _("Another telephone number")
    says = (CONFIDENTIAL,)
    name: Person = ask(_("Whose number"))
    label: Choice = ask(_("Rings"), choices=RINGS, default="mobile")
    phone: Phone = ask(_("Telephone"), "FIL-03")
    rank: int | None = ask(_("Tried as number"), optional=True, check=lambda n, at: _place_in_order(n))

    @refuse(
        "", _("This number stands in the file of this unit already."), about="phone", way=_("Open the unit to see.")
    )
    def twice(self, at: Moment) -> Said:
        """Whether the number is there already."""
        return self.phone is not None and self.phone in [c.phone for c in at.look.contacts(self.unit)]

    @change()
    def keep(self, act: Act) -> None:
        """Keep the number behind those of its owner, or where it is to be tried."""
        person = act.look.resident(self.unit, self.name)
        mine: dict[str, Any] = {
            "resident": person.id if person else None,
            "name": self.name,
            "label": self.label,
            "phone": self.phone,
        }
        rank = self.rank if self.rank is not None else len(act.look.contacts(self.unit)) + 1
        act.add(UnitPhone(unit=self.unit, rank=rank, made_at=act.now, **mine))


def _place_in_order(number: int) -> Say | None:
    """Return why a number is no place in an order, or None."""
    return None if 1 <= number <= 99 else _("Please type a whole number.")


class StrikePhone(KnownUnit, of=service):
    """删去联系方式: a number that no longer rings; it stays readable in the journal."""

    title = _("Number no longer right")
    entry: int = ask(_("Number in the file"), check=_known_phone)
    reason: Note | None = ask(_("Why"), optional=True)

    @refuse("", _("This number belongs to another unit."), about="entry", way=_("Open the unit to see."))
    def of_this_unit(self, at: Moment) -> Said:
        """Whether the number stands in another unit's file."""
        return at.look.row(UnitPhone, id=self.entry, unit=self.unit) is None

    @change()
    def strike(self, act: Act) -> None:
        """Strike it."""
        row = act.look.row(UnitPhone, id=self.entry, unit=self.unit)
        if row is not None:
            row.struck_at = act.now
            act.add(row)


class Reveal(KnownUnit, of=service):
    """查看完整号码: whole numbers of a unit, for whoever has to call; the journal keeps who looked, and why."""

    title = _("See whole telephone numbers")
    button = _("Show")
    says = (say("FIL-04", _("Numbers are for calling from the desk; they are given to nobody.")),)
    name: Person | None = ask(_("Resident"), optional=True)
    reason: Note = ask(_("Why"), "FIL-04")


class Allow(KnownUnit, of=service):
    """登记代领人: somebody who does not live there may collect, until a day."""

    title = _("Add an authorised collector")
    name: Text = ask(_("Name"))
    phone: Phone | None = ask(_("Telephone"), optional=True)
    until: date | None = ask(_("Until"), optional=True, check=to_come)
    allowed_by: Person = ask(_("Allowed by"))
    remark: Text | None = ask(_("Remarks"), optional=True)

    @refuse("", _("Only a resident of this unit allows it."), about="allowed_by", way=_("Ask the unit."))
    def by_resident(self, at: Moment) -> Said:
        """Whether whoever allows it does not live there."""
        return at.look.resident(self.unit, self.allowed_by) is None

    @refuse("", _("{name} is in the file of this unit already."), about="name", way=_("Open the unit to see."))
    def twice(self, at: Moment) -> Said:
        """Whether the name may collect already."""
        return self.name in [r.name for r in at.look.collectors(self.unit)] and {"name": self.name}

    @change()
    def keep(self, act: Act) -> None:
        """Keep him, or give him a new term."""
        row = collector(act, self.unit, self.name) or Resident(unit=self.unit, name=self.name, relation=COLLECTOR)
        row.phone, row.until, row.allowed_by, row.remark = self.phone, self.until, self.allowed_by, self.remark
        act.add(row)


class Disallow(KnownUnit, of=service):
    """取消代领人: may no longer collect."""

    title = _("May no longer collect")
    name: Person = ask(_("Name"))
    reason: Note | None = ask(_("Why"), optional=True)

    @refuse("", _("{name} is not in the file of this unit."), about="name", way=_("Choose from the list."))
    def allowed(self, at: Moment) -> Said:
        """Whether nobody of that name was allowed to."""
        return collector(at, self.unit, self.name) is None and {"name": self.name}

    @change()
    def end(self, act: Act) -> None:
        """He stays in the file as somebody who might once."""
        row = collector(act, self.unit, self.name)
        row.moved_out = act.today
        act.add(row)
