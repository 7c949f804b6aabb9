"""A slip as a drawing in characters: what the golden files keep and what a test can read.

The gutter says how a line is printed (B bold, H double height, D double, T and Q three and four times,
INV white on black); large lines are drawn at their natural width.
"""

from kiosk.printing.cells import cells, centred, padded
from kiosk.printing.layout import Line

_GUTTER = 6


def render(lines: list[Line]) -> str:
    """Return the drawing of the lines, a frame around each strip of paper."""
    columns = lines[0].columns if lines else 48
    edge = _framed("", "+" + "-" * columns + "+")
    drawn = [edge]
    for line in lines:
        drawn.extend(_drawn(line))
    return "\n".join([*drawn, edge]) + "\n"


def _drawn(line: Line) -> list[str]:
    """Return the rows of one line."""
    if line.kind == "label":
        return [row for *_place, one in line.places for row in _drawn(one)]
    if line.kind == "cut":
        return [_framed("CUT", "+" + "=" * line.columns + "+")]
    mark = {"qr": "QR", "sign": "SIG", "tear": "TEAR", "hole": "HOLE"}.get(line.kind, line.rank)
    return [_framed(mark, f"|{row}|") for row in _rows(line)]


def _framed(mark: str, strip: str) -> str:
    """Return one row with its gutter."""
    return mark.ljust(_GUTTER) + strip


def _rows(line: Line) -> list[str]:
    """Return what stands between the edges, each row as wide as the paper."""
    if line.kind == "rule":
        return [line.text * line.columns]
    if line.kind == "qr":
        return [centred(row, line.columns) for row in _box(line)]
    if line.kind == "hole":
        return [centred(line.text, line.columns), " " * line.columns, " " * line.columns]
    if line.align == "center":
        return [centred(line.text, line.columns)]
    if line.align == "right":
        return [" " * (line.columns - cells(line.text)) + line.text]
    return [padded(line.text, line.columns)]


def _box(line: Line) -> list[str]:
    """Return the box that stands for a code, its edge in it; drawn for the smallest version."""
    dots = 29 * line.module
    inner = dots // 12 - 2
    words = f"QR {round(dots / 8)} mm".center(inner)
    edge = "+" + "-" * inner + "+"
    return [edge, f"|{words}|", f"|{' ' * inner}|", edge]
