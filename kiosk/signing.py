"""Who takes the steps of a command: whoever stands at the counter proves it by PIN, at a terminal or by environment.

A terminal is asked. Without one nothing waits for an answer: number or name stands in `KIOSK_STAFF`, the PIN in
`KIOSK_PIN`, and where they are missing the command is wrong use. A folder that nobody has founded yet has nobody to
ask: there the journal names the command and who is signed in at the computer.
"""

import getpass
import os
import sys
from typing import TYPE_CHECKING

from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.values import StaffRow

if TYPE_CHECKING:
    from kiosk.desk import Desk

WHO, PIN = "KIOSK_STAFF", "KIOSK_PIN"


class UnsignedError(KioskError):
    """A command that changes something was given without saying who does it."""

    words = _("The journal has to say who does this.")
    way = _("Set KIOSK_STAFF to your name or number and KIOSK_PIN to your PIN, or type the command at a terminal.")


def sign_in(desk: "Desk", command: str) -> None:
    """Sign somebody in for a command, asked at the terminal or named by the environment; raises a KioskError."""
    people = desk.staff()
    if not people:
        desk.clerk = StaffRow(0, f"{command} ({_computer()})", "foreman", "")
        return
    who, pin = os.environ.get(WHO, ""), os.environ.get(PIN, "")
    if not (who and pin):
        if not at_terminal():
            raise UnsignedError
        who, pin = _asked(people, who)
    person = _named(people, who.strip())
    if person is None:
        raise KioskError(
            _("Nobody of that name or number may sign in."), _("They are: {names}").format(names=_list(people))
        )
    desk.sign_in(person.id, pin.strip())


def at_terminal() -> bool:
    """Whether somebody sits there who can answer."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _asked(people: list[StaffRow], who: str) -> tuple[str, str]:
    """Ask who it is, unless that is known, and for the PIN, which is not shown; nobody is an error like any other."""
    try:
        if not who:
            print(_list(people), file=sys.stderr)
            print(_("Your name or number: "), end="", file=sys.stderr, flush=True)
            who = sys.stdin.readline()
        return who, getpass.getpass(str(_("PIN: "))) if who.strip() else ""
    except EOFError as error:
        raise UnsignedError from error


def _named(people: list[StaffRow], who: str) -> StaffRow | None:
    """Return whom a name or number means: the number is that of the lock screen."""
    numbers = dict(enumerate(people, 1))
    return next((one for one in people if one.name == who), numbers.get(int(who)) if who.isdecimal() else None)


def _list(people: list[StaffRow]) -> str:
    """Return who may sign in, numbered as on the lock screen."""
    return "  ".join(f"{no} {one.name} ({one.role_words})" for no, one in enumerate(people, 1))


def _computer() -> str:
    """Return who is signed in at this computer, as far as it says."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no name in the environment, nor in the system's list
        return "?"
