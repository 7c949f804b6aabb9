"""The wire of a printer at a serial port: `serial:///dev/ttyUSB0?baud=19200` or `serial://COM3?baud=19200`.

A serial port takes bytes whether a printer is there or not; so a job is only sent when the port's own buffer
has run empty, and printed only when the printer says so.
"""

import errno
import logging
import os
import select
import time
from typing import Any

from kiosk.i18n import Words, _
from kiosk.printing.link import NotReachedError, Patience

log = logging.getLogger(__name__)

NO_BACKEND = _("Serial printers need the program part “pyserial”, which is missing here.")
NO_PORT = _("There is no such serial port: look whether the cable is plugged in.")
NO_RIGHT = _("This computer does not let the program use the port: its user must be in the group “dialout” or “lp”.")
IN_USE = _("Another program uses the serial port.")
BROKEN = _("The serial port cannot be opened.")

#: Settings of the port, with what they are when nothing is said.
SETTINGS = {"baud": "9600", "flow": "none", "parity": "none"}
_PARITY = {"none": "N", "even": "E", "odd": "O"}
_FLOW = ("none", "rtscts", "dsrdtr", "xonxoff")
#: So little at once that a port without room is noticed soon.
_PIECE = 512
#: How often an emptying buffer is looked at, in seconds.
_LOOK = 0.02


def check(settings: dict[str, str]) -> dict[str, str]:
    """Return the settings of a port; ValueError where one is none."""
    found = {**SETTINGS, **settings}
    if not found["baud"].isascii() or not found["baud"].isdigit() or not 300 <= int(found["baud"]) <= 1_000_000:
        raise ValueError(found["baud"])
    if found["flow"] not in _FLOW or found["parity"] not in _PARITY:
        raise ValueError(found)
    return found


def open_serial(port: str, settings: dict[str, str], patience: Patience) -> "SerialWire":
    """Return an open port, or raise NotReachedError."""
    try:
        import serial
    except ImportError as error:
        raise NotReachedError(NO_BACKEND) from error
    try:
        return SerialWire(
            serial.Serial(
                port,
                int(settings["baud"]),
                parity=_PARITY[settings["parity"]],
                timeout=0,
                write_timeout=0 if os.name == "posix" else patience.status,
                exclusive=True,
                **{name: True for name in _FLOW[1:] if name == settings["flow"]},
            )
        )
    except (serial.SerialException, OSError, ValueError) as error:
        log.info("serial port %s: %s", port, error)
        raise NotReachedError(_reason(error)) from error


def _reason(error: BaseException) -> Words:
    """Return why a port did not open, in words."""
    number = getattr(error, "errno", None)
    if number in (errno.ENOENT, errno.ENODEV, errno.ENXIO) or isinstance(error.__cause__, FileNotFoundError):
        return NO_PORT
    if "FileNotFoundError" in str(error):  # as pyserial says it on Windows
        return NO_PORT
    if number == errno.EACCES or "PermissionError" in str(error):
        return NO_RIGHT
    return IN_USE if number in (errno.EBUSY, errno.EAGAIN) else BROKEN


class SerialWire:
    """An open serial port."""

    exact = False  # a write that fails may have sent some
    parts = False  # the printer does not see a port being closed

    def __init__(self, port: Any) -> None:
        """Talk through an open port."""
        self.port = port

    def write(self, data: bytes, seconds: float) -> int:
        """Send a piece; TimeoutError when the port took it only in part."""
        import serial

        if os.name == "posix":
            return int(self.port.write(data[:_PIECE])) if select.select([], [self.port], [], seconds)[1] else 0
        if not self._emptied(seconds, _PIECE):
            return 0
        try:
            return int(self.port.write(data[:_PIECE]))
        except serial.SerialTimeoutException as error:
            raise TimeoutError from error

    def read(self, seconds: float) -> bytes | None:
        """Return what has come, None where nothing has: a port has no other end that could close."""
        if os.name == "posix":
            return bytes(self.port.read(4096)) or None if select.select([self.port], [], [], seconds)[0] else None
        self.port.timeout = seconds
        first = bytes(self.port.read(1))
        return first + bytes(self.port.read(self.port.in_waiting)) if first else None

    def finish(self, seconds: float) -> bool:
        """Wait until the port's own buffer is empty."""
        return self._emptied(seconds, 0)

    def _emptied(self, seconds: float, left: int) -> bool:
        """Wait until no more than `left` bytes wait in the port's buffer."""
        until = time.monotonic() + seconds
        while self._waiting() > left:
            if time.monotonic() >= until:
                return False
            time.sleep(_LOOK)
        return True

    def _waiting(self) -> int:
        """Return how many bytes the port still keeps."""
        return int(self.port.out_waiting)

    def close(self) -> None:
        """Close the port; what it still keeps must not come out later beside a second try."""
        if self._waiting():
            self.port.reset_output_buffer()
        self.port.close()
