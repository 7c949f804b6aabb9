"""One transaction's work: find, allow, consider, change, journal, print, state, due."""

import json
import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from kiosk.carriers import Also, Change, Stays
from kiosk.desk import along
from kiosk.desk.absences import leads_away
from kiosk.desk.considering import Considered, consider
from kiosk.desk.corrected import corrected, standing
from kiosk.desk.houses import read_house
from kiosk.desk.indexed import found_by
from kiosk.desk.kept import Kept, by_number, fresh
from kiosk.desk.moments import Here, SessionLookup
from kiosk.desk.picturing import about, attach
from kiosk.desk.roles import DESK, allowed, suffices
from kiosk.desk.shown import seal
from kiosk.desk.staff import WHYS, Lift
from kiosk.desk.states import derive_due, has, may, parts_of, set_due, slip_language, unsaved
from kiosk.desk.undoing import undo
from kiosk.desk.writing import chained, next_run, put_answers, put_jobs, put_rows
from kiosk.desk.writing import head as head_of_chain
from kiosk.errors import InvalidAnswersError, NoSuchRecordError, RefusalError, WrongStateError
from kiosk.i18n import _
from kiosk.numbers import make, short
from kiosk.service import Service, Step, find_step
from kiosk.store import journal, search
from kiosk.store.tables import Charge, Entry, Link, Record, Resident
from kiosk.values import Outcome

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk


