"""Admitting 放行: the host's word, and what becomes of a visitor without it (VIS-06 to -18)."""

from typing import ClassVar

from kiosk.i18n import _
from kiosk.numbers import short
from kiosk.service import (
    Act,
    Choice,
    Moment,
    Note,
    Person,
    Phrase,
    Said,
    Step,
    To,
    also,
    ask,
    change,
    refuse,
    say,
    stays,
)
from kiosk.services.visitors.calling import Consenting, Declining, NoAnswer, forget, last_word
from kiosk.services.visitors.kept import (
    REASONS,
    Call,
    announced,
    asked_before,
    document_mask,
    identity_left,
    inside,
    unseen,
)
from kiosk.services.visitors.record import service
from kiosk.services.visitors.slips import desk_copy, visitor_copy
from kiosk.visiting.hours import DAY_ENDS, entered_too_late, house_day, is_night
from kiosk.visiting.nights import host
from kiosk.visiting.site import in_hotel, in_lobby


class _ByDay(Step):
    """A part for steps by which a visitor goes in: entered while the day lasts."""

    @refuse(
        "VIS-02", _("That day is over: who went in by day and was not entered then is for the supervisor."),
        lift="supervisor", phone=False, way=_("Overnight registration for who is still there, or ask the supervisor."),
    )  # fmt: skip  # one line a group reads better
    def entered_in_time(self, at: Moment) -> Said:
        """Whether somebody would go in by an entry that says it was still day: the night rules would mean nothing."""
        return entered_too_late(at)

    @refuse("VIS-15", _("The register is not filled in yet: no document was seen."), way=_("See the document first."))
    def registered_first(self, at: Moment) -> Said:
        """Whether somebody would go in from a lobby without having been registered, the host having confirmed."""
        return unseen(at)


class _GoesIn(_ByDay):
    """A part for steps by which a visitor goes in: by day, and with a slip."""

    prints = (desk_copy, visitor_copy)
    says: ClassVar[tuple[Phrase, ...]] = (
        say("HTL-08", _("Read the entry over before they go: {name}, {n} in all, to {unit}; document {mask}."),
            when=lambda a, at: in_hotel(at), fills=lambda a, at: {
                "name": at.record.party, "n": inside(at), "unit": at.record.unit, "mask": document_mask(at) or "–"}),
        say("VIS-16", _("Say where the host is, and show the way.")),
        say("PRE-01", _("The resident announced this visitor and asked: {what}"), when=lambda a, at: bool(asked_before(at)),
            fills=lambda a, at: {"what": asked_before(at)}, tone="blue"),
        say("", _("Nobody is home: compare the document with the one that was left, and let the owner confirm, at {number}."),
            when=lambda a, at: at.record.state != "consented" and identity_left(at), tone="blue",
            fills=lambda a, at: {"number": short(announced(at).number)}),
    )  # fmt: skip  # one line a group reads better

    @refuse("VIS-02 AMB-02", _("It is past {hour}: nobody goes in as a day visitor."),
            way=_("Overnight registration, with the resident at the desk."))  # fmt: skip
    def by_day(self, at: Moment) -> Said:
        """Whether the day is over."""
        return is_night(at) and {"hour": at.house[DAY_ENDS]}

    @change()
    def go_in(self, act: Act) -> None:
        """Keep when they went in."""
        act.detail.admitted_at = act.now


def callable_now(at: Moment) -> bool:
    """Whether the host may be called: after the document was seen, in a lobby before that (VIS-15).

    Where an owner left an identity the document is compared first there too: his word depends on it (PRE-03).
    """
    return at.record.state != "arrived" or (in_lobby(at) and not identity_left(at))


class AgreeAdmit(
    _GoesIn, Consenting, of=service, after="registered unreached declined", to="inside", adds=Call, why="SCH-01"
):
    """同意，放行: the host agrees and the visitor goes in."""

    title = _("Host agrees: admit")
    button = _("Agreed, admit")
    says = (*Consenting.says, *_GoesIn.says)


class NotAgreed(Step, of=service, undoes=AgreeAdmit):
    """撤销放行: pressed by mistake; nobody agreed, nobody went in."""

    title = _("Not admitted after all")
    reason: Note = ask(_("Why"))

    @change("VIS-08")
    def forget(self, act: Act) -> None:
        """Without consent nothing stays of it."""
        act.detail.consent_by = act.detail.door = None  # an earlier word was taken back before
        act.detail.consent_channel = act.detail.consent_at = act.detail.admitted_at = None


class HostCalled(
    NoAnswer,
    of=service,
    after="arrived registered unreached declined consented",
    to="unreached",
    adds=Call,
    where=callable_now,
):
    """呼叫业主: a call that reached nobody; the next way of asking is offered."""

    title = _("Call the host")
    button = _("Note the call")


class NotCalled(Step, of=service, undoes=HostCalled):
    """撤销呼叫: the call was noted by mistake; the visitor stands where he stood."""

    title = _("The call was not made after all")
    reason: Note = ask(_("Why"))

    @change("VIS-08")
    def as_before(self, act: Act) -> None:
        """A word that the host had given before counts again: the latest call says whether he agrees."""
        last_word(act, act.detail.door)


