"""Setting a printer up, for somebody who knows nothing of printers: find it, print a page, say what the page looks like.

The page is asked about one question at a time, each answer with a picture of it; the settings follow by themselves.
Whatever touches a printer runs aside, never on the window's thread.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QWidget

from kiosk.errors import KioskError
from kiosk.forms.choices import Flow
from kiosk.i18n import Say, _
from kiosk.printing import finding, questions, trial
from kiosk.printing.printers import AddressError
from kiosk.printing.profile import Profile
from kiosk.printing.screen import picture
from kiosk.views import painters, theme
from kiosk.views.overlays import field
from kiosk.views.printer_words import bare, retyped
from kiosk.views.widgets import Button, Scroll, clear, column, group, heading, label, named, on_click, row, tip

#: A picture of an answer, across and down, and the room for its words below.
_WIDE, _HIGH, _WORDS = 216, 104, 40
#: The steps, as the line above them counts them.
_STEPS = (_("Find the printer"), _("Print a test page"), _("Look at the page"), _("Done"))


class AnswerButton(QPushButton):
    """One answer: what the paper looks like, and the words for it."""

    def __init__(self, choice: questions.Choice, name: str) -> None:
        """Draw the paper once."""
        super().__init__()
        self.words = choice.words
        self.setObjectName(name)
        self.setAccessibleName(str(choice.words))
        self.setProperty("kind", "choice")
        self.setAutoDefault(False)
        self.setFixedSize(_WIDE, _HIGH + _WORDS)
        made = picture(list(choice.lines), {"48": 576, "42": 504}.get(choice.key, 384))
        data = made.tobytes()
        self.image = QImage(data, made.width, made.height, made.width, QImage.Format.Format_Grayscale8).copy()

    def sizeHint(self) -> QSize:
        """Return the one size that all answers have."""
        return QSize(_WIDE, _HIGH + _WORDS)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a picture is not cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the sheet draw the box; paint the strip of paper and the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sheet = QRectF(8, 8, _WIDE - 16, _HIGH - 8)
        painter.fillRect(sheet, QColor(Qt.GlobalColor.white))
        scale = min((sheet.width() - 12) / self.image.width(), (sheet.height() - 10) / self.image.height())
        size = QSize(round(self.image.width() * scale), round(self.image.height() * scale))
        ratio = self.devicePixelRatioF()
        small = self.image.scaled(
            size * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        painter.drawImage(sheet.topLeft() + QPointF(6, 5), small)
        words = painters.elided(str(self.words), "n", _WIDE - 16, 13)
        left = (_WIDE - painters.width(words, "n", 13)) / 2
        base = painters.baseline(_HIGH, _WORDS, 13)
        painters.runs(painter, [(words, "n")], left, base, _WIDE - 16, 13, theme.now.ink)


class FoundButton(QPushButton):
    """One printer that was found: its name, and how it is connected."""

    def __init__(self, found: finding.Found, number: int) -> None:
        """Show it."""
        super().__init__()
        self.found = found
        self.setObjectName(f"printer_wizard.found.{number}")
        self.setAccessibleName(f"{found.name} {found.way}")
        self.setToolTip(tip(found.address))
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name and way."""
        super().paintEvent(event)
        painter, t = QPainter(self), theme.now
        way = str(self.found.way)
        wide = painters.width(way, "m", 13)
        base = painters.baseline(0, self.height())
        painters.runs(painter, [(way, "m")], self.width() - 16 - wide, base, wide, 13)
        ink = t.accent if self.isChecked() else t.ink
        name = [(self.found.name, "b" if self.isChecked() else "n")]
        painters.runs(painter, name, 16, base, self.width() - 48 - wide, 14, ink)


