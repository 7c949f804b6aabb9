"""Values that travel between desk, window and printers: frozen, plain, never an ORM object."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.boards import Counted, PartLine, Rack, Things, Tile, UnitPart
from kiosk.furnishing import StorePlace, TermList, TermRow
from kiosk.going import Card, Going, Joined, Past, TapChoice, Waiting, Way
from kiosk.homes import (
    Contact,
    Noted,
    PersonRow,
    RegisterColumn,
    RegisterDone,
    RegisterLine,
    RegisterPerson,
    RegisterPlan,
    RegisterSheet,
    RegisterTake,
)
from kiosk.i18n import Say
from kiosk.sealed import SealedRow
from kiosk.watch import Away, Late, Unprinted

#: Handed on: values of households, registers and furnishing, and of what the window watches, have rooms of their own.
__all__ = [
    "Away", "Card", "Contact", "Counted", "Going", "Joined", "Late", "Noted", "PartLine", "Past", "PersonRow", "Rack",
    "RegisterColumn", "RegisterDone", "RegisterLine", "RegisterPerson", "RegisterPlan", "RegisterSheet", "RegisterTake",
    "SealedRow", "StorePlace", "TapChoice", "TermList", "TermRow", "Things", "Tile", "UnitPart", "Unprinted", "Waiting",
    "Way",
]  # fmt: skip  # one paragraph


@dataclass(frozen=True)
class Option:
    """One thing to choose from: its key is stored, its digit typed, its words shown."""

    key: Any
    words: Say
    digit: str = ""
    hint: Say = ""
    tone: str = ""  # of a chip that says it


@dataclass(frozen=True)
class Shown:
    """One question as a form draws it now.

    `kind` names the editor: line note number money date datetime choice buttons tick unit person
    place scan signature secret rows ticks (several of the options).
    """

    name: str
    title: Say
    kind: str
    value: Any = None
    options: tuple[Option, ...] = ()
    section: Say = ""
    optional: bool = False
    hint: Say = ""
    columns: tuple["Shown", ...] = ()  # of a row, for kind "rows"
    rows: tuple[dict[str, Any], ...] = ()  # what stands in them now, defaults filled in
    masked: bool = False
    foreign: bool = False  # a scan of somebody else's code: ours open their own record
    reads: tuple[tuple[str, str], ...] = ()  # a document read by machine answers this and these questions


@dataclass(frozen=True)
class Refused:
    """A house rule that says no to the draft, with its way out."""

    rule: str
    words: Say
    way: Say
    about: str = ""
    lift: str = ""  # the role whose PIN lifts it; "" = nobody
    phone: bool = False  # whether a decision by telephone may stand in for the PIN
    say: Say = ""  # what is said to whoever stands there


@dataclass(frozen=True)
class PrintedPart:
    """One part of a slip as it would print: its kind and its blocks, language-free JSON (`slip.load`)."""

    kind: str
    title: Say
    blocks: str


@dataclass(frozen=True)
class Draft:
    """Everything that a form shows while it is typed."""

    step: str
    title: Say
    shown: tuple[Shown, ...] = ()
    errors: dict[str, Say] = field(default_factory=dict)  # "pieces.0.size" for a row
    missing: tuple[str, ...] = ()  # still to be answered: no error yet
    refusals: tuple[Refused, ...] = ()
    says: tuple[Say, ...] = ()  # phrases and reminders, above the form
    notes: tuple[Say, ...] = ()  # notes of the unit, as amber strips
    slips: tuple[PrintedPart, ...] = ()
    language: str = "zh"  # of the slip, for this person
    button: Say = ""
    again: tuple[str, ...] = ()  # once taken, the form opens anew with these answers
    then: tuple[str, str] = ("", "")  # the step that follows in the window, and its question that the number answers

    @property
    def ready(self) -> bool:
        """Whether taking this step now would be accepted."""
        return not (self.errors or self.missing or self.refusals)


@dataclass(frozen=True)
class Outcome:
    """What a step did."""

    step: str
    number: str  # unique form, "" for steps without a record
    short: str
    state: str
    entry: int
    jobs: tuple[int, ...] = ()
    place: str = ""
    also: tuple["Outcome", ...] = ()
    again: bool = False  # this once-key had been taken before
    away: bool = False  # the clerk leaves the counter for it: the window locks
    together: int = 1  # so many steps were taken with one press, this one last


@dataclass(frozen=True)
class StepChoice:
    """A step that may be taken now, as a button."""

    key: str  # "luggage.hand_over"
    title: Say
    button: Say
    main: bool = False  # the filled button
    undo: bool = False
    role: str = ""  # set when the clerk's own role does not suffice
    ends: bool = False  # it closes the record


@dataclass(frozen=True)
class RecordRow:
    """A record as a line of a list."""

    number: str
    short: str
    service: str
    state: str
    state_words: Say
    tone: str  # blue green amber red mute
    unit: str
    party: str
    place: str
    summary: Say  # "2 pieces · B-2-07"
    opened_at: datetime
    soon_at: datetime | None
    due_at: datetime | None
    over: Say = ""  # how and on which day it was closed: "Collected 22 Nov"
    name: Say = ""  # what it is called instead of its number
    since: datetime | None = None  # of a record that counts down to its due time
    counts: bool = False
    day: datetime | None = None  # of a list that is a book by day: when it is expected

    @property
    def said(self) -> tuple[str, ...]:
        """Whose it is and what it is, for a line that begins with the number; the owner of an escort only once."""
        second = self.name if str(self.summary) == self.party else self.summary
        return tuple(part for part in (self.party, str(second)) if part)


@dataclass(frozen=True)
class DueRow:
    """One line of the board."""

    number: str
    short: str
    service: str
    icon: str
    group: str  # inside overdue hour today later
    at: datetime
    when: Say  # "30 days", "14:39"
    tone: str
    title: Say  # "Luggage, 2 pieces"
    words: Say  # what is to be done, and where
    unit: str
    step: str  # one click does this
    button: Say
    rule: str


@dataclass(frozen=True)
class Figure:
    """A figure of this moment on the board: what it counts, and the page where it is looked at."""

    words: Say
    value: str
    tone: str = ""
    where: str = ""


@dataclass(frozen=True)
class JournalRow:
    """One line of the journal."""

    id: int
    at: datetime
    typed_at: datetime
    clerk: str
    step: str
    title: Say
    number: str
    short: str
    answers: tuple[tuple[Say, str], ...]
    lifted: tuple[str, ...]
    late: bool
    purged: bool
    changed: tuple[tuple[Say, str], ...] = ()  # those of the answers that took the place of another: old → new


@dataclass(frozen=True)
class JobRow:
    """One line of the print queue."""

    id: int
    number: str
    short: str
    kind: str
    title: Say
    printer: str
    state: str  # pending sending printed sent held doubt dropped
    state_words: Say
    tone: str
    why: Say
    made_at: datetime
    changed_at: datetime
    copy: int  # 0 = the original, n = the n-th reprint
    set: int  # the entry that it belongs to: parts of one set stand together
    page: bool = False  # goes out as a page of A4, as a letter does
    tapped: bool = False  # held until somebody taps it: the program was started again


@dataclass(frozen=True)
class Fact:
    """One label and value of a record, as the middle column shows it."""

    label: Say
    value: Say
    tone: str = ""


@dataclass(frozen=True)
class Stage:
    """One pill of a record's step bar."""

    words: Say
    state: str  # done now next


