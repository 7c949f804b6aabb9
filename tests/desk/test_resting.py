"""What no step waits for: the log is brought in and the search index is merged while the desk rests."""

from typing import Any

from kiosk.desk import resting
from tests.counter import OWNER, UNIT, Counter
from tests.store.test_plans import watched


def segments(counter: Counter, name: str = "search_done") -> int:
    """Return in how many pieces an index lies."""
    return int(counter.sql(f"SELECT count(DISTINCT segid) FROM {name}_fts_idx")[0][0])


def rested(counter: Counter) -> int:
    """Let the desk rest until nothing is left to do, and return how often that was."""
    turns = 1
    while counter.desk.rest():
        turns += 1
    return turns


def test_steps_leave_the_database_to_the_log(counter: Counter) -> None:
    """However many are taken, none brings the log in: each writes and flushes its own pages alone."""
    file = counter.folder / "kiosk.db"
    counter.desk.folder.checkpoint()
    before = file.read_bytes()
    for _step in range(60):
        counter.take("luggage.hand_over", counter.store().number)
    assert (counter.folder / "kiosk.db-wal").stat().st_size > 2000 * 4096  # twice of what SQLite would let it grow to
    assert file.read_bytes() == before
    rested(counter)
    assert file.read_bytes() != before
    _busy, log, brought = counter.sql("PRAGMA wal_checkpoint(PASSIVE)")[0]
    assert log == brought
    assert len(counter.reader.records("luggage", closed=True, limit=100)) == 60


def test_the_index_is_merged_at_rest(counter: Counter) -> None:
    """Steps leave small pieces; a rest merges them, and what was in them is found as before."""
    for name in ("search_open", "search_done"):
        assert counter.sql(f"SELECT v FROM {name}_fts_config WHERE k = 'automerge'") == [(0,)]
    rested(counter)
    gone = [counter.take("luggage.hand_over", counter.store().number).number for _ in range(12)]
    assert segments(counter) >= 12
    rested(counter)
    assert segments(counter) < 8
    assert {found.key for found in counter.reader.find(OWNER) if found.kind == "record"} == set(gone)


def test_a_rest_is_short(counter: Counter, monkeypatch: Any) -> None:
    """It merges a few pages and asks who has come; and says that there is more."""
    monkeypatch.setattr(resting, "_PAGES", 1)
    counter.sign_in("周明")
    for number in range(40):
        counter.take(
            "estate.move_in", unit=UNIT, name=f"陈{chr(0x5B89 + number)}", phone=f"139{number:02d}{number:06d}"
        )
    assert rested(counter) > 1
    assert [found.kind for found in counter.reader.find("13907000007")] == ["person"]


def test_little_is_left_until_there_is_more(counter: Counter) -> None:
    """One step is no reason to flush the disk again."""
    rested(counter)
    counter.store()
    seen: list[tuple[str, Any]] = []
    with watched(counter.desk.folder.writer, seen):
        assert counter.desk.rest() is False
    assert seen == []


def test_a_desk_that_never_rests_stays_within_bounds(counter: Counter) -> None:
    """Sixteen pieces of the index are merged by the step that finds them, whoever is asked to rest or not."""
    most = 0
    for _step in range(60):
        counter.take("luggage.hand_over", counter.store().number)
        most = max(most, segments(counter), segments(counter, "search_open"))
    assert 8 < most <= 16 + 4
