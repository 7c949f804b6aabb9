"""The questions of a form in two columns: label, editor and error of each; known editors stay as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk import numbers
from kiosk.forms.base import Around, Editor
from kiosk.forms.editors import editor, is_wide
from kiosk.i18n import _
from kiosk.values import Shown
from kiosk.views.widgets import column, group, label, row


class Questions(QWidget):
    """All editors of a form; `answered`, `left` and `moved_on` name the question, `settled` says that none is busy."""

    answered = Signal(str, object)
    left = Signal(str)
    moved_on = Signal(str)
    settled = Signal(bool)
    meant = Signal(str, object)

    def __init__(self, step: str, around: Around) -> None:
        """Begin without questions; `step` begins every object name."""
        super().__init__()
        self.step, self.around = step, around
        self.editors: dict[str, Editor] = {}
        self.cells: dict[str, QWidget] = {}
        self.errors: dict[str, QLabel] = {}
        self.titles: dict[str, QLabel] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)

    def show_questions(self, shown: Sequence[Shown], answers: Mapping[str, Any]) -> None:
        """Show these questions, and in each that nobody touched what stands there."""
        if [(s.name, s.kind, is_wide(s)) for s in shown] != [
            (n, e.shown.kind, is_wide(e.shown)) for n, e in self.editors.items()
        ]:
            self._lay_out(shown, answers)
        for one in shown:
            made = self.editors[one.name]
            made.renew(one)
            self.titles[one.name].setText(_titled(one))  # what was optional may be wanted now
            if one.name not in answers and one.kind != "rows":
                made.show_value(one.value)

    def _lay_out(self, shown: Sequence[Shown], answers: Mapping[str, Any]) -> None:
        """Put every question into the grid; known editors are kept."""
        kept, focus = dict(self.editors), self.focusWidget()
        for cell in self.cells.values():
            self.grid.removeWidget(cell)
        wanted = {(s.name, s.kind) for s in shown}
        for name in [n for n in kept if (n, kept[n].shown.kind) not in wanted]:
            gone = self.cells.pop(name)
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
            kept.pop(name)
        for title in self.findChildren(QLabel, "section"):
            self.grid.removeWidget(title)
            title.deleteLater()
        self.editors = {}
        self._fill(shown, answers, kept)
        if focus is not None and focus.isVisible():
            focus.setFocus()

    def _fill(self, shown: Sequence[Shown], answers: Mapping[str, Any], kept: Mapping[str, Editor]) -> None:
        """Walk the questions, sections on lines of their own."""
        line, at, section = 0, 0, ""
        for one in shown:
            if str(one.section) and str(one.section) != section:
                line, at, section = line + (1 if at else 0), 0, str(one.section)
                title = group(section)
                title.setObjectName("section")
                self.grid.addWidget(title, line, 0, 1, 2)
                line += 1
            self.editors[one.name] = kept.get(one.name) or self._editor(one, answers)
            line, at = self._place(self.cells[one.name], wide=is_wide(one), line=line, at=at)

    def _place(self, cell: QWidget, *, wide: bool, line: int, at: int) -> tuple[int, int]:
        """Put a cell into the grid; return where the next one goes."""
        if wide:
            line += 1 if at else 0
            self.grid.addWidget(cell, line, 0, 1, 2)
            return line + 1, 0
        self.grid.addWidget(cell, line, at, Qt.AlignmentFlag.AlignTop)
        return (line + 1, 0) if at else (line, 1)

    def _editor(self, one: Shown, answers: Mapping[str, Any]) -> Editor:
        """Make the editor of a question, with its label above and its error below."""
        made = editor(one, f"{self.step}.{one.name}", self.around)
        cell = QWidget()
        box = column(cell, 4)
        line = row(None, 6)
        title = self.titles[one.name] = label(_titled(one), "field")
        title.setBuddy(made)
        line.addWidget(title, 1)
        beside = made.beside()
        if beside is not None:
            line.addWidget(beside)
        box.addLayout(line)
        box.addWidget(made)
        error = label("", "error", wrap=True)
        error.hide()
        box.addWidget(error)
        self.cells[one.name], self.errors[one.name] = cell, error
        if one.name in answers:
            made.show_value(answers[one.name])
        made.answered.connect(lambda value, n=one.name: self.answered.emit(n, value))
        made.left.connect(lambda n=one.name: self.left.emit(n))
        made.moved_on.connect(lambda n=one.name: self.moved_on.emit(n))
        made.settled.connect(self.settled)
        made.meant.connect(self.meant)
        return made

    def stops(self) -> list[QWidget]:
        """Return what Tab walks through, in the order of the questions."""
        every = (stop for made in self.editors.values() for stop in made.findChildren(QWidget))
        return [stop for stop in every if stop.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def show_problems(self, problems: Mapping[str, str], seen: set[str]) -> None:
        """Show what is wrong beside the questions that were left, all of them once somebody tried."""
        for name, made in self.editors.items():
            shown = name in seen or "*" in seen
            mine = problems.get(name, "") if shown else ""
            made.mark(bool(mine), mine)
            for path, words in problems.items():
                if shown and path.startswith(f"{name}."):
                    made.mark_cell(path[len(name) + 1 :], words)
            self.errors[name].setText(mine)
            self.errors[name].setVisible(bool(mine))

    def question_of(self, widget: QWidget | None) -> str:
        """Return the question in which a widget stands."""
        return next((n for n, e in self.editors.items() if widget is not None and e.isAncestorOf(widget)), "")

    def wanting(self, code: str, record: str | None) -> str:
        """Return the question that a scanned code answers: others' codes, or the tickets and tags of ours.

        One that asks for the ticket of `record` is not answered by another's: that opens its own record.
        """
        ours = numbers.read(code)
        for name, made in self.editors.items():
            if made.shown.kind not in ("scan", "scans"):
                continue
            mine = ours is not None and (made.shown.kind == "scans" or ours.number == record)
            if ours is None if made.shown.foreign else mine:
                return name
        return ""

    def after(self, name: str) -> QWidget | None:
        """Return the field of the next question, None after the last."""
        names = list(self.editors)
        for one in names[names.index(name) + 1 :] if name in names else names:
            target = self.editors[one].focusProxy()
            if target is not None and target.isEnabled():
                return target
        return None


def _titled(one: Shown) -> str:
    """Return the label of a question; what a field says in itself (optional) buttons say in their label."""
    if one.kind == "tick":
        return ""
    optional = one.optional and one.kind in ("buttons", "choice", "rows", "ticks")
    return str(_("{title} (optional)").format(title=one.title)) if optional else str(one.title)
