"""Many inside 人多时的名单: by entrance and home, several persons a line, so that the paper is no longer than it must be.

Five hundred persons with two lines each are seven metres of a receipt; a person who is looked for on it is not found.
From `MANY` persons on a list has one line a home, each person with a box of his own, and keeps hours, plates and
numbers for the screen. Nobody is left out for that.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from kiosk.i18n import Both, _, say
from kiosk.printing.slip import Block, item, note, text
from kiosk.visiting.inside import KINDS

#: From so many persons on a list is set by home.
MANY = 60
#: A box to tick, and a ticked one: both in every Chinese printer's font, and never torn apart where a line wraps.
_BOX, _TICKED = "□", "■"


def by_home(people: Sequence[Any]) -> list[Block]:
    """Return persons as lines of a list, in their order: a head for each entrance, below it a line for each home."""
    made: list[Block] = []
    for entrance, some in groupby(people, key=lambda one: one.unit.rpartition("-")[0]):
        members = list(some)
        count = len(members)
        head = entrance or "–"
        made.append(text(Both(f"{head}  ·  {count} 人", f"{head}  ·  {count}"), "B"))
        for unit, inside in groupby(members, key=lambda one: one.unit):
            made.append(_home(unit.rpartition("-")[2] or "–", list(inside)))
    return [*made, note(_("A box for each person; hours, plates and numbers stand on the screen."))]


def _home(room: str, people: list[Any]) -> Block:
    """Return a home as one line: 1005  □□■何苗×3  □令狐望舒 留宿."""
    parts = list(_parties(people))
    return item(Both(*(f"{room}  " + "  ".join(say(part, k) for part in parts) for k in ("zh", "en"))))


def _parties(people: list[Any]) -> Iterator[Both]:
    """Yield those who came together: their boxes, whose name they have, how many they are, and what they are."""
    for (_number, name, kind), some in groupby(people, key=lambda one: (one.number, one.name, one.kind)):
        boxes = [_TICKED if getattr(one, "seen_at", None) else _BOX for one in some]
        several = f"×{len(boxes)}" if len(boxes) > 1 else ""
        said = ("", "") if kind == "visitor" else (f" {say(KINDS[kind], k)}" for k in ("zh", "en"))
        yield Both(*(f"{''.join(boxes)}{name}{several}{what}" for what in said))
