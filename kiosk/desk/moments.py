"""The Moment that checks and slips read, the Act that changes get, and the Lookup behind both."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import update
from sqlmodel import Session, col, select

from kiosk.answers import Secret
from kiosk.desk import allotting, households, shown
from kiosk.desk.corrected import of_row
from kiosk.desk.crowd import Crowd
from kiosk.desk.kept import Kept, by_number, kept, lines_of
from kiosk.errors import RefusalError
from kiosk.i18n import Say, _
from kiosk.people.households import COLLECTOR, rank
from kiosk.settings import House
from kiosk.store import search
from kiosk.store.tables import (
    Hold,
    Line,
    Link,
    Record,
    Resident,
    Sealed,
    SettingValue,
    Staff,
    Thing,
    Unit,
    UnitPhone,
)
from kiosk.values import Contact

L = TypeVar("L")


class SessionLookup:
    """A Lookup over one session."""

    def __init__(self, session: Session, today: Callable[[], date] | None = None, kept: Kept | None = None) -> None:
        """Read through `session`; `today` says until when somebody may collect; `kept` is what drafts read once."""
        self._session, self._today, self.kept = session, today or (lambda: date.min), kept
        self.at: Here | None = None  # the moment that looks

    @kept
    def record(self, number: str) -> Record | None:
        """Return the head of that number, or None."""
        found: Record | None = self._session.exec(by_number(), params={"number": number}).first()
        return found

    @kept
    def person(self, key: int) -> Resident | None:
        """Return a resident by his key, or None."""
        return self._session.get(Resident, key)

    def linked(self, of: Record, kind: str) -> list[Record]:
        """Return the heads that this record links to by a kind, in the order in which they were linked."""
        query = select(Record).join(Link, col(Link.to_id) == Record.id).where(Link.from_id == of.id, Link.kind == kind)
        return list(self._session.exec(query.order_by(col(Link.id))))

    def linking(self, to: Record, kind: str) -> list[Record]:
        """Return the heads that link to this record by a kind, in the order in which they were linked."""
        query = select(Record).join(Link, col(Link.from_id) == Record.id).where(Link.to_id == to.id, Link.kind == kind)
        return list(self._session.exec(query.order_by(col(Link.id))))

    @kept
    def open(self, service: str, unit: str | None = None) -> list[Record]:
        """Return all open heads of a service, oldest first; those of one unit where it is named."""
        query = select(Record).where(Record.service == service, col(Record.closed_at).is_(None))
        if unit is not None:
            query = query.where(Record.unit == unit)
        return list(self._session.exec(query.order_by(col(Record.id))))

    @kept
    def closed(self, service: str, since: datetime) -> list[Record]:
        """Return the heads of a service that were closed from an instant on, oldest first."""
        query = select(Record).where(Record.service == service, col(Record.closed_at) >= since)
        return list(self._session.exec(query.order_by(col(Record.closed_at), col(Record.id))))

    @kept
    def carrying(self, code: str) -> list[Record]:
        """Return the open heads that a whole foreign code finds: a waybill."""
        found = search.whole(self._session.connection(), code)
        return list(self._session.exec(select(Record).where(col(Record.number).in_(found)))) if found else []

    @kept
    def free(self, kind: str, size: int = 0) -> int:
        """Return how many things of a kind, of at least that size, nobody holds."""
        return allotting.count(self._session, kind, size)

    @kept
    def holder(self, kind: str, name: str) -> Record | None:
        """Return the head that holds a thing, or None."""
        query = (
            select(Record)
            .join(Hold, col(Hold.record_id) == Record.id)
            .join(Thing, col(Thing.id) == Hold.thing_id)
            .where(Thing.kind == kind, Thing.name == name, col(Hold.until).is_(None))
        )
        return self._session.exec(query).first()

    @kept
    def thing(self, kind: str, name: str) -> Thing | None:
        """Return a thing by its name, or None."""
        return self._session.exec(select(Thing).where(Thing.kind == kind, Thing.name == name)).first()

    def mask(self, of: Record, question: str) -> str:
        """Return the mask of a sealed answer of a record, "" where there is none."""
        query = select(Sealed.mask).where(Sealed.record_id == of.id, Sealed.question == question)
        return self._session.exec(query.order_by(col(Sealed.id).desc())).first() or ""

    def shown(self, document: Secret, of: str) -> list[Record]:
        """Return the heads of a service's records where the document of a whole number was shown, the newest first."""
        return shown.heads(self._session, document.reveal(), of)

    def sealed(self, of: Record, question: str) -> Secret | None:
        """Return a sealed answer of a record, to be compared or sealed anew; None once its term is over."""
        return shown.opened(self._session, of, question)

    def takes(self, step: str, record: Record, **answers: Any) -> bool:
        """Whether another service's step could be taken along on a record now, without anybody's decision."""
        from kiosk.desk.along import could_take

        return self.at is not None and could_take(self.at, step, record, answers)

    def resident(self, unit: str, name: str) -> Resident | None:
        """Return a resident of a unit by name, or None; those moved out are not found."""
        return next((r for r in self.residents(unit) if r.name == name), None)

    @kept
    def residents(self, unit: str) -> list[Resident]:
        """Return who lives in a unit now, owners first."""
        query = select(Resident).where(Resident.unit == unit, col(Resident.moved_out).is_(None))
        query = query.where(Resident.relation != COLLECTOR)
        return sorted(self._session.exec(query), key=lambda r: (rank(r.relation), r.id or 0))

    @kept
    def file(self, unit: str) -> list[Resident]:
        """Return everybody of a unit who has not left, those allowed to collect included, in any term."""
        query = select(Resident).where(Resident.unit == unit, col(Resident.moved_out).is_(None))
        return list(self._session.exec(query.order_by(col(Resident.id))))

    @kept
    def register(self, of: str) -> list[tuple[Unit, list[Resident]]]:
        """Return a unit, or the units of a building in order, each with who lives there; [] where there is none."""
        return households.register(self._session, of)

    def files(self, units: Sequence[str]) -> dict[str, list[Resident]]:
        """Return everybody who ever was of some units of the register, each unit with a list, in one reading."""
        return households.files(self._session, units)

    def moved_out(self, unit: str, name: str) -> Resident | None:
        """Return who left a unit last under a name, or None."""
        query = select(Resident).where(Resident.unit == unit, Resident.name == name)
        query = query.where(col(Resident.moved_out).is_not(None), Resident.relation != COLLECTOR)
        return self._session.exec(query.order_by(col(Resident.moved_out).desc(), col(Resident.id).desc())).first()

    def phones(self, resident: Resident) -> list[UnitPhone]:
        """Return the further numbers of a resident."""
        query = select(UnitPhone).where(UnitPhone.resident == resident.id, col(UnitPhone.struck_at).is_(None))
        return list(self._session.exec(query.order_by(col(UnitPhone.rank), col(UnitPhone.id))))

    @kept
    def collectors(self, unit: str) -> list[Resident]:
        """Return who may collect for a unit: residents, then others who are allowed to until their day."""
        return households.collectors(self._session, unit, self._today())

    @kept
    def addressees(self, label: str, limit: int = 12) -> list[Resident]:
        """Return the residents whom a label may mean (沈**, 139****2207, a unit, a name), those it fits best first."""
        return households.addressees(self._session, label, limit)

    @kept
    def contacts(self, unit: str) -> list[Contact]:
        """Return every number of a unit in the order in which they are tried (FIL-03)."""
        return households.contacts(self._session, unit)

    @kept
    def unit(self, code: str) -> Unit | None:
        """Return a unit of the register, or None."""
        return self._session.get(Unit, code)

    @kept
    def staff(self, name: str = "") -> list[Staff]:
        """Return the people who may sign in, or those of a name."""
        query = select(Staff).where(col(Staff.gone_at).is_(None)).order_by(col(Staff.id))
        return list(self._session.exec(query.where(Staff.name == name) if name else query))

    @kept
    def row(self, table: type[L], **equal: object) -> L | None:
        """Return one row of a house table by its columns, or None."""
        query: Any = select(table).filter_by(**equal)
        found: L | None = self._session.exec(query).first()
        return found

    @kept
    def rows(self, table: type[L], **equal: object) -> list[L]:
        """Return the rows of a house table by its columns, oldest first."""
        query: Any = select(table).filter_by(**equal)
        return list(self._session.exec(query))

    @kept
    def earlier(self, service: str, unit: str, party: str, *, but: int | None = None) -> Record | None:
        """Return the newest head of a service with that unit and party, `but` one record itself."""
        query = select(Record).where(Record.service == service, Record.unit == unit, Record.party == party)
        return self._session.exec(query.where(col(Record.id) != (but or 0)).order_by(col(Record.id).desc())).first()


