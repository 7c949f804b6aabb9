"""Cards of who waits: one line each on a low window, so that what is answered below them stays in sight."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk import i18n
from kiosk.views.going_on import GoingOn
from kiosk.views.waiting import HIGH, LINE, CardButton
from kiosk.views.window import Window
from tests.counter import UNIT, Counter

NUMBER = "330106199001011236"


def _calling(counter: Counter, party: str, calls: int) -> str:
    """Let somebody wait whose host was called so often."""
    number = counter.take("visitors.arrive", unit=UNIT, party=party).number
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    for _call in range(calls):
        counter.take("visitors.host_called", number, channel="home")
    return number


@pytest.mark.parametrize(("size", "high"), [((1366, 768), LINE), ((1920, 1080), HIGH)])
def test_cards_leave_the_answers_their_room(window: Window, counter: Counter, size: tuple[int, int], high: int) -> None:
    """In English, where all words are longer, two cards above and several calls made: every answer is in sight."""
    _calling(counter, "仇磊", 1)
    number = _calling(counter, "Maximiliana von Hohenlohe-Langenburg", 4)
    before = i18n.language()
    window.resize(*size)
    window.speak("en")
    try:
        window.open_record(number)
        for _round in range(3):
            QApplication.processEvents()
        page: Any = window.known["visitors"]
        cards = page.cards.findChildren(CardButton)
        assert [one.height() for one in cards] == [high, high]
        made = page.middle.findChild(GoingOn)
        assert len(made.taps) == 6
        for _choice, button in made.taps:
            assert button.visibleRegion().boundingRect().height() == button.height(), button.objectName()
    finally:
        window.speak(before)
