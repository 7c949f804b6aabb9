"""Golden papers: a slip as it is drawn in `tests/slips`, at both widths and in every language."""

from pathlib import Path

import pytest

from kiosk.printing import layout, slip, text
from kiosk.values import Outcome
from tests.counter import Counter

FOLDER = Path(__file__).parent / "slips"
#: Columns → millimetres of the paper.
WIDTHS = {48: 80, 32: 58}
LANGUAGES = ("zh", "en", "both")


def files(name: str) -> list[Path]:
    """Return the six drawings of a paper."""
    return [FOLDER / f"{name}_{wide}_{language}.txt" for wide in WIDTHS.values() for language in LANGUAGES]


def drawn(counter: Counter, outcome: Outcome, kind: str, columns: int, language: str) -> str:
    """Return the papers of an outcome as they are drawn, of one kind if named."""
    parts = [p for p in map(counter.reader.blocks, outcome.jobs) if p is not None and p.kind.endswith(kind)]
    lines = [layout.layout(slip.load(p.blocks), columns=columns, language=language) for p in parts]
    return "".join(text.render(one) for one in lines)


def different(counter: Counter, outcome: Outcome, name: str, config: pytest.Config, kind: str = "") -> list[str]:
    """Return which drawings differ from the paper; `--update-slips` writes them anew first."""
    found = []
    for columns, wide in WIDTHS.items():
        for language in LANGUAGES:
            paper = drawn(counter, outcome, kind, columns, language)
            golden = FOLDER / f"{name}_{wide}_{language}.txt"
            assert paper, f"nothing was printed of {kind or name}"
            if config.getoption("--update-slips", default=False):
                golden.write_text(paper, encoding="utf-8")
            if not golden.exists() or golden.read_text(encoding="utf-8") != paper:
                found.append(golden.name)
    return found
