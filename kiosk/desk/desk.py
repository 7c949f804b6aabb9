"""`Desk.take`: the one way in which anything changes. Plain and synchronous, without screen or printer.

What is promised, in this order (VOCABULARY §2): one BEGIN IMMEDIATE for the whole basket; the once-key
first; may this step be taken here by this clerk; consider; change, write the journal, print; commit with
synchronous=FULL. Any exception, and nothing happened.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from kiosk.clock import Clock, system_clock
from kiosk.desk import along
from kiosk.desk.drafts import Drafts
from kiosk.desk.houses import read_house
from kiosk.desk.picturing import Revealing, mark
from kiosk.desk.purging import Purging
from kiosk.desk.queue import Queue
from kiosk.desk.reading import Reader
from kiosk.desk.resting import Resting
from kiosk.desk.staff import Badges, Lift, MissedError
from kiosk.desk.states import derive_due, due_is_known
from kiosk.desk.taking import Taking
from kiosk.desk.writing import entries_of, last_typed
from kiosk.errors import ClockError, OnceUsedError
from kiosk.numbers import short
from kiosk.service import discover
from kiosk.settings import House
from kiosk.store.database import Folder, in_words
from kiosk.store.keys import SealedKeys, wrapper_for
from kiosk.store.tables import Device, Entry, Job, Record, Staff
from kiosk.values import Outcome
from kiosk.vault import Vault

#: A clock this much behind the last entry is asked about; less is drift.
_DRIFT_SECONDS = 120
#: The one step that may be taken with a clock behind the journal.
CONFIRM_CLOCK = "house.confirm_clock"


@dataclass(frozen=True)
class Made:
    """Stands for the record that the n-th Take of the basket opened."""

    take: int


@dataclass(frozen=True)
class Take:
    """One step of a basket; record, or any answer, may be Made(n)."""

    step: str
    answers: dict[str, Any]
    record: str | Made | None = None


class Desk(Badges, Drafts, Queue, Purging, Resting, Revealing):
    """The counter on one data folder: use it from one thread."""

    def __init__(self, folder: Folder, clock: Clock) -> None:
        """Stand on an open folder; use `Desk.open`."""
        self.folder, self.clock = folder, clock
        self._house: House | None = None
        with in_words(), Session(folder.writer) as session:
            self.estate_id = _estate_id(session)
            session.commit()
        self.wrapper = wrapper_for(self.estate_id)
        self._begin_badges()
        self._begin_rests()

    @classmethod
    def open(cls, path: Path, clock: Clock = system_clock, *, synchronous: str = "FULL", ready: bool = True) -> "Desk":
        """Open the data folder `path`, making it where it is new; raises a KioskError in words.

        Jobs that were on their way to paper when the program ended are in doubt now (DESIGN §4).
        Where it is not to be `ready` yet, people can be signed in and nothing else, until `make_ready`.
        """
        folder = Folder(path, synchronous=synchronous)
        try:
            with in_words():
                desk = cls(folder, clock)
            desk.wake_queue()
            if ready:
                desk.make_ready()
        except BaseException:
            folder.close()
            raise
        return desk

    def make_ready(self) -> None:
        """Know every service, and look at what is open by their rules."""
        discover()
        self.heal_due()

    def heal_due(self) -> None:
        """Derive due anew where a record stands under a rule that this program does not have."""
        with self.session() as session:
            if not due_is_known(session):
                derive_due(session, self.house_in(session), self.clock())

    def close(self) -> None:
        """Let the folder go."""
        self.folder.close()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give one transaction: committed when the block ends, rolled back by any exception."""
        with in_words(), Session(self.folder.writer, expire_on_commit=False, autoflush=False) as session:
            session.info["wrapper"] = self.wrapper
            yield session
            session.commit()

    @property
    def house(self) -> House:
        """The settings and lists as they stand."""
        if self._house is None:
            with self.session() as session:
                self._house = read_house(session)
        return self._house

    def house_in(self, session: Session) -> House:
        """Return the house without opening a second transaction."""
        if self._house is None:
            self._house = read_house(session)  # a step that changes it lets go of it
        return self._house

    def vault(self, session: Session) -> Vault:
        """Return the vault over the connection of this transaction."""
        return Vault(SealedKeys(session.connection(), self.wrapper, self.clock))

    def reader(self) -> Reader:
        """Return what the window reads with, over a connection of its own that cannot write."""
        return Reader(self.folder.reader(), self.clock, self.wrapper)

    def take(
        self,
        step: str,
        answers: dict[str, Any],
        record: str | None = None,
        *,
        once: str,
        lifts: Iterable[Lift] = (),
        happened: datetime | None = None,
        language: str | None = None,
    ) -> Outcome:
        """Take one step and return what it did.

        Args:
            step: its key, "luggage.store".
            answers: what was touched on the form, by question; defaults fill the rest.
            record: the number of the record, None where the step opens one.
            once: a key made when the form opened; the same key again returns the outcome of then.
            lifts: a supervisor's decisions, made by `lift` or `lift_by_phone`.
            happened: when it happened, for a late entry (补录).
            language: of the slips, remembered for the person.
        """
        basket = [Take(step, answers, record)]
        return self.take_all(basket, once=once, lifts=lifts, happened=happened, language=language)[0]

    def take_all(
        self,
        takes: list[Take],
        *,
        once: str,
        lifts: Iterable[Lift] = (),
        happened: datetime | None = None,
        language: str | None = None,
    ) -> list[Outcome]:
        """Take several steps, all or none, and return what each did."""
        if not once or language not in (None, "zh", "en", "both"):
            raise ValueError("a step needs a once-key of its own, and a language of slips")
        try:
            return self._take_all(takes, once, tuple(lifts), happened, language)
        except MissedError as error:
            self.missed(error.staff_id)
            raise

    def _take_all(
        self, takes: list[Take], once: str, lifts: tuple[Lift, ...], happened: datetime | None, language: str | None
    ) -> list[Outcome]:
        """Take several steps in one transaction, then follow what they changed of the house."""
        now = happened or self.clock()
        takes = [replace(take, answers=mark(take.step, take.answers, self, now)) for take in takes]
        with self.session() as session:
            known = self._known(session, takes, once)
            if known is not None:
                return known
            if [take.step for take in takes] != [CONFIRM_CLOCK]:
                self._clock_is_right(session)
            taking = Taking(self, session, lifts, happened, language)
            outcomes: list[Outcome] = []
            for number, take in enumerate(takes):
                key = once if len(takes) == 1 else f"{once}/{number}"
                record, answers = _made(take, outcomes)
                outcomes.append(taking.take(take.step, answers, record, key))
        self._spend(lifts)
        if taking.changed_house:
            self._house = None
            self._house_changed()
        return outcomes

    def _house_changed(self) -> None:
        """Follow the house: no job waits for a printer that is gone, nobody stays in who has left."""
        with self.session() as session:
            self.route_anew(session)
            person = session.get(Staff, self.clerk.id) if self.clerk else None
        if person is not None and person.gone_at is not None:
            self.lock()

    def _known(self, session: Session, takes: list[Take], once: str) -> list[Outcome] | None:
        """Return the outcomes of then where this once-key was taken before; nothing else is validated."""
        keys = [once] if len(takes) == 1 else [f"{once}/{n}" for n in range(len(takes))]
        shapes = {*keys, once, f"{once}/0", f"{once}/{len(takes)}"}  # alone, a basket, a longer basket
        entries = entries_of(session, shapes)
        if not entries:
            return None
        if set(entries) - set(keys):
            raise OnceUsedError
        if [entries[k].step if k in entries else "" for k in keys] != [t.step for t in takes]:
            raise OnceUsedError
        return [replace(self._outcome_of(session, entries[k]), again=True) for k in keys]

    def _outcome_of(self, session: Session, entry: Entry) -> Outcome:
        """Return the outcome of an entry, read back from the database."""
        record = session.get(Record, entry.record_id) if entry.record_id else None
        jobs = session.exec(select(Job.id).where(Job.entry_id == entry.id, col(Job.of_id).is_(None)))
        number = record.number if record else ""
        place = (record.place or "") if record is not None and record.closed_at is None else ""
        made = tuple(j for j in jobs if j is not None)
        also = tuple(self._outcome_of(session, one) for one in along.entries_below(session, entry.once))
        return Outcome(entry.step, number, short(number), entry.state, entry.id or 0, made, place, also)

    def _clock_is_right(self, session: Session) -> None:
        """Refuse to write with a clock that stands before the last entry (RELIABILITY)."""
        last = last_typed(session)
        now = self.clock()
        if last is None or (last - now).total_seconds() <= _DRIFT_SECONDS:
            return
        tz = self.house_in(session).tz
        words = ClockError.words
        said = {"now": f"{now.astimezone(tz):%Y-%m-%d %H:%M}", "last": f"{last.astimezone(tz):%Y-%m-%d %H:%M}"}
        raise ClockError(words.format(**said))

    def confirm_clock(self) -> None:
        """A supervisor says that the clock is right although it stands before the last entry.

        It is a step: the journal says who, and what follows is measured by it.
        """
        self.take(CONFIRM_CLOCK, {}, once=f"clock {secrets.token_hex(8)}")


def _made(take: Take, outcomes: list[Outcome]) -> tuple[str | None, dict[str, Any]]:
    """Return record and answers with Made(n) replaced by the number that the n-th step opened."""
    record = outcomes[take.record.take].number if isinstance(take.record, Made) else take.record
    answers = {k: outcomes[v.take].number if isinstance(v, Made) else v for k, v in take.answers.items()}
    return record, answers


def _estate_id(session: Session) -> str:
    """Return this installation's id, made once: the name of its key in the keyring."""
    found = session.get(Device, "estate id")
    if found is None:
        found = Device(key="estate id", value=secrets.token_hex(8))
        session.add(found)
    return found.value
