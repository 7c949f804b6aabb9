"""Labels of every size that is accepted: each slip comes to its end, nothing overlaps or is cut off, each code is read."""

import pytest
import zxingcpp

from kiosk.i18n import Both
from kiosk.printing import cells, escpos, label, screen, slip, trial
from kiosk.printing.codes import edge
from kiosk.printing.layout import Line, layout
from kiosk.printing.profile import profile_from
from tests.counter import OWNER, THREE, UNIT, Counter

#: Every combination that is accepted of sizes that are sold and those at the edges.
WIDE, HIGH = (30, 34, 37, 38, 40, 45, 50, 57, 58, 60, 70, 80), (20, 23, 24, 25, 30, 37, 38, 40, 50, 60, 100, 150)
#: The longest code that a record of ours can have: two letters, a run of four figures, a piece of three.
LONGEST = "AN2611229999QP123K"


def accepted() -> list[tuple[int, int]]:
    """Return the sizes of labels in dots that an address may ask for."""
    found = []
    for wide in WIDE:
        for high in HIGH:
            try:
                found.append(profile_from(f"label={wide}x{high}").label_dots)
            except ValueError:
                continue
    return found


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no slip take endless work, by the lines that are broken, not by the clock."""
    real, done = cells.fitting, [0]

    def counted(text: str, room: int) -> str:
        done[0] += 1
        assert done[0] < 20_000, "a line is broken for ever"
        return real(text, room)

    monkeypatch.setattr(cells, "fitting", counted)


@pytest.fixture
def slips(counter: Counter) -> dict[str, list[slip.Block]]:
    """Return real slips by kind, and one with everything that is long."""
    taken = [
        counter.take("luggage.store", unit=UNIT, party=OWNER, pieces=THREE),
        counter.take("parcels.receive", unit=UNIT, party=OWNER, waybills=["SF1234567890123"], addressee="沈佳宜"),
    ]
    found = {}
    for number in (job for one in taken for job in one.jobs):
        job = counter.reader.blocks(number)
        assert job is not None
        found[job.kind] = slip.load(job.blocks)
    many = Both("一位名字很长很长的住户，要写好几行", "a resident whose name is long and takes several lines")
    found["long"] = [
        slip.big("AN-1122-9999", "Q"), slip.big("123/123   B-14-04"), slip.text("A1-1005", "Q"), slip.code(LONGEST),
        slip.row(many, many, rank="H"), slip.item(many, many, after=many), slip.note(many, number=12),
        slip.cells("2026-11-22 14:36", "123456", "7"), slip.sign(many, date=many), slip.tear(),
    ]  # fmt: skip  # one line a group reads better
    return found


def high(line: Line) -> int:
    """Return the dots that a line takes on a label."""
    return edge(line.text, line.module) if line.kind == "qr" else line.pitch


def boxes(line: Line) -> list[tuple[int, int, int, int]]:
    """Return where the lines of a label stand: left, top, right, bottom."""
    return [(x, y, x + wide, y + high(one)) for x, y, wide, one in line.places]


def apart(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    """Whether two places do not touch."""
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_every_slip_fits_the_labels_of_every_size(slips: dict[str, list[slip.Block]], language: str) -> None:
    """No line stands outside the margins or over another one; what is too wide for its place is no line at all."""
    assert {"luggage.claim_ticket", "luggage.bag_tags", "parcels.label"} <= set(slips)
    assert len(accepted()) > 80
    for wide, tall in accepted():
        for kind, blocks in slips.items():
            for made in label.compose(blocks, (wide, tall), language=language):
                about = (wide // 8, tall // 8, kind)
                inner = boxes(made)
                assert all(x >= 12 and y >= 12 and r <= wide - 12 and b <= tall - 12 for x, y, r, b in inner), about
                assert all(apart(one, two) for at, one in enumerate(inner) for two in inner[:at]), about
                for _x, _y, room, one in made.places:
                    assert one.kind in ("qr", "rule") or cells.cells(one.text) * one.width * 12 <= room, (about, one)


def test_the_code_is_read_from_every_label(slips: dict[str, list[slip.Block]]) -> None:
    """Also from the longest one on the smallest label: a label that cannot be scanned is no label."""
    for size in accepted()[::3]:
        for kind, blocks in slips.items():
            codes = [one.payload for one in blocks if isinstance(one, slip.Code)]
            made = label.compose(blocks, size, language="both")
            for one in (made[0], made[-1]) if codes else ():
                picture = screen.bilevel(screen.strip(one, size[0])).convert("L")
                assert [found.text for found in zxingcpp.read_barcodes(picture)] == codes[:1], (size, kind)


@pytest.mark.parametrize("size", ["30x20", "60x20", "60x23", "30x30", "37x37"])
def test_labels_without_room_for_code_and_words_are_refused(size: str) -> None:
    with pytest.raises(ValueError, match="label"):
        profile_from(f"label={size}")


def test_nothing_is_lost_on_a_narrow_label() -> None:
    """Words that have no room beside the code stand below it, in their order."""
    blocks = [slip.big("C-4-06", "Q"), slip.code(LONGEST), *(slip.text(f"第 {n} 件") for n in range(6))]
    made = label.compose(blocks, profile_from("label=30x40").label_dots)
    said = [one.text for line in made for *_place, one in line.places]
    assert [one for one in said if one.startswith("第")] == [f"第 {n} 件" for n in range(6)]
    assert all({"C-4-06", LONGEST} <= {one.text for *_place, one in line.places} for line in made)


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("width", [-3, 0, 1, 2])
def test_breaking_lines_always_comes_to_its_end(width: int) -> None:
    """Where there is no room, a line takes one character: nothing is lost and nothing goes on for ever."""
    for first in (None, -5, 0, 1):
        lines = cells.wrap("好 ab（好）", width, first)
        assert "".join(lines).replace(" ", "") == "好ab（好）"


@pytest.mark.usefixtures("work")
def test_every_slip_can_be_laid_out_in_every_width(slips: dict[str, list[slip.Block]]) -> None:
    """Also in one column, for which no paper is made."""
    for columns in range(1, 33):
        for language in ("zh", "en", "both"):
            assert all(layout(one, columns=columns, language=language) for one in slips.values())


def test_the_sample_of_a_label_printer_is_a_label() -> None:
    """The clerk sees what every slip will look like."""
    data = trial.sample(profile_from("label=50x30"), "0001")
    assert data.count(escpos.NEXT_LABEL) == 1
    assert b"\x1dV" not in data
