"""Visits that a night may begin with 在内访客: whoever was here as a visitor counts with the night, and never with both.

The form of the night asks at its own desk what the page of a visit knows: whether the guest is one of the visitors
who are here. By name he stands there already; by the number of a document it is said who he is.
"""

from dataclasses import dataclass
from typing import Any

from kiosk.i18n import Both, _p, say
from kiosk.numbers import short
from kiosk.people import fold
from kiosk.service import Moment, Option, Said, Secret, service

#: The answer that none of them is meant.
NOBODY = "none"


def of_unit(at: Moment) -> list[Any]:
    """Return the heads of the visits to the unit of the form that may become a night: at the desk, or inside."""
    states = service("visitors").steps["stays_tonight"].spec.after
    found = at.look.open("visitors", at.record.unit) if at.record.unit else []
    return [one for one in found if one.state in states]


@dataclass(frozen=True)
class Here:
    """The visitors who are here, to choose from; `options` are those that are no visit, so that a journal reads in words."""

    options: tuple[Option, ...] = (Option(NOBODY, _p("visit", "No, another guest"), "0"),)

    def __call__(self, at: Moment) -> list[Option]:
        """Return each with since when he is here, and that it is none of them."""
        return [*(_visitor(at, one) for one in of_unit(at)), *self.options]


#: The visitors of the unit of the form.
here = Here()


def _visitor(at: Moment, visit: Any) -> Option:
    """Return a visit as a choice: 何苗  18:40 起在内  V-1122-03."""
    inside, hour = since(at, visit)
    words = _p("visit", "inside since {hour}") if inside else _p("visit", "at the desk since {hour}")
    state = words.format(hour=hour)
    named = (f"{visit.party or ''}  {say(state, k)}  {short(visit.number)}" for k in ("zh", "en"))
    return Option(visit.number, Both(*named))


def since(at: Moment, visit: Any) -> tuple[bool, str]:
    """Return whether the visitor is inside, and the hour since which he is here."""
    own = at.look.row(service("visitors").detail, id=visit.id)
    admitted = own.admitted_at if own is not None and visit.state == "inside" else None
    return admitted is not None, f"{at.local(admitted or visit.opened_at):%H:%M}"


def namesake(at: Moment, name: str | None) -> Any:
    """Return the visit to this unit under a name, however it is spaced or written in capitals; or None."""
    wanted = fold(name or "")
    return next((one for one in of_unit(at) if wanted and fold(one.party or "") == wanted), None)


def recognised(at: Moment) -> str | None:
    """Return the visit of the guest who is named so far: nobody else is taken for one of them without being asked."""
    found = namesake(at, at.record.party)
    return found.number if found is not None else None


def bearer(at: Moment, document: Secret | None, chosen: str | None) -> Any:
    """Return the visit that counts whoever bears this document, beside the one that was chosen; or None."""
    shown = at.look.shown(document, "visitors") if document is not None else []
    return next((one for one in shown if one.state == "inside" and one.number != chosen), None)


def said(at: Moment, visit: Any) -> Said:
    """Return what a refusal says of a visit, False where there is none."""
    return visit is not None and {"number": short(visit.number), "hour": since(at, visit)[1]}
