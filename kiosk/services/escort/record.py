"""The record of an escort: its states, when the board asks for it, and in which of them the clerk is away."""

from kiosk.i18n import _, _p
from kiosk.service import Service, Shows, State, away, cards, due, mark, say
from kiosk.services.escort.kept import LETTER_MINUTES, Escort, back_at, follow_up, key_back, lock_up_due, minder
from kiosk.settings import VISIT_DAYS
from kiosk.visiting.hours import DAY_ENDS, WAIT_SOON

service = Service(
    "escort", _("Escorts"), "people", "E", Escort, icon="door-open", beside="visitors", forgets=VISIT_DAYS,
    on_claim="letter_back", show=("number", "party", "unit", "visitor"),
    summary=lambda at: at.record.party or "",
    shows=Shows(
        name=lambda at: at.detail.visitor or at.record.party or "··",
        facts=("contact", "errand", "sent_by", "sent_to", "back_by", "spare", "minder", "minutes", "none_needed", "explained_by"),
        track=(mark(_p("escort", "Asked"), "asked"), mark(_p("escort", "Letter"), "printed sent back declined"),
               mark(_("Go up"), "signed up"), mark(_("Lock up"), "opened locking"), mark(_p("escort", "Settled"), "closed")),
        cards=cards("asked printed sent back signed declined", WAIT_SOON, LETTER_MINUTES, lambda at: at.detail.visit)),
    states={
        "asked": State(_("Owner asks for it"), "blue"), "printed": State(_("Letter printed"), "amber"),
        "sent": State(_("Letter sent"), "amber"), "back": State(_("Letter is back"), "blue"),
        "signed": State(_("Letter accepted"), "blue"),
        "up": State(_("Key with the clerk"), "amber"), "opened": State(_("Opened, to lock up"), "blue"),
        "locking": State(_("Locking up"), "amber"), "closed": State(_("Locked or settled"), "mute"),
        "declined": State(_("Owner will not sign"), "red"), "refused": State(_("No entry"), "mute"),
    },
    due=(
        due("", "asked", follow_up, _("The owner waits for the letter of consent"), "print_letter"),
        due("", "printed", follow_up, _("Letter of consent printed, not sent yet"), "send_letter"),
        due("", "sent", follow_up, _("Letter of consent not back yet"), "letter_back"),
        due("ESC-04", "back", lambda at: at.record.last_at, _("Look at the signature on the letter"), "accept"),
        due("", "signed", follow_up, _("Signed: go up, or say why not"), "go_up"),
        due("ESC-07", "declined", lambda at: at.record.last_at, _("The duty manager explains to the owner"), "explained"),
        due("ESC-11", "opened", lock_up_due, _("Lock up, or say why not"), "lock_up"),
        due("ESC-09", "up", key_back, _("The key goes back at once"), "opened"),
        due("ESC-09", "locking", key_back, _("The key goes back at once"), "locked"),
    ),
    away=(
        away("STD-02", "up", back_at, "opened", minder=minder),
        away("STD-02", "locking", back_at, "locked", minder=minder),
    ),
)  # fmt: skip  # one line a group reads better

#: Said where an escort begins and where one goes up.
NO_NIGHT = say(
    "ESC-12",
    _("Leave by {hour}; no overnight stay without the owner at the desk."),
    fills=lambda a, at: {"hour": at.house[DAY_ENDS]},
)
