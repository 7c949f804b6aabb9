"""Where the vault's keys lie: wrapped, and the master key never in the data folder."""

import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest
from keyring.errors import KeyringLocked
from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

from kiosk.clock import StillClock
from kiosk.places import secrets_folder
from kiosk.store.keys import KeyringShutError, MasterKeyError, SealedKeys, Wrapper, wrapper_for
from kiosk.store.tables import VaultKey
from kiosk.vault import KeyGoneError, Vault
from tests.counter import SUNDAY, UNIT, Counter
from tests.desk.test_pictures import NUMBER, seen


class Ring(keyring.backend.KeyringBackend):
    """A keyring that works, in memory."""

    priority = 5  # type: ignore[assignment]  # a class property in keyring

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, made = keyring.get_keyring(), Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'keys.db'}")
    SQLModel.metadata.create_all(engine, tables=[SQLModel.metadata.tables[str(VaultKey.__tablename__)]])
    with engine.connect() as made:
        yield made
    engine.dispose()


def _keys(connection: Connection, wrapper: Wrapper | None = None) -> SealedKeys:
    return SealedKeys(connection, wrapper or wrapper_for("abc"), StillClock(SUNDAY))


def test_a_key_is_made_once_and_kept_wrapped(connection: Connection) -> None:
    key = _keys(connection).key("id", "2026-11", create=True)
    assert _keys(connection).key("id", "2026-11", create=False) == key
    stored = connection.exec_driver_sql("SELECT wrapped FROM vault_key").scalar()
    assert isinstance(stored, bytes)
    assert key not in stored


def test_a_dropped_key_is_gone(connection: Connection) -> None:
    keys = _keys(connection)
    keys.key("id", "2026-10", create=True)
    keys.key("id", "2026-11", create=True)
    assert keys.months("id") == ["2026-10", "2026-11"]
    keys.drop("id", "2026-10")
    assert keys.months("id") == ["2026-11"]
    with pytest.raises(KeyGoneError):
        keys.key("id", "2026-10", create=False)


def test_a_wrapped_key_moved_to_another_month_does_not_open(connection: Connection) -> None:
    keys = _keys(connection)
    keys.key("id", "2026-10", create=True)
    connection.exec_driver_sql("UPDATE vault_key SET month = '2026-11'")
    with pytest.raises(MasterKeyError):
        keys.key("id", "2026-11", create=False)


def test_another_master_key_opens_nothing_and_wraps_nothing_beside(connection: Connection) -> None:
    _keys(connection).key("id", "2026-10", create=True)
    other = _keys(connection, wrapper_for("another"))
    with pytest.raises(MasterKeyError):
        other.key("id", "2026-10", create=False)
    with pytest.raises(MasterKeyError):
        other.key("id", "2026-11", create=True)


def test_without_a_keyring_the_master_key_is_a_file_of_its_owner_alone() -> None:
    wrapper = wrapper_for("abc")
    path = secrets_folder() / "abc.key"
    assert (wrapper.kind, wrapper.where) == ("file", str(path))
    assert path.read_bytes() == wrapper_for("abc").master.key
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_that_was_cut_is_said_and_never_replaced() -> None:
    path = secrets_folder() / "abc.key"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"short")
    with pytest.raises(MasterKeyError):
        _ = wrapper_for("abc").kind
    assert path.read_bytes() == b"short"


def test_the_keyring_is_used_where_there_is_one(ring: Ring) -> None:
    wrapper = wrapper_for("abc")
    assert wrapper.kind == "keyring"
    assert wrapper_for("abc").master == wrapper.master
    assert list(ring.kept) == [("concierge-kiosk", "abc")]
    assert not secrets_folder().exists()


def test_a_keyring_that_appears_later_does_not_replace_the_file(ring: Ring) -> None:
    ring.priority = -1  # type: ignore[assignment]  # a class property in keyring
    first = wrapper_for("abc").master
    ring.priority = 5  # type: ignore[assignment]  # a class property in keyring
    assert wrapper_for("abc").master == first
    assert ring.kept == {}


def test_the_desks_master_key_never_lies_in_its_data_folder(counter: Counter) -> None:
    with counter.desk.session() as session:
        Vault(SealedKeys(session.connection(), counter.desk.wrapper, counter.clock)).seal("id", "2026-11", b"x", "b")
    master = counter.desk.wrapper.master.key
    assert not any(master in path.read_bytes() for path in counter.folder.rglob("*") if path.is_file())


