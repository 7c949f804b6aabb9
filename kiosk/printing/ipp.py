"""One question to CUPS in its own protocol: what became of a job. Its commands do not tell a cancelled one from a printed one."""

import http.client
import os
import re
import socket
import struct
from pathlib import Path

#: States of a job (RFC 8011, 5.3.7).
CANCELED, ABORTED, COMPLETED = 7, 8, 9
#: Where CUPS listens on this computer when it is not on the network.
_SOCKET = "/run/cups/cups.sock"
_PORT = 631
_GET_JOB_ATTRIBUTES, _NOT_FOUND = 0x0009, 0x0406
_STATE = re.compile(rb"\x23\x00\x09job-state\x00\x04(.{4})", re.DOTALL)


class _Local(http.client.HTTPConnection):
    """HTTP over the socket in the file system."""

    def connect(self) -> None:
        """Connect to it."""
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


def job_state(job: int, seconds: float) -> int | None:
    """Return the state of a job, None where CUPS has forgotten it; raises OSError where CUPS does not answer."""
    body = _request(f"ipp://localhost/jobs/{job}")
    connection = _connection(seconds)
    try:
        connection.request("POST", f"/jobs/{job}", body, {"Content-Type": "application/ipp", "Host": "localhost"})
        said = connection.getresponse().read()
    except http.client.HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        connection.close()
    if len(said) < 8:
        raise OSError("no answer of CUPS")
    (status,) = struct.unpack(">H", said[2:4])
    found = _STATE.search(said)
    if found is None and status != _NOT_FOUND:
        raise OSError(f"CUPS answers {status:#06x}")
    return int.from_bytes(found[1], "big") if found is not None else None


def _connection(seconds: float) -> http.client.HTTPConnection:
    """Return the way to CUPS: as its own programs find it."""
    host, _colon, port = os.environ.get("CUPS_SERVER", "").partition(":")
    if not host and Path(_SOCKET).exists():
        return _Local(_SOCKET, timeout=seconds)
    if host.startswith("/"):
        return _Local(host, timeout=seconds)
    return http.client.HTTPConnection(host or "localhost", int(port or _PORT), timeout=seconds)


def _request(uri: str) -> bytes:
    """Return the question: which job, and that only its state is wanted."""
    attributes = (
        (0x47, "attributes-charset", "utf-8"),
        (0x48, "attributes-natural-language", "en"),
        (0x45, "job-uri", uri),
        (0x44, "requested-attributes", "job-state"),
    )
    said = b"".join(struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(value)) + value.encode()
                    for tag, name, value in attributes)  # fmt: skip
    return struct.pack(">HHIB", 0x0200, _GET_JOB_ATTRIBUTES, 1, 0x01) + said + b"\x03"
