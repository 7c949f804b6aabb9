"""Escorts under way: one holder of the key always, who minds the counter, late keys, and every tap that is taken back."""

from datetime import timedelta
from typing import Any

import pytest

from kiosk.i18n import say
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_escort import asked, go_up, holder, lock_up, signed
from tests.services.test_keys import for_visitor, left


@pytest.mark.rule("STD-02")
def test_somebody_minds_the_counter(counter: Counter) -> None:
    """The supervisor is told, and who minds it is asked each time that one leaves it."""
    number = signed(counter)
    assert counter.says("escort.go_up", "主管", "Tell the supervisor", number)
    assert "minder" in counter.asked("escort.go_up", number)
    go_up(counter, number)
    counter.take("escort.opened", number)
    assert "minder" in counter.asked("escort.lock_up", number)


@pytest.mark.rule("STD-02")
@pytest.mark.parametrize(("minder", "said"), [("王主管", "王主管"), ("security", "Security"), ("nobody", "")])
def test_the_lock_screen_says_when_the_clerk_is_back(counter: Counter, minder: str, said: str) -> None:
    """And who minds the counter, on both trips; the step locks the window, and what is next waits for him."""
    number = signed(counter)
    outcome = go_up(counter, number, minder=minder, minutes=12)
    gone = counter.clock.now
    assert outcome.away is True
    [away] = counter.reader.away()
    assert (away.clerk, away.until, say(away.minder, "en")) == ("李婷", gone + timedelta(minutes=12), said)
    assert (away.number, away.step) == (number, "escort.opened")
    assert (counter.take("escort.opened", number).away, counter.reader.away()) == (False, ())
    assert lock_up(counter, number, minder=minder).away is True
    assert [one.step for one in counter.reader.away()] == ["escort.locked"]


def test_whoever_locks_up_is_reminded_of_a_visitor_who_stands_as_inside(counter: Counter) -> None:
    """Nobody is locked in; once he is signed out there is nothing to remind of."""
    number = signed(counter)
    go_up(counter, number)
    counter.take("escort.opened", number)
    words = ("登记仍在小区内", "still stands as inside", number)
    assert counter.says("escort.lock_up", *words)
    counter.take("visitors.leave", counter.reader.records("visitors")[0].number)
    assert not counter.says("escort.lock_up", *words)


def test_an_escort_that_is_entered_later_locks_nothing(counter: Counter) -> None:
    """Whoever types it is at the counter."""
    number = signed(counter)
    then = counter.clock.now
    counter.later(minutes=20)
    said = {"minder": "nobody"}
    assert counter.take("escort.go_up", number, happened=then, **said).away is False
    assert counter.take("escort.opened", number, happened=then).state == "opened"


def up(counter: Counter, **answers: Any) -> tuple[str, str]:
    """Go up with the spare key; return the escort and the key."""
    number = signed(counter)
    go_up(counter, number, **answers)
    return number, counter.reader.records("keys")[0].number


def test_a_key_that_was_hung_back_by_itself(counter: Counter) -> None:
    """The escort goes on all the same."""
    number, key = up(counter)
    counter.take("keys.back", key)
    assert counter.take("escort.opened", number).state == "opened"
    lock_up(counter, number)
    counter.take("keys.missing", key, missing="x")
    assert counter.take("escort.locked", number).state == "closed"


@pytest.mark.rule("KEY-14")
def test_a_key_that_somebody_else_has_by_now(counter: Counter) -> None:
    """An escort neither hangs back nor takes again what was not its own."""
    number, key = up(counter)
    counter.later(minutes=1)
    counter.take("keys.back", key)
    counter.sign_in("王主管")
    counter.take("keys.borrow", key, use="care")
    counter.sign_in("李婷")
    counter.take("escort.opened", number)
    assert holder(counter) == "王主管"
    counter.take("escort.not_opened", number, reason="点错")
    assert holder(counter) == "王主管"


