"""Luggage 物品寄存: an owner's things kept for a time, given back against the claim ticket (STO).

One number, one tag a piece, a desk copy 寄存联 that stays and a claim ticket 提取联 that goes with the
owner. A part may be collected; a lost ticket goes through the supervisor; after thirty days the
supervisor decides; a year after it went it is forgotten. PROCEDURES §2 has the rules, SLIPS §1.2 the papers.
"""

from datetime import datetime

from kiosk import custody, numbers
from kiosk.custody import SUPERVISOR, Tried
from kiosk.i18n import Say, _
from kiosk.service import (
    ON_PAPER,
    Act,
    Choice,
    Moment,
    Note,
    Option,
    Person,
    Place,
    Said,
    Scan,
    Secret,
    Service,
    Signature,
    State,
    Step,
    Ticks,
    Unit,
    ask,
    change,
    due,
    refuse,
    say,
    stays,
)
from kiosk.services.luggage.kept import (
    OWNERS_ONLY,
    Bag,
    Contact,
    Luggage,
    Piece,
    ask_from,
    described,
    largest,
    left,
    next_going,
    summary,
    usual_time,
    went_last,
)
from kiosk.services.luggage.slips import bag_tags, claim_ticket, desk_copy
from kiosk.settings import CUSTODY_DAYS
from kiosk.visiting.nights import host

service = Service(
    "luggage", _("Luggage"), "things", "L", Luggage, icon="luggage", hot="F6", rank=20, on_claim="hand_over", summary=summary,
    show=("number", "party", "place", "until"), forgets=CUSTODY_DAYS,
    states={
        "stored": State(_("Stored")), "collected": State(_("Collected"), "mute"), "cancelled": State(_("Cancelled"), "mute"),
        "missing": State(_("Not found, supervisor told"), "red"), "disposed": State(_("Disposed of"), "mute"),
    },
    due=(
        due("STO-13", "missing", lambda at: at.record.last_at, _("Not found: tell the supervisor now"), "found"),
        due("STO-14 AMB-11", "stored", custody.untold, _("{days} days: tell the supervisor"),
            "tell", soon=ask_from, soon_rules="STO-15", soon_words=_("Ask the owner to collect"), soon_step="remind",
            fills=custody.days),
        due("STO-14", "stored", custody.undecided, _("{days} days: the supervisor decides"), "dispose", fills=custody.days),
    ),
)  # fmt: skip  # one line a group reads better


def _relation(at: Moment) -> str | None:
    """Return how the household file knows the person; an unknown one of a known unit is a visitor."""
    if not at.record.unit or not at.record.party:
        return None
    person = at.look.resident(at.record.unit, at.record.party)
    return person.relation if person else "visitor" if at.look.residents(at.record.unit) else None


def _reissue(act: Act) -> None:
    """Print a new claim ticket: every older one is void, and the loss of one is settled."""
    act.detail.issue += 1
    act.detail.lost_at = None


def _not_this(text: str, at: Moment) -> Say | None:
    """Return why a scanned code is not the ticket of this record, or None (STO-19)."""
    found = numbers.read(text)
    if found is None or found.number != at.record.number:
        return _("This code belongs to another number.")
    if not found.is_tag and found.issue < at.detail.issue:
        return _("A newer ticket was printed: this one is void.")
    return None


