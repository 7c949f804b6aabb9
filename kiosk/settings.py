"""Every number and word of the house that may differ between estates: typed, with rule, default and unit.

A service declares the settings that only it needs in its own module, by the same `setting`. The page
that edits them, their journal line and their proof follow from the declaration.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from kiosk.i18n import Say, Words, _
from kiosk.rules import ids, on
from kiosk.values import Option

T = TypeVar("T")

#: All declared settings by key, in the order of their declaration.
SETTINGS: dict[str, "Setting[Any]"] = {}


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One number or word of the house. `off` stands in its place while its rule is taken away.

    With `several`, any of its options stand in it together, as a text of their keys parted by spaces.
    """

    key: str
    default: T
    words: Words
    rules: tuple[str, ...] = ()
    section: Words = field(default_factory=lambda: _("House"))
    unit: Say = ""
    options: tuple[Option, ...] = ()
    several: bool = False
    off: T | None = None
    check: Callable[[T], bool] = lambda value: True

    @property
    def kind(self) -> str:
        """The editor of this setting."""
        if self.options:
            return "ticks" if self.several else "buttons"
        return {bool: "tick", int: "number", str: "line"}.get(type(self.default), "note")

    def accepts(self, value: object) -> bool:
        """Whether `value` may stand here: of the default's type, within bounds, one of the options."""
        if type(value) is not type(self.default):
            return False
        keys = [option.key for option in self.options]
        chosen = value.split() if self.several and isinstance(value, str) else [value]
        if self.options and (not chosen or not set(chosen) <= set(keys)):
            return False
        return self.check(value)


def setting(key: str, default: T, words: Words, rules: str = "", **more: Any) -> Setting[T]:
    """Declare a setting; `key` is unique, `rules` the ids of the rules that carry its number."""
    if key in SETTINGS:
        raise ValueError(f"setting declared twice: {key}")
    made = Setting(key=key, default=default, words=words, rules=ids(rules), **more)
    SETTINGS[key] = made
    return made


class House:
    """The settings and lists of one estate, as they stand: `house[STORAGE_DAYS]`."""

    def __init__(
        self, values: Mapping[str, Any] | None = None, terms: Mapping[str, tuple[Option, ...]] | None = None
    ) -> None:
        """Take the changed values by key, and the estate's lists by name."""
        self._values, self._terms = dict(values or {}), dict(terms or {})

    def __getitem__(self, wanted: Setting[T]) -> T:
        """Return the value that stands now; while its rule is taken away, the setting's `off`."""
        if wanted.off is not None and not on(wanted.rules):
            return wanted.off
        value = self._values.get(wanted.key, wanted.default)
        return value if wanted.accepts(value) else wanted.default

    def terms(self, name: str) -> tuple[Option, ...]:
        """Return a list of the estate, such as the kinds of piece, by digit."""
        return self._terms.get(name, ())

    def term(self, name: str, key: object) -> Say:
        """Return the words of one entry, retired ones included; the key itself where it is unknown."""
        return next((o.words for o in self._terms.get(f"{name}*", ()) if o.key == key), str(key))

    @property
    def tz(self) -> ZoneInfo:
        """The estate's time zone."""
        return ZoneInfo(self[TIME_ZONE])

    @property
    def printers(self) -> list[dict[str, Any]]:
        """The printers that are set up: key, address, columns, profile; a folder when there is none."""
        found = json.loads(self[PRINTERS])
        return found if isinstance(found, list) and found else []


def _is_zone(value: str) -> bool:
    """Whether a text names a time zone: a wrong one would stop the whole desk."""
    try:
        return bool(ZoneInfo(value))
    except (KeyError, OSError, ValueError):  # no such zone, or a path of something else
        return False


def _are_printers(value: str) -> bool:
    """Whether a text is a JSON list of printers, each with its key: anything else would stop every slip."""
    try:
        found = json.loads(value)
    except ValueError:
        return False
    return isinstance(found, list) and all(isinstance(p, dict) and isinstance(p.get("key"), str) for p in found)


_ESTATE, _TIME, _PAPER, _SAFETY = _("Estate"), _("Time"), _("Paper"), _("Safety")

