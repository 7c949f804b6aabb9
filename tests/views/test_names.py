"""Every widget that takes the focus is reachable by name, for tests and for a screen reader (DESIGN §5)."""

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QWidget

import kiosk
from kiosk import i18n
from kiosk.views.overlays import NumberOverlay
from kiosk.views.window import Window
from tests.counter import Counter


def stops(root: QWidget) -> list[QWidget]:
    """Return what may take the focus, without Qt's own inner parts."""
    found = [w for w in root.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    return [w for w in found if not w.objectName().startswith("qt_") and not _inner(w)]


def _spoken(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _inner(widget: QWidget) -> bool:
    """Whether a widget is a part that Qt made for itself."""
    kind = type(widget).__module__
    return kind.startswith("PySide6") and type(widget).__name__ in ("QWidget", "QComboBoxPrivateContainer", "QFrame")


def check(root: QWidget) -> None:
    """Check the names of everything below `root`."""
    found = stops(root)
    assert found
    nameless = [w for w in found if not w.objectName() or not w.objectName().isascii()]
    assert not nameless, [(type(w).__name__, w.objectName(), w.accessibleName()) for w in nameless]
    silent = [w.objectName() for w in found if w.isVisible() and not _spoken(w)]
    assert not silent
    names = [w.objectName() for w in found]
    assert len(names) == len(set(names)), sorted(n for n in names if names.count(n) > 1)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("where", ["desk", "queue", "journal", "settings", "residents", "unit", "record", "form"])
def test_names(window: Window, counter: Counter, language: str, where: str) -> None:
    """Every page, in both languages."""
    stored = counter.store()
    i18n.use(language)
    window.build()
    if where == "record":
        window.open_record(stored.number)
    elif where == "form":
        window.begin("luggage.store", {"unit": "3-2-1005"})
    else:
        window.go(where)
    check(window)


def test_every_section_of_the_settings_is_named(window: Window) -> None:
    """The settings' sections one by one."""
    window.go("settings")
    page = window.known["settings"]
    for key, _words in page.sections():
        page.show_section(key)
        check(window)


def test_covers_are_named(window: Window) -> None:
    """The lock screen and the number to write by hand."""
    over = NumberOverlay(window, "L-1122-01", "B-1-04")
    over.open()
    check(over)
    over.close_()
    window.lock()
    check(window.cover)


EVIL = "<img src=x><b>甲</b>&lt; a very long name indeed"


def test_no_tooltip_makes_html_of_a_name(window: Window, counter: Counter) -> None:
    """What a person typed stays text, also where the pointer rests."""
    counter.take("estate.move_in", unit="3-2-1005", name=EVIL, relation="family", phone="13600008841")
    stored = counter.store(party=EVIL)
    window.open_record(stored.number)
    window.open_unit("3-2-1005")
    tips = [one.toolTip() for one in window.findChildren(QWidget)]
    for view in window.findChildren(QAbstractItemView):
        rows = range(view.model().rowCount() if view.model() is not None else 0)
        tips += [str(view.model().index(at, 0).data(Qt.ItemDataRole.ToolTipRole) or "") for at in rows]
    told = [one for one in tips if "img" in one]
    assert len(set(told)) > 1
    assert [one for one in told if "<img" in one] == []


def test_every_tooltip_goes_through_tip() -> None:
    """Also where no test brings such a name."""
    rooms = Path(kiosk.__file__).parent
    calls = [
        (file.name, ast.unparse(node.args[0]))
        for room in ("views", "forms")
        for file in (rooms / room).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setToolTip"
    ]
    assert [one for one in calls if not one[1].startswith(("tip(", "''"))] == []