class Store(Step, of=service, opens="stored"):
    """寄存: take an owner's things in."""

    title = _("Store luggage")
    button = _("Store and print")
    prints = (desk_copy, claim_ticket, bag_tags)
    says = (
        say("STO-27", _("Go and meet the owner; take the things from him.")),
        say(
            "STO-02 STO-03 STO-09",
            _("“No valuables, please. Keep this ticket: we give the things only to the owner who holds it.”"),
        ),
        say("STO-04", _("“Nothing dangerous, perishable, insect-breeding or smelly among them?”")),
        say(
            "STO-05",
            _("Tell the owner about the damage."),
            when=lambda a, at: any(p.damage not in (None, "good") for p in a.pieces or ()),
        ),
        say("STO-10", _("Hang each tag where it is seen; keep them apart from other things.")),
    )
    unit: Unit = ask(_("Unit"), "STO-01")
    party: Person = ask(_("Resident"), "STO-01", default=host)
    relation: Choice = ask(
        _("Relation"), "AMB-46", default=_relation, choices=(
            Option("owner", _("Owner")), Option("family", _("Family")), Option("tenant", _("Tenant")),
            Option("visitor", _("Visitor"))),
    )  # fmt: skip  # one line a group reads better
    until: datetime = ask(_("Collect on"), "STO-01", default=usual_time)
    pieces: list[Bag] = ask(_("Pieces and condition"), "STO-01", lines=Piece)
    place: Place | None = ask(
        _("Place"), optional=True, hint=_("allotted by size; type one to choose"), check=custody.free_place
    )
    signature: Signature = ask(_("Owner signs"), "STO-07", default=ON_PAPER)

    @refuse(
        "AMB-46", _("We keep luggage for owners and their families."), about="relation", lift=SUPERVISOR,
        way=_("In the name of the owner visited, or ask the supervisor."),
        say=_("“Could the owner you are visiting leave it in his name? Otherwise I will ask my supervisor.”"),
    )  # fmt: skip  # one line a group reads better
    def for_owners(self, at: Moment) -> Said:
        """Whether somebody else than an owner or his family leaves the things."""
        return at.house[OWNERS_ONLY] and self.relation not in ("owner", "family")

    @refuse("", _("The time of collection lies in the past."), about="until", way=_("Choose a later time."))
    def later(self, at: Moment) -> Said:
        """Whether the things would have to be collected before they came."""
        return self.until is not None and self.until < at.now

    @change("STO-06")
    def shelve(self, act: Act) -> None:
        """Size decides the place; the best free one, so that none is given twice. The clerk may choose another."""
        custody.shelve(act, self.place, largest(left(act)))


class Cancel(Step, of=service, undoes=Store, closes="cancelled"):
    """撤销寄存: nothing was stored after all."""

    title = _("Not stored after all")
    reason: Note = ask(_("Why"))


class HandOver(Step, of=service, after="stored", closes="collected"):
    """提取: give the things back against the claim ticket; a part may stay."""

    title = _("Hand over")
    button = _("Check and hand over")
    prints = (claim_ticket,)
    says = (
        say("STO-18", _("Compare both signatures.")),
        say("STO-20", _("“Are these all your things?”")),
        say("STO-21", _("Carry them to the car or home.")),
        say("STO-23", _("Staple both parts together and keep them.")),
    )
    ticket: Scan | None = ask(_("Scanned ticket"), "STO-19", optional=True, check=_not_this)
    claim: Choice = ask(_("Claim ticket"), "STO-25", default=lambda at: "lost" if at.detail.lost_at else "here", choices=(
        Option("here", _("Here, by the owner")), Option("lost", _("Lost")), Option("other", _("Brought by somebody else"))),
    )  # fmt: skip  # one line a group reads better
    taken: Ticks = ask(_("Pieces handed over"), "STO-20 STO-26", default=lambda at: [p.no for p in left(at)], choices=lambda at: [
        Option(p.no, described(at, p), str(p.no)) for p in left(at)],
    )  # fmt: skip  # one line a group reads better
    collected_signature: Signature = ask(_("Owner signs the claim ticket"), "STO-17", default=ON_PAPER)
    same_hand: bool = ask(_("Signatures agree"), "STO-18", default=True)
    collector: Person | None = ask(_("Who collects"), optional=True, when=lambda a, at: a.doubtful)
    document: Secret | None = ask(
        _("Identity document"), "STO-25", keep="claim", reads=(("number", "document"),), when=lambda a, at: a.doubtful
    )
    copied: bool | None = ask(_("Document copied"), "STO-25", default=False, when=lambda a, at: a.doubtful)
    statement: Note | None = ask(_("Written statement"), "STO-25", when=lambda a, at: a.doubtful)

    @property
    def doubtful(self) -> bool:
        """Whether ticket or hand leave a doubt, so that the supervisor decides."""
        return self.claim in ("lost", "other") or self.same_hand is False

    @refuse(
        "STO-25", _("No claim ticket from the owner, or not the same hand."), about="claim", lift=SUPERVISOR,
        way=_("The supervisor may release it: identity, a written statement, a signature."),
        say=_("“Don't worry: my supervisor checks your document, you sign a short note, and it is yours.”"),
    )  # fmt: skip  # one line a group reads better
    def owner_with_ticket(self, at: Moment) -> Said:
        """Whether somebody else than the owner with his ticket stands there."""
        return self.doubtful

    @refuse("STO-25", _("The identity document is copied too."), about="copied", way=_("Copy it, then tick here."))
    def copy_made(self, at: Moment) -> Said:
        """Whether the copy is missing where there is a doubt."""
        return self.doubtful and self.copied is False

    @refuse(
        "STO-25", _("This ticket was reported lost on {when} and is void."), about="claim", lift=SUPERVISOR,
        way=_("Keep it and tell the supervisor."), say=_("“One moment, my supervisor needs to see this one.”"),
    )  # fmt: skip  # one line a group reads better
    def not_void(self, at: Moment) -> Said:
        """Whether a ticket that was reported lost turns up."""
        gone = at.detail.lost_at
        return bool(gone and self.claim == "here") and {"when": f"{at.local(gone):%m-%d %H:%M}"}

    @refuse("STO-20", _("No piece is ticked."), about="taken", way=_("Tick what the owner takes along."))
    def something(self, at: Moment) -> Said:
        """Whether nothing would be handed over."""
        return self.taken == []

    @change("STO-22")
    def cancel(self, act: Act) -> None:
        """Cancel the entry: these pieces went now."""
        went = next_going(act)
        for piece in left(act):
            if self.taken is None or piece.no in self.taken:
                piece.gone_at = went
                act.add(piece)

    @change("STO-26")
    def new_ticket(self, act: Act) -> None:
        """A rest gets a new claim ticket; the old one is void."""
        if left(act):
            _reissue(act)

    @stays("STO-26")
    def some_left(self, at: Moment) -> bool:
        """Whether pieces stay here."""
        return bool(left(at))


