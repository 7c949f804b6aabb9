"""Daily check 每日核对 of the store: what is on the shelf against what the register says (STO-12).

A routine is a record that never closes: its due time is the last check plus a day. One scans or ticks
what is there; what is not seen is missing, and the supervisor is told at once (STO-13).
"""

from datetime import datetime, timedelta

from kiosk import numbers
from kiosk.i18n import Say, _
from kiosk.service import (
    Act,
    Moment,
    Option,
    Scans,
    Service,
    State,
    Step,
    Ticks,
    To,
    also,
    ask,
    change,
    due,
    say,
    setting,
)
from kiosk.store.tables import Detail

CHECK_HOURS = setting(
    "luggage_check_hours", 24, _("The store is checked every"), "STO-12",
    section=_("Luggage"), unit=_("hours"), off=24 * 36_500, check=lambda v: 1 <= v <= 168,
)  # fmt: skip  # one line a group reads better


class Round(Detail, table=True):
    """When the store was checked last, and what that found."""

    __tablename__ = "luggage_round"
    checked_at: datetime | None = None
    seen: int | None = None
    not_seen: int | None = None


def _next(at: Moment) -> datetime:
    """Return when the next check is due."""
    last: datetime = at.detail.checked_at or at.record.opened_at
    return last + timedelta(hours=at.house[CHECK_HOURS])


service = Service(
    "luggage_round", _("Store check"), "things", "LR", Round, icon="check", single=True,
    states={"kept": State(_("Every day"), "mute")},
    due=(due("STO-12", "kept", _next, _("Check the store against the register"), "check"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: check the store every day from now on."""

    title = _("Begin daily checks")


def _stored(at: Moment) -> list[Option]:
    """Return what should be on the shelf, in walking order of the places."""
    kept = [r for r in at.look.open("luggage") if r.state == "stored"]
    return [
        Option(r.number, f"{r.place}  {numbers.short(r.number)}  {r.party or ''}")
        for r in sorted(kept, key=lambda r: r.place or "")
    ]


def _ours(codes: list[str], at: Moment) -> Say | None:
    """Return which scanned code is none of ours, or None."""
    for text in codes:
        found = numbers.read(str(text))
        if found is None and at.look.record(str(text)) is None:
            return _("{code} is none of our tags.").format(code=str(text)[:40])
    return None


def _seen(step: "Check") -> set[str]:
    """Return the numbers seen, scanned or ticked."""
    scanned = {code.number if (code := numbers.read(text)) else text for text in step.scanned or ()}
    return scanned | {str(number) for number in step.ticked or ()}


class Check(Step, of=service, after="kept"):
    """每日核对: go along the shelves and say what is there."""

    title = _("Check the shelves")
    button = _("Compare")
    says = (
        say("STO-12", _("Scan every tag along the shelves, or tick what you see.")),
        say("STO-13", _("What you do not see is reported to the supervisor at once.")),
    )
    scanned: Scans | None = ask(_("Scanned"), "STO-12", optional=True, check=_ours)
    ticked: Ticks | None = ask(_("On the shelf"), choices=_stored, optional=True)

    @change()
    def compare(self, act: Act) -> None:
        """Note when it was checked, and both counts."""
        expected = {str(option.key) for option in _stored(act)}
        act.detail.checked_at = act.now
        act.detail.seen = len(expected & _seen(self))
        act.detail.not_seen = len(expected - _seen(self))

    @also("luggage.missing", "STO-13")
    def report(self, at: Moment) -> list[To]:
        """Every difference is named and reported in the same transaction."""
        kept = [r for r in at.look.open("luggage") if r.state == "stored"]
        words = _("Not seen on the daily check").to("zh")
        return [To({"what": words}, r) for r in kept if r.number not in _seen(self)]
