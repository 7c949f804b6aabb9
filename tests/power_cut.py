"""Cut the power at any instant, on paper: what the disk may hold then, and whether anything is lost (RELIABILITY).

    python -m tests.power_cut [IMAGES] [SEED]

A run of the real desk is recorded by strace: every write, sync, truncation and removal, and every
acknowledgement. A disk keeps what was synced; of all else each write may be kept, dropped or torn at 512
bytes. Such images are made at many instants, opened, and asked for every step acknowledged before. With
synchronous=FULL none may be missing; the control run with NORMAL must lose some, else the test is broken.
"""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.clock import StillClock
from kiosk.desk import Desk
from kiosk.errors import KioskError
from kiosk.store import journal
from kiosk.store.database import FILE, reading
from tests.counter import OWNER, SUNDAY, UNIT, Counter

ROOT = Path(__file__).resolve().parent.parent
SECTOR = 512
_CALL = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
#: What the recorded run takes: enough for several checkpoints of the small log that it is given.
_STEPS = 14


# --- the recorded run -------------------------------------------------------------------------------


def work(folder: Path, synchronous: str) -> None:
    """Take steps and acknowledge each on standard output."""
    desk = Desk.open(folder, StillClock(SUNDAY), synchronous=synchronous)
    raw = desk.folder.writer.raw_connection()
    raw.cursor().execute("PRAGMA wal_autocheckpoint=150")
    raw.close()
    desk.clerk = next(s for s in desk.staff() if s.name == "李婷")
    for turn in range(_STEPS):
        answers = {"unit": UNIT, "party": OWNER, "pieces": [{"kind": "case", "size": "1"}]}
        stored = desk.take("luggage.store", answers, once=f"{turn}")
        os.write(1, f"ACK {stored.entry}\n".encode())
        handed = desk.take("luggage.hand_over", {}, stored.number, once=f"{turn}/back")
        os.write(1, f"ACK {handed.entry}\n".encode())
    os._exit(0)  # no closing: a power cut asks nobody


@dataclass(frozen=True)
class Event:
    """One thing that happened to the disk, or one acknowledgement."""

    kind: str  # write truncate remove create sync sync-folder ack
    name: str = ""
    offset: int = 0
    data: bytes = b""


def record(folder: Path, synchronous: str) -> list[Event]:
    """Record a run on a folder and return its events."""
    log = folder.parent / f"{synchronous}.strace"
    traced = "trace=openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink,close"
    run = ["strace", "-xx", "-s", "70000", "-e", traced, "-o", str(log)]
    code = [sys.executable, "-m", "tests.power_cut", "work", str(folder), synchronous]
    subprocess.run([*run, *code], cwd=ROOT, check=True, capture_output=True)
    events = parse(log.read_text(encoding="ascii"), folder)
    log.unlink()
    return events


def parse(log: str, folder: Path) -> list[Event]:
    """Return the events of a log that concern the database, its write-ahead log and their folder."""
    files: dict[int, str] = {}
    events: list[Event] = []
    for line in log.splitlines():
        match = _CALL.match(line)
        if match is None or int(match[3]) < 0:
            continue
        call, arguments, result = match[1], match[2], int(match[3])
        if call == "openat":
            path = Path(_bytes(arguments).decode())
            if path == folder or path.parent == folder:
                files[result] = "" if path == folder else path.name
                if "O_CREAT" in arguments:
                    events.append(Event("create", path.name))
        elif call == "unlink":
            path = Path(_bytes(arguments).decode())
            events += [Event("remove", path.name)] if path.parent == folder else []
        else:
            events += _of_file(call, arguments, files)
    return [event for event in events if not event.name.endswith(("-shm", ".lock"))]


def _of_file(call: str, arguments: str, files: dict[int, str]) -> list[Event]:
    """Return what a call on an open file means, nothing for files of others."""
    number = int(arguments.split(",", maxsplit=1)[0])
    if call == "write" and number == 1:
        return [Event("ack", data=_bytes(arguments))]
    if number not in files:
        return []
    name = files[number]
    if call == "close":
        del files[number]
    elif call in ("fdatasync", "fsync"):
        return [Event("sync", name) if name else Event("sync-folder")]
    elif call == "pwrite64":
        return [Event("write", name, int(arguments.rsplit(",", 1)[1]), _bytes(arguments))]
    elif call == "ftruncate":
        return [Event("truncate", name, int(arguments.split(",")[1]))]
    return []


def _bytes(arguments: str) -> bytes:
    """Return the bytes of the text among a call's arguments."""
    match = _TEXT.search(arguments)
    return bytes.fromhex(match[1].replace("\\x", "")) if match else b""


# --- the disk ---------------------------------------------------------------------------------------


