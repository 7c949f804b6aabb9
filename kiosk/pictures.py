"""Pictures of documents and people: made safe when they come in, and marked with their purpose before they are sealed.

Whatever comes in is decoded and encoded anew: nothing of the file stays but what is to be seen, no EXIF, no place where
it was taken, no second picture behind the first. A `Picture` is carried like a secret: nothing shows its bytes.
"""

import io
import logging
import stat
import struct
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.i18n import Say, _

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)

#: The longest side that is kept, in dots: small print of a card can be read, and no more than that.
LONGEST = 1600
#: What a file may weigh, in bytes.
HEAVIEST = 30_000_000
#: How many dots a picture may have before it is decoded: a page scanned at 600 dots an inch, or the finest telephone.
MOST_DOTS = 52_000_000
#: So many pictures one question takes: a card has two sides.
MOST = 4
_QUALITY = 82
#: How the files of pictures end that may be chosen.
ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp")
#: What is read: the pictures of cameras, telephones, scanners and screens.
_FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
#: How the files of telephones begin that no decoder here reads, often named .jpg.
_TELEPHONES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1")
#: How a decoder fails on what a broken file says of itself.
_BROKEN = (SyntaxError, OSError, LookupError, ValueError, TypeError, ArithmeticError, struct.error)
#: Files are decoded one after the other: four large ones at once would take the memory of a small computer.
_ONE = threading.Lock()
#: The tag that says which way up a picture is.
_ORIENTATION = 0x0112
_SLANT = 24
#: How dark the mark stands over the picture, of 255: to be read, with what lies under it.
_INK = 88


class PictureError(ValueError):
    """A file that cannot be taken as a picture; `words` say why in one sentence."""

    def __init__(self, words: Say) -> None:
        """Keep the sentence."""
        self.words = words
        super().__init__(str(words))

    @property
    def words_of_scan(self) -> Say:
        """What is said where the file came from a scanner."""
        return self.words


class BrokenPictureError(PictureError):
    """No picture, or only a part of one: a scanner may still be writing it."""

    @property
    def words_of_scan(self) -> Say:
        """What is said where the file came from a scanner."""
        return _("The newest scan cannot be read. If the scanner is still writing it, press again in a moment.")


class Picture:
    """A picture made safe, to be sealed: str, repr and JSON show its size only."""

    __slots__ = ("__weakref__", "_jpeg", "_marked", "high", "wide")

    def __init__(self, jpeg: bytes, wide: int, high: int) -> None:
        """Hold what `prepare` made."""
        self._jpeg, self.wide, self.high = jpeg, wide, high
        self._marked: tuple[tuple[str, ...], bytes] | None = None

    def reveal(self) -> bytes:
        """Return the JPEG: for the vault, and for the form in which it was just taken."""
        return self._jpeg

    def marked(self, lines: Sequence[str]) -> bytes:
        """Return the JPEG with its purpose across it; drawn once, which takes a tenth of a second."""
        if self._marked is None or self._marked[0] != tuple(lines):
            self._marked = (tuple(lines), marked(self, lines))
        return self._marked[1]

    def __str__(self) -> str:
        """Return the size."""
        return f"{self.wide}×{self.high}"

    __repr__ = __str__

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Let pydantic carry the value as it is."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)


@dataclass(frozen=True)
class Consent:
    """Who allowed a picture to be kept, and how: "said" at the desk, "signed" on paper, by the "letter" itself."""

    by: str
    how: str


@dataclass(frozen=True)
class ScanFile:
    """A file of the scanner's folder, and when it was written: a scanner may use one name again."""

    path: Path
    written: int  # nanoseconds, as the file system counts

    def still_there(self) -> bool:
        """Whether it lies there as it was read; raises OSError where the folder cannot be looked at."""
        try:
            return self.path.stat().st_mtime_ns == self.written
        except FileNotFoundError:
            if not self.path.parent.is_dir():
                raise  # the folder is out of reach, and the file may be there
            return False


def newest(folder: Path, since: datetime) -> ScanFile | None:
    """Return the newest picture of a folder that was written since an instant, None where there is none."""
    found: ScanFile | None = None
    for path in folder.iterdir():
        if path.suffix.lower() not in ENDINGS or path.name.startswith("."):
            continue
        try:
            facts = path.stat()
        except FileNotFoundError:  # taken away since the folder was listed: the others are still there
            continue
        if stat.S_ISREG(facts.st_mode) and (found is None or facts.st_mtime_ns > found.written):
            found = ScanFile(path, facts.st_mtime_ns)
    return found if found is not None and found.written >= since.timestamp() * 1e9 else None


