"""A scanner that types: a burst of keys too quick for a person, ending in Enter (line feed, tab), wherever the focus is."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

#: A burst has at least so many characters …
LEAST = 6
#: … on average no longer a gap between two keys than this, in seconds …
GAP = 0.035
#: … and none longer than this: a busy computer stutters, but a person is slower on average.
STUTTER = 0.09
#: No keyboard repeats a held key so soon.
AT_ONCE = 0.005


class Bursts(QObject):
    """Watches the keys of the whole application; `scanned` gives the code of a burst."""

    scanned = Signal(str)

    def __init__(self, seconds: Callable[[], float] | None = None) -> None:
        """Count time by the keys' own time stamps, or by `seconds` in tests."""
        super().__init__()
        self.seconds = seconds
        self.code, self.first, self.last = "", 0.0, 0.0
        self.at: QWidget | None = None
        self.before: object = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collect keys; at the Enter of a burst take back what it typed into a field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if watched is not QApplication.focusWidget():
            return False
        return self._key(watched, event)

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        """Take one key; whether it is nobody else's."""
        text = event.text()
        enter = text == "\n" or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if not enter and (
            not text.isprintable() or not text or event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            return False  # a Shift on its way to a capital is no key of the code, and keeps none alive
        now = self._when(event)
        if event.isAutoRepeat() and now - self.last > AT_ONCE:
            return False  # a key held down; the same key twice in one code may look so too, but comes at once
        gap, self.last = now - self.last, now
        if enter:
            return self._end(watched, quick=gap <= STUTTER)
        if gap > STUTTER or not self.code:
            self.code, self.first, self.at, self.before = "", now, watched, _state(watched)
        self.code += text
        if _state(watched) is not None:
            return False
        # a button must not take a burst's digits for its own; nobody types letters on one, nor four keys so quickly
        return gap <= GAP and len(self.code) > 1 and (not self.code[0].isdigit() or len(self.code) > 3)

    def _when(self, event: QKeyEvent) -> float:
        """Return when a key was pressed, in seconds.

        The time of its delivery will not do: behind a busy window a person's keys arrive all at once.
        """
        if self.seconds is not None:
            return self.seconds()
        return event.timestamp() / 1000 if event.timestamp() else time.monotonic()

    def _end(self, watched: QWidget, *, quick: bool) -> bool:
        """Take the Enter of a burst; a person's Enter goes on."""
        code, self.code = self.code, ""
        steady = self.last - self.first <= GAP * len(code)
        burst = quick and steady and len(code) >= LEAST and not wants_scans(watched)
        if burst:
            self._take_back()
            self.scanned.emit(code)
        return burst

    def _take_back(self) -> None:
        """Put back what stood in the field before the burst ran into it."""
        at, before = self.at, self.before
        if isinstance(at, QLineEdit) and isinstance(before, str):
            at.setText(before)
            at.textEdited.emit(before)
        elif isinstance(at, QPlainTextEdit) and isinstance(before, str):
            at.setPlainText(before)


def wants_scans(widget: QWidget) -> bool:
    """Whether a field asks for a scan itself: then the code is its answer."""
    return bool(widget.property("scans"))


def _state(widget: QWidget) -> object:
    """Return what stands in a field."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else None
