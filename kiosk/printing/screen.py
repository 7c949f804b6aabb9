"""Lines as a picture, dot by dot as the paper will be: for the preview, for files, for raster printing.

Everything stands on the printer's grid of 12-dot cells; a Latin word is spread or squeezed to its cells,
so that the columns agree with what a printer's own type does.
"""

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.printing.cells import cells
from kiosk.printing.codes import QUIET, edge, module_for, squares
from kiosk.printing.fonts import font
from kiosk.printing.layout import Line

if TYPE_CHECKING:
    from PIL.Image import Image

#: Dots of a cell, across; an ordinary Han character is twice that.
CELL = 12
#: Dots of the Latin type beside 24-dot Han: its figures are just a cell wide.
_LATIN, _HAN = 22, 24
#: Grey below which a dot is black on paper.
_BLACK = 150
_HOLE_DOTS = 96

_WORDS = re.compile(r"[!-~]+|[^!-~]")


def png(lines: list[Line], dots: int = 576, *, smooth: bool = False) -> bytes:
    """Return a PNG of the lines, black dots on white; `smooth` keeps the greys, for a scaled preview."""
    image = picture(lines, dots)
    out = io.BytesIO()
    (image if smooth else bilevel(image)).save(out, "PNG", optimize=False)
    return out.getvalue()


def picture(lines: list[Line], dots: int = 576) -> "Image":
    """Return the lines one below the other, in greys."""
    from PIL import Image

    strips = [strip(line, dots, last=at == len(lines) - 1) for at, line in enumerate(lines)]
    image = Image.new("L", (dots, sum(one.height for one in strips) or 1), 255)
    top = 0
    for one in strips:
        image.paste(one, (0, top))
        top += one.height
    return image


def bilevel(image: "Image") -> "Image":
    """Return the picture in black and white."""
    return image.point(lambda grey: 255 * (grey >= _BLACK)).convert("1")


def strip(line: Line, dots: int = 576, *, last: bool = False) -> "Image":
    """Return one line as a strip of the paper's width."""
    if line.kind == "label":
        return _label(line)
    if line.kind == "qr":
        return _code(line.text, line.module, dots)
    return _strip(line, dots, last=last)


@lru_cache(maxsize=160)
def _strip(line: Line, dots: int, *, last: bool) -> "Image":
    """Return one line other than a code; a preview asks for the same ones at every key."""
    if line.kind == "cut":
        return _cut(dots, last=last)
    if line.kind == "hole":
        return _hole(dots)
    if line.kind == "feed":
        return _blank(dots, line.pitch)
    if line.kind == "rule":
        return _rule(line, dots)
    return _text(line, dots)


def _blank(width: int, height: int, paper: int = 255) -> "Image":
    """Return an empty strip."""
    from PIL import Image

    return Image.new("L", (max(width, 1), max(height, 1)), paper)


