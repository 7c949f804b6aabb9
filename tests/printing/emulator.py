"""A receipt printer that we did not write (emupos, Apache-2.0), and a wire between it and us that can be cut.

emupos wants Python 3.13, so it lives in an environment of its own and is run as a program. It draws every
receipt, writes down the characters it got (each byte as one of code page 437, so that GB 18030 comes back
from the bytes) and tells every command that it does not know.
"""

import json
import re
import signal
import socket
import struct
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

#: How long the emulator may take for anything, in seconds.
PATIENCE = 30.0
#: What the printer has got by then is printed before it fails.
_ARRIVES = 0.1
_EVENT = re.compile(r"^\d\d:\d\d:\d\d\.\d{3}  (\S+) +([a-z.-]+) +(.*)$")
_RECEIPT = re.compile(r"· (\S+) → (\S+)$")
_STATUS = re.compile(rb"(?:\x10\x04[\x01-\x04])+")
#: A printer of narrow paper, which the emulator has none of.
_NARROW = """type: printer
name: 58 mm
dpi: 203
width_dots: 384
font_a: {width: 12, height: 24}
font_b: {width: 9, height: 17}
code_pages: {0: PC437}
default_code_page: 0
drawer_sensor_open_level: high
"""
NARROW = "narrow"
PROFILES = ("epson-tm-t20iii", "xprinter-xp80t", "rongta-rp326")


@dataclass(frozen=True)
class Receipt:
    """One piece of paper: what it says in characters, what it looks like, and what ended it."""

    lines: list[str]
    picture: Image.Image
    ended: str


@dataclass
class _Device:
    """What was heard of one printer."""

    port: int
    receipts: list[tuple[str, str]] = field(default_factory=list)  # what ended it, its id
    unknown: list[str] = field(default_factory=list)
    opened: int = 0
    closed: int = 0


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


class Emulator:
    """The emulator with a printer of each profile; stopped and started again it keeps its ports."""

    def __init__(self, program: Path, folder: Path) -> None:
        """Start it."""
        self.program, self.folder, self.api = program, folder, free_port()
        self.devices = {name: _Device(free_port()) for name in (*PROFILES, NARROW)}
        self._changed = threading.Condition()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "narrow.yaml").write_text(_NARROW, encoding="utf-8")
        devices = [
            {"id": name, "type": "printer", "profile": "./narrow.yaml" if name == NARROW else name,
             "connections": [{"tcp": {"port": one.port}}], "job_idle_timeout_ms": 600_000}
            for name, one in self.devices.items()
        ]  # fmt: skip  # one device
        config = {"schema": 1, "api": {"port": self.api}, "devices": devices}
        (folder / "emupos.yaml").write_text(json.dumps(config), encoding="utf-8")
        self.start()

    def start(self) -> None:
        """Switch the printers on."""
        self._ready, self._said = threading.Event(), list[str]()
        self._process = subprocess.Popen(
            [self.program, "run", "--config", "emupos.yaml"], cwd=self.folder, text=True, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "NO_COLOR": "1"},
        )  # fmt: skip  # one process
        self._hearing = threading.Thread(target=self._hear, args=(self._process,), daemon=True)
        self._hearing.start()
        if not self._ready.wait(PATIENCE) or self._process.poll() is not None:
            self.stop()
            raise RuntimeError(f"the emulator did not start: {' '.join(self._said)}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Switch the printers off; SIGKILL pulls the plug."""
        self._process.send_signal(how)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._hearing.join(PATIENCE)
        for one in self.devices.values():
            one.opened = one.closed = 0

    def _hear(self, process: subprocess.Popen[str]) -> None:
        """Note what the emulator tells until it ends."""
        assert process.stdout is not None
        for line in process.stdout:
            found = _EVENT.match(line.rstrip("\n"))
            with self._changed:
                if found is None:
                    self._said.append(line.strip())
                    if line.startswith("Showing events"):
                        self._ready.set()
                elif found[1] in self.devices:
                    self._note(self.devices[found[1]], found[2], found[3])
                self._changed.notify_all()
        self._ready.set()

    @staticmethod
    def _note(device: _Device, kind: str, words: str) -> None:
        """Note one event."""
        if kind == "printer.job.completed":
            done = _RECEIPT.search(words)
            assert done is not None, words
            device.receipts.append((done[1], done[2]))
        elif kind == "connection.opened":
            device.opened += 1
        elif kind == "connection.closed":
            device.closed += 1
        elif kind == "printer.command.unknown":
            device.unknown.append(words.removeprefix("skipped unknown bytes "))
        elif kind != "printer.status.changed":
            device.unknown.append(f"{kind} {words}")  # a code page, an open drawer: nothing that a slip may do

    def fault(self, device: str, fault: str, *, on: bool = True) -> None:
        """Let a printer fail, or mend it."""
        address = f"http://127.0.0.1:{self.api}/api/v1/devices/{device}/faults/{fault}"
        request = urllib.request.Request(address, method="PUT" if on else "DELETE")  # our own machine
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=PATIENCE):
            pass

    def settle(self, device: str, opened: int) -> None:
        """Wait until a printer has seen so many connections come and go."""
        one = self.devices[device]
        with self._changed:
            if not self._changed.wait_for(lambda: one.opened >= opened and one.closed >= one.opened, PATIENCE):
                raise RuntimeError(f"{device}: {one.opened} connections of {opened}, {one.closed} ended")

    def count(self, device: str, receipts: int) -> int:
        """Return how many receipts there are, waiting for so many."""
        one = self.devices[device]
        with self._changed:
            self._changed.wait_for(lambda: len(one.receipts) >= receipts, PATIENCE)
        return len(one.receipts)

    def receipt(self, device: str, at: int) -> Receipt:
        """Return a receipt, counted from the first."""
        ended, name = self.devices[device].receipts[at]
        text = (self.folder / "receipts" / f"{name}.txt").read_text(encoding="utf-8")
        with Image.open(self.folder / "receipts" / f"{name}.png") as image:
            picture = image.convert("1")
        return Receipt([read_back(one) for one in text.removesuffix("\n").split("\n")], picture, ended)

    def unknown(self, device: str) -> list[str]:
        """Return what a printer did not know since it was asked last."""
        one = self.devices[device]
        found, one.unknown = one.unknown, []
        return found


