"""A slip from its stored blocks to the printer's bytes, beside the same text through python-escpos."""

from pathlib import Path
from typing import Any

from kiosk.bench.counter import standing
from kiosk.bench.figures import in_turn
from kiosk.bench.folder import NAME, PIECES, UNIT
from kiosk.printing import escpos, slip, text
from kiosk.printing.layout import layout
from kiosk.printing.profile import Profile

_COLUMNS = 48


def slips(path: Path, times: int) -> dict[str, Any]:
    """Time every kind of slip that storing luggage prints, and say how many bytes each has."""
    from escpos.printer import Dummy

    with standing(path) as desk:
        outcome = desk.take("luggage.store", {"unit": UNIT, "party": NAME, "pieces": PIECES}, once="bench-slips")
        reader = desk.reader()
        parts = [part for job in outcome.jobs if (part := reader.blocks(job)) is not None]
        reader.close()
    made: dict[str, Any] = {}
    for kind in dict.fromkeys(part.kind for part in parts):
        blocks = next(part.blocks for part in parts if part.kind == kind)

        def ours(blocks: str = blocks) -> bytes:
            return escpos.render(layout(slip.load(blocks), columns=_COLUMNS, language="zh"), Profile(), "0001")

        words = text.render(layout(slip.load(blocks), columns=_COLUMNS, language="zh"))

        def plain(words: str = words) -> bytes:
            printer = Dummy()
            printer.text(words)
            return bytes(printer.output)

        ours(), plain()
        made[kind] = {**in_turn([ours] * times, [plain] * times), "bytes": len(ours()), "raw bytes": len(plain())}
    return {**made, "raw is": "the same lines as text through python-escpos"}