def prepare(raw: bytes) -> Picture:
    """Return a file's picture, turned upright, no larger than `LONGEST`, encoded anew without anything else in it.

    Raises PictureError with one sentence for whatever is no picture, broken, or too large to be decoded.
    """
    if len(raw) > HEAVIEST:
        raise PictureError(_("This file is too large for a picture: {n} MB at most.").format(n=HEAVIEST // 1_000_000))
    if raw[4:12] in _TELEPHONES:
        raise PictureError(_("This is a telephone's HEIC picture, whatever its name ends with. Send it as a JPEG."))
    try:
        with _ONE:
            image = _upright(raw)
        kept = io.BytesIO()
        image.save(kept, "JPEG", quality=_QUALITY)
    except PictureError:
        raise
    except Exception as error:  # a decoder may fail in any way on a file that somebody made up
        words = _("This is no picture that can be read. Take a JPEG, PNG, TIFF, BMP or WebP.")
        raise BrokenPictureError(words) from error
    return Picture(kept.getvalue(), image.width, image.height)


def _upright(raw: bytes) -> "Image":
    """Return the decoded picture in plain colours, upright and no larger than is kept; its dots are counted before."""
    logging.getLogger("PIL").setLevel(logging.WARNING)  # below that it writes what the tags of a file say
    from PIL import BmpImagePlugin, Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

    _decoders = (
        BmpImagePlugin,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )  # entered by loading
    Image.MAX_IMAGE_PIXELS = None  # they are counted here, and said in words of ours
    with Image.open(io.BytesIO(raw), formats=_FORMATS) as image:
        if image.width * image.height > MOST_DOTS:
            raise PictureError(_("This picture has too many dots. Scan or take it in a lower resolution."))
        image.draft("RGB", (2 * LONGEST, 2 * LONGEST))  # a JPEG is decoded at the size that is needed
        small = _even(image)
        small.thumbnail((LONGEST, LONGEST))  # before anything else: each further copy of all dots is hundreds of MB
        upright = small if image.format == "TIFF" else _turned(small)  # Pillow turns a TIFF itself, as it is loaded
        if upright.mode in ("RGBA", "LA", "PA"):
            upright = upright.convert("RGBA")
            paper = Image.new("RGBA", upright.size, "white")
            upright = Image.alpha_composite(paper, upright)
        plain = upright.convert("RGB")
    bare = Image.new("RGB", plain.size)
    bare.paste(plain)  # without what the file said beside the picture
    return bare


def _turned(image: "Image") -> "Image":
    """Return a picture turned as its file says. Of all that a file says only this is read: the rest may be broken."""
    from PIL import Image

    try:
        way = image.getexif().get(_ORIENTATION, 1)
    except _BROKEN as error:
        log.info("a picture is taken as it lies: %s", type(error).__name__)
        return image
    ways = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }  # fmt: skip  # a table
    return image.transpose(ways[way]) if way in ways else image


def _even(image: "Image") -> "Image":
    """Return a picture in a mode that can be made smaller without loss: fine greys of a scanner in 256 steps.

    Without that whatever is lighter than the darkest greys would become white.
    """
    if image.mode.startswith(("I", "F")):
        span = 65_535 if image.mode.startswith("I;16") or image.getextrema()[1] > 255 else 255  # type: ignore[operator]  # one band
        return image.convert("F").point(lambda grey: grey * (255 / span) + 0).convert("L")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if "transparency" in image.info else "RGB") if image.mode == "P" else image


def marked(picture: Picture, lines: Sequence[str]) -> bytes:
    """Return the picture as a JPEG with its purpose written across all of it, so that no copy serves another one."""
    from PIL import Image

    with Image.open(io.BytesIO(picture.reveal()), formats=("JPEG",)) as image:
        shown = image.convert("RGB")
    twice = (*lines, "", *(f"      {one}" for one in lines))
    ink, edge = _words("\n".join(twice), max(14, max(shown.size) // 42))
    mask, halo = Image.new("L", shown.size, 0), Image.new("L", shown.size, 0)
    for row, y in enumerate(range(-ink.height // 3, shown.height, ink.height)):
        for x in range(-(row % 2) * ink.width // 2, shown.width, ink.width):
            mask.paste(ink, (x, y))
            halo.paste(edge, (x, y))
    shown.paste((255, 255, 255), (0, 0), halo)  # a light edge, so that it is read on dark ground too
    shown.paste((30, 50, 50), (0, 0), mask)
    kept = io.BytesIO()
    shown.save(kept, "JPEG", quality=_QUALITY)
    return kept.getvalue()


def _words(text: str, size: int) -> tuple["Image", "Image"]:
    """Return one slanted piece of writing as a mask, and its edge."""
    from PIL import Image, ImageDraw, ImageFilter

    from kiosk.printing.fonts import font

    face = font(size, bold=True)
    measure = ImageDraw.Draw(Image.new("L", (1, 1)))
    _left, _top, right, bottom = (int(edge) for edge in measure.multiline_textbbox((0, 0), text, font=face))
    flat = Image.new("L", (right + size, bottom + size), 0)
    ImageDraw.Draw(flat).multiline_text((size // 2, size // 2), text, fill=_INK, font=face)
    ink = flat.rotate(_SLANT, resample=Image.Resampling.BILINEAR, expand=True)
    return ink, ink.filter(ImageFilter.GaussianBlur(2))
