"""Do not admit 不予进入: whom the estate or a unit does not want to see, and how forgiving a name is compared.

A name is compared as it sounds (pinyin in every reading, so homophones meet), by aliases, and beside it the tails of
telephone and document; a whole number, which is sealed, by its digest. What comes out is a score and its reasons; it
warns the clerk and asks for a supervisor, and never blocks in silence.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from kiosk.answers import Secret
from kiosk.i18n import Both, Say, Words, _, say
from kiosk.people import fold, readings
from kiosk.people.documents import normal_document
from kiosk.service import Moment, setting
from kiosk.store.tables import Detail
from kiosk.visiting.hours import SECTION, house_day

SCORE = setting(
    "barred_score",
    70,
    _("Do-not-admit: a likeness counts from"),
    section=SECTION,
    unit="%",
    check=lambda v: 50 <= v <= 100,
)
#: What each likeness is worth by itself; several add up to 100 at most.
_NUMBER, _SAME, _SOUNDS, _CLOSE, _PHONE, _PAPER = 100, 95, 85, 70, 75, 90
#: Whole numbers on the list are sealed under a class of their own: the list outlives a visitor's number.
KEEP = "barred"
_WHY: dict[str, Words] = {
    "same": _("same name"), "sounds": _("sounds alike"), "close": _("similar name"), "phone": _("same phone ending"),
    "paper": _("same document ending"), "number": _("same document"),
}  # fmt: skip  # one line a group reads better


class Barred(Detail, table=True):
    """Somebody whom the estate, or one unit, does not admit."""

    __tablename__ = "barred"
    aliases: str | None = None  #: further names, parted by commas
    phone_end: str | None = None
    document_end: str | None = None
    why: str | None = None
    asked_by: str | None = None
    until: date | None = None  #: the last day; None means until it is lifted


@dataclass(frozen=True)
class Likeness:
    """How like somebody on the list a visitor is: the number on the list, a score of 100, and why."""

    number: str
    score: int
    why: Say


def likeness(
    at: Moment, name: str | None, phone: str | None, document: Secret | None, unit: str | None
) -> Likeness | None:
    """Return the closest likeness on the list that counts, or None: by whole number, name, and what numbers end with."""
    found = []
    numbered = {head.id for head in at.look.shown(document, "barred")} if document is not None else set()
    paper = document.reveal() if document is not None else None
    for head in at.look.open("barred"):
        row = at.look.row(Barred, id=head.id)
        if row is None or (head.unit and head.unit != unit) or (row.until and row.until < house_day(at, at.now)):
            continue
        score, reasons = _compare(head.party or "", row, name, phone, paper)
        if head.id in numbered:
            score, reasons = _NUMBER, ["number", *(reason for reason in reasons if reason != "paper")]
        if score >= at.house[SCORE]:
            found.append(Likeness(head.number, score, _joined(reasons)))
    return max(found, key=lambda one: one.score, default=None)


def _joined(reasons: list[str]) -> Both:
    """Return reasons as one text in both languages."""
    return Both("、".join(say(_WHY[r], "zh") for r in reasons), ", ".join(say(_WHY[r], "en") for r in reasons))


def _compare(
    listed: str, row: Barred, name: str | None, phone: str | None, document: str | None
) -> tuple[int, list[str]]:
    """Return a score and its reasons."""
    worth: dict[str, int] = {}
    for one in (listed, *(row.aliases or "").replace("，", ",").replace("、", ",").split(",")):
        if one.strip() and name:
            kind, score = _alike(one.strip(), name)
            if score > max((worth.get(k, 0) for k in ("same", "sounds", "close")), default=0):
                worth = {kind: score}
    if row.phone_end and phone and phone.endswith(row.phone_end):
        worth["phone"] = _PHONE
    if row.document_end and document and normal_document(document).endswith(normal_document(row.document_end)):
        worth["paper"] = _PAPER
    best = max(worth.values(), default=0)
    return min(100, best + 5 * (len(worth) - 1)) if worth else 0, list(worth)


def _alike(listed: str, name: str) -> tuple[str, int]:
    """Return how alike two names are: written alike, sounding alike, or close."""
    one, other = (fold(text).replace(" ", "").replace("·", "") for text in (listed, name))
    if one == other:
        return "same", _SAME
    first, second = readings(listed), readings(name)
    if first & second:
        return "sounds", _SOUNDS
    close = max((SequenceMatcher(None, a, b).ratio() for a in first for b in second), default=0.0)
    return ("close", _CLOSE) if close >= 0.86 else ("", 0)
