"""The wire of a USB printer: `usb://0416:5011` or `usb://0416:5011/SERIAL`, found by its printer class.

It is looked for anew for every conversation: after a power cycle the old handle is dead, and the device has
another address on the bus. Every transfer has its time limit, for zero would mean for ever.
"""

import errno
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from kiosk.i18n import Words, _
from kiosk.places import RESOURCES
from kiosk.printing.link import NotReachedError

log = logging.getLogger(__name__)

NO_BACKEND = _("Printing by USB needs the system's library libusb: the package “libusb-1.0-0” on Debian and Ubuntu.")
ON_WINDOWS = _("On Windows, add the printer to Windows first and choose it from the list of its printers.")
NOT_THERE = _("The USB printer is not there: look at its power and its cable.")
NO_RIGHT = _("This computer does not let the program use the USB printer: its user must be in the group “lp”.")
IN_USE = _("Another program uses the USB printer.")
BROKEN = _("The USB printer does not let itself be opened: switch it off and on again.")

#: What a bundle may bring along, beside its resources.
_LIBRARY = "libusb-1.0*"
#: USB's own number for printers, and its ways of speaking to them, the two-way one first.
_PRINTER_CLASS = 7
_PROTOCOLS = (2, 3, 1)
#: What one transfer carries at most: a printer without room is noticed within it.
_PIECE = 4096
#: A device that says "nothing" at once is not asked again at once, in seconds.
_BREATH = 0.02


@dataclass(frozen=True)
class UsbDevice:
    """A printer on the bus: what its address needs, and what it calls itself."""

    vendor: int
    product: int
    serial: str
    name: str

    @property
    def address(self) -> str:
        """The address under which it is found again."""
        from urllib.parse import quote

        tail = f"/{quote(self.serial, safe='')}" if self.serial else ""
        return f"usb://{self.vendor:04x}:{self.product:04x}{tail}"


def backend() -> Any:
    """Return the library that reaches the bus: the bundle's own, if it has one; None leaves the choice to pyusb."""
    own = next(RESOURCES.parent.glob(_LIBRARY), None)
    if own is None:
        return None
    from usb.backend import libusb1

    return libusb1.get_backend(find_library=lambda _name: str(own))


def scan() -> list[UsbDevice]:
    """Return the printers that are plugged in; raises NotReachedError where the bus cannot be looked at."""
    return [_described(device) for device in _devices()]


def _devices() -> list[Any]:
    """Return every device with a printer's interface."""
    try:
        from usb import core
    except ImportError as error:
        raise NotReachedError(NO_BACKEND) from error
    try:
        return list(core.find(find_all=True, custom_match=lambda one: any(_faces(one)), backend=backend()))
    except core.NoBackendError as error:
        raise NotReachedError(ON_WINDOWS if sys.platform == "win32" else NO_BACKEND) from error
    except OSError as error:
        raise NotReachedError(_reason(error)) from error


def _faces(device: Any) -> Iterator[Any]:
    """Yield the interfaces through which a device is a printer."""
    from usb import core

    with suppress(core.USBError, NotImplementedError):
        for configuration in device:
            for face in configuration:
                if face.bInterfaceClass == _PRINTER_CLASS:
                    yield face


def _described(device: Any) -> UsbDevice:
    """Return what a device says of itself; one that may not be opened says no names."""
    said = {}
    for name in ("serial_number", "manufacturer", "product"):
        try:
            said[name] = " ".join(str(getattr(device, name) or "").replace("\0", "").split())
        except (OSError, ValueError, NotImplementedError):  # no right to open it, no language, or broken text
            said[name] = ""
    name = f"{said['manufacturer']} {said['product']}".strip()
    return UsbDevice(device.idVendor, device.idProduct, said["serial_number"], name)


