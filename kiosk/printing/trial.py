"""The test page of a printer that is being set up, and what the paper tells about the printer.

Its parts are numbered, and one question is asked about each: a clerk sees on the paper what no list of models says
rightly. Whether a printer answers is not asked: the program finds out by itself.
"""

from dataclasses import dataclass, replace

from kiosk.i18n import Words
from kiosk.printing import escpos, label, slip
from kiosk.printing.layout import Line
from kiosk.printing.link import Patience
from kiosk.printing.printers import SILENT, AddressError, open_printer
from kiosk.printing.profile import Profile, profile_from, query_of
from kiosk.printing.status import FAULTS

#: Columns of paper that the bars are as wide as; a bar that is too wide goes on in the next line.
BARS = (48, 42, 32)
CODE = "CONCIERGE-TEST-1"
#: The printer's own time for the test page, in seconds: it is short.
_PATIENCE = Patience(silence=8.0)
_PROBE = "test"
#: For a picture that must not be taken for a part of the text: strokes, a frame, and words in it.
_PICTURE = "图像 picture 123"
_WORDS, _PLACE = "中文小票：云栖花园 服务台", "C-4-06"


@dataclass(frozen=True)
class Tried:
    """What a test page came to; `profile` holds what was found out without asking."""

    state: str
    why: Words | None
    profile: Profile

    @property
    def fault(self) -> bool:
        """Whether somebody has to mend the printer before it can be tried."""
        return self.state == "held" or self.why in FAULTS


def bar(columns: int) -> str:
    """Return a bar of so many columns, its number in it."""
    words = f"[ {columns} ]"
    left = (columns - len(words) - 2) // 2
    return f"<{'-' * left}{words}{'-' * (columns - left - len(words) - 2)}>"


def broken(columns: int) -> list[str]:
    """Return the bars as paper of so many columns shows them: what does not fit goes on in the next line."""
    lines: list[str] = []
    for one in BARS:
        text = bar(one)
        while text:
            lines.append(text[:columns])
            text = text[columns:]
    return lines


def part(number: int, profile: Profile) -> list[Line]:
    """Return one part of the page: 1 bars, 2 Chinese, 3 large Chinese, 4 a code, 5 a picture."""
    wide = profile.columns
    if number == 1:
        return [Line("text", "1"), *(Line("text", bar(one), columns=48) for one in BARS)]
    lines = {
        2: [Line("text", f"2  {_WORDS}")],
        3: [Line("text", "3  大字：", columns=wide), Line("text", "提取联", "D", columns=wide)],
        4: [Line("text", "4"), Line("qr", CODE, align="center", columns=wide, module=5)],
        5: [Line("text", "5"), Line("text", _PICTURE, "D", columns=wide)],
    }
    return lines[number]


def page(profile: Profile, ref: str = "") -> bytes:
    """Return the bytes of the test page: each part in the way that it is about, a cut, and who is asked to answer."""
    plain = replace(profile, mode="text", hanzi_big=True, qr="native", answers=False, fence=False)
    drawn = replace(profile, mode="raster", answers=False, fence=False)
    out = b"".join(escpos.render(part(number, profile), plain) for number in (1, 2, 3, 4))
    out += escpos.render([Line("text", "5")], plain)
    out += escpos.render(part(5, profile)[1:], drawn)
    ends = [Line("text", "6"), Line("rule", "-", columns=min(profile.columns, 32)), Line("cut")]
    return out + escpos.render(ends, replace(plain, answers=profile.answers, cutter=True), ref)


def sample(profile: Profile, ref: str = "") -> bytes:
    """Return a page, or a label, in the way in which every slip will be printed."""
    if profile.label:
        blocks = [slip.big(_PLACE, "Q"), slip.code(CODE), slip.text(_WORDS)]
        return escpos.render(label.compose(blocks, profile.label_dots), profile, ref)
    lines = [line for number in (2, 3, 4) for line in part(number, profile)]
    return escpos.render(
        [*lines, Line("text", bar(profile.columns), columns=profile.columns), Line("cut")], profile, ref
    )


def print_sample(address: str) -> Tried:
    """Print the sample on a printer as it is set up; never on the window's thread."""
    printer = open_printer(address, _PATIENCE)
    result = printer.send(sample(printer.profile, _PROBE), _PROBE)
    printer.stop()
    printer.late()
    return Tried(result.state, result.why, printer.profile)


def address_of(address: str, profile: Profile) -> str:
    """Return an address with the settings of a profile behind it; settings of a serial port stay."""
    from urllib.parse import parse_qsl, urlencode

    from kiosk.printing.wire_serial import SETTINGS

    bare, _mark, query = address.partition("?")
    kept = urlencode([(name, value) for name, value in parse_qsl(query) if name in SETTINGS])
    settings = "&".join(one for one in (kept, query_of(profile)) if one)
    return f"{bare}?{settings}" if settings else bare


def known(address: str) -> tuple[str, Profile]:
    """Return an address and what its settings say of the printer; without settings where they say nothing.

    The settings of a serial port stay behind the address.
    """
    from urllib.parse import parse_qsl, urlencode

    from kiosk.printing.wire_serial import SETTINGS

    bare, _mark, query = address.partition("?")
    try:
        open_printer(address)
        said = [(name, value) for name, value in parse_qsl(query) if name not in SETTINGS]
        return address, profile_from(urlencode(said))
    except AddressError:
        return bare, Profile()


def try_out(address: str, profile: Profile | None = None, patience: Patience = _PATIENCE) -> Tried:
    """Print the test page and find out what the printer answers; takes seconds, never on the window's thread."""
    base = replace(profile or Profile(), answers=True, fence=False, status=True)
    printer = open_printer(address_of(address, base), patience)
    if printer.profile.answers is False:  # the computer's own printers can only be written to
        result = printer.send(page(printer.profile), _PROBE)
        return Tried(result.state, result.why, printer.profile)
    status = printer.status()
    if status.ready is False:
        return Tried("held", status.why, base)
    says = status.ready is not None
    result = printer.send(page(base, _PROBE), _PROBE)
    printer.stop()
    printer.late()
    found = replace(base, status=says, answers=result.state == "printed")
    if result.state != "doubt" or result.why != SILENT:
        return Tried(result.state, result.why, found)
    fenced = open_printer(
        address_of(address, replace(found, fence=True)), replace(patience, silence=patience.silence / 4)
    )
    fence = fenced.send(escpos.FENCING, _PROBE).state == "sent"
    fenced.stop()
    fenced.late()
    return Tried("sent", None, replace(found, fence=fence))
