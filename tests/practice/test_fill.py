"""The practice estate in a desk: everything through the real steps, its journal whole, its clock given back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.clock import StillClock
from kiosk.desk.desk import Desk
from kiosk.errors import InUseError
from kiosk.practice import fill as filling
from kiosk.practice import present
from kiosk.practice.estate import STAFF, make
from kiosk.practice.fill import DAY, fill, open_practice
from kiosk.store import journal


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("practice")
        patch.setenv("KIOSK_SECRETS", str(folder / "secrets"))
        made = Desk.open(folder / "data", StillClock(DAY), synchronous="NORMAL")
        fill(made, small=True)
        yield made
        made.close()


def test_the_journal_is_whole(desk: Desk) -> None:
    with desk.folder.writer.connect() as connection:
        proof = journal.prove(connection)
    assert proof.whole
    assert proof.entries > 60


def test_nobody_is_left_signed_in_and_the_clock_is_the_desks_own(desk: Desk) -> None:
    assert desk.clerk is None
    assert desk.clock() == DAY


def test_everybody_of_the_file_is_found_with_phone_and_unit(desk: Desk) -> None:
    reader = desk.reader()
    for home in make(1, small=True).homes:
        living = {one.name for one in home.people if not one.gone}
        assert {one.name for one in reader.people(home.code)} == living, home.code
    reader.close()


def test_history_leaves_what_a_desk_has(desk: Desk) -> None:
    reader = desk.reader()
    here = reader.records("luggage")
    oldest = min(here, key=lambda row: row.opened_at)
    assert DAY - oldest.opened_at > timedelta(days=30)
    assert reader.records("luggage", closed=True)
    assert {row.state for row in here} <= {"stored", "missing"}
    assert any(row.step == "luggage.tell" and row.number == oldest.number for row in reader.board())
    assert {job.state for job in reader.jobs()} == {"printed"}
    reader.close()


def test_the_next_luggage_is_that_of_the_drawings(desk: Desk) -> None:
    """SLIPS 1.2: the fourth of the day, in the fourth place for large cases."""
    reader = desk.reader()
    taken = {row.place for row in reader.records("luggage")}
    today = [
        r for closed in (False, True) for r in reader.records("luggage", closed=closed) if r.short.startswith("L-1122")
    ]
    assert {"B-1-01", "B-1-02", "B-1-03"} <= taken
    assert "B-1-04" not in taken
    assert len(today) == 3
    reader.close()


def test_history_ends_before_any_now(tmp_path: Path) -> None:
    """A practice estate made in the morning has no entry of the afternoon to come."""
    morning = datetime(2027, 3, 3, 1, 12, tzinfo=UTC)
    made = Desk.open(tmp_path / "data", StillClock(morning), synchronous="NORMAL")
    fill(made, small=True, now=morning)
    reader = made.reader()
    last = reader.journal(limit=1)[0].typed_at
    assert morning - timedelta(days=1) < last <= morning
    reader.close()
    made.close()


def entries_of(desk: Desk) -> int:
    with desk.folder.writer.connect() as connection:
        return journal.prove(connection).entries


def test_first_start_makes_it_and_the_next_one_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "fill", lambda desk, seed, now: fill(desk, seed, now=now, small=True))
    desk, pins = open_practice(tmp_path / "practice", StillClock(DAY))
    assert [(name, pin) for name, _role, pin in pins] == [(one.name, one.pin) for one in STAFF]
    entries = entries_of(desk)
    desk.close()
    assert sorted(one.name for one in (tmp_path / "practice").iterdir()) == ["desk.lock", "kiosk.db"]
    desk, _pins = open_practice(tmp_path / "practice", StillClock(DAY))
    assert entries_of(desk) == entries
    assert desk.sign_in(desk.staff()[0].id, pins[0][2]).name == "周明"
    desk.close()


def test_what_was_broken_off_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut while the estate is made leaves no half of one behind."""

    def cut(desk: Desk, seed: int, now: datetime) -> None:
        desk.take("house.found", {"name": "周明", "pin": "739154", "estate": "云", "counter": "南"}, once="x")
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "fill", cut)
    with pytest.raises(KeyboardInterrupt):
        open_practice(tmp_path / "practice", StillClock(DAY))
    monkeypatch.setattr(filling, "fill", lambda desk, seed, now: fill(desk, seed, now=now, small=True))
    desk, pins = open_practice(tmp_path / "practice", StillClock(DAY))
    assert len(desk.staff()) == len(pins) == len(STAFF)
    desk.close()


def test_two_windows_do_not_make_it_at_once(tmp_path: Path) -> None:
    making = Desk.open(tmp_path / "practice" / ".making", StillClock(DAY), synchronous="NORMAL")
    with pytest.raises(InUseError):
        open_practice(tmp_path / "practice", StillClock(DAY))
    making.close()


@pytest.mark.parametrize(("hour", "visits"), [(14, 2), (23, 0)])
def test_the_window_opens_on_keys_and_by_day_on_visitors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hour: int, visits: int
) -> None:
    """Whoever tries it finds something on the key board and the visitors' page; at night nobody is long overdue."""
    monkeypatch.setenv("KIOSK_SECRETS", str(tmp_path / "secrets"))
    now = DAY.replace(hour=hour - 8, minute=50)
    made = Desk.open(tmp_path / "data", StillClock(now), synchronous="NORMAL")
    present.play(fill(made, now=now, small=True), now)
    assert (made.clerk, made.clock()) == (None, now)
    reader = made.reader()
    assert len(reader.records("keys")) == 5
    assert len(reader.records("visitors")) == visits
    assert len(reader.records("announcements")) == bool(visits)
    assert {job.state for job in reader.jobs()} == {"printed"}
    late = [row.step for row in reader.board() if row.group in ("inside", "overdue")]
    assert [step for step in late if step.startswith(("visitors.", "keys."))] == []
    assert [row.state for row in reader.records("keys")].count("out") == bool(visits)
    reader.close()
    made.close()
