"""Papers of keys: the deed in two halves 锁匙托管责任声明书, and the receipt that a visitor signs."""

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p
from kiosk.printing.slip import Block, big, code, note, row, rule, sign, tear, text
from kiosk.printing.stationery import clerk_and_phone, full_time, letterhead
from kiosk.service import Moment, slip
from kiosk.services.keys.kept import ENTRUSTED, PURPOSES, hook_name
from kiosk.settings import COUNTER, ESTATE, ESTATE_EN


def _what(at: Moment) -> Say:
    """Return why a key is here, in words."""
    return next((o.words for o in PURPOSES if o.key == at.detail.purpose), "")


@slip(_("Key custody deed"), "KEY-06")
def key_deed(at: Moment) -> list[Block]:
    """Return the deed 锁匙托管责任声明书 in two halves: one stays, one goes to the owner and is scanned at return."""
    if at.detail.purpose not in ENTRUSTED:
        return []
    record, detail = at.record, at.detail
    facts = [
        row(_("Unit"), record.unit, rank="H"), row(_p("key", "Owner"), record.party), row(_p("key", "Key"), detail.what),
        row(_p("key", "Count"), detail.count, "KEY-05"), row(_p("key", "Purpose"), _what(at)),
        row(_p("key", "Left"), full_time(at, record.opened_at)),
    ]  # fmt: skip  # one line a group reads better
    terms = note(
        _("The desk keeps this key for the purpose above, notes every use, and gives it back to the owner alone.")
    )
    return [
        *letterhead(at, _("Key custody deed"), _p("key", "DESK HALF")), big(numbers.short(record.number)), *facts,
        row(_("Hook"), detail.hook, "KEY-14"), row(_("Clerk"), at.clerk), rule(), terms,
        sign(_p("key", "Owner signs"), "KEY-06 KEY-09"),
        tear(),
        *letterhead(at, _("Key custody deed"), _p("key", "OWNER'S HALF")), big(numbers.short(record.number)),
        code(numbers.payload(record.number)), *facts, row(_("Clerk"), clerk_and_phone(at)), rule(), terms,
        note(_("Bring this half to get the key back.")), tear(""),
    ]  # fmt: skip  # one line a group reads better


@slip(_("Key tag"))
def key_tag(at: Moment) -> list[Block]:
    """Return the tag for the ring: hook, number and code, and never the home, since a lost key must open no door."""
    record, detail = at.record, at.detail
    place = hook_name(detail.hook) if detail.hook else ""
    return [
        *([big(place, "T")] if place else []),
        big(numbers.short(record.number), "H"),
        code(numbers.payload(record.number, piece=1), small=True),
        text(
            Both(f"{at.house[ESTATE]} {at.house[COUNTER]}", f"{at.house[ESTATE_EN] or at.house[ESTATE]}"),
            align="center",
        ),
        tear(""),
    ]


@slip(_("Key receipt"), "KEY-02")
def key_receipt(at: Moment) -> list[Block]:
    """Return the line of 客户物品临时存放记录表 that the visitor signs before he gets the key."""
    record, detail = at.record, at.detail
    return [
        *letterhead(at, _("Key receipt"), ""),
        big(numbers.short(record.number)),
        row(_("Unit"), record.unit, rank="H"),
        row(_("Released to"), detail.for_whom, "KEY-04"),
        row(_("Confirmed by"), detail.confirmed_by, "KEY-01"),
        row(_p("key", "Released"), full_time(at, at.now)),
        row(_("Clerk"), at.clerk),
        sign(_p("key", "Received"), "KEY-02"),
        tear(""),
    ]
