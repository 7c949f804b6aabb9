"""Key count 钥匙清点: at each shift change what hangs on the hooks against what the register says (KEY-15)."""

from typing import Any

from kiosk import custody, numbers
from kiosk.i18n import Say, _, _p
from kiosk.service import Moment, Option, Scans, Service, State, Step, Ticks, To, also, ask, due, say, setting
from kiosk.service import service as of_key
from kiosk.settings import VISIT_DAYS

COUNT_HOURS = setting(
    "key_count_hours", 8, _("Keys are counted every"), "KEY-15", section=_p("keys", "Keys"), unit=_("hours"), off=24 * 36_500,
    check=lambda v: 1 <= v <= 168,
)  # fmt: skip  # one line a group reads better


class Count(custody.Walked, table=True):
    """When the keys were counted last, and what that found."""

    __tablename__ = "key_round"


service = Service(
    "key_round", _("Key count"), "people", "KR", Count, icon="check", single=True, forgets=VISIT_DAYS, beside="keys",
    states={"kept": State(_("Every shift"), "mute")},
    due=(due("KEY-15", "kept", lambda at: custody.next_walk(at, at.house[COUNT_HOURS]), _("Count the keys"), "count_keys"),),
)  # fmt: skip  # one line a group reads better


class Begin(Step, of=service, opens="kept", by="foreman"):
    """开始: count the keys at every shift change from now on."""

    title = _("Begin counting keys")


def _own(at: Moment, head: Any) -> Any:
    """Return what is kept of a key beside its head."""
    return at.look.row(of_key("keys").detail, id=head.id)


def _hanging(at: Moment) -> list[tuple[str, Any]]:
    """Return the keys that should hang here with their hooks, in the order of the hooks.

    A spare key without a hook of ours hangs with security, who counts it there (KEY-13).
    """
    found = [(one.hook or "", head) for head in at.look.open("keys") if head.state == "in" and (one := _own(at, head)) is not None
             and (one.hook or one.purpose != "spare")]  # fmt: skip
    return sorted(found, key=lambda pair: (not pair[0], custody.walking(pair[0]), pair[1].unit or ""))


def _to_tick(at: Moment) -> list[Option]:
    """Return the same as options of a list: hook, home, number."""
    told = [(head, (hook, head.unit or "", numbers.short(head.number))) for hook, head in _hanging(at)]
    return [Option(head.number, "  ".join(one for one in parts if one)) for head, parts in told]


def _out(at: Moment) -> list[str]:
    """Return the keys that are with somebody, each with whom: who takes the shift over is told."""
    out = [(head, _own(at, head)) for head in at.look.open("keys") if head.state == "out"]
    return [
        f"{numbers.short(head.number)} {head.unit or ''} {own.holder if own is not None else ''}" for head, own in out
    ]


def _stands_for(code: object, at: Moment) -> str:
    """Return the number that a scanned tag stands for, "" where it is no key's."""
    ours = numbers.read(str(code))
    head = at.look.record(ours.number if ours is not None else str(code))
    return str(head.number) if head is not None and head.service == "keys" else ""


def _tags(codes: list[str], at: Moment) -> Say | None:
    """Return which scanned code is no tag of a key, or None."""
    wrong = next((str(code) for code in codes if not _stands_for(code, at)), None)
    return _("{code} is no key's tag.").format(code=wrong[:40]) if wrong is not None else None


class CountKeys(custody.Compared, of=service, after="kept"):
    """清点钥匙: scan or tick what hangs there; what is not there goes to the supervisor at once."""

    title = _("Count the keys")
    says = (
        say("KEY-15", _("Tick every key that you see; what is missing is reported to the supervisor at once.")),
        say("KEY-15", _("Out just now: {keys}."), when=lambda a, at: bool(_out(at)),
            fills=lambda a, at: {"keys": "; ".join(_out(at))}),
    )  # fmt: skip  # one line a group reads better
    scanned: Scans | None = ask(_("Tags scanned"), optional=True, check=_tags)
    there: Ticks | None = ask(_("On the hook"), optional=True, choices=_to_tick)
    none_there: bool = ask(_("Nothing is there at all"), default=False, when=custody.blank)

    def expected(self, at: Moment) -> list[Any]:
        """Return the keys that should hang here."""
        return [head for _hook, head in _hanging(at)]

    def met(self, at: Moment) -> set[str]:
        """Return the numbers of the keys that were scanned or ticked."""
        return {str(one) for one in self.there or ()} | {_stands_for(code, at) for code in self.scanned or ()}

    @also("keys.missing", "KEY-15")
    def report(self, at: Moment) -> list[To]:
        """Every key that does not hang there is reported in the same transaction."""
        words = _("Not on its hook at the count").to("zh")
        return [To({"missing": words}, key) for key in self.unmet(at)]
