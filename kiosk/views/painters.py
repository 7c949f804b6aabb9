"""Shared painters: cards and delegates use the same ones, so a row in a list and a row in a card agree."""

import math
from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from kiosk.i18n import language
from kiosk.views import theme

#: (text, style): b bold ink, m muted, n normal, a accent, r red, h heading 20, s small mute 12.
Run = tuple[str, str]

_SIZES = {"h": 20, "s": 12, "S": 12, "k": 13, "K": 13, "c": 22}
_BOLD = set("bBhScK")
#: From this size on Qt draws letters as outlines; so many units are as high as a line in the house font.
_LARGE, _EM = 64, 1000
#: So much of a line what follows a long name may keep for itself.
_KEPT = 0.5


def style_font(style: str, size: int = 14) -> QFont:
    """Return the font of a run's style."""
    return theme.font(_SIZES.get(style, size), style in _BOLD)


def style_colour(style: str) -> str:
    """Return the colour of a run's style in the theme of this moment."""
    t = theme.now
    return {"m": t.mute, "s": t.mute, "S": t.mute, "a": t.accent, "r": t.red, "k": t.mute}.get(style, t.ink)


@lru_cache(maxsize=8192)
def _width(text: str, size: int, bold: bool, speech: str) -> float:
    """Return how wide a text runs; `speech` keeps the two fonts' figures apart."""
    return QFontMetricsF(theme.font(size, bold)).horizontalAdvance(text)


def width(text: str, style: str = "n", size: int = 14) -> float:
    """Return how wide a text of a style runs."""
    return _width(text, _SIZES.get(style, size), style in _BOLD, language())


def runs_width(parts: Sequence[Run], size: int = 14) -> float:
    """Return how wide a line of runs is."""
    return sum(width(text, style, size) for text, style in parts)


def elided(text: str, style: str, room: float, size: int = 14) -> str:
    """Return the text, shortened only if it is more than half a pixel too wide."""
    if width(text, style, size) <= room + 0.5:
        return text
    return QFontMetricsF(style_font(style, size)).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))


def fitted(parts: Sequence[Run], room: float, size: int = 14) -> list[Run]:
    """Return a line whose first run gives way where it is too long: the number after a long name stays in sight."""
    if len(parts) < 2 or runs_width(parts, size) <= room:
        return list(parts)
    (text, style), *rest = parts
    kept = min(runs_width(rest, size), room * _KEPT)
    return [(elided(text, style, room - kept, size), style), *rest]


def baseline(top: float, height: float, size: int = 14, bold: bool = False) -> float:
    """Return the baseline that centres a line of text in a height."""
    return top + (height + _rise(size, bold)) / 2


@lru_cache(maxsize=64)
def _rise(size: int, bold: bool) -> float:
    """Return by how much a font's letters rise higher than they hang."""
    metrics = QFontMetricsF(theme.font(size, bold))
    return metrics.ascent() - metrics.descent()


def runs(
    painter: QPainter, parts: Sequence[Run], x: float, base: float, room: float, size: int = 14, colour: str = ""
) -> float:
    """Paint runs of several styles on one baseline, the last one elided; return where they end."""
    left = room
    for text, style in parts:
        if left <= 0:
            break
        shown = elided(text, style, left, size)
        ink = QColor(colour or style_colour(style))
        if size >= _LARGE:
            _outline(painter, shown, style, QPointF(x, base), size, ink)
        else:
            painter.setFont(style_font(style, size))
            painter.setPen(ink)
            painter.drawText(QPointF(x, base), shown)
        step = width(shown, style, size)
        x, left = x + step, left - step
        if shown != text:
            break
    return x


def _outline(painter: QPainter, text: str, style: str, at: QPointF, size: int, ink: QColor) -> None:
    """Fill the outlines of a large text, taken at the size in which the font was drawn.

    Qt keeps no pictures of letters this large. It asks for their outlines at the size itself, and these differ by a
    sixty-fourth of a pixel depending on what the font was used for before: the same words, another picture.
    """
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # strokes of a letter may cross
    path.addText(QPointF(0, 0), theme.font(_EM, style in _BOLD), text)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    painter.scale(size / _EM, size / _EM)
    painter.fillPath(path, ink)
    painter.restore()


