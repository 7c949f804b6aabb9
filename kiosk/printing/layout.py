"""Where things stand on the paper: blocks become lines of 48, 42 or 32 columns, in one or both languages.

The drawings of the five slips are the measure; every renderer draws these lines and none of them decides
anything about their words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kiosk.i18n import Say, _, say
from kiosk.printing import slip
from kiosk.printing.cells import cell, cells, clean, flush_right, padded, wrap

#: Columns of paper → modules of its QR codes in dots, ordinary and small.
MODULES = {48: (8, 5), 42: (7, 5), 32: (6, 5)}
#: Rank → (width, height) as multiples of an ordinary character.
SIZES = {"": (1, 1), "B": (1, 1), "INV": (1, 1), "H": (1, 2), "D": (2, 2), "T": (3, 3), "Q": (4, 4)}
#: Height of a line of that many times an ordinary character, in dots.
PITCH = {1: 30, 2: 56, 3: 80, 4: 104}
#: Columns of paper → column at which values begin.
LABELS = {
    48: {"zh": 10, "en": 14, "both": 20},
    42: {"zh": 10, "en": 14, "both": 20},
    32: {"zh": 10, "en": 12, "both": 16},
}

#: What a preview prints for a value that is not known yet.
UNKNOWN = "··"

REPRINT = _("REPRINT {n}  {who} {time}  {why}")

#: Which reprint it is, who made it, when (HH:MM) and why.
Reprint = tuple[int, Say, str, Say]


@dataclass(frozen=True)
class Line:
    """One line of paper: what it says, how large, where; `kind` text rule qr sign tear cut hole feed label."""

    kind: str
    text: str = ""
    rank: str = ""
    align: str = "left"
    columns: int = 48
    module: int = 0
    #: Of a label: its lines, each with its place and width in dots, and the size of the whole.
    places: tuple[tuple[int, int, int, "Line"], ...] = ()
    size: tuple[int, int] = (0, 0)

    @property
    def width(self) -> int:
        """How many times as wide as an ordinary character."""
        return SIZES[self.rank][0]

    @property
    def height(self) -> int:
        """How many times as high as an ordinary character."""
        return SIZES[self.rank][1]

    @property
    def pitch(self) -> int:
        """The dots from this line to the next."""
        return PITCH[self.height]

    @property
    def bold(self) -> bool:
        """Whether it is printed bold: every rank but the ordinary one and the inverted one."""
        return self.rank not in ("", "INV")

    @property
    def invert(self) -> bool:
        """Whether it is printed white on black."""
        return self.rank == "INV"


def layout(
    blocks: Iterable[slip.Block], *, columns: int = 48, language: str = "zh", reprint: Reprint | None = None
) -> list[Line]:
    """Return the lines of a slip or of one of its parts, ending with a cut."""
    setting = _Setting(columns, language)
    if reprint is not None:
        setting.reprint(*reprint)
    for block in blocks:
        _SETTERS[type(block)](setting, block)
    if not setting.lines or setting.lines[-1].kind != "cut":
        setting.add("cut")
    return setting.lines


class _Setting:
    """The paper while it is being set."""

    def __init__(self, columns: int, language: str) -> None:
        """Begin a paper of 48, 42 or 32 columns in "zh", "en" or "both"."""
        self.columns, self.both = columns, language == "both"
        self.language = "zh" if self.both else language
        self.value_at = LABELS.get(columns, LABELS[32])[language]
        if columns < min(LABELS):  # a column of a label: half of it at least is for the value
            self.value_at = min(self.value_at, columns // 2)
        self.lines: list[Line] = []

    def add(self, kind: str, text: str = "", rank: str = "", align: str = "left", module: int = 0) -> None:
        """Put one line on the paper."""
        self.lines.append(Line(kind, text, rank, align, self.columns, module))

    def say(self, content: slip.Content) -> str:
        """Return a content in the paper's (first) language, cleaned."""
        return _say(content, self.language)

    def english(self, content: slip.Content) -> str:
        """Return what follows in English: nothing unless both are asked for and they differ."""
        text = _say(content, "en") if self.both else ""
        return "" if text == self.say(content) else text

    def label(self, content: slip.Content) -> str:
        """Return a label, with the English term behind it where both are asked for."""
        return f"{self.say(content)} {self.english(content)}".strip(" ")

    def flow(self, text: str, rank: str = "", align: str = "left", first: str = "", indent: int = 0) -> None:
        """Set a text over as many lines as it needs, `first` before it and the others `indent`ed."""
        room = self.columns // SIZES[rank][0]
        for at, line in enumerate(wrap(text, room - indent, room - cells(first))):
            self.add("text", (first if at == 0 else " " * indent) + line, rank, align)

    def centre(self, text: str, rank: str) -> None:
        """Set a centred text."""
        self.flow(text, rank, "center")

    def reprint(self, n: int, who: Say, time: str, why: Say) -> None:
        """Set the line that marks a reprint; nothing else of the paper changes."""
        words = REPRINT.format(n=n, who=who, time=time, why=why)
        self.centre(self.say(words), "B")
        if self.english(words):
            self.centre(self.english(words), "")


