"""The lock screen with few people and many: every name whole, at every size of window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from kiosk.errors import KioskError
from kiosk.i18n import _
from kiosk.values import Away
from kiosk.views.sign_in import SignIn
from kiosk.views.window import Window
from tests.counter import Counter
from tests.services.test_papers import telephone

HINT = _("Practice PINs: {pins}").format(pins="   ".join(f"王主管{n} 480613" for n in range(8)))


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (1010, 600)])
@pytest.mark.parametrize("people", [1, 2, 7, 8, 13, 30])
def test_every_name_is_whole(
    window: Window, size: tuple[int, int], people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The names stand above one another whole; where they do not fit they scroll, and the chosen one shows."""
    one = window.bridge.reader.staff()[0]
    crowd = [replace(one, id=n + 1, name=f"王小明{n}" if n != 3 else "吴" * 40) for n in range(people)]
    monkeypatch.setattr(window.bridge.reader, "staff", lambda: crowd)
    window.hint = HINT
    window.resize(*size)
    window.lock()
    for _round in range(4):
        QApplication.processEvents()
    cover = window.cover
    assert isinstance(cover, SignIn)
    needs, has = cover.scroll.inside.sizeHint().height(), cover.scroll.height()
    assert has >= needs if size != (1010, 600) else has >= min(needs, 3 * 64)
    assert cover.rect().contains(cover.pin.geometry().translated(cover.pin.parentWidget().mapTo(cover, QPoint(0, 0))))
    cover.choose(people - 1)
    QApplication.processEvents()
    last = cover.buttons[-1]
    top = last.mapTo(cover.scroll.viewport(), QPoint(0, 0)).y()
    assert top >= 0
    assert top + last.height() <= cover.scroll.viewport().height()


@pytest.mark.parametrize("people", [4, 9, 20])
def test_no_row_is_cut_while_somebody_is_away(window: Window, people: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below what the lobby reads, two rows of names are in sight whole, and nothing of a third."""
    reader = window.bridge.reader
    crowd = [replace(reader.staff()[0], id=n + 1, name=f"王小明{n}") for n in range(people)]
    monkeypatch.setattr(reader, "staff", lambda: crowd)
    monkeypatch.setattr(reader, "away", lambda: (Away("", "", window.bridge.desk.clock(), "王主管", ""),))
    window.lock()
    for _round in range(4):
        QApplication.processEvents()
    cover = window.cover
    assert isinstance(cover, SignIn)
    seen = cover.scroll.viewport().rect()
    rows = [QRect(one.mapTo(cover.scroll.viewport(), QPoint(0, 0)), one.size()) for one in cover.buttons]
    assert [row for row in rows if seen.intersects(row) and not seen.contains(row)] == []
    assert sum(seen.contains(row) for row in rows) >= min(people, 6)


def test_what_was_wrong_is_not_said_in_red_of_the_next_name(window: Window) -> None:
    """A wrong PIN is red; the hint for whoever is chosen next is no error."""
    window.lock()
    cover = window.cover
    assert isinstance(cover, SignIn)
    cover._failed(KioskError("错", ""))
    assert cover.problem.property("type") == "error"
    cover.choose(0)
    assert cover.problem.property("type") == "small"


def test_the_title_of_the_window_speaks_the_language_of_the_screen(window: Window, counter: Counter) -> None:
    """In English the estate's English name stands there, where it has one."""
    telephone(counter)
    window.speak("en")
    assert window.windowTitle().startswith("Yunqi Gardens South Gate Desk")
