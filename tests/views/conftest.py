"""Tests here stand before a window over a real desk: see `tests.windows`."""

from tests.windows import bridge, window

__all__ = ["bridge", "window"]
