"""Household files: their papers, the vouchers in them, the month's filing, the printed register."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Household files: their papers, the vouchers in them, the month's filing, the printed register."""
    op.create_table('estate_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('box', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('locked', sa.Boolean(), nullable=True),
    sa.Column('sale_contract', sa.Boolean(), nullable=True),
    sa.Column('handover_notice', sa.Boolean(), nullable=True),
    sa.Column('fee_statement', sa.Boolean(), nullable=True),
    sa.Column('acceptance_record', sa.Boolean(), nullable=True),
    sa.Column('key_receipt', sa.Boolean(), nullable=True),
    sa.Column('service_agreement', sa.Boolean(), nullable=True),
    sa.Column('interim_rules', sa.Boolean(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_estate_file_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_estate_file'))
    )
    op.create_table('estate_file_vouchers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('month', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_estate_file_vouchers_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_estate_file_vouchers'))
    )
    op.create_index(op.f('ix_estate_file_vouchers_record_id'), 'estate_file_vouchers', ['record_id'], unique=False)
    op.create_table('estate_month',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('month', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('vouchers', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_estate_month_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_estate_month'))
    )
    op.create_table('estate_register',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('building', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('whole', sa.Boolean(), nullable=True),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_estate_register_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_estate_register'))
    )
