"""Kill the program at any instant, start it again, and look for what is lost (RELIABILITY).

    python -m tests.kill_loop [KILLS] [SEED]

A child takes steps through the real `Desk.take` and prints on a fake printer that writes down every sheet;
each acknowledged step and sheet goes through a pipe at once. The parent kills it at a random moment and
checks the folder: nothing acknowledged is lost, no sheet without its record, no half of a step, the chain
whole, every place held once.
"""

import os
import random
import select
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.clock import StillClock
from kiosk.desk import Desk
from kiosk.store import journal
from kiosk.store.database import reading
from tests.counter import OWNER, SUNDAY, UNIT, Counter

PRINTER = "folder"
_LARGE = [{"kind": "case", "size": "3"}, {"kind": "bag", "size": "1"}]
#: Places of the estate that take the largest piece.
_ROOM = 4


@dataclass
class Report:
    """What a loop of kills found."""

    kills: int = 0
    steps: int = 0
    sheets: int = 0
    in_midst: int = 0  # kills that left work which nobody had acknowledged
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it in one line."""
        return (
            f"{self.kills} kills, {self.steps} steps and {self.sheets} sheets acknowledged, "
            f"{self.in_midst} kills amid a step; lost or broken: {len(self.lost)}"
        )


def work(folder: Path, seed: int, out: int) -> None:
    """Take steps and print for ever; tell each through the pipe as soon as it is done."""
    chance, clock = random.Random(seed), StillClock(SUNDAY)
    desk = Desk.open(folder, clock)
    desk.clerk = next(s for s in desk.staff() if s.name == "李婷")
    reader = desk.reader()
    _tell(out, "ready")
    for turn in range(100_000):
        stored = [row.number for row in reader.records("luggage") if row.state == "stored"]
        outcome = _step(desk, chance, stored, f"{seed}/{turn}")
        _tell(out, f"step {outcome.entry} {outcome.number} {outcome.state} {len(outcome.jobs)}")
        while (job := desk.next_job(PRINTER)) is not None:
            _tell(out, f"sheet {job.id}")
            desk.settle(job.id, "printed")
            _tell(out, f"printed {job.id}")


def _step(desk: Desk, chance: random.Random, stored: list[str], once: str) -> Any:
    """Take one step, chosen by chance: store, hand over a part or all, put back."""
    if len(stored) < _ROOM - 1 and (not stored or chance.random() < 0.5):
        return desk.take("luggage.store", {"unit": UNIT, "party": OWNER, "pieces": _LARGE}, once=once)
    number = chance.choice(stored)
    if chance.random() < 0.2:
        return desk.take("luggage.remind", {"how": "phone"}, number, once=once)
    done = desk.take("luggage.hand_over", {}, number, once=once)
    if chance.random() < 0.3:
        return desk.take("luggage.put_back", {"reason": "拿错了"}, done.number, once=f"{once}/back")
    return done


def _tell(out: int, line: str) -> None:
    """Write one line: what was acknowledged."""
    os.write(out, f"{line}\n".encode())


def kill(folder: Path, seed: int) -> list[str]:
    """Let a child work, kill it some milliseconds after some line, and return what it had acknowledged."""
    chance = random.Random(seed)
    lines, seconds = chance.randrange(1, 14), chance.random() * 0.02
    reading_end, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading_end)
            work(folder, seed, writing_end)
        except BaseException as error:
            _tell(writing_end, f"error {error!r}")
        finally:
            os._exit(1)
    os.close(writing_end)
    told, until = b"", time.monotonic() + 60
    while (left := until - time.monotonic()) > 0:
        if select.select([reading_end], [], [], left)[0]:
            more = os.read(reading_end, 65536)
            told += more
            if not more:
                break
            if told.count(b"\n") >= lines:
                until, lines = time.monotonic() + seconds, 1 << 30
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading_end, 65536):
        told += more
    os.close(reading_end)
    return told.decode().splitlines()


def check(folder: Path, told: list[str]) -> list[str]:
    """Return what is lost or broken after a kill, in words."""
    wrong = [line for line in told if line.startswith("error")]
    wrong += [] if "ready" in told else ["the program did not start"]
    with closing(sqlite3.connect(folder / "kiosk.db")) as database:
        ask = lambda sql, *values: database.execute(sql, values).fetchall()  # noqa: E731  # one word for many looks
        for line in told:
            match line.split():
                case ["step", entry, number, state, jobs]:
                    found = ask(
                        "SELECT r.number, e.state, (SELECT count(*) FROM job WHERE entry_id = e.id) "
                        "FROM entry e JOIN record r ON r.id = e.record_id WHERE e.id = ?", entry
                    )  # fmt: skip
                    wrong += [] if found == [(number, state, int(jobs))] else [f"step lost: {line}: {found}"]
                case ["sheet", job]:
                    found = ask("SELECT j.state FROM job j JOIN record r ON r.id = j.record_id WHERE j.id = ?", job)
                    wrong += (
                        [] if found and found[0][0] not in ("pending", "held") else [f"paper without record: {line}"]
                    )
                case ["printed", job]:
                    found = ask("SELECT state FROM job WHERE id = ?", job)
                    wrong += [] if found == [("printed",)] else [f"printed and forgotten: {line}: {found}"]
        wrong += [f"integrity: {row}" for row in ask("PRAGMA integrity_check") if row != ("ok",)]
        wrong += [f"foreign key: {row}" for row in ask("PRAGMA foreign_key_check")]
        wrong += [f"half a step: {what}" for what, sql in _HALVES.items() if ask(sql)]
    return wrong


#: What a step that was half written would leave behind.
_HALVES = {
    "record without detail": "SELECT 1 FROM record r LEFT JOIN luggage l ON l.id = r.id WHERE l.id IS NULL",
    "record without pieces": "SELECT 1 FROM record WHERE id NOT IN (SELECT record_id FROM luggage_piece)",
    "record without entry": "SELECT 1 FROM record WHERE id NOT IN (SELECT record_id FROM entry WHERE record_id IS NOT NULL)",
    "state not that of the last entry": "SELECT 1 FROM record r JOIN entry e ON e.record_id = r.id "
    "WHERE e.id = (SELECT max(id) FROM entry WHERE record_id = r.id) AND e.state <> r.state",
    "open without one place": "SELECT 1 FROM record r WHERE closed_at IS NULL AND "
    "(SELECT count(*) FROM hold WHERE record_id = r.id AND until IS NULL) <> 1",
    "closed and holding": "SELECT 1 FROM record r JOIN hold h ON h.record_id = r.id WHERE closed_at IS NOT NULL AND until IS NULL",
    "deposit without its papers": "SELECT 1 FROM entry e WHERE step = 'luggage.store' AND "
    "(SELECT count(*) FROM job WHERE entry_id = e.id) <> 2 + (SELECT count(*) FROM luggage_piece WHERE record_id = e.record_id)",
    "entry without answers": "SELECT 1 FROM entry WHERE id NOT IN (SELECT entry_id FROM entry_answers)",
    "not found by its number": "SELECT 1 FROM record r WHERE number NOT IN "
    "(SELECT ref FROM search_open UNION SELECT ref FROM search_done)",
}


def chain(folder: Path) -> list[str]:
    """Return where the journal's chain breaks, if it does."""
    engine = reading(folder)
    with engine.connect() as connection:
        proof = journal.prove(connection)
    engine.dispose()
    return [] if proof.whole else [f"the chain breaks at {proof.broken_at}"]


