"""Nothing is cut off: at the sizes of counter PCs, in both languages and both looks."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from kiosk import i18n
from kiosk.views import theme
from kiosk.views.window import Window
from tests.counter import Counter

SIZES = [(1366, 768), (1280, 720), (1010, 626)]


def beyond(window: Window) -> list[str]:
    """Return what stands beyond the right edge of what holds it."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QPushButton | QLabel):
            continue
        holder = widget.parentWidget()
        while holder is not None and not isinstance(holder, QScrollArea) and holder is not window:
            holder = holder.parentWidget()
        edge = holder.viewport() if isinstance(holder, QScrollArea) else window
        right = widget.mapTo(edge, QPoint(widget.width(), 0)).x()
        if right > edge.width() + 1:
            found.append(
                f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()} {right} > {edge.width()}"
            )
    return found


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(window: Window, counter: Counter, size: tuple[int, int], language: str, look: str) -> None:
    """Board, form, record, queue, journal, settings and a unit."""
    stored = counter.store()
    i18n.use(language)
    theme.use(look)
    window.resize(*size)
    window.build()
    assert (window.width(), window.height()) == size
    acts = [
        lambda: window.go("desk"),
        lambda: window.begin("luggage.store", {"unit": "3-2-1005"}),
        lambda: window.open_record(stored.number),
        lambda: window.go("queue"),
        lambda: window.go("journal"),
        lambda: window.go("settings"),
        *(partial(_section, window, key) for key in ("people", "lists", "places", "section1", "section3")),
        lambda: window.go("residents"),
        lambda: window.go("import"),
        lambda: (window.go("unit"), window.known["unit"].show_unit("3-2-1005")),
    ]
    for act in acts:
        act()
        for _round in range(3):
            QApplication.processEvents()
        assert beyond(window) == []
        assert (window.width(), window.height()) == size


def _section(window: Window, key: str) -> None:
    """Show a section of the settings."""
    window.go("settings")
    window.known["settings"].show_section(key)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK])
def test_contrast_is_readable(tokens: theme.Tokens) -> None:
    """Text on its ground reaches AA (4.5) in both looks."""
    pairs = [
        (tokens.ink, tokens.ground), (tokens.ink, tokens.card), (tokens.mute, tokens.ground), (tokens.mute, tokens.card),
        (tokens.on_accent, tokens.accent), (tokens.accent, tokens.accent_soft), (tokens.rail_ink, tokens.rail),
        *(tokens.tone(tone) for tone in ("red", "amber", "green", "blue")),
    ]  # fmt: skip
    for front, back in pairs:
        assert contrast(front, back) >= 4.5, (front, back)


def contrast(front: str, back: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """Return a colour's relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
