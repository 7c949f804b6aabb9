"""Traces of document numbers and pictures in any file: whatever form a byte could take on its way out of the vault.

Numbers are looked for by every twelve characters of them, as text in ASCII (so UTF-8 and GBK too), UTF-16, full-width
digits of UTF-8 and GBK, hexadecimal, in the groups that people type, and as a whole number of eight bytes, as a
database would keep it. Pictures are looked for by what begins every JPEG and by pieces of their own bytes.
"""

import logging
import mmap
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk import logbook

#: So many characters of a number in a row are a trace of it.
_PART = 12
_TEXT = re.compile(rb"[0-9]{%d,}[Xx]?" % (_PART - 1))
_UTF16 = re.compile(rb"(?:[0-9]\x00){%d,}[0-9Xx]" % (_PART - 1))
_GROUPS = re.compile(rb"[0-9]{6}[ \-][0-9]{8}[ \-]?[0-9]{3}[0-9Xx]")
_WIDE = re.compile(rb"(?:\xef\xbc[\x90-\x99]){%d,}" % _PART)
_WIDE_GBK = re.compile(rb"(?:\xa3[\xb0-\xb9]){%d,}" % _PART)
_HEX = re.compile(rb"(?:3[0-9]){%d,}" % _PART)
#: What begins a JPEG as cameras and programs write it.
_JPEG = re.compile(rb"\xff\xd8\xff\xe0\x00\x10JFIF|\xff\xd8\xff\xe1..Exif\x00\x00", re.DOTALL)

#: How a text is found in bytes, and how it is read from what was found.
_FORMS: tuple[tuple[str, "re.Pattern[bytes]", Callable[[bytes], bytes]], ...] = (
    ("text", _TEXT, lambda b: b),
    ("UTF-16", _UTF16, lambda b: b.replace(b"\0", b"")),
    ("groups", _GROUPS, lambda b: re.sub(rb"[ \-]", b"", b)),
    ("full-width", _WIDE, lambda b: bytes(one - 0x60 for one in b[2::3])),
    ("full-width GBK", _WIDE_GBK, lambda b: bytes(one - 0x80 for one in b[1::2])),
    ("hexadecimal", _HEX, lambda b: b[1::2]),
)


class Traces:
    """Looks for numbers and pictures that must be nowhere."""

    def __init__(self, numbers: Iterable[str], pictures: Iterable[bytes] = ()) -> None:
        """Look for these numbers, and for these pictures as they were before they were sealed."""
        given = [number.upper().encode() for number in numbers]
        self._parts = {number[at : at + _PART] for number in given for at in range(len(number) - _PART + 1)}
        whole = [int(number) for number in given if number.isdigit()]
        self._ints = {struct.pack(">q", one) for one in whole} | {struct.pack("<q", one) for one in whole}
        #: The first bytes of these, and how far before them a number begins: rare, so a search is quick.
        self._ends = {(struct.pack(">q", one)[:3], 0) for one in whole} | {
            (struct.pack("<q", one)[-3:], 5) for one in whole
        }
        self._pieces = [
            picture[at : at + 24] for picture in pictures for at in (700, len(picture) // 2) if picture[at:]
        ]

    def in_bytes(self, data: "bytes | mmap.mmap") -> Iterator[str]:
        """Yield what is found: the form and the characters of a number, or that there is a picture."""
        for form, pattern, read in _FORMS:
            for found in pattern.finditer(data):  # type: ignore[arg-type]  # a map of a file reads like bytes
                text = read(found[0]).upper()
                for at in range(len(text) - _PART + 1):
                    if text[at : at + _PART] in self._parts:
                        yield f"{form} {text[at : at + _PART].decode()}"
                        break
        if any(self._counted(data, end, before) for end, before in self._ends):
            yield "a whole number of eight bytes"
        if _JPEG.search(data):  # type: ignore[arg-type]  # the same
            yield "the beginning of a JPEG"
        for piece in self._pieces:
            if data.find(piece) >= 0:
                yield "a piece of a picture"

    def _counted(self, data: "bytes | mmap.mmap", end: bytes, before: int) -> bool:
        """Whether one of the numbers stands there as an integer whose highest bytes are these."""
        at = data.find(end)
        while at >= 0:
            if bytes(data[max(at - before, 0) : at - before + 8]) in self._ints:
                return True
            at = data.find(end, at + 1)
        return False

    def in_folders(self, *folders: Path) -> list[str]:
        """Return what is found in every file below some folders, with the file's name; names of files are read too."""
        made = []
        for path in files(*folders):
            found = [*self.in_bytes(path.name.encode()), *read(path, lambda data: list(self.in_bytes(data)))]
            made += [f"{path.name}: {one}" for one in dict.fromkeys(found)]
        return made


def files(*folders: Path) -> list[Path]:
    """Return every file below some folders that holds anything."""
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]


def read(path: Path, look: Callable[["bytes | mmap.mmap"], list[str]]) -> list[str]:
    """Return what a function finds in a file, which may be larger than memory."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return look(data)


def texts(wanted: Iterable[str], *folders: Path) -> list[str]:
    """Return which texts stand in any file below some folders, in UTF-8, GBK or UTF-16, with the file's name."""
    forms = [(text, text.encode(code)) for text in wanted for code in ("utf-8", "gbk", "utf-16-le", "utf-16-be")]
    made: dict[str, None] = {}
    for path in files(*folders):
        for found in read(path, lambda data: [text for text, form in forms if data.find(form) >= 0]):
            made[f"{path.name}: {found}"] = None
    return list(made)


def size(*folders: Path) -> int:
    """Return how many bytes the files below some folders hold."""
    return sum(path.stat().st_size for path in files(*folders))


@contextmanager
def logged(folder: Path) -> Iterator[None]:
    """Let the program log into a folder as it does."""
    folder.mkdir(parents=True, exist_ok=True)
    handler, root = logging.FileHandler(folder / "kiosk.log", encoding="utf-8"), logging.getLogger()
    handler.setFormatter(logbook.Discreet("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
