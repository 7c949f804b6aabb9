"""`kiosk doctor`: looks at everything that can be looked at and changes nothing; 1 when a person is needed."""

import json
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from kiosk import __version__
from kiosk.errors import KioskError
from kiosk.i18n import Say, _
from kiosk.options import Options
from kiosk.pictures import ENDINGS
from kiosk.store import keys
from kiosk.store.database import REVISION, in_words, reading, revision
from kiosk.store.journal import prove

#: Less free space than this wants a person: a year of journal and slips is a tenth of it.
ROOM = 500_000_000


@dataclass(frozen=True)
class Finding:
    """One line of a report: fine, worth knowing, or work for a person."""

    about: Say
    said: Say
    level: str = "ok"  # ok note bad

    @property
    def bad(self) -> bool:
        """Whether a person is needed."""
        return self.level == "bad"

    def __str__(self) -> str:
        """Return the line as a terminal shows it."""
        mark = {"ok": "ok ", "note": "-- ", "bad": "!! "}[self.level]
        return f"{mark} {self.about}: {self.said}"


def examine(options: Options) -> Iterator[Finding]:
    """Yield what is found, from the program outwards to the paper."""
    yield Finding(_("Program"), _versions())
    yield Finding(_("SQLite"), sqlite3.sqlite_version)
    yield from _space(options)
    try:
        engine = reading(options.folder)
        with in_words(), engine.connect() as connection:
            found = revision(engine)
            if found != REVISION:
                words = _("The data is of revision {found}, the program of {wanted}: start the desk once.")
                yield Finding(_("Database"), words.format(found=found or "-", wanted=REVISION), "bad")
                return
            for look in (_database, _journal, _clock, _keys, _queue):
                yield look(connection)
            yield from _scanner(connection)
            yield from _printers(connection, options)
    except KioskError as error:
        yield Finding(_("Data"), str(error), "bad")


def _versions() -> str:
    """Return the versions that a report of a fault begins with."""
    import PySide6

    system = f"{platform.system()} {platform.release()}"
    return f"kiosk {__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}, {system}"