def _text(line: Line, dots: int) -> "Image":
    """Return a line of text at its size, where it stands."""
    paper, ink = (0, 255) if line.invert else (255, 0)
    image = _blank(dots, line.pitch, paper)
    words = _run(line, paper, ink)
    free = dots - words.width
    left = {"center": free // 2 // CELL * CELL if line.width == 1 else free // 2, "right": free}.get(line.align, 0)
    image.paste(words, (max(left, 0), 0))
    return image


def _run(line: Line, paper: int, ink: int) -> "Image":
    """Return the text itself; drawn at its height, then narrowed to its width."""
    from PIL import ImageDraw

    size, text = line.height, line.text.rstrip(" ")
    image = _blank(cells(text) * CELL * size, line.pitch, paper)
    draw = ImageDraw.Draw(image)
    baseline, left = _baseline(line), 0
    for word in _WORDS.findall(text):
        wide = cells(word) * CELL * size
        if word.strip("_") == "":
            draw.rectangle((left, baseline + 2 * size, left + wide - 1, baseline + 2 * size + 1), fill=ink)
        elif word.isascii() and word != " ":
            image.paste(_word(word, wide, line, paper, ink), (left, 0))
        elif word != " ":
            draw.text((left + wide // 2, baseline), word, ink, font(_HAN * size, bold=line.bold), anchor="ms")
        left += wide
    return image.resize((max(image.width * line.width // size, 1), image.height)) if line.width != size else image


def _baseline(line: Line) -> int:
    """Return the baseline of a line, counted from its top."""
    return (line.pitch - _HAN * line.height) // 2 + 21 * line.height


def _word(word: str, wide: int, line: Line, paper: int, ink: int) -> "Image":
    """Return a Latin word that takes exactly its cells: letters moved apart, or squeezed."""
    from PIL import ImageDraw

    face, high, baseline = font(_LATIN * line.height, bold=line.bold), line.pitch, _baseline(line)
    steps = [face.getlength(char) for char in word]
    natural = sum(steps)
    squeezed = natural > wide
    image = _blank(max(wide, round(natural) + 1) if squeezed else wide, high, paper)
    draw, left = ImageDraw.Draw(image), 0.0
    apart = 0.0 if squeezed else (wide - natural) / len(word)
    for char, step in zip(word, steps, strict=True):
        draw.text((left + apart / 2, baseline), char, ink, face, anchor="ls")
        left += step + apart
    return image.resize((wide, high)) if squeezed else image


def _rule(line: Line, dots: int) -> "Image":
    """Return a dashed or a double line across the paper."""
    from PIL import ImageDraw

    image = _blank(dots, line.pitch)
    draw, middle = ImageDraw.Draw(image), line.pitch // 2
    if line.text == "=":
        draw.rectangle((0, middle - 4, dots, middle - 3), fill=0)
        draw.rectangle((0, middle + 2, dots, middle + 3), fill=0)
    else:
        for left in range(0, dots, CELL):
            draw.rectangle((left + 2, middle - 1, left + 9, middle), fill=0)
    return image


def _hole(dots: int) -> "Image":
    """Return the blank zone of a bag tag with a ring where the string goes."""
    from PIL import ImageDraw

    image = _blank(dots, _HOLE_DOTS)
    middle, high = dots // 2, _HOLE_DOTS // 2
    ImageDraw.Draw(image).ellipse((middle - 24, high - 24, middle + 24, high + 24), outline=0, width=2)
    return image


def _cut(dots: int, *, last: bool) -> "Image":
    """Return the edge between two papers: white below the last one, dotted between."""
    from PIL import ImageDraw

    image = _blank(dots, CELL * 2 if last else CELL * 4)
    if not last:
        draw = ImageDraw.Draw(image)
        for left in range(0, dots, 6):
            draw.point((left, image.height // 2), fill=0)
    return image


def _label(line: Line) -> "Image":
    """Return a whole label, every line in its place."""
    image = _blank(*line.size)
    for left, top, wide, one in line.places:
        image.paste(strip(one, wide), (left, top))
    return image


@lru_cache(maxsize=64)
def _code(payload: str, module: int, dots: int) -> "Image":
    """Return a QR code in the middle, or an empty frame where the payload is not known yet."""
    from PIL import Image, ImageDraw

    module = module_for(payload, module, dots)
    size = edge(payload, module)
    image = _blank(dots, size)
    left = (dots - size) // 2 // 8 * 8
    rows = squares(payload)
    if not rows:
        inset = QUIET * module
        ImageDraw.Draw(image).rectangle((left + inset, inset, left + size - inset, size - inset), outline=0, width=2)
        return image
    small = Image.frombytes("L", (len(rows), len(rows)), bytes(0 if black else 255 for row in rows for black in row))
    big = small.resize((len(rows) * module, len(rows) * module), Image.Resampling.NEAREST)
    image.paste(big, (left + QUIET * module, QUIET * module))
    return image
