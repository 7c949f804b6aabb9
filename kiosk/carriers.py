"""The small pieces that carry rules: checks, changes, phrases, slips, due rules, and the question itself.

Each is one plain function with its rule ids beside it. Each can be read, tested (`Store.shelve.fn`) and
taken away alone. `kiosk.service` hands them on; a service module imports them from there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from kiosk.i18n import Say, Words, _
from kiosk.rules import ids, on

F = TypeVar("F", bound=Callable[..., Any])


class NotYetError(Exception):
    """A draft's function read a question that is not answered yet: it has nothing to say."""


@dataclass(frozen=True)
class Ask:
    """One question as it was declared; see `kiosk.service.ask`."""

    title: Words
    rules: tuple[str, ...] = ()
    when: Callable[[Any, Any], bool] | None = None
    default: Any = None
    has_default: bool = False
    choices: Any = None
    terms: str = ""
    section: Say = ""
    hint: Say = ""
    optional: bool = False
    needed: Callable[[Any, Any], bool] | None = None
    lines: Any = None
    most: int = 60  #: how many rows one question takes
    links: str = ""
    holds: str = ""
    keep: str = ""
    finds: str = ""
    consent: Callable[[Any, Any], Any] | None = None
    about: bool = False
    reads: tuple[tuple[str, str], ...] = ()
    check: Callable[[Any, Any], Say | None] | None = None


class Carrier(Generic[F]):
    """A function of a step that carries rule ids."""

    def __init__(self, fn: F, rules: str) -> None:
        """Keep the plain function and its rules."""
        self.fn, self.rules = fn, ids(rules)

    @property
    def name(self) -> str:
        """The function's name, which tells one carrier of a step from another."""
        return self.fn.__name__

    @property
    def on(self) -> bool:
        """Whether its rules stand."""
        return on(self.rules)


class Refuse(Carrier[F]):
    """A house rule: its function returns True (refused) or a dict that fills the words."""

    def __init__(self, fn: F, rules: str, words: Words, **more: Any) -> None:
        """Keep the sentence, the way out, what it is about, who may lift it and where it stands."""
        super().__init__(fn, rules)
        self.words = words
        self.way: Words = more.pop("way")
        self.about: str = more.pop("about", "")
        self.lift: str = more.pop("lift", "")
        #: Money, keys and admission are never decided by telephone.
        self.phone: bool = more.pop("phone", True)
        self.say: Words | None = more.pop("say", None)
        if more:
            raise TypeError(f"unknown: {sorted(more)}")

    @property
    def rule(self) -> str:
        """The id that a refusal shows and a lift names; the function's name where there is none."""
        return self.rules[0] if self.rules else self.name


def refuse(rules: str, words: Words, *, way: Words, **more: Any) -> Callable[[F], Refuse[F]]:
    """Declare a check: `about="question"`, `lift="supervisor"`, `phone=False`, `say=` the line to say."""
    return lambda fn: Refuse(fn, rules, words, way=way, **more)


class Change(Carrier[F]):
    """What a step changes beyond storing answers under their own names."""


def change(rules: str = "") -> Callable[[F], Change[F]]:
    """Declare a change; it alone gets an Act."""
    return lambda fn: Change(fn, rules)


class Stays(Carrier[F]):
    """Whether something is left, so that the record stays in its state."""


def stays(rules: str = "") -> Callable[[F], Stays[F]]:
    """Declare when the record stays where it is."""
    return lambda fn: Stays(fn, rules)


class Also(Carrier[F]):
    """Another service's step in the same transaction."""

    def __init__(self, fn: F, step: str, rules: str) -> None:
        """Keep the key of the step."""
        super().__init__(fn, rules)
        self.step = step


def also(step: str, rules: str = "") -> Callable[[F], Also[F]]:
    """Declare what else is taken with this step: the function returns To, a list of To, or None."""
    return lambda fn: Also(fn, step, rules)


@dataclass(frozen=True)
class To:
    """Answers for another service's step; `link` names the Link from this record to that one."""

    answers: dict[str, Any]
    record: Any = None
    link: str = ""


@dataclass(frozen=True)
class Phrase:
    """A phrase to say or a reminder at a step."""

    rules: tuple[str, ...]
    words: Words
    when: Callable[[Any, Any], bool] | None = None
    fills: Callable[[Any, Any], dict[str, object]] | None = None
    tone: str = ""  #: of a strip of its own, for what the clock or the house says and nobody repeats


