"""Outgoing parcels, and deliveries into homes."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Outgoing parcels, and deliveries into homes."""
    op.create_table('delivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('firm', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('brings', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('agreed', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('escort', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('carries', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_delivery_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery'))
    )
    op.create_table('outgoing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('courier', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('receiver', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('receiver_phone', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('contents', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('payment', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('fee', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('size', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('waybill', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('courier_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_outgoing_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outgoing'))
    )
