"""A scanner that types: a burst of keys too quick for a person, ending in Enter (line feed, tab), wherever the focus is.

An input method that stands between scanner and field swallows such a burst or makes Chinese of it; that is
known by the same pace and said in words, since nothing else on the screen tells why a scan did nothing.
"""

import time
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from kiosk import numbers

#: A burst has at least so many characters …
LEAST = 6
#: … on average no longer a gap between two keys than this, in seconds …
GAP = 0.035
#: … and none longer than this: a busy computer stutters, but a person is slower on average. No keyboard begins to
#: repeat a held key so soon; a scanner's "11" may look like one where the second follows the first one's release at once.
STUTTER = 0.09
#: So long after its last character a burst is over, in milliseconds.
OVER_MS = 150


class Bursts(QObject):
    """Watches the keys of the whole application.

    `scanned` gives the code of a burst, `given` one that the field itself asked for (`into` lets the form take
    it in, whatever key the scanner ends with), `garbled` what an input method made of one.
    """

    scanned = Signal(str)
    given = Signal(str)
    garbled = Signal(str)

    def __init__(self, seconds: Callable[[], float] | None = None) -> None:
        """Count time by the keys' own time stamps, or by `seconds` in tests."""
        super().__init__()
        self.seconds = seconds
        self.code, self.first, self.last = "", 0.0, 0.0
        self.at: QWidget | None = None
        self.before: object = None
        self.into: Callable[[], bool] = lambda: False
        self.composed, self.committed = 0, ""
        self.over = QTimer(self, singleShot=True, interval=OVER_MS)
        self.over.timeout.connect(self._composed_all)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Collect keys; at the Enter of a burst take back what it typed into a field."""
        if not isinstance(watched, QWidget) or watched is not QApplication.focusWidget():
            return False
        if event.type() == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._compose(watched, event)
            return False
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
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
        if event.isAutoRepeat() and now - self.last > STUTTER:
            return False  # a key held down: its repeats are counted from the first press
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

    def _when(self, event: QKeyEvent | None = None) -> float:
        """Return when a key was pressed, in seconds.

        The time of its delivery will not do: behind a busy window a person's keys arrive all at once.
        """
        if self.seconds is not None:
            return self.seconds()
        return event.timestamp() / 1000 if event is not None and event.timestamp() else time.monotonic()

    def _end(self, watched: QWidget, *, quick: bool) -> bool:
        """Take the Enter of a burst; a person's Enter goes on."""
        code, self.code = self.code, ""
        steady = self.last - self.first <= GAP * len(code)
        if not (quick and steady and len(code) >= LEAST):
            return False
        plain = unicodedata.normalize("NFKC", code)  # full-width letters and digits are the same code
        if wants(watched, plain) and plain.isascii():
            mine = self.into()
            self.given.emit(plain)
            return mine  # else the Enter goes to the field, as a person's does
        self._take_back()
        (self.scanned if plain.isascii() else self.garbled).emit(plain)
        return True

    def _take_back(self) -> None:
        """Put back what stood in the field before the burst ran into it."""
        at, before = self.at, self.before
        if isinstance(at, QLineEdit) and isinstance(before, str):
            at.setText(before)
            at.textEdited.emit(before)
        elif isinstance(at, QPlainTextEdit) and isinstance(before, str):
            at.setPlainText(before)

    # an input method between scanner and field

    def _compose(self, watched: QWidget, event: QInputMethodEvent) -> None:
        """Count what an input method makes of keys: at a scanner's pace it is a scanner's code."""
        now = self._when()
        if now - self.last > STUTTER or not self.composed:
            self.composed, self.committed, self.first = 0, "", now
            self.at, self.before = watched, _state(watched)
        self.last = now
        self.composed += 1
        self.committed += event.commitString()
        if self.composed >= LEAST or len(self.committed) >= LEAST:
            self.over.start()

    @Slot()
    def _composed_all(self) -> None:
        """Say what came of a burst that ran through an input method; a code of ours that came whole is taken."""
        count, text, self.composed = self.composed, unicodedata.normalize("NFKC", self.committed).strip(), 0
        if count < LEAST or self.last - self.first > GAP * count:
            return
        self._take_back()
        if numbers.read(text) is not None:
            self.scanned.emit(text)
        else:
            self.garbled.emit(text)


def wants(widget: QWidget, code: str) -> bool:
    """Whether a field asks for this scan itself: one that waits for foreign codes wants none of ours."""
    what = widget.property("scans")
    return bool(what) and (what != "foreign" or numbers.read(code) is None)


def _state(widget: QWidget) -> object:
    """Return what stands in a field."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else None
