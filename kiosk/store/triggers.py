"""Triggers that keep journal and money append-only; made in the migrations, made again after a batch."""

#: Table → what may never happen to its rows, in the trigger's own words.
_APPEND_ONLY = ("entry", "charge")


def statements() -> list[str]:
    """Return the CREATE TRIGGER statements of the house."""
    never = "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    made = [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {never.format(table=table)}"
        for table in _APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ]
    answers = never.format(table="entry_answers")
    purge = "WHEN NOT EXISTS (SELECT 1 FROM purge) BEGIN SELECT RAISE(ABORT, 'only a purge deletes answers'); END"
    return [
        *made,
        f"CREATE TRIGGER entry_answers_no_update BEFORE UPDATE ON entry_answers {answers}",
        f"CREATE TRIGGER entry_answers_purge BEFORE DELETE ON entry_answers {purge}",
    ]
