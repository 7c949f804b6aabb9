"""The journal: append-only, chained, and outliving the answers that a purge takes away."""

import sqlite3
from contextlib import closing

import pytest

from kiosk.store import journal
from kiosk.store.database import reading
from tests.counter import Counter


def proof(counter: Counter) -> journal.Proof:
    """Prove the journal over a connection of its own."""
    engine = reading(counter.folder)
    with engine.connect() as connection:
        found = journal.prove(connection)
    engine.dispose()
    return found


def write(counter: Counter, *statements: str) -> None:
    """Write past the program, as whoever owns the file could."""
    with closing(sqlite3.connect(counter.folder / "kiosk.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_the_chain_is_whole(counter: Counter) -> None:
    """Founding, hiring, storing: every line follows from the one before."""
    counter.store()
    found = proof(counter)
    assert (found.whole, found.entries, found.purged) == (True, counter.sql("SELECT count(*) FROM entry")[0][0], 0)


@pytest.mark.parametrize("table", ["entry", "charge"])
@pytest.mark.parametrize("change", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_lines_are_never_changed_nor_deleted(counter: Counter, table: str, change: str) -> None:
    """The database itself refuses, whoever asks."""
    stored = counter.store()
    row = counter.sql("SELECT id, record_id FROM entry WHERE id = ?", stored.entry)[0]
    write(counter, f"INSERT INTO charge (record_id, entry_id, kind, fen) VALUES ({row[1]}, {row[0]}, 'deposit', 100)")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        write(counter, change.format(table))


@pytest.mark.parametrize("change", ["UPDATE entry_answers SET answers = '{}'", "DELETE FROM entry_answers"])
def test_answers_are_neither_changed_nor_deleted(counter: Counter, change: str) -> None:
    """Outside a purge."""
    with pytest.raises(sqlite3.IntegrityError):
        write(counter, change)


def test_a_purge_takes_answers_and_leaves_the_chain(counter: Counter) -> None:
    """With its row in the same transaction the answers go; the chain is whole all the same."""
    stored = counter.store()
    write(
        counter,
        "INSERT INTO purge (why) VALUES ('term')",
        f"DELETE FROM entry_answers WHERE entry_id = {stored.entry}",
        "DELETE FROM purge",
    )
    found = proof(counter)
    assert (found.whole, found.purged) == (True, 1)
    line = next(row for row in counter.reader.journal(50) if row.id == stored.entry)
    assert (line.purged, line.answers) == (True, ())
    with pytest.raises(sqlite3.IntegrityError):
        write(counter, "DELETE FROM entry_answers")


@pytest.mark.parametrize(
    "change",
    ["UPDATE entry SET clerk = '别人'", "UPDATE entry SET at = '2020-01-01 00:00:00.000000'", "UPDATE entry SET lifted = '[1]'",
     "UPDATE entry SET step = 'luggage.hand_over'", "UPDATE entry SET once = 'other'", "DELETE FROM entry",
     "UPDATE entry SET digest = '0'", "UPDATE entry SET state = 'collected'", "UPDATE entry SET record_id = NULL"],
)  # fmt: skip  # a table
def test_a_rewritten_line_shows(counter: Counter, change: str) -> None:
    """Whoever drops the triggers and rewrites the file breaks the chain where he did."""
    first, _second = counter.store(), counter.store()
    write(
        counter,
        "DROP TRIGGER entry_no_update",
        "DROP TRIGGER entry_no_delete",
        "PRAGMA foreign_keys=OFF",
        f"{change} WHERE id = {first.entry}",
    )
    found = proof(counter)
    assert found.broken_at in (first.entry, first.entry + 1)


def test_changed_answers_show(counter: Counter) -> None:
    """The answers lie beside the chain, and are proved by their digest."""
    stored = counter.store()
    write(
        counter,
        "DROP TRIGGER entry_answers_no_update",
        f"UPDATE entry_answers SET answers = replace(answers, '3-2-1005', '3-2-1006') WHERE entry_id = {stored.entry}",
    )
    assert proof(counter).broken_at == stored.entry


def test_salts_differ(counter: Counter) -> None:
    """Equal answers cannot be recognised by their digest once the answers are gone."""
    counter.store()
    counter.store()
    (rows,) = counter.sql("SELECT count(DISTINCT digest), count(DISTINCT chain), count(*) FROM entry")
    assert len(set(rows)) == 1


def test_the_journal_reads_newest_first(counter: Counter) -> None:
    """With the short number, and of one record alone where it is asked for."""
    stored = counter.store()
    line = counter.reader.journal(1)[0]
    assert (line.short, line.clerk, line.step) == (stored.short, "李婷", "luggage.store")
    assert counter.reader.journal(1, number=stored.number) == [line]
