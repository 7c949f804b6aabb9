"""Visiting 访客与住宿: what visits, nights, announcements, keys and escorts share, written once.

The hours of the house (`hours`), the papers it accepts by day and by night (`papers`), whom it does not admit
(`barred`), what is asked of a guest of the night (`nights`), and how many persons are inside (`inside`). Services
import from here; none of them imports another one.
"""

from kiosk.i18n import Say, _
from kiosk.service import Moment


def a_few(number: int, at: Moment) -> Say | None:
    """Return why a number of persons or keys cannot be right, or None."""
    return None if 1 <= number <= 99 else _("One to ninety-nine.")
