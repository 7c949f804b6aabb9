"""One record and one unit as whole pages."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from kiosk.desk import going, households, rows
from kiosk.desk.moments import Here
from kiosk.desk.picturing import sealed_rows
from kiosk.desk.roles import DESK
from kiosk.desk.states import has, may
from kiosk.i18n import Both, Say, _, say
from kiosk.numbers import short
from kiosk.people import mask_phone
from kiosk.people.households import COLLECTOR
from kiosk.service import Service, Step, find_step, service
from kiosk.store.tables import Entry, EntryAnswers, Job, Record, Unit
from kiosk.values import Fact, Leading, RecordPage, Stage, StepChoice, UnitCard

if TYPE_CHECKING:
    from kiosk.desk.reading import Reader


def record_page(reader: "Reader", session: Session, at: Here) -> RecordPage:
    """Return all that the middle and right columns show of one record."""
    record: Record = at.record
    of = service(record.service)
    entries = session.exec(
        select(Entry, EntryAnswers.answers)
        .join(EntryAnswers, isouter=True)
        .where(Entry.record_id == record.id)
        .order_by(col(Entry.id))
    ).all()
    jobs = session.exec(select(Job).where(Job.record_id == record.id).order_by(col(Job.id)))
    return RecordPage(
        row=rows.record_row(at),
        facts=facts(at, of),
        lines=lines(at, of),
        stages=stages(of, at, [entry.step for entry, _answers in entries], _fits(of, at)),
        steps=choices(reader, of, at),
        journal=tuple(rows.journal_row(e, a, record.number, at.house) for e, a in entries),
        jobs=tuple(rows.job_row(job, record.number) for job in jobs),
        unit=unit_card(reader, session, record.unit, but=record.id) if record.unit else None,
        signatures=signatures(at, of),
        going=going.going(reader, session, at),
        sealed=sealed_rows(session, at),
        leads=leads(at, of),
    )


def leads(at: Here, of: Service) -> tuple[Leading, ...]:
    """Return what of another service may begin from a record: it answers one of its questions."""
    number = at.record.number
    may_be = [one for one in of.shows.leads if at.record.state in one.states and one.when(at)]
    return tuple(Leading(one.step, one.words, {one.question: number}) for one in may_be)


def choices(reader: "Reader", of: Service, at: Here) -> tuple[StepChoice, ...]:
    """Return the steps that may be taken now; the first that moves on is the filled button."""
    open_steps = [s for s in of.steps.values() if may(s, at.record) and has(s, at) and s.spec.by != (DESK,)]
    main = next((s for s in open_steps if s.spec.undoes is None and (s.spec.closes or s.spec.to)), None)
    main = main or next((s for s in open_steps if s.spec.undoes is None), None)
    main = fits if (fits := _fits(of, at)) in open_steps else main
    return tuple(rows.choice(step, reader.clerk, main=step is main) for step in open_steps)


def _fits(of: Service, at: Here) -> type[Step] | None:
    """Return the step that fits a record now: a thing of a board by its place, else what the service says."""
    wanted = of.shows.laid.step if of.shows.laid is not None else of.shows.main
    return of.steps.get(wanted(at)) if wanted is not None else None


def _desks(step: type[Step]) -> bool:
    """Whether only other steps take a step along."""
    return step.spec.by == (DESK,)


def stages(of: Service, at: Here, taken: list[str], fits: type[Step] | None = None) -> tuple[Stage, ...]:
    """Return the step bar: what moved the record, in the order in which it last did, where it is, and the usual way on."""
    record: Record = at.record
    if marked := going.track(of, at):
        return marked
    moving, stands = [s for s in of.steps.values() if s.spec.opens or s.spec.to or s.spec.closes], _stands(of, taken)
    latest = {full: no for no, full in enumerate(stands)}
    done = [step for step in moving if step.spec.full in latest and step.spec.undoes is None]
    done.sort(key=lambda step: latest[step.spec.full])
    bar = [Stage(step.title, "done") for step in done]
    if record.closed_at is not None:
        return (*bar, Stage(rows.state_of(record).words, "now")) if len(bar) < 2 else tuple(bar)
    onward = fits or next(
        (s for s in moving if record.state in s.spec.after and s.spec.undoes is None and not _desks(s)), None
    )
    if onward is None:
        return tuple(bar)
    # a key goes round and round: what comes next is not done
    return (*(one for one in bar if one.words != onward.title), Stage(onward.title, "now"))


def _stands(of: Service, taken: list[str]) -> list[str]:
    """Return the steps that were taken and not undone; a record that was cancelled shows what it was."""
    left: list[str] = []
    for full in taken:
        step = of.steps.get(full.partition(".")[2])
        undone = step.spec.undoes.spec.full if step is not None and step.spec.undoes is not None else ""
        if undone in left and not find_step(undone).spec.opens:
            del left[len(left) - 1 - left[::-1].index(undone)]
        left.append(full)
    return left


def facts(at: Here, of: Service) -> tuple[Fact, ...]:
    """Return head and detail as labels and values, in the order in which they are asked."""
    record = at.record
    found = [
        Fact(_("Unit"), record.unit or ""),
        *([Fact(party, _who(record))] if (party := _asked(of, "party")) else []),
        Fact(_("Place"), record.place or ""),
        Fact(_("Opened"), f"{at.local(record.opened_at):%Y-%m-%d %H:%M}  {record.opened_by}"),
    ]
    if of.shows.facts is not None:  # its page is called by name and unit, and who opened it stands in the journal
        found = [Fact(title, mask_phone(record.phone)) for title in [_asked(of, "phone")] if title and record.phone]
    shown = {"unit", "party", "place", "phone"}
    for step in of.steps.values():
        for question in step.spec.questions:
            if question.name in shown or question.kind in ("rows", "secret", "picture", "signature", "scan", "ticks"):
                continue
            if of.shows.facts is not None and question.name not in of.shows.facts:
                continue
            value = getattr(at.detail, question.name, None) if at.detail is not None else None
            if value is None or question.name not in type(at.detail).model_fields:
                continue
            shown.add(question.name)
            found.append(Fact(question.ask.title, _value(at, question, value)))
    if record.closed_at is not None:
        found.append(Fact(_("Closed"), f"{at.local(record.closed_at):%Y-%m-%d %H:%M}  {record.closed_by}"))
    return tuple(fact for fact in found if fact.value)


def _asked(of: Service, name: str) -> Say:
    """Return what the service calls a question, such as whoever its record is about; "" where it is never asked."""
    asked = (q.ask.title for s in of.steps.values() for q in s.spec.questions if q.name == name)
    return next(asked, "")


def _who(record: Record) -> str:
    """Return the party with a masked phone."""
    return f"{record.party or ''}  {mask_phone(record.phone) if record.phone else ''}".strip()


def _value(at: Here, question: Any, value: Any) -> Say:
    """Return a stored answer as text."""
    if question.kind == "datetime":
        return f"{at.local(value):%Y-%m-%d %H:%M}"
    if question.kind == "tick":
        return _("yes") if value else _("no")
    if question.ask.links:
        return short(str(value))
    if question.ask.terms:
        return at.house.term(question.ask.terms, value)
    options = question.ask.choices(at) if callable(question.ask.choices) else question.ask.choices
    if options is not None:
        return next(
            (o.words for o in options if getattr(o, "key", o) == value and hasattr(o, "words")), short(str(value))
        )
    return str(value)


def lines(at: Here, of: Service) -> tuple[tuple[Fact, ...], ...]:
    """Return the lines of a record: one tuple of facts a line, of rows and of repeated steps."""
    found: list[tuple[Fact, ...]] = []
    added: set[Any] = set()  # several steps may add lines of one kind: each is shown once
    for step in of.steps.values():
        for question in step.spec.questions:
            if question.kind == "scans" and question.ask.lines is not None:
                found += [(Fact(question.ask.title, line.code),) for line in at.lines(question.ask.lines)]
            elif question.ask.lines is not None:
                found += [_line(at, line, question.columns, numbered=True) for line in at.lines(question.ask.lines)]
        if step.spec.adds is not None and step.spec.undoes is None and step.spec.adds not in added:
            added.add(step.spec.adds)
            found += [_line(at, line, step.spec.questions, numbered=False) for line in at.lines(step.spec.adds)]
    return tuple(found)


def _line(at: Here, line: Any, columns: tuple[Any, ...], *, numbered: bool) -> tuple[Fact, ...]:
    """Return one line: its number or time, its answers, and whether it is gone."""
    when = at.local(line.at)
    head = f"{line.no}" if numbered else f"{when:%H:%M}" if when.date() == at.today else f"{when:%m-%d %H:%M}"
    made = [Fact("", head)]
    for column in columns:
        value = getattr(line, column.name, None)
        if value is not None and column.kind == "datetime":
            made.append(Fact(column.ask.title, _titled(at, column.ask.title, value)))
        elif value is not None:
            made.append(Fact(column.ask.title, _value(at, column, value), _tone(column, value)))
    if gone := getattr(line, "gone_at", None):
        when = at.local(gone)
        made.append(Fact("", Both(f"{when:%m-%d %H:%M} 已取", f"collected {when:%m-%d %H:%M}"), "mute"))
    return tuple(made)


def _titled(at: Here, title: Say, value: datetime) -> Say:
    """Return an instant of a line with what it is: several stand beside each other there."""
    when = at.local(value)
    said = f"{when:%H:%M}" if when.date() == at.today else f"{when:%m-%d %H:%M}"
    return Both(f"{say(title, 'zh')} {said}", f"{say(title, 'en')} {said}")


def _tone(column: Any, value: Any) -> str:
    """Return the tone of a chosen answer that is a chip, "" of all others."""
    options = getattr(column.ask.choices, "options", column.ask.choices)
    found = next((o for o in options if getattr(o, "key", None) == value), None) if isinstance(options, tuple) else None
    return getattr(found, "tone", "")


def signatures(at: Here, of: Service) -> tuple[tuple[Say, str], ...]:
    """Return the signatures of a record, to be compared on the screen (STO-18)."""
    found: list[tuple[Say, str]] = []
    seen: set[str] = set()
    for step in of.steps.values():
        for question in step.spec.questions:
            if question.kind == "signature" and question.name not in seen and at.detail is not None:
                seen.add(question.name)
                if value := getattr(at.detail, question.name, None):
                    found.append((question.ask.title, value))
    return tuple(found)


#: So many open records of a unit its own page shows; beside another record fewer are enough.
OPEN_HERE, _OPEN_BESIDE = 60, 20


def unit_card(
    reader: "Reader", session: Session, code: str, but: int | None = None, most: int = _OPEN_BESIDE
) -> UnitCard | None:
    """Return a unit with people, notes (`but` one record's own) and what is open; None for one nobody knows."""
    unit = session.get(Unit, code)
    query = (
        select(Record)
        .where(Record.unit == code, col(Record.closed_at).is_(None))
        .order_by(col(Record.id).desc())
        .limit(most)
    )
    opened = [rows.record_row(one) for one in reader.together(session, session.exec(query).all())]
    if unit is None and not opened:
        return None
    at = reader.here(session, None)
    people = tuple(rows.person_row(person) for person in at.look.residents(code))
    others = tuple(rows.person_row(p) for p in at.look.collectors(code) if p.relation == COLLECTOR)
    gone = tuple(rows.person_row(p) for p in households.gone(session, code))
    notes = reader.unit_notes(session, code, at, but)
    return UnitCard(code, (unit.words if unit else "") or code, people, notes, tuple(opened), others, gone)
