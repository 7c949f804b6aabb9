"""A strict reader of ESC/POS: knows the commands that a slip may hold, and fails at every other byte."""

from dataclasses import dataclass, field

from PIL import Image


class UnknownCommandError(AssertionError):
    """Something in the bytes is no command of ours and no text."""


@dataclass
class Read:
    """What a printer would have understood."""

    lines: list[str] = field(default_factory=list)
    styles: list[tuple[int, bool, bool]] = field(default_factory=list)  # size, bold, white on black: a line each
    commands: list[bytes] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    pictures: list[Image.Image] = field(default_factory=list)
    cuts: int = 0
    asks: list[str] = field(default_factory=list)

    def picture(self) -> Image.Image:
        """All pictures, one below the other."""
        width = max(one.width for one in self.pictures)
        image = Image.new("L", (width, sum(one.height for one in self.pictures)), 255)
        top = 0
        for one in self.pictures:
            image.paste(one, (0, top))
            top += one.height
        return image


#: Command → how many bytes of parameters follow.
_FIXED = {
    b"\x1b@": 0, b"\x1c&": 0, b"\x1b3": 1, b"\x1ba": 1, b"\x1bE": 1, b"\x1bJ": 1, b"\x1d!": 1, b"\x1c!": 1, b"\x1dB": 1,
}  # fmt: skip
_ALLOWED = {
    b"\x1ba": range(3),
    b"\x1bE": range(2),
    b"\x1dB": range(2),
    b"\x1c!": (0, 4, 8, 12),
    b"\x1d!": (0, 1, 17, 34, 51),
}


def parse(data: bytes) -> Read:
    """Read a whole job; every byte must make sense."""
    if not data.startswith(b"\x1b@"):
        raise UnknownCommandError("a job begins with a reset")
    read = _Reader(data).read()
    if any(read.lines) and not data.startswith(b"\x1b@\x1c&"):
        raise UnknownCommandError("characters want Chinese mode")
    return read


class _Reader:
    """The bytes and how far they are read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at, self.found = data, 0, Read()
        self.line, self.size, self.bold, self.invert, self.stored = bytearray(), 0, False, False, b""

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        found = self.data[self.at : self.at + count]
        if len(found) < count:
            raise UnknownCommandError(f"cut short at {self.at}")
        self.at += count
        return found

    def read(self) -> Read:
        """Read to the end."""
        while self.at < len(self.data):
            byte = self.take(1)
            if byte == b"\n":
                self.end_line()
            elif byte in (b"\x1b", b"\x1c", b"\x1d"):
                self.command(byte + self.take(1))
            elif b" " <= byte <= b"~":
                self.line += byte
            elif byte[0] >= 0x81:
                pair = byte + self.take(1)
                pair.decode("gbk")
                self.line += pair
            else:
                raise UnknownCommandError(f"{byte!r} at {self.at}")
        if self.line:
            raise UnknownCommandError("text without an end")
        return self.found

    def end_line(self) -> None:
        """Print a line."""
        self.found.lines.append(self.line.decode("gbk"))
        self.found.styles.append((self.size, self.bold, self.invert))
        self.line = bytearray()

    def command(self, name: bytes) -> None:
        """Obey a command."""
        if self.line:
            raise UnknownCommandError(f"{name!r} in the middle of a line")
        if name in _FIXED:
            value = self.take(_FIXED[name])
            if value and value[0] not in _ALLOWED.get(name, range(256)):
                raise UnknownCommandError(f"{name!r} {value!r}")
            self.found.commands.append(name + value)
            self.size = value[0] if name == b"\x1d!" else self.size
            self.bold = value == b"\x01" if name == b"\x1bE" else self.bold
            self.invert = value == b"\x01" if name == b"\x1dB" else self.invert
        elif name == b"\x1dV":
            self.expect(b"B\x00")
            self.found.cuts += 1
        elif name == b"\x1d(":
            self.block(self.take(1))
        elif name == b"\x1dv":
            self.expect(b"0\x00")
            self.raster()
        else:
            raise UnknownCommandError(f"{name!r} at {self.at}")

    def expect(self, wanted: bytes) -> None:
        """Take exactly these bytes."""
        found = self.take(len(wanted))
        if found != wanted:
            raise UnknownCommandError(f"{found!r} instead of {wanted!r}")

    def block(self, name: bytes) -> None:
        """Obey one of the GS ( commands."""
        body = self.take(int.from_bytes(self.take(2), "little"))
        if name == b"H" and body[:2] == b"00" and len(body) == 6:
            self.found.asks.append(body[2:].decode("ascii"))
        elif name == b"k" and body[:1] == b"1" and body[1:2] in b"ACEPQ":
            self.code(body[1:2], body[2:])
        else:
            raise UnknownCommandError(f"GS ( {name!r} {body!r}")

    def code(self, function: bytes, data: bytes) -> None:
        """Obey a step of printing a QR code."""
        wanted = {b"A": (b"2\x00",), b"E": (b"2",), b"C": (b"\x08", b"\x06", b"\x05"), b"Q": (b"0",)}
        if function == b"P":
            self.stored = data[1:]
        elif data not in wanted[function]:
            raise UnknownCommandError(f"QR {function!r} {data!r}")
        elif function == b"Q":
            self.found.codes.append(self.stored.decode("ascii"))

    def raster(self) -> None:
        """Print a picture."""
        wide, high = int.from_bytes(self.take(2), "little"), int.from_bytes(self.take(2), "little")
        ink = self.take(wide * high)
        for pair in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
            if pair in ink:
                raise UnknownCommandError(f"{pair!r} in a picture")
        image = Image.frombytes("1", (wide * 8, high), ink).convert("L")
        self.found.pictures.append(image.point(lambda grey: 255 - grey))
