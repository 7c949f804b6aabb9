"""Papers 证件: which documents the house accepts by day and by night, and what is odd about a number.

Two of the three regimes of the house (PROCEDURES §15.5): the wide list of the day (VIS-05) and the narrow one of the
night (OVN-03). Hotel floors and schools have lists of the day of their own. The lists are settings, by the names that
`kiosk.people.documents` knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.answers import Secret
from kiosk.i18n import Both, Say, _, say
from kiosk.people.documents import KINDS, doubtful
from kiosk.service import Moment, Option, setting
from kiosk.visiting.hours import SECTION
from kiosk.visiting.site import site

#: Kept as long as a visitor's number may be (RELIABILITY: 30 days).
KEEP = "visitor"
#: What stands in the list of kinds where there is none.
NO_DOCUMENT = Option("none", _("No document"), "0")

DAY_DOCUMENTS = setting(
    "day_documents", "resident passport residence licence home_return taiwan other", _("Documents accepted by day"), "VIS-05",
    section=SECTION, options=KINDS, several=True, off="other",
)  # fmt: skip  # one line a group reads better
NIGHT_DOCUMENTS = setting(
    "night_documents", "resident passport home_return taiwan", _("Documents accepted for the night"), "OVN-03",
    section=SECTION, options=KINDS, several=True, off="other",
)  # fmt: skip  # one line a group reads better
HOTEL_DOCUMENTS = setting(
    "hotel_documents", "resident passport residence licence home_return taiwan work other", _("Documents accepted on hotel floors"),
    "HTL-02", section=SECTION, options=KINDS, several=True, off="other",
)  # fmt: skip  # one line a group reads better
SCHOOL_DOCUMENTS = setting(
    "school_documents", "resident passport residence licence home_return taiwan work other", _("Documents accepted at a school"),
    "SCH-01", section=SECTION, options=KINDS, several=True, off="other",
)  # fmt: skip  # one line a group reads better


def day_names(at: Moment) -> list[str]:
    """Return the names of the documents that this kind of house accepts by day."""
    return at.house[{"hotel": HOTEL_DOCUMENTS, "school": SCHOOL_DOCUMENTS}.get(site(at), DAY_DOCUMENTS)].split()


@dataclass(frozen=True)
class Kinds:
    """Kinds of document to choose from: `options` are all that were ever stored, so that a journal reads in words."""

    options: tuple[Option, ...] = (*KINDS, NO_DOCUMENT)

    def __call__(self, at: Moment) -> list[Option]:
        """Return those that the house accepts now, and that there is none."""
        return [*_some(day_names(at)), NO_DOCUMENT]


#: The documents of the day.
day_kinds = Kinds()
#: Whatever somebody may bring by night: what is not enough is refused in words.
night_kinds = (*KINDS, NO_DOCUMENT)


def accepted_day(at: Moment) -> Both:
    """Return the documents of the day as a list in words."""
    return _listed(day_names(at))


def accepted_night(at: Moment) -> Both:
    """Return the documents of the night as a list in words."""
    return _listed(at.house[NIGHT_DOCUMENTS].split())


def kind_word(key: str | None) -> Say:
    """Return the words of a kind of document."""
    return next((o.words for o in (*KINDS, NO_DOCUMENT) if o.key == key), key or "")


def odd(kind: str | None, document: object, at: Moment) -> Say | None:
    """Return what is odd about a number; it warns and never blocks."""
    if not kind or not isinstance(document, Secret):
        return None
    return doubtful(kind, document.reveal(), at.today)


def _some(keys: Iterable[str]) -> list[Option]:
    """Return kinds in the order of the usual digits."""
    wanted = set(keys)
    return [option for option in KINDS if option.key in wanted]


def _listed(keys: Iterable[str]) -> Both:
    """Return kinds as one text in both languages."""
    words = [option.words for option in _some(keys)]
    return Both("、".join(say(w, "zh") for w in words), ", ".join(say(w, "en") for w in words))
