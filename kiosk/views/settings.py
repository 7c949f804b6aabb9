"""Settings by section, each with its rule and default; language and look of this window; people; printers."""

import json
import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kiosk.errors import KioskError
from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.forms.form import Form
from kiosk.i18n import Say, _, language
from kiosk.values import Option, SettingRow, StaffRow
from kiosk.views import theme
from kiosk.views.printer_setup import PrinterSetup
from kiosk.views.widgets import Button, Runs, Scroll, card, clear, column, frame, hair, heading, label, row

#: Settings that have a card of their own.
_OWN = {"printers"}


class SettingsPage(QWidget):
    """Left the sections, right what belongs to the chosen one."""

    spoken = Signal(str)
    looked = Signal(str)
    filled = Signal(bool)
    taken = Signal(object)

    def __init__(self, bridge: Any) -> None:
        """Take the bridge."""
        super().__init__()
        self.bridge = bridge
        self.setProperty("kind", "ground")
        line = row(self, 24, (24, 18, 24, 16))
        left = QWidget()
        left.setFixedWidth(220)
        self.menu = column(left, 6)
        self.menu.addWidget(heading(_("Settings")))
        line.addWidget(left)
        self.scroll = Scroll()
        self.scroll.inside.setMaximumWidth(760)
        line.addWidget(self.scroll, 1)
        self.section = "window"
        self.rows: list[SettingRow] = []

    def renew(self) -> None:
        """Query the settings again."""
        self.rows = self.bridge.reader.settings()
        self._draw_menu()
        self.show_section(self.section)

    def sections(self) -> list[tuple[str, Say]]:
        """Return the sections: the window, people, printers, then those of the settings."""
        found: list[tuple[str, Say]] = [
            ("window", _("This window")),
            ("people", _("People")),
            ("printers", _("Printers")),
            ("lists", _("Lists and places")),
        ]
        seen: list[str] = []
        for one in self.rows:
            if str(one.section) not in seen:
                seen.append(str(one.section))
                found.append((f"section{len(seen)}", one.section))
        return found

    def _draw_menu(self) -> None:
        """Show the sections as buttons."""
        while self.menu.count() > 1:
            item = self.menu.takeAt(1)
            if item.widget() is not None:
                item.widget().setParent(None)
        for key, words in self.sections():
            button = Button(words, f"settings.{key}", kind="choice")
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(key == self.section)
            button.clicked.connect(lambda checked=False, k=key: self.show_section(k))
            self.menu.addWidget(button)
        self.menu.addStretch(1)

    def show_section(self, key: str) -> None:
        """Show one section."""
        self.section = key
        entry = self.findChild(QWidget, f"settings.{key}")
        if isinstance(entry, Button):
            entry.setChecked(True)
        box = self.scroll.box
        clear(box)
        if key == "window":
            self._window(box)
        elif key == "people":
            self._people(box)
        elif key == "printers":
            self._printers(box)
        elif key == "lists":
            self._lists(box)
        else:
            self._settings(box, key)
        box.addStretch(1)

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

    # people

    def _people(self, box: Any) -> None:
        """Who may sign in; the manager adds people and ends it."""
        box.addWidget(heading(_("People"), _("who may sign in")))
        staff: list[StaffRow] = self.bridge.reader.staff()
        box.addWidget(card([Runs([(one.name, "b")], right=str(one.role_words)) for one in staff]))
        hire, pin, leave = _("Add a person"), _("New PIN"), _("Person leaves")
        box.addWidget(self._steps(("house.hire", hire), ("house.new_pin", pin), ("house.leave", leave)))

    def _lists(self, box: Any) -> None:
        """The estate's own lists, such as kinds of piece, and the places of its store."""
        box.addWidget(heading(_("Lists and places")))
        words = _("What is offered in forms by digit, and where things are kept. Old records keep their words.")
        box.addWidget(label(words, "mute", wrap=True))
        box.addWidget(self._steps(("house.set_term", _("Change a list")), ("house.set_places", _("Change places"))))

    def _steps(self, *steps: tuple[str, Say]) -> QWidget:
        """Return steps of the house as a row of buttons."""
        line = QWidget()
        inner = row(line, 8)
        for step, words in steps:
            button = Button(words, f"{step}.open")
            button.clicked.connect(lambda checked=False, s=step: self.open_step(s))
            inner.addWidget(button)
        inner.addStretch(1)
        return line

    def open_step(self, step: str) -> None:
        """Show a step of the house as a form."""
        box = self.scroll.box
        clear(box)
        form = Form(self.bridge, step)
        form.late.hide()  # the house is changed now, not in hindsight
        box.addWidget(heading(form.draft.title))
        form.taken.connect(self._step_taken)
        form.put_aside.connect(self.renew)
        form.given_up.connect(form.forget)
        form.given_up.connect(self.renew)
        box.addWidget(form)
        box.addStretch(1)
        form.focus_first()

    def _step_taken(self, outcome: Any) -> None:
        """Show the section again."""
        self.taken.emit(outcome)
        self.renew()

    # printers

    def _printers(self, box: Any) -> None:
        """The printers of this counter."""
        box.addWidget(heading(_("Printers")))
        setup = PrinterSetup(self.bridge.reader.printers(), self.bridge.reader.slip_kinds())
        say = setup.problem.setText
        setup.saved.connect(lambda printers: self._save("printers", json.dumps(printers, ensure_ascii=False), say))
        box.addWidget(setup)

    # settings

    def _settings(self, box: Any, key: str) -> None:
        """The numbers and words of one section."""
        title = next((words for k, words in self.sections() if k == key), _("Settings"))
        box.addWidget(heading(title, _("changes are written in the journal")))
        made = frame("card")
        inner = column(made, 0, (1, 1, 1, 1))
        members = [one for one in self.rows if str(one.section) == str(title) and one.key not in _OWN]
        for number, one in enumerate(members):
            if number:
                inner.addWidget(hair())
            inner.addWidget(self._setting(one))
        box.addWidget(made)

    def _setting(self, one: SettingRow) -> QWidget:
        """Return one setting: words, rule, default, and its editor."""
        made = QWidget()
        line = row(made, 16, (16, 8, 16, 8))
        left = QWidget()
        words = column(left, 0)
        words.addWidget(label(one.words, "", wrap=True))
        notes = [one.rules] if one.rules else []
        if one.value != one.default and str(one.default):
            notes.append(str(_("default {value}").format(value=_shown(one))))
        error = label("  ·  ".join(notes), "small", wrap=True)
        words.addWidget(error)
        error.setVisible(bool(notes))
        words.insertStretch(0, 1)
        words.addStretch(1)
        line.addWidget(left, 1)
        line.addWidget(self._editor(one, error))
        if str(one.unit):
            line.addWidget(label(one.unit, "mute"))
        return made

    def _editor(self, one: SettingRow, error: Any) -> QWidget:
        """Return the editor of a setting; it saves when it is left or chosen."""
        name = f"setting.{one.key}"
        options = (
            one.options or (Option(True, _("yes")), Option(False, _("no"))) if one.kind in ("tick", "buttons") else ()
        )
        if options:
            holder = QWidget()
            flow = row(holder, 6)
            for number, option in enumerate(options):
                button = ChoiceButton(Option(option.key, option.words), f"{name}.{number}")
                button.setAutoExclusive(True)
                button.setChecked(option.key == one.value)
                button.clicked.connect(lambda checked=False, k=option.key: self._save(one.key, k, said(error)))
                flow.addWidget(button)
            return holder
        field = QLineEdit(
            str(one.value) if not isinstance(one.value, list | dict) else json.dumps(one.value, ensure_ascii=False)
        )
        field.setObjectName(name)
        field.setAccessibleName(str(one.words))
        field.setFixedWidth(96 if one.kind == "number" else 280)
        if one.kind == "number":
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.editingFinished.connect(lambda: self._typed(one, field, error))
        return field

    def _typed(self, one: SettingRow, field: QLineEdit, error: Any) -> None:
        """Save what was typed, if it is a change."""
        text = field.text().strip()
        value: Any = text
        if one.kind == "number":
            value = int(text) if text.isascii() and text.lstrip("-").isdigit() else None
        elif not isinstance(one.value, str):
            try:
                value = json.loads(text)
            except ValueError:
                value = None
        if value != one.value:
            self._save(one.key, value, said(error))

    def _save(self, key: str, value: Any, say: Any) -> None:
        """Take the step that changes a setting; a refusal stands beside it."""

        def failed(error: KioskError) -> None:
            say(f"{error.words} {error.way}".strip())

        answers = {"key": key, "value": json.dumps(value, ensure_ascii=False)}
        self.bridge.take("house.set_value", answers, once=uuid.uuid4().hex, then=self._saved, failed=failed)

    def _saved(self, outcome: Any) -> None:
        """Show the values as they stand now."""
        self.taken.emit(outcome)
        self.rows = self.bridge.reader.settings()


def _shown(one: SettingRow) -> str:
    """Return a setting's default in words."""
    for option in one.options:
        if option.key == one.default:
            return str(option.words)
    if isinstance(one.default, bool):
        return str(_("yes") if one.default else _("no"))
    return f"{one.default}" or "–"


def said(where: QLabel) -> Callable[[str], None]:
    """Return what shows a sentence in a label that may be hidden still."""

    def show(words: str) -> None:
        where.setText(words)
        where.show()

    return show
