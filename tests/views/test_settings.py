"""The settings page: what there is, with its rule and default; found by a word; changed by whom it concerns."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.views.settings import SettingsPage
from kiosk.views.widgets import Button
from kiosk.views.window import Window
from tests.counter import Counter
from tests.windows import find


@pytest.fixture
def page(window: Window, counter: Counter) -> SettingsPage:
    """Return the page before the manager."""
    clerk = counter.sign_in("周明")
    window.bridge.clerk = clerk
    window.go("settings")
    made = window.known["settings"]
    assert isinstance(made, SettingsPage)
    return made


def press(page: SettingsPage, name: str) -> None:
    """Press a button of the page."""
    button = find(page, name)
    assert isinstance(button, Button)
    button.click()


def test_a_setting_is_found_by_rule_and_by_word(page: SettingsPage) -> None:
    """A rule's number or a word in either language finds it, wherever it stands."""
    for text in ("STO-14", "多久未取", "collects"):
        page.find.setText(text)
        assert "storage_days" in page.lines, text
    page.find.setText("zzzz")
    assert not page.lines


def test_a_changed_setting_is_marked_and_goes_back(page: SettingsPage, counter: Counter) -> None:
    """Rule and default stand below; a change is marked; one press brings the default back."""
    page.find.setText("storage_days")
    line = page.lines["storage_days"]
    assert "STO-14" in line.notes.text()
    assert "30" in line.notes.text()
    assert line.chip.isHidden()
    assert line.field is not None
    line.field.setText("20")
    line.field.editingFinished.emit()
    assert counter.reader.setting("storage_days") == 20
    assert not line.chip.isHidden()
    line.back.click()
    assert counter.reader.setting("storage_days") == 30
    assert line.chip.isHidden()


def test_what_cannot_stand_is_said_below_it(page: SettingsPage, counter: Counter) -> None:
    """The sentence of the refusal, and nothing changed."""
    page.find.setText("storage_days")
    line = page.lines["storage_days"]
    assert line.field is not None
    line.field.setText("many")
    line.field.editingFinished.emit()
    assert counter.reader.setting("storage_days") == 30
    assert line.notes.property("type") == "error"


def test_an_entry_of_a_list_is_offered_no_longer_and_again(page: SettingsPage, counter: Counter) -> None:
    """One press each; the entry itself stays."""
    page.show_section("lists")
    press(page, "settings.list.colour.black.retire")
    assert [term.key for of in counter.reader.term_lists() for term in of.terms if term.retired] == ["black"]
    press(page, "settings.list.colour.black.retire")
    assert not any(term.retired for of in counter.reader.term_lists() for term in of.terms)


def test_an_entry_is_edited_where_it_stands(page: SettingsPage, counter: Counter) -> None:
    """The form opens filled in; which entry it is cannot be typed over."""
    page.show_section("lists")
    press(page, "settings.list.colour.black.edit")
    QApplication.processEvents()
    assert not find(page, "house.set_term.key").isEnabled()
    field = find(page, "house.set_term.zh")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Hei")
    press(page, "house.set_term.take")
    colours = next(of for of in counter.reader.term_lists() if of.key == "colour")
    assert [term.zh for term in colours.terms if term.key == "black"] == ["Hei"]


def test_places_show_what_lies_there(page: SettingsPage, window: Window, counter: Counter) -> None:
    """A place in use opens its record, a free one its form."""
    counter.sign_in("周明")
    stored = counter.store()
    page.show_section("places")
    chip = find(page, f"settings.place.{stored.place}")
    assert stored.short in chip.accessibleName()
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.at == "luggage"


def test_a_clerk_reads_and_changes_nothing(page: SettingsPage, window: Window, counter: Counter) -> None:
    """Whoever may not change a setting sees it, its rule and default; no button of somebody else's is there."""
    window.bridge.clerk = counter.sign_in("李婷")
    page.renew()
    page.find.setText("storage_days")
    line = page.lines["storage_days"]
    assert line.field is not None
    assert not line.field.isEnabled()
    page.show_section("people")
    QApplication.processEvents()
    shown = {button.objectName() for button in page.findChildren(Button) if button.isVisibleTo(page)}
    assert not {name for name in shown if name.endswith(".leave")}
    assert "house.hire.open" not in shown
    own = [name for name in shown if name.endswith(".pin")]
    assert len(own) == 1


def test_a_size_is_remembered_for_the_next_start(page: SettingsPage, window: Window) -> None:
    """Only sizes at which the window fits the screen are offered; the choice waits for the next start."""
    page._sizes_that_fit = lambda: [100, 125]  # type: ignore[method-assign]  # as on a larger screen
    page.show_section("window")
    QTest.mouseClick(find(page, "settings.size.125"), Qt.MouseButton.LeftButton)
    assert window.preferences.get("size", 100) == 125
    del page._sizes_that_fit
    assert page._sizes_that_fit()[0] == 100


def test_several_of_a_list_stand_together(page: SettingsPage, counter: Counter) -> None:
    """Documents are chosen by their words, one press each; the last one stays, since nothing can be accepted."""
    page.find.setText("night_documents")
    line = page.lines["night_documents"]
    assert "身份证、护照、回乡证、台胞证" in line.notes.text()
    by_key = {str(button.option.key): button for button in line.buttons}
    assert [key for key, button in by_key.items() if button.isChecked()] == [
        "resident",
        "passport",
        "home_return",
        "taiwan",
    ]
    for key in ("taiwan", "home_return", "passport"):
        by_key[key].click()
    assert counter.reader.setting("night_documents") == "resident"
    by_key["resident"].click()
    assert counter.reader.setting("night_documents") == "resident"
    assert by_key["resident"].isChecked()
    assert "不" in line.notes.text()
    line.back.click()
    assert counter.reader.setting("night_documents") == "resident passport home_return taiwan"
