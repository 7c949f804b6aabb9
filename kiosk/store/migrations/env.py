"""Alembic's environment: runs on the connection that `kiosk.store.migrations.run` hands in."""

from alembic import context
from sqlmodel import SQLModel

from kiosk.services import modules

modules()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
