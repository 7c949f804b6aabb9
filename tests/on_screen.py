"""What stands on the screens of a desk: every view is drawn, and the words of every widget are read along.

Each is drawn once, in Chinese or English, light or dark, turn by turn: a word or a painter of any dress is looked at, in
the time that one dress takes.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from kiosk import i18n
from kiosk.desk import Desk
from kiosk.practice import screens
from kiosk.views import theme
from tests.counter import OWNER, UNIT


def draw(desk: Desk, folder: Path, visit: str, numbers: list[str], only: Collection[str] = ()) -> list[str]:
    """Draw every view into a folder, a form with a number half typed last, and return what stood on them."""
    app, seen = screens._application(), list[str]()
    before = (i18n.language(), theme.now.name)
    typed = {"unit": UNIT, "party": OWNER, "paper": "resident", "document": numbers[0], "owner_here": True}
    half = ("number_typed", screens._form("overnight.register", typed))
    try:
        for turn, (language, look) in enumerate(screens.DRESSES):
            screens._dress(app, language, look)
            with screens._window(desk) as window:
                views = [("", lambda _window: None), half, *screens._views(window, {"visit": visit})]
                for no, (earlier, (name, show)) in enumerate(pairwise(views)):
                    mine = name in only if only else no % len(screens.DRESSES) == turn or name == half[0]
                    if not mine:
                        continue
                    for bring in (earlier[1], show):  # a card stands over the view before it
                        screens._tidy(window)
                        bring(window)
                        QApplication.processEvents()
                    path = folder / f"{name}-{language}-{look}.png"
                    screens._save(screens._picture(window), path)
                    seen.extend(f"{path.stem}: {words}" for words in said(window))
                    screens._give_up(window)
    finally:
        screens._dress(app, *before)
    return seen


def said(root: QWidget) -> Iterator[str]:
    """Yield the words that stand on a window: of labels, fields as they are displayed, buttons, lists, for readers too."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from filter(None, (widget.accessibleName(), widget.toolTip()))
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield widget.displayText()
            case QPlainTextEdit():
                yield widget.toPlainText()
            case QAbstractItemView() if widget.model() is not None:
                yield from _lines(widget.model())


def _lines(model: QAbstractItemModel) -> Iterator[str]:
    """Yield what the lines of a list say."""
    for row in range(model.rowCount(QModelIndex())):
        found = model.index(row, 0).data()
        if isinstance(found, str):
            yield found
