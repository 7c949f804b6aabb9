"""Which free place is given: as by sorting all of them, found without looking at all of them."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session, select

from kiosk.desk import allotting
from kiosk.store.tables import Hold, Record, Thing
from tests.counter import Counter
from tests.store.test_plans import watched


@pytest.fixture
def session(counter: Counter) -> Iterator[Session]:
    """Give a session over a store of two hundred places: some taken, some full, some given up."""
    chance = random.Random(7)
    counter.store()
    with counter.desk.session() as session:
        record = session.exec(select(Record.id)).one() or 0
        for no in range(200):
            fate, kind = chance.random(), chance.choice(("place", "place", "place", "key"))
            one = Thing(kind=kind, name=f"Z-9-{no:03d}", size=chance.randint(1, 4), rank=chance.randint(1, 60))
            one.full_at = counter.clock() if fate < 0.1 else None
            one.retired_at = counter.clock() if fate > 0.9 else None
            session.add(one)
            session.flush()
            if chance.random() < 0.6:
                until = counter.clock() if chance.random() < 0.3 else None
                session.add(Hold(thing_id=one.id or 0, record_id=record, since=counter.clock(), until=until))
        session.flush()
        yield session


def free(session: Session, kind: str, size: int) -> list[Thing]:
    """Return what may be given, by looking at every one of them."""
    held = {hold.thing_id for hold in session.exec(select(Hold)) if hold.until is None}
    every = session.exec(select(Thing).where(Thing.kind == kind))
    usable = [one for one in every if one.id not in held and one.full_at is None and one.retired_at is None]
    return sorted((one for one in usable if one.size >= size), key=lambda one: (one.size, one.rank, one.id))


def test_the_smallest_that_fits_in_walking_order(session: Session) -> None:
    """Of each size until nothing is left of it; so many are counted, too."""
    for size in range(6):
        while (left := free(session, "place", size))[:1] and len(left) > 20:
            assert allotting.count(session, "place", size) == len(left)
            assert allotting.best(session, "place", size) is left[0]
            left[0].full_at = left[0].retired_at = session.exec(select(Record.opened_at)).first()
            session.flush()
    assert allotting.best(session, "place", 5) is None
    assert allotting.count(session, "place", 5) == 0


def test_the_next_one_to_another(session: Session) -> None:
    """Of the smallest size that has any: the nearest by rank, the one that is passed first where two are as near."""
    for beside in session.exec(select(Thing)).all():
        for size in range(1, 5):
            left = free(session, "place", size)
            nearest = min(left, key=lambda one: (one.size, abs(one.rank - beside.rank), one.rank, one.id))
            assert allotting.best(session, "place", size, beside) is nearest


def test_no_place_is_sorted(counter: Counter, session: Session) -> None:
    """The index has the walking order: a store of thousands costs what one of ten costs."""
    seen: list[tuple[str, Any]] = []
    with watched(counter.desk.folder.writer, seen):
        allotting.best(session, "place", 1, session.exec(select(Thing)).first())
    raw = counter.desk.folder.writer.raw_connection()
    asked = [(said, given) for said, given in seen if "EXISTS" in said]
    plans = [[row[3] for row in raw.cursor().execute(f"EXPLAIN QUERY PLAN {said}", given)] for said, given in asked]
    raw.close()
    assert len(plans) == 3
    for plan in plans:
        assert plan[0].startswith("SEARCH thing USING INDEX ix_thing_walk (kind=? AND size")
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan
