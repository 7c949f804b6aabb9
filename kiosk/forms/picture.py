"""Pictures of a document: from a file, from the scanner's folder, from a camera; none of them is written anywhere here."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QScrollArea, QWidget

from kiosk.forms import camera
from kiosk.forms.base import Around, Editor
from kiosk.forms.choices import Flow
from kiosk.forms.scans import FRESH, emptied, of_file, of_scanner
from kiosk.i18n import Say, _
from kiosk.pictures import ENDINGS, MOST, Picture, PictureError, ScanFile, prepare
from kiosk.values import Shown
from kiosk.views.widgets import Button, column, label, polish

log = logging.getLogger(__name__)

#: How high a small picture stands in the form.
_HIGH = 96


@dataclass(frozen=True)
class _Came:
    """What came of reading a file: a picture, or the words why there is none, and which file of the scanner it was."""

    turn: int
    made: Any
    scan: ScanFile | None = None


class PictureEditor(Editor):
    """Ways of taking pictures, and below them those that were taken."""

    _came = Signal(object)
    _discarded = Signal(object)
    #: Scans that were sealed since the program began: they show somebody else by now.
    sealed: ClassVar[set[ScanFile]] = set()
    #: Which file of the scanner a picture came from, also where its form was laid out anew meanwhile.
    files: ClassVar["WeakKeyDictionary[Picture, ScanFile]"] = WeakKeyDictionary()

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Offer what this computer has: a camera and a scanner's folder only where there are any."""
        super().__init__(shown, name, around)
        self.pictures: list[Picture] = []
        self.seen: set[ScanFile] = set()  # scans that were taken here, also those that were left out again
        self.left_out: list[ScanFile] = []  # these are still in the scanner's folder
        self.reading = 0  # so many files are being read
        self.failed = False  # one of them could not be
        self.empties = bool(around.reader.setting("scanner_empties"))  # whether the house wants its files deleted
        self.turn = 0  # what was read before nobody wanted to wait any more is not taken
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
        self.box.addWidget(self._helping())
        self.small = QWidget()
        self.row = Flow(self.small)
        self.box.addWidget(self.small)
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._discarded.connect(self._gone, Qt.ConnectionType.QueuedConnection)
        self._show()

    def _helping(self) -> QWidget:
        """Return the two buttons below the words, each shown only while it helps."""
        holder = self.helping = QWidget()
        line = Flow(holder)
        self.stop = Button(_("Do not wait"), f"{self.name}.stop", kind="small", icon="x")
        self.stop.clicked.connect(lambda checked=False: self.give_up_waiting())
        self.discard = Button(
            _("Delete it from the scanner's folder"), f"{self.name}.discard", kind="small", icon="trash-2"
        )
        self.discard.clicked.connect(lambda checked=False: self.discard_left_out())
        for button in (self.stop, self.discard):
            button.hide()
            line.addWidget(button)
        holder.hide()
        return holder

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
            self._read(partial(of_file, Path(path)))

    def take_scanned(self) -> None:
        """Take the newest file of the scanner's folder; an old one may show somebody else.

        The folder may be another computer's, which takes its time: it is looked at away from the window.
        """
        if self.reading:
            return
        folder = Path(str(self.around.reader.setting("scanner_folder")).strip())
        since, known = self.around.now() - FRESH, frozenset(self.sealed | self.seen)
        self._read(partial(of_scanner, folder, since, known))

    def open_camera(self) -> None:
        """Put the camera over the window; its picture goes from memory to memory."""
        over = camera.open_over(self.window(), f"{self.name}.finder", self.shown.title)
        if over is None:
            self._say(_("The camera cannot be used on this computer. Choose a file instead."))
            return
        over.shot.connect(lambda jpeg: self._read(lambda: jpeg))

    def _read(self, get: Callable[[], bytes | tuple[bytes, ScanFile]]) -> None:
        """Read and decode a picture away from the window."""
        self.reading += 1
        self.failed = self.failed and self.reading > 1
        self._say(_("Reading the picture …"))
        self._help()
        threading.Thread(target=self._work, args=(get, self.turn), name="picture", daemon=True).start()

    def _work(self, get: Callable[[], bytes | tuple[bytes, ScanFile]], turn: int) -> None:
        """Make a picture safe, on a thread of its own; what went wrong travels back in words."""
        scan: ScanFile | None = None
        try:
            found = get()
            raw, scan = found if isinstance(found, tuple) else (found, None)
            made: object = prepare(raw)
        except PictureError as error:
            made = error.words_of_scan if scan is not None else error.words
        except OSError:
            made = _("This file cannot be read.")
        try:
            self._came.emit(_Came(turn, made, scan))
        except RuntimeError:
            log.debug("a picture came after its form was gone")

    @Slot(object)
    def _take(self, came: _Came) -> None:
        """Show and answer a picture that is ready, or say why there is none."""
        if came.turn != self.turn:
            return
        if isinstance(came.made, Picture) and len(self.pictures) < MOST:
            self.pictures.append(came.made)
            if came.scan is not None:
                self.seen.add(came.scan)
                self.files[came.made] = came.scan
            self._answer()
            QTimer.singleShot(0, self, self._into_sight)  # once the form has made room
        else:
            self.failed = True
            self._say(_("{n} pictures at most.").format(n=MOST) if isinstance(came.made, Picture) else came.made)
        self.reading -= 1
        self._help()
        if not self.reading:
            self.settled.emit(not self.failed)
        elif not self.failed:
            self._say(_("Reading the picture …"))

    def waits(self) -> Say:
        """Return that a picture is still being read: nothing is saved without it."""
        return _("A picture is still being read: this is saved as soon as it is there.") if self.reading else ""

    def give_up_waiting(self) -> None:
        """Let go of whatever is being read: a folder of another computer may never answer."""
        self.turn += 1
        self.reading, self.failed = 0, False
        self._show()
        self._say(_("Not waited for: no picture was taken."))
        self.ways[0].setFocus(Qt.FocusReason.TabFocusReason)
        self.settled.emit(False)

    def _into_sight(self) -> None:
        """Bring the pictures into sight: a form may be longer than its window."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.small, 0, 16)

    # what was taken

    def remove(self, at: int) -> None:
        """Leave a picture out again; the scanner's file of it stays, and that is said."""
        scan = self.files.pop(self.pictures.pop(at), None)
        if scan is not None:
            self.left_out.append(scan)
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
        self._help()
        for button in self.ways:
            button.setEnabled(len(self.pictures) < MOST)

    @property
    def scanned(self) -> list[ScanFile]:
        """The scanner's files of the pictures that stand here."""
        return [self.files[one] for one in self.pictures if one in self.files]

    def _hint(self) -> Say:
        """Return what becomes of files: they are another's, and may lie about in plain."""
        if self.left_out and self.empties:
            return _("Left out, and still in the scanner's folder: {names}").format(names=_names(self.left_out))
        if not self.scanned and not self.left_out:
            return ""
        if self.empties:
            return _("The scanner's file is deleted once this is saved.")
        return _("The scanner's file stays in its folder; whoever looks there sees it.")

    def _help(self) -> None:
        """Show the buttons that help now."""
        self.stop.setVisible(bool(self.reading))
        self.discard.setVisible(bool(self.left_out) and self.empties)
        self.helping.setVisible(bool(self.reading or (self.left_out and self.empties)))

    def discard_left_out(self) -> None:
        """Delete the scans that were left out, away from the window."""
        files, self.left_out = self.left_out, []
        self._show()

        def work() -> None:
            left = emptied(files, ())
            try:
                self._discarded.emit(left)
            except RuntimeError:
                log.debug("scans were deleted after their form was gone")

        threading.Thread(target=work, name="discard", daemon=True).start()

    @Slot(object)
    def _gone(self, left: Say) -> None:
        """Say that the scans that were left out are gone, or which are not."""
        self._say(left if str(left) else _("Deleted from the scanner's folder."))

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

    def taken(self) -> Callable[[], Say] | None:
        """Delete what the scanner left, where the house wants that; what is still there is said."""
        kept, left = self.scanned, list(self.left_out)
        self.sealed.update(kept, left)
        return partial(emptied, kept, left) if (kept or left) and self.empties else None

    def mark(self, bad: bool, words: str) -> None:
        """Mark the ways."""
        for button in self.ways:
            polish(button, "bad", "true" if bad else "false")
            button.setAccessibleDescription(words)


def _names(files: Sequence[ScanFile]) -> str:
    """Return the names of some files."""
    return ", ".join(one.path.name for one in files)
