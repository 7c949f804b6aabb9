"""Hotel floors and schools: what their visits note, and the valuables that leave a school's gate."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give visits the columns of other kinds of house, and nights their lines of valuables."""
    text, when = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
    for name, kind in (
        ("whom", text()), ("compared", sa.Boolean()), ("waits", sa.Boolean()), ("cups", sa.Integer()), ("tea_at", when()), ("trouble", text()),
        ("police_at", when()),
    ):  # fmt: skip
        op.add_column("visit", sa.Column(name, kind, nullable=True))
    op.create_table(
        "night_goods",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", when(), nullable=True),
        sa.Column("clerk", text(), nullable=False),
        sa.Column("struck_at", when(), nullable=True),
        sa.Column("goods", text(), nullable=False),
        sa.Column("proof", text(), nullable=False),
        sa.Column("shown", text(), nullable=True),
        sa.Column("companion", text(), nullable=True),
        sa.Column("companion_is", text(), nullable=True),
        sa.Column("explains", text(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_night_goods_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_night_goods")),
    )
    op.create_index(op.f("ix_night_goods_record_id"), "night_goods", ["record_id"], unique=False)