def open_usb(vendor: int, product: int, serial: str) -> "UsbWire":
    """Return the wire of a printer that is plugged in now, or raise NotReachedError."""
    same = [one for one in _devices() if (one.idVendor, one.idProduct) == (vendor, product)]
    if serial:
        same = [one for one in same if _described(one).serial == serial]
    if not same:
        raise NotReachedError(NOT_THERE)
    try:
        return UsbWire(same[0])
    except OSError as error:
        log.info("usb %04x:%04x: %s", vendor, product, error)
        raise NotReachedError(_reason(error)) from error


def _reason(error: OSError) -> Words:
    """Return why a device did not open, in words."""
    reasons = {errno.EACCES: NO_RIGHT, errno.EPERM: NO_RIGHT, errno.EBUSY: IN_USE}
    reasons |= dict.fromkeys((errno.ENODEV, errno.ENOENT, errno.ENXIO), NOT_THERE)
    return reasons.get(error.errno or 0, BROKEN)


class UsbWire:
    """An open printer interface."""

    exact = False  # a transfer that fails may have carried some
    parts = False  # the printer does not see a handle being closed

    def __init__(self, device: Any) -> None:
        """Take the interface from the system's own driver and claim it."""
        from usb import core, util

        self.device, self.util = device, util
        face = min(_faces(device), key=lambda one: (*_PROTOCOLS, one.bInterfaceProtocol).index(one.bInterfaceProtocol))
        self.number = face.bInterfaceNumber
        self.was_taken = False
        with suppress(NotImplementedError):  # systems whose driver cannot be taken away
            self.was_taken = bool(device.is_kernel_driver_active(self.number))
            if self.was_taken:
                device.detach_kernel_driver(self.number)
        try:
            device.get_active_configuration()
        except core.USBError:
            device.set_configuration()
        try:
            util.claim_interface(device, self.number)
            if face.bAlternateSetting:
                device.set_interface_altsetting(self.number, face.bAlternateSetting)
            self.out, self.back = self._end(face, util.ENDPOINT_OUT), self._end(face, util.ENDPOINT_IN)
            if self.out is None:
                raise OSError(errno.ENXIO, "no way to the printer")
        except OSError:
            self.close()
            raise

    def _end(self, face: Any, direction: int) -> Any:
        """Return the bulk endpoint of a direction, None where there is none."""
        return self.util.find_descriptor(
            face,
            custom_match=lambda one: (
                self.util.endpoint_direction(one.bEndpointAddress) == direction
                and self.util.endpoint_type(one.bmAttributes) == self.util.ENDPOINT_TYPE_BULK
            ),
        )

    def write(self, data: bytes, seconds: float) -> int:
        """Send a piece, or what of it goes in time."""
        from usb import core

        try:
            return int(self.out.write(data[:_PIECE], _milliseconds(seconds)))
        except core.USBTimeoutError:
            return 0  # libusb counts what went before it gave up, so here nothing did

    def read(self, seconds: float) -> bytes | None:
        """Return what the printer says; None too where it has no way of saying anything."""
        from usb import core

        if self.back is None:
            time.sleep(min(seconds, _BREATH))
            return None
        try:
            said = bytes(self.back.read(self.back.wMaxPacketSize, _milliseconds(seconds)))
        except core.USBTimeoutError:
            return None
        if not said:
            time.sleep(min(seconds, _BREATH))
        return said or None

    def finish(self, seconds: float) -> bool:
        """A transfer that ended is at the printer."""
        return True

    def close(self) -> None:
        """Give the interface back to the system's own driver."""
        with suppress(OSError):
            self.util.release_interface(self.device, self.number)
        if self.was_taken:
            with suppress(OSError, NotImplementedError):
                self.device.attach_kernel_driver(self.number)
        with suppress(OSError):
            self.util.dispose_resources(self.device)


def _milliseconds(seconds: float) -> int:
    """Return a time limit as USB counts it; never zero, which would mean for ever."""
    return max(1, int(seconds * 1000))
