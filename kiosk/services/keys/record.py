"""The service of keys: its states, what is due, how it is shown; its steps stand beside it."""

from kiosk.i18n import _, _p
from kiosk.service import Service, State, due
from kiosk.services.keys.kept import Key
from kiosk.services.keys.screen import SHOWS, summary
from kiosk.settings import VISIT_DAYS

service = Service(
    "keys", _p("keys", "Keys"), "people", "K", Key, icon="key-round", rank=40,
    on_claim="give_back", on_document="release", summary=summary, forgets=VISIT_DAYS, shows=SHOWS,
    show=("number", "unit", "hook", "holder"),
    states={
        "in": State(_("On the hook")), "out": State(_("Out"), "amber"), "missing": State(_("Not found, supervisor told"), "red"),
        "released": State(_("Released"), "mute"), "returned": State(_("Given back to the owner"), "mute"),
    },
    due=(
        due("ESC-14", "out", lambda at: at.detail.back_by, _("Key not back"), "back", rings=True),
        due("KEY-15", "missing", lambda at: at.record.last_at, _("Key not found: tell the supervisor now"), "found"),
    ),
)  # fmt: skip  # one line a group reads better
