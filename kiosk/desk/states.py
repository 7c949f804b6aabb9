"""Where a record stands: which steps its state allows, its unsaved head, its due time, its slips."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from kiosk.carriers import NotYetError
from kiosk.desk.kept import fresh
from kiosk.desk.moments import Here
from kiosk.rules import OFF, on
from kiosk.service import Step, service, services
from kiosk.settings import SLIP_LANGUAGE, House
from kiosk.store.tables import Record


def may(step: type[Step], record: Record | None) -> bool:
    """Whether a record's state allows a step; an undo asks whether the undone step is still the last one."""
    spec = step.spec
    if not on(spec.rules):
        return False
    if record is None:
        return not spec.after and spec.undoes is None
    if spec.undoes is not None:
        return bool(record.last == spec.undoes.spec.full)
    if spec.opens or not spec.after:
        return False
    return not on(spec.why) or record.state in spec.after


def has(step: type[Step], at: Here) -> bool:
    """Whether the house has a step: some belong to hotel floors or to a school alone."""
    return step.spec.where is None or step.spec.where(at)


def opening(step: type[Step], now: datetime, clerk: str) -> dict[str, Any]:
    """Return what stands in the head of an opening step before it is stored: number "··"."""
    spec = step.spec
    state = spec.opens or spec.closes
    return {"number": "··", "service": spec.service.key, "state": state, "opened_at": now, "opened_by": clerk}


def unsaved(step: type[Step], now: datetime, clerk: str) -> Record:
    """Return the head of an opening step before it is stored."""
    return fresh(Record, **opening(step, now, clerk))


#: The slip of each kind as it was drawn last: its blocks, its parts, and the rules that were away.
Drawn = dict[Any, tuple[list[Any], list[str], set[str]]]


def parts_of(kind: Any, at: Here, drawn: Drawn | None = None) -> list[str]:
    """Return the parts of a slip as it would print now, each as language-free JSON; one that is unchanged as `drawn`."""
    from kiosk.printing import slip as paper

    try:
        blocks = kind.fn(at)
    except NotYetError:
        return []
    last = drawn.get(kind) if drawn is not None else None
    if last is not None and last[0] == blocks and last[2] == OFF:
        return last[1]
    made = [paper.dump(part.blocks) for part in paper.parts(paper.without(blocks, frozenset(OFF)))]
    if drawn is not None:
        drawn[kind] = (blocks, made, set(OFF))
    return made


def slip_language(chosen: str | None, record: Any, resident: Any, house: Any, *, keep: bool = False) -> str:
    """Return the language of a slip: chosen now, the record's, the resident's, the house's."""
    found = chosen or (record.language if record else None) or (resident.language if resident else None)
    language = str(found or house[SLIP_LANGUAGE])
    if keep and record is not None and chosen:
        record.language = chosen
    return language


def derive_due(session: Session, house: House, now: datetime) -> None:
    """Derive due of all open records again: a setting was changed, or a newer program has other rules."""
    for of in services().values():
        query = select(Record).where(Record.service == of.key, col(Record.closed_at).is_(None))
        for record in session.exec(query).all() if of.due else ():
            detail = session.get(of.detail, record.id) if of.detail else None
            at = Here(session, house, now=now, clerk="", role="", record=record, detail=detail)
            set_due(at)
            session.add(record)
    session.flush()


def due_is_known(session: Session) -> bool:
    """Whether every open record stands under a due rule that this program has."""
    rules = {rule.key for of in services().values() for rule in of.due}
    query = select(Record.due_rule).where(col(Record.closed_at).is_(None), col(Record.due_at).is_not(None)).distinct()
    return {str(rule) for rule in session.exec(query)} <= rules


def set_due(at: Here) -> None:
    """Set soon and due of a head from its service's rules for its state: the earliest wins."""
    head = at.record
    head.soon_at = head.due_at = head.due_rule = None
    if head.closed_at is not None:
        return
    best: tuple[datetime, datetime | None, str] | None = None
    for rule in service(head.service).due:
        if head.state not in rule.states or not on(rule.rules):
            continue
        due_at = rule.at(at)
        soon = rule.soon(at) if rule.soon is not None and on(rule.soon_rules) else None
        if due_at is not None and (best is None or (soon or due_at) < (best[1] or best[0])):
            best = (due_at, soon, rule.key)
    if best is not None:
        head.due_at, head.soon_at, head.due_rule = best
