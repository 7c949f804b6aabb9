"""Parcels: damage stands beside the flag and replaces it no more; the key count keeps what every round keeps."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give parcels reported as damaged their flag back, and name the hour of a count as other rounds do."""
    op.execute(
        "UPDATE parcel SET flag = flag_before WHERE flag = 'damaged' AND damage IS NOT NULL AND flag_before IS NOT NULL"
    )
    op.drop_column("parcel", "flag_before")
    op.execute("ALTER TABLE key_round RENAME COLUMN counted_at TO checked_at")
