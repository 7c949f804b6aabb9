"""Parcels 代收包裹: taken in for residents, told at once, handed out by two scans (PAR).

Scan the waybill, type what the label says of the addressee, choose by a digit, Ctrl+Enter: the machine gives the place,
which is the pick-up code. The shelf, the term of thirty days and what is missing are luggage's own (kiosk/custody.py).
A year after it went a parcel is forgotten: until then somebody may still ask for it.
"""

from datetime import datetime, timedelta

from kiosk import custody, numbers
from kiosk.custody import SUPERVISOR, Tried
from kiosk.i18n import Say as Say
from kiosk.i18n import _, _p
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
    Scans,
    Secret,
    Service,
    Signature,
    State,
    Step,
    Text,
    To,
    Unit,
    also,
    ask,
    change,
    due,
    refuse,
    stays,
)
from kiosk.service import say as phrase
from kiosk.services.parcels import kept
from kiosk.services.parcels.kept import Contact, Parcel, Waybill
from kiosk.services.parcels.slips import label, pickup_notice
from kiosk.settings import CUSTODY_DAYS

_HERE = "waiting unmatched refused"

service = Service(
    "parcels", _("Parcels"), "things", "P", Parcel, icon="package", hot="F7", rank=10, digits=3, summary=kept.summary,
    on_claim="release", on_unknown="receive.waybills", forgets=CUSTODY_DAYS, show=("number", "unit", "party", "place", "courier"),
    states={
        "unmatched": State(_("Recipient unknown"), "amber"), "waiting": State(_p("parcel", "Waiting")),
        "collected": State(_p("parcel", "Collected"), "mute"), "refused": State(_p("parcel", "Refused"), "amber"),
        "returned": State(_("Returned to courier"), "mute"), "missing": State(_("Not found, supervisor told"), "red"),
        "disposed": State(_("Disposed of"), "mute"), "cancelled": State(_("Cancelled"), "mute"),
    },
    due=(
        due("PAR-04", "waiting", kept.next_word, _("Tell the resident: {when}"), "notify", soon=kept.at_once,
            fills=kept.which_word, chip=_("To be told")),
        due("", "unmatched", lambda at: at.record.opened_at + timedelta(hours=2), _("Find out whom it is for"), "match",
            soon=lambda at: at.record.opened_at),
        due("", "refused", lambda at: at.record.last_at + timedelta(days=1), _("Give it back to the courier"), "return_to_courier"),
        due("", "waiting unmatched", kept.food_untold, _("Perishable, not collected: tell the supervisor"), "tell"),
        due("PAR-04 AMB-12", _HERE, lambda at: None if custody.told(at) else custody.thirty_days(at),
            _("{days} days: tell the supervisor"), "tell", fills=custody.days),
        due("PAR-04 AMB-12", _HERE, lambda at: kept.term(at) if custody.told(at) else None, _("The supervisor decides"), "dispose"),
        due("PAR-03", "missing", lambda at: at.record.last_at, _("Not found: tell the supervisor now"), "found"),
    ),
)  # fmt: skip  # one line a group reads better


