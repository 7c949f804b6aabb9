"""Escorts: why the home is opened, whom the letter went to and when it came back, when the clerk set out."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give escorts what their letter says and what their undo needs."""
    for name in ("errand", "contact", "sent_to"):
        op.add_column("escort", sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=True))
    for name in ("printed_at", "back_at", "gone_at", "key_at"):
        op.add_column("escort", sa.Column(name, sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
