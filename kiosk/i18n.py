"""Words that know their languages: English in the source, Simplified Chinese from the catalogues.

A catalogue is one `.po` file a room (`resources/translations/zh_CN/<room>.po`), so that a new
service brings its own words and touches nobody else's. All of them are merged when first needed.
"""

import gettext
import io
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from kiosk.places import RESOURCES

#: The languages that the product speaks; "both" is a layout of slips, not a language.
LANGUAGES = ("zh", "en")

_screen = "zh"


@dataclass(frozen=True)
class Words:
    """A text of ours, kept as its English source until somebody reads it in a language."""

    source: str
    context: str = ""
    args: MappingProxyType[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def to(self, language: str) -> str:
        """Return the text in "zh" or "en", its arguments filled in, in the same language."""
        key = f"{self.context}\x04{self.source}" if self.context else self.source
        text = _catalogue().get(key, self.source) if language == "zh" else self.source
        if not self.args:
            return text
        return text.format(**{name: say(value, language) for name, value in self.args.items()})

    def format(self, **args: object) -> "Words":
        """Return the same text with arguments; they may be Words themselves."""
        return Words(self.source, self.context, MappingProxyType({**self.args, **args}))

    def __str__(self) -> str:
        """Return the text in the language of the screen."""
        return self.to(_screen)

    def __hash__(self) -> int:
        """Hash the source and the names of its arguments; values may be unhashable."""
        return hash((self.source, self.context, tuple(sorted(self.args))))


@dataclass(frozen=True)
class Both:
    """A text that comes in both languages already, such as a stored slip or an entry of a list."""

    zh: str
    en: str

    def to(self, language: str) -> str:
        """Return the text in "zh" or "en"."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        """Return the text in the language of the screen."""
        return self.to(_screen)


@dataclass(frozen=True)
class Warned(Both):
    """A text that stands in a strip of its own tone: what the clock or the house says."""

    tone: str = "red"


#: Whatever may be shown: a text that somebody typed, or one of ours.
Say = str | Words | Both


def _(source: str) -> Words:
    """Mark `source` as a text to translate and return it, unread."""
    return Words(source)


def _p(context: str, source: str) -> Words:
    """Mark a text whose Chinese depends on where it stands, such as "Stored" on a slip and as a state."""
    return Words(source, context)


def say(value: object, language: str) -> str:
    """Return any showable value in `language`; plain values as they are."""
    return value.to(language) if isinstance(value, Words | Both) else str(value)


def use(language: str) -> None:
    """Speak `language` ("zh" or "en") on the screen from now on."""
    global _screen  # noqa: PLW0603  # one screen a process
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _screen = language


def language() -> str:
    """Return the language of the screen."""
    return _screen


def catalogue_files() -> list[Path]:
    """Return the Chinese catalogues, one a room, in a steady order."""
    return sorted((RESOURCES / "translations" / "zh_CN").glob("*.po"))


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, str]:
    """Return English source → Chinese of all rooms.

    A `.mo` that is newer than its `.po` is read as it is (1 ms); otherwise the `.po` is compiled in
    memory, so that a changed word shows without a build step.
    """
    merged: dict[str, str] = {}
    for po in catalogue_files():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            with mo.open("rb") as stream:
                translations = gettext.GNUTranslations(stream)
        else:
            translations = gettext.GNUTranslations(io.BytesIO(compiled(po)))
        texts: dict[object, str] = translations._catalog  # type: ignore[attr-defined]  # noqa: SLF001  # no public way to list them
        merged.update({k: v for k, v in texts.items() if isinstance(k, str) and k and v})
    return merged


def compiled(po: Path) -> bytes:
    """Return the catalogue `po` in gettext's binary form."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    out = io.BytesIO()
    with po.open("rb") as stream:
        write_mo(out, read_po(stream, locale="zh_CN"))
    return out.getvalue()
