"""A press that comes twice: the form that comes in the place of the one that was taken answers to no second half."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.views.going_on import GoingOn
from kiosk.views.window import Window
from tests.counter import OWNER, UNIT, Counter
from tests.services.test_visitors_admit import documented


def test_a_double_ctrl_enter_takes_one_step(window: Window, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form that comes in the place of the one that was taken is no answer to its second half: nothing is delivered."""
    monkeypatch.setattr("kiosk.views.fresh.MS", 60_000)
    window.begin("messages.take", {"unit": UNIT, "party": OWNER, "caller": "何苗", "words": "请回电"})
    page: Any = window.known["messages"]
    for _half in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
    page.form.button.click()
    (number,) = [row.number for row in counter.reader.records("messages")]
    assert [line.step for line in counter.reader.page(number).journal] == ["messages.take"]
    page.form.fresh.stop()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [line.step for line in counter.reader.page(number).journal] == ["messages.take", "messages.deliver"]


def test_a_page_that_is_built_anew_goes_on_answering(
    window: Window, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something beside the record moved: a press that falls just then counts; after a step of the record it does not."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    page: Any = window.known["visitors"]
    monkeypatch.setattr("kiosk.views.fresh.MS", 60_000)
    before = page.middle.findChild(GoingOn)
    counter.take("messages.take", unit=UNIT, party=OWNER, caller="王强", words="请回电", about="unreached")
    window.bridge.after()
    after = page.middle.findChild(GoingOn)
    assert (after is before, after.fresh.isActive()) == (False, False)
    counter.take("visitors.host_called", number, channel="intercom")
    window.bridge.after()
    assert page.middle.findChild(GoingOn).fresh.isActive()
