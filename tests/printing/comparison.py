"""One paper of the emulator beside the layout that it was made of, from top to bottom."""

from collections import Counter as Tally
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageChops

from kiosk.printing import text
from kiosk.printing.cells import in_rom
from kiosk.printing.codes import QUIET, module_for, squares
from kiosk.printing.layout import Line
from kiosk.printing.profile import Profile
from kiosk.printing.screen import bilevel, strip

from .emulator import Receipt

_HOLE = 96


class Difference(AssertionError):
    """Paper and screen do not say the same."""


def want(true: object, *about: object) -> None:
    """Raise unless something is true."""
    if not true:
        raise Difference("  ".join(str(one) for one in about))


@dataclass
class Comparison:
    """One paper beside the layout that it was made of, from top to bottom."""

    lines: list[Line]
    receipt: Receipt
    profile: Profile
    tally: Tally[str]
    top: int = 0
    end: int = 0  # where the last ink ends
    said: int = 0  # how many of the emulator's lines are read

    def run(self) -> list[str]:
        """Compare everything; return the codes."""
        for line in self.lines:
            if line.kind == "cut":
                continue
            if line.kind == "feed":
                self.top += line.pitch
            elif line.kind == "qr" and self.profile.mode == "text" and self.profile.qr == "native":
                self.code(line)
            elif self.is_drawn(line):
                self.drawn(line)
            else:
                self.text(line)
        want(self.said == len(self.receipt.lines), "more on paper:", self.receipt.lines[self.said :])
        want(
            self.receipt.picture.height == self.end, "paper is", self.receipt.picture.height, "dots long, not", self.end
        )
        want(self.receipt.picture.width == self.profile.dots, "width", self.receipt.picture.width)
        wanted = [line.text for line in self.lines if line.kind == "qr"]
        codes = [one.text for one in zxingcpp.read_barcodes(self.receipt.picture.convert("L"))]
        want(sorted(codes) == sorted(wanted), "codes", codes, "instead of", wanted)
        self.tally["codes read from the paper"] += len(codes)
        return codes

    def is_drawn(self, line: Line) -> bool:
        """Whether a line has to go as a picture: said here once more, in other words than the program's."""
        if self.profile.mode == "raster" or line.kind == "qr":
            return True
        lacks = any(not in_rom(one) for one in line.text)
        small = self.profile.gb2312 and any(ord(one) > 126 and not in_gb2312(one) for one in line.text)
        large = not self.profile.hanzi_big and line.height > 1 and any(ord(one) > 126 for one in line.text)
        return lacks or small or large

    def next(self) -> str:
        """Return the emulator's next line."""
        want(self.said < len(self.receipt.lines), "the paper ends too early")
        self.said += 1
        return self.receipt.lines[self.said - 1]

    def text(self, line: Line) -> None:
        """Compare a line of characters: words, place and size."""
        drawn, is_ = text.render([line]).splitlines()[1][7:-1], self.next()
        same = is_ == drawn.rstrip() if line.align == "left" else is_.strip() == drawn.strip()
        want(same, f"paper says {is_!r}, screen {drawn.rstrip()!r}")
        self.tally["lines of text the same"] += 1
        high = 24 * line.height
        if line.text.strip():
            self.looks(line, self.receipt.picture.crop((0, self.top, self.profile.dots, self.top + high)))
        self.end = self.top + high
        self.top += _HOLE if line.kind == "hole" else line.pitch

    def looks(self, line: Line, image: Image.Image) -> None:
        """Check size, place and colour of the characters in a picture of their line."""
        black = image.histogram()[0] / (image.width * image.height)
        if line.invert:
            return want(black > 0.5, "not white on black:", line.text)
        box = ImageChops.invert(image.convert("L")).getbbox()
        assert box is not None
        if any(one.isdigit() for one in line.text):
            want(box[3] - box[1] > 12 * line.height, "not", line.height, "times as high:", line.text)
        if line.align == "center":
            off = abs((box[0] + box[2]) / 2 - self.profile.dots / 2)
            want(off <= 12 * line.width, "off the middle by", off, "dots:", line.text)
        self.tally["sizes and places seen"] += 1
        return None

    def drawn(self, line: Line) -> None:
        """Compare a line that went as a picture with what the screen shows, dot for dot."""
        image = bilevel(strip(line, self.profile.dots))
        if image.getextrema() == (255, 255):
            self.top += image.height
            return
        for part in range(0, image.height, self.profile.fragment):
            is_ = self.next()
            high = min(self.profile.fragment, image.height - part)
            want(
                is_.startswith("[image ") and is_.endswith(f"x{high}]"),
                "paper says",
                is_,
                "instead of a picture:",
                line,
            )
        paper = self.receipt.picture.crop((0, self.top, self.profile.dots, self.top + image.height))
        changed = ImageChops.logical_xor(paper, image).histogram()[-1]
        want(changed <= 1, changed, "dots differ:", line)
        self.tally["dots changed so that a picture holds no command"] += changed
        self.tally["lines the same dot for dot"] += 1
        self.top += image.height
        self.end = self.top

    def code(self, line: Line) -> None:
        """A code that the printer draws: what it holds, where it stands."""
        want(self.next() == f"[qr {line.text}]", "code", line.text)
        module = module_for(line.text, line.module, self.profile.dots)
        self.end = self.top + (QUIET + len(squares(line.text))) * module
        self.top = self.end + QUIET * module


def in_gb2312(char: str) -> bool:
    """Whether GB 2312 has a character."""
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False
