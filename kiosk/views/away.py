"""The lock screen while its clerk is away: "back at 10:58" and who minds the counter, to be read from two metres.

It faces residents and visitors, so it speaks both languages side by side and says nothing of the record: no home, no
name but that of the colleague at the counter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
#: So far everything shrinks together where a long sentence and many colleagues leave less room.
_LEAST = 0.55


def sentences(away: Away, until: datetime, now: datetime, urgent: tuple[str, str], language: str) -> tuple[str, ...]:
    """Return head, label, hour and what stands below it, in one language; `urgent` says where to go while nobody is here."""
    head = say(_("We will be back soon"), language)
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

    def look(self) -> None:
        """Ask again: the hour goes on, and somebody else may have gone; the window says when."""
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
        """Paint both halves with a hairline between them, as large as the room allows and both alike."""
        painter, t = QPainter(self), theme.now
        half = self.width() / 2
        sides = [(24.0, "zh", 0), (half + 24, "en", 1)]
        scale = max(0.6, min(self.window().width() / _WIDE, self.window().height() / _HIGH))
        laid = [self._laid(language, at, half - 48, scale) for _left, language, at in sides]
        while scale > _LEAST and max(map(_high, laid)) > self.height():
            scale -= 0.05
            laid = [self._laid(language, at, half - 48, scale) for _left, language, at in sides]
        for (left, _language, _at), lines in zip(sides, laid, strict=True):
            top = max(0.0, (self.height() - max(map(_high, laid))) / 2)  # the hours of both halves on one line
            for line in lines:
                _paint(painter, line, left, top, half - 48)
                top += _pitch(line.size)
        painter.setPen(QColor(t.line))
        painter.drawLine(round(half), 24, round(half), self.height() - 24)

    def _laid(self, language: str, at: int, room: float, scale: float) -> list["_Line"]:
        """Return the lines of one half: who we are, what is the matter, the hour, who is here."""
        words = self.words(language)
        if not words:
            return []
        t, (head, back, hour, *below) = theme.now, words
        house = "  ·  ".join(one[at] for one in self.house if one[at])
        text = round(_TEXT * scale)
        parts = [
            (house, round(20 * scale), False, t.mute), (head, round(_HEAD * scale), True, t.ink),
            (back, text, False, t.mute), (hour, round(_TIME * scale), True, t.accent),
            *((one, text, False, t.amber if self.late and number == 0 else t.ink) for number, one in enumerate(below)),
        ]  # fmt: skip  # one line a group reads better
        return [
            _Line(line, size, bold, ink) for words, size, bold, ink in parts for line in _lines(words, size, bold, room)
        ]

    @property
    def late(self) -> bool:
        """Whether the hour that was said is over."""
        return self.away is not None and self.bridge.desk.clock() > self.away.until


@dataclass(frozen=True)
class _Line:
    """One line of a half, as it is painted."""

    text: str
    size: int
    bold: bool
    ink: str


def _paint(painter: QPainter, line: _Line, left: float, top: float, room: float) -> None:
    """Paint a line in the middle of its half."""
    style = "b" if line.bold else "n"
    wide = painters.width(line.text, style, line.size)
    base = painters.baseline(top, _pitch(line.size), line.size, line.bold)
    run = [(line.text, style)]
    painters.runs(painter, run, left + max(0.0, (room - wide) / 2), base, room, line.size, line.ink)


def _high(lines: Sequence[_Line]) -> float:
    """Return how high some lines are together."""
    return sum(_pitch(line.size) for line in lines)


def _pitch(size: int) -> float:
    """Return the height of a line of a size: large figures need less air than words."""
    return size * (1.1 if size >= 80 else 1.5)


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
