"""Pictures and pages: a code that scanners read, the printer's own grid, the same bytes each time."""

import io

import pytest
import zxingcpp
from PIL import Image

from kiosk.printing import codes, pdf, screen, slip
from kiosk.printing.layout import PITCH, layout

from . import samples

WIDTHS = [(48, 576), (32, 384)]


def image(blocks: list[slip.Block], columns: int = 48, language: str = "zh") -> Image.Image:
    """The picture of blocks."""
    return Image.open(io.BytesIO(screen.png(layout(blocks, columns=columns, language=language), columns * 12)))


@pytest.mark.parametrize(("columns", "dots"), WIDTHS)
@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_the_codes_of_a_set_can_be_scanned(columns: int, dots: int, language: str) -> None:
    picture = image(samples.luggage_set(), columns, language)
    assert (picture.mode, picture.width) == ("1", dots)
    found = zxingcpp.read_barcodes(picture.convert("L"))
    assert [(one.text, one.format) for one in found] == [(samples.PAYLOAD, zxingcpp.BarcodeFormat.QRCode)] * 2


@pytest.mark.parametrize(("payload", "modules"), [("L26112204Q", 21), ("P261122017X", 21), ("V", 21), ("x" * 60, 37)])
def test_a_code_is_the_smallest_of_model_2_and_never_micro(payload: str, modules: int) -> None:
    assert len(codes.squares(payload)) == modules
    assert codes.edge("", 8) == 232


def test_a_long_payload_still_fits_the_paper() -> None:
    assert codes.edge("x" * 600, codes.module_for("x" * 600, 8, 384)) <= 384
    picture = image([slip.code("x" * 600)], 32)
    assert [one.text for one in zxingcpp.read_barcodes(picture.convert("L"))] == ["x" * 600]


def test_a_code_that_is_not_known_yet_is_an_empty_frame() -> None:
    picture = image([slip.code(None)])
    assert zxingcpp.read_barcodes(picture.convert("L")) == []
    assert picture.height == 232 + 24
    assert picture.convert("L").getextrema() == (0, 255)


def test_a_picture_is_as_long_as_the_paper() -> None:
    blocks = [slip.text("a"), slip.row("b", "c", rank="H"), slip.big("d", "Q"), slip.hole(), slip.code("L26112204Q")]
    assert image(blocks).height == PITCH[1] + PITCH[2] + PITCH[4] + 96 + 232 + 24


@pytest.mark.parametrize("wide", ["M" * 48, "@" * 48, "i" * 48, "国" * 24])
def test_no_line_leaves_its_paper(wide: str) -> None:
    strip = screen.bilevel(screen.strip(layout([slip.text(wide)])[0]))
    assert strip.size == (576, 30)


def test_the_first_and_last_letter_stand_in_their_cells() -> None:
    strip = screen.strip(layout([slip.item("a", "b")])[0])
    ink = strip.point(lambda grey: 255 * (grey < 128)).getbbox()
    assert ink is not None
    assert ink[0] < 12
    assert ink[2] > 576 - 12


def test_the_preview_may_keep_its_greys() -> None:
    grey = Image.open(io.BytesIO(screen.png(layout(samples.tag()), smooth=True)))
    assert (grey.mode, len(set(grey.tobytes())) > 2) == ("L", True)


def papers() -> list[list[object]]:
    """The papers of the luggage set."""
    return [layout(part.blocks) for part in slip.parts(samples.luggage_set())]  # type: ignore[misc]


def test_a_pdf_has_a_page_for_each_paper_and_is_the_same_each_time() -> None:
    first = pdf.render(papers(), title="L-1122-04")  # type: ignore[arg-type]
    assert first == pdf.render(papers(), title="L-1122-04")  # type: ignore[arg-type]
    assert first.count(b"/Type /Page\n") == 3
    assert b"226.7717" in first  # 80 mm in points
    assert b"/Helvetica" not in first
    assert first.count(b"/FontFile2") == 2


def test_a_pdf_of_narrow_paper_is_58_mm_wide() -> None:
    assert b"164.4094" in pdf.render([layout(samples.tag(), columns=32)], 32)


def test_copied_text_keeps_characters_beyond_the_first_plane() -> None:
    from reportlab.pdfbase import ttfonts

    pdf.render([layout([slip.text("䶮𬭎")])])
    assert "<01> <D872DF4E>" in ttfonts.makeToUnicodeCMap("x", [0x20, 0x2CB4E])


def test_what_the_font_does_not_hold_is_known_and_shown() -> None:
    assert pdf.missing("沈佳宜䶮𬭎㛃 Zoë Nguyễn 😀") == "😀"
    assert len(pdf.render([layout([slip.text("😀")])])) > 1000
