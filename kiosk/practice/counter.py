"""A desk with the words in which the practice estate's history and day are told."""

import itertools
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.clock import StillClock
from kiosk.desk.desk import Desk, Take
from kiosk.desk.staff import Lift
from kiosk.practice.estate import Estate
from kiosk.values import Outcome, StaffRow

#: Where the practice estate lies.
ZONE = ZoneInfo("Asia/Shanghai")


class Counter:
    """Who stands there, what is taken, what time it is."""

    def __init__(self, desk: Desk, clock: StillClock, estate: Estate, name: str) -> None:
        """Stand before `desk`; `name` begins the once-keys, so that the same story has the same ones."""
        self.desk, self.clock, self.estate, self.name = desk, clock, estate, name
        self._once = itertools.count(1)
        self._ids: dict[str, int] = {}

    def sign_in(self, name: str) -> StaffRow:
        """Let somebody stand at the counter; a PIN is asked only when somebody else was there."""
        if self.desk.clerk is not None and self.desk.clerk.name == name:
            return self.desk.clerk
        return self.desk.sign_in(self.id_of(name), self.pin_of(name))

    def id_of(self, name: str) -> int:
        """Return somebody's number on the lock screen."""
        if name not in self._ids:
            self._ids = {one.name: one.id for one in self.desk.staff()}
        return self._ids[name]

    def pin_of(self, name: str) -> str:
        """Return the PIN of somebody of the practice estate."""
        return next(one.pin for one in self.estate.staff if one.name == name)

    def take(self, step: str, answers: dict[str, Any], record: str | None = None, **more: Any) -> Outcome:
        """Take a step with a once-key of its own; `more` is what `Desk.take` knows besides."""
        return self.desk.take(step, answers, record, once=self.once(), **more)

    def take_all(self, takes: list[Take]) -> list[Outcome]:
        """Take a basket: all or none."""
        return self.desk.take_all(takes, once=self.once())

    def once(self) -> str:
        """Return the next once-key."""
        return f"{self.name}-{next(self._once):05d}"

    def lift(self, rule: str, reason: str, by: str = "王主管") -> Lift:
        """Let a supervisor allow what was refused, by his PIN."""
        return self.desk.lift(rule, self.id_of(by), self.pin_of(by), reason)

    def at(self, days: int, hour: int, minute: int) -> datetime:
        """Return an hour of the estate's clock on the day that lies `days` from now."""
        day = self.clock().astimezone(ZONE).date() + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), ZONE)
