"""The words a slip is written in: blocks that know neither language, width nor printer.

A slip function returns a flat list of blocks. `tear()` ends a part; every part is one job of its own, so
that after a paper jam only the missing part prints again. `dump` keeps the blocks with both languages
filled in, so a reprint years later says what the paper said, in whichever language is asked for.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, ClassVar, cast

from kiosk.i18n import Both, Say, Words, _
from kiosk.printing.cells import LONGEST
from kiosk.rules import ids

#: A text of a block: words, something typed, a count; None stands for what is not known yet ("··").
Content = Say | int | None

#: The words on a tear line that has none of its own.
TEAR_HERE = _("tear here")


@dataclass(frozen=True, kw_only=True)
class Block:
    """One thing on a slip; `rules` are the house rules that want it there."""

    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head(Block):
    """The line of estate and desk, above everything but a reprint line."""

    estate: Content
    desk: Content


@dataclass(frozen=True)
class Title(Block):
    """The name of the form and of its copy, with a double rule under them."""

    title: Content
    copy: Content = ""
    short: Content = ""
    below: Content = ""


@dataclass(frozen=True)
class Big(Block):
    """What somebody looks for from a distance."""

    text: Content
    rank: str = "D"


@dataclass(frozen=True)
class Row(Block):
    """A label and its value."""

    label: Content
    value: Content
    rank: str = ""


@dataclass(frozen=True)
class Item(Block):
    """A line of a list: left flush left, right flush right, `after` small and indented below."""

    left: Content
    right: Content = ""
    after: Content = ""
    rank: str = ""


@dataclass(frozen=True)
class Cells(Block):
    """A line of a table: the first text flush left, the others flush right at the given columns."""

    texts: tuple[Content, ...]
    wide: tuple[int, ...] = (28, 38, 48)
    narrow: tuple[int, ...] = (18, 27, 32)
    rank: str = ""


@dataclass(frozen=True)
class Rule(Block):
    """A line across the paper: "-" or "="."""

    style: str = "-"


@dataclass(frozen=True)
class Note(Block):
    """A sentence, numbered with a hanging indent where `number` is above zero."""

    text: Content
    number: int = 0


@dataclass(frozen=True)
class Text(Block):
    """A line or sentence of its own."""

    text: Content
    rank: str = ""
    align: str = "left"


@dataclass(frozen=True)
class Code(Block):
    """A QR code; the payload is ASCII."""

    payload: Content
    small: bool = False


@dataclass(frozen=True)
class Sign(Block):
    """A line to sign on, with room above it."""

    label: Content
    date: Content = None


@dataclass(frozen=True)
class Tear(Block):
    """The end of a part: a tear line (none where the text is empty) and a cut."""

    text: Content = TEAR_HERE


@dataclass(frozen=True)
class Hole(Block):
    """The blank zone for the string or the clip of a bag tag."""

    #: On paper, in millimetres.
    HEIGHT: ClassVar[int] = 12


def head(estate: Content, desk: Content, rules: str = "") -> Head:
    """Return the line that says which estate and desk the slip comes from."""
    return Head(estate, desk, rules=ids(rules))


def title(title: Content, copy: Content = "", short: Content = "", rules: str = "", *, below: Content = "") -> Title:
    """Return the title; `short` is its English form on narrow paper, `below` a bold line under it."""
    return Title(title, copy, short, below, rules=ids(rules))


def big(text: Content, rank: str = "D", rules: str = "") -> Big:
    """Return a big centred line: "H", "D" twice, "T" three and "Q" four times as large; falls to what fits."""
    return Big(text, rank, rules=ids(rules))


def row(label: Content, value: Content, rules: str = "", rank: str = "") -> Row:
    """Return a label with its value; rank "H" is double height, "B" bold."""
    return Row(label, value, rank, rules=ids(rules))


def item(left: Content, right: Content = "", rules: str = "", after: Content = "", rank: str = "") -> Item:
    """Return a line of a list; what follows the first double space hangs when the line wraps."""
    return Item(left, right, after, rank, rules=ids(rules))


def cells(
    *texts: Content,
    rules: str = "",
    rank: str = "",
    wide: tuple[int, ...] = (28, 38, 48),
    narrow: tuple[int, ...] = (18, 27, 32),
) -> Cells:
    """Return a line of a table; `wide` and `narrow` are the columns at which the later texts end."""
    return Cells(texts, wide, narrow, rank, rules=ids(rules))


def rule(style: str = "-", rules: str = "") -> Rule:
    """Return a line across the paper."""
    return Rule(style, rules=ids(rules))


def note(text: Content, rules: str = "", number: int = 0) -> Note:
    """Return a sentence; `number` numbers it."""
    return Note(text, number, rules=ids(rules))


def notes(typed: str | None) -> list[Note]:
    """Return a typed text as sentences, each short enough to be printed whole; parted where it pauses."""
    rest, found = typed or "", []
    while len(rest) > LONGEST:
        end = max((rest.rfind(mark, LONGEST // 2, LONGEST) for mark in "\n。！？；.!? ，"), default=-1) + 1 or LONGEST
        found.append(Note(rest[:end]))
        rest = rest[end:]
    return [*found, Note(rest or None)]


def text(text: Content, rank: str = "", align: str = "left", rules: str = "") -> Text:
    """Return a line of its own; rank "INV" prints it white on black."""
    return Text(text, rank, align, rules=ids(rules))


def code(payload: Content, rules: str = "", *, small: bool = False) -> Code:
    """Return the QR code of an ASCII payload."""
    return Code(payload, small, rules=ids(rules))


def sign(label: Content, rules: str = "", date: Content = None) -> Sign:
    """Return a line to sign on; `date` is the label of a second line for the date."""
    return Sign(label, date, rules=ids(rules))


def tear(text: Content = None, rules: str = "") -> Tear:
    """Return the end of a part; "" cuts without a tear line."""
    return Tear(TEAR_HERE if text is None else text, rules=ids(rules))


def hole(rules: str = "") -> Hole:
    """Return the zone for the string of a bag tag."""
    return Hole(rules=ids(rules))


@dataclass(frozen=True)
class Part:
    """One piece of paper of a slip: becomes one job of the print queue."""

    blocks: tuple[Block, ...]

    @property
    def title(self) -> Content:
        """The name of the copy, of the form, or the first big line: what a queue calls this part."""
        for one in self.blocks:
            if isinstance(one, Title):
                return one.copy or one.title
        for one in self.blocks:
            if isinstance(one, Tear) and one.text not in ("", TEAR_HERE):
                return one.text
        return next((one.text for one in self.blocks if isinstance(one, Big)), "")


def parts(blocks: Iterable[Block]) -> list[Part]:
    """Split a slip after each tear line."""
    found: list[Part] = []
    current: list[Block] = []
    for one in blocks:
        current.append(one)
        if isinstance(one, Tear):
            found.append(Part(tuple(current)))
            current = []
    if current:
        found.append(Part(tuple(current)))
    return found


def without(blocks: Iterable[Block], off: frozenset[str] | set[str]) -> list[Block]:
    """Return the blocks that none of the rules in `off` carries."""
    return [one for one in blocks if not off.intersection(one.rules)]


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

KINDS: dict[str, type[Block]] = {
    kind.__name__.lower(): kind
    for kind in (Head, Title, Big, Row, Item, Cells, Rule, Note, Text, Code, Sign, Tear, Hole)
}


def dump(blocks: Sequence[Block]) -> str:
    """Return blocks as language-free JSON: every text of ours in both languages, arguments filled in."""
    return _JSON({"v": 1, "blocks": [{"kind": type(one).__name__.lower(), **_plain(one)} for one in blocks]})


def load(stored: str) -> list[Block]:
    """Return the blocks of `dump`; fields that this version does not know are left out."""
    return [_block(dict(one)) for one in json.loads(stored)["blocks"]]


@lru_cache(maxsize=64)
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a kind of block with their defaults."""
    return tuple((one.name, one.default) for one in fields(kind))


def _plain(block: Block) -> dict[str, Any]:
    """Return the fields that differ from their defaults, as JSON values."""
    found, kind = block.__dict__, cast("Any", type(block))
    return {name: _packed(found[name]) for name, default in _defaults(kind) if found[name] != default}


def _packed(value: Any) -> Any:
    """Return one field as JSON."""
    if isinstance(value, Words | Both):
        return {"zh": value.to("zh"), "en": value.to("en")}
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    return value if value is None or isinstance(value, str | int) else str(value)


def _block(stored: dict[str, Any]) -> Block:
    """Return one block from its stored form."""
    kind = KINDS[stored.pop("kind")]
    known = {one.name for one in fields(kind)}
    return kind(**{name: _unpacked(value) for name, value in stored.items() if name in known})


def _unpacked(value: Any) -> Any:
    """Return one field from JSON."""
    if isinstance(value, dict):
        return Both(value["zh"], value["en"])
    if isinstance(value, list):
        return tuple(_unpacked(one) for one in value)
    return value
