"""What goes out as a page of A4: a letter, wanted as a PDF where no office printer brings it to paper."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from kiosk.desk.queue import goes_out, may_print, on_pages
from kiosk.numbers import short
from kiosk.settings import House
from kiosk.store.tables import Job, Record
from kiosk.values import JobOut, StaffRow


class GoingOut:
    """The part of the reader that gives pages to the window."""

    if TYPE_CHECKING:
        clerk: StaffRow | None

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def house(self, session: Session) -> House:
            """See Reader.house."""

    def pages(self, jobs: tuple[int, ...], *, unprinted: bool = False) -> tuple[JobOut, ...]:
        """Return those of some jobs that go out as a page; `unprinted`: only what no office printer brings to paper."""
        if not jobs:
            return ()
        with self.session() as session:
            office = {str(one["key"]) for one in self.house(session).printers if on_pages(one)}
            found = session.exec(select(Job).where(col(Job.id).in_(jobs)).order_by(col(Job.id))).all()
            wanted = [
                job
                for job in found
                if goes_out(job.kind)
                and not (unprinted and job.printer in office)
                and (self.clerk is None or may_print(self.clerk.role, job.kind))
            ]
            return tuple(_page(session, job) for job in wanted)


def _page(session: Session, job: Job) -> JobOut:
    """Return a job as a page is drawn from it; a PDF is no reprint."""
    record = session.get(Record, job.record_id) if job.record_id else None
    number = short(record.number) if record is not None else ""
    return JobOut(job.id or 0, number, job.kind, job.blocks, job.language, None, job.ref)