class HostAgrees(
    Consenting, of=service, after="arrived registered unreached declined", to="consented", adds=Call, where=callable_now
):
    """业主已同意: the host agrees, the visitor is not on the way up yet."""

    title = _("Host agrees, waits here")


class NotConsented(Step, of=service, undoes=HostAgrees):
    """撤销同意: the host did not agree after all; the visitor waits for his word."""

    title = _("Did not agree after all")
    reason: Note = ask(_("Why"))

    @change("VIS-08")
    def forget(self, act: Act) -> None:
        """Without consent nothing stays of it."""
        forget(act)


class WordTakenBack(Step, of=service, after="consented", to="registered", by="desk"):
    """收回同意: the word came with an announcement whose confirmation was taken back."""

    title = _("The host's word is taken back")

    @change("VIS-08")
    def forget(self, act: Act) -> None:
        """The call that brought it does not count any more."""
        act.strike(act.lines(Call)[-1])
        forget(act)


class HostDeclines(
    Declining, of=service, after="arrived registered unreached consented", to="declined", adds=Call, where=callable_now
):
    """业主谢绝: the host's latest word counts."""

    title = _("Host declines")


class Admit(_GoesIn, of=service, after="consented", to="inside", why="VIS-08 VIS-07 HTL-03"):
    """放行: the visitor goes in, the host having agreed."""

    title = _("Admit")

    @refuse("VIS-08", _("The host agreed on another day."), way=_("Call the host again."))
    def agreed_today(self, at: Moment) -> Said:
        """Whether the host's word is of another day than this one."""
        given = at.detail.consent_at
        return given is not None and house_day(at, given) != house_day(at, at.now)


class NotAdmitted(Step, of=service, undoes=Admit):
    """撤销放行: the visitor did not go in after all."""

    title = _("Did not go in after all")
    reason: Note = ask(_("Why"))

    @change()
    def outside(self, act: Act) -> None:
        """The visitor stands at the desk again; the host's word still holds."""
        act.detail.admitted_at = None


class TurnAway(
    Step, of=service, after="arrived registered unreached declined consented", closes="gone", rules="VIS-18"
):
    """不予进入: no document, no consent, or gone again; the record stays with its reason."""

    title = _("Not admitted")
    says = (say("VIS-17", _("Forces his way in: call security.")),)
    away: Choice = ask(
        _("Why"), "VIS-18", default=lambda at: {"declined": "declined", "unreached": "unreached"}.get(at.record.state, "document"),
        choices=REASONS,
    )  # fmt: skip  # one line a group reads better
    why: Note | None = ask(_("Remarks"), optional=True)


class NotTurnedAway(Step, of=service, undoes=TurnAway):
    """撤销不予进入: the visitor is still at the desk."""

    title = _("Still at the desk")
    reason: Note = ask(_("Why"))


class LeaveWord(Step, of=service, after="arrived registered unreached declined", closes="gone"):
    """留言: the visitor goes, and leaves word."""

    title = _("Leave a message and go")
    button = _("Take the message")
    says = (say("VIS-11", _("“There is no answer. May I take a message for you?”")),)
    for_whom: Person = ask(_("For whom"), "VIS-11", default=host)
    words: Note = ask(_("Message"), "VIS-11")
    waits: bool | None = ask(_("Waits in the lobby"), "HTL-04", default=False, when=lambda a, at: in_hotel(at))

    @stays("HTL-04")
    def sits_down(self, at: Moment) -> bool:
        """Whether the visitor of a hotel guest waits in the lobby all the same."""
        return bool(at.detail.waits)

    @also("messages.take")
    def message(self, at: Moment) -> To:
        """The message waits for that person; it is taken down in the same transaction."""
        said = {"caller": at.record.party, "caller_phone": at.record.phone, "words": self.words, "about": "unreached"}
        return To({"unit": at.record.unit, "party": self.for_whom, **said}, link="message")


class Escorted(_ByDay, of=service, after="registered unreached declined consented", to="inside", by="desk"):
    """陪同进入: the owner is away, his signed letter is here, and a clerk leads the visitor up (ESC)."""

    title = _("Led up by the desk")
    prints = (desk_copy, visitor_copy)
    consent_by: Person = ask(_("Who agrees"))

    @refuse("VIS-02 ESC-12", _("It is past {hour}: nobody goes in as a day visitor."), way=_("Tomorrow again."))
    def by_day(self, at: Moment) -> Said:
        """Whether the day is over: no night without the owner at the desk."""
        return is_night(at) and {"hour": at.house[DAY_ENDS]}

    @change()
    def go_in(self, act: Act) -> None:
        """The letter is the consent; the desk opens the door."""
        act.detail.consent_channel, act.detail.door = "letter", "desk"
        act.detail.consent_at = act.detail.admitted_at = act.now


class NotEscorted(Step, of=service, undoes=Escorted, by="desk"):
    """撤销陪同: no door was opened; the visitor is at the desk, with the word that the host gave before, if any."""

    title = _("Not led up after all")
    reason: Note = ask(_("Why"))

    @change("VIS-08")
    def as_before(self, act: Act) -> None:
        """The latest call says whether the host agrees."""
        act.detail.admitted_at = None
        last_word(act, "desk")
