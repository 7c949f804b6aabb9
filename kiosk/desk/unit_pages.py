"""A unit as its page shows it: the next step of what is open, whole numbers for whoever calls, everything ever here."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from kiosk.desk import households, pages, rows
from kiosk.desk.moments import Here
from kiosk.i18n import say
from kiosk.service import service, services
from kiosk.store.tables import Record
from kiosk.values import Contact, PartLine, RecordRow, StaffRow, StepChoice, UnitPart

#: So many open records of one service a unit's page names.
_PARTS = 20


def _part_line(at: Here) -> PartLine:
    """Return a record as its unit's page names it: what it is and how, without the unit."""
    of, row = service(at.record.service), rows.record_row(at)
    if (laid := of.shows.laid) is not None:
        what = say(laid.what(at), "zh").removeprefix(f"{row.unit}").strip()
        words, tone = laid.how(at)
        return PartLine(row.number, what or row.short, row.summary, words, tone)
    over = at.record.closed_at is not None
    name = of.shows.name(at) if of.shows.name is not None else row.party
    return PartLine(
        row.number, name or row.short, row.short if over else row.summary, row.over or row.state_words, row.tone
    )


class UnitPages:
    """The part of the reader that serves a unit's page."""

    if TYPE_CHECKING:
        clerk: StaffRow | None

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def together(self, session: Session, records: Sequence[Record]) -> list[Here]:
            """See Reader.together."""

    def unit_records(self, code: str, *, before: str = "", limit: int = 60) -> list[RecordRow]:
        """Return everything that ever was of a unit, newest first; older than the record `before`, if named.

        The index on the unit holds its records in the order of their ids: no page costs more than another.
        """
        with self.session() as session:
            query = select(Record).where(Record.unit == code)
            if before:
                query = query.where(col(Record.id) < select(Record.id).where(Record.number == before).scalar_subquery())
            found = session.exec(query.order_by(col(Record.id).desc()).limit(limit)).all()
            return [rows.record_row(at) for at in self.together(session, found)]

    def unit_parts(self, session: Session, code: str) -> tuple[UnitPart, ...]:
        """Return what a unit's page names beside what is open: who is inside and was here, where each key is."""
        made = []
        for of in sorted(services().values(), key=lambda of: of.in_rail):
            if of.shows.unit is not None:
                query = (
                    select(Record).where(Record.unit == code, Record.service == of.key).order_by(col(Record.id).desc())
                )
                opened = session.exec(query.where(col(Record.closed_at).is_(None)).limit(_PARTS)).all()
                past = session.exec(query.where(col(Record.closed_at).is_not(None)).limit(of.shows.unit_past)).all()
                lines = tuple(_part_line(at) for at in self.together(session, [*opened, *past]))
                made.append(UnitPart(of.key, of.shows.unit, of.icon, lines))
        return tuple(one for one in made if one.lines)

    def next_step(self, number: str) -> StepChoice | None:
        """Return the obvious next step of a record, None where nothing is left to do."""
        with self.session() as session:
            record = session.exec(select(Record).where(Record.number == number)).first()
            if record is None:
                return None
            reader: Any = self
            [at] = self.together(session, [record])
            return next((one for one in pages.choices(reader, service(record.service), at) if one.main), None)

    def unit_begins(self) -> set[str]:
        """Return the opening steps that ask for a unit: these may be begun from a unit's page."""
        every = [step for of in services().values() if of.prefix for step in of.steps.values()]
        return {s.spec.full for s in every if any(q.name == "unit" and q.kind == "unit" for q in s.spec.questions)}

    def contacts(self, unit: str) -> list[Contact]:
        """Return the whole numbers of a unit, the first to try first: for whoever has just said why (FIL-04)."""
        with self.session() as session:
            return households.contacts(session, unit)

    def file_steps(self) -> list[StepChoice]:
        """Return the steps of the household file that are about one unit and that this clerk may take."""
        steps = [s for s in service("estate").steps.values() if any(q.name == "unit" for q in s.spec.questions)]
        return [one for one in (rows.choice(step, self.clerk) for step in steps) if not one.role]
