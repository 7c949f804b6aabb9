"""Half-typed forms: saved sealed within a second, waiting for their owner after a power cut."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from kiosk.desk.kept import by_number
from kiosk.numbers import short
from kiosk.pictures import Picture
from kiosk.service import find_step
from kiosk.store.tables import FormDraft
from kiosk.vault import KeyGoneError, SealBrokenError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kiosk.clock import Clock
    from kiosk.vault import Vault

#: Class of the keys that seal drafts.
KEEP = "draft"


@dataclass(frozen=True)
class SavedDraft:
    """A form as its owner left it."""

    key: str
    step: str
    number: str
    answers: dict[str, Any]
    saved_at: datetime
    of: str = ""  #: whose record it is of: its name, else its number
    unit: str = ""


class Drafts:
    """The part of the desk that keeps half-typed forms."""

    if TYPE_CHECKING:
        clock: Clock

        @property
        def clerk_name(self) -> str:
            """See Badges.clerk_name."""

        def session(self) -> AbstractContextManager[Session]:
            """See Desk.session."""

        def vault(self, session: Session) -> Vault:
            """See Desk.vault."""

    def save_draft(self, key: str, step: str, number: str, answers: dict[str, Any] | None) -> None:
        """Keep a form under its key for whoever is signed in; None forgets it."""
        with self.session() as session:
            row = session.get(FormDraft, key)
            if row is not None and row.owner != self.clerk_name:
                return  # somebody else's form stays as he left it
            if answers is None:
                if row is not None:
                    session.delete(row)
                return
            now = self.clock()
            month = f"{now:%Y-%m}"
            typed = {name: value for name, value in answers.items() if not _pictured(value)}
            plain = json.dumps(typed, ensure_ascii=False, default=str).encode()
            box = self.vault(session).seal(KEEP, month, plain, key)
            row = row or FormDraft(
                key=key, owner=self.clerk_name, step=step, number=number, month=month, box=box, saved_at=now
            )
            row.month, row.box, row.saved_at = month, box, now
            session.add(row)

    def drafts(self) -> list[SavedDraft]:
        """Return the forms that whoever is signed in left half typed, oldest first.

        One of a record that has gone on without it, or of a step that this program does not have, can be taken no
        more: it is left out, and purged with its term.
        """
        from kiosk.desk.states import may  # which reads moments, which read from here

        with self.session() as session:
            vault = self.vault(session)
            query = select(FormDraft).where(FormDraft.owner == self.clerk_name).order_by(col(FormDraft.saved_at))
            found = []
            for row in session.exec(query):
                record = session.exec(by_number(), params={"number": row.number}).first() if row.number else None
                try:
                    step = find_step(row.step)
                except KeyError:
                    continue  # of another version of the program
                if record is not None and not may(step, record):
                    continue
                try:
                    plain = vault.open(KEEP, row.month, row.box, row.key)
                except (KeyGoneError, SealBrokenError):
                    continue  # its key was purged, or it was tampered with: the other forms still open
                of = (record.party if record is not None else "") or short(row.number)
                unit = (record.unit if record is not None else "") or ""
                found.append(SavedDraft(row.key, row.step, row.number, json.loads(plain), row.saved_at, of, unit))
            return found


def _pictured(value: Any) -> bool:
    """Whether an answer is of pictures: they are kept with the record, its consent and its term, or not at all."""
    return isinstance(value, Picture | bytes) or (isinstance(value, list | tuple) and any(map(_pictured, value)))
