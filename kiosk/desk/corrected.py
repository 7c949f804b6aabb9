"""What stood where a step wrote something else: the journal keeps both beside the answers, the old and the new.

It lies where the answers lie, and goes with them when their term is over. What is sealed, drawn or photographed has
no old value here: only what a step asks in the open is compared, and the place, which the desk gives.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect

from kiosk.desk.kept import defaults_of
from kiosk.service import Step

if TYPE_CHECKING:
    from kiosk.desk.moments import Here

#: Beside the answers of an entry: name → [what stood there, what stands there now].
WAS = "was"
#: Columns of the head that a step may change without asking for them.
_HEAD = ("unit", "party", "phone", "place")
#: Kinds of answers of which no old value is kept.
_CLOSED = {"secret", "signature", "picture", "rows", "scan", "scans", "ticks"}


def standing(record: Any, detail: Any) -> dict[str, Any]:
    """Return what stands in head and detail before a step writes; nothing of a record that is only being opened."""
    if record is None:
        return {}
    there = {name: getattr(record, name) for name in _HEAD}
    if detail is not None:
        there |= {name: getattr(detail, name) for name in type(detail).model_fields if name != "id"}
    return there


def of_row(row: Any) -> dict[str, tuple[Any, Any]]:
    """Return what is about to change in a row that the house keeps already: column → old and new."""
    state = inspect(row)
    if not state.persistent:
        return {}
    changed = {name: state.attrs[name].history for name in type(row).model_fields if name in state.attrs}
    return {name: (old.deleted[0], getattr(row, name)) for name, old in changed.items() if old.deleted}


def corrected(step: type[Step], at: "Here") -> dict[str, dict[str, list[Any]]]:
    """Return what a step changed that stood there before, name → old and new.

    A count of nought stood there where somebody gave it, and not where every new record has it.
    An undo says nothing of its own: the line that it undoes does. Of an attempt that adds a line the line says it.
    """
    before = at.stood
    if step.spec.undoes is not None:
        return {}
    asked = {q.name for q in step.spec.questions if q.kind not in _CLOSED}
    asked -= set(step.spec.adds.model_fields) if step.spec.adds is not None else set()
    now = standing(at.record, at.detail) if before else {}
    pairs: dict[str, tuple[Any, Any]] = {
        name: (before[name], now.get(name)) for name in before if name in asked or name in _HEAD
    }
    pairs |= {name: pair for name, pair in at.was.items() if name in asked}
    fresh = defaults_of(type(at.detail)) if at.detail is not None else {}
    changed = {
        name: [old, new]
        for name, (old, new) in pairs.items()
        if old != new and (old or (_is_nought(old) and (name in at.was or not _is_nought(fresh.get(name)))))
    }
    return {WAS: changed} if changed else {}


def _is_nought(old: Any) -> bool:
    """Whether an old value is a count of nought; a tick that was not set says nothing."""
    return old == 0 and not isinstance(old, bool)
