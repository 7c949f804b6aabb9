"""What luggage stores, and how it is described: pieces, attempts to reach the owner, the hour agreed."""

from datetime import datetime, time, timedelta
from typing import Any

from kiosk.custody import Tried, last_contact
from kiosk.i18n import Both, Say, _
from kiosk.i18n import say as spoken
from kiosk.service import Moment, Questions, Text, ask, setting
from kiosk.store.tables import Detail, Line

_SECTION = _("Luggage")

USUAL_DAYS = setting(
    "luggage_usual_days", 3, _("Usual time of storage"), section=_SECTION, unit=_("days"), check=lambda v: 0 <= v <= 60
)
USUAL_HOUR = setting(
    "luggage_usual_hour",
    18,
    _("Usual hour of collection"),
    section=_SECTION,
    unit=_("o'clock"),
    check=lambda v: 0 <= v <= 23,
)
AGAIN_DAYS = setting(
    "luggage_again_days", 2, _("Ask again after"), section=_SECTION, unit=_("days"), check=lambda v: 1 <= v <= 30
)
OWNERS_ONLY = setting(
    "luggage_owners_only", True, _("Luggage is kept for owners and their families only"), "AMB-46", section=_SECTION
)


class Bag(Questions):
    """What is asked of one piece: digits from the estate's lists, so that slips translate."""

    kind: Text = ask(_("Kind"), "STO-05", terms="piece_kind")
    colour: Text | None = ask(_("Colour"), terms="colour", optional=True)
    size: Text = ask(_("Size"), terms="piece_size", default="1")
    damage: Text | None = ask(_("Condition"), "STO-05", terms="damage", optional=True)


class Piece(Bag, Line, table=True):  # type: ignore[misc]  # a set of questions is a plain pydantic model
    """One piece of a record, and when it went."""

    __tablename__ = "luggage_piece"
    gone_at: datetime | None = None


class Contact(Tried, Line, table=True):  # type: ignore[misc]  # see Piece
    """One attempt to reach the owner."""

    __tablename__ = "luggage_contact"


class Luggage(Detail, table=True):
    """What luggage alone needs."""

    until: datetime | None = None
    relation: str | None = None
    signature: str | None = None  #: at deposit: "paper" or strokes
    issue: int = 1  #: of the claim ticket; an older one is void
    lost_at: datetime | None = None  #: when the claim ticket was reported lost: it is void since
    told_at: datetime | None = None  #: when the supervisor was told of the thirty days
    claim: str | None = None
    collector: str | None = None
    collected_signature: str | None = None
    statement: str | None = None
    what: str | None = None  #: what is missing, where it was found
    decision: str | None = None
    witness: str | None = None


def left(at: Moment) -> list[Piece]:
    """Return the pieces that are still here."""
    return [piece for piece in at.lines(Piece) if not piece.gone_at]


def usual_time(at: Moment) -> datetime:
    """Return when the owner usually comes: some days on, in the evening."""
    return at.hour(time(at.house[USUAL_HOUR]), days=at.house[USUAL_DAYS], day=at.today)


def ask_from(at: Moment) -> datetime | None:
    """Return from when to ask the owner to collect: the time agreed, or some days after the last attempt."""
    tried = last_contact(at, Contact)
    if tried is None:
        return at.detail.until  # type: ignore[no-any-return]  # a Detail's columns are its own
    return tried + timedelta(days=at.house[AGAIN_DAYS])


def largest(pieces: list[Piece]) -> int:
    """Return the size that the largest piece asks of its place."""
    return max((int(p.size) for p in pieces if p.size and p.size.isdigit()), default=1)


def described(at: Moment, piece: Any) -> Say:
    """Return a piece in the words of the estate's lists, in both languages."""
    names = [("piece_kind", piece.kind), ("piece_size", piece.size), ("colour", piece.colour)]
    words = [at.house.term(name, key) for name, key in names if key]
    return Both(" ".join(spoken(w, "zh") for w in words), " ".join(spoken(w, "en") for w in words))


def condition(at: Moment, piece: Any) -> Say:
    """Return the condition of a piece; damage is marked as told to the owner (STO-05)."""
    if not piece.damage or piece.damage == "good":
        return _("good")
    word = at.house.term("damage", piece.damage)
    return Both(f"{spoken(word, 'zh')} 已告知", f"{spoken(word, 'en')}, told")


#: Hand-overs of one minute, entered later, stand a microsecond apart; so much still counts as the same instant.
_SAME = timedelta(milliseconds=1)


def _went_at(at: Moment, instant: datetime) -> list[datetime]:
    """Return when pieces went at an instant, in the order of their hand-overs."""
    return sorted({p.gone_at for p in at.lines(Piece) if p.gone_at and instant <= p.gone_at < instant + _SAME})


def next_going(at: Moment) -> datetime:
    """Return when pieces go that are handed over now: after those of an earlier hand-over of the same minute."""
    before = _went_at(at, at.now)
    return before[-1] + timedelta(microseconds=1) if before else at.now


def went_last(at: Moment) -> list[Piece]:
    """Return the pieces that went with the last hand-over, and with no other of the same minute."""
    went = _went_at(at, at.record.last_at)
    return [piece for piece in at.lines(Piece) if went and piece.gone_at == went[-1]]


def pieces_word(at: Moment) -> Say:
    """Return how many pieces are here, and whether that is the rest."""
    here, all_of_them = len(left(at)), len(at.lines(Piece))
    if here < all_of_them:
        return _("{n} LEFT").format(n=here)
    return Both(f"{here} 件", f"{here}")


def summary(at: Moment) -> Say:
    """Return the second line of a list: pieces and place; of what is closed, the pieces that there were."""
    count = len(left(at) if at.record.closed_at is None else at.lines(Piece))
    return Both(f"{count} 件 · {at.record.place or '··'}", f"{count} pcs · {at.record.place or '··'}")
