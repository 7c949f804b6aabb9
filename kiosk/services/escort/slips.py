"""The letter 《确认函》 by which an owner who is away has his home opened (ESC-13)."""

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.printing.slip import Block, big, code, note, row, rule, sign, tear
from kiosk.printing.stationery import clerk_and_phone, full_time, letterhead, short_time
from kiosk.service import Moment, Option, slip
from kiosk.services.escort.kept import CHANNELS, ERRANDS, WAYS, valid_until, visit_of


def _word(options: tuple[Option, ...], key: str | None) -> Say | None:
    """Return the words of an option, None while nothing was chosen."""
    return next((one.words for one in options if one.key == key), None)


def _joined(*parts: Say | None) -> Both:
    """Return what is known of several things in one line."""
    return Both(*("  ".join(say(one, k) for one in parts if one).strip() for k in ("zh", "en")))


@slip(_("Letter of consent"), "ESC-13", page=True)
def letter(at: Moment) -> list[Block]:
    """Return the letter 《确认函》 that the owner signs: one a visit, printed once, kept by the desk."""
    record, detail = at.record, at.detail
    if detail.printed_at is not None and detail.sent_by is not None:
        return []  # printed before it is sent
    head = visit_of(at)
    sent = _joined(_word(WAYS, detail.sent_by), detail.sent_to, short_time(at, detail.sent_at or at.now))
    return [
        *letterhead(at, _("Letter of consent"), ""),
        big(numbers.short(record.number)),
        code(numbers.payload(record.number), "ESC-13"),
        row(_p("key", "Owner"), record.party, "ESC-13"),
        row(_("Unit"), record.unit, "ESC-13", "H"),
        row(_("Visitor"), detail.visitor, "ESC-13"),
        row(_("Document no."), at.look.mask(head, "document") if head is not None else None, "ESC-13"),
        row(_("Visit"), numbers.short(detail.visit) if detail.visit else None),
        row(_p("escort", "Reason"), _word(ERRANDS, detail.errand), "ESC-13"),
        row(_("Valid until"), full_time(at, valid_until(at)), "ESC-12"),
        row(_p("letter", "Reached by"), _joined(_word(CHANNELS, detail.channel), detail.contact), "ESC-13"),
        row(_p("letter", "Sent"), sent, "ESC-13") if detail.sent_by else sign(_p("letter", "Sent"), "ESC-13"),
        row(_("Clerk"), clerk_and_phone(at), "ESC-13"),
        rule(),
        note(_("I ask the desk to open my home to the visitor above with the spare key, in my absence, until the time above."),
             "ESC-13"),
        note(_("The visitor leaves by then. This letter is for this visit alone, and for no night."), "ESC-12"),
        note(_("Please sign and send this page back by fax, scan or photograph."), "ESC-13"),
        sign(_p("key", "Owner signs"), "ESC-02", _("Date")),
        sign(_p("letter", "Back at"), "ESC-13"),
        tear(""),
    ]  # fmt: skip  # one block a line
