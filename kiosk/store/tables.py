"""The house's tables. A service adds its own Detail and Lines beside them, in its module.

Rows are never deleted but by a purge; instants are aware UTC; money is whole fen; lists and slips are JSON.
"""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMES  # before any table, so that a later migration can name them
SQLModel.model_config["defer_build"] = True  # tables are never validated: their validators would cost the start


class Record(SQLModel, table=True):
    """The head that all services share: board, search, journal, money and print queue point here."""

    __table_args__: ClassVar[Any] = (
        Index("ix_record_service_open", "service", "due_at", sqlite_where=text("closed_at IS NULL")),
        Index("ix_record_board", "due_at", sqlite_where=text("closed_at IS NULL AND due_at IS NOT NULL")),
        Index("ix_record_closed", "service", "closed_at"),
        Index("ix_record_unit_open", "unit", sqlite_where=text("closed_at IS NULL")),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)  #: unique for ever: L26112204
    service: str
    state: str
    unit: str | None = Field(default=None, index=True)
    resident: int | None = Field(default=None, foreign_key="resident.id", index=True)
    party: str | None = None  #: whoever the record is about, as written
    phone: str | None = None
    place: str | None = None
    language: str | None = None  #: of the slips: zh, en, both
    soon_at: datetime | None = None
    due_at: datetime | None = None
    due_rule: str | None = None
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    closed_by: str | None = None
    last: str | None = None  #: the last step taken, when, and the state before it: what an undo goes back to
    last_at: datetime | None = None
    before: str | None = None


class Detail(SQLModel):
    """The typed columns that only one service needs; the same key as its Record."""

    id: int | None = Field(default=None, primary_key=True, foreign_key="record.id")


class Line(SQLModel):
    """A repeated detail: a piece, a contact attempt. Never deleted, struck."""

    id: int | None = Field(default=None, primary_key=True)
    record_id: int = Field(default=0, foreign_key="record.id", index=True)
    no: int = 0
    at: datetime | None = None
    clerk: str = ""
    struck_at: datetime | None = None


