"""Rows of a register as people: cleaned, or refused with the reason in words."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kiosk.i18n import Say, _
from kiosk.people import clean_line, likely_phone, normal_phone, normal_unit
from kiosk.people.documents import holds_card, without_cards
from kiosk.people.names import TextError
from kiosk.values import RegisterLine, RegisterPerson

#: What people write into a cell that says nothing.
_NOTHING = {
    "",
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "没有",
    "空",
    "暂无",
    "未知",
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "0",
    "*",
    "不详",
}
#: Instead of a name: nobody lives there.
_EMPTY = {"空置", "空房", "空关", "未售", "待售", "未入住", "空户", "vacant", "empty", "unsold"}
#: Parts of what relations are called; the first that fits is meant, so 业主配偶 is family and 租户家属 too.
_RELATIONS = (
    ("housekeeper", "保姆 阿姨 护工 月嫂 家政 housekeeper nanny"), ("agent", "中介 代理 受托 agent"),
    ("family", "家 亲属 亲戚 配偶 妻 夫 爱人 父 母 爸 妈 子 女 儿 孙 兄 弟 姐 妹 成员 family spouse wife husband son daughter"),
    ("tenant", "租 借住 tenant lodger"), ("staff", "员工 职工 雇员 staff employee"),
    ("owner", "业主 户主 产权人 房主 本人 房东 owner landlord self"),
)  # fmt: skip  # a table
_LANGUAGES = {"zh": "zh 中文 汉语 chinese", "en": "en 英文 英语 english", "both": "both 双语 中英文 中英"}
_YES = frozenset("1 是 可 可以 能 y yes true √ ✓ 对".split())  # noqa: SIM905  # reads as it is typed
_NO = frozenset("0 否 不可 不可以 不能 不 n no false × x 禁止".split())  # noqa: SIM905  # reads as it is typed
#: Columns that are kept in the open, as they are typed.
_OPEN = ("words", "name", "tenant", "remark")
#: Numbers within a cell, whatever stands between and beside them.
_NUMBER = re.compile(
    r"\+\d[\d -]{6,18}\d|(?<!\d)(?:86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\d)\(?0\d{2,3}\)?[- ]?\d{7,8}(?:-\d{1,6}|转\d{1,6})?(?!\d)|(?<!\d)[2-9]\d{2,3}[- ]?\d{4}(?!\d)"
)
#: Two mobile numbers without anything between them.
_RUN_TOGETHER = re.compile(r"(?<!\d)(1[3-9]\d{9})(?=1[3-9]\d{9}(?!\d))")
_CUT_BY_EXCEL = re.compile(r"\d(\.\d+)?e\+?\d+", re.IGNORECASE)
#: Between several names of one cell: co-owners.
_AND = re.compile(r"[、,，;；/|\n]+|\s+(?:和|及|and)\s+|(?<=[一-鿿])\s{2,}(?=[一-鿿])")


class RowError(ValueError):
    """A row cannot be taken; `words` say why."""

    def __init__(self, words: Say) -> None:
        """Keep the sentence."""
        self.words = words
        super().__init__(str(words))


def people(
    rows: Sequence[tuple[int, tuple[str, ...]]], fields: Sequence[str]
) -> tuple[list[RegisterPerson], list[RegisterLine]]:
    """Return whom the rows name, each once, and the rows that cannot be taken with the reason."""
    found: dict[tuple[str, str], RegisterPerson] = {}
    refused = []
    for line, cells in rows:
        by_field = _by_field(cells, fields)
        try:
            for person in _of_row(line, by_field):
                known = found.get((person.unit, person.name))
                found[person.unit, person.name] = person if known is None else _joined(known, person)
        except (RowError, TextError) as error:
            name = " ".join(by_field.get("name", [])) or " ".join(by_field.get("tenant", []))
            taken = tuple(without_cards(cell) for field, cell in zip(fields, cells, strict=False) if field)
            unit, name = without_cards(_said_unit(by_field)), without_cards(name[:100])
            refused.append(RegisterLine(line, unit, name, "refused", error.words, taken))
    return list(found.values()), refused


def _by_field(cells: Sequence[str], fields: Sequence[str]) -> dict[str, list[str]]:
    """Return the cells that say something, by what they are taken for."""
    found: dict[str, list[str]] = {}
    for field, cell in zip(fields, cells, strict=False):
        text = unicodedata.normalize("NFKC", cell).strip()
        if field and text.casefold() not in (_NOTHING if field not in ("collects", "room", "entrance") else {""}):
            found.setdefault(field, []).append(text)
    return found


def _of_row(line: int, cells: Mapping[str, list[str]]) -> Iterator[RegisterPerson]:
    """Yield the people of a row; its unit alone where nobody is named."""
    if any(holds_card(cell) for column in _OPEN for cell in cells.get(column, [])):
        raise RowError(_("A document number stands in this row: it is kept sealed only, so leave it out here."))
    unit = _unit(cells)
    words = clean_line(cells["words"][0]) if "words" in cells else None
    owners = _names(cells.get("name", []))
    tenants = _names(cells.get("tenant", []))
    phones, tenant_phones = _phones(cells.get("phone", [])), _phones(cells.get("tenant_phone", []))
    if not owners and (phones or (tenant_phones and not tenants)):
        raise RowError(_("There is a telephone and no name."))
    if not owners and not tenants:
        yield RegisterPerson(line, unit, words=words)
        return
    base = RegisterPerson(
        line, unit, relation=_relation(cells.get("relation", [])), language=_language(cells.get("language", [])),
        collects=_yes(cells.get("collects", [])), words=words,
        remark=clean_line(" ".join(cells["remark"])[:100]) if "remark" in cells else None,
    )  # fmt: skip  # one line a group reads better
    shared = len(owners) == len(phones) > 1
    for place, name in enumerate(owners):
        own = (phones[place],) if shared else phones if place == 0 else ()
        yield replace(base, name=name, phones=own)
    for place, name in enumerate(tenants):
        yield replace(base, name=name, relation="tenant", phones=tenant_phones if place == 0 else ())


def _said_unit(cells: Mapping[str, list[str]]) -> str:
    """Return what a row says of its unit, as it stands there."""
    return " ".join(cells[part][0] for part in ("unit", "building", "entrance", "room") if cells.get(part))[:60]


def _unit(cells: Mapping[str, list[str]]) -> str:
    """Return the unit of a row, from one cell or from its parts."""
    said = _said_unit(cells)
    if not said:
        raise RowError(_("There is no unit in this row."))
    whole = cells.get("unit", [""])[0]
    room = cells.get("room", [""])[0]
    parts = [cells[part][0] for part in ("building", "entrance") if cells.get(part)]
    for text in (whole, room if _is_whole(room) else "", "-".join([*parts, room or whole]), room):
        if text and (unit := normal_unit(text)):
            return unit
    raise RowError(_("{text} is no unit such as 3-2-1005.").format(text=said))


def _is_whole(room: str) -> bool:
    """Whether a room's cell names its building too: 3-2-1005, 别墅A12; 2-1005 is an entrance's room."""
    unit = normal_unit(room)
    return bool(unit and (unit.count("-") > 1 or not unit[0].isascii()))


def _names(cells: Sequence[str]) -> list[str]:
    """Return the names of a cell: co-owners stand in one; 空置 is none."""
    found = []
    for cell in cells:
        plain = re.sub(r"[(（].*?[)）]", "", cell)
        latin = plain.isascii()
        for one in [plain] if latin and "/" not in plain and ";" not in plain else _AND.split(plain):
            name = clean_line(one)
            if name and name.casefold() not in _NOTHING | _EMPTY:
                if not re.search(r"[^\W\d_]", name):
                    raise RowError(_("{text} is no name.").format(text=name[:40]))
                found.append(name)
    return list(dict.fromkeys(found))


def _phones(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the numbers of cells, each once, in the order in which they stand there."""
    found: list[str] = []
    for cell in cells:
        text = _RUN_TOGETHER.sub(r"\1 ", re.sub(r"\s*-\s*", "-", cell))
        if _CUT_BY_EXCEL.fullmatch(text.strip()):
            words = _("Excel has cut the number {text}: format that column as text and type it again.")
            raise RowError(words.format(text=text))
        numbers = [match[0] for match in _NUMBER.finditer(text)]
        if not numbers and re.search(r"\d", text):
            if not re.search(r"\d\D*\d\D*\d", text):
                raise RowError(_("{text} is no telephone number.").format(text=cell[:40]))
            numbers = [one for one in re.split(r"[,，;；/、\s]+", text) if re.search(r"\d\D*\d\D*\d", one)]
        if not numbers:
            raise RowError(_("{text} is no telephone number.").format(text=cell[:40]))
        found += [normal_phone(clean_line(number)) for number in numbers]
    return tuple(dict.fromkeys(found))