class PutBack(Step, of=service, undoes=HandOver):
    """撤销交还: it was not handed over after all."""

    title = _("Not handed over after all")
    prints = (claim_ticket, bag_tags)
    reason: Note = ask(_("Why"))

    @change()
    def shelve(self, act: Act) -> None:
        """The pieces are here again, in a place; a new ticket, since the old one is signed and stays here (AMB-10)."""
        _reissue(act)
        back = went_last(act)
        for piece in back:
            piece.gone_at = None
            act.add(piece)
        if act.record.closed_at:
            act.record.place = act.allot("place", largest(back), custody.FULL)


class Elsewhere(custody.Elsewhere, of=service, after="stored"):
    """换位: the place that was allotted is full, or too small; one key."""

    prints = (bag_tags,)

    def space(self, at: Moment) -> int:
        """Return the size that the largest piece asks for."""
        return largest(left(at))


class TicketLost(Step, of=service, after="stored"):
    """提取联挂失: the claim ticket is reported lost; it is void from now on."""

    title = _("Claim ticket lost")
    reason: Note | None = ask(_("Who reports it"), "STO-25", optional=True)

    @change("STO-25")
    def void(self, act: Act) -> None:
        """The ticket is void."""
        act.detail.lost_at = act.now


class TicketFound(Step, of=service, undoes=TicketLost):
    """撤销挂失: the ticket was not lost after all."""

    title = _("Not lost after all")
    reason: Note = ask(_("Why"))

    @change()
    def valid(self, act: Act) -> None:
        """The ticket is good again."""
        act.detail.lost_at = None


class Remind(Tried, Step, of=service, after="stored", adds=Contact, rules="STO-15"):
    """提醒: ask the owner to collect soon."""

    title = _("Ask to collect")
    button = _("Note the call")


class Tell(custody.Tell, of=service, after="stored"):
    """上报: thirty days are over, the supervisor is told."""


class Missing(custody.Missing, of=service, after="stored", to="missing"):
    """缺失: a piece is not where it should be; the supervisor is told at once."""


class Found(custody.Found, of=service, after="missing", to="stored"):
    """找到: it is here again."""


class Dispose(custody.Dispose, of=service, after="stored missing", closes="disposed", by=SUPERVISOR, rules="STO-16"):
    """处理: the supervisor's decision on what nobody collected."""


class NotDisposed(custody.Back, of=service, undoes=Dispose, by=SUPERVISOR):
    """撤销处理: it was not disposed of after all."""

    title = _("Not disposed of after all")
    prints = (bag_tags,)

    def space(self, at: Moment) -> int:
        """Return the size that the largest piece asks for."""
        return largest(left(at))
