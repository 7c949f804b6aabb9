"""The kind of house: homes, an office lobby, hotel floors or a school, and where an estate has several of them.

The services of visitors are the same everywhere. What differs asks here: which documents are shown, how the host is
called, what is noted at the door. Most houses are of one kind; a building of hotel floors or serviced homes within
an estate is named beside it.
"""

from kiosk.i18n import _
from kiosk.service import Moment, Option, setting
from kiosk.visiting.hours import SECTION

SITE = setting(
    "visit_site", "home", _("Visitors come to"), section=SECTION,
    options=(Option("home", _("Homes")), Option("lobby", _("An office lobby")), Option("hotel", _("Hotel floors")),
             Option("school", _("A school"))),
)  # fmt: skip  # one line a group reads better
HOTEL_UNITS = setting(
    "visit_hotel_units", "", _("Hotel floors are also the buildings (such as: 8 9-1)"), section=SECTION
)


def site(at: Moment) -> str:
    """Return what kind of house the unit of a record belongs to: home, lobby, hotel or school."""
    unit = at.record.unit or "" if at.record is not None else ""
    named = (part.strip("-") for part in at.house[HOTEL_UNITS].split())
    if any(unit == part or unit.startswith(f"{part}-") for part in named if part):
        return "hotel"
    return at.house[SITE]


def in_lobby(at: Moment) -> bool:
    """Whether somebody comes to an office lobby."""
    return site(at) == "lobby"


def in_hotel(at: Moment) -> bool:
    """Whether somebody comes to a hotel floor."""
    return site(at) == "hotel"


def in_school(at: Moment) -> bool:
    """Whether somebody comes to a school."""
    return site(at) == "school"


def named(at: Moment, whom: str | None, relation: str) -> dict[str, str]:
    """Return what a visit to hotel floors is told of guest and relation, where somebody else than the visitor said it."""
    return {"whom": whom, "relation": relation} if whom and in_hotel(at) else {}


def copies(at: Moment) -> bool:
    """Whether documents are copied: hotel floors and schools register them and compare them with their bearer."""
    return site(at) in ("home", "lobby")
