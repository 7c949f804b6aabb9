"""The parcels of the weeks before: couriers with their cartloads, residents who fetch them, and the odd one that stays.

A part of `kiosk.practice.history`: it has chances of its own, so that the luggage of a seed stays what it was.
"""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from kiosk.people import phone_tail
from kiosk.practice.counter import ZONE
from kiosk.practice.estate import OWNER, OWNER_UNIT, Home, Person
from kiosk.values import Outcome

if TYPE_CHECKING:
    from kiosk.practice.history import Weeks

#: Courier → how his waybills begin, and how many digits follow.
COURIERS = {
    "sf": ("SF", 13),
    "yto": ("YT", 13),
    "zto": ("78", 11),
    "jd": ("JD", 13),
    "ems": ("97", 11),
    "jt": ("JT", 13),
}
#: Hours at which couriers come, with the courier of the hour.
_ROUNDS = ((9, 20, "sf"), (10, 40, "jd"), (14, 10, "zto"), (16, 5, "yto"))


def waybill(chance: random.Random, courier: str) -> str:
    """Return a waybill as this courier prints them."""
    begins, digits = COURIERS[courier]
    return begins + "".join(str(chance.randrange(10)) for _n in range(digits))


def label(home: Home, person: Person) -> str:
    """Return what a label says of somebody: masked name and phone ending, the unit where no phone is known."""
    tail = phone_tail(person.phone)
    return f"{person.name[:1]}** {tail}" if tail else home.code


def parcel(home: Home, person: Person, code: str, courier: str, **more: Any) -> dict[str, Any]:
    """Return the answers with which a parcel is taken in."""
    who = f"{home.code} {person.name}"
    return {"waybills": [code], "addressee": label(home, person), "who": who, "courier": courier, **more}


class Cartloads:
    """Plans the parcels of the weeks onto their agenda."""

    def __init__(self, weeks: "Weeks", seed: int) -> None:
        """Play into `weeks`."""
        self.weeks, self.chance = weeks, random.Random(f"cartloads {seed}")
        self.homes = [home for home in weeks.counter.estate.homes if _living(home)]
        self.here: dict[str, str] = {}  # number → unit
        self.round = ""

    def plan(self) -> None:
        """Write the agenda: the couriers' rounds, the checks of each shift, and what is still here at the end."""
        weeks = self.weeks
        weeks.then(weeks.ago(31, 15, 6), self._begin_checks)
        for day in range(weeks.days, -1, -1):
            for hour, minute, courier in _ROUNDS:
                if day or hour < 14:
                    at = weeks.ago(day, hour, minute) + timedelta(minutes=self.chance.randrange(15))
                    weeks.then(at, partial(self._come, courier, day))
            for hour in (8, 16):
                if day or hour == 8:
                    weeks.then(weeks.ago(day, hour, 20), self._check)
        weeks.then(weeks.ago(min(4, weeks.days), 11, 15), lambda: self._stays(told=True))
        weeks.then(weeks.ago(min(2, weeks.days), 15, 30), self._refused)
        weeks.then(weeks.ago(1, 17, 45), self._unmatched)
        weeks.then(weeks.ago(0, 11, 5), self._drawing)
        weeks.then(weeks.ago(0, 12, 10), lambda: self._stays(flag="perishable", told=True))

    def take(self, step: str, answers: dict[str, Any], number: str | None = None) -> Outcome:
        """Take a step with the clerk of the day."""
        self.weeks.shift()
        return self.weeks.did(self.weeks.counter.take(step, answers, number))

    def receive(self, courier: str, home: Home, person: Person, **more: Any) -> Outcome:
        """Take a parcel in."""
        outcome = self.take("parcels.receive", parcel(home, person, waybill(self.chance, courier), courier, **more))
        self.here[outcome.number] = home.code
        return outcome

    def somebody(self) -> tuple[Home, Person]:
        """Return somebody who lives here."""
        home = self.chance.choice(self.homes)
        return home, self.chance.choice(_living(home))

    def _come(self, courier: str, day: int) -> None:
        """A courier brings some: counted, taken in, told, and signed; most are fetched soon."""
        count = self.chance.choices((1, 2, 3, 4), (2, 4, 3, 1))[0]
        batch = ""
        if count > 1:
            batch = self.take("parcel_batch.begin", {"courier": courier, "announced": count}).number
        for _n in range(count):
            self._minutes(1)
            home, person = self.somebody()
            got = self.receive(courier, home, person, **({"batch": batch} if batch else {}))
            self._later(self._tell, got.number, minutes=self.chance.randrange(5, 25))
            if day or self.chance.random() < 0.5:
                self._later(self._collect, got.number, minutes=self.chance.randrange(60, 160 if day < 2 else 1700))
        if batch:
            self._minutes(1)
            self.take("parcel_batch.close", {}, batch)

    def _minutes(self, count: int) -> None:
        """Let some minutes go by."""
        self.weeks.counter.clock.now += timedelta(minutes=count)

    def _later(self, act: Callable[[str], None], number: str, *, minutes: int) -> None:
        """Let something happen to a parcel, in waking hours."""
        local = (self.weeks.counter.clock() + timedelta(minutes=minutes)).astimezone(ZONE)
        if not 8 <= local.hour < 22:
            local = local.replace(hour=9) + timedelta(days=local.hour >= 22)
        self.weeks.then(local, partial(act, number))

    def _tell(self, number: str) -> None:
        """The resident is told."""
        if number in self.here:
            self.take("parcels.notify", {"how": self.chance.choice(("phone", "message", "message"))}, number)

    def _collect(self, number: str) -> None:
        """The resident fetches it."""
        if self.here.pop(number, None):
            self.take("parcels.release", {}, number)

    def _begin_checks(self) -> None:
        """The foreman lets the parcels be checked each shift."""
        self.weeks.counter.sign_in("吴班长")
        self.round = self.weeks.did(self.weeks.counter.take("parcels_round.begin", {})).number

    def _check(self) -> None:
        """Go along the shelves: all are there."""
        self.take("parcels_round.check", {"ticked": list(self.here)}, self.round)

    def _stays(self, *, told: bool, flag: str | None = None) -> None:
        """Something that nobody has fetched yet."""
        home, person = self.somebody()
        got = self.receive("sf", home, person, **({"flag": flag} if flag else {}))
        if told:
            self._minutes(4)
            self.take("parcels.notify", {"how": "phone", "said": "知道了，有空来取。"}, got.number)

    def _refused(self) -> None:
        """Somebody does not want what came; the courier takes it back on his next round."""
        got = self.receive("jd", *self.somebody())
        self._minutes(35)
        self.take("parcels.decline", {"reason": "买重了，已在平台申请退货。"}, got.number)

    def _unmatched(self) -> None:
        """A label that names nobody of the estate."""
        answers = {
            "waybills": [waybill(self.chance, "zto")],
            "addressee": "金** 0000",
            "courier": "zto",
            "who": "unknown",
        }
        self.here[self.take("parcels.receive", answers).number] = ""

    def _drawing(self) -> None:
        """The owner of the drawings has a parcel here."""
        home = self.weeks.counter.estate.home(OWNER_UNIT)
        got = self.receive("sf", home, next(one for one in home.people if one.name == OWNER))
        self._minutes(3)
        self.take("parcels.notify", {"how": "phone", "said": "下午来取。"}, got.number)


def _living(home: Home) -> list[Person]:
    """Return who lives in a home now."""
    return [one for one in home.people if not one.gone]
