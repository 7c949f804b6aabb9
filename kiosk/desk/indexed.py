"""What finds a record in the one box beside its head: answers that were declared with `finds`."""

from functools import lru_cache
from typing import Any

from kiosk.desk.moments import Here
from kiosk.service import Question, service
from kiosk.store.search import FINDERS

#: Columns by name, each with what it finds by.
Columns = tuple[tuple[str, str], ...]


def found_by(at: Here) -> set[str]:
    """Return the search words of the record's own columns and lines; what was struck finds nothing."""
    own, lines = declared(at.record.service)
    words = _words(at.detail, own) if at.detail is not None else set()
    for table, columns in lines:
        for line in at.lines(table):
            words |= _words(line, columns)
    return words


def _words(row: Any, columns: Columns) -> set[str]:
    """Return the words of some columns of a row."""
    words: set[str] = set()
    for name, by in columns:
        words |= FINDERS[by](getattr(row, name))
    return words


@lru_cache(maxsize=256)
def declared(key: str) -> tuple[Columns, tuple[tuple[Any, Columns], ...]]:
    """Return what a service declares to be found by: columns of its detail, and of each kind of line."""
    of = service(key)
    own: dict[str, str] = {}
    lines: dict[Any, dict[str, str]] = {}
    for step in of.steps.values():
        for question in step.spec.questions:
            if of.detail is not None and question.name in of.detail.model_fields:
                own |= _finds((question,))
            if question.ask.lines is not None:
                codes = {"code": question.ask.finds} if question.kind == "scans" and question.ask.finds else {}
                lines.setdefault(question.ask.lines, {}).update(_finds(question.columns) | codes)
        if step.spec.adds is not None:
            asked = tuple(q for q in step.spec.questions if q.name in step.spec.adds.model_fields)
            lines.setdefault(step.spec.adds, {}).update(_finds(asked))
    kept = tuple((table, tuple(columns.items())) for table, columns in lines.items() if columns)
    return tuple(own.items()), kept


def _finds(questions: tuple[Question, ...]) -> dict[str, str]:
    """Return those of some questions that find their record."""
    return {q.name: q.ask.finds for q in questions if q.ask.finds}