@pytest.mark.rule("KEY-14")
def test_a_key_that_was_moved_after_it_was_hung_back(counter: Counter) -> None:
    """It is not in the clerk's hand again because a tap is taken back."""
    number, key = up(counter)
    counter.take("escort.opened", number)
    counter.later(minutes=1)
    counter.sign_in("王主管")
    counter.take("keys.borrow", key, use="care")
    counter.sign_in("李婷")
    assert counter.refusal("escort.not_opened", number, reason="点错") == "KEY-14"
    assert holder(counter) == "王主管"


@pytest.mark.rule("ESC-14")
def test_a_tap_taken_back_gives_no_new_quarter_of_an_hour(counter: Counter) -> None:
    """The key and the clerk are waited for as before."""
    number, _key = up(counter, minutes=15)
    counter.later(minutes=10)
    counter.take("escort.opened", number)
    counter.take("escort.not_opened", number, reason="点错")
    counter.later(minutes=5, seconds=1)
    assert {"escort.opened", "keys.back"} <= {step for step, tone, _group in counter.due() if tone == "red"}


@pytest.mark.rule("ESC-14")
def test_a_key_that_is_not_back_rings(counter: Counter) -> None:
    """After the minutes of the house, and not before."""
    _number, key = up(counter)
    counter.later(minutes=15)
    assert [one.number for one in counter.reader.late() if one.rings] == []
    counter.later(seconds=1)
    assert [one.number for one in counter.reader.late() if one.rings] == [key]


@pytest.mark.rule("ESC-12")
def test_back_before_the_door_was_opened(counter: Counter) -> None:
    """The visitor is at the desk and not inside; if the visit has gone on, one says what happened instead."""
    number, _key = up(counter)
    visit = str(counter.sql("SELECT visit FROM escort")[0][0])
    counter.take("escort.not_up", number, reason="访客改变主意")
    assert counter.sql("SELECT state, consent_by, admitted_at FROM record JOIN visit USING (id)") == [
        ("registered", None, None)
    ]
    go_up(counter, number)
    counter.later(hours=9)
    counter.take("visitors.after_hours", visit, word="not reached")
    assert counter.refusal("escort.not_up", number, reason="点错") == "ESC-12"


@pytest.mark.rule("VIS-08")
def test_the_word_that_was_given_before_the_escort(counter: Counter) -> None:
    """It holds when nobody went up after all."""
    number = signed(counter)
    visit = str(counter.sql("SELECT visit FROM escort")[0][0])
    counter.take("visitors.host_agrees", visit, channel="home", door="host")
    go_up(counter, number)
    counter.take("escort.not_up", number, reason="业主回家了")
    assert counter.sql("SELECT state, consent_by, consent_channel FROM record JOIN visit USING (id)") == [
        ("consented", OWNER, "home")
    ]


@pytest.mark.rule("KEY-04")
def test_a_key_left_for_one_visitor_is_no_spare_key(counter: Counter) -> None:
    """It is not offered for an escort, and cannot be chosen."""
    number = signed(counter)
    key = for_visitor(counter)
    [spare] = [q for q in counter.draft("escort.go_up", number).shown if q.name == "spare"]
    assert key not in [one.key for one in spare.options]
    assert len(spare.options) == 1
    assert counter.error("escort.go_up", number, spare=key, minder="nobody") == "InvalidAnswersError"


def test_a_hook_that_was_given_away_meanwhile(counter: Counter) -> None:
    """The key is back all the same, on no hook."""
    left(counter, purpose="spare", hook="A-12")
    number = counter.take("escort.locked_out", unit=UNIT, party=OWNER, document="330106199001011236").number
    go_up(counter, number)
    left(counter, unit="5-1-2101", party="单雪松", hook="A-12")
    assert counter.take("escort.opened", number).state == "opened"
    assert counter.sql("SELECT holder, hook FROM house_key ORDER BY id") == [("监控中心", None), ("钥匙柜", "A-12")]


#: The way of a letter until it opens the door.
ACCEPTED = ("send_letter", "letter_back", "accept")


