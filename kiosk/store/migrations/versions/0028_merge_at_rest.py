"""The search index is merged while the desk rests, and not inside whichever step happens to write its 64th page."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Neither index merges by itself but where sixteen segments of a level have gathered, which is its own limit."""
    for name in ("search_open", "search_done"):
        op.execute(f"INSERT INTO {name}_fts ({name}_fts, rank) VALUES ('automerge', 0)")