ESTATE = setting("estate", "", _("Name of the estate (Chinese)"), section=_ESTATE)
ESTATE_EN = setting("estate_en", "", _("Name of the estate (English)"), section=_ESTATE)
COUNTER = setting("counter", "", _("Name of the desk (Chinese)"), section=_ESTATE)
COUNTER_EN = setting("counter_en", "", _("Name of the desk (English)"), section=_ESTATE)
PHONE = setting("phone", "", _("Telephone of the desk"), section=_ESTATE)
AWAY_TO = setting("away_to", "", _("Where to turn to while nobody is at the desk (Chinese)"), section=_ESTATE)
AWAY_TO_EN = setting("away_to_en", "", _("Where to turn to while nobody is at the desk (English)"), section=_ESTATE)
TIME_ZONE = setting("time_zone", "Asia/Shanghai", _("Time zone"), section=_TIME, check=_is_zone)
SLIP_LANGUAGE = setting(
    "slip_language",
    "zh",
    _("Language of slips"),
    section=_PAPER,
    options=(Option("zh", _("Chinese")), Option("en", _("English")), Option("both", _("Both"))),
)
PRINTERS = setting("printers", "[]", _("Printers"), section=_PAPER, check=_are_printers)
DOUBT_SECONDS = setting(
    "doubt_seconds",
    20,
    _("A printer that stays silent for so long is asked about"),
    section=_PAPER,
    unit=_("seconds"),
    check=lambda v: 2 <= v <= 120,
)
IDLE_MINUTES = setting(
    "idle_minutes",
    10,
    _("Lock the screen when nobody touches it"),
    section=_SAFETY,
    unit=_("minutes"),
    check=lambda v: 1 <= v <= 240,
)
_SCANNER = _("Scanner and sounds")
SCAN_SOUND = setting("scan_sound", True, _("A sound when something is scanned"), section=_SCANNER)
DUE_SOUND = setting("due_sound", True, _("A sound when something becomes due, an alarm for a key"), section=_SCANNER)
SCANNER_PORT = setting(
    "scanner_port", "", _("Serial port of the scanner, such as COM3; empty: it types"), section=_SCANNER
)
SCANNER_BAUD = setting(
    "scanner_baud", 9600, _("Speed of that port"), section=_SCANNER, unit=_("baud"), check=lambda v: 300 <= v <= 921_600
)
CARD_PORT = setting(
    "card_port", "", _("Serial port of the identity card reader, such as COM4; empty: none"), section=_SCANNER
)
CARD_BAUD = setting(
    "card_baud", 115_200, _("Speed of the card reader's port"), section=_SCANNER, unit=_("baud"),
    check=lambda v: 300 <= v <= 921_600,
)  # fmt: skip  # one line a group reads better
CARD_SPEAKS = setting(
    "card_speaks", "asked", _("The card reader"), section=_SCANNER,
    options=(Option("asked", _("is asked for a card (usual desk readers)")), Option("lines", _("sends a line by itself"))),
)  # fmt: skip  # one line a group reads better
CARD_FIELDS = setting(
    "card_fields", "name sex nation birth address number", _("Fields of a card reader's line, in its order"), section=_SCANNER,
    check=lambda v: "number" in v.split(),
)  # fmt: skip  # one line a group reads better
SCANNER_FOLDER = setting(
    "scanner_folder", "", _("Folder into which the document scanner writes pictures; empty: none"), section=_SCANNER
)
SCANNER_EMPTIES = setting(
    "scanner_empties", False, _("Delete the scanner's file once its picture is sealed"), section=_SCANNER
)
BY_PHONE = setting("by_phone", True, _("A supervisor may decide by telephone"), section=_SAFETY)

_PRIVACY = _("Privacy")


def _kept(key: str, days: int, words: Words, most: int = 365) -> Setting[int]:
    """Declare for how many days something private is kept."""
    return setting(key, days, words, section=_PRIVACY, unit=_("days"), check=lambda v: 1 <= v <= most)


REVEAL_SECONDS = setting(
    "reveal_seconds", 15, _("A sealed number or picture is shown for"), section=_PRIVACY, unit=_("seconds"),
    check=lambda v: 3 <= v <= 60,
)  # fmt: skip  # one line a group reads better
DOCUMENT_DAYS = _kept("document_days", 30, _("Document numbers are kept for"), 3650)
BARRED_DAYS = _kept("barred_days", 365, _("Whole numbers on the do-not-admit list are kept for"), 3650)
PICTURE_DAYS = _kept("picture_days", 7, _("Pictures of documents are kept for"))
LETTER_DAYS = _kept("letter_days", 180, _("Pictures of signed letters are kept for"), 3650)
CUSTODY_DAYS = _kept("custody_days", 365, _("Names of what was kept are kept for"), 3650)
VISIT_DAYS = _kept("visit_days", 180, _("Names of visitors are kept for"), 3650)
DRAFT_DAYS = _kept("draft_days", 30, _("Forms left half typed are kept for"))
