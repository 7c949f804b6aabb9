"""A desk for tests: a small estate on a still clock, as a clerk would find it on a Sunday afternoon."""

import itertools
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.clock import StillClock
from kiosk.desk import Desk
from kiosk.desk.staff import Lift
from kiosk.errors import KioskError, RefusalError
from kiosk.i18n import say
from kiosk.printing import layout, slip, text
from kiosk.values import Draft, Outcome, StaffRow

#: 14:36 in Shanghai on the day of the drawings.
SUNDAY = datetime(2026, 11, 22, 6, 36, tzinfo=UTC)
PINS = {"周明": "739154", "李婷": "602817", "王主管": "480613"}
UNIT, OWNER = "3-2-1005", "沈佳宜"
LISTS = (
    ("piece_kind", "case", "1", "拉杆箱", "Suitcase"), ("piece_kind", "bag", "2", "纸袋", "Paper bag"),
    ("colour", "black", "1", "黑", "black"), ("colour", "silver", "2", "银", "silver"),
    ("piece_size", "1", "1", "小件", "small"), ("piece_size", "2", "2", "20寸", "20in"), ("piece_size", "3", "3", "28寸", "28in"),
    ("damage", "good", "1", "完好", "good"), ("damage", "wheel", "2", "轮子破损", "wheel broken"),
    ("courier", "sf", "1", "顺丰", "SF"), ("courier", "yto", "2", "圆通", "YTO"), ("courier", "other", "9", "其他", "Other"),
    ("parcel_flag", "perishable", "1", "生鲜", "Perishable"), ("parcel_flag", "valuable", "2", "贵重", "Valuable"),
    ("parcel_flag", "damaged", "3", "破损", "Damaged"),
)  # fmt: skip  # one line a group reads better
THREE = [
    {"kind": "case", "colour": "black", "size": "3"},
    {"kind": "case", "colour": "silver", "size": "2", "damage": "wheel"},
    {"kind": "bag", "size": "1"},
]


