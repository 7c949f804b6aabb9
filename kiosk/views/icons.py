"""Icons: strokes of an open set (resources/icons, with its licence), recoloured while painting."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk.places import RESOURCES

#: One stroke width for all, on a grid of 24.
STROKE = "1.8"
#: Where a service names an icon that is not in the folder.
FALLBACK = "circle"


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    """Return the drawing of an icon, colour still open."""
    folder = RESOURCES / "icons"
    file = folder / f"{name}.svg"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.exists():
        file = folder / f"{FALLBACK}.svg"
    text = file.read_text(encoding="utf-8")
    return re.sub(r'stroke-width="[^"]*"', f'stroke-width="{STROKE}"', text)


@lru_cache(maxsize=1024)
def pixmap(name: str, colour: str, px: int, ratio: float) -> QPixmap:
    """Return an icon as a picture of `px` logical pixels, sharp at the screen's ratio."""
    side = round(px * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    svg = QByteArray(_source(name).replace("currentColor", colour).encode())
    QSvgRenderer(svg).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def draw(painter: QPainter, name: str, colour: str, x: float, y: float, px: int = 18) -> None:
    """Paint an icon with its upper left corner at (x, y)."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(x, y), pixmap(name, colour, px, ratio))
