"""Something long in short parts, one a turn of the event loop: keys, paint and the clock go in between."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.errors import KioskError

#: So long a thing that was done rests before it is done again, however often it was asked for meanwhile.
_REST_MS = 150


class Turns(QObject):
    """Does what a function yields the parts of; asked for again before it is done, it is done once more."""

    failed = Signal(object)  # an error in words: what was to be read cannot be read just now

    def __init__(self, parent: QObject, *, whole: bool) -> None:
        """Belong to a page; `whole` does everything at once, for tests and pictures."""
        super().__init__(parent)
        self.whole = whole
        self._parts: Iterator[None] | None = None
        self._wanted: Callable[[], Iterator[None]] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._next)

    def begin(self, make: Callable[[], Iterator[None]], *, whole: bool = False) -> None:
        """Do it from now on, the first part in the next turn; all of it now where it is wanted `whole`."""
        if whole or self.whole:
            self.stop()
            for _part in make():
                pass
            return
        self._wanted = make
        if not self._timer.isActive():
            self._timer.start(0)

    @property
    def busy(self) -> bool:
        """Whether something is under way or wanted."""
        return self._parts is not None or self._wanted is not None

    def stop(self) -> None:
        """Leave what was begun, and what was wanted."""
        self._timer.stop()
        self._parts = self._wanted = None

    @Slot()
    def _next(self) -> None:
        """Do one part."""
        if self._parts is None:
            if self._wanted is None:
                return
            self._parts, self._wanted = self._wanted(), None
        parts = self._parts
        try:
            next(parts)
        except StopIteration:
            self._done(parts)
            return
        except KioskError as error:
            self._done(parts)
            self.failed.emit(error)
            return
        except BaseException:
            self._done(parts)
            raise
        if self._parts is parts:  # else it was stopped meanwhile
            self._timer.start(0)

    def _done(self, parts: Iterator[None]) -> None:
        """Rest, then do what was asked for meanwhile."""
        if self._parts is parts:
            self._parts = None
            self._timer.start(_REST_MS)
