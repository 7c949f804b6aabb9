"""Settings by section, each with its rule and default; language and look of this window; people; lists; printers."""

import json
import uuid
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.errors import KioskError
from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.forms.form import Form
from kiosk.i18n import Say, _, language
from kiosk.values import Option, SettingRow
from kiosk.views import theme
from kiosk.views.aside import Keeping
from kiosk.views.overlays import field
from kiosk.views.printer_setup import PrinterSetup
from kiosk.views.settings_lists import show_lists, show_people, show_places
from kiosk.views.settings_values import SettingLine, is_changed, matches, value_card
from kiosk.views.widgets import Button, Scroll, clear, column, frame, group, heading, label, row, tip

#: Settings that have a section of their own.
_OWN = {"printers"}


#: How large everything may be drawn, in percent.
SIZES = (100, 125, 150, 175, 200)


class SettingsPage(Keeping, QWidget):
    """Left the sections and what finds a setting, right what belongs to the chosen one."""

    spoken = Signal(str)
    looked = Signal(str)
    filled = Signal(bool)
    sized = Signal(int)
    taken = Signal(object)
    went = Signal(str)
    drafts_changed = Signal()

    def __init__(self, bridge: Any, size: int = SIZES[0]) -> None:
        """Take the bridge, and how large this window is drawn."""
        super().__init__()
        self.bridge, self.size_now = bridge, size
        self.setProperty("kind", "ground")
        line = row(self, 24, (24, 18, 24, 16))
        left = QWidget()
        left.setFixedWidth(220)
        side = column(left, 8)
        side.addWidget(heading(_("Settings")))
        self.find = field("settings.find", _("Find a setting"), hint=_("Find a setting"))
        self.find.textChanged.connect(self._find)
        side.addWidget(self.find)
        self.entries = Scroll()
        self.menu = self.entries.box
        self.menu.setSpacing(2)
        side.addWidget(self.entries, 1)
        line.addWidget(left)
        self.scroll = Scroll()
        self.scroll.inside.setMaximumWidth(820)
        self.scroll.box.setContentsMargins(0, 0, 10, 0)
        line.addWidget(self.scroll, 1)
        self.section, self.rack = "window", ""
        self.rows: list[SettingRow] = []
        self.lines: dict[str, SettingLine] = {}
        self.sections_shown: dict[str, Button] = {}
        self.form: Form | None = None

    def renew(self) -> None:
        """Query the settings again."""
        self.rows = self.bridge.reader.settings()
        self._draw_menu()
        self.show_section(self.section)

    def sections(self) -> list[tuple[str, Say]]:
        """Return the sections: the window, people, printers, lists and places, then those of the settings."""
        found: list[tuple[str, Say]] = [
            ("window", _("This window")),
            ("people", _("People")),
            ("printers", _("Printers")),
            ("lists", _("Lists")),
            ("places", _("Store places")),
        ]
        seen: list[str] = []
        for one in self.rows:
            if one.key not in _OWN and str(one.section) not in seen:
                seen.append(str(one.section))
                found.append((f"section{len(seen)}", one.section))
        return found

    def _draw_menu(self) -> None:
        """Show the sections as entries; a pointer that rests on one hears where something was changed."""
        clear(self.menu)
        self.sections_shown = {}
        changed = {str(one.section) for one in self.rows if is_changed(one) and one.key not in _OWN}
        for key, words in self.sections():
            button = Button(words, f"settings.{key}", kind="nav")
            button.setCheckable(True)
            button.setChecked(key == self.section)
            self.sections_shown[key] = button
            if key.startswith("section") and str(words) in changed:
                button.setToolTip(tip(_("something was changed here")))
            button.clicked.connect(lambda checked=False, k=key: self._choose(k))
            self.menu.addWidget(button)
        self.menu.addStretch(1)

    def _choose(self, key: str) -> None:
        """Go to a section: what was looked for is done with."""
        self.find.blockSignals(True)
        self.find.clear()
        self.find.blockSignals(False)
        self.show_section(key)

    def show_section(self, key: str) -> None:
        """Show one section."""
        self.keep_form()
        self.section = key
        self._mark(key)
        box = self.scroll.box
        clear(box)
        self.lines = {}
        shown = {
            "window": lambda: self._window(box),
            "people": lambda: show_people(self, box),
            "printers": lambda: self._printers(box),
            "lists": lambda: show_lists(self, box),
            "places": lambda: show_places(self, box),
        }
        shown.get(key, lambda: self._settings(box, key))()
        box.addStretch(1)

    def _mark(self, chosen: str) -> None:
        """Show which section is open; none while something is looked for."""
        for key, entry in self.sections_shown.items():
            entry.setChecked(key == chosen)

    # this window

    def _window(self, box: Any) -> None:
        """Language and look: this window's alone, at once, remembered."""
        box.addWidget(heading(_("This window"), _("at once, and remembered on this computer")))
        spoken = (Option("zh", "中文"), Option("en", "English"))
        box.addWidget(self._choice("settings.language", _("Language"), spoken, language(), self.spoken.emit))
        sizes = (Option("window", _("Window")), Option("full", _("Full screen")))
        full = "full" if self.window().isFullScreen() else "window"
        screen = self._choice("settings.screen", _("Screen"), sizes, full, lambda key: self.filled.emit(key == "full"))
        note = _("Full screen has no way out but a supervisor's PIN.")
        screen.layout().addWidget(label(note, "small", wrap=True))
        box.addWidget(screen)
        looks = (Option("light", _("Light")), Option("dark", _("Dark")))
        box.addWidget(self._choice("settings.theme", _("Appearance"), looks, theme.now.name, self.looked.emit))
        percent = tuple(Option(one, f"{one} %") for one in self._sizes_that_fit())
        if len(percent) > 1 or self.size_now != percent[0].key:
            size = self._choice("settings.size", _("Size"), percent, self.size_now, self._resize)
            note = _("Larger for fingers and tired eyes; from the next start on.")
            size.layout().addWidget(label(note, "small", wrap=True))
            box.addWidget(size)

    def _sizes_that_fit(self) -> list[int]:
        """Return the sizes at which the whole window still fits this screen."""
        screen, least = self.screen(), self.window().minimumSize()
        real = screen.size() * screen.devicePixelRatio()
        fits = [
            s for s in SIZES if real.width() * 100 >= least.width() * s and real.height() * 100 >= least.height() * s
        ]
        return fits or [SIZES[0]]

    def _resize(self, size: int) -> None:
        """Choose another size: from the next start on."""
        self.size_now = size
        self.sized.emit(size)

    def _choice(self, name: str, words: Say, options: tuple[Option, ...], value: object, act: Any) -> QWidget:
        """Return a question with its options as buttons."""
        made = frame("card")
        inner = column(made, 8, (16, 12, 16, 14))
        inner.addWidget(label(words, "field"))
        holder = QWidget()
        flow = Flow(holder)
        for one in options:
            button = ChoiceButton(one, f"{name}.{one.key}")
            button.setAutoExclusive(True)
            button.setChecked(one.key == value)
            button.clicked.connect(lambda checked=False, k=one.key: act(k))
            flow.addWidget(button)
        inner.addWidget(holder)
        return made

    # steps of the house

    def add_steps(self, box: Any, *steps: tuple[str, Say]) -> None:
        """Add steps of the house as a row of buttons: those that this clerk may take."""
        allowed = [(step, words) for step, words in steps if self.bridge.reader.may(step)]
        if not allowed:
            return
        line = QWidget()
        inner = row(line, 8)
        for step, words in allowed:
            button = Button(words, f"{step}.open", icon="check" if step == "house.confirm_clock" else "plus")
            button.clicked.connect(lambda checked=False, s=step: self.open_step(s))
            inner.addWidget(button)
        inner.addStretch(1)
        box.addWidget(line)

    def open_step(
        self, step: str, answers: dict[str, Any] | None = None, *, fixed: tuple[str, ...] = (), once: str = ""
    ) -> None:
        """Show a step of the house as a form; what is `fixed` was chosen in the list and is only read."""
        self.keep_form()
        box = self.scroll.box
        clear(box)
        self.lines = {}
        form = self.form = Form(self.bridge, step, answers=answers, once=once)
        form.late.hide()  # the house is changed now, not in hindsight
        box.addWidget(heading(form.draft.title))
        form.taken.connect(self._step_taken)
        form.put_aside.connect(self.put_aside)
        form.given_up.connect(self.give_up)
        for name in fixed:
            form.questions.editors[name].setEnabled(False)
        box.addWidget(form)
        box.addStretch(1)
        form.drop.show()
        open_ones = [name for name in form.questions.editors if name not in fixed]
        form.focus(open_ones[0] if open_ones else "")

    def close_form(self) -> None:
        """Show the section again."""
        self.renew()

    def _step_taken(self, outcome: Any) -> None:
        """Show the section again."""
        self.form = None
        self.taken.emit(outcome)
        self.renew()

    def take(self, step: str, answers: dict[str, Any]) -> None:
        """Take a step of the house that asks nothing more."""
        self.bridge.take(step, answers, once=uuid.uuid4().hex, then=self._step_taken)

    def open_rack(self, rack: str) -> None:
        """Show the places of another rack."""
        self.rack = rack
        self.show_section("places")

    # printers

    def _printers(self, box: Any) -> None:
        """The printers of this counter."""
        box.addWidget(heading(_("Printers")))
        setup = PrinterSetup(self.bridge.reader.printers(), self.bridge.reader.slip_kinds(), self.bridge)
        say = setup.problem.setText

        def failed(error: KioskError) -> None:
            say(f"{error.words} {error.way}".strip())

        def save(printers: Any) -> None:
            self._set("printers", json.dumps(printers, ensure_ascii=False), self._saved, failed)

        setup.saved.connect(save)
        if not self.bridge.reader.may("house.set_value"):
            box.addWidget(label(_("Only the manager changes these."), "info", wrap=True))
            setup.setEnabled(False)
        box.addWidget(setup)

    # settings

    def _settings(self, box: Any, key: str) -> None:
        """The numbers and words of one section."""
        title = next((words for k, words in self.sections() if k == key), _("Settings"))
        box.addWidget(heading(title, _("changes are written in the journal")))
        members = [one for one in self.rows if str(one.section) == str(title)]
        self._values(box, members)
        if any(one.key == "time_zone" for one in members):
            self.add_steps(box, ("house.confirm_clock", _("The clock is right")))

    def _values(self, box: Any, members: list[SettingRow]) -> None:
        """Show settings as one card."""
        may = self.bridge.reader.may("house.set_value")
        members = [one for one in members if one.key not in _OWN]
        if not may:
            box.addWidget(label(_("Only the manager changes these."), "info", wrap=True))
        if members:
            box.addWidget(value_card(members, self._save, self.lines, may=may))

    def _find(self, text: str) -> None:
        """Show every setting that a typed text may mean, under its section."""
        if not text.strip():
            self.show_section(self.section)
            return
        self.keep_form()
        box = self.scroll.box
        clear(box)
        self.lines = {}
        self._mark("")
        found = [one for one in self.rows if matches(one, text)]
        box.addWidget(heading(_("Matching settings"), str(len(found))))
        for section in dict.fromkeys(str(one.section) for one in found):
            box.addWidget(group(section))
            self._values(box, [one for one in found if str(one.section) == section])
        if not found:
            words = _("No setting is called so. A word, a rule such as STO-14, or a part of either.")
            box.addWidget(label(words, "mute", wrap=True))
        box.addStretch(1)

    def _set(self, key: str, value: Any, then: Any, failed: Any) -> None:
        """Take the step that changes a setting."""
        answers = {"key": key, "value": json.dumps(value, ensure_ascii=False)}
        self.bridge.take("house.set_value", answers, once=uuid.uuid4().hex, then=then, failed=failed)

    def _save(self, key: str, value: Any) -> None:
        """Change a setting; a refusal stands below its words."""
        line = self.lines[key]
        self._set(key, value, self._saved, lambda error: line.show_problem(f"{error.words} {error.way}".strip()))

    def _saved(self, outcome: Any) -> None:
        """Show the values as they stand now, where they are typed."""
        self.taken.emit(outcome)
        self.rows = self.bridge.reader.settings()
        for one in self.rows:
            if one.key in self.lines:
                self.lines[one.key].show_row(one)
