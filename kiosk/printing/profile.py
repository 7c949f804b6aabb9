"""What a printer can do, as plain settings: no list of models, whose claims are wrong often enough."""

import re
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl

#: The paper as an address names it → dots and columns of its printable part; 42 is 80 mm with a narrower head.
PAPER = {"80": (576, 48), "42": (512, 42), "58": (384, 32)}
#: The same for office paper.
A4 = "a4"
#: Columns → width of the whole paper in millimetres.
WIDTH = {48: 80, 42: 80, 32: 58}
#: Dots of a millimetre.
DOTS = 8
_LABEL = re.compile(r"(\d{2,3})x(\d{2,3})")
#: Millimetres of a label: from this width on words have room beside the code, from this height on below it.
_BESIDE, _BELOW = 38, 38


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
    fence: bool = False  # without GS ( H: GS r 1 behind a job is answered once it has been worked on
    status: bool = True  # DLE EOT: says how it is
    label: str = ""  # die-cut labels of that many millimetres: everything is one picture a label
    pdf: bool = False  # a folder keeps a page beside the picture
    page: bool = False  # an office printer: every slip is a page of A4, handed over as a PDF

    @property
    def label_dots(self) -> tuple[int, int]:
        """Width and height of a die-cut label in dots; ask only where there are labels."""
        wide, high = map(int, self.label.split("x"))
        return wide * DOTS, high * DOTS


def profile_from(query: str) -> Profile:
    """Return the profile that an address asks for: `paper=58&mode=raster&answers=no`; others are refused."""
    found: dict[str, object] = {}
    kinds = {one.name: one.type for one in fields(Profile)}
    for name, value in parse_qsl(query, strict_parsing=bool(query)):
        if name == "paper" and value in PAPER:
            found["dots"], found["columns"] = PAPER[value]
        elif name == "paper" and value == A4:
            found["page"] = True
        elif name == "label" and _is_label(value):
            found[name], found["dots"] = value, int(value.partition("x")[0]) * DOTS
        elif name != "page" and kinds.get(name) in (bool, "bool"):
            found[name] = value.lower() in ("1", "yes", "true", "on")
        elif name in ("mode", "qr", "image") and value in _CHOICES[name]:
            found[name] = value
        else:
            raise ValueError(f"no such printer setting: {name}={value}")
    return replace(Profile(), **found)  # type: ignore[arg-type]  # names and values are checked above


def query_of(profile: Profile) -> str:
    """Return what an address says of a profile: only what is not as usual; `profile_from` reads it back."""
    usual, said = Profile(), [f"paper={A4}"] if profile.page else []
    if not profile.label and not profile.page:
        said += [f"paper={one}" for one, size in PAPER.items() if size[1] == profile.columns != usual.columns]
    for one in fields(Profile):
        value = getattr(profile, one.name)
        if one.name in ("dots", "columns", "fragment", "page") or value == getattr(usual, one.name):
            continue
        said.append(f"{one.name}={('no', 'yes')[value] if isinstance(value, bool) else value}")
    return "&".join(said)


def _is_label(value: str) -> bool:
    """Whether a text is a size of labels on which something can be read: 60x40 and the like.

    A code of ours is 21 mm with its quiet zone and the margins 3 mm more (label.py); words stand beside it, or below
    it on a label that is too narrow for that.
    """
    found = _LABEL.fullmatch(value)
    if found is None:
        return False
    wide, high = int(found[1]), int(found[2])
    return 30 <= wide <= 80 and 24 <= high <= 150 and (wide >= _BESIDE or high >= _BELOW)


_CHOICES = {"mode": ("text", "raster"), "qr": ("native", "image"), "image": ("bitImageRaster", "graphics")}
