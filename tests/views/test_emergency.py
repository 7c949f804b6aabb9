"""The one key of an emergency: a list on paper, from the lock screen too, and where it lies when no paper comes."""

import json
import os
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.errors import DamagedError
from kiosk.printing.status import Status
from kiosk.views.sign_in import SignIn
from kiosk.views.window import Window
from tests.counter import Counter
from tests.services.test_visitors_admit import admitted
from tests.windows import find


def cried(window: Window) -> str:
    """Press the key and return what is said, on the lock screen or in the toast."""
    QTest.keyClick(window, Qt.Key.Key_F11)
    QApplication.processEvents()
    return said(window)


def said(window: Window) -> str:
    """Return what is said of the list."""
    assert window.toast is not None
    return window.cover.told.text() if isinstance(window.cover, SignIn) else window.toast.words.text()


def settled(counter: Counter, state: str, why: str = "") -> None:
    """Let the printer answer for the newest job."""
    job = counter.reader.jobs(limit=1)[0]
    counter.desk.settle(job.id, state, why)


@pytest.fixture
def two_printers(counter: Counter) -> Counter:
    """Set two printers up."""
    counter.sign_in("周明")
    two = [{"key": key, "address": f"tcp://192.0.2.{no}:9100"} for no, key in enumerate(("main", "second"), 1)]
    counter.take("house.set_value", key="printers", value=json.dumps(json.dumps(two)))
    counter.sign_in("李婷")
    return counter


def test_one_key_prints_and_keeps_a_pdf(window: Window, counter: Counter, two_printers: Counter) -> None:
    """The job, the journal, the file; once it is printed the toast says how many persons, and opens the roll call."""
    admitted(counter, party="何苗", persons=3)
    cried(window)
    assert counter.reader.journal(limit=1)[0].step == "roll_call.begin"
    assert [path.suffix for path in (counter.folder / "emergency").iterdir()] == [".pdf"]
    settled(counter, "printed")
    window.emergency.look()
    assert "3 人" in said(window)
    find(window, "toast.act").click()  # type: ignore[attr-defined]  # a button
    form: Any = window.form_here()
    assert form.step == "roll_call.seen"


def test_the_lock_screen_prints_too_and_shows_nobody(window: Window, counter: Counter, two_printers: Counter) -> None:
    """No PIN; how many persons, and no name."""
    admitted(counter, party="何苗", persons=2)
    window.lock()
    cried(window)
    assert counter.reader.journal(limit=1)[0].step == "roll_call.begin"
    settled(counter, "printed")
    window.emergency.look()
    assert isinstance(window.cover, SignIn)
    assert ("2 人" in said(window), "何苗" in said(window)) == (True, False)
    assert find(window.cover, "sign_in.emergency").isVisible()


def test_pressed_twice_in_a_hurry_it_is_printed_once(window: Window, counter: Counter, two_printers: Counter) -> None:
    """The second press within ten seconds is the same press."""
    cried(window)
    cried(window)
    assert len(counter.reader.records("roll_call")) == 1


def test_a_dead_printer_is_passed_over(window: Window, counter: Counter, two_printers: Counter) -> None:
    """The other printer gets it; where that is dead too, the sentence says where the PDF lies."""
    cried(window)
    settled(counter, "held", "缺纸")
    window.emergency.look()
    assert [(job.printer, job.state) for job in counter.reader.jobs()] == [("second", "pending")]
    settled(counter, "held", "缺纸")
    window.emergency.look()
    assert str(counter.folder / "emergency") in said(window)
    assert not window.emergency.timer.isActive()


def test_a_printer_known_to_be_broken_is_not_tried(window: Window, counter: Counter, two_printers: Counter) -> None:
    """What it said of itself last is believed."""
    window.bridge.printer_states = {"second": Status(ready=False)}
    cried(window)
    settled(counter, "held", "缺纸")
    window.emergency.look()
    assert [job.printer for job in counter.reader.jobs()] == ["main"]
    assert "PDF" in said(window)


def test_a_doubt_is_no_list(window: Window, counter: Counter, two_printers: Counter) -> None:
    """Some of it may have come out; the other printer brings a whole one."""
    cried(window)
    settled(counter, "doubt", "")
    window.emergency.look()
    assert [(job.printer, job.state) for job in counter.reader.jobs()] == [("second", "pending"), ("main", "doubt")]


def test_silence_is_not_waited_for(window: Window, counter: Counter, two_printers: Counter) -> None:
    """A job that nobody settles for some seconds goes to the other printer."""
    cried(window)
    for _second in range(7):
        window.emergency.look()
    assert [job.printer for job in counter.reader.jobs()] == ["second"]


def test_what_cannot_be_written_down_is_drawn_all_the_same(window: Window, counter: Counter) -> None:
    """A clock that went back stops every step, and no list for the fire brigade."""
    admitted(counter, party="何苗", persons=3)
    counter.later(days=-1)
    cried(window)
    assert "3 人" in said(window)
    assert len(list((counter.folder / "emergency").iterdir())) == 1


def test_without_a_printer_it_lies_as_a_pdf(window: Window, counter: Counter) -> None:
    """A folder is no paper."""
    cried(window)
    settled(counter, "printed")
    window.emergency.look()
    assert ".pdf" in said(window)


def test_the_pdf_is_gone_after_a_week(window: Window, counter: Counter) -> None:
    """It names people: the purge takes it away with what else is over."""
    admitted(counter, party="何苗")
    cried(window)
    [path] = (counter.folder / "emergency").iterdir()
    os.utime(path, (counter.clock.now.timestamp(),) * 2)
    assert path.stat().st_mode & 0o077 == 0
    counter.later(days=6)
    counter.desk.purge()
    assert path.exists()
    counter.later(days=2)
    counter.desk.purge()
    assert not path.exists()


def test_a_queue_that_cannot_be_read_is_one_sentence(
    window: Window, counter: Counter, two_printers: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails while somebody waits for the list: some patience, then what is wrong and where the PDF lies."""
    admitted(counter, party="何苗", persons=3)
    cried(window)

    def unread(*given: Any, **named: Any) -> Any:
        raise DamagedError

    monkeypatch.setattr(counter.reader, "jobs", unread)
    for _second in range(5):
        window.emergency.look()
    assert (window.emergency.timer.isActive(), "无法读取" in said(window)) == (True, False)
    window.emergency.look()
    assert not window.emergency.timer.isActive()
    assert str(DamagedError.words) in said(window)
    assert str(counter.folder / "emergency") in said(window)


def test_a_list_that_cannot_be_printed_again_is_one_sentence(
    window: Window, counter: Counter, two_printers: Counter
) -> None:
    """The second printer's list is a step, and the desk refuses it: said, with where the PDF lies."""
    cried(window)
    settled(counter, "doubt", "")
    counter.later(days=-1)
    window.emergency.look()
    assert (window.emergency.timer.isActive(), "早于" in said(window), ".pdf" in said(window)) == (False, True, True)


def test_a_list_that_cannot_be_read_back_is_on_its_way_all_the_same(
    window: Window, counter: Counter, two_printers: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No PDF; the paper comes, or it is said that somebody has to write."""

    def unread(*given: Any, **named: Any) -> Any:
        raise DamagedError

    monkeypatch.setattr(counter.reader, "blocks", unread)
    cried(window)
    assert window.emergency.timer.isActive()
    for printer in range(2):
        settled(counter, "held", f"缺纸{printer}")
        window.emergency.look()
    assert (window.emergency.timer.isActive(), "缺纸1" in said(window)) == (False, True)
