"""The words that a counter service is written in: Service, Step, ask, and the carriers of its rules.

A service is one module of `kiosk/services/`. It declares a `Service`, its `Detail` and `Line` tables and
its steps; rail entry, form, list, search, journal line, preview and board follow from the declaration.
CONTRIBUTING.md has the recipe; `services/luggage.py` is the model.
"""

import re
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from kiosk.answers import (
    ON_PAPER,
    PLAIN,
    Choice,
    Kind,
    Known,
    Money,
    Note,
    Person,
    Phone,
    Phones,
    Pictures,
    Place,
    Scan,
    Scans,
    Secret,
    Signature,
    Text,
    Ticks,
    Unit,
)
from kiosk.carriers import (
    WHY,
    Absence,
    Also,
    Ask,
    Carrier,
    Change,
    Due,
    NotYetError,
    Phrase,
    Refuse,
    SlipKind,
    Spec,
    State,
    Stays,
    To,
    also,
    away,
    change,
    due,
    refuse,
    say,
    slip,
    stays,
)
from kiosk.i18n import Say, Words
from kiosk.moment import Act, Lookup, Moment, Said
from kiosk.rules import OFF, ids, on
from kiosk.settings import SETTINGS, Setting, setting
from kiosk.showing import NOTHING, Joins, Laid, NextWay, Shows, cards, lead, mark, tap
from kiosk.values import Option

__all__ = [
    "OFF", "ON_PAPER", "SETTINGS", "WHY", "Absence", "Act", "Also", "Ask", "Change", "Choice", "Due", "Joins", "Known",
    "Laid", "Lookup", "Moment", "Money", "NextWay", "NotYetError", "Note", "Option", "Person", "Phone", "Phones", "Phrase",
    "Pictures", "Place", "Question", "Questions", "Refuse", "Said", "Scan", "Scans", "Secret", "Service", "Shows",
    "Signature", "SlipKind", "Spec", "State", "Stays", "Step", "Text", "Ticks", "To", "Unit", "also", "ask", "away",
    "cards", "carriers", "change", "discover", "due", "find_step", "lead", "mark", "on", "refuse", "say", "service", "services",
    "setting", "slip", "stays", "tap",
]  # fmt: skip  # one paragraph, not one line a word


@dataclass(frozen=True)
class Question:
    """One question of a step or of a row, ready to be asked."""

    name: str
    ask: Ask
    kind: str
    optional: bool
    columns: tuple["Question", ...] = ()

    @property
    def on(self) -> bool:
        """Whether its rules stand; a question that is taken away is hidden."""
        return on(self.ask.rules)


def ask(title: Words, rules: str = "", **more: Any) -> Any:
    """Declare one question.

    Args:
        title: what the form shows.
        rules: ids of the rules that demand this question.
        more: `when(answers, at)`, `default` (a value or a function of at), `choices` (a tuple of keys or
            Options, or a function of at), `terms` (a list of the estate), `section`, `hint`, `optional`,
            `needed(answers, at)` (an optional question is not shown as one: a check of the step wants it answered here),
            `lines` (rows become Lines of that table, scanned codes by its column `code`), `links` (a number
            becomes a Link of that name),
            `holds` (a thing is held until the record closes), `keep` (the class of a Secret),
            `finds` (the answer finds its record in the one box, as a "waybill", "plate", "place", "name" or "phone"),
            `check(value, at)` (a sentence where the answer cannot be right),
            `consent(answers, at)` (who allowed these pictures to be kept, and how: a `Consent`, None where nobody did;
            earlier questions only), `about` (the number of the record in whose journal a step of the house stands),
            `reads` (what a document that is read by machine answers: pairs of "number", "kind", "name", "nation", "sex" and
            the question that takes it; "hides": the tick that is taken out first, since it hides that question).
    """
    if "default" in more:
        more["has_default"] = True
    made = Ask(title, ids(rules), **more)
    return FieldInfo(json_schema_extra={"ask": made})  # type: ignore[dict-item]  # pydantic keeps what we give it


