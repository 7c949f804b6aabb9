"""Outgoing parcels 寄出件: left by a resident for a courier, who signs for them (PAR-01, PAR-03; sending as MAL and EXP).

Money is only written down here, as the courier and the resident agreed it: who pays, and about how much.
It holds the name, telephone and address of somebody who was never here, and is forgotten with the visitors' term.
"""

from datetime import datetime, time

from kiosk import custody, numbers
from kiosk.i18n import Both, Words, _, _p, say
from kiosk.people import mask_name, phone_tail
from kiosk.printing.slip import Block, big, code, tear, text
from kiosk.printing.stationery import short_time
from kiosk.service import (
    ON_PAPER,
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Phone,
    Place,
    Said,
    Scan,
    Service,
    Signature,
    State,
    Step,
    Text,
    Unit,
    ask,
    change,
    due,
    refuse,
    setting,
    slip,
)
from kiosk.service import say as phrase
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail
from kiosk.visiting.nights import host

PICKUP_HOUR = setting(
    "outgoing_hour", 17, _("Couriers usually come for outgoing parcels at"),
    section=_("Parcels"), unit=_("o'clock"), check=lambda v: 1 <= v <= 23,
)  # fmt: skip  # one line a group reads better


class Outgoing(Detail, table=True):
    """What outgoing parcels alone need."""

    __tablename__ = "outgoing"
    courier: str | None = None
    receiver: str | None = None
    receiver_phone: str | None = None
    address: str | None = None
    contents: str | None = None
    payment: str | None = None
    fee: str | None = None  #: as it was told, in words: no money moves here
    until: datetime | None = None
    size: str | None = None
    signature: str | None = None
    waybill: str | None = None
    courier_signature: str | None = None
    what: str | None = None


def _next_pickup(at: Moment) -> datetime:
    """Return when the courier comes next: at the usual hour, tomorrow when that is over."""
    today = at.hour(time(at.house[PICKUP_HOUR]), day=at.today)
    return today if today > at.now else at.hour(time(at.house[PICKUP_HOUR]), days=1, day=at.today)


def _summary(at: Moment) -> Both:
    """Return the second line of a list: place, courier and whom it goes to."""
    courier, to = at.house.term("courier", at.detail.courier), at.detail.receiver or ""
    return Both(*(f"{at.record.place or '··'} · {say(courier, k)} {to}".rstrip() for k in ("zh", "en")))


service = Service(
    "outgoing", _("Outgoing"), "things", "PO", Outgoing, icon="corner-down-left", beside="parcels", summary=_summary,
    on_claim="hand", forgets=VISIT_DAYS,
    show=("number", "unit", "party", "place", "courier"),
    states={
        "waiting": State(_("Waiting for the courier")), "sent": State(_("With the courier"), "mute"),
        "taken_back": State(_("Taken back"), "mute"), "missing": State(_("Not found, supervisor told"), "red"),
        "cancelled": State(_("Cancelled"), "mute"),
    },
    due=(
        due("", "waiting", lambda at: at.detail.until, _("The courier comes for it"), "hand"),
        due("PAR-03", "missing", lambda at: at.record.last_at, _("Not found: tell the supervisor now"), "found"),
    ),
)  # fmt: skip  # one line a group reads better


@slip(_("Outgoing label"))
def outgoing_label(at: Moment) -> list[Block]:
    """Return the label that is stuck on: where it lies, whose it is, for which courier; no address, no contents."""
    name, end = mask_name(at.detail.receiver or "··"), phone_tail(at.detail.receiver_phone or "")
    to = Both(f"寄  {name} {end}".rstrip(), f"TO  {name} {end}".rstrip())
    courier, when = at.house.term("courier", at.detail.courier or "··"), short_time(at, at.detail.until)
    who_when = Both(*(f"{say(courier, k)}   {say(when, k) if when else ''}".rstrip() for k in ("zh", "en")))
    return [
        big(at.record.place, "Q"),
        text(at.record.unit, "H", "center"),
        text(_("OUTGOING"), "INV"),
        text(to, align="center"),
        text(who_when, align="center"),
        code(numbers.payload(at.record.number), small=True),
        text(numbers.short(at.record.number), align="center"),
        tear(""),
    ]


def _phone(at: Moment) -> str | None:
    """Return the sender's number from the file."""
    person = at.look.resident(at.record.unit, at.record.party) if at.record.unit and at.record.party else None
    return person.phone if person else None


