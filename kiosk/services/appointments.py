"""Appointments 预约登记本: who comes when to see whom, consulted when somebody arrives (APT)."""

from datetime import datetime, timedelta

from kiosk.i18n import Say, _, _p
from kiosk.numbers import short
from kiosk.service import (
    Moment,
    Note,
    Person,
    Phone,
    Said,
    Service,
    Shows,
    State,
    Step,
    Text,
    To,
    Unit,
    also,
    ask,
    due,
    refuse,
    say,
    setting,
)
from kiosk.settings import VISIT_DAYS
from kiosk.store.tables import Detail
from kiosk.visiting import a_few
from kiosk.visiting.hours import house_day
from kiosk.visiting.nights import host
from kiosk.visiting.site import named

LATE_MINUTES = setting(
    "appointment_late", 30, _("Who has an appointment is waited for"), section=_("Appointments"), unit=_("minutes"),
    check=lambda v: 1 <= v <= 480,
)  # fmt: skip  # one line a group reads better


class Appointment(Detail, table=True):
    """What an appointment alone needs."""

    meets_at: datetime | None = None
    company: str | None = None
    persons: int = 1
    host: str | None = None
    room: str | None = None
    purpose: str | None = None


def _expected(at: Moment) -> Say | None:
    """Return what every form of the unit says on the day of an appointment, until the visitor is here."""
    when = at.detail.meets_at
    if at.record.state != "booked" or when is None or at.local(when).date() != at.today:
        return None
    return _("Appointment at {hour}: {name}.").format(hour=f"{at.local(when):%H:%M}", name=at.record.party or "")


def _summary(at: Moment) -> Say:
    """Return the second line of a list: on which day, and whom."""
    when = at.detail.meets_at
    return f"{at.local(when):%m-%d} · {at.detail.host or at.record.unit or ''}" if when else ""


def _named(at: Moment) -> Say:
    """Return what a line of the book begins with: the hour, and who comes."""
    when = at.detail.meets_at
    return f"{at.local(when):%H:%M} {at.record.party or ''}".strip() if when else ""


def _half_hour(at: Moment) -> datetime:
    """Return the usual time of an appointment: the next full or half hour that is an hour away."""
    when: datetime = at.now + timedelta(hours=1)
    return when + timedelta(minutes=-when.minute % 30, seconds=-when.second, microseconds=-when.microsecond)


def _given_up(at: Moment) -> datetime | None:
    """Return when nobody comes any more."""
    when = at.detail.meets_at
    return when + timedelta(minutes=at.house[LATE_MINUTES]) if when else None


service = Service(
    "appointments", _("Appointments"), "people", "AP", Appointment, icon="calendar", beside="visitors",
    on_claim="came", waits=_expected,
    forgets=VISIT_DAYS, show=("number", "party", "unit", "meets_at"), summary=_summary,
    shows=Shows(name=_named, day=lambda at: at.detail.meets_at),
    states={
        "booked": State(_("Booked"), "blue"), "here": State(_("Here, host told"), "green"), "done": State(_("Received"), "mute"),
        "missed": State(_("Did not come"), "mute"), "cancelled": State(_("Cancelled"), "mute"),
    },
    due=(
        due("", "booked", _given_up, _("Appointment: did not come?"), "missed", soon=lambda at: at.detail.meets_at,
            soon_words=_("Comes by appointment"), soon_step="came", patient=True),
        due("", "here", lambda at: at.record.last_at + timedelta(minutes=at.house[LATE_MINUTES]),
            _("Still waits for the host"), "received"),
    ),
)  # fmt: skip  # one line a group reads better