def _say(content: slip.Content, language: str) -> str:
    """Return a content in a language, cleaned; two dots where it is not known yet."""
    return UNKNOWN if content is None or content == "" else clean(say(content, language))


def _head(to: _Setting, block: slip.Head) -> None:
    """Set estate and desk."""
    to.centre("  ".join(to.say(one) for one in (block.estate, block.desk) if one), "B")


def _title(to: _Setting, block: slip.Title) -> None:
    """Set the title, its English term, the line below and the double rule."""
    to.centre(_fit_title(block, to.language, to.columns), "H")
    if to.both:
        english = _fit_title(block, "en", to.columns)
        if english != _fit_title(block, "zh", to.columns):
            to.centre(english, "")
    if block.below:
        to.centre(to.say(block.below), "B")
        if to.english(block.below):
            to.centre(to.english(block.below), "")
    to.add("rule", "=")


def _fit_title(block: slip.Title, language: str, columns: int) -> str:
    """Return form and copy on one line; the short form on narrow paper in English, or where it must be."""
    copy = _say(block.copy, language) if block.copy else ""
    full = f"{_say(block.title, language)}  {copy}".strip(" ")
    if block.short and (cells(full) > columns or (language == "en" and columns < 48)):
        return f"{_say(block.short, language)}  {copy}".strip(" ")
    return full


def _big(to: _Setting, block: slip.Big) -> None:
    """Set the big line in the largest rank that fits; three and four times is for ASCII alone."""
    text = to.say(block.text)
    to.centre(text, _largest(text, block.rank, to.columns))
    if to.english(block.text):
        to.centre(to.english(block.text), "H" if block.rank in "DTQ" else block.rank)


def _largest(text: str, rank: str, columns: int) -> str:
    """Return the rank itself, or the next smaller one in which the text fits on one line."""
    for smaller in "QTD"["QTD".index(rank) :] if rank in ("Q", "T", "D") else "":
        fits = cells(text) * SIZES[smaller][0] <= columns
        if fits and (smaller == "D" or text.isascii()):
            return smaller
    return "H" if rank in ("Q", "T", "D") else rank


def _row(to: _Setting, block: slip.Row) -> None:
    """Set a label and its value, which wraps in its own column."""
    label, value = "" if block.label == "" else to.label(block.label), to.say(block.value)
    first = padded(label, to.value_at) if cells(label) < to.value_at else label + " "
    if to.columns - cells(first) < (16 if to.both else 8):
        to.flow(label, block.rank)
        first = " " * to.value_at
    to.flow(value, block.rank, first=first, indent=to.value_at)


def _item(to: _Setting, block: slip.Item) -> None:
    """Set a line of a list, in both languages where they differ and both are asked for."""
    pair = (to.say(block.left), to.say(block.right) if block.right != "" else "")
    if to.both:
        other = (_say(block.left, "en"), _say(block.right, "en") if block.right != "" else "")
        joined = (f"{pair[0]} {_after_prefix(other[0])}", pair[1])
        if pair == other:
            other = ("", "")
        elif pair[1] == other[1] and cells("  ".join(joined)) <= to.columns:
            pair, other = joined, ("", "")
    else:
        other = ("", "")
    _set_item(to, pair, block.rank)
    if any(other):
        hang = " " * _prefix(other[0])
        _set_item(to, (hang + _after_prefix(other[0]), other[1]), "")
    if block.after:
        for text in (to.say(block.after), to.english(block.after)):
            if text:
                to.flow(text, first="  ", indent=2)


def _prefix(text: str) -> int:
    """Return the cells of a leading mark such as "1/3  " or "16:30  ", 0 where there is none."""
    mark, gap, rest = text.partition("  ")
    return cells(mark) + 2 if gap and rest and cells(mark) <= 6 else 0


def _after_prefix(text: str) -> str:
    """Return the text behind its leading mark."""
    return text.partition("  ")[2] if _prefix(text) else text


