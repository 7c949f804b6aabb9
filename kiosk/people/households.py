"""What a household's file says in keys: how somebody belongs to a unit, whose number it is, what a note is about."""

from kiosk.i18n import Words, _

#: How somebody belongs to a unit, in the order in which they are offered.
RELATIONS: dict[str, Words] = {
    "owner": _("Owner"), "family": _("Family"), "tenant": _("Tenant"), "housekeeper": _("Housekeeper"),
    "staff": _("Employee"), "agent": _("Agent"), "collector": _("Authorised collector"),
}  # fmt: skip  # a table
#: Who may collect for a unit without living there; never counted among its residents.
COLLECTOR = "collector"

#: Where a number rings.
LABELS: dict[str, Words] = {
    "mobile": _("Mobile"), "home": _("Home"), "work": _("Work"), "relative": _("Relative"), "friend": _("Friend"),
    "emergency": _("In an emergency"),
}  # fmt: skip  # a table

#: What a note is about, and the tone in which it is drawn; the graver stand first.
NOTE_KINDS: dict[str, tuple[Words, str]] = {
    "warning": (_("Warning"), "red"), "holiday": (_("Away"), "amber"), "care": (_("Care"), "blue"),
    "evacuation": (_("Needs help in an evacuation"), "blue"),
    "info": (_("For information"), "amber"),
}  # fmt: skip  # a table


def rank(relation: str) -> int:
    """Return the place of a relation among those that are offered; unknown ones come last."""
    return list(RELATIONS).index(relation) if relation in RELATIONS else len(RELATIONS)
