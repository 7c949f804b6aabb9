"""The small window that stands while the practice estate is made."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from kiosk.errors import InUseError
from kiosk.views.preparing import Preparing

#: What the platform of tests says of every small window of its own.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_it_stands_while_the_work_is_done(qtbot: QtBot) -> None:
    """The work runs on a thread of its own, so that the window is painted and answers."""
    shown = Preparing("one moment")
    qtbot.addWidget(shown)
    seen: list[bool] = []
    shown.during(lambda: seen.append(threading.current_thread() is threading.main_thread()))
    assert seen == [False]
    assert not shown.isVisible()


def test_what_goes_wrong_is_said_by_whoever_waits(qtbot: QtBot) -> None:
    """As if it had been done at once."""

    def fail() -> None:
        raise InUseError

    shown = Preparing("one moment")
    qtbot.addWidget(shown)
    with pytest.raises(InUseError):
        shown.during(fail)
    assert not shown.isVisible()
