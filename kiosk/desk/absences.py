"""Who is away from the counter (STD-02), and what is late: read for the lock screen and for the desk's alarm."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from kiosk.clock import Clock
from kiosk.desk.moments import Here
from kiosk.rules import on
from kiosk.service import Absence, Service, Spec, service, services
from kiosk.store.tables import Entry, Record
from kiosk.values import Away, Late

#: More than this is not heard one by one.
_MOST = 1000


def absence(of: Service, state: str) -> Absence | None:
    """Return the rule by which a record's clerk is away in a state, None where he is here."""
    return next((rule for rule in of.away if state in rule.states and on(rule.rules)), None)


def leads_away(spec: Spec, was: str, state: str) -> bool:
    """Whether a step takes its clerk away from the counter; an undo finds him where he is."""
    here = absence(spec.service, was) is None
    return spec.undoes is None and here and absence(spec.service, state) is not None


class Absences:
    """The part of the reader that lock screen and alarm ask."""

    if TYPE_CHECKING:
        clock: Clock

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def together(self, session: Session, records: Any) -> list[Here]:
            """See Reader.together."""

    def away(self) -> tuple[Away, ...]:
        """Return who is away from the counter now, whoever is back first before the others."""
        leaving = {of.key: of for of in services().values() if of.away}
        with self.session() as session:
            query = select(Record).where(col(Record.service).in_(leaving), col(Record.closed_at).is_(None))
            gone = [one for one in session.exec(query) if absence(leaving[one.service], one.state) is not None]
            made = [_away(session, at) for at in self.together(session, gone)] if gone else []
        return tuple(sorted(made, key=lambda one: (one.until, one.number)))

    def late(self) -> tuple[Late, ...]:
        """Return every due rule whose time is over, for who listens."""
        ringing = {(of.key, rule.key) for of in services().values() for rule in of.due if rule.rings and on(rule.rules)}
        with self.session() as session:
            query = select(Record.number, Record.service, Record.due_rule)
            query = query.where(col(Record.closed_at).is_(None), col(Record.due_at) < self.clock())
            rows = session.exec(query.order_by(col(Record.due_at)).limit(_MOST)).all()
        return tuple(Late(number, str(rule), (of, str(rule)) in ringing) for number, of, rule in rows)


def _away(session: Session, at: Here) -> Away:
    """Return an absence; who is away is who took the record's latest step."""
    record: Record = at.record
    rule = absence(service(record.service), record.state)
    assert rule is not None  # only those were asked for
    query = select(Entry.clerk).where(Entry.record_id == record.id).order_by(col(Entry.id).desc()).limit(1)
    clerk = session.exec(query).first() or ""
    return Away(record.number, clerk, rule.until(at), rule.minder(at) or "", f"{record.service}.{rule.step}")
