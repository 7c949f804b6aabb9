"""The seam with its own thread: answers arrive on the window's, in order, and a page that is gone gets none."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.bridge import Bridge
from kiosk.errors import KioskError
from kiosk.i18n import _
from tests.counter import OWNER, PINS, THREE, UNIT, Counter


@pytest.fixture
def bridge(counter: Counter, qapp: QApplication) -> Iterator[Bridge]:
    """Return a bridge with a thread."""
    made = Bridge(counter.desk)
    yield made
    made.close()


class Page(QObject):
    """Stands for a page that asks."""

    def __init__(self) -> None:
        """Remember what came, and on which thread."""
        super().__init__()
        self.got: list[object] = []
        self.threads: list[str] = []

    @Slot(object)
    def take(self, value: object) -> None:
        """Take an answer."""
        self.got.append(value)
        self.threads.append(threading.current_thread().name)


def test_the_desk_works_in_its_own_thread(bridge: Bridge, qtbot: QtBot) -> None:
    """The call runs on the desk's thread, its answer arrives on ours."""
    page = Page()
    bridge.call(lambda desk: threading.current_thread().name, page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert page.got == ["desk"]
    assert page.threads == [threading.current_thread().name]


def test_a_step_is_taken_and_everybody_hears(bridge: Bridge, counter: Counter, qtbot: QtBot) -> None:
    """`taken`, then `changed`, after the record is on the disk."""
    page, woken = Page(), []
    bridge.wake = lambda: woken.append(1)
    answers = {"unit": UNIT, "party": OWNER, "pieces": THREE}
    with qtbot.waitSignal(bridge.changed, timeout=5000):
        bridge.take("luggage.store", answers, once="one", then=page.take)
    assert len(page.got) == 1
    assert len(counter.reader.records("luggage")) == 1
    assert woken


def test_an_error_comes_back_in_words(bridge: Bridge, qtbot: QtBot) -> None:
    """What the desk refuses reaches who asked; what nobody takes reaches everybody."""
    page = Page()

    def refuse(desk: object) -> None:
        raise KioskError(_("That did not work."))

    bridge.call(refuse, None, page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert isinstance(page.got[0], KioskError)
    with qtbot.waitSignal(bridge.refused, timeout=5000):
        bridge.call(refuse)


def test_a_bug_is_one_sentence(bridge: Bridge, qtbot: QtBot) -> None:
    """An exception of the program's own never travels further than this."""
    page = Page()
    bridge.call(lambda desk: 1 // 0, None, page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert isinstance(page.got[0], KioskError)


def test_a_page_that_is_gone_gets_nothing(bridge: Bridge, qtbot: QtBot) -> None:
    """The answer of a closed page is dropped."""
    gone, stays = Page(), Page()
    hold = threading.Event()
    bridge.call(lambda desk: hold.wait(5), gone.take)
    bridge.call(lambda desk: "here", stays.take)
    from shiboken6 import delete

    delete(gone)
    hold.set()
    qtbot.waitUntil(lambda: stays.got == ["here"])
    assert gone.got == []


def test_the_spool_may_wait_for_its_answer(bridge: Bridge) -> None:
    """`ask` gives the value, or raises what went wrong."""
    assert bridge.ask(lambda desk: 7) == 7
    with pytest.raises(KioskError):
        bridge.ask(lambda desk: (_ for _ in ()).throw(KioskError()))


def test_a_lock_has_the_last_word_over_a_sign_in_on_its_way(bridge: Bridge, counter: Counter, qtbot: QtBot) -> None:
    """Whoever locks while a PIN is still being looked at finds nobody signed in, in window and desk."""
    page, seen = Page(), []
    bridge.signed.connect(seen.append)
    person = next(s for s in counter.reader.staff() if s.name == "李婷")
    bridge.sign_in(person.id, PINS["李婷"], page.take, page.take)
    bridge.lock()
    after = Page()
    bridge.call(lambda desk: desk.clerk, after.take)
    qtbot.waitUntil(lambda: bool(after.got))
    assert after.got == [None]
    assert bridge.clerk is None
    assert bridge.reader.clerk is None
    assert page.got == []
    assert seen == [None]


def test_a_sign_in_after_a_lock_stands(bridge: Bridge, counter: Counter, qtbot: QtBot) -> None:
    """Only what came before the lock is out of date."""
    page = Page()
    person = next(s for s in counter.reader.staff() if s.name == "李婷")
    bridge.lock()
    bridge.sign_in(person.id, PINS["李婷"], page.take, page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert bridge.clerk is not None
    assert bridge.clerk.name == "李婷"


def test_long_work_has_a_thread_of_its_own(bridge: Bridge, qtbot: QtBot) -> None:
    """Neither the window nor the desk waits for it; its answer, or what went wrong, arrives on the window's thread."""
    page, desk_page, hold = Page(), Page(), threading.Event()
    bridge.work(lambda desk: (hold.wait(5), threading.current_thread().name)[1], page.take)
    bridge.call(lambda desk: "meanwhile", desk_page.take)
    qtbot.waitUntil(lambda: desk_page.got == ["meanwhile"])
    assert page.got == []
    hold.set()
    qtbot.waitUntil(lambda: bool(page.got))
    assert page.got == ["work"]
    assert page.threads == [threading.current_thread().name]
    bridge.work(lambda desk: 1 // 0, None, page.take)
    qtbot.waitUntil(lambda: len(page.got) == 2)
    assert isinstance(page.got[1], KioskError)


def test_the_desk_rests_once_nobody_asks(bridge: Bridge, counter: Counter, qtbot: QtBot, monkeypatch: Any) -> None:
    """After a call, until it says that nothing is left, on its own thread; a call that comes meanwhile is served."""
    page, rests, answers = Page(), [], [True, KioskError(), True, True, False]

    def rest() -> bool:
        rests.append(threading.current_thread().name)
        said = answers.pop(0)
        if isinstance(said, KioskError):
            raise said
        return bool(said)

    monkeypatch.setattr(counter.desk, "rest", rest)
    bridge.call(lambda desk: "first", page.take)
    qtbot.waitUntil(lambda: len(rests) == 2)  # the second goes wrong, and is left until the next call
    bridge.call(lambda desk: "second", page.take)
    qtbot.waitUntil(lambda: not answers)
    assert page.got == ["first", "second"]
    assert set(rests) == {"desk"}