class Book(Step, of=service, opens="booked"):
    """预约: write an appointment into the book."""

    title = _("Book an appointment")
    button = _("Book")
    says = (
        say("APT-04", _("Who cannot be received now gets a brochure, and the promise that somebody rings to book a time.")),
    )  # fmt: skip
    meets_at: datetime = ask(_p("appointment", "When"), "APT-06", default=_half_hour)
    unit: Unit = ask(_("Unit"), "APT-06")
    host: Person = ask(_("Host"), "APT-06", default=host)
    party: Text = ask(_("Visitor"), "APT-06")
    company: Text | None = ask(_("Company"), "APT-06", optional=True)
    phone: Phone | None = ask(_("Telephone"), "APT-06", optional=True)
    persons: int = ask(_("Persons"), "APT-06", default=1, check=a_few)
    room: Text | None = ask(_("Room"), "APT-06", optional=True)
    purpose: Text | None = ask(_("Purpose"), "APT-06", optional=True)

    @refuse("", _("That time is over."), about="meets_at", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether the time has gone by."""
        return self.meets_at is not None and self.meets_at < at.now - timedelta(minutes=1)


class NotBooked(Step, of=service, undoes=Book, closes="cancelled"):
    """撤销预约: written by mistake."""

    title = _("Not booked after all")
    reason: Note = ask(_("Why"))


class Met(Step, of=service, after="booked", to="here", by="desk"):
    """已到前台: the visit was registered first, and names this appointment."""

    title = _("Is at the desk")


class NotMet(Step, of=service, undoes=Met):
    """撤销已到前台: the visit that named it was registered by mistake."""

    title = _("Is not at the desk after all")
    reason: Note = ask(_("Why"))


class Came(Step, of=service, after="booked", to="here"):
    """到访: it stands in the book; the host is told who has come, and the registration begins."""

    title = _("Is here")
    says = (
        say("APT-03", _("Tell the host at once who has come: {name}."), fills=lambda a, at: {"name": at.record.party}),
        say("APT-01", _("Compare with the book: {name} for {host}."), fills=lambda a, at: {
            "name": at.record.party, "host": at.detail.host}),
    )  # fmt: skip  # one line a group reads better
    persons: int = ask(_("Persons"), default=lambda at: at.detail.persons, check=a_few)

    @refuse("APT-01", _("The book says {day}, not today."), about="persons",
            way=_("Register as any visitor and phone the host, or write another time into the book."))  # fmt: skip
    def on_its_day(self, at: Moment) -> Said:
        """Whether the appointment is of another day: it confirms nothing today."""
        meets = at.detail.meets_at
        other = meets is not None and house_day(at, meets) != house_day(at, at.now)
        return other and {"day": f"{at.local(meets):%m-%d %H:%M}"}

    @also("visitors.arrive", "APT-01")
    def visit(self, at: Moment) -> To:
        """The register is filled in from the book, and points back to it."""
        said = {"persons": self.persons, "phone": at.record.phone, "visits": at.record.unit}
        given = {name: value for name, value in said.items() if value is not None}
        given |= named(at, at.detail.host, "business")
        return To({"unit": at.record.unit, "party": at.record.party, "booked": at.record.number, **given}, link="visit")


def _begun(at: Moment) -> str:
    """Return the visits that arriving began and nobody ended, "" where there are none."""
    return ", ".join(short(one.number) for one in at.look.linked(at.record, "visit") if one.closed_at is None)


class NotHere(Step, of=service, undoes=Came):
    """撤销到访: somebody else came."""

    title = _("Is not here after all")
    says = (
        say("", _("The visit {numbers} that this began stays open: undo it or turn it away on its own page."),
            when=lambda a, at: bool(_begun(at)), fills=lambda a, at: {"numbers": _begun(at)}),
    )  # fmt: skip  # one line a group reads better
    reason: Note = ask(_("Why"))


class Received(Step, of=service, after="here", closes="done"):
    """已接待: the host has received the visitor."""

    title = _("Received by the host")


class NotReceived(Step, of=service, undoes=Received):
    """撤销已接待: the visitor still waits for the host."""

    title = _("Still waits after all")
    reason: Note = ask(_("Why"))


class Missed(Step, of=service, after="booked", closes="missed"):
    """未到: nobody came."""

    title = _("Did not come")


class NotMissed(Step, of=service, undoes=Missed):
    """撤销未到: the visitor may still come."""

    title = _("Still expected after all")
    reason: Note = ask(_("Why"))


class Postpone(Step, of=service, after="booked"):
    """改期: another time."""

    title = _("Another time")
    meets_at: datetime = ask(_p("appointment", "When"), default=lambda at: at.detail.meets_at)

    @refuse("", _("That time is over."), about="meets_at", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether the time has gone by."""
        return self.meets_at is not None and self.meets_at < at.now


class NotPostponed(Step, of=service, undoes=Postpone):
    """撤销改期: the time of before stands."""

    title = _("Not moved after all")
    reason: Note = ask(_("Why"))


class Cancel(Step, of=service, after="booked", closes="cancelled"):
    """取消预约: not any more."""

    title = _("Cancel the appointment")
    reason: Note = ask(_("Why"))


class NotCancelled(Step, of=service, undoes=Cancel):
    """撤销取消: the appointment stands."""

    title = _("Not cancelled after all")
    reason: Note = ask(_("Why"))
