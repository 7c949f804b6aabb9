"""Pictures and numbers that lie sealed: stored with their consent, and shown on request, which the journal says."""

from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, select

from kiosk.answers import AnswerError, parse
from kiosk.desk.considering import Considered
from kiosk.desk.kept import fresh
from kiosk.desk.moments import Here
from kiosk.errors import NoSuchRecordError, RefusalError
from kiosk.i18n import _, say
from kiosk.pictures import Consent
from kiosk.service import Step, find_step
from kiosk.settings import House
from kiosk.store import attachments
from kiosk.store.tables import Attachment, Entry, Record, Sealed
from kiosk.values import SealedRow
from kiosk.vault import KeyGoneError, Vault

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kiosk.desk.desk import Desk

#: Classes of numbers that are only compared: those on the do-not-admit list (`kiosk.visiting.barred`).
COMPARED = ("barred",)
#: The step that says in the journal that something sealed was shown.
REVEAL = "house.reveal"


def about(found: Considered, at: Here) -> int | None:
    """Return the record in whose journal a step of the house stands, where one of its answers names it."""
    for question in found.step.spec.questions:
        if question.ask.about and (number := found.answers.__dict__.get(question.name)):
            record = at.look.record(number)
            return record.id if record is not None else None
    return None


def attach(vault: Vault, found: Considered, at: Here, entry: Entry) -> None:
    """Mark, seal and store the pictures that a step was given, each with who allowed it."""
    from kiosk.desk.purging import term_of

    for question in found.step.spec.questions:
        given = found.answers.__dict__.get(question.name)
        if question.kind != "picture" or not given or question.ask.consent is None:
            continue
        allowed: Consent = question.ask.consent(found.answers, at)
        klass = question.ask.keep or attachments.PICTURE
        last = attachments.last_of(at.session, at.record.id, question.name)
        across = purpose(found.step, at.house, at.now)
        for no, picture in enumerate(given, last + 1):
            row = fresh(
                Attachment, record_id=at.record.id, entry_id=entry.id or 0, question=question.name, no=no, keep=klass,
                month=f"{at.local(at.now):%Y-%m}", consent_by=allowed.by, consent_how=allowed.how, consent_at=at.now,
                made_at=at.now, made_by=at.clerk, due_at=at.now + timedelta(days=term_of(klass, at.house)),
            )  # fmt: skip  # one paragraph
            attachments.keep(at.session, vault, row, at.record.number, picture.marked(across))
    at.session.flush()


def mark(step: str, answers: dict[str, Any], desk: "Desk", now: datetime) -> dict[str, Any]:
    """Return a step's answers with its pictures decoded and marked, before its transaction holds up anybody.

    What is wrong with a picture, or with the step, is said when the step is considered.
    """
    try:
        asked = find_step(step)
    except KeyError:
        return answers
    made = dict(answers)
    for question in asked.spec.questions:
        if question.kind != "picture" or not (given := answers.get(question.name)):
            continue
        try:
            made[question.name] = parse("picture", given, desk.house.tz)
        except AnswerError:
            continue
        for picture in made[question.name]:
            picture.marked(purpose(asked, desk.house, now))
    return made


def purpose(step: type[Step], house: House, now: datetime) -> tuple[str, str]:
    """Return what is written across a picture in both languages: for whom and what it was taken, and when."""
    from kiosk.settings import ESTATE, ESTATE_EN

    of, when = step.spec.service.title, f"{now.astimezone(house.tz):%Y-%m-%d %H:%M}"
    what = say(of, "zh").removesuffix("登记")
    zh, en = house[ESTATE], house[ESTATE_EN] or house[ESTATE]
    return f"仅供{zh}{what}登记使用  {when}", f"For {en} {say(of, 'en').lower()} records only  {when}"


def sealed_rows(session: Session, at: Here) -> tuple[SealedRow, ...]:
    """Return what lies sealed of a record: the newest number of each question, and the pictures that are not over."""
    record: Record = at.record
    found: dict[str, SealedRow] = {}
    for row in session.exec(select(Sealed).where(Sealed.record_id == record.id).order_by(Sealed.id)):  # type: ignore[arg-type]  # a column
        taken = session.get(Entry, row.entry_id)
        title = _title(taken.step if taken else "", row.question)
        opens = row.keep not in COMPARED
        found[row.question] = SealedRow(
            "number", row.id or 0, title, row.mask, taken.at if taken else at.now, opens=opens
        )
    pictures = [
        SealedRow(
            "picture", row.id or 0, _title(entry.step if (entry := session.get(Entry, row.entry_id)) else "", row.question),
            "", row.made_at, row.consent_by, row.consent_how, max(ceil((row.due_at - at.now) / timedelta(days=1)), 0), row.no,
        )
        for row in attachments.of_record(session, record.id or 0, at.now)
    ]  # fmt: skip  # one paragraph
    return (*found.values(), *pictures)


def _title(step: str, question: str) -> Any:
    """Return the words of a question of a step; its name where an older program asked it."""
    try:
        asked = find_step(step).spec.questions
    except KeyError:
        return question
    return next((one.ask.title for one in asked if one.name == question), question)


class Revealing:
    """The part of the desk that shows what lies sealed."""

    if TYPE_CHECKING:

        def session(self) -> "AbstractContextManager[Session]":
            """See Desk.session."""

        def vault(self, session: Session) -> Vault:
            """See Desk.vault."""

    def reveal(self: "Desk", number: str, sort: str, row: int, *, once: str) -> str | bytes:  # type: ignore[misc]  # a part of it
        """Return a sealed "number" as text, or a "picture" as a JPEG; the journal of the record says who looked.

        Raises KeyGoneError once its term is over, and whatever keeps the step from being taken.
        """
        with self.session() as session:
            _held(session, number, sort, row, self.clock())  # nothing is journaled of what is not there
        self.take(REVEAL, {"of_record": number, "sort": sort}, once=once)
        with self.session() as session:
            held = _held(session, number, sort, row, self.clock())
            vault = self.vault(session)
            if isinstance(held, Attachment):
                return attachments.opened(vault, held, number)
            return vault.open(held.keep, held.month, held.box, f"{number}/{held.question}").decode()


def _held(session: Session, number: str, sort: str, row: int, now: datetime) -> Sealed | Attachment:
    """Return a sealed row of a record; raises KeyGoneError where it is gone, over, or another record's.

    RefusalError: it is only compared.
    """
    record = session.exec(select(Record).where(Record.number == number)).first()
    if record is None:
        raise NoSuchRecordError(number)
    held: Sealed | Attachment | None = session.get(Attachment, row) if sort == "picture" else session.get(Sealed, row)
    if held is None or held.record_id != record.id:
        raise KeyGoneError
    if isinstance(held, Attachment) and held.due_at <= now:
        raise KeyGoneError  # its day has come, and the purge comes next
    if isinstance(held, Sealed) and held.keep in COMPARED:
        raise RefusalError(
            "", _("This number is only compared: nobody is shown it."), _("Compare the document itself.")
        )
    return held
