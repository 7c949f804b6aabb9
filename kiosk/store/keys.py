"""Where the vault's keys lie: wrapped in the database, under a master key that is never in the data folder.

The master key is in the system's keyring, or, where there is none, in a file that only its owner reads,
outside the data folder; `kiosk doctor` says so plainly.
"""

import base64
import logging
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, text

from kiosk.clock import Clock
from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.places import secrets_folder
from kiosk.vault import KeyGoneError

log = logging.getLogger(__name__)

SERVICE = "concierge-kiosk"
_NONCE = 12
_KEY = 32


class MasterKeyError(KioskError):
    """The master key that wraps the data keys does not fit or cannot be read."""

    words = _("The key to the sealed data is not on this computer.")
    way = _("Bring the key file back, or start the program as the user who set it up.")


class KeyringShutError(MasterKeyError):
    """The system's keyring is there and does not open; the master key may lie in it."""

    words = _("The computer's keyring is locked or does not answer: nothing sealed can be read or kept just now.")
    way = _("Unlock it, or sign in to the computer again, and press again; what you typed is still here.")


@dataclass(frozen=True)
class Master:
    """The master key and where it lies: in the "keyring" or in a "file"."""

    key: bytes
    kind: str
    where: str


class Wrapper:
    """Wraps data keys under the master key, which is looked for when it is first needed."""

    def __init__(self, find: Callable[[], Master], known: Callable[[], Iterable[Master]] | None = None) -> None:
        """Wrap under what `find` returns; what is wrapped already opens with one of the `known`, made never."""
        self._find, self._known = find, known or (lambda: [self.master])

    @cached_property
    def master(self) -> Master:
        """The master key; importing the keyring costs 0.15 s, so not at the start of the program."""
        return self._find()

    @property
    def kind(self) -> str:
        """Where the master key lies: "keyring" or "file"."""
        return self.master.kind

    @property
    def where(self) -> str:
        """The keyring's service or the file's path."""
        return self.master.where

    def wrap(self, key: bytes, bound: str) -> bytes:
        """Return a data key wrapped for its class and month."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.master.key).encrypt(nonce, key, bound.encode())

    def unwrap(self, wrapped: bytes, bound: str) -> bytes:
        """Return a data key; raises MasterKeyError where the master key is another one, not here, or shut away.

        A folder that was brought from another computer must not get a master key of its own: the right one,
        brought later, would stand behind it.
        """
        tried = [self.master] if "master" in self.__dict__ else self._known()
        for master in tried:
            try:
                key = AESGCM(master.key).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound.encode())
            except InvalidTag:
                continue
            self.__dict__["master"] = master  # the one that fits wraps from now on
            return key
        raise MasterKeyError


def wrapper_for(estate: str) -> Wrapper:
    """Return the wrapper of an installation, whose master key is made at the first use."""
    return Wrapper(lambda: master_of(estate), lambda: masters_of(estate))


def masters_of(estate: str) -> Iterator[Master]:
    """Yield the master keys that an installation has, of the file and of the keyring; none is made.

    Raises KeyringShutError where those before did not fit and the keyring cannot be looked into.
    """
    path = secrets_folder() / f"{estate}.key"
    if _lies(path):
        yield Master(_from_file(path), "file", str(path))
    ring = _from_keyring(estate, create=False)
    if ring is not None:
        yield Master(ring, "keyring", SERVICE)


def master_of(estate: str) -> Master:
    """Return an installation's master key, made where there is none.

    A key that exists already wins, wherever it lies: a keyring that appears later must not take the place
    of the file that wrapped everything so far.
    """
    path = secrets_folder() / f"{estate}.key"
    try:
        found = _from_keyring(estate, create=not _lies(path))
    except KeyringShutError as error:  # nothing was wrapped so far: the file takes its place, and doctor says so
        log.warning("the keyring is not used: %s", type(error.__cause__).__name__)
        found = None
    if found is not None:
        return Master(found, "keyring", SERVICE)
    return Master(_from_file(path), "file", str(path))


def _lies(path: Path) -> bool:
    """Whether there is a key file; raises MasterKeyError where nobody may look."""
    try:
        return path.exists()
    except OSError as error:
        raise MasterKeyError from error


def _from_keyring(estate: str, *, create: bool) -> bytes | None:
    """Return the master key of the system's keyring, or None where there is no keyring to trust, or none of ours in it.

    Raises KeyringShutError where there is one that does not answer.
    """
    import keyring

    try:
        backend = keyring.get_keyring()
        if backend.priority <= 0 or "keyrings.alt" in type(backend).__module__:
            return None  # none, the one that fails, or one that keeps plain text
        kept = keyring.get_password(SERVICE, estate)
        if kept is None and create:
            kept = base64.b64encode(secrets.token_bytes(32)).decode()
            keyring.set_password(SERVICE, estate, kept)
            kept = keyring.get_password(SERVICE, estate)
        return base64.b64decode(kept) if kept else None
    except Exception as error:  # each system's keyring fails in its own way: locked, no session, no service, no bus
        raise KeyringShutError from error


def _from_file(path: Path) -> bytes:
    """Return the master key of an owner-only file, written whole or not at all."""
    if _lies(path):
        try:
            key = path.read_bytes()
        except OSError as error:  # another user's: said as what it is, not as a full disk
            raise MasterKeyError from error
        if len(key) != _KEY:
            raise MasterKeyError
        return key
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = secrets.token_bytes(_KEY)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)  # left by a power cut: made anew, so that its mode is ours
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(key)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
    if hasattr(os, "O_DIRECTORY"):  # not on Windows, which cannot sync a folder
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        os.fsync(folder)
        os.close(folder)
    return key


class SealedKeys:
    """The data keys of one installation, read and written in the caller's transaction."""

    def __init__(self, connection: Connection, wrapper: Wrapper, clock: Clock) -> None:
        """Work on `connection`."""
        self._connection, self._wrapper, self._clock = connection, wrapper, clock

    def key(self, klass: str, month: str, *, create: bool) -> bytes:
        """Return a data key, made where `create` allows; raises KeyGoneError where there is none."""
        query = text("SELECT wrapped FROM vault_key WHERE klass = :klass AND month = :month")
        wrapped = self._connection.execute(query, {"klass": klass, "month": month}).scalar()
        if wrapped is not None:
            return self._wrapper.unwrap(wrapped, f"{klass}/{month}")
        if not create:
            raise KeyGoneError
        self._fits()
        key = secrets.token_bytes(_KEY)
        row = {
            "klass": klass, "month": month, "wrapped": self._wrapper.wrap(key, f"{klass}/{month}"),
            "made": self._clock().strftime("%Y-%m-%d %H:%M:%S.%f"),
        }  # fmt: skip  # one line a group reads better
        self._connection.execute(
            text("INSERT INTO vault_key (klass, month, wrapped, made_at) VALUES (:klass, :month, :wrapped, :made)"), row
        )
        return key

    def _fits(self) -> None:
        """Raise MasterKeyError where the master key is not the one that wrapped the keys so far.

        A new month must not be wrapped under a second master key: nobody could tell them apart later.
        """
        newest = text("SELECT klass, month, wrapped FROM vault_key ORDER BY made_at DESC LIMIT 1")
        for klass, month, wrapped in self._connection.execute(newest):
            self._wrapper.unwrap(wrapped, f"{klass}/{month}")

    def drop(self, klass: str, month: str) -> None:
        """Destroy a key."""
        statement = text("DELETE FROM vault_key WHERE klass = :klass AND month = :month")
        self._connection.execute(statement, {"klass": klass, "month": month})

    def months(self, klass: str) -> list[str]:
        """Return the months of a class that have a key, oldest first."""
        query = text("SELECT month FROM vault_key WHERE klass = :klass ORDER BY month")
        return [str(month) for month in self._connection.execute(query, {"klass": klass}).scalars()]
