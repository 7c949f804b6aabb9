"""What a form reads again and again while one types: kept until somebody writes, and rows that are only looked at.

A draft is considered at every key. Nothing that it reads changes between two keys unless a step was taken, which
the database tells by its version: so households, places and lines are read once, and cost nothing afterwards.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from sqlalchemy import bindparam
from sqlalchemy.orm import class_mapper
from sqlmodel import SQLModel, col, select

from kiosk.store.tables import Record

F = TypeVar("F", bound=Callable[..., Any])
R = TypeVar("R", bound=SQLModel)

#: So much is kept at most: a list of many records must not fill the memory.
_MOST = 2_000


class Kept:
    """Values by key, good for one state of the database and one minute of the clock."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._state: object = None
        self._values: dict[Any, Any] = {}

    def at(self, state: object) -> "Kept":
        """Return what is kept at a state; whatever was read at another one is forgotten."""
        if state != self._state or len(self._values) > _MOST:
            self._state, self._values = state, {}
        return self

    def get(self, key: Any, read: Callable[[], Any]) -> Any:
        """Return the value of a key, read when it is first asked for."""
        try:
            return self._values[key]
        except KeyError:
            value = self._values[key] = read()
            return value


def kept(fn: F) -> F:
    """Let a method of a lookup read once while its `kept` is good; a list is handed out as a copy."""

    @wraps(fn)
    def read(self: Any, *args: Any, **named: Any) -> Any:
        if self.kept is None:
            return fn(self, *args, **named)
        key = (fn.__name__, args, tuple(named.items()))
        found = self.kept.get(key, lambda: fn(self, *args, **named))
        return list(found) if isinstance(found, list) else found

    return read  # type: ignore[return-value]  # the same signature


@lru_cache(maxsize=128)
def _shape(table: Any) -> tuple[Any, dict[str, Any]]:
    """Return how a row of a table is made, and what stands in it before anything is typed."""
    defaults = {name: field.get_default(call_default_factory=True) for name, field in table.model_fields.items()}
    return class_mapper(table).class_manager, defaults


def defaults_of(table: Any) -> dict[str, Any]:
    """Return what stands in the columns of a row before anything is typed."""
    return _shape(table)[1]


def values_of(table: Any, **values: Any) -> dict[str, Any]:
    """Return all columns of a row to be inserted, but its key: the given ones, else the defaults."""
    made = {**_shape(table)[1], **values}
    made.pop("id", None)
    return made


def fresh(table: type[R], **values: Any) -> R:
    """Return a new row as its class would make it, without the tenth of a millisecond that it would take.

    A table's values are not validated, so nothing is left out; a form that is typed makes some at every key.
    """
    manager, defaults = _shape(table)
    row: R = manager.new_instance()
    object.__setattr__(row, "__pydantic_fields_set__", set(values))
    object.__setattr__(row, "__pydantic_extra__", None)
    object.__setattr__(row, "__pydantic_private__", None)
    row.__dict__.update(defaults)
    row.__dict__.update(values)
    return row


@lru_cache(maxsize=1)
def by_number() -> Any:
    """Return the query for a head by its number."""
    return select(Record).where(Record.number == bindparam("number"))


@lru_cache(maxsize=128)
def _lines_of(table: Any) -> Any:
    """Return the query for the lines of a record, struck ones too."""
    query = select(table).where(col(table.record_id) == bindparam("record_id"))
    return query.order_by(col(table.no), col(table.id))


def lines_of(table: Any) -> Any:
    """Return the query for the lines of a record, struck ones too."""
    return _lines_of(table)


def columns_of(row: SQLModel) -> dict[str, Any]:
    """Return what stands in the columns of a stored row."""
    return {name: getattr(row, name) for name in type(row).model_fields}
