"""Personal data whose term is over: gone from the database, its log and its index, and the journal says so."""

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.desk.purging import Purged, emptied, tables_of
from kiosk.errors import KioskError
from kiosk.reports import saved
from kiosk.service import Service, service, services
from kiosk.settings import VISIT_DAYS
from kiosk.store import journal
from kiosk.store.database import driver_of, reading
from kiosk.store.tables import Detail, Line
from kiosk.vault import KeyGoneError
from tests.counter import UNIT, Counter

NAME, PHONE, SAID, DOCUMENT = "金丝雀", "13900990099", "kanariengelb", "330106199001011234"
#: Every form in which one of them could stand in a file; document numbers never do.
TRACES = (NAME, PHONE, SAID, DOCUMENT, "jinsique", "金丝", "9900990099")


@pytest.fixture
def kept(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Let luggage forget after the visitors' term, and take things from anybody."""
    monkeypatch.setattr(service("luggage"), "forgets", VISIT_DAYS)
    counter.sign_in("周明")
    counter.take("house.set_value", key="luggage_owners_only", value="false")
    counter.sign_in("李婷")
    return counter


def live(counter: Counter, relation: str = "visitor") -> str:
    """Take somebody through a whole stay with a lost ticket and return the number."""
    number = counter.store(party=NAME, relation=relation).number
    counter.take("luggage.remind", number, how="phone", said=SAID + PHONE)
    lift = counter.lift("STO-25")
    more: dict[str, Any] = {"collector": NAME, "document": DOCUMENT, "copied": True, "statement": SAID}
    counter.take("luggage.hand_over", number, lifts=[lift], claim="lost", **more)
    return number


def purge(counter: Counter) -> list[Purged]:
    """Purge until nothing is left to do."""
    done = [counter.desk.purge()]
    while done[-1].more:
        done.append(counter.desk.purge())
        assert len(done) < 100
    return done


def work(counter: Counter, days: int) -> None:
    """Let days go by with some work on the last of them: a clock far ahead of the journal is not believed."""
    counter.later(days=days)
    counter.take("estate.add_note", unit=UNIT, text="今日")


def bytes_of(counter: Counter) -> bytes:
    """Return every byte in the data folder."""
    return b"".join(path.read_bytes() for path in sorted(counter.folder.rglob("*")) if path.is_file())


def test_nothing_is_purged_before_its_term(kept: Counter) -> None:
    number = live(kept)
    work(kept, 29)
    assert purge(kept) == [Purged()]
    assert kept.reader.page(number).row.party == NAME
    assert kept.sql("SELECT count(*) FROM entry WHERE step = 'house.purge'") == [(0,)]


def test_a_document_number_goes_after_thirty_days_and_its_key_with_the_month(kept: Counter) -> None:
    live(kept)
    work(kept, 31)
    (done, *_rest) = purge(kept)
    assert (done.sealed, done.keys) == (1, ())
    assert kept.sql("SELECT count(*) FROM sealed") == [(0,)]
    work(kept, 10)
    (done, *_rest) = purge(kept)
    assert done.keys == ("claim 2026-11",)
    with kept.desk.session() as session, pytest.raises(KeyGoneError):
        kept.desk.vault(session).open("claim", "2026-11", b"", "")


def test_a_closed_record_is_emptied_after_its_term(kept: Counter) -> None:
    number, still = live(kept), kept.store(party=NAME, relation="visitor").number
    work(kept, 181)
    assert purge(kept)[0].records == 1
    page = kept.reader.page(number)
    assert (page.row.party, page.row.state, page.row.unit) == ("", "collected", UNIT)
    assert all(line.purged for line in page.journal)
    said = [str(fact.value) for fact in page.facts] + [str(fact.value) for line in page.lines for fact in line]
    assert not [one for one in said if any(trace in one for trace in TRACES)]
    assert [one.key for one in kept.reader.find(NAME)] == [still]
    assert [one.key for one in kept.reader.find(number)] == [number]
    assert kept.reader.page(still).row.party == NAME
    assert len(page.lines) == 4  # three pieces and one call: that they were stays


def test_no_byte_is_left_in_the_folder(kept: Counter) -> None:
    for _n in range(30):
        live(kept)
    kept.desk.save_draft("f", "luggage.store", "", {"party": NAME})
    before = bytes_of(kept)
    assert all(trace.encode() in before for trace in (NAME, PHONE, SAID, "jinsique"))
    assert DOCUMENT.encode() not in before
    work(kept, 181)
    assert sum(done.records for done in purge(kept)) == 30
    after = bytes_of(kept)
    assert [trace for trace in TRACES if trace.encode() in after] == []
    assert kept.desk.drafts() == []


def test_a_log_that_a_reader_held_is_emptied_by_the_next_purge(kept: Counter) -> None:
    """A long look at the data keeps the log from being brought in: then the words are not gone yet, and that is known."""
    live(kept)
    work(kept, 181)
    driver_of(kept.desk.folder.writer).execute("PRAGMA busy_timeout=0")
    engine = reading(kept.folder)
    with engine.connect() as looking:
        looking.exec_driver_sql("SELECT count(*) FROM record").scalar()
        assert sum(done.records for done in purge(kept)) == 1
        assert NAME.encode() in bytes_of(kept)
    engine.dispose()
    assert not purge(kept)[0].anything
    assert [trace for trace in TRACES if trace.encode() in bytes_of(kept)] == []


def test_the_journal_says_what_was_purged_and_stays_whole(kept: Counter) -> None:
    live(kept)
    work(kept, 181)
    kept.desk.lock()
    purge(kept)
    (line,) = kept.reader.journal(1)
    assert (line.step, line.clerk) == ("house.purge", "")
    assert "1" in [said for _label, said in line.answers]
    engine = reading(kept.folder)
    with engine.connect() as connection:
        assert journal.prove(connection).whole
    engine.dispose()
    assert kept.sql("SELECT count(*) FROM purge") == [(0,)]


def test_days_off_are_made_up_in_slices(kept: Counter) -> None:
    for _n in range(5):
        live(kept)
    work(kept, 300)
    counts = []
    while (done := kept.desk.purge(2)).records:
        counts.append(done.records)
    assert counts == [2, 2, 1]
    assert kept.sql("SELECT count(*) FROM entry WHERE step = 'house.purge'") == [(3,)]


def test_a_clock_far_ahead_purges_nothing(kept: Counter) -> None:
    """What is purged cannot be brought back: only a step taken with that clock makes it believed."""
    number = live(kept)
    kept.later(days=4000)
    assert kept.desk.purge() == Purged()
    assert kept.reader.page(number).row.party == NAME
    work(kept, 0)
    assert kept.desk.purge().records == 1


def test_a_slip_whose_term_is_over_is_not_printed_again(kept: Counter) -> None:
    number = live(kept)
    job = kept.reader.page(number).jobs[0].id
    work(kept, 181)
    purge(kept)
    with pytest.raises(KioskError):
        kept.desk.reprint(job, "卡纸")


def test_the_term_is_a_setting(kept: Counter) -> None:
    live(kept)
    kept.sign_in("周明")
    kept.take("house.set_value", key="visit_days", value="365")
    work(kept, 300)
    assert purge(kept)[0].records == 0


def test_nobody_takes_the_step_of_a_purge(kept: Counter) -> None:
    kept.sign_in("周明")
    assert kept.error("house.purge", sealed=0, drafts=0, records=0) == "DeniedError"


def test_a_copy_of_before_an_upgrade_does_not_outlive_the_terms(kept: Counter) -> None:
    copy = kept.folder / "before-0001.db"
    copy.write_bytes(NAME.encode())
    kept.clock.now += timedelta(days=1)
    kept.desk.purge()
    work(kept, 300)
    kept.desk.purge()
    assert not copy.exists()


def test_a_list_that_lies_elsewhere_goes_too(
    kept: Counter, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the data folder took nothing, the list of an emergency was put among the temporary files."""
    elsewhere = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    paper = saved.save(elsewhere / f"{saved.ELSEWHERE}x", "list", NAME.encode())
    at = kept.clock().timestamp()
    os.utime(paper, (at, at))
    kept.desk.purge()
    assert paper.exists()
    work(kept, 8)
    kept.desk.purge()
    assert not paper.exists()


def test_a_paper_that_another_program_holds_holds_up_nothing(kept: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows lets no open file go: the purge goes on, and the next one deletes it."""
    paper, other = (saved.save(kept.folder / saved.LETTERS, name, NAME.encode()) for name in ("one", "other"))
    for one in (paper, other):
        os.utime(one, (1, 1))
    let_go = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path == paper:
            raise PermissionError(13, "used by another process")
        let_go(path, missing_ok)

    with monkeypatch.context() as held:
        held.setattr(Path, "unlink", unlink)
        assert not purge(kept)[-1].more
        assert (paper.exists(), other.exists()) == (True, False)
    kept.desk.purge()
    assert not paper.exists()


def said_of(counter: Counter, name: str) -> list[str]:
    """Return where somebody still stands in a raw table of the database, the household file and staff left out."""
    tables = [str(row[0]) for row in counter.sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for table in sorted(set(tables) - {"resident", "unit_phone"}):
        found += [table for row in counter.sql(f'SELECT * FROM "{table}"') if any(name in str(value) for value in row)]
    return sorted(set(found))


def test_nobody_is_left_in_any_table(counter: Counter) -> None:
    """Who gave and took a key, and which number of the household was rung: lines and choices are people too."""
    counter.take("estate.move_in", unit=UNIT, name=NAME, phone=PHONE)
    key = counter.take("keys.leave", unit=UNIT, party=NAME, purpose="visitor", for_whom=NAME, for_kind="resident",
                       for_document=DOCUMENT, signature="paper", hook="A-1").number  # fmt: skip  # one key
    counter.take("keys.release", key, identity=True, channel="file", taken_signature="paper", comes_back=False,
                 seen_document=DOCUMENT)  # fmt: skip  # one call
    visit = counter.take("visitors.arrive", unit=UNIT, party=NAME, relation="friend").number
    counter.take("visitors.see_document", visit, kind="passport", document="E12345678", copied=True)
    rung = counter.draft("visitors.host_called", visit, channel="file").shown
    offered = next(str(one.key) for q in rung if q.name == "contact" for one in q.options if NAME in str(one.key))
    counter.take("visitors.host_called", visit, channel="file", contact=offered)
    counter.take("visitors.turn_away", visit, away="unreached")
    assert {"key_move", "visit_call"} <= set(said_of(counter, NAME))
    work(counter, 181)
    purge(counter)
    journal_of_the_file = {"entry_answers"}  # of moving in, which is no record's
    assert set(said_of(counter, NAME)) - journal_of_the_file <= {
        "search",
        "search_content",
        "search_data",
        "search_idx",
    }
    assert counter.sql("SELECT count(*) FROM key_move") == [(2,)]  # left, released


@pytest.mark.parametrize("of", [one for one in services().values() if one.prefix], ids=lambda of: of.key)
def test_every_table_of_a_service_is_reached(of: Service) -> None:
    """Whatever hangs on a record by its key and stands in the service's module goes with it."""
    reached = {table for table, _key in tables_of(of)}
    hung = {one for one in subclasses(Detail) | subclasses(Line) if home(one) == of.key and hasattr(one, "__table__")}
    assert hung - reached == set()


def subclasses(kind: type) -> set[type]:
    """Return all that derive from a kind."""
    return {one for below in kind.__subclasses__() for one in {below, *subclasses(below)}}


def home(kind: type) -> str:
    """Return the service in whose module a table stands."""
    return kind.__module__.removeprefix("kiosk.services.").partition(".")[0]


def test_only_a_choice_of_a_fixed_list_stays() -> None:
    """A list made of the household holds names and numbers: what was chosen of it goes."""
    visitors, parcels = service("visitors"), service("parcels")
    calls = next(table for table, _key in tables_of(visitors) if table.__tablename__ == "visit_call")
    assert "contact" in emptied(visitors, calls)
    assert "channel" not in emptied(visitors, calls)
    assert {"who", "collector"} <= set(emptied(parcels, parcels.detail))
    assert not {"courier", "flag", "size"} & set(emptied(parcels, parcels.detail))
