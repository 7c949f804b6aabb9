"""The bytes that a printer gets, read back by a strict parser: our text, our commands, nothing else."""

import logging
from pathlib import Path

import hypothesis.strategies as st
import pytest
import zxingcpp
from hypothesis import given, settings
from PIL import Image

from kiosk.printing import escpos, slip
from kiosk.printing.cells import centred
from kiosk.printing.layout import Line, layout
from kiosk.printing.profile import Profile, profile_from

from . import samples
from .escpos_parser import Read, UnknownCommandError, parse

WIDE = Profile()
NARROW = Profile(dots=384, columns=32)


def printed(blocks: list[slip.Block], profile: Profile = WIDE, language: str = "zh", ref: str = "") -> Read:
    """What the printer understands of blocks."""
    return parse(escpos.render(layout(blocks, columns=profile.columns, language=language), profile, ref))


def as_sent(line: Line) -> str:
    """The characters that a line sends."""
    if line.kind == "rule":
        return line.text * line.columns
    return centred(line.text, line.columns) if line.invert else line.text.rstrip(" ")


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("profile", [Profile(), NARROW])
def test_the_printer_gets_every_word_of_the_drawing(profile: Profile, language: str) -> None:
    lines = layout(samples.luggage_set(), columns=profile.columns, language=language)
    read = parse(escpos.render(lines, profile, "0001"))
    assert read.lines == [as_sent(line) for line in lines if line.kind not in ("qr", "cut", "feed")]
    assert read.codes == [samples.PAYLOAD] * 2
    assert (read.cuts, read.asks, read.pictures) == (3, ["0001"], [])


def test_ranks_are_sizes_and_weight() -> None:
    read = printed(
        [slip.text("a"), slip.text("b", "B"), slip.row("c", "d", rank="H"), slip.big("e"), slip.big("f", "Q")]
    )
    assert [(size, bold) for size, bold, _invert in read.styles] == [
        (0, False), (0, True), (0x01, True), (0x11, True), (0x33, True),
    ]  # fmt: skip


def test_a_flag_is_white_on_black_over_the_whole_width() -> None:
    read = printed([slip.text("生鲜  今日领取", "INV"), slip.text("a")])
    assert read.styles == [(0, False, True), (0, False, False)]
    assert len(read.lines[0].encode("gbk")) == 48


@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("profile", [Profile(), NARROW])
def test_a_paper_of_text_is_small(profile: Profile, language: str) -> None:
    for part in slip.parts(samples.luggage_set()):
        assert (
            len(escpos.render(layout(part.blocks, columns=profile.columns, language=language), profile, "0001")) <= 2048
        )


def test_yen_is_the_full_width_sign() -> None:
    assert "￥128.00".encode("gbk") in escpos.render(layout([slip.item("合计", "\u00a5128.00")]), Profile())


@pytest.mark.parametrize("name", ["䶮", "𬭎", "㛃", "Nguyễn", "李😀"])
def test_a_line_with_a_rare_character_goes_as_its_picture(name: str) -> None:
    read = printed([slip.row("住户", name), slip.row("房号", "3-2-1005")])
    assert read.lines == ["房号      3-2-1005"]
    assert [one.height for one in read.pictures] == [30]


def test_letters_of_pinyin_are_in_every_chinese_rom() -> None:
    assert printed([slip.row("住户", "Müller")]).lines == ["住户      Müller"]


def test_a_rom_of_gb2312_gets_pictures_of_what_it_lacks() -> None:
    assert printed([slip.row("住户", "陶喆")]).pictures == []
    assert len(printed([slip.row("住户", "陶喆")], Profile(gb2312=True)).pictures) == 1


def test_big_han_go_as_pictures_where_the_rom_does_not_enlarge_them() -> None:
    read = printed([slip.big("两清"), slip.big("L-1122-04")], Profile(hanzi_big=False))
    assert read.lines == ["L-1122-04"]
    assert read.pictures[0].height == 56


def test_without_a_cutter_three_lines_of_paper_come_out() -> None:
    read = printed([slip.text("a")], Profile(cutter=False))
    assert (read.cuts, read.lines) == (0, ["a", "", "", ""])


