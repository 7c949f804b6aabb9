"""Half-typed forms outlive a lock, whoever comes in between, wherever they were typed."""

from typing import Any

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
