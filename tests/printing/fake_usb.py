"""A USB bus with printers on it, below pyusb: the program's own way to the bus runs whole, only the library is ours."""

import array
import errno
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from usb import backend, core

from .fake_printer import HEALTHY

_OUT, _IN = 0x01, 0x82


@dataclass(eq=False)
class UsbPrinter:
    """A printer on the bus: interface 0 is a keyboard where `composite`, the printer's comes after it."""

    vendor: int = 0x0416
    product: int = 0x5011
    serial: str = "A1"
    composite: bool = False
    answers: bool = True
    taken: bool = True  # the system's own driver holds it
    error: int = 0  # what claiming it ends with
    room: int = 1 << 30  # bytes that it still takes
    gone_after: int | None = None  # bytes of a job after which it is unplugged
    job: bytearray = field(default_factory=bytearray)
    said: bytearray = field(default_factory=bytearray)
    opened: int = 0
    printed: list[str] = field(default_factory=list)
    address: int = 1

    def write(self, data: bytes) -> int:
        """Take what there is room for."""
        if data[:2] == b"\x10\x04":
            self.said += bytes([HEALTHY[data[2]]])
            return len(data)
        taken = data[: self.room]
        if self.gone_after is not None and len(self.job) + len(taken) > self.gone_after:
            raise core.USBError("gone", -4, errno.ENODEV)
        self.room -= len(taken)
        self.job += taken
        at = self.job.find(b"\x1d(H\x06\x0000")
        if self.answers and at >= 0 and len(self.job) >= at + 11:
            ref = bytes(self.job[at + 7 : at + 11])
            self.printed.append(ref.decode())
            self.said += b'7"' + ref + b"\0"
            del self.job[: at + 11]
        if not taken:
            raise core.USBTimeoutError("full", -7, errno.ETIMEDOUT)
        return len(taken)


class Bus(backend.IBackend):
    """What pyusb asks of libusb."""

    def __init__(self, *printers: UsbPrinter) -> None:
        """Plug printers in."""
        super().__init__()
        self.printers = list(printers)

    def enumerate_devices(self) -> Any:
        """Yield what is plugged in."""
        return iter(self.printers)

    def get_parent(self, dev: UsbPrinter) -> None:
        """There is no hub."""

    def get_device_descriptor(self, dev: UsbPrinter) -> Any:
        """Describe a device."""
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0, bMaxPacketSize0=64,
            idVendor=dev.vendor, idProduct=dev.product, bcdDevice=1, iManufacturer=1, iProduct=2, iSerialNumber=3,
            bNumConfigurations=1, address=dev.address, bus=1, port_number=1, port_numbers=(1,), speed=3,
        )  # fmt: skip  # one descriptor

    def get_configuration_descriptor(self, dev: UsbPrinter, config: int) -> Any:
        """Describe its one configuration."""
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1 + dev.composite, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip  # one descriptor

    def get_interface_descriptor(self, dev: UsbPrinter, intf: int, alt: int, config: int) -> Any:
        """Describe an interface: the last one is the printer's."""
        if intf > dev.composite or alt:
            raise IndexError(intf)
        is_printer = intf == dev.composite
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=intf, bAlternateSetting=0, bNumEndpoints=2 if is_printer else 0,
            bInterfaceClass=7 if is_printer else 3, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip  # one descriptor

    def get_endpoint_descriptor(self, dev: UsbPrinter, ep: int, intf: int, alt: int, config: int) -> Any:
        """Describe the ways out and in."""
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=(_OUT, _IN)[ep], bmAttributes=2, wMaxPacketSize=64,
            bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip  # one descriptor

    def open_device(self, dev: UsbPrinter) -> UsbPrinter:
        """Open it."""
        if dev not in self.printers:
            raise core.USBError("gone", -4, errno.ENODEV)
        dev.opened += 1
        return dev

    def close_device(self, dev_handle: UsbPrinter) -> None:
        """Close it."""
        dev_handle.opened -= 1

    def get_configuration(self, dev_handle: UsbPrinter) -> int:
        """It is configured."""
        return 1

    def is_kernel_driver_active(self, dev_handle: UsbPrinter, intf: int) -> bool:
        """Whether the system's own driver holds it."""
        return dev_handle.taken

    def detach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        """Take it from that driver."""
        assert intf == dev_handle.composite
        dev_handle.taken = False

    def attach_kernel_driver(self, dev_handle: UsbPrinter, intf: int) -> None:
        """Give it back."""
        dev_handle.taken = True

    def claim_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        """Claim it; not while somebody else holds it."""
        if dev_handle.error or dev_handle.taken:
            raise core.USBError("no", -6, dev_handle.error or errno.EBUSY)

    def release_interface(self, dev_handle: UsbPrinter, intf: int) -> None:
        """Give it up."""

    def bulk_write(self, dev_handle: UsbPrinter, ep: int, intf: int, data: Any, timeout: int) -> int:
        """Bring bytes; a time limit of zero would be for ever."""
        assert timeout > 0
        assert ep == _OUT
        if dev_handle not in self.printers:
            raise core.USBError("gone", -4, errno.ENODEV)
        return dev_handle.write(bytes(data))

    def bulk_read(self, dev_handle: UsbPrinter, ep: int, intf: int, buff: Any, timeout: int) -> int:
        """Fetch bytes."""
        assert timeout > 0
        assert ep == _IN
        if dev_handle not in self.printers:
            raise core.USBError("gone", -4, errno.ENODEV)
        if not dev_handle.said:
            raise core.USBTimeoutError("nothing", -7, errno.ETIMEDOUT)
        said = bytes(dev_handle.said[: len(buff)])
        del dev_handle.said[: len(said)]
        buff[: len(said)] = array.array("B", said)
        return len(said)

    def ctrl_transfer(
        self, dev_handle: UsbPrinter, kind: int, request: int, value: int, index: int, data: Any, t: int
    ) -> int:
        """Say names: the language list, manufacturer, product, serial number."""
        text = ("", "Counter", "POS-80", dev_handle.serial)[value & 0xFF]
        said = b"\x04\x03\x09\x04" if not value & 0xFF else bytes([2 + 2 * len(text), 3]) + text.encode("utf-16-le")
        size = min(len(said), len(data))
        data[:size] = array.array("B", said[:size])
        return size
