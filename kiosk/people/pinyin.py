"""Pinyin of names: every reading, surnames by a table of their own (PITFALLS §10)."""

import itertools
from functools import lru_cache

from kiosk.people.names import family_name

#: Surnames whose reading differs from the usual one of the character.
SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "仇": "qiu", "查": "zha", "朴": "piao", "区": "ou", "盖": "ge",
    "翟": "zhai", "缪": "miao", "覃": "qin", "乐": "yue", "隗": "wei", "阚": "kan", "乜": "nie", "繁": "po",
    "句": "gou", "折": "she", "召": "shao", "任": "ren", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "澹台": "tan tai",
    "单于": "chan yu", "冼": "xian", "洗": "xian", "员": "yun", "黑": "he", "秘": "bi", "哈": "ha", "逄": "pang",
    "晟": "cheng", "燕": "yan", "纪": "ji", "华": "hua", "宓": "mi", "祭": "zhai",
}  # fmt: skip  # a table

#: More combinations than this are not kept: a name of many ambiguous characters is found by its first ones.
_MOST = 24


@lru_cache(maxsize=4096)
def readings(name: str) -> frozenset[str]:
    """Return the pinyin of a name in all readings, without tones or spaces: {"shanxuesong", …}."""
    return frozenset("".join(syllables) for syllables in _syllables(name))


@lru_cache(maxsize=4096)
def initials(name: str) -> frozenset[str]:
    """Return the initials of a name in all readings: {"sxs", "dxs"}."""
    if name.isascii():
        return frozenset({"".join(word[0] for word in name.lower().split())})
    return frozenset("".join(s[0] for s in syllables if s and s != "·") for syllables in _syllables(name))


@lru_cache(maxsize=4096)
def sort_key(name: str) -> str:
    """Return the key by which names stand in order: the surname's own reading first."""
    return name.lower() if name.isascii() else " ".join(_syllables(name)[0])


def _syllables(name: str) -> list[tuple[str, ...]]:
    """Return the readings of a name, the likeliest first, ü written v and u alike."""
    from pypinyin import Style, pinyin  # 0.3 s, so only where a name is read

    family, rest = family_name(name), name[len(family_name(name)) :]
    found: list[list[str]] = []
    known = SURNAMES.get(family) or SURNAMES.get(name[:1])
    for index, character in enumerate(family + rest):
        options = [s.lower() for s in pinyin(character, style=Style.NORMAL, heteronym=True, errors="default")[0]]
        if index == 0 and known:
            options = [known.split()[0], *(o for o in options if o != known.split()[0])]
        if index == 1 and known and " " in known and len(family) == 2:
            options = [known.split()[1]]
        found.append(_with_umlaut(options))
    return list(itertools.islice(itertools.product(*found), _MOST)) or [()]


def _with_umlaut(options: list[str]) -> list[str]:
    """Return readings with ü as v and as u, so that lv, lu and lyu all find 吕."""
    made: list[str] = []
    for one in options:
        plain = one.replace("ü", "v")
        made += [plain, *([plain.replace("v", "u"), plain.replace("v", "yu")] if "v" in plain else [])]
    return list(dict.fromkeys(made))
