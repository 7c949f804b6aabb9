"""Rule ids of the house (STO-14, AMB-11 …) and the switch that takes a rule away to prove its test."""

import re
from functools import lru_cache

#: Ids that are taken away just now: filled by `pytest --without`, never by the program.
OFF: set[str] = set()

_ID = re.compile(r"[A-Z]{3}-\d{2}[a-z]?|[A-Z0-9]{3}-\d{2}")


@lru_cache(maxsize=4096)
def ids(text: str) -> tuple[str, ...]:
    """Return the rule ids of a text such as "STO-14 AMB-11"; raises ValueError for anything else."""
    found = tuple(text.split())
    for one in found:
        if not _ID.fullmatch(one):
            raise ValueError(f"not a rule id: {one!r}")
    return found


def on(rules: tuple[str, ...]) -> bool:
    """Whether a carrier of these rules does its work: none of its rules is taken away."""
    return not (OFF and OFF.intersection(rules))
