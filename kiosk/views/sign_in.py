"""The lock screen: a name by digit or arrow, six digits, in; switching clerks takes two seconds."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from kiosk.errors import KioskError
from kiosk.i18n import Say, _
from kiosk.values import StaffRow
from kiosk.views import painters, theme
from kiosk.views.bars import day_words
from kiosk.views.emergency import KEY as EMERGENCY_KEY
from kiosk.views.widgets import Button, Scroll, column, frame, label, polish, row, tip

#: A PIN of this length is tried without Enter.
DIGITS = 6
#: Up to so many people: names side by side, width of the card.
_CARDS = ((6, 2, 520), (12, 3, 680), (10_000, 5, 1080))
#: The same below what the house has to say: two rows at most, the rest scrolls.
_LOW = ((3, 3, 680), (10_000, 5, 1080))


#: A row of names with the air around it: a row is in sight whole or not at all.
_ROW = 64


class _Names(Scroll):
    """The names, never lower than so many rows of them."""

    least = 0

    def __init__(self, least: int) -> None:
        """Take the least height."""
        super().__init__(snug=True)
        self.least = least
        self.setMinimumHeight(least)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep to the least height, whatever the names ask for."""
        seen = super().eventFilter(watched, event)
        self.setMinimumHeight(self.least)
        return seen


