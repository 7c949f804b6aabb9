"""Numbers of records: unique for ever in the database and in codes, short for people.

Stored `L26112204`; in a code `L26112204Q` with an ISO 7064 MOD 37,36 check character; printed and
said `L-1122-04` (SLIPS §1.1.5). A tag of one piece and a re-issued ticket carry a suffix with a
check character of its own: `L26112204QP2K` is the tag of piece 2, `L26112204QT2M` the second ticket.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.iso7064 import mod_37_36

_NUMBER = re.compile(r"([A-Z]{1,2})(\d{2})(\d{2})(\d{2})(\d{2,4})")
_CODE = re.compile(r"([A-Z]{1,2}\d{6}\d{2,4})([0-9A-Z])(?:([PT])(\d{1,3})([0-9A-Z]))?")
_SHORT = re.compile(r"([A-Z]{1,2})-?(\d{4})-?(\d{2,4})")


@dataclass(frozen=True)
class Code:
    """What a scanned code of ours says: a number, and the piece or the ticket issue it stands on."""

    number: str
    piece: int = 0
    issue: int = 1
    is_tag: bool = False


def make(prefix: str, day: date, run: int, digits: int = 2) -> str:
    """Return the unique number of the `run`-th record of a day, its running part of so many digits at least."""
    return f"{prefix}{day:%y%m%d}{run:0{digits}d}"


def short(number: str) -> str:
    """Return the form that people read: `L-1122-04`."""
    match = _NUMBER.fullmatch(number)
    return f"{match[1]}-{match[3]}{match[4]}-{match[5]}" if match else number


def payload(number: str, *, piece: int = 0, issue: int = 1) -> str:
    """Return the ASCII payload of a code: number and check character, with its suffix if any.

    A record that is not stored yet has no number; its preview shows a code that opens nothing.
    """
    if not _NUMBER.fullmatch(number):
        return "PREVIEW"
    code = number + mod_37_36.calc_check_digit(number)
    suffix = f"P{piece}" if piece else f"T{issue}" if issue > 1 else ""
    return code + suffix + (mod_37_36.calc_check_digit(code + suffix) if suffix else "")


def read(text: str) -> Code | None:
    """Return what a scanned text says if it is a code of ours with a right check character."""
    match = _CODE.fullmatch(text.strip().upper())
    if match is None or not _of_a_day(match[1]) or not mod_37_36.is_valid(match[1] + match[2]):
        return None
    if match[3] is None:
        return Code(match[1])
    if not mod_37_36.is_valid(match[0]):
        return None
    if match[3] == "P":
        return Code(match[1], piece=int(match[4]), is_tag=True)
    return Code(match[1], issue=int(match[4]))


def _of_a_day(number: str) -> bool:
    """Whether a number names a day that there is: a courier's waybill of the same shape seldom does."""
    match = _NUMBER.fullmatch(number)
    try:
        return match is not None and bool(date(2000 + int(match[2]), int(match[3]), int(match[4])))
    except ValueError:  # no such day
        return False


def from_short(text: str, today: date) -> list[str]:
    """Return the unique numbers that a typed short form may mean: this year's, then last year's."""
    match = _SHORT.fullmatch(text.strip().upper())
    if match is None:
        return []
    years = (today.year, today.year - 1)
    return [f"{match[1]}{year % 100:02d}{match[2]}{match[3]}" for year in years]
