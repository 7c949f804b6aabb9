"""The visit as a record: its states, and what is due when (VIS-02, VIS-20)."""

from kiosk.i18n import _
from kiosk.service import Service, State, due
from kiosk.services.visitors.kept import (
    TEA_MINUTES,
    Visit,
    asked_first,
    inside,
    late_due,
    late_word,
    listed,
    summary,
    tea_due,
    unasked_due,
    unseen,
    waits_until,
)
from kiosk.services.visitors.screen import SHOWS
from kiosk.settings import VISIT_DAYS
from kiosk.visiting.hours import DAY_ENDS

service = Service(
    "visitors", _("Visitors"), "people", "V", Visit, icon="user", hot="F5", rank=10,
    on_claim="leave", on_document="comes_again", forgets=VISIT_DAYS, summary=summary, shows=SHOWS,
    show=("number", "party", "unit", "persons"),
    states={
        "arrived": State(_("At the desk"), "blue"), "registered": State(_("Calling the host"), "blue"),
        "unreached": State(_("Not reached"), "amber"), "consented": State(_("Host agreed"), "blue"),
        "declined": State(_("Host declined"), "red"), "inside": State(_("Inside")), "left": State(_("Left"), "mute"),
        "stays": State(_("Staying overnight"), "mute"), "gone": State(_("Not admitted"), "mute"),
    },
    due=(
        due("VIS-02 AMB-02 AMB-03", "inside", unasked_due, _("Call the host: leave by {hour}, or register for the night"),
            "after_hours",
            soon=listed, soon_rules="VIS-20", soon_words=_("Still inside: leave by {hour}"), soon_step="leave",
            patient=True, people=True, fills=lambda at: {"hour": at.house[DAY_ENDS]}),
        due("VIS-02", "inside", late_due, _("{word}: sign out at the door"), "leave", fills=late_word, people=True),
        due("HTL-05", "inside", tea_due, _("Towel and tea to the room, for {n}"), "serve",
            soon=lambda at: at.detail.admitted_at, soon_words=_("Towel and tea to the room within {minutes} minutes, for {n}"),
            soon_step="serve", patient=True, fills=lambda at: {"n": inside(at), "minutes": at.house[TEA_MINUTES]}),
        due("", "arrived", lambda at: None if asked_first(at) else waits_until(at), _("Waits at the desk"), "see_document"),
        due("", "arrived", lambda at: waits_until(at) if asked_first(at) else None, _("Waits at the desk"), "host_called"),
        due("", "registered unreached", waits_until, _("Waits at the desk"), "host_called"),
        due("", "consented", lambda at: None if unseen(at) else waits_until(at), _("Waits at the desk"), "admit"),
        due("", "consented", lambda at: waits_until(at) if unseen(at) else None, _("Waits at the desk"), "see_document_agreed"),
        due("", "declined", waits_until, _("Waits at the desk"), "turn_away"),
    ),
)  # fmt: skip  # one line a group reads better
