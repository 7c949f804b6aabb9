"""Visitors: visits, calls, exits, answers after the day's end; whom the house does not admit."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Visitors: visits, calls, exits, answers after the day's end; whom the house does not admit."""
    op.create_table('barred',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('aliases', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('phone_end', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('document_end', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('asked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_barred_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_barred'))
    )
    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sort', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('relation', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('company', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('works', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('viewers', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('persons', sa.Integer(), nullable=False),
    sa.Column('visits', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('plate', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('brought', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('mask', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('copied', sa.Boolean(), nullable=True),
    sa.Column('agreed_copy', sa.Boolean(), nullable=True),
    sa.Column('consent_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('consent_channel', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('consent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('door', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('admitted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('guest', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('away', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_visit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    op.create_table('visit_call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('given', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('said_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_visit_call_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_call'))
    )
    op.create_index(op.f('ix_visit_call_record_id'), 'visit_call', ['record_id'], unique=False)
    op.create_table('visit_exit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('persons_out', sa.Integer(), nullable=False),
    sa.Column('carries', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_visit_exit_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_exit'))
    )
    op.create_index(op.f('ix_visit_exit_record_id'), 'visit_exit', ['record_id'], unique=False)
    op.create_table('visit_late',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('leaves_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('security_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('officer', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('officer_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('remark', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_visit_late_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_late'))
    )
    op.create_index(op.f('ix_visit_late_record_id'), 'visit_late', ['record_id'], unique=False)
