"""Kinds of answers: what a question's type says about its editor, and how typed text becomes a value."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from kiosk.i18n import Say, _
from kiosk.people import clean_line, clean_note, normal_phone, normal_unit
from kiosk.people.documents import holds_card
from kiosk.pictures import MOST, Picture, PictureError, prepare

#: What a stroke picture may weigh, in characters of JSON.
SIGNATURE_LIMIT = 60_000
#: Signed on the printed copy instead of a pad.
ON_PAPER = "paper"
#: Years that an instant may lie in: beyond them, another zone's hour would not exist.
_YEARS = range(1900, 2201)


class AnswerError(ValueError):
    """A typed text cannot be this kind of answer; `words` say why, beside the question."""

    def __init__(self, words: Say) -> None:
        """Keep the sentence."""
        self.words = words
        super().__init__(str(words))


@dataclass(frozen=True)
class Kind:
    """Names the editor of a question's type."""

    editor: str


class Secret:
    """A value that is sealed at rest: str, repr and JSON show its mask only."""

    __slots__ = ("_plain", "mask")

    def __init__(self, plain: str, mask: str) -> None:
        """Hold `plain` for the vault and show `mask` to everybody else."""
        self._plain, self.mask = plain, mask

    def reveal(self) -> str:
        """Return the plain value: for validation and for the vault only."""
        return self._plain

    def __str__(self) -> str:
        """Return the mask."""
        return self.mask

    __repr__ = __str__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic carry the value as it is."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)


Text = Annotated[str, Kind("line")]
Note = Annotated[str, Kind("note")]
Unit = Annotated[str, Kind("unit")]
Person = Annotated[str, Kind("person")]
Phone = Annotated[str, Kind("phone")]
Phones = Annotated[list[str], Kind("phones")]
Choice = Annotated[str, Kind("buttons")]
#: The number of an earlier record of the same service, found by name, phone, plate or number.
Known = Annotated[str, Kind("known")]
Place = Annotated[str, Kind("place")]
Scan = Annotated[str, Kind("scan")]
Money = Annotated[int, Kind("money")]
Signature = Annotated[str, Kind("signature")]
Ticks = Annotated[list[int], Kind("ticks")]
Scans = Annotated[list[str], Kind("scans")]
#: Pictures of a document or a person, sealed; its question says whose consent they are kept with.
Pictures = Annotated[list[Picture], Kind("picture")]

#: The editor of a plain Python type that names none.
PLAIN = {str: "line", int: "number", bool: "tick", date: "date", datetime: "datetime", Secret: "secret"}


def _line(raw: Any, tz: ZoneInfo) -> str:
    """Return one cleaned line of text."""
    return _in_the_open(_cleaned(clean_line, raw))


def _code(raw: Any, tz: ZoneInfo) -> str:
    """Return a scanned code as one cleaned line: some carriers' numbers look like anything."""
    return _cleaned(clean_line, raw)


def _note(raw: Any, tz: ZoneInfo) -> str:
    """Return cleaned text of several lines."""
    return _in_the_open(_cleaned(clean_note, raw))


def _in_the_open(text: str) -> str:
    """Return a text that is kept in the open; a document's number is sealed, and typed where it is asked for."""
    if holds_card(text):
        raise AnswerError(
            _("A document number is kept sealed only: leave it out here, or type it where it is asked for.")
        )
    return text


def _cleaned(clean: Callable[[str], str], raw: Any) -> str:
    """Clean a text; a text that cannot be kept is answered with its own sentence."""
    if not isinstance(raw, str):
        raise AnswerError(_("Please type a text."))
    try:
        return clean(raw)
    except ValueError as error:
        raise AnswerError(getattr(error, "words", None) or str(error)) from error


def _number(raw: Any, tz: ZoneInfo) -> int:
    """Return a whole number; full-width digits count as digits."""
    if isinstance(raw, bool):
        raise AnswerError(_("Please type a whole number."))
    text = unicodedata.normalize("NFKC", str(raw)).strip()
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise AnswerError(_("Please type a whole number."))
    return int(text)


def _money(raw: Any, tz: ZoneInfo) -> int:
    """Return whole fen of an amount in yuan such as "12.50"."""
    text = unicodedata.normalize("NFKC", str(raw)).strip().lstrip("¥￥").replace(",", "")
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", text):
        raise AnswerError(_("Please type an amount such as 12.50."))
    yuan, _dot, fen = text.partition(".")
    return int(yuan) * 100 + int(fen.ljust(2, "0"))


def _date(raw: Any, tz: ZoneInfo) -> date:
    """Return a day written as 2026-11-25."""
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(unicodedata.normalize("NFKC", str(raw)).strip())
    except ValueError as error:
        raise AnswerError(_("Please type a date such as 2026-11-25.")) from error


