"""Die-cut labels: a slip as one picture a label, place above, code at the right, the rest at the left (SLIPS §1.3).

A label has one size and no cutter: what does not fit goes on to a second label under the same place, never away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kiosk.printing import slip
from kiosk.printing.codes import edge
from kiosk.printing.layout import Line, Reprint, layout

#: Blank dots at every edge: a label does not lie as exactly as its picture.
MARGIN = 12
_CELL = 12
#: What a label has no use for.
_NOT_ON_LABELS = (slip.Tear, slip.Hole, slip.Rule)
#: Where a line stands on a label: from the left, from the top, how wide, and the line itself.
Place = tuple[int, int, int, Line]


def compose(
    blocks: Iterable[slip.Block], size: tuple[int, int], *, language: str = "zh", reprint: Reprint | None = None
) -> list[Line]:
    """Return the labels of a slip, each one line that is a picture of its own."""
    kept = [one for one in blocks if not isinstance(one, _NOT_ON_LABELS)]
    above = next((one for one in kept if isinstance(one, slip.Big)), None)
    code = next((one for one in kept if isinstance(one, slip.Code)), None)
    wide, high = size[0] - 2 * MARGIN, size[1] - 2 * MARGIN
    head = _lines([above], wide // _CELL, language) if above is not None else []
    square = _lines([replace(code, small=True)], wide // _CELL, language)[0] if code is not None else None
    side = edge(square.text, square.module) if square is not None else 0
    room = (wide - side - _CELL if side else wide) // _CELL
    rest = _lines([one for one in kept if one is not above and one is not code], room, language, reprint)
    top = sum(one.pitch for one in head)
    labels: list[Line] = []
    while rest or not labels:
        used, rest = _fitting(rest, high - top)
        labels.append(_label(size, head, square, used))
    if len(labels) > 1 and language == "both":  # two labels for one parcel help nobody: Chinese is enough there
        return compose(kept, size, language="zh", reprint=reprint)
    return labels


def _lines(blocks: Sequence[slip.Block], columns: int, language: str, reprint: Reprint | None = None) -> list[Line]:
    """Return the lines of some blocks without what parts papers."""
    made = layout(blocks, columns=columns, language=language, reprint=reprint)
    return [one for one in made if one.kind not in ("cut", "feed", "tear")]


def _fitting(lines: list[Line], high: int) -> tuple[list[Line], list[Line]]:
    """Return the lines that fit into a height, one at least, and those that are left."""
    taken: list[Line] = []
    for line in lines:
        if taken and sum(one.pitch for one in taken) + line.pitch > high:
            break
        taken.append(line)
    return taken, lines[len(taken) :]


def _label(size: tuple[int, int], head: list[Line], square: Line | None, rest: list[Line]) -> Line:
    """Return one label with everything in its place."""
    wide, top = size[0] - 2 * MARGIN, MARGIN
    places: list[Place] = []
    for line in head:
        places.append((MARGIN, top, wide, line))
        top += line.pitch
    left = wide
    if square is not None:
        side = edge(square.text, square.module)
        places.append((MARGIN + wide - side, top, side, square))
        left = wide - side - _CELL
    for line in rest:
        align = "center" if line.invert else "left"
        places.append((MARGIN, top, left // _CELL * _CELL, replace(line, align=align)))
        top += line.pitch
    return Line("label", columns=wide // _CELL, places=tuple(places), size=size)
