"""What a register would change: each row against the file of the house; nothing is changed here."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk.i18n import Say, _
from kiosk.people.names import LINE
from kiosk.register.rows import doubtful
from kiosk.values import PersonRow, RegisterLine, RegisterPerson, RegisterPlan, RegisterSheet, RegisterTake

STEP = "estate.import_rows"
#: So many rows make one step, one transaction and one wait of the counter.
CHUNK = 200


@dataclass(frozen=True)
class Kept:
    """Somebody as the file of the house has him."""

    row: PersonRow
    relation: str
    phones: tuple[str, ...]


@dataclass(frozen=True)
class House:
    """The file of the house: its units, who lives there, who left and when."""

    units: frozenset[str]
    people: Mapping[tuple[str, str], Kept]
    gone: Mapping[tuple[str, str], date]


def plan(sheet: RegisterSheet, house: House) -> RegisterPlan:
    """Return what a register would change, as chunks of rows that hold only what changes something."""
    lines, rows = list(sheet.refused), []
    counts = dict.fromkeys(("new", "changed", "same", "gone", "units"), 0)
    new_units: set[str] = set()
    for person in sheet.people:
        what, why = _what(person, house)
        if person.unit not in house.units and person.unit not in new_units:
            new_units.add(person.unit)
        elif what in ("same", "gone"):
            counts[what] += bool(person.name)
            if what == "gone":
                lines.append(RegisterLine(person.line, person.unit, person.name, what, why))
            continue
        rows.append(_answers(person))
        if person.name and what != "same":
            counts[what] += 1
            lines.append(RegisterLine(person.line, person.unit, person.name, what, why))
    counts |= {"units": len(new_units), "refused": len(sheet.refused)}
    named = {(person.unit, person.name) for person in sheet.people}
    missing = tuple(kept.row for key, kept in house.people.items() if key not in named)
    lines.sort(key=lambda line: line.line)
    return RegisterPlan(
        sheet, {**counts, "missing": len(missing)}, tuple(lines), missing, _takes(_named(sheet.source), rows)
    )


def _named(source: str) -> str:
    """Return the name of a file as an answer may hold it, whatever the disk allows in one."""
    return "".join(char if char.isprintable() else "?" for char in source)[:LINE]


def _what(person: RegisterPerson, house: House) -> tuple[str, Say]:
    """Return what a row would do to the file, and what there is to say about it."""
    key = person.unit, person.name
    kept = house.people.get(key)
    if not person.name:
        return "same", ""
    if kept is None:
        if key in house.gone:
            words = _("Moved out on {day}. Who lives there again is moved back on the unit's page.")
            return "gone", words.format(day=f"{house.gone[key]:%Y-%m-%d}")
        return "new", doubtful(person)
    given: dict[str, tuple[Any, Any]] = {
        "relation": (person.relation, kept.relation), "language": (person.language, kept.row.language),
        "collects": (person.collects, kept.row.collects), "remark": (person.remark, kept.row.remark),
    }  # fmt: skip  # a table
    other = any(said is not None and said != known for said, known in given.values())
    phones = person.phones[:1] != kept.phones[:1] or not set(person.phones) <= set(kept.phones)
    return ("changed", doubtful(person)) if other or (person.phones and phones) else ("same", "")


def _answers(person: RegisterPerson) -> dict[str, Any]:
    """Return a row as the step takes it: what it leaves empty is left out."""
    said = {name: getattr(person, name) for name in ("unit", "words", "name", "relation", "language", "remark")}
    answers: dict[str, Any] = {name: value for name, value in said.items() if value}
    if person.phones:
        answers["phones"] = list(person.phones)
    if person.collects is not None:
        answers["collects"] = person.collects
    return answers


def _takes(source: str, rows: Sequence[dict[str, Any]]) -> tuple[RegisterTake, ...]:
    """Return the rows as steps; the keys are this plan's own, so that trying one again changes nothing twice."""
    key = f"register-{secrets.token_hex(8)}"
    chunks = [list(rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK)]
    return tuple(
        RegisterTake(STEP, {"source": source, "rows": chunk}, f"{key}-{number}", len(chunk))
        for number, chunk in enumerate(chunks)
    )
