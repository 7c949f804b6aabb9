"""Lines as ESC/POS: one buffer a job, Chinese as GBK, and nothing but our own commands in it.

What the printer's ROM lacks (rare Han, other scripts, enlarged Han on plain printers) goes as the picture
of its line, and so does everything in raster mode. Text holds no byte below 0x20: ASCII is printable and a
GBK character is a lead byte from 0x81 and a second one from 0x40.
"""

import logging
import os
import shutil
from typing import TYPE_CHECKING, Any

from kiosk.printing.cells import centred, in_rom
from kiosk.printing.codes import QUIET, edge, module_for
from kiosk.printing.layout import PITCH, Line
from kiosk.printing.profile import Profile

if TYPE_CHECKING:
    from PIL.Image import Image

ESC, FS, GS, LF = b"\x1b", b"\x1c", b"\x1d", b"\n"

#: Asks for the paper's state behind the job (GS r 1): the answer comes when the printer has worked its way there.
FENCING = GS + b"r\x01"
#: Bits that are never set in that answer, and always in a status byte.
FENCE = 0x90

#: Moves to the beginning of the next label (GS FF).
NEXT_LABEL = GS + b"\x0c"
#: Dots of the blank zone of a bag tag below the line with its mark: 12 mm together.
_HOLE_REST = 96 - PITCH[1]
_ALIGN = {"left": 0, "center": 1, "right": 2}
_DLE_COMMANDS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def render(lines: list[Line], profile: Profile, ref: str = "") -> bytes:
    """Return the bytes of a job; `ref` is the id that the printer answers once it has printed."""
    writer = _Writer(profile)
    for line in lines:
        writer.put(line)
    if ref and profile.answers:
        writer.out += asking(ref)
    elif ref and profile.fence:
        writer.out += FENCING
    return bytes(writer.out)


def asking(ref: str) -> bytes:
    """Return the request to answer with an id of four printable characters (GS ( H, function 48)."""
    if len(ref) != 4 or not all(" " <= char <= "~" for char in ref):
        raise ValueError(f"not a printer job id: {ref!r}")
    return GS + b"(H\x06\x0000" + ref.encode("ascii")


def answer(ref: str) -> bytes:
    """Return what the printer sends when everything before the request is on paper."""
    return b'7"' + ref.encode("ascii") + b"\0"


