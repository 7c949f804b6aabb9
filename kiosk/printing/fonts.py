"""The one typeface of screen, paper and PDF: Noto Sans SC, Regular and Bold, shipped with the program."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.places import RESOURCES

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont


def font_file(*, bold: bool = False) -> Path:
    """Return the font file."""
    return RESOURCES / "fonts" / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf"


@lru_cache(maxsize=32)
def font(size: int, *, bold: bool = False) -> "FreeTypeFont":
    """Return the typeface at a size in dots."""
    from PIL import ImageFont

    # The basic engine sets one character after the other: the same picture wherever it runs.
    return ImageFont.truetype(str(font_file(bold=bold)), size, layout_engine=ImageFont.Layout.BASIC)


def let_go() -> None:
    """Close the font files: what was read of them, up to 20 MiB, leaves the memory; opening them again costs a millisecond.

    Whoever draws at the moment, on any thread, keeps the face that he has.
    """
    font.cache_clear()
