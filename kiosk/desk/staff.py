"""Signing in, PINs and a supervisor's decisions. No default account; nothing here knows a screen.

PINs are six digits, hashed with Argon2id and a device secret. The delay doubles from the third miss and
is thirty minutes at ten, per person and for the whole lock screen; it survives a restart, and a clock
set back only lengthens it (RELIABILITY).
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlmodel import Session, col, select

from kiosk.desk import typed
from kiosk.errors import KioskError, SignInError
from kiosk.i18n import Words, _
from kiosk.pins import ROLES
from kiosk.places import secrets_folder
from kiosk.settings import BY_PHONE
from kiosk.store.keys import KeyringShutError, MasterKeyError, Wrapper
from kiosk.store.tables import Device, Staff
from kiosk.values import StaffRow

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kiosk.clock import Clock
    from kiosk.settings import House

_FREE_MISSES = 2  # the delay begins with the third
_FIRST_DELAY = 20  # seconds
_LONGEST = 30 * 60
_DEVICE = "lock screen misses"
#: The secret of the PINs under the master key, which is never in the data folder.
_WRAPPED = "pin secret wrapped"
#: Beside the answers of an entry: why each of its decisions was made, in their order.
WHYS = "whys"


@dataclass(frozen=True)
class Lift:
    """Somebody's decision that a refused step may be taken once. Only the desk makes one."""

    rule: str
    by: str
    role: str
    reason: str
    phone: str = ""
    about: str = ""  # the number of the record that it was made for, "" for one that is still to be opened
    token: str = ""

    def said(self) -> dict[str, str]:
        """Return what the journal's chain keeps of it for ever: which rule, and who of the house."""
        return {"rule": self.rule, "by": self.by, "role": self.role}

    def why(self) -> dict[str, str]:
        """Return what may name others: it lies beside the answers, under their digest, and goes with them."""
        return {"reason": self.reason, "phone": self.phone} if self.phone else {"reason": self.reason}


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    """Return the hasher; its cost is for a counter PC, the lock-out is what protects six digits."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class MissedError(SignInError):
    """A PIN that was asked for within a step was wrong; the miss is counted once the step is rolled back."""

    def __init__(self, staff_id: int) -> None:
        """Name whose PIN it was not."""
        super().__init__()
        self.staff_id = staff_id


class PinKeyError(KioskError):
    """The secret of the PINs was wrapped on another computer: no PIN can be checked here."""

    words = _("The PINs of this folder belong to another computer, so nobody can sign in here yet.")
    way = _("Bring the key file of that computer, or of its backup, to {folder} and try again.")

    def __init__(self) -> None:
        """Say where the key file has to lie."""
        super().__init__(way=self.way.format(folder=str(secrets_folder())))


def hashed(pin: str, session: Session) -> str:
    """Return what may be stored of a PIN: Argon2id over the PIN keyed with this device's secret."""
    return _hasher().hash(_keyed(pin, session))


def _keyed(pin: str, session: Session) -> str:
    """Return the PIN under the device secret."""
    return hmac.new(_secret(session), pin.encode(), hashlib.sha256).hexdigest()


def _secret(session: Session) -> bytes:
    """Return the device secret, made at the first use; the database has it wrapped only, so that it proves nothing alone.

    An older program kept it plain: it is wrapped when it is first needed, and the plain one is overwritten.
    """
    wrapper: Wrapper = session.info["wrapper"]
    kept = session.get(Device, _WRAPPED)
    if kept is not None:
        try:
            return wrapper.unwrap(base64.b64decode(kept.value), _WRAPPED)
        except KeyringShutError:
            raise
        except MasterKeyError as error:
            raise PinKeyError from error
    plain = session.get(Device, "pin secret")
    secret = bytes.fromhex(plain.value) if plain is not None else secrets.token_bytes(32)
    session.add(Device(key=_WRAPPED, value=base64.b64encode(wrapper.wrap(secret, _WRAPPED)).decode()))
    if plain is not None:
        session.delete(plain)
    return secret


def prove(session: Session, person: Staff, pin: str, now: datetime) -> None:
    """Raise SignInError unless this is the PIN of that person; a miss is a MissedError."""
    device = session.get(Device, _DEVICE) or Device(key=_DEVICE, value="0|")
    if wait := _wait(person, device, now):
        raise SignInError(_("Too many wrong PINs."), _again_in(wait))
    if not _verify(person.pin, _keyed(pin, session)):
        raise MissedError(person.id or 0)


def _again_in(wait: timedelta) -> Words:
    """Return when to try again."""
    return _("Please try again in {n} seconds.").format(n=int(wait.total_seconds()) + 1)


def delay(misses: int) -> timedelta:
    """Return how long the next try has to wait after so many misses in a row."""
    if misses <= _FREE_MISSES:
        return timedelta()
    seconds = _FIRST_DELAY * 2 ** (misses - _FREE_MISSES - 1)
    return timedelta(seconds=_LONGEST if misses >= 10 else min(seconds, _LONGEST))


