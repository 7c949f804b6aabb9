"""No order of steps, by anybody, lets somebody in without consent, keeps anybody overnight unsigned, or splits a key."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.service import find_step
from kiosk.store import journal
from kiosk.store.database import reading
from tests.counter import OWNER, UNIT, Counter

#: A step by its place among those that are possible, what is answered, and how many minutes go by.
MOVES = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 7), st.integers(0, 90)), min_size=6, max_size=30)
NUMBER = "330106199001011236"
#: What never happens, whatever was done.
NEVER = {
    "inside without consent": "SELECT 1 FROM record r JOIN visit v ON v.id = r.id WHERE r.state = 'inside' AND "
    "(v.consent_by IS NULL OR v.consent_at IS NULL OR v.consent_channel IS NULL OR v.door IS NULL)",
    "inside by an incoming call": "SELECT 1 FROM record r JOIN visit v ON v.id = r.id "
    "WHERE r.state = 'inside' AND v.consent_channel = 'incoming'",
    "inside after the host's no": "SELECT 1 FROM record r JOIN visit_call c ON c.record_id = r.id WHERE r.state = 'inside' "
    "AND c.no = (SELECT max(no) FROM visit_call WHERE record_id = r.id) AND c.answer <> 'agrees' "
    "AND (SELECT consent_channel FROM visit WHERE id = r.id) <> 'letter'",
    "inside without a document": "SELECT 1 FROM record r JOIN visit v ON v.id = r.id "
    "WHERE r.state = 'inside' AND (v.kind IS NULL OR v.kind = 'none')",
    "left with somebody inside": "SELECT 1 FROM record r JOIN visit v ON v.id = r.id WHERE r.state = 'left' AND v.persons <> "
    "(SELECT coalesce(sum(persons_out), 0) FROM visit_exit e WHERE e.record_id = r.id AND e.struck_at IS NULL)",
    "overnight without the owner": "SELECT 1 FROM record r JOIN night n ON n.id = r.id "
    "WHERE r.state = 'staying' AND (n.owner_here IS NOT 1 OR n.owner_signature IS NULL OR n.paper IN ('licence', 'none'))",
    "a key without holder": "SELECT 1 FROM house_key WHERE holder IS NULL OR holder = ''",
    "a key whose last move says somebody else": "SELECT 1 FROM house_key k WHERE k.holder IS NOT "
    "(SELECT taker FROM key_move WHERE record_id = k.id ORDER BY no DESC LIMIT 1)",
    "a key that moved without its holder": "SELECT 1 FROM key_move a JOIN key_move b ON b.record_id = a.record_id "
    "AND b.no = a.no + 1 WHERE a.taker <> b.giver",
    "a key with the clerk and on its hook": "SELECT 1 FROM record r JOIN hold h ON h.record_id = r.id "
    "WHERE r.service = 'keys' AND r.state = 'out' AND h.until IS NULL",
    "a closed record that holds": "SELECT 1 FROM record r JOIN hold h ON h.record_id = r.id "
    "WHERE closed_at IS NOT NULL AND until IS NULL",
    "a state that the journal does not say": "SELECT 1 FROM record r JOIN entry e ON e.record_id = r.id "
    "WHERE e.id = (SELECT max(id) FROM entry WHERE record_id = r.id) AND e.state <> r.state",
}  # fmt: skip  # one line a promise


def answers(step: str, bits: int) -> dict[str, Any]:
    """Return answers for a step; some of them will be refused, as at a counter."""
    channel = ("intercom", "home", "file", "given", "present", "incoming", "book", "home")[bits]
    call = {"channel": channel, **({"given": "13700001111"} if channel == "given" else {})}
    night = {"owner_here": bits % 2 == 0, "paper": ("passport", "licence", "resident", "none")[bits % 4], "document": "E12345678",
             "paper_copied": True, "sex": "f", "nation": "中国", "owner_signature": "paper"}  # fmt: skip
    return {
        "visitors.see_document": {"kind": "none" if bits == 7 else "resident", "document": NUMBER, "copied": bits != 6},
        "visitors.agree_admit": call, "visitors.host_agrees": call, "visitors.host_declines": call, "visitors.host_called": call,
        "visitors.leave": {"persons_out": 1 + bits % 2}, "visitors.leave_word": {"words": "x"},
        "visitors.after_hours": {"word": ("leaving", "overnight", "not reached", "refuses")[bits % 4],
                                 "security_at": "2026-11-22 23:05", "officer": "孙丽", "officer_at": "2026-11-22 23:05"},
        "visitors.stay_overnight": night, "visitors.turn_away": {},
        "overnight.extend": {"owner_here": bits % 2 == 0, "owner_signature": "paper", "until": "2027-01-01 12:00"},
        "keys.release": {"identity": bits % 2 == 0, "seen_document": NUMBER if bits != 5 else "E12345678",
                         "taken_signature": "paper", "comes_back": bits > 3},
        "keys.give_back": {"taken_signature": "paper"}, "keys.missing": {"missing": "x"}, "keys.found": {"missing": "x"},
        "escort.accept": {"signed": bits % 2 == 0}, "escort.go_up": {"minder": "nobody"}, "escort.lock_up": {"minder": "nobody"},
        "escort.explained": {"explained_by": "王主管"},
        "escort.nothing_to_lock": {"none_needed": "x"}, "visitors.admit": {}, "keys.borrow": {}, "keys.back": {},
    }.get(step, {"reason": "x"} if step.split(".")[1].startswith(("not", "still", "document_wrong")) else {})  # fmt: skip


def begin(counter: Counter, which: int, bits: int) -> tuple[str, dict[str, Any]]:
    """Return a step that begins something."""
    visits = [row.number for row in counter.reader.records("visitors")]
    if which == 0 and visits:
        return "escort.ask", {"visit": visits[bits % len(visits)], "channel": "file"}
    if which == 1:
        named = {"for_whom": "何苗", "for_kind": "resident", "for_document": NUMBER} if bits % 2 else {}
        purpose = "visitor" if bits % 2 else "spare"
        return "keys.leave", {
            "unit": UNIT,
            "party": OWNER,
            "purpose": purpose,
            "signature": "paper",
            "hook": f"A-{bits}",
            **named,
        }
    return "visitors.arrive", {"unit": UNIT, "party": "何苗", "persons": 1 + bits % 2}


def walk(counter: Counter, moves: list[tuple[int, int, int]]) -> int:
    """Take the moves and return how many were taken."""
    taken = 0
    for which, bits, minutes in moves:
        counter.later(minutes=minutes)
        numbers = [r.number for key in ("visitors", "overnight", "keys", "escort") for r in counter.reader.records(key)]
        if which < 3 or not numbers:
            record, (step, given) = None, begin(counter, which, bits)
        else:
            record = numbers[-1 - (which * 3 + bits) % min(len(numbers), 6)]
            possible = [step for step in counter.steps(record) if step != "keys.gone"]
            onward = [step for step in possible if find_step(step).spec.undoes is None]
            possible = onward if onward and bits else possible  # an undo now and then, not at every other step
            if not possible:
                continue
            step = possible[(which + bits) % len(possible)]
            given = answers(step, (which * 5 + bits) % 8)
        given = {k: v for k, v in given.items() if k in counter.asked(step, record, **given)}
        taken += counter.error(step, record, **given) == ""
    return taken


def broken(counter: Counter) -> list[str]:
    """Return which promises do not hold."""
    return [what for what, sql in NEVER.items() if counter.sql(sql)]


@pytest.mark.timeout(400)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_no_order_of_steps_breaks_a_promise(founded: Path, tmp_path: Path, moves: list[tuple[int, int, int]]) -> None:
    """By chance, at any hour from the afternoon into the night."""
    for folder in ("estate", "secrets"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    counter = Counter(tmp_path / "estate")
    counter.sign_in("王主管")
    walk(counter, moves)
    found = broken(counter)
    counter.close()
    engine = reading(tmp_path / "estate")
    with engine.connect() as connection:
        whole = journal.prove(connection).whole
    engine.dispose()
    assert (found, whole) == ([], True)


def test_the_walk_goes_somewhere(counter: Counter) -> None:
    """The moves are taken, many of them: visitors get in, and some stay the night."""
    counter.sign_in("王主管")
    chance = random.Random(23)  # not for secrets: the same walk each time
    moves = [(chance.randrange(20), chance.randrange(8), chance.randrange(5)) for _n in range(150)]
    taken = walk(counter, moves)
    steps = {
        row[0]
        for row in counter.sql("SELECT DISTINCT step FROM entry WHERE step LIKE 'visitors.%' OR step LIKE 'keys.%'")
    }
    assert (taken > 40, len(steps) > 9, "visitors.agree_admit" in steps) == (True, True, True)
    assert broken(counter) == []
