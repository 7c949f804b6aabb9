"""Roles of the counter (PROCEDURES §0.3): a ladder, and finance beside it. Undeclared means denied."""

from kiosk.errors import DeniedError
from kiosk.pins import LADDER, ROLES

#: Who takes steps that only other steps may take along; nobody signs in as it.
DESK = "desk"


def suffices(role: str, wanted: str) -> bool:
    """Whether a role may do what `wanted` may: the same one, or a higher rung of the ladder."""
    if role == wanted:
        return role in ROLES
    return role in LADDER and wanted in LADDER and LADDER.index(role) >= LADDER.index(wanted)


def allowed(role: str, by: tuple[str, ...]) -> None:
    """Raise DeniedError unless the role may take a step declared for `by`; "anyone" asks for nobody."""
    if "anyone" in by or any(suffices(role, one) for one in by):
        return
    raise DeniedError(ROLES.get(by[0], ROLES["manager"]) if by else ROLES["manager"])
