"""The daily check of the store."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The daily check of the store."""
    op.create_table('luggage_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('checked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('seen', sa.Integer(), nullable=True),
    sa.Column('not_seen', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_luggage_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_luggage_round'))
    )
