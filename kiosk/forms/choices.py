"""Choosing: buttons that a digit presses, ticks, several of a list."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLayout, QLayoutItem, QPushButton, QWidget

from kiosk.forms.base import Around, Editor
from kiosk.values import Option, Shown
from kiosk.views import painters
from kiosk.views.widgets import clear, polish, tip


def as_written(words: str) -> str:
    """Return words for a button of Qt's own, which takes a single & for the mark of a key: J&T stays J&T."""
    return words.replace("&", "&&")


class Flow(QLayout):
    """Lays widgets out in lines, as words in a paragraph."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        """Keep a gap between widgets."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.gap = gap
        self.even = False  # in columns, all as wide as the widest: a long list is read downwards
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more widget."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Lines need more height when they have less width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return one line's size, within reason."""
        wide = sum(item.sizeHint().width() + self.gap for item in self._items)
        return QSize(min(wide, 320), self.heightForWidth(320))

    def minimumSize(self) -> QSize:
        """Return the size of the widest single widget, within reason: a wide one is cut, never its column."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return QSize(min(size.width(), 160), size.height())

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Walk the lines; return the height that they take."""
        x, y, high = rect.x(), rect.y(), 0
        widest = max((item.sizeHint().width() for item in self._items), default=0) if self.even else 0
        for item in self._items:
            if item.widget() is not None and item.widget().isHidden():
                continue
            wide = min(widest or item.sizeHint().width(), rect.width())
            if x > rect.x() and x + wide > rect.right() + 1:
                x, y, high = rect.x(), y + high + (2 if self.even else self.gap), 0
            if move:
                item.setGeometry(QRect(x, y, wide, item.sizeHint().height()))
            x += wide + self.gap
            high = max(high, item.sizeHint().height())
        return y + high - rect.y()