@dataclass
class Disk:
    """What is safe, and what is on its way."""

    safe: dict[str, bytearray]
    waiting: list[Event] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Let one event happen."""
        match event.kind:
            case "ack":
                self.acknowledged += [int(n) for n in re.findall(rb"ACK (\d+)", event.data)]
            case "sync":
                # a file that is synced is there: SQLite syncs the folder for itself, but nothing relies on it
                for one in [w for w in self.waiting if w.name == event.name]:
                    _apply(self.safe, one)
                self.waiting = [w for w in self.waiting if w.name != event.name]
            case "sync-folder":
                for one in [w for w in self.waiting if w.kind in ("create", "remove")]:
                    _apply(self.safe, one)
                self.waiting = [w for w in self.waiting if w.kind not in ("create", "remove")]
            case _:
                self.waiting.append(event)

    def image(self, chance: random.Random) -> dict[str, bytearray]:
        """Return what may be on the disk if the power goes now."""
        files = {name: bytearray(data) for name, data in self.safe.items()}
        kept = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for event in self.waiting:
            if event.kind == "write":
                for one in _torn(event, chance, kept):
                    _apply(files, one)
            elif chance.random() < kept:
                _apply(files, event)
        return files


def _torn(event: Event, chance: random.Random, kept: float) -> list[Event]:
    """Return what of a write reached the disk: all, nothing, or some of its sectors."""
    if chance.random() < 0.7:
        return [event] if chance.random() < kept else []
    starts = [start for start in range(0, len(event.data), SECTOR) if chance.random() < kept]
    return [Event("write", event.name, event.offset + at, event.data[at : at + SECTOR]) for at in starts]


def _apply(files: dict[str, bytearray], event: Event) -> None:
    """Let an event change files."""
    if event.kind == "remove":
        files.pop(event.name, None)
        return
    data = files.setdefault(event.name, bytearray())
    if event.kind == "truncate":
        del data[event.offset :]
    elif event.kind == "write":
        data.extend(bytes(max(0, event.offset + len(event.data) - len(data))))
        data[event.offset : event.offset + len(event.data)] = event.data


# --- looking for what is lost -----------------------------------------------------------------------


@dataclass
class Report:
    """What the images of one mode showed."""

    mode: str
    images: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0

    def __str__(self) -> str:
        """Return it in one line."""
        return (
            f"{self.mode}: {self.images} images, {self.acknowledged} acknowledged steps looked for; "
            f"{self.lost} images with losses, {self.broken} broken"
        )


def replay(founded: Path, mode: str, images: int, seed: int) -> Report:
    """Record a run on a copy of a founded estate and look at so many images of its disk."""
    chance, report = random.Random(seed), Report(mode, images)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "estate"
        shutil.copytree(founded, folder)
        before = {FILE: bytearray((folder / FILE).read_bytes())}
        events = record(folder, mode)
        instants = _instants(events, images, chance)
        disk, scratch = Disk(before), Path(made) / "image"
        for number, event in enumerate(events):
            disk.take(event)
            for _image in range(instants.count(number)):
                _look(disk, disk.image(chance), scratch, report)
    return report


def _instants(events: list[Event], images: int, chance: random.Random) -> list[int]:
    """Return after which events the power goes: half of them just after an acknowledgement, where most is at stake."""
    acks = [number for number, event in enumerate(events) if event.kind == "ack"]
    assert acks, "the recorded run acknowledged nothing"
    return [chance.choice(acks) if n % 2 else chance.randrange(len(events)) for n in range(images)]


def _look(disk: Disk, files: dict[str, bytearray], scratch: Path, report: Report) -> None:
    """Open one image and count what is missing or broken."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for name, data in files.items():
        (scratch / name).write_bytes(data)
    report.acknowledged += len(disk.acknowledged)
    try:
        with closing(sqlite3.connect(scratch / FILE)) as database:
            whole = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            there = {row[0] for row in database.execute("SELECT id FROM entry JOIN entry_answers ON entry_id = id")}
        engine = reading(scratch)
        with engine.connect() as connection:
            whole = whole and journal.prove(connection).whole
        engine.dispose()
    except (sqlite3.DatabaseError, KioskError):
        report.broken += 1
        return
    report.broken += not whole
    report.lost += bool(set(disk.acknowledged) - there)


def available() -> bool:
    """Whether a run can be recorded here: strace is there and may trace."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def main(words: list[str]) -> int:
    """Work for a recording, or run the long form: FULL must lose nothing, NORMAL must lose something."""
    if words[:1] == ["work"]:
        work(Path(words[1]), words[2])
    if not available():
        print("strace is not there: apt-get install strace")
        return 1
    images, seed = (int(word) for word in (*words, *("3000", "1")[len(words) :]))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    with tempfile.TemporaryDirectory() as made:
        os.environ["KIOSK_SECRETS"] = str(Path(made) / "secrets")
        Counter(Path(made) / "estate").close()
        full, normal = (replay(Path(made) / "estate", mode, images, seed) for mode in ("FULL", "NORMAL"))
    print(full)
    print(normal)
    return 0 if not (full.lost or full.broken) and normal.lost else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
