"""Half-typed forms outlive a lock, whoever comes in between, wherever they were typed."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.views.aside import AsideList
from kiosk.views.sign_in import SignIn
from kiosk.views.widgets import Button
from kiosk.views.window import Window
from tests.counter import PINS, UNIT, Counter
from tests.views.test_names import check
from tests.windows import find, press


def sign_in(window: Window, name: str) -> None:
    """Type a PIN at the lock screen."""
    cover = window.cover
    assert isinstance(cover, SignIn)
    cover.choose(next(n for n, one in enumerate(cover.staff) if one.name == name))
    cover.pin.setText(PINS[name])
    for _round in range(3):
        QApplication.processEvents()
    assert window.cover is None


def answers(window: Window) -> list[tuple[str, Any]]:
    """Return step and answers of the forms that wait for whoever is there."""
    return [(draft.step, draft.answers) for draft in window.bridge.desk.drafts()]


def test_the_lock_that_comes_by_itself_keeps_what_was_typed(window: Window, counter: Counter) -> None:
    """Nobody touched the desk: it locks; another one signs in and sees nothing of it; its owner finds it again."""
    window.begin("luggage.store")
    find(window, "luggage.store.unit").setFocus()
    press("3-2-1005\n")
    window.idle_ticks = 10_000
    window._tick()
    assert isinstance(window.cover, SignIn)
    assert window.bridge.clerk is None
    sign_in(window, "王主管")
    assert answers(window) == []
    window.lock()
    sign_in(window, "李婷")
    assert answers(window) == [("luggage.store", {"unit": UNIT})]
    assert window.status.aside.isVisibleTo(window)
    window.status.aside.click()
    assert window.known["luggage"].form.answers == {"unit": UNIT}


def test_a_form_that_another_one_follows_is_said_to_be_put_aside(window: Window) -> None:
    """F5 in the middle of an arrival: it was on the disk, but nothing in the window said so until the next lock."""
    window.begin("visitors.arrive")
    find(window, "visitors.arrive.unit").setFocus()
    press("3-2-1005\n")
    assert not window.status.aside.isVisibleTo(window)
    QTest.keyClick(window, Qt.Key.Key_F5)
    for _round in range(3):
        QApplication.processEvents()
    assert window.known["visitors"].form.answers == {}
    assert answers(window) == [("visitors.arrive", {"unit": UNIT})]
    assert window.status.aside.isVisibleTo(window)
    window.status.aside.click()
    assert window.known["visitors"].form.answers == {"unit": UNIT}


def test_a_form_of_the_register_is_kept_too(window: Window) -> None:
    """What was typed a moment before the lock belongs to who typed it, and opens where it was typed."""
    window.go("residents")
    page: Any = window.known["residents"]
    page.open_step("estate.move_in")
    find(window, "estate.move_in.unit").setFocus()
    press("3-2-1005\n")
    window.lock()
    sign_in(window, "李婷")
    window.build()
    window.renew_drafts()
    window.status.aside.click()
    page = window.known["residents"]
    assert window.at == "residents"
    assert page.form.answers["unit"] == UNIT


def test_of_several_one_is_chosen(window: Window) -> None:
    """The chip asks which; every line is named."""
    window.bridge.desk.save_draft("one", "luggage.store", "", {"unit": UNIT})
    window.bridge.desk.save_draft("two", "estate.add_unit", "", {"unit": "3-2-1006"})
    window.renew_drafts()
    window.status.aside.click()
    over = window.findChild(AsideList)
    assert over is not None
    check(over)
    line = find(over, "aside.form.0")
    assert isinstance(line, Button)
    line.click()
    assert window.at == "luggage"
    assert window.known["luggage"].form.answers == {"unit": UNIT}


def test_a_problem_is_read_once_and_put_away(window: Window) -> None:
    """The chip holds the sentence; a click shows it whole and the chip goes."""
    window.say_problem("Something went wrong inside; what is saved is saved. The log says where.")
    assert not window.status.problem.isHidden()
    window.status.problem.click()
    assert window.status.problem.isHidden()
    assert window.toast is not None
    assert "The log says where." in window.toast.words.text()


def _half_typed(window: Window, where: str, step: str, **answers: str) -> Any:
    """Open a step on a page, type into it, and return the page."""
    window.open_unit(UNIT) if where == "unit" else window.go(where)
    page: Any = window.known[where]
    page.open_step(step)
    for name, value in answers.items():
        page.form._answered(name, value)
    return page


@pytest.mark.parametrize(
    ("where", "step", "name"),
    [("unit", "estate.add_note", "text"), ("residents", "estate.move_in", "name"), ("settings", "house.hire", "name")],
)
@pytest.mark.parametrize("by", ["button", "F3", "Esc"])
def test_put_aside_keeps_wherever_it_stands(
    window: Window, counter: Counter, where: str, step: str, name: str, by: str
) -> None:
    """The button and its key do the same on every page; the chip says so, and opens it where it belongs."""
    window.bridge.clerk = counter.sign_in("周明")
    page = _half_typed(window, where, step, **{name: "听力不好"})
    if by == "button":
        page.form.aside.click()
    elif by == "Esc":
        page.form.focus(name)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    else:
        QTest.keyClick(window, Qt.Key.Key_F3)
    assert page.form is None
    assert [step for step, _answers in answers(window)] == [step]
    assert window.status.aside.isVisibleTo(window)
    window.go("desk")
    window.status.aside.click()
    assert window.at == where
    assert page.form.step == step
    assert page.form.answers[name] == "听力不好"
    assert where != "unit" or page.code == UNIT
    page.form.drop.click()
    assert answers(window) == []
    assert not window.status.aside.isVisibleTo(window)


def test_what_only_a_button_filled_in_is_not_kept(window: Window) -> None:
    """The unit stands there by itself: nothing would be missed."""
    page = _half_typed(window, "unit", "estate.add_note")
    page.put_aside()
    assert answers(window) == []


def test_looking_elsewhere_keeps_what_was_typed(window: Window) -> None:
    """Another unit, another step, another building: the half-typed form waits."""
    _half_typed(window, "unit", "estate.add_note", text="听力不好")
    window.open_unit("5-1-2101")
    assert len(window.drafts) == 1
    page = _half_typed(window, "unit", "estate.add_note", text="两次铃")
    page.open_step("estate.add_phone")
    assert len(window.drafts) == 2
    page = _half_typed(window, "residents", "estate.move_in", name="王小明")
    page.form.keep()
    page.show_building(page.buildings[0])
    assert page.form is None
    assert len(window.drafts) == 3


def test_a_step_of_a_record_goes_on_where_it_was_left(window: Window, counter: Counter) -> None:
    """Left for something else and opened again, the form has what was typed; once the record has gone on, it is no more."""
    number = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    window.open_record(number)
    page: Any = window.known["visitors"]
    find(page, "visitors.see_document.document").setFocus()
    press("3301")
    window.begin("visitors.arrive")  # somebody else comes first
    window.renew_drafts()
    assert [item.strong for item in page.list.rows.items][1:] == ["何苗"]
    window.open_record(number)
    assert page.form.answers["document"] == "3301"
    window.renew_drafts()
    assert page.list.rows.items == []  # it stands in the middle
    window.begin("visitors.arrive")
    counter.take("visitors.turn_away", number, away="went")
    window.renew_drafts()
    assert answers(window) == []
