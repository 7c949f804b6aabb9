"""Who is inside 园内人数: how many persons an open visit counts now, for whoever lists them beside the visits themselves."""

from typing import Any

from kiosk.service import Moment, service


def persons(at: Moment, visit: Any) -> int:
    """Return how many persons of a visit are inside: those who came, without those who left or stay the night."""
    of = service("visitors")
    came = at.look.row(of.detail, id=visit.id)
    gone = at.look.rows(of.steps["leave"].spec.adds, record_id=visit.id)
    out = sum(one.persons_out or 0 for one in gone if one.struck_at is None)
    return int(came.persons or 1) - out if came is not None else 1
