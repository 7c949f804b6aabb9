"""Things that stand over the window: child widgets, never a second event loop (PITFALLS §2)."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from kiosk.i18n import Say, _
from kiosk.views import painters, theme
from kiosk.views.widgets import Button, Scroll, column, frame, label, row


class Overlay(QFrame):
    """A veil over the whole window with one card on it; Esc closes, Tab stays inside."""

    closed = Signal()

    def __init__(self, window: QWidget, name: str, title: Say, *, wide: int = 480) -> None:
        """Cover `window`; the card's column is `self.box`."""
        super().__init__(window)
        self.setObjectName(name)
        self.setProperty("kind", "veil")
        self.setAccessibleName(str(title))
        self.before = window.focusWidget()
        self.dialog = frame("dialog", self)
        self.dialog.setFixedWidth(wide)
        self.box = column(self.dialog, 12, (24, 20, 24, 20))
        self.title = label(title, "heading", wrap=True)
        self.box.addWidget(self.title)
        outer = column(self, 0, (24, 48, 24, 24))
        outer.addWidget(self.dialog, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        window.installEventFilter(self)

    def open(self, first: QWidget | None = None) -> None:
        """Cover the window and put the focus where typing begins."""
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        fields = self.stops()
        target = first or (fields[0] if fields else self)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def close_(self) -> None:
        """Go, and give the focus back to where it was."""
        self.parentWidget().removeEventFilter(self)
        self.hide()
        if self.before is not None and self.before.isVisible():
            self.before.setFocus()
        self.closed.emit()
        self.deleteLater()

    def stops(self) -> list[QWidget]:
        """Return what Tab walks through, in order."""
        found = [w for w in self.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        found = [w for w in found if w.isVisibleTo(self) and w.isEnabled() and not w.objectName().startswith("qt_")]
        return sorted(found, key=lambda w: (w.mapTo(self, QPoint(0, 0)).y() // 20, w.mapTo(self, QPoint(0, 0)).x()))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk in a circle."""
        stops = self.stops()
        if not stops:
            return True
        here = self.window().focusWidget()
        at = stops.index(here) if here in stops else (-1 if forward else 0)
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc; keep every other key from the pages below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim the pages below."""
        veil = QColor(theme.now.rail)
        veil.setAlpha(150)
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil)

    def feet(self, main: Say, name: str, *, cancel: Say | None = None) -> Button:
        """Add the row of buttons: the filled one, and the way back; return the filled one."""
        line = row(None, 12)
        filled = Button(main, name, kind="primary")
        line.addWidget(filled)
        line.addWidget(self._back(cancel))
        line.addStretch(1)
        self.box.addLayout(line)
        return filled

    def feet_back(self) -> None:
        """Add the way back alone."""
        line = row(None, 12)
        line.addWidget(self._back())
        line.addStretch(1)
        self.box.addLayout(line)

    def _back(self, words: Say | None = None) -> Button:
        """Return the button that closes."""
        back = Button(words or _("Back"), f"{self.objectName()}.back")
        back.clicked.connect(lambda checked=False: self.close_())
        return back


def field(name: str, words: Say, *, secret: bool = False, hint: Say = "") -> QLineEdit:
    """Return a named line; a secret shows dots and lets no input method in."""
    made = QLineEdit()
    made.setObjectName(name)
    made.setAccessibleName(str(words))
    made.setPlaceholderText(str(hint))
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        made.setMaxLength(12)
    return made


class LineOverlay(Overlay):
    """Asks for one line: a reason, a name."""

    answered = Signal(str)

    def __init__(
        self, window: QWidget, name: str, title: Say, *, words: Say = "", question: Say = "", button: Say = ""
    ) -> None:
        """Ask `question` under `title`."""
        super().__init__(window, name, title)
        if str(words):
            self.box.addWidget(label(words, "mute", wrap=True))
        self.line = field(f"{name}.line", question or title)
        if str(question):
            self.box.addWidget(label(question, "field"))
        self.box.addWidget(self.line)
        self.problem = label("", "error", wrap=True)
        self.box.addWidget(self.problem)
        self.button = self.feet(button or _("Go on"), f"{name}.take")
        self.button.clicked.connect(lambda checked=False: self._take())
        self.line.returnPressed.connect(self._take)

    def _take(self) -> None:
        """Hand the line on; an empty one is asked for."""
        text = self.line.text().strip()
        if not text:
            self.problem.setText(str(_("Please type a reason.")))
            self.line.setFocus()
            return
        self.close_()
        self.answered.emit(text)


class NumberOverlay(Overlay):
    """Fills the screen with the number to write by hand while the printer does not print."""

    def __init__(self, window: QWidget, number: str, place: str = "", words: Say = "") -> None:
        """Show a number as large as the window allows."""
        super().__init__(window, "number", number, wide=min(1080, window.width() - 96))
        self.title.setText(str(_("Write this down by hand")))
        big = _Big(number)
        self.box.addWidget(big)
        if place:
            self.box.addWidget(_Big(place, 56))
        text = words or _("The slip is kept and prints by itself when the printer is ready. Do not press again.")
        self.box.addWidget(label(text, "mute", wrap=True))
        done = self.feet(_("Written down"), "number.done")
        done.clicked.connect(lambda checked=False: self.close_())


class _Big(QWidget):
    """A short text as large as its width allows."""

    def __init__(self, text: str, most: int = 160) -> None:
        """Hold the text."""
        super().__init__()
        self.text, self.most = text, most
        self.setMinimumHeight(round(most * 1.3))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it centred."""
        painter = QPainter(self)
        size = self.most
        while size > 24 and painters.width(self.text, "b", size) > self.width():
            size -= 4
        wide = painters.width(self.text, "b", size)
        base = painters.baseline(0, self.height(), size, True)
        painters.runs(painter, [(self.text, "b")], (self.width() - wide) / 2, base, wide + 2, size)


class ListOverlay(Overlay):
    """A card with a long list in it that scrolls."""

    def __init__(self, window: QWidget, name: str, title: Say, lines: list[Any], *, wide: int = 640) -> None:
        """Show widgets one under the other."""
        super().__init__(window, name, title, wide=wide)
        scroll = Scroll(snug=True)
        for line in lines:
            scroll.box.addWidget(line)
        self.box.addWidget(scroll)
