"""How keys are shown: the board of hooks, and whose keys a unit's page names (KEY-14)."""

from kiosk.i18n import Both, Say, _, _p, say
from kiosk.service import Laid, Moment, Shows
from kiosk.services.keys.kept import CABINET, CONTROL_ROOM, ENTRUSTED, PURPOSES, SOMEBODY

#: How a key in its place is said, by why it is here.
_HERE: dict[str, tuple[Say, str]] = {
    "spare": (_("On its hook"), "green"), "visitor": (_("For a visitor"), "blue"),
    **dict.fromkeys(ENTRUSTED, (_p("key", "Entrusted"), "blue")),
}  # fmt: skip  # a table


def how(at: Moment) -> tuple[Say, str]:
    """Return how a key is, and the tone of it: on its hook, out, late, not found."""
    state = at.record.state
    if state == "missing":
        return _("Not found"), "red"
    if state == "out":
        late = at.detail.back_by is not None and at.now > at.detail.back_by
        return (_("Out, late"), "red") if late else (_("Out"), "amber")
    if at.detail.purpose == "spare" and not at.detail.hook:
        return _("In the control room"), "green"
    return _HERE.get(at.detail.purpose or "", (_("On its hook"), "green"))


def step(at: Moment) -> str:
    """Return the step that fits: lend it, release it to whom it was left for, take it back, find it."""
    if at.record.state == "in":
        return "release" if at.detail.purpose == "visitor" else "borrow"
    return {"out": "back", "missing": "found"}.get(at.record.state, "back")


def _what(at: Moment) -> Say:
    """Return whose key and which it is."""
    many = f" ×{at.detail.count}" if at.detail.count > 1 else ""
    return f"{at.record.unit or ''}  {at.detail.what or ''}{many}".strip()


def _holder(at: Moment) -> Both:
    """Return who or what has a key, the house's own places in the language of the screen."""
    name = str(at.detail.holder)
    return Both(
        name, {CABINET: "the key cabinet", CONTROL_ROOM: "the control room", SOMEBODY: "visitor"}.get(name, name)
    )


def _who(at: Moment) -> Say:
    """Return who has a key that is out, or for whom it waits."""
    if at.record.state == "out":
        return _holder(at)
    if at.record.state == "missing":
        last = _holder(at)
        return Both(f"最后 {last.to('zh')}", f"last {last.to('en')}")
    if at.detail.purpose == "visitor":
        return Both(f"留给 {at.detail.for_whom or ''}", f"for {at.detail.for_whom or ''}")
    return ""


def summary(at: Moment) -> Say:
    """Return the second line of a list: which key, where it hangs, or who has it since when."""
    if at.record.state == "in":
        where = at.detail.hook or _holder(at)
        word = next((one.words for one in PURPOSES if one.key == at.detail.purpose), "")
        return Both(*(" · ".join(x for x in (say(where, k), say(word, k)) if x) for k in ("zh", "en")))
    since = f"{at.local(at.record.last_at):%m-%d %H:%M}" if at.record.last_at else ""
    return Both(*(" · ".join(x for x in (_holder(at).to(k), since) if x) for k in ("zh", "en")))


SHOWS = Shows(
    unit=_p("keys", "Keys"),
    laid=Laid(
        "hook", place=lambda at: at.detail.hook or "", what=_what, how=how, who=_who, step=step,
        begins="keys.leave.hook", adds="house.set_hooks", rack=_("Rack {name}"), without=_("Without a hook of its own"),
        empty=_("No hooks yet. Take a key into custody and name its hook, such as A-12: it hangs here from then on."),
    ),
)  # fmt: skip  # one line a group reads better
