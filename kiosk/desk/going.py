"""Records on their way: who waits at the desk, the track, the taps and the next way, what joins another's list."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from kiosk.desk import rows
from kiosk.desk.moments import Here
from kiosk.desk.roles import suffices
from kiosk.desk.states import has, may
from kiosk.i18n import Both, Say, say
from kiosk.numbers import short
from kiosk.people import mask_phone
from kiosk.service import Service, service, services
from kiosk.store import search
from kiosk.store.tables import Record
from kiosk.values import Card, Found, Going, Joined, Past, Stage, TapChoice, Waiting, Way

if TYPE_CHECKING:
    from kiosk.desk.reading import Reader

#: So many earlier records stand beside one.
_PAST = 5
#: So many findings of the one box are looked through for those of one service.
_SEARCHED = 80
#: So many records of one service are read for cards, and so many lines join a list; how many more there are is said.
_MOST = 60
#: So many cards are shown, whoever waits longest: four lines of a small window. The others stand in the list.
CARDS = 12
#: So many records are looked through for those that join a list today.
_LOOKED = 400


class Cards:
    """The part of the reader that knows who waits."""

    if TYPE_CHECKING:

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def here(self, session: Session, record: Any) -> Here:
            """See Reader.here."""

        def together(self, session: Session, records: Sequence[Record]) -> list[Here]:
            """See Reader.together."""

    def cards(self, key: str = "") -> list[Card]:
        """Return who waits at the desk as cards; see `waiting`."""
        return list(self.waiting(key).cards)

    def waiting(self, key: str = "") -> Waiting:
        """Return who waits at the desk, the longest first; of a service and of those beside it where one is named."""
        wanted = [
            of for of in services().values()
            if of.shows.cards is not None and (not key or key in (of.key, of.beside))
        ]  # fmt: skip  # one line a group reads better
        with self.session() as session:
            found: list[Record] = []
            more = 0
            for of in wanted:
                assert of.shows.cards is not None  # chosen by it
                states = col(Record.state).in_(of.shows.cards.states)
                here = (Record.service == of.key, col(Record.closed_at).is_(None), states)
                some = session.exec(select(Record).where(*here).order_by(col(Record.opened_at)).limit(_MOST)).all()
                found += some
                if len(some) == _MOST:
                    more += session.exec(select(func.count()).select_from(Record).where(*here)).one() - _MOST
            crowd = self.together(session, found)
            hidden = {_instead(at) for at in crowd}
            made = [_card(at) for at in crowd if at.record.number not in hidden]
        where = next((of.beside or of.key for of in wanted), "")
        longest = sorted(made, key=lambda card: (card.since, card.number))
        return Waiting(tuple(longest[:CARDS]), more + len(longest[CARDS:]), where)

    def known(self, key: str, text: str, most: int = 6) -> list[Found]:
        """Return whom a text may mean of those who were here before: each with the newest record of a unit."""
        with self.session() as session:
            hits = [
                ref for kind, ref, _open in search.find(session.connection(), text, limit=_SEARCHED) if kind == "record"
            ]
            query = select(Record).where(col(Record.number).in_(hits), Record.service == key)
            newest = sorted(session.exec(query), key=lambda one: one.id or 0, reverse=True)
            whose: dict[object, Record] = {(one.party, one.unit): one for one in reversed(newest) if one.party}
            some = [one for one in newest if whose.get((one.party, one.unit)) is one][:most]
            return [_known(at) for at in self.together(session, some)]

    def joined(self, key: str) -> list[Joined]:
        """Return what joins the list of a service: open records of others, those that are due first before the rest."""
        made = []
        with self.session() as session:
            for of in services().values():
                joins = of.shows.joins
                if joins is None or joins.to != key:
                    continue
                query = select(Record).where(Record.service == of.key, col(Record.closed_at).is_(None))
                first = case((col(Record.soon_at) < col(Record.due_at), col(Record.soon_at)), else_=col(Record.due_at))
                query = query.order_by(first, col(Record.id)).limit(_LOOKED)
                crowd = [at for at in self.together(session, session.exec(query).all()) if joins.when(at)]
                crowd.sort(key=lambda at: (at.record.soon_at or at.record.due_at or at.record.opened_at, at.record.id))
                step = of.steps.get(joins.step)
                shown = tuple(rows.record_row(at) for at in crowd[:_MOST])
                more = max(len(crowd) - _MOST, 0)
                made.append(Joined(joins.words, step.spec.full if step else "", shown, more, of.key))
        return [one for one in made if one.rows]


def _known(at: Here) -> Found:
    """Return somebody who was here before: whom he saw, his phone's ending, and when that was."""
    record, of = at.record, service(at.record.service)
    day = at.local(record.opened_at).date()
    when = Both(f"{day.month}月{day.day}日", f"{day:%d %b}".lstrip("0"))
    detail = "  ".join(part for part in (record.unit, mask_phone(record.phone) if record.phone else "") if part)
    return Found(of.title, "record", record.number, record.party or "", detail, when, over=record.closed_at is not None)


