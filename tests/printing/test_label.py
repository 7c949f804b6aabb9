"""Die-cut labels: one picture, place above, code at the right, the rest at the left, nothing lost."""

import io

import zxingcpp
from PIL import Image

from kiosk.i18n import Both
from kiosk.printing import escpos, label, pdf, screen, slip, spool, text
from kiosk.printing.layout import Line
from kiosk.printing.printers import open_printer
from kiosk.printing.profile import Profile, profile_from, query_of
from kiosk.values import JobOut

PAYLOAD = "P26112201K"
BLOCKS = [
    slip.big("C-4-06", "Q"),
    slip.text(Both("3-2-1005  沈** 2207", "3-2-1005  Shen** 2207"), "H", "center"),
    slip.text(Both("生鲜  今日领取", "FRESH  collect today"), "INV"),
    slip.text("顺丰 尾号 8821   11-22 09:14", align="center"),
    slip.code(PAYLOAD, small=True),
    slip.text("P-1122-017", align="center"),
    slip.tear(""),
]
SIZE = profile_from("label=60x40").label_dots


def image(line: Line) -> Image.Image:
    """Return the picture of a label."""
    return Image.open(io.BytesIO(screen.png([line], SIZE[0]))).convert("1")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many dots of a part of the picture are black."""
    return picture.crop(box).convert("L").histogram()[0]


def test_everything_stands_on_one_label_in_its_place() -> None:
    (made,) = label.compose(BLOCKS, SIZE)
    picture = image(made)
    assert picture.size == (480, 320)
    assert [one.text for *_place, one in made.places] == [
        "C-4-06", PAYLOAD, "3-2-1005  沈** 2207", "生鲜  今日领取", "顺丰 尾号 8821   11-22", "09:14", "P-1122-017",
    ]  # fmt: skip  # in reading order
    assert ink(picture, (0, 12, 480, 116)) > 4000  # the place, above
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    assert (found.text, found.position.top_left.x > 300, found.position.top_left.y > 116) == (PAYLOAD, True, True)
    assert ink(picture, (12, 116, 300, 308)) > 3000  # the rest, at the left
    for edge in ((0, 0, 480, 12), (0, 308, 480, 320), (0, 0, 12, 320), (468, 0, 480, 320)):
        assert ink(picture, edge) == 0


def test_a_label_is_one_picture_and_moves_on_to_the_next() -> None:
    profile = profile_from("label=60x40")
    data = escpos.render(label.compose(BLOCKS, SIZE), profile, "0001")
    assert data.endswith(escpos.NEXT_LABEL + escpos.asking("0001"))
    assert b"\x1dV" not in data
    height = sum(
        int.from_bytes(data[at + 6 : at + 8], "little") for at in range(len(data)) if data[at : at + 3] == b"\x1dv0"
    )
    assert height == 320


def test_what_does_not_fit_goes_on_to_a_second_label_under_the_same_place() -> None:
    many = [*BLOCKS, *(slip.text(f"第 {n} 件") for n in range(12))]
    made = label.compose(many, SIZE)
    assert len(made) == 3
    assert all(one.places[0][3].text == "C-4-06" for one in made)
    said = [one.text for line in made for *_place, one in line.places]
    assert [f"第 {n} 件" for n in range(12)] == [one for one in said if one.startswith("第")]
    assert all(top + one.pitch <= 320 for line in made for _x, top, _wide, one in line.places if one.kind != "qr")


def test_both_languages_are_no_reason_for_two_labels() -> None:
    (made,) = label.compose(BLOCKS, SIZE, language="both")
    assert "3-2-1005  沈** 2207" in [one.text for *_place, one in made.places]
    (english,) = label.compose(BLOCKS, SIZE, language="en")
    assert "3-2-1005  Shen** 2207" in [one.text for *_place, one in english.places]


def test_a_reprint_says_so_on_the_label() -> None:
    made = label.compose(BLOCKS, SIZE, reprint=(1, "李婷", "14:52", "卡纸"))
    assert any("补打 1" in one.text for line in made for *_place, one in line.places)


def test_a_slip_without_place_or_code_is_a_label_too() -> None:
    (made,) = label.compose([slip.text("只有一行")], SIZE)
    assert [one.text for *_place, one in made.places] == ["只有一行"]


def test_a_printer_of_labels_gets_labels_and_another_one_its_strip() -> None:
    job = JobOut(1, "P-1122-017", "parcels.label", slip.dump(BLOCKS), "zh", None, "0001")
    assert [one.kind for one in spool.lines_of(job, open_printer("tcp://h?label=60x40").profile)] == ["label"]
    assert spool.lines_of(job, Profile())[-1].kind == "cut"


def test_a_label_has_its_page_and_its_drawing() -> None:
    made = label.compose(BLOCKS, SIZE)
    assert pdf.render([made], 48, "label").startswith(b"%PDF")
    assert "C-4-06" in text.render(made)


def test_a_profile_and_its_address_say_the_same() -> None:
    for query in ("", "paper=58", "paper=42&mode=raster&answers=no&fence=yes", "label=60x40&cutter=no&qr=image"):
        assert profile_from(query_of(profile_from(query))) == profile_from(query)
