"""What every test gets: no screen, no keyring, folders of its own, a still clock, and `--without RULE`."""

import os
import shutil

os.environ["QT_QPA_PLATFORM"] = os.environ.get("KIOSK_TEST_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from kiosk import i18n, rules
from tests.counter import Counter

#: No test passes or fails by the clock; a first import may take longer than Hypothesis likes.
#: The suite tries the same examples every time; KIOSK_SEARCH=1 looks for new ones.
hypothesis.settings.register_profile("house", deadline=None, derandomize="KIOSK_SEARCH" not in os.environ)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--without`: take rules away, so that their tests must fail; `--update-slips`: write golden papers."""
    parser.addoption("--without", action="append", default=[], metavar="RULE", help="take this rule away")
    parser.addoption("--update-slips", action="store_true", help="write the golden papers anew: read the difference")


def pytest_configure(config: pytest.Config) -> None:
    """Take the named rules away before anything is collected."""
    rules.OFF.update(config.getoption("--without"))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test secrets of its own, outside its data folder, and the Chinese screen."""
    monkeypatch.setenv("KIOSK_SECRETS", str(tmp_path / "secrets"))
    i18n.use("zh")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found the estate once a process; tests get copies of it, with the key to its sealed values."""
    folder = tmp_path_factory.mktemp("founded")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("KIOSK_SECRETS", str(folder / "secrets"))
        Counter(folder / "estate").close()
    return folder


@pytest.fixture
def counter(tmp_path: Path, founded: Path) -> Iterator[Counter]:
    """Return a counter with its estate, the clerk signed in."""
    shutil.copytree(founded, tmp_path, dirs_exist_ok=True)
    made = Counter(tmp_path / "estate")
    yield made
    made.close()
