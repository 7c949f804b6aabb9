"""Calling the host 联系业主: the ladder of ways, the phrase to say, and what counts as consent (VIS-06 to -13).

Parts without a service: `AgreeAdmit`, `HostCalled` and the other steps take them.
"""

from typing import ClassVar

from kiosk.i18n import _
from kiosk.service import Act, Choice, Moment, Person, Phrase, Said, Step, ask, change, refuse, say
from kiosk.services.visitors.kept import ANSWERS, DOORS, Call, Calling, Ways, booked_today, identity_left, next_channel
from kiosk.visiting.nights import host, is_stranger
from kiosk.visiting.site import in_hotel, in_lobby, in_school

#: What is said to the host (STD-07), and what the text wants of each way.
PHRASES: tuple[Phrase, ...] = (
    say("VIS-06", _("Go with the visitor to the video intercom and help to call."), when=lambda a, at: a.channel == "intercom"),
    say("", _("“Good day, this is the desk. {name} is here to see you; may I ask the visitor to come up?”"),
        when=lambda a, at: a.channel != "gate", fills=lambda a, at: {"name": at.record.party}),
    say("VIS-12", _("Look for another number in the unit's file, or take one that the visitor gives."),
        when=lambda a, at: a.channel in ("file", "given")),
    say("VIS-13", _("Away, reached, and asks for the spare key: that goes by the letter of consent."),
        when=lambda a, at: a.channel in ("file", "given")),
    say("HTL-03", _("Ring the guest's room: only who is agreed to is shown the way to the room, or led there."),
        when=lambda a, at: in_hotel(at)),
)  # fmt: skip  # one line a group reads better


class NoAnswer(Calling, Step):
    """A call that reached nobody."""

    says = (
        *PHRASES,
        say("VIS-09", _("No answer on the intercom: phone the home at once."), when=lambda a, at: a.channel == "intercom"),
        say("VIS-10", _("“There is no answer yet. Shall I keep trying, or take a message?”"),
            when=lambda a, at: a.channel != "intercom"),
        say("HTL-04", _("The guest is out: nobody goes in without his word. “Would you like to leave a message, or wait in the "
                        "lobby?”"), when=lambda a, at: in_hotel(at)),
    )  # fmt: skip  # one line a group reads better
    answer: Choice = ask(_("Answer"), choices=ANSWERS, default="no answer")

    @change()
    def no_word(self, act: Act) -> None:
        """Nobody agreed: a word given before is asked for again; who would open stays, should this be taken back."""
        door = act.detail.door
        forget(act)
        act.detail.door = door


class Consenting(Calling, Step):
    """The host agrees: who, how, when, and who opens the door (VIS-08)."""

    says: ClassVar[tuple[Phrase, ...]] = (
        *PHRASES,
        say("", _("{name} is not in the file of this unit: ask who it is."), fills=lambda a, at: {"name": a.consent_by},
            when=lambda a, at: not in_school(at) and bool(host(at)) and is_stranger(at, a.consent_by)),
    )  # fmt: skip  # one line a group reads better
    channel: Choice = ask(
        _("How"), "VIS-06", choices=Ways(), default=lambda at: "gate" if in_school(at) else next_channel(at)
    )
    consent_by: Person = ask(_("Who agrees"), "VIS-08", default=lambda at: at.clerk if in_school(at) else host(at))
    door: Choice = ask(
        _("Who opens the door"), "VIS-07", choices=DOORS,
        default=lambda at: "desk" if at.lines(Call) or in_school(at) or in_hotel(at) else "host",
    )  # fmt: skip  # one line a group reads better

    @refuse(
        "VIS-08", _("An incoming call is not consent. Call back a number on file."), about="channel", way=_("Call back."),
        say=_("“For the safety of your home I will ring you straight back on the number we have.”"),
    )  # fmt: skip  # one line a group reads better
    def called_back(self, at: Moment) -> Said:
        """Whether somebody rang the desk and says that he is the host."""
        return self.channel == "incoming"

    @refuse("PRE-07", _("Nobody is home: a number that the visitor gives is not the owner's word."), about="channel",
            way=_("Ring the owner on a number on file, keep trying, or take a message."))  # fmt: skip
    def on_file_alone(self, at: Moment) -> Said:
        """Whether an announced home in which nobody is would be opened by a number that only the visitor knows."""
        return self.channel == "given" and identity_left(at)

    @refuse(
        "VIS-08", _("The host was asked later than that: {when}."), about="channel", way=_("The latest word counts.")
    )
    def latest_word(self, at: Moment) -> Said:
        """Whether a word that is entered later would overrule one that was given after it."""
        asked = max((call.at for call in at.lines(Call) if call.at is not None), default=None)
        return asked is not None and asked > at.now and {"when": f"{at.local(asked):%m-%d %H:%M}"}

    @refuse(
        "VIS-15 APT-02",
        _("Nothing in the appointment book for this visitor."),
        about="channel",
        way=_("Phone the host to confirm."),
    )
    def in_the_book(self, at: Moment) -> Said:
        """Whether the book is named that does not have this visit, or where only the host's own word counts."""
        return self.channel == "book" and not (in_lobby(at) and booked_today(at))

    @change("VIS-08")
    def store(self, act: Act) -> None:
        """Keep how and when, and whose word the call brought."""
        call = act.lines(Call)[-1]
        call.answer, call.said_by = "agrees", self.consent_by
        act.add(call)
        act.detail.consent_channel, act.detail.consent_at = self.channel, act.now


class Declining(Calling, Step):
    """The host does not want to see the visitor now."""

    says = (
        say("VIS-18", _("“I'm sorry, it is not convenient just now. May I take a message?” The visitor need not be told why.")),
    )  # fmt: skip
    said_by: Person = ask(_("Who says so"), default=host)

    @change("VIS-18")
    def withdraw(self, act: Act) -> None:
        """The latest word counts: an earlier consent is gone."""
        call = act.lines(Call)[-1]
        call.answer = "declines"
        act.add(call)
        forget(act)


def forget(act: Act) -> None:
    """Forget a consent that was given before."""
    detail = act.detail
    detail.consent_by = detail.consent_channel = detail.consent_at = detail.door = None


def last_word(act: Act, door: str | None) -> None:
    """Keep the consent that the latest call brought, with who opens the door; none where it brought none."""
    forget(act)
    last = next(reversed(act.lines(Call)), None)
    if last is not None and last.answer == "agrees":
        act.detail.consent_by, act.detail.consent_channel = last.said_by, last.channel
        act.detail.consent_at, act.detail.door = last.at, door or "desk"
