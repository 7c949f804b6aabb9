"""The letter 确认函: printed, sent, back, accepted; or the owner will not sign, and the duty manager explains."""

from kiosk.i18n import _
from kiosk.pictures import Consent
from kiosk.service import Act, Choice, Moment, Note, Person, Pictures, Said, Step, Text, ask, change, refuse, say
from kiosk.services.escort.kept import WAYS, first_officer, officers
from kiosk.services.escort.record import service
from kiosk.services.escort.slips import letter


class PrintLetter(Step, of=service, after="asked", to="printed"):
    """打印确认函: the owner will sign; the blank letter is printed, and sent by whatever way he has."""

    title = _("Print the letter")
    button = _("Print")
    prints = (letter,)
    says = (
        say("ESC-02", _("“May I send you the letter of consent to sign?”")),
        say("ESC-05", _("“Would you like to wait on the sofa in the lobby?”")),
    )

    @change("ESC-13")
    def note_time(self, act: Act) -> None:
        """Keep when it was printed."""
        act.detail.printed_at = act.now


class NotPrinted(Step, of=service, undoes=PrintLetter):
    """撤销打印: the letter is not to be used."""

    title = _("Not printed after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget_time(self, act: Act) -> None:
        """It is printed later."""
        act.detail.printed_at = None


class SendLetter(Step, of=service, after="asked printed", to="sent"):
    """发确认函: the blank letter goes to the owner; it is printed where it was not."""

    title = _("Send the letter")
    button = _("Sent")
    prints = (letter,)
    says = PrintLetter.says
    sent_by: Choice = ask(_("Sent by"), "ESC-03", choices=WAYS, default="fax")
    sent_to: Text = ask(
        _("Sent to"), "ESC-03", default=lambda at: at.record.party, hint=_("fax number, address or name")
    )

    @change("ESC-13")
    def note_time(self, act: Act) -> None:
        """Keep when it went out."""
        act.detail.sent_at = act.now


class NotSent(Step, of=service, undoes=SendLetter):
    """撤销发函: the letter was not sent after all."""

    title = _("Not sent after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget_time(self, act: Act) -> None:
        """It goes out later."""
        act.detail.sent_at = None


class LetterBack(Step, of=service, after="sent", to="back"):
    """确认函返回: the letter is here again; its code, scanned, opens this."""

    title = _("Letter is back")
    says = (say("ESC-05", _("“Would you like to wait on the sofa in the lobby?”")),)
    back_by: Choice = ask(_("Back by"), "ESC-13", choices=WAYS, default=lambda at: at.detail.sent_by)

    letter_picture: Pictures | None = ask(
        _("Picture of the letter"),
        "ESC-13",
        optional=True,
        keep="picture letter",
        consent=lambda a, at: Consent(at.record.party, "letter"),
    )

    @change("ESC-13")
    def note_time(self, act: Act) -> None:
        """Keep when it came back."""
        act.detail.back_at = act.now


class NotBack(Step, of=service, undoes=LetterBack):
    """撤销返回: the letter is not back after all."""

    title = _("Letter is not back after all")
    reason: Note = ask(_("Why"))

    @change()
    def forget_time(self, act: Act) -> None:
        """It is still away."""
        act.detail.back_at = None


class Accept(Step, of=service, after="back", to="signed"):
    """核对签名: somebody looks at the letter; only with the owner's signature it opens the door."""

    title = _("Accept the letter")
    button = _("Accept")
    signed: bool = ask(_("Signed by the owner"), "ESC-04", default=False)

    @refuse(
        "ESC-04", _("The signed letter is not back, so the spare key stays."), about="signed",
        way=_("Wait for the signature, or ask again."),
        say=_("“As soon as your signed letter is here I will take your friend up myself.”"),
    )  # fmt: skip  # one line a group reads better
    def has_signature(self, at: Moment) -> Said:
        """Whether the letter came back without signature."""
        return self.signed is False


class NotAccepted(Step, of=service, undoes=Accept):
    """撤销核对: the signature is not good after all."""

    title = _("Not accepted after all")
    reason: Note = ask(_("Why"))


class AskAgain(Step, of=service, after="back", to="sent"):
    """退回重签: it came back without a good signature; the owner signs once more."""

    title = _("Not signed properly: ask again")
    reason: Note = ask(_("Why"))


class Declines(Step, of=service, after="asked printed sent back", to="declined"):
    """业主不签: the duty manager explains; the visitor cannot enter."""

    title = _("Owner will not sign")
    says = (
        say("ESC-07", _("“Let me ask the duty manager to explain; it protects your own rights.” The visitor cannot enter.")),
    )  # fmt: skip


class NotDeclined(Step, of=service, undoes=Declines):
    """撤销不签: the owner will sign."""

    title = _("Will sign after all")
    reason: Note = ask(_("Why"))


class Explained(Step, of=service, after="declined", closes="refused"):
    """已说明: the duty manager has explained; there is no entry."""

    title = _("Explained, no entry")
    explained_by: Person = ask(_("Duty manager"), "ESC-07", choices=officers, default=first_officer)


class NotExplained(Step, of=service, undoes=Explained):
    """撤销已说明: nobody explained yet."""

    title = _("Not explained after all")
    reason: Note = ask(_("Why"))
