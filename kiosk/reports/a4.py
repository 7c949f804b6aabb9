"""Any slip as A4: the same blocks that a receipt printer gets, set on office paper, fonts embedded, the same bytes each time.

A list has a box to tick in front of each line and a hairline below it, so that it is worked with by hand; a
page says which of how many it is.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kiosk.i18n import say
from kiosk.printing import pdf, slip
from kiosk.printing.codes import QUIET, edge, squares
from kiosk.printing.layout import REPRINT, UNKNOWN, Reprint

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

#: Of A4, in points.
WIDE, HIGH = 595.28, 841.89
_SIDE, _TOP, _FOOT = 51.0, 54.0, 60.0
_ROOM = WIDE - 2 * _SIDE
_REGULAR, _BOLD = "NotoSansSC", "NotoSansSC-Bold"
#: How a value of a rank is set: its size, and whether it is bold.
_RANKS = {
    "H": (14.0, True),
    "B": (11.0, True),
    "D": (26.0, True),
    "T": (32.0, True),
    "Q": (38.0, True),
    "INV": (11.0, True),
}
_SIZE, _SMALL = 11.0, 9.0
_LABEL, _BOX = 104.0, 11.0
#: Of a code, in points: 0.9 mm, so that a fax does not lose it.
_MODULE = 2.6
_TICK = re.compile(r"\[([ x])\] ?")
#: Where a line may break: before a word, and around every character that is no letter of a word.
_PIECES = re.compile(r"\s+|[!-~]+|[^\s!-~]")

#: Something that is drawn on a page at a height.
_Draw = Callable[["Canvas", float], None]


def render(
    papers: Sequence[Sequence[slip.Block]], language: str = "zh", title: str = "", *, reprint: Reprint | None = None
) -> bytes:
    """Return a PDF of the papers, each beginning a page of its own, in "zh", "en" or "both"; a reprint says so."""
    from reportlab.pdfgen.canvas import Canvas

    pdf.fonts()
    pages: list[list[tuple[float, _Draw]]] = []
    for blocks in papers:
        pages += _Setting(language, reprint).pages(blocks)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1, initialFontName=_REGULAR, pageCompression=1)
    canvas.setTitle(title)
    for number, page in enumerate(pages, 1):
        for top, draw in page:
            draw(canvas, HIGH - top)
        _words(canvas, f"{number} / {len(pages)}", WIDE - _SIDE, _FOOT / 2, _SMALL, right=True)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _words(
    canvas: "Canvas", text: str, x: float, y: float, size: float, *, bold: bool = False, right: bool = False
) -> None:
    """Draw a line of words; what the font does not hold is shown to be missing."""
    shown = unicodedata.normalize("NFC", "".join("〓" if pdf.missing(one) else one for one in text))
    canvas.setFont(_BOLD if bold else _REGULAR, size)
    (canvas.drawRightString if right else canvas.drawString)(x, y, shown)


def _width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text runs, in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, _BOLD if bold else _REGULAR, size))


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Return a text as lines no wider than the room: words whole where they fit, Han characters anywhere."""
    lines = [""]
    for paragraph_no, paragraph in enumerate(text.split("\n")):
        lines += [""] if paragraph_no else []
        for piece in _PIECES.findall(paragraph):
            for part in [piece] if _width(piece, size, bold=bold) <= room else list(piece):
                if lines[-1] and _width(lines[-1] + part.rstrip(), size, bold=bold) > room:
                    lines.append("")
                lines[-1] += part if lines[-1] or not part.isspace() else ""
    return [line.rstrip() for line in lines]


