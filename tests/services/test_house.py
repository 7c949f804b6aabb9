"""The house's own steps: settings, lists, places and people, by those who may, and in the journal."""

import pytest

from kiosk.errors import SignInError
from kiosk.pins import may_reset, weak
from tests.counter import OWNER, PINS, UNIT, Counter


@pytest.fixture
def manager(counter: Counter) -> Counter:
    """Return the counter with its manager signed in."""
    counter.sign_in("周明")
    return counter


def test_a_setting_is_changed_and_journaled(manager: Counter) -> None:
    """One number, read back by everybody, and who changed it."""
    manager.take("house.set_value", key="storage_days", value="45")
    assert manager.reader.setting("storage_days") == 45
    assert (manager.reader.journal(1)[0].step, manager.reader.journal(1)[0].clerk) == ("house.set_value", "周明")


@pytest.mark.parametrize(
    ("key", "value"),
    [("storage_days", "0"), ("storage_days", '"30"'), ("storage_days", "30.5"), ("storage_days", "true"), ("nothing", "1"),
     ("storage_days", "{"), ("slip_language", '"fr"'), ("time_zone", '"Asia/Nowhere"'), ("printers", '"x"')],
)  # fmt: skip  # a table
def test_a_value_that_cannot_stand_is_refused(manager: Counter, key: str, value: str) -> None:
    """Of the right type and within its bounds, or it is not taken: a wrong zone would stop the desk."""
    assert manager.refusal("house.set_value", key=key, value=value) != ""


def test_a_clerk_changes_no_setting(counter: Counter) -> None:
    """Denied, and told whom to ask."""
    assert counter.error("house.set_value", key="storage_days", value="45") == "DeniedError"


def test_a_retired_kind_still_reads(manager: Counter) -> None:
    """It is no longer offered; old records keep its words."""
    stored = manager.store()
    manager.take("house.set_term", list="piece_kind", key="case", zh="拉杆箱", en="Suitcase", retired=True)
    rows = next(q for q in manager.draft("luggage.store").shown if q.name == "pieces")
    assert [o.key for c in rows.columns if c.name == "kind" for o in c.options] == ["bag"]
    assert "拉杆箱" in manager.paper(stored)


def test_a_place_in_use_is_not_taken_away(manager: Counter) -> None:
    """Empty it first; a free one goes, and is not allotted any more."""
    stored = manager.store()
    used, free = [{"name": stored.place, "size": "3"}], [{"name": "C-1-02", "size": "3"}]
    assert manager.refusal("house.set_places", places=used, retired=True) != ""
    manager.take("house.set_places", places=free, retired=True)
    assert manager.store().place == "C-2-01"


@pytest.mark.parametrize("name", ["3-2-1005", "C4-06", "C-4", "", "c-4-06", "C-4-06; DROP"])
def test_a_place_can_never_be_read_as_a_unit(manager: Counter, name: str) -> None:
    """Rack letter, layer, running number: anything else is refused beside its row."""
    draft = manager.draft("house.set_places", places=[{"name": name, "size": "1"}])
    assert "places.0.name" in {**draft.errors, **dict.fromkeys(draft.missing, "")}


def test_a_checked_place_is_free_again(manager: Counter) -> None:
    """A place that was found full is allotted again once somebody has looked."""
    stored = manager.store()
    manager.take("luggage.elsewhere", stored.number, reason="full")
    manager.take("house.set_places", places=[{"name": "C-1-01", "size": "3"}])
    assert manager.store().place == "C-1-01"


@pytest.mark.parametrize(
    "pin", ["123456", "654321", "111111", "121212", "123123", "12345", "1234567", "12a456", "１２３４５７"]
)
def test_weak_pins_are_refused(pin: str) -> None:
    """Six digits, no runs, no repeats."""
    assert weak(pin) is not None


def test_nobody_is_hired_with_a_weak_pin(manager: Counter) -> None:
    """Refused beside the question; the PIN is in no message."""
    draft = manager.draft("house.hire", name="新人", pin="111111")
    assert "pin" in draft.errors
    assert "111111" not in str(draft)


def test_names_are_given_once(manager: Counter) -> None:
    """Journal and slips name people by their name."""
    assert manager.refusal("house.hire", name="李婷", pin="739155") != ""


def test_who_leaves_may_not_sign_in(manager: Counter) -> None:
    """His name stays in the journal, his badge is gone."""
    person = next(s for s in manager.desk.staff() if s.name == "李婷")
    manager.take("house.leave", name="李婷")
    assert "李婷" not in [s.name for s in manager.desk.staff()]
    with pytest.raises(Exception, match="PIN"):
        manager.desk.sign_in(person.id, PINS["李婷"])


