"""What can go wrong in words: every error that a clerk may see is a `KioskError`.

All else is a bug: it goes to the log whole and to the window once, in one sentence.
"""

from collections.abc import Mapping

from kiosk.i18n import Say, Words, _


class KioskError(Exception):
    """Something happened that a person can do something about; `words` say what, `way` the way out."""

    words: Say = _("That did not work.")
    way: Say = ""

    def __init__(self, words: Say | None = None, way: Say | None = None) -> None:
        """Say `words`, or what the class says, and the way out."""
        self.words = self.words if words is None else words
        self.way = self.way if way is None else way
        super().__init__(str(self.words))

    def __str__(self) -> str:
        """Return what happened and the way out, in the language of the screen."""
        return f"{self.words} {self.way}".strip()


class InvalidAnswersError(KioskError):
    """Some answers cannot be taken; `problems` says which, by question name, in words."""

    words = _("Some answers need another look.")

    def __init__(self, problems: Mapping[str, Say]) -> None:
        """Keep the problems by the name of their question ("pieces.0.size" for a row)."""
        self.problems = dict(problems)
        super().__init__()


class RefusalError(KioskError):
    """A house rule says no; the way out is named, and who may lift it."""

    def __init__(
        self, rule: str, words: Say, way: Say, *, about: str = "", lift: str = "", phone: bool = False
    ) -> None:
        """Refuse by `rule`; `lift` is the role whose PIN may allow it, `phone` whether by telephone."""
        super().__init__(words, way)
        self.rule, self.about, self.lift, self.phone = rule, about, lift, phone


class DeniedError(KioskError):
    """This step belongs to another role."""

    words = _("This step is taken by another role.")
    way = _("Ask the {role}.")

    def __init__(self, role: Words) -> None:
        """Name the role that may take the step."""
        super().__init__(way=self.way.format(role=role))


class WrongStateError(KioskError):
    """The record has moved on, and this step is no longer possible."""

    words = _("{number} has moved on: this step is no longer possible.")
    way = _("Open it again to see where it stands.")

    def __init__(self, number: str) -> None:
        """Name the record by its short number."""
        super().__init__(self.words.format(number=number))


class NoSuchRecordError(KioskError):
    """There is no record of that number."""

    words = _("No such number: {number}.")
    way = _("Look it up by unit or name.")

    def __init__(self, number: str) -> None:
        """Name the number that was asked for."""
        super().__init__(self.words.format(number=number[:40]))


class OnceUsedError(KioskError):
    """A once-key came back with another step: the form that sent it is confused."""

    words = _("This form was used for something else already.")
    way = _("Close it and begin again.")


class SignInError(KioskError):
    """Signing in failed: wrong PIN, or too many tries."""

    words = _("Wrong PIN, please try again.")


class StoreError(KioskError):
    """The disk or the database does not do its work; nothing was saved."""

    words = _("Not saved: the disk does not take it.")
    way = _("Write it by hand and tell the supervisor; what you typed is still here.")


class DiskFullError(StoreError):
    """The disk is full."""

    words = _("Not saved: the disk is full.")


class ReadOnlyError(StoreError):
    """The data folder cannot be written."""

    words = _("Not saved: the data folder cannot be written.")


class BusyError(StoreError):
    """Another program holds the database."""

    words = _("Not saved: another program holds the database.")
    way = _("Close it and press again; what you typed is still here.")


class DamagedError(StoreError):
    """The database cannot be read; it may be whole still (a passing read error looks the same)."""

    words = _("The data could not be read just now.")
    way = _(
        "Start the program again; if it says so again, call the person who looks after this computer. Nothing was deleted."
    )


class NewerDataError(StoreError):
    """The data folder was written by a newer version of this program."""

    words = _("This data was written by a newer version of the program.")
    way = _("Start the newer version; nothing was changed.")


class CannotStandError(KioskError):
    """The window could not be made, for a reason that nobody expected."""

    words = _("The program cannot start; what is saved is saved.")
    way = _("The log beside the data says why. Start again, or ask whoever looks after this computer.")


class InUseError(KioskError):
    """Another window is open on the same data folder."""

    words = _("The desk is open already on this computer.")
    way = _("Use the window that is open, or close it first.")


class ClockError(KioskError):
    """The computer's clock is behind the last entry of the journal."""

    words: Words = _("The clock says {now}, before the last entry of {last}.")
    way = _("Put the clock right, or have the supervisor confirm the time.")