class Questions(BaseModel):
    """A named set of questions: a Step is one, a row of a table is one."""

    #: Nothing is validated by pydantic: building its validators would cost every start a tenth of a second.
    model_config = ConfigDict(ignored_types=(Carrier,), arbitrary_types_allowed=True, defer_build=True)

    if not typing.TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Say "not yet" for a question that has no answer so far."""
            if name in type(self).model_fields:
                raise NotYetError(name)
            return super().__getattr__(name)


class Step(Questions):
    """One step of a service: its fields are the questions, an instance is the answers.

    Class line: `of` its service; `opens` a state, or `after` these states, then `to` a state or `closes`
    with one; `by` the roles that may take it; `why` rules that demand this order of states, `rules` that
    the step exists at all; `where(at)` whether this house has it (towel and tea on hotel floors); `adds` a Line; `undoes`
    a step whose inverse it is; `again` names answers: once it
    was taken from the window, and the first of them stands, the form opens anew with them (a courier's cartload);
    `then` the question ("parcels.receive.batch") of the step that follows in the window, answered by the number.
    """

    title: ClassVar[Words]
    button: ClassVar[Words | None] = None
    says: ClassVar[tuple[Phrase, ...]] = ()
    prints: ClassVar[tuple[SlipKind[Any], ...]] = ()
    spec: ClassVar[Spec]

    def __init_subclass__(cls, of: "Service | None" = None, **line: Any) -> None:
        """Accept the class line; pydantic calls the hook below once the fields are known."""
        super().__init_subclass__()

    @classmethod
    def __pydantic_init_subclass__(cls, of: "Service | None" = None, **line: Any) -> None:
        """Collect what the class line and the body say."""
        super().__pydantic_init_subclass__()
        if of is not None:
            cls.spec = _spec(cls, of, line)
            of.steps[cls.spec.key] = cls


def _spec(cls: type[Step], of: "Service", line: dict[str, Any]) -> Spec:
    """Return the spec of a step's class."""
    found: dict[str, Carrier[Any]] = {}
    for klass in reversed(cls.__mro__):
        found.update({name: c for name, c in vars(klass).items() if isinstance(c, Carrier)})
    found = {name: c for name, c in found.items() if not isinstance(c, SlipKind)}
    return Spec(
        service=of,
        key=re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower(),
        opens=line.pop("opens", ""),
        after=tuple(line.pop("after", "").split()),
        to=line.pop("to", ""),
        closes=line.pop("closes", ""),
        by=_roles(line.pop("by", of.by)),
        why=ids(line.pop("why", "")),
        rules=ids(line.pop("rules", "")),
        adds=line.pop("adds", None),
        undoes=line.pop("undoes", None),
        where=line.pop("where", None),
        again=line.pop("again", ()),
        then=_then(line.pop("then", "")),
        questions=questions_of(cls),
        carriers=tuple(found.values()),
        **line,
    )


def _then(text: str) -> tuple[str, str]:
    """Return step and question of a text such as "parcels.receive.batch"."""
    step, _dot, question = text.rpartition(".")
    return step, question


def _roles(text: str) -> tuple[str, ...]:
    """Return roles of a text such as "supervisor, finance"; empty means denied to everybody."""
    return tuple(role.strip() for role in text.split(",") if role.strip())


def questions_of(cls: type[Questions]) -> tuple[Question, ...]:
    """Return the questions of a set, in the order of its fields."""
    found: list[Question] = []
    for name, info in cls.model_fields.items():
        extra = info.json_schema_extra
        declared = extra.get("ask") if isinstance(extra, dict) else None
        if isinstance(declared, Ask):
            found.append(_question(name, declared, info))
    return tuple(found)


def _question(name: str, declared: Ask, info: FieldInfo) -> Question:
    """Return a question with the editor that its type names."""
    annotation, metadata = info.annotation, list(info.metadata)
    nullable = False
    if get_origin(annotation) in (Union, types.UnionType):
        rest = [a for a in get_args(annotation) if a is not type(None)]
        nullable, annotation = len(rest) < len(get_args(annotation)), rest[0]
    if get_origin(annotation) is typing.Annotated:
        metadata += list(get_args(annotation)[1:])
        annotation = get_args(annotation)[0]
    columns: tuple[Question, ...] = ()
    kind = next((m.editor for m in metadata if isinstance(m, Kind)), "")
    if get_origin(annotation) is list and isinstance(get_args(annotation)[0], type):
        row = get_args(annotation)[0]
        if issubclass(row, Questions):
            kind, columns = "rows", questions_of(row)
    kind = kind or PLAIN.get(cast("type", annotation), "")
    if not kind:
        raise TypeError(f"no editor for the question {name!r} of type {annotation!r}")
    if kind == "picture" and declared.consent is None:
        raise TypeError(f"nobody is asked whether the pictures of {name!r} may be kept")
    if kind in ("line", "number") and (declared.choices is not None or declared.terms):
        kind = "buttons"
    return Question(name, declared, kind, declared.optional or (nullable and declared.when is None), columns)


#: The groups of the rail in their order: who comes, what is kept, what is done for residents, the desk's own.
GROUPS = ("people", "things", "errands", "desk")


@dataclass
class Service:
    """What one counter service declares; its steps add themselves.

    `key` is the module's name, `prefix` the letters of its numbers, `detail` its own table, `by` who may
    take its steps, `due` its due rules, `show` the columns of its list, `states` how its states read,
    `rank` its place among those of its group (`GROUPS`), `beside` the service on whose page it is found instead of
    the rail, `on_claim` the step that the scan of a claim part, or of a foreign code that finds the record, opens,
    `single` a routine that is begun once, `hot` the key that begins a record, `waits(at)` what an open
    record has to say in every form that names its unit (a message that waits, a visitor announced),
    `digits` how long the running part of a number is at least,
    `on_unknown` the question ("receive.waybills") that a scanned code answers which nobody knows,
    `away` in which states a record's clerk is away from the counter,
    `on_document` the step that a document's number opens on a record where it was shown (who comes again),
    `shows` how its records are shown while they go on (`kiosk.showing`),
    `forgets` the setting of days after which a closed record is emptied of names, phones, texts and answers.
    A service without prefix keeps the house (settings, staff): its steps have no record.
    """

    key: str
    title: Words
    group: str
    prefix: str = ""
    detail: Any = None
    by: str = "clerk"
    due: tuple[Due, ...] = ()
    away: tuple[Absence, ...] = ()
    show: tuple[str, ...] = ("number",)
    states: dict[str, State] = field(default_factory=dict)
    icon: str = "dot"
    summary: Callable[[Any], Any] | None = None
    hot: str = ""
    on_claim: str = ""
    single: bool = False
    waits: Callable[[Any], Say | None] | None = None
    forgets: Setting[int] | None = None
    on_unknown: str = ""
    on_document: str = ""
    digits: int = 2
    rank: int = 50
    beside: str = ""
    shows: Shows = NOTHING
    steps: dict[str, type[Step]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Enter the service into the register."""
        _register[self.key] = self

    @property
    def in_rail(self) -> tuple[int, int, str]:
        """What the rail and the board order services by: group, rank, key."""
        return (GROUPS.index(self.group) if self.group in GROUPS else len(GROUPS), self.rank, self.key)

    @property
    def slips(self) -> list[SlipKind[Any]]:
        """Every kind of slip that some step prints, once each."""
        found = {kind.name: kind for step in self.steps.values() for kind in step.prints}
        return list(found.values())


_register: dict[str, Service] = {}


def discover() -> None:
    """Import every module of `kiosk/services/`: found, never listed."""
    from kiosk.services import modules

    modules()


def services() -> dict[str, Service]:
    """Return all services by key."""
    discover()
    return _register


def service(key: str) -> Service:
    """Return the service of that key; a list asks for it hundreds of times."""
    found = _register.get(key)
    return found if found is not None else services()[key]


def find_step(full: str) -> type[Step]:
    """Return the step of a key such as "luggage.store"; KeyError where there is none."""
    of, _dot, key = full.partition(".")
    return service(of).steps[key]


def carriers() -> Iterator[tuple[str, str]]:
    """Yield (rule id, where it lives) for everything that carries a rule: docs/rules.md is made of it."""
    found = services()  # first of all: a service declares settings of its own
    for name, one in SETTINGS.items():
        yield from ((rule, f"setting {name}") for rule in one.rules)
    for of in found.values():
        for rule_due in of.due:
            yield from ((rule, f"{of.key} due {rule_due.step}") for rule in rule_due.rules)
            yield from ((rule, f"{of.key} soon {rule_due.step}") for rule in rule_due.soon_rules)
        for gone in of.away:
            yield from ((rule, f"{of.key} away {' '.join(gone.states)}") for rule in gone.rules)
        for kind in of.slips:
            yield from ((rule, f"{of.key} slip {kind.name}") for rule in kind.rules)
        for step in of.steps.values():
            yield from _carried(step)


def _carried(step: type[Step]) -> Iterator[tuple[str, str]]:
    """Yield the rules that one step carries."""
    spec = step.spec
    yield from ((rule, f"{spec.full} step") for rule in spec.rules)
    yield from ((rule, f"{spec.full} order of states") for rule in spec.why)
    for question in spec.questions:
        for one in (question, *question.columns):
            yield from ((rule, f"{spec.full} question {one.name}") for rule in one.ask.rules)
    for carrier in spec.carriers:
        kind = type(carrier).__name__.lower()
        yield from ((rule, f"{spec.full} {kind} {carrier.name}") for rule in carrier.rules)
    for number, phrase in enumerate(step.says, 1):
        yield from ((rule, f"{spec.full} phrase {number}") for rule in phrase.rules)
