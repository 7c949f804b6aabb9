"""The free places are found in walking order, and not sorted each time that something is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Places of a kind by size, in walking order; those that are full or given up are left out."""
    usable = sa.text("retired_at IS NULL AND full_at IS NULL")
    op.create_index("ix_thing_walk", "thing", ["kind", "size", "rank"], unique=False, sqlite_where=usable)