class Here:
    """One moment of one record: a Moment for everybody, an Act for changes.

    On a draft the record is unsaved (number "··"), its lines are the rows typed so far, and nothing of
    the Act works.
    """

    def __init__(
        self, session: Session, house: House, *, now: datetime, clerk: str, role: str, record: Any, detail: Any = None,
        kept: Kept | None = None,
    ) -> None:  # fmt: skip  # one line a group reads better
        """Stand at `now` with this clerk before this record; on a draft with what is `kept` of earlier ones."""
        self.session, self.house, self.now = session, house, now
        self.clerk, self.role, self.record, self.detail = clerk, role, record, detail
        self.look = SessionLookup(session, lambda: self.today, kept)
        self.look.at = self
        self.kept = kept
        self._lines: dict[type[Any], list[Any]] = {}  # of this record, as they are stored
        self.language = "zh"
        self.answers: Any = None  # of the step that is considered
        self.charges: list[tuple[str, int]] = []  # booked with the entry
        self.typed: dict[type[Any], list[Any]] = {}  # a draft's lines
        self.stood: dict[str, Any] = {}  # in head and detail, before this step
        self.was: dict[str, tuple[Any, Any]] = {}  # in the rows of the house that were changed: old and new
        self.again: list[tuple[Any, str]] = []  # sealed answers of other records that are sealed here too
        self.tz = house.tz
        self.moved_at: datetime | None = getattr(record, "last_at", None)  # when the step before this one was taken
        self.along = False  # whether another step takes this one along
        self.typed_at = now  # whoever enters something later says when
        self.changed_setting = False
        self.crowd: Crowd | None = None  # of a list: what its records have is read together

    @property
    def today(self) -> date:
        """The estate's day now."""
        return self.now.astimezone(self.tz).date()

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the estate's zone."""
        return instant.astimezone(self.tz)

    def hour(self, hour: time | None = None, days: int = 0, day: date | None = None) -> datetime:
        """Return the instant of an hour on the record's own local day, or on `day`, plus `days`.

        Without an hour: the same hour as the record's opening, or the end of `day`.
        """
        opened = (self.record.opened_at if self.record and self.record.opened_at else self.now).astimezone(self.tz)
        at = hour or (time(23, 59, 59) if day else opened.time())
        return datetime.combine((day or opened.date()) + timedelta(days=days), at, self.tz)

    def lines(self, kind: type[L]) -> list[L]:
        """Return the lines of a kind, struck ones left out; on a draft the rows typed so far."""
        typed = list(self.typed.get(kind, ()))
        if self.record is None or self.record.id is None or not issubclass(kind, Line):
            return typed
        if self.crowd is not None:
            return [*self.crowd.lines(kind, self.record), *typed]
        return [*(one for one in self._stored(kind) if one.struck_at is None), *typed]

    def _stored(self, kind: type[L]) -> list[Any]:
        """Return the stored lines of a kind, struck ones too: read once, until a line is added."""

        def read() -> list[Any]:
            return list(self.session.exec(lines_of(kind), params={"record_id": self.record.id}))

        if self.kept is not None:
            found: list[Any] = self.kept.get((kind, self.record.id), read)
            return found
        if kind not in self._lines:
            self._lines[kind] = read()
        return self._lines[kind]

    def read_anew(self) -> None:
        """Forget the lines that were read: some were added."""
        self._lines = {}

    # --- Act: what a change may do -------------------------------------------------------------

    def allot(self, kind: str, size: int, full: Say, *, near: str = "") -> str:
        """Hold the best free thing of a kind for this record and return its name; refuse with `full` (STO-06)."""
        beside = self.look.thing(kind, near) if near else None
        best = allotting.best(self.session, kind, size, beside)
        if best is None:
            raise RefusalError("", full, _("Choose another place, or ask the supervisor."), about="place")
        self._held(best)
        return str(best.name)

    def hold(self, kind: str, name: str) -> None:
        """Hold a thing for this record until it closes; refuse where another record holds it."""
        thing = self.look.thing(kind, name)
        if thing is None:
            raise RefusalError("", _("There is no {name}.").format(name=name), _("Choose another one."))
        holder = self.look.holder(kind, name)
        if holder is not None and holder.id != self.record.id:
            raise RefusalError("", _("{name} is taken.").format(name=name), _("Choose another one."), about=kind)
        if holder is None:
            self._held(thing)

    def _held(self, thing: Thing) -> None:
        """Write that this record holds a thing from now on."""
        assert thing.id is not None  # it is stored
        self.session.add(Hold(thing_id=thing.id, record_id=self.record.id, since=self.now))
        self.session.flush()

    def free(self, kind: str = "") -> None:
        """Free what this record holds."""
        self._let_go(col(Hold.thing_id).in_(select(Thing.id).where(Thing.kind == kind)) if kind else None)

    def free_one(self, kind: str, name: str) -> None:
        """Free one thing that this record holds."""
        thing = self.look.thing(kind, name)
        if thing is not None:
            self._let_go(col(Hold.thing_id) == thing.id)

    def _let_go(self, which: Any) -> None:
        """Write that this record holds nothing any more, or nothing of `which`, in one statement."""
        held = update(Hold).where(col(Hold.record_id) == self.record.id, col(Hold.until).is_(None))
        held = held if which is None else held.where(which)
        self.session.connection().execute(held.values(until=self.now))

    def strike(self, line: Any) -> None:
        """Strike a line: it stays readable, and counts no more."""
        line.struck_at = self.now
        self.session.add(line)

    def charge(self, kind: str, fen: int) -> None:
        """Book one movement of money in whole fen."""
        self.charges.append((kind, fen))

    def add(self, row: Any) -> Any:
        """Add a row to a house table."""
        if isinstance(row, Line) and row.id is None:
            self.read_anew()
        self.was |= of_row(row)
        self.session.add(row)
        if isinstance(row, Line) and row.id is not None:
            return row  # as one that is struck: written with the others, before the entry that says so
        self.session.flush()
        households.index(self.session, row)
        self.changed_setting = self.changed_setting or isinstance(row, SettingValue)
        return row

    def seal_again(self, of: Any, question: str) -> None:
        """Seal here, too, what another record keeps under this question: the same document was shown again."""
        self.again.append((of, question))

    def add_all(self, rows: Sequence[Any]) -> None:
        """Add many new rows of one house table at once."""
        self.session.add_all(rows)
        self.session.flush()
        self.read_anew()
        residents = {str(row.id): search.person_words(row) for row in rows if isinstance(row, Resident)}
        units = {row.code: search.unit_words(row.code) for row in rows if isinstance(row, Unit)}
        search.index_all(self.session.connection(), "person", residents, is_open=True)
        search.index_all(self.session.connection(), "unit", units, is_open=True)

    def prove_pin(self, person: Any, pin: Any) -> None:
        """Raise an error in words unless this is the PIN of that person; a miss is counted when nothing else is."""
        from kiosk.desk.staff import prove

        prove(self.session, person, pin.reveal(), self.now)

    def hash_pin(self, pin: Any) -> str:
        """Return what may be stored of a PIN (Argon2id)."""
        from kiosk.desk.staff import hashed

        return hashed(pin.reveal() if hasattr(pin, "reveal") else str(pin), self.session)
