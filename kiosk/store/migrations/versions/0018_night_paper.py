"""Nights: the document of the night has columns of its own name, so that a visit keeps that of the day."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nights: the document of the night has columns of its own name."""
    op.execute("ALTER TABLE night RENAME COLUMN kind TO paper")
    op.execute("ALTER TABLE night RENAME COLUMN copied TO paper_copied")
