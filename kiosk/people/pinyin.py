"""Pinyin of names: every reading, surnames by a table of their own (PITFALLS §10).

A table of characters has no surnames, so 单 仇 解 曾 区 查 and others would be sorted and searched wrongly; the
readings of a table of our own come first, the common ones stay, since a clerk may type either.
The characters' readings are those of pypinyin, as text (`.ci/pinyin.py` writes it): its own table costs 12 MiB.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kiosk.people.names import HAN, family_name
from kiosk.places import RESOURCES

#: A line of readings and all characters that are read so.
READINGS = RESOURCES / "pinyin" / "readings.txt"

#: Surnames whose reading differs from the usual one of the character.
_SURNAMES = """
    单 shan, 解 xie, 曾 zeng, 仇 qiu, 查 zha, 朴 piao, 区 ou, 盖 ge, 翟 zhai, 缪 miao, 覃 qin, 乐 yue, 隗 wei, 阚 kan, 乜 nie,
    句 gou, 折 she, 召 shao, 任 ren, 冼 xian, 洗 xian, 员 yun, 黑 he, 秘 bi, 哈 ha, 逄 pang, 晟 cheng, 燕 yan, 纪 ji, 华 hua, 宓 mi,
    祭 zhai, 种 chong, 褚 chu, 佴 nai, 蕃 pi, 麴 qu, 沈 shen, 石 shi, 叶 ye, 应 ying, 宁 ning, 那 na, 卜 bu, 车 che, 郇 xun, 闫 yan,
    綦 qi, 单于 chan yu, 尉迟 yu chi, 万俟 mo qi, 长孙 zhang sun, 澹台 tan tai, 令狐 ling hu, 葛 ge, 重 chong, 过 guo, 牟 mu, 俞 yu,
    繁 po, 臧 zang, 藏 zang, 谌 chen, 曲 qu, 單 shan, 區 ou, 蓋 ge, 樂 yue, 葉 ye, 車 che, 長孫 zhang sun, 尉遲 yu chi, 鲜于 xian yu
"""
SURNAMES = {name: reading for name, _space, reading in (row.strip().partition(" ") for row in _SURNAMES.split(","))}
#: Letters that no decomposition makes plain.
_PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
#: More readings than this are not kept; the likeliest are kept first.
_MOST = 24


@lru_cache(maxsize=4096)
def readings(name: str) -> frozenset[str]:
    """Return the pinyin of a name in all readings, without tones or spaces: {"shanxuesong", …}."""
    return frozenset("".join(made) for made in spelled(name))


@lru_cache(maxsize=4096)
def initials(name: str) -> frozenset[str]:
    """Return the initials of a name in all readings: {"sxs", "dxs"}; of other scripts the words' first letters."""
    if not re.search(f"[{HAN}]", name):
        words = re.findall(r"[^\W_]+", fold(name))
        return frozenset({"".join(word[0] for word in words)} - {""})
    options = [list(dict.fromkeys(s[:1] for s in syllables)) for syllables in _options(name)]
    return frozenset("".join(made) for made in itertools.islice(_likeliest(options), _MOST))


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """Return the key by which names stand in order: the surname's own reading first, then the characters."""
    first = " ".join(options[0] for options in _options(name)) if re.search(f"[{HAN}]", name) else fold(name)
    return f"{first}\0{name}"


@lru_cache(maxsize=4096)
def spelled(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a name's syllables in every reading, the likeliest first, at most a few dozen."""
    return tuple(itertools.islice(_likeliest(_options(name)), _MOST))


def latin(name: str) -> str:
    """Return a Chinese name as whoever reads no Chinese says it: 沈佳宜 is Shen Jiayi; "" for any other name."""
    if not re.fullmatch(f"[{HAN}]+", name):
        return ""
    syllables, family = [one.replace("v", "yu") for one in spelled(name)[0]], len(family_name(name))  # 吕: Lyu
    return f"{''.join(syllables[:family]).capitalize()} {''.join(syllables[family:]).capitalize()}".strip()


def warm() -> None:
    """Load the table of readings ahead of the first save."""
    _table()


def fold(text: str) -> str:
    """Return a text for comparing: NFKC, lower case, Latin letters as an English keyboard has them (é, ø, ß)."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN))
    return unicodedata.normalize("NFC", re.sub("(?<=[a-z])[\u0300-\u036f]+", "", folded))


def _likeliest(options: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield combinations, those that depart least often from the first reading first.

    A plain product would spend its limit on the last characters, so that a surname's other reading got lost.
    """
    places = [n for n, some in enumerate(options) if len(some) > 1]
    for departures in range(len(places) + 1):
        for chosen in itertools.combinations(places, departures):
            yield from itertools.product(*(some[1:] if n in chosen else some[:1] for n, some in enumerate(options)))


def _options(name: str) -> list[list[str]]:
    """Return the readings of each syllable; Latin words of a mixed name are syllables of their own."""
    found = [list(_read(part)) for part in re.findall(f"[{HAN}]|[^\\W_{HAN}]+", fold(name))]
    for index, syllable in enumerate(SURNAMES.get(family_name(name), "").split()):
        found[index] = list(dict.fromkeys([*_with_umlaut([syllable]), *found[index]]))
    return found


@lru_cache(maxsize=8192)
def _read(part: str) -> tuple[str, ...]:
    """Return the readings of one character, the usual one first; a Latin word, or a character unheard of, is its own."""
    at = _table().find(part) if re.fullmatch(f"[{HAN}]", part) else -1
    if at < 0:
        return (part,)
    begins = _table().rfind("\n", 0, at) + 1
    return tuple(_with_umlaut(_table()[begins : _table().index(" ", begins)].split(",")))


@lru_cache(maxsize=1)
def _table() -> str:
    """Return the readings of all characters as one text: a line is found by the character that stands in it."""
    return READINGS.read_text(encoding="utf-8")


def _with_umlaut(options: Iterable[str]) -> list[str]:
    """Return readings with ü as v, as u and as yu, so that lv, lu, lü and lyu all find 吕."""
    made: list[str] = []
    for one in options:
        plain = unicodedata.normalize("NFC", one).replace("u\u0308", "v").replace("ü", "v")
        made += [plain, *([plain.replace("v", "u"), plain.replace("v", "yu")] if "v" in plain else [])]
    return list(dict.fromkeys(made))
