"""The script of the day: what happens at the South Gate Desk from Sunday afternoon to Monday noon.

It begins with the luggage of the drawings and goes through what a desk meets: a refusal and a decision by
telephone, difficult names, a printer without paper, a part collected, a ticket lost, a mistake taken back,
the daily check, and the thirty days.
"""

from collections.abc import Callable
from typing import Any

from kiosk import numbers
from kiosk.practice import names
from kiosk.practice import scenes_of_guests as guests
from kiosk.practice import scenes_of_keys as keys
from kiosk.practice.day import Day
from kiosk.practice.estate import OWNER, OWNER_UNIT, TENANT, TENANT_UNIT
from kiosk.printing.printers import NO_ANSWER
from kiosk.values import Outcome

#: The three pieces of the drawings.
_THREE = [
    {"kind": "case", "colour": "black", "size": "4"},
    {"kind": "case", "colour": "silver", "size": "2", "damage": "wheel"},
    {"kind": "bag", "size": "1"},
]


def _store(day: Day, name: str, pieces: list[dict[str, Any]], **more: Any) -> Outcome:
    """Somebody brings something."""
    home, person = day.who(name)
    answers = {"unit": home.code, "party": person.name, "pieces": pieces, **more.pop("answers", {})}
    return day.take("luggage.store", answers, **more)


def drawings(day: Day) -> None:
    """14:36: three pieces of the owner of the drawings; at 14:52 the claim ticket jams."""
    day.counter.sign_in("李婷")
    stored = day.take("luggage.store", {"unit": OWNER_UNIT, "party": OWNER, "pieces": _THREE})
    day.numbers["drawing"] = stored.number
    day.at(14, 52)
    day.reprint(stored.jobs[1], "卡纸")


def tenant(day: Day) -> None:
    """A tenant is refused; the supervisor, who is at home, allows it by telephone."""
    day.at(14, 58)
    answers = {"unit": TENANT_UNIT, "party": TENANT, "pieces": [{"kind": "backpack", "colour": "green", "size": "1"}]}
    day.refused("luggage.store", answers)
    who = day.counter.id_of("王主管")
    lift = day.desk.lift_by_phone("AMB-46", who, "15400000012", "业主在电话中同意，今晚取走。")
    taken = day.take("luggage.store", answers, lifts=[lift])
    day.numbers["tenant"] = taken.number
    day.numbers["decision"] = next(one.number for one in taken.also if one.step == "decision.written")


def difficult_names(day: Day) -> None:
    """Names of forty characters, of rare characters, of other scripts; a signature on the pad."""
    day.at(15, 6)
    _store(day, names.FORTY, [{"kind": "box", "size": "2"}])
    day.at(15, 11)
    _store(day, "王䶮", [{"kind": "golf", "colour": "white", "size": "6"}], answers={"signature": guests.STROKES})
    day.at(15, 19)
    _store(day, "Søren Brændekilde", [{"kind": "case", "colour": "blue", "size": "3"}], language="en")
    day.at(15, 27)
    _store(day, "李𬭎", [{"kind": "instrument", "colour": "brown", "size": "5", "damage": "scratch"}], language="both")


def part(day: Day) -> None:
    """The owner of the drawings fetches one piece; the old ticket is void from then on."""
    day.at(15, 40)
    number = day.numbers["drawing"]
    day.take("luggage.hand_over", {"ticket": numbers.payload(number), "taken": [3]}, number)
    day.at(15, 44)
    day.refused("luggage.hand_over", {"ticket": numbers.payload(number)}, number)


def printer(day: Day) -> None:
    """The printer is off for some minutes, then falls silent once; in between the pictures are taken."""
    day.at(16, 2)
    day.tray.off(NO_ANSWER)
    day.tell("printer.off")
    waits = _store(day, "欧阳静怡", [{"kind": "bag", "colour": "red", "size": "1"}])
    day.numbers["waiting"] = waits.number
    day.at(16, 5)
    home, person = day.who("上官婉清")
    day.desk.save_draft("practice-put-aside", "luggage.store", "", {"unit": home.code, "party": person.name})
    day.look_around()
    day.at(16, 9)
    day.tray.on()
    day.tell("printer.on")
    day.print()
    day.at(16, 20)
    day.tray.silent()
    day.tell("printer.silent")
    silent = _store(day, "司马文博", [{"kind": "case", "colour": "grey", "size": "2"}])
    day.tray.on()
    day.at(16, 22)
    day.desk.came_out([silent.jobs[0]], [])
    day.tell("queue.came_out", silent.jobs[:1])
    day.print()