@pytest.mark.parametrize(
    "profile", [Profile(mode="raster"), Profile(qr="image"), Profile(mode="raster", dots=384, columns=32)]
)
def test_a_code_sent_as_a_picture_can_be_scanned(profile: Profile) -> None:
    read = printed(samples.tag(), profile)
    assert read.codes == []
    assert [one.text for one in zxingcpp.read_barcodes(read.picture())] == [samples.PAYLOAD]


def test_raster_mode_sends_no_character_at_all() -> None:
    read = printed(samples.luggage_set(), Profile(mode="raster"), ref="0001")
    assert (read.lines, read.cuts, read.asks) == ([], 3, ["0001"])
    assert not any(one.startswith(escpos.FS) for one in read.commands)  # a printer without Chinese prints their rest
    assert max(one.height for one in read.pictures) <= Profile().fragment


def test_pictures_hold_no_pair_of_bytes_that_a_printer_obeys() -> None:
    ink = bytes([0x10, 0x14, 0x10, 0x04, 0x10, 0x05, 0x10, 0x10])
    image = Image.frombytes("1", (64, 1), bytes(255 - one for one in ink))
    out = escpos._picture(image, Profile())
    assert out == b"\x1dv0\x00\x08\x00\x01\x00" + bytes([0x11, 0x14, 0x11, 0x04, 0x11, 0x05, 0x10, 0x10])


def test_the_picture_driver_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    handlers = list(logging.getLogger().handlers)
    printed([slip.text("䶮")])
    from escpos import capabilities

    assert not Path(capabilities.pickle_dir).exists()
    assert capsys.readouterr().out == ""
    assert logging.getLogger().handlers == handlers


def test_a_printer_that_cannot_answer_is_not_asked() -> None:
    assert printed([slip.text("a")], Profile(answers=False), ref="0001").asks == []


@pytest.mark.parametrize("ref", ["1", "12345", "\x10\x14\x01\x00", "中文"])
def test_only_a_plain_id_is_asked_for(ref: str) -> None:
    with pytest.raises(ValueError, match="not a printer job id"):
        escpos.asking(ref)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=40), st.sampled_from([Profile(), NARROW]))
def test_whatever_somebody_types_only_our_commands_reach_the_printer(typed: str, profile: Profile) -> None:
    blocks: list[slip.Block] = [
        slip.head(typed, typed), slip.title(typed, typed), slip.big(typed), slip.row("住户", typed),
        slip.row(typed, "x"), slip.item(typed, typed, after=typed), slip.cells(typed, typed),
        slip.note(typed, number=1), slip.text(typed, "INV"),
        slip.code(typed), slip.sign(typed, date=typed), slip.tear(typed),
    ]  # fmt: skip
    lines = layout(blocks, columns=profile.columns, reprint=(1, typed, "14:52", typed))
    read = parse(escpos.render(lines, profile, "0001"))
    assert (read.cuts, read.asks) == (1, ["0001"])
    assert all(char.isprintable() for line in read.lines for char in line)


ATTACKS = [
    "\x1bp\x00\x32\x32", "\x10\x14\x01\x00\x05", "\x1dV\x00", "\x1c.", "\x9b31m", "\u202e\u2066x", "\ufeff\u200b",
    "a\nb\rc\x0cd\x18",
]  # fmt: skip


@pytest.mark.parametrize("typed", ATTACKS)
def test_a_name_opens_no_drawer(typed: str) -> None:
    seen = "".join(char for char in typed if char.isprintable()) or "··"
    plain = escpos.render(layout([slip.row("住户", seen)]), Profile())
    attack = parse(escpos.render(layout([slip.row("住户", typed)]), Profile()))
    assert attack.commands == parse(plain).commands


NONSENSE = [b"", b"\x10\x14", b"\x1bp\x00", b"abc", b"\x81\x20\n", b"\x1dv0\x00\x01\x00\x02\x00\xff"]


@pytest.mark.parametrize("data", NONSENSE)
def test_the_parser_is_strict(data: bytes) -> None:
    with pytest.raises((UnknownCommandError, UnicodeDecodeError)):
        parse(b"\x1b@\x1c&" + data if data else data)


def test_a_profile_is_read_from_an_address() -> None:
    assert profile_from("paper=58&mode=raster&cutter=no") == Profile(dots=384, columns=32, mode="raster", cutter=False)
    assert profile_from("") == Profile()
    for wrong in ("paper=70", "mode=colour", "drawer=1", "paper"):
        with pytest.raises(ValueError, match=r".+"):
            profile_from(wrong)