@pytest.mark.parametrize(
    ("path", "undo", "state"),
    [
        (["send_letter"], "not_sent", "asked"),
        (["print_letter"], "not_printed", "asked"),
        (["print_letter", "send_letter"], "not_sent", "printed"),
        (["send_letter", "letter_back"], "not_back", "sent"),
        (["send_letter", "letter_back", "accept"], "not_accepted", "back"),
        (["send_letter", "declines"], "not_declined", "sent"),
        (["declines", "explained"], "not_explained", "declined"),
        ([*ACCEPTED, "go_up"], "not_up", "signed"),
        ([*ACCEPTED, "go_up", "opened"], "not_opened", "up"),
        ([*ACCEPTED, "go_up", "opened", "lock_up"], "not_locking", "opened"),
        ([*ACCEPTED, "go_up", "opened", "lock_up", "locked"], "not_locked", "locking"),
        ([*ACCEPTED, "go_up", "opened", "nothing_to_lock"], "not_settled", "opened"),
    ],
)
def test_pressed_by_mistake(counter: Counter, path: list[str], undo: str, state: str) -> None:
    """Each goes back to where it was."""
    left(counter, purpose="spare", hook=None)
    number = asked(counter)
    said = {
        "accept": {"signed": True}, "go_up": {"minder": "nobody"}, "lock_up": {"minder": "nobody"},
        "explained": {"explained_by": "王主管"}, "nothing_to_lock": {"none_needed": "x"},
    }  # fmt: skip  # one line a group reads better
    for step in path:
        counter.take(f"escort.{step}", number, **said.get(step, {}))
    assert counter.take(f"escort.{undo}", number, reason="点错").state == state
    assert holder(counter) == ("李婷" if state in ("up", "locking") else "监控中心")


@pytest.mark.rule("ESC-09")
def test_the_board_says_when_the_clerk_is_to_be_back(counter: Counter) -> None:
    """When he said, and in any case after the minutes of the house."""
    number, _key = up(counter, minutes=6)
    counter.later(minutes=6, seconds=1)
    assert ("escort.opened", "red") in [(step, tone) for step, tone, _group in counter.due()]
    counter.take("escort.opened", number)
    counter.sign_in("周明")
    counter.take("house.set_value", key="key_back_minutes", value="30")
    counter.sign_in("李婷")
    lock_up(counter, number, minutes=30)
    counter.later(minutes=29)
    assert "escort.locked" not in [step for step, tone, _group in counter.due() if tone == "red"]
    counter.later(minutes=2)
    assert "escort.locked" in [step for step, tone, _group in counter.due() if tone == "red"]


@pytest.mark.rule("ESC-11")
def test_the_door_is_locked_once_the_visitor_has_signed_out(counter: Counter) -> None:
    """Not only when the day ends: the board asks at once, and nothing is asked before all are out."""
    number, _key = up(counter)
    visit = str(counter.sql("SELECT visit FROM escort")[0][0])
    counter.take("escort.opened", number)
    counter.later(minutes=30)
    assert ("escort.lock_up", "red") not in [(step, tone) for step, tone, _group in counter.due()]
    counter.take("visitors.leave", visit)
    counter.later(seconds=1)
    assert ("escort.lock_up", "red") in [(step, tone) for step, tone, _group in counter.due()]
    assert lock_up(counter, number).state == "locking"


@pytest.mark.rule("ESC-11")
def test_who_has_not_left_after_all_has_no_door_to_lock_yet(counter: Counter) -> None:
    """Signed out by mistake: the board asks for the door when the visit ends, and not before."""
    number, _key = up(counter)
    visit = str(counter.sql("SELECT visit FROM escort")[0][0])
    counter.take("escort.opened", number)
    due = "SELECT due_at FROM record WHERE number = ?"
    before = counter.sql(due, number)
    counter.later(minutes=5)
    counter.take("visitors.leave", visit)
    assert counter.sql(due, number) != before
    counter.later(minutes=1)
    counter.take("visitors.still_inside", visit, reason="扫错")
    assert counter.sql(due, number) == before
    counter.later(minutes=5)
    counter.take("visitors.leave", visit)
    counter.take("escort.lock_up", number, minder="security")
    assert counter.error("visitors.still_inside", visit, reason="扫错") == ""
    assert counter.sql("SELECT state FROM record WHERE number = ?", number) == [("locking",)]
