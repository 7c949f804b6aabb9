"""Several records of one unit go in one go, with one signature."""

from PySide6.QtWidgets import QCheckBox

from kiosk.views.unit_page import UnitPage
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.views.test_names import check
from tests.windows import find


def test_two_are_handed_over_together(window: Window, counter: Counter) -> None:
    """Both ticked, one signature on both, both closed; nothing twice."""
    stored = [counter.store(), counter.store()]
    window.go("unit")
    page = window.known["unit"]
    assert isinstance(page, UnitPage)
    page.show_unit(UNIT)
    for outcome in stored:
        tick = find(window, f"basket.{outcome.number}.tick")
        assert isinstance(tick, QCheckBox)
        tick.click()
    check(window)
    assert "2" in find(window, "basket.take").accessibleName()
    page.basket.signed = "[[[1,1],[9,9]]]"
    find(window, "basket.take").setFocus()
    find(window, "basket.take").click()
    pages = [counter.reader.page(outcome.number) for outcome in stored]
    assert all(one.row.state == "collected" for one in pages)
    assert all(("[[[1,1],[9,9]]]" in {str(a): b for a, b in one.signatures}.values()) for one in pages)
    assert counter.reader.unit(UNIT) is None or not counter.reader.unit(UNIT).open
    said = window.toast.accessibleName()
    assert page.isAncestorOf(window.focusWidget()), "the keys stay on the page, and do not fall to the rail"
    assert ("2 件" in said, "位置" in said) == (True, False), "the place of what is gone helps nobody"