class Badges:
    """The part of the desk that knows who is signed in."""

    if TYPE_CHECKING:
        clock: Clock

        @property
        def house(self) -> House:
            """See Desk.house."""

        def session(self) -> AbstractContextManager[Session]:
            """See Desk.session."""

    def _begin_badges(self) -> None:
        """Begin with nobody signed in and no decision made."""
        self.clerk: StaffRow | None = None
        self._issued: dict[str, Lift] = {}

    @property
    def clerk_name(self) -> str:
        """The name that journal and slips carry."""
        return self.clerk.name if self.clerk else ""

    @property
    def role(self) -> str:
        """The role of who is signed in, "" for nobody."""
        return self.clerk.role if self.clerk else ""

    def staff(self) -> list[StaffRow]:
        """Return who may sign in, in the order of their hiring."""
        with self.session() as session:
            return [
                staff_row(s)
                for s in session.exec(select(Staff).where(col(Staff.gone_at).is_(None)).order_by(col(Staff.id)))
            ]

    def sign_in(self, staff_id: int, pin: str) -> StaffRow:
        """Sign somebody in, or switch to him; raises SignInError in words."""
        self.clerk = self._proved(staff_id, pin)
        return self.clerk

    def lock(self) -> None:
        """Sign whoever is there out; decisions that were not used are void."""
        self.clerk = None
        self._issued.clear()

    def lift(self, rule: str, staff_id: int, pin: str, reason: str, *, about: str = "") -> Lift:
        """Return a decision that lifts one refusal, proved by that person's PIN; `about` binds it to a record."""
        reason = typed.reason(reason)
        if not reason:
            raise KioskError(_("A decision needs its reason."), _("Write in a few words why."))
        who = self._proved(staff_id, pin)
        return self._issue(Lift(rule, who.name, who.role, reason[:500], about=about))

    def lift_by_phone(self, rule: str, staff_id: int, phone: str, reason: str, *, about: str = "") -> Lift:
        """Return a decision made by telephone: it stays open until that person's PIN confirms it."""
        if not self.house[BY_PHONE]:
            raise KioskError(_("This estate does not decide by telephone."), _("Ask the supervisor to come."))
        phone, reason = typed.line(phone)[:40], typed.reason(reason)[:500]
        if not phone or not reason:
            raise KioskError(_("A decision by telephone needs number and reason."), _("Write down both."))
        with self.session() as session:
            person = session.get(Staff, staff_id)
            if person is None or person.gone_at is not None:
                raise SignInError
            who = staff_row(person)
        return self._issue(Lift(rule, who.name, who.role, reason, phone=phone, about=about))

    def _issue(self, lift: Lift) -> Lift:
        """Give a decision its token, so that no form can make one."""
        made = replace(lift, token=secrets.token_hex(16))
        self._issued[made.token] = made
        return made

    def issued(self, lift: Lift) -> bool:
        """Whether this desk made that decision and it has not been used."""
        return self._issued.get(lift.token) == lift

    def _spend(self, lifts: Iterable[Lift]) -> None:
        """A decision serves once."""
        for lift in lifts:
            self._issued.pop(lift.token, None)

    def _proved(self, staff_id: int, pin: str) -> StaffRow:
        """Return who proves to be that person; misses are counted in a transaction of their own."""
        with self.session() as session:
            person = session.get(Staff, staff_id)
            if person is None or person.gone_at is not None:
                raise SignInError
            device = session.get(Device, _DEVICE) or Device(key=_DEVICE, value="0|")
            now = self.clock()
            _no_later(person, device, now)
            wait = _wait(person, device, now)
            good = not wait and _verify(person.pin, _keyed(pin, session))
            if not wait:
                _count(person, device, now, good=good)
            session.add(person)
            session.add(device)
            row = staff_row(person)
        if wait:
            raise SignInError(_("Too many wrong PINs."), _again_in(wait))
        if not good:
            wait = delay(person.misses)
            way = _("Please try again in {n} seconds.").format(n=int(wait.total_seconds())) if wait else ""
            raise SignInError(way=way)
        return row

    def missed(self, staff_id: int) -> None:
        """Count a wrong PIN that a step asked for: it was rolled back with the step, or would have been."""
        with self.session() as session:
            person = session.get(Staff, staff_id)
            device = session.get(Device, _DEVICE) or Device(key=_DEVICE, value="0|")
            if person is not None:
                _count(person, device, self.clock(), good=False)
                session.add(person)
                session.add(device)


def _wait(person: Staff, device: Device, now: datetime) -> timedelta:
    """Return how long the next try has to wait: for the person, and for the lock screen."""
    misses, _sep, last = device.value.partition("|")
    last_at = datetime.fromisoformat(last) if last else None
    return max(_left(person.misses, person.missed_at, now), _left(int(misses) // 2, last_at, now))


def _no_later(person: Staff, device: Device, now: datetime) -> None:
    """Let a delay begin anew where the clock was set back: all of it is left, but it ends."""
    misses, _sep, last = device.value.partition("|")
    if last and datetime.fromisoformat(last) > now:
        device.value = f"{misses}|{now.isoformat()}"
    if person.missed_at is not None and person.missed_at > now:
        person.missed_at = now


def _left(misses: int, since: datetime | None, now: datetime) -> timedelta:
    """Return how much of a delay is left."""
    return max(delay(misses) - (now - since), timedelta()) if since is not None else timedelta()


def _count(person: Staff, device: Device, now: datetime, *, good: bool) -> None:
    """Count a miss for the person and for the lock screen, or forget both."""
    misses = int(device.value.partition("|")[0])
    person.misses = 0 if good else person.misses + 1
    person.missed_at = None if good else now
    device.value = "0|" if good else f"{misses + 1}|{now.isoformat()}"


def _verify(stored: str, keyed: str) -> bool:
    """Whether a keyed PIN fits what was stored."""
    try:
        return _hasher().verify(stored, keyed)
    except (VerifyMismatchError, InvalidHashError):
        return False


def staff_row(person: Any) -> StaffRow:
    """Return a person as the window sees him."""
    role = ROLES.get(person.role, person.role)
    return StaffRow(person.id or 0, person.name, person.role, role, person.language, person.gone_at is None)