def evening(day: Day) -> None:
    """A call, a full place, a change of mind, a note, somebody moves in."""
    day.counter.sign_in("陈浩")
    day.at(16, 50)
    day.take("luggage.remind", {"how": "phone", "said": "家人今晚来取。"}, _long_ones(day)[1])
    day.at(17, 15)
    placed = _store(day, "诸葛清越", [{"kind": "holdall", "colour": "black", "size": "2"}])
    day.take("luggage.elsewhere", {"reason": "full"}, placed.number)
    day.at(17, 40)
    again = _store(day, "解冬梅", [{"kind": "pram", "colour": "blue", "size": "7"}])
    day.at(17, 43)
    day.take("luggage.cancel", {"reason": "住户决定自己推回家。"}, again.number)
    day.at(18, 5)
    day.take("estate.add_note", {"unit": OWNER_UNIT, "text": "今晚20:00前有亲戚来取电脑包。", "until": "2026-11-22"})
    day.at(18, 12)
    day.take("estate.move_in", {"unit": "3-2-804", "name": "赵龦堃", "relation": "family", "phone": "15400000031"})


def lost_ticket(day: Day) -> None:
    """A ticket is reported lost; the supervisor releases the things against a document."""
    day.at(19, 2)
    kept = _store(day, "仇文静", [{"kind": "case", "colour": "black", "size": "2"}])
    day.at(20, 10)
    day.take("luggage.ticket_lost", {"reason": "本人来电挂失"}, kept.number)
    day.at(20, 31)
    answers = {"claim": "lost", "document": "E00000017", "copied": True, "statement": "提取联遗失，本人领取。"}
    day.refused("luggage.hand_over", answers, kept.number)
    lift = day.counter.lift("STO-25", "证件与登记一致。")
    day.take("luggage.hand_over", answers, kept.number, lifts=[lift])


def taken_back(day: Day) -> None:
    """A hand-over is undone and taken again; a guest stays for the night; what came meanwhile is entered later."""
    day.at(21, 4)
    number = day.numbers["tenant"]
    day.take("luggage.hand_over", {}, number)
    day.at(21, 6)
    day.take("luggage.put_back", {"reason": "点错单号。"}, number)
    day.at(21, 10)
    day.take("luggage.hand_over", {}, number)
    guests.night(day)
    happened = day.clock()
    day.at(23, 20)
    _store(day, "令狐望舒", [{"kind": "backpack", "colour": "grey", "size": "1"}], happened=happened)


def check(day: Day) -> None:
    """Monday 08:10: one thing is not on its shelf; it is found an hour later."""
    day.at(8, 10, days=1)
    day.counter.sign_in("李婷")
    reader = day.reader
    here = [row.number for row in reader.records("luggage") if row.state == "stored"]
    rounds = reader.records("luggage_round")[0].number
    reader.close()
    unseen = day.numbers["waiting"]
    day.take("luggage_round.check", {"ticked": [number for number in here if number != unseen]}, rounds)
    day.at(9, 25, days=1)
    day.take("luggage.found", {"what": "在下层货架后面。"}, unseen)


def thirty_days(day: Day) -> None:
    """The supervisor confirms what he said by telephone, hears of the thirty days and decides; then the owner rings."""
    day.at(10, 0, days=1)
    oldest = _long_ones(day)[0]
    day.take("luggage.tell", {}, oldest)
    day.counter.sign_in("王主管")
    day.take("decision.confirm", {}, day.numbers["decision"])
    day.at(10, 20, days=1)
    day.take("luggage.dispose", {"decision": "按遗留物登记，移交保管室。", "witness": "李婷"}, oldest)
    day.at(10, 34, days=1)
    day.take("luggage.not_disposed", {"reason": "业主来电，下午来取。"}, oldest)


def noon(day: Day) -> None:
    """The rest of the drawings' luggage goes, and so does what lay there for a month."""
    day.counter.sign_in("李婷")
    day.at(11, 30, days=1)
    number = day.numbers["drawing"]
    day.take("luggage.hand_over", {"ticket": numbers.payload(number, issue=2)}, number)
    day.at(14, 30, days=1)
    day.take("luggage.hand_over", {}, _long_ones(day)[0])


def _long_ones(day: Day) -> list[str]:
    """Return what has been in the store longest."""
    reader = day.reader
    rows = sorted(reader.records("luggage"), key=lambda row: row.opened_at)
    reader.close()
    return [row.number for row in rows]


SCRIPT: tuple[Callable[[Day], None], ...] = (
    drawings, tenant, difficult_names, part, guests.cartload, guests.fetched, guests.visitors, guests.at_the_desk, keys.key_board,
    keys.drill, printer, keys.drill_over, evening,
    guests.key_left, guests.gone_home, guests.escorted, lost_ticket, taken_back, check, guests.morning, thirty_days, noon,
)  # fmt: skip  # one paragraph
