"""Roles of the counter in words, and which PINs are guessed at once."""

from itertools import pairwise

from kiosk.i18n import Say, Words, _

#: Roles from PROCEDURES §0.3, as screens name them.
ROLES: dict[str, Words] = {
    "clerk": _("clerk"),
    "foreman": _("foreman"),
    "supervisor": _("supervisor"),
    "duty manager": _("duty manager"),
    "manager": _("manager"),
    "finance": _("finance"),
}

#: From the one who may least to the one who may most; finance stands beside it.
LADDER = ("clerk", "foreman", "supervisor", "duty manager", "manager")


def may_reset(role: str, of: str) -> bool:
    """Whether somebody of a role may give somebody of another one a new PIN: a manager all, a supervisor below him."""
    if role == "manager":
        return True
    if role not in LADDER or of not in LADDER or not LADDER.index(role) >= LADDER.index("supervisor"):
        return False
    return LADDER.index(of) < LADDER.index(role)


def weak(pin: str) -> Say | None:
    """Return why a PIN cannot be used, or None: six digits, no runs, no repeats, no dates of the calendar."""
    if len(pin) != 6 or not pin.isascii() or not pin.isdigit():
        return _("A PIN has six digits.")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps <= {0} or steps in ({1}, {9}) or pin[:3] == pin[3:] or pin[:2] * 3 == pin:
        return _("This PIN is guessed at once; please choose another.")
    return None
