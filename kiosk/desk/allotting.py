"""Which free thing is given: the smallest that fits, in walking order or next to another one (STO-06, PAR-03).

Asked in walking order from an index, until the first that nobody holds: a store of seven thousand places is not
sorted each time that somebody leaves a bag.
"""

from typing import Any

from sqlalchemy import bindparam, exists, func
from sqlmodel import Session, col, select

from kiosk.store.tables import Hold, Thing

_HELD = exists().where(col(Hold.thing_id) == col(Thing.id), col(Hold.until).is_(None))


def _free(*wanted: Any) -> Any:
    """Return the query for things of a kind that nobody holds and that may be given."""
    usable = (~_HELD, col(Thing.retired_at).is_(None), col(Thing.full_at).is_(None))
    return select(Thing).where(col(Thing.kind) == bindparam("kind"), *wanted, *usable)


_FITS = _free(col(Thing.size) >= bindparam("size"))
_FIRST = _FITS.order_by(col(Thing.size), col(Thing.rank), col(Thing.id)).limit(1)
_COUNT = select(func.count()).select_from(_FITS.subquery())
_SAME_SIZE = col(Thing.size) == bindparam("size")
_ONWARD = _free(_SAME_SIZE, col(Thing.rank) >= bindparam("rank")).order_by(col(Thing.rank), col(Thing.id)).limit(1)
_BACK = _free(_SAME_SIZE, col(Thing.rank) < bindparam("rank")).order_by(col(Thing.rank).desc(), col(Thing.id)).limit(1)


def count(session: Session, kind: str, size: int) -> int:
    """Return how many things of a kind, of at least that size, nobody holds."""
    return int(session.exec(_COUNT, params={"kind": kind, "size": size}).one())


def best(session: Session, kind: str, size: int, near: Thing | None = None) -> Thing | None:
    """Return the smallest free thing that fits, the first in walking order or the next one to `near`; None if none is.

    Of two that are as near, the one that is passed first.
    """
    first: Thing | None = session.exec(_FIRST, params={"kind": kind, "size": size}).first()
    if first is None or near is None:
        return first
    given = {"kind": kind, "size": first.size, "rank": near.rank}
    onward: Thing | None = session.exec(_ONWARD, params=given).first()
    back: Thing | None = session.exec(_BACK, params=given).first()
    if onward is None or back is None:
        return onward or back
    return back if near.rank - back.rank <= onward.rank - near.rank else onward
