"""The composition root: slips reach a folder while there is no printer; every mishap is said once."""

import json
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk import app
from kiosk.app import SLIPS, Housekeeping, Mishaps, Paper
from kiosk.bridge import Bridge
from kiosk.desk.purging import Purged
from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.printing.printers import NOT_UNDERSTOOD
from kiosk.printing.spool import Spool
from kiosk.views.printer_words import printer_state
from tests.counter import Counter


@pytest.fixture
def bridge(counter: Counter, qapp: QApplication) -> Iterator[Bridge]:
    """Return a bridge with a thread."""
    made = Bridge(counter.desk)
    yield made
    made.close()


def test_slips_are_kept_as_files_without_a_printer(
    bridge: Bridge, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """Every part of the set becomes a file, and the queue knows it."""
    paper = Paper(bridge, tmp_path, None)
    paper.renew()
    try:
        outcome = bridge.ask(lambda desk: counter.store())
        paper.wake()
        qtbot.waitUntil(lambda: {j.state for j in counter.reader.jobs()} == {"printed"}, timeout=20_000)
    finally:
        paper.stop()
    assert len(list((tmp_path / SLIPS).glob("*.bin"))) == len(outcome.jobs)


def test_another_printer_for_one_run(bridge: Bridge, tmp_path: Path) -> None:
    """`--printer` stands in for every printer of the settings."""
    paper = Paper(bridge, tmp_path, "tcp://192.0.2.7")
    assert set(paper.addresses().values()) == {"tcp://192.0.2.7"}
    assert bridge.printer_named


def test_an_address_that_says_nothing_is_seen_in_the_status_bar(
    bridge: Bridge, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """Its slips are kept as files, and neither before nor after one the printer is said to be ready."""
    printers = [{"key": "receipt", "address": "tcp://192.168.1.50:9100?baud=19200"}]
    bridge.ask(lambda desk: counter.sign_in("周明"))
    bridge.ask(lambda desk: counter.take("house.set_value", key="printers", value=json.dumps(json.dumps(printers))))
    paper = Paper(bridge, tmp_path, None)
    paper.renew()
    try:
        qtbot.waitUntil(lambda: "receipt" in bridge.printer_states)
        words, tone = printer_state([], True, bridge.printer_states)
        assert (str(words), tone) == (str(NOT_UNDERSTOOD), "amber")
        bridge.ask(lambda desk: counter.store())
        paper.wake()
        qtbot.waitUntil(lambda: {j.state for j in counter.reader.jobs()} == {"printed"}, timeout=20_000)
    finally:
        paper.stop()
    assert printer_state([], True, bridge.printer_states)[1] == "amber"
    assert list((tmp_path / SLIPS).glob("*.bin"))


class _Stubborn(Spool):
    """A spool whose printer is silent: its end takes until somebody lets it go."""

    let_go = threading.Event()

    def stop(self, seconds: float = 2.0) -> bool:
        """Wait as a worker waits that is in the middle of a page."""
        self.let_go.wait(seconds)
        return super().stop(seconds)


def test_other_printers_never_make_the_window_wait(
    bridge: Bridge, counter: Counter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the old printers end, the window goes on; the new ones begin afterwards."""
    monkeypatch.setattr("kiosk.printing.spool.Spool", _Stubborn)
    paper = Paper(bridge, tmp_path, None)
    paper.renew()
    qtbot.waitUntil(lambda: paper.spool is not None)
    first = paper.spool
    bridge.ask(lambda desk: counter.sign_in("周明"))
    bridge.ask(lambda desk: counter.take("house.set_value", key="doubt_seconds", value="30"))
    paper.renew()
    assert paper.spool is first  # the call came back although the old spool still stands
    _Stubborn.let_go.set()
    qtbot.waitUntil(lambda: paper.spool is not first)
    paper.stop()


@pytest.fixture
def mishaps(qapp: QApplication) -> Iterator[Mishaps]:
    """Return the hooks, and give the interpreter its own back."""
    before = sys.excepthook, threading.excepthook
    yield Mishaps()
    sys.excepthook, threading.excepthook = before


def test_a_mishap_is_said_once_and_logged_each_time(mishaps: Mishaps, caplog: pytest.LogCaptureFixture) -> None:
    """The same place speaks once; its words are ours, never the error's."""
    said: list[object] = []
    mishaps.happened.connect(said.append)
    for _round in range(3):
        try:
            raise ZeroDivisionError("3-2-1005 沈佳宜")
        except ZeroDivisionError as error:
            mishaps.hook(ZeroDivisionError, error, error.__traceback__)
    assert len(said) == 1
    assert "沈佳宜" not in str(said[0])
    assert len(caplog.records) == 3


def test_an_error_in_words_is_said_in_its_words(mishaps: Mishaps) -> None:
    """What a person can do something about is told as it is."""
    said: list[object] = []
    mishaps.happened.connect(said.append)
    mishaps.hook(KioskError, KioskError(_("That did not work.")), None)
    assert said == [str(_("That did not work."))]


def test_what_is_over_is_purged_slice_by_slice(
    bridge: Bridge, counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window's timer lets the desk do one slice after the other, and the views look again."""
    slices = [Purged(), Purged(records=7, more=True), Purged(records=200, more=True)]
    monkeypatch.setattr(counter.desk, "purge", slices.pop)
    monkeypatch.setattr(app, "_NEXT_PURGE_MS", 1)
    housekeeping = Housekeeping(bridge)
    changed: list[object] = []
    bridge.changed.connect(lambda: changed.append(None))
    housekeeping.purge()
    qtbot.waitUntil(lambda: (len(changed), slices) == (2, []), timeout=20_000)
    housekeeping.timer.stop()
    bridge.ask(lambda desk: None)  # the desk's thread lets its last call go: timers end on their own thread
    QApplication.processEvents()


def test_printing_is_not_loaded_before_printers_are_ordered(
    bridge: Bridge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that will serve them waits without it: the lock screen is made meanwhile."""
    monkeypatch.delitem(sys.modules, "kiosk.printing.spool")
    Paper(bridge, tmp_path, None).stop()
    assert "kiosk.printing.spool" not in sys.modules
