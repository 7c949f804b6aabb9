"""Models, migrations and the revision that the program names are one."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from kiosk.service import services
from kiosk.store import migrations
from kiosk.store.database import REVISION, Folder


def test_the_program_names_the_newest_revision() -> None:
    """One head, and the program asks for it."""
    assert ScriptDirectory.from_config(migrations.config()).get_heads() == [REVISION]


def ours(_object: Any, name: str | None, kind: str, *_more: Any) -> bool:
    """Whether a table is one of the models': search has its own, made by hand."""
    return not (kind == "table" and (name or "").startswith("search_"))


def test_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    """A fresh folder has every table, column and index of the models, and none besides."""
    services()
    folder = Folder(tmp_path)
    with folder.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        differences = compare_metadata(context, SQLModel.metadata)
    folder.close()
    assert differences == []


def test_the_journal_is_guarded_after_every_migration(tmp_path: Path) -> None:
    """A batch migration that copies a table loses its triggers: they are there at the end."""
    Folder(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    wanted = {"entry_no_update", "entry_no_delete", "charge_no_update", "charge_no_delete"}
    assert {*wanted, "entry_answers_no_update", "entry_answers_purge"} - names == set()


def test_a_second_start_migrates_nothing(tmp_path: Path) -> None:
    """Once migrated, a folder opens as it is."""
    Folder(tmp_path).close()
    before = (tmp_path / "kiosk.db").read_bytes()
    Folder(tmp_path).close()
    assert (tmp_path / "kiosk.db").read_bytes() == before
