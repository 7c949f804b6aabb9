"""Overnight registrations."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Overnight registrations."""
    op.create_table('night',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('host', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('owner_here', sa.Boolean(), nullable=True),
    sa.Column('relation', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('copied', sa.Boolean(), nullable=True),
    sa.Column('sex', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('nation', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('owner_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('guest_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('told_police', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('told_police_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_night_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_night'))
    )
