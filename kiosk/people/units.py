"""Units in any common spelling, meeting in one: 3-2-1005, 3栋2单元1005室, 别墅A12.

The form that is kept: building, entrance and room joined by hyphens (3-2-1005, A-1005); where the estate
says a kind of building in Chinese, the kind stands before its number (别墅A12, 商铺1-1).
"""

import re
import unicodedata

#: Words that people write behind the numbers of building, entrance and room, and English ones before them.
_BETWEEN = re.compile(
    r"(?:号楼|號樓|栋|棟|幢|座|楼|樓|单元|單元|门洞|门(?!面|店)|門|梯|排|号|號|(?<!储藏)(?<!地下)室|房|户|戶|[-#－—–‐‑_/.,，、·\s]"
    r"|(?<![A-Z])(?:BUILDING|BLDG|BLOCK|BLK|TOWER|ENTRANCE|UNIT|ROOM|RM|FLAT|APARTMENT|APT|NO)(?![A-Z]))+"
)
#: A floor behind a building or an entrance; 楼 alone is a building's word (3楼2单元).
_FLOOR = re.compile(r"(?<=[-\D])(\d{1,2})(?:层|層)|(?<=[栋棟幢座元])[-\s]*(\d{1,2})(?:楼|樓)(?=\D*\d)")
#: Kinds of home that are named in words.
KINDS = (
    "别墅", "联排", "叠墅", "商铺", "商店", "门面", "店铺", "底商", "公寓", "会所", "车库", "車庫", "储藏室", "地下室", "物业",
)  # fmt: skip  # a table
_KINDS = "|".join(KINDS)
_PLAIN = re.compile(
    r"[A-Z]?\d{1,3}[A-Z]?-(?:\d{1,2}|[A-Z])-\d{1,4}[A-Z]?|[A-Z]?\d{1,3}[A-Z]?-\d{2,4}[A-Z]?|[A-Z]-\d{1,2}-\d{1,4}[A-Z]?|[A-Z]-\d{2,4}[A-Z]?"
)
#: A building with its entrance, and no room.
_NO_ROOM = re.compile(r"(?:栋|棟|幢|座|楼|樓|单元|單元|梯)[-\s]*$")
_NUMBERS = "[A-Z]{0,2}-?\\d{1,4}[A-Z]?(?:-\\d{1,4}[A-Z]?){0,2}"
_NAMED = re.compile(f"({_KINDS}|[\u4e00-\u9fff]{{1,6}})-?({_NUMBERS})")
_BEHIND = re.compile(f"({_NUMBERS})-?({_KINDS})")
_NUMERAL = re.compile("[一二三四五六七八九十]{1,3}(?=号楼|号|栋|棟|幢|座|单元|單元|楼|层|層|排)")
_READ_OUT = re.compile("[〇零一二三四五六七八九]{3,4}(?=室|号|號|房|户|$)")
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_SPOKEN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LONGEST = 40
#: The last character there is: what a prefix ends with is below it.
_LAST = "\U0010ffff"
#: A unit's building: what stands before the first hyphen, or the kind of home in Chinese (别墅A12, 商铺1-1).
_BUILDING = re.compile(r"[一-鿿]+|[^-]+")


def normal_unit(text: str) -> str | None:
    """Return the estate's spelling of a unit, or None for a text that is none.

    Full-width digits and letters count as plain ones, 三栋 as 3栋; zeros before a building's or an
    entrance's number go, those of a room stay.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if not plain or len(plain) > _LONGEST or any(unicodedata.category(c) == "Cc" for c in plain):
        return None
    plain = _NUMERAL.sub(lambda found: str(_number(found[0])), plain.removeprefix("第"))
    plain = _READ_OUT.sub(lambda found: found[0].translate(_SPOKEN), plain)
    floor = _FLOOR.search(plain)
    joined = _BETWEEN.sub("-", _FLOOR.sub("-", plain)).strip("-")
    if _PLAIN.fullmatch(joined):
        *before, room = joined.split("-")
        on_floor = _on_floor(room, (floor[1] or floor[2]).lstrip("0")) if floor else room
        if on_floor is None or _NO_ROOM.search(plain):
            return None
        return "-".join([*(part.lstrip("0") or "0" for part in before), on_floor])
    if floor:
        return None
    named, behind = _NAMED.fullmatch(joined), _BEHIND.fullmatch(joined)
    if behind:
        return f"{behind[2]}{_tight(behind[1])}"
    return f"{named[1]}{_tight(named[2])}" if named else None


def _on_floor(room: str, floor: str) -> str | None:
    """Return the number of a room on a floor: 10层05室 is 1005, 10层1005室 too; None where both contradict."""
    if len(re.sub(r"\D", "", room)) <= 2:
        return f"{floor}{room.zfill(2)}"
    return room if room.lstrip("0").startswith(floor) else None


def _tight(number: str) -> str:
    """Return a number without the hyphen between its letter and its digits: A-12 is A12."""
    return re.sub(r"^([A-Z]{1,2})-(?=\d)", r"\1", number)


def _number(numeral: str) -> int:
    """Return the value of a Chinese numeral below a hundred: 十二, 二十, 三."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.get(numeral[-1], 0)
    return 10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)


def building_of(code: str) -> str:
    """Return the building of a unit."""
    match = _BUILDING.match(code)
    return match[0] if match else code


def natural(text: str) -> list[tuple[int, int, str]]:
    """Return a key by which numbers within a text stand in order: 2 before 10."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.findall(r"\d+|\D+", text)]


def bounds(building: str) -> tuple[str, str]:
    """Return from where, and up to where, the units of a building stand in the register's index."""
    han = bool(re.fullmatch("[一-鿿]+", building))
    return (building, building + _LAST) if han else (f"{building}-", f"{building}.")
