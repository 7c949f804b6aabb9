"""Arriving 来访: who comes to see whom, and the document that is seen and copied (VIS-01 to -05)."""

from typing import Any

from kiosk.i18n import _, _p
from kiosk.numbers import short
from kiosk.people import likely_phone
from kiosk.service import (
    Act,
    Choice,
    Known,
    Moment,
    Note,
    Phone,
    Pictures,
    Said,
    Secret,
    Step,
    Text,
    To,
    Unit,
    also,
    ask,
    change,
    refuse,
    say,
)
from kiosk.services.visitors.kept import (
    FIRMS,
    SORTS,
    appointments,
    as_before,
    before,
    identity_left,
    number_before,
    of_known,
    seen_before,
    unseen,
    was_here,
)
from kiosk.services.visitors.record import service
from kiosk.visiting import a_few
from kiosk.visiting.barred import likeness
from kiosk.visiting.hours import DAY_ENDS, is_night
from kiosk.visiting.nights import RELATIONS, is_stranger
from kiosk.visiting.papers import KEEP, accepted_day, accepted_night, day_kinds, odd
from kiosk.visiting.pictured import HOWS, agreed, keeps
from kiosk.visiting.pictured import hint as told
from kiosk.visiting.site import copies, in_hotel, in_lobby, in_school

SUPERVISOR = "supervisor"


class Arrive(Step, of=service, opens="arrived", rules="VIS-01"):
    """来访: somebody comes to see a resident."""

    title = _("Visitor arrives")
    button = _("Register")
    says = (
        say("HTL-09", _("Residents' details are not given out: “I can try to reach the person for you.”")),
        say("AMB-02", _("It is past {hour}: only overnight registration, with the resident at the desk."),
            when=lambda a, at: is_night(at), fills=lambda a, at: {"hour": at.house[DAY_ENDS]}, tone="red"),
        say("VIS-17", _("Sellers and troublemakers who force their way in: call security.")),
        say("HTL-01", _("That name does not fit the room: say nothing of who stays there, look nobody up for him, and let him "
                        "knock at no door."), when=lambda a, at: in_hotel(at) and is_stranger(at, a.whom)),
        say("", _("This telephone number looks unusual: ask once more. It is kept all the same."),
            when=lambda a, at: len(a.phone or "") > 5 and not likely_phone(a.phone)),
        say("SCH-04", _("Whoever makes trouble here is handed to the police."), when=lambda a, at: in_school(at)),
        say("", _("Was here before: what was said then stands in the form."), when=lambda a, at: before(at) is not None),
    )  # fmt: skip  # one line a group reads better
    known: Known | None = ask(
        _("Was here before"),
        optional=True,
        links="before",
        hint=_("initials, phone ending, plate or number"),
        check=was_here,
    )
    unit: Unit = ask(_("Unit visited"), "VIS-03", default=of_known("unit"))
    party: Text = ask(_("Visitor"), "VIS-03", default=of_known("party"), reads=(("name", "party"),))
    visits: Text | None = ask(_("Company visited"), "VIS-14", when=lambda a, at: in_lobby(at))
    whom: Text | None = ask(_("Guest visited"), "HTL-01", when=lambda a, at: in_hotel(at))
    booked: Choice | None = ask(
        _("Appointment"), "VIS-14", links="appointment", optional=True, choices=appointments,
        when=lambda a, at: in_lobby(at) and bool(appointments(at)),
    )  # fmt: skip  # one line a group reads better
    sort: Choice = ask(_("Kind of visitor"), choices=SORTS, default=lambda at: as_before("sort")(at) or "guest")
    relation: Choice | None = ask(
        _p("visit", "Reason"), "HTL-01", choices=RELATIONS, optional=True, needed=lambda a, at: in_hotel(at),
        default=as_before("relation"), when=lambda a, at: a.sort == "guest",
    )  # fmt: skip  # one line a group reads better
    company: Text | None = ask(_("Company"), when=lambda a, at: a.sort in FIRMS, default=as_before("company"))
    works: Text | None = ask(_("What work"), when=lambda a, at: a.sort == "contractor", default=as_before("works"))
    viewers: Text | None = ask(_("Viewers' names"), when=lambda a, at: a.sort == "agent", optional=True)
    persons: int = ask(_("Persons"), default=lambda at: as_before("persons")(at) or 1, check=a_few)
    plate: Text | None = ask(_("Car plate"), optional=True, finds="plate", default=as_before("plate"))
    brought: Text | None = ask(_("Brought in"), optional=True, hint=_("tools, instruments, large things"))
    phone: Phone | None = ask(_("Telephone"), optional=True, default=lambda at: getattr(before(at), "phone", None))

    @refuse("HTL-01", _("The visitor cannot say whom he visits, or why."), about="relation",
            way=_("No registration, and no look-up for him."))  # fmt: skip
    def knows_whom(self, at: Moment) -> Said:
        """Whether a visitor of hotel floors cannot name his relation to the guest."""
        return in_hotel(at) and bool(self.whom) and self.sort == "guest" and self.relation is None

    @refuse("", _("At least one person comes."), about="persons", way=_("Type how many there are."))
    def somebody(self, at: Moment) -> Said:
        """Whether nobody would come."""
        return self.persons is not None and not 1 <= self.persons <= 99  # a coach holds no more

    @also("appointments.met", "APT-01")
    def kept_in_the_book(self, at: Moment) -> To | None:
        """The book says that he is here, unless it was there that he was let begin."""
        head = at.look.record(self.booked) if self.booked else None
        return To({}, head) if head is not None and head.state == "booked" else None


