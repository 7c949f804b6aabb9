"""Slips that the printing tests print: the luggage set as the house draws it."""

from kiosk.i18n import Both
from kiosk.printing import slip
from kiosk.printing.slip import Block

ESTATE, DESK = Both("云栖花园", "Yunqi Gardens"), Both("南门服务台", "South Gate Desk")
FORM, SHORT = Both("物品寄存单", "Luggage slip"), Both("物品寄存单", "Luggage")
NUMBER, PLACE, PAYLOAD = "L-1122-04", "B-1-04", "L26112204Q"

PIECES = (
    (Both("1/3  拉杆箱 28寸 黑", "1/3  Suitcase 28in black"), Both("完好", "good")),
    (Both("2/3  拉杆箱 20寸 银", "2/3  Suitcase 20in silver"), Both("轮子破损 已告知", "wheel broken, told")),
    (Both("3/3  纸袋", "3/3  Paper bag"), Both("完好", "good")),
)

CONFIRMED = Both(
    "件数、完好情况及提取时间已与本人核对无误；其中无贵重、危险、易腐、易生虫及有异味物品。",
    "Pieces, condition and collection time were checked with me. Nothing valuable, dangerous, perishable, "
    "likely to breed insects, or smelly is among them.",
)

TERMS = (
    Both("请妥善保管本联，凭本联提取。", "Please keep this ticket: you need it to collect."),
    Both("请勿寄存现金、证件和贵重物品。", "No cash, documents or valuables, please."),
    Both("不收危险、易腐、易生虫、有异味物品。", "Nothing dangerous, perishable, insect-breeding or smelly."),
    Both("如有遗失，请立即告知服务台。", "If you lose it, tell the desk at once."),
    Both("满30天未取，将由主管与您联系。", "After 30 days the supervisor will contact you."),
)

STORED = slip.row(Both("寄存时间", "Stored"), Both("2026-11-22 14:36", "22 Nov 2026 14:36"))
UNTIL = slip.row(Both("预计提取", "Collect on"), Both("2026-11-25 18:00", "25 Nov 2026 18:00"))
PIECES_ROW = slip.row(Both("件数", "Pieces"), Both("3 件", "3"), rank="H")


def desk_copy() -> list[Block]:
    """The copy that stays at the desk."""
    return [
        slip.head(ESTATE, DESK),
        slip.title(FORM, Both("寄存联", "DESK COPY"), SHORT),
        slip.big(NUMBER),
        slip.row(Both("位置", "Place"), PLACE, "STO-24", "H"),
        PIECES_ROW,
        slip.row(Both("房号", "Unit"), "3-2-1005"),
        slip.row(Both("住户", "Resident"), Both("沈佳宜  139****2207", "Shen Jiayi  139****2207")),
        slip.rule(),
        *(slip.item(left, right, "STO-05") for left, right in PIECES),
        slip.rule(),
        STORED,
        UNTIL,
        slip.row(Both("经办", "Clerk"), Both("李婷", "Li Ting"), "STO-08"),
        slip.note(CONFIRMED),
        slip.sign(Both("寄存人签名", "Signed"), "STO-07"),
        slip.tear(),
    ]


def claim_ticket() -> list[Block]:
    """The copy that the owner takes along."""
    return [
        slip.head(ESTATE, DESK),
        slip.title(FORM, Both("提取联", "CLAIM TICKET"), SHORT),
        slip.big(NUMBER),
        slip.code(PAYLOAD),
        PIECES_ROW,
        slip.row(Both("寄存人", "Name"), Both("沈**", "Shen **")),
        STORED,
        UNTIL,
        slip.row(Both("经办", "Clerk"), Both("李婷  服务台电话 8000", "Li Ting  desk phone 8000")),
        slip.rule(),
        *(slip.note(text, "STO-03", at) for at, text in enumerate(TERMS, 1)),
        slip.rule(),
        slip.text(Both("提取时当面签名：", "Sign only when you collect:")),
        slip.sign(Both("签名", "Signed"), "STO-17 AMB-10", Both("日期", "Date")),
        slip.tear(),
    ]


def tag(mark: str = "1/3") -> list[Block]:
    """The tag of one piece."""
    return [
        slip.hole(),
        slip.big(NUMBER, "Q"),
        slip.big(f"{mark}   {PLACE}"),
        slip.code(PAYLOAD),
        slip.row(Both("提取", "Collect on"), Both("11-25 18:00", "25 Nov 18:00")),
        slip.row(Both("物品", "Piece"), Both("拉杆箱 28寸 黑  完好", "Suitcase 28in black  good")),
        slip.tear(mark),
    ]


def luggage_set() -> list[Block]:
    """The three papers as they are drawn: desk copy, claim ticket, first tag."""
    return [*desk_copy(), *claim_ticket(), *tag()]