class Receive(Step, of=service, opens="unmatched", to="waiting", again=("batch", "courier")):
    """收件: take a parcel in; where nobody knows the addressee it waits in a queue."""

    title = _p("parcel", "Take in")
    button = _("Take in and print")
    prints = (label, pickup_notice)
    says = (
        phrase(
            "", _("Take a photo of the damage before the courier leaves."), when=lambda a, at: a.flag == kept.DAMAGED
        ),
        phrase(
            "",
            _("Perishable: tell the resident now, it is collected today."),
            when=lambda a, at: a.flag == kept.PERISHABLE,
        ),
        phrase(
            "", _("This one parcel has {n} codes: {codes}. Backspace in the waybill takes the last one away."),
            when=lambda a, at: kept.two_codes(at) and not a.one_label, tone="amber",
            fills=lambda a, at: {"n": len(kept.codes(at)), "codes": ", ".join(kept.codes(at))},
        ),
    )  # fmt: skip  # one line a group reads better
    waybills: Scans | None = ask(
        _("Waybill"), "PAR-04", optional=True, lines=Waybill, finds="waybill", check=kept.not_ours,
        hint=_("scan any code of the label; a second one finds it too"),
    )  # fmt: skip  # one line a group reads better
    one_label: bool | None = ask(
        _("They stand on one label"), default=False, when=lambda a, at: bool(kept.two_labels(at))
    )
    anyway: bool | None = ask(_("It is another parcel"), default=False, when=lambda a, at: bool(kept.twins(at)))
    addressee: Text = ask(_("On the label"), "PAR-04", finds="name", hint=_("as printed: 沈** 2207"))
    who: Choice = ask(
        _("Whom it is for"), choices=kept.candidates, default=kept.likeliest, when=lambda a, at: bool(a.addressee)
    )
    unit: Unit | None = ask(_("Unit"), optional=True, default=lambda at: kept.chosen(at)[0])
    party: Person | None = ask(_("Resident"), "PAR-04", optional=True, default=lambda at: kept.chosen(at)[1])
    batch: Choice | None = ask(
        _("Courier batch"), optional=True, links="batch", choices=kept.batches, default=kept.this_batch,
        when=lambda a, at: bool(at.look.open("parcel_batch")),
    )  # fmt: skip  # one line a group reads better
    courier: Choice = ask(
        _("Courier"), "PAR-03", terms="courier", default=lambda at: kept.recognised(at) or kept.batch_courier(at)
    )
    flag: Choice | None = ask(_("Handle with care"), terms="parcel_flag", optional=True)
    damage: Note | None = ask(_("What is damaged"), when=lambda a, at: a.flag == kept.DAMAGED)
    pieces: int = ask(
        _("Pieces"), "PAR-04", default=1, check=lambda n, at: None if 1 <= n <= 20 else _("One to twenty.")
    )
    size: Choice = ask(_("Size"), terms="piece_size", default="1")
    place: Place | None = ask(
        _("Place"), optional=True, hint=_("allotted by size; type one to choose"), check=custody.free_place
    )
    notice: bool = ask(_("Print a pick-up notice"), default=lambda at: at.house[kept.NOTICE])

    @refuse(
        "", _("This waybill is here already: {number}, {place}."), about="anyway",
        way=_("Look at it, or tick that it is another parcel."),
    )  # fmt: skip  # one line a group reads better
    def twice(self, at: Moment) -> Said:
        """Whether a parcel with this waybill lies here; the clerk says that this is another one."""
        found = [] if self.anyway else kept.twins(at)
        return bool(found) and {"number": numbers.short(found[0].number), "place": found[0].place or ""}

    @refuse(
        "", _("{n} waybills were scanned: {codes}."), about="one_label",
        way=_("Take in the first parcel first, or tick that they stand on one label."),
    )  # fmt: skip  # one line a group reads better
    def too_soon(self, at: Moment) -> Said:
        """Whether the next parcel was scanned before this one was taken in."""
        found = [] if self.one_label else kept.two_labels(at)
        return bool(found) and {"n": len(found), "codes": ", ".join(found)}

    @change("PAR-03")
    def shelve(self, act: Act) -> None:
        """Into the store, one unit's parcels together, in walking order."""
        custody.shelve(act, self.place, custody.sized(act), near=kept.neighbour(act))

    @stays()
    def unknown(self, at: Moment) -> bool:
        """Whether nobody knows whom it is for."""
        return not at.record.unit

    @also("parcel_batch.count_in")
    def count(self, at: Moment) -> To | None:
        """A parcel of a cartload is counted to it."""
        return (
            To({"number": numbers.short(at.record.number), "waybill": kept.tail(at)}, self.batch)
            if self.batch
            else None
        )


