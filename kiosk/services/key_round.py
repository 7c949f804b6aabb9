"""Key count 钥匙清点: at each shift change what hangs on the hooks against what the register says (KEY-15)."""

from typing import Any

from kiosk import custody, numbers
from kiosk.i18n import _, _p
from kiosk.service import Moment, Option, Service, State, Step, Ticks, To, also, ask, due, say, setting

COUNT_HOURS = setting(
    "key_count_hours", 8, _("Keys are counted every"), "KEY-15", section=_p("keys", "Keys"), unit=_("hours"), off=24 * 36_500,
    check=lambda v: 1 <= v <= 168,
)  # fmt: skip  # one line a group reads better


class Count(custody.Walked, table=True):
    """When the keys were counted last, and what that found."""

    __tablename__ = "key_round"


service = Service(
    "key_round", _("Key count"), "people", "KR", Count, icon="check", single=True, beside="keys",
    states={"kept": State(_("Every shift"), "mute")},
    due=(due("KEY-15", "kept", lambda at: custody.next_walk(at, at.house[COUNT_HOURS]), _("Count the keys"), "count_keys"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: count the keys at every shift change from now on."""

    title = _("Begin counting keys")


def _hanging(at: Moment) -> list[Any]:
    """Return the keys that should hang here, by unit."""
    return sorted((r for r in at.look.open("keys") if r.state == "in"), key=lambda r: r.unit or "")


class CountKeys(custody.Compared, of=service, after="kept"):
    """清点钥匙: tick what hangs there; what is not there goes to the supervisor at once."""

    title = _("Count the keys")
    says = (say("KEY-15", _("Tick every key that you see; what is missing is reported to the supervisor at once.")),)
    there: Ticks | None = ask(
        _("On the hook"), optional=True,
        choices=lambda at: [Option(r.number, f"{r.unit or ''}  {numbers.short(r.number)}") for r in _hanging(at)],
    )  # fmt: skip  # one line a group reads better

    def expected(self, at: Moment) -> list[Any]:
        """Return the keys that should hang here."""
        return _hanging(at)

    def met(self, at: Moment) -> set[str]:
        """Return the numbers of the keys that were ticked."""
        return {str(one) for one in self.there or ()}

    @also("keys.missing", "KEY-15")
    def report(self, at: Moment) -> list[To]:
        """Every key that does not hang there is reported in the same transaction."""
        words = _("Not on its hook at the count").to("zh")
        return [To({"missing": words}, key) for key in self.unmet(at)]