def doubtful(person: RegisterPerson) -> Say:
    """Return which number of somebody can hardly be dialled, "" where all can: said, never refused."""
    wrong = next((phone for phone in person.phones if not likely_phone(phone)), "")
    return _("The number {phone} can hardly be dialled.").format(phone=wrong) if wrong else ""


def _relation(cells: Sequence[str]) -> str | None:
    """Return how somebody belongs to the unit; what nobody knows is refused, never guessed."""
    if not cells:
        return None
    text = cells[0].casefold()
    words = re.findall("[a-z]+", text)
    for relation, parts in _RELATIONS:
        if any(part in (words if part.isascii() else text) for part in parts.split()):
            return relation
    known = _("{text} is no relation to a unit: owner, family, tenant, housekeeper, employee, agent.")
    raise RowError(known.format(text=cells[0][:40]))


def _language(cells: Sequence[str]) -> str | None:
    """Return the language of slips."""
    text = cells[0].casefold() if cells else ""
    found = next((key for key, words in _LANGUAGES.items() if text in words.split()), None)
    if text and found is None:
        raise RowError(_("{text} is no language of slips: zh, en or both.").format(text=cells[0][:40]))
    return found


def _yes(cells: Sequence[str]) -> bool | None:
    """Return yes or no."""
    text = cells[0].casefold() if cells else ""
    if not text:
        return None
    if text not in _YES | _NO:
        raise RowError(_("{text} is neither yes nor no.").format(text=cells[0][:40]))
    return text in _YES


def _joined(known: RegisterPerson, again: RegisterPerson) -> RegisterPerson:
    """Return somebody whom two rows name; refuse where they contradict each other."""
    for column in ("relation", "language", "collects"):
        one, other = getattr(known, column), getattr(again, column)
        if one is not None and other is not None and one != other:
            raise RowError(_("{name} stands in line {n} already, and otherwise.").format(name=again.name, n=known.line))
    return replace(
        known,
        phones=tuple(dict.fromkeys((*known.phones, *again.phones))),
        relation=known.relation or again.relation,
        language=known.language or again.language,
        collects=again.collects if known.collects is None else known.collects,
        remark=known.remark or again.remark,
        words=known.words or again.words,
    )
