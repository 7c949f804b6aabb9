"""The weeks before: what a desk of this size did lately, told through the real steps in the order of time.

One case has lain there for more than thirty days, one for almost as long, and one belongs to somebody
abroad; they hold the first three places for large cases. Everything else comes and goes by chance.
"""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from kiosk.practice.cartloads import Cartloads
from kiosk.practice.counter import ZONE, Counter
from kiosk.practice.estate import OWNER, OWNER_UNIT, TENANT, TENANT_UNIT, Home, Person
from kiosk.values import Outcome

#: Kinds of piece by rack: key, and the sizes that are usual.
_SMALL = (("bag", "1"), ("backpack", "1"), ("holdall", "2"), ("case", "2"), ("box", "2"))
_LARGE = (("case", "3"), ("case", "4"), ("box", "3"))
_LONG = (("golf", "6"), ("instrument", "5"), ("pram", "6"))
_BULKY = (("pram", "7"), ("box", "8"))
_COLOURS = ("black", "black", "black", "silver", "grey", "blue", "red", "green", "brown", "white")
_DAMAGE = ("good",) * 9 + ("scratch", "wheel", "zip", "dent", "handle")
_SAID = ("下班后来取。", "明天下午来取。", "在外地，周末回来。", "电话无人接听。", "让家人来取。", "已知道，谢谢。")
_DOCUMENT = "E00000017"


@dataclass
class Kept:
    """Something that is in the store now."""

    number: str
    home: Home
    person: Person
    pieces: int
    jobs: tuple[int, ...]
    missing: bool = False


@dataclass(order=True)
class _Event:
    """Something that happens at an instant."""

    at: datetime
    order: int
    act: Callable[[], None] = field(compare=False)


