"""Who is inside, and the count of keys."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who is inside, and the count of keys."""
    op.create_table('inside_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('compared_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('here', sa.Integer(), nullable=True),
    sa.Column('remark', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_inside_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inside_round'))
    )
    op.create_table('key_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('counted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('seen', sa.Integer(), nullable=True),
    sa.Column('not_seen', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_key_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_round'))
    )
