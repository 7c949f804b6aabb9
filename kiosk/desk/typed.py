"""What is typed beside a step and kept: reasons of decisions and of reprints, why a slip is not printed.

They lie beside the answers, or with the slip, and go with them when their term is over; on paper they stay. So they are
cleaned like every answer, and a document number that somebody typed into one is kept as its mask.
"""

import re
from collections.abc import Callable

from kiosk.errors import KioskError
from kiosk.people import clean_line, clean_note
from kiosk.people.documents import normal_document
from kiosk.vault import mask

#: Numbers as identity documents bear them: 15 to 18 digits, the last may be an X; or in the groups of an ID card.
_DOCUMENT = re.compile(r"(?<!\d)(\d{14,17}[\dXxＸｘ]|\d{6}[ \-]\d{8}[ \-]?\d{3}[\dXxＸｘ])(?!\d)")


def reason(text: str) -> str:
    """Return a typed reason as it may be kept; KioskError where it holds what no text may."""
    return _DOCUMENT.sub(lambda found: mask(normal_document(found[0])), _cleaned(clean_note, text))


def line(text: str) -> str:
    """Return one typed line, such as the number that was called; KioskError where it holds what no text may."""
    return _cleaned(clean_line, text)


def _cleaned(clean: Callable[[str], str], text: str) -> str:
    """Clean a text, or say in words why it cannot be kept."""
    try:
        return clean(text)
    except ValueError as error:
        raise KioskError(getattr(error, "words", None)) from error
