"""Cells of paper: how wide a text prints, what may never reach a printer, and where a line may break.

A printer counts in cells: one for ASCII, two for whatever its Chinese ROM holds (the bytes of the GBK
encoding, which unlike Unicode's East Asian width agrees with what comes out for `“`, `①` or `é`).
"""

import re
import unicodedata
from functools import lru_cache

#: The longest text that one block prints; paper is not endless.
LONGEST = 600

#: So many characters say how many are left out.
_LEFT_OUT = 14

#: Characters whose category says that they have no picture of their own on paper: controls, format
#: controls (bidi, zero width), surrogates, private use, unassigned, separators, combining marks.
_UNPRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Mn", "Me"})

_NOT_AT_START = frozenset("，。、；：！？）》」』】〕〉”’％·…—～×,.;:!?)]}%")
_NOT_AT_END = frozenset("（《「『【〔〈“‘￥＄([{$□■")  # a box to tick stays with what it is for

_SPELT = {
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ħ": "h",
    "Ħ": "H",
    "ı": "i",
    "ŋ": "n",
    "œ": "oe",
    "Œ": "OE",
    "ŧ": "t",
}

_PIECES = re.compile(r" +|[^ ]")


@lru_cache(maxsize=8192)
def cell(char: str) -> int:
    """Return the cells of one character: its bytes in GBK, two where GBK has no such character."""
    if " " <= char <= "~":
        return 1
    return 2


def cells(text: str) -> int:
    """Return how many cells a cleaned text takes."""
    return sum(map(cell, text))


def in_rom(char: str) -> bool:
    """Whether every Chinese printer ROM that knows GBK can draw the character."""
    if " " <= char <= "~":
        return True
    try:
        return len(char.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def clean(text: str, longest: int = LONGEST) -> str:
    """Return what may be printed of a text: no controls, no bidi or zero-width marks, one yen sign.

    Line breaks and tabs become spaces; what is longer than `longest` ends in three dots and how many
    characters are left out, so that nobody signs for what he cannot see.
    """
    unseen = len(text[longest * 4 :])
    text = unicodedata.normalize("NFC", text[: longest * 4].replace("\u00a5", "\uffe5"))
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if char in "\t\n\r\v\f\x85" or category in ("Zs", "Zl", "Zp"):
            kept.append("\u3000" if char == "\u3000" else " ")
        elif category not in _UNPRINTED and not _selects_variant(char):
            kept.append(char)
    found = "".join(_folded(char) for char in kept)
    if len(found) <= longest and not unseen:
        return found
    shown = found[: max(longest - _LEFT_OUT, 0)]
    return f"{shown}... (+{len(found) - len(shown) + unseen})"


def _folded(char: str) -> str:
    """Return a Latin letter that neither ROM nor font holds (č, ł, ş …) as passports spell it."""
    if not "\u0100" <= char <= "\u024f" or in_rom(char):
        return char
    plain = "".join(one for one in unicodedata.normalize("NFKD", char) if one.isascii())
    return _SPELT.get(char, plain) or char


def _selects_variant(char: str) -> bool:
    """Whether the character only picks a variant of the one before it."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _joins(char: str) -> bool:
    """Whether the character belongs to a word that is not broken: Latin, Greek, Cyrillic, digits."""
    return cell(char) == 1 or (char.isalnum() and unicodedata.east_asian_width(char) not in "WF")


def _may_part(before: str, after: str) -> bool:
    """Whether a line may break between two neighbours that are no spaces."""
    if after in _NOT_AT_START or before in _NOT_AT_END:
        return False
    return not (_joins(before) and _joins(after))


def _atoms(text: str) -> list[str]:
    """Split a text into runs of spaces and pieces that stay on one line."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        if found and piece[0] != " " and found[-1][-1] != " " and not _may_part(found[-1][-1], piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def wrap(text: str, width: int, first: int | None = None) -> list[str]:
    """Break a cleaned text into lines of at most `width` cells, the first of at most `first`.

    No line starts with closing punctuation or ends with an opening bracket; words and numbers are only
    split where they are wider than a line. Spaces inside a line stay as they are. A line that has no room
    takes one character all the same, so that every text comes to its end.
    """
    width = max(width, 1)
    lines: list[str] = []
    line, gap, room = "", "", width if first is None else max(first, 1)
    for atom in _atoms(text.strip(" ")):
        if atom[0] == " ":
            gap = atom
            continue
        if line and cells(line + gap + atom) > room:
            if cells(atom) > width and room - cells(line + gap) >= 8:
                line += gap  # wider than any line: begin it here, split it below
                gap = ""
            else:
                lines.append(line)
                line, gap, room = "", "", width
        line, gap = line + gap + atom, ""
        while cells(line) > room:
            fits = fitting(line, room)
            lines.append(fits.rstrip(" "))
            line, room = line[len(fits) :], width
    return [*lines, line] if line or not lines else lines


def fitting(text: str, room: int) -> str:
    """Return the longest beginning of a text that fits in `room` cells, one character at least."""
    used = 0
    for at, char in enumerate(text):
        used += cell(char)
        if used > room:
            return text[: max(at, 1)]
    return text


def padded(text: str, width: int) -> str:
    """Return the text with spaces after it, up to `width` cells."""
    return text + " " * (width - cells(text))


def flush_right(left: str, right: str, width: int) -> str:
    """Return both texts on one line, the second one at its end."""
    return padded(left, width - cells(right)) + right


def centred(text: str, width: int) -> str:
    """Return the text in the middle of `width` cells, the odd space behind it."""
    return padded(" " * ((width - cells(text)) // 2) + text, width)
