"""The print queue as the desk keeps it: every change of a job's state is a committed transaction.

pending → sending (before the first byte) → printed | sent | held | doubt. When the program starts, what
was sending is in doubt and what was pending is held until a tap: a restart prints nothing by itself.
"""

import json
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, update
from sqlmodel import Session, col, select

from kiosk.desk.roles import DESK, allowed, suffices
from kiosk.desk.typed import reason
from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.numbers import short
from kiosk.printing.profile import A4
from kiosk.service import services
from kiosk.store.tables import STILL_WAITING, Job, Record
from kiosk.values import JobOut

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kiosk.clock import Clock
    from kiosk.settings import House

#: States in which a job still wants something.
WAITING = ("pending", "sending", "held", "doubt")
#: What a restart leaves on the job, so that the spool does not go on by itself.
AFTER_START = "restart"
#: Stands on a job that is tried once more because the clerk does not find its paper.
MISSED = "missed"
#: Why a job is in doubt whose worker ended, or was exchanged, before it said what became of it.
LOST = _("Printing broke off; nobody knows how far it came.")
#: What is left of a slip whose term is over.
EMPTIED = "[]"


class Queue:
    """The part of the desk that the spool and the print queue's page talk to."""

    if TYPE_CHECKING:
        clock: Clock

        @property
        def clerk_name(self) -> str:
            """See Badges.clerk_name."""

        @property
        def role(self) -> str:
            """See Badges.role."""

        @property
        def house(self) -> House:
            """See Desk.house."""

        def session(self) -> AbstractContextManager[Session]:
            """See Desk.session."""

        def house_in(self, session: Session) -> House:
            """See Desk.house_in."""

    def printer_for(self, house: "House", kind: str) -> str:
        """Return the key of the printer that a kind of slip goes to: the first whose kinds name it, else the first.

        What goes out as a page goes to the first office printer, and nothing else does while there is another one.
        """
        printers = house.printers
        for one in printers:
            if kind in one.get("kinds", ()):
                return str(one["key"])
        fit = [one for one in printers if on_pages(one) == goes_out(kind)]
        return str((fit or printers)[0]["key"]) if printers else "folder"

    def wake_queue(self) -> None:
        """At the start: sending → doubt, pending and held → held until a tap."""
        with self.session() as session:
            for before, after in (("sending", "doubt"), ("pending", "held"), ("held", "held")):
                change = {"state": after, "why": AFTER_START, "changed_at": self.clock()}
                session.execute(update(Job).where(STILL_WAITING, col(Job.state) == before).values(**change))
            self.route_anew(session)

    def route_anew(self, session: Session) -> None:
        """Give jobs that wait for a printer that is not set up any more to the one their kind goes to now."""
        house = self.house_in(session)
        known = [str(one["key"]) for one in house.printers] or [self.printer_for(house, "")]
        lost = select(Job).where(STILL_WAITING, col(Job.printer).not_in(known), col(Job.state).in_(("pending", "held")))
        for job in session.exec(lost):
            job.printer = self.printer_for(house, job.kind)
            session.add(job)

    def next_job(self, printer: str) -> JobOut | None:
        """Return the oldest job that waits for a printer, marked as sending and committed, or None.

        A set keeps its order: nothing overtakes a part of the same set that is in doubt or held by a start.
        Who asks has nothing in hand: a job of this printer that is sending still was lost with its worker.
        """
        with self.session() as session:
            lost = {"state": "doubt", "why": LOST.source, "changed_at": self.clock()}
            sending = update(Job).where(STILL_WAITING, col(Job.printer) == printer, col(Job.state) == "sending")
            session.execute(sending.values(**lost))
            query = select(Job).where(STILL_WAITING, Job.printer == printer, col(Job.state).in_(("pending", "held")))
            for job in session.exec(query.order_by(col(Job.id))):
                if job.why == AFTER_START or _overtakes(session, job):
                    continue
                made = self._out(session, job)
                job.state, job.why, job.changed_at, job.tries = "sending", "", self.clock(), job.tries + 1
                session.add(job)
                return made
        return None

    def _out(self, session: Session, job: Job) -> JobOut:
        """Return what the spool needs of a job."""
        record = session.get(Record, job.record_id) if job.record_id else None
        at = f"{job.made_at.astimezone(self.house_in(session).tz):%H:%M}"
        reprint = (job.copy_no, job.copy_by, at, job.copy_why) if job.copy_no else None
        number = short(record.number) if record else ""
        return JobOut(job.id or 0, number, job.kind, job.blocks, job.language, reprint, job.ref, job.why == MISSED)

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Write how a job ended: printed, sent, held or doubt; a late answer settles a doubt too."""
        if state not in ("printed", "sent", "held", "doubt", "dropped"):
            raise ValueError(state)
        with self.session() as session:
            job = session.get(Job, job_id)
            if job is None or job.state in ("printed", "dropped"):
                return
            job.state, job.why, job.changed_at = state, why, self.clock()
            session.add(job)

    def came_out(self, printed: list[int], missing: list[int]) -> None:
        """Settle doubts by what the clerk sees on the paper: these came out, those print again."""
        with self.session() as session:
            for job_id in (*printed, *missing):
                job = session.get(Job, job_id)
                if job is None or job.state not in ("doubt", "sent", "held"):
                    continue
                missed = job_id not in printed
                if missed:
                    # settled before anybody has signed in, as after a start: no more than any clerk's slips
                    allowed(self.role or "clerk", printed_by(job.kind))
                job.state, job.why = ("pending", MISSED) if missed else ("printed", "")
                job.changed_at = self.clock()
                session.add(job)

    def retry(self, job_ids: list[int]) -> None:
        """Let held jobs go on: one tap."""
        with self.session() as session:
            for job_id in job_ids:
                job = session.get(Job, job_id)
                if job is not None and job.state == "held":
                    job.state, job.why, job.changed_at = "pending", "", self.clock()
                    session.add(job)

    def drop(self, job_ids: list[int], why: str) -> None:
        """Give up jobs that are not to be printed any more; they stay visible."""
        why = reason(why)
        with self.session() as session:
            for job_id in job_ids:
                job = session.get(Job, job_id)
                if job is not None and job.state in WAITING and job.state != "sending":
                    job.state, job.changed_at = "dropped", self.clock()
                    job.why = f"{self.clerk_name}: {why}"
                    session.add(job)

    def move(self, job_ids: list[int], printer: str) -> None:
        """Send waiting jobs to another printer."""
        with self.session() as session:
            for job_id in job_ids:
                job = session.get(Job, job_id)
                if job is not None and job.state in ("pending", "held"):
                    job.printer, job.state, job.why, job.changed_at = printer, "pending", "", self.clock()
                    session.add(job)

    def reprint(self, job_id: int, why: str) -> int:
        """Print a part again, line for line what was printed then, marked 补打 n with who and why.

        Whoever may print a kind of slip may print it again: a clerk no owner register.
        """
        if not self.clerk_name:
            raise KioskError(_("Nobody is signed in."), _("Sign in first: a reprint names who asked for it."))
        why = reason(why)
        if not why:
            raise KioskError(_("A reprint needs its reason."), _("Choose why it is printed again."))
        with self.session() as session:
            job = session.get(Job, job_id)
            if job is None:
                raise KioskError(_("There is no such slip."))
            allowed(self.role, printed_by(job.kind))
            if job.blocks == EMPTIED:
                raise KioskError(_("The term of this slip is over: what stood on it is gone."))
            first = job.of_id or job.id or 0
            copies = len(session.exec(select(Job.id).where(Job.entry_id == job.entry_id, Job.of_id == first)).all())
            made = Job(**copied(job), of_id=first, copy_no=copies + 1, copy_by=self.clerk_name, copy_why=why[:60])
            made.made_at = made.changed_at = self.clock()
            made.ref = secrets.token_hex(2)
            house = self.house_in(session)
            if made.printer not in [str(one["key"]) for one in house.printers]:
                made.printer = self.printer_for(house, made.kind)
            session.add(made)
            session.flush()
            return made.id or 0

    def printers(self) -> list[dict[str, Any]]:
        """Return the printers that are set up."""
        return json.loads(json.dumps(self.house.printers))  # type: ignore[no-any-return]  # a deep copy of plain JSON


def on_pages(printer: dict[str, Any]) -> bool:
    """Whether a printer that is set up prints on office paper."""
    return f"paper={A4}" in str(printer.get("address", "")).partition("?")[2].split("&")


@lru_cache(maxsize=256)
def goes_out(kind: str) -> bool:
    """Whether a kind of slip leaves the house as a page, as a letter does: the same for every job of a long queue."""
    of = services().get(kind.partition(".")[0])
    return of is not None and any(f"{of.key}.{one.name}" == kind and one.page for one in of.slips)


def printed_by(kind: str) -> tuple[str, ...]:
    """Return the roles that may print a kind of slip: those of the steps that do, but for the desk's own steps."""
    of = services().get(kind.partition(".")[0])
    if of is None:
        return ("manager",)  # of a service that this version does not have
    steps = [step.spec for step in of.steps.values() if any(f"{of.key}.{one.name}" == kind for one in step.prints)]
    return tuple(role for spec in steps for role in spec.by if role != DESK) or (of.by,)


def may_print(role: str, kind: str) -> bool:
    """Whether a role may print a kind of slip, and so may read what was printed."""
    return any(suffices(role, one) for one in printed_by(kind))


def _overtakes(session: Session, job: Job) -> bool:
    """Whether an earlier part of the job's set waits for a tap: the paper keeps its order (SLIPS §1.2)."""
    if job.copy_no:
        return False
    waits = or_(col(Job.state) == "doubt", and_(col(Job.state) == "held", col(Job.why) == AFTER_START))
    query = select(Job.id).where(Job.entry_id == job.entry_id, Job.printer == job.printer, col(Job.copy_no) == 0)
    return session.exec(query.where(col(Job.id) < job.id, waits).limit(1)).first() is not None


def copied(job: Job) -> dict[str, Any]:
    """Return what a reprint keeps of its original."""
    kept = (
        "entry_id",
        "record_id",
        "kind",
        "part",
        "parts",
        "blocks",
        "language",
        "printer",
        "made_at",
        "changed_at",
        "ref",
    )
    return {name: getattr(job, name) for name in kept}
