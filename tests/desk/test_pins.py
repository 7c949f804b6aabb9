"""PINs at the lock screen: misses count, delays double, and neither a restart nor the clock helps."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.desk.staff import PinKeyError, _secret, delay
from kiosk.errors import KioskError, SignInError
from kiosk.store.tables import Device
from tests.counter import PINS, Counter


def person(counter: Counter, name: str = "李婷") -> int:
    """Return the id of somebody who may sign in."""
    return next(s.id for s in counter.desk.staff() if s.name == name)


def miss(counter: Counter, name: str = "李婷", pin: str = "000001") -> str:
    """Try a wrong PIN and return the sentence; "" where it was taken."""
    try:
        counter.desk.sign_in(person(counter, name), pin)
    except SignInError as error:
        return str(error)
    return ""


def opens(counter: Counter, name: str = "李婷") -> bool:
    """Whether the right PIN opens now."""
    return miss(counter, name, PINS[name]) == ""


def test_delays_double_from_the_third_miss() -> None:
    """20 s at the third, doubled each time, thirty minutes at ten, never more."""
    seconds = [int(delay(n).total_seconds()) for n in range(12)]
    assert seconds == [0, 0, 0, 20, 40, 80, 160, 320, 640, 1280, 1800, 1800]


def test_two_misses_cost_nothing(counter: Counter) -> None:
    """A slip of the finger is forgiven, and forgotten with the right PIN."""
    miss(counter)
    miss(counter)
    assert opens(counter)
    assert counter.sql("SELECT misses, missed_at FROM staff WHERE name = '李婷'") == [(0, None)]


def test_after_the_third_miss_even_the_right_pin_waits(counter: Counter) -> None:
    """To the second; a try meanwhile does not count, nor does it make the wait longer."""
    for _n in range(3):
        miss(counter)
    assert not opens(counter)
    counter.later(seconds=19)
    assert not opens(counter)
    counter.later(seconds=1)
    assert opens(counter)


def test_the_wait_survives_a_restart(counter: Counter) -> None:
    """Switching the computer off does not help."""
    for _n in range(3):
        miss(counter)
    counter.reopen()
    assert not opens(counter)


def test_a_clock_set_back_does_not_help_and_does_not_lock_for_ever(counter: Counter) -> None:
    """The whole delay begins anew, and ends after its own length."""
    for _n in range(3):
        miss(counter)
    counter.later(days=-400)
    assert not opens(counter)
    counter.later(seconds=19)
    assert not opens(counter)
    counter.later(seconds=1)
    assert opens(counter)


def test_going_from_one_name_to_the_next_does_not_help(counter: Counter) -> None:
    """The lock screen counts too: six misses over all names, and everybody waits."""
    for name in ("李婷", "王主管", "周明"):
        miss(counter, name)
        miss(counter, name)
    assert not opens(counter)


def test_a_miss_says_neither_who_nor_which(counter: Counter) -> None:
    """The sentence names no PIN."""
    assert "000001" not in miss(counter)


def test_nobody_signs_in_as_somebody_who_is_not_there(counter: Counter) -> None:
    """An unknown id is a wrong PIN, in words."""
    with pytest.raises(SignInError):
        counter.desk.sign_in(999, "739154")


def test_pins_are_of_this_device(counter: Counter) -> None:
    """The hash is keyed with a secret of the device: a stolen table alone is not enough."""
    assert counter.sql("SELECT count(*) FROM device WHERE key = 'pin secret wrapped'") == [(1,)]
    assert counter.sql("SELECT count(*) FROM device WHERE key = 'pin secret'") == [(0,)]
    same = counter.sql("SELECT count(DISTINCT pin), count(*) FROM staff")
    assert same[0][0] == same[0][1]


def test_locking_signs_out(counter: Counter) -> None:
    """Whoever was there is gone."""
    counter.desk.lock()
    assert (counter.desk.clerk, counter.desk.role) == (None, "")


@pytest.mark.parametrize("days", [1, 400])
def test_the_clock_does_not_go_back_behind_the_journal(counter: Counter, days: int) -> None:
    """Nothing is written with a clock before the last entry, until a supervisor says that it is right."""
    counter.later(days=-days)
    assert counter.error("luggage.store") == "ClockError"
    with pytest.raises(KioskError):
        counter.desk.confirm_clock()
    counter.sign_in("王主管")
    counter.desk.confirm_clock()
    (last,) = counter.reader.journal(1)
    assert (last.step, last.clerk) == ("house.confirm_clock", "王主管")
    counter.sign_in("李婷")
    assert counter.store().state == "stored"


def test_a_drift_is_no_step_back(counter: Counter) -> None:
    """Two minutes are what a clock loses before it is set."""
    counter.store()
    counter.later(seconds=-120)
    assert counter.error("luggage.remind", "L26112201", how="phone") == ""
    counter.clock.now -= timedelta(seconds=200)
    assert counter.error("luggage.remind", "L26112201", how="phone") == "ClockError"


def test_a_stolen_database_does_not_tell_the_pins_secret(counter: Counter) -> None:
    """The secret of the PINs lies under the master key, which is not in the folder (RELIABILITY)."""
    with counter.desk.session() as session:
        secret = _secret(session)
    kept = b"".join(path.read_bytes() for path in counter.folder.rglob("*") if path.is_file())
    assert (secret in kept, secret.hex().encode() in kept) == (False, False)


def test_a_plain_secret_of_an_older_program_is_wrapped(counter: Counter) -> None:
    """The old PINs still open; the plain secret is gone from the file's bytes."""
    with counter.desk.session() as session:
        secret = _secret(session).hex()
        session.delete(session.get_one(Device, "pin secret wrapped"))
        session.add(Device(key="pin secret", value=secret))
    counter.reopen()
    assert counter.sign_in("李婷").name == "李婷"
    assert counter.sql("SELECT count(*) FROM device WHERE key = 'pin secret'") == [(0,)]
    counter.close()
    assert not [p for p in counter.folder.rglob("*") if p.is_file() and secret.encode() in p.read_bytes()]
    counter.reopen()
    assert counter.sign_in("周明").role == "manager"


def test_on_another_computer_it_says_which_file_to_bring(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No PIN opens there until the key file is brought; no second key is made that would stand before it."""
    counter.reopen()
    monkeypatch.setenv("KIOSK_SECRETS", str(tmp_path / "elsewhere"))
    counter.reopen()
    with pytest.raises(PinKeyError) as error:
        counter.sign_in("周明")
    assert str(tmp_path / "elsewhere") in str(error.value)
    assert not (tmp_path / "elsewhere").exists()
    shutil.copytree(tmp_path / "secrets", tmp_path / "elsewhere")
    assert counter.sign_in("周明").role == "manager"
