"""The figures of this moment: what is overdue, what comes today, what waits for paper, how full the store is."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, and_, col, func, not_, or_, select, tuple_

from kiosk.desk.lists import must_have_left
from kiosk.i18n import _
from kiosk.service import services
from kiosk.store.tables import STILL_WAITING, Hold, Job, Record, Thing
from kiosk.values import Figure, ServiceRow

#: From this share of places on, the store is said to fill up.
_NEARLY_FULL = 0.9


class Figures:
    """The part of the reader that counts what is going on."""

    if TYPE_CHECKING:

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def here(self, session: Session, record: Any) -> Any:
            """See Reader.here."""

        def services(self) -> list[ServiceRow]:
            """See Reader.services."""

    def right_now(self, seen: Collection[str] = ()) -> list[Figure]:
        """Return the figures of the board: only what there is, the pressing ones first.

        Due is what the board lists: those who are `seen` on cards above it, by number, are not counted below.
        """
        rail = [row for row in self.services() if row.open and not row.beside]
        opened = [Figure(row.title, str(row.open), "", row.key) for row in rail]
        with self.session() as session:
            at = self.here(session, None)
            return [*_due(session, at, seen), *_paper(session), *opened, *_store(session)]


def _due(session: Session, at: Any, seen: Collection[str]) -> list[Figure]:
    """Return who must have left, what is overdue, what is due before the day ends: as the board groups it."""
    midnight = (at.local(at.now) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    due = select(func.count()).select_from(Record)
    due = due.where(col(Record.closed_at).is_(None), col(Record.due_at).is_not(None))
    due = due.where(col(Record.number).not_in(seen)) if seen else due
    people = session.exec(due.where(must_have_left(at.now))).one()
    late = session.exec(due.where(_late(at.now))).one() - people  # each stands under one head of the list alone
    today = session.exec(due.where(_before(midnight))).one() - late - people
    pressing = ((_("Must have left"), people), (_("Overdue"), late))
    made = [Figure(words, str(count), "red") for words, count in pressing if count]
    return [*made, Figure(_("Still today"), str(today), "amber" if today else "")]


def _before(instant: datetime) -> Any:
    """Return the condition that something is due before an instant."""
    return or_(col(Record.due_at) < instant, col(Record.soon_at) < instant)


def _late(now: datetime) -> Any:
    """Return the condition that something is overdue; what a patient rule is soon about has its hour until it is due."""
    patient = [(of.key, rule.key) for of in services().values() for rule in of.due if rule.patient]
    waits = tuple_(col(Record.service), col(Record.due_rule)).in_(patient)
    return or_(col(Record.due_at) < now, and_(col(Record.soon_at) < now, not_(waits)))


def _paper(session: Session) -> list[Figure]:
    """Return how many slips wait for paper, where any does."""
    waiting = session.exec(select(func.count()).select_from(Job).where(STILL_WAITING)).one()
    return [Figure(_("Waiting for paper"), str(waiting), "amber", "queue")] if waiting else []


def _store(session: Session) -> list[Figure]:
    """Return how full the store is."""
    places = select(func.count()).select_from(Thing).where(Thing.kind == "place", col(Thing.retired_at).is_(None))
    every = session.exec(places).one()
    if not every:
        return []
    held = select(func.count()).select_from(Hold).join(Thing, col(Thing.id) == Hold.thing_id)
    used = session.exec(held.where(Thing.kind == "place", col(Hold.until).is_(None))).one()
    tone = "amber" if used >= every * _NEARLY_FULL else ""
    return [Figure(_("Store places in use"), f"{used} / {every}", tone)]
