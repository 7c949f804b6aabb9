"""Units and residents as a list of the estate brings them: many at once, all or none."""

from kiosk.i18n import _
from kiosk.service import Act, Choice, Moment, Phone, Questions, Said, Step, Text, Unit, ask, change, refuse
from kiosk.services.estate.kept import LANGUAGES, LIVING, service
from kiosk.store.tables import Resident
from kiosk.store.tables import Unit as Home


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


class ResidentRow(Questions):
    """What is asked of one resident of a list."""

    unit: Unit = ask(_("Unit"))
    name: Text = ask(_("Name"))
    relation: Choice = ask(_("Relation"), choices=LIVING, default="owner")
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