def _datetime(raw: Any, tz: ZoneInfo) -> datetime:
    """Return an instant written as 2026-11-25 18:00 in the estate's zone; no other century is meant at a counter."""
    try:
        when = (
            raw
            if isinstance(raw, datetime)
            else datetime.fromisoformat(unicodedata.normalize("NFKC", str(raw)).strip())
        )
        if when.year not in _YEARS:
            raise ValueError("another century")
    except ValueError as error:
        raise AnswerError(_("Please type a day and an hour such as 2026-11-25 18:00.")) from error
    return (when if when.tzinfo is not None else when.replace(tzinfo=tz)).astimezone(UTC)


def _tick(raw: Any, tz: ZoneInfo) -> bool:
    """Return yes or no."""
    if isinstance(raw, bool):
        return raw
    raise AnswerError(_("Please choose yes or no."))


def _unit(raw: Any, tz: ZoneInfo) -> str:
    """Return a unit in the estate's spelling, from any common one."""
    unit = normal_unit(raw) if isinstance(raw, str) else None
    if unit is None:
        raise AnswerError(_("Please type a unit such as 3-2-1005."))
    return unit


def _phone(raw: Any, tz: ZoneInfo) -> str:
    """Return a telephone number in one spelling, so that it is found however it was typed."""
    text = _in_the_open(_cleaned(clean_line, raw))
    if text and not re.search(r"\d\D*\d", text):
        raise AnswerError(_("Please type a telephone number."))
    return normal_phone(text)


def _phones(raw: Any, tz: ZoneInfo) -> list[str]:
    """Return several telephone numbers, each once, in the order in which they are tried."""
    several = re.split(r"[,，;；、\n]+", raw) if isinstance(raw, str) else _list(raw, tz)
    return list(dict.fromkeys(number for one in several if (number := _phone(one, tz))))


def _signature(raw: Any, tz: ZoneInfo) -> str:
    """Return "paper" or the strokes of a pad as JSON."""
    if raw == ON_PAPER:
        return ON_PAPER
    if not isinstance(raw, str) or len(raw) > SIGNATURE_LIMIT or not re.fullmatch(r"[\[\]0-9.,\- ]+", raw):
        raise AnswerError(_("Please sign once more."))
    return raw


def _list(raw: Any, tz: ZoneInfo) -> list[Any]:
    """Return several choices as a list."""
    if not isinstance(raw, list | tuple):
        raise AnswerError(_("Please choose from the list."))
    return list(raw)


def _scans(raw: Any, tz: ZoneInfo) -> list[Any]:
    """Return scanned codes as cleaned lines, each once; a scanner may read the same one twice."""
    return list(dict.fromkeys(code for one in _list(raw, tz) if (code := _code(one, tz))))


def _secret(raw: Any, tz: ZoneInfo) -> Secret:
    """Return a value to be sealed."""
    from kiosk.vault import mask

    if isinstance(raw, Secret):
        return raw
    plain = _cleaned(clean_line, raw)
    return Secret(plain, mask(plain))


def _pictures(raw: Any, tz: ZoneInfo) -> list[Picture]:
    """Return pictures made safe: from files as they were read, or as a form made them safe already."""
    several = list(raw) if isinstance(raw, list | tuple) else [raw]
    if len(several) > MOST:
        raise AnswerError(_("{n} pictures at most.").format(n=MOST))
    try:
        return [one if isinstance(one, Picture) else prepare(_bytes(one)) for one in several]
    except PictureError as error:
        raise AnswerError(error.words) from error


def _bytes(raw: Any) -> bytes:
    """Return the bytes of a file that was read."""
    if not isinstance(raw, bytes):
        raise AnswerError(_("Please take a picture, or choose a file."))
    return raw


#: Editor → how its raw value becomes an answer. Raises AnswerError with the sentence to show.
PARSERS: dict[str, Callable[[Any, ZoneInfo], Any]] = {
    "line": _line,
    "note": _note,
    "number": _number,
    "money": _money,
    "date": _date,
    "datetime": _datetime,
    "tick": _tick,
    "unit": _unit,
    "person": _line,
    "phone": _phone,
    "phones": _phones,
    "buttons": _line,
    "choice": _line,
    "known": _line,
    "place": _line,
    "scan": _code,
    "scans": _scans,
    "ticks": _list,
    "signature": _signature,
    "secret": _secret,
    "picture": _pictures,
}


def parse(editor: str, raw: Any, tz: ZoneInfo) -> Any:
    """Return the value of a raw answer; raises AnswerError with the sentence to show beside it."""
    return PARSERS[editor](raw, tz)