def _set_item(to: _Setting, pair: tuple[str, str], rank: str) -> None:
    """Set left and right on one line, or the right one at the end of a line of its own."""
    left, right = pair
    if right and cells(left) + 2 + cells(right) <= to.columns:
        to.add("text", flush_right(left, right, to.columns), rank)
        return
    hang = _prefix(left) if left[:1] != " " else len(left) - len(left.lstrip(" "))
    body = left.lstrip(" ") if left[:1] == " " else left
    to.flow(body, rank, first=" " * hang if left[:1] == " " else "", indent=hang)
    for line in wrap(right, to.columns) if right else []:
        to.add("text", flush_right("", line, to.columns), rank)


def _cells(to: _Setting, block: slip.Cells) -> None:
    """Set a line of a table; a text that meets its neighbour keeps one space before it."""
    first, *others = (to.say(one) if one != "" else "" for one in block.texts)
    line = first
    for text, end in zip(others, block.wide if to.columns == 48 else block.narrow, strict=False):
        line = flush_right(line, text, end) if cells(line + text) < end else f"{line} {text}"
    if cells(line) > to.columns:
        to.flow(line, block.rank, indent=2)
    else:
        to.add("text", line, block.rank)


def _rule(to: _Setting, block: slip.Rule) -> None:
    """Set a line across the paper."""
    to.add("rule", "=" if block.style == "=" else "-")


def _note(to: _Setting, block: slip.Note) -> None:
    """Set a sentence, numbered with a hanging indent, its English below it."""
    first = f"{block.number}. " if block.number > 0 else ""
    to.flow(to.say(block.text), first=first, indent=cells(first))
    if to.english(block.text):
        to.flow(to.english(block.text), first=" " * cells(first), indent=cells(first))


def _text(to: _Setting, block: slip.Text) -> None:
    """Set a line or sentence of its own."""
    align = "center" if block.rank == "INV" else block.align
    for text in (to.say(block.text), to.english(block.text)):
        if text:
            rank = block.rank if block.rank in ("INV", "") else _largest(text, block.rank, to.columns)
            to.flow(text, rank, align)


def _code(to: _Setting, block: slip.Code) -> None:
    """Set a QR code; what is not ASCII cannot be scanned everywhere and is dropped."""
    payload = to.say(block.payload) if block.payload else ""
    payload = "".join(one for one in payload if cell(one) == 1)
    to.add("qr", payload, align="center", module=MODULES.get(to.columns, MODULES[32])[block.small])


def _sign(to: _Setting, block: slip.Sign) -> None:
    """Set a line to sign on, two free lines above it; the date beside it or on a line of its own."""
    label = to.label(block.label)
    to.add("feed")
    to.add("feed")
    if block.date is None:
        return to.add("sign", _underlined(label, to.columns))
    date = to.label(block.date)
    free = to.columns - cells(label) - cells(date) - 4
    left, right = (free + 6) // 2, free - (free + 6) // 2
    if to.columns < 48 or right < 12:
        to.add("sign", _underlined(label, to.columns))
        to.add("feed")
        return to.add("sign", _underlined(date, to.columns))
    return to.add("sign", f"{label} {'_' * left}  {date} {'_' * right}")


def _underlined(label: str, columns: int) -> str:
    """Return a label and a line to write on, a third of the paper at least."""
    while cells(label) > columns * 2 // 3:
        label = label[:-1]
    return padded(label + " ", cells(label) + 1) + "_" * (columns - cells(label) - 1)


def _tear(to: _Setting, block: slip.Tear) -> None:
    """Set the tear line and the cut that end a part."""
    if block.text:
        words = to.label(block.text)
        words = f" {words} " if cells(words) + 2 <= to.columns else ""
        left = (to.columns - cells(words)) // 2
        dashes = "- " * to.columns
        to.add("tear", dashes[:left] + words + dashes[: to.columns - left - cells(words)])
    to.add("cut")


def _hole(to: _Setting, _block: slip.Hole) -> None:
    """Set the blank zone for the string of a bag tag."""
    to.add("hole", "( o )", align="center")


_SETTERS: dict[type[slip.Block], Callable[[_Setting, Any], None]] = {
    slip.Head: _head,
    slip.Title: _title,
    slip.Big: _big,
    slip.Row: _row,
    slip.Item: _item,
    slip.Cells: _cells,
    slip.Rule: _rule,
    slip.Note: _note,
    slip.Text: _text,
    slip.Code: _code,
    slip.Sign: _sign,
    slip.Tear: _tear,
    slip.Hole: _hole,
}
