"""Key count 钥匙清点: at each shift change what hangs on the hooks against what the register says (KEY-15)."""

from datetime import datetime, timedelta

from kiosk import numbers
from kiosk.i18n import _, _p
from kiosk.service import Act, Moment, Option, Service, State, Step, Ticks, To, also, ask, change, due, say, setting
from kiosk.store.tables import Detail

COUNT_HOURS = setting(
    "key_count_hours", 8, _("Keys are counted every"), "KEY-15", section=_p("keys", "Keys"), unit=_("hours"), off=24 * 36_500,
    check=lambda v: 1 <= v <= 168,
)  # fmt: skip  # one line a group reads better


class Count(Detail, table=True):
    """When the keys were counted last, and what that found."""

    __tablename__ = "key_round"
    counted_at: datetime | None = None
    seen: int | None = None
    not_seen: int | None = None


def _next(at: Moment) -> datetime:
    """Return when the next count is due."""
    last: datetime = at.detail.counted_at or at.record.opened_at
    return last + timedelta(hours=at.house[COUNT_HOURS])


service = Service(
    "key_round", _("Key count"), "people", "KR", Count, icon="check", single=True, beside="keys",
    states={"kept": State(_("Every shift"), "mute")},
    due=(due("KEY-15", "kept", _next, _("Count the keys"), "count_keys"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: count the keys at every shift change from now on."""

    title = _("Begin counting keys")


def _hanging(at: Moment) -> list[Option]:
    """Return what should hang here, by unit."""
    keys = sorted((r for r in at.look.open("keys") if r.state == "in"), key=lambda r: r.unit or "")
    return [Option(r.number, f"{r.unit or ''}  {numbers.short(r.number)}") for r in keys]


class CountKeys(Step, of=service, after="kept"):
    """清点钥匙: tick what hangs there; what is not there goes to the supervisor at once."""

    title = _("Count the keys")
    button = _("Compare")
    says = (say("KEY-15", _("Tick every key that you see; what is missing is reported to the supervisor at once.")),)
    there: Ticks | None = ask(_("On the hook"), choices=_hanging, optional=True)

    @change()
    def compare(self, act: Act) -> None:
        """Note when it was counted, and both counts."""
        expected = {str(option.key) for option in _hanging(act)}
        seen = expected & {str(one) for one in self.there or ()}
        act.detail.counted_at, act.detail.seen, act.detail.not_seen = act.now, len(seen), len(expected - seen)

    @also("keys.missing", "KEY-15")
    def report(self, at: Moment) -> list[To]:
        """Every key that does not hang there is reported in the same transaction."""
        there = {str(one) for one in self.there or ()}
        words = _("Not on its hook at the count").to("zh")
        return [To({"missing": words}, r) for r in at.look.open("keys") if r.state == "in" and r.number not in there]
