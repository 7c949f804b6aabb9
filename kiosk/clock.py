"""The clock is handed in, so that a test, a practice day and a late entry can say what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime

#: Returns the present instant, aware, in UTC.
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present instant of this computer, aware, in UTC."""
    return datetime.now(UTC)


class StillClock:
    """A clock that stands until it is moved: for tests and for the practice day."""

    def __init__(self, now: datetime) -> None:
        """Stand at `now`, which must be aware."""
        if now.tzinfo is None:
            raise ValueError("a clock needs an aware instant")
        self.now = now.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the instant at which this clock stands."""
        return self.now
