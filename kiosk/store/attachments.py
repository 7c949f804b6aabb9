"""Attachments 影像: sealed pictures, each with the word of who allowed it and the day on which it goes."""

import hashlib
from datetime import datetime

from sqlalchemy import func, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, delete, select

from kiosk.store.tables import Attachment
from kiosk.vault import Vault

#: Class of the keys that seal pictures of documents and people, unless their question names another.
PICTURE = "picture"
#: Class of pictures of letters that somebody signed: kept as long as what they allowed may be asked about.
LETTER = "picture letter"


def bound(number: str, question: str, no: int) -> str:
    """Return what a picture opens with: its record, its question and its place there."""
    return f"{number}/{question}/{no}"


def keep(session: Session, vault: Vault, row: Attachment, number: str, jpeg: bytes) -> None:
    """Seal a picture under its class and month and store it; the table refuses one without consent."""
    row.box = vault.seal(row.keep, row.month, jpeg, bound(number, row.question, row.no))
    row.sha, row.size = hashlib.sha256(row.box).hexdigest(), len(jpeg)
    session.add(row)


def opened(vault: Vault, row: Attachment, number: str) -> bytes:
    """Return the JPEG of a row; raises KeyGoneError after its term, SealBrokenError where it was tampered with."""
    return vault.open(row.keep, row.month, row.box, bound(number, row.question, row.no))


def of_record(session: Session, record_id: int, now: datetime) -> list[Attachment]:
    """Return the pictures of a record that are not over, as they were taken; their boxes are read when asked for."""
    query = select(Attachment).where(Attachment.record_id == record_id, col(Attachment.due_at) > now)
    return list(session.exec(query.order_by(col(Attachment.id)).options(defer(Attachment.box))))  # type: ignore[arg-type]  # a column


def last_of(session: Session, record_id: int, question: str) -> int:
    """Return the number of a record's last picture of one question, 0 where there is none; those that are over count."""
    query = select(func.max(Attachment.no)).where(Attachment.record_id == record_id, Attachment.question == question)
    return session.exec(query).first() or 0


def end(session: Session, klass: str, now: datetime, before: datetime) -> int:
    """Delete pictures of a class that were made before an instant, or whose own promised term is over."""
    over = or_(col(Attachment.due_at) <= now, col(Attachment.made_at) < before)
    return int(session.execute(delete(Attachment).where(col(Attachment.keep) == klass, over)).rowcount)  # type: ignore[attr-defined]  # of a cursor


def end_early(session: Session, entry_id: int, now: datetime) -> None:
    """Let the pictures of one entry go with the next purge: its step was undone; those of other steps stay."""
    query = select(Attachment).where(Attachment.entry_id == entry_id, col(Attachment.due_at) > now)
    for row in session.exec(query.options(defer(Attachment.box))):  # type: ignore[arg-type]  # a column
        row.due_at = max(row.made_at, now)  # an undo that is entered for earlier ends none before it was made
        session.add(row)
