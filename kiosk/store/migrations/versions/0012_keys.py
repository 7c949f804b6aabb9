"""Keys in the house's hands, and their moves."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keys in the house's hands, and their moves."""
    op.create_table('house_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('hook', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('holder', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('for_whom', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('for_kind', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('taken_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('confirmed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('back_by', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('missing', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_house_key_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_key'))
    )
    op.create_table('key_move',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('giver', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('taker', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_key_move_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_move'))
    )
    op.create_index(op.f('ix_key_move_record_id'), 'key_move', ['record_id'], unique=False)
