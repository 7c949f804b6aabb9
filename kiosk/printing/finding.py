"""Looking for printers: on USB, at serial ports, in the computer's own list, and on the network where that is asked for.

It takes seconds and is never done on the window's thread. What cannot be looked at is left out, with a sentence.
"""

import logging
import socket
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from urllib.parse import quote

from kiosk.i18n import Say, _
from kiosk.printing import spoolers, wire_serial, wire_usb
from kiosk.printing.link import NotReachedError
from kiosk.printing.wire_tcp import PORT

log = logging.getLogger(__name__)

USB, SERIAL, NETWORK = _("USB"), _("Serial port"), _("Network")
WINDOWS, CUPS = _("Printers of Windows"), _("Printers of this computer (CUPS)")

#: How long one address may take to say that it is there, in seconds, and how many are asked at once.
_KNOCK, _AT_ONCE = 0.6, 64


@dataclass(frozen=True)
class Found:
    """A printer, or what may be one: where it is, what it calls itself, and how it is connected."""

    address: str
    name: str
    way: Say


@dataclass(frozen=True)
class Search:
    """What a search came to: printers, and why some could not be looked for."""

    printers: tuple[Found, ...] = ()
    missing: tuple[Say, ...] = ()


def search() -> Search:
    """Look at everything that is plugged into this computer, and at its own list of printers."""
    found: list[Found] = []
    missing: list[Say] = []
    for look in (_usb, _serial, _own):
        try:
            found += look()
        except NotReachedError as error:
            missing.append(error.why)
        except Exception:
            log.exception("looking for printers")
    return Search(tuple(found), tuple(missing))


def _usb() -> list[Found]:
    """Return the printers on USB; on Windows they belong to its own list."""
    if sys.platform == "win32":
        return []
    return [Found(one.address, one.name or one.address, USB) for one in wire_usb.scan()]


def _serial() -> list[Found]:
    """Return the serial ports: what stands at them nobody can see."""
    try:
        from serial.tools.list_ports import comports
    except ImportError as error:
        raise NotReachedError(wire_serial.NO_BACKEND) from error
    ports = sorted(comports(), key=lambda one: str(one.device))
    return [Found(f"serial://{one.device}", f"{one.device} {_described(one)}".strip(), SERIAL) for one in ports]


def _described(port: object) -> str:
    """Return what a port says of itself beside its name."""
    words = str(getattr(port, "description", "") or "")
    return "" if words in ("n/a", str(getattr(port, "device", "")), str(getattr(port, "name", ""))) else words


def _own() -> list[Found]:
    """Return the printers that the system knows."""
    if sys.platform == "win32":
        return [Found(f"win://{quote(one, safe='')}", one, WINDOWS) for one in spoolers.system_for("win").names()]
    try:
        return [Found(f"cups://{quote(one, safe='')}", one, CUPS) for one in spoolers.system_for("cups").names()]
    except NotReachedError:
        return []  # most counters have no CUPS and need none


def search_network(hosts: Iterable[str] = (), port: int = PORT, open_: Callable[[str], bool] | None = None) -> Search:
    """Look which addresses take receipts: those given, else the computer's own neighbourhood. Only when asked for."""
    asked = list(hosts) or neighbours(own_address())
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        there = list(pool.map(open_ or (lambda one: _is_open(one, port)), asked))
    tail = "" if port == PORT else f":{port}"
    return Search(
        tuple(Found(f"tcp://{one}{tail}", one, NETWORK) for one, yes in zip(asked, there, strict=True) if yes)
    )


def neighbours(own: str) -> list[str]:
    """Return the 253 other addresses of a small network; none for an address that is no private one."""
    try:
        address = IPv4Address(own)
    except ValueError:
        return []
    if not address.is_private or address.is_loopback:
        return []
    return [str(one) for one in IPv4Network(f"{own}/24", strict=False).hosts() if one != address]


def own_address() -> str:
    """Return the address of this computer on its network, "" where it has none; nothing is sent for it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("10.255.255.255", 1))
        return str(probe.getsockname()[0])
    return ""


def _is_open(host: str, port: int) -> bool:
    """Whether an address takes a connection; it is closed at once and nothing is sent."""
    try:
        socket.create_connection((host, port), timeout=_KNOCK).close()
    except OSError:
        return False
    return True
