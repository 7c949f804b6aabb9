"""Top bar and status bar: the one box, who is there, the hour; printers, what is saved, where data lies."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStyle, QStyleOptionButton, QWidget

from kiosk.i18n import Say, _, language
from kiosk.values import StaffRow
from kiosk.views import painters, theme
from kiosk.views.box import Box
from kiosk.views.emergency import KEY as EMERGENCY_KEY
from kiosk.views.widgets import Button, label, row, tip

_DAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(at: datetime) -> str:
    """Return a day as people write it: "11月22日 周日", "Sun 22 Nov"."""
    day = str(_DAYS[at.weekday()])
    return f"{at.month}月{at.day}日 {day}" if language() == "zh" else f"{day} {at.day} {_MONTHS[at.month - 1]}"


class _Clerk(QWidget):
    """Who is signed in: initial, name, role."""

    def __init__(self) -> None:
        """Begin with nobody."""
        super().__init__()
        self.clerk: StaffRow | None = None
        self.setFixedHeight(48)

    def show_clerk(self, clerk: StaffRow | None) -> None:
        """Show somebody else."""
        self.clerk = clerk
        self.setAccessibleName(f"{clerk.name} {clerk.role_words}" if clerk else "")
        name = painters.width(clerk.name, "n") if clerk else 0
        role = painters.width(str(clerk.role_words), "s") if clerk else 0
        self.setFixedWidth(min(round(max(name, role)) + 46, 170))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the initial in a circle, name over role."""
        if self.clerk is None:
            return
        painter, t = QPainter(self), theme.now
        painters.dot(painter, t.accent_soft, 16, self.height() / 2, 16)
        first = self.clerk.name[:1]
        wide = painters.width(first, "b")
        painters.runs(
            painter, [(first, "b")], 16 - wide / 2, painters.baseline(0, self.height(), 14, True), 30, 14, t.accent
        )
        room = self.width() - 44
        painters.runs(painter, [(self.clerk.name, "n")], 42, 20, room)
        painters.runs(painter, [(str(self.clerk.role_words), "s")], 42, 38, room)


class _Clock(QWidget):
    """The hour, and the day below it."""

    def __init__(self) -> None:
        """Begin blank."""
        super().__init__()
        self.setFixedSize(92, 48)
        self.hour, self.day = "", ""

    def show_time(self, at: datetime) -> None:
        """Show a moment; repaint only when the minute changed."""
        hour, day = f"{at:%H:%M}", day_words(at)
        if (hour, day) != (self.hour, self.day):
            self.hour, self.day = hour, day
            self.setAccessibleName(f"{hour} {day}")
            self.setFixedWidth(max(74, round(painters.width(day, "s")) + 4))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both."""
        painter = QPainter(self)
        painters.runs(painter, [(self.hour, "c")], 0, 24, self.width())
        painters.runs(painter, [(self.day, "s")], 0, 42, self.width())


class TopBar(QFrame):
    """The bar over every page."""

    def __init__(self, bridge: Any) -> None:
        """Hold the box, the clerk, the lock and the clock."""
        super().__init__()
        self.setProperty("kind", "top")
        self.setFixedHeight(64)
        line = row(self, 16, (24, 0, 24, 0))
        self.box = Box(bridge)
        self.box.setMinimumWidth(260)
        line.addWidget(self.box, 1)
        self.clerk = _Clerk()
        line.addWidget(self.clerk)
        self.lock = Button(_("Lock"), "clerk.lock", key="F12")
        line.addWidget(self.lock)
        self.clock = _Clock()
        line.addWidget(self.clock)


class StatusChip(QPushButton):
    """A dot and words at the foot of the window; a click opens what they speak of."""

    def __init__(self, name: str) -> None:
        """Take the fixed name."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "status")
        self.setAutoDefault(False)
        self.words, self.tone = "", "green"

    def show_state(self, words: Say, tone: str) -> None:
        """Show other words in another tone."""
        self.words, self.tone = str(words), tone
        self.setAccessibleName(self.words)
        self.setToolTip(tip(self.words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for dot and words."""
        return QSize(round(painters.width(self.words, "s")) + 32, 22)

    def minimumSizeHint(self) -> QSize:
        """Return the least: the words may be elided."""
        return QSize(60, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dot in its tone, and the words."""
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painters.dot(painter, theme.now.tone(self.tone)[0], 12, self.height() / 2)
        colour = theme.now.ink if self.tone in ("red", "amber") else theme.now.mute
        painter.setPen(QColor(colour))
        base = painters.baseline(0, self.height(), 12)
        painters.runs(painter, [(self.words, "s")], 24, base, self.width() - 28, 12, colour)


class StatusBar(QFrame):
    """Printers, put-aside forms, and where the data lies."""

    opened = Signal(str)

    def __init__(self, practice: bool = False) -> None:
        """Hold the chips."""
        super().__init__()
        self.setProperty("kind", "status")
        self.setFixedHeight(32)
        line = row(self, 12, (16, 0, 24, 0))
        self.printer = StatusChip("status.printer")
        self.aside = StatusChip("status.put_aside")
        self.problem = StatusChip("status.problem")
        self.away = StatusChip("status.away")
        chips = {"queue": self.printer, "aside": self.aside, "away": self.away, "problem": self.problem}
        for where, chip in chips.items():
            chip.clicked.connect(lambda checked=False, w=where: self.opened.emit(w))
            line.addWidget(chip)
        for chip in (self.aside, self.away, self.problem):
            chip.hide()
        line.addStretch(1)
        if practice:
            mark = label(_("Practice estate: nothing here is real"))
            mark.setProperty("tone", "amber")
            line.addWidget(mark)
        self.emergency = Button(_("Emergency list"), "status.emergency", kind="mini", icon="", key=EMERGENCY_KEY)
        self.emergency.setToolTip(tip(_("Print the emergency list: everybody who is inside")))
        self.emergency.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.emergency.clicked.connect(lambda checked=False: self.opened.emit("emergency"))
        line.addWidget(self.emergency)
        self.saved = label(_("local data · no network needed"), "small")
        line.addWidget(self.saved)

    def show_saved(self, number: str = "") -> None:
        """Say that what was taken is on the disk."""
        words = (
            _("local data · no network needed · {number} saved").format(number=number)
            if number
            else _("local data · no network needed · saved")
        )
        self.saved.setText(str(words))
