"""The desk's ear: a chime when something has become late, an alarm that sounds again until somebody acts (ESC-14).

It listens whoever is signed in and whatever covers the window: a key that is not back rings on the locked desk too.
"""

from typing import Any

from kiosk.values import Late
from kiosk.views.sound import Sounds

#: Looks between two looks at what is late, and between two rings, at a look a second.
LOOK, _RING = 5, 30


class Alarms:
    """Hears what is late and plays the sounds for it."""

    def __init__(self, bridge: Any) -> None:
        """Begin without a sound: what was late before the program began is on the board."""
        self.bridge = bridge
        self.sounds = Sounds(lambda: not bridge.reader.setting("due_sound"))
        self.known: frozenset[Late] | None = None
        self.turns = 0
        self.rung = -_RING

    def turn(self) -> None:
        """Look each few seconds; called once a second."""
        self.turns += 1
        if self.turns % LOOK == 1:
            self.hear(self.bridge.reader.late())

    def hear(self, late: tuple[Late, ...]) -> None:
        """Chime for what has become late since, ring for what must not be late."""
        now = frozenset(late)
        fresh = now - self.known if self.known is not None else frozenset()
        self.known = now
        ringing = any(one.rings for one in late)
        if ringing and (any(one.rings for one in fresh) or self.turns - self.rung >= _RING):
            self.rung = self.turns
            self.sounds.play("alarm")
        elif fresh:
            self.sounds.play("due")

    def close(self) -> None:
        """End what is playing."""
        self.sounds.close()
