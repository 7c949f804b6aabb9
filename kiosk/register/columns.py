"""Which column of a register means what: by its head, Chinese or English, or as somebody says."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from kiosk.i18n import Words, _
from kiosk.register.files import RegisterError

#: What can be taken over, in the order in which a page offers it.
FIELDS: dict[str, Words] = {
    "unit": _("Unit"), "building": _("Building"), "entrance": _("Entrance"), "room": _("Room"), "name": _("Name"),
    "relation": _("Relation"), "phone": _("Telephone"), "language": _("Language of slips"), "collects": _("May collect"),
    "remark": _("Remarks"), "tenant": _("Tenant's name"), "tenant_phone": _("Tenant's telephone"),
    "words": _("As the estate says it"),
}  # fmt: skip  # a table
#: Fields that several columns may fill.
SEVERAL = ("phone", "tenant_phone")

_HEADS = {
    "unit": "房号 房屋编号 房屋 房产 房屋地址 户号 单元房号 楼栋房号 住址 地址 门牌 门牌号 门牌号码 "
    "unit unitno flat apartment address home",
    "building": "楼栋 楼栋号 楼号 楼幢 栋 栋号 幢 幢号 座 座号 楼 楼宇 号楼 building buildingno block tower",
    "entrance": "单元 单元号 梯 梯号 门洞 门栋 entrance staircase stair",
    "room": "室 室号 房间 房间号 房间号码 房间编号 室号房号 户室 room roomno door",
    "name": "姓名 名字 业主姓名 业主 业主名称 业主名 住户 住户姓名 户主 户主姓名 产权人 产权人姓名 联系人 客户 客户名称 客户姓名 "
    "成员姓名 人员姓名 name fullname owner ownername resident residentname",
    "relation": "关系 与业主关系 与户主关系 业主关系 身份 住户身份 人员身份 住户类型 人员类型 客户类型 住户性质 "
    "relation relationship type role",
    "language": "语言 小票语言 language",
    "collects": "可代领 可代领物品 是否可代领 能否代领 可领物品 maycollect collects",
    "remark": "备注 备注信息 说明 附注 remark remarks note notes comment comments",
    "tenant": "租户 租户姓名 租客 租客姓名 承租人 承租人姓名 租户名称 tenant tenantname",
    "words": "园区叫法 房屋名称 别名 unitname",
}  # fmt: skip  # a table
_KNOWN = {head: field for field, heads in _HEADS.items() for head in heads.split()}
_PHONE = re.compile("电话|手机|联系方式|phone|mobile|^tel|^cell")
#: Whose number it is when it is not the resident's, and numbers that ring nowhere.
_OTHERS = re.compile("紧急|单位|公司|物业|经办|管家|证|车|emergency")
_TENANT = re.compile("租|tenant")
#: So many rows from the top may be a title, a date, an empty line.
_TOP = 20
#: Columns of a file without heads, by Excel's letters.
_LETTERS = re.compile(r"[A-Z]{1,2}")


def plain(head: str) -> str:
    """Return a head for comparing: one case, without spaces, stars, brackets and what stands in them."""
    text = re.sub(r"[(（【\[].*?[)）】\]]", "", unicodedata.normalize("NFKC", head)).casefold()
    return re.sub(r"[\W_]+", "", text)


def field_of(head: str) -> str:
    """Return what a column is taken for by its head, "" where nobody can tell."""
    text = plain(head)
    if text in _KNOWN:
        return _KNOWN[text]
    if _PHONE.search(text) and not _OTHERS.search(text):
        return "tenant_phone" if _TENANT.search(text) else "phone"
    return ""


def matched(cells: Sequence[str]) -> list[str]:
    """Return the field of each head of a row; a field that only one column can fill goes to the first."""
    found = [field_of(cell) for cell in cells]
    if "building" in found and "room" not in found and "unit" in found:
        found[found.index("unit")] = "room"  # beside a column of buildings 房号 is the room
    if "building" in found and "room" in found and "unit" in found and "entrance" not in found:
        found[found.index("unit")] = "entrance"  # an English 单元
    seen: set[str] = set()
    for place, field in enumerate(found):
        found[place] = "" if field in seen and field not in SEVERAL else field
        seen.add(field)
    return found


def head_row(rows: Sequence[tuple[int, tuple[str, ...]]], named: Mapping[str, str]) -> tuple[int, list[str]]:
    """Return the place of the row of heads (-1: there is none) and the field of each column.

    `named` says field → head, or the letter of a column; it has the last word over what heads are taken for.
    A field named without a head is not taken over.
    """
    if wrong := [field for field in named if field not in FIELDS]:
        words = _("There is nothing called {name} to take over: {known}.")
        raise RegisterError(words.format(name=wrong[0], known=", ".join(FIELDS)))
    best, fields = -1, [""] * max((len(cells) for _line, cells in rows[:_TOP]), default=0)
    for place, (_line, cells) in enumerate(rows[:_TOP]):
        found = _as_named(cells, matched(cells), named)
        if sum(map(bool, found)) > sum(map(bool, fields)) and (enough(found) or named):
            best, fields = place, found
    return best, _by_letter(fields, named)


def _as_named(cells: Sequence[str], found: list[str], named: Mapping[str, str]) -> list[str]:
    """Return the fields with those that somebody named by their head."""
    for field, head in named.items():
        if not head:
            found = ["" if one == field else one for one in found]
            continue
        wanted = [plain(one) for one in head.split("|")]
        places = [place for place, cell in enumerate(cells) if cell and plain(cell) in wanted]
        if places:
            found = ["" if one == field else one for one in found]
            for place in places if field in SEVERAL else places[:1]:
                found[place] = field
    return found


def _by_letter(fields: list[str], named: Mapping[str, str]) -> list[str]:
    """Return the fields with those that somebody named by a column's letter."""
    for field, head in named.items():
        letter = head.strip().upper()
        if field not in fields and _LETTERS.fullmatch(letter):
            place = 0
            for one in letter:
                place = place * 26 + ord(one) - 64
            fields += [""] * (place - len(fields))
            fields[place - 1] = field
    if missing := [head for field, head in named.items() if head and field not in fields]:
        raise RegisterError(_("There is no column {name}.").format(name=missing[0]))
    return fields


def enough(fields: Sequence[str]) -> bool:
    """Whether a register can be read by these columns: a unit, whole or in parts, and a name."""
    return ("unit" in fields or "room" in fields) and ("name" in fields or "tenant" in fields)
