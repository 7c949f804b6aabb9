"""Daily check 每日核对 of the store: what is on the shelf against what the register says (STO-12).

A routine is a record that never closes: its due time is the last check plus a day. One scans or ticks
what is there; what is not seen is missing, and the supervisor is told at once (STO-13).
"""

from kiosk import custody
from kiosk.i18n import _
from kiosk.service import Moment, Service, State, Step, To, also, due, say, setting
from kiosk.settings import CUSTODY_DAYS

CHECK_HOURS = setting(
    "luggage_check_hours", 24, _("The store is checked every"), "STO-12",
    section=_("Luggage"), unit=_("hours"), off=24 * 36_500, check=lambda v: 1 <= v <= 168,
)  # fmt: skip  # one line a group reads better


class Round(custody.Walked, table=True):
    """When the store was checked last, and what that found."""

    __tablename__ = "luggage_round"


service = Service(
    "luggage_round", _("Store check"), "things", "LR", Round, icon="check", single=True, forgets=CUSTODY_DAYS, beside="luggage",
    states={"kept": State(_("Every day"), "mute")},
    due=(due("STO-12", "kept", lambda at: custody.next_walk(at, at.house[CHECK_HOURS]),
             _("Check the store against the register"), "check"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: check the store every day from now on."""

    title = _("Begin daily checks")


class Check(custody.Walk, of=service, after="kept"):
    """每日核对: go along the shelves and say what is there."""

    says = (
        say("STO-12", _("Scan every tag along the shelves, or tick what you see.")),
        say("STO-13", _("What you do not see is reported to the supervisor at once.")),
    )

    @also("luggage.missing", "STO-13")
    def report(self, at: Moment) -> list[To]:
        """Every difference is named and reported in the same transaction."""
        return self.unseen(at)
