"""The one box: what a typed text or a scanned code may mean."""

from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from kiosk import numbers
from kiosk.desk import rows
from kiosk.i18n import Say, _
from kiosk.people import normal_unit
from kiosk.service import service
from kiosk.store import search
from kiosk.store.tables import Record, Resident, Unit
from kiosk.values import Found

if TYPE_CHECKING:
    from kiosk.desk.reading import Reader


def found(reader: "Reader", session: Session, text: str, limit: int) -> list[Found]:
    """Return people, units and records that fit, open first, newest first."""
    exact = scanned(reader, session, text)
    if exact:
        return exact
    made = []
    for kind, key, _open in search.find(session.connection(), text, limit=limit):
        one = _one(reader, session, kind, key)
        if one is not None:
            made.append(one)
    unit = normal_unit(text)
    order = {"record": 0, "person": 1, "unit": 2}
    # a unit typed whole means its page: Enter does the obvious thing
    return sorted(made, key=lambda f: -1 if f.kind == "unit" and f.key == unit else order.get(f.kind, 9))


def _one(reader: "Reader", session: Session, kind: str, key: str) -> Found | None:
    """Return one finding as a line."""
    if kind == "record":
        record = session.exec(select(Record).where(Record.number == key)).first()
        return of_record(reader, session, record) if record is not None else None
    if kind == "person":
        person = session.get(Resident, int(key))
        return of_person(person) if person is not None else None
    unit = session.get(Unit, key)
    return Found(_("Units"), "unit", key, key, unit.words) if unit is not None else None


def of_record(reader: "Reader", session: Session, record: Record, step: str = "", warning: Say = "") -> Found:
    """Return a record as a line of the pop-up."""
    at = reader.around(session, record)
    row = rows.record_row(at)
    of = service(record.service)
    detail = "  ".join(x for x in (row.unit, row.party, str(row.summary)) if x)
    return Found(of.title, "record", record.number, row.short, detail, row.state_words, row.tone, step, warning)


def of_person(person: Resident) -> Found:
    """Return a resident as a line of the pop-up."""
    row = rows.person_row(person)
    gone: Say = _("moved out") if row.gone else row.relation
    return Found(_("Residents"), "person", person.unit, person.name, f"{person.unit}  {row.phone}".strip(), gone)


def scanned(reader: "Reader", session: Session, code: str) -> list[Found]:
    """Return what a code opens: a claim part the hand-over, a tag its record; a void ticket says so (STO-25)."""
    ours = numbers.read(code)
    if ours is not None:
        record = session.exec(select(Record).where(Record.number == ours.number)).first()
        return [_opened(reader, session, record, ours)] if record is not None else []
    exact = session.exec(select(Record).where(Record.number == code.strip().upper())).first()
    if exact is not None:
        return [of_record(reader, session, exact)]
    wanted = numbers.from_short(code, reader.here(session, None).today)
    query = select(Record).where(col(Record.number).in_(wanted)).order_by(col(Record.number).desc())
    return [of_record(reader, session, record) for record in session.exec(query)]


def _opened(reader: "Reader", session: Session, record: Record, code: numbers.Code) -> Found:
    """Return the record that a code of ours opens, and the step that Enter does at once."""
    at = reader.around(session, record)
    if record.closed_at is not None:
        when = f"{at.local(record.closed_at):%m-%d %H:%M}"
        words = _("{number} was closed on {when}, clerk {clerk}.")
        said = words.format(number=numbers.short(record.number), when=when, clerk=record.closed_by or "")
        return of_record(reader, session, record, warning=said)
    lost = getattr(at.detail, "lost_at", None)
    if not code.is_tag and lost is not None:
        words = _("This ticket was reported lost on {when} and is void. Keep it and tell the supervisor.")
        return of_record(reader, session, record, warning=words.format(when=f"{at.local(lost):%m-%d %H:%M}"))
    if not code.is_tag and code.issue < getattr(at.detail, "issue", 1):
        return of_record(reader, session, record, warning=_("A newer ticket was printed: this one is void."))
    on_claim = service(record.service).on_claim
    return of_record(
        reader, session, record, step="" if code.is_tag or not on_claim else f"{record.service}.{on_claim}"
    )
