"""Parcels: their detail, waybills, who was told; the check of each shift."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

#: What an estate that was founded before begins with: list, key, digit, Chinese, English.
TERMS = (
    ("courier", "sf", "1", "顺丰", "SF"), ("courier", "yto", "2", "圆通", "YTO"), ("courier", "zto", "3", "中通", "ZTO"),
    ("courier", "sto", "4", "申通", "STO"), ("courier", "yunda", "5", "韵达", "Yunda"), ("courier", "jt", "6", "极兔", "J&T"),
    ("courier", "jd", "7", "京东", "JD"), ("courier", "ems", "8", "邮政 EMS", "EMS"), ("courier", "other", "9", "其他", "Other"),
    ("parcel_flag", "perishable", "1", "生鲜", "Perishable"), ("parcel_flag", "valuable", "2", "贵重", "Valuable"),
    ("parcel_flag", "damaged", "3", "破损", "Damaged"),
)


def upgrade() -> None:
    """Parcels: their detail, waybills, who was told; the check of each shift."""
    op.create_table('parcel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('addressee', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('who', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('courier', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('pieces', sa.Integer(), nullable=True),
    sa.Column('size', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('flag', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('flag_before', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('damage', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('notice', sa.Boolean(), nullable=True),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('claim', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('collector', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('agreed', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('collected_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('courier_signature', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('what', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('witness', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_parcel_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcel'))
    )
    op.create_table('parcel_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('how', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('said', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_parcel_contact_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcel_contact'))
    )
    op.create_index(op.f('ix_parcel_contact_record_id'), 'parcel_contact', ['record_id'], unique=False)
    op.create_table('parcel_waybill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clerk', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('struck_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['record.id'], name=op.f('fk_parcel_waybill_record_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcel_waybill'))
    )
    op.create_index(op.f('ix_parcel_waybill_record_id'), 'parcel_waybill', ['record_id'], unique=False)
    op.create_table('parcels_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('checked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('seen', sa.Integer(), nullable=True),
    sa.Column('not_seen', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['record.id'], name=op.f('fk_parcels_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_parcels_round'))
    )
    database = op.get_bind()
    if database.execute(sa.text("SELECT 1 FROM staff LIMIT 1")).first() is None:
        return  # a new estate gets its lists when it is founded
    put = sa.text("INSERT OR IGNORE INTO term (list, key, digit, zh, en) VALUES (:list, :key, :digit, :zh, :en)")
    for term in TERMS:
        database.execute(put, dict(zip(("list", "key", "digit", "zh", "en"), term, strict=True)))