class PrinterWizard(QFrame):
    """The way from a printer to its settings; `done` carries the whole address, `left` says that nobody wants it."""

    done = Signal(str)
    left = Signal()

    def __init__(self, bridge: Any, address: str = "") -> None:
        """Begin by looking for printers; `address` is what is set up so far."""
        super().__init__()
        self.bridge, self.address, self.profile = bridge, address, Profile()
        self.setObjectName("printer_wizard")
        self.box = column(self, 12, (0, 0, 0, 0))
        self.step = label("", "small")
        self.box.addWidget(self.step)
        self.page = column(None, 12)
        self.box.addLayout(self.page)
        self.problem = label("", "error", wrap=True)
        self.box.addWidget(self.problem)
        self.actions = row(None, 8)
        self.box.addLayout(self.actions)
        self.typed: QLineEdit
        self.found: list[FoundButton] = []

    # the frame of every step

    def _begin(self, number: int, title: Say, words: Say) -> None:
        """Show another step: where it stands, its title, what to do."""
        clear(self.page)
        clear(self.actions)
        self.problem.clear()
        at = _("Step {n} of {all}: {step}").format(n=number, all=len(_STEPS), step=_STEPS[number - 1])
        self.step.setText(str(at))
        self.page.addWidget(heading(title))
        self.page.addWidget(label(words, "mute", wrap=True))

    def _button(self, words: Say, name: str, act: Callable[[], None], *, kind: str = "", icon: str = "") -> Button:
        """Add a button to the row below."""
        made = Button(words, f"printer_wizard.{name}", kind=kind, icon=icon)
        on_click(made, act)
        self.actions.addWidget(made)
        return made

    def _end_actions(self, back: Callable[[], None] | None = None) -> None:
        """End the row of buttons: one step back, and away."""
        self.actions.addStretch(1)
        if back is not None:
            self._button(_("Back"), "back", back, kind="quiet")
        self._button(_("Leave the set-up"), "leave", self.left.emit, kind="quiet")

    def _busy(self, words: Say) -> None:
        """Say what is going on; nothing else can be pressed meanwhile but the way out."""
        clear(self.actions)
        self.problem.clear()
        self.waiting = named(label(words, "info", wrap=True), "printer_wizard.waiting", words)
        self.page.addWidget(self.waiting)
        self._end_actions()

    def _failed(self, error: KioskError) -> None:
        """Show what went wrong, and begin again."""
        self.show_found(finding.Search())
        self.problem.setText(f"{error.words} {error.way}".strip())

    # 1: find it

    def begin(self) -> None:
        """Look for printers."""
        self._begin(1, _("Which printer?"), _("Plug the printer in and switch it on first."))
        self._busy(_("Looking for printers …"))
        self.bridge.work(lambda _desk: finding.search(), self.show_found, self._failed)

    def search_network(self) -> None:
        """Look for printers on the network: only when somebody asks for it."""
        self._begin(1, _("Which printer?"), _("Every address of this network is asked once; that takes a few seconds."))
        self._busy(_("Looking for printers …"))
        self.bridge.work(lambda _desk: finding.search_network(), self.show_found, self._failed)

    def show_found(self, found: finding.Search) -> None:
        """Show what was found, and let an address be typed."""
        self._begin(1, _("Which printer?"), _("Plug the printer in and switch it on first."))
        self.found = []
        for number, one in enumerate(found.printers):
            button = FoundButton(one, number)
            button.clicked.connect(lambda checked=False, a=one.address: self._chosen(a))
            self.found.append(button)
        if self.found:
            scroll = Scroll(snug=True)
            scroll.setMaximumHeight(220)
            for button in self.found:
                scroll.box.addWidget(button)
            self.page.addWidget(scroll)
        else:
            self.page.addWidget(label(_("No printer was found."), "", wrap=True))
        for why in found.missing:
            self.page.addWidget(label(why, "small", wrap=True))
        self.page.addWidget(group(_("Or type the address that the printer's own page shows")))
        hint = "192.168.1.50"
        self.typed = field("printer_wizard.address", _("Address of the receipt printer"), hint=hint)
        self.typed.setText(bare(self.address))
        self.typed.returnPressed.connect(self.show_test)
        self.page.addWidget(self.typed)
        self._button(_("Go on"), "next", self.show_test, kind="primary")
        self._button(_("Look again"), "again", self.begin, icon="rotate-ccw")
        self._button(_("Search the network"), "network", self.search_network, icon="search")
        self._end_actions()
        (self.found[0] if self.found else self.typed).setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self, address: str) -> None:
        """Take a printer that was found."""
        self.typed.setText(address)

    # 2: print a page

    def show_test(self) -> None:
        """Offer the test page; what was known of this very printer and is not asked about stays."""
        address = retyped(self.typed.text(), self.address) if self.typed.text().strip() else ""
        if not address:
            self.problem.setText(str(_("Choose a printer, or type its address.")))
            return
        known, profile = trial.known(address)
        if known != address and "?" in self.typed.text():
            self.problem.setText(str(AddressError(address)))
            return
        self.address, self.profile = known, profile
        self._test()

    def _test(self) -> None:
        """Show what the test page is for."""
        words = _("One page comes out, as long as a hand. Its parts are numbered; keep it at hand for the next step.")
        self._begin(2, _("Print a test page"), words)
        self.page.addWidget(label(bare(self.address), "", wrap=True))
        self._button(_("Print the test page"), "print", self.print_page, kind="primary", icon="printer").setFocus()
        self._end_actions(self.begin)

    def print_page(self) -> None:
        """Print it, and find out what the printer answers."""
        self._busy(_("Printing … this takes up to twenty seconds with a printer that does not answer."))
        address, profile = self.address, self.profile
        self.bridge.work(lambda _desk: trial.try_out(address, profile), self.tried, self._failed)

    def tried(self, tried: trial.Tried) -> None:
        """Go on to the questions, or say what has to be mended first."""
        if tried.fault:
            self._test()
            self.problem.setText(str(tried.why or ""))
            return
        self.profile = tried.profile
        if self.address.startswith("folder:"):  # there is no paper to look at
            self.show_summary(_("The test page lies in this folder: {path}").format(path=bare(self.address)))
            return
        self.ask(0)
        if tried.state == "doubt":
            self.problem.setText(str(tried.why or ""))

    # 3: look at it

    def ask(self, at: int) -> None:
        """Ask about one part of the page."""
        asked = questions.asked(self.profile)
        if at >= len(asked):
            self.show_summary()
            return
        question = asked[at]
        self._begin(3, question.words, _("Look at the page and choose what it looks like."))
        holder = QWidget()
        line = Flow(holder, 12)
        for choice in question.choices:
            button = AnswerButton(choice, f"printer_wizard.{question.key}.{choice.key}")
            on_click(button, lambda c=choice.key: self._answer(at, question.key, c))
            line.addWidget(button)
        self.page.addWidget(holder)
        self._button(_("Nothing came out"), "nothing", self._test)
        self._end_actions((lambda: self.ask(at - 1)) if at else self._test)
        first = self.findChild(QWidget, f"printer_wizard.{question.key}.{question.choices[0].key}")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, at: int, question: str, choice: str) -> None:
        """Take an answer in, and ask the next."""
        self.profile = questions.answered(self.profile, question, choice)
        self.ask(at + 1)

    # 4: done

    @property
    def whole(self) -> str:
        """The address with all that was found out."""
        return trial.address_of(self.address, self.profile)

    def show_summary(self, note: Say = "") -> None:
        """Show what was found out, and offer it."""
        self._begin(4, _("The printer is set up"), _("Print a sample to be sure, or keep it as it is."))
        for words in questions.summary(self.profile) if not self.address.startswith("folder:") else ():
            self.page.addWidget(label(f"✓  {words}", "", wrap=True))
        if str(note):
            self.page.addWidget(label(note, "small", wrap=True))
        keep = self._button(_("Use this printer"), "keep", lambda: self.done.emit(self.whole), kind="primary")
        self._button(_("Print a sample"), "sample", self.print_sample, icon="printer")
        self._end_actions(self._last_question)
        keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _last_question(self) -> None:
        """Go back to the last question; of a folder nothing was asked."""
        self._test() if self.address.startswith("folder:") else self.ask(len(questions.asked(self.profile)) - 1)

    def print_sample(self) -> None:
        """Print once more, as every slip will be."""
        self._busy(_("Printing …"))
        address = self.whole
        self.bridge.work(lambda _desk: trial.print_sample(address), self.sampled, self._failed)

    def sampled(self, tried: trial.Tried) -> None:
        """Say how the sample went."""
        self.show_summary()
        if tried.why is not None:
            self.problem.setText(str(tried.why))
