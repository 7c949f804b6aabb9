"""Shelf check of parcels 核对包裹: each shift what lies there against what the register says (PAR-03, XFR-08)."""

from kiosk import custody
from kiosk.i18n import _
from kiosk.service import Moment, Service, State, Step, To, also, due, say, setting
from kiosk.settings import CUSTODY_DAYS

CHECK_HOURS = setting(
    "parcel_check_hours", 8, _("Parcels are checked every"), "PAR-03 XFR-08",
    section=_("Parcels"), unit=_("hours"), off=24 * 36_500, check=lambda v: 1 <= v <= 168,
)  # fmt: skip  # one line a group reads better


class Round(custody.Walked, table=True):
    """When the parcels were checked last, and what that found."""

    __tablename__ = "parcels_round"


service = Service(
    "parcels_round", _("Parcel check"), "things", "PR", Round, icon="check", single=True, forgets=CUSTODY_DAYS, beside="parcels",
    states={"kept": State(_("Each shift"), "mute")},
    due=(due("PAR-03 XFR-08", "kept", lambda at: custody.next_walk(at, at.house[CHECK_HOURS]),
             _("Check the parcels against the register"), "check"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: check the parcels each shift from now on."""

    title = _("Begin the checks of each shift")


class Check(custody.Walk, of=service, after="kept"):
    """每班核对: go along the shelves and say what is there."""

    says = (
        say("PAR-03", _("Scan every label along the shelves, or tick what you see.")),
        say("PAR-03", _("What you do not see is reported to the supervisor at once.")),
    )

    @also("parcels.missing", "PAR-03")
    def report(self, at: Moment) -> list[To]:
        """Every difference is named and reported in the same transaction."""
        return self.unseen(at)
