"""A page that has only just come under the finger: the second half of a press that came twice belongs to the one before.

Without this a double Ctrl+Enter takes a message and delivers it, and a double 4 notes a call that nobody made.
"""

from PySide6.QtCore import QObject, QTimer

#: For so long a page answers to no press, in milliseconds; 0 is for tests, which press as soon as they can.
MS = 400


class Fresh(QTimer):
    """Runs while a page is fresh: `isActive` is asked before a press counts."""

    def __init__(self, parent: QObject) -> None:
        """Begin without; the page lives no longer than what it belongs to."""
        super().__init__(parent, singleShot=True)

    def begin(self) -> None:
        """Let the page be fresh from now on."""
        if MS:
            self.start(MS)