class Weeks:
    """Plays the weeks up to the instant at which the desk is handed over."""

    def __init__(self, counter: Counter, seed: int, end: datetime, *, small: bool = False) -> None:
        """Plan for `counter`, whose clock stands at the beginning."""
        self.counter, self.chance, self.end = counter, random.Random(f"weeks {seed}"), end
        self.seed = seed
        self.days = 4 if small else 21
        self.kept: dict[str, Kept] = {}
        self.homes = [home for home in counter.estate.homes if _families(home) and home.code != OWNER_UNIT]
        self.jobs: list[int] = []
        self.round = ""
        self.unseen = ""
        self._agenda: list[_Event] = []
        self._order = itertools.count()

    def play(self) -> None:
        """Let everything happen in its order, up to the end."""
        self._plan()
        Cartloads(self, self.seed).plan()
        while self._agenda:
            event = heapq.heappop(self._agenda)
            if event.at > self.end:
                break
            self.counter.clock.now = max(event.at.astimezone(UTC), self.counter.clock())
            event.act()
        self._papers()
        self.counter.clock.now = self.end

    # --- when ---------------------------------------------------------------------------------------

    def ago(self, days: int, hour: int, minute: int) -> datetime:
        """Return an hour of the estate's clock, some days before the end."""
        return (self.end.astimezone(ZONE) - timedelta(days=days)).replace(hour=hour, minute=minute)

    def then(self, at: datetime, act: Callable[[], None]) -> None:
        """Let something happen at an instant."""
        heapq.heappush(self._agenda, _Event(at, next(self._order), act))

    def _plan(self) -> None:
        """Write the agenda: what lies there for long, every day's check and papers, and the days themselves."""
        self.then(self.ago(31, 15, 5), self._begin_checks)
        self.then(self.ago(31, 15, 10), lambda: self._stays(("4", "4"), "box"))
        self.then(self.ago(29, 11, 40), lambda: self._stays(("4",), "case", reminded=True))
        self.then(self.ago(26, 16, 20), lambda: self._stays(("3", "4"), "case", until=self.ago(-18, 18, 0)))
        for day in range(self.days, -1, -1):
            self.then(self.ago(day, 8, 10), self._check)
            self.then(self.ago(day, 22, 50), self._papers)
            for hour, minute in self._hours(day):
                self.then(self.ago(day, hour, minute), partial(self._come, day))
        for day, act in _SCENES.items():
            if day < self.days:
                self.then(self.ago(day, 17, 30), partial(act, self))

    def _hours(self, day: int) -> list[tuple[int, int]]:
        """Return when people come on a day; three on the last, so that the next number is 04."""
        if day == 0:
            return [(9, 35), (11, 20), (13, 5)]
        return sorted(
            (self.chance.randrange(9, 20), self.chance.randrange(60)) for _n in range(self.chance.randint(2, 4))
        )

    # --- who ----------------------------------------------------------------------------------------

    def shift(self) -> None:
        """Let the clerk of this day stand at the counter: two take turns, and Li Ting has the last day."""
        days = (self.end.astimezone(ZONE).date() - self.counter.clock().astimezone(ZONE).date()).days
        self.counter.sign_in("陈浩" if days % 2 else "李婷")

    def somebody(self) -> tuple[Home, Person]:
        """Return an owner or somebody of an owner's family who has nothing here."""
        busy = {one.home.code for one in self.kept.values()}
        home = self.chance.choice([home for home in self.homes if home.code not in busy])
        return home, self.chance.choice(_families(home))

    # --- what ---------------------------------------------------------------------------------------

    def did(self, outcome: Outcome) -> Outcome:
        """Remember the papers of a step."""
        self.jobs += [*outcome.jobs, *(job for one in outcome.also for job in one.jobs)]
        return outcome

    def store(self, home: Home, person: Person, pieces: list[dict[str, Any]], **more: Any) -> Kept:
        """Take things in."""
        self.shift()
        answers = {"unit": home.code, "party": person.name, "pieces": pieces, **more.pop("answers", {})}
        outcome = self.did(self.counter.take("luggage.store", answers, **more))
        kept = Kept(outcome.number, home, person, len(pieces), outcome.jobs)
        self.kept[kept.number] = kept
        return kept

    def step(self, kept: Kept, step: str, answers: dict[str, Any], **more: Any) -> Outcome:
        """Take a step of something that is here."""
        self.shift()
        return self.did(self.counter.take(f"luggage.{step}", answers, kept.number, **more))

    def piece(self, kind: str, size: str) -> dict[str, Any]:
        """Return a piece with a colour and a condition by chance."""
        return {
            "kind": kind,
            "size": size,
            "colour": self.chance.choice(_COLOURS),
            "damage": self.chance.choice(_DAMAGE),
        }

    def _come(self, day: int) -> None:
        """Somebody brings something; what becomes of it is settled now and happens later."""
        kinds = self.chance.choices((_SMALL, _LARGE, _LONG, _BULKY), (60, 28, 8, 4))[0]
        count = self.chance.choices((1, 2, 3), (5, 3, 1))[0]
        pieces = [self.piece(*self.chance.choice(kinds)) for _n in range(count)]
        chance, stays = self.chance.random(), False
        if kinds is not _LARGE:
            stays = chance < (0.1 if day > 2 else 0.7)
        kept = self.store(*self.somebody(), pieces, answers={"until": self._until(day)} if stays and day < 3 else {})
        back = self.counter.clock() + timedelta(
            days=self.chance.choice((0, 1, 1, 2, 3)), minutes=self.chance.randrange(40, 100)
        )
        if stays:
            self._long(kept)
        elif kept.pieces > 1 and chance < 0.4:
            self.then(self._open(back, day), lambda: self._part(kept))
        elif chance > 0.97:
            self.then(self.counter.clock() + timedelta(minutes=4), lambda: self._cancel(kept))
        else:
            self.then(self._open(back, day), lambda: self._collect(kept))

    def _until(self, day: int) -> str:
        """Return when somebody comes who is still expected at the end: within hours, today or tomorrow."""
        after = self.chance.choice((-90, 25, 50, 140, 205, 400, 1180, 1300)) + (45 if day else 0)
        return f"{self.end.astimezone(ZONE) + timedelta(minutes=after):%Y-%m-%d %H:%M}"

    def _long(self, kept: Kept) -> None:
        """Somebody is late: he is called some days on, and comes."""
        at = self._open(self.counter.clock() + timedelta(days=self.chance.randint(3, 6)))
        self.then(at, lambda: self._remind(kept, self.chance.choice(_SAID)))
        self.then(at + timedelta(days=1, minutes=30), lambda: self._collect(kept))

    def _open(self, at: datetime, day: int = 9) -> datetime:
        """Return an instant in waking hours; what came lately is fetched before the end."""
        local = at.astimezone(ZONE)
        if not 9 <= local.hour < 22:
            local = local.replace(hour=10) + timedelta(days=local.hour >= 22)
        return min(local, self.end - timedelta(minutes=20 + self.chance.randrange(60))) if day < 4 else local

    def _stays(
        self, sizes: tuple[str, ...], kind: str, *, reminded: bool = False, until: datetime | None = None
    ) -> None:
        """Take in what lies there for weeks."""
        answers = {"until": f"{until:%Y-%m-%d %H:%M}"} if until else {}
        kept = self.store(*self.somebody(), [self.piece(kind, size) for size in sizes], answers=answers)
        if reminded:
            for day, said in ((20, "在外地，月底回来。"), (9, "电话无人接听。"), (2, "请再等一天，家人来取。")):
                self.then(self.ago(day, 16, 45), partial(self._remind, kept, said))

    def _collect(self, kept: Kept) -> None:
        """The owner fetches what is left."""
        if kept.missing:
            return
        self.kept.pop(kept.number, None)
        self.step(kept, "hand_over", {})

    def _part(self, kept: Kept) -> None:
        """The owner fetches one piece; the rest follows in time."""
        self.step(kept, "hand_over", {"taken": [1]})
        later = self._open(self.counter.clock() + timedelta(hours=self.chance.randrange(20, 50)), 0)
        self.then(max(later, self.counter.clock() + timedelta(minutes=5)), lambda: self._collect(kept))

    def _cancel(self, kept: Kept) -> None:
        """It was not stored after all."""
        self.kept.pop(kept.number, None)
        self.step(kept, "cancel", {"reason": "住户改变主意，当面带走。"})

    def _remind(self, kept: Kept, said: str) -> None:
        """Ask the owner to fetch it."""
        if kept.number in self.kept and not kept.missing:
            self.step(kept, "remind", {"how": "phone", "said": said})

    # --- every day ----------------------------------------------------------------------------------

    def _begin_checks(self) -> None:
        """The foreman lets the store be checked every day."""
        self.counter.sign_in("吴班长")
        self.round = self.did(self.counter.take("luggage_round.begin", {})).number

    def _check(self) -> None:
        """Go along the shelves; on one day something is not where it should be."""
        self.shift()
        here = [number for number, kept in self.kept.items() if not kept.missing]
        seen = [number for number in here if number != self.unseen]
        self.did(self.counter.take("luggage_round.check", {"ticked": seen}, self.round))
        if self.unseen in here:
            kept = self.kept[self.unseen]
            kept.missing = True
            self.then(self.counter.clock() + timedelta(hours=3), lambda: self._found(kept))
        self.unseen = ""

    def _found(self, kept: Kept) -> None:
        """It stood on another shelf."""
        kept.missing = False
        self.step(kept, "found", {"what": "被错放在旁边的货架上。"})

    def _papers(self) -> None:
        """All papers of the day came out."""
        self.counter.desk.wake_queue()
        self.counter.desk.came_out(self.jobs, [])
        self.jobs = []

    # --- scenes -------------------------------------------------------------------------------------

    def lost_ticket(self) -> None:
        """An owner lost his ticket: the supervisor looks at his document and decides."""
        kept = self.store(*self.somebody(), [self.piece("case", "4")])
        self.step(kept, "ticket_lost", {"reason": "本人来电"})
        self.counter.clock.now += timedelta(minutes=50)
        answers = {
            "claim": "lost",
            "document": _DOCUMENT,
            "copied": True,
            "statement": "提取联遗失，本人领取，特此说明。",
        }
        self.step(kept, "hand_over", answers, lifts=[self.counter.lift("STO-25", "证件与登记一致，本人签名。")])
        del self.kept[kept.number]

    def tenant(self) -> None:
        """A tenant leaves something: the supervisor allows it once."""
        home = self.counter.estate.home(TENANT_UNIT)
        person = next(one for one in home.people if one.name == TENANT)
        lift = self.counter.lift("AMB-46", "业主来电同意。")
        kept = self.store(home, person, [self.piece("backpack", "1")], lifts=[lift])
        self.then(self._open(self.counter.clock() + timedelta(days=1)), lambda: self._collect(kept))

    def unseen_tomorrow(self) -> None:
        """Something will not be seen at tomorrow's check."""
        kept = self.store(*self.somebody(), [self.piece("holdall", "2")])
        self.unseen = kept.number

    def paper_jam(self) -> None:
        """The claim ticket was torn: it is printed again."""
        kept = self.store(*self.somebody(), [self.piece("case", "2")])
        self.counter.clock.now += timedelta(minutes=2)
        self.jobs.append(self.counter.desk.reprint(kept.jobs[1], "卡纸"))
        self.then(self._open(self.counter.clock() + timedelta(days=1)), lambda: self._collect(kept))

    def place_full(self) -> None:
        """The place that was allotted is full: the next one, with new tags."""
        kept = self.store(*self.somebody(), [self.piece("bag", "1")])
        self.step(kept, "elsewhere", {"reason": "full"})
        self.then(self._open(self.counter.clock() + timedelta(days=2)), lambda: self._collect(kept))

    def in_english(self) -> None:
        """Somebody gets his slips in English."""
        kept = self.store(*self.somebody(), [self.piece("case", "2")], language="en")
        self.then(self._open(self.counter.clock() + timedelta(days=1)), lambda: self._collect(kept))

    def entered_later(self) -> None:
        """The computer was off for an hour: what came meanwhile is entered later."""
        happened = self.counter.clock() - timedelta(minutes=70)
        kept = self.store(*self.somebody(), [self.piece("box", "2")], happened=happened)
        self.then(self._open(self.counter.clock() + timedelta(days=3)), lambda: self._collect(kept))

    def drawings(self) -> None:
        """The owner of the drawings has been here before."""
        home = self.counter.estate.home(OWNER_UNIT)
        kept = self.store(home, next(one for one in home.people if one.name == OWNER), [self.piece("case", "2")])
        self.then(self._open(self.counter.clock() + timedelta(days=1)), lambda: self._collect(kept))


_SCENES: dict[int, Callable[[Weeks], None]] = {
    15: Weeks.entered_later, 12: Weeks.place_full, 10: Weeks.unseen_tomorrow, 8: Weeks.tenant, 7: Weeks.drawings,
    6: Weeks.lost_ticket, 3: Weeks.paper_jam, 2: Weeks.in_english,
}  # fmt: skip  # a table


def _families(home: Home) -> list[Person]:
    """Return the owners of a home and their families."""
    owned = any(one.relation == "owner" and not one.gone for one in home.people)
    return [one for one in home.people if owned and one.relation in ("owner", "family") and not one.gone]
