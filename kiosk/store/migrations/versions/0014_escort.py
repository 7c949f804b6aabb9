"""Escorts with a spare key."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Escorts with a spare key."""
    op.create_table('escort',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('visitor', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sent_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('back_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('spare', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('minder', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('none_needed', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('explained_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_escort_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escort'))
    )
