"""What a page leads on to: an escort from the visit, the keys of the list in reading order, a signature by Enter."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kiosk.forms.pickers import ScanEditor
from kiosk.i18n import say
from kiosk.views.popup import Line, Popup
from kiosk.views.window import Window
from tests.counter import OWNER, UNIT, Counter
from tests.windows import find

ID = "330106199001011236"


def documented(counter: Counter, party: str = "何苗") -> str:
    """Let somebody arrive and show a document."""
    number = counter.take("visitors.arrive", unit=UNIT, party=party).number
    counter.take("visitors.see_document", number, kind="resident", document=ID, copied=True)
    return number


def hang(counter: Counter) -> None:
    """Let the owner leave a spare key here."""
    counter.take("keys.leave", unit=UNIT, party=OWNER, purpose="vacant", hook="A-12", signature="paper")


def shown(window: Window, name: str) -> bool:
    """Whether a button of that name is to be seen."""
    made = window.findChild(QWidget, name)
    return made is not None and made.isVisible()


def test_the_visit_leads_to_its_escort(window: Window, counter: Counter) -> None:
    """Where a spare key hangs, one button begins the escort of this very visitor; without a key there is none."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    assert not shown(window, "escort.ask.begin_here")
    hang(counter)
    window.go("desk")
    window.open_record(number)
    QApplication.processEvents()
    QTest.mouseClick(find(window, "escort.ask.begin_here"), Qt.MouseButton.LeftButton)
    page: Any = window.known["escort"]
    assert page.form.answers == {"visit": number}
    shown_now = {one.name: one.value for one in page.form.draft.shown}
    assert (shown_now["unit"], shown_now["visitor"], shown_now["party"]) == (UNIT, "何苗", OWNER)


def test_visits_at_the_desk_are_offered_to_an_escort(window: Window, counter: Counter) -> None:
    """The only visitor at the desk is meant; of two one is chosen from a list by name, and the form goes on from there."""
    first = documented(counter)
    draft = counter.draft("escort.ask")
    assert next(one.value for one in draft.shown if one.name == "visit") == first
    second = documented(counter, "甘棠")
    window.begin("escort.ask")
    QApplication.processEvents()
    page: Any = window.known["escort"]
    made = page.form.findChild(ScanEditor, "escort.ask.visit") or page.form.findChild(ScanEditor)
    assert page.form.answers.get("visit") is None
    made.field.setText("甘")  # as an input method does
    made.edited("甘")
    assert [line.what for line in made.popup.model.lines] == [second]
    QTest.keyClick(made.field, Qt.Key.Key_Return)
    assert page.form.answers["visit"] == second
    assert not made.field.hasFocus()


def test_enter_ends_a_signature(window: Window) -> None:
    """A pad that was written on is done with Enter, be it with one dot; an empty one stays."""
    window.begin("keys.leave")
    QApplication.processEvents()
    page: Any = window.known["keys"]
    QTest.mouseClick(find(window, "keys.leave.signature"), Qt.MouseButton.LeftButton)
    pad = find(window, "keys.leave.signature.pad.strokes")
    QTest.keyClick(pad, Qt.Key.Key_Return)
    assert pad.isVisible()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    QTest.keyPress(pad, Qt.Key.Key_Return)  # the pad is gone before the key is let go
    QApplication.processEvents()
    assert str(page.form.answers["signature"]).startswith("[")


def test_tab_reads_what_may_be_begun_before_what_is_over(window: Window, counter: Counter) -> None:
    """From the list, Tab goes to what may be begun, to what stands beside it, and last to the closed ones."""
    page = window.service_page("escort")
    window.service_page("visitors")
    page = window.service_page("escort")
    QApplication.processEvents()
    here: QWidget = page.list
    found = []
    for _turn in range(60):
        here = here.nextInFocusChain()
        if here.objectName().endswith((".begin", ".closed")) or ".beside." in here.objectName():
            found.append(here.objectName())
        if here is page.older:
            break
    assert found[:2] == ["escort.ask.begin", "escort.locked_out.begin"]
    assert ".beside." in found[2]
    assert found[-1] == "escort.closed"


def test_the_first_line_of_a_list_shows_its_head(qtbot: QtBot) -> None:
    """A long list begins with the words over its first group, also after it was scrolled down."""
    top = QWidget()
    top.resize(700, 500)
    field = QLineEdit(top)
    qtbot.addWidget(top)
    top.show()
    popup = Popup(field, wide=400)
    lines = [Line((("组", "m"),), head=True), *[Line(((f"{n}", "n"),), n) for n in range(40)]]
    popup.offer(lines)
    popup.list.scrollToBottom()
    popup.offer(lines)
    assert popup.list.verticalScrollBar().value() == 0


def test_the_step_bar_goes_in_the_order_in_which_a_key_went(counter: Counter) -> None:
    """A key that was out and is back shows what it did in that order; what comes next stands only at the end."""

    def bar() -> list[str]:
        """Return the words of the step bar."""
        return [say(one.words, "en") for one in counter.reader.page(number).stages]

    number = counter.take(
        "keys.leave", unit=UNIT, party=OWNER, purpose="visitor", hook="A-12", signature="paper",
        for_whom="何苗", for_kind="resident", for_document=ID,
    ).number  # fmt: skip  # one paragraph
    assert bar() == ["Take a key into custody", "Release to the named visitor"]
    good = {"identity": True, "channel": "file", "taken_signature": "paper", "seen_document": ID, "comes_back": True}
    counter.take("keys.release", number, **good)
    assert bar() == ["Take a key into custody", "Release to the named visitor", "Key is back"]
    counter.take("keys.back", number)
    assert bar() == ["Take a key into custody", "Key is back", "Release to the named visitor"]


def test_what_ended_a_record_is_undone_from_its_page(window: Window, counter: Counter) -> None:
    """A parcel handed over by mistake: its page has the way back, once, and taking it puts the parcel on the shelf."""
    number = counter.take(
        "parcels.receive", waybills=["SF1340987654321"], addressee="2207", who="3-2-1005 沈佳宜"
    ).number
    counter.take("parcels.release", number)
    window.open_record(number)
    QApplication.processEvents()
    page: Any = window.known["parcels"]
    QTest.mouseClick(find(page.middle, "parcels.put_back.open"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert page.form.step == "parcels.put_back"
    if "reason" in page.form.draft.missing:
        page.form.answers["reason"] = "误交"
        page.form.consider()
    page.form.take()
    QApplication.processEvents()
    assert counter.reader.page(number).row.state == "waiting"
