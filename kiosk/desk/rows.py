"""Records, jobs and entries as lines that a window shows."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from kiosk.carriers import Due, State
from kiosk.desk.corrected import WAS
from kiosk.desk.moments import Here
from kiosk.desk.queue import AFTER_START, goes_out
from kiosk.desk.roles import suffices
from kiosk.desk.staff import WHYS
from kiosk.i18n import Both, Say, Words, _, say
from kiosk.numbers import short
from kiosk.people import mask_phone
from kiosk.people.households import RELATIONS
from kiosk.service import Question, Service, Step, find_step, service
from kiosk.settings import House
from kiosk.store.tables import Entry, Record, Resident
from kiosk.values import DueRow, JobRow, JournalRow, PersonRow, RecordRow, ServiceRow, StaffRow, StepChoice

JOB_STATES: dict[str, tuple[Words, str]] = {
    "pending": (_("Waiting"), "blue"),
    "sending": (_("Printing"), "blue"),
    "printed": (_("Printed"), "green"),
    "sent": (_("Sent"), "green"),
    "held": (_("Waiting for printer"), "amber"),
    "doubt": (_("Did it print?"), "red"),
    "dropped": (_("Given up"), "mute"),
}
#: So many rows of an answer a line of the journal says; a register brings two hundred.
_ROWS_SAID = 12
_AFTER_START = _("The program was started again; tap to print.")


def state_of(record: Record) -> State:
    """Return how a record's state reads."""
    found = service(record.service).states.get(record.state)
    return found or State(Words(record.state), "mute")


def words_of(at: Here) -> Say:
    """Return how a record's state reads; of one that is closed how it ended, where its service says more of that."""
    ended = service(at.record.service).shows.ended
    said = ended(at) if ended is not None and at.record.closed_at is not None else None
    return said if said is not None else state_of(at.record).words


def rule_of(record: Record) -> Due | None:
    """Return the due rule that a head names."""
    return next((rule for rule in service(record.service).due if rule.key == record.due_rule), None)


def record_row(at: Here) -> RecordRow:
    """Return a record as a line of a list."""
    record: Record = at.record
    state, of = state_of(record), service(record.service)
    words: Say = words_of(at)
    tone = state.tone
    late = lateness(record, at.now)
    if late and record.closed_at is None and tone == "green":
        words, tone = _badge(at, late), {"overdue": "red", "soon": "amber"}[late]
    summary: Say = of.summary(at) if of.summary else (record.place or "")
    return RecordRow(
        record.number, short(record.number), record.service, record.state, words, tone, record.unit or "",
        record.party or "", record.place or "", summary, record.opened_at, record.soon_at, record.due_at,
        closed_words(at) if record.closed_at is not None else "", **_shown(at, of),
    )  # fmt: skip  # one line a group reads better


def _shown(at: Here, of: Service) -> dict[str, Any]:
    """Return what a line says beyond that: what the record is called, and whether it counts down to its due time."""
    shows, counts = of.shows, at.record.state in of.shows.counting
    since = shows.since(at) if counts and shows.since is not None else None
    day = shows.day(at) if shows.day is not None else None
    return {"name": shows.name(at) if shows.name is not None else "", "since": since, "counts": counts, "day": day}


def closed_words(at: Here) -> Say:
    """Return how and on which day a record was closed: "Collected 22 Nov"; of another year with the year."""
    words, day = words_of(at), at.local(at.record.closed_at).date()
    zh, en = say(words, "zh"), say(words, "en")
    if day.year != at.today.year:
        return Both(f"{day} {zh}", f"{en} {day}")
    return Both(f"{day.month}月{day.day}日 {zh}", f"{en} {day:%d %b}")


def lateness(record: Record, now: datetime) -> str:
    """Return "overdue", "soon" or "": late is strictly after the instant, which still belongs to the day."""
    if record.due_at is not None and now > record.due_at:
        return "overdue"
    return "soon" if record.soon_at is not None and now >= record.soon_at else ""


def _badge(at: Here, late: str) -> Say:
    """Return the word of a list's chip for a record that is due."""
    rule = rule_of(at.record)
    if late == "soon" and rule is not None and rule.chip is not None:
        return rule.chip
    if late == "soon":
        return _("Due today") if at.local(at.record.soon_at).date() == at.today else _("Due")
    days = (at.now - at.record.opened_at) // timedelta(days=1)
    return _days(days) if days else _("Overdue")


def _days(days: int) -> Say:
    """Return days gone by in words: one is one."""
    return _("1 day") if days == 1 else _("{n} days").format(n=days)