class NotArrived(Step, of=service, undoes=Arrive, closes="gone"):
    """撤销来访: registered by mistake."""

    title = _("Nobody came after all")
    reason: Note = ask(_("Why"))

    @also("appointments.not_met")
    def still_in_the_book(self, at: Moment) -> list[To]:
        """The appointment that began with this visit waits again."""
        booked = at.look.linked(at.record, "appointment")
        return [To({"reason": self.reason}, head) for head in booked if head.last == "appointments.met"]


def _shown(seen: Any) -> bool:
    """Whether a document is on the table: what is done with it is asked for no sooner."""
    return seen.document is not None or bool(seen.same)


class _Seeing(Step):
    """A part for steps by which a document is seen: what is asked of it, and what it is compared with."""

    title = _("See the document")
    button = _("Document seen")
    says = (
        say("VIS-04", _("Compare picture and name with the bearer; copy the document."), when=lambda a, at: copies(at)),
        say("VIS-05", _("Is it valid? Look at its last day."), when=lambda a, at: a.kind != "none"),
        say("HTL-02", _("ID card, work card or another valid document: compare picture and name, then register it."),
            when=lambda a, at: in_hotel(at)),
        say("SCH-01", _("Documents are shown unasked; register and check, then admit."), when=lambda a, at: in_school(at)),
        say("", _("{odd} It is kept all the same."), when=lambda a, at: odd(a.kind, a.document, at) is not None,
            fills=lambda a, at: {"odd": odd(a.kind, a.document, at)}, tone="amber"),
        say("", _("“May I take a picture of it? {told}”"), when=lambda a, at: keeps(at) and a.kind != "none",
            fills=lambda a, at: {"told": told(at)}),
    )  # fmt: skip  # one line a group reads better
    kind: Choice = ask(_("Document"), choices=day_kinds, default=lambda at: as_before("kind")(at) or "resident")
    same: bool | None = ask(
        _("The same document as last time"), default=True,
        reads=(("hides", "same"), ("number", "document"), ("kind", "kind")),
        when=lambda a, at: bool(seen_before(at)) and a.kind == as_before("kind")(at))  # fmt: skip
    document: Secret | None = ask(
        _("Document no."),
        "VIS-04",
        keep=KEEP,
        reads=(("number", "document"), ("kind", "kind")),
        when=lambda a, at: a.kind != "none" and not a.same,
    )
    copied: bool | None = ask(
        _("Document copied"), "VIS-04", default=False, when=lambda a, at: a.kind != "none" and copies(at)
    )
    compared: bool | None = ask(
        _("Picture and name match"), default=False, when=lambda a, at: a.kind != "none" and not copies(at)
    )
    agreed_copy: bool | None = ask(
        _("Agrees that the copy is kept"),
        default=False,
        when=lambda a, at: a.kind != "none" and (copies(at) or keeps(at)),
    )
    agreed_how: Choice | None = ask(
        _("How the visitor agrees"), choices=HOWS, default="said", when=lambda a, at: bool(a.agreed_copy) and keeps(at)
    )
    pictures: Pictures | None = ask(
        _("Pictures of the document"), optional=True, when=lambda a, at: bool(a.agreed_copy) and keeps(at),
        consent=lambda a, at: agreed(at.record.party, a.agreed_how, yes=a.agreed_copy),
    )  # fmt: skip  # one line a group reads better

    @refuse(
        "VIS-18", _("No document seen, so no admission yet. Accepted: {kinds}."), about="kind",
        way=_("Another document, the host comes down, or a message."),
        say=_("“For the residents' safety I need to see a document. If you have none with you, shall I ask your host to "
              "come down, or take a message?”"),
    )  # fmt: skip  # one line a group reads better
    def some_document(self, at: Moment) -> Said:
        """Whether nothing was shown: the refusal lists what is accepted now, by day or by night."""
        kinds = accepted_night(at) if is_night(at) else accepted_day(at)
        return self.kind == "none" and {"kinds": kinds}

    @refuse("VIS-04", _("The document is copied too."), about="copied", way=_("Copy it, then tick here."))
    def copy_made(self, at: Moment) -> Said:
        """Whether the copy is missing; a picture that is kept is one."""
        return _shown(self) and self.copied is False and not self.pictures

    @refuse(
        "HTL-02",
        _("Picture and name are compared with the bearer first."),
        about="compared",
        way=_("Compare, then tick here."),
    )
    def compared_on_the_floor(self, at: Moment) -> Said:
        """Whether a document on hotel floors was not compared."""
        return _shown(self) and in_hotel(at) and self.compared is False

    @refuse(
        "SCH-01",
        _("Picture and name are compared with the bearer first."),
        about="compared",
        way=_("Compare, then tick here."),
    )
    def compared_at_the_gate(self, at: Moment) -> Said:
        """Whether a document at the gate was not compared."""
        return _shown(self) and in_school(at) and self.compared is False

    @refuse(
        "", _("Please check one thing first."), about="kind", lift=SUPERVISOR, phone=False,
        way=_("Open {number} ({score} of 100: {why}) and ask the supervisor."),
        say=_("“One moment please, I am just checking.”"),
    )  # fmt: skip  # one line a group reads better
    def listed_person(self, at: Moment) -> Said:
        """Whether somebody like this is on the list of those who are not admitted; never blocked in silence."""
        paper = number_before(at) if self.same else self.document
        found = likeness(at, at.record.party, at.record.phone, paper, at.record.unit)
        return {"number": short(found.number), "score": found.score, "why": found.why} if found else False

    @change()
    def remember(self, act: Act) -> None:
        """A document that was seen before is sealed with this visit too, so that its number finds it."""
        act.detail.mask = seen_before(act) if self.same else None
        if self.same:
            act.seal_again(before(act), "document")