class Thing(SQLModel, table=True):
    """What outlives records: a store place, a key, an item to lend."""

    __table_args__: ClassVar[Any] = (
        UniqueConstraint("kind", "name", name="uq_thing_kind_name"),
        Index("ix_thing_walk", "kind", "size", "rank", sqlite_where=text("retired_at IS NULL AND full_at IS NULL")),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    name: str
    size: int = 0
    unit: str | None = None
    rank: int = 0  #: walking order
    full_at: datetime | None = None  #: found full although nobody holds it; not allotted until checked
    retired_at: datetime | None = None


class Hold(SQLModel, table=True):
    """Which record holds a thing, since when and until when; one open hold a thing."""

    __table_args__: ClassVar[Any] = (Index("one_holder", "thing_id", unique=True, sqlite_where=text("until IS NULL")),)
    id: int | None = Field(default=None, primary_key=True)
    thing_id: int = Field(foreign_key="thing.id")
    record_id: int = Field(foreign_key="record.id", index=True)
    since: datetime
    until: datetime | None = None


class Link(SQLModel, table=True):
    """Record → record with its kind."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    from_id: int = Field(foreign_key="record.id", index=True)
    to_id: int = Field(foreign_key="record.id", index=True)


class Entry(SQLModel, table=True):
    """One line of the journal: append-only by trigger, chained by digest."""

    __table_args__: ClassVar[Any] = ({"sqlite_autoincrement": True},)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    typed_at: datetime
    clerk: str
    step: str
    record_id: int | None = Field(default=None, foreign_key="record.id", index=True)
    once: str = Field(unique=True)
    state: str = ""  #: the record's state after the step
    lifted: str = "[]"  #: JSON: what was lifted and by whom; why lies beside the answers (of old entries: here too)
    digest: str  #: of the salted answers, so that the chain outlives them
    chain: str


class EntryAnswers(SQLModel, table=True):
    """The answers of an entry: the only part of the journal that a purge may delete."""

    __tablename__ = "entry_answers"
    entry_id: int = Field(primary_key=True, foreign_key="entry.id")
    salt: str
    answers: str


class Sealed(SQLModel, table=True):
    """A value that is encrypted at rest, by record and question."""

    id: int | None = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="record.id", index=True)
    entry_id: int = Field(foreign_key="entry.id")
    question: str
    keep: str  #: class of the key: how long it is kept
    month: str
    box: bytes
    digest: str = Field(index=True)
    mask: str


class Attachment(SQLModel, table=True):
    """A picture of a document or a person, sealed. The table takes none without the word of who allowed it."""

    __table_args__: ClassVar[Any] = (
        CheckConstraint(
            "length(trim(consent_by)) > 0 AND consent_how IN ('said', 'signed', 'letter') AND consent_at <= made_at",
            name="consent",
        ),
        CheckConstraint("due_at >= made_at AND size > 0", name="term"),
    )
    id: int | None = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="record.id", index=True)
    entry_id: int = Field(foreign_key="entry.id")
    question: str
    no: int  #: which of the question's pictures: the two sides of a card
    keep: str  #: class of the key: how long it is kept
    month: str
    sha: str  #: of the box: what a backup brought is what was stored
    size: int
    consent_by: str
    consent_how: str
    consent_at: datetime
    made_at: datetime
    made_by: str
    due_at: datetime = Field(index=True)  #: the last instant that was promised; a shorter setting ends it sooner
    box: bytes  #: last of all, so that the others are read without it


class VaultKey(SQLModel, table=True):
    """A data key of one class and month, wrapped; dropping it ends what it sealed."""

    __tablename__ = "vault_key"
    klass: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    wrapped: bytes
    made_at: datetime


class Charge(SQLModel, table=True):
    """One movement of money in whole fen; append-only by trigger."""

    __table_args__: ClassVar[Any] = (CheckConstraint("typeof(fen) = 'integer'", name="fen"),)
    id: int | None = Field(default=None, primary_key=True)
    record_id: int = Field(foreign_key="record.id", index=True)
    entry_id: int = Field(foreign_key="entry.id")
    kind: str
    fen: int


#: Jobs that still want something. A query that says it in these words goes by the index of the few that wait.
STILL_WAITING = text("state IN ('pending','sending','held','doubt')")


class Job(SQLModel, table=True):
    """One part of a slip that waits for paper."""

    __table_args__: ClassVar[Any] = (
        Index("ix_job_waiting", "printer", "state", sqlite_where=STILL_WAITING),
        {"sqlite_autoincrement": True},
    )
    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    record_id: int | None = Field(default=None, foreign_key="record.id", index=True)
    kind: str  #: "luggage.claim_ticket"
    part: int
    parts: int
    blocks: str
    language: str
    printer: str
    state: str = "pending"
    why: str = ""
    made_at: datetime
    changed_at: datetime
    tries: int = 0
    ref: str
    of_id: int | None = Field(default=None, foreign_key="job.id")  #: the job that this one prints again
    copy_no: int = 0
    copy_by: str = ""
    copy_why: str = ""


class Sequence(SQLModel, table=True):
    """The last running number of a prefix and day: never from a count, so none is given twice."""

    key: str = Field(primary_key=True)
    last: int


class Unit(SQLModel, table=True):
    """A home of the estate."""

    code: str = Field(primary_key=True)
    words: str = ""  #: as the estate says it


class Resident(SQLModel, table=True):
    """Somebody of a unit, or allowed to collect for it (relation collector); kept when moved out."""

    __table_args__: ClassVar[Any] = (Index("ix_resident_living", "relation", sqlite_where=text("moved_out IS NULL")),)
    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.code", index=True)
    name: str
    relation: str = "owner"  #: owner family tenant housekeeper staff agent collector
    phone: str | None = None  #: the number to try first; others stand in unit_phone
    language: str | None = None
    moved_out: date | None = None
    collects: bool = Field(default=True, sa_column_kwargs={"server_default": text("1")})  #: whether he may collect
    until: date | None = None  #: the last day on which a collector may
    allowed_by: str | None = None  #: the resident who allowed a collector
    remark: str | None = None


class UnitPhone(SQLModel, table=True):
    """A further number of a unit: of a resident, or of somebody who may be asked (FIL-03); struck, never deleted."""

    __tablename__ = "unit_phone"
    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.code", index=True)
    resident: int | None = Field(default=None, foreign_key="resident.id", index=True)
    name: str  #: whose number it is
    label: str = "mobile"  #: mobile home work relative friend emergency
    phone: str
    rank: int = 0  #: the order in which they are tried
    made_at: datetime
    struck_at: datetime | None = None


class UnitNote(SQLModel, table=True):
    """A note that shows in every form of its unit until its term."""

    __tablename__ = "unit_note"
    id: int | None = Field(default=None, primary_key=True)
    unit: str = Field(foreign_key="unit.code", index=True)
    text: str
    kind: str = Field(default="info", sa_column_kwargs={"server_default": "info"})  #: info care warning holiday
    since: date | None = None
    until: date | None = None
    made_at: datetime
    made_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    struck_at: datetime | None = None
    struck_by: str | None = None
    struck_why: str | None = None


class Term(SQLModel, table=True):
    """One entry of a list of the estate, such as a kind of piece: a digit, Chinese and English."""

    __table_args__: ClassVar[Any] = (UniqueConstraint("list", "key", name="uq_term_list_key"),)
    id: int | None = Field(default=None, primary_key=True)
    list: str
    key: str
    digit: str = ""
    zh: str
    en: str
    retired_at: datetime | None = None


class SettingValue(SQLModel, table=True):
    """A setting that the estate has changed."""

    __tablename__ = "setting_value"
    key: str = Field(primary_key=True)
    value: str


class Staff(SQLModel, table=True):
    """Somebody who may sign in."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    role: str
    pin: str  #: Argon2id
    language: str = ""
    misses: int = 0
    missed_at: datetime | None = None
    gone_at: datetime | None = None


class Device(SQLModel, table=True):
    """Facts of this installation by name: its id, the misses at its lock screen."""

    key: str = Field(primary_key=True)
    value: str


class FormDraft(SQLModel, table=True):
    """A form that somebody left half typed, sealed, until its owner takes or drops it."""

    __tablename__ = "form_draft"
    key: str = Field(primary_key=True)
    owner: str = Field(index=True)
    step: str
    number: str = ""
    month: str
    box: bytes
    saved_at: datetime


class Purge(SQLModel, table=True):
    """One row while a purge is running in this transaction: the journal's triggers look for it."""

    id: int | None = Field(default=None, primary_key=True)
    why: str
