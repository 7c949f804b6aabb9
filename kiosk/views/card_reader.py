"""A reader of identity cards on a serial port (virtual COM): it sends lines by itself, or is asked for the card.

What is asked and what it answers stands in `kiosk.people.cards`. Tried with made-up ports only, never with a device;
readers that come with a library of their own for USB, and no port, are not served.
"""

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot

from kiosk.people import cards
from kiosk.people.mrz import Read
from kiosk.views.serial_scanner import SerialScanner, open_port

#: So long between two looks for a card, in seconds.
_PAUSE = 0.4
#: So many pauses of the port without a byte end an answer: the port waits a third of a second each time.
_SILENCES = 9
#: No answer is longer, and no line.
_LONGEST = 4_000


class CardReader(SerialScanner):
    """Reads one port on a thread of its own; `card` gives what a card says, `scanned` a line that was sent."""

    card = Signal(object)
    _card = Signal(object)

    def __init__(self, opener: Callable[[str, int], Any] = open_port, pause: float = _PAUSE) -> None:
        """Begin without a port."""
        super().__init__(opener)
        self.pause, self.asks = pause, True
        self._card.connect(self._tell_card, Qt.ConnectionType.QueuedConnection)

    def speak(self, how: str) -> None:
        """Ask the reader for a card ("asked"), or wait for its "lines"; a port in use is opened anew."""
        asks = how == "asked"
        if asks != self.asks:
            port, baud = self.port, self.baud
            self.use("", 0)
            self.asks = asks
            self.use(port, baud)

    # the reader's thread

    def _listen(self, port: Any, ended: threading.Event) -> None:
        """Read until told to end, in the way that this reader speaks."""
        if self.asks:
            while not ended.is_set():
                self._look(port)
                ended.wait(self.pause)
        else:
            self._take_lines(port, ended)

    def _look(self, port: Any) -> None:
        """Ask for a card once, and read it where one lies there."""
        if self._ask(port, cards.FIND)[0] != cards.FOUND or self._ask(port, cards.SELECT)[0] != cards.DONE:
            return
        state, data = self._ask(port, cards.READ)
        read = cards.block(cards.text_of(data)) if state == cards.DONE else None
        if read is not None:
            self._card.emit(read)

    def _ask(self, port: Any, command: bytes) -> tuple[int, bytes]:
        """Send a command and return the state and data of its answer; (0, b"") where none came whole."""
        port.write(cards.ask(command))
        held, silences = b"", 0
        while silences < _SILENCES and len(held) < _LONGEST:
            came = port.read(max(1, min(getattr(port, "in_waiting", 1), _LONGEST)))
            silences = 0 if came else silences + 1
            held += came
            held = held[max(held.find(cards.HEAD[:1]), 0) :]
            if (found := cards.answer(held)) is not None:
                return found
        return 0, b""

    def _take_lines(self, port: Any, ended: threading.Event) -> None:
        """Take lines that come by themselves; tabs stand within them."""
        held = b""
        while not ended.is_set():
            came = port.read(max(1, min(getattr(port, "in_waiting", 1), _LONGEST)))
            held += came
            while (end := next((at for at, byte in enumerate(held) if byte in b"\r\n"), -1)) >= 0:
                self._say(held[:end])
                held = held[end + 1 :]
            if (held and not came) or len(held) > _LONGEST:
                self._say(held)  # a reader that sends no end: the pause is one
                held = b""

    def _say(self, raw: bytes) -> None:
        """Hand a line to the window's thread: in UTF-8, else in the Chinese encoding of these readers."""
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("gb18030", "replace")
        line = "".join(c for c in text if c.isprintable() or c == "\t").strip()
        if line:
            self._read.emit(line)

    # the window's thread

    @Slot(object)
    def _tell_card(self, read: Read) -> None:
        """Pass a card on."""
        self.card.emit(read)
