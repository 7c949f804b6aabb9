"""Label and pick-up notice: to the letter as they are drawn, in both widths and languages, with a code that scans."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.i18n import Both
from kiosk.numbers import payload
from kiosk.printing import layout, screen, slip, text
from kiosk.services.parcels.kept import Parcel, Waybill
from kiosk.services.parcels.slips import label, pickup_notice
from kiosk.settings import House
from kiosk.store.tables import Record
from kiosk.values import Option
from tests.counter import Counter

DRAWINGS = Path(__file__).parent.parent / "slips"
HOUSE = House(
    {
        "estate": "云栖花园",
        "estate_en": "Yunqi Gardens",
        "counter": "南门服务台",
        "counter_en": "South Gate Desk",
        "phone": "8000",
    },
    {"courier*": (Option("sf", Both("顺丰", "SF")),), "parcel_flag*": (Option("frozen", Both("冷冻", "Frozen")),)},
)
KINDS = {"parcel_label": label, "pickup_notice": pickup_notice}


def drawn(name: str = "沈佳宜", **more: Any) -> Any:
    """Return the moment of the drawings: a perishable parcel of SF, taken in at 09:14."""
    opened = datetime(2026, 11, 22, 1, 14, tzinfo=UTC)
    record = Record(
        number="P261122017", service="parcels", state="waiting", unit="3-2-1005", party=name, phone="13912342207",
        place="C-4-06", opened_at=opened, opened_by="李婷",
    )  # fmt: skip  # one record
    detail = Parcel(**{"courier": "sf", "pieces": 1, "flag": "perishable", "notice": True, **more})
    return SimpleNamespace(
        record=record, detail=detail, house=HOUSE, local=lambda one: one.astimezone(HOUSE.tz),
        lines=lambda kind: [Waybill(code="SF1234567898821")],
    )  # fmt: skip  # one moment


def paper(at: Any, kind: Any = label, columns: int = 48, language: str = "zh") -> str:
    """Return a slip as text."""
    return text.render(layout.layout(kind.fn(at), columns=columns, language=language))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["zh", "en", "both"])
@pytest.mark.parametrize("columns", [48, 32])
def test_it_is_printed_as_it_is_drawn(kind: str, columns: int, language: str) -> None:
    """The house's drawings are the measure."""
    drawing = DRAWINGS / f"{kind}_{80 if columns == 48 else 58}_{language}.txt"
    name = "Shen Jiayi" if language == "en" else "沈佳宜"
    assert paper(drawn(name), KINDS[kind], columns, language) == drawing.read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("kind", KINDS)
def test_its_code_scans(kind: str, columns: int, tmp_path: Path) -> None:
    """What the printer draws is read by a scanner's own library, and names the parcel."""
    zxingcpp = pytest.importorskip("zxingcpp")
    from PIL import Image

    picture = tmp_path / "slip.png"
    picture.write_bytes(
        screen.png(
            layout.layout(KINDS[kind].fn(drawn()), columns=columns, language="zh"), 576 if columns == 48 else 384
        )
    )
    with Image.open(picture) as opened:
        found = [one.text for one in zxingcpp.read_barcodes(opened.convert("L"))]
    assert found == [payload("P261122017")]


@pytest.mark.parametrize(
    ("flag", "mark"),
    [("valuable", "贵重  上锁"), ("damaged", "破损  已拍照"), ("frozen", "冷冻"), (None, "多件  2/2")],
)
def test_one_flag_at_most(flag: str | None, mark: str) -> None:
    """What it is comes first, an entry of the estate's own list too; else which of several pieces."""
    second = paper(drawn(flag=flag, pieces=2)).split("CUT")[1]
    marked = [line.partition("|")[2].strip(" |") for line in second.splitlines() if line.startswith("INV")]
    assert marked == [mark]


def test_a_label_tells_a_passer_by_little() -> None:
    """No full name, no phone, no contents; the notice names no person at all."""
    for kind in (label, pickup_notice):
        for language in ("zh", "en", "both"):
            shown = paper(drawn(), kind, 48, language)
            assert [word for word in ("沈佳宜", "13912342207", "1234567898821") if word in shown] == []
    assert "沈" not in paper(drawn(), pickup_notice)


def test_whom_nobody_knows_is_masked_too() -> None:
    """The label says that somebody has to find out, and what the courier's label says, masked."""
    at = drawn("欧阳小明 13800001111")
    at.record.unit = None
    shown = paper(at)
    assert "收件人待查" in shown
    assert "小明" not in shown
    assert "1111" in shown


def test_no_notice_unless_it_is_wanted() -> None:
    """Only where the estate has it switched on or the clerk asks for it."""
    assert pickup_notice.fn(drawn(notice=False)) == []


@pytest.mark.rule("PAR-04")
def test_label_and_notice_carry_one_number(counter: Counter) -> None:
    """A part that stays on the parcel and one that goes to the resident, as with luggage (STO-24)."""
    taken = counter.take("parcels.receive", waybills=["SF1234567898821"], addressee="2207", who="3-2-1005 沈佳宜",
                         unit="3-2-1005", party="沈佳宜", courier="sf", notice=True)  # fmt: skip
    parts = [counter.reader.blocks(job) for job in taken.jobs]
    assert [(part.kind, payload(taken.number) in part.blocks) for part in parts if part] == [
        ("parcels.label", True), ("parcels.pickup_notice", True)]  # fmt: skip


def test_every_piece_has_its_label() -> None:
    """Three pieces, three papers: after a jam only the missing one prints."""
    assert len(slip.parts(label.fn(drawn(pieces=3)))) == 3
