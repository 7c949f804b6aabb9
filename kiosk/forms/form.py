"""A form derived from a step's questions: it asks, considers at every key, and takes the step once."""

import uuid
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from kiosk.errors import InvalidAnswersError, KioskError
from kiosk.forms.base import Around, Editor
from kiosk.forms.editors import editor, is_wide
from kiosk.forms.lifting import ask_phone, ask_pin
from kiosk.forms.refusals import RefusalPanel
from kiosk.i18n import Say, _
from kiosk.values import Draft, Refused, Shown
from kiosk.views.widgets import Button, Scroll, clear, column, group, label, row

#: A half-typed form is on the disk within a second (RELIABILITY): written this long after the last key.
SAVE_AFTER_MS = 700


class Form(QWidget):
    """One step being filled in.

    `bridge` is the seam to the desk: `reader`, `take`, `call`. Answers hold only what was touched;
    defaults are the desk's.
    """

    taken = Signal(object)
    drafted = Signal(object)
    changed = Signal(object)
    put_aside = Signal()
    given_up = Signal()

    def __init__(
        self,
        bridge: Any,
        step: str,
        record: str | None = None,
        *,
        answers: dict[str, Any] | None = None,
        once: str = "",
        siblings: Sequence[QWidget] = (),
        above: QWidget | None = None,
        plain: bool = False,
    ) -> None:
        """Open a step.

        Args:
            bridge: the seam to the desk.
            step: its key.
            record: the number of the record, None where the step opens one or has none.
            answers: what was typed before, of a form put aside.
            once: the key of that form.
            siblings: quieter buttons beside the filled one.
            above: what stands over the questions.
            plain: with no way to put it aside or give it up.
        """
        super().__init__()
        self.bridge, self.step, self.record, self.plain = bridge, step, record, plain
        self.answers: dict[str, Any] = dict(answers or {})
        self.once = once or uuid.uuid4().hex
        self.lifts: list[Any] = []
        self.editors: dict[str, Editor] = {}
        self.labels: dict[str, tuple[QLabel | None, QLabel]] = {}
        self.seen: set[str] = set()
        self.language: str | None = None
        self.busy = False
        self.draft = Draft(step, "")
        self.around = Around(bridge.reader, self._unit, bridge.local_now)
        self._build(siblings, above)
        self.save = QTimer(self)
        self.save.setSingleShot(True)
        self.save.setInterval(SAVE_AFTER_MS)
        self.save.timeout.connect(self._save)
        self.consider()

    def _build(self, siblings: Sequence[QWidget], above: QWidget | None) -> None:
        """Lay out strips, questions and the row of buttons, which never scrolls out of sight."""
        outer = column(self, 12)
        self.scroll = Scroll(snug=True)
        self.strips = QWidget()
        self.strip_box = column(self.strips, 8)
        self.refusals = RefusalPanel(f"{self.step}.refusal")
        self.refusals.by_pin.connect(self._lift_by_pin)
        self.refusals.by_phone.connect(self._lift_by_phone)
        self.questions = QWidget()
        self.grid = QGridLayout(self.questions)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(12)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        for part in (above, self.strips, self.questions):
            if part is not None:
                self.scroll.box.addWidget(part)
        outer.addWidget(self.scroll)
        outer.addWidget(self.refusals)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        outer.addLayout(self._actions(siblings))
        outer.addStretch(1)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.take)
        more = QShortcut(QKeySequence("Ctrl+Enter"), self)
        more.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        more.activated.connect(self.take)

    def _actions(self, siblings: Sequence[QWidget]) -> object:
        """Return the row: the one filled button, its quieter siblings, and putting aside."""
        line = row(None, 12, (0, 4, 0, 0))
        self.button = Button("", f"{self.step}.take", kind="primary", key="Ctrl+Enter")
        self.button.setMinimumHeight(40)
        self.button.clicked.connect(lambda checked=False: self.take())
        line.addWidget(self.button)
        for other in siblings:
            line.addWidget(other)
        if self.plain:
            line.addStretch(1)
            return line
        aside = Button(_("Put aside"), f"{self.step}.put_aside", key="F3", icon="pause")
        aside.clicked.connect(lambda checked=False: self.put_aside.emit())
        line.addWidget(aside)
        drop = Button(_("Give up"), f"{self.step}.give_up", kind="quiet")
        drop.clicked.connect(lambda checked=False: self.given_up.emit())
        line.addWidget(drop)
        line.addStretch(1)
        return line

    # considering

    def _unit(self) -> str:
        """Return the unit of this form, for the pickers."""
        found = next((s for s in self.draft.shown if s.kind == "unit"), None)
        return str(found.value or "") if found is not None else self.bridge.unit_of(self.record)

    def consider(self) -> None:
        """Ask the desk what the answers amount to, and show it."""
        try:
            draft = self.bridge.reader.draft(self.step, self.answers, self.record, language=self.language)
        except KioskError as error:
            self.fail(error)
            return
        self.draft = draft
        self._show_questions(draft.shown)
        self._show_strips(draft)
        self._show_errors()
        lifted = {lift.rule for lift in self.lifts}
        self.refusals.show_refusals([one for one in draft.refusals if one.rule not in lifted])
        self.button.say(draft.button or draft.title)
        self.drafted.emit(draft)

    def _show_questions(self, shown: Sequence[Shown]) -> None:
        """Show the questions: the same ones keep their editors, and what stands in them."""
        wanted = [(one.name, one.kind) for one in shown]
        if wanted != [(name, e.shown.kind) for name, e in self.editors.items()]:
            self._lay_out(shown)
        for one in shown:
            made = self.editors[one.name]
            made.renew(one)
            if one.name not in self.answers and one.kind != "rows":
                made.show_value(one.value)

    def _lay_out(self, shown: Sequence[Shown]) -> None:
        """Put label, editor and error of every question into the grid; known editors are kept."""
        kept, focus = dict(self.editors), self.focusWidget()
        cells: dict[str, QWidget] = getattr(self, "cells", {})
        for cell in cells.values():
            self.grid.removeWidget(cell)
        for name in [n for n in kept if (n, kept[n].shown.kind) not in {(s.name, s.kind) for s in shown}]:
            cells.pop(name).deleteLater()
            kept.pop(name)
        for title in self.findChildren(QLabel, "section"):
            self.grid.removeWidget(title)
            title.deleteLater()
        self.editors, self.cells, line, at, section = {}, cells, 0, 0, ""
        for one in shown:
            if str(one.section) and str(one.section) != section:
                line, at, section = line + (1 if at else 0), 0, str(one.section)
                title = group(section)
                title.setObjectName("section")
                self.grid.addWidget(title, line, 0, 1, 2)
                line += 1
            self.editors[one.name] = kept.get(one.name) or self._editor(one)
            line, at = self._place(self.cells[one.name], is_wide(one), line, at)
        self._tab_order()
        if focus is not None and focus.isVisible():
            focus.setFocus()

    def _place(self, cell: QWidget, wide: bool, line: int, at: int) -> tuple[int, int]:
        """Put a cell into the grid; return where the next one goes."""
        if wide:
            line += 1 if at else 0
            self.grid.addWidget(cell, line, 0, 1, 2)
            return line + 1, 0
        self.grid.addWidget(cell, line, at, Qt.AlignmentFlag.AlignTop)
        return (line + 1, 0) if at else (line, 1)

    def _editor(self, one: Shown) -> Editor:
        """Make the editor of a question, with its label above and its error below."""
        made = editor(one, f"{self.step}.{one.name}", self.around)
        cell = QWidget()
        box = column(cell, 4)
        title = None
        words = str(one.title) + (str(_(" (optional)")) if one.optional and one.kind in ("buttons", "choice", "rows") else "")
        title = label("" if one.kind == "tick" else words, "field")
        title.setBuddy(made)
        box.addWidget(title)
        box.addWidget(made)
        error = label("", "error", wrap=True)
        error.hide()
        box.addWidget(error)
        self.cells[one.name] = cell
        self.labels[one.name] = (title, error)
        if one.name in self.answers:
            made.show_value(self.answers[one.name])
        made.answered.connect(self._answered)
        made.left.connect(self._left)
        made.moved_on.connect(self._moved_on)
        return made

    def _tab_order(self) -> None:
        """Walk the questions in their order, then the buttons."""
        before: QWidget | None = None
        for made in self.editors.values():
            for stop in made.findChildren(QWidget):
                if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    if before is not None:
                        QWidget.setTabOrder(before, stop)
                    before = stop
        if before is not None:
            QWidget.setTabOrder(before, self.button)

    def _show_strips(self, draft: Draft) -> None:
        """Show the phrase to say and the notes of the unit, above the questions."""
        texts = [("phrase", str(one)) for one in draft.says] + [("note", str(one)) for one in draft.notes]
        for lift in self.lifts:
            texts.append(("info", str(_("Decided by {who}: {reason}").format(who=lift.by, reason=lift.reason))))
        if texts == getattr(self, "_strip_texts", None):
            return
        self._strip_texts = texts
        clear(self.strip_box)
        for kind, text in texts:
            self.strip_box.addWidget(label(text, kind, wrap=True))
        self.strips.setVisible(bool(texts))

    # answering

    def _name_of(self, made: QObject) -> str:
        """Return the question that an editor answers."""
        return next((name for name, one in self.editors.items() if one is made), "")

    def _answered(self, value: object) -> None:
        """Keep an answer that a person gave, and consider."""
        name = self._name_of(self.sender())
        if not name:
            return
        self.answers[name] = "" if value is None else value
        self.problem.hide()
        self.consider()
        self.changed.emit(self.answers)
        self.save.start()

    def _left(self) -> None:
        """Remember that a question was seen: its errors may show now."""
        name = self._name_of(self.sender())
        if name and name in self.answers and name not in self.seen:
            self.seen.add(name)
            self._show_errors()

    def _show_errors(self) -> None:
        """Show what is wrong beside questions that were left, and missing ones once somebody tried."""
        problems: dict[str, str] = {name: str(words) for name, words in self.draft.errors.items()}
        if "*" in self.seen:
            for name in self.draft.missing:
                problems.setdefault(name, str(_("Please answer this.")))
        for name, made in self.editors.items():
            inner = {key[len(name) + 1 :]: w for key, w in problems.items() if key.startswith(f"{name}.")}
            mine = problems.get(name, "") if name in self.seen or "*" in self.seen else ""
            made.mark(bool(mine), mine)
            if name in self.seen or "*" in self.seen:
                for where, words in inner.items():
                    made.mark_cell(where, words)
            error = self.labels[name][1]
            error.setText(mine)
            error.setVisible(bool(mine))

    # taking

    def take(self) -> None:
        """Take the step: once, however often the button is pressed."""
        if self.busy:
            return
        self.seen.add("*")
        self.consider()
        first = next(iter([*self.draft.errors, *self.draft.missing]), "")
        if first:
            self.focus(first)
            return
        if self.refusals.strips:
            stop = self.refusals.findChild(Button)
            (stop or self.button).setFocus()
            return
        self._set_busy(True)
        self.save.stop()
        self.bridge.take(
            self.step, dict(self.answers), self.record, once=self.once, lifts=tuple(self.lifts), language=self.language,
            then=self._taken, failed=self.fail,
        )  # fmt: skip  # one paragraph

    def _set_busy(self, busy: bool) -> None:
        """Let nobody press twice while the desk answers."""
        self.busy = busy
        self.button.setEnabled(not busy)

    def _taken(self, outcome: object) -> None:
        """The step is on the disk."""
        self.bridge.forget_draft(self.once)
        self.taken.emit(outcome)

    def fail(self, error: KioskError) -> None:
        """Show what went wrong; everything typed is still there, and the button may be pressed again."""
        self._set_busy(False)
        if isinstance(error, InvalidAnswersError):
            self.consider()
        self.problem.setText(f"{error.words} {error.way}".strip())
        self.problem.show()

    # moving

    def focus(self, path: str = "") -> None:
        """Put the focus on a question ("pieces.0.size" too), the first one by default."""
        name, _dot, cell = path.partition(".")
        made = self.editors.get(name) or next(iter(self.editors.values()), None)
        target: QWidget | None = self.findChild(QWidget, f"{self.step}.{path}") if cell else None
        target = target or (made.focusProxy() if made is not None else self.button)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.scroll.ensureWidgetVisible(target, 0, 24)

    def focus_first(self) -> None:
        """Begin at the first question that has no answer, else at the button."""
        waiting = self.draft.missing or self.draft.errors
        if not waiting and self.editors:
            self.focus(next(iter(self.editors)))
            return
        self.focus(next(iter(waiting), ""))

    def _moved_on(self) -> None:
        """Go from an editor to the next one."""
        self._next_after(self._name_of(self.sender()))

    def _next_after(self, name: str) -> None:
        """Put the focus on the question after `name`, after the last on the button."""
        names = list(self.editors)
        later = names[names.index(name) + 1 :] if name in names else names
        for one in later:
            target = self.editors[one].focusProxy()
            if target is not None and target.isEnabled():
                target.setFocus(Qt.FocusReason.TabFocusReason)
                self.scroll.ensureWidgetVisible(target, 0, 24)
                return
        self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on with Enter: whatever the field itself does not want comes here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = self.focusWidget()
            name = next((n for n, e in self.editors.items() if here is not None and e.isAncestorOf(here)), "")
            self.seen.add(name) if name in self.answers else None
            self._show_errors()
            self._next_after(name)
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep what was typed when the form goes from sight."""
        if event.type() == QEvent.Type.Hide and self.save.isActive():
            self.save.stop()
            self._save()
        return super().event(event)

    # keeping and lifting

    def _save(self) -> None:
        """Put the half-typed form on the disk, sealed."""
        if self.answers and not self.busy:
            self.bridge.save_draft(self.once, self.step, self.record or "", dict(self.answers))

    def keep(self) -> None:
        """Put the form aside: on the disk now."""
        self.save.stop()
        self._save()

    def forget(self) -> None:
        """Give the form up: nothing of it stays."""
        self.save.stop()
        self.answers.clear()
        self.bridge.forget_draft(self.once)

    def speak(self, language: str) -> None:
        """Print this slip in another language; the person's choice is remembered with the step."""
        self.language = language
        self.consider()

    def _lift_by_pin(self, refused: Refused) -> None:
        """Let somebody decide with a PIN."""
        ask_pin(self, refused, self._lifted)

    def _lift_by_phone(self, refused: Refused) -> None:
        """Write down a decision by telephone."""
        ask_phone(self, refused, self._lifted)

    def _lifted(self, lift: Any) -> None:
        """Keep the decision for when the step is taken."""
        self.lifts.append(lift)
        self.consider()
        self.button.setFocus(Qt.FocusReason.TabFocusReason)


def strip(words: Say, kind: str = "note") -> QLabel:
    """Return a strip of words above a form."""
    return label(words, kind, wrap=True)
