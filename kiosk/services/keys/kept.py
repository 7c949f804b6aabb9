"""What a key stores, and how it moves: one holder at any time (KEY-14)."""

import re
import unicodedata
from datetime import datetime

from kiosk.i18n import _, _p
from kiosk.service import Act, Moment, Option, Questions, Text, ask, setting
from kiosk.store.tables import Detail, Line, Thing

SECTION = _p("keys", "Keys")
KEYS_LEFT = setting(
    "keys_left", 1, _("Keys that an owner leaves for repairs or an empty home"), "KEY-05 KEY-07 KEY-08", section=SECTION,
    off=9, check=lambda v: 1 <= v <= 9,
)  # fmt: skip  # one line a group reads better
PURPOSES = (
    Option("repairs", _("Repairs outstanding")), Option("vacant", _("Care of the empty home")),
    Option("visitor", _("For a named visitor")), Option("spare", _("Spare key of the control room")),
)  # fmt: skip  # one line a group reads better
#: Entrusted to the house, so that a deed is signed (KEY-06).
ENTRUSTED = ("repairs", "vacant")
CONTROL_ROOM, CABINET = "监控中心", "钥匙柜"
#: A visitor whom nobody named: a key is never without a holder.
SOMEBODY = "访客"


class Key(Detail, table=True):
    """What a key alone needs; `holder` is never empty: one holder at any time (KEY-14)."""

    __tablename__ = "house_key"
    purpose: str | None = None
    what: str | None = None
    count: int = 1
    hook: str | None = None
    holder: str = CABINET
    for_whom: str | None = None
    for_kind: str | None = None
    signature: str | None = None
    taken_signature: str | None = None
    confirmed_by: str | None = None
    back_by: datetime | None = None
    missing: str | None = None


class Move(Line, table=True):
    """One move of a key: from whom, to whom, why (KEY-14)."""

    __tablename__ = "key_move"
    giver: str = ""
    taker: str = ""
    why: str = ""
    signature: str | None = None


def move(act: Act, taker: str, why: str, signature: str | None = None) -> None:
    """Note that a key goes from its holder to another, signed for where the rule asks for it (KEY-14)."""
    no = len(act.lines(Move)) + 1
    line = Move(
        record_id=act.record.id, no=no, at=act.now, clerk=act.clerk, giver=act.detail.holder, taker=taker, why=why
    )
    line.signature = signature
    act.add(line)
    act.detail.holder = taker


def entrusted(at: Moment, unit: str | None) -> int:
    """Return how many keys of a home are entrusted to the house already."""
    others = [r for r in at.look.open("keys", unit) if r.id != at.record.id] if unit else []
    kept = [at.look.row(Key, id=one.id) for one in others]
    return sum(one.count for one in kept if one is not None and one.purpose in ENTRUSTED)


def left_document(at: Moment) -> str:
    """Return the mask of the document whose number the owner left, "" where he left none."""
    return str(at.look.mask(at.record, "for_document") or "")


def hang_on(act: Act, hook: str | None) -> None:
    """Hang a key on a hook; a hook that is new to the house is entered, one that is taken is refused."""
    if not hook:
        return
    name = hook_name(hook)
    if act.look.thing("hook", name) is None:
        act.add(Thing(kind="hook", name=name))
    act.hold("hook", name)
    act.detail.hook = name


def hook_name(typed: str) -> str:
    """Return the one name of a hook: a-12, Ａ-12 and "A -12" are A-12."""
    plain = re.sub(r"[\s_]", "", unicodedata.normalize("NFKC", typed)).upper()
    return re.sub(r"[\u2010-\u2015\u2212]", "-", plain)


def own_hook(at: Moment) -> str | None:
    """Return the hook that a key hung on, None where another key hangs there by now: it may hang on any, or on none."""
    hook: str | None = at.detail.hook
    holder = at.look.holder("hook", hook) if hook else None
    return hook if holder is None or holder.id == at.record.id else None


class Hanging(Questions):
    """A part for steps by which a key hangs here again: on its own hook if that is free."""

    hook: Text | None = ask(_("Hook"), optional=True, finds="place", default=own_hook)


def home(at: Moment) -> str:
    """Return whose the key is while nobody has it: the control room's or the cabinet's."""
    return CONTROL_ROOM if at.detail.purpose == "spare" else CABINET
