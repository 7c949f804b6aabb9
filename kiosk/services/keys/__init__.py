"""Keys 钥匙: every key of a home that is in the house's hands, where it hangs, and who has it (KEY).

A key is one record as long as it is here, and has exactly one holder at any time: a hook of the cabinet, the control
room of security, or a person. Every move is a line: from whom, to whom, why, when. A key that an owner left for a
named visitor goes to that person alone; a spare key never leaves the clerk's hand (ESC-08).
"""

from kiosk.services.keys import lending, trust
from kiosk.services.keys.record import service

__all__ = ["lending", "service", "trust"]
