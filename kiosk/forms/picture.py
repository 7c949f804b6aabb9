"""Pictures of a document: from a file, from the scanner's folder, from a camera; none of them is written anywhere here."""

import logging
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from kiosk.forms import camera
from kiosk.forms.base import Around, Editor
from kiosk.forms.choices import Flow
from kiosk.i18n import Say, _
from kiosk.pictures import ENDINGS, MOST, Picture, PictureError, newest, prepare
from kiosk.values import Shown
from kiosk.views.widgets import Button, column, label, polish

log = logging.getLogger(__name__)

#: A file of the scanner that is older is somebody else's document.
FRESH = timedelta(minutes=10)
#: How high a small picture stands in the form.
_HIGH = 96


class PictureEditor(Editor):
    """Ways of taking pictures, and below them those that were taken."""

    _came = Signal(object, object)
    #: Scans that were sealed since the program began, each with when it was written: they show somebody else by now.
    sealed: ClassVar[set[tuple[Path, int]]] = set()

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Offer what this computer has: a camera and a scanner's folder only where there are any."""
        super().__init__(shown, name, around)
        self.pictures: list[Picture] = []
        self.scanned: list[Path] = []  # files of the scanner's folder that were taken
        self.written: dict[Path, int] = {}  # and when each was written: a scanner may use one name again
        holder = QWidget()
        line = Flow(holder)
        folder = str(around.reader.setting("scanner_folder")).strip()
        ways: list[tuple[str, Say, str, Callable[[], None]]] = []
        if camera.there():
            ways.append(("camera", _("Take a picture"), "eye", self.open_camera))
        if folder:
            ways.append(("scanner", _("From the scanner"), "scan-line", self.take_scanned))
        ways.append(("file", _("Choose a file"), "inbox", self.ask_file))
        self.ways: list[Button] = []
        for at, (key, words, icon, act) in enumerate(ways):
            button = Button(words, name if at == 0 else f"{name}.{key}", icon=icon)
            button.installEventFilter(self)
            button.clicked.connect(lambda checked=False, do=act: do())
            line.addWidget(button)
            self.ways.append(button)
        self.setFocusProxy(self.ways[0])
        self.box.addWidget(holder)
        self.said = label("", "small", wrap=True)
        self.box.addWidget(self.said)
        self.small = QWidget()
        self.row = Flow(self.small)
        self.box.addWidget(self.small)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._show()

    # where they come from

    def ask_file(self) -> None:
        """Let files be chosen; the window goes on meanwhile."""
        dialog = QFileDialog(self, str(_("Choose a picture of the document")))
        dialog.setObjectName(f"{self.name}.dialog")
        dialog.setNameFilters([f"{_('Pictures')} ({' '.join('*' + end for end in ENDINGS)})"])
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.choose)
        dialog.open()

    def choose(self, paths: Sequence[str]) -> None:
        """Read files, one after the other."""
        for path in paths[: MOST - len(self.pictures)]:
            self._read(partial(_of_file, Path(path)))

    def take_scanned(self) -> None:
        """Take the newest file of the scanner's folder; an old one may show somebody else."""
        folder = Path(str(self.around.reader.setting("scanner_folder")).strip())
        try:
            path = newest(folder, self.around.now() - FRESH)
            written = path.stat().st_mtime_ns if path is not None else 0
        except OSError:
            self._say(_("The scanner's folder cannot be read: {folder}").format(folder=str(folder)))
            return
        known = path is not None and ((path, written) in self.sealed or self.written.get(path) == written)
        if path is None or known:
            self._say(_("Nothing new in the scanner's folder. Scan the document, then press again."))
            return
        self.written[path] = written
        self._read(partial(_of_file, path), path)

    def open_camera(self) -> None:
        """Put the camera over the window; its picture goes from memory to memory."""
        over = camera.open_over(self.window(), f"{self.name}.finder", self.shown.title)
        if over is None:
            self._say(_("The camera cannot be used on this computer. Choose a file instead."))
            return
        over.shot.connect(lambda jpeg: self._read(lambda: jpeg))

    def _read(self, get: Callable[[], bytes], scanned: Path | None = None) -> None:
        """Decode a picture away from the window."""
        self._say(_("Reading the picture …"))
        threading.Thread(target=self._work, args=(get, scanned), name="picture", daemon=True).start()

    def _work(self, get: Callable[[], bytes], scanned: Path | None) -> None:
        """Make a picture safe, on a thread of its own; what went wrong travels back in words."""
        try:
            made: object = prepare(get())
        except PictureError as error:
            made = error.words
        except OSError:
            made = _("This file cannot be read.")
        try:
            self._came.emit(made, scanned)
        except RuntimeError:
            log.debug("a picture came after its form was gone")

    @Slot(object, object)
    def _take(self, made: object, scanned: Path | None) -> None:
        """Show and answer a picture that is ready, or say why there is none."""
        if not isinstance(made, Picture):
            self._say(made)
            return
        if len(self.pictures) < MOST:
            self.pictures.append(made)
            if scanned is not None:
                self.scanned.append(scanned)
        self._answer()
        QTimer.singleShot(0, self, self._into_sight)  # once the form has made room

    def _into_sight(self) -> None:
        """Bring the pictures into sight: a form may be longer than its window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.small, 0, 16)

    # what was taken

    def remove(self, at: int) -> None:
        """Leave a picture out again."""
        self.pictures.pop(at)
        self.ways[0].setFocus(Qt.FocusReason.TabFocusReason)
        self._answer()

    def _answer(self) -> None:
        """Answer with what is there, and show it."""
        self._show()
        self.answered.emit(list(self.pictures) or None)

    def _say(self, words: Any) -> None:
        """Say in one line how it stands."""
        self.said.setText(str(words))
        self.said.setVisible(bool(str(words)))

    def _show(self) -> None:
        """Show the pictures small, each with its cross, and what becomes of a scanner's file."""
        while self.row.count():
            item = self.row.takeAt(0)
            if item is not None and item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        for at, picture in enumerate(self.pictures):
            self.row.addWidget(self._small(at, picture))
        self.small.setVisible(bool(self.pictures))
        self._say(self._hint())
        for button in self.ways:
            button.setEnabled(len(self.pictures) < MOST)

    def _hint(self) -> Say:
        """Return what becomes of files: they are another's, and may lie about in plain."""
        if not self.scanned:
            return ""
        if self.around.reader.setting("scanner_empties"):
            return _("The scanner's file is deleted once this is saved.")
        return _("The scanner's file stays in its folder; whoever looks there sees it.")

    def _small(self, at: int, picture: Picture) -> QWidget:
        """Return one picture, small, with the cross that leaves it out."""
        made = QWidget()
        box = column(made, 2)
        shown = QLabel()
        pixmap = QPixmap()
        pixmap.loadFromData(picture.reveal(), "JPEG")
        shown.setPixmap(pixmap.scaledToHeight(_HIGH, Qt.TransformationMode.SmoothTransformation))
        shown.setAccessibleName(str(_("Picture {n}, {size}").format(n=at + 1, size=str(picture))))
        box.addWidget(shown)
        leave = Button(_("Leave out"), f"{self.name}.remove.{at}", kind="small", icon="x")
        leave.clicked.connect(lambda checked=False: self.remove(at))
        box.addWidget(leave)
        return made

    def show_value(self, value: Any) -> None:
        """Show the pictures that stand in the form."""
        given = [one for one in value or () if isinstance(one, Picture)] if isinstance(value, list | tuple) else []
        if given != self.pictures:
            self.pictures = given
            self._show()

    def taken(self) -> Say:
        """Delete what the scanner left, where the house wants that; what cannot be deleted is said."""
        left = []
        self.sealed.update((path, self.written.get(path, 0)) for path in self.scanned)
        if self.around.reader.setting("scanner_empties"):
            for path in self.scanned:
                try:
                    path.unlink(missing_ok=True)
                except OSError:
                    left.append(path.name)
        self.scanned = []
        if not left:
            return ""
        return _("Please delete by hand from the scanner's folder: {names}").format(names=", ".join(left))

    def mark(self, bad: bool, words: str) -> None:
        """Mark the ways."""
        for button in self.ways:
            polish(button, "bad", "true" if bad else "false")
            button.setAccessibleDescription(words)


def _of_file(path: Path) -> bytes:
    """Return what stands in a file, unless it is too large to be looked at."""
    from kiosk.pictures import HEAVIEST

    with path.open("rb") as stream:
        return stream.read(HEAVIEST + 1)
