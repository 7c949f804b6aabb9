"""Asking 受理: the owner who is away was reached and asks for the spare key, or has locked himself out (ESC-01, AMB-08)."""

from kiosk.i18n import _, _p
from kiosk.service import Choice, Moment, Note, Person, Said, Scan, Secret, Step, Text, Unit, ask, refuse, say
from kiosk.services.escort.kept import (
    AT_THE_DESK,
    CHANNELS,
    ERRANDS,
    alone_there,
    at_the_desk,
    first_on_file,
    numbers_on_file,
    of_visit,
    visit_of,
)
from kiosk.services.escort.record import NO_NIGHT, service
from kiosk.visiting.nights import host, is_stranger
from kiosk.visiting.papers import KEEP


class Ask(Step, of=service, opens="asked"):
    """受理: the visitor is at the counter, the owner is away, was reached, and asks for the spare key."""

    title = _("Owner asks to let a visitor in")
    says = (NO_NIGHT, say("AMB-09", _("Not reached: no entry; take a message.")))
    visit: Scan = ask(_("Visit"), links="visit", choices=at_the_desk, default=alone_there)
    unit: Unit = ask(_("Unit"), default=of_visit("unit"))
    party: Person = ask(_p("key", "Owner"), default=host)
    visitor: Text = ask(_("Visitor"), default=of_visit("party"))
    channel: Choice = ask(_("How the owner was reached"), "ESC-01", choices=CHANNELS, default="file")
    contact: Choice | None = ask(
        _("Number called back"),
        "ESC-13",
        when=lambda a, at: a.channel == "file" and bool(numbers_on_file(at)),
        choices=numbers_on_file,
        default=first_on_file,
        optional=True,
    )
    errand: Choice = ask(_p("escort", "Reason"), "ESC-13", choices=ERRANDS, default="visit")

    @refuse(
        "ESC-01", _("A spare key needs the owner on a number that is on file."), about="channel",
        way=_("Call back a number on file."),
        say=_("“For the safety of your home I will ring you straight back on the number we have.”"),
    )  # fmt: skip  # one line a group reads better
    def on_file(self, at: Moment) -> Said:
        """Whether the owner was reached over a number of the visitor's, or rang himself."""
        return self.channel in ("given", "incoming")

    @refuse(
        "ESC-12",
        _("The visitor is not registered, or no document was seen."),
        about="visit",
        way=_("Register the visit and see the document first."),
    )
    def registered(self, at: Moment) -> Said:
        """Whether the visit is none of those at the desk whose document was seen."""
        head = at.look.record(self.visit) if self.visit else None
        return self.visit is not None and (head is None or head.service != "visitors" or head.state not in AT_THE_DESK)

    @refuse(
        "ESC-12",
        _("{name} visits {unit}: no other home is opened."),
        about="unit",
        way=_("Choose the home of the visit."),
    )
    def same_home(self, at: Moment) -> Said:
        """Whether another home would be opened than the one that is visited."""
        head = visit_of(at)
        other = self.unit is not None and head is not None and head.unit != self.unit
        return other and {"name": head.party or "", "unit": head.unit or ""}

    @refuse(
        "ESC-12",
        _("Not the visitor of this visit: {name}."),
        about="visitor",
        way=_("The letter names who is registered."),
    )
    def same_visitor(self, at: Moment) -> Said:
        """Whether the letter would name somebody else than whose document was seen."""
        head = visit_of(at)
        other = self.visitor is not None and head is not None and head.party != self.visitor
        return other and {"name": head.party or ""}

    @refuse(
        "ESC-01", _("{name} is not known as a resident of this unit."), about="party", lift="supervisor", phone=False,
        way=_("Look him up in the file, or ask the duty manager."),
    )  # fmt: skip  # one line a group reads better
    def resident(self, at: Moment) -> Said:
        """Whether the file does not know who asks for the key."""
        return is_stranger(at, self.party) and {"name": self.party}


class LockedOut(Step, of=service, opens="signed"):
    """业主未带钥匙: an owner who locked himself out is identified by his document and needs no letter."""

    title = _("Owner locked out")
    says = (say("AMB-08", _("The owner himself: check his document; no letter is needed.")),)
    unit: Unit = ask(_("Unit"))
    party: Person = ask(_p("key", "Owner"), default=host)
    document: Secret = ask(_("Document no."), "AMB-08", keep=KEEP, reads=(("number", "document"),))

    @refuse(
        "AMB-08",
        _("{name} is not known as a resident of this unit."),
        about="party",
        way=_("Look him up in the file, or ask the duty manager."),
    )
    def resident(self, at: Moment) -> Said:
        """Whether the file does not know him as somebody who lives there: who only works in a home is not let in so."""
        found = at.look.resident(at.record.unit or "", self.party) if self.party else None
        lives_there = found is not None and found.relation in ("owner", "family", "tenant")
        return bool(self.party) and not lives_there and {"name": self.party}


class NotAsked(Step, of=service, undoes=Ask, closes="refused"):
    """撤销受理: begun by mistake."""

    title = _("Not asked for after all")
    reason: Note = ask(_("Why"))


class NotLockedOut(Step, of=service, undoes=LockedOut, closes="refused"):
    """撤销未带钥匙: begun by mistake."""

    title = _("Not locked out after all")
    reason: Note = ask(_("Why"))