def rounded(
    painter: QPainter, box: QRectF, radius: float, fill: str = "", line: str = "", pen: float = 1.0, corners: str = "tb"
) -> None:
    """Paint a rounded box; `corners` "t", "b" or "tb" says which end is round."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2) if line else box
    painter.setPen(QPen(QColor(line), pen) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    if corners == "tb":
        painter.drawRoundedRect(inner, radius, radius)
        return
    painter.drawPath(part_rounded(inner, radius, corners))


def part_rounded(box: QRectF, radius: float, corners: str) -> QPainterPath:
    """Return a box whose top ("t"), bottom ("b"), both or no corners are round."""
    top, bottom = (radius if "t" in corners else 0.0), (radius if "b" in corners else 0.0)
    x, y, r, b = box.left(), box.top(), box.right(), box.bottom()
    path = QPainterPath(QPointF(x + top, y))
    path.lineTo(r - top, y)
    path.quadTo(r, y, r, y + top)
    path.lineTo(r, b - bottom)
    path.quadTo(r, b, r - bottom, b)
    path.lineTo(x + bottom, b)
    path.quadTo(x, b, x, b - bottom)
    path.lineTo(x, y + top)
    path.quadTo(x, y, x + top, y)
    return path


def chip_width(text: str) -> float:
    """Return how wide a chip of this text is."""
    return width(text, "S2", 12) + 20


def chip(painter: QPainter, text: str, tone: str, right: float, middle: float, *, height: float = 20) -> float:
    """Paint a pill of a tone, ending at `right`, centred on `middle`; return its left edge."""
    strong, soft = theme.now.tone(tone)
    wide = chip_width(text)
    box = QRectF(right - wide, middle - height / 2, wide, height)
    rounded(painter, box, height / 2, soft)
    painter.setFont(theme.font(12))
    painter.setPen(QColor(strong))
    painter.drawText(QPointF(box.left() + 10, baseline(box.top(), height, 12)), text)
    return box.left()


def keycap_width(text: str) -> float:
    """Return how wide a key cap of this text is."""
    return width(text, "cap", 11) + 12


def keycap(painter: QPainter, text: str, right: float, middle: float) -> float:
    """Paint a key's name as a small cap, ending at `right`; return its left edge."""
    t = theme.now
    wide = keycap_width(text)
    box = QRectF(round(right - wide), round(middle - 9), wide, 18)
    rounded(painter, box, 4, t.ground, t.line)
    painter.setFont(theme.font(11))
    painter.setPen(QColor(t.mute))
    painter.drawText(QPointF(box.left() + 6, baseline(box.top(), 18, 11)), text)
    return box.left()


def dot(painter: QPainter, colour: str, x: float, y: float, radius: float = 4) -> None:
    """Paint a filled dot."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(QPointF(x, y), radius, radius)


def shadow(painter: QPainter, box: QRectF, radius: float, depth: int = 12) -> None:
    """Paint a soft shadow around a box that will cover its middle: corners and edges of one small picture.

    A dozen rounded boxes as large as a list, one over the other, would cost 5 ms at every key.
    """
    ratio = painter.device().devicePixelRatioF()
    picture, corner = _shadow(radius, depth, theme.now.shadow, ratio)
    whole, wide = box.adjusted(-depth, -depth + 3, depth, depth + 3), picture.width() / ratio
    across = ((0.0, whole.left(), corner), (corner, whole.left() + corner, whole.width() - 2 * corner),
              (wide - corner, whole.right() - corner, corner))  # fmt: skip  # from, to, how wide
    down = ((0.0, whole.top(), corner), (corner, whole.top() + corner, whole.height() - 2 * corner),
            (wide - corner, whole.bottom() - corner, corner))  # fmt: skip  # the same
    for column, (x, left, width_to) in enumerate(across):
        for line, (y, top, height_to) in enumerate(down):
            if (column, line) != (1, 1):
                wide_of, high_of = (corner if column != 1 else 1.0), (corner if line != 1 else 1.0)
                source = QRectF(x * ratio, y * ratio, wide_of * ratio, high_of * ratio)
                painter.drawPixmap(QRectF(left, top, width_to, height_to), picture, source)


@lru_cache(maxsize=16)
def _shadow(radius: float, depth: int, alpha: int, ratio: float) -> tuple[QPixmap, float]:
    """Return the shadow of a small box, rings of little alpha, and how far its corners reach."""
    corner = float(math.ceil(radius) + depth + 4)
    size = 2 * corner + 2
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, alpha))
    inner = QRectF(depth, depth, size - 2 * depth, size - 2 * depth)
    for ring in range(depth):
        painter.drawRoundedRect(inner.adjusted(-ring, -ring, ring, ring), radius + ring, radius + ring)
    painter.end()
    return made, corner
