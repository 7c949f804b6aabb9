"""The morning's comparison keeps how many guests had left."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """How many of the night's guests were checked out by the comparison."""
    op.add_column('inside_round', sa.Column('gone', sa.Integer(), nullable=True))
