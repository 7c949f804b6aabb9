"""Escort 陪同开门: the owner is away and wants his visitor let in; his signed letter 《确认函》 opens the door (ESC).

The letter is sent, and nothing happens before it is back with his signature. Then a clerk borrows the spare key, leads
the visitor up, and takes the key back at once; it stays in the clerk's hand from beginning to end. Once more when the
visitor goes and the door has to be locked. An owner who locked himself out is known by his document (AMB-08).
"""

from kiosk.services.escort import asking  # isort: split

from kiosk.services.escort import (
    lettering,  # isort: split  # in the order of an escort: the buttons stand so
    trips,
)
from kiosk.services.escort.record import service

__all__ = ["asking", "lettering", "service", "trips"]
