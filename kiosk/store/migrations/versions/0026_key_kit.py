"""The kit of a home, handed out against a signature, or checked before sealing."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Receipts for the keys of a home."""
    op.create_table('key_kit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('taker', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('keys', sa.Integer(), nullable=False),
    sa.Column('cards', sa.Integer(), nullable=False),
    sa.Column('sensors', sa.Integer(), nullable=False),
    sa.Column('remotes', sa.Integer(), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=True),
    sa.Column('remark', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_key_kit_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_key_kit'))
    )
