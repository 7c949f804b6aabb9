"""The parts of an import's page: figures that choose, lines that say why, and how far it is."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.i18n import Say, _
from kiosk.values import Option, RegisterLine, RegisterPlan
from kiosk.views import painters, theme
from kiosk.views.lists import Item

#: What a line may come to, in the order in which it is asked about, with its tone.
KINDS: dict[str, tuple[Say, str]] = {
    "refused": (_("refused"), "red"),
    "gone": (_("moved out, stays so"), "amber"),
    "new": (_("new"), "green"),
    "changed": (_("brought up to date"), "blue"),
    "missing": (_("not in this file, stays"), "mute"),
}


def count_chips(plan: RegisterPlan, shown: str, choose: Callable[[str], None]) -> QWidget:
    """Return the figures of a dry run; each that has lines shows them."""
    made = QWidget()
    flow = Flow(made, 8)
    for what, (words, _tone) in KINDS.items():
        count = plan.counts.get(what, 0)
        button = ChoiceButton(Option(what, f"{words}  {count}"), f"import.count.{what}")
        button.setAutoExclusive(True)
        button.setChecked(what == shown)
        button.setEnabled(bool(count))
        button.clicked.connect(lambda checked=False, w=what: choose(w))
        flow.addWidget(button)
    return made


def plan_items(plan: RegisterPlan, what: str) -> list[Item]:
    """Return the lines of one kind: who, where in the file, and why."""
    tone = KINDS[what][1]
    if what == "missing":
        return [
            Item(one, one.name, f"{one.relation} {one.phone}".strip(), "", "mute", one.unit) for one in plan.missing
        ]
    return [_item(one, tone) for one in plan.lines if one.what == what]


def _item(one: RegisterLine, tone: str) -> Item:
    """Return a line of the file."""
    note = str(one.why) or "  ".join(cell for cell in one.cells if cell)
    return Item(one, one.name, note, _("line {n}").format(n=one.line), tone, one.unit)


class Progress(QWidget):
    """How many lines of how many, as a bar with words."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.done, self.of = 0, 1
        self.setFixedHeight(44)

    def show_done(self, done: int, of: int) -> None:
        """Show so many of so many."""
        self.done, self.of = done, max(of, 1)
        self.setAccessibleName(f"{done} / {of}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, and below them the bar."""
        painter, t = QPainter(self), theme.now
        words = str(_("{done} of {of} lines").format(done=self.done, of=self.of))
        painters.runs(painter, [(words, "n")], 0, painters.baseline(0, 24), self.width())
        whole = QRectF(0, 30, self.width(), 8)
        painters.rounded(painter, whole, 4, t.line)
        part = QRectF(0, 30, max(8.0, self.width() * min(1.0, self.done / self.of)), 8)
        painters.rounded(painter, part, 4, t.accent)
