"""Typed text kept or refused with one sentence, and names: how they are split, masked and compared."""

import re
import unicodedata

from kiosk.i18n import Say, _

#: Longest line and note, in characters; name fields of registers hold at least 50 (民委发〔2016〕33号).
LINE, NOTE = 100, 2000

#: Characters that turn text round or hide: bidi controls, zero width, byte order mark.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
#: Han characters with all extensions up to 3FFFF, compatibility ones and 〇, which unicodedata may not know yet.
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{HAN}]+")
#: Dots that input methods and old registers put between the parts of a name; U+00B7 is the right one.
_DOTS = re.compile(f"(?<=[{HAN}])\\s*[·•‧∙⋅・･．]\\s*(?=[{HAN}])")
_COMPOUND = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 夏侯 诸葛 尉迟 皇甫 宇文 长孙 慕容 司徒 司空 令狐 公孙 轩辕 赫连 澹台 闻人 申屠 呼延
    濮阳 公冶 宗政 太叔 仲孙 钟离 拓跋 百里 西门 万俟 单于 淳于 公羊 鲜于 闾丘 东郭 南门 第五 歐陽 司馬 東方 諸葛 長孫 尉遲 軒轅
"""
COMPOUND = frozenset(_COMPOUND.split())
#: What people are called by, written behind a name and no part of it.
TITLES = ("先生", "女士", "小姐", "太太", "老师", "医生", "经理", "阿姨", "师傅")


class TextError(ValueError):
    """A text cannot be kept; `words` say why."""

    def __init__(self, words: Say) -> None:
        """Keep the sentence."""
        self.words = words
        super().__init__(str(words))


def clean_line(raw: str) -> str:
    """Return one line: composed, hidden characters dropped, spaces joined; control characters are refused."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", raw)).replace("\t", " ")
    text = re.sub("[\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+", " ", text).strip()
    text = _DOTS.sub("·", text)
    _no_controls(text, "")
    if len(text) > LINE:
        raise TextError(_("That is longer than {n} characters; please shorten it.").format(n=LINE))
    return text


def clean_note(raw: str) -> str:
    """Return text of several lines, cleaned alike; every kind of line end becomes one."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", raw))
    text = re.sub("\r\n|[\r\u0085\u2028\u2029]", "\n", text).replace("\t", " ").strip()
    _no_controls(text, "\n")
    if len(text) > NOTE:
        raise TextError(_("That is longer than {n} characters; please shorten it.").format(n=NOTE))
    return text


def _no_controls(text: str, allowed: str) -> None:
    """Refuse control characters and lone surrogates: they command printers and break files."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in allowed for c in text):
        raise TextError(_("There are control characters in this text; please type it again."))


def han_runs(text: str) -> list[str]:
    """Return the runs of Han characters of a text."""
    return _HAN_RUN.findall(text)


def mask_name(name: str) -> str:
    """Return a name as a finder may read it: the family name alone, so that a lost ticket tells nobody."""
    text = name.strip(" ·")
    if not text:
        return ""
    if not _HAN_RUN.match(text):
        first = re.split(r"[\s·]", text)[0]
        return f"{first} **" if first != text else f"{text[0]}**"
    if "·" in text:
        return f"{text.split('·')[0]}·**"
    plain = next((text[: -len(t)] for t in TITLES if text.endswith(t) and len(text) > len(t)), text)
    family = family_name(plain)
    return f"{family}{'*' * max(1, min(2, len(plain) - len(family)))}"


def family_name(name: str) -> str:
    """Return the family name of a Chinese name: two characters for a compound one, if a given name follows."""
    return name[:2] if name[:2] in COMPOUND and len(name) > 2 else name[:1]
