"""The minute that painted words count from: "1 h 08 min left" goes on without a query.

The window tells it once a second; whoever paints reads `now`. Nothing is stored in widgets, so a minute costs one
repaint of what is to be seen.
"""

from datetime import UTC, datetime, timedelta

from kiosk.i18n import Say, _


class _Hour:
    """The present moment, as the window knows it."""

    def __init__(self) -> None:
        """Begin long ago: the window says what time it is before anything is painted."""
        self.now = datetime.min.replace(tzinfo=UTC)

    def tell(self, at: datetime) -> bool:
        """Take the present moment; whether another minute has begun."""
        before, self.now = self.now, at
        return (before.replace(second=0, microsecond=0)) != at.replace(second=0, microsecond=0)


#: The hour of the window.
HOUR = _Hour()
#: From so long before on, a line says how much time is left.
COUNTED = timedelta(hours=2)


def minutes_since(since: datetime) -> int:
    """Return how many whole minutes have gone by."""
    return max(0, int((HOUR.now - since).total_seconds() // 60))


def minutes_words(minutes: int) -> Say:
    """Return a number of minutes in words: "12 min", "1 h 08 min"."""
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{h} h {m} min").format(h=minutes // 60, m=f"{minutes % 60:02d}")


def left_words(due: datetime) -> Say:
    """Return how much time is left until an instant, or by how much it is over; what is left counts whole minutes up."""
    seconds = (due - HOUR.now).total_seconds()
    if seconds >= 0:
        return _("{time} left").format(time=minutes_words(int(-(-seconds // 60))))
    return _("{time} over").format(time=minutes_words(int(-seconds // 60)))


def tone_of(soon: datetime | None, due: datetime | None) -> str:
    """Return the tone of something that is due: red strictly after the instant (AMB-02), amber once it is due soon."""
    if due is not None and due < HOUR.now:
        return "red"
    return "amber" if soon is not None and soon <= HOUR.now else "green"