class _PinDots(QLineEdit):
    """Six places that fill while digits are typed."""

    def __init__(self) -> None:
        """Take digits only, with the input method off."""
        super().__init__()
        self.setProperty("kind", "pin")
        self.setObjectName("sign_in.pin")
        self.setAccessibleName(str(_("PIN, six digits")))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setMaxLength(DIGITS)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box as the sheet has it, and dots over its text."""
        painter, t = QPainter(self), theme.now
        line = t.accent if self.hasFocus() else t.line
        painters.rounded(painter, QRectF(self.rect()), 8, t.card, line, 2 if self.hasFocus() else 1)
        count, gap = len(self.text()), 30
        left = self.width() / 2 - gap * (DIGITS - 1) / 2
        for number in range(DIGITS):
            filled = number < count
            painters.dot(
                painter, t.ink if filled else t.line, left + number * gap, self.height() / 2, 6 if filled else 4
            )


def _centred(card: QWidget) -> QHBoxLayout:
    """Return a card in the middle; not by an alignment, which would forget the height that wrapped words need."""
    middle = row(None, 0)
    middle.addStretch(1)
    middle.addWidget(card, 1000)
    middle.addStretch(1)
    return middle


class SignIn(QFrame):
    """Covers the window until somebody has signed in."""

    done = Signal(object)
    emergency = Signal()

    def __init__(
        self, window: QWidget, bridge: Any, estate: str, desk: str, hint: Say = "", over: QWidget | None = None
    ) -> None:
        """Offer the staff by name; `hint` is the practice estate's own line, `over` what the house has to say above."""
        super().__init__(window)
        self.bridge, self.staff, self.over = bridge, list(bridge.reader.staff()), over
        self.setProperty("kind", "window")
        self.setObjectName("sign_in")
        self.group = QButtonGroup(self)
        outer = column(self, 8, (24, 24, 24, 24))
        if over is not None:
            outer.addWidget(over, 100)
        outer.addStretch(0 if over is not None else 2)
        card = frame("card")
        cards = _CARDS if over is None else _LOW
        self.across, wide = next((across, wide) for most, across, wide in cards if len(self.staff) <= most)
        card.setMaximumWidth(wide)
        box = column(card, 12, (32, 28, 32, 28))
        if over is None:
            box.addWidget(label(estate, "heading"))
            box.addWidget(label(f"{desk}  ·  {day_words(bridge.local_now())}", "mute"))
        else:
            box.setContentsMargins(24, 14, 24, 14)
        box.addWidget(self._names())
        self.pin = _PinDots()
        self.pin.textChanged.connect(self._typed)
        self.pin.returnPressed.connect(self._try)
        box.addWidget(self.pin)
        self.problem = label(_("Digit or arrow chooses a name, then type the PIN."), "small", wrap=True)
        box.addWidget(self.problem)
        if str(hint):
            box.addWidget(label(hint, "note", wrap=True))
        outer.addLayout(_centred(card))
        outer.addLayout(self._alarm())
        outer.addStretch(0 if over is not None else 3)
        self.chosen, self.asked = 0, True  # asked: the next digit is a name's, not the PIN's
        self.pin.installEventFilter(self)
        self._choose_first()

    def _choose_first(self) -> None:
        """Choose whoever is the only one; of several the first is marked."""
        if len(self.staff) == 1:
            self.choose(0)
        elif self.buttons:
            self.buttons[0].setChecked(True)

    def _alarm(self) -> QHBoxLayout:
        """Return the key of an emergency, which asks for no PIN, and below it what became of the list."""
        button = Button(
            _("Print the emergency list"), "sign_in.emergency", kind="quiet", icon="bell", key=EMERGENCY_KEY
        )
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda checked=False: self.emergency.emit())
        self.told = label("", "note", wrap=True)
        self.told.setObjectName("sign_in.told")
        self.told.setMaximumWidth(680)
        self.told.hide()
        line, middle = row(None, 0), column(None, 8)
        middle.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self.told)
        line.addStretch(1)
        line.addLayout(middle, 1000)
        line.addStretch(1)
        return line

    def tell(self, words: Say) -> None:
        """Say what became of the emergency list; no name stands on a locked screen."""
        self.told.setText(str(words))
        self.told.setAccessibleName(str(words))
        self.told.show()

    def _names(self) -> QWidget:
        """Return the staff as buttons, the first nine with their digit; more than fit are scrolled."""
        rows = min(-(-len(self.staff) // self.across), 3 if self.over is None else 2)
        self.scroll = _Names(rows * _ROW)
        if self.over is not None:
            self.scroll.setMaximumHeight(rows * _ROW)
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setSpacing(8)
        self.scroll.box.addLayout(grid)
        self.buttons: list[Button] = []
        for at, one in enumerate(self.staff):
            key = str(at + 1) if at < 9 else ""
            button = Button(f"{one.name}  {one.role_words}", f"sign_in.staff.{one.id}", kind="staff", key=key)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setToolTip(tip(button.words))
            button.clicked.connect(lambda checked=False, n=at: self.choose(n))
            self.group.addButton(button)
            self.buttons.append(button)
            grid.addWidget(button, at // self.across, at % self.across)
        for at in range(self.across):
            grid.setColumnStretch(at, 1)
        return self.scroll

    def choose(self, number: int) -> None:
        """Choose a person; the PIN is typed next."""
        if not self.staff:
            return
        self.chosen, self.asked = number % len(self.staff), False
        self._hint(_("{name}: six digits").format(name=self.staff[self.chosen].name))
        self.buttons[self.chosen].setChecked(True)
        self.scroll.ensureWidgetVisible(self.buttons[self.chosen], 0, 8)
        self.pin.clear()
        self.pin.setFocus()
        self.pin.setAccessibleDescription(self.staff[self.chosen].name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the first digit for a name; Backspace in an empty PIN goes back to the names."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if self.asked and event.text().isascii() and event.text().isdigit():
            number = int(event.text()) - 1
            if 0 <= number < min(len(self.staff), 9):
                self.choose(number)
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.pin.text():
            self.asked = True
            self._hint(_("Digit or arrow chooses a name, then type the PIN."))
        return False

    def _hint(self, words: Say) -> None:
        """Say what comes next; what went wrong before is over, and its red with it."""
        polish(self.problem, "type", "small")
        self.problem.setText(str(words))

    def begin(self) -> None:
        """Cover the window; the first key goes to the names."""
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by arrow while the PIN has the focus."""
        steps = {Qt.Key.Key_Down: self.across, Qt.Key.Key_Up: -self.across, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step:
            self.choose(self.chosen + step)
        event.accept()

    def _typed(self, text: str) -> None:
        """Take a full PIN at once."""
        if len(text) == DIGITS:
            QTimer.singleShot(0, self._try)

    def _try(self) -> None:
        """Let the desk look at the PIN; nobody types on while it does."""
        if len(self.pin.text()) != DIGITS or not self.pin.isEnabled():
            return
        pin = self.pin.text()
        self.pin.setEnabled(False)
        self.bridge.sign_in(self.staff[self.chosen].id, pin, self._in, self._failed)

    def _in(self, clerk: StaffRow) -> None:
        """Somebody is in."""
        self.hide()
        self.done.emit(clerk)
        self.deleteLater()

    def _failed(self, error: KioskError) -> None:
        """Say so, and take the next try."""
        self.pin.setEnabled(True)
        self.pin.clear()
        self.pin.setFocus()
        polish(self.problem, "type", "error")
        self.problem.setText(f"{error.words} {error.way}".strip())
