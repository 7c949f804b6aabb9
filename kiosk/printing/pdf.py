"""Papers as a PDF: one page a paper, as wide and as long as it is, fonts embedded, the same bytes each time."""

import io
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kiosk.printing.cells import cells
from kiosk.printing.codes import QUIET, edge, module_for, squares
from kiosk.printing.fonts import font_file
from kiosk.printing.layout import PITCH, Line
from kiosk.printing.profile import WIDTH

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

#: Points of one printer dot, of which there are eight to the millimetre.
DOT = 72 / 25.4 / 8
_CELL, _HAN, _LATIN = 12, 24, 22
_HOLE_DOTS = 96
_TOP = 24
_REGULAR, _BOLD = "NotoSansSC", "NotoSansSC-Bold"
#: Stands for a character that the font does not hold; blank space would hide that one is missing.
_GETA = "〓"

_WORDS = re.compile(r"_+|[!-^`-~]+| +|[^ -~]")
_ASTRAL = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{5,6})>")


def render(papers: list[list[Line]], columns: int = 48, title: str = "") -> bytes:
    """Return a PDF of the papers, a page each."""
    from reportlab.pdfgen.canvas import Canvas

    fonts()
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=_REGULAR, pageCompression=1)
    canvas.setTitle(title)
    width = WIDTH[columns] * 8 * DOT
    for lines in papers:
        height = (sum(map(_height, lines)) + 2 * _TOP) * DOT
        canvas.setPageSize((width, height))
        _Page(canvas, columns * _CELL, (width, height)).draw(lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def missing(text: str) -> str:
    """Return the characters of a text that the font does not hold."""
    held = fonts()[0].face.charToGlyph
    return "".join(char for char in text if ord(char) not in held)


@lru_cache(maxsize=1)
def fonts() -> tuple[Any, Any]:
    """Register both fonts, and put right how reportlab maps characters beyond the first plane."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    plain = ttfonts.makeToUnicodeCMap

    def in_utf16(name: str, subset: list[int]) -> str:
        """Return the character map with every astral code point as two UTF-16 units."""

        def pair(found: re.Match[str]) -> str:
            return f"<{found[1]}> <{chr(int(found[2], 16)).encode('utf-16-be').hex().upper()}>"

        return str(_ASTRAL.sub(pair, plain(name, subset)))

    ttfonts.makeToUnicodeCMap = in_utf16
    found = tuple(ttfonts.TTFont(name, str(font_file(bold=name == _BOLD))) for name in (_REGULAR, _BOLD))
    for one in found:
        pdfmetrics.registerFont(one)
    return found[0], found[1]


def _height(line: Line) -> int:
    """Return the dots that a line takes down the page."""
    if line.kind == "label":
        return line.size[1]
    if line.kind == "qr":
        return edge(line.text, module_for(line.text, line.module, line.columns * _CELL))
    return {"hole": _HOLE_DOTS, "cut": 0}.get(line.kind, PITCH[line.height])


class _Page:
    """One page while it is drawn, from the top down, in dots."""

    def __init__(self, canvas: "Canvas", dots: int, size: tuple[float, float]) -> None:
        """Centre the printable width on the page."""
        self.canvas, self.dots = canvas, dots
        self.left = (size[0] - dots * DOT) / 2
        self.top = size[1] - _TOP * DOT

    def draw(self, lines: list[Line]) -> None:
        """Draw the lines one below the other."""
        for line in lines:
            if line.kind == "label":
                self.label(line)
            elif line.kind == "qr":
                self.code(line)
            elif line.kind == "rule":
                self.rule(line)
            elif line.kind == "hole":
                self.canvas.circle(self.left + self.dots / 2 * DOT, self.top - _HOLE_DOTS / 2 * DOT, 24 * DOT)
            elif line.text and line.kind != "cut":
                self.text(line)
            self.top -= _height(line) * DOT

    def label(self, line: Line) -> None:
        """Draw every line of a label in its place."""
        left, top, dots = self.left, self.top, self.dots
        for x, y, self.dots, one in line.places:
            self.left, self.top = left + x * DOT, top - y * DOT
            self.draw([one])
        self.left, self.top, self.dots = left, top, dots

    def box(self, left: float, top: float, wide: float, high: float) -> None:
        """Fill a box, given in dots from the top left corner of the line."""
        self.canvas.rect(self.left + left * DOT, self.top - (top + high) * DOT, wide * DOT, high * DOT, 0, 1)

    def rule(self, line: Line) -> None:
        """Draw a dashed or a double line."""
        if line.text == "=":
            self.box(0, 11, self.dots, 2)
            self.box(0, 17, self.dots, 2)
        else:
            for left in range(0, self.dots, _CELL):
                self.box(left + 2, 14, 8, 2)

    def code(self, line: Line) -> None:
        """Draw a QR code in the middle."""
        module = module_for(line.text, line.module, self.dots)
        left = (self.dots - edge(line.text, module)) / 2 + QUIET * module
        for y, row in enumerate(squares(line.text)):
            for x, black in enumerate(row):
                if black:
                    self.box(left + x * module, (QUIET + y) * module, module, module)

    def text(self, line: Line) -> None:
        """Draw a line of text on the grid of cells."""
        words, cell = line.text.rstrip(" "), _CELL * line.width
        free = self.dots - cells(words) * cell
        left = {"center": free / 2, "right": free}.get(line.align, 0)
        if line.invert:
            self.canvas.setFillGray(0)
            self.box(0, 0, self.dots, line.pitch)
            self.canvas.setFillGray(1)
        baseline = (line.pitch - _HAN * line.height) / 2 + 21 * line.height
        for word in _WORDS.findall(words):
            wide = cells(word) * cell
            if word[0] == "_":
                self.box(left, baseline + 2, wide, 2)
            elif word[0] != " ":
                self.word(word, (left, baseline), wide, line)
            left += wide
        self.canvas.setFillGray(0)

    def word(self, word: str, at: tuple[float, float], wide: float, line: Line) -> None:
        """Draw a word or a single Han character so that it fills its cells."""
        from reportlab.pdfbase.pdfmetrics import stringWidth

        word = "".join(_GETA if missing(char) else char for char in word)
        name = _BOLD if line.bold else _REGULAR
        size = (_LATIN if word.isascii() else _HAN) * line.height
        narrowed = line.width / line.height
        natural = stringWidth(word, name, size) * narrowed
        apart = max(wide - natural, 0.0) / len(word)
        scale = narrowed * min(1.0, wide / natural)
        text = self.canvas.beginText(self.left + (at[0] + apart / 2) * DOT, self.top - at[1] * DOT)
        text.setFont(name, size * DOT)
        text.setHorizScale(100 * scale)
        text.setCharSpace(apart * DOT / scale if len(word) > 1 else 0)
        text.textOut(unicodedata.normalize("NFC", word))
        self.canvas.drawText(text)
