"""Machine-readable lines of passports and cards (ICAO Doc 9303: TD1, TD2, TD3): what they say, and what is odd about them.

A reader types them line by line; a person may type or paste them too. Check digits are counted: a wrong one warns and
never blocks, since the lines are worn, and read by a camera.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

#: Lines and their length: cards the size of a bank card, older large cards, passports.
_SHAPES = {(3, 30), (2, 36), (2, 44)}
_LINE = re.compile(r"[A-Z0-9<]+")
_WEIGHTS = (7, 3, 1)
#: Ways in which the first line begins: passports; identity and residence cards. A visa (V) is no document of a person.
_FIRST = re.compile(r"[PIAC][A-Z<][A-Z<]{3}")


@dataclass(frozen=True)
class Read:
    """What the lines of a document say; "" and None where they do not."""

    kind: str  # of `kiosk.people.documents.KINDS`
    number: str
    name: str  # as it is read aloud: given names first
    nation: str  # three letters
    sex: str = ""  # f m
    born: date | None = None
    until: date | None = None
    odd: tuple[str, ...] = ()  # fields whose check digit is wrong: number born until all


def joined(text: str) -> str:
    """Return typed or scanned text as lines are written: capitals, digits and fillers, one line after the other."""
    plain = unicodedata.normalize("NFKC", text).upper().replace("«", "<<").replace("‹", "<")
    return re.sub(r"\s+", "", plain)


def is_line(text: str) -> bool:
    """Whether a text is one of the lines of a document: of their length, and with nothing else in it."""
    line = joined(text)
    lengths = {length for _count, length in _SHAPES}
    return len(line) in lengths and bool(_LINE.fullmatch(line))


def wants_more(lines: tuple[str, ...]) -> bool:
    """Whether lines that were read one by one begin a document and are not all of it yet."""
    first = joined(lines[0]) if lines else ""
    count = {30: 3, 36: 2, 44: 2}.get(len(first), 0)
    return bool(_FIRST.match(first)) and len(lines) < count and all(is_line(one) for one in lines)


def begins(line: str) -> bool:
    """Whether a line is the first one of a document; the last line of a card may look like one."""
    return is_line(line) and bool(_FIRST.match(joined(line)))


def read(text: str, today: date) -> Read | None:
    """Return what typed or scanned lines say, None for a text that is none of the three forms."""
    whole = joined(text)
    if not _LINE.fullmatch(whole) or not _FIRST.match(whole):
        return None
    if len(whole) == 88:
        return _passport(whole[:44], whole[44:], today)
    if len(whole) == 72:
        return _large_card(whole[:36], whole[36:], today)
    if len(whole) == 90:
        return _card(whole[:30], whole[30:60], whole[60:], today)
    return None


def digit(field: str) -> str:
    """Return the check digit of a field: weights 7, 3, 1 over digits, letters from 10, fillers nothing."""
    values = (int(c, 36) if c != "<" else 0 for c in field)
    return str(sum(value * _WEIGHTS[at % 3] for at, value in enumerate(values)) % 10)


def _passport(first: str, second: str, today: date) -> Read:
    """Return what the two lines of a passport say."""
    personal = second[28:42]
    checks = {
        "number": (second[:9], second[9]), "born": (second[13:19], second[19]), "until": (second[21:27], second[27]),
        "personal": (personal, second[42]), "all": (second[:10] + second[13:20] + second[21:43], second[43]),
    }  # fmt: skip  # one paragraph
    return Read(
        _kind(first), _bare(second[:9]), _name(first[5:]), _bare(second[10:13]), _sex(second[20]),
        _born(second[13:19], today), _until(second[21:27]), _odd(checks),
    )  # fmt: skip  # one paragraph


def _large_card(first: str, second: str, today: date) -> Read:
    """Return what the two lines of an older, larger card say."""
    number, check = _long(second[:9], second[9], second[28:35])
    checks = {
        "number": (number, check), "born": (second[13:19], second[19]), "until": (second[21:27], second[27]),
        "all": (second[:10] + second[13:20] + second[21:35], second[35]),
    }  # fmt: skip  # one paragraph
    return Read(
        _kind(first), _bare(number), _name(first[5:]), _bare(second[10:13]), _sex(second[20]),
        _born(second[13:19], today), _until(second[21:27]), _odd(checks),
    )  # fmt: skip  # one paragraph


def _card(first: str, second: str, third: str, today: date) -> Read:
    """Return what the three lines of a card say."""
    number, check = _long(first[5:14], first[14], first[15:30])
    checks = {
        "number": (number, check), "born": (second[:6], second[6]), "until": (second[8:14], second[14]),
        "all": (first[5:30] + second[:7] + second[8:15] + second[18:29], second[29]),
    }  # fmt: skip  # one paragraph
    return Read(
        _kind(first), _bare(number), _name(third), _bare(second[15:18]), _sex(second[7]),
        _born(second[:6], today), _until(second[8:14]), _odd(checks),
    )  # fmt: skip  # one paragraph


def _long(number: str, check: str, rest: str) -> tuple[str, str]:
    """Return number and check digit of a card: one that is longer than nine goes on in the field that follows."""
    if check != "<":
        return number, check
    tail = rest.split("<", 1)[0]
    return (number + tail[:-1], tail[-1]) if len(tail) > 1 else (number, check)


def _kind(first: str) -> str:
    """Return the kind of document as the desk calls it.

    Which letters the permits for the mainland bear could not be looked up in a source that binds, so their number
    decides, and a card of which nothing more is known is "another document".
    """
    if first[0] == "P":
        return "passport"
    number = _bare(first[5:14])
    if first[0] == "C" and first[2:5] == "CHN" and re.fullmatch(r"[HM]\d{8}", number):
        return "home_return"
    if first[0] == "C" and first[2:5] == "CHN" and re.fullmatch(r"\d{8}", number):
        return "taiwan"
    return "other"


def _name(field: str) -> str:
    """Return a name as it is read aloud: given names, then the surname."""
    surname, _sep, given = field.partition("<<")
    parts = [" ".join(one.replace("<", " ").split()).title() for one in (given, surname)]
    return " ".join(part for part in parts if part)


def _bare(field: str) -> str:
    """Return a field without its fillers."""
    return field.replace("<", "")


def _sex(letter: str) -> str:
    """Return f or m, "" where neither is said."""
    return {"F": "f", "M": "m"}.get(letter, "")


def _odd(checks: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return the fields whose check digit is wrong; an empty field may have a filler for it."""
    return tuple(
        name
        for name, (field, check) in checks.items()
        if not (check == "<" and not _bare(field)) and digit(field) != check
    )


def _born(digits: str, today: date) -> date | None:
    """Return a day of birth: of the century in which it is not still to come."""
    for century in (today.year // 100, today.year // 100 - 1):
        day = _day(f"{century:02d}{digits}")
        if day is not None and day <= today:
            return day
    return None


def _until(digits: str) -> date | None:
    """Return the day until which a document is good: of this century."""
    return _day(f"20{digits}")


def _day(digits: str) -> date | None:
    """Return a day of eight digits, None where there is none."""
    if not re.fullmatch(r"\d{8}", digits):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
