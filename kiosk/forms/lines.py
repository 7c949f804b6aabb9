"""Typed answers: one line, a note, a number, money, a code, a secret."""

import unicodedata
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from kiosk.forms.base import Around, Editor, plain
from kiosk.i18n import _
from kiosk.values import Shown
from kiosk.views import painters


class Field(QLineEdit):
    """A line that selects all when it gets the focus by keyboard, with a quiet hint after its text."""

    hint = ""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select what stands there, so that typing replaces a default."""
        super().focusInEvent(event)
        if event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.OtherFocusReason,
        ):
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hint behind the text: it is no part of the value."""
        super().paintEvent(event)
        if self.hint and self.text():
            painter = QPainter(self)
            left = 16 + painters.width(self.text())
            base = painters.baseline(0, self.height())
            painters.runs(painter, [(self.hint, "m")], left, base, self.width() - left - 12)


class LineEditor(Editor):
    """One line of text, a telephone number, a place, a scanned code."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show one field."""
        super().__init__(shown, name, around)
        self.field = Field()
        self.adopt(self.field)
        hint = str(shown.hint) or (str(_("optional")) if shown.optional else "")
        if shown.kind in ("scan", "scans"):
            hint = hint or str(_("Scan or type the number"))
            self.field.setProperty("scans", "foreign" if shown.foreign else "ours")  # a burst is this field's answer
        self.field.setPlaceholderText(hint)
        if shown.kind == "secret" and shown.masked:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.textEdited.connect(self.edited)
        self.box.addWidget(self.field)

    def edited(self, text: str) -> None:
        """Say the answer while it is typed."""
        self.answered.emit(text if text.strip() else None)

    def scan(self, code: str) -> None:
        """Take a scanned code as the answer; move on only for who was here."""
        here = self.field.hasFocus()
        self.field.setText(code)
        self.edited(code)
        if here:
            self.moved_on.emit()

    def renew(self, shown: Shown) -> None:
        """Show another hint."""
        super().renew(shown)
        if str(shown.hint):
            self.field.setPlaceholderText(str(shown.hint))

    def show_value(self, value: Any) -> None:
        """Show a text."""
        text = plain(value, self.shown.kind)
        if text != self.field.text():
            self.field.setText(text)
            if not self.field.hasFocus():
                self.field.setCursorPosition(0)  # a long name is read from its beginning


class NumberEditor(LineEditor):
    """A whole number or an amount; full-width digits count as digits, and its hint, the unit, stands behind it."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show one field."""
        super().__init__(shown, name, around)
        self.field.hint = str(shown.hint)

    def edited(self, text: str) -> None:
        """Say the digits as ASCII."""
        super().edited(unicodedata.normalize("NFKC", text).strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Up and Down count."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.shown.kind == "number":
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
            if step:
                text = self.field.text().strip()
                value = max(0, (int(text) if text.isascii() and text.isdigit() else 0) + step)
                self.field.setText(str(value))
                self.edited(str(value))
                return True
        return super().eventFilter(watched, event)


class NoteEditor(Editor):
    """Several lines of text; Enter moves on, Shift+Enter breaks the line."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show a field of two lines."""
        super().__init__(shown, name, around)
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(58)
        self.field.setPlaceholderText(str(shown.hint) or (str(_("optional")) if shown.optional else ""))
        self.adopt(self.field)
        self.field.textChanged.connect(self._changed)
        self._quiet = False
        self.box.addWidget(self.field)

    def _changed(self) -> None:
        """Say the answer, unless the form itself put it there."""
        if not self._quiet:
            text = self.field.toPlainText()
            self.answered.emit(text if text.strip() else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move on with Enter; Shift+Enter stays a line break."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers()
        if pressed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.moved_on.emit()
            return True
        return super().eventFilter(watched, event)

    def show_value(self, value: Any) -> None:
        """Show a text."""
        if plain(value) == self.field.toPlainText():
            return
        self._quiet = True
        self.field.setPlainText(plain(value))
        self._quiet = False


class ScansEditor(LineEditor):
    """Several scanned codes: Enter takes the code into the list and waits for the next."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Begin with an empty list."""
        super().__init__(shown, name, around)
        self.codes: list[str] = []
        from kiosk.views.widgets import label

        self.list = label("", "small", wrap=True)
        self.box.addWidget(self.list)
        self.field.editingFinished.connect(self.take_in)  # whoever goes on by Tab or mouse has typed a code as well

    def edited(self, text: str) -> None:
        """Wait for Enter: half a code is no answer."""

    def take_in(self) -> bool:
        """Take the typed code into the list; False when there is none, so that Enter moves on."""
        code = self.field.text().strip()
        if not code:
            return False
        if code not in self.codes:
            self.codes.append(code)
        self.field.clear()
        self._show()
        self.answered.emit(list(self.codes))
        return True

    def scan(self, code: str) -> None:
        """Take a scanned code into the list."""
        self.field.setText(code)
        self.take_in()

    def _show(self) -> None:
        """Show what has been scanned so far."""
        self.list.setText(" · ".join(self.codes))
        self.list.setVisible(bool(self.codes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter for the list, Backspace in an empty field for its last code."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
            if plain_enter and self.take_in():
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.field.text() and self.codes:
                self.codes.pop()
                self._show()
                self.answered.emit(list(self.codes) or None)
                return True
        return super().eventFilter(watched, event)

    def show_value(self, value: Any) -> None:
        """Show the codes that stand."""
        self.codes = list(value) if isinstance(value, list | tuple) else []
        self._show()