def due_row(at: Here) -> DueRow:
    """Return a record as a line of the board."""
    record: Record = at.record
    of, rule = service(record.service), rule_of(record)
    late = lateness(record, at.now) == "overdue"
    assert rule is not None  # the board asks for records with a due rule
    assert record.due_at is not None  # the same
    when_at = record.due_at if late or record.soon_at is None else record.soon_at
    when_at = min(when_at, record.due_at)
    words, step_key = rule.words, rule.step
    if not late and rule.soon_words is not None and record.soon_at is not None:
        words, step_key = rule.soon_words, rule.soon_step or rule.step
    if rule.fills is not None:
        words = words.format(**rule.fills(at))
    step = of.steps[step_key]
    summary: Say = of.summary(at) if of.summary else ""
    if say(summary, "zh") == record.party and of.shows.name is not None:
        summary = of.shows.name(at)  # the title names the party already: who is led up stands beside the owner
    title = Both(*(" ".join(x for x in (of.title.to(k), record.party or "") if x) for k in ("zh", "en")))
    group = "overdue" if at.now > when_at and (late or not rule.patient) else _group(at, when_at)
    group = "inside" if late and rule.people else group
    tone = "red" if late else {"overdue": "amber", "hour": "amber"}.get(group, "mute")
    counts = late and (not rule.patient or rule.people)  # not of who was waited for: it may be booked long before
    return DueRow(
        record.number, short(record.number), record.service, of.icon, group, when_at, _when(at, when_at, late=counts), tone, title,
        _joined(words, summary), record.unit or "", step.spec.full, step.title, " ".join(rule.rules),
    )  # fmt: skip  # one line a group reads better


def _joined(words: Words, summary: Say) -> Say:
    """Return what is to be done and where, in one line."""
    parts = [(words.to(k), summary if isinstance(summary, str) else summary.to(k)) for k in ("zh", "en")]
    return Both(*(" · ".join(x for x in part if x) for part in parts))


def _group(at: Here, when: datetime) -> str:
    """Return the group of the board that an instant belongs to."""
    if when - at.now <= timedelta(hours=1):
        return "hour"
    return "today" if at.local(when).date() == at.today else "later"


def _when(at: Here, when: datetime, *, late: bool) -> Say:
    """Return the badge of a board's line: days gone by, an hour, a day."""
    local = at.local(when)
    days = (at.now - at.record.opened_at) // timedelta(days=1)
    if late and days:
        return _days(days)
    if local.date() == at.today:
        return f"{local:%H:%M}"
    return Both(f"{local.month}月{local.day}日", f"{local:%d %b}")


def service_row(of: Service, count: int, clerk: StaffRow | None) -> ServiceRow:
    """Return a service as an entry of the rail."""
    begins = [choice(s, clerk) for s in of.steps.values() if _begins(s) and not (of.single and count)]
    mine, theirs = tuple(one for one in begins if not one.role), tuple(one for one in begins if one.role)
    counts, grouped = of.shows.counts or "", of.shows.grouped
    return ServiceRow(of.key, of.title, of.group, of.icon, count, mine, of.hot, of.beside, counts, grouped, theirs)


def _begins(step: type[Step]) -> bool:
    """Whether a step opens a record, or opens and closes it at once."""
    spec = step.spec
    return bool(spec.opens) or (bool(spec.closes) and not spec.after and spec.undoes is None)


def choice(step: type[Step], clerk: StaffRow | None, *, main: bool = False) -> StepChoice:
    """Return a step as a button; it names the role where the clerk's own does not suffice."""
    by = step.spec.by
    free = "anyone" in by or any(suffices(clerk.role if clerk else "", one) for one in by)
    return StepChoice(
        step.spec.full,
        step.title,
        step.button or step.title,
        main,
        step.spec.undoes is not None,
        "" if free else (by or ("manager",))[0],
        bool(step.spec.closes),
    )


def person_row(person: Resident) -> PersonRow:
    """Return a resident as a line."""
    phone = mask_phone(person.phone) if person.phone else ""
    relation: Say = RELATIONS.get(person.relation, person.relation)
    return PersonRow(
        person.id or 0, person.name, relation, phone, person.language or "", person.unit, person.moved_out is not None,
        person.collects, person.until, person.allowed_by or "", person.remark or "",
    )  # fmt: skip  # one line a group reads better


@lru_cache(maxsize=256)
def slip_title(kind: str) -> Say:
    """Return the title of a kind of slip, looked for once however long the queue is."""
    of, _dot, name = kind.partition(".")
    return next((slip.title for slip in service(of).slips if slip.name == name), kind)


def why_of(kept: str) -> Say:
    """Return why a job waits, in words, "" where nothing is to be said."""
    return _AFTER_START if kept == AFTER_START else Words(kept) if kept not in ("", "missed") else ""


