"""What stands above the questions and what is known of a record: it keeps its words and leaves room."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from kiosk.forms.strips import together
from kiosk.values import Fact
from kiosk.views.record import FactsCard, line_row
from kiosk.views.window import Window
from tests.windows import find

MESSAGE = "车位转让的事，今晚八点前请回电。" * 5


def test_notes_of_a_unit_stand_together() -> None:
    """Each on its line, in one strip; the phrase and warnings keep strips of their own."""
    texts = [("phrase", "A"), ("note", "B"), ("note", "C"), ("bad", "D"), ("bad", "E"), ("note", "F")]
    assert together(texts) == [("phrase", "A"), ("note", "B\nC"), ("bad", "D"), ("bad", "E"), ("note", "F")]


def test_a_long_fact_has_a_line_of_its_own(window: Window) -> None:
    """Short ones stand in two columns, a message is read to its end; a narrower card lays them out anew."""
    facts = [Fact("房号", "3-2-1005"), Fact("留给", "沈佳宜"), Fact("留言", MESSAGE), Fact("人数", "1")]
    card = FactsCard(facts)
    card.setParent(window)
    card.show()
    card.resize(500, card.height())
    places = [(top, left > card.width() / 2, high > card.HIGH) for _fact, top, left, high in card.places]
    assert places[:2] == [(1, False, False), (1, True, False)]
    assert places[2] == (1 + card.HIGH, False, True)
    before = card.height()
    card.resize(300, card.height())
    assert card.height() > before


def test_a_number_in_a_line_says_what_it_counts(window: Window) -> None:
    """One of two has left: a bare 1 would tell nobody that; a code keeps to itself."""
    made: Any = line_row([Fact("", "15:06"), Fact("离开人数", "1"), Fact("带出物品", "工具箱")])
    assert [text.strip() for text, _style in made.parts] == ["15:06", "离开人数 1", "工具箱"]
    code: Any = line_row([Fact("扫码", "7047486400407")])
    assert [text.strip() for text, _style in code.parts] == ["7047486400407"]


def test_a_long_name_is_read_from_its_beginning(window: Window) -> None:
    """Also where it is wider than its field."""
    window.begin("visitors.arrive", {"unit": "3-2-1005", "party": "MACPHERSON-ROTHSCHILD ALEXANDRA KATHERINE"})
    field = find(window, "visitors.arrive.party")
    assert isinstance(field, QLineEdit)
    assert field.cursorPosition() == 0
