"""Scenes of the day around the key board, and the drill by which everybody inside is called by name."""

from kiosk.practice.day import Day
from kiosk.practice.estate import OWNER, OWNER_UNIT
from kiosk.practice.scenes_of_guests import STROKES

#: A document that is nobody's.
_CARD = "11010119900307002X"


def key_board(day: Day) -> None:
    """15:57: hooks with keys of every kind: spare, entrusted, left for a visitor, out with a clerk, not found."""
    day.at(15, 57)
    day.counter.sign_in("王主管")
    day.take("house.set_hooks", {"rack": "A", "first": 1, "last": 24})
    day.take("key_round.begin", {})
    day.take("inside_round.begin", {})
    day.counter.sign_in("李婷")
    people = ("上官婉清", "欧阳静怡", "王䶮", "解冬梅", "令狐望舒")
    for no, name in enumerate(people, 1):
        home, person = day.who(name)
        purpose = "spare" if no % 2 else "vacant"
        signed = {} if purpose == "spare" else {"signature": STROKES}
        answers = {"unit": home.code, "party": person.name, "purpose": purpose, "hook": f"A-{no:02d}", **signed}
        day.numbers[f"key {no}"] = day.take("keys.leave", answers).number
    day.take("keys.borrow", {"use": "repairs"}, day.numbers["key 1"])
    day.take("keys.missing", {"missing": "清点时不在挂钩上"}, day.numbers["key 3"])
    answers = {
        "unit": OWNER_UNIT, "party": OWNER, "purpose": "visitor", "hook": "A-08", "for_whom": "何苗",
        "for_kind": "resident", "for_document": _CARD, "signature": STROKES,
    }  # fmt: skip  # one line a group reads better
    day.take("keys.leave", answers)


def drill(day: Day) -> None:
    """16:00: the fire drill: one key prints everybody who is inside, and the first of them are ticked off."""
    day.at(16, 0)
    day.take("estate.add_note", {"unit": OWNER_UNIT, "text": "行动不便，需轮椅，两人搀扶", "kind": "evacuation"})
    number = day.numbers["roll"] = day.take("roll_call.begin", {"why": "drill"}).number
    day.take("roll_call.seen", {"seen": [1]}, number)


def drill_over(day: Day) -> None:
    """16:30: the others were seen too; the missing key was in a drawer, the borrowed one hangs again."""
    day.at(16, 30)
    number = day.numbers["roll"]
    reader = day.reader
    left = [option.key for one in reader.draft("roll_call.seen", {}, number).shown for option in one.options]
    reader.close()
    day.take("roll_call.seen", {"seen": left}, number)
    day.take("roll_call.finish", {}, number)
    day.take("keys.found", {"missing": "在抽屉里"}, day.numbers["key 3"])
    day.take("keys.back", {}, day.numbers["key 1"])
