"""Values of a board of things: hooks, shelves, items to lend; everybody takes them from `kiosk/values.py`."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.i18n import Say


@dataclass(frozen=True)
class Tile:
    """One place of a board, and what hangs or belongs there; without a number it is free."""

    place: str  # "A-12", "" for what has none
    number: str = ""
    what: Say = ""  # whose and what: "3-2-1005  Main door"
    words: Say = ""  # how it is: on its hook, out, not found
    tone: str = "mute"
    who: Say = ""  # who has it, where somebody does
    since: datetime | None = None
    step: str = ""  # what one click opens: the step that fits
    button: Say = ""  # what that step is called

    @property
    def key(self) -> str:
        """What tells this tile from every other."""
        return self.number or self.place


@dataclass(frozen=True)
class Rack:
    """The tiles that stand together, in order."""

    title: Say
    tiles: tuple[Tile, ...]


@dataclass(frozen=True)
class Counted:
    """How many tiles of a board are in one way: words, tone and number."""

    words: Say
    tone: str
    count: int


@dataclass(frozen=True)
class Things:
    """A board of things: its racks, how many are how, what an empty one teaches, and what adds places."""

    racks: tuple[Rack, ...]
    counts: tuple[Counted, ...]
    empty: Say
    adds: str = ""  # the step that adds places, "" where this clerk may not
    begins: str = ""  # the question ("keys.leave.hook") that a free place answers

    @property
    def tiles(self) -> list[Tile]:
        """Every tile, in order."""
        return [tile for rack in self.racks for tile in rack.tiles]


@dataclass(frozen=True)
class PartLine:
    """One record of a service as a unit's page names it."""

    number: str
    title: Say
    note: Say
    chip: Say
    tone: str


@dataclass(frozen=True)
class UnitPart:
    """What a unit's page says of one service: the open ones first, then the latest of those that are over."""

    key: str
    title: Say
    icon: str
    lines: tuple[PartLine, ...]