def warm(folder: Path) -> None:
    """Take each step once, so that children begin with everything imported."""
    desk = Desk.open(folder, StillClock(SUNDAY))
    desk.clerk = next(s for s in desk.staff() if s.name == "李婷")
    stored = desk.take("luggage.store", {"unit": UNIT, "party": OWNER, "pieces": _LARGE}, once="warm")
    desk.take("luggage.remind", {"how": "phone"}, stored.number, once="warm/1")
    desk.take("luggage.hand_over", {}, stored.number, once="warm/2")
    desk.reader().records("luggage")
    desk.close()


def loop(folder: Path, kills: int, seed: int = 1, *, prove_every: int = 1) -> Report:
    """Kill so many times and return what was found; stops at the first loss."""
    warm(folder)
    report, entries = Report(), _entries(folder)
    for number in range(kills):
        told = kill(folder, seed * 1_000_003 + number)
        wrong = check(folder, told)
        if number % prove_every == 0 or number == kills - 1:
            wrong += chain(folder)
        steps = sum(line.startswith("step") for line in told)
        now = _entries(folder)
        report.kills += 1
        report.steps += steps
        report.sheets += sum(line.startswith("printed") for line in told)
        report.in_midst += now - entries > steps
        entries = now
        report.lost += [f"kill {number}: {what}" for what in wrong]
        if wrong:
            break
    return report


def _entries(folder: Path) -> int:
    """Return how many lines the journal has."""
    with closing(sqlite3.connect(folder / "kiosk.db")) as database:
        return int(database.execute("SELECT count(*) FROM entry").fetchone()[0])


def main(words: list[str]) -> int:
    """Run the long form in a folder of its own."""
    kills, seed = (int(word) for word in (*words, *("1000", "1")[len(words) :]))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    with tempfile.TemporaryDirectory() as made:
        os.environ["KIOSK_SECRETS"] = str(Path(made) / "secrets")
        Counter(Path(made) / "estate").close()
        report = loop(Path(made) / "estate", kills, seed, prove_every=25)
    print(report)
    for what in report.lost:
        print(f"    {what}")
    return 1 if report.lost or not report.steps else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
