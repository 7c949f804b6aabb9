"""The strips above a form's questions: the phrase to say, what the unit is known for, what was decided."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout

from kiosk.i18n import Say
from kiosk.views.widgets import clear, label, strip_of

#: Strips of these kinds stand together: a unit with many notes leaves the questions their room.
_TOGETHER = ("note",)


def together(texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return kinds and texts of strips, neighbours of one kind as the lines of one strip."""
    made: list[tuple[str, str]] = []
    for kind, some in groupby(texts, key=lambda one: one[0]):
        lines = [text for _kind, text in some]
        made += [(kind, "\n".join(lines))] if kind in _TOGETHER else [(kind, line) for line in lines]
    return made


def said(says: Sequence[Say]) -> list[tuple[str, str]]:
    """Return what is said at a step: warnings each in a strip of its own, phrases and reminders in one."""
    warned = [(strip_of(one), str(one)) for one in says if getattr(one, "tone", "")]
    others = [str(one) for one in says if not getattr(one, "tone", "")]
    return [*warned, *([("phrase", "  ".join(others))] if others else [])]


def put_strips(box: QVBoxLayout, texts: Sequence[tuple[str, str]]) -> None:
    """Show these strips, and none that stood there before."""
    clear(box)
    for kind, text in together(texts):
        box.addWidget(label(text, kind, wrap=True))