class Counter:
    """A desk, its reader and its clock, with words for what tests do most."""

    def __init__(self, folder: Path, *, synchronous: str = "FULL") -> None:
        """Open the estate of a folder; a new one is founded: three people, a few places, two homes."""
        self.folder, self.clock = folder, StillClock(SUNDAY)
        is_new = not (folder / "kiosk.db").exists()
        self._once = itertools.count(0 if is_new else 1000)
        self.desk = Desk.open(folder, self.clock, synchronous=synchronous)
        self.reader = self.desk.reader()
        if is_new:
            self._found()
        else:
            self.sign_in("李婷")

    def _found(self) -> None:
        """Take the first steps of an estate, and leave the clerk signed in."""
        self.take("house.found", name="周明", pin=PINS["周明"], estate="云栖花园", counter="南门服务台", usual=False)
        self.sign_in("周明")
        self._furnish()
        self.sign_in("李婷")

    def _furnish(self) -> None:
        """Hire, name lists and places, let people move in."""
        self.take("house.hire", name="李婷", pin=PINS["李婷"], role="clerk")
        self.take("house.hire", name="王主管", pin=PINS["王主管"], role="supervisor")
        for name, key, digit, zh, en in LISTS:
            self.take("house.set_term", list=name, key=key, digit=digit, zh=zh, en=en)
        places = [{"name": f"{rack}-{layer}-{n:02d}", "size": size}
                  for rack, size in (("A", "1"), ("B", "2"), ("C", "3")) for layer in (1, 2) for n in (1, 2)]  # fmt: skip
        self.take("house.set_places", places=places)
        for code in (UNIT, "5-1-2101"):
            self.take("estate.add_unit", unit=code)
        self.take("estate.move_in", unit=UNIT, name=OWNER, phone="13912342207")
        self.take("estate.move_in", unit="5-1-2101", name="单雪松", relation="tenant")

    def take(self, step: str, record: str | None = None, *, once: str = "", lifts: Iterable[Lift] = (),
             happened: datetime | None = None, language: str | None = None, **answers: Any) -> Outcome:  # fmt: skip
        """Take a step with a once-key of its own."""
        key = once or f"test-{next(self._once)}"
        return self.desk.take(step, answers, record, once=key, lifts=lifts, happened=happened, language=language)

    def draft(self, step: str, record: str | None = None, **answers: Any) -> Draft:
        """Return a draft as the form would show it."""
        return self.reader.draft(step, answers, record)

    def asked(self, step: str, record: str | None = None, **answers: Any) -> list[str]:
        """Return the names of the questions that a form shows."""
        return [question.name for question in self.draft(step, record, **answers).shown]

    def shown(self, step: str, name: str, record: str | None = None, **answers: Any) -> Any:
        """Return what a form shows in one question, None where it is not asked."""
        found = self.draft(step, record, **answers).shown
        return next((question.value for question in found if question.name == name), None)

    def says(self, step: str, zh: str, en: str, record: str | None = None, **answers: Any) -> bool:
        """Whether a step shows a phrase, in both languages."""
        says = self.draft(step, record, **answers).says
        return any(zh in say(words, "zh") and en in say(words, "en") for words in says)

    def preview(self, step: str, kind: str, record: str | None = None, **answers: Any) -> str:
        """Return the stored form of a slip as it would print now."""
        return "".join(part.blocks for part in self.draft(step, record, **answers).slips if part.kind.endswith(kind))

    def sign_in(self, name: str) -> StaffRow:
        """Let somebody stand at the counter."""
        person = next(s for s in self.desk.staff() if s.name == name)
        self.reader.clerk = self.desk.sign_in(person.id, PINS[name])
        return self.reader.clerk

    def lift(self, rule: str, reason: str = "证件核对无误") -> Lift:
        """Let the supervisor allow something by PIN."""
        person = next(s for s in self.desk.staff() if s.name == "王主管")
        return self.desk.lift(rule, person.id, PINS["王主管"], reason)

    def store(self, **answers: Any) -> Outcome:
        """Store three pieces of the owner's."""
        return self.take("luggage.store", **{"unit": UNIT, "party": OWNER, "pieces": THREE, **answers})

    def refusal(self, step: str, record: str | None = None, **more: Any) -> str:
        """Take a step that should be refused; return the rule, "" where it was taken after all."""
        try:
            self.take(step, record, **more)
        except RefusalError as refused:
            return refused.rule or str(refused.words)
        return ""

    def error(self, step: str, record: str | None = None, **more: Any) -> str:
        """Take a step that should fail; return the name of its error, "" where it was taken after all."""
        try:
            self.take(step, record, **more)
        except KioskError as error:
            return type(error).__name__
        return ""

    def due(self) -> list[tuple[str, str, str]]:
        """Return the board as (step that one click opens, tone, group)."""
        return [(row.step, row.tone, row.group) for row in self.reader.board()]

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what a statement reads, over a connection of its own."""
        with closing(sqlite3.connect(self.folder / "kiosk.db")) as connection:
            return connection.execute(statement, values).fetchall()

    def reopen(self) -> None:
        """Close the program and start it again; nobody is signed in."""
        self.close()
        self.desk = Desk.open(self.folder, self.clock)
        self.reader = self.desk.reader()

    def later(self, **by: float) -> None:
        """Let time go by."""
        self.clock.now += timedelta(**by)

    def steps(self, number: str) -> list[str]:
        """Return what can be done with a record now."""
        return self.reader.steps(number)

    def paper(self, outcome: Outcome, kind: str = "", language: str = "zh", columns: int = 48) -> str:
        """Return the slips of an outcome as text, of one kind if named."""
        parts = [self.reader.blocks(job) for job in outcome.jobs]
        shown = [p for p in parts if p is not None and (not kind or p.kind.endswith(kind))]
        return "\n".join(
            text.render(layout.layout(slip.load(p.blocks), columns=columns, language=language)) for p in shown
        )

    def close(self) -> None:
        """Let the folder go."""
        self.reader.close()
        self.desk.close()
