"""A form derived from a step's questions: it asks, considers at every key, and takes the step once."""

import itertools
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.errors import KioskError
from kiosk.forms.base import Around
from kiosk.forms.choices import Flow
from kiosk.forms.documents import Documents
from kiosk.forms.grid import Questions
from kiosk.forms.late import LateOverlay
from kiosk.forms.lifting import ask_phone, ask_pin
from kiosk.forms.refusals import RefusalPanel
from kiosk.forms.scanned import Scanned
from kiosk.forms.strips import put_strips, said
from kiosk.forms.taking import Taking
from kiosk.i18n import _
from kiosk.values import Draft
from kiosk.views.fresh import Fresh
from kiosk.views.widgets import Button, Scroll, column, label, strip_of

#: A half-typed form is on the disk within a second (RELIABILITY): written this long after the last key.
SAVE_AFTER_MS = 700
#: So many quieter steps stand beside the filled button; the others wait behind "More".
SIBLINGS = 3


class Form(Taking, Scanned, Documents, QWidget):
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
        self.given = {} if once else dict(self.answers)
        self.once = once or uuid.uuid4().hex
        self.lifts, self._stops = list[Any](), list[QWidget]()
        self._untouched: dict[str, Any] = {}
        self.seen: set[str] = set()
        self.language: str | None = None
        self.happened: datetime | None = None
        self.draft = Draft(step, "")
        self.around = Around(bridge.reader, self._unit, bridge.local_now)
        self._build(siblings, above)
        self.save = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self.save.timeout.connect(self._save)
        self.consider()

    def _build(self, siblings: Sequence[QWidget], above: QWidget | None) -> None:
        """Lay out strips, questions and the row of buttons, which never scrolls out of sight."""
        outer = column(self, 12)
        self.scroll = Scroll(snug=True)
        self.strips = QWidget()
        self.strip_box = column(self.strips, 8)
        self.refusals = RefusalPanel(f"{self.step}.refusal")
        self.refusals.by_pin.connect(lambda refused: ask_pin(self, refused, self._lifted))
        self.refusals.by_phone.connect(lambda refused: ask_phone(self, refused, self._lifted))
        self.questions = Questions(self.step, self.around)
        self.questions.answered.connect(self._answered)
        self.questions.left.connect(self._left)
        self.questions.moved_on.connect(self._next_after)
        self.questions.settled.connect(self.settle)
        self.questions.meant.connect(self._put)
        for part in (above, self.strips, self.questions):
            if part is not None:
                (outer if self.plain else self.scroll.box).addWidget(part)
        outer.addWidget(self.scroll)
        self.scroll.setVisible(not self.plain)  # a plain form stands in a page that scrolls itself
        outer.addWidget(self.refusals)
        self.problem = label("", "bad", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        outer.addWidget(self._actions(siblings))
        outer.addStretch(1)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.setAutoRepeat(False)  # held down it takes this form, and not the one that follows
        keys.activated.connect(self.pressed)
        more = QShortcut(QKeySequence("Ctrl+Enter"), self)
        more.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        more.setAutoRepeat(False)
        more.activated.connect(self.pressed)
        self.fresh = Fresh(self)

    def _actions(self, siblings: Sequence[QWidget]) -> QWidget:
        """Return the row: the one filled button, its quieter siblings, and putting aside."""
        holder = QWidget()
        line = Flow(holder, 8)
        self.button = Button("", f"{self.step}.take", kind="primary", key="Ctrl+Enter")
        self.button.clicked.connect(lambda checked=False: self.pressed())
        line.addWidget(self.button)
        for other in siblings[:SIBLINGS]:
            line.addWidget(other)
        rest = siblings[SIBLINGS:]
        if rest:
            more = Button(_("More"), f"{self.step}.more", icon="chevron-down")
            more.clicked.connect(lambda checked=False: self._show_more(more, rest))
            line.addWidget(more)
        for other in rest:
            line.addWidget(other)
            other.hide()
        if self.plain:
            return holder
        aside = self.aside = Button(_("Put aside"), f"{self.step}.put_aside", key="F3")
        aside.clicked.connect(lambda checked=False: self.put_aside.emit())
        line.addWidget(aside)
        drop = self.drop = Button(_("Give up"), f"{self.step}.give_up", kind="quiet")
        drop.clicked.connect(lambda checked=False: self.given_up.emit())
        line.addWidget(drop)
        late = self.late = Button(_("Enter late"), f"{self.step}.enter_late", kind="quiet")
        late.clicked.connect(lambda checked=False: self.ask_when())
        line.addWidget(late)
        return holder

    def _show_more(self, more: QWidget, rest: Sequence[QWidget]) -> None:
        """Show the rarer steps."""
        more.hide()
        for other in rest:
            other.show()
        rest[0].setFocus(Qt.FocusReason.TabFocusReason)

    # considering

    def _unit(self) -> str:
        """Return the unit of this form, for the pickers."""
        found = next((s for s in self.draft.shown if s.kind == "unit"), None)
        return str(found.value or "") if found is not None else self.bridge.unit_of(self.record)

    def consider(self) -> None:
        """Ask the desk what the answers amount to, and show it."""
        try:
            draft = self.bridge.reader.draft(
                self.step, self.answers, self.record, language=self.language, happened=self.happened
            )
        except KioskError as error:
            self.fail(error)
            return
        self.draft = draft
        self._asking()
        self.questions.show_questions(draft.shown, self.answers)
        self._tab_order()
        self._show_strips(draft)
        self._show_errors()
        lifted, todo = {lift.rule for lift in self.lifts}, self._to_tick()
        refused = [one for one in draft.refusals if one.rule not in lifted and one.about not in todo]
        self.refusals.show_refusals(refused)
        self.button.say(draft.button or draft.title)
        self._show_leaving()
        self.drafted.emit(draft)

    def _to_tick(self) -> set[str]:
        """Return the ticks that nobody touched yet: that they are to be set is said once somebody tried."""
        if "*" in self.seen:
            return set()
        return {s.name for s in self.draft.shown if s.kind == "tick" and not s.value and s.name not in self.answers}

    def _show_leaving(self) -> None:
        """Offer to put the form aside or give it up once there is something to lose."""
        if not self.plain:
            self.aside.setVisible(bool(self.answers))
            self.drop.setVisible(bool(self.answers) or self.record is None)

    def _tab_order(self) -> None:
        """Walk the questions in their order, then the buttons."""
        stops = [*self.questions.stops(), self.button]
        if stops != self._stops:
            self._stops = stops
            for before, after in itertools.pairwise(stops):
                QWidget.setTabOrder(before, after)

    def _show_strips(self, draft: Draft) -> None:
        """Show the phrase to say and the notes of the unit, above the questions."""
        texts = said(draft.says)
        texts += [(strip_of(one), str(one)) for one in draft.notes]
        for lift in self.lifts:
            texts.append(("info", str(_("Decided by {who}: {reason}").format(who=lift.by, reason=lift.reason))))
        if self.happened is not None:
            texts.append(
                ("info", str(_("Entered late: happened {when}").format(when=f"{self.happened:%Y-%m-%d %H:%M}")))
            )
        texts += self.read_said
        if texts == getattr(self, "_strip_texts", None):
            return
        self._strip_texts = texts
        put_strips(self.strip_box, texts)
        self.strips.setVisible(bool(texts))

    # answering

    def _answered(self, name: str, value: object) -> None:
        """Keep an answer that a person gave, and consider; what stands again as it stood untouched is no answer."""
        if isinstance(value, str) and self.typed_document(name, value):
            return
        self.wait_no_more(name)
        if name not in self.answers:
            self._untouched[name] = next((s.value for s in self.draft.shown if s.name == name), None)
        self.answers[name] = "" if value is None else value
        if value is None and self._untouched.get(name, "") in (None, "", []):
            del self.answers[name]
        self.problem.hide()
        self.consider()
        self.changed.emit(self.answers)
        self.save.start()

    def _left(self, name: str) -> None:
        """Remember that a question was seen: its errors may show now."""
        if name in self.answers and name not in self.seen:
            self.seen.add(name)
            self._show_errors()

    def _show_errors(self) -> None:
        """Show what is wrong, and once somebody tried, what is missing."""
        problems = {name: str(words) for name, words in self.draft.errors.items()}
        if "*" in self.seen:
            problems = {**{name: str(_("Please answer this.")) for name in self.draft.missing}, **problems}
        self.questions.show_problems(problems, self.seen)

    # moving

    def focus(self, path: str = "") -> None:
        """Put the focus on a question ("pieces.0.size" too), the first one by default."""
        name, _dot, cell = path.partition(".")
        made = self.questions.editors.get(name) or next(iter(self.questions.editors.values()), None)
        target: QWidget | None = self.findChild(QWidget, f"{self.step}.{path}") if cell else None
        target = target or (made.focusProxy() if made is not None else self.button)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.scroll.ensureWidgetVisible(target, 0, 24)

    def focus_first(self) -> None:
        """Begin at the first question that has no answer or is still to be ticked, else at the first of all."""
        begun = ("known",) if not self.answers else ()  # who was here before fills in the others
        scan = next((s.name for s in self.draft.shown if (s.foreign and not s.value) or s.kind in begun), "")
        todo = [one.about for one in self.draft.refusals if one.about in self._to_tick()]
        waiting = ((scan,) if scan else ()) or self.draft.missing or self.draft.errors or todo
        if not waiting and self.questions.editors:
            self.focus(next(iter(self.questions.editors)))
            return
        self.focus(next(iter(waiting), ""))

    def _next_after(self, name: str) -> None:
        """Put the focus on the question after `name`, after the last on the button."""
        target = self.questions.after(name) or self.button
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if target is not self.button:
            self.scroll.ensureWidgetVisible(target, 0, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move on with Enter: whatever the field itself does not want comes here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            name = self.questions.question_of(self.focusWidget())
            self._left(name)
            self._next_after(name)
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep what was typed when the form goes from sight."""
        if event.type() == QEvent.Type.Hide:
            self.wait_no_more()
        if event.type() == QEvent.Type.Hide and self.save.isActive():
            self.save.stop()
            self._save()
        return super().event(event)

    # keeping and lifting

    def _save(self) -> None:
        """Put the half-typed form on the disk, sealed."""
        if self.answers and not self.busy:
            self.bridge.save_draft(self.once, self.step, self.record or "", dict(self.answers))

    def pressed(self) -> None:
        """Take the step as a person asks for it, unless the form has only just come in the place of one that was taken."""
        if not self.fresh.isActive():
            self.take()

    @property
    def typed(self) -> bool:
        """Whether a person answered anything here: what a list or a button filled in is nobody's, a draft is his."""
        return bool(self.answers) and self.answers != self.given

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

    def ask_when(self) -> None:
        """Ask when it happened, for a late entry."""
        over = LateOverlay(self.window(), self.around)
        over.answered.connect(self._happened)
        over.open(over.editor.field)

    def _happened(self, when: datetime) -> None:
        """Consider everything as of that moment."""
        self.happened = when
        self.consider()
        self.focus_first()

    def _lifted(self, lift: Any) -> None:
        """Keep the decision for when the step is taken."""
        self.lifts.append(lift)
        self.consider()
        self.button.setFocus(Qt.FocusReason.TabFocusReason)
