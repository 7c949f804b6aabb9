"""Consider: one function for a draft while it is typed and for a step that is taken.

Questions in order; hidden means unasked means None; a default fills what was never touched, not what was
emptied; every answer is validated; then the checks across questions. Nothing is written.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import inspect

from kiosk import numbers
from kiosk.answers import AnswerError, Secret, parse
from kiosk.carriers import NotYetError
from kiosk.desk.kept import fresh
from kiosk.desk.moments import Here
from kiosk.i18n import Say, Warned, _
from kiosk.rules import on
from kiosk.service import Phrase, Question, Questions, Refuse, Step
from kiosk.values import Option, Refused, Shown


@dataclass
class Considered:
    """What consideration found out."""

    step: type[Step]
    answers: Step
    shown: list[Shown] = field(default_factory=list)
    errors: dict[str, Say] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    refused: list[tuple[Refuse[Any], Refused]] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)

    @property
    def problems(self) -> dict[str, Say]:
        """Errors and what is missing, in words, by question."""
        return {**{name: _("Please answer this.") for name in self.missing}, **self.errors}


def consider(step: type[Step], raw: dict[str, Any], at: Here) -> Considered:
    """Return what the answers so far amount to at this moment."""
    known = {question.name for question in step.spec.questions}
    found = Considered(step, step.model_construct())
    at.answers = found.answers
    for name in set(raw) - known:
        found.errors[name] = _("This is not asked here.")
    for question in step.spec.questions:
        _ask(question, raw, found.answers, at, found, "")
        _copy(step, question, found.answers, at)
    if step.spec.opens or "party" in known:
        _settle_party(step, at)
    for carrier in step.spec.of(Refuse):
        _check(carrier, found, at)
    for phrase in step.says:
        if words := _says(phrase, found.answers, at):
            found.says.append(words)
    return found


def _settle_party(step: type[Step], at: Here) -> None:
    """Find the resident whom the head names, and take the phone from the file where it was not asked."""
    record = at.record
    if record is None or not record.unit or not record.party:
        return
    resident = at.look.resident(record.unit, record.party)
    record.resident = resident.id if resident else None
    if resident is not None and "phone" not in {q.name for q in step.spec.questions}:
        record.phone = resident.phone


def _says(phrase: Phrase, answers: Step, at: Here) -> Say | None:
    """Return a phrase as it is to be shown now, None where it is not."""
    if not on(phrase.rules):
        return None
    try:
        shown = phrase.when is None or bool(phrase.when(answers, at))
        fills = phrase.fills(answers, at) if shown and phrase.fills is not None else {}
    except NotYetError:
        return None
    if not shown:
        return None
    words = phrase.words.format(**fills)
    return Warned(words.to("zh"), words.to("en"), phrase.tone) if phrase.tone else words


def _check(carrier: Refuse[Any], found: Considered, at: Here) -> None:
    """Run one check; what it cannot say yet it says later."""
    try:
        said = carrier.fn(found.answers, at)
    except NotYetError:
        return
    if not said:
        return
    fills = said if isinstance(said, dict) else {}
    words, way = carrier.words.format(**fills), carrier.way.format(**fills)
    phone = bool(carrier.lift) and carrier.phone
    spoken = carrier.say.format(**fills) if carrier.say is not None else ""
    found.refused.append((carrier, Refused(carrier.rule, words, way, carrier.about, carrier.lift, phone, spoken)))


def _ask(question: Question, raw: dict[str, Any], into: Questions, at: Here, found: Considered, path: str) -> None:
    """Ask one question: show it, validate its answer, and keep it in `into`."""
    name = path + question.name
    if not question.on or _hidden(question, into, at):
        _keep(into, question.name, None)
        return
    options = _options(question, at)
    if question.kind == "rows":
        _ask_rows(question, raw, into, at, found)
        return
    touched = question.name in raw
    value = raw[question.name] if touched else _default(question, at, options)
    empty = value is None or value == ""
    if not empty:
        value = _validated(question, value, options, at, found, name)
        empty = name not in found.errors and (_blank(value) or (question.kind == "picture" and not value))
        if question.kind == "picture" and name not in found.errors and not _allowed(question, into, at):
            found.errors[name] = _("Ask first: no picture is kept without consent.")
    if empty and not question.optional:
        found.missing.append(name)
    if name not in found.errors and (question.optional or not empty):
        _keep(into, question.name, None if empty else value)
        if question.kind == "scans" and question.ask.lines is not None:
            at.typed[question.ask.lines] = [question.ask.lines(no=no, code=c) for no, c in enumerate(value or (), 1)]
    show = raw[question.name] if touched and name in found.errors else value
    if question.kind in ("secret", "picture") and name in found.errors:
        show = None  # what is wrong with a secret is said without showing it
    if not path:
        found.shown.append(_shown(question, show, options, needed=_needed(question, into, at)))


def _needed(question: Question, into: Questions, at: Here) -> bool:
    """Whether a question that may be left out elsewhere is wanted here: a check of its step refuses without it."""
    try:
        return question.ask.needed is not None and bool(question.ask.needed(into, at))
    except NotYetError:
        return False


def _allowed(question: Question, into: Questions, at: Here) -> bool:
    """Whether somebody allowed the pictures of a question to be kept."""
    try:
        return bool(question.ask.consent and question.ask.consent(into, at))
    except NotYetError:
        return False


def _blank(value: Any) -> bool:
    """Whether nothing is left of an answer once it was cleaned: spaces are no name and no document."""
    return value == "" or (isinstance(value, Secret) and not value.reveal())


def _keep(into: Questions, name: str, value: Any) -> None:
    """Put an answer into its set, unvalidated: it has been validated here."""
    into.__dict__[name] = value
    into.__pydantic_fields_set__.add(name)


def _hidden(question: Question, into: Questions, at: Here) -> bool:
    """Whether a question is not asked now; it may look at earlier ones only."""
    if question.ask.when is None:
        return False
    try:
        return not question.ask.when(into, at)
    except NotYetError:
        return True


def _default(question: Question, at: Here, options: tuple[Option, ...]) -> Any:
    """Return what stands in a question that nobody touched."""
    if not question.ask.has_default:
        return None
    value = question.ask.default
    try:
        return value(at) if callable(value) else value
    except NotYetError:
        return None


def _options(question: Question, at: Here) -> tuple[Option, ...]:
    """Return what may be chosen, with digits where the declaration names none."""
    found: Any = question.ask.choices
    if question.ask.terms:
        found = at.house.terms(question.ask.terms)
    if callable(found):
        try:
            found = found(at)
        except NotYetError:
            found = ()
    made = [one if isinstance(one, Option) else Option(one, str(one)) for one in found or ()]
    return tuple(
        one if one.digit else Option(one.key, one.words, str(no) if no < 10 else "", one.hint)
        for no, one in enumerate(made, 1)
    )


def _validated(
    question: Question, value: Any, options: tuple[Option, ...], at: Here, found: Considered, name: str
) -> Any:
    """Return the answer as a value, or note what is wrong with it beside its question."""
    try:
        whole = question.kind == "buttons" and not isinstance(value, str)
        parsed = value if whole else parse(question.kind, value, at.tz)
        chosen = bool(options or question.ask.choices is not None or question.ask.terms)
        if chosen and question.kind in ("buttons", "choice", "ticks"):  # of an empty list nothing can be chosen
            several = parsed if question.kind == "ticks" else [parsed]
            if any(one not in [option.key for option in options] for one in several):
                raise AnswerError(_("Please choose from the list."))
        if question.ask.links:
            parsed = _linked(parsed, at)
        if question.ask.check is not None and (words := question.ask.check(parsed, at)):
            raise AnswerError(words)
    except AnswerError as error:
        found.errors[name] = error.words
        return value
    return parsed


def _linked(text: str, at: Here) -> str:
    """Return the number of the record that an answer names: typed whole or short, or scanned; else what was typed."""
    ours, whole = numbers.read(text), text.upper()
    if at.look.record(whole) is not None:
        return whole  # first of all: one of three running digits may look like a code of two
    wanted = [ours.number] if ours is not None else numbers.from_short(text, at.today)
    return next((number for number in wanted if at.look.record(number) is not None), text)


def _ask_rows(question: Question, raw: dict[str, Any], into: Questions, at: Here, found: Considered) -> None:
    """Ask the questions of every row; rows are considered like forms ("pieces.0.size")."""
    rows = raw.get(question.name, ())
    if not isinstance(rows, list | tuple) or any(not isinstance(row, dict) for row in rows):
        rows, found.errors[question.name] = (), _("Please fill in the rows.")
    if len(rows) > (most := question.ask.most):
        rows, found.errors[question.name] = rows[:most], _("That is more than one form takes; begin a second one.")
    kind = _row_type(question, into)
    answered = []
    known = {column.name for column in question.columns}
    for number, row in enumerate(rows):
        for unknown in set(row) - known:
            found.errors[f"{question.name}.{number}.{unknown}"] = _("This is not asked here.")
        answer = kind.model_construct()
        for column in question.columns:
            _ask(column, row, answer, at, found, f"{question.name}.{number}.")
        answered.append(answer)
    if not answered and not question.optional:
        found.missing.append(question.name)
    else:
        _keep(into, question.name, answered)
    columns = tuple(_shown(c, _default(c, at, ()), _options(c, at)) for c in question.columns if c.on)
    found.shown.append(
        Shown(
            question.name,
            question.ask.title,
            "rows",
            optional=question.optional,
            section=question.ask.section,
            hint=question.ask.hint,
            columns=columns,
            rows=tuple(_row(answer, question) for answer in answered),
        )
    )
    table = question.ask.lines
    if table is not None:
        at.typed[table] = [_line(table, a, question, no) for no, a in enumerate(answered, 1)]


def _row_type(question: Question, into: Questions) -> type[Questions]:
    """Return the set of questions that a row answers."""
    import typing

    annotation = type(into).model_fields[question.name].annotation
    row: type[Questions] = typing.get_args(annotation)[0]
    return row


def _row(answer: Questions, question: Question) -> dict[str, Any]:
    """Return a row's answers so far, as a form shows them."""
    return {c.name: answer.__dict__[c.name] for c in question.columns if c.name in answer.__dict__}


