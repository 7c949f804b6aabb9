"""Lists tell their views only what changed: no reset, no other row painted, the choice where it was."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.printing.fonts import font
from kiosk.views.changing import Lines
from kiosk.views.lists import Item, ItemList
from kiosk.views.widgets import Button, Runs
from kiosk.views.window import Window
from tests.counter import Counter


@dataclass(frozen=True)
class What:
    """Stands for a record."""

    number: str


def item(number: str, note: str = "") -> Item:
    """Return a line of a list."""
    return Item(What(number), "", note, strong=number)


class Told:
    """What a model told its view."""

    def __init__(self, model: Lines) -> None:
        """Listen."""
        self.said: list[tuple[Any, ...]] = []
        model.modelReset.connect(lambda: self.said.append(("reset",)))
        model.dataChanged.connect(lambda first, last, *_roles: self.said.append(("same", first.row(), last.row())))
        model.rowsInserted.connect(lambda _parent, first, last: self.said.append(("in", first, last)))
        model.rowsRemoved.connect(lambda _parent, first, last: self.said.append(("out", first, last)))


class Painted(QObject):
    """Which widgets are painted."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.seen: list[QWidget] = []
        self.regions: list[QRect] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a paint."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen.append(watched)
            assert isinstance(event, QPaintEvent)
            self.regions.append(event.region().boundingRect())
        return False


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("abcd", "abcd", []),
        ("abcd", "abXd", [("same", 2, 2)]),
        ("abcd", "Xabcd", [("in", 0, 0)]),
        ("abcd", "abd", [("out", 2, 2)]),
        ("abcd", "abXYd", [("out", 2, 2), ("in", 2, 3)]),
        ("aaa", "aa", [("out", 2, 2)]),
        ("", "ab", [("reset",)]),
        ("ab", "", [("reset",)]),
    ],
)
def test_a_model_says_only_what_differs(qtbot: QtBot, before: str, after: str, said: list[tuple[Any, ...]]) -> None:
    model = Lines()
    model.show(list(before))
    told = Told(model)
    model.show(list(after))
    assert (model.lines, told.said) == (list(after), said)


def test_a_line_of_another_height_is_laid_out_anew(qtbot: QtBot) -> None:
    class Tall(Lines):
        """Capital letters are higher."""

        def height_of(self, line: str) -> object:
            """Return whether it is one."""
            return line.isupper()

    model = Tall()
    model.show(list("abc"))
    told = Told(model)
    model.show(list("aBc"))
    assert told.said == [("out", 1, 1), ("in", 1, 1)]


def test_what_is_chosen_stays_chosen_wherever_it_stands(qtbot: QtBot) -> None:
    view = ItemList("list", "words")
    qtbot.addWidget(view)
    view.show_items([item("1"), item("2"), item("3")])
    view.choose("2")
    view.show_items([item("0"), item("1"), item("2"), item("3")])
    assert (view.chosen(), view.currentIndex().row()) == ("2", 2)
    view.show_items([item("0"), item("1"), item("9"), item("3")])  # in the same place stands another one
    assert view.chosen() is None
    view.choose("3")
    view.show_items([item("0"), item("1")])
    assert view.chosen() is None


def test_what_is_chosen_stays_in_sight_where_it_was(qtbot: QtBot) -> None:
    """A step was taken and the lines are read anew: the eye finds the record where it left it; a list rolled away stays so."""
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(300, 300)
    view = ItemList("list", "words")
    view.setParent(holder)
    view.setGeometry(0, 0, 300, 300)
    with qtbot.waitExposed(holder):
        holder.show()
    view.show_items([item(str(n)) for n in range(30)])
    QApplication.processEvents()
    view.choose("29")
    QApplication.processEvents()
    view.show_items([item(f"x{n}") for n in range(9)] + [item(str(n)) for n in range(30)])
    QApplication.processEvents()
    assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))
    view.setGeometry(0, 0, 300, 200)
    QApplication.processEvents()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex())), (
        "less room, and it is whole all the same"
    )
    view.scrollToTop()
    view.show_items([item(str(n)) for n in range(30)])
    QApplication.processEvents()
    assert view.verticalScrollBar().value() == 0


def test_a_line_that_changes_is_painted_alone(qtbot: QtBot) -> None:
    view = ItemList("list", "words")
    qtbot.addWidget(view)
    view.resize(300, 400)
    items = [item(str(number)) for number in range(20)]
    view.show_items(items)
    with qtbot.waitExposed(view):
        view.show()
    QApplication.processEvents()
    painted = Painted()
    view.viewport().installEventFilter(painted)
    view.show_items([*items[:2], item("2", "another note"), *items[3:]])
    qtbot.waitUntil(lambda: bool(painted.seen))
    QApplication.processEvents()
    assert painted.regions == [view.visualRect(view.rows.index(2))]


def test_a_button_or_line_that_says_the_same_is_not_painted(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    button, line = Button("Store", "a.b"), Runs([("one", "b")])
    for one, name in ((button, "Button"), (line, "Runs")):
        qtbot.addWidget(one)
        monkeypatch.setattr(one, "update", partial(asked.append, name))
    button.say("Store")
    line.show_parts([("one", "b")])
    assert asked == []
    button.say("Hand over")
    line.show_parts([("two", "b")])
    assert asked == ["Button", "Runs"]
    assert button.accessibleName() == "Hand over"


def test_a_preview_lets_the_font_files_go(window: Window, counter: Counter) -> None:
    counter.store()
    preview: Any = window.service_page("luggage").preview
    window.begin("luggage.store")
    preview.render_now()
    assert preview.paper.images
    assert font.cache_info().currsize == 0
