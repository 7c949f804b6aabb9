"""The journal's chain: each line's digest runs over the one before, so that a rewritten line shows.

The chain runs over time, person, step, record and a salted digest of the answers. The answers lie in a
row of their own which a purge may delete: the chain outlives the person.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, text

#: What the first line is chained to.
GENESIS = "0" * 64


def digest_of(salt: str, answers: str) -> str:
    """Return the digest of answers under their salt."""
    return hashlib.sha256(f"{salt}\n{answers}".encode()).hexdigest()


def salted(answers: dict[str, Any]) -> tuple[str, str, str]:
    """Return salt, the answers as JSON, and their digest."""
    salt = secrets.token_hex(16)
    written = json.dumps(answers, ensure_ascii=False, sort_keys=True, default=str)
    return salt, written, digest_of(salt, written)


def chain(before: str, entry: Any) -> str:
    """Return the chain value of an entry, or of a row with its columns, that follows the value `before`."""
    parts = (
        before, _instant(entry.at), _instant(entry.typed_at), entry.clerk, entry.step,
        str(entry.record_id or ""), entry.once, entry.state, entry.lifted, entry.digest,
    )  # fmt: skip  # one line a group reads better
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _instant(value: Any) -> str:
    """Return an instant as the database keeps it: UTC, to the microsecond."""
    if not isinstance(value, datetime):
        return str(value)
    utc = value.astimezone(UTC) if value.tzinfo else value  # a late entry may come in the estate's zone
    return f"{utc:%Y-%m-%d %H:%M:%S.%f}"


@dataclass(frozen=True)
class Proof:
    """What a proof of the journal found."""

    entries: int
    head: str
    broken_at: int | None = None
    purged: int = 0

    @property
    def whole(self) -> bool:
        """Whether every line follows from the one before and every kept answer from its digest."""
        return self.broken_at is None


def prove(connection: Connection) -> Proof:
    """Walk the whole journal and say where its chain breaks, if it does."""
    before, count, purged = GENESIS, 0, 0
    rows: Iterable[Any] = connection.execute(
        text(
            "SELECT e.id, e.at, e.typed_at, e.clerk, e.step, e.record_id, e.once, e.state, e.lifted, e.digest, e.chain, "
            "a.salt, a.answers FROM entry e LEFT JOIN entry_answers a ON a.entry_id = e.id ORDER BY e.id"
        )
    )
    for row in rows:  # with an entry's columns: an object for each would take six times as long
        kept = row.salt is None or digest_of(row.salt, row.answers) == row.digest
        if chain(before, row) != row.chain or not kept:
            return Proof(count, before, broken_at=row.id, purged=purged)
        before, count, purged = row.chain, count + 1, purged + (row.salt is None)
    return Proof(count, before, purged=purged)
