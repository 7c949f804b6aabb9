"""A form by keyboard: Enter moves on, digits choose, Ctrl+Enter takes, and it is taken once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.forms.choices import ChoiceButton, Tick
from kiosk.forms.form import Form
from kiosk.forms.signature import Pad, read_strokes
from kiosk.values import Option, Outcome
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import OWNER, PINS, UNIT, Counter
from tests.windows import find, press


@pytest.fixture
def form(window: Window) -> Form:
    """Return the form of a new storage."""
    window.begin("luggage.store")
    page = window.known["luggage"]
    assert isinstance(page, ServicePage)
    assert page.form is not None
    return page.form


def name() -> str:
    """Return the name of what has the focus."""
    focus = QApplication.focusWidget()
    return focus.objectName() if focus is not None else ""


def test_the_first_question_waits_for_typing(form: Form) -> None:
    """A form opens with the cursor where the clerk begins."""
    assert name() == "luggage.store.unit"


def test_a_storage_by_keyboard_alone(form: Form, window: Window, counter: Counter) -> None:
    """Unit, Enter, three pieces by their digits, Ctrl+Enter: the key count stays low (DESIGN §7)."""
    taken: list[Outcome] = []
    window.bridge.taken.connect(taken.append)
    keys = f"{UNIT}\n"  # the resident comes with the unit
    press(keys)
    assert name() == "luggage.store.party"
    assert find(form, "luggage.store.party").text() == OWNER
    press("\n\n\n")  # resident, relation and hour stand already
    assert name() == "luggage.store.pieces.0.kind"
    press("1131\n1222\n2111")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(taken) == 1
    page = counter.reader.page(taken[0].number)
    assert page.row.party == OWNER
    assert len(page.lines) == 3


def test_enter_on_an_empty_last_row_leaves_the_rows(form: Form) -> None:
    """The empty row at the end is no piece and no error."""
    find(form, "luggage.store.pieces.0.kind").setFocus()
    press("113\n")
    assert name() == "luggage.store.pieces.1.kind"
    press("\n")
    assert "pieces" not in name()
    assert len(form.answers["pieces"]) == 1


def test_a_row_is_taken_out_again(form: Form) -> None:
    """The cross at the end of a row."""
    find(form, "luggage.store.pieces.0.kind").setFocus()
    press("113\n213\n")
    QTest.mouseClick(find(form, "luggage.store.pieces.0.remove"), Qt.MouseButton.LeftButton)
    assert form.answers["pieces"][0]["kind"] == "bag"


def test_a_mouse_may_choose_too(form: Form) -> None:
    """The options of a cell stand below the rows while it is chosen."""
    QTest.mouseClick(find(form, "luggage.store.pieces.0.kind"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(form, "luggage.store.pieces.options.bag"), Qt.MouseButton.LeftButton)
    assert form.answers["pieces"] == [{"kind": "bag"}]


def test_pressed_twice_taken_once(form: Form, counter: Counter) -> None:
    """The button waits for its answer, and the once-key keeps the rest."""
    form.answers.update(unit=UNIT, party=OWNER, pieces=[{"kind": "case", "size": "1"}])
    before = len(counter.reader.records("luggage"))
    once = form.once
    form.take()
    form.busy = False
    form.once = once
    form.take()
    assert len(counter.reader.records("luggage")) == before + 1


def test_the_button_is_off_while_the_desk_answers(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second press before the answer does nothing."""
    calls: list[str] = []
    monkeypatch.setattr(form.bridge, "take", lambda step, *args, **more: calls.append(step))
    form.answers.update(unit=UNIT, party=OWNER, pieces=[{"kind": "case", "size": "1"}])
    form.take()
    form.take()
    QTest.mouseClick(form.button, Qt.MouseButton.LeftButton)
    assert calls == ["luggage.store"]
    assert not form.button.isEnabled()


def test_what_is_missing_is_said_beside_its_question(form: Form) -> None:
    """Nothing is red before somebody tried; then the first gap gets the focus."""
    assert not [one for one in form.findChildren(QLabel) if one.property("type") == "error" and one.text()]
    form.take()
    assert name() == "luggage.store.unit"
    assert form.questions.errors["unit"].text()
    press("3")
    assert "unit" in form.draft.errors or form.questions.errors["unit"].text() == ""


def test_an_error_waits_until_the_field_is_left(form: Form) -> None:
    """Half a unit is no mistake yet."""
    press("3-2")
    assert not form.questions.errors["unit"].text()
    find(form, "luggage.store.party").setFocus()
    assert form.questions.errors["unit"].text()
    assert find(form, "luggage.store.unit").property("bad") == "true"
    assert find(form, "luggage.store.unit").accessibleDescription()


def test_the_list_of_units_completes(form: Form) -> None:
    """Down and Enter take a unit from the list, the focus stays in the field."""
    press("3-2")
    popup = form.questions.editors["unit"].popup
    assert popup.isVisible()
    press("\n")
    assert form.answers["unit"] == UNIT
    assert name() == "luggage.store.unit"
    assert not popup.isVisible()


def test_chinese_is_typed_through_the_input_method(form: Form) -> None:
    """A commit of the input method is an answer; what is still being composed is none."""
    field = find(form, "luggage.store.party")
    field.setFocus()
    QApplication.sendEvent(field, QInputMethodEvent("zhang", []))
    assert "party" not in form.answers
    event = QInputMethodEvent("", [])
    event.setCommitString("张喆")
    QApplication.sendEvent(field, event)
    assert form.answers["party"].endswith("张喆")


def test_codes_keep_the_input_method_out(form: Form) -> None:
    """A unit is typed in Latin, a name is not."""
    off = find(form, "luggage.store.unit").testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    on = find(form, "luggage.store.party").testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert (off, on) == (False, True)


