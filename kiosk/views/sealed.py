"""What lies sealed with a record: a number by its mask, pictures by their count; shown on request for some seconds.

Each look is asked for, stands in the journal before anything opens, and ends by itself.
"""

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.errors import KioskError
from kiosk.i18n import Say, Words, _, _p
from kiosk.values import RecordPage, SealedRow
from kiosk.views import painters, theme
from kiosk.views.overlays import LineOverlay, Overlay
from kiosk.views.widgets import Button, Runs, card, group, label, line_of, tip
from kiosk.views.widgets import row as row_of

#: How somebody agreed to a picture.
_AGREED = {"said": _("agreed"), "signed": _("agreed, signed"), "letter": _p("picture", "signed letter")}


def sealed_parts(page: RecordPage, bridge: Any) -> list[QWidget]:
    """Return what lies sealed with a record as lines, each with the button that shows it; [] where nothing does."""
    rows = page.sealed
    if not rows:
        return []
    lines = [_line(page, row, _number(row), bridge) for row in rows if row.sort == "number"]
    pictures = [row for row in rows if row.sort == "picture"]
    lines += [_line(page, row, _picture(row, pictures), bridge) for row in pictures]
    return [group(_("Documents and pictures")), card(lines)]


def _number(row: SealedRow) -> list[painters.Run]:
    """Return what is said of a number."""
    return [(f"{row.title}   ", "k2"), (row.mask, "b")]


def _picture(row: SealedRow, among: Sequence[SealedRow]) -> list[painters.Run]:
    """Return what is said of a picture: that somebody agreed, how, and when it goes by itself."""
    no = f" {row.no}" if len(among) > 1 else ""
    title: Say = row.title if row.how == "letter" else _("Picture")
    goes: Words = _("gone in {days} days").format(days=row.days) if row.days > 1 else _("gone within a day")
    return [(f"{title}{no}   ", "k2"), (f"{_AGREED.get(row.how, row.how)} · {goes}", "n")]


def _line(page: RecordPage, row: SealedRow, parts: list[painters.Run], bridge: Any) -> QWidget:
    """Return one line with its button, without one where it is only compared."""
    if not row.opens:
        return line_of(Runs(parts, pad=16), gap=8, margins=(0, 3, 12, 3))
    seconds = int(bridge.reader.setting("reveal_seconds"))
    words = _("Show for {n} s").format(n=seconds)
    show = Button(words, f"sealed.{row.sort}.{row.id}", kind="small", icon="eye")
    show.setAccessibleName(f"{words} {row.title}")
    show.clicked.connect(lambda checked=False: reveal(show.window(), page.row.number, row, bridge))
    words_of = Runs(parts, pad=16)
    if row.allowed_by:
        words_of.setToolTip(
            tip(_("{who} agreed, {when}").format(who=row.allowed_by, when=f"{bridge.local(row.at):%m-%d %H:%M}"))
        )
    return line_of(words_of, show, gap=8, margins=(0, 3, 12, 3))


def reveal(window: QWidget, number: str, row: SealedRow, bridge: Any) -> None:
    """Let the desk write in the journal who looks, then show the value over the window."""
    once = uuid.uuid4().hex
    bridge.call(
        lambda desk: desk.reveal(number, row.sort, row.id, once=once),
        partial(_show, window, number, row, bridge),
        partial(_cannot, window, row),
    )


def _show(window: QWidget, number: str, row: SealedRow, bridge: Any, plain: str | bytes) -> None:
    """Show what was opened, unless the desk was locked meanwhile."""
    if bridge.clerk is None:
        return
    over = Revealed(window, row.title, plain, int(bridge.reader.setting("reveal_seconds")))
    bridge.signed.connect(over.gone)
    if row.allowed_by:
        back = Button(_("Consent withdrawn: delete"), "sealed.shown.withdraw", kind="quiet", icon="trash-2")
        back.clicked.connect(lambda checked=False: _ask_why(window, number, row, bridge, over))
        over.buttons.addWidget(back)
    over.closed.connect(bridge.after)  # the journal has one line more
    over.open()


def _ask_why(window: QWidget, number: str, row: SealedRow, bridge: Any, over: "Revealed") -> None:
    """Ask who takes his consent back, then let the picture go at once."""
    over.close_()
    asked = LineOverlay(
        window, "sealed.withdraw", _("Consent withdrawn"), question=_("Who says so, and why"), button=_("Delete the picture"),
        words=_("The picture cannot be brought back. The journal says who let it go."),
    )  # fmt: skip  # one paragraph
    once = uuid.uuid4().hex
    asked.answered.connect(
        lambda why: bridge.take(
            "house.withdraw",
            {"of_record": number, "picture": row.id, "reason": why},
            once=once,
            then=lambda outcome: bridge.call(lambda desk: desk.purge(), lambda done: bridge.after()),
            failed=partial(_cannot, window, row),
        )
    )
    asked.open(asked.line)


def _cannot(window: QWidget, row: SealedRow, error: KioskError) -> None:
    """Say why nothing is shown."""
    over = Overlay(window, "sealed.problem", row.title)
    over.box.addWidget(label(str(error), "bad", wrap=True))
    over.feet_back()
    over.open()


class Revealed(Overlay):
    """A number or a picture over the window; the seconds run, then it goes."""

    def __init__(self, window: QWidget, title: Say, plain: str | bytes, seconds: int) -> None:
        """Show `plain` for some seconds."""
        wide = 1000 if isinstance(plain, bytes) else 560
        super().__init__(window, "sealed.shown", title, wide=min(wide, window.width() - 96))
        if isinstance(plain, bytes):
            self.shown: QWidget = _Shown(plain, window.height() - 260)
        else:
            self.shown = label(plain, "heading")
            self.shown.setAccessibleName(plain)
        self.box.addWidget(self.shown)
        self.left = seconds
        self.clock = label("", "mute")
        self.box.addWidget(self.clock)
        self.done = Button(_("Hide now"), "sealed.shown.hide", kind="primary")
        self.buttons = row_of(None, 12)
        self.buttons.addWidget(self.done)
        self.box.addLayout(self.buttons)
        self.buttons.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.done.clicked.connect(lambda checked=False: self.close_())
        self.timer = QTimer(self, interval=1000)
        self.timer.timeout.connect(self.tick)
        self.closed.connect(self.timer.stop)
        self._say()
        self.timer.start()

    @Slot()
    def tick(self) -> None:
        """Let a second go by."""
        self.left -= 1
        if self.left <= 0:
            self.close_()
        else:
            self._say()

    def _say(self) -> None:
        """Say how long it stands."""
        self.clock.setText(str(_("Hidden in {n} s. The journal says that you looked.").format(n=self.left)))

    @Slot(object)
    def gone(self, clerk: object) -> None:
        """Go when the desk is locked or somebody else comes."""
        if self.isVisible():
            self.close_()


class _Shown(QWidget):
    """A picture as large as the window allows."""

    def __init__(self, jpeg: bytes, high: int) -> None:
        """Decode it; it is held by this widget alone."""
        super().__init__()
        self.setObjectName("sealed.shown.picture")
        self.setAccessibleName(str(_("Picture")))
        self.image = QImage.fromData(jpeg, "JPEG")
        self.setFixedHeight(max(200, min(high, self.image.height())))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the picture's own size."""
        return self.image.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it whole, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) / 2
        painter.drawImage(QRectF(left, 0, size.width(), size.height()), self.image)
        painter.setPen(theme.now.line)
        painter.drawRect(QRectF(left, 0, size.width() - 1, size.height() - 1))
