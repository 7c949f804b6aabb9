"""The wire of a network printer: one connection a conversation, for a printer serves one counter at a time."""

import logging
import select
import socket
from contextlib import suppress

from kiosk.i18n import _
from kiosk.printing.link import NotReachedError, Patience

log = logging.getLogger(__name__)

REFUSED = _("The printer refuses the connection: another computer may be printing.")
NO_ANSWER = _("The printer does not answer: look at its power and network cable.")
NO_SUCH_HOST = _("No printer of that name is on the network.")
UNREACHABLE = _("The printer cannot be reached: look at the network.")

#: The port that receipt printers listen on.
PORT = 9100
_CHUNK = 4096


def open_tcp(address: tuple[str, int], patience: Patience) -> "TcpWire":
    """Return a fresh connection, or raise NotReachedError."""
    try:
        return TcpWire(address, patience)
    except ConnectionRefusedError as error:
        raise NotReachedError(REFUSED) from error
    except TimeoutError as error:
        raise NotReachedError(NO_ANSWER) from error
    except (socket.gaierror, UnicodeError) as error:
        raise NotReachedError(NO_SUCH_HOST) from error
    except OSError as error:
        log.info("printer %s:%s: %s", *address, error)
        raise NotReachedError(UNREACHABLE) from error


class TcpWire:
    """An open connection."""

    exact = True  # a send that fails took nothing
    parts = True  # the printer sees the end

    def __init__(self, address: tuple[str, int], patience: Patience) -> None:
        """Connect, or raise OSError."""
        self.socket = socket.create_connection(address, timeout=patience.connect)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.settimeout(0)

    def write(self, data: bytes, seconds: float) -> int:
        """Send what there is room for."""
        if not select.select([], [self.socket], [], seconds)[1]:
            return 0
        try:
            return self.socket.send(data)
        except BlockingIOError:
            return 0

    def read(self, seconds: float) -> bytes | None:
        """Return what has come; nothing when the other end closed."""
        if not select.select([self.socket], [], [], seconds)[0]:
            return None
        try:
            return self.socket.recv(_CHUNK)
        except BlockingIOError:
            return None

    def finish(self, seconds: float) -> bool:
        """Say that nothing more comes, and give the printer a moment to close its end too."""
        self.socket.shutdown(socket.SHUT_WR)
        self.read(seconds)
        return True

    def close(self) -> None:
        """End the connection; what was said is read first, for unread bytes would reset the line."""
        with suppress(OSError):
            while self.socket.recv(_CHUNK):
                pass
        self.socket.close()
