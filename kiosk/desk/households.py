"""A household's file as services and window read it: who is meant by a label, who may collect, whom to ask."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from kiosk.people.households import COLLECTOR, LABELS, NOTE_KINDS, rank
from kiosk.people.labels import Clue, Somebody, clues
from kiosk.people.units import bounds, natural
from kiosk.store import search
from kiosk.store.tables import Resident, Unit, UnitNote, UnitPhone
from kiosk.values import Contact, Noted

#: So many findings of one clue are looked at: whoever bears a common family name is not listed whole.
_LOOKED_AT = 60


def collectors(session: Session, unit: str, today: date) -> list[Resident]:
    """Return who may collect for a unit: its residents, then others who are allowed to until their day."""
    query = select(Resident).where(Resident.unit == unit, col(Resident.moved_out).is_(None))
    allowed = [r for r in session.exec(query) if r.collects and (r.until is None or r.until >= today)]
    return sorted(allowed, key=lambda r: (rank(r.relation), r.id or 0))


def contacts(session: Session, unit: str) -> list[Contact]:
    """Return every number of a unit in the order in which they are tried: its residents', then others' (FIL-03)."""
    query = select(Resident).where(Resident.unit == unit, col(Resident.moved_out).is_(None))
    people = sorted(session.exec(query), key=lambda r: (rank(r.relation), r.id or 0))
    further = select(UnitPhone).where(UnitPhone.unit == unit, col(UnitPhone.struck_at).is_(None))
    numbers = session.exec(further.order_by(col(UnitPhone.rank), col(UnitPhone.id))).all()
    found = []
    for person in people:
        if person.relation == COLLECTOR:
            continue
        if person.phone:
            found.append(Contact(person.name, LABELS["mobile"], person.phone, person.id))
        found += [_contact(number, person.name) for number in numbers if number.resident == person.id]
    return found + [_contact(number, number.name) for number in numbers if number.resident is None]


def _contact(number: UnitPhone, name: str) -> Contact:
    """Return a further number as a value."""
    return Contact(name, LABELS.get(number.label, number.label), number.phone, number.resident, number.id or 0)


def register(session: Session, of: str) -> list[tuple[Unit, list[Resident]]]:
    """Return a unit, or the units of a building in order, each with who lives there, owners first (FIL-02)."""
    if not of:
        return []
    alone = session.get(Unit, of)
    low, high = bounds(of)
    query = select(Unit).where(Unit.code >= low, Unit.code < high)
    units = [alone] if alone is not None else sorted(session.exec(query), key=lambda one: natural(one.code))
    living = select(Resident).where(col(Resident.moved_out).is_(None), Resident.relation != COLLECTOR)
    living = living.where(Resident.unit == of) if alone else living.where(Resident.unit >= low, Resident.unit < high)
    people: dict[str, list[Resident]] = defaultdict(list)
    for one in sorted(session.exec(living), key=lambda r: (rank(r.relation), r.id or 0)):
        people[one.unit].append(one)
    return [(unit, people[unit.code]) for unit in units]


def files(session: Session, units: Sequence[str]) -> dict[str, list[Resident]]:
    """Return everybody who ever was of some units, without those who may only collect; unknown units are left out."""
    found: dict[str, list[Resident]] = {
        code: [] for code in session.exec(select(Unit.code).where(col(Unit.code).in_(units)))
    }
    query = select(Resident).where(col(Resident.unit).in_(units), Resident.relation != COLLECTOR)
    for one in session.exec(query.order_by(col(Resident.id))):
        found[one.unit].append(one)
    return found


def notes(session: Session, unit: str, today: date) -> list[Noted]:
    """Return the notes on a unit whose term runs, the graver and the newer first."""
    query = select(UnitNote).where(UnitNote.unit == unit, col(UnitNote.struck_at).is_(None))
    running = [
        n for n in session.exec(query.order_by(col(UnitNote.id).desc()))
        if (n.until is None or n.until >= today) and (n.since is None or n.since <= today)
    ]  # fmt: skip  # one condition a line
    grave = list(NOTE_KINDS)
    running.sort(key=lambda n: grave.index(n.kind) if n.kind in grave else len(grave))
    return [noted(one) for one in running]


def noted(note: UnitNote) -> Noted:
    """Return a note as a value that knows its kind."""
    words, tone = NOTE_KINDS.get(note.kind, (note.kind, "amber"))
    return Noted(note.text, id=note.id or 0, kind=words, tone=tone, until=note.until)


def gone(session: Session, unit: str, limit: int = 8) -> list[Resident]:
    """Return who moved out of a unit, the latest first."""
    query = select(Resident).where(Resident.unit == unit, col(Resident.moved_out).is_not(None))
    query = query.where(Resident.relation != COLLECTOR).order_by(
        col(Resident.moved_out).desc(), col(Resident.id).desc()
    )
    return list(session.exec(query.limit(limit)))


def phones_of(session: Session, residents: Iterable[int]) -> dict[int, list[str]]:
    """Return the further numbers of residents."""
    query = select(UnitPhone.resident, UnitPhone.phone).where(col(UnitPhone.resident).in_(list(residents)))
    found: dict[int, list[str]] = defaultdict(list)
    for resident, phone in session.exec(query.where(col(UnitPhone.struck_at).is_(None)).order_by(col(UnitPhone.rank))):
        found[resident or 0].append(phone)
    return found


def addressees(session: Session, label: str, limit: int) -> list[Resident]:
    """Return the residents whom a label may mean, those whom all of it fits first.

    The most telling clue is asked first, and no other once somebody fits them all; where nobody does,
    whoever fits most of them is offered: a courier's label may be wrong in one part.
    """
    wanted = clues(label)
    fits: dict[int, tuple[int, Resident]] = {}
    for clue in wanted:
        for person, somebody in _findings(session, clue):
            fits[person.id or 0] = (sum(c.weight for c in wanted if c.fits(somebody)), person)
        if any(weight == sum(c.weight for c in wanted) for weight, _person in fits.values()):
            break
    most = max((weight for weight, _person in fits.values()), default=0)
    best = [(weight, person) for weight, person in fits.values() if weight == most and weight > 0]
    best.sort(key=lambda one: (one[1].name not in label, rank(one[1].relation), one[1].unit, one[1].id or 0))
    return [person for _weight, person in best[:limit]]


def _findings(session: Session, clue: Clue) -> Sequence[tuple[Resident, Somebody]]:
    """Return the residents whom one clue finds, by the search index."""
    if not clue.search:
        return ()
    if clue.is_tail:
        ids = search.people_by_tail(session.connection(), clue.search, _LOOKED_AT)
    else:
        found = search.find(session.connection(), clue.search, kinds=("person",), limit=_LOOKED_AT)
        ids = [int(ref) for _kind, ref, is_open in found if is_open]
    query = select(Resident).where(col(Resident.id).in_(ids), Resident.relation != COLLECTOR)
    people = session.exec(query.where(col(Resident.moved_out).is_(None))).all()
    further = phones_of(session, ids)
    made = []
    for person in people:
        phones = (*([person.phone] if person.phone else ()), *further.get(person.id or 0, ()))
        made.append((person, Somebody(person.name, person.unit, phones)))
    return [one for one in made if clue.fits(one[1])]


def index(session: Session, row: object) -> None:
    """Write what finds a resident, a unit, or whoever a further number belongs to."""
    connection = session.connection()
    if isinstance(row, Resident):
        search.index_person(connection, row, phones_of(session, [row.id or 0])[row.id or 0])
    elif isinstance(row, UnitPhone) and row.resident is not None:
        index(session, session.get_one(Resident, row.resident))
    elif isinstance(row, Unit | UnitPhone):
        code = row.code if isinstance(row, Unit) else row.unit
        query = select(UnitPhone.name, UnitPhone.phone).where(UnitPhone.unit == code)
        query = query.where(col(UnitPhone.resident).is_(None), col(UnitPhone.struck_at).is_(None))
        search.index_home(connection, code, [(name, phone) for name, phone in session.exec(query)])
