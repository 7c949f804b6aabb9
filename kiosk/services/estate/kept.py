"""What the steps of the estate share: the service, what may be chosen, and a unit of the register."""

from datetime import date
from typing import Any

from kiosk.i18n import Say, _
from kiosk.people.households import COLLECTOR, LABELS, NOTE_KINDS, RELATIONS
from kiosk.service import Moment, Option, Said, Service, Step, Unit, ask, refuse, say

service = Service("estate", _("Residents"), "house", by="clerk", icon="home")

LANGUAGES = (Option("zh", _("Chinese")), Option("en", _("English")), Option("both", _("Both")))
LIVING = tuple(Option(key, words) for key, words in RELATIONS.items() if key != COLLECTOR)
RINGS = tuple(Option(key, words) for key, words in LABELS.items())
ABOUT = tuple(Option(key, words) for key, (words, _tone) in reversed(NOTE_KINDS.items()))

#: What whoever gives data about himself is told.
CONFIDENTIAL = say(
    "FIL-04", _("“What you tell us is confidential; what you would rather not say now can be added later.”")
)


def to_come(day: date, at: Moment) -> Say | None:
    """Return why a last day cannot be, or None: one that is over shows nobody anything."""
    return _("That day is over.") if day < at.today else None


def collector(at: Moment, unit: str, name: str) -> Any:
    """Return who may collect for a unit without living there, by name, his term run out or not; or None."""
    return next((r for r in at.look.file(unit) if r.relation == COLLECTOR and r.name == name), None)


class KnownUnit(Step):
    """A part for steps about a unit of the register."""

    unit: Unit = ask(_("Unit"))

    @refuse("FIL-06", _("There is no unit {unit}."), about="unit", way=_("Check the number, or add the unit first."))
    def known(self, at: Moment) -> Said:
        """Whether the unit is not in the register, on which every system hangs."""
        return at.look.unit(self.unit) is None and {"unit": self.unit}
