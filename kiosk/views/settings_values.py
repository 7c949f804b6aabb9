"""The numbers and words of the house as lines: what each means, its rule and default, and its editor."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.i18n import _, language, say
from kiosk.values import Option, SettingRow
from kiosk.views.widgets import Button, column, frame, hair, label, polish, row, tone_label

_YES_NO = (Option(True, _("yes")), Option(False, _("no")))


def is_changed(one: SettingRow) -> bool:
    """Whether the estate has chosen another value than ours; a name that it had to give does not count."""
    return bool(one.value != one.default and str(one.default))


def matches(one: SettingRow, text: str) -> bool:
    """Whether a setting is meant by a typed text: its words and section in either language, rule or key."""
    said = [say(words, tongue) for words in (one.words, one.section, one.unit) for tongue in ("zh", "en")]
    every = " ".join([*said, one.rules, one.key]).casefold()
    return all(part in every for part in text.casefold().split())


def in_words(one: SettingRow, value: Any) -> str:
    """Return a value of a setting as people read it, with its unit."""
    if one.kind == "ticks":
        comma = "、" if language() == "zh" else ", "
        return comma.join(str(option.words) for option in one.options if option.key in str(value).split())
    for option in one.options or (_YES_NO if one.kind == "tick" else ()):
        if option.key == value:
            return str(option.words)
    return f"{value} {one.unit}".strip() or "–"


class SettingLine(QWidget):
    """One setting: words, rule and default at the left, its editor at the right; saves when it is left or chosen."""

    changed = Signal(str, object)

    def __init__(self, one: SettingRow, *, may: bool) -> None:
        """Show a setting; without `may` it is only read."""
        super().__init__()
        self.one, self.may = one, may
        self.name = f"setting.{one.key}"
        line = row(self, 12, (16, 8, 16, 8))
        left = QWidget()
        words = column(left, 0)
        words.addStretch(1)
        words.addWidget(label(one.words, "", wrap=True))
        self.notes = label("", "small", wrap=True)
        words.addWidget(self.notes)
        self.buttons: list[ChoiceButton] = []
        if one.kind == "ticks":
            words.addSpacing(8)
            words.addWidget(self._ticks())
        words.addStretch(1)
        line.addWidget(left, 1)
        self.chip = tone_label(_("changed"), "blue")
        line.addWidget(self.chip)
        self.back = Button(_("Default"), f"{self.name}.default", kind="small")
        self.back.clicked.connect(lambda checked=False: self.changed.emit(one.key, one.default))
        line.addWidget(self.back)
        self.field: QLineEdit | None = None
        if one.kind != "ticks":
            line.addWidget(self._editor())
        if str(one.unit):
            line.addWidget(label(one.unit, "mute"))
        self.show_row(one)

    def show_row(self, one: SettingRow) -> None:
        """Show how the setting stands now."""
        self.one = one
        notes = [one.rules] if one.rules else []
        if str(one.default):
            notes.append(str(_("default {value}").format(value=in_words(one, one.default))))
        polish(self.notes, "type", "small")
        self.notes.setText("  ·  ".join(notes))
        self.notes.setVisible(bool(notes))
        self.chip.setVisible(is_changed(one))
        self.back.setVisible(is_changed(one) and self.may)
        self._check()
        if self.field is not None and not self.field.hasFocus():
            self.field.setText(_typed(one.value))

    def show_problem(self, words: str) -> None:
        """Say below the words why a value cannot stand."""
        polish(self.notes, "type", "error")
        self.notes.setText(words)
        self.notes.show()
        self._check()

    def _check(self) -> None:
        """Show which buttons are chosen."""
        chosen = str(self.one.value).split() if self.one.kind == "ticks" else [self.one.value]
        for button in self.buttons:
            button.setChecked(button.option.key in chosen)

    def _ticks(self) -> QWidget:
        """Return the buttons of several options that stand together; a press takes one in or out."""
        holder = QWidget()
        flow = Flow(holder)
        for number, option in enumerate(self.one.options):
            button = ChoiceButton(Option(option.key, option.words), f"{self.name}.{number}")
            button.setAccessibleName(f"{self.one.words}: {option.words}")
            button.setEnabled(self.may)
            button.clicked.connect(lambda checked=False: self._several())
            self.buttons.append(button)
            flow.addWidget(button)
        return holder

    def _several(self) -> None:
        """Say which options stand now."""
        self.changed.emit(self.one.key, " ".join(str(b.option.key) for b in self.buttons if b.isChecked()))

    def _editor(self) -> QWidget:
        """Return the editor: buttons for a choice, a field for all else."""
        options = self.one.options or (_YES_NO if self.one.kind == "tick" else ())
        if not options:
            self.field = self._field()
            return self.field
        holder = QWidget()
        flow = row(holder, 6)
        group = QButtonGroup(holder)
        for number, option in enumerate(options):
            button = ChoiceButton(Option(option.key, option.words), f"{self.name}.{number}")
            button.setAccessibleName(f"{self.one.words}: {option.words}")
            button.setEnabled(self.may)
            button.clicked.connect(lambda checked=False, k=option.key: self.changed.emit(self.one.key, k))
            group.addButton(button)
            self.buttons.append(button)
            flow.addWidget(button)
        return holder

    def _field(self) -> QLineEdit:
        """Return the field of a number or a word."""
        field = QLineEdit()
        field.setObjectName(self.name)
        field.setAccessibleName(str(self.one.words))
        field.setEnabled(self.may)
        is_number = self.one.kind == "number"
        field.setFixedWidth(88 if is_number else 260)
        if is_number:
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        field.editingFinished.connect(self._typed)
        return field

    def _typed(self) -> None:
        """Say what was typed, if it is a change; what is no value at all is refused like a wrong one."""
        assert self.field is not None
        text = self.field.text().strip()
        value: Any = text
        if self.one.kind == "number":
            value = int(text) if text.isascii() and text.lstrip("-").isdigit() else None
        elif not isinstance(self.one.value, str):
            try:
                value = json.loads(text)
            except ValueError:
                value = None
        if value != self.one.value:
            self.changed.emit(self.one.key, value)


def _typed(value: Any) -> str:
    """Return a value as it is typed."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def value_card(
    rows: Sequence[SettingRow], save: Callable[[str, object], None], lines: dict[str, SettingLine], *, may: bool
) -> QWidget:
    """Return settings as a card of lines; each is kept in `lines` by its key."""
    made = frame("card")
    inner = column(made, 0, (1, 1, 1, 1))
    for number, one in enumerate(rows):
        if number:
            inner.addWidget(hair())
        line = SettingLine(one, may=may)
        line.changed.connect(save)
        lines[one.key] = line
        inner.addWidget(line)
    return made