@dataclass(frozen=True)
class UnitCard:
    """A unit as the right-hand column shows it."""

    unit: str
    title: Say
    people: tuple["PersonRow", ...]
    notes: tuple[Say, ...]
    open: tuple[RecordRow, ...]
    collectors: tuple["PersonRow", ...] = ()  # who may collect without living there
    gone: tuple["PersonRow", ...] = ()  # who moved out, the latest first
    parts: tuple[UnitPart, ...] = ()  # of the services that the unit's page names: visits, keys


@dataclass(frozen=True)
class Home:
    """A home as a line of the residents' list."""

    unit: str
    words: str  # as the estate says it
    people: tuple[PersonRow, ...] = ()
    notes: int = 0  # whose term is not over
    open: int = 0  # records that are open here


@dataclass(frozen=True)
class Leading:
    """A step of another service that begins from a record: its words, and the answers that the record gives."""

    step: str
    words: Say
    answers: dict[str, Any]


@dataclass(frozen=True)
class RecordPage:
    """All that the middle and right columns show of one record."""

    row: RecordRow
    facts: tuple[Fact, ...]
    lines: tuple[tuple[Fact, ...], ...]  # pieces, contact attempts …: one tuple a line
    stages: tuple[Stage, ...]
    steps: tuple[StepChoice, ...]
    journal: tuple[JournalRow, ...]
    jobs: tuple[JobRow, ...]
    unit: UnitCard | None
    signatures: tuple[tuple[Say, str], ...] = ()  # title, strokes JSON
    going: Going = field(default_factory=Going)
    sealed: tuple[SealedRow, ...] = ()  # shown on request
    leads: tuple[Leading, ...] = ()  # what of another service begins here


@dataclass(frozen=True)
class Found:
    """One line of the one box's pop-up."""

    group: Say
    kind: str  # record person unit begin
    key: str  # number, unit …
    title: str
    detail: Say
    state: Say = ""
    tone: str = "mute"
    step: str = ""  # what Enter opens at once (a scanned claim part: the hand-over)
    warning: Say = ""  # a void ticket says so
    answers: dict[str, Any] = field(default_factory=dict)  # of what is begun with an unknown code
    over: bool = False  # closed, or moved out
    at_once: bool = False  # nothing is left to be asked: the scan itself takes the step


@dataclass(frozen=True)
class ServiceRow:
    """A service as an entry of the rail and of its page."""

    key: str
    title: Say
    group: str
    icon: str
    open: int
    begins: tuple[StepChoice, ...]  # steps that open a record
    hot: str = ""  # the key that begins one: "F6"
    beside: str = ""  # the service on whose page it is found; "" where it stands in the rail
    counts: Say = ""  # the words over its list, where it counts some of them
    grouped: bool = False  # whether its list may be read by unit
    theirs: tuple[StepChoice, ...] = ()  # steps that open a record and are another role's


@dataclass(frozen=True)
class StaffRow:
    """A person who may sign in."""

    id: int
    name: str
    role: str
    role_words: Say
    language: str = ""
    active: bool = True


@dataclass(frozen=True)
class SettingRow:
    """One number or word of the house, as the settings page shows it."""

    key: str
    words: Say
    section: Say
    rules: str
    value: Any
    default: Any
    kind: str  # number line tick choice time
    unit: Say = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class JobOut:
    """A job as the spool gets it: all it needs to reach paper."""

    id: int
    number: str
    kind: str
    blocks: str  # language-free JSON (`slip.load`)
    language: str  # zh en both
    reprint: tuple[int, str, str, str] | None  # n, who, HH:MM, why
    ref: str  # four characters, the same at every try
    missed: bool = False  # tried before, and the clerk says that it did not come out
