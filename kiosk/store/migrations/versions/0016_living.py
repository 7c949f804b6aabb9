"""How many people live here is counted by an index of them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """How many people live here is counted by an index of them."""
    op.create_index('ix_resident_living', 'resident', ['relation'], unique=False, sqlite_where=sa.text('moved_out IS NULL'))
