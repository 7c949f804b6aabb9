"""The homes of the estate, building by building and page by page: never all of them at once."""

from collections import defaultdict
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, func, or_, select

from kiosk.desk import rows
from kiosk.desk.finding import found
from kiosk.people.households import COLLECTOR, rank
from kiosk.people.units import bounds, building_of, natural
from kiosk.store.tables import Record, Resident, Unit, UnitNote
from kiosk.values import Home, PersonRow


class Homes:
    """The part of the reader that lists the estate's homes."""

    if TYPE_CHECKING:

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def here(self, session: Session, record: Any) -> Any:
            """See Reader.here."""

    def buildings(self) -> list[str]:
        """Return the buildings in order, found by jumps through the register's index."""
        made: list[str] = []
        with self.session() as session:
            code = session.exec(select(func.min(Unit.code))).one()
            while code is not None:
                made.append(building_of(code))
                code = session.exec(select(func.min(Unit.code)).where(col(Unit.code) >= bounds(made[-1])[1])).one()
        return sorted(dict.fromkeys(made), key=natural)

    def homes(self, building: str, *, limit: int = 100, offset: int = 0) -> list[Home]:
        """Return homes of a building in order, each with who lives there; call again for the next ones."""
        with self.session() as session:
            low, high = bounds(building)
            query = select(Unit.code).where(col(Unit.code) >= low, col(Unit.code) < high)
            codes = sorted(session.exec(query), key=natural)[offset : offset + limit]
            return self._homes(session, codes)

    def find_homes(self, text: str, limit: int = 60) -> list[Home]:
        """Return the homes that a typed text may mean: unit, name, pinyin or telephone; too short means nothing."""
        with self.session() as session:
            hits = found(self, session, text, limit)  # type: ignore[arg-type]  # the whole reader
            codes = [one.key for one in hits if one.kind in ("unit", "person")]
            return self._homes(session, list(dict.fromkeys(codes)))

    def home_count(self) -> tuple[int, int]:
        """Return how many homes there are, and how many people live in them."""
        with self.session() as session:
            people = select(func.count()).select_from(Resident)
            people = people.where(col(Resident.moved_out).is_(None), Resident.relation != COLLECTOR)
            return session.exec(select(func.count()).select_from(Unit)).one(), session.exec(people).one()

    def _homes(self, session: Session, codes: list[str]) -> list[Home]:
        """Return these homes, each table read once."""
        at = self.here(session, None)
        words = dict(session.exec(select(Unit.code, Unit.words).where(col(Unit.code).in_(codes))).all())
        people: dict[str, list[PersonRow]] = defaultdict(list)
        living = select(Resident).where(col(Resident.unit).in_(codes), col(Resident.moved_out).is_(None))
        for one in sorted(session.exec(living), key=lambda r: (rank(r.relation), r.id or 0)):
            if one.relation != COLLECTOR:
                people[one.unit].append(rows.person_row(one))
        noted = select(UnitNote.unit, func.count()).where(
            col(UnitNote.unit).in_(codes), col(UnitNote.struck_at).is_(None)
        )
        noted = noted.where(or_(col(UnitNote.until).is_(None), col(UnitNote.until) >= at.today))
        notes = dict(session.exec(noted.group_by(UnitNote.unit)).all())
        waiting = select(Record.unit, func.count()).where(col(Record.unit).in_(codes), col(Record.closed_at).is_(None))
        opened = dict(session.exec(waiting.group_by(Record.unit)).all())
        return [
            Home(code, words[code], tuple(people[code]), notes.get(code, 0), opened.get(code, 0))
            for code in codes
            if code in words
        ]
