"""A camera, where there is one: QtMultimedia is optional (the extra `camera`), loaded when it is first used.

The picture that is taken is the frame on the screen, encoded in memory; no file is written anywhere.
Written after the documentation of QtMultimedia and tried with a made-up camera only: this program was never run before
a real one.
"""

import logging
from importlib.util import find_spec
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.i18n import Say, _
from kiosk.views import painters, theme
from kiosk.views.overlays import Overlay
from kiosk.views.widgets import Button

log = logging.getLogger(__name__)


def there() -> bool:
    """Whether the extra is installed: looked at without loading it, which costs time and wants a sound library."""
    try:
        return find_spec("PySide6.QtMultimedia") is not None
    except (ImportError, ValueError):
        return False


def load() -> Any:
    """Return QtMultimedia, None where it cannot be loaded on this computer."""
    try:
        from PySide6 import QtMultimedia
    except ImportError as error:  # a library of the system is missing: said once, and a file does it too
        log.warning("the camera cannot be used: %s", error)
        return None
    return QtMultimedia


def open_over(window: QWidget, name: str, title: Say) -> "Finder | None":
    """Open the finder over the window; None where there is no camera."""
    multimedia = load()
    if multimedia is None or not multimedia.QMediaDevices.videoInputs():
        return None
    over = Finder(window, name, title, multimedia)
    over.open(over.shoot)
    return over


class View(QWidget):
    """What the camera sees now."""

    def __init__(self, name: str) -> None:
        """Begin dark."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(str(_("What the camera sees")))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(440)
        self.image = QImage()

    def sizeHint(self) -> QSize:
        """Return the room of a usual frame."""
        return QSize(780, 440)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame whole, in the middle; words until the first one comes."""
        painter, box = QPainter(self), QRectF(self.rect())
        painters.rounded(painter, box, 8, theme.now.rail, theme.now.line)
        if self.image.isNull():
            words = str(_("Waiting for the camera …"))
            left = (self.width() - painters.width(words, "n")) / 2
            painters.runs(painter, [(words, "n")], left, self.height() / 2, box.width(), 13, theme.now.bright)
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self.image)


class Finder(Overlay):
    """The camera's picture over the window, and the button that takes it."""

    shot = Signal(object)

    def __init__(self, window: QWidget, name: str, title: Say, multimedia: Any) -> None:
        """Start the first camera."""
        super().__init__(window, name, title, wide=min(860, window.width() - 96))
        self.view = View(f"{name}.view")
        self.box.addWidget(self.view)
        self.shoot: Button = self.feet(_("Take the picture"), f"{name}.shoot")
        self.shoot.setEnabled(False)
        self.shoot.clicked.connect(lambda checked=False: self._take())
        self.sink = multimedia.QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._frame)
        self.session = multimedia.QMediaCaptureSession(self)
        self.camera = multimedia.QCamera(multimedia.QMediaDevices.defaultVideoInput(), self)
        self.session.setCamera(self.camera)
        self.session.setVideoSink(self.sink)
        self.closed.connect(self.camera.stop)
        self.camera.start()

    @Slot(object)
    def _frame(self, frame: Any) -> None:
        """Show a frame."""
        image = frame.toImage()
        if not image.isNull():
            self.view.image = image
            self.view.update()
            if not self.shoot.isEnabled():
                self.shoot.setEnabled(True)
                self.shoot.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self) -> None:
        """Hand the frame on as a JPEG, in memory."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.view.image.save(buffer, "JPEG", 95)  # type: ignore[call-overload]  # a device is a place too
        jpeg = bytes(buffer.data().data())
        self.close_()
        self.shot.emit(jpeg)
