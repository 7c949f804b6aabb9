"""Parcels on paper: the label that is stuck on, and the pick-up notice 取件通知 for the mailbox (SLIPS §1.3)."""

from kiosk import numbers
from kiosk.custody import STORAGE_DAYS
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.people import mask_name, phone_tail
from kiosk.people.names import han_runs
from kiosk.printing.slip import Block, big, code, note, row, rule, tear, text
from kiosk.printing.stationery import full_time, letterhead, short_time
from kiosk.service import Moment, slip
from kiosk.services.parcels.kept import DAMAGED, courier_word, tail
from kiosk.settings import PHONE

#: What the label says white on black, one at most.
_MARKS = {
    "perishable": _("PERISHABLE  TODAY"),
    "valuable": _("VALUABLE  LOCKED"),
    "damaged": _("DAMAGED  PHOTO TAKEN"),
}
_UNKNOWN = _("Recipient unknown")


@slip(_("Parcel label"), "PAR-04")
def label(at: Moment) -> list[Block]:
    """Return one label a piece: the place is the pick-up code; no full name, no phone, no contents."""
    count, found = at.detail.pieces or 1, list[Block]()
    for piece in range(1, count + 1):
        mark = _mark(at, f"{piece}/{count}" if count > 1 else "")
        found += [
            big(at.record.place, "Q"),
            text(_whose(at), "H", "center"),
            *([text(mark, "INV")] if mark else []),
            text(_where_from(at), align="center"),
            code(numbers.payload(at.record.number), small=True),
            text(numbers.short(at.record.number), align="center"),
            tear(""),
        ]
    return found


def _mark(at: Moment, piece: str) -> Say:
    """Return the one flag of a label: damage before what it is, else which of several pieces."""
    flag = DAMAGED if at.detail.damage else at.detail.flag
    if flag:
        return _MARKS.get(flag) or at.house.term("parcel_flag", flag)
    return _("SEVERAL  {piece}").format(piece=piece) if piece else ""


def _whose(at: Moment) -> Say:
    """Return unit, masked name and the phone's ending; of an unknown recipient what the label says, masked."""
    record = at.record
    name = mask_name(record.party) if record.party and (record.unit or han_runs(record.party)) else ""
    end = phone_tail(record.phone or "") if record.unit else phone_tail(record.party or "")
    words = " ".join(x for x in (name, end) if x)
    if record.unit:
        return f"{record.unit}  {words}".rstrip()
    return Both(*(f"{say(_UNKNOWN, language)}  {words}".rstrip() for language in ("zh", "en")))


def _where_from(at: Moment) -> Say:
    """Return courier, the waybill's ending, and when it came."""
    when, end = short_time(at, at.record.opened_at), tail(at)
    return Both(
        "   ".join(x for x in (f"{say(courier_word(at), 'zh')} {f'尾号 {end}' if end else ''}".strip(), say(when, "zh")) if x),
        "   ".join(x for x in (f"{say(courier_word(at), 'en')} {f'..{end}' if end else ''}".strip(), say(when, "en")) if x),
    )  # fmt: skip  # the two languages beside each other


@slip(_("Pick-up notice"), "PAR-04")
def pickup_notice(at: Moment) -> list[Block]:
    """Return the notice for mailbox or door: it names the unit and no person; none unless it is wanted."""
    record, phone, end = at.record, at.house[PHONE], tail(at)
    if not at.detail.notice or not record.unit:
        return []
    courier = Both(
        f"{say(courier_word(at), 'zh')}  {f'运单尾号 {end}' if end else ''}".strip(),
        f"{say(courier_word(at), 'en')}  {f'waybill ends {end}' if end else ''}".strip(),
    )
    hours = Both(
        f"全天{f'  服务台电话 {phone}' if phone else ''}", f"any time{f'  desk phone {phone}' if phone else ''}"
    )
    return [
        *letterhead(at, _("Parcel for you"), ""),
        big(record.unit, "H"),
        note(_held(at.detail.pieces or 1)),
        text(_("Pick-up code"), align="center"),
        big(record.place),
        code(numbers.payload(record.number)),
        row(_p("notice", "Courier"), courier),
        row(_p("notice", "Arrived"), full_time(at, record.opened_at)),
        row(_p("notice", "Collect"), hours),
        *([row(_p("notice", "Note"), _("perishable: please collect today"), rank="B")] if at.detail.flag == "perishable" else []),
        rule(),
        note(_("Someone else collecting? Please give us the name first. After {days} days the supervisor will contact you.")
             .format(days=at.house[STORAGE_DAYS])),
        tear(""),
    ]  # fmt: skip  # one block a line


def _held(count: int) -> Say:
    """Return the sentence of the notice: how many, and what to bring."""
    many = "parcel" if count == 1 else "parcels"
    it = "it" if count == 1 else "them"
    return Both(
        f"您有 {count} 件包裹由我们代收，请凭取件码领取。",
        f"We hold {count} {many} for you. Please collect {it} at the desk with this code.",
    )