class _Writer:
    """The buffer of one job, and what the printer is set to at its end."""

    def __init__(self, profile: Profile) -> None:
        """Begin with a reset and, where characters are sent, Chinese mode: a printer without it might print the &."""
        self.profile = profile
        self.out = bytearray(ESC + b"@" + (FS + b"&" if profile.mode == "text" else b""))
        self.set: dict[str, bytes] = {}

    def change(self, what: str, command: bytes) -> None:
        """Send a setting unless it stands already."""
        if self.set.get(what) != command:
            self.set[what] = command
            self.out += command

    def put(self, line: Line) -> None:
        """Write one line."""
        if line.kind == "cut":
            self.cut()
        elif line.kind == "feed":
            self.feed(line.pitch)
        elif line.kind == "label":
            self.label(line)
        elif line.kind == "qr" and line.text and self.profile.mode == "text" and self.profile.qr == "native":
            self.code(line)
        elif self.drawn(line):
            self.bitmap(line)
        else:
            self.text(line)

    def drawn(self, line: Line) -> bool:
        """Whether the line has to go as a picture."""
        if self.profile.mode == "raster" or line.kind == "qr":
            return True
        if line.height > 1 and not self.profile.hanzi_big and not line.text.isascii():
            return True
        return not all(in_rom(char) and (not self.profile.gb2312 or _in_gb2312(char)) for char in line.text)

    def style(self, line: Line) -> None:
        """Set pitch, place, size, weight and colour for a line."""
        self.change("pitch", ESC + b"3" + bytes([line.pitch]))
        self.change("align", ESC + b"a" + bytes([0 if line.invert else _ALIGN[line.align]]))
        size = (line.width - 1) << 4 | (line.height - 1)
        self.change("size", GS + b"!" + bytes([size]))
        if self.profile.fs_size:
            self.change("hanzi", FS + b"!" + bytes([4 * (line.width > 1) + 8 * (line.height > 1)]))
        if self.profile.bold:
            self.change("bold", ESC + b"E" + bytes([line.bold]))
        self.change("invert", GS + b"B" + bytes([line.invert]))

    def text(self, line: Line) -> None:
        """Write a line as characters."""
        self.style(line)
        if line.kind == "rule":
            text = line.text * line.columns
        else:
            text = centred(line.text, line.columns) if line.invert else line.text.rstrip(" ")
        self.out += text.encode("gbk") + LF
        if line.kind == "hole":
            self.feed(_HOLE_REST)

    def feed(self, dots: int) -> None:
        """Move the paper on."""
        self.out += ESC + b"J" + bytes([dots])

    def code(self, line: Line) -> None:
        """Write a QR code that the printer draws: model 2, level Q, its quiet zone above and below."""
        module = module_for(line.text, line.module, self.profile.dots)
        self.change("align", ESC + b"a\x01")
        self.feed(QUIET * module)
        for function, data in (
            (b"A", b"2\x00"),
            (b"C", bytes([module])),
            (b"E", b"2"),
            (b"P", b"0" + line.text.encode("ascii")),
            (b"Q", b"0"),
        ):
            self.out += GS + b"(k" + (len(data) + 2).to_bytes(2, "little") + b"1" + function + data
        self.feed(QUIET * module)

    def bitmap(self, line: Line) -> None:
        """Write a line as a picture, blank lines as feed."""
        from kiosk.printing.screen import bilevel, strip

        image = _trimmed(bilevel(strip(line, self.profile.dots)))
        height = edge(line.text, line.module) if line.kind == "qr" else line.pitch
        if image is None:
            return self.feed(min(height, 255))
        self.change("align", ESC + b"a\x00")
        self.out += _picture(image, self.profile)
        return None

    def label(self, line: Line) -> None:
        """Write a label as one picture, and move on to the next one."""
        from kiosk.printing.screen import bilevel, strip

        self.change("align", ESC + b"a\x00")
        self.out += _picture(bilevel(strip(line, self.profile.dots)), self.profile) + NEXT_LABEL

    def cut(self) -> None:
        """Feed to the cutter and cut, a corner left; or three lines of paper to tear."""
        if self.profile.cutter:
            self.out += GS + b"VB\x00"
        else:
            self.change("pitch", ESC + b"3" + bytes([PITCH[1]]))
            self.out += LF * 3


def _in_gb2312(char: str) -> bool:
    """Whether a ROM of GB 2312 draws the character."""
    try:
        return len(char.encode("gb2312")) > 0
    except UnicodeEncodeError:
        return False


def _trimmed(image: "Image") -> "Image | None":
    """Return the picture without the white at its right, in whole bytes; None where all is white."""
    from PIL import ImageOps

    box = ImageOps.invert(image.convert("L")).getbbox()
    return None if box is None else image.crop((0, 0, (box[2] + 7) // 8 * 8, image.height))


def _picture(image: "Image", profile: Profile) -> bytes:
    """Return a picture as the printer's raster command, in fragments."""
    driver = _driver(profile.dots)
    driver.image(_harmless(image), impl=profile.image, fragment_height=profile.fragment)
    return bytes(driver.output)


def _harmless(image: "Image") -> "Image":
    """Return the picture without byte pairs that a printer obeys even inside of pictures (DLE …).

    One dot turns black for it; nobody sees that, and no name can be made that opens the drawer.
    """
    from PIL import Image, ImageOps

    ink = ImageOps.invert(image.convert("L")).convert("1").tobytes()
    for pair in _DLE_COMMANDS:
        ink = ink.replace(pair, b"\x11" + pair[1:])
    return ImageOps.invert(Image.frombytes("1", image.size, ink).convert("L")).convert("1")


def _driver(dots: int) -> Any:
    """Return python-escpos writing into memory; it is slow to import, so only pictures pay for it."""
    root, quiet = logging.getLogger(), logging.NullHandler()
    root.addHandler(quiet)  # else the import would add a handler of its own
    try:
        from escpos import capabilities
        from escpos.printer import Dummy
    finally:
        root.removeHandler(quiet)
    if "ESCPOS_CAPABILITIES_PICKLE_DIR" not in os.environ:  # else it is somebody's folder
        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)  # left behind by every import
    profile = capabilities.Profile()
    # A known width: python-escpos refuses wider pictures, and does not complain on standard output.
    profile.profile_data = {**profile.profile_data, "media": {"width": {"pixels": dots, "mm": 0}}}
    return Dummy(profile=profile)