def test_the_last_manager_stays(manager: Counter) -> None:
    """Somebody must be left who may manage."""
    assert manager.refusal("house.leave", name="周明") != ""
    manager.take("house.hire", name="二经理", pin="739155", role="manager")
    assert manager.refusal("house.leave", name="周明") == ""


def test_the_first_start_happens_once(counter: Counter) -> None:
    """No default account, and no second first manager."""
    assert counter.refusal("house.found", name="贼", pin="739155", estate="x", counter="y") != ""


def test_a_pin_is_changed_by_its_owner(counter: Counter) -> None:
    """The old one does not open any more."""
    person = next(s for s in counter.desk.staff() if s.name == "李婷")
    assert "old" in counter.draft("house.new_pin", pin="739155").missing
    counter.take("house.new_pin", pin="739155", old=PINS["李婷"])
    assert counter.desk.sign_in(person.id, "739155").name == "李婷"


def test_ones_own_pin_is_not_changed_without_the_old_one(counter: Counter) -> None:
    """Nobody who finds the screen unlocked takes the account; a wrong one counts like a miss at the lock screen."""
    person = next(s for s in counter.desk.staff() if s.name == "李婷")
    assert counter.error("house.new_pin", pin="739155") == "InvalidAnswersError"
    for _try in range(3):
        assert counter.error("house.new_pin", pin="739155", old="111222") == "MissedError"
    assert counter.sql("SELECT misses FROM staff WHERE name = '李婷'") == [(3,)]
    assert counter.error("house.new_pin", pin="739155", old=PINS["李婷"]) == "SignInError"
    with pytest.raises(SignInError):
        counter.desk.sign_in(person.id, PINS["李婷"])
    counter.later(seconds=21)
    counter.take("house.new_pin", pin="739155", old=PINS["李婷"])
    assert counter.desk.sign_in(person.id, "739155").name == "李婷"


@pytest.mark.parametrize(
    ("who", "whose", "may"),
    [("clerk", "clerk", False), ("foreman", "clerk", False), ("supervisor", "clerk", True), ("supervisor", "foreman", True),
     ("supervisor", "supervisor", False), ("supervisor", "finance", False), ("duty manager", "supervisor", True),
     ("finance", "clerk", False), ("manager", "manager", True), ("manager", "finance", True), ("", "clerk", False)],
)  # fmt: skip  # a table
def test_a_superior_helps_those_below_him(who: str, whose: str, may: bool) -> None:  # a table's column
    assert may_reset(who, whose) is may


def test_only_the_manager_changes_anothers_pin(counter: Counter) -> None:
    """A clerk cannot become his supervisor; an unknown name is a sentence, not an error."""
    assert counter.refusal("house.new_pin", name="王主管", pin="739155") != ""
    counter.sign_in("周明")
    assert counter.refusal("house.new_pin", name="王主管", pin="739155") == ""
    assert counter.refusal("house.new_pin", name="没有这人", pin="739155") != ""


def test_pins_are_nowhere_in_the_journal(manager: Counter) -> None:
    """Hashed with Argon2id under this device's secret; the journal knows the name only."""
    manager.take("house.hire", name="新人", pin="739155")
    stored = manager.sql("SELECT answers FROM entry_answers") + manager.sql("SELECT pin FROM staff")
    assert [row for row in stored if any(pin in row[0] for pin in ("739155", *PINS.values()))] == []
    assert manager.sql("SELECT count(*) FROM staff WHERE pin NOT LIKE '$argon2id$%'") == [(0,)]


def test_hooks_are_set_up_by_their_numbers(counter: Counter) -> None:
    """A foreman's step; a hook with a key on it is not taken away; a clerk changes none."""
    assert counter.error("house.set_hooks", rack="A", first=1, last=3) == "DeniedError"
    counter.sign_in("王主管")
    counter.take("house.set_hooks", rack="b", first=1, last=3)
    assert counter.error("house.set_hooks", rack="B", first=3, last=1) == "RefusalError"
    assert counter.error("house.set_hooks", rack="B1", first=1, last=401) == "InvalidAnswersError"
    said = {"unit": UNIT, "party": OWNER, "purpose": "spare", "hook": "B-02"}
    counter.take("keys.leave", **said)
    assert counter.error("house.set_hooks", rack="B", first=1, last=3, retired=True) == "RefusalError"
    counter.take("house.set_hooks", rack="B", first=3, last=3, retired=True)
    names = [tile.place for tile in counter.reader.things("keys").tiles]  # type: ignore[union-attr]  # keys have a board
    assert names == ["B-01", "B-02"]
