"""Die-cut labels: a slip as one picture a label, place above, code at the right, the rest at the left (SLIPS §1.3).

A label has one size and no cutter: what does not fit goes on to a second label under the same place, never away.
Where a label is too low for place and code, the place stands beside the code; where it is too narrow for words
beside the code, they stand below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kiosk.printing import slip
from kiosk.printing.codes import edge
from kiosk.printing.layout import PITCH, Line, Reprint, layout

#: Blank dots at every edge: a label does not lie as exactly as its picture.
MARGIN = 12
_CELL = 12
#: Columns in which words can still be read beside a code, and the height that any line but the largest fits in.
_READABLE, _LINE = 8, PITCH[2]
#: What a label has no use for.
_NOT_ON_LABELS = (slip.Tear, slip.Hole, slip.Rule)
#: Where a line stands on a label: from the left, from the top, how wide, and the line itself.
Place = tuple[int, int, int, Line]


@dataclass(frozen=True)
class _Frame:
    """What every label of a slip bears, each thing in its place, and the room that is left for the rest."""

    places: tuple[Place, ...]
    top: int
    wide: int
    high: int


def compose(
    blocks: Iterable[slip.Block], size: tuple[int, int], *, language: str = "zh", reprint: Reprint | None = None
) -> list[Line]:
    """Return the labels of a slip, each one line that is a picture of its own."""
    kept = [one for one in blocks if not isinstance(one, _NOT_ON_LABELS)]
    above = next((one for one in kept if isinstance(one, slip.Big)), None)
    code = next((one for one in kept if isinstance(one, slip.Code)), None)
    square = _lines([replace(code, small=True)], size[0] // _CELL, language)[0] if code is not None else None
    frame = _frame(above, square, size, language)
    others = [one for one in kept if one is not above and one is not code]
    rest = [_lower(one, frame.high) for one in _lines(others, frame.wide // _CELL, language, reprint)]
    labels: list[Line] = []
    while rest or not labels:
        used, rest = _fitting(rest, frame.high)
        labels.append(_label(size, frame, used))
    if len(labels) > 1 and language == "both":  # two labels for one parcel help nobody: Chinese is enough there
        return compose(kept, size, language="zh", reprint=reprint)
    return labels


def _lines(blocks: Sequence[slip.Block], columns: int, language: str, reprint: Reprint | None = None) -> list[Line]:
    """Return the lines of some blocks without what parts papers."""
    made = layout(blocks, columns=columns, language=language, reprint=reprint)
    return [one for one in made if one.kind not in ("cut", "feed", "tear")]


def _frame(above: slip.Big | None, square: Line | None, size: tuple[int, int], language: str) -> _Frame:
    """Return place and code where they have room: one above the other, beside each other, or words below both."""
    wide, high = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN
    side = edge(square.text, square.module) if square is not None else 0
    left = (wide - side - _CELL if side else wide) // _CELL * _CELL
    readable = left >= _READABLE * _CELL
    for head in _heads(above, wide, language) if readable else ():
        top = MARGIN + _height(head)
        if top + max(side, _LINE) <= MARGIN + high:
            return _Frame((*_stacked(head, wide), *_square(square, wide, top)), top, left, high - _height(head))
    within, below = (left, 0) if readable else (wide, side)
    heads = _heads(above, within, language)
    head = next((one for one in heads if _height(one) + below + _LINE <= high), heads[-1])
    top = MARGIN + _height(head) + below
    code = _square(square, wide, MARGIN) if readable else _square(square, (wide + side) // 2, top - side)
    return _Frame((*_stacked(head, within), *code), top, within, MARGIN + high - top)


def _heads(above: slip.Big | None, wide: int, language: str) -> list[list[Line]]:
    """Return the place in its own rank and in the smaller ones, the largest first."""
    if above is None:
        return [[]]
    ranks = ("Q", "T", "D", "H", "B")
    smaller = ranks[ranks.index(above.rank) :] if above.rank in ranks else (above.rank,)
    return [_lines([replace(above, rank=one)], wide // _CELL, language) for one in smaller]


def _stacked(lines: Sequence[Line], wide: int) -> list[Place]:
    """Return lines one below the other from the top of a label on."""
    return [(MARGIN, MARGIN + _height(lines[:at]), wide, line) for at, line in enumerate(lines)]


def _square(square: Line | None, right: int, top: int) -> list[Place]:
    """Return the code with its right edge there, if there is one."""
    if square is None:
        return []
    side = edge(square.text, square.module)
    return [(MARGIN + right - side, top, side, square)]


def _height(lines: Sequence[Line]) -> int:
    """Return the dots that lines take one below the other."""
    return sum(one.pitch for one in lines)


def _lower(line: Line, high: int) -> Line:
    """Return a line that is no higher than the room for it."""
    return replace(line, rank="D") if line.height > 2 and line.pitch > high else line


def _fitting(lines: list[Line], high: int) -> tuple[list[Line], list[Line]]:
    """Return the lines that fit into a height, one at least, and those that are left."""
    taken: list[Line] = []
    for line in lines:
        if taken and _height(taken) + line.pitch > high:
            break
        taken.append(line)
    return taken, lines[len(taken) :]


def _label(size: tuple[int, int], frame: _Frame, rest: list[Line]) -> Line:
    """Return one label with everything in its place."""
    places, top = list(frame.places), frame.top
    for line in rest:
        align = "center" if line.invert else "left"
        places.append((MARGIN, top, frame.wide, replace(line, align=align)))
        top += line.pitch
    return Line("label", columns=(size[0] - 2 * MARGIN) // _CELL, places=tuple(places), size=size)
