"""The residents' list: read as far as it is looked at, found by whatever one knows, opened with one click."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk import i18n
from kiosk.values import Home
from kiosk.views import residents
from kiosk.views.residents import ResidentsPage
from kiosk.views.widgets import Button
from kiosk.views.window import Window
from tests.counter import UNIT, Counter


@pytest.fixture
def page(window: Window, counter: Counter) -> ResidentsPage:
    """Return the page."""
    window.go("residents")
    made = window.known["residents"]
    assert isinstance(made, ResidentsPage)
    return made


def test_only_what_is_looked_at_is_read(window: Window, page: ResidentsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand homes: the first page is read, the next one when the list is scrolled to its end."""
    asked: list[int] = []

    def homes(building: str, *, limit: int, offset: int) -> list[Home]:
        asked.append(offset)
        return [Home(f"1-1-{offset + n}", "") for n in range(limit)] if offset < 100_000 else []

    monkeypatch.setattr(page.bridge.reader, "homes", homes)
    page.show_building(page.building)
    QApplication.processEvents()
    assert asked[0] == 0
    assert max(asked) <= residents.PAGE  # at most one page ahead of what is seen
    read = len(page.list.rows.items)
    page.list.scrollToBottom()
    for _round in range(3):
        QApplication.processEvents()
    assert read < len(page.list.rows.items) <= read + 3 * residents.PAGE


def test_somebody_is_found_and_opened(window: Window, page: ResidentsPage) -> None:
    """Initials find the home; its line opens the unit's page, and the rail stays with the residents."""
    page.find.setText("sjy")
    page.pause.timeout.emit()
    assert [item.strong for item in page.list.rows.items] == [UNIT]
    page.list.picked.emit(page.list.rows.items[0].what)
    assert window.at == "unit"
    assert window.rail.entries["residents"].isChecked()


def test_a_resident_is_added_and_his_unit_opens(window: Window, page: ResidentsPage, counter: Counter) -> None:
    """The derived form stands in the middle; afterwards the unit is shown."""
    page.open_step("estate.move_in")
    assert page.form is not None
    page.form.answers.update({"unit": UNIT, "name": "沈一诺", "relation": "family"})
    page.form.take()
    known: Any = window.known["unit"]
    assert known.code == UNIT
    assert "沈一诺" in [one.name for one in counter.reader.people(UNIT)]


def test_what_somebody_types_stays_while_the_desk_goes_on(window: Window, page: ResidentsPage) -> None:
    """A change elsewhere never takes a half-filled form away."""
    page.open_step("estate.move_in")
    form = page.form
    assert form is not None
    form.answers["name"] = "沈"
    window.bridge.after()
    assert page.form is form


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_books_beside_can_be_read(window: Window, language: str) -> None:
    """Two in a line where both fit, else one below the other: none of them is cut."""
    i18n.use(language)
    window.build()
    window.go("residents")
    QApplication.processEvents()
    links = [one for one in window.findChildren(Button) if one.isVisible() and ".beside." in one.objectName()]
    assert links != []
    assert [one.objectName() for one in links if one.width() < one.sizeHint().width()] == []
