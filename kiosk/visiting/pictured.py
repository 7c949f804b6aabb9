"""Pictured 影像: whether the house keeps pictures of documents, and whose word allows one (RELIABILITY).

Off until the estate wants it: a house that need not have pictures has none. Each is kept with the word of whom it
shows, for as many days as he is told, and no longer.
"""

from kiosk.i18n import Say, _
from kiosk.pictures import Consent
from kiosk.service import Moment, Option, setting
from kiosk.settings import PICTURE_DAYS
from kiosk.visiting.hours import SECTION

DOCUMENT_PICTURES = setting(
    "document_pictures", False, _("Pictures of documents are kept, where the visitor agrees"), section=SECTION
)
#: How somebody agrees.
HOWS = (Option("said", _("says so")), Option("signed", _("signs for it")))


def keeps(at: Moment) -> bool:
    """Whether this house keeps pictures of documents."""
    return at.house[DOCUMENT_PICTURES]


def agreed(by: str | None, how: str | None, *, yes: bool | None) -> Consent | None:
    """Return the consent that stands in a form, None where there is none."""
    return Consent(by.strip(), how) if yes and how and by and by.strip() else None


def hint(at: Moment) -> Say:
    """Return what the person in the picture is told before he agrees."""
    return _("It is marked with purpose and date, kept locked, and gone after {days} days.").format(
        days=at.house[PICTURE_DAYS]
    )
