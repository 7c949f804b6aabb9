"""A word that appears above the status bar and goes: it takes no focus, stands in pictures, and looks for free room."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QPushButton, QWidget

from kiosk.i18n import Say
from kiosk.views import painters
from kiosk.views.overlays import Overlay
from kiosk.views.widgets import Button, label, row

#: How long it stands, in milliseconds.
STANDS_MS = 6000
#: How much longer for each character that has to be read.
_READ_MS = 40
#: No line is longer than this; a narrower toast, as wide as a column, finds room where this one does not.
_WIDEST, _COLUMN = 640, 268
#: Rail and bars, over which it does not stand, the air around it, and how far it may rise from the foot.
_RAIL, _TOP, _STATUS, _AIR, _RISES = 160, 64, 32, 8, 65
#: In the one box: the room of what is typed at its beginning, and of the key cap at its end.
_TYPED, _CAP = 200, 56
#: How often it looks whether something has come up below it, in milliseconds.
_LOOKS_MS = 150
#: Frames whose whole ground counts.
_WHOLE = ("card", "dialog")


def content(widget: QWidget, skip: QWidget, at: QPoint | None = None, clip: QRect | None = None) -> Iterator[QRect]:
    """Yield where something stands in `widget` that is read or pressed; `skip` counts for nothing."""
    at, clip = at or QPoint(0, 0), clip or widget.rect()
    for one in widget.children():
        if not isinstance(one, QWidget) or one is skip or not one.isVisible():
            continue
        place = QRect(at + one.pos(), one.size())
        seen = place.intersected(clip)
        if seen.isEmpty() or (isinstance(one, QLabel) and not one.text()):
            continue
        whole = isinstance(one, QPushButton | QLineEdit | QAbstractItemView) or one.property("kind") in _WHOLE
        if whole or (type(one) is not QWidget and not any(isinstance(part, QWidget) for part in one.children())):
            yield seen  # a bare widget only keeps others apart
        else:
            yield from content(one, skip, place.topLeft(), seen)


class Toast(QFrame):
    """One sentence and at most one button."""

    def __init__(self, parent: QWidget, spare: QWidget) -> None:
        """Hide in a corner of the window; `spare` is the one box, whose end is empty where the page is full."""
        super().__init__(parent)
        self.spare = spare
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
        self.looks = QTimer(self, interval=_LOOKS_MS)
        self.looks.timeout.connect(self.look)
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
        self.place()
        self.show()
        self.raise_()
        self.timer.start(STANDS_MS + len(text) * _READ_MS)
        self.looks.start()

    def hideEvent(self, event: object) -> None:
        """Look no longer at what stands below."""
        self.looks.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go when it is clicked: it has been read."""
        self.hide()

    def _act(self) -> None:
        """Do what the button says."""
        self.hide()
        if self.act is not None:
            self.act()

    def _fit(self, widest: int) -> None:
        """Be as wide as the sentence; a long one is wrapped, never cut."""
        beside = self.button.sizeHint().width() + 8 if self.act is not None else 0
        room = max(200, min(widest, self.parentWidget().width() - 300) - beside)
        lines = self.words.text().split("\n")
        wide = max(painters.width(one, "n", 13) for one in lines)
        self.words.setWordWrap(wide > room)
        self.words.setMinimumSize(0, 0)  # else what is read next keeps to the size of before
        high = self.words.heightForWidth(room) if wide > room else 19 * len(lines) + 5
        self.words.setFixedSize(round(min(wide + 4, room)), high)
        self.resize(self.words.width() + 24 + beside, max(40, high + 12))

    # where it stands

    def place(self) -> None:
        """Stand above the status bar at the right, or beside what stands there; else over the empty end of the box."""
        there = list(self._content())
        for widest in (_WIDEST, _COLUMN):
            self._fit(widest)
            if (at := self._free(there)) is not None:
                self.move(at)
                return
        box = QRect(self.spare.mapTo(self.parentWidget(), QPoint(0, 0)), self.spare.size())
        self._fit(box.width() - _TYPED - _CAP - 24)
        self.move(box.right() - _CAP - self.width(), max(4, box.center().y() - self.height() // 2))

    def look(self) -> None:
        """Go elsewhere if something came up below: a page, a card, the answer to what was pressed."""
        if self.isVisible() and self.y() > _TOP and _covers(self.geometry(), list(self._content())):
            self.place()

    def _content(self) -> Iterator[QRect]:
        """Yield what must not be covered: on the card that stands over the pages, else in the whole window."""
        window = self.parentWidget()
        over = [one for one in window.findChildren(Overlay) if one.isVisible()]
        return content(over[-1] if over else window, self)

    def _free(self, there: list[QRect]) -> QPoint | None:
        """Return a free spot near the foot of the window: the lowest, of those the rightmost."""
        window, size = self.parentWidget(), self.size()
        bottom = window.height() - _STATUS - _AIR - size.height()
        there = [one for one in there if one.bottom() > bottom - _RISES - _AIR]
        for y in range(bottom, bottom - _RISES, -8):
            for x in range(window.width() - 24 - size.width(), _RAIL + _AIR, -24):
                if not _covers(QRect(QPoint(x, y), size), there):
                    return QPoint(x, y)
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return False


def _covers(place: QRect, there: list[QRect]) -> bool:
    """Whether a toast, with some air around it, would cover anything."""
    aired = place.adjusted(-_AIR, -_AIR, _AIR, _AIR)
    return any(one.intersects(aired) for one in there)
