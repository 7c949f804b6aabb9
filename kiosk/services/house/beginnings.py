"""What a new estate begins with: lists and a small store, so that luggage can be taken in at once.

All of it is edited on screen afterwards; digits are what the clerk types.
"""

#: List → (key, digit, Chinese, English).
LISTS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "piece_kind": (
        ("case", "1", "拉杆箱", "Suitcase"),
        ("rucksack", "2", "背包", "Rucksack"),
        ("bag", "3", "手提袋", "Holdall"),
        ("paper_bag", "4", "纸袋", "Paper bag"),
        ("box", "5", "纸箱", "Box"),
        ("pram", "6", "婴儿车", "Pram"),
        ("golf", "7", "球包", "Golf bag"),
        ("other", "9", "其他", "Other"),
    ),
    "colour": (
        ("black", "1", "黑", "black"),
        ("silver", "2", "银", "silver"),
        ("blue", "3", "蓝", "blue"),
        ("red", "4", "红", "red"),
        ("grey", "5", "灰", "grey"),
        ("white", "6", "白", "white"),
        ("green", "7", "绿", "green"),
        ("brown", "8", "棕", "brown"),
        ("mixed", "9", "花色", "mixed"),
    ),
    "piece_size": (
        ("1", "1", "小件", "small"),
        ("2", "2", "中件", "medium"),
        ("3", "3", "大件", "large"),
    ),
    "damage": (
        ("good", "1", "完好", "good"),
        ("scratched", "2", "划痕", "scratched"),
        ("wheel", "3", "轮子破损", "wheel broken"),
        ("handle", "4", "拉杆损坏", "handle broken"),
        ("zip", "5", "拉链损坏", "zip broken"),
        ("dented", "6", "凹陷", "dented"),
        ("torn", "7", "破口", "torn"),
        ("wet", "8", "受潮", "wet"),
        ("open", "9", "未上锁", "not locked"),
    ),
    "courier": (
        ("sf", "1", "顺丰", "SF"),
        ("yto", "2", "圆通", "YTO"),
        ("zto", "3", "中通", "ZTO"),
        ("sto", "4", "申通", "STO"),
        ("yunda", "5", "韵达", "Yunda"),
        ("jt", "6", "极兔", "J&T"),
        ("jd", "7", "京东", "JD"),
        ("ems", "8", "邮政 EMS", "EMS"),
        ("other", "9", "其他", "Other"),
    ),
    "parcel_flag": (
        ("perishable", "1", "生鲜", "Perishable"),
        ("valuable", "2", "贵重", "Valuable"),
        ("damaged", "3", "破损", "Damaged"),
    ),
}

#: Rack → size of its places, layers, places a layer. The last one is for parcels, whose numbers stand on their labels.
RACKS: tuple[tuple[str, int, int, int], ...] = (("A", 1, 3, 6), ("B", 2, 3, 5), ("C", 3, 2, 4), ("D", 1, 4, 30))


def places() -> list[tuple[str, int]]:
    """Return the places of a new store with their sizes, in walking order."""
    return [
        (f"{rack}-{layer}-{number:02d}", size)
        for rack, size, layers, count in RACKS
        for layer in range(1, layers + 1)
        for number in range(1, count + 1)
    ]
