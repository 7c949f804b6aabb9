"""Values of what a house is furnished with: its lists and the places of its store."""

from dataclasses import dataclass

from kiosk.i18n import Say


@dataclass(frozen=True)
class TermRow:
    """One entry of a list of the estate, such as a kind of piece."""

    list: str
    key: str
    digit: str
    zh: str
    en: str
    retired: bool = False


@dataclass(frozen=True)
class TermList:
    """A list of the estate with its entries; `title` is what is asked from it, `of` the service that asks."""

    key: str
    title: Say
    of: Say
    terms: tuple[TermRow, ...] = ()


@dataclass(frozen=True)
class StorePlace:
    """A place of the store, and what lies there now."""

    name: str
    rack: str
    size: str
    size_words: Say
    number: str = ""  # of the record that holds it
    short: str = ""
    full: bool = False  # found full although nothing is written there
    retired: bool = False
