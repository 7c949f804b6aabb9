"""Values of what lies sealed: what a page may show of it without opening anything."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.i18n import Say


@dataclass(frozen=True)
class SealedRow:
    """A number or a picture that lies sealed with a record; it is shown on request, which the journal says."""

    sort: str  # number picture
    id: int
    title: Say  # of the question that asked for it
    mask: str  # of a number
    at: datetime
    allowed_by: str = ""  # who agreed that a picture is kept
    how: str = ""  # said signed letter
    days: int = 0  # until a picture goes by itself
    no: int = 0  # which of its question's pictures
    opens: bool = True  # False: it is only compared, and nobody is shown more than its mask
