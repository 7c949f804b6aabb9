"""Courier batch 整批收件: a courier's cartload, begun with his count and closed with ours.

While a batch is open, each parcel taken in is counted to it. Closing names any difference, which somebody has to
explain, and prints the one slip that the courier signs.
What it says is forgotten with its parcels.
"""

from datetime import timedelta

from kiosk import numbers
from kiosk.i18n import Both, Say, _, _p, say
from kiosk.printing.slip import Block, big, note, row, rule, sign, tear
from kiosk.printing.stationery import full_time, letterhead, short_time
from kiosk.service import (
    ON_PAPER,
    Act,
    Choice,
    Moment,
    Note,
    Questions,
    Said,
    Service,
    Signature,
    State,
    Step,
    Text,
    ask,
    change,
    due,
    refuse,
    slip,
)
from kiosk.service import say as phrase
from kiosk.settings import CUSTODY_DAYS
from kiosk.store.tables import Detail, Line


class OfBatch(Questions):
    """What is kept of one parcel of a cartload."""

    number: Text = ask(_("Number"))
    waybill: Text | None = ask(_("Waybill"), optional=True)


class Counted(OfBatch, Line, table=True):  # type: ignore[misc]  # a set of questions is a plain pydantic model
    """One parcel of a cartload."""

    __tablename__ = "parcel_batch_line"


class Batch(Detail, table=True):
    """What a cartload alone needs."""

    __tablename__ = "parcel_batch"
    courier: str | None = None
    announced: int | None = None  #: the courier's count
    counted: int | None = None  #: ours, when it was closed
    difference: str | None = None  #: why they differ
    courier_signature: str | None = None


def counts(at: Moment) -> dict[str, object]:
    """Return both counts, as they fill words."""
    return {"counted": len(at.lines(Counted)), "announced": at.detail.announced or 0}


def differs(at: Moment) -> bool:
    """Whether the courier's count and ours are not the same."""
    return bool(len(at.lines(Counted)) != at.detail.announced)


def _summary(at: Moment) -> Say:
    """Return the second line of a list: how many of how many."""
    return _("{counted} of {announced}").format(**counts(at))


service = Service(
    "parcel_batch", _("Courier batch"), "things", "PB", Batch, icon="inbox", hot="F8", beside="parcels", summary=_summary,
    show=("number", "party", "announced", "counted"), forgets=CUSTODY_DAYS,
    states={
        "open": State(_("Being taken in")), "closed": State(_p("batch", "Closed"), "mute"),
        "cancelled": State(_("Cancelled"), "mute"),
    },
    due=(due("", "open", lambda at: at.record.opened_at + timedelta(hours=1), _("Close the batch: {counted} of {announced}"),
             "close", fills=counts),),
)  # fmt: skip  # one line a group reads better


_TAILS = _("Waybills ending")
#: So many endings stand in one block, so that none is too long to be printed whole.
_IN_A_BLOCK = 80


@slip(_("Courier slip"))
def courier_slip(at: Moment) -> list[Block]:
    """Return the slip that the courier signs: how many, which waybills, and any difference."""
    found, announced = at.lines(Counted), at.detail.announced or 0
    here = len(found)
    return [
        *letterhead(at, _("Courier batch"), _p("batch", "DESK COPY")),
        big(Both(f"{here} 件", f"{here} PCS")),
        row(_("Courier"), at.house.term("courier", at.detail.courier)),
        row(_("Number"), numbers.short(at.record.number)),
        row(_p("slip", "Announced"), announced),
        *([row(_("Difference"), f"{here - announced:+d}", rank="B")] if differs(at) else []),
        *([row(_("Reason"), at.detail.difference)] if differs(at) else []),
        rule(),
        *_tails(found),
        rule(),
        row(_p("batch", "Begun"), full_time(at, at.record.opened_at)),
        row(_p("slip", "Closed"), short_time(at, at.now)),
        row(_("Clerk"), at.clerk),
        note(_("Count and waybills were checked with me.")),
        sign(_p("sign", "Courier")),
        tear(),
    ]  # fmt: skip  # one block a line


def _tails(found: list[Counted]) -> list[Block]:
    """Return the endings of all waybills, "--" for a parcel without one."""
    ends = [one.waybill or "--" for one in found]
    first, *others = ["  ".join(ends[n : n + _IN_A_BLOCK]) for n in range(0, len(ends), _IN_A_BLOCK)] or [""]
    headed = Both(*(f"{say(_TAILS, language)}  {first}" for language in ("zh", "en")))
    return [note(headed), *(note(one) for one in others)]


class Begin(Step, of=service, opens="open", then="parcels.receive.batch"):
    """开始整批: who brings how many, by his own count."""

    title = _("Courier batch")
    button = _("Begin")
    courier: Choice = ask(_("Courier"), terms="courier")
    announced: int = ask(_("Courier's count"), check=lambda n, at: None if 1 <= n <= 500 else _("One to five hundred."))

    @change()
    def name(self, act: Act) -> None:
        """The head names the courier, so that lists and parcels know whose cartload it is."""
        act.record.party = say(act.house.term("courier", self.courier), "zh")


class Cancel(Step, of=service, undoes=Begin, closes="cancelled"):
    """撤销整批: nothing was brought after all."""

    title = _("Not begun after all")
    reason: Note = ask(_("Why"))


class Close(Step, of=service, after="open", closes="closed"):
    """结束整批: both counts are compared, and the courier signs."""

    title = _("Close the batch")
    button = _("Close and print")
    prints = (courier_slip,)
    says = (phrase("", _("Taken in: {counted}. The courier's count: {announced}."), fills=lambda a, at: counts(at)),)
    difference: Note | None = ask(
        _("Why they differ"), optional=True, needed=lambda a, at: differs(at), when=lambda a, at: differs(at)
    )
    courier_signature: Signature = ask(_("Courier signs"), default=ON_PAPER)

    @refuse("", _("The courier counts {announced}, we have {counted}."), about="difference",
            way=_("Look once more together, or say why."))  # fmt: skip  # one sentence
    def same_count(self, at: Moment) -> Said:
        """Whether the counts differ and nobody says why."""
        return differs(at) and not self.difference and counts(at)

    @change()
    def count(self, act: Act) -> None:
        """Keep our count as it was signed."""
        act.detail.counted = len(act.lines(Counted))


class Reopen(Step, of=service, undoes=Close):
    """撤销结束: more of it turned up."""

    title = _("Not closed after all")
    reason: Note = ask(_("Why"))

    @change()
    def uncount(self, act: Act) -> None:
        """It is being counted again."""
        act.detail.counted = None


class CountIn(OfBatch, Step, of=service, after="open", adds=Counted, by="desk"):
    """计入: a parcel was taken in; the desk takes this step itself."""

    title = _("Parcel counted")


class TakeOff(Step, of=service, after="open", by="desk"):
    """剔除: a parcel was not taken in after all; the desk takes this step itself."""

    title = _("Parcel taken off the count")
    number: Text = ask(_("Number"))

    @change()
    def strike(self, act: Act) -> None:
        """It counts no more."""
        for line in act.lines(Counted):
            if line.number == self.number:
                act.strike(line)
