"""The window as a whole: the box, the scanner, keys, lock, language, put-aside forms, the print queue."""

import itertools
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from kiosk import i18n, numbers
from kiosk.errors import DamagedError
from kiosk.views import theme
from kiosk.views.preferences import Preferences
from kiosk.views.scanner import GAP
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import PINS, UNIT, Counter
from tests.windows import find, press


def luggage(window: Window) -> ServicePage:
    """Return the page of the luggage service."""
    page = window.known["luggage"]
    assert isinstance(page, ServicePage)
    return page


def key(window: Window, which: Qt.Key) -> None:
    """Press a key of the window."""
    QTest.keyClick(QApplication.focusWidget() or window, which)


def burst(window: Window, code: str) -> None:
    """Let a scanner type a code and Enter, two milliseconds a key."""
    clock = iter(range(10_000))
    window.bursts.seconds = lambda: 100 + next(clock) * 0.002
    for one in code:
        QTest.keyClicks(QApplication.focusWidget(), one)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


# the box


def test_the_box_finds_and_enter_opens(window: Window, counter: Counter) -> None:
    """Initials, Enter: the record is open, the box is empty and the list gone."""
    stored = counter.store()
    window.go("desk")
    key(window, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is window.top.box
    press("sjy")
    assert window.top.box.popup.isVisible()
    assert QApplication.focusWidget() is window.top.box
    press("\n")
    assert window.at == "luggage"
    assert luggage(window).number == stored.number
    assert window.top.box.text() == ""
    assert not window.top.box.popup.isVisible()


def test_the_box_says_so_when_nothing_fits(window: Window) -> None:
    """An empty result teaches what to try."""
    key(window, Qt.Key.Key_F2)
    press("qqqq")
    assert window.top.box.popup.isVisible()
    press("\n")
    assert window.at == "desk"


def test_a_person_opens_the_unit(window: Window, counter: Counter) -> None:
    """Without anything open, the resident's unit is shown."""
    key(window, Qt.Key.Key_F2)
    press("sjy\n")
    assert window.at == "unit"
    assert window.known["unit"].code == UNIT


def test_a_scanned_claim_ticket_opens_the_hand_over_anywhere(window: Window, counter: Counter) -> None:
    """The burst is no typing: what stood in the field stands there again."""
    stored = counter.store()
    window.begin("luggage.store")
    field = find(window, "luggage.store.unit")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    press("3-2")
    burst(window, numbers.payload(stored.number))
    page = luggage(window)
    assert page.number == stored.number
    assert page.form is not None
    assert page.form.step == "luggage.hand_over"
    assert "L2611" not in str([d.answers for d in counter.desk.drafts()])


def test_slow_typing_is_no_scan(window: Window) -> None:
    """A person never types six keys within the gap."""
    scanned: list[str] = []
    window.bursts.scanned.connect(scanned.append)
    clock = iter(range(10_000))
    window.bursts.seconds = lambda: next(clock) * (GAP * 3)
    key(window, Qt.Key.Key_F2)
    press("L26112204Q\n")
    assert scanned == []


def test_a_burst_on_a_button_chooses_nothing(window: Window) -> None:
    """Digits of a code are no digits of a choice."""
    window.begin("luggage.store", {"unit": UNIT})
    find(window, "luggage.store.relation.owner").setFocus()
    burst(window, "L26112204Q")
    form_answers = [d for d in (luggage(window).form,) if d is not None]
    assert all("relation" not in one.answers for one in form_answers)


# keys and places


def test_function_keys_open_services(window: Window) -> None:
    """F6 begins what the service declared."""
    key(window, Qt.Key.Key_F6)
    assert window.at == "luggage"
    assert luggage(window).form is not None


def test_f4_changes_the_language_of_the_slip(window: Window) -> None:
    """Chinese, English, both; the form keeps it for the step."""
    window.begin("luggage.store", {"unit": UNIT})
    key(window, Qt.Key.Key_F4)
    form = luggage(window).form
    assert form is not None
    assert form.language == "en"
    assert form.draft.language == "en"


def test_the_board_acts_with_one_click(window: Window, counter: Counter) -> None:
    """The button of a row opens the step that is due."""
    stored = counter.store()
    counter.later(days=31)
    window.go("desk")
    board: Any = window.known["desk"]
    QApplication.processEvents()
    QTest.mouseClick(board.list.viewport(), Qt.MouseButton.LeftButton, pos=board.list.row_button(0))
    assert window.at == "luggage"
    assert luggage(window).number == stored.number
    assert luggage(window).form.step == counter.reader.board()[0].step


def test_the_board_by_keyboard(window: Window, counter: Counter) -> None:
    """Enter on a row does the same."""
    stored = counter.store()
    window.go("desk")
    board: Any = window.known["desk"]
    board.list.setFocus()
    key(window, Qt.Key.Key_Return)
    assert luggage(window).number == stored.number


# put aside


def test_a_form_is_put_aside_and_resumed(window: Window) -> None:
    """F3 makes a line of the list and a chip; opening it brings everything back."""
    window.begin("luggage.store")
    press("3-2-1005\n")
    key(window, Qt.Key.Key_F3)
    assert luggage(window).form is None
    assert window.status.aside.isVisible()
    QTest.mouseClick(window.status.aside, Qt.MouseButton.LeftButton)
    form = luggage(window).form
    assert form is not None
    assert form.answers["unit"] == UNIT
    field = find(form, "luggage.store.unit")
    assert isinstance(field, QLineEdit)
    assert field.text() == UNIT


def test_a_form_taken_leaves_no_draft(window: Window, counter: Counter) -> None:
    """Once it is a record it is no half-typed form any more."""
    window.begin("luggage.store", {"unit": UNIT, "pieces": [{"kind": "case", "size": "1"}]})
    form = luggage(window).form
    assert form is not None
    form.keep()
    assert len(counter.desk.drafts()) == 1
    form.take()
    assert counter.desk.drafts() == []
    assert not window.status.aside.isVisible()
    assert luggage(window).number
    assert window.toast.isVisible()


# who is there


def test_a_clerk_is_switched_by_seven_keys(window: Window) -> None:
    """A digit for the name, six for the PIN: under two seconds (DESIGN §7)."""
    key(window, Qt.Key.Key_F12)
    assert window.bridge.clerk is None
    assert window.cover is not None
    names = [one.name for one in window.bridge.reader.staff()]
    press(str(names.index("王主管") + 1) + PINS["王主管"])
    QApplication.processEvents()
    assert window.bridge.clerk is not None
    assert window.bridge.clerk.name == "王主管"
    assert window.cover is None


def test_a_wrong_pin_is_said_and_nothing_opens(window: Window) -> None:
    """The lock screen stays, its keys reach no page below."""
    window.lock()
    press("1000001")
    QApplication.processEvents()
    assert window.bridge.clerk is None
    cover = window.cover
    assert cover is not None
    assert "PIN" in cover.problem.text()
    key(window, Qt.Key.Key_F6)
    assert "luggage" not in window.known


def test_the_lock_comes_by_itself(window: Window) -> None:
    """After the minutes of the setting nobody is signed in."""
    window.idle_ticks = int(window.bridge.reader.setting("idle_minutes")) * 60
    window._tick()
    assert window.bridge.clerk is None


# language and look


def test_language_switches_at_once_and_is_remembered(window: Window, tmp_path: Any) -> None:
    """A half-typed form survives it as a put-aside one."""
    window.preferences = Preferences(tmp_path)
    window.begin("luggage.store")
    press("3-2-1005\n")
    window.speak("en")
    assert i18n.language() == "en"
    assert find(window, "clerk.lock").accessibleName() == "Lock"
    assert window.drafts[0].answers["unit"] == UNIT
    assert Preferences(tmp_path).get("language", "zh") == "en"


def test_look_switches_at_once(window: Window) -> None:
    """Dark, at once."""
    window.look("dark")
    assert theme.now.name == "dark"
    assert window.grab().toImage().pixelColor(700, 600).name().upper() == theme.DARK.ground


def test_settings_are_changed_by_whoever_may(window: Window, counter: Counter) -> None:
    """The clerk is refused in words beside the setting; the manager changes it."""
    window.go("settings")
    page: Any = window.known["settings"]
    words = next(str(one.section) for one in page.rows if one.key == "idle_minutes")
    section = next(one for one, title in page.sections() if str(title) == words)
    page.show_section(section)
    field = find(window, "setting.idle_minutes")
    assert isinstance(field, QLineEdit)
    field.setText("7")
    field.editingFinished.emit()
    assert counter.reader.setting("idle_minutes") == 10
    window.bridge.clerk = counter.sign_in("周明")
    page.show_section(section)
    field = find(window, "setting.idle_minutes")
    assert isinstance(field, QLineEdit)
    field.setText("7")
    field.editingFinished.emit()
    assert counter.reader.setting("idle_minutes") == 7


# the print queue


def test_printer_trouble_is_a_chip_and_a_number(window: Window, counter: Counter) -> None:
    """A held slip is told in the status bar; the number to write by hand is one click away."""
    window.begin("luggage.store", {"unit": UNIT, "pieces": [{"kind": "case", "size": "1"}]})
    form = luggage(window).form
    assert form is not None
    form.take()
    printer = counter.reader.jobs()[0].printer
    job = counter.desk.next_job(printer)
    assert job is not None
    counter.desk.settle(job.id, "held", "Out of paper.")
    window._queue_moved()
    assert window.status.printer.tone == "amber"
    short = counter.reader.page(luggage(window).number).row.short
    assert short in window.toast.words.text()
    window.toast.button.click()
    over = find(window, "number")
    assert any(short in one.accessibleName() for one in over.findChildren(QWidget))
    key(window, Qt.Key.Key_Escape)
    assert not over.isVisible()


def test_a_doubt_is_settled_by_looking_at_the_paper(window: Window, counter: Counter) -> None:
    """What is unticked prints again, the rest is done."""
    stored = [counter.store(), counter.store()]
    for outcome in stored:
        counter.desk.settle(outcome.jobs[0], "doubt")
    window.go("queue")
    came, missing = (outcome.jobs[0] for outcome in stored)
    find(window, f"queue.{came}.all_came_out").click()
    tick = find(window, f"queue.{missing}.came_out")
    assert isinstance(tick, QCheckBox)
    tick.setChecked(False)
    find(window, f"queue.{missing}.missing").click()
    states = {row.id: row.state for row in counter.reader.jobs()}
    assert (states[came], states[missing]) == ("printed", "pending")


def test_a_reprint_asks_why(window: Window, counter: Counter) -> None:
    """Without a reason nothing prints; with one the copy is marked."""
    counter.store()
    window.ask_reprint(counter.reader.jobs()[0])
    find(window, "reprint.take").click()
    assert not any(row.copy for row in counter.reader.jobs())
    find(window, "reprint.line").setText("卡纸")
    find(window, "reprint.take").click()
    assert any(row.copy == 1 for row in counter.reader.jobs())


def test_words_that_people_typed_are_no_markup(window: Window, counter: Counter) -> None:
    """A note with tags is shown as it is (PITFALLS §2)."""
    counter.take("estate.add_note", unit=UNIT, text="<b>门</b><img src=x>")
    window.begin("luggage.store", {"unit": UNIT})
    notes = [one for one in window.findChildren(QLabel) if one.property("type") == "note"]
    assert any("<img" in one.text() and one.textFormat() == Qt.TextFormat.PlainText for one in notes)


def test_pages_leave_nothing_behind(window: Window, counter: Counter) -> None:
    """A desk runs for weeks: forms and records that were opened are gone when they are closed."""
    stored = counter.store()

    def walk() -> int:
        """Open everything once; return how many widgets there are afterwards."""
        for _round in range(3):
            window.begin("luggage.store", {"unit": UNIT})
            window.open_record(stored.number)
            window.go("unit")
            window.known["unit"].show_unit(UNIT)
            window.go("queue")
            window.go("desk")
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(QApplication.allWidgets())

    assert walk() == walk()


def test_data_that_cannot_be_read_is_a_chip(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so while it lasts, and is gone when the data is back."""

    def unreadable(key: str) -> object:
        """Fail as a disk does."""
        raise DamagedError

    with monkeypatch.context() as broken:
        broken.setattr(window.bridge.reader, "setting", unreadable)
        window._tick()
        assert window.status.problem.isVisible()
    window._tick()
    assert not window.status.problem.isVisible()


def test_a_quick_typist_is_no_scanner(window: Window) -> None:
    """Sixty milliseconds a key is a person's pace: every digit of a row counts."""
    window.begin("luggage.store", {"unit": UNIT})
    clock = itertools.count()
    window.bursts.seconds = lambda: next(clock) * 0.06
    find(window, "luggage.store.pieces.0.kind").setFocus()
    press("1132\n1221\n")
    form = luggage(window).form
    assert form is not None
    rows = form.answers["pieces"]
    assert [row["damage"] for row in rows] == ["wheel", "good"]


def test_a_stuttering_scanner_is_a_scanner(window: Window, counter: Counter) -> None:
    """One long gap on a busy computer does not split a code."""
    stored = counter.store()
    window.go("desk")
    at = itertools.accumulate(itertools.cycle([0.002, 0.002, 0.002, 0.002, 0.07]))
    window.bursts.seconds = lambda: 100 + next(at)
    key(window, Qt.Key.Key_F2)
    press(numbers.payload(stored.number) + "\n")
    assert luggage(window).number == stored.number


def test_a_page_says_who_begins_where_the_clerk_does_not(window: Window) -> None:
    """An empty list without a button would be the end of the way: the words name whose it is."""
    window.service_page("barred")
    QApplication.processEvents()
    said = [one.text() for one in window.known["barred"].middle.findChildren(QLabel)]
    assert any("列入" in text and "主管" in text for text in said)
    assert not any("新办" in text for text in said)