def _space(options: Options) -> Iterator[Finding]:
    """Yield where the data lies and how much room is left there."""
    folder = options.folder
    if folder.exists():
        free = shutil.disk_usage(folder).free
        said = _("{folder}, {free} MB free").format(folder=folder, free=free // 1_000_000)
        yield Finding(_("Data folder"), said, "ok" if free > ROOM else "bad")


def _database(connection: Connection) -> Finding:
    """Whether SQLite finds the file whole and every reference in place."""
    wrong = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(5)") if row[0] != "ok"]
    loose = len(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())
    if wrong or loose:
        words = _("{n} faults: {first}. Change nothing and call whoever looks after this computer.")
        said = words.format(n=len(wrong) + loose, first=wrong[0] if wrong else _("references without a row"))
        return Finding(_("Database"), said, "bad")
    return Finding(_("Database"), _("whole, revision {revision}").format(revision=REVISION))


def _journal(connection: Connection) -> Finding:
    """Whether the journal's chain holds from its first line."""
    proof = prove(connection)
    if not proof.whole:
        words = _("Line {line} does not follow from the one before: the file was changed from outside.")
        return Finding(_("Journal"), words.format(line=proof.broken_at), "bad")
    said = _("{n} lines, head {head}").format(n=proof.entries, head=proof.head[:8])
    return Finding(_("Journal"), said)


def _clock(connection: Connection) -> Finding:
    """Whether this computer's clock stands after the last entry."""
    last = connection.execute(text("SELECT max(typed_at) FROM entry")).scalar()
    now = datetime.now(UTC)
    if last and str(last) > now.strftime("%Y-%m-%d %H:%M:%S.%f"):
        words = _("It stands before the last entry of {last} (UTC): put it right.")
        return Finding(_("Clock"), words.format(last=str(last)[:16]), "bad")
    return Finding(_("Clock"), f"{now:%Y-%m-%d %H:%M} UTC")


def _keys(connection: Connection) -> Finding:
    """Where the key to the sealed values lies, and whether it opens them."""
    estate = connection.execute(text("SELECT value FROM device WHERE key = 'estate id'")).scalar() or ""
    sealed = connection.execute(text("SELECT klass, month, wrapped FROM vault_key LIMIT 1")).first()
    try:
        master = _master(str(estate), sealed)
    except KioskError as error:
        return Finding(_("Keys"), str(error), "bad")
    if master is None:
        return Finding(_("Keys"), _("nothing is sealed yet"))
    if master.kind == "keyring":
        return Finding(_("Keys"), _("in the keyring of this system"))
    words = _(
        "in the file {path}, because this system has no keyring: whoever copies that file and the data can read "
        "sealed values. Keep the disk encrypted, and a copy of the file in the safe."
    )
    return Finding(_("Keys"), words.format(path=master.where), "note")


def _scanner(connection: Connection) -> Iterator[Finding]:
    """Yield what the document scanner left in its folder: pictures that anybody reads who gets there."""
    stored = connection.execute(text("SELECT value FROM setting_value WHERE key = 'scanner_folder'")).scalar()
    folder = Path(json.loads(stored).strip()) if stored and json.loads(stored).strip() else None
    if folder is None:
        return
    about = _("Scanner's folder")
    try:
        left = sum(path.suffix.lower() in ENDINGS for path in folder.iterdir())
    except OSError:
        yield Finding(about, _("{folder} cannot be read.").format(folder=str(folder)), "bad")
        return
    if not left:
        yield Finding(about, str(folder))
        return
    words = _("{n} pictures lie in {folder} in plain: delete them, or let the desk do it once they are sealed.")
    yield Finding(about, words.format(n=left, folder=str(folder)), "note")


def _master(estate: str, sealed: Any) -> keys.Master | None:
    """Return the master key that opens what is sealed; one that waits for it, or None, where nothing is. It makes none."""
    if sealed is None:
        return next(iter(keys.masters_of(estate)), None)
    wrapper = keys.Wrapper(lambda: keys.master_of(estate), lambda: keys.masters_of(estate))
    wrapper.unwrap(sealed.wrapped, f"{sealed.klass}/{sealed.month}")
    return wrapper.master


def _queue(connection: Connection) -> Finding:
    """Whether slips wait for somebody's word."""
    rows = connection.execute(
        text("SELECT state, count(*) FROM job WHERE state IN ('held', 'doubt') GROUP BY state ORDER BY state")
    )
    waiting: dict[str, int] = {str(state): int(count) for state, count in rows}
    if not waiting:
        return Finding(_("Print queue"), _("nothing waits"))
    words = _("{held} held, {doubt} in doubt: look at the paper and say so in the print queue.")
    said = words.format(held=waiting.get("held", 0), doubt=waiting.get("doubt", 0))
    return Finding(_("Print queue"), said, "bad")


def _printers(connection: Connection, options: Options) -> Iterator[Finding]:
    """Yield how each printer says it is."""
    stored = connection.execute(text("SELECT value FROM setting_value WHERE key = 'printers'")).scalar()
    # A setting is JSON, and the list of printers is JSON in it.
    rows = json.loads(json.loads(stored)) if stored else []
    addresses = [str(row.get("address", "")) for row in rows if isinstance(row, dict)]
    for address in [options.printer] if options.printer else addresses:
        yield _printer(address)
    if not options.printer and not addresses:
        yield Finding(_("Printer"), _("none is set up: slips are kept in the data folder"), "note")


def _printer(address: str) -> Finding:
    """Ask one printer."""
    from kiosk.printing.printers import open_printer

    about = _("Printer {address}").format(address=address)
    try:
        printer = open_printer(address)
        status = printer.status()
    except KioskError as error:
        return Finding(about, str(error), "bad")
    if status.ready is None:
        return Finding(about, status.why or _("does not say how it is"), "note" if status.why is None else "bad")
    if not status.ready:
        return Finding(about, status.why or _("not ready"), "bad")
    return Finding(about, _("ready, paper is running low") if status.paper_low else _("ready"))
