"""A word that appears above the status bar and goes: it takes no focus and stands in pictures."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.i18n import Say
from kiosk.views import painters
from kiosk.views.widgets import Button, label, row

#: How long it stands, in milliseconds.
STANDS_MS = 6000
#: How much longer for each character that has to be read.
_READ_MS = 40
#: No line is longer than this.
_WIDEST = 640


class Toast(QFrame):
    """One sentence and at most one button."""

    def __init__(self, parent: QWidget) -> None:
        """Hide in a corner of the window."""
        super().__init__(parent)
        self.setProperty("kind", "toast")
        self.setObjectName("toast")
        line = row(self, 8, (16, 6, 8, 6))
        self.words = label("")
        line.addWidget(self.words)
        self.button = Button("", "toast.act", kind="toast")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.button.clicked.connect(lambda checked=False: self._act())
        line.addWidget(self.button)
        self.act: Callable[[], None] | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, words: Say, button: Say = "", act: Callable[[], None] | None = None) -> None:
        """Show a sentence, with a button that does something about it."""
        text = str(words)
        self.words.setText(text)
        self.setAccessibleName(text)
        self.act = act
        self.button.setVisible(act is not None)
        if act is not None:
            self.button.say(button)
        self._fit()
        self._place()
        self.show()
        self.raise_()
        self.timer.start(STANDS_MS + len(text) * _READ_MS)

    def _act(self) -> None:
        """Do what the button says."""
        self.hide()
        if self.act is not None:
            self.act()

    def _fit(self) -> None:
        """Be as wide as the sentence; a long one is wrapped, never cut."""
        room = max(240, min(_WIDEST, self.parentWidget().width() - 300))
        lines = self.words.text().split("\n")
        wide = max(painters.width(one, "n", 13) for one in lines)
        self.words.setWordWrap(wide > room)
        self.words.setFixedWidth(round(min(wide + 4, room)))
        self.words.setFixedHeight(self.words.heightForWidth(room) if wide > room else 19 * len(lines) + 5)
        self.adjustSize()

    def _place(self) -> None:
        """Stand above the status bar at the right, where no button waits below."""
        parent = self.parentWidget()
        self.setMinimumHeight(40)
        self.move(max(176, parent.width() - 24 - self.width()), parent.height() - 32 - 16 - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