class Taking:
    """The steps of one basket in one transaction."""

    def __init__(
        self, desk: "Desk", session: Session, lifts: tuple[Lift, ...], happened: datetime | None, language: str | None
    ) -> None:
        """Work on `session` for the clerk who is signed in."""
        self.desk, self.session, self.lifts, self.language = desk, session, lifts, language
        self.typed_at = desk.clock()
        self.now = happened or self.typed_at
        self.late = happened is not None
        self.house = desk.house_in(session)
        self.changed_house = False
        self._about: set[str] = set()  # what a decision of the step at hand may be about
        self._used: set[str] = set()  # decisions that a step of this basket has used already
        if self.now.tzinfo is None or self.now > self.typed_at:
            raise InvalidAnswersError({"happened": _("That time is still to come.")})

    def take(self, key: str, raw: dict[str, Any], number: str | None, once: str, *, nested: bool = False) -> Outcome:
        """Take one step and what it takes along; returns what it did. `nested`: another step takes this one."""
        step = find_step(key)
        spec = step.spec
        if not (nested and DESK in spec.by):
            allowed(self.desk.role, spec.by)
        record, detail = self._find(spec.service, number) if number else (None, None)
        if record is not None and self.now < record.opened_at and self.late:
            raise InvalidAnswersError({"happened": _("That was before the record began.")})
        self._may(step, record)
        at = self._moment(step, record, detail)
        at.typed_at, at.along = self.typed_at, nested
        at.stood = standing(record, detail)
        at.look.kept = read = Kept()  # nothing changes while it is considered
        found = consider(step, raw, at)
        at.look.kept = None
        if found.problems:
            raise InvalidAnswersError(found.problems)
        if not nested:
            self._about = {"", number or ""}
        lifted = self._lifted(found, {*self._about, number or ""})
        before: str | None = at.record.state if record is not None else ""
        was = at.record.state if record is not None else ""
        if spec.opens or (spec.closes and not spec.after and record is None and spec.service.prefix):
            self._open(step, at)
        self._lines(step, at, found)
        if spec.undoes is not None and record is not None:
            before = undo(step, at)
        self._change(step, at, found)
        self._move(step, at, before)
        self._due(at)
        entry = self._write(step, at, found, once, lifted)
        also = self._also(step, at, found, once) + self._by_phone(at, lifted, once)
        if also:
            at.read_anew()  # what was taken along may have added lines here
            self._due(at)
        outcome = self._done(step, at, entry, was, also, is_new=record is None)
        del read  # till here, so that the rows that were read are found again without a query
        return outcome

    def _done(
        self, step: type[Step], at: Here, entry: Entry, was: str, also: tuple[Outcome, ...], *, is_new: bool
    ) -> Outcome:
        """Print, write the search words, and return what was done; `was` is the state before it."""
        made = self._print(step, at, entry)
        self._index(at, is_new=is_new)
        self.session.flush()
        head: Record | None = at.record
        number = head.number if head is not None else ""
        place = (head.place or "") if head is not None and head.closed_at is None else ""  # what is over lies nowhere
        away = not self.late and leads_away(step.spec, was, entry.state)  # entered later, he is here
        key, number_said = step.spec.full, short(number)
        return Outcome(key, number, number_said, entry.state, entry.id or 0, made, place, also, away=away)

    def _find(self, of: Service, number: str) -> tuple[Record, Any]:
        """Return head and detail of a record of this service."""
        record = self.session.exec(by_number(), params={"number": number}).first()
        if record is None or record.service != of.key:
            raise NoSuchRecordError(number)
        return record, self.session.get(of.detail, record.id) if of.detail else None

    def _may(self, step: type[Step], record: Record | None) -> None:
        """Refuse a step that the record's state does not allow."""
        if not may(step, record):
            raise WrongStateError(short(record.number) if record else step.spec.full)
        of = step.spec.service
        if record is None and step.spec.opens and of.single and SessionLookup(self.session).open(of.key):
            raise RefusalError("", _("This has begun already."), _("Open it from the list."))

    def _moment(self, step: type[Step], record: Record | None, detail: Any) -> Here:
        """Return the moment of this step, if this house has it; an opening step gets an unsaved head and detail."""
        spec, number = step.spec, record.number if record is not None else ""
        if record is None and spec.service.prefix and not spec.after and not spec.undoes:
            record = unsaved(step, self.now, self.desk.clerk_name)
            detail = fresh(spec.service.detail) if spec.service.detail else None
        desk = self.desk
        at = Here(
            self.session, self.house, now=self.now, clerk=desk.clerk_name, role=desk.role, record=record, detail=detail
        )
        if not has(step, at):
            raise WrongStateError(short(number) if number else spec.full)
        return at

    def _lifted(self, found: Considered, about: set[str]) -> list[Lift]:
        """Return the lifts that allow what is refused, or raise the first refusal that nobody lifted.

        What is taken along may be lifted by a decision about the record of the form that takes it along.
        """
        used: list[Lift] = []
        free = [one for one in self.lifts if one.token not in self._used and one.about in about]
        for _carrier, refused in found.refused:
            lift = next((one for one in free if one.rule == refused.rule), None)
            good = lift is not None and bool(refused.lift) and self.desk.issued(lift)
            if lift is None or not good or not suffices(lift.role, refused.lift) or (lift.phone and not refused.phone):
                raise RefusalError(
                    refused.rule,
                    refused.words,
                    refused.way,
                    about=refused.about,
                    lift=refused.lift,
                    phone=refused.phone,
                )
            if lift not in used:
                used.append(lift)
        self._used |= {one.token for one in used}
        return used

    def _open(self, step: type[Step], at: Here) -> None:
        """Store the new head with the next number of its day, then its detail."""
        of, day = step.spec.service, at.local(self.now).date()
        at.record.number = self._next(of, day)
        at.record.state = step.spec.opens or step.spec.closes
        self.session.add(at.record)
        self.session.flush()
        if at.detail is not None:
            at.detail.id = at.record.id
            self.session.add(at.detail)  # written with the lines

    def _next(self, of: Service, day: Any) -> str:
        """Return the next number: from a sequence, never from a count."""
        return make(of.prefix, day, next_run(self.session, f"{of.prefix}{day:%y%m%d}"), of.digits)

    def _write(self, step: type[Step], at: Here, found: Considered, once: str, lifted: list[Lift]) -> Entry:
        """Write the entry with the state it led to, its answers without secrets, sealed rows and money.

        It is written after the changes, since it names the state in which they left the record and no
        trigger lets it be corrected.
        """
        head = at.record
        whys = {WHYS: [one.why() for one in lifted]} if lifted else {}
        salt, answers, digest = journal.salted(plain_answers(found) | corrected(step, at) | whys)
        entry = fresh(
            Entry,
            at=self.now,
            typed_at=self.typed_at,
            clerk=self.desk.clerk_name,
            step=step.spec.full,
            record_id=head.id if head is not None else about(found, at),
            once=once,
            digest=digest,
            chain="",
            state=head.state if head is not None else "",
            lifted=json.dumps([one.said() for one in lifted], ensure_ascii=False),
        )
        entry.chain = journal.chain(head_of_chain(self.session), entry)
        self.session.add(entry)
        self.session.flush()
        chained(self.session, entry)
        put_answers(self.session, entry.id or 0, salt, answers)
        seal(self.desk.vault(self.session), found, at, entry)
        attach(self.desk.vault(self.session), found, at, entry)
        for kind, fen in at.charges:
            self.session.add(Charge(record_id=at.record.id, entry_id=entry.id or 0, kind=kind, fen=fen))
        self.session.flush()
        return entry

    def _lines(self, step: type[Step], at: Here, found: Considered) -> None:
        """Store rows as lines, the step's own line, links and holds."""
        spec, head = step.spec, at.record
        for table, rows in at.typed.items():
            first = 0 if spec.opens else len(Here.lines(_stored(at), table))
            for no, row in enumerate(rows, first + 1):
                row.record_id, row.no, row.at, row.clerk = head.id, no, self.now, self.desk.clerk_name
            put_rows(self.session, rows)
        added = bool(at.typed) or spec.adds is not None
        at.typed = {}
        if spec.adds is not None:
            given = {k: v for k, v in found.answers.__dict__.items() if k in spec.adds.model_fields}
            no = len(at.lines(spec.adds)) + 1
            self.session.add(spec.adds(record_id=head.id, no=no, at=self.now, clerk=self.desk.clerk_name, **given))
        for question in spec.questions:
            value = found.answers.__dict__.get(question.name)
            if value in (None, ""):
                continue
            if question.ask.links:
                self._link(at, question.ask.links, str(value))
            if question.ask.holds:
                at.hold(question.ask.holds, str(value))
        self.session.flush()
        if added:
            at.read_anew()

    def _link(self, at: Here, kind: str, number: str) -> None:
        """Link this record to another one."""
        to = at.look.record(number)
        if to is None:
            raise NoSuchRecordError(number)
        self.session.add(Link(kind=kind, from_id=at.record.id, to_id=to.id or 0))

    def _change(self, step: type[Step], at: Here, found: Considered) -> None:
        """Run the step's changes in the order written."""
        for carrier in step.spec.of(Change):
            carrier.fn(found.answers, at)
            if at.record is None:
                self.changed_house = True
        if at.changed_setting:
            self.house = read_house(self.session)
            derive_due(self.session, self.house, self.now)
        for row in (at.record, at.detail):
            if row is not None:
                self.session.add(row)
        if step.spec.of(Stays):
            self.session.flush()  # else it is written with the entry

    def _move(self, step: type[Step], at: Here, before: str | None) -> None:
        """Move the state unless something stays; a closed record holds nothing. `before`: where it came from."""
        spec, head = step.spec, at.record
        if head is None:
            return
        staying = any(carrier.fn(None, at) for carrier in spec.of(Stays))
        undoing = spec.undoes is not None and not spec.closes
        target = (head.before or head.state) if undoing else "" if staying else spec.closes or spec.to
        if target:
            head.state = target
        if undoing:
            head.closed_at = head.closed_by = None
        elif spec.closes and not staying:
            head.closed_at, head.closed_by = self.now, self.desk.clerk_name
            at.free()
        head.last, head.last_at, head.before = spec.full, self.now, before
        self.session.add(head)  # written with the entry that says so

    def _also(self, step: type[Step], at: Here, found: Considered, once: str) -> tuple[Outcome, ...]:
        """Take the other services' steps that this one declares; their refusal refuses the whole."""
        done: list[Outcome] = []
        for carrier in step.spec.of(Also):
            for no, one in enumerate(along.wanted(carrier, found.answers, at)):
                key = f"{once}/{carrier.name}" + (f"/{no}" if no else "")
                try:
                    outcome = self.take(carrier.step, one.answers, along.number_of(one), key, nested=True)
                except (InvalidAnswersError, RefusalError) as error:
                    raise along.refusal(find_step(carrier.step), error) from error
                if one.link:
                    self._link(at, one.link, outcome.number)
                done.append(outcome)
        return tuple(done)

    def _by_phone(self, at: Here, lifted: list[Lift], once: str) -> tuple[Outcome, ...]:
        """Open a decision for every lift by telephone: it waits on the board for that person's PIN."""
        done = []
        for no, lift in enumerate(one for one in lifted if one.phone):
            about = short(at.record.number) if at.record is not None else ""
            answers = {"who": lift.by, "number": lift.phone, "rule": lift.rule, "about": about, "reason": lift.reason}
            done.append(self.take("decision.written", answers, None, f"{once}/phone/{no}", nested=True))
            if at.record is not None:
                self._link(at, "decision", done[-1].number)
        return tuple(done)

    def _print(self, step: type[Step], at: Here, entry: Entry) -> tuple[int, ...]:
        """Write each part of the step's slips as a job, in the same transaction."""
        if not step.prints:
            return ()
        language = self._slip_language(at)
        jobs: list[dict[str, Any]] = []
        for kind in step.prints:
            parts, name = parts_of(kind, at) if kind.on else [], f"{step.spec.service.key}.{kind.name}"
            same = {
                "entry_id": entry.id or 0, "record_id": entry.record_id, "kind": name, "parts": len(parts),
                "language": language, "made_at": self.typed_at, "changed_at": self.typed_at,
                "printer": self.desk.printer_for(self.house, name),
            }  # fmt: skip  # one paragraph
            for no, blocks in enumerate(parts, 1):
                jobs.append({**same, "part": no, "blocks": blocks, "ref": secrets.token_hex(2)})
        return put_jobs(self.session, jobs)

    def _slip_language(self, at: Here) -> str:
        """Return the language of this person's slips, and remember it where the clerk chose one."""
        resident = self.session.get(Resident, at.record.resident) if at.record and at.record.resident else None
        if self.language and resident is not None:
            resident.language = self.language
            self.session.add(resident)
        return slip_language(self.language, at.record, resident, self.house, keep=True)

    def _due(self, at: Here) -> None:
        """Write the earliest due rule of the record's state into its head."""
        if at.record is not None:
            set_due(at)
            self.session.add(at.record)

    def _index(self, at: Here, *, is_new: bool) -> None:
        """Write the record's search words in the same transaction."""
        if at.record is not None:
            search.index_record(self.session.connection(), at.record, found_by(at), is_new=is_new)


def _stored(at: Here) -> Here:
    """Return the same moment without the rows typed just now."""
    return Here(at.session, at.house, now=at.now, clerk=at.clerk, role=at.role, record=at.record, detail=at.detail)


def plain_answers(found: Considered) -> dict[str, Any]:
    """Return the answers as the journal keeps them: secrets left out, rows as dicts."""
    kept: dict[str, Any] = {}
    for question in found.step.spec.questions:
        value = found.answers.__dict__.get(question.name)
        if value is None or question.kind == "secret":
            continue
        if question.kind == "picture":
            kept[question.name] = len(value)  # how many there are, and nothing of them
            continue
        kept[question.name] = [_plain_row(row) for row in value] if question.kind == "rows" else value
    return kept


def _plain_row(row: Any) -> dict[str, Any]:
    """Return a row's answers as a dict."""
    return {name: value for name, value in row.__dict__.items() if name in type(row).model_fields}
