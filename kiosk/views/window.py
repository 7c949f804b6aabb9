"""The window: rail, top bar, pages built on first visit, status bar; it shows values and asks the bridge."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from kiosk.i18n import Say, _
from kiosk.values import JobRow, Outcome, ServiceRow, Unprinted
from kiosk.views.aside import Keeping
from kiosk.views.bars import StatusBar, TopBar
from kiosk.views.covers import Covers
from kiosk.views.emergency import Emergency
from kiosk.views.going_time import Ticking
from kiosk.views.letters import Letters
from kiosk.views.loading import Loading
from kiosk.views.making import make_page
from kiosk.views.overlays import LineOverlay, NumberOverlay, Overlay
from kiosk.views.preferences import Preferences
from kiosk.views.printer_words import printer_state, waiting_of
from kiosk.views.rail import Rail
from kiosk.views.scanning import Scanning
from kiosk.views.service import ServicePage
from kiosk.views.toast import Toast
from kiosk.views.widgets import clear, column, row

#: So long the print queue may go on moving before it is looked at.
_MOVED_MS = 40
#: The keys that open services, in the estate's order.
HOT = ("F5", "F6", "F7", "F8", "F9", "F10")


class Window(Loading, Covers, Scanning, Ticking, QWidget):
    """Everything that a clerk sees. `bridge` is the seam; `preferences` what this window remembers."""

    def __init__(
        self,
        bridge: Any,
        preferences: Preferences | None = None,
        *,
        practice: bool = False,
        hint: Say = "",
        after: Iterator[None] | None = None,
    ) -> None:
        """Build the window for the language and look that were chosen last, where given `after` something is done."""
        super().__init__()
        self.bridge, self.practice, self.hint = bridge, practice, hint
        self.preferences = preferences or Preferences(None)
        self.setObjectName("window")
        self.setProperty("kind", "ground")
        self.setMinimumSize(1010, 600)
        self.leaving = False
        self.problems: dict[str, Say] = {}  # whose words → what was said, the newest last
        self.last_clerk, self.idle_ticks, self.ticks = "", 0, 0
        self.watched: tuple[str, str, frozenset[int]] | None = None
        self.cover: QWidget | None = None
        self.import_run: Any = None  # made with the first import; it outlives its page
        self.untold: Say = ""
        self.toast: Toast | None = None
        self.letters = Letters(self, bridge)
        self.letters.said.connect(self.tell)
        self.emergency = Emergency(self, bridge)
        self.emergency.said.connect(self.say_cry)
        self.moved = QTimer(self, singleShot=True)
        self.outer = row(self, 0)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._tick)
        self.load(after)

    def listen(self) -> None:
        """Hear what the desk says."""
        self.bridge.changed.connect(self._changed)
        self.bridge.queue_changed.connect(self._queue_moved)
        self.bridge.refused.connect(self._refused)
        self.bridge.signed.connect(self._signed)
        self.moved.timeout.connect(self.show_queue)

    # building

    def build(self) -> None:
        """Make everything anew in the language of the moment."""
        clear(self.outer)
        if self.toast is not None:
            self.toast.hide()
            self.toast.setParent(None)
            self.toast.deleteLater()
        reader = self.bridge.reader
        self.name_window()
        self.services: list[ServiceRow] = reader.services()
        self.keys = {of.key: self._hot(at, of) for at, of in enumerate(self.services)}
        self.rail = Rail(*self.house_names(), self.services)
        self.rail.went.connect(self.go)
        self.outer.addWidget(self.rail)
        right = QWidget()
        box = column(right, 0)
        self.top = TopBar(self.bridge)
        self.top.lock.clicked.connect(lambda checked=False: self.lock())
        self.top.box.opened.connect(self.found)
        self.pages = QStackedWidget()
        self.known: dict[str, QWidget] = {}
        self.status = StatusBar(self.practice)
        self.status.opened.connect(self._status_opened)
        for part, stretch in ((self.top, 0), (self.make_way_back(), 0), (self.pages, 1), (self.status, 0)):
            box.addWidget(part, stretch)
        self.outer.addWidget(right, 1)
        self._show_problem()
        self.toast = Toast(self, self.top.box)
        self.at = ""
        self.top.clerk.show_clerk(self.bridge.clerk)
        self.tell_time(self.bridge.local_now())
        self._queue_moved()
        self.go("desk")

    def _hot(self, at: int, of: ServiceRow) -> str:
        """Return the key that opens a service: the one it names, else the next in line."""
        named = str(getattr(of, "hot", ""))
        return named or (HOT[at] if at < len(HOT) and not any(getattr(s, "hot", "") for s in self.services) else "")

    def shortcuts(self) -> None:
        """Give the window its keys: a shortcut on a button would stop when its page is hidden."""
        acts = {
            "F2": self.to_box,
            "F3": self._put_aside,
            "F4": self._speak_slip,
            Emergency.key: self.cry,
            "F12": self.lock,
        }
        for key, act in acts.items():
            made = QShortcut(QKeySequence(key), self)
            made.setAutoRepeat(False)  # something lies on F11: one list, not one every ten seconds
            made.activated.connect(act)
        for key in HOT:
            QShortcut(QKeySequence(key), self).activated.connect(lambda k=key: self._hot_key(k))

    def page(self, key: str) -> QWidget:
        """Return a page, built on its first visit."""
        if key not in self.known:
            made = make_page(self, key)
            self.known[key] = made
            self.pages.addWidget(made)
        return self.known[key]

    # going

    @Slot(str)
    def go(self, key: str) -> None:
        """Show a page and query what it shows."""
        page: Any = self.page(key)
        self.at = key
        self.tell_time(self.bridge.local_now())
        self.pages.setCurrentWidget(page)
        self.rail.mark(key)
        page.renew()

    def service_page(self, key: str) -> ServicePage:
        """Show a service's page and return it."""
        self.go(key)
        page = self.known[key]
        assert isinstance(page, ServicePage)
        return page

    def open_record(self, number: str, step: str = "") -> None:
        """Show a record, wherever it belongs."""
        service = self.bridge.reader.page(number).row.service
        self.service_page(service).open(number, step=step)

    def open_unit(self, code: str) -> None:
        """Show a unit's page."""
        self.go("unit")
        page: Any = self.known["unit"]
        page.show_unit(code)

    def begin(self, step: str, answers: dict[str, Any] | None = None) -> None:
        """Open a step that opens a record; what was half typed on its page is put aside, and said to be."""
        page = self.service_page(step.partition(".")[0])
        page.keep_typed()
        page.begin(step, answers)

    def board_step(self, step: str, number: str) -> None:
        """Do what a row or a tile of the board says."""
        self.open_record(number, step) if number else self.begin(step)

    @property
    def covered(self) -> bool:
        """Whether something stands over the pages: their keys rest meanwhile."""
        return self.cover is not None or any(one.isVisible() for one in self.findChildren(Overlay))

    def _hot_key(self, key: str) -> None:
        """Open the service of a function key at its first step."""
        if self.covered:
            return
        of = next((s for s in self.services if self.keys.get(s.key) == key), None)
        if of is not None and of.begins:
            self.top.box.forget()  # a code that nobody used is no longer asked about
            self.begin(of.begins[0].key)

    def to_box(self) -> None:
        """F2: the one box."""
        if not self.covered:
            self.top.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.top.box.selectAll()

    def _put_aside(self) -> None:
        """F3: put the form of this page aside."""
        page = None if self.covered else self.pages.currentWidget()
        if isinstance(page, ServicePage | Keeping):
            page.put_aside()

    def _speak_slip(self) -> None:
        """F4: the next language of the slip."""
        page = None if self.covered else self.pages.currentWidget()
        if isinstance(page, ServicePage):
            page.speak()

    def _status_opened(self, where: str) -> None:
        """Open what a chip of the status bar speaks of."""
        if where == "queue":
            self.go("queue")
        elif where == "emergency":
            self.cry()
        elif where == "aside":
            self.show_aside(self.drafts)
        elif where == "away":
            self.open_away()
        elif where == "problem":  # read whole, then put away: the log keeps it
            self.toast.say(self.status.problem.words)
            self.problems.popitem()
            self._show_problem()

    # what happens

    @Slot(object)
    def was_taken(self, outcome: Outcome) -> None:
        """Say that it is on the disk, with the number and the place."""
        self.status.show_saved(outcome.short)
        if outcome.number and not outcome.again:
            words = _("{number} saved") if not outcome.place else _("{number} saved, place {place}")
            words = words if outcome.together == 1 else _("{n} saved with one press, {number} last")
            self.toast.say(words.format(number=outcome.short, place=outcome.place, n=outcome.together))
        self.watched = (outcome.short, outcome.place, frozenset(outcome.jobs)) if outcome.jobs else None
        self.renew_drafts()
        self.came_of(outcome.number)
        self.letters.came_of(outcome)
        if outcome.away:
            QTimer.singleShot(0, self, self.lock)  # once every view has seen what was taken

    @Slot()
    def _changed(self) -> None:
        """Query again what is to be seen, and the counts of the rail."""
        for of in self.bridge.reader.services():
            self.rail.count(of.key, of.open)
        self.use_port()
        self.show_away()
        page: Any = self.pages.currentWidget()
        if page is not None and self.at != "settings":
            page.renew()

    @Slot()
    def _queue_moved(self) -> None:
        """Look at the queue soon: one slip moves it five times on its way to the paper."""
        if self.bridge.inline:
            self.show_queue()
        elif not self.moved.isActive():
            self.moved.start(_MOVED_MS)

    @Slot()
    def show_queue(self) -> None:
        """Show how the printers are; offer the number to write by hand where a slip does not come.

        Nothing but the queue is read for it, and the papers of the record that is open.
        """
        unprinted = self.bridge.reader.unprinted
        jobs: list[Unprinted] = unprinted()
        there = self.bridge.printer_named or bool(self.bridge.reader.printers())
        words, tone = printer_state(jobs, there, self.bridge.printer_states)
        self.status.printer.show_state(words, tone)
        self.rail.count("queue", sum(one.many for one in jobs))
        page: Any = self.pages.currentWidget()
        if self.at == "queue":
            page.renew()
        elif isinstance(page, ServicePage):
            page.renew_papers()
        if self.watched is not None and (stuck := waiting_of(unprinted(self.watched[2]))):
            number, place, _jobs = self.watched
            self.watched = None
            said = _("{why} Write by hand: {number}.").format(why=stuck, number=number)
            self.toast.say(said, _("Show it large"), lambda: self.show_number(number, place))

    def show_number(self, number: str, place: str = "") -> None:
        """Fill the window with a number to write by hand."""
        NumberOverlay(self, number, place).open()

    @Slot()
    def import_cut(self) -> None:
        """Say how far an import came that the lock ended, now and to whoever signs in next."""
        self.untold = self.import_run.done
        self.toast.say(self.untold)

    @Slot(object)
    def tell(self, words: Any) -> None:
        """Say something in passing."""
        self.toast.say(words)

    @Slot(object)
    def _refused(self, error: Any) -> None:
        """Show an error that no page took."""
        self.toast.say(f"{error.words} {error.way}".strip())

    @Slot(object)
    def say_problem(self, words: Any, whose: str = "") -> None:
        """Show a problem of the program itself: once, small, without getting in the way; `whose` takes it back."""
        self.problems.pop(whose, None)
        self.problems[whose] = words
        if self.stands:
            self._show_problem()

    def unsay_problem(self, whose: str) -> None:
        """Take back what `whose` said, and nobody else's words."""
        if self.problems.pop(whose, None) is not None:
            self._show_problem()

    def _show_problem(self) -> None:
        """Show what was said last and still holds."""
        last = next(reversed(self.problems.values()), None)
        if last is not None:
            self.status.problem.show_state(last, "red")
        self.status.problem.setVisible(last is not None)

    def ask_reprint(self, job: JobRow) -> None:
        """Ask why a slip is printed again, then let the desk do it."""
        why = _("Why is it printed again?")
        over = LineOverlay(self, "reprint", _("Print again"), words=job.title, question=why, button=_("Reprint"))
        over.answered.connect(
            lambda why: self.bridge.call(
                lambda desk: desk.reprint(job.id, why), lambda made: self.bridge.after(), self._refused
            )
        )
        over.open(over.line)

    def renew_drafts(self) -> None:
        """Ask for the put-aside forms of whoever is signed in."""
        if self.bridge.clerk is not None:
            self.bridge.call(lambda desk: desk.drafts(), self._show_drafts)

    drafts: list[Any] = []

    def _show_drafts(self, drafts: list[Any]) -> None:
        """Show put-aside forms in the status bar and in the lists."""
        self.drafts = [d for d in drafts if d.answers and d.key not in self.waiting_forms()]
        count = len(self.drafts)
        self.status.aside.setVisible(bool(count))
        self.status.aside.show_state(_("{n} put aside").format(n=count), "blue")
        for page in self.known.values():
            if isinstance(page, ServicePage):
                page.aside_drafts = self.drafts
        page = self.pages.currentWidget()
        if isinstance(page, ServicePage):
            page.renew_list()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove):
            self.idle_ticks = 0
        return False

    def _leave(self, _lift: object) -> None:
        """Close, now that the supervisor said so."""
        self.leaving = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the one box with Esc, where nothing nearer wanted it; a form keeps what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            if self.cover is None and not self.way_back():  # a lock screen stands before there is any way back
                self.to_box()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cover follow."""
        super().resizeEvent(event)
        if self.cover is not None:
            self.cover.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is half typed; every step is on the disk already. A full screen asks the supervisor first."""
        if self.stands:
            self._put_aside_quietly()
        if self.preferences.get("full_screen", False) and not self.leaving:
            event.ignore()
            if not self.covered:
                self.ask_leave(self._leave)
            return
        self.fall_silent()
        super().closeEvent(event)
