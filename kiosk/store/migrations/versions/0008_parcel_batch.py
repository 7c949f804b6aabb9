"""Courier batches: a cartload, what is counted to it."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Courier batches: a cartload, what is counted to it."""
    op.create_table('parcel_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('courier', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('announced', sa.Integer(), nullable=True),
    sa.Column('counted', sa.Integer(), nullable=True),
    sa.Column('difference', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('courier_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_parcel_batch_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcel_batch'))
    )
    op.create_table('parcel_batch_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('number', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('waybill', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_parcel_batch_line_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcel_batch_line'))
    )
    op.create_index(op.f('ix_parcel_batch_line_record_id'), 'parcel_batch_line', ['record_id'], unique=False)
    op.add_column('parcel', sa.Column('batch', sqlmodel.sql.sqltypes.AutoString(), nullable=True))
