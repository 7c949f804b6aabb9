"""The key board: racks of tiles, arrows and Enter, one click to the step that fits, and back to the board."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.i18n import say
from kiosk.values import Tile
from kiosk.views.things_page import ThingsPage
from kiosk.views.tiles import TileList, sentence
from kiosk.views.window import Window
from tests.counter import OWNER, Counter
from tests.services.test_keys import left
from tests.views.test_names import check
from tests.windows import find


def hooks(counter: Counter, last: int = 3, rack: str = "A") -> None:
    """Set hooks up, as the supervisor."""
    counter.sign_in("王主管")
    counter.take("house.set_hooks", rack=rack, first=1, last=last)
    counter.sign_in("李婷")


def board(window: Window) -> TileList:
    """Return the board, shown."""
    window.go("keys")
    window.known["keys"].show_nothing()  # type: ignore[attr-defined]  # a service's page
    QApplication.processEvents()
    made = find(window, "keys.board")
    assert isinstance(made, TileList)
    return made


def tiles(made: TileList) -> list[Tile]:
    """Return the tiles of a board, without the titles of its racks."""
    return [line for line in made.rows.lines if isinstance(line, Tile)]


def test_hooks_in_order_with_who_has_what(window: Window, counter: Counter) -> None:
    """A-2 before A-10; on its hook, entrusted, out, not found, free: words beside every colour."""
    hooks(counter)
    left(counter, hook="A-02")
    out = left(counter, hook="A-10", purpose="spare")
    lost = left(counter, hook="B-1", purpose="spare")
    left(counter, hook=None, purpose="spare")
    counter.take("keys.borrow", out)
    counter.take("keys.missing", lost, missing="?")
    shown = [(one.place, say(one.words, "zh"), one.tone, str(one.who)) for one in tiles(board(window))]
    assert shown == [
        ("A-01", "空", "mute", ""), ("A-02", "托管", "blue", ""), ("A-03", "空", "mute", ""), ("A-10", "在外", "amber", "李婷"),
        ("B-1", "未找到", "red", "最后 监控中心"), ("", "在监控中心", "green", ""),
    ]  # fmt: skip  # one line a group reads better
    check(window)


def test_enter_lends_and_takes_back(window: Window, counter: Counter) -> None:
    """Arrows choose, Enter opens the step that fits, Ctrl+Enter takes it, and the board is there again."""
    hooks(counter, 2)
    number = left(counter, hook="A-02", purpose="spare")
    made = board(window)
    QTest.keyClick(made, Qt.Key.Key_Right)
    for step, state in (("keys.borrow", "out"), ("keys.back", "in")):
        QTest.keyClick(find(window, "keys.board"), Qt.Key.Key_Return)
        form: Any = window.form_here()
        assert (form.step, form.record) == (step, number)
        QTest.keyClick(form.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        assert counter.reader.page(number).row.state == state
        again = find(window, "keys.board")
        assert isinstance(again, TileList)
        assert again.chosen() is not None
        assert again.chosen().number == number  # type: ignore[union-attr]  # asserted above


def test_the_board_has_the_keys_as_soon_as_it_is_seen(window: Window, counter: Counter) -> None:
    """Whoever came by the rail goes on with arrows and Enter; from another page too."""
    left(counter, purpose="spare")
    for _visit in range(2):
        window.go("desk")
        find(window, "rail.keys").click()  # type: ignore[attr-defined]  # a button
        QApplication.processEvents()
        assert window.focusWidget() is find(window, "keys.board")


def test_arrows_climb_over_racks(window: Window, counter: Counter) -> None:
    """Down goes to the row below, past the title of the next rack; up comes back."""
    hooks(counter, 3)
    hooks(counter, 3, "B")
    made = board(window)
    QTest.keyClick(made, Qt.Key.Key_Right)
    QTest.keyClick(made, Qt.Key.Key_Down)
    assert made.chosen() is not None
    assert made.chosen().place == "B-02"  # type: ignore[union-attr]  # asserted above
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.chosen().place == "A-02"  # type: ignore[union-attr]  # asserted above


def test_a_free_hook_takes_a_key(window: Window, counter: Counter) -> None:
    """Enter on it begins the deed with the hook filled in; Esc goes back to the board."""
    hooks(counter)
    board(window)
    QTest.keyClick(find(window, "keys.board"), Qt.Key.Key_Return)
    form: Any = window.form_here()
    assert (form.step, form.answers["hook"]) == ("keys.leave", "A-01")
    page = window.known["keys"]
    assert isinstance(page, ThingsPage)
    find(window, "keys.to_board").click()  # type: ignore[attr-defined]  # a button
    assert page.board is not None


def test_an_empty_board_teaches(window: Window, counter: Counter) -> None:
    """A sentence that says how a hook comes to be; who may, adds hooks by their numbers."""
    made = board(window)
    assert tiles(made) == []
    assert "A-12" in str(made.empty)
    assert window.findChild(object, "keys.add_places") is None  # type: ignore[call-overload]  # any kind
    window.bridge.clerk = counter.sign_in("王主管")
    board(window)
    find(window, "keys.add_places").click()  # type: ignore[attr-defined]  # a button
    form: Any = window.form_here()
    assert form.step == "house.set_hooks"


def test_two_hundred_hooks_and_long_names(window: Window, counter: Counter) -> None:
    """Nothing is wider than the board; a long holder is told whole to whoever asks."""
    hooks(counter, 200)
    number = left(counter, hook="A-07", purpose="visitor", for_whom="欧" * 40, for_kind="passport")
    for size in ((1366, 768), (1010, 600)):
        window.resize(*size)
        made = board(window)
        assert len(tiles(made)) == 200
        assert made.horizontalScrollBar().maximum() == 0
        assert made.verticalScrollBar().maximum() > 0
    tile = next(one for one in tiles(made) if one.number == number)
    assert "欧" * 40 in sentence(tile)


def test_a_hook_that_was_given_away_is_not_lost(window: Window, counter: Counter) -> None:
    """Another key hangs there meanwhile: the one that is out stands below, without a hook of its own."""
    out = left(counter, hook="A-12", purpose="spare")
    counter.take("keys.borrow", out)
    second = left(counter, hook="A-12", unit="5-1-2101", party="单雪松")
    assert [(one.place, one.number) for one in tiles(board(window))] == [("A-12", second), ("A-12", out)]


def test_the_count_is_one_click_away(window: Window, counter: Counter) -> None:
    """Beside the board."""
    counter.sign_in("王主管")
    counter.take("key_round.begin")
    counter.sign_in("李婷")
    left(counter, party=OWNER)
    board(window)
    find(window, "keys.beside.key_round").click()  # type: ignore[attr-defined]  # a button
    assert window.at == "key_round"