class Shut(Ring):
    """A keyring that is there and locked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("locked")


class Odd(Ring):
    """A keyring that fails as no keyring should: a service of the system that is gone."""

    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionError("no bus") from None


@pytest.fixture
def guarded(ring: Ring, tmp_path: Path) -> Iterator[Counter]:
    """Return a desk whose master key lies in the keyring."""
    made = Counter(tmp_path / "guarded")
    yield made
    made.close()


@pytest.mark.parametrize("backend", [Shut, Odd])
def test_a_keyring_that_is_shut_is_one_sentence_and_opens_later(
    guarded: Counter, ring: Ring, backend: type[Ring]
) -> None:
    """Nobody signs in meanwhile, no second key is made; unlocked, everything goes on without a restart."""
    guarded.reopen()
    keyring.set_keyring(backend())
    with pytest.raises(KeyringShutError) as shut:
        guarded.sign_in("李婷")
    assert shut.value.words == KeyringShutError.words
    assert not secrets_folder().exists()
    keyring.set_keyring(ring)
    assert guarded.sign_in("李婷").name == "李婷"


def test_a_keyring_that_is_shut_later_is_not_missed(guarded: Counter) -> None:
    """Whoever signed in has the key in memory: sealing and showing go on until the program ends."""
    keyring.set_keyring(Shut())
    visit = seen(guarded, pictures=[], copied=True)
    number = guarded.reader.page(visit).sealed[0]
    assert guarded.desk.reveal(visit, "number", number.id, once="look") == NUMBER


def test_a_keyring_that_is_shut_at_the_moment_of_sealing_and_showing_loses_nothing(
    guarded: Counter, ring: Ring
) -> None:
    """Where the key was let go of: one sentence, the step is not taken, nothing is written in plain; then it is taken."""
    visit = seen(guarded, pictures=[], copied=True)
    number = guarded.reader.page(visit).sealed[0]
    other = guarded.take("visitors.arrive", unit=UNIT, party="仇英").number
    guarded.desk.wrapper.__dict__.pop("master")
    keyring.set_keyring(Shut())
    with pytest.raises(KeyringShutError):
        guarded.take("visitors.see_document", other, kind="passport", document="E12345678", copied=True)
    with pytest.raises(KeyringShutError):
        guarded.desk.reveal(visit, "number", number.id, once="look")
    assert guarded.reader.page(other).row.state == "arrived"
    assert b"E12345678" not in b"".join(p.read_bytes() for p in guarded.folder.rglob("*") if p.is_file())
    keyring.set_keyring(ring)
    assert (
        guarded.take("visitors.see_document", other, kind="passport", document="E12345678", copied=True).number == other
    )
    assert guarded.desk.reveal(visit, "number", number.id, once="again") == NUMBER


def test_a_folder_that_came_without_its_keys_shows_nothing_and_seals_nothing(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup brought to another computer: each look and each document is one sentence; the key file brings all back."""
    visit = seen(counter, pictures=[], copied=True)
    number = counter.reader.page(visit).sealed[0]
    other = counter.take("visitors.arrive", unit=UNIT, party="仇英").number
    counter.desk.wrapper.__dict__.pop("master")
    monkeypatch.setenv("KIOSK_SECRETS", str(tmp_path / "elsewhere"))
    with pytest.raises(MasterKeyError):
        counter.desk.reveal(visit, "number", number.id, once="look")
    with pytest.raises(MasterKeyError):
        counter.take("visitors.see_document", other, kind="passport", document="E12345678", copied=True)
    assert counter.reader.find(NUMBER) == []  # and nothing is said to be found
    assert not (tmp_path / "elsewhere").exists()
    shutil.copytree(tmp_path / "secrets", tmp_path / "elsewhere")
    assert counter.desk.reveal(visit, "number", number.id, once="again") == NUMBER


def test_a_key_file_that_cannot_be_read_is_said_to_be() -> None:
    """Another user's, or no file at all: not that the disk is full."""
    path = secrets_folder() / "abc.key"
    path.mkdir(parents=True)
    with pytest.raises(MasterKeyError):
        _ = wrapper_for("abc").kind
