"""The luggage set on paper: desk copy 寄存联, claim ticket 提取联, one bag tag 挂牌 a piece (SLIPS §1.2)."""

from kiosk import numbers
from kiosk.custody import STORAGE_DAYS
from kiosk.i18n import Both, _, _p
from kiosk.i18n import say as spoken
from kiosk.people import mask_name, mask_phone
from kiosk.printing.slip import Block, big, code, hole, item, note, row, rule, sign, tear
from kiosk.printing.stationery import clerk_and_phone, full_time, letterhead, short_time
from kiosk.service import ON_PAPER, Moment, slip
from kiosk.services.luggage.kept import Piece, condition, described, left, pieces_word


@slip(_("Desk copy"), "AMB-13")
def desk_copy(at: Moment) -> list[Block]:
    """Return the part that stays 寄存联; none where the owner signed on the pad (SLIPS §1.1.8)."""
    if at.detail.signature not in (None, ON_PAPER):
        return []
    record = at.record
    lines = [item(_numbered(at, p), condition(at, p), "STO-05") for p in left(at)]
    return [
        *letterhead(at, _("Luggage slip"), _("DESK COPY"), _("Luggage")),
        big(numbers.short(record.number)),
        row(_p("slip", "Place"), record.place, "STO-11", "H"),
        row(_("Pieces"), pieces_word(at), "STO-01", "H"),
        row(_("Unit"), record.unit, "STO-01"),
        row(_("Resident"), f"{record.party or '··'}  {mask_phone(record.phone) if record.phone else ''}".rstrip(), "STO-01"),
        rule(),
        *lines,
        rule(),
        row(_p("slip", "Stored"), full_time(at, record.opened_at), "STO-01"),
        row(_("Collect on"), full_time(at, at.detail.until), "STO-01"),
        row(_("Clerk"), at.clerk, "STO-08"),
        note(_("Pieces, condition and collection time were checked with me. Nothing valuable, dangerous, perishable, "
               "likely to breed insects, or smelly is among them."), "STO-07"),
        sign(_p("deposit", "Signed"), "STO-07 AMB-10"),
        tear(),
    ]  # fmt: skip  # one block a line


def _numbered(at: Moment, piece: Piece) -> Both:
    """Return a piece with its number: 1/3  Suitcase large black."""
    mark = f"{piece.no}/{len(at.lines(Piece))}  "
    return Both(*(mark + spoken(described(at, piece), language) for language in ("zh", "en")))


@slip(_("Claim ticket"), "STO-24")
def claim_ticket(at: Moment) -> list[Block]:
    """Return the owner's part 提取联: it tells a finder nothing, and is signed only at collection (AMB-10)."""
    record = at.record
    if not left(at):
        return []
    notes = (
        ("STO-09", _("Please keep this ticket: you need it to collect.")),
        ("STO-03", _("No cash, documents or valuables, please.")),
        ("STO-04", _("Nothing dangerous, perishable, insect-breeding or smelly.")),
        ("STO-25", _("If you lose it, tell the desk at once.")),
        ("", _("After {days} days the supervisor will contact you.").format(days=at.house[STORAGE_DAYS])),
    )
    return [
        *letterhead(at, _("Luggage slip"), _("CLAIM TICKET"), _("Luggage")),
        big(numbers.short(record.number)),
        code(numbers.payload(record.number, issue=at.detail.issue), "STO-19"),
        row(_("Pieces"), pieces_word(at), rank="H"),
        row(_p("slip", "Name"), mask_name(record.party or "··")),
        row(_p("slip", "Stored"), full_time(at, record.opened_at)),
        row(_("Collect on"), full_time(at, at.detail.until)),
        row(_("Clerk"), clerk_and_phone(at), "STO-08"),
        rule(),
        *(note(words, rules, no) for no, (rules, words) in enumerate(notes, 1)),
        rule(),
        note(_("Sign only when you collect:"), "AMB-10"),
        sign(_("Signed"), "STO-17", _("Date")),
        tear(),
    ]


@slip(_("Bag tag"), "STO-26")
def bag_tags(at: Moment) -> list[Block]:
    """Return one tag a piece 挂牌 under the one number, to be read across the store."""
    here, found = left(at), list[Block]()
    for piece in here:
        mark = f"{piece.no}/{len(at.lines(Piece))}"
        where = f"{mark}   {at.record.place or '··'}"
        what = Both(*(f"{spoken(described(at, piece), x)}  {spoken(condition(at, piece), x)}" for x in ("zh", "en")))
        found += [
            hole(), big(numbers.short(at.record.number), "Q"), big(where),
            code(numbers.payload(at.record.number, piece=piece.no)),
            row(_p("tag", "Collect on"), short_time(at, at.detail.until)), row(_("Piece"), what), tear(mark),
        ]  # fmt: skip  # one line a group reads better
    return found