def _others(text: str, at: Moment) -> Words | None:
    """Return why a code is no waybill, or None."""
    return _("This is one of our own codes, no waybill.") if numbers.read(text) is not None else None


class Leave(Step, of=service, opens="waiting"):
    """寄件: a resident leaves something for a courier."""

    title = _p("outgoing", "Take in")
    button = _("Take in and print")
    prints = (outgoing_label,)
    says = (
        phrase("PAR-03", _("Read address and telephone of both sides back to the resident, who confirms them.")),
        phrase("PAR-01", _("“We will do our best, but we cannot guarantee when it arrives.”")),
        phrase(
            "PAR-03",
            _("“The courier's fee is about this much; is that all right with you?”"),
            when=lambda a, at: bool(a.fee),
        ),
    )
    unit: Unit = ask(_("Unit"), section=_("Sender"))
    party: Person = ask(_("Resident"), default=host)
    phone: Phone = ask(_("Telephone"), "PAR-03", default=_phone)
    receiver: Text = ask(_("Receiver"), section=_("Receiver"), finds="name")
    receiver_phone: Phone = ask(_("Receiver's telephone"), "PAR-03", finds="phone")
    address: Note = ask(_("Full address"), "PAR-03")
    contents: Note = ask(_("Contents, as the resident says"), "PAR-01", section=_p("outgoing", "Parcel"))
    courier: Choice = ask(_("Courier"), terms="courier")
    payment: Choice = ask(_("Who pays the courier"), "PAR-03", default="collect", choices=(
        Option("collect", _("The receiver")), Option("prepaid", _("The resident, to the courier"))),
    )  # fmt: skip  # one line a group reads better
    fee: Text | None = ask(_("Fee as it was told"), optional=True, hint=_("in words; no money is taken here"))
    until: datetime = ask(_("The courier comes"), "PAR-01", default=_next_pickup)
    size: Choice = ask(_("Size"), terms="piece_size", default="1")
    place: Place | None = ask(
        _("Place"), optional=True, hint=_("allotted by size; type one to choose"), check=custody.free_place
    )
    signature: Signature = ask(_("Resident signs"), "PAR-01", default=ON_PAPER)

    @refuse("", _("That time is over."), about="until", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether the courier would have come already."""
        return self.until is not None and self.until < at.now

    @change()
    def shelve(self, act: Act) -> None:
        """Into the store until the courier comes."""
        custody.shelve(act, self.place, custody.sized(act))


class Cancel(custody.Undone, of=service, undoes=Leave, closes="cancelled"):
    """撤销寄件: nothing was left after all."""

    title = _("Not left after all")


class Hand(Step, of=service, after="waiting", closes="sent"):
    """交快递: the courier takes it and signs."""

    title = _("Hand to the courier")
    says = (
        phrase("PAR-03", _("Keep the courier's copy, and tell the resident the waybill.")),
        phrase("PAR-03", _("Dearer than it was told: ask the resident before it goes.")),
    )
    waybill: Scan = ask(_("Waybill"), "PAR-03", finds="waybill", check=_others)
    courier_signature: Signature = ask(_("Courier signs"), "PAR-03", default=ON_PAPER)


class _Sized(custody.Shelved):
    """A part for steps that give a place: the label says it."""

    prints = (outgoing_label,)

    def space(self, at: Moment) -> int:
        """Return the size that the parcel asks for."""
        return custody.sized(at)


class NotHanded(_Sized, custody.Back, of=service, undoes=Hand):
    """撤销交件: the courier did not take it after all."""

    title = _("Not handed over after all")


class TakeBack(Step, of=service, after="waiting", closes="taken_back"):
    """取回: the resident takes it back."""

    title = _("The resident takes it back")
    reason: Note | None = ask(_("Why"), optional=True)


class NotTakenBack(_Sized, custody.Back, of=service, undoes=TakeBack):
    """撤销取回: it stays after all."""

    title = _("Not taken back after all")


class Elsewhere(_Sized, custody.Elsewhere, of=service, after="waiting"):
    """换位: the place that was allotted is full, or too small; one key."""


class Missing(custody.Missing, of=service, after="waiting", to="missing"):
    """缺失: it is not where it should be; the supervisor is told at once."""


class Found(custody.Found, of=service, after="missing", to="waiting"):
    """找到: it is here again."""
