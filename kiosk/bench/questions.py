"""What clerks type into the one box: a fixed mix, made from what the folder holds.

Each comes with the word that the index keeps for it, so that the same can be asked raw.
"""

import random
from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from kiosk.people import fold, initials
from kiosk.people.names import han_runs
from kiosk.people.pinyin import spelled

#: Kind → how many of three hundred are of it.
MIX = {
    "unit": 60, "room": 20, "tail": 40, "phone": 20, "name": 40, "character": 10, "pinyin": 40, "initials": 30,
    "number": 20, "short": 10, "waybill": 5, "nothing": 5,
}  # fmt: skip  # a table


@dataclass(frozen=True)
class Typed:
    """A text in the one box, and the query that stands for it in the index."""

    kind: str
    text: str
    query: str


def questions(connection: Connection, seed: int) -> list[Typed]:
    """Return three hundred texts in a shuffled order, the same for the same folder and seed."""
    chance = random.Random(seed)
    newest = connection.execute(text("SELECT max(id) FROM record")).scalar_one()
    waybills = _waybills(connection)
    made: list[Typed] = []
    for kind, count in MIX.items():
        for _one in range(count):
            number = chance.randint(1, newest)
            row = connection.execute(
                text("SELECT number, unit, party, phone FROM record WHERE id >= :id ORDER BY id LIMIT 1"),
                {"id": number},
            ).one()
            waybill = chance.choice(waybills)
            made.append(_typed(kind, waybill, *row))
    chance.shuffle(made)
    return made


def _waybills(connection: Connection) -> list[str]:
    """Return some carriers' numbers, or one that is nowhere where the program has no parcels."""
    if not inspect(connection).has_table("parcel_waybill"):
        return ["SF0000000000000"]
    newest = connection.execute(text("SELECT max(id) FROM parcel_waybill")).scalar_one() or 0
    rows = connection.execute(text("SELECT code FROM parcel_waybill WHERE id % :step = 0"), {"step": newest // 50 + 1})
    return [str(code) for code in rows.scalars()] or ["SF0000000000000"]


def _typed(kind: str, waybill: str, number: str, unit: str, party: str, phone: str) -> Typed:
    """Return one text of a kind, about one record."""
    room, tail = unit.rpartition("-")[2], phone[-4:]
    if kind in ("name", "character"):
        run = han_runs(party)[0]
        said = run if kind == "name" else run[0]
        pairs = [said[n : n + 2] for n in range(len(said) - 1)] or [said]
        return Typed(kind, said, " AND ".join(f'"{pair}"' for pair in pairs))
    spoken = "".join(spelled(fold(party))[0])
    said, letter = {
        "unit": (unit, "u"), "room": (room, "r"), "tail": (tail, "t"), "phone": (phone, "p"), "pinyin": (spoken, "y"),
        "initials": (min(initials(party)), "i"), "number": (number, "n"), "short": (number[3:], "n"), "waybill": (waybill, "b"),
        "nothing": ("zzqx", "y"),
    }[kind]  # fmt: skip  # a table
    return Typed(kind, said, f"{letter}{fold(said).replace('-', 'x')}")