def say(
    rules: str,
    words: Words,
    when: Callable[[Any, Any], bool] | None = None,
    fills: Callable[[Any, Any], dict[str, object]] | None = None,
    tone: str = "",
) -> Phrase:
    """Declare a phrase (STD-07) or a reminder, shown above the form; `fills(answers, at)` fills its words."""
    return Phrase(ids(rules), words, when, fills, tone)


class SlipKind(Carrier[F]):
    """One kind of slip: its function returns blocks, an empty list where it is not printed."""

    def __init__(self, fn: F, rules: str, title: Words, *, page: bool = False) -> None:
        """Keep the title by which the queue and the settings name this kind, and whether it goes out as a page."""
        super().__init__(fn, rules)
        self.title, self.page = title, page


def slip(title: Words, rules: str = "", *, page: bool = False) -> Callable[[F], SlipKind[F]]:
    """Declare a kind of slip; a `tear()` ends a part, and every part waits for paper by itself.

    `page`: it leaves the house, as a letter does, so it is wanted as a page of A4 as well.
    """
    return lambda fn: SlipKind(fn, rules, title, page=page)


@dataclass(frozen=True)
class Due:
    """When records of some states are due, stated once by service and state."""

    rules: tuple[str, ...]
    states: tuple[str, ...]
    at: Callable[[Any], datetime | None]
    words: Words
    step: str
    soon: Callable[[Any], datetime | None] | None = None
    soon_rules: tuple[str, ...] = ()
    soon_words: Words | None = None
    soon_step: str = ""
    chip: Words | None = None  #: what a list's chip says while it is due soon; else that it is due today
    fills: Callable[[Any], dict[str, object]] | None = None
    rings: bool = False  #: once it is late it sounds again and again, locked or not, until somebody acts
    people: bool = False  #: once it is late somebody is where he must not be: the board says it before all else
    patient: bool = False  #: between soon and due it is the hour for it, not late: somebody may still come

    @property
    def key(self) -> str:
        """What the head's `due_rule` keeps."""
        return f"{'+'.join(self.states)}:{self.step}"


def due(
    rules: str,
    states: str,
    at: Callable[[Any], datetime | None],
    words: Words,
    step: str,
    **more: Any,
) -> Due:
    """Declare a due rule; `step` is what one click on the board does."""
    more["soon_rules"] = ids(more.get("soon_rules", ""))
    return Due(ids(rules), tuple(states.split()), at, words, step, **more)


@dataclass(frozen=True)
class Absence:
    """In which states of a record its clerk is away from the counter, stated once by service and state."""

    rules: tuple[str, ...]
    states: tuple[str, ...]
    until: Callable[[Any], datetime]
    step: str
    minder: Callable[[Any], Say | None]


def away(
    rules: str, states: str, until: Callable[[Any], datetime], step: str, *, minder: Callable[[Any], Say | None]
) -> Absence:
    """Declare that a record's clerk has left the counter.

    The step that leads into one of these states locks the window; the lock screen says `until(at)` when the clerk is
    back and who minds the counter (`minder(at)`, None for nobody); `step` is what he is asked when he signs in again.
    """
    return Absence(ids(rules), tuple(states.split()), until, step, minder)


@dataclass(frozen=True)
class State:
    """A state of a record as people read it."""

    words: Words
    tone: str = "green"  # blue green amber red mute


#: What every undo asks.
WHY: Words = _("Why")


@dataclass
class Spec:
    """What a step's class line and body say, collected once."""

    service: Any
    key: str
    opens: str = ""
    after: tuple[str, ...] = ()
    to: str = ""
    closes: str = ""
    by: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    adds: Any = None
    undoes: Any = None
    where: Callable[[Any], bool] | None = None
    again: tuple[str, ...] = ()
    then: tuple[str, str] = ("", "")
    questions: tuple[Any, ...] = ()
    carriers: tuple[Carrier[Any], ...] = field(default=())

    @property
    def full(self) -> str:
        """The step's key as journal, board and forms name it: "luggage.store"."""
        return f"{self.service.key}.{self.key}"

    def of(self, kind: type[Carrier[Any]]) -> list[Any]:
        """Return the carriers of one kind whose rules stand, in the order written."""
        return [c for c in self.carriers if isinstance(c, kind) and c.on]
