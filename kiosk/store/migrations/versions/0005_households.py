"""Households: who may collect, further numbers, notes with a kind; people are found by themselves."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Households: who may collect, further numbers, notes with a kind."""
    op.create_table('unit_phone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('resident', sa.Integer(), nullable=True),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('label', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['resident'], ['resident.id'], name=op.f('fk_unit_phone_resident')),
    sa.ForeignKeyConstraint(['unit'], ['unit.code'], name=op.f('fk_unit_phone_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_phone'))
    )
    op.create_index(op.f('ix_unit_phone_unit'), 'unit_phone', ['unit'], unique=False)
    op.create_index(op.f('ix_unit_phone_resident'), 'unit_phone', ['resident'], unique=False)
    op.add_column('resident', sa.Column('collects', sa.Boolean(), server_default=sa.text('1'), nullable=False))
    op.add_column('resident', sa.Column('until', sa.Date(), nullable=True))
    for name in ('allowed_by', 'remark'):
        op.add_column('resident', sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    for name, default in (('kind', 'info'), ('made_by', '')):
        op.add_column('unit_note', sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), server_default=default, nullable=False))
    op.add_column('unit_note', sa.Column('since', sa.Date(), nullable=True))
    for name in ('struck_by', 'struck_why'):
        op.add_column('unit_note', sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    for name in ('search_open', 'search_done'):
        # written anew, since only what comes and goes reaches the index
        op.execute(f"CREATE TEMP TABLE kept AS SELECT kind, ref, words FROM {name} WHERE kind <> 'record' ORDER BY id")
        op.execute(f"DELETE FROM {name} WHERE kind <> 'record'")
        op.execute(f"INSERT INTO {name} (kind, ref, words) SELECT kind, ref, words || ' z' || kind FROM kept")
        op.execute("DROP TABLE kept")
