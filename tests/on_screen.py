"""What stands on the screens of a desk: every view is drawn, and the words of every widget are read along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kiosk.desk import Desk
from kiosk.practice import screens
from kiosk.views.window import Window
from tests.counter import OWNER, UNIT


def draw(desk: Desk, folder: Path, visit: str, numbers: list[str]) -> list[str]:
    """Draw every view into a folder, a form with a number half typed last, and return what stood on them."""
    seen: list[str] = []
    picture = screens._picture

    def read_along(window: Window, path: Path) -> None:
        """Draw a window, and note what is said on it."""
        picture(window, path)
        seen.extend(f"{path.stem}: {words}" for words in said(window))

    typed = {"unit": UNIT, "party": OWNER, "paper": "resident", "document": numbers[0], "owner_here": True}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(screens, "_picture", read_along)
        screens.take_pictures(desk, folder, numbers={"visit": visit}, dresses=(("zh", "light"),))
        with screens._window(desk) as window:
            screens._form("overnight.register", typed)(window)
            screens._picture(window, folder / "number_typed-zh-light.png")
            screens._give_up(window)
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
