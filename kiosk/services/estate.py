"""The estate 住户档案: units, who lives in them, and notes that show in every form of their unit."""

from datetime import date

from kiosk.i18n import _
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Phone,
    Questions,
    Said,
    Service,
    Step,
    Text,
    Unit,
    ask,
    change,
    refuse,
)
from kiosk.store.tables import Resident, UnitNote
from kiosk.store.tables import Unit as Home

service = Service("estate", _("Residents"), "house", by="clerk", icon="home")

LANGUAGES = (Option("zh", _("Chinese")), Option("en", _("English")), Option("both", _("Both")))
RELATIONS = (Option("owner", _("Owner")), Option("family", _("Family")), Option("tenant", _("Tenant")))


class AddUnit(Step, of=service, by="foreman"):
    """新增房号: a home of the estate."""

    title = _("Add a unit")
    unit: Unit = ask(_("Unit"))
    words: Text | None = ask(_("As the estate says it"), optional=True)

    @change()
    def keep(self, act: Act) -> None:
        """Keep the unit."""
        row = act.look.unit(self.unit) or Home(code=self.unit)
        row.words = self.words or row.words
        act.add(row)


class UnitRow(Questions):
    """What is asked of one home of a list."""

    unit: Unit = ask(_("Unit"))
    words: Text | None = ask(_("As the estate says it"), optional=True)


class AddUnits(Step, of=service, by="foreman"):
    """批量新增房号: many homes at once, as a register brings them."""

    title = _("Add units")
    units: list[UnitRow] = ask(_("Units"))

    @change()
    def keep(self, act: Act) -> None:
        """Keep the units."""
        rows = []
        for one in self.units:
            row = act.look.unit(one.unit) or Home(code=one.unit)
            row.words = one.words or row.words
            rows.append(row)
        act.add_all(rows)


class _KnownUnit(Step):
    """A part for steps about a unit of the register."""

    unit: Unit = ask(_("Unit"))

    @refuse("", _("There is no unit {unit}."), about="unit", way=_("Check the number, or add the unit first."))
    def known(self, at: Moment) -> Said:
        """Whether the unit is not in the register."""
        return at.look.unit(self.unit) is None and {"unit": self.unit}


class MoveIn(_KnownUnit, of=service):
    """登记住户: somebody of a unit."""

    title = _("Add a resident")
    name: Text = ask(_("Name"))
    relation: Choice = ask(_("Relation"), choices=RELATIONS, default="owner")
    phone: Phone | None = ask(_("Telephone"), optional=True)
    language: Choice | None = ask(_("Language of slips"), optional=True, choices=LANGUAGES)

    @refuse("", _("{name} is in the file of this unit already."), about="name", way=_("Open the unit to see."))
    def twice(self, at: Moment) -> Said:
        """Whether the same name lives there already."""
        return at.look.resident(self.unit, self.name) is not None and {"name": self.name}

    @change()
    def keep(self, act: Act) -> None:
        """Keep the resident."""
        act.add(
            Resident(unit=self.unit, name=self.name, relation=self.relation, phone=self.phone, language=self.language)
        )


class ResidentRow(Questions):
    """What is asked of one resident of a list."""

    unit: Unit = ask(_("Unit"))
    name: Text = ask(_("Name"))
    relation: Choice = ask(_("Relation"), choices=RELATIONS, default="owner")
    phone: Phone | None = ask(_("Telephone"), optional=True)
    language: Choice | None = ask(_("Language of slips"), optional=True, choices=LANGUAGES)


class MoveInAll(Step, of=service, by="foreman"):
    """批量登记住户: many residents at once, as a register brings them; all or none."""

    title = _("Add residents")
    residents: list[ResidentRow] = ask(_("Residents"))

    @refuse("", _("There is no unit {unit}."), about="residents", way=_("Check the number, or add the unit first."))
    def known(self, at: Moment) -> Said:
        """Whether a unit is not in the register."""
        missing = [code for code in dict.fromkeys(one.unit for one in self.residents) if at.look.unit(code) is None]
        return bool(missing) and {"unit": missing[0]}

    @refuse("", _("{name} is in the file of this unit already."), about="residents", way=_("Open the unit to see."))
    def twice(self, at: Moment) -> Said:
        """Whether a name would stand in one unit's file twice."""
        there = {(code, r.name) for code in {one.unit for one in self.residents} for r in at.look.residents(code)}
        for one in self.residents:
            if (one.unit, one.name) in there:
                return {"name": one.name}
            there.add((one.unit, one.name))
        return False

    @change()
    def keep(self, act: Act) -> None:
        """Keep the residents."""
        columns = ("unit", "name", "relation", "phone", "language")
        act.add_all([Resident(**{name: getattr(one, name) for name in columns}) for one in self.residents])


class MoveOut(_KnownUnit, of=service):
    """迁出: somebody leaves the unit; he stays in the file."""

    title = _("Resident moves out")
    name: Person = ask(_("Resident"))

    @refuse("", _("{name} is not in the file of this unit."), about="name", way=_("Choose from the list."))
    def lives_there(self, at: Moment) -> Said:
        """Whether nobody of that name lives there."""
        return at.look.resident(self.unit, self.name) is None and {"name": self.name}

    @change()
    def leave(self, act: Act) -> None:
        """Note the day."""
        person = act.look.resident(self.unit, self.name)
        person.moved_out = act.today
        act.add(person)


class AddNote(_KnownUnit, of=service):
    """本户提醒: a note that shows whenever this unit is named, until its day."""

    title = _("Note on this unit")
    text: Note = ask(_("Note"))
    until: date | None = ask(_("Until"), optional=True)

    @change()
    def keep(self, act: Act) -> None:
        """Keep the note."""
        act.add(UnitNote(unit=self.unit, text=self.text, until=self.until, made_at=act.now))
