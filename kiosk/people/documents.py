"""Identity documents: kinds, their usual form, and what a check may say. It warns and never blocks.

Only the check digit and the date of birth of a resident number are judged: county codes were abolished and
created, residence permits begin with 81, 82 and 83, the foreign permanent resident card with 9, and old
numbers have fifteen digits (RELIABILITY, PITFALLS §10).
"""

import re
import unicodedata
from datetime import date

from kiosk.i18n import Say, _
from kiosk.values import Option

#: Kinds of document that a desk meets, in the order of their digits.
KINDS = (
    Option("resident", _("ID card"), "1"),
    Option("passport", _("passport"), "2"),
    Option("residence", _("residence permit"), "3"),
    Option("licence", _("driving licence"), "4"),
    Option("home_return", _("home-return permit"), "5"),
    Option("taiwan", _("Taiwan permit"), "6"),
    Option("work", _("work card"), "7"),
    Option("other", _("another document"), "9"),
)
#: How the numbers of a kind usually look.
_USUAL = {
    "passport": r"[A-Z0-9]{6,12}",
    "home_return": r"[HM]\d{8}(\d{2})?",
    "taiwan": r"\d{8}",
    "residence": r"\d{17}[\dX]|[A-Z]{3}\d{12}",
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_CARD = re.compile(r"(?<!\d)(?:\d{17}|\d{6}[ \-]\d{8}[ \-]?\d{3})[\dXx](?!\d)")
_TYPED_WRONG = _("Please compare this number with the document once more.")


def normal_document(text: str) -> str:
    """Return a document number in one spelling: plain capitals and digits, without spaces."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def doubtful(kind: str, text: str, today: date) -> Say | None:
    """Return what is odd about a document number, or None. It is shown; the number is kept all the same."""
    number = normal_document(text)
    if kind == "resident" or (kind in ("residence", "licence") and re.fullmatch(r"\d{17}[\dX]", number)):
        return None if plausible(number, today) else _TYPED_WRONG
    usual = _USUAL.get(kind)
    return None if usual is None or re.fullmatch(usual, number) else _TYPED_WRONG


def plausible(number: str, today: date) -> bool:
    """Whether check digit and date of birth of a resident number can be right; the place is not judged."""
    if re.fullmatch(r"\d{15}", number):
        return _day("19" + number[6:12], today) is not None
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17] and _day(number[6:14], today) is not None


def is_card(text: str) -> bool:
    """Whether a text is nothing but a resident number of today's length, check digit and all."""
    number = normal_document(text)
    return len(number) == 18 and plausible(number, date.max)


def holds_card(text: str) -> bool:
    """Whether a resident number stands in a text, as it is printed or in the groups that people type."""
    return any(is_card(found) for found in _CARD.findall(unicodedata.normalize("NFKC", text)))


def without_cards(text: str) -> str:
    """Return a text in which whatever looks like a resident number shows its first and last character only."""
    plain = unicodedata.normalize("NFKC", text)
    if not _CARD.search(plain):
        return text
    return _CARD.sub(lambda found: f"{found[0][0]}{'*' * (len(found[0]) - 2)}{found[0][-1]}", plain)


def may_be_document(text: str) -> bool:
    """Whether a text may be the whole number of a document: letters and digits in one piece, four digits at least."""
    number = normal_document(text)
    return re.fullmatch(r"[A-Z0-9]{5,20}", number) is not None and len(re.findall(r"\d", number)) >= 4


def known_by(text: str) -> str:
    """Return what of a number stays with its bearer: a home-return permit keeps its first nine characters for life."""
    number = normal_document(text)
    return number[:9] if re.fullmatch(r"[HM]\d{10}", number) else number


def has_part(number: str, part: str) -> bool:
    """Whether a number is the one that somebody left, or ends or begins with the part that he left: four characters."""
    whole, known = known_by(number), known_by(part)
    return whole == known or (len(known) >= 4 and (whole.endswith(known) or whole.startswith(known)))


def same_person(kind: str, one: str, other: str) -> bool:
    """Whether two numbers of a kind name one person: a travel permit keeps its first nine characters for life."""
    first, second = normal_document(one), normal_document(other)
    if kind == "home_return":
        return first[:9] == second[:9]
    return first == second


def _day(digits: str, today: date) -> date | None:
    """Return a day of birth that has come already and is not absurdly long ago, or None."""
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born <= today and born.year >= 1880 else None
