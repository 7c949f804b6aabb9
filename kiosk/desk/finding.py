"""The one box: what a typed text or a scanned code may mean."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from kiosk import numbers
from kiosk.desk import rows, shown
from kiosk.desk.moments import Here
from kiosk.desk.states import may
from kiosk.i18n import Both, Say, _
from kiosk.people import latin, normal_unit
from kiosk.people.documents import is_card
from kiosk.service import service, services
from kiosk.store import search
from kiosk.store.tables import Record, Resident, Unit
from kiosk.values import Found

if TYPE_CHECKING:
    from kiosk.desk.reading import Reader


def found(reader: "Reader", session: Session, text: str, limit: int) -> list[Found]:
    """Return people, units and records that fit: by group, open first, newest first."""
    exact = _numbered(reader, session, text)
    if exact:
        return exact
    foreign = _foreign(reader, session, text) or documents(reader, session, text)
    opened = {("record", one.key) for one in foreign}
    made: list[tuple[int, Found]] = []
    seen = [one for one in search.find(session.connection(), text, limit=limit) if one[:2] not in opened]
    shown = _all_of(reader, session, [(kind, key) for kind, key, _open in seen])
    for kind, key, is_open in seen:
        one = shown.get((kind, key))
        if one is not None:
            made.append((_rank(one, text, is_open=is_open), one))
    if sum(rank == _ORDER["record"] for rank, _one_of in made) > 1:  # several open: her page has all of them
        made = [(0 if one.kind == "person" and rank == _ORDER["person"] else rank, one) for rank, one in made]
    heads = {str(one.group): no for no, (_rank_of, one) in reversed(list(enumerate(made)))}
    made.sort(key=lambda pair: (pair[0], heads[str(pair[1].group)]))
    return [*foreign, *(one for _rank_of, one in made)]


#: Kind of finding → where it stands among what is open.
_ORDER = {"record": 1, "person": 2, "unit": 3}


def _rank(one: Found, text: str, *, is_open: bool) -> int:
    """Return where a finding stands: a unit typed whole, records, people, units, then what is over."""
    if one.kind == "unit" and one.key == normal_unit(text):
        return 0  # Enter does the obvious thing: its page opens
    return _ORDER.get(one.kind, 4) + (0 if is_open else 10)


def _all_of(reader: "Reader", session: Session, seen: list[tuple[str, str]]) -> dict[tuple[str, str], Found]:
    """Return findings as lines, read together: one query a kind of thing."""
    keys = {kind: [key for of, key in seen if of == kind] for kind in _ORDER}
    made: dict[tuple[str, str], Found] = {}
    if keys["record"]:
        records = session.exec(select(Record).where(col(Record.number).in_(keys["record"]))).all()
        made |= {("record", at.record.number): line_of(at) for at in reader.together(session, records)}
    if keys["person"]:
        people = session.exec(select(Resident).where(col(Resident.id).in_([int(key) for key in keys["person"]])))
        made |= {("person", str(person.id)): of_person(person) for person in people}
    if keys["unit"]:
        for unit in session.exec(select(Unit).where(col(Unit.code).in_(keys["unit"]))):
            made["unit", unit.code] = Found(_("Units"), "unit", unit.code, unit.code, unit.words)
    return made


def of_record(reader: "Reader", session: Session, record: Record, step: str = "", warning: Say = "") -> Found:
    """Return a record as a line of the pop-up."""
    return line_of(reader.around(session, record), step, warning)


def line_of(at: Here, step: str = "", warning: Say = "") -> Found:
    """Return the record of a moment as a line of the pop-up."""
    record: Record = at.record
    row, of = rows.record_row(at), service(record.service)
    detail = "  ".join(x for x in (row.unit, *row.said) if x)
    state = rows.closed_words(at) if record.closed_at is not None else row.state_words
    over = record.closed_at is not None
    return Found(of.title, "record", record.number, row.short, detail, state, row.tone, step, warning, over=over)


def of_person(person: Resident) -> Found:
    """Return a resident as a line of the pop-up."""
    row = rows.person_row(person)
    gone: Say = _("moved out") if row.gone else row.relation
    where, spoken = f"{person.unit}  {row.phone}".strip(), latin(person.name)
    detail = Both(where, f"{spoken}  {where}".strip())
    return Found(_("Residents"), "person", person.unit, person.name, detail, gone, over=row.gone)


def scanned(reader: "Reader", session: Session, code: str) -> list[Found]:
    """Return what a code opens: a claim part the hand-over, a tag its record; a void ticket says so (STO-25).

    A foreign code, a waybill, opens what it lies with; a place what lies there. Several: the clerk chooses.
    """
    known = _numbered(reader, session, code) or _foreign(reader, session, code)
    return known or documents(reader, session, code, once=True)


def _numbered(reader: "Reader", session: Session, code: str) -> list[Found]:
    """Return what a code of ours, a number or its short form opens."""
    exact = session.exec(select(Record).where(Record.number == code.strip().upper())).first()
    if exact is not None:  # first of all: one of three running digits may look like a code of two
        return [of_record(reader, session, exact)]
    ours = numbers.read(code)
    if ours is not None:
        record = session.exec(select(Record).where(Record.number == ours.number)).first()
        return [_opened(reader, session, record, ours)] if record is not None else []
    wanted = numbers.from_short(code, reader.here(session, None).today)
    if not wanted:
        return []
    query = select(Record).where(col(Record.number).in_(wanted)).order_by(col(Record.number).desc())
    made = [of_record(reader, session, record) for record in session.exec(query)]
    # a passport may be written like a number of ours
    return [*made, *documents(reader, session, code)] if made else made


def _foreign(reader: "Reader", session: Session, code: str) -> list[Found]:
    """Return the open records that a whole foreign code finds, each with the step that Enter does at once."""
    numbered = search.whole(session.connection(), code)
    if not numbered:
        return []
    records = session.exec(select(Record).where(col(Record.number).in_(numbered))).all()
    made = {at.record.number: line_of(at, step=_claimed(at.record)) for at in reader.together(session, records)}
    return [made[number] for number in numbered if number in made]


def documents(reader: "Reader", session: Session, number: str, *, once: bool = False) -> list[Found]:
    """Return the records where the document of a whole number was shown: what is open first, then the newest.

    Each opens what it is shown for now: a visitor who is inside goes, one who was here before comes again. A scan wants
    an answer, so there (`once`) what is open stands for the rest, and of visits to one home the last for all.
    """
    made: dict[object, Found] = {}
    heads = shown.heads(session, number)
    for at in reader.together(session, sorted(heads, key=lambda head: head.closed_at is not None)):
        record: Record = at.record
        same = (record.service, record.unit, record.party) if record.closed_at is not None else record.number
        made.setdefault(same if once else record.number, line_of(at, step=_shown_for(record)))
    still = [one for one in made.values() if not one.over]
    return still if once and still else list(made.values())


def _shown_for(record: Record) -> str:
    """Return the step that a document opens on a record, "" where its state allows none."""
    of = service(record.service)
    steps = (of.steps.get(key) for key in (of.on_document, of.on_claim))
    return next((step.spec.full for step in steps if step is not None and may(step, record)), "")


def begun(reader: "Reader", code: str) -> list[Found]:
    """Return what a code that nobody knows may begin: the receipt of a parcel with that waybill."""
    made: list[Found] = []
    if is_card(code):
        return made  # somebody's document is no waybill, and stands in no field that is not sealed
    for of in services().values():
        key, _dot, question = of.on_unknown.partition(".")
        step = of.steps.get(key)
        if step is None or rows.choice(step, reader.clerk).role or len(code) < search.FOREIGN:
            continue
        several = any(q.name == question and q.kind == "scans" for q in step.spec.questions)
        answers = {question: [code] if several else code}
        made.append(Found(of.title, "begin", step.spec.full, str(step.title), code, answers=answers))
    return made


def _claimed(record: Record) -> str:
    """Return the step that a claim of this record opens, "" where its state does not allow it."""
    of = service(record.service)
    step = of.steps.get(of.on_claim)
    return step.spec.full if step is not None and may(step, record) else ""


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
    of = service(record.service)
    if code.is_tag or not of.on_claim:
        return of_record(reader, session, record)
    found = of_record(reader, session, record, step=f"{of.key}.{of.on_claim}")
    claims = of.shows.claims
    return replace(found, at_once=claims is not None and may(of.steps[of.on_claim], record) and claims(at))
