"""What a printer can do, as plain settings: no list of models, whose claims are wrong often enough."""

from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl

#: Width of the paper in millimetres → dots and columns of its printable part.
PAPER = {"80": (576, 48), "58": (384, 32)}


@dataclass(frozen=True)
class Profile:
    """One printer: its paper, what its ROM draws by itself, and what it answers."""

    dots: int = 576
    columns: int = 48
    mode: str = "text"  # "raster" for printers without a Chinese ROM
    cutter: bool = True
    qr: str = "native"  # "image" where the printer draws no codes itself
    hanzi_big: bool = True  # False: enlarged Han are sent as pictures
    fs_size: bool = True  # FS ! beside GS !: some ROMs enlarge Han by one, some by the other
    bold: bool = True
    gb2312: bool = False  # the ROM holds GB 2312 only
    image: str = "bitImageRaster"  # or "graphics"
    fragment: int = 96  # rows of a picture sent at once
    answers: bool = True  # GS ( H: says when it has printed
    status: bool = True  # DLE EOT: says how it is
    pdf: bool = False  # a folder keeps a page beside the picture


def profile_from(query: str) -> Profile:
    """Return the profile that an address asks for: `paper=58&mode=raster&answers=no`; others are refused."""
    found: dict[str, object] = {}
    kinds = {one.name: one.type for one in fields(Profile)}
    for name, value in parse_qsl(query, strict_parsing=bool(query)):
        if name == "paper" and value in PAPER:
            found["dots"], found["columns"] = PAPER[value]
        elif kinds.get(name) in (bool, "bool"):
            found[name] = value.lower() in ("1", "yes", "true", "on")
        elif name in ("mode", "qr", "image") and value in _CHOICES[name]:
            found[name] = value
        else:
            raise ValueError(f"no such printer setting: {name}={value}")
    return replace(Profile(), **found)  # type: ignore[arg-type]  # names and values are checked above


_CHOICES = {"mode": ("text", "raster"), "qr": ("native", "image"), "image": ("bitImageRaster", "graphics")}
