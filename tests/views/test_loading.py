"""The lock screen stands before the rest of the window, and whoever is quicker than the rest waits for nothing by hand."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from kiosk import app, services
from kiosk.bridge import Bridge
from kiosk.errors import BusyError, CannotStandError, DamagedError
from kiosk.views.sign_in import SignIn
from kiosk.views.window import Window
from tests.counter import PINS, Counter


class Early:
    """A window of which only the lock screen stands; what is loaded after that is noted."""

    def __init__(self, bridge: Bridge) -> None:
        """Show the lock screen."""
        bridge.lock()
        self.done: list[str] = []
        self.window = Window(bridge, after=self.parts())
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        self.window.begin_session()
        self.window.begin_session()  # a second time changes nothing

    def parts(self) -> Iterator[None]:
        """Load several things."""
        for name in "abcd":
            self.done.append(name)
            yield


@pytest.fixture
def early(bridge: Bridge, qtbot: QtBot) -> Iterator[Early]:
    """Return a window at its very beginning."""
    made = Early(bridge)
    qtbot.addWidget(made.window)
    yield made
    made.window.close()


def type_pin(window: Window, name: str) -> None:
    """Choose somebody and type his PIN."""
    assert isinstance(window.cover, SignIn)
    at = next(at for at, one in enumerate(window.cover.staff) if one.name == name)
    window.cover.choose(at)
    QTest.keyClicks(window.cover.pin, PINS[name])


def test_the_lock_screen_takes_keys_before_anything_else_is_there(early: Early) -> None:
    window = early.window
    assert (len(early.done) < 2, window.stands, hasattr(window, "pages")) == (True, False, False)
    assert isinstance(window.cover, SignIn)
    QTest.keyClicks(window.cover.pin, "1")
    assert window.cover.pin.text() or window.cover.chosen == 0
    window.say_problem("something")
    assert not window.stands


def test_the_rest_comes_a_part_a_turn(early: Early, qtbot: QtBot) -> None:
    window, seen = early.window, list[tuple[int, bool]]()
    stood: list[bool] = []
    window.stood.connect(lambda: stood.append(True))
    window.say_problem("something")
    window.turns.timeout.connect(lambda: seen.append((len(early.done), window.stands)))
    qtbot.waitUntil(lambda: window.stands)
    before = [count for count, stands in seen if not stands]
    assert before == list(range(5))[-len(before) :]
    assert len(before) > 1
    assert stood == [True]
    assert isinstance(window.cover, SignIn)
    assert window.status.problem.words == "something"


def test_whoever_is_in_sooner_finds_the_window_whole(early: Early, qtbot: QtBot) -> None:
    window = early.window
    type_pin(window, "李婷")
    qtbot.waitUntil(lambda: window.cover is None)
    assert (early.done, window.stands) == ([*"abcd"], True)
    assert window.at == "desk"
    assert QApplication.focusWidget() is window.top.box
    assert window.top.clerk.accessibleName().startswith("李婷")


def test_f11_on_the_lock_screen_waits_for_nothing(
    early: Early, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[bool] = []
    monkeypatch.setattr(early.window.emergency, "press", lambda: pressed.append(early.window.stands))
    assert early.window.cover is not None
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F5, Qt.Key.Key_F12):
        QTest.keyClick(early.window.cover, key)  # these rest on a lock screen
    assert not early.window.stands
    QTest.keyClick(early.window.cover, Qt.Key.Key_F11)
    assert pressed == [True]


def test_esc_while_a_pin_is_looked_at_is_no_mishap(early: Early) -> None:
    """Nobody has the focus meanwhile, and the window itself gets the key."""
    assert isinstance(early.window.cover, SignIn)
    with capture_exceptions() as mishaps:
        QTest.keyClick(early.window, Qt.Key.Key_Escape)
    assert mishaps == []
    assert not early.window.stands
    assert early.window.cover.isVisible()


def test_a_window_that_is_closed_at_once_ends_as_every_other(early: Early) -> None:
    assert early.window.close()
    assert (early.window.isVisible(), early.window.stands, len(early.done) < 2) == (False, False, True)
    assert not early.window.turns.isActive()


def test_a_screen_that_is_filled_is_not_left_early_either(early: Early) -> None:
    early.window.preferences.set("full_screen", True)
    assert not early.window.close()
    assert early.window.isVisible()
    early.window.preferences.set("full_screen", False)


def test_a_window_that_cannot_be_made_says_so_once_and_loads_nothing_more(
    early: Early, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Damaged pages, read by the first list, must not leave a lock screen with nothing behind it."""
    told: list[object] = []
    window = early.window
    window.fell.connect(told.append)
    monkeypatch.setattr(window, "build", lambda: (_ for _ in ()).throw(DamagedError()))
    with capture_exceptions() as mishaps:
        qtbot.waitUntil(lambda: bool(told))
        qtbot.waitUntil(lambda: bool(mishaps))
    assert [type(one) for one in told] == [DamagedError]
    assert not window.stands
    assert not window.turns.isActive()
    window.fall(BusyError())
    assert len(told) == 1


def test_what_keeps_the_lock_screen_away_is_said(early: Early, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    early.window.fell.connect(told.append)
    monkeypatch.setattr(early.window, "begin_session", lambda: (_ for _ in ()).throw(DamagedError()))
    app._begin(early.window)
    assert [type(one) for one in told] == [DamagedError]


def test_the_end_of_a_start_that_failed_has_one_sentence(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody expected is no trace on the screen, and the program ends with 1."""
    said: list[str] = []
    ended: list[int] = []
    monkeypatch.setattr(app, "_say_and_end", lambda error: said.append(str(error)))
    monkeypatch.setattr(app.QApplication, "exit", ended.append)
    app._fell(DamagedError())
    app._fell(ZeroDivisionError("secret"))
    assert said == [str(DamagedError()), str(CannotStandError())]
    assert ended == [1, 1]


def test_services_are_found_one_by_one_and_all() -> None:
    assert tuple(services.one_by_one()) == services.modules()