def read_back(line: str) -> str:
    """Return a line of the emulator's text as the Chinese that its bytes are."""
    if line.startswith(("[image ", "[qr ")):
        return line
    return line.encode("cp437").decode("gb18030", "replace")  # a cut line may end in half a character


class Wire:
    """A wire to a printer: does something once so many bytes of a job have passed, and may end there.

    `then` is "on" (the rest follows), "end" (closed in order, the rest thrown away) or "reset".
    """

    def __init__(self, port: int, after: int, then: str, act: Callable[[], None] = lambda: None) -> None:
        """Listen; every connection gets a line of its own to the printer."""
        self.port, self.after, self.then, self.act = port, after, then, act
        self._is_cut = False
        self._server = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def here(self) -> int:
        """The port at our end."""
        return int(self._server.getsockname()[1])

    def close(self) -> None:
        """Take it away; what was cut stays cut."""
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        for one in (self._accepting, *self._threads):
            one.join(PATIENCE)

    def _accept(self) -> None:
        """Take connections until closed."""
        while True:
            try:
                ours, _where = self._server.accept()
            except OSError:
                return
            theirs = socket.create_connection(("127.0.0.1", self.port))
            for work in (self._down, self._up):
                self._threads.append(threading.Thread(target=work, args=(ours, theirs), daemon=True))
                self._threads[-1].start()

    def _up(self, ours: socket.socket, theirs: socket.socket) -> None:
        """Bring what the printer says."""
        try:
            while said := theirs.recv(4096):
                ours.sendall(said)
            if not self._is_cut:
                ours.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _down(self, ours: socket.socket, theirs: socket.socket) -> None:
        """Bring what we say, up to the cut."""
        passed, done = 0, False
        try:
            while piece := ours.recv(4096 if done else max(3, self.after - passed + 1)):
                passed += 0 if _STATUS.fullmatch(piece) else len(piece)
                if not done and passed > self.after:
                    done, keep = True, len(piece) - (passed - self.after)
                    theirs.sendall(piece[:keep])
                    piece = piece[keep:]
                    time.sleep(_ARRIVES)
                    self.act()
                    if self.then != "on":
                        return self._cut(ours, theirs)
                theirs.sendall(piece)
            theirs.shutdown(socket.SHUT_WR)
        except OSError:
            theirs.close()
        return None

    def _cut(self, ours: socket.socket, theirs: socket.socket) -> None:
        """End both lines here."""
        self._is_cut = True
        theirs.shutdown(socket.SHUT_RDWR)
        if self.then == "reset":
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            ours.shutdown(socket.SHUT_WR)
            while ours.recv(4096):
                pass
        ours.close()
