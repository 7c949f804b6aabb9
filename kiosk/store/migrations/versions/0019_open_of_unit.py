"""What is open for a unit is found without walking through all that ever was."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is open for a unit is found without walking through all that ever was."""
    op.create_index('ix_record_unit_open', 'record', ['unit'], unique=False, sqlite_where=sa.text('closed_at IS NULL'))
