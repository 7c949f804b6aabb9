"""Keep a folder of each schema that was released, so that every later program can be seen to open it.

python -m tests.old_schemas      keep one of the present schema, before a release
"""

import gzip
import os
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from kiosk.store.database import FILE, REVISION
from tests.counter import Counter

KEPT = Path(__file__).resolve().parent / "databases"


def fill(counter: Counter) -> None:
    """Leave a bit of everything: stored, part collected, collected, undone, missing, decided by telephone."""
    stored = [counter.store() for _n in range(4)]
    counter.take("luggage.hand_over", stored[1].number, taken=[1])
    counter.take("luggage.hand_over", stored[2].number)
    counter.take("luggage.missing", stored[3].number, what="第2件")
    counter.take("luggage.hand_over", stored[0].number)
    counter.take("luggage.put_back", stored[0].number, reason="拿错了")
    counter.take("luggage.remind", stored[1].number, how="phone", said="周末来取")
    counter.take("estate.add_note", unit="3-2-1005", text="老人腿脚不便")


def keep() -> Path:
    """Write the folder of the present schema and return where."""
    with tempfile.TemporaryDirectory() as made:
        os.environ["KIOSK_SECRETS"] = str(Path(made) / "secrets")
        counter = Counter(Path(made) / "estate")
        fill(counter)
        counter.close()
        with closing(sqlite3.connect(Path(made) / "estate" / FILE)) as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        target = KEPT / f"{REVISION}.db.gz"
        target.write_bytes(gzip.compress((Path(made) / "estate" / FILE).read_bytes(), mtime=0))
    return target


def unpack(kept: Path, folder: Path) -> None:
    """Lay a kept database into a folder."""
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(gzip.decompress(kept.read_bytes()))


if __name__ == "__main__":
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    sys.stdout.write(f"{keep()}\n")
