"""Values of households and registers; everybody takes them from `kiosk/values.py`."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from kiosk.i18n import Say


class Noted(str):
    """A note of a unit: its text, and with it what it is about and the tone in which it is drawn."""

    __slots__ = ("id", "kind", "tone", "until")

    def __new__(cls, text: str, **more: Any) -> Self:
        """Hold the text; `id` of the note, `kind` in words, `tone` (blue green amber red), `until` its last day."""
        made = super().__new__(cls, text)
        made.id, made.kind = more.get("id", 0), more.get("kind", "")
        made.tone, made.until = more.get("tone", "amber"), more.get("until")
        return made

    id: int
    kind: Say
    tone: str
    until: date | None


@dataclass(frozen=True)
class Contact:
    """A number of a unit, in the order in which they are tried."""

    name: str
    label: Say  # where it rings: mobile, home, work
    phone: str  # whole: for whoever has to call; masked on a page
    resident: int | None = None
    entry: int = 0  # what estate.strike_phone asks for; 0 = the resident's first number

    @property
    def key(self) -> str:
        """What tells this number from the unit's others without saying it."""
        return f"{self.name} {self.phone[-4:]}"


@dataclass(frozen=True)
class PersonRow:
    """A resident as a line."""

    id: int
    name: str
    relation: Say
    phone: str  # masked
    language: str
    unit: str
    gone: bool = False
    collects: bool = True
    until: date | None = None  # the last day of an authorised collector
    allowed_by: str = ""
    remark: str = ""


@dataclass(frozen=True)
class RegisterColumn:
    """A column of a file: what it says above, what it is taken for ("" = not taken over), and a cell of it."""

    head: str
    field: str
    words: Say
    sample: str


@dataclass(frozen=True)
class RegisterPerson:
    """What a row of a file says, cleaned; what it leaves empty is None or ()."""

    line: int
    unit: str
    name: str = ""
    relation: str | None = None
    phones: tuple[str, ...] = ()
    language: str | None = None
    collects: bool | None = None
    remark: str | None = None
    words: str | None = None  # the unit as the estate says it


@dataclass(frozen=True)
class RegisterLine:
    """A row of a file that changes something or cannot: new, changed, refused, gone."""

    line: int
    unit: str
    name: str
    what: str
    why: Say = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterSheet:
    """A file as it was read: its columns, the people that its rows name, the rows that cannot be taken."""

    source: str
    encoding: str  # "" of a workbook
    columns: tuple[RegisterColumn, ...]
    people: tuple[RegisterPerson, ...]
    refused: tuple[RegisterLine, ...]
    rows: int  # that hold something


@dataclass(frozen=True)
class RegisterTake:
    """Some rows as one step: its key, answers and once-key."""

    step: str
    answers: dict[str, Any]
    once: str
    rows: int


@dataclass(frozen=True)
class RegisterPlan:
    """What a register would change; nothing is changed yet."""

    sheet: RegisterSheet
    counts: dict[str, int]  # new changed same refused gone missing units
    lines: tuple[RegisterLine, ...]
    missing: tuple[PersonRow, ...]  # in the file of the house and not in this register: they stay
    takes: tuple[RegisterTake, ...]


@dataclass(frozen=True)
class RegisterDone:
    """How far an import came."""

    done: int
    of: int
    cancelled: bool