def _instead(at: Here) -> str | None:
    """Return the number of the record whose card is not shown beside this one."""
    cards = service(at.record.service).shows.cards
    return cards.instead(at) if cards is not None else None


def _card(at: Here) -> Card:
    """Return somebody who waits."""
    record, of = at.record, service(at.record.service)
    cards = of.shows.cards
    assert cards is not None  # its record was chosen by it
    name = of.shows.name(at) if of.shows.name is not None else record.party or short(record.number)
    since: datetime = record.opened_at
    amber, red = (since + timedelta(minutes=at.house[minutes]) for minutes in (cards.amber, cards.red))
    words = rows.state_of(record).words
    return Card(
        record.number, of.key, of.icon, name, record.unit or "", words, since, amber, red, cards.instead(at) or ""
    )


def track(of: Service, at: Here) -> tuple[Stage, ...]:
    """Return the usual way of a record as its service marks it; () where its state is none of the way."""
    record: Record = at.record
    other = of.shows.tracks(at) if of.shows.tracks is not None else None
    marks = other if other is not None else of.shows.track
    here = next((no for no, mark in enumerate(marks) if record.state in mark.states), None)
    if here is None:
        return ()
    over = record.closed_at is not None
    kinds = ["done" if no < here or over else "now" if no == here else "next" for no in range(len(marks))]
    return tuple(Stage(mark.words, kind) for mark, kind in zip(marks, kinds, strict=True))


def going(reader: "Reader", session: Session, at: Here) -> Going:
    """Return what is shown of a record that goes on, beyond its facts."""
    of, record = service(at.record.service), at.record
    shows = of.shows
    way = shows.way(at) if shows.way is not None and record.closed_at is None else None
    note = shows.note(at) if shows.note is not None and record.closed_at is None else None
    return Going(
        taps=tuple(_taps(reader, of, at, way[2] if way else {})),
        title=shows.title(at),
        attempts=shows.attempts or "",
        way=Way(way[0], of.steps[way[1]].spec.full, way[2], way[3]) if way else None,
        note=note[0] if note else "",
        tone=note[1] if note else "",
        past=tuple(_past(reader, session, at, of)) if shows.past is not None and record.unit else (),
        past_title=shows.past or "",
        turns_at=shows.turns(at) if shows.turns is not None and record.closed_at is None else None,
        tapped=tuple(dict.fromkeys(of.steps[tap.step].spec.full for tap in shows.taps if record.state in tap.states)),
        leads=shows.cards is not None and record.closed_at is None and record.state in shows.cards.states,
    )


def _taps(reader: "Reader", of: Service, at: Here, way: dict[str, Any]) -> Iterator[TapChoice]:
    """Yield the taps of the record's state that may be taken now by whoever is signed in, each with a digit."""
    digit = 0
    for tap in of.shows.taps:
        step = of.steps[tap.step]
        if at.record.state not in tap.states or (tap.when is not None and not tap.when(at)):
            continue
        if not may(step, at.record) or not has(step, at) or not _may_take(reader, step.spec.by):
            continue
        digit += 1
        answers = {**(way if tap.way else {}), **tap.answers}
        yield TapChoice(tap.words, step.spec.full, answers, tap.asks, str(digit) if digit < 10 else "")


def _may_take(reader: "Reader", by: Iterable[str]) -> bool:
    """Whether whoever is signed in may take a step of these roles."""
    clerk = reader.clerk
    return clerk is None or any(suffices(clerk.role, role) for role in by)


def _past(reader: "Reader", session: Session, at: Here, of: Service) -> Iterator[Past]:
    """Yield earlier records of this service and unit: those of the same party first, the newest first."""
    record = at.record
    query = select(Record).where(Record.unit == record.unit, Record.service == record.service)
    query = query.where(col(Record.closed_at).is_not(None), Record.id != record.id).order_by(col(Record.id).desc())
    found = sorted(session.exec(query.limit(40)), key=lambda one: one.party != record.party)[:_PAST]
    for one in reader.together(session, found):
        since = of.shows.since(one) if of.shows.since is not None else one.record.opened_at
        name = of.shows.name(one) if of.shows.name is not None else one.record.party or ""
        yield Past(one.record.number, name, _when(one, since))


def _when(at: Here, since: datetime | None) -> Both:
    """Return on which day, and how long: "11月8日 · 2 小时"; how it ended where it never began."""
    day = at.local(at.record.opened_at).date()
    days = (f"{day.month}月{day.day}日", f"{day:%d %b}".lstrip("0"))
    long: Say = rows.words_of(at) if since is None else lasted(at.record.closed_at - since)
    return Both(f"{days[0]} · {say(long, 'zh')}", f"{days[1]} · {say(long, 'en')}")


def lasted(span: timedelta) -> Both:
    """Return how long something took, in minutes or hours."""
    minutes = max(0, round(span.total_seconds() / 60))
    if minutes < 60:
        return Both(f"{minutes} 分", f"{minutes} min")
    hours, rest = divmod(minutes, 60)
    if rest < 10 or hours > 5:
        return Both(f"{hours} 小时", f"{hours} h")
    return Both(f"{hours} 小时 {rest} 分", f"{hours} h {rest} min")