def job_row(job: Any, number: str) -> JobRow:
    """Return a job, or its columns, as a line of the print queue."""
    words, tone = JOB_STATES[job.state]
    title = slip_title(job.kind)
    if job.parts > 1:
        title = Both(
            *(f"{title if isinstance(title, str) else title.to(k)} {job.part}/{job.parts}" for k in ("zh", "en"))
        )
    return JobRow(
        job.id or 0, number, short(number), job.kind, title, job.printer, job.state, words, tone, why_of(job.why),
        job.made_at, job.changed_at, job.copy_no, job.entry_id, goes_out(job.kind), job.why == AFTER_START,
    )  # fmt: skip  # one line a group reads better


def journal_row(entry: Entry, answers: str | None, number: str, house: House) -> JournalRow:
    """Return an entry as a line of the journal."""
    step: type[Step] | None
    try:
        step = find_step(entry.step)
    except KeyError:  # a step of an older program: its key still says what it was
        step = None  # shown by its key
    title: Say = step.title if step is not None else entry.step
    given = json.loads(answers) if answers else {}
    was, whys = given.pop(WAS, {}), given.pop(WHYS, [])
    given.update({name: now for name, (_old, now) in was.items()})
    order = [q.name for q in step.spec.questions] if step is not None else []
    names = sorted(given, key=lambda name: order.index(name) if name in order else 99)
    said = tuple(_said(step, name, given[name], house, was.get(name)) for name in names)
    changed = tuple(one for name, one in zip(names, said, strict=True) if name in was)
    decided = enumerate(json.loads(entry.lifted))
    lifted = tuple(_lifted(one, whys[no] if no < len(whys) else {}) for no, one in decided)
    return JournalRow(
        entry.id or 0, entry.at, entry.typed_at, entry.clerk, entry.step, title, number, short(number), said, lifted,
        entry.at != entry.typed_at, answers is None, changed,
    )  # fmt: skip  # one line a group reads better


def _lifted(one: dict[str, str], why: dict[str, str]) -> str:
    """Return a decision as a line says it: rule, who, and why as long as that is kept."""
    said = f"{one.get('rule', '')} {one.get('by', '')}".strip()
    reason = why.get("reason") or one.get("reason")
    return f"{said}: {reason}" if reason else said


def _said(step: Any, name: str, value: Any, house: House, was: list[Any] | None = None) -> tuple[Say, str]:
    """Return one answer as label and text, and what stood there before where it was corrected."""
    question = _question(step, name)
    if question is None:
        return name, str(value)
    if was is not None:
        return question.ask.title, " → ".join("—" if v is None else _spoken(question, v, house) for v in was)
    if question.kind == "rows" and isinstance(value, list):
        rest = f" … +{len(value) - _ROWS_SAID}" if len(value) > _ROWS_SAID else ""
        return question.ask.title, "; ".join(_row_said(question, row, house) for row in value[:_ROWS_SAID]) + rest
    return question.ask.title, _spoken(question, value, house)


def _question(step: Any, name: str) -> Question | None:
    """Return what an answer answered: a question of the step, else one of its service, whose column the desk changed."""
    steps = (step, *step.spec.service.steps.values()) if step else ()
    return next((q for one in steps for q in one.spec.questions if q.name == name), None)


#: Kind of question → how a stored answer of it is said.
_SAYERS: dict[str, Callable[[Any, House], str]] = {
    "signature": lambda value, house: str(_("on paper") if value == "paper" else _("on the pad")),
    "datetime": lambda value, house: f"{datetime.fromisoformat(value).astimezone(house.tz):%Y-%m-%d %H:%M}",
    "phone": lambda value, house: mask_phone(value),
    "phones": lambda value, house: ", ".join(mask_phone(str(one)) for one in value),
    "tick": lambda value, house: str(_("yes") if value else _("no")),
    "ticks": lambda value, house: ", ".join(short(str(one)) for one in value),
    "scans": lambda value, house: ", ".join(short(str(one)) for one in value),
}


def _spoken(question: Question, value: Any, house: House) -> str:
    """Return one stored answer as a person reads it."""
    if question.kind in _SAYERS:
        return _SAYERS[question.kind](value, house)
    if question.ask.terms:
        return str(house.term(question.ask.terms, value))
    options = getattr(question.ask.choices, "options", question.ask.choices)  # of a choice that depends on the moment
    if isinstance(options, tuple):
        return str(next((o.words for o in options if getattr(o, "key", o) == value), value))
    return str(value)


def _row_said(question: Question, row: dict[str, Any], house: House) -> str:
    """Return one row of answers as text."""
    columns = {column.name: column for column in question.columns}
    said = ((columns.get(name), value) for name, value in row.items() if value is not None)
    return " ".join(_spoken(column, value, house) if column is not None else str(value) for column, value in said)
