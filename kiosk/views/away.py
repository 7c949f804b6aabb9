"""The lock screen while its clerk is away: "back at 10:58" and who minds the counter, to be read from two metres.

It faces residents and visitors, so it speaks both languages side by side and says nothing of the record: no home, no
name but that of the colleague at the counter.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.i18n import Say, _, say
from kiosk.values import Away
from kiosk.views import painters, theme
from kiosk.views.widgets import named

#: What the window is drawn for; on a larger one everything grows with it.
_WIDE, _HIGH = 1366, 768
#: Sizes of type: what one reads from two metres is never below the smallest.
_TIME, _HEAD, _TEXT = 148, 40, 30
_REFRESH_MS = 5_000


def sentences(away: Away, until: datetime, now: datetime, urgent: tuple[str, str], language: str) -> tuple[str, ...]:
    """Return head, label, hour and what stands below it, in one language; `urgent` says where to go while nobody is here."""
    head = say(_("The desk will be back soon"), language)
    lines = [say(_("Back at"), language), f"{until:%H:%M}"]
    below = []
    if now > until:
        below.append(say(_("A few minutes late, please bear with us"), language))
    if away.minder:
        below.append(say(_("{name} minds the counter").format(name=away.minder), language))
    else:
        named_there = urgent[0 if language == "zh" else 1] or urgent[0] or urgent[1]
        below.append(say(_("Nobody is at the counter just now."), language))
        below.append(named_there or say(_("If it is urgent, please ask security in the control room."), language))
    return (head, *lines, *below)


class AwayPanel(QWidget):
    """The large part of the lock screen while somebody is away; painted, so that it fits any window."""

    def __init__(self, bridge: Any, house: Sequence[tuple[str, str]]) -> None:
        """Ask the bridge who is away; `house` is estate and desk in (Chinese, English)."""
        super().__init__()
        self.bridge, self.house = bridge, list(house)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(300)
        named(self, "sign_in.away")
        self.away: Away | None = None
        self.look()
        self.timer = QTimer(self, interval=_REFRESH_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Ask again: the hour goes on, and somebody may be back."""
        gone = self.bridge.reader.away()
        if gone:  # what stood here stays until the screen is unlocked: nobody is back before that
            self.away = gone[0]
        self.setAccessibleName("  ".join((*self.words("zh"), *self.words("en"))))
        self.update()

    def words(self, language: str) -> tuple[str, ...]:
        """Return what stands in one half."""
        if self.away is None:
            return ()
        asked = self.bridge.reader.setting
        urgent = (str(asked("away_to")), str(asked("away_to_en")))
        return sentences(self.away, self.bridge.local(self.away.until), self.bridge.local_now(), urgent, language)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint estate and desk above, then both halves with a hairline between them."""
        painter, t = QPainter(self), theme.now
        window = self.window()
        scale = max(0.6, min(window.width() / _WIDE, window.height() / _HIGH))
        half = self.width() / 2
        for left, at, language in ((0.0, 0, "zh"), (half, 1, "en")):
            box = QRectF(left + 24, 0, half - 48, self.height())
            self._half(
                painter, box, self.words(language), "  ·  ".join(one[at] for one in self.house if one[at]), scale
            )
        painter.setPen(QColor(t.line))
        painter.drawLine(round(half), round(40 * scale), round(half), round(self.height() - 24 * scale))

    def _half(self, painter: QPainter, box: QRectF, words: tuple[str, ...], house: str, scale: float) -> None:
        """Paint one language, centred: who we are, what is the matter, the hour, who is here."""
        if not words:
            return
        t = theme.now
        head, back, hour, *below = words
        parts = [
            (house, round(20 * scale), False, t.mute), (head, round(_HEAD * scale), True, t.ink),
            (back, round(_TEXT * scale), False, t.mute), (hour, round(_TIME * scale), True, t.accent),
        ]  # fmt: skip  # one line a group reads better
        late = len(below) and self.late
        for number, text in enumerate(below):
            parts.append((text, round(_TEXT * scale), False, t.amber if late and number == 0 else t.ink))
        laid = [
            (line, size, bold, ink) for text, size, bold, ink in parts for line in _lines(text, size, bold, box.width())
        ]
        high = sum(_pitch(size) for _text, size, _bold, _ink in laid)
        top = box.top() + max(0.0, (box.height() - high) / 2)
        for text, size, bold, ink in laid:
            style = "b" if bold else "n"
            wide = painters.width(text, style, size)
            base = painters.baseline(top, _pitch(size), size, bold)
            painters.runs(painter, [(text, style)], box.left() + (box.width() - wide) / 2, base, wide + 2, size, ink)
            top += _pitch(size)

    @property
    def late(self) -> bool:
        """Whether the hour that was said is over."""
        return self.away is not None and self.bridge.desk.clock() > self.away.until


def _pitch(size: int) -> float:
    """Return the height of a line of a size: large figures need less air than words."""
    return size * (1.1 if size >= 100 else 1.5)


def _lines(text: str, size: int, bold: bool, room: float) -> list[str]:
    """Return a text in as many lines as it needs; words are kept whole, Chinese breaks anywhere."""
    style, made, line = "b" if bold else "n", [], ""
    for piece in text.split(" ") if " " in text else list(text):
        joint = " " if " " in text and line else ""
        if line and painters.width(line + joint + piece, style, size) > room:
            made.append(line)
            line = piece
        else:
            line += joint + piece
    return [*made, line] if line else made


def away_words(away: Away, until: datetime) -> Say:
    """Return the few words by which a colleague who is signed in sees it."""
    return _("{name} is away, back {time}").format(name=away.clerk, time=f"{until:%H:%M}")