def _line(table: Any, answer: Questions, question: Question, no: int) -> Any:
    """Return a row as an unsaved line."""
    return fresh(table, no=no, **_row(answer, question))


def _shown(question: Question, value: Any, options: tuple[Option, ...], *, needed: bool = False) -> Shown:
    """Return a question as a form draws it."""
    return Shown(
        question.name,
        question.ask.title,
        question.kind,
        value,
        options,
        question.ask.section,
        question.optional and not needed,
        question.ask.hint,
        masked=question.kind == "secret",
        foreign=question.ask.finds == "waybill",
        reads=question.ask.reads,
    )


def _copy(step: type[Step], question: Question, answers: Step, at: Here) -> None:
    """Store an answer on the (unsaved) head or detail under its own name, so that later questions see it."""
    if question.name not in answers.__dict__ or question.kind in ("rows", "secret", "picture"):
        return
    value = answers.__dict__[question.name]
    for target, own in ((at.record, _OWN), (at.detail, _KEY)):
        if target is at.record and value is None and not step.spec.opens:
            continue  # what the head has, no later step empties; a detail has what this step was answered
        if target is not None and question.name in type(target).model_fields and question.name not in own:
            if inspect(target).transient:
                target.__dict__[question.name] = value  # new, or of a draft: nobody watches what changes
            else:
                setattr(target, question.name, value)


#: Columns that the desk alone fills.
_KEY = {"id"}
_OWN = {"id", "number", "service", "state", "resident", "soon_at", "due_at", "due_rule", "last", "before"}
