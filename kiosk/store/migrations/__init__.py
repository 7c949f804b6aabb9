"""Alembic's migrations, run in code: no ini file, the connection is handed in."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def config() -> Config:
    """Return Alembic's configuration for the scripts of this folder."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return made


def run(engine: Engine) -> None:
    """Bring the database to the newest revision, all in one transaction."""
    settings = config()
    raw = engine.raw_connection()
    assert raw.driver_connection is not None  # a pool hands out live connections only
    raw.driver_connection.execute("PRAGMA foreign_keys=OFF")  # a no-op once a transaction has begun
    try:
        with engine.begin() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
    finally:
        raw.driver_connection.execute("PRAGMA foreign_keys=ON")
        raw.close()
