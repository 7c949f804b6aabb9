"""Sealed values: what is sealed opens only where it belongs, and not after its term."""

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.vault import KeyGoneError, SealBrokenError, Vault, mask


class Keys:
    """Data keys in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def key(self, klass: str, month: str, *, create: bool) -> bytes:
        if (klass, month) not in self.kept and not create:
            raise KeyGoneError
        return self.kept.setdefault((klass, month), secrets.token_bytes(32))

    def drop(self, klass: str, month: str) -> None:
        self.kept.pop((klass, month), None)

    def months(self, klass: str) -> list[str]:
        return sorted(month for k, month in self.kept if k == klass)


@given(st.binary(max_size=300), st.text(max_size=40).filter(lambda t: t.isprintable()))
def test_what_is_sealed_opens_again_and_never_reads_plain(plain: bytes, bound: str) -> None:
    vault = Vault(Keys())
    box = vault.seal("id", "2026-11", plain, bound)
    assert vault.open("id", "2026-11", box, bound) == plain
    assert len(plain) < 4 or plain not in box
    assert box != vault.seal("id", "2026-11", plain, bound)


def test_a_box_opens_only_for_its_own_record_and_question() -> None:
    vault = Vault(Keys())
    box = vault.seal("id", "2026-11", b"110101199003074477", "V26112201/document")
    with pytest.raises(SealBrokenError):
        vault.open("id", "2026-11", box, "V26112202/document")


@given(st.integers(0, 60), st.integers(1, 255))
def test_any_changed_byte_is_noticed(where: int, flip: int) -> None:
    vault = Vault(Keys())
    box = bytearray(vault.seal("id", "2026-11", b"110101199003074477", "b"))
    box[where % len(box)] ^= flip
    with pytest.raises(SealBrokenError):
        vault.open("id", "2026-11", bytes(box), "b")


@pytest.mark.parametrize("length", [0, 1, 13, 28])
def test_a_cut_box_is_noticed(length: int) -> None:
    vault = Vault(Keys())
    box = vault.seal("id", "2026-11", b"x", "b")
    with pytest.raises(SealBrokenError):
        vault.open("id", "2026-11", box[:length], "b")


def test_equal_values_of_a_class_and_month_have_equal_digests() -> None:
    vault = Vault(Keys())
    digest = vault.digest("id", "2026-11", "11010119900307447X")
    assert digest == vault.digest("id", "2026-11", "１１０１０１ 19900307447x")
    assert digest != vault.digest("id", "2026-12", "11010119900307447X")
    assert digest != vault.digest("guest", "2026-11", "11010119900307447X")


def test_a_purge_ends_the_values_and_their_digests() -> None:
    vault = Vault(Keys())
    old = vault.seal("id", "2026-10", b"x", "b")
    new = vault.seal("id", "2026-11", b"y", "b")
    digest = vault.digest("id", "2026-10", "x")
    assert vault.purge("id", "2026-11") == ["2026-10"]
    with pytest.raises(KeyGoneError):
        vault.open("id", "2026-10", old, "b")
    with pytest.raises(KeyGoneError):
        vault.digest("id", "2026-10", "x", create=False)
    assert vault.digest("id", "2026-10", "x") != digest
    assert vault.open("id", "2026-11", new, "b") == b"y"


@pytest.mark.parametrize(
    ("value", "masked"), [("110101199003074477", "1" + "*" * 16 + "7"), ("E1234", "E***4"), ("123", "***"), ("", "")]
)
def test_a_mask_shows_the_first_and_the_last_character_alone(value: str, masked: str) -> None:
    assert mask(value) == masked
