"""Labels as couriers print them, 沈** 139****2207: what each part says of the addressee.

A label is cut into clues, the most telling first. Each names what to ask the search index and tells
whether somebody fits; nothing here reads a table.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kiosk.people.names import COMPOUND, HAN, TITLES
from kiosk.people.phones import normal_phone
from kiosk.people.pinyin import fold, initials, readings
from kiosk.people.units import KINDS, normal_unit

#: What hides a part of a name or a number.
_HIDES = "*×•·●○□_#?？✱★"
_HIDDEN = f"(?:[{_HIDES}xX]{{2,}}|-{{3,}})"
_MASKED = re.compile(
    f"(?:\\+?86[- ]?)?(\\d{{1,8}})[- ]?{_HIDDEN}[- ]?(\\d{{2,4}})(?!\\d)|(?<![{HAN}{_HIDES}])(){_HIDDEN}(\\d{{2,4}})(?!\\d)"
)
_WHOLE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)")
_TAIL = re.compile(r"(?:手机|电话|尾号|tel|phone)+[:：]?(?=[\d*])", re.IGNORECASE)
_CUTS = re.compile(r"[\s,，;；:：、/()（）\[\]【】「」|]+")
_HAN = re.compile(f"[{HAN}·]+")
#: What the names of buildings end with, and of few people; and how long those of people are.
_OF_BUILDINGS, _LONGEST_NAME = frozenset("苑园阁座栋幢楼期区号府院居舍邸廊湾郡里村"), 4
#: "To be received by", written behind a name.
_RECEIVES = re.compile("(?:亲?收|启)$")


@dataclass(frozen=True)
class Somebody:
    """What a clue compares: a name, a unit, telephone numbers."""

    name: str
    unit: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clue:
    """One part of a label: what to ask the search index ("" = too little), and who fits."""

    search: str
    fits: Callable[[Somebody], bool]
    weight: int  #: the more telling, the higher
    is_tail: bool = False  #: whether the search is for the end of a number and for nothing else


def clues(label: str) -> list[Clue]:
    """Return what a label says of its addressee, the most telling first."""
    text = _TAIL.sub(" ", unicodedata.normalize("NFKC", label[:120])).strip()
    if (unit := _unit(text)) and not _is_name_and_unit(text):
        return [_of_unit(unit)]
    found: list[Clue] = []

    def taken(make: Callable[[re.Match[str]], Clue]) -> Callable[[re.Match[str]], str]:
        return lambda match: found.append(make(match)) or " "  # type: ignore[func-returns-value]

    text = _MASKED.sub(taken(lambda m: _of_phone(m[1] or "", m[2] or m[4])), text)
    text = _WHOLE.sub(taken(lambda m: _of_number(m[0])), text)
    pieces = [piece for one in _CUTS.split(text) if one for piece in _parts(one)]
    rest = " ".join(piece for piece in pieces if re.search(r"\d", piece))
    if rest and (unit := _unit(rest)):
        found.append(_of_unit(unit))
        pieces = [piece for piece in pieces if not re.search(r"\d", piece)]
    found += [clue for piece in pieces if (clue := _of_piece(piece))]
    return sorted(found, key=lambda clue: -clue.weight)


def _unit(text: str) -> str | None:
    """Return the unit that a text names; a name with digits behind it is none, although a building may be called so."""
    unit = normal_unit(text)
    return unit if unit and (unit[0].isascii() or "-" in unit or unit.startswith(tuple(KINDS))) else None


def _is_name_and_unit(text: str) -> bool:
    """Whether a text is somebody's name and then his unit, 沈佳宜 3-2-1005; 云栖苑 3-2-1005 is a unit as a whole."""
    first, *rest = _CUTS.split(text)
    is_name = _HAN.fullmatch(first) is not None and 2 <= len(first) <= _LONGEST_NAME and first[-1] not in _OF_BUILDINGS
    return is_name and _unit(" ".join(rest)) is not None


def _parts(piece: str) -> list[str]:
    """Return a word cut where a name runs into digits, unless it is a unit as a whole."""
    return [piece] if _unit(piece) else [part for part in re.split(f"(?<=[{HAN}{_HIDES}])(?=\\d)", piece) if part]


def _of_piece(piece: str) -> Clue | None:
    """Return what one word says: a unit, the end of a number or a room, a name."""
    if unit := _unit(piece):
        return _of_unit(unit)
    if piece.isdigit():
        return _of_digits(piece)
    return _of_name(piece)


def _of_unit(unit: str) -> Clue:
    """Return the clue of a whole unit."""
    return Clue(unit, lambda one: one.unit == unit, 4)


def _of_phone(head: str, tail: str) -> Clue:
    """Return the clue of a number whose middle is hidden; three digits at the end are too few to search by."""
    head = head[-3:] if len(head) > 4 else head
    return Clue(
        tail if len(tail) == 4 else "",
        lambda one: any(_plain(p).endswith(tail) and _plain(p).startswith(head) for p in one.phones),
        6 if head else 5,
        is_tail=True,
    )


def _of_number(number: str) -> Clue:
    """Return the clue of a whole number."""
    digits = _plain(normal_phone(number))
    return Clue(digits, lambda one: any(_plain(p)[-8:] == digits[-8:] for p in one.phones), 7)


def _plain(phone: str) -> str:
    """Return the digits of a number, without its extension."""
    return re.sub(r"\D", "", phone.partition("x")[0])


def _of_digits(digits: str) -> Clue | None:
    """Return the clue of a few digits: the end of a number, or a room."""
    if not 3 <= len(digits) <= 8:
        return None

    def fits(one: Somebody) -> bool:
        room = re.split(r"\D+", one.unit)[-1]
        return room == digits or any(_plain(p).endswith(digits) for p in one.phones if len(digits) > 3)

    return Clue(digits[-4:] if len(digits) > 4 else digits, fits, 3)


def _of_name(text: str) -> Clue | None:
    """Return the clue of a name: whole, half hidden, with a title, or in letters."""
    text = _RECEIVES.sub("", text)
    title = next((t for t in TITLES if text.endswith(t) and len(text) > len(t)), "")
    bare = text.removesuffix(title)
    if title and (len(bare) == 1 or bare in COMPOUND):
        return _half_hidden(bare, "")
    hidden = re.search(f"[{_HIDES}某]+|(?<=[{HAN}])[xX]+", bare)
    if hidden and _HAN.search(bare.replace("某", "")) and not re.search(f"[{HAN}]·[{HAN}]", bare):
        return _half_hidden(bare[: hidden.start()], re.sub(f"[{_HIDES}xX某]", "", bare[hidden.end() :]))
    if _HAN.fullmatch(bare):
        return Clue(bare, lambda one: bare in one.name, 4 if len(bare) > 1 else 1)
    word = fold(re.sub(r"[\W_]", "", bare))
    return Clue(bare, lambda one: _heard(word, one.name), 2) if len(word) > 1 and word.isascii() else None


def _half_hidden(front: str, back: str) -> Clue | None:
    """Return the clue of a name of which only the beginning and the end are shown."""
    if not front and not back:
        return None

    def fits(one: Somebody) -> bool:
        return len(one.name) > len(front) + len(back) and one.name.startswith(front) and one.name.endswith(back)

    return Clue(f"{front} {back}".strip(), fits, 3 if back else 1)


def _heard(word: str, name: str) -> bool:
    """Whether letters are the pinyin, the initials or a word of a name, from the front."""
    known: Iterable[str] = (*readings(name), *initials(name), *re.findall(r"[^\W_]+", fold(name)))
    return any(one.replace(" ", "").startswith(word) for one in known)
