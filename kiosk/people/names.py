"""Typed text kept or refused with one sentence: never executed, never breaking a layout or a slip."""

import re
import unicodedata

from kiosk.i18n import Say, _

#: Longest line and note, in characters; name fields of registers hold at least 50 (民委发〔2016〕33号).
LINE, NOTE = 100, 2000

#: Characters that turn text round or hide: bidi controls, zero width, byte order mark.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_COMPOUND = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "夏侯", "诸葛", "尉迟",
    "皇甫", "宇文", "长孙", "慕容", "司徒", "司空", "令狐", "公孙", "轩辕", "赫连", "澹台",
    "闻人", "申屠", "呼延", "濮阳", "公冶", "宗政", "太叔", "仲孙", "钟离", "拓跋", "百里",
    "西门",
)  # fmt: skip  # a table


class TextError(ValueError):
    """A text cannot be kept; `words` say why."""

    def __init__(self, words: Say) -> None:
        """Keep the sentence."""
        self.words = words
        super().__init__(str(words))


def clean_line(raw: str) -> str:
    """Return one line: composed, hidden characters dropped, spaces joined; control characters are refused."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", raw)).replace("\t", " ")
    text = " ".join(text.replace("\u00a0", " ").replace("\u3000", " ").split(" ")).strip()
    text = re.sub(" {2,}", " ", text)
    _no_controls(text, "")
    if len(text) > LINE:
        raise TextError(_("That is longer than {n} characters; please shorten it.").format(n=LINE))
    return text


def clean_note(raw: str) -> str:
    """Return text of several lines, cleaned alike."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFC", raw)).replace("\r\n", "\n").replace("\t", " ").strip()
    _no_controls(text, "\n")
    if len(text) > NOTE:
        raise TextError(_("That is longer than {n} characters; please shorten it.").format(n=NOTE))
    return text


def _no_controls(text: str, allowed: str) -> None:
    """Refuse control characters and lone surrogates: they command printers and break files."""
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in allowed for c in text):
        raise TextError(_("There are control characters in this text; please type it again."))


def mask_name(name: str) -> str:
    """Return a name as a finder may read it: the family name alone, so that a lost ticket tells nobody."""
    text = name.strip()
    if not text:
        return ""
    if not _is_han(text[0]):
        first = re.split(r"[\s·]", text)[0]
        return f"{first} **" if first != text else f"{text[0]}**"
    if "·" in text:
        return f"{text.split('·')[0]}·**"
    family = text[:2] if text[:2] in _COMPOUND and len(text) > 2 else text[0]
    return f"{family}{'*' * max(1, min(2, len(text) - len(family)))}"


def family_name(name: str) -> str:
    """Return the family name of a Chinese name: two characters for a compound one."""
    return name[:2] if name[:2] in _COMPOUND else name[:1]


def _is_han(character: str) -> bool:
    """Whether a character is a Han one."""
    return unicodedata.name(character, "").startswith("CJK")
