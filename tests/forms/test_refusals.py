"""Refusals under a form: the first at length, further ones in a breath, and the questions keep their room."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from kiosk.forms.refusals import RefusalPanel
from kiosk.i18n import say
from kiosk.values import Refused
from kiosk.views.widgets import Scroll, column
from kiosk.views.window import Window
from tests.counter import UNIT, Counter

_ONE = Refused("VIS-04", "The document is copied too.", "Copy it, then tick here.", "copied")
_TWO = Refused("listed_person", "Please check one thing first.", "Open B-1125-01 and ask.", "kind", "supervisor")


def test_further_refusals_are_brief(window: Window) -> None:
    """Each says what and how to go on; the second takes one line, its button beside it."""
    holder = QWidget(window)
    panel = RefusalPanel("visitors.see_document.refusal")
    column(holder, 0).addWidget(panel)
    panel.show_refusals([_TWO, _ONE])
    both = [[part.text() for part in strip.findChildren(QLabel)] for strip in panel.strips]
    assert both == [
        ["Please check one thing first.", "Open B-1125-01 and ask."],
        ["The document is copied too. Copy it, then tick here."],
    ]
    panel.show_refusals([_ONE, _TWO])
    assert panel.findChild(QWidget, "visitors.see_document.refusal.lift.listed_person") is not None


def test_a_refusal_lends_the_words_to_say(window: Window, counter: Counter) -> None:
    """Whoever stands there hears why in the house's own words; they stand below the way out."""
    number = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    (refused,) = counter.reader.draft("visitors.see_document", {"kind": "none"}, number).refusals
    assert say(refused.say, "en").startswith("“For the residents' safety I need to see a document.")
    holder = QWidget(window)
    panel = RefusalPanel("visitors.see_document.refusal")
    column(holder, 0).addWidget(panel)
    panel.show_refusals([refused])
    assert [part.text() for part in panel.strips[0].findChildren(QLabel)][-1] == str(refused.say)


def test_what_is_typed_in_stays_in_sight(window: Window) -> None:
    """A page that shrinks below the field scrolls to it."""
    holder = QWidget(window)
    scroll = Scroll(snug=True)
    column(holder, 0).addWidget(scroll)
    fields = [QWidget() for _number in range(6)]
    for field in fields:
        field.setFixedHeight(80)
        field.setFocusPolicy(field.focusPolicy().StrongFocus)
        scroll.box.addWidget(field)
    holder.resize(300, 480)
    holder.show()
    fields[4].setFocus()
    QApplication.processEvents()
    holder.resize(300, 200)
    QApplication.processEvents()
    top = fields[4].mapTo(scroll.viewport(), QPoint(0, 0)).y()
    assert (top >= 0, top + 80 <= scroll.viewport().height()) == (True, True)
    assert scroll.minimumHeight() == 96


def test_what_is_typed_in_stays_in_sight_while_more_is_asked_above_it(window: Window) -> None:
    """Facts and phrases that come above push nothing out of sight."""
    holder = QWidget(window)
    scroll = Scroll(snug=True)
    column(holder, 0).addWidget(scroll)
    above, field = QWidget(), QWidget()
    above.setFixedHeight(220)
    field.setFixedHeight(58)
    field.setFocusPolicy(field.focusPolicy().StrongFocus)
    scroll.box.addWidget(above)
    scroll.box.addWidget(field)
    holder.resize(300, 200)
    holder.show()
    field.setFocus()
    QApplication.processEvents()
    above.setFixedHeight(400)
    for _turn in range(3):
        QApplication.processEvents()
    top = field.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    assert (top >= 0, top + 58 <= scroll.viewport().height()) == (True, True)


def test_the_whole_field_is_in_sight_not_its_first_line(window: Window) -> None:
    """Two lines are wanted: both are to be seen before anything is typed."""
    holder = QWidget(window)
    scroll = Scroll(snug=True)
    column(holder, 0).addWidget(scroll)
    above, field = QWidget(), QPlainTextEdit()
    above.setFixedHeight(150)
    field.setFixedHeight(90)
    scroll.box.addWidget(above)
    scroll.box.addWidget(field)
    holder.resize(300, 480)
    holder.show()
    field.setFocus()
    QApplication.processEvents()
    holder.resize(300, 220)
    QApplication.processEvents()
    top = field.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    assert (top >= 0, top + 90 <= scroll.viewport().height()) == (True, True)
