"""A service's things as a board: every place in order, rack by rack, and beside it whatever has no place."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from kiosk.desk import rows
from kiosk.desk.moments import Here
from kiosk.i18n import Say, _, say
from kiosk.service import find_step, service
from kiosk.showing import Laid
from kiosk.store.tables import Record, Thing
from kiosk.values import Counted, Rack, StaffRow, Things, Tile

#: Free places are shown by this tone and these words.
FREE = _("Free")


class Boards:
    """The part of the reader that lays things out."""

    if TYPE_CHECKING:
        clerk: StaffRow | None

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def together(self, session: Session, records: Sequence[Record]) -> list[Here]:
            """See Reader.together."""

    def things(self, key: str) -> Things | None:
        """Return the board of a service, None where it has none."""
        laid = service(key).shows.laid
        if laid is None:
            return None
        with self.session() as session:
            query = (
                select(Record).where(Record.service == key, col(Record.closed_at).is_(None)).order_by(col(Record.id))
            )
            opened = [(laid.place(at), _tile(at, laid)) for at in self.together(session, session.exec(query).all())]
            things = select(Thing).where(Thing.kind == laid.thing, col(Thing.retired_at).is_(None))
            names = [thing.name for thing in session.exec(things)]
        return Things(
            racks=_racks(opened, names, laid), counts=_counts([tile for _place, tile in opened], len(names)),
            empty=laid.empty, adds=self._may(laid.adds), begins=laid.begins,
        )  # fmt: skip  # one line a group reads better

    def _may(self, step: str) -> str:
        """Return a step if this clerk may take it."""
        return step if step and not rows.choice(find_step(step), self.clerk).role else ""


def _tile(at: Here, laid: Laid) -> Tile:
    """Return an open record as a tile."""
    words, tone = laid.how(at)
    key = laid.step(at)
    step = find_step(f"{at.record.service}.{key}")
    who = laid.who(at)
    return Tile(
        laid.place(at), at.record.number, laid.what(at), words, tone, who, at.record.last_at if say(who, "zh") else None,
        step.spec.full, step.title,
    )  # fmt: skip  # one line a group reads better


def _racks(opened: list[tuple[str, Tile]], names: list[str], laid: Laid) -> tuple[Rack, ...]:
    """Return the tiles by rack: one a place, then whatever has none or shares one that is taken."""
    hanging: dict[str, Tile] = {}
    rest: list[Tile] = []
    for place, tile in sorted(
        opened, key=lambda pair: pair[1].tone == "amber"
    ):  # who hangs there goes before who is out
        if place and place not in hanging:
            hanging[place] = tile
        else:
            rest.append(tile)
    racks: dict[str, list[Tile]] = {}
    for name in sorted({*names, *hanging}, key=in_order):
        racks.setdefault(rack_of(name), []).append(hanging.get(name) or Tile(name, words=FREE))
    found = [Rack(_rack_words(title, laid), tuple(tiles)) for title, tiles in racks.items()]
    return (*found, Rack(laid.without, tuple(rest))) if rest else tuple(found)


def _rack_words(title: str, laid: Laid) -> Say:
    """Return what a rack is called."""
    return laid.rack.format(name=title) if title else laid.rack.format(name="—")


def rack_of(name: str) -> str:
    """Return the rack of a place: all before its last number."""
    return re.sub(r"[-\s]*\d+$", "", name)


def in_order(name: str) -> tuple[Any, ...]:
    """Return the order of places as people count them: A-2 before A-10."""
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in re.split(r"(\d+)", name) if part)


def _counts(tiles: list[Tile], places: int) -> tuple[Counted, ...]:
    """Return how many are how, in the order of how urgent they are."""
    found = Counter((say(tile.words, "zh"), tile.tone) for tile in tiles)
    words = {(say(tile.words, "zh"), tile.tone): tile.words for tile in tiles}
    order = ("red", "amber", "blue", "green", "mute")
    ranked = sorted(found, key=lambda one: (order.index(one[1]), one[0]))
    free = places - len({tile.place for tile in tiles if tile.place})
    made = [Counted(words[one], one[1], found[one]) for one in ranked]
    return (*made, Counted(FREE, "mute", free)) if free > 0 else tuple(made)
