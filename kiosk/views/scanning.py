"""What scans do in the window: into the form that wants them, else what they stand for; and the way back.

A scan while a form is half typed is a detour: the record opens, and Esc, or the step that was taken there,
brings the form back exactly as it was.
"""

import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.i18n import _
from kiosk.people import mrz
from kiosk.values import Found, Outcome
from kiosk.views.card_reader import CardReader
from kiosk.views.middle import Held
from kiosk.views.scanner import Bursts
from kiosk.views.serial_scanner import SerialScanner
from kiosk.views.service import ServicePage
from kiosk.views.sound import Sounds
from kiosk.views.widgets import Button, frame, row

#: Whose words a problem in the status bar bears when the scanner is missing.
_SCANNER = "scanner"
_CARDS = "card reader"


@dataclass(frozen=True)
class Detour:
    """A form that waits while something else is looked at."""

    page: ServicePage
    held: Held
    number: str  # the record that was opened meanwhile


class Scanning:
    """A part of the window; it takes what scanner and box found."""

    def start_scanning(self) -> None:
        """Listen to scanners that type and to the one on a serial port."""
        window = self.me
        self.detours: list[Detour] = []
        self.lines_read: tuple[str, ...] = ()  # of a passport that no form asked for
        self.sounds = Sounds(lambda: not window.bridge.reader.setting("scan_sound"))
        self.bursts = Bursts()
        self.bursts.into = self.into_form
        self.bursts.scanned.connect(window.scanned)
        self.bursts.given.connect(window.given)
        self.bursts.garbled.connect(window.garbled)
        self.serial = SerialScanner()
        self.serial.scanned.connect(window.scanned)
        self.serial.lost.connect(window.scanner_lost)
        self.serial.found.connect(window.scanner_found)
        self.cards = CardReader()
        self.cards.scanned.connect(window.card_line)
        self.cards.card.connect(window.card_read)
        self.cards.lost.connect(window.cards_lost)
        self.cards.found.connect(window.cards_found)
        self.use_port()

    def use_port(self) -> None:
        """Listen to the port that the settings name now."""
        reader = self.me.bridge.reader
        port = str(reader.setting("scanner_port")).strip()
        if port != self.serial.port:
            self.scanner_found()  # what was said of another port holds no longer
        self.serial.use(port, int(reader.setting("scanner_baud")))
        port = str(reader.setting("card_port")).strip()
        if port != self.cards.port:
            self.cards_found()
        self.cards.speak(str(reader.setting("card_speaks")))
        self.cards.use(port, int(reader.setting("card_baud")))

    def stop_scanning(self) -> None:
        """Let keys and port go."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self.bursts)
        self.serial.close()
        self.cards.close()
        self.sounds.close()

    @property
    def me(self) -> Any:
        """The window whose part this is."""
        return cast("Any", self)

    # scans

    @Slot(str)
    def scanned(self, code: str) -> None:
        """Take a code that a scanner read, wherever the focus was."""
        if self.me.covered:
            return
        form = self.form_here()
        if form is not None and form.give_scan(code):
            self.given(code)
            return
        if self.of_document(code):
            return
        at_once = form is None or not form.answers
        self.sounds.play("good" if self.me.top.box.scan(code, at_once=at_once) else "bad")

    @Slot(str)
    def given(self, code: str) -> None:
        """Say by a sound whether the form could do anything with a code that it asked for."""
        QTimer.singleShot(0, cast("QWidget", self), self._judge)

    def into_form(self) -> bool:
        """Let the form take in what was scanned into its field; whether it did."""
        form = self.form_here()
        return form is not None and form.scanned_here()

    def _judge(self) -> None:
        """Sound as the draft stands after a scan."""
        form = self.form_here()
        wrong = form is not None and form.refuses_scan()
        self.sounds.play("bad" if wrong else "good")

    @Slot(str)
    def garbled(self, text: str) -> None:
        """Say in words that an input method stood between scanner and field."""
        self.sounds.play("bad")
        words = _("The input method took this scan ({text}). Switch it to English and scan again.")
        self.me.toast.say(words.format(text=text[:12] or "…"))

    @Slot(str)
    def scanner_lost(self, port: str) -> None:
        """Show that the scanner's port cannot be read."""
        self.me.say_problem(_("No scanner on {port}. Scans that type still work.").format(port=port), _SCANNER)

    @Slot()
    def scanner_found(self) -> None:
        """Take that word back."""
        self.me.unsay_problem(_SCANNER)

    # identity cards

    @Slot(str)
    def card_line(self, line: str) -> None:
        """Take a line that a card reader sent into the form that asks for a document."""
        form = None if self.me.covered else self.form_here()
        self._card_went(form is not None and form.give_document(line))

    @Slot(object)
    def card_read(self, read: object) -> None:
        """Take a card that was read into the form that asks for a document."""
        form = None if self.me.covered else self.form_here()
        self._card_went(form is not None and form.give_card(read))

    def of_document(self, code: str) -> bool:
        """Whether a code is a line of a passport: no form asks for it, and no name or number runs into the box."""
        lines = (*self.lines_read, code)
        today = self.me.bridge.local_now().date()
        more = mrz.wants_more(lines)
        mine = more or mrz.read("".join(lines), today) is not None
        self.lines_read = lines if more else ()
        if mine and not more:
            self._card_went(False)
        return mine

    def _card_went(self, well: bool) -> None:
        """Say by a sound, and in words where it went nowhere: nothing of a card is kept outside a form."""
        self.sounds.play("good" if well else "bad")
        if not well and not self.me.covered:
            self.me.toast.say(_("A document was read. Open the form that asks for one, then read it again."))

    @Slot(str)
    def cards_lost(self, port: str) -> None:
        """Show that the card reader's port cannot be read."""
        self.me.say_problem(_("No card reader on {port}. Numbers can be typed.").format(port=port), _CARDS)

    @Slot()
    def cards_found(self) -> None:
        """Take that word back."""
        self.me.unsay_problem(_CARDS)

    def form_here(self) -> Any:
        """Return the form of the page that is to be seen, None where there is none."""
        return getattr(self.me.pages.currentWidget(), "form", None)

    # what was found, and the way back

    def found(self, found: Found) -> None:
        """Open what the one box found; a form that is being filled in waits meanwhile."""
        window = self.me
        if found.at_once and window.bridge.reader.draft(found.step, {}, found.key).ready:
            self._claimed(found)
        elif found.kind == "record":
            self._hold(found.key)
            window.open_record(found.key, found.step)
        elif found.kind == "begin":
            window.begin(found.key, dict(found.answers))
        elif found.kind in ("unit", "person"):
            self._hold("")
            window.open_unit(found.key)

    def _claimed(self, found: Found) -> None:
        """Take the step of a claim that was scanned, where nothing is left to be asked; its undo is one click away."""
        window = self.me

        def taken(outcome: Outcome) -> None:
            window.was_taken(outcome)
            page = window.bridge.reader.page(found.key)
            also = [one.number for one in outcome.also if one.number and one.number != outcome.number]
            onward = next((n for n in also if window.bridge.reader.page(n).going.leads), "")
            if onward:
                self._hold(onward)
                window.open_record(onward)
                return
            words = f"{page.row.name or page.row.short}  {page.row.short}  {page.row.state_words}"
            undo = next((choice for choice in page.steps if choice.undo), None)
            open_undo = partial(window.open_record, found.key, undo.key) if undo is not None else None
            window.toast.say(words, undo.title if undo is not None else "", open_undo)

        once = uuid.uuid4().hex
        window.bridge.take(found.step, {}, found.key, once=once, then=taken)

    @Slot(str)
    def look_at(self, number: str) -> None:
        """Open a record from within a form, which waits meanwhile."""
        self._hold(number)
        self.me.open_record(number)

    def _hold(self, number: str) -> None:
        """Let the form of this page wait, if anything in it would be missed."""
        page = self.me.pages.currentWidget()
        if isinstance(page, ServicePage) and page.worth_holding() and page.number != number:
            self.detours.append(Detour(page, page.hold(), number))
            self._show_way_back()

    def way_back(self) -> bool:
        """Bring the form back that waits, exactly as it was; whether there was one."""
        if not self.detours:
            return False
        last = self.detours.pop()
        self._show_way_back()
        self.me.go(last.page.service.key)
        last.page.restore(last.held)
        return True

    def came_of(self, number: str) -> None:
        """Go back when the step was taken for which a form had to wait."""
        if self.detours and number and self.detours[-1].number == number:
            self.way_back()

    def end_detours(self) -> None:
        """Put the forms that wait aside: somebody else comes, or the window is built anew."""
        for one in self.detours:
            if one.held.form.answers:
                one.held.form.keep()
            one.held.middle.deleteLater()
        self.detours = []
        self._show_way_back()

    def make_way_back(self) -> QWidget:
        """Return the strip under the top bar that leads back; hidden while there is nothing to go back to."""
        self.detours = []
        self.strip = frame("way_back")
        line = row(self.strip, 8, (24, 4, 24, 4))
        self.back_button = Button("", "window.way_back", kind="small", icon="chevron-left", key="Esc")
        self.back_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back_button.clicked.connect(lambda checked=False: self.way_back())
        line.addWidget(self.back_button)
        line.addStretch(1)
        self.strip.hide()
        return self.strip

    def _show_way_back(self) -> None:
        """Show where the way back leads, and that there is one."""
        self.strip.setVisible(bool(self.detours))
        if self.detours:
            title = self.detours[-1].held.title
            self.back_button.say(_("Back to: {title}").format(title=title))

    def waiting_forms(self) -> set[str]:
        """Return the keys of the forms that wait: they are no put-aside ones."""
        return {one.held.form.once for one in self.detours if one.held.form is not None}
