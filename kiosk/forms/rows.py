"""Rows of the same questions: pieces, passengers; by digits, row after row (SLIPS 1.2)."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPushButton, QWidget

from kiosk.forms.base import LATIN, Around, Editor, plain
from kiosk.forms.choices import Flow, option_name
from kiosk.i18n import _
from kiosk.values import Option, Shown
from kiosk.views.widgets import Button, clear, frame, hair, label, polish, row

_LISTS = ("choice", "buttons", "ticks")


class ChoiceCell(QPushButton):
    """A cell that shows the chosen option; its options stand below the rows while it has the focus."""

    def __init__(self, column: Shown, name: str) -> None:
        """Begin without a choice."""
        super().__init__()
        self.column, self.key = column, None
        self.setObjectName(name)
        self.setProperty("kind", "cell")
        self.setAutoDefault(False)
        self.setMinimumWidth(70)

    def show_key(self, key: Any) -> None:
        """Show the option of a key."""
        self.key = key
        words = next((str(o.words) for o in self.column.options if o.key == key), "")
        self.setText(words or "–")
        self.setAccessibleName(f"{self.column.title}: {words}")


class RowsEditor(Editor):
    """A grid of cells; every row is one dict of what was typed in it."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the rows that stand, or one empty row."""
        super().__init__(shown, name, around)
        self.typed: list[dict[str, Any]] = []
        self.given = len(shown.rows)
        self.cells: list[dict[str, QWidget]] = []
        self.panel = frame("card")
        self.grid = QGridLayout(self.panel)
        self.grid.setContentsMargins(12, 4, 6, 4)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(0)
        self.box.addWidget(self.panel)
        self.legend = QWidget()
        self.legend_flow = Flow(self.legend, 6)
        self.box.addWidget(self.legend)
        self.legend.hide()
        foot = row(None, 8)
        self.add = Button(_("Add a row"), f"{name}.add", kind="small", icon="plus")
        self.add.clicked.connect(lambda checked=False: self.next_row(len(self.cells) - 1))
        foot.addWidget(self.add)
        self.problem = label("", "error", wrap=True)
        foot.addWidget(self.problem, 1)
        self.box.addLayout(foot)
        self.problems: dict[tuple[int, str], str] = {}
        self.show_value(shown.value)

    # rows and cells

    def show_value(self, value: Any) -> None:
        """Show the rows typed so far."""
        self.typed = [dict(one) for one in value if isinstance(one, dict)] if isinstance(value, list | tuple) else []
        self._build(max(len(self.typed), len(self.shown.rows), 1))

    def _build(self, count: int) -> None:
        """Make all cells anew."""
        while len(self.typed) < count:
            self.typed.append({})
        clear(self.grid)
        self.cells = []
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes None here
        for at, column in enumerate(self.shown.columns, 1):
            self.grid.addWidget(label(column.title, "field"), 0, at)
            self.grid.setColumnStretch(at, 0 if column.kind in (*_LISTS, "tick", "number") else 1)
        for number in range(count):
            self._add_cells(number)
        self._fill()

    def _add_cells(self, number: int) -> None:
        """Make the cells of one row."""
        line, made = 1 + number * 2, {}
        self.grid.addWidget(hair(), line, 0, 1, len(self.shown.columns) + 2)
        self.grid.addWidget(label("", "small"), line + 1, 0)
        for at, column in enumerate(self.shown.columns, 1):
            cell = self._cell(number, column)
            self.grid.addWidget(cell, line + 1, at)
            made[column.name] = cell
        drop = Button("", f"{self.name}.{number}.remove", kind="quiet", icon="x")
        drop.setFixedWidth(30)
        drop.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        drop.setAccessibleName(str(_("Remove row {n}").format(n=number + 1)))
        drop.clicked.connect(lambda checked=False, n=number: self.remove(n))
        self.grid.addWidget(drop, line + 1, len(self.shown.columns) + 1)
        self.grid.setRowMinimumHeight(line + 1, 34)
        self.cells.append(made)

    def _cell(self, number: int, column: Shown) -> QWidget:
        """Make one cell."""
        name = f"{self.name}.{number}.{column.name}"
        made: QWidget
        if column.kind in _LISTS:
            made = cell = ChoiceCell(column, name)
            cell.clicked.connect(lambda checked=False, c=cell: self._legend_for(c))
        elif column.kind == "tick":
            made = box = QCheckBox()
            box.setAccessibleName(str(column.title))
            box.clicked.connect(lambda checked=False, n=number, c=column: self._set(n, c.name, bool(checked)))
        else:
            made = field = QLineEdit()
            field.setProperty("kind", "cell")
            field.setAccessibleName(str(column.title))
            field.setMinimumWidth(44 if column.kind == "number" else 80)
            field.setPlaceholderText(str(column.hint) or (str(_("optional")) if column.optional else ""))
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, column.kind not in LATIN)
            field.textEdited.connect(
                lambda text, n=number, c=column: self._set(n, c.name, text if text.strip() else None)
            )
        made.setObjectName(name)
        made.setProperty("row", number)
        made.setProperty("column", column.name)
        made.installEventFilter(self)
        if self.focusProxy() is None:
            self.setFocusProxy(made)
        return made

    def _fill(self) -> None:
        """Show in every cell what was typed, else what stands by default."""
        count = len(self.cells)
        for number, cells in enumerate(self.cells):
            item = self.grid.itemAtPosition(2 + number * 2, 0)
            item.widget().setText(f"{number + 1}/{count}")
            default = self.shown.rows[number] if number < len(self.shown.rows) else {}
            for column in self.shown.columns:
                value = self.typed[number].get(column.name, default.get(column.name, column.value))
                cell = cells[column.name]
                if isinstance(cell, ChoiceCell):
                    cell.column = column
                    cell.show_key(value)
                elif isinstance(cell, QCheckBox):
                    cell.setChecked(bool(value))
                elif isinstance(cell, QLineEdit) and not cell.hasFocus():
                    cell.setText(plain(value, column.kind, self.around.now()))

    def renew(self, shown: Shown) -> None:
        """Take new columns and defaults; other columns make other cells."""
        same = [(c.name, c.kind) for c in shown.columns] == [(c.name, c.kind) for c in self.shown.columns]
        super().renew(shown)
        if not same or len(shown.rows) > len(self.cells):
            self._build(max(len(self.cells), len(shown.rows)))
        else:
            self._fill()

    # what a person does

    def _set(self, number: int, column: str, value: Any) -> None:
        """Keep what was typed in a cell and say the answer."""
        self.typed[number][column] = "" if value is None else value
        if all(one == "" for one in self.typed[number].values()):
            self.typed[number].clear()
        self._say()

    def _say(self) -> None:
        """Say all rows; empty ones at the end do not count."""
        rows = [dict(one) for one in self.typed]
        while rows and not rows[-1] and len(rows) > self.given:
            rows.pop()
        self.answered.emit(rows)

    def choose(self, cell: ChoiceCell, option: Option) -> None:
        """Take an option for a cell and go on to the next choice, or the next cell."""
        number, column = int(cell.property("row")), str(cell.property("column"))
        cell.show_key(option.key)
        self._set(number, column, option.key)
        names = [c.name for c in self.shown.columns]
        later = names[names.index(column) + 1 :]
        lists = [n for n in later if isinstance(self.cells[number][n], ChoiceCell)]
        target = (lists or later or [column])[0]
        self.cells[number][target].setFocus(Qt.FocusReason.TabFocusReason)

    def next_row(self, number: int) -> None:
        """Go to the next row, made if need be; from an empty last row move on."""
        last = number == len(self.cells) - 1
        if last and number > 0 and not self.typed[number] and number >= self.given:
            self.moved_on.emit()
            return
        if last:
            self.typed.append({})
            self._add_cells(number + 1)
            for cell in self.cells[-1].values():
                cell.show()  # a layout shows its new widgets later, and what is hidden takes no focus
            self._fill()
        cell = self.cells[number + 1][self.shown.columns[0].name]
        cell.setFocus(Qt.FocusReason.TabFocusReason)

    def remove(self, number: int) -> None:
        """Take a row out."""
        del self.typed[number]
        self.given = min(self.given, len(self.typed))
        self._build(max(len(self.typed), 1))
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let digits choose, Enter go to the next row, arrows walk the column."""
        if event.type() == QEvent.Type.FocusIn:
            self._legend_for(watched if isinstance(watched, ChoiceCell) else None)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            number = int(watched.property("row") or 0)
            if isinstance(watched, ChoiceCell):
                for option in watched.column.options:
                    if event.text() and event.text() == option.digit:
                        self.choose(watched, option)
                        return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.next_row(number)
                return True
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and 0 <= number + step < len(self.cells):
                self.cells[number + step][str(watched.property("column"))].setFocus()
                return True
        return super().eventFilter(watched, event)

    def _legend_for(self, cell: ChoiceCell | None) -> None:
        """Show the options of a cell below the rows."""
        clear(self.legend_flow)
        self.legend.setVisible(cell is not None)
        if cell is None:
            return
        for number, option in enumerate(cell.column.options, 1):
            words = f"{option.digit} {option.words}" if option.digit else str(option.words)
            button = Button(words, option_name(f"{self.name}.options", option, number), kind="small")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda checked=False, c=cell, o=option: self.choose(c, o))
            self.legend_flow.addWidget(button)

    # errors

    def mark(self, bad: bool, words: str) -> None:
        """Mark nothing but the words below; cells are marked one by one."""
        if not bad:
            self.problems = {}
            for cells in self.cells:
                for cell in cells.values():
                    polish(cell, "bad", "false")
            self.problem.setText("")

    def mark_cell(self, where: str, words: str) -> bool:
        """Mark the cell of a path such as "0.size"."""
        number, _dot, column = where.partition(".")
        if not number.isdigit() or int(number) >= len(self.cells) or column not in self.cells[int(number)]:
            return False
        cell = self.cells[int(number)][column]
        polish(cell, "bad", "true")
        cell.setAccessibleDescription(words)
        self.problem.setText(str(_("Row {n}: {words}").format(n=int(number) + 1, words=words)))
        return True
