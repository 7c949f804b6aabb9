"""A window over a real desk that answers at once."""

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.bridge import Bridge
from kiosk.views import theme
from kiosk.views.scanner import GAP
from kiosk.views.window import Window
from tests.counter import Counter

_prepared = False


@pytest.fixture
def bridge(counter: Counter, qapp: QApplication) -> Bridge:
    """Return the seam over the counter's desk, the clerk signed in."""
    global _prepared
    if not _prepared:
        theme.prepare(qapp)
        _prepared = True
    theme.use("light")
    made = Bridge(counter.desk, inline=True)
    made.reader.close()
    made.reader = counter.reader
    made.clerk = counter.reader.clerk
    return made


@pytest.fixture
def window(bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """Return the window, shown at the size of the drawings; a page answers as soon as it stands."""
    monkeypatch.setattr("kiosk.views.fresh.MS", 0)
    made = Window(bridge)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    ticks = itertools.count()
    made.bursts.seconds = lambda: next(ticks) * GAP * 4  # tests type as slowly as a person
    QApplication.processEvents()
    yield made
    made.close()


def find(root: QWidget, name: str) -> QWidget:
    """Return the widget of a name; a name that is not there fails the test."""
    found = root.findChild(QWidget, name)
    assert found is not None, f"no widget {name}"
    return found


def press(keys: str) -> None:
    """Type as a person does, each key into what has the focus then; "\\n" is Enter."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if key == "\n":
            QTest.keyClick(target, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(target, key)
        QApplication.processEvents()  # a person's next key comes after what this one did
