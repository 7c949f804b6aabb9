"""The lock screen stands first: services are loaded and pages built while a name is chosen and a PIN typed.

What needs the whole window before that (somebody is in, F11, the first start, the end) makes it whole at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from kiosk.views.alarms import Alarms
from kiosk.views.going_time import TICK_MS
from kiosk.views.sign_in import SignIn

#: So long after the lock screen was shown the rest begins: it is painted by then, and a first key has been taken.
_AFTER_MS = 50


class Loading:
    """A part of the window."""

    stood = Signal()  # everything is there
    fell = Signal(object)  # it never will be: the error that kept it
    stands = False
    fallen = False

    @property
    def loaded(self) -> Any:
        """The window whose part this is."""
        return cast("Any", self)

    def load(self, parts: Iterator[None] | None) -> None:
        """Stand whole now, or once the lock screen is there and `parts` are done, one a turn of the event loop.

        Keys are heard from the beginning: F11 waits for nothing.
        """
        self.loaded.shortcuts()
        self.parts = parts if parts is not None else iter(())
        self.turns = QTimer(self.loaded, interval=_AFTER_MS)
        self.turns.timeout.connect(self.loaded.next_part)
        if parts is None:
            self.whole()
        else:
            self.turns.start()

    @Slot()
    def next_part(self) -> None:
        """Do one part; after the last the window is whole."""
        self.turns.setInterval(0)
        with self._or_fall():
            done = next(self.parts, self) is self
        if done:
            self.whole()

    def whole(self) -> None:
        """Do at once whatever is left to do."""
        if self.stands:
            return
        self.turns.stop()
        with self._or_fall():
            for _part in self.parts:
                pass
            self.stands = True
            self._stand()
        self.stood.emit()

    @contextmanager
    def _or_fall(self) -> Iterator[None]:
        """Say what keeps the window from standing: behind a lock screen nobody would know that nothing comes."""
        try:
            yield
        except Exception as error:
            self.fall(error)
            raise

    def fall(self, error: BaseException) -> None:
        """Give up standing, once: nothing more is loaded, and whoever made the window hears why."""
        self.turns.stop()
        self.parts, self.stands = iter(()), False
        if not self.fallen:
            self.fallen = True
            self.fell.emit(error)

    def _stand(self) -> None:
        """Build the window, and hear scanners, desk and clock."""
        window = self.loaded
        window.build()
        window.start_scanning()
        window.alarms = Alarms(window.bridge)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(window.bursts)
        app.installEventFilter(window)
        window.listen()
        window.timer.start(TICK_MS)
        if isinstance(window.cover, SignIn):
            window.cover.raise_()
            if window.bridge.reader.away():
                window.cover_up()  # the lock screen was made before anybody knew what being away is

    def fall_silent(self) -> None:
        """Hear nothing more; what was not loaded by now is not loaded any more."""
        window = self.loaded
        self.parts = iter(())
        self.turns.stop()
        window.timer.stop()
        window.emergency.timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(window)
        if self.stands:
            window.stop_scanning()
            window.alarms.close()
