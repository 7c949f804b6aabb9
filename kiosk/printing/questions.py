"""What a clerk is asked about the test page, each answer with a picture of it and the setting that follows.

One question a numbered part of the page, in its order. Whoever answers need not know a word of printers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.i18n import Say, _
from kiosk.printing import trial
from kiosk.printing.layout import Line
from kiosk.printing.profile import PAPER, WIDTH, Profile


@dataclass(frozen=True)
class Choice:
    """One answer: words, what the paper looks like then, and what it sets."""

    key: str
    words: Say
    lines: tuple[Line, ...]
    sets: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One question about a part of the page."""

    key: str
    words: Say
    choices: tuple[Choice, ...]
    #: Asked only where the printer draws characters itself.
    of_text: bool = False
    #: Asked only where there is a strip of paper: labels have the size that their address names.
    of_strip: bool = False


def _text(*texts: str, rank: str = "", columns: int = 32) -> tuple[Line, ...]:
    """Return lines for a picture."""
    return tuple(Line("text", one, rank, columns=columns) for one in texts)


def _width(columns: int, words: Say) -> Choice:
    """Return the answer of a paper of so many columns."""
    dots = next(dots for dots, wide in PAPER.values() if wide == columns)
    return Choice(str(columns), words, _text(*trial.broken(columns), columns=48), {"dots": dots, "columns": columns})


_LARGE = "提取联"
_THREE = _text("3  大字：")
_RULE = (Line("text", "6", columns=32), Line("rule", "-", columns=32))
_QR = (Line("text", "4", columns=32), Line("qr", trial.CODE, align="center", columns=32, module=4))
_CHINESE = (
    Choice("good", _("Yes, it can be read"), _text("2  中文小票：云栖花园"), {"mode": "text"}),
    Choice("bad", _("No: odd characters, or nothing"), _text("2  ÖÐÎÄÐ¡Æ±£ºÔÆÆÜ"), {"mode": "raster"}),
)
_SIZES = (
    Choice("good", _("Twice as large"), (*_THREE, *_text(_LARGE, rank="D")), {"hanzi_big": True, "fs_size": True}),
    Choice("small", _("As small as the others"), (*_THREE, *_text(_LARGE)), {"hanzi_big": False}),
    Choice("huge", _("Far too large, or overlapping"), (*_THREE, *_text(_LARGE, rank="Q")), {"fs_size": False}),
)
_CODE = (
    Choice("good", _("Yes, a square code"), _QR, {"qr": "native"}),
    Choice("bad", _("No: letters, or nothing"), _text("4", trial.CODE), {"qr": "image"}),
)
_PICTURE = (
    Choice(
        "good", _("Yes, dark and clear"), (*_text("5"), *_text("图像 picture", rank="D")), {"image": "bitImageRaster"}
    ),
    Choice(
        "bad", _("No: odd characters, or nothing"), _text("5", "v0 ÿÿ  ð  àà  ÿ ð", "ààà  ÿÿ  ð"), {"image": "graphics"}
    ),
)
_CUT = (
    Choice("yes", _("Yes, it is cut"), (*_RULE, Line("cut", columns=32), *_text("")), {"cutter": True}),
    Choice("no", _("No, it is torn off by hand"), (*_RULE, *_text("")), {"cutter": False}),
)
_WIDTHS = (_width(48, _("All three")), _width(42, _("The two shorter ones")), _width(32, _("Only the shortest one")))

QUESTIONS = (
    Question("width", _("1 · Which bars fit on one line each?"), _WIDTHS, of_strip=True),
    Question("chinese", _("2 · Can the Chinese be read?"), _CHINESE),
    Question("large", _("3 · How large are the three characters?"), _SIZES, of_text=True),
    Question("code", _("4 · Is there a square code?"), _CODE, of_text=True),
    Question("picture", _("5 · Is this line clear?"), _PICTURE),
    Question("cut", _("6 · Was the paper cut at the end?"), _CUT, of_strip=True),
)


def asked(profile: Profile) -> tuple[Question, ...]:
    """Return the questions that still mean something: a printer without Chinese is sent pictures only."""
    return tuple(
        one
        for one in QUESTIONS
        if not (one.of_text and profile.mode == "raster") and not (one.of_strip and profile.label)
    )


def answered(profile: Profile, question: str, choice: str) -> Profile:
    """Return the profile with one answer taken in."""
    found = next(one for one in QUESTIONS if one.key == question)
    return replace(profile, **next(one for one in found.choices if one.key == choice).sets)


def _paper(profile: Profile) -> Say:
    """Return what the printer prints on."""
    if profile.label:
        wide, high = profile.label.split("x")
        return _("labels of {wide} × {high} mm").format(wide=wide, high=high)
    return _("{mm} mm paper, {columns} columns").format(mm=WIDTH[profile.columns], columns=profile.columns)


def summary(profile: Profile) -> list[Say]:
    """Return in words what was found out: for the clerk to look over, not to understand printers by."""
    said: list[Say] = [_paper(profile)]
    if profile.mode == "raster":
        said.append(_("everything is sent as pictures: it has no Chinese of its own"))
    if not profile.label:
        said.append(_("cuts the paper") if profile.cutter else _("the paper is torn off"))
    if profile.answers:
        said.append(_("says when it has printed"))
    elif profile.fence:
        said.append(_("says when it has worked through a slip"))
    else:
        said.append(_("cannot say whether it has printed"))
    said.append(_("says when paper is out") if profile.status else _("does not say when paper is out"))
    return said
