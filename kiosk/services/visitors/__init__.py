"""Visitors 访客: from the counter to the door and out again; nobody goes in without the host's stored word (VIS).

Arrive, show a document, have the host called, and go in once he agrees; whoever leaves is signed out by the code of
his slip. At 23:00 whoever is inside is a task. The house's hours and papers stand in `kiosk.visiting`.
"""

from kiosk.services.visitors import arriving  # isort: split

from kiosk.services.visitors import (
    admitting,  # isort: split  # in the order of a visit: the buttons stand so
    hotel,
    leaving,
    school,
)
from kiosk.services.visitors.record import service

__all__ = ["admitting", "arriving", "hotel", "leaving", "school", "service"]
