"""A printer on TCP that can do all that real ones do: refuse, be silent, close, run out of paper, answer late."""

import re
import select
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

_DLE_EOT = re.compile(rb"\x10\x04(.)", re.DOTALL)
_ASK = re.compile(rb"\x1d\(H\x06\x0000(.{4})", re.DOTALL)

#: What a healthy printer answers to DLE EOT 1, 2 and 4.
HEALTHY = {1: 0x16, 2: 0x12, 4: 0x12}
PAPER_OUT = {1: 0x1E, 2: 0x32, 4: 0x72}
COVER_OPEN = {1: 0x1E, 2: 0x16, 4: 0x12}
MUTE: dict[int, int] = {}


@dataclass
class FakePrinter:
    """Serves one connection after the other in a thread; `jobs` are the bytes of each that sent any."""

    status: dict[int, int] = field(default_factory=lambda: dict(HEALTHY))
    then: dict[int, int] | None = None  # how it is once a job has begun
    answers: bool = True
    fences: bool = False  # answers GS r
    close_after: int | None = None  # bytes of a job after which the line is closed
    pause: float = 0.0  # until the line is closed then, in seconds
    reset: bool = False  # closed with a reset instead of in order
    jobs: list[bytes] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        """Listen and serve."""
        self._holding = self.status == PAPER_OUT
        self._changed = threading.Condition()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._poke, self._poked = socket.socketpair()
        self._closing = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"tcp://127.0.0.1:{self._server.getsockname()[1]}"

    def hold(self, status: dict[int, int] = PAPER_OUT) -> None:
        """Run out of paper: data is taken and kept, nothing prints."""
        self.status, self._holding = dict(status), True

    def release(self) -> None:
        """Get paper: what was kept comes out and is answered."""
        self.status, self._holding = dict(HEALTHY), False
        self._poke.send(b"!")

    def close(self) -> None:
        """Switch off."""
        self._closing = True
        self._poke.send(b"!")
        self._thread.join(5)
        for one in (self._server, self._poke, self._poked):
            one.close()

    def wait(self, jobs: int = 0, printed: int = 0) -> None:
        """Wait until so many jobs have arrived, so many have been printed."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.jobs) >= jobs and len(self.printed) >= printed, 10)

    def _serve(self) -> None:
        """Take connections until switched off."""
        while not self._closing:
            ready, _w, _x = select.select([self._server, self._poked], [], [])
            if self._poked in ready:
                self._poked.recv(16)
            if self._server in ready and not self._closing:
                line, _where = self._server.accept()
                self.connections += 1
                with line:
                    self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        """Serve one connection until either end closes it."""
        job, open_ = bytearray(), True
        at = -1
        while open_ and not self._closing:
            ready, _w, _x = select.select([line, self._poked], [], [])
            if self._poked in ready:
                self._poked.recv(16)
            if line in ready:
                open_ = self._hear(line, job)
            if job:
                with self._changed:
                    if at < 0:
                        at = len(self.jobs)
                        self.jobs.append(b"")
                    self.jobs[at] = bytes(job)
                    self._changed.notify_all()
            self._print(line, job)

    def _hear(self, line: socket.socket, job: bytearray) -> bool:
        """Take some bytes; False when the line is over."""
        try:
            data = line.recv(65536)
        except OSError:
            return False
        if not data:
            return False
        if self.then is not None and _DLE_EOT.sub(b"", data):
            self.status = self.then
        for asked in _DLE_EOT.findall(data):
            if asked[0] in self.status:
                line.send(bytes([self.status[asked[0]]]))
        if self.fences and b"\x1dr\x01" in data:
            line.send(b"\0")
        job += _DLE_EOT.sub(b"", data)
        if self.close_after is not None and len(job) > self.close_after:
            del job[self.close_after :]
            time.sleep(self.pause)
            if self.reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        return True

    def _print(self, line: socket.socket, job: bytearray) -> None:
        """Print what is complete, and say so."""
        if self._holding or not self.answers:
            return
        for found in _ASK.findall(bytes(job)):
            ref = found.decode("ascii")
            if ref not in self.printed:
                with self._changed:
                    self.printed.append(ref)
                    self._changed.notify_all()
                try:
                    line.send(b'7"' + found + b"\0")
                except OSError:
                    return