class Cancel(custody.Undone, of=service, undoes=Receive, closes="cancelled"):
    """撤销收件: nothing was taken in after all."""

    title = _("Not taken in after all")

    @also("parcel_batch.take_off")
    def count(self, at: Moment) -> To | None:
        """It counts no more to a cartload that is still open."""
        batch = at.look.record(at.detail.batch or "")
        return (
            To({"number": numbers.short(at.record.number)}, batch)
            if batch is not None and batch.closed_at is None
            else None
        )


class Match(Step, of=service, after="unmatched", to="waiting"):
    """认领: somebody found out whom it is for."""

    title = _("Whom it is for")
    prints = (label,)
    who: Choice | None = ask(
        _("Residents"), optional=True, choices=kept.residents, default=kept.likeliest,
        when=lambda a, at: len(kept.candidates(at)) > 1,
    )  # fmt: skip  # one line a group reads better
    unit: Unit = ask(_("Unit"), default=lambda at: kept.chosen(at)[0])
    party: Person | None = ask(
        _("Resident"), optional=True, default=lambda at: kept.chosen(at)[1] if kept.chosen(at)[0] else kept.of_unit(at)
    )


class Unmatch(custody.Undone, of=service, undoes=Match):
    """撤销认领: it is not theirs after all."""

    title = _("Not theirs after all")
    prints = (label,)

    @change()
    def forget(self, act: Act) -> None:
        """Whoever was named is nobody again; what the label says stays."""
        act.record.unit = act.record.resident = act.record.phone = None
        act.record.party = act.detail.addressee


class Release(Step, of=service, after="waiting", closes="collected"):
    """交付: give it out against the pick-up code, or document and signature."""

    title = _p("parcel", "Hand over")
    says = (phrase("PAR-03", _("Compare parcel, pieces and waybill with whoever collects.")),)
    ticket: Scan | None = ask(_("Scanned code"), optional=True, check=kept.not_this)
    claim: Choice = ask(_("Handed over against"), "PAR-04", default="code", choices=(
        Option("code", _("Pick-up code or notice")), Option("document", _("Identity document and signature"))),
    )  # fmt: skip  # one line a group reads better
    collector: Person = ask(
        _("Who collects"), "PAR-03", default=lambda at: at.record.party or kept.first_collector(at), choices=lambda at: [
            Option(p.name, p.name) for p in at.look.collectors(at.record.unit or "")],
    )  # fmt: skip  # one line a group reads better
    agreed: Note | None = ask(
        _("Who of the unit agreed"), optional=True, hint=_("call them first"),
        when=lambda a, at: bool(a.collector) and not kept.allowed(at, a.collector),
    )  # fmt: skip  # one line a group reads better
    document: Secret | None = ask(
        _("Identity document"),
        "PAR-04",
        keep="claim",
        reads=(("number", "document"),),
        when=lambda a, at: a.claim == "document",
    )
    collected_signature: Signature | None = ask(
        _("Collector signs"), default=ON_PAPER, when=lambda a, at: a.claim == "document" or at.house[kept.SIGNED]
    )

    @refuse(
        "PAR-03", _("Not on the list of collectors."), about="collector", lift=SUPERVISOR,
        way=_("Call the unit and note who agrees, or add a collector."),
        say=_("“I'll just check with the family, then it is yours.”"),
    )  # fmt: skip  # one line a group reads better
    def may_collect(self, at: Moment) -> Said:
        """Whether a stranger to the file collects, and nobody of the household was asked."""
        return not self.agreed and not kept.allowed(at, self.collector)


class _Sized(custody.Shelved):
    """A part for steps that give a place: the label says it."""

    prints = (label,)

    def space(self, at: Moment) -> int:
        """Return the size that the parcel asks for."""
        return custody.sized(at)


class _Anew(_Sized, custody.Back):
    """A part for undoing what took a parcel off its shelf."""


class PutBack(_Anew, of=service, undoes=Release):
    """撤销交付: it was not handed over after all."""

    title = _("Not handed over after all")


