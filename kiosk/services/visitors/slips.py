"""The visitor slip 访客登记单 on paper: the copy that stays 存根联, and the visitor's own 访客联 (SLIPS §1.4).

It prints at "admitted", never before. What the visitor takes along names the unit and no resident.
"""

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.printing.slip import Block, big, code, note, row, rule, sign, tear, text
from kiosk.printing.stationery import full_time, letterhead
from kiosk.service import Moment, slip
from kiosk.services.visitors.kept import (
    CONSENTS,
    DOORS,
    Ways,
    document_mask,
    ends,
    inside,
    option_words,
    reason,
    visitors,
)
from kiosk.settings import PHONE, PICTURE_DAYS
from kiosk.visiting.papers import kind_word


def _spaced(*parts: Say) -> Both:
    """Return parts on one line, two spaces apart, in both languages."""
    return Both(*("  ".join(p for part in parts if (p := say(part, k))) for k in ("zh", "en")))


def _consent(at: Moment) -> Both | None:
    """Return who agreed, how and when (VIS-08)."""
    detail = at.detail
    if detail.consent_at is None:
        return None
    channel = option_words((*Ways()(at), *CONSENTS), detail.consent_channel)  # as this house calls it: the room's phone
    short = channel if detail.consent_channel != "intercom" else Both("可视对讲", "intercom")
    return _spaced(detail.consent_by or "", short, f"{at.local(detail.consent_at):%H:%M}")


def _leave_by(at: Moment) -> str:
    """Return the hour by which they leave."""
    return f"{at.local(ends(at)):%H:%M}"


@slip(_("Visitor slip"), "VIS-03")
def desk_copy(at: Moment) -> list[Block]:
    """Return the part that stays 存根联, which the visitor signs."""
    record, detail = at.record, at.detail
    none = _p("slip", "none")
    copied = _("kept {days} days, I agree").format(days=at.house[PICTURE_DAYS]) if detail.agreed_copy else none
    door = option_words(DOORS, detail.door)
    opened = _spaced(door, f"{at.local(detail.admitted_at or at.now):%H:%M}")
    return [
        *letterhead(at, _("Visitor slip"), _p("visitor", "DESK COPY"), _p("short", "Visitor")),
        row(_p("slip", "No."), numbers.short(record.number), rank="H"),
        row(_("Visitor"), visitors(at), "VIS-03"),
        row(_("Document"), _spaced(kind_word(detail.kind), _p("document", "checked")), "VIS-04"),
        row(_p("document", "Number"), document_mask(at) or None, "VIS-04"),
        row(_("Visiting"), record.unit, rank="H"),
        row(_p("visit", "Reason"), reason(at)),
        row(_p("slip", "Car"), detail.plate or none),
        row(_("Brought in"), detail.brought or none),
        row(_("Copy of ID"), copied),
        row(_("Consent"), _consent(at), "VIS-08"),
        row(_("Opened by"), opened, "VIS-07"),
        row(_("Clerk"), at.clerk),
        note(_("The above is correct. I will leave by {hour}.").format(hour=_leave_by(at)), "VIS-02"),
        sign(_p("visitor", "Signed"), "VIS-03"),
        tear(),
    ]


@slip(_("Visitor's copy"))
def visitor_copy(at: Moment) -> list[Block]:
    """Return the visitor's own part 访客联: by when to leave, and the code that signs out."""
    record, detail = at.record, at.detail
    hour, phone = _leave_by(at), at.house[PHONE]
    persons = inside(at)
    return [
        *letterhead(at, _p("copy", "Visitor slip"), _("VISITOR COPY"), _p("short", "Visitor")),
        text(_("Please leave by"), align="center"),
        big(hour, rules="VIS-02"),
        code(numbers.payload(record.number)),
        text(numbers.short(record.number), align="center"),
        row(_("Going to"), record.unit, rank="H"),
        row(_("Persons"), Both(f"{persons} 人", f"{persons}")),
        row(_p("slip", "In"), full_time(at, detail.admitted_at or at.now)),
        row(_("Brought in"), detail.brought or _p("slip", "none")),
        rule(),
        note(_("Please hand this back at the desk when you leave. To stay overnight, the resident must come to the desk "
               "with you before {hour}.").format(hour=hour), "OVN-01"),
        *([row(_p("slip", "Desk"), Both(f"电话 {phone}", f"phone {phone}"))] if phone else []),
        tear(""),
    ]  # fmt: skip  # one block a line
