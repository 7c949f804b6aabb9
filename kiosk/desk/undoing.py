"""Undoing 撤销: what stood in a record before the undone step stands there again; the journal remembers it."""

import json
from collections.abc import Iterator
from typing import Any

from sqlmodel import col, select

from kiosk.answers import parse
from kiosk.desk.kept import defaults_of
from kiosk.desk.moments import Here
from kiosk.desk.shown import unshown
from kiosk.service import Question, Step
from kiosk.store import attachments
from kiosk.store.tables import Entry, EntryAnswers


def undo(step: type[Step], at: Here) -> str | None:
    """Put back what the undone step was answered and strike the line that it added.

    Returns the state from which the record had come before the undone step was taken, None where it had just opened.
    """
    undone: type[Step] = step.spec.undoes
    earlier = list(_earlier(undone, at))
    if at.detail is not None and not undone.spec.opens:
        for question in undone.spec.questions:
            if question.name in type(at.detail).model_fields:
                setattr(at.detail, question.name, _before(question.name, step, earlier, at))
    if undone.spec.adds is not None and (lines := at.lines(undone.spec.adds)):
        at.strike(lines[-1])
    if (entry := _entry(undone, at)) is not None:
        unshown(at.session, at.record.id or 0, entry)
        attachments.end_early(at.session, entry, at.now)
    return earlier[1][0].state if len(earlier) > 1 else None


def _entry(undone: type[Step], at: Here) -> int | None:
    """Return the key of the entry that is undone: the record's newest of that step."""
    query = select(Entry.id).where(Entry.record_id == at.record.id, Entry.step == undone.spec.full)
    return at.session.exec(query.order_by(col(Entry.id).desc())).first()


def _earlier(undone: type[Step], at: Here) -> Iterator[tuple[Entry, str | None]]:
    """Yield the entries before the undone one with their answers, newest first, without what was undone already."""
    query = select(Entry, EntryAnswers.answers).outerjoin(EntryAnswers, col(EntryAnswers.entry_id) == Entry.id)
    query = query.where(Entry.record_id == at.record.id).order_by(col(Entry.id).desc())
    steps, gone = undone.spec.service.steps, undone.spec.full
    for entry, answers in at.session.exec(query):
        if entry.step == gone:
            gone = ""
            continue
        taken = steps.get(entry.step.partition(".")[2])
        if taken is not None and taken.spec.undoes is not None:
            gone = taken.spec.undoes.spec.full  # an undo follows what it undoes: the next one down did not count
        elif not gone:
            yield entry, answers


def _before(name: str, step: type[Step], earlier: list[tuple[Entry, str | None]], at: Here) -> Any:
    """Return what a column held: the newest earlier answer to its question, else what a new record has there.

    Answers that were purged are gone; what a step was asked and not answered is empty, as it left the column.
    """
    default = defaults_of(type(at.detail)).get(name)
    for entry, answers in earlier:
        taken = step.spec.service.steps.get(entry.step.partition(".")[2])
        asked = next((q for q in taken.spec.questions if q.name == name), None) if taken is not None else None
        if asked is not None and answers is not None:
            found = _value(asked, json.loads(answers).get(name), at)
            return default if found is None and not _nullable(at, name) else found
    return default


def _value(question: Question, kept: Any, at: Here) -> Any:
    """Return an answer as it was: the journal keeps days and hours as text, everything else as it is."""
    return parse(question.kind, kept, at.tz) if kept is not None and question.kind in ("date", "datetime") else kept


def _nullable(at: Here, name: str) -> bool:
    """Whether a column of the detail may be empty."""
    return bool(type(at.detail).__table__.columns[name].nullable)