class _Setting:
    """Sets the blocks of one paper one below the other, page after page."""

    def __init__(self, language: str, reprint: Reprint | None = None) -> None:
        """Begin at the top of a page; "both" is Chinese with its English below it."""
        self.language, self.both = ("zh", True) if language == "both" else (language, False)
        self.again = reprint
        self.done: list[list[tuple[float, _Draw]]] = [[]]
        self.top = _TOP
        self.beside = 0.0  # what a code in the upper corner takes of the width
        self.below = 0.0  # down to where
        self.corner = 0.0  # the same, until that code is drawn: a second one stands in the text
        self.labels = _LABEL

    def pages(self, blocks: Sequence[slip.Block]) -> list[list[tuple[float, _Draw]]]:
        """Return what is drawn on each page, with its distance from the upper edge."""
        if self.again is not None:
            n, who, time, why = self.again
            self.each(REPRINT.format(n=n, who=who, time=time, why=why), _SIZE, bold=True)
        self._look_ahead(blocks)
        for one in blocks:
            setter = getattr(self, f"_{type(one).__name__.lower()}", None)
            if setter is not None:
                setter(one)
        return self.done

    def _look_ahead(self, blocks: Sequence[slip.Block]) -> None:
        """Keep the upper corner free for a code, and find how wide the labels are together."""
        code = next((self.said(one.payload) for one in blocks if isinstance(one, slip.Code)), "")
        if code:
            self.beside = self.corner = edge(code, 1) * _MODULE
            self.below = self.top + self.beside
        wide = [_width(self.label(one.label), _SIZE) + 14 for one in blocks if isinstance(one, slip.Row)]
        self.labels = max([_LABEL, *(one for one in wide if one <= _ROOM * 0.4)])

    def said(self, content: slip.Content) -> str:
        """Return a text of a block in the (first) language of the paper."""
        return UNKNOWN if content is None else say(content, self.language)

    def english(self, content: slip.Content) -> str:
        """Return what follows in English: nothing unless both are asked for and they differ."""
        text = say(content, "en") if self.both and content is not None else ""
        return "" if text == self.said(content) else text

    def label(self, content: slip.Content) -> str:
        """Return a label, with the English term behind it where both are asked for."""
        return f"{self.said(content)} {self.english(content)}".strip()

    @property
    def room(self) -> float:
        """The width that is free here: less beside the code."""
        return _ROOM - (self.beside if self.top < self.below else 0.0)

    def each(self, content: slip.Content, size: float, *, bold: bool = False, center: bool = False) -> None:
        """Draw a text in each language of the paper, the English one smaller."""
        self.lines(self.said(content), _SIDE, self.room, size, bold=bold, center=center)
        if self.english(content):
            self.lines(self.english(content), _SIDE, self.room, min(size, _SIZE), center=center)

    def put(self, high: float, draw: _Draw) -> None:
        """Draw something so high below what stands there already; a page that is full is followed by another."""
        if self.top + high > HIGH - _FOOT:
            self.done.append([])
            self.top = _TOP
        self.top += high
        self.done[-1].append((self.top, draw))

    def lines(self, text: str, x: float, room: float, size: float, *, bold: bool = False, center: bool = False) -> None:
        """Draw a text over as many lines as it takes."""
        for line in wrapped(text, room, size, bold=bold):
            left = x + (room - _width(line, size, bold=bold)) / 2 if center else x

            def draw(canvas: "Canvas", y: float, line: str = line, left: float = left) -> None:
                _words(canvas, line, left, y, size, bold=bold)

            self.put(size * 1.5, draw)

    def across(self, *, thick: float = 0.6, grey: float = 0.0, after: float = 6.0) -> None:
        """Draw a line across the page."""
        end = _SIDE + self.room

        def draw(canvas: "Canvas", y: float) -> None:
            canvas.setStrokeGray(grey)
            canvas.setLineWidth(thick)
            canvas.line(_SIDE, y, end, y)
            canvas.setStrokeGray(0)

        self.put(4.0, draw)
        self.top += after

    # one setter a kind of block

    def _head(self, one: slip.Head) -> None:
        """Set estate and desk."""
        self.lines(f"{self.said(one.estate)}  {self.said(one.desk)}", _SIDE, self.room, 13.0, bold=True)
        if self.english(one.estate) or self.english(one.desk):
            self.lines(f"{say(one.estate or '', 'en')}  {say(one.desk or '', 'en')}", _SIDE, self.room, _SMALL)
        self.top += 6

    def _title(self, one: slip.Title) -> None:
        """Set the title and the name of the copy, with a line under them."""
        self.lines(f"{self.said(one.title)}  {self.said(one.copy)}".strip(), _SIDE, self.room, 20.0, bold=True)
        if self.english(one.title) or self.english(one.copy):
            english = f"{say(one.title or '', 'en')}  {say(one.copy or '', 'en')}".strip()
            self.lines(english, _SIDE, self.room, _SIZE)
        if self.said(one.below):
            self.each(one.below, _SIZE, bold=True)
        self.across(thick=1.4, after=10.0)

    def _big(self, one: slip.Big) -> None:
        """Set what is looked for from a distance."""
        size = _RANKS.get(one.rank, _RANKS["D"])[0]
        self.each(one.text, size, bold=True)

    def _row(self, one: slip.Row) -> None:
        """Set a label, and behind it its value, on as many lines as that takes."""
        size, bold = _RANKS.get(one.rank, (_SIZE, False))
        label = self.label(one.label)
        wide = max(self.labels, _width(label, _SIZE) + 12)
        self.top = max(self.top, self.below)
        values = wrapped(self.said(one.value), _ROOM - wide, size, bold=bold)
        values += wrapped(self.english(one.value), _ROOM - wide, size) if self.english(one.value) else []
        for no, line in enumerate(values):

            def draw(canvas: "Canvas", y: float, line: str = line, name: str = "" if no else label) -> None:
                _words(canvas, name, _SIDE, y, _SIZE)
                _words(canvas, line, _SIDE + wide, y, size, bold=bold)

            self.put(size * 1.6, draw)

    def _item(self, one: slip.Item) -> None:
        """Set a line of a list: its box, what it is, what is said of it, and what stands at the right."""
        text, after, right = self.said(one.left), self.said(one.after), self.said(one.right)
        box = _TICK.match(text)
        left = _SIDE + (_BOX + 9 if box else 0)
        text = text[box.end() :] if box else text
        beside = 0.0 if right == "" else _width(right, _SIZE) + 10
        half = (WIDE - _SIDE - left - beside) * (0.56 if after else 1.0)
        names, told = (
            wrapped(text, half - 8, _SIZE, bold=True),
            wrapped(after, WIDE - _SIDE - left - half - beside, _SMALL) if after else [],
        )
        high = 15.0 * max(len(names), len(told), 1) + 7

        def draw(canvas: "Canvas", y: float) -> None:
            base = y + high - 16
            if box:
                _box(canvas, base, ticked=box[1] == "x")
            for no, line in enumerate(names):
                _words(canvas, line, left, base - 15 * no, _SIZE, bold=True)
            for no, line in enumerate(told):
                _words(canvas, line, left + half, base - 15 * no, _SMALL)
            _words(canvas, right, WIDE - _SIDE, base, _SIZE, right=True)
            canvas.setStrokeGray(0.78)
            canvas.setLineWidth(0.5)
            canvas.line(_SIDE, y, WIDE - _SIDE, y)
            canvas.setStrokeGray(0)

        self.put(high, draw)

    def _cells(self, one: slip.Cells) -> None:
        """Set a line of a table."""
        bold, texts = one.rank in _RANKS, [self.said(text) for text in one.texts]

        def draw(canvas: "Canvas", y: float) -> None:
            _words(canvas, texts[0], _SIDE, y, _SIZE, bold=bold)
            for text, column in zip(texts[1:], one.wide, strict=False):
                _words(canvas, text, _SIDE + _ROOM * column / 48, y, _SIZE, bold=bold, right=True)

        self.put(_SIZE * 1.6, draw)

    def _rule(self, one: slip.Rule) -> None:
        """Set a line across."""
        self.across(thick=1.2 if one.style == "=" else 0.6)

    def _note(self, one: slip.Note) -> None:
        """Set a sentence, numbered where it is."""
        lead = f"{one.number}. " if one.number else ""
        self.lines(lead + self.said(one.text), _SIDE, self.room, _SIZE)
        if self.english(one.text):
            self.lines(self.english(one.text), _SIDE, self.room, _SIZE)

    def _text(self, one: slip.Text) -> None:
        """Set a line of its own."""
        size, bold = _RANKS.get(one.rank, (_SIZE, False))
        self.each(one.text, size, bold=bold, center=one.align == "center")

    def _code(self, one: slip.Code) -> None:
        """Set a QR code: the first one into the upper corner, where it is found on a letter that comes back."""
        payload, module = self.said(one.payload), _MODULE
        first, self.corner = self.corner, 0.0
        left = (WIDE - _SIDE - first + QUIET * module) if first else _SIDE  # the margin is quiet enough at its right

        def draw(canvas: "Canvas", y: float) -> None:
            for line_no, line in enumerate(reversed(squares(payload))):
                for at, black in enumerate(line):
                    if black:
                        canvas.rect(left + (at + QUIET) * module, y + (line_no + QUIET) * module, module, module, 0, 1)

        if first:
            self.done[0].append((self.below, draw))
        else:
            self.put(edge(payload, 1) * module, draw)

    def _sign(self, one: slip.Sign) -> None:
        """Set a line to sign on, and one for the date beside it."""
        label, date = self.label(one.label), "" if one.date is None else self.label(one.date)

        def draw(canvas: "Canvas", y: float) -> None:
            canvas.setLineWidth(0.6)
            for text, left, right in ((label, _SIDE, _SIDE + _ROOM * (0.58 if date else 0.75)),
                                      (date, _SIDE + _ROOM * 0.64, WIDE - _SIDE)):  # fmt: skip
                if text:
                    _words(canvas, text, left, y, _SIZE)
                    canvas.line(left + _width(text, _SIZE) + 8, y - 2, right, y - 2)

        self.put(46.0, draw)


def _box(canvas: "Canvas", base: float, *, ticked: bool) -> None:
    """Draw a box to tick, ticked or not."""
    canvas.setLineWidth(0.9)
    canvas.rect(_SIDE, base - 1.5, _BOX, _BOX)
    if ticked:
        canvas.setLineWidth(1.6)
        canvas.lines([(_SIDE + 2, base + 4, _SIDE + 4.5, base + 1), (_SIDE + 4.5, base + 1, _SIDE + 9.5, base + 8)])
