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


def weak(pin: str) -> Say | None:
    """Return why a PIN cannot be used, or None: six digits, no runs, no repeats, no dates of the calendar."""
    if len(pin) != 6 or not pin.isascii() or not pin.isdigit():
        return _("A PIN has six digits.")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if steps <= {0} or steps in ({1}, {9}) or pin[:3] == pin[3:] or pin[:2] * 3 == pin:
        return _("This PIN is guessed at once; please choose another.")
    return None