class Notify(Tried, Step, of=service, after="waiting", adds=Contact):
    """通知: the resident knows; the text to say or send stands ready."""

    title = _("Tell the resident")
    button = _("Note that they know")
    prints = (pickup_notice,)
    says = (
        phrase("PAR-04", _("“Hello, the service desk holds a parcel for you: {courier} {tail}. Your pick-up code is {place}.”"),
               fills=lambda a, at: {"courier": kept.courier_word(at), "tail": kept.tail(at), "place": at.record.place or "··"}),
        phrase("", _("“It will not keep, so please come today.”"), when=lambda a, at: at.detail.flag == kept.PERISHABLE),
        phrase("PAR-03", _("To call: {numbers}"), when=lambda a, at: bool(kept.numbers_to_call(at)),
               fills=lambda a, at: {"numbers": kept.numbers_to_call(at)}),
    )  # fmt: skip  # one line a group reads better
    notice: bool = ask(_("Print a pick-up notice"), default=lambda at: at.detail.how == "note")


class NotTold(custody.Undone, of=service, undoes=Notify):
    """撤销通知: nobody was told after all."""

    title = _("Not told after all")


class Decline(Step, of=service, after="waiting", to="refused"):
    """拒收: the resident does not want it; it waits for its courier."""

    title = _("Refused by the resident")
    reason: Note = ask(_("Why"))


class NotDeclined(custody.Undone, of=service, undoes=Decline):
    """撤销拒收: the resident takes it after all."""

    title = _("Not refused after all")


class ReturnToCourier(Step, of=service, after=_HERE, closes="returned"):
    """退快递: the courier takes it back."""

    title = _("Return to the courier")
    reason: Note = ask(_("Why"))
    courier_signature: Signature = ask(_("Courier signs"), default=ON_PAPER)


class NotReturned(_Anew, of=service, undoes=ReturnToCourier):
    """撤销退件: the courier did not take it after all."""

    title = _("Not returned after all")


class Damaged(Step, of=service, after=_HERE):
    """破损: somebody saw that it is damaged."""

    title = _("Report damage")
    prints = (label,)
    says = (phrase("", _("Take a photo, and tell resident and courier.")),)
    damage: Note = ask(_("What is damaged"))


class NotDamaged(custody.Undone, of=service, undoes=Damaged):
    """撤销破损: it is whole after all."""

    title = _("Not damaged after all")
    prints = (label,)


class Elsewhere(_Sized, custody.Elsewhere, of=service, after=_HERE):
    """换位: the place that was allotted is full, or too small; one key."""


class Missing(custody.Missing, of=service, after="waiting unmatched refused", to="missing"):
    """缺失: it is not where it should be; the supervisor is told at once."""


class Found(custody.Found, of=service, after="missing", to="waiting"):
    """找到: it is here again; what nobody was found for is in its queue, what was refused waits for its courier."""


class _Ended(custody.Ended):
    """A part for the end of the term, which comes on the same day for what perishes, and in words of its own."""

    def term(self, at: Moment) -> datetime:
        """Return when the thirty days end; what perishes does not wait for them."""
        return at.record.opened_at if kept.food_until(at) else super().term(at)

    @refuse("", _("It is perishable and kept until {hour}."), way=_("Call the resident once more."))
    def still_good(self, at: Moment) -> Said:
        """Whether what perishes may still be collected today."""
        until = kept.food_until(at)
        return until is not None and at.now < until and {"hour": f"{at.local(until):%H:%M}"}


class Tell(_Ended, custody.Tell, of=service, after=_HERE):
    """上报: the term is over, the supervisor is told."""

    says = (phrase("PAR-04", _("Its time is over: the supervisor decides what becomes of it.")),)


class Dispose(_Ended, custody.Dispose, of=service, after=f"{_HERE} missing", closes="disposed", by=SUPERVISOR):
    """处理: the supervisor's decision on what nobody collected."""


class NotDisposed(_Anew, of=service, undoes=Dispose, by=SUPERVISOR):
    """撤销处理: it was not disposed of after all."""

    title = _("Not disposed of after all")
