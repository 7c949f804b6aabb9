"""A scanner on a serial port (virtual COM): its codes come whole, whatever input method or focus there is."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)

#: How long the worker waits for a character before it looks whether it should end, in seconds.
_PATIENCE = 0.3
#: How long it waits before it looks for a scanner again that was pulled out, in seconds.
_AGAIN = 3.0
#: How long a port may take to be let go, in seconds.
_LONG = 5.0
#: No code is longer: a port that sends noise fills no memory.
_LONGEST = 400


def open_port(name: str, baud: int) -> Any:
    """Open a serial port for reading; few counters have one, so only they pay for the library."""
    import serial

    return serial.Serial(name, baud, timeout=_PATIENCE)


class SerialScanner(QObject):
    """Reads one port on a thread of its own; `scanned` and `lost` arrive on the window's."""

    scanned = Signal(str)
    lost = Signal(str)
    found = Signal()
    _read = Signal(str)
    _state = Signal(object, str)

    def __init__(self, opener: Callable[[str, int], Any] = open_port, again: float = _AGAIN) -> None:
        """Begin without a port."""
        super().__init__()
        self.opener, self.again = opener, again
        self.port, self.baud = "", 0
        self._thread: threading.Thread | None = None
        self._ended = threading.Event()
        self._read.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._state.connect(self._tell_state, Qt.ConnectionType.QueuedConnection)

    def use(self, port: str, baud: int) -> None:
        """Read this port from now on; "" is none. The same port again changes nothing."""
        if (port, baud) == (self.port, self.baud):
            return
        self._ended.set()
        self.port, self.baud = port, baud
        if port:
            self._ended = threading.Event()
            self._thread = threading.Thread(
                target=self._work, args=(port, baud, self._ended, self._thread), name="scanner", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """Let the port go."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(_LONG)
            self._thread = None
        self.port = ""

    # the scanner's thread

    def _work(self, name: str, baud: int, ended: threading.Event, before: threading.Thread | None) -> None:
        """Read codes until told to end; a scanner that is pulled out is waited for.

        The port `before` is let go first: it may be the same one, and a slow driver must not stop the window.
        """
        if before is not None:
            before.join(_LONG)
        told: str | None = None
        while not ended.is_set():
            try:
                with self.opener(name, baud) as port:
                    self._state.emit(ended, "")
                    told = None
                    self._listen(port, ended)
            except (OSError, ValueError) as error:  # SerialException is an OSError; ValueError: no such speed
                if str(error) != told:
                    told = str(error)
                    log.warning("the scanner's port %s cannot be read: %s", name, error)
                    self._state.emit(ended, name)
                ended.wait(self.again)

    def _listen(self, port: Any, ended: threading.Event) -> None:
        """Take what comes; a code ends with carriage return, line feed or tab, or when nothing follows."""
        held = b""
        while not ended.is_set():
            came = port.read(max(1, min(getattr(port, "in_waiting", 1), _LONGEST)))
            held += came
            while (end := next((i for i, byte in enumerate(held) if byte in b"\r\n\t"), -1)) >= 0:
                self._say(held[:end])
                held = held[end + 1 :]
            if (held and not came) or len(held) > _LONGEST:
                self._say(held)  # a scanner that sends no end: the pause is one
                held = b""

    def _say(self, raw: bytes) -> None:
        """Hand a code to the window's thread."""
        code = "".join(c for c in raw.decode("utf-8", "replace") if c.isprintable()).strip()
        if code:
            self._read.emit(code)

    # the window's thread

    @Slot(str)
    def _tell(self, code: str) -> None:
        """Pass a code on."""
        self.scanned.emit(code)

    @Slot(object, str)
    def _tell_state(self, ended: threading.Event, lost: str) -> None:
        """Pass on that the port is there, or that it is not; a port that is used no longer has no say."""
        if ended.is_set():
            return
        if lost:
            self.lost.emit(lost)
        else:
            self.found.emit()
