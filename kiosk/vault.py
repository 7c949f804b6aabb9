"""Sealed values: AES-GCM under data keys by class and month, searched by a digest keyed the same way.

Destroying a month's key ends both what it sealed and the digests made with it (RELIABILITY). The vault
knows no database: a `KeyStore` keeps the keys.
"""

import hashlib
import hmac
import secrets
import unicodedata
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.errors import KioskError
from kiosk.i18n import _

_NONCE = 12
#: First byte of every box, so that a later form can be told apart.
_FORM = b"\x01"
#: Form, nonce and tag: a shorter box was cut.
_SHORTEST = 1 + _NONCE + 16


class KeyGoneError(KioskError):
    """The key of this class and month was destroyed, or is not on this computer."""

    words = _("This cannot be read any more: its term is over.")


class SealBrokenError(KioskError):
    """What is read was changed, or belongs to another record or question."""

    words = _("This cannot be read: it was changed outside the program.")
    way = _("Please tell the manager; the last good backup has it.")


class KeyStore(Protocol):
    """Keeps the data keys, 32 bytes each, by class and month ("2026-11")."""

    def key(self, klass: str, month: str, *, create: bool) -> bytes:
        """Return a key, made where `create` allows; raises KeyGoneError where there is none."""

    def drop(self, klass: str, month: str) -> None:
        """Destroy a key."""

    def months(self, klass: str) -> list[str]:
        """Return the months of a class that have a key, oldest first."""


def mask(value: str) -> str:
    """Return a value with all but its first and last character hidden; short ones are hidden whole."""
    if len(value) < 4:
        return "*" * len(value)
    return f"{value[0]}{'*' * (len(value) - 2)}{value[-1]}"


class Vault:
    """Seals and opens values with the keys of one store."""

    def __init__(self, keys: KeyStore) -> None:
        """Use the keys of `keys`."""
        self._keys = keys

    def seal(self, klass: str, month: str, plain: bytes, bound: str) -> bytes:
        """Return `plain` encrypted; it opens only with the same `bound` (record and question)."""
        nonce = secrets.token_bytes(_NONCE)
        box = AESGCM(self._keys.key(klass, month, create=True)).encrypt(nonce, plain, bound.encode())
        return _FORM + nonce + box

    def open(self, klass: str, month: str, box: bytes, bound: str) -> bytes:
        """Return what was sealed; raises KeyGoneError after its term, SealBrokenError where it was tampered with."""
        key = self._keys.key(klass, month, create=False)
        if box[:1] != _FORM or len(box) < _SHORTEST:
            raise SealBrokenError
        try:
            return AESGCM(key).decrypt(box[1 : 1 + _NONCE], box[1 + _NONCE :], bound.encode())
        except InvalidTag as error:
            raise SealBrokenError from error

    def digest(self, klass: str, month: str, value: str, *, create: bool = True) -> str:
        """Return a digest to search by: equal values of a class and month have equal ones.

        Who only searches passes `create=False`: a month without key then raises KeyGoneError.
        """
        plain = "".join(unicodedata.normalize("NFKC", value).upper().split())
        return hmac.new(self._search_key(klass, month, create=create), plain.encode(), hashlib.sha256).hexdigest()

    def _search_key(self, klass: str, month: str, *, create: bool) -> bytes:
        """Return the key of the digests, derived from the data key so that it ends with it."""
        key = self._keys.key(klass, month, create=create)
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"search").derive(key)

    def purge(self, klass: str, before: str) -> list[str]:
        """Destroy the keys of a class for the months before `before`; return those months."""
        gone = [month for month in self._keys.months(klass) if month < before]
        for month in gone:
            self._keys.drop(klass, month)
        return gone
