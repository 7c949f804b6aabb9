"""What a step takes along: other steps of the same transaction, considered on drafts too, found again by once-key."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from sqlmodel import Session, col, select

from kiosk.carriers import Also, NotYetError, To
from kiosk.desk.considering import Considered, consider
from kiosk.desk.kept import columns_of, fresh
from kiosk.desk.moments import Here
from kiosk.desk.roles import DESK, allowed
from kiosk.desk.states import may
from kiosk.errors import InvalidAnswersError, KioskError, RefusalError, WrongStateError
from kiosk.i18n import Both, Say, say
from kiosk.numbers import short
from kiosk.service import Step, find_step
from kiosk.store.tables import Entry, Record
from kiosk.values import Refused

#: So many steps of one kind are considered on a draft; a take considers each.
_CONSIDERED = 8
#: Steps that take steps along may do so in turn, so deep on a draft.
_DEPTH = 3
#: A once-key below another one: the name of its carrier, and which of several it was.
_BELOW = re.compile(r"[^/\d][^/]*(/\d+)?")

#: Returns the moment before a record, or before the unsaved one of an opening step.
Before = Callable[[type[Step], str | None], Here]


def wanted(carrier: Also[Any], answers: Step, at: Here) -> list[To]:
    """Return what a carrier takes along."""
    found = carrier.fn(answers, at)
    return [found] if isinstance(found, To) else list(found or ())


def number_of(one: To) -> str | None:
    """Return the number of the record that a step is taken along on, None where it opens one."""
    number: str | None = one.record.number if hasattr(one.record, "number") else one.record
    return number


def refusals(done: Considered, at: Here, before: Before, depth: int = _DEPTH) -> list[Refused]:
    """Return why what this step takes along would be refused; nothing is asked where it takes nothing along."""
    found: list[Refused] = []
    for carrier in done.step.spec.of(Also):
        try:
            some = wanted(carrier, done.answers, at)
        except NotYetError:
            continue
        step = find_step(carrier.step)
        for one in some[:_CONSIDERED]:
            found += _refused(step, one, at.role, before, depth, whole=not done.missing)
    return found


def _refused(step: type[Step], one: To, role: str, before: Before, depth: int, *, whole: bool) -> Iterator[Refused]:
    """Yield why one step would not be taken along; what is missing counts once the form itself is `whole`."""
    number = number_of(one)
    try:
        if DESK not in step.spec.by:
            allowed(role, step.spec.by)
        at = before(step, number)
        at.along = True
        if not may(step, at.record if number else None):
            raise WrongStateError(short(number or ""))
    except KioskError as error:
        yield Refused("", whose(step, error.words), error.way)
        return
    done = consider(step, one.answers, at)
    problems = done.problems if whole else done.errors
    for name, words in problems.items():
        yield Refused("", whose(step, asked(step, name, words)), "")
    for _carrier, said in done.refused:
        yield Refused(said.rule, whose(step, said.words), said.way, "", said.lift, said.phone, said.say)
    if depth > 1:
        yield from refusals(done, at, before, depth - 1)


def could_take(at: Here, key: str, record: Record, answers: dict[str, Any]) -> bool:
    """Whether another service's step could be taken along on a record now; nothing is written on the record."""
    step = find_step(key)
    table = step.spec.service.detail
    detail = at.session.get(table, record.id) if table else None
    there = Here(
        at.session, at.house, now=at.now, clerk=at.clerk, role=at.role, record=fresh(Record, **columns_of(record)),
        detail=fresh(table, **columns_of(detail)) if detail is not None else None,
    )  # fmt: skip  # one line a group reads better
    if not may(step, there.record):
        return False
    done = consider(step, answers, there)
    return not done.problems and not done.refused


def whose(step: type[Step], words: Say) -> Both:
    """Return words with the step before them that they belong to."""
    return Both(f"{say(step.title, 'zh')}：{say(words, 'zh')}", f"{say(step.title, 'en')}: {say(words, 'en')}")


def asked(step: type[Step], name: str, words: Say) -> Say:
    """Return what is wrong with an answer, with its question before it: the form at hand does not show it."""
    question = next((q for q in step.spec.questions if q.name == name.partition(".")[0]), None)
    if question is None:
        return words
    title = question.ask.title
    return Both(f"{say(title, 'zh')}：{say(words, 'zh')}", f"{say(title, 'en')}: {say(words, 'en')}")


def refusal(step: type[Step], error: InvalidAnswersError | RefusalError) -> RefusalError:
    """Return the refusal of a step taken along as its outer form has to say it."""
    if isinstance(error, RefusalError):
        return RefusalError(error.rule, whose(step, error.words), error.way, lift=error.lift, phone=error.phone)
    name, words = next(iter(error.problems.items()))
    return RefusalError("", whose(step, asked(step, name, words)), error.way)


def entries_below(session: Session, once: str) -> list[Entry]:
    """Return the entries of what was taken along under a once-key, in the order in which it was taken."""
    query = select(Entry).where(col(Entry.once) > f"{once}/", col(Entry.once) < f"{once}0")  # "0" follows "/"
    below = session.exec(query.order_by(col(Entry.id)))
    return [entry for entry in below if _BELOW.fullmatch(entry.once[len(once) + 1 :])]