class SeeDocument(_Seeing, of=service, after="arrived", to="registered"):
    """验证证件: compare the document with its bearer and copy it."""

    @refuse("VIS-15", _("The host confirms first: only then is the register filled in."), about="kind",
            way=_("Phone the host, or look the visitor up in the appointment book."))  # fmt: skip
    def confirmed_first(self, at: Moment) -> Said:
        """Whether a visitor of a lobby would be registered before the host was asked.

        Who is announced with nobody home shows first who he is: the owner's word depends on it (PRE-03).
        """
        return in_lobby(at) and not identity_left(at)


class SeeDocumentAgreed(_Seeing, of=service, after="consented", where=unseen):
    """登记证件: in a lobby the register is filled in once the host has confirmed (VIS-15)."""


class _WrongDocument(Step):
    """A part for their inverses: another document, or another bearer."""

    title = _("Not this document after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget(self, act: Act) -> None:
        """The document of last time was not shown either."""
        act.detail.mask = None


class DocumentWrong(_WrongDocument, of=service, undoes=SeeDocument):
    """撤销验证: the visitor is at the desk, and nothing was seen."""


class DocumentWrongAgreed(_WrongDocument, of=service, undoes=SeeDocumentAgreed):
    """撤销登记证件: the host has confirmed, and nothing was seen."""
