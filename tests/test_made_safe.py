"""Pictures of scanners and screens: fine greys stay greys, and whatever is large is made smaller first."""

import io
from typing import Any

import pytest
from PIL import Image

from kiosk.pictures import LONGEST, prepare


def file_of(image: Image.Image, kind: str = "PNG", turned: int = 1) -> bytes:
    """Return a picture as a file."""
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turned
    image.save(made, kind, exif=exif)
    return made.getvalue()


def middle(raw: bytes) -> tuple[int, ...]:
    """Return the colour in the middle of what is kept of a file."""
    with Image.open(io.BytesIO(prepare(raw).reveal())) as kept:
        found = kept.convert("RGB").getpixel((kept.width // 2, kept.height // 2))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_scan_of_fine_greys_is_no_white_sheet(kind: str) -> None:
    """Sixteen bits a dot: 30,000 of 65,535 is a middle grey."""
    grey = middle(file_of(Image.new("I;16", (80, 60), 30_000), kind))
    assert all(abs(one - 117) <= 2 for one in grey)


def test_a_fax_of_black_and_white_is_made_smaller_in_greys() -> None:
    """Every second line black: as one dot of several, it is neither black nor white."""
    sheet = Image.new("1", (200, 4 * LONGEST), 1)
    for y in range(0, sheet.height, 2):
        sheet.paste(0, (0, y, sheet.width, y + 1))
    assert 100 < middle(file_of(sheet))[0] < 156


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "I;16"])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_every_mode_comes_upright(mode: str, kind: str) -> None:
    made = prepare(file_of(Image.new(mode, (60, 40)), kind, turned=6))
    assert (made.wide, made.high) == (40, 60)


def test_what_is_large_is_made_smaller_before_it_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of some KB may hold fifty million dots: a sheet of that size with all its colours is laid under none."""
    laid: list[tuple[int, int]] = []
    new = Image.new
    file = file_of(Image.new("RGBA", (4000, 3000), (10, 10, 10, 128)))

    def lay(mode: str, size: tuple[int, int], *colour: Any) -> Image.Image:
        laid.append(size)
        return new(mode, size, *colour)

    monkeypatch.setattr(Image, "new", lay)
    prepare(file)
    assert laid
    assert max(max(size) for size in laid) <= LONGEST
