"""Documents that were shown 出示过的证件: records found by a whole number, never by a part of it.

Every sealed number has a digest under the key of its class and month (`kiosk.vault`). Who looks for a number makes
the digest of each class and month that still has its key and asks the index for exactly these. So a number is found
as long as it may be kept and no longer, and the number that was looked for is written nowhere.
"""

from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from kiosk.answers import Secret
from kiosk.clock import system_clock
from kiosk.desk.drafts import KEEP as DRAFTS
from kiosk.people.documents import known_by, may_be_document
from kiosk.store import attachments
from kiosk.store.keys import MasterKeyError, SealedKeys
from kiosk.store.tables import Entry, Record, Sealed, VaultKey
from kiosk.vault import KeyGoneError, SealBrokenError, Vault, mask

#: Classes of what is sealed and is no number: half-typed forms, pictures.
_OTHER = (DRAFTS, attachments.PICTURE, attachments.LETTER)
#: So many records of one document are read, the newest ones.
_MOST = 50


def heads(session: Session, number: str, of: str = "", most: int = _MOST) -> list[Record]:
    """Return the heads of the records where a whole number was shown, the newest first; [] for what is no number.

    Those of one service where it is named: however often the document was shown elsewhere since.
    """
    wrapper = session.info.get("wrapper")
    if wrapper is None or not may_be_document(number):
        return []
    made = _digests(session, Vault(SealedKeys(session.connection(), wrapper, system_clock)), number)
    if not made:
        return []
    query = select(Sealed.record_id).where(col(Sealed.digest).in_(made))
    if of:
        query = query.join(Record, col(Record.id) == Sealed.record_id).where(Record.service == of)
    wanted = list(dict.fromkeys(session.exec(query.order_by(col(Sealed.id).desc()).limit(most))))
    found = {one.id: one for one in session.exec(select(Record).where(col(Record.id).in_(wanted)))} if wanted else {}
    return [found[key] for key in wanted if key in found]


def _digests(session: Session, vault: Vault, number: str) -> list[str]:
    """Return the digests that a number has under every key that is left."""
    made: list[str] = []
    plain = known_by(number)
    for klass, month in session.exec(select(VaultKey.klass, VaultKey.month)).all():
        if klass.startswith(_OTHER):
            continue
        try:
            made.append(vault.digest(klass, month, plain, create=False))
        except (KeyGoneError, MasterKeyError):
            continue  # purged just now, or the key file is not here, which the start has said: nothing is found
    return made


def seal(vault: Vault, found: Any, at: Any, entry: Entry) -> None:
    """Seal the secret answers of a step: one row each, by record and question; no column anywhere.

    A document that was shown before and is shown again is sealed again, so that this record is found by it too.
    """
    for question in found.step.spec.questions:
        value = found.answers.__dict__.get(question.name)
        if question.kind == "secret" and value is not None and question.ask.keep:
            _put(vault, at, entry, question.name, question.ask.keep, value)
    for of, name in at.again:
        row = _newest(at.session, of, name)
        value = opened(at.session, of, name)
        if row is not None and value is not None:
            _put(vault, at, entry, name, row.keep, value)
    at.session.flush()


def unshown(session: Session, record_id: int, entry_id: int) -> None:
    """Delete the numbers of an entry whose step is undone: no such document was shown, so nothing is found by it."""
    mine = delete(Sealed).where(col(Sealed.record_id) == record_id)  # by its index
    session.execute(mine.where(col(Sealed.entry_id) == entry_id))


def _put(vault: Vault, at: Any, entry: Entry, name: str, keep: str, value: Secret) -> None:
    """Write one sealed number with the digest that finds it."""
    plain, month = value.reveal(), f"{at.local(at.now):%Y-%m}"
    box = vault.seal(keep, month, plain.encode(), f"{at.record.number}/{name}")
    digest = vault.digest(keep, month, known_by(plain))
    row = Sealed(
        record_id=at.record.id, entry_id=entry.id or 0, question=name, keep=keep, month=month, box=box, digest=digest,
        mask=value.mask,
    )  # fmt: skip  # one line a group reads better
    at.session.add(row)


def _newest(session: Session, of: Any, question: str) -> Sealed | None:
    """Return what a record keeps sealed under a question, the newest of it."""
    query = select(Sealed).where(Sealed.record_id == of.id, Sealed.question == question)
    return session.exec(query.order_by(col(Sealed.id).desc())).first()


def opened(session: Session, of: Any, question: str) -> Secret | None:
    """Return a sealed number of a record as a secret, to be compared or sealed anew; None once its term is over."""
    wrapper = session.info.get("wrapper")
    row = _newest(session, of, question)
    if row is None or wrapper is None:
        return None
    vault = Vault(SealedKeys(session.connection(), wrapper, system_clock))
    try:
        plain = vault.open(row.keep, row.month, row.box, f"{of.number}/{question}").decode()
    except (KeyGoneError, MasterKeyError, SealBrokenError):
        return None  # its term is over, or it cannot be read here: it is asked for again
    return Secret(plain, mask(plain))
