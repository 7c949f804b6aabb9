"""A small window that says what is being prepared, while a thread does it: a start that takes long is not silent."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QProgressBar

from kiosk.i18n import Say
from kiosk.views.widgets import column, label


class Preparing(QFrame):
    """Stands in the middle of the screen until the work is done; nobody can close it before."""

    _ended = Signal()

    def __init__(self, words: Say) -> None:
        """Say `words` above a bar that moves."""
        super().__init__(None, Qt.WindowType.SplashScreen)
        self.setProperty("kind", "card")
        self.setObjectName("preparing")
        self.setAccessibleName(str(words))
        box = column(self, 12, (32, 24, 32, 24))
        box.addWidget(label(words))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setMinimumWidth(360)
        bar.setFixedHeight(8)
        box.addWidget(bar)
        self.done = False

    def during(self, work: Callable[[], None]) -> None:
        """Do `work` on a thread of its own and return when it is done; what it raises is raised here."""
        errors: list[BaseException] = []
        loop = QEventLoop()
        self._ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)

        def run() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - raised again on the thread that waits
                errors.append(error)
            finally:
                self._ended.emit()

        self.show()
        thread = threading.Thread(target=run, name="preparing", daemon=True)
        thread.start()
        loop.exec()
        thread.join()
        self.done = True
        self.close()
        if errors:
            raise errors[0]

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the work is done."""
        event.setAccepted(self.done)
