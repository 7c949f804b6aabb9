"""The dry run of a register: the file of the house as it stands, against which each row is compared."""

from collections import defaultdict
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from kiosk.desk import rows
from kiosk.people.households import COLLECTOR
from kiosk.register import House, Kept, plan
from kiosk.store.tables import Resident, Unit, UnitPhone
from kiosk.values import RegisterPlan, RegisterSheet


class Registering:
    """The part of the reader that plans an import."""

    if TYPE_CHECKING:

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

    def register_plan(self, sheet: RegisterSheet) -> RegisterPlan:
        """Return what a register would change; writes nothing."""
        with self.session() as session:
            return plan(sheet, house_of(session))


def house_of(session: Session) -> House:
    """Return the file of the house: once for a whole register, never for one row."""
    further: dict[int, list[str]] = defaultdict(list)
    numbers = select(UnitPhone.resident, UnitPhone.phone).where(col(UnitPhone.struck_at).is_(None))
    for resident, phone in session.exec(
        numbers.where(col(UnitPhone.resident).is_not(None)).order_by(col(UnitPhone.rank))
    ):
        further[resident or 0].append(phone)
    people: dict[tuple[str, str], Kept] = {}
    gone: dict[tuple[str, str], date] = {}
    for one in session.exec(select(Resident).where(Resident.relation != COLLECTOR).order_by(col(Resident.id))):
        if one.moved_out is not None:
            gone[one.unit, one.name] = one.moved_out
            continue
        phones = (*([one.phone] if one.phone else ()), *further[one.id or 0])
        people[one.unit, one.name] = Kept(rows.person_row(one), one.relation, phones)
    return House(frozenset(session.exec(select(Unit.code))), people, gone)
