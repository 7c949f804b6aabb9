"""Rows of a register 导入住户: units and people are added or brought up to date, nobody is deleted.

`kiosk/register` reads the file, finds out what each row would change and hands over only those rows, some
hundred at a time; each handful is one transaction.
"""

from typing import Any

from kiosk.i18n import _
from kiosk.service import Act, Choice, Phones, Questions, Step, Text, Unit, ask, change
from kiosk.services.estate.kept import LANGUAGES, LIVING, service
from kiosk.store.tables import Resident, UnitPhone
from kiosk.store.tables import Unit as Home

#: So many rows make one step; the window's counter waits no longer than for one of them.
ROWS = 200


class RegisterRow(Questions):
    """What a row of a register says; what it leaves empty stays as it is."""

    unit: Unit = ask(_("Unit"))
    words: Text | None = ask(_("As the estate says it"), optional=True)
    name: Text | None = ask(_("Name"), optional=True)
    relation: Choice | None = ask(_("Relation"), optional=True, choices=LIVING)
    phones: Phones | None = ask(_("Telephones"), optional=True)
    language: Choice | None = ask(_("Language of slips"), optional=True, choices=LANGUAGES)
    collects: bool | None = ask(_("May collect"), optional=True)
    remark: Text | None = ask(_("Remarks"), optional=True)


class ImportRows(Step, of=service, by="foreman"):
    """导入住户: some rows of a register."""

    title = _("Import residents")
    source: Text = ask(_("File"))
    rows: list[RegisterRow] = ask(_("Rows"), most=ROWS)

    @change()
    def keep_units(self, act: Act) -> None:
        """Add the units that the register does not have."""
        there = act.look.files(list({one.unit for one in self.rows}))
        new = {one.unit: Home(code=one.unit, words=one.words or "") for one in self.rows if one.unit not in there}
        act.add_all(list(new.values()))

    @change()
    def keep_people(self, act: Act) -> None:
        """Add who is not in the file; bring up to date who lives there; who moved out stays so."""
        there = act.look.files(list({one.unit for one in self.rows}))
        living = {(r.unit, r.name): r for people in there.values() for r in people if r.moved_out is None}
        gone = {(r.unit, r.name) for people in there.values() for r in people} - set(living)
        new: list[tuple[Resident, list[str]]] = []
        for one in self.rows:
            person = living.get((one.unit, one.name or ""))
            if person is not None:
                _bring_up_to_date(act, person, one)
            elif one.name and (one.unit, one.name) not in gone:
                made = Resident(unit=one.unit, name=one.name, relation=one.relation or "owner", **_said(one))
                made.phone = one.phones[0] if one.phones else None
                living[one.unit, one.name] = made
                new.append((made, one.phones or []))
        act.add_all([person for person, phones in new if len(phones) < 2])
        for person, phones in new:
            if len(phones) > 1:
                act.add(person)
                _keep_phones(act, person, phones)


def _said(one: RegisterRow) -> dict[str, Any]:
    """Return what a row says beside name and numbers."""
    return {k: v for k in ("language", "collects", "remark") if (v := getattr(one, k)) is not None}


def _bring_up_to_date(act: Act, person: Resident, one: RegisterRow) -> None:
    """Change what the row says otherwise."""
    for column, value in {**_said(one), **({"relation": one.relation} if one.relation else {})}.items():
        setattr(person, column, value)
    if one.phones:
        person.phone = one.phones[0]
        _keep_phones(act, person, one.phones)
    act.add(person)


def _keep_phones(act: Act, person: Resident, phones: list[str]) -> None:
    """Keep the numbers behind the first; one that became the first stands there alone, the others stay."""
    there = {row.phone: row for row in act.look.phones(person)}
    first = there.pop(phones[0], None)
    if first is not None:
        first.struck_at = act.now
        act.add(first)
    for rank, phone in enumerate(phones[1:], 2):
        if phone not in there:
            act.add(
                UnitPhone(
                    unit=person.unit, resident=person.id, name=person.name, phone=phone, rank=rank, made_at=act.now
                )
            )
