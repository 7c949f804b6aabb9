"""Importing a register of residents: the file, its columns, what would happen, and then the doing of it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from kiosk.errors import KioskError
from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.i18n import Say, _
from kiosk.register import FIELDS
from kiosk.values import Option, RegisterColumn, RegisterPlan
from kiosk.views.import_parts import Progress, count_chips, plan_items
from kiosk.views.import_run import ImportRun
from kiosk.views.import_work import Looked, look, matching
from kiosk.views.lists import ItemList
from kiosk.views.widgets import Button, Runs, Scroll, card, clear, column, frame, group, heading, label, named, row

#: How a text may be read where its characters look wrong.
_ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5")
_FILES = "*.xlsx *.xlsm *.csv *.txt *.tsv"


class ImportPage(QWidget):
    """One file at a time: chosen, matched, looked through, brought in."""

    left = Signal()

    def __init__(self, bridge: Any, run: ImportRun) -> None:
        """Take the bridge, and the run that outlives this page: what it has to do, or did, is shown."""
        super().__init__()
        self.bridge, self.run = bridge, run
        if run.found is None:
            run.forget()
        run.turned.connect(self.draw)
        run.moved.connect(self._moved)
        self.setProperty("kind", "ground")
        self.setAcceptDrops(True)
        outer = column(self, 10, (24, 18, 24, 16))
        self.scroll = Scroll()
        self.scroll.inside.setMaximumWidth(920)
        self.scroll.box.setContentsMargins(0, 0, 10, 0)
        self.scroll.box.setSpacing(10)
        outer.addWidget(self.scroll, 1)
        self.acts = row(None, 12)  # never scrolled out of sight
        outer.addLayout(self.acts)
        self.found: Looked | None = run.found
        self.path: Path | None = run.found.path if run.found is not None else None
        self.encoding: str | None = None
        self.by_letter = self.busy = False
        self.shown = "refused"
        self.turn = 0  # every reading of a file is a turn: the answer of an earlier one comes too late
        self.boxes: list[QComboBox] = []
        self.progress = Progress()
        self.draw()

    def renew(self) -> None:
        """Nothing here changes by what others do; whoever comes here chooses a file."""
        choose = self.findChild(QWidget, "import.choose")
        if choose is not None and self.path is None:
            choose.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def running(self) -> bool:
        """Whether lines are being brought in."""
        return self.run.running

    @property
    def rows_done(self) -> int:
        """How many lines were brought in."""
        return self.run.rows_done

    @property
    def problem(self) -> Say:
        """Why it does not go on."""
        return self.run.problem

    @property
    def done(self) -> Say:
        """How far it came, and where the report lies; "" before it ended."""
        return f"{self.run.done}\n{self.run.reported}".strip() if str(self.run.done) else ""

    # the file

    def ask_file(self) -> None:
        """Let a file be chosen; the window goes on meanwhile."""
        dialog = QFileDialog(self, str(_("Choose a register of residents")))
        dialog.setObjectName("import.dialog")
        tables, every = _("Tables"), _("All files")
        dialog.setNameFilters([f"{tables} ({_FILES})", f"{every} (*)"])
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, str(_("Look in:")))  # Qt's Chinese lacks these two
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, str(_("Files of type:")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def choose(self, path: str) -> None:
        """Read a file."""
        if self.running:
            return
        self.path, self.encoding, self.by_letter = Path(path), None, False
        self.found = None
        self._read({})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that somebody drags here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.choose(files[0])

    def _read(self, wanted: dict[str, str]) -> None:
        """Read the file and plan it, away from the window."""
        self.turn += 1
        turn, path, encoding = self.turn, self.path, self.encoding
        assert path is not None
        self.busy = True
        self.run.forget()
        self.draw()
        self.bridge.work(
            lambda desk: (turn, look(desk, path, encoding, wanted)), self._looked, partial(self._failed, turn)
        )

    def _looked(self, answer: tuple[int, Looked]) -> None:
        """Show what a file would do."""
        turn, found = answer
        if turn != self.turn:
            return
        self.busy, self.found = False, found
        if found.problem is not None:
            self.run.problem = found.problem.words
        elif found.plan is not None:
            counts = found.plan.counts
            self.shown = next((what for what in ("refused", "gone", "new", "changed") if counts.get(what)), "new")
        self.draw()

    def _failed(self, turn: int, error: KioskError) -> None:
        """Say why a file cannot be read; what an earlier reading made of it is no longer on offer."""
        if turn == self.turn:
            self.busy, self.found = False, None
            self.run.problem = f"{error.words} {error.way}".strip()
            self.draw()

    # drawing

    @property
    def plan(self) -> RegisterPlan | None:
        """What the file would do, once it is understood."""
        return self.found.plan if self.found is not None else None

    @Slot()
    def draw(self) -> None:
        """Show how far the import is."""
        box = self.scroll.box
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        clear(box)
        clear(self.acts)
        self.boxes = []
        top = row(None, 12)
        top.addWidget(heading(_("Import residents"), _("nothing changes before you say so; nobody is deleted")), 1)
        back = Button(_("Residents"), "import.back", kind="quiet", icon="chevron-left")
        back.clicked.connect(lambda checked=False: self.left.emit())
        top.addWidget(back)
        box.addLayout(top)
        box.addWidget(self._file_card())
        if self.busy:
            box.addWidget(label(_("Reading the file …"), "mute"))
        if str(self.problem):
            box.addWidget(label(self.problem, "bad", wrap=True))
        if str(self.run.reported) and not str(self.done):
            box.addWidget(label(self.run.reported, "info", wrap=True))
        if self.found is not None and not self.running and not str(self.done):
            self._draw_columns(box)
        if self.plan is not None:
            self._draw_plan(box, self.plan)
        elif self.found is not None and not self.busy:
            self._add_act(Button(_("Look again"), "import.again", kind="primary"), self._match)
        self.acts.addStretch(1)
        box.addStretch(1)
        if name:
            QTimer.singleShot(0, self, lambda: self._focus_again(name))  # drawn twice in one turn, it would be lost

    def _focus_again(self, name: str) -> None:
        """Give the focus to what has a name now; where it is gone, to what chooses a file: it must not leave the page."""
        for wanted in (name, "import.choose"):
            found = [one for one in self.findChildren(QWidget, wanted) if one.isEnabled()]
            if found:
                found[-1].setFocus()  # of several the newest: what was drawn before goes with the next turn
                return

    def _file_card(self) -> QWidget:
        """Return the card with the file's name and what chooses another."""
        made = frame("card")
        inner = column(made, 8, (16, 12, 16, 14))
        line = row(None, 12)
        line.addWidget(label(self.path.name if self.path else _("No file is chosen yet."), "title", wrap=True), 1)
        choose = Button(
            _("Another file") if self.path else _("Choose a file"),
            "import.choose",
            kind="" if self.path else "primary",
            icon="" if not self.path else "inbox",
        )
        choose.setEnabled(not self.running)
        choose.clicked.connect(lambda checked=False: self.ask_file())
        line.addWidget(choose)
        inner.addLayout(line)
        if self.path is None:
            words = _("Excel (.xlsx) or CSV, as the office has it: one line a person, with a unit and a name.")
            inner.addWidget(label(words, "mute", wrap=True))
            inner.addWidget(label(_("A file may be dropped here, too."), "mute", wrap=True))
        elif not self.running and (encoding := self.found.encoding if self.found else self.encoding):
            inner.addWidget(self._encodings(encoding))  # also where the last choice could not be read
        return made

    def _encodings(self, found: str) -> QWidget:
        """Return how the text was read, and the other ways."""
        holder = QWidget()
        flow = Flow(holder, 6)
        flow.addWidget(label(_("Characters look wrong? Read it as"), "small"))
        for name in _ENCODINGS:
            button = ChoiceButton(Option(name, name.upper()), f"import.encoding.{name}")
            button.setChecked(found.removesuffix("-sig").lower() == name)
            button.clicked.connect(lambda checked=False, n=name: self._encode(n))
            flow.addWidget(button)
        return holder

    def _encode(self, encoding: str) -> None:
        """Read the text in another way."""
        self.encoding = encoding
        self._read({})

    # columns

    def _draw_columns(self, box: Any) -> None:
        """Show what each column is taken for; another choice reads the file again."""
        assert self.found is not None
        box.addWidget(group(_("Columns")))
        if self.plan is None:
            words = _("Say which column is which: a unit and a name at least. Then look again.")
            box.addWidget(label(words, "info", wrap=True))
        lines = [self._column(at, one) for at, one in enumerate(self.found.columns)]
        made = card(lines)
        box.addWidget(made)
        if self.plan is not None:
            return
        tick = QCheckBox(str(_("The first line is a person already: the columns have no heads")))
        tick.setObjectName("import.no_heads")
        tick.setAccessibleName(tick.text())
        tick.setChecked(self.by_letter)
        tick.toggled.connect(self._set_by_letter)
        box.addWidget(tick)

    def _set_by_letter(self, on: bool) -> None:
        """Remember whether the file has heads."""
        self.by_letter = on

    def _column(self, at: int, one: RegisterColumn) -> QWidget:
        """Return a column: its head, a cell of it, and what it is taken for."""
        made = QWidget()
        line = row(made, 12, (16, 5, 12, 5))
        line.addWidget(Runs([(one.head or "·", "b"), (f"   {one.sample}", "m")], height=36, pad=0), 1)
        field = QComboBox()
        field.setObjectName(f"import.column.{at}")
        field.setAccessibleName(str(_("{head} is taken for").format(head=one.head or at + 1)))
        named(field.view(), f"import.column.{at}.list", field.accessibleName())
        field.setFixedWidth(220)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.addItem(str(_("not taken over")), "")
        for key, title in FIELDS.items():
            field.addItem(str(title), key)
        field.setCurrentIndex(max(field.findData(one.field), 0))
        field.installEventFilter(self)
        field.activated.connect(lambda _index: self._matched())
        self.boxes.append(field)
        line.addWidget(field)
        return made

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Leave a wheel over a box to the page: it would choose another field unseen."""
        if event.type() == event.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return False

    def _matched(self) -> None:
        """Read again at once where the file is understood already."""
        if self.plan is not None:
            self._match()

    def _match(self) -> None:
        """Read the file with the columns as they are chosen now."""
        assert self.found is not None
        fields = [str(one.currentData() or "") for one in self.boxes]
        self._read(matching(self.found.columns, fields, by_letter=self.by_letter))

    # what would happen

    def _draw_plan(self, box: Any, plan: RegisterPlan) -> None:
        """Show the dry run: figures, lines, and the one button that does it."""
        box.addWidget(group(_("What would happen") if not str(self.done) else _("What happened")))
        box.addWidget(count_chips(plan, self.shown, self._show))
        items = plan_items(plan, self.shown)
        words = _("No line is like this.")
        rows = ItemList("import.lines", _("Lines of the file"), words, "circle-check")
        rows.show_items(items)
        rows.setMaximumHeight(306)
        box.addWidget(rows)
        if self.running:
            self._draw_running(box)
        elif str(self.done):
            box.addWidget(label(self.done, "info", wrap=True))
        self._draw_acts(plan)

    def _show(self, what: str) -> None:
        """Show other lines."""
        self.shown = what
        self.draw()

    def _draw_acts(self, plan: RegisterPlan) -> None:
        """Show what can be done now."""
        of = sum(one.rows for one in plan.takes)
        if self.running:
            self._add_act(Button(_("Stop"), "import.stop", icon="pause"), self._stop)
        elif not str(self.done):
            begin = Button(_("Bring in {n} lines").format(n=of), "import.take", kind="primary")
            begin.setEnabled(bool(of) and not self.busy)
            self._add_act(begin, self.begin)
        if not self.running and (plan.counts.get("refused") or plan.counts.get("gone")):
            self._add_act(Button(_("Save the lines not taken"), "import.report", icon="file-text"), self._report)

    def _add_act(self, button: Button, act: Callable[[], None]) -> None:
        """Put a button into the row below."""
        button.clicked.connect(lambda checked=False: act())
        self.acts.addWidget(button)

    # doing it

    def _draw_running(self, box: Any) -> None:
        """Show how far it is."""
        self.progress = Progress()
        self.progress.show_done(self.rows_done, self.run.of)
        box.addWidget(self.progress)

    def begin(self) -> None:
        """Bring the lines in."""
        if not self.running and not self.busy and self.found is not None and self.plan is not None:
            self.run.begin(self.found)

    @Slot()
    def _moved(self) -> None:
        """Show how far it is."""
        self.progress.show_done(self.rows_done, self.run.of)

    def _stop(self) -> None:
        """Stop after the lines that are on their way."""
        self.run.stop()

    def _report(self) -> None:
        """Write the lines that are not taken into a file."""
        if self.plan is not None:
            self.run.report(self.plan)
