"""What every editor is: it shows a question's value and says the raw answer when a person changes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.i18n import Say
from kiosk.values import Shown
from kiosk.views.widgets import column, polish

#: Editors in which an input method only does harm: codes, numbers, units, telephones.
LATIN = frozenset({"unit", "phone", "number", "money", "date", "datetime", "scan", "scans", "place", "secret", "known"})


@dataclass
class Around:
    """What an editor may ask of the form around it."""

    reader: Any
    unit: Callable[[], str] = lambda: ""
    now: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    language: str = "zh"


class Editor(QWidget):
    """One question's editor: a widget around the real fields."""

    answered = Signal(object)
    left = Signal()
    moved_on = Signal()
    settled = Signal(bool)
    meant = Signal(
        str, object
    )  # what was typed here and is no answer here answers another question: its name, the value

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Take the question, the fixed name of its field, and what may be asked."""
        super().__init__()
        self.shown, self.name, self.around = shown, name, around
        self.box = column(self, 6)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def adopt(self, field_: QWidget, *, suffix: str = "", words: object = "") -> QWidget:
        """Give a field its name, its words and the rules of wheel and input method."""
        field_.setObjectName(f"{self.name}.{suffix}" if suffix else self.name)
        field_.setAccessibleName(str(words or self.shown.title))
        if self.shown.kind in LATIN and isinstance(field_, QLineEdit):
            field_.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            field_.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhPreferLatin)
        field_.installEventFilter(self)
        if self.focusProxy() is None:
            self.setFocusProxy(field_)
        return field_

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say when the focus leaves, so that an error may be shown; the wheel changes nothing unfocused."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False

    def scan(self, code: str) -> None:
        """Take a scanned code as if it had been scanned into the field; editors of scans do."""

    def take_in(self) -> bool:
        """Take what was typed into a list, where this editor has one; whether there was anything."""
        return False

    def waits(self) -> Say:
        """Return what is said while this answer is still on its way, "" where it is there; then it emits `settled`."""
        return ""

    def taken(self) -> Callable[[], Say] | None:
        """Return what is left to be done once the step is on the disk, None for nothing.

        It is called away from the window, and returns what a person has to know, "" for nothing.
        """
        return None

    def beside(self) -> QWidget | None:
        """Return what stands at the right of the question's label, if anything."""
        return None

    def show_value(self, value: Any) -> None:
        """Show a value without saying that anybody answered."""

    def renew(self, shown: Shown) -> None:
        """Take the question as it stands now: other options, another hint."""
        self.shown = shown

    def mark(self, bad: bool, words: str) -> None:
        """Show or take away the red border, and tell a screen reader."""
        target = self.focusProxy()
        if target is not None:
            polish(target, "bad", "true" if bad else "false")
            target.setAccessibleDescription(words)

    def mark_cell(self, where: str, words: str) -> bool:
        """Mark one cell of a row; False where this editor has none."""
        return False


def plain(value: Any, kind: str = "", now: datetime | None = None) -> str:
    """Return a value as its editor's text; an instant in the zone of `now`."""
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02d}"
    if isinstance(value, datetime):
        value = value.astimezone(now.tzinfo) if now is not None and value.tzinfo else value
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
