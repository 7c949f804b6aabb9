"""What the shared painters leave: the same words, the same picture, whatever was drawn before."""

import random

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from kiosk.views import painters, theme


def _drawn(text: str, size: int, style: str = "b", *, plain: bool = False) -> bytes:
    """Return the picture of a text."""
    image = QImage(900, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    if plain:
        painter.setFont(painters.style_font(style, size))
        painter.setPen(QColor(painters.style_colour(style)))
        painter.drawText(QPointF(20.0, 150.0), text)
    else:
        painters.runs(painter, [(text, style)], 20.0, 150.0, 880.0, size)
    painter.end()
    return bytes(image.constBits())


def test_large_words_look_as_qt_would_draw_them(qapp: QApplication) -> None:
    theme.prepare(qapp)
    for text in ("L-1122-04", "10:58", "沈佳宜"):
        drawn, plain = _drawn(text, 140), _drawn(text, 140, plain=True)
        far = [one for one, other in zip(drawn, plain, strict=True) if abs(one - other) > 60]
        assert len(far) < len(drawn) / 2000, f"{text}: strokes that cross are filled, and it stands in its place"


def test_large_figures_look_the_same_whatever_was_drawn_before(qapp: QApplication) -> None:
    theme.prepare(qapp)
    chance = random.Random(1)
    first = {one: _drawn(*one) for one in (("L-1122-04", 160), ("10:58", 148))}
    assert len(set(first[("10:58", 148)])) > 8, "its edges are smooth"
    for _round in range(40):
        for _other in range(chance.randint(0, 4)):
            letters = "".join(
                chr(chance.choice((chance.randint(48, 120), chance.randint(0x4E00, 0x5E00)))) for _ in "12345"
            )
            _drawn(letters, chance.randint(9, 60), chance.choice("bn"))
        for one, picture in first.items():
            assert _drawn(*one) == picture, one


def test_what_follows_a_long_name_stays_in_sight(qapp: QApplication) -> None:
    """Of a heading the name gives way, not the unit and the number; a short line stays as it is."""
    theme.prepare(qapp)
    long = [("Maximiliana-Alexandra von Hohenlohe-Langenburg", "h"), ("   3-2-1005  V-1122-05", "m")]
    (name, _style), note = painters.fitted(long, 420)
    assert note == long[1]
    assert name.endswith("…")
    assert painters.runs_width(painters.fitted(long, 420)) <= 421
    assert painters.fitted(long, 2000) == long
