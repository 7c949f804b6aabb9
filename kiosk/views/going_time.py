"""Time in the window: the clock, the minutes on the page, the board that looks again, the lock after a while."""

from datetime import datetime
from typing import Any, cast

from kiosk.errors import KioskError
from kiosk.views.hour import HOUR

TICK_MS = 1000
_BOARD_EVERY = 20  # ticks
#: Whose words a problem bears when the data cannot be read.
_DATA = "data"


class Ticking:
    """A part of the window."""

    def _tick(self) -> None:
        """Let the clock go on, the board look again, and the lock come after a while.

        Data that cannot be read just now is said by a chip, not once a second by the log.
        """
        window = self.timed
        window.ticks += 1
        window.idle_ticks += 1
        try:
            self._look_again()
        except KioskError as error:
            window.say_problem(f"{error.words} {error.way}".strip(), _DATA)
        else:
            window.unsay_problem(_DATA)

    def say_unread(self, error: Any) -> None:
        """Say by the same chip that a page could not be read; the next second that can be read takes it back."""
        self.timed.say_problem(f"{error.words} {error.way}".strip(), _DATA)

    @property
    def timed(self) -> Any:
        """The window whose part this is."""
        return cast("Any", self)

    def _look_again(self) -> None:
        """Read what the second asks for."""
        window = self.timed
        self.tell_time(window.bridge.local_now())
        window.keep_watch()
        if window.ticks % _BOARD_EVERY == 0 and window.at == "desk" and window.cover is None:
            window.known["desk"].renew()
        if window.import_run is not None and window.import_run.running:
            window.idle_ticks = 0  # what somebody waits for is no idleness
        limit = int(window.bridge.reader.setting("idle_minutes")) * 60
        if window.bridge.clerk is not None and window.idle_ticks * TICK_MS // 1000 >= limit:
            window.lock()

    def tell_time(self, at: datetime) -> None:
        """Show what time it is; a page that counts minutes paints them anew, and queries nothing."""
        window = self.timed
        window.top.clock.show_time(at)
        page = window.pages.currentWidget()
        if HOUR.tell(at) and page is not None and hasattr(page, "tick"):
            page.tick()