class ChoiceButton(QPushButton):
    """One option as a button; wide enough for its words in bold, so that choosing moves nothing."""

    def __init__(self, option: Option, name: str) -> None:
        """Show the option's words, its digit before them."""
        words = str(option.words)
        self.whole = f"{option.digit}  {words}" if option.digit else words
        super().__init__(as_written(self.whole))
        self.option = option
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setToolTip(tip(str(option.hint) or (words if len(words) > 12 else "")))

    def sizeHint(self) -> QSize:
        """Return room for the words in bold."""
        return QSize(round(painters.width(self.whole, "b", 13)) + 28, 36)

    def minimumSizeHint(self) -> QSize:
        """Return the least: long words give way before their column does."""
        return QSize(min(self.sizeHint().width(), 72), 36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for, from their beginning."""
        self.setText(as_written(painters.elided(self.whole, "b", self.width() - 24, 13)))
        super().resizeEvent(event)


def option_name(name: str, option: Option, number: int) -> str:
    """Return the fixed name of an option's button: its key where that is plain ASCII, else its place."""
    key = str(option.key)
    return (
        f"{name}.{key}"
        if key.isascii() and key.replace("_", "").replace("-", "").isalnum()
        else f"{name}.option{number}"
    )


class ChoiceEditor(Editor):
    """One of several: a digit chooses and moves on."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the options as buttons."""
        super().__init__(shown, name, around)
        self.group = QButtonGroup(self)
        self.holder = QWidget()
        self.flow = Flow(self.holder)
        self.box.addWidget(self.holder)
        self.buttons: list[ChoiceButton] = []
        self._fill(shown)

    def _fill(self, shown: Shown) -> None:
        """Make a button for each option."""
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes None here
        here = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            self.group.removeButton(button)
        clear(self.flow)
        self.buttons = []
        for number, option in enumerate(shown.options, 1):
            button = ChoiceButton(option, option_name(self.name, option, number))
            button.installEventFilter(self)
            button.clicked.connect(lambda checked=False, b=button: self._press(b))
            self.group.addButton(button)
            self.flow.addWidget(button)
            self.buttons.append(button)
        if self.buttons:
            self.setFocusProxy(self.buttons[0])
        self.show_value(shown.value)
        if here and self.buttons:  # whoever was choosing goes on choosing
            self.buttons[0].show()
            self.focusProxy().setFocus(Qt.FocusReason.TabFocusReason)

    def renew(self, shown: Shown) -> None:
        """Offer other options if they changed."""
        if [(o.key, str(o.words), o.digit) for o in shown.options] != [
            (o.key, str(o.words), o.digit) for o in self.shown.options
        ]:
            self._fill(shown)
        super().renew(shown)

    def _press(self, button: ChoiceButton) -> None:
        """Answer with the option that was pressed."""
        button.setChecked(True)
        self.setFocusProxy(button)
        self.answered.emit(button.option.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a digit choose; Enter takes the focused option where none is chosen yet."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            for button in self.buttons:
                if event.text() and event.text() == button.option.digit:
                    self._press(button)
                    self.moved_on.emit()
                    return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.group.checkedButton() is None and isinstance(watched, ChoiceButton):
                    self._press(watched)
                self.moved_on.emit()
                return True
        return super().eventFilter(watched, event)

    def show_value(self, value: Any) -> None:
        """Show which option stands."""
        for button in self.buttons:
            if button.option.key == value:
                button.setChecked(True)
                self.setFocusProxy(button)
                return
        self.group.setExclusive(False)
        for button in self.buttons:
            button.setChecked(False)
        self.group.setExclusive(True)

    def mark(self, bad: bool, words: str) -> None:
        """Mark all buttons: none of them is the wrong one."""
        for button in self.buttons:
            polish(button, "bad", "true" if bad else "false")
            button.setAccessibleDescription(words)


class TickEditor(Editor):
    """Yes or no, with the question as its own words."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show one tick box."""
        super().__init__(shown, name, around)
        self.field = QCheckBox(str(shown.title))
        self.field.setMinimumHeight(34)
        self.adopt(self.field)
        self.field.clicked.connect(self._clicked)
        self.box.addWidget(self.field)

    def _clicked(self, checked: bool = False) -> None:
        """Answer yes or no."""
        self.answered.emit(bool(checked))

    def show_value(self, value: Any) -> None:
        """Show yes or no."""
        self.field.setChecked(bool(value))


class Tick(QCheckBox):
    """A tick box whose words give way where there is no room; the whole stands in its tooltip."""

    def __init__(self, words: str) -> None:
        """Show the words."""
        super().__init__(as_written(words))
        self.words = words
        self._whole = super().sizeHint()
        self.setToolTip(tip(words))

    def sizeHint(self) -> QSize:
        """Ask for room for all words."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        room = self.width() - self._whole.width() + self.fontMetrics().horizontalAdvance(self.words)
        self.setText(as_written(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room + 1)))
        super().resizeEvent(event)


#: More boxes than these stand in columns.
_COLUMNS_FROM = 7


class TicksEditor(Editor):
    """Several of a list."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show a tick box for each option."""
        super().__init__(shown, name, around)
        self.holder = QWidget()
        self.flow = Flow(self.holder, 16)
        self.box.addWidget(self.holder)
        self.boxes: list[tuple[Option, QCheckBox]] = []
        self._fill(shown)

    def _fill(self, shown: Shown) -> None:
        """Make a tick box for each option."""
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt takes None here
        clear(self.flow)
        self.flow.even = len(shown.options) > _COLUMNS_FROM
        self.boxes = []
        for number, option in enumerate(shown.options, 1):
            box = Tick(str(option.words))
            box.setMinimumHeight(30)
            self.adopt(box, words=option.words)
            box.setObjectName(option_name(self.name, option, number))
            box.clicked.connect(self._clicked)
            self.flow.addWidget(box)
            self.boxes.append((option, box))
        self.show_value(shown.value)

    def renew(self, shown: Shown) -> None:
        """Offer other options if they changed."""
        if [o.key for o in shown.options] != [o.key for o in self.shown.options]:
            self._fill(shown)
        super().renew(shown)

    def _clicked(self, checked: bool = False) -> None:
        """Answer with the keys of all that are ticked."""
        self.answered.emit([option.key for option, box in self.boxes if box.isChecked()])

    def show_value(self, value: Any) -> None:
        """Show which are ticked."""
        keys = value if isinstance(value, list | tuple) else ()
        for option, box in self.boxes:
            box.setChecked(option.key in keys)
