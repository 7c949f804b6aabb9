"""What the shared painters leave: the same words, the same picture, whatever was drawn before."""

import random

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from kiosk.views import painters, theme


def _drawn(text: str, size: int, style: str = "b") -> bytes:
    """Return the picture of a text."""
    image = QImage(900, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    painters.runs(painter, [(text, style)], 20.0, 150.0, 880.0, size)
    painter.end()
    return bytes(image.constBits())


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