def test_a_digit_chooses_and_moves_on(form: Form) -> None:
    """Choices are pressed by their digit."""
    press(f"{UNIT}\n\n")
    assert name().startswith("luggage.store.relation")
    press("2")
    assert form.answers["relation"] == "family"
    assert name() == "luggage.store.until"


def test_three_days_on(form: Form) -> None:
    """A day without typing."""
    QTest.mouseClick(find(form, "luggage.store.until.plus3"), Qt.MouseButton.LeftButton)
    assert form.answers["until"] == "2026-11-25 18:00"


def test_a_short_date_is_completed(form: Form) -> None:
    """What is typed short stands whole when the field is left."""
    field = find(form, "luggage.store.until")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.selectAll()
    press("30 9\n")
    assert field.text() == "2026-11-30 09:00"
    assert form.answers["until"] == "2026-11-30 09:00"


@pytest.mark.rule("AMB-46")
def test_a_refusal_names_its_way_out(form: Form, window: Window) -> None:
    """Words, way, rule id, and the supervisor's button; the PIN lifts it and the step is taken."""
    form._answered("unit", UNIT)
    form._answered("relation", "visitor")
    form._answered("pieces", [{"kind": "case", "size": "1"}])
    assert [one.rule for one in form.draft.refusals] == ["AMB-46"]
    refused = form.draft.refusals[0]
    shown = " ".join(one.text() for one in form.refusals.findChildren(QLabel))
    assert str(refused.words) in shown
    assert str(refused.way) in shown
    assert refused.rule in shown
    form.take()
    assert name() == f"luggage.store.refusal.lift.{refused.rule}"
    press("\n")
    who = find(window, "lift.who")
    assert isinstance(who, QComboBox)
    assert "王主管" in who.currentText()
    find(window, "lift.pin").setText("000000")
    find(window, "lift.reason").setText("业主来电")
    QTest.mouseClick(find(window, "lift.take"), Qt.MouseButton.LeftButton)
    assert not form.lifts
    find(window, "lift.pin").setText(PINS["王主管"])
    QTest.mouseClick(find(window, "lift.take"), Qt.MouseButton.LeftButton)
    assert len(form.lifts) == 1
    assert not form.refusals.strips
    form.take()
    assert window.toast.isVisible()


def test_a_signature_is_strokes(form: Form, window: Window) -> None:
    """The pad stands over the window; its strokes are the answer."""
    QTest.mouseClick(find(form, "luggage.store.signature"), Qt.MouseButton.LeftButton)
    pad = find(window, "luggage.store.signature.pad.strokes")
    assert isinstance(pad, Pad)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=pad.rect().center())
    QTest.mouseMove(pad, pad.rect().center() * 1.2)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(window, "luggage.store.signature.pad.done"), Qt.MouseButton.LeftButton)
    assert read_strokes(form.answers["signature"])
    assert not form.draft.errors


def test_esc_loses_no_typing(form: Form) -> None:
    """Esc goes to the one box; the form keeps what was typed."""
    press("3-2-10")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    field = find(form, "luggage.store.unit")
    assert isinstance(field, QLineEdit)
    assert field.text() == "3-2-10"


def test_typing_is_kept_within_a_second(form: Form, counter: Counter) -> None:
    """The form is on the disk before it was taken (RELIABILITY)."""
    press("3-2-10")
    assert form.save.isActive()
    assert form.save.interval() < 1000
    form.keep()
    assert [draft.answers["unit"] for draft in counter.desk.drafts()] == ["3-2-10"]


def test_enter_in_a_note_moves_on(window: Window, counter: Counter) -> None:
    """Shift+Enter breaks the line instead."""
    window.go("unit")
    page = window.known["unit"]
    page.show_unit(UNIT)
    page.open_step("estate.add_note")
    field = find(window, "estate.add_note.text")
    assert isinstance(field, QPlainTextEdit)
    field.setFocus()
    press("Door")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press("code\n")
    assert field.toPlainText() == "Door\ncode"
    assert name() != "estate.add_note.text"


def test_a_hidden_widget_of_a_question_leaves_no_ghost(form: Form) -> None:
    """Every name stands once, however often the questions change."""
    for relation in ("owner", "visitor", "family"):
        form._answered("relation", relation)
    names = [one.objectName() for one in form.findChildren(QWidget) if one.objectName().startswith("luggage.store.")]
    assert len(names) == len(set(names))


def test_whoever_chooses_goes_on_choosing_when_the_options_change(window: Window, counter: Counter) -> None:
    """Candidates that change while one of them has the focus: the focus stays among them, a digit still chooses."""
    counter.take("estate.move_in", unit="5-1-2101", name="林月华", phone="13700002207")
    window.begin("parcels.receive", {"addressee": "2207"})
    form = window.form_here()
    QApplication.processEvents()
    form.focus("who")
    assert QApplication.focusWidget().objectName().startswith("parcels.receive.who.")
    form._answered("addressee", "沈")
    QApplication.processEvents()
    assert QApplication.focusWidget().objectName().startswith("parcels.receive.who.")
    press("1")
    assert form.answers["who"] == f"{UNIT} {OWNER}"


def test_an_ampersand_is_shown_as_written(qtbot: QtBot) -> None:
    """Qt would take the & of J&T for the mark of a key, and swallow it; also when the words give way."""
    for made in (ChoiceButton(Option("jt", "J&T", "6"), "courier"), Tick("J&T")):
        qtbot.addWidget(made)
        made.resize(made.sizeHint())
        QApplication.sendEvent(made, QResizeEvent(made.size(), made.size()))
        assert made.text().endswith("J&&T")
        assert made.shortcut().isEmpty()
