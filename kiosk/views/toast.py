"""A word that appears above the status bar and goes: it takes no focus and stands in pictures."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from kiosk.i18n import Say
from kiosk.views.widgets import Button, label, row

#: How long it stands, in milliseconds.
STANDS_MS = 6000


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
        self.words.setText(str(words))
        self.setAccessibleName(str(words))
        self.act = act
        self.button.setVisible(act is not None)
        if act is not None:
            self.button.say(button)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self.timer.start(STANDS_MS)

    def _act(self) -> None:
        """Do what the button says."""
        self.hide()
        if self.act is not None:
            self.act()

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
