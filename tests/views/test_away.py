"""Away from the counter: the locked screen says when the clerk is back, the alarm goes on, and what is next waits for him."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from kiosk.forms.choices import ChoiceButton
from kiosk.values import Away, Late
from kiosk.views.alarms import Alarms
from kiosk.views.away import AwayPanel, sentences
from kiosk.views.sign_in import SignIn
from kiosk.views.window import Window
from tests.counter import OWNER, PINS, SUNDAY, UNIT, Counter
from tests.services.test_escort import go_up, signed
from tests.windows import find, press


@pytest.fixture
def gone(counter: Counter, window: Window) -> str:
    """Go up at the window; return the escort's number."""
    number = signed(counter)
    window.bridge.changed.emit()
    window.open_record(number, "escort.go_up")
    page: Any = window.pages.currentWidget()
    for minder in [one for one in page.findChildren(ChoiceButton) if one.option.key == "王主管"]:
        minder.click()
    page.form.button.click()
    for _turn in range(3):
        QApplication.processEvents()
    return number


def panel(window: Window) -> AwayPanel:
    """Return what the locked screen says."""
    cover = window.cover
    assert isinstance(cover, SignIn)
    found = find(cover, "sign_in.away")
    assert isinstance(found, AwayPanel)
    return found


def unlock(window: Window, digit: str, pin: str) -> None:
    """Choose a name and type a PIN."""
    press(digit + pin)
    QApplication.processEvents()


@pytest.mark.rule("STD-02")
def test_going_up_locks_the_window(window: Window, counter: Counter, gone: str) -> None:
    """Nobody is signed in any more, and both languages say when the clerk is back and who is here."""
    assert window.bridge.clerk is None
    back = "14:46"
    assert panel(window).words("zh") == ("服务台人员暂时离开", "返回时间", back, "服务台由 王主管 值守")
    assert panel(window).words("en") == ("We will be back soon", "Back at", back, "王主管 minds the counter")


@pytest.mark.rule("STD-02")
def test_nothing_private_faces_the_lobby(window: Window, gone: str) -> None:
    """No home, no owner, no visitor, no number stands on the locked screen."""
    assert isinstance(window.cover, SignIn)
    texts = [one.text() for one in window.cover.findChildren(QLabel)]
    texts += [one.accessibleName() for one in window.cover.findChildren(AwayPanel)]
    said = " ".join([*texts, window.windowTitle()])
    assert [word for word in (OWNER, UNIT, "何苗", "E-1122", gone) if word in said] == []
    assert "14:46" in said


def test_a_wrong_pin_leaves_it_locked(window: Window, gone: str) -> None:
    """And says so."""
    unlock(window, "2", "111119")
    assert window.bridge.clerk is None
    assert panel(window).isVisible()


def test_what_is_next_waits_for_whoever_went(window: Window, gone: str) -> None:
    """The right PIN opens the very step: the door is open, the key is back."""
    unlock(window, "2", PINS["李婷"])
    page: Any = window.pages.currentWidget()
    assert (page.number, page.form.step) == (gone, "escort.opened")
    assert not window.status.away.isVisible()


def test_who_minds_the_counter_sees_who_is_away(window: Window, counter: Counter, gone: str) -> None:
    """Beside the board: until when, red once that is over; a tap opens the record."""
    unlock(window, "3", PINS["王主管"])
    assert window.at == "desk"
    assert (window.status.away.words, window.status.away.tone) == ("李婷 离台，14:46 返回", "amber")
    counter.later(minutes=11)
    window.show_away()
    assert window.status.away.tone == "red"
    window.status.away.click()
    page: Any = window.pages.currentWidget()
    assert page.number == gone


@pytest.mark.rule("ESC-14")
def test_the_alarm_sounds_on_the_locked_desk(window: Window, counter: Counter, gone: str) -> None:
    """A chime when the clerk is late, the alarm when the key is, again and again until it is back."""
    played: list[str] = []
    window.alarms.sounds.play = played.append  # type: ignore[method-assign]  # no loudspeaker here
    for _second in range(10):
        window.alarms.turn()
    assert played == []
    counter.later(minutes=10, seconds=1)
    for _second in range(10):
        window.alarms.turn()
    assert played == ["due"]
    counter.later(minutes=5)
    for _second in range(60):
        window.alarms.turn()
    assert played[1:] == ["alarm"] * 2
    assert window.bridge.clerk is None
    counter.sign_in("李婷")
    counter.take("escort.opened", gone)
    played.clear()
    for _second in range(60):
        window.alarms.turn()
    assert played == []


def test_what_was_late_at_the_start_is_on_the_board_alone(window: Window) -> None:
    """A start with a hundred late parcels chimes for none of them; a key rings all the same."""
    played: list[str] = []
    alarms = Alarms(window.bridge)
    alarms.sounds.play = played.append  # type: ignore[method-assign]  # no loudspeaker here
    alarms.hear((Late("P26112201", "x", rings=False),))
    assert played == []
    alarms = Alarms(window.bridge)
    alarms.sounds.play = played.append  # type: ignore[method-assign]  # no loudspeaker here
    alarms.hear((Late("K26112201", "x", rings=True),))
    assert played == ["alarm"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nobody_minds_the_counter(language: str) -> None:
    """Then it says where to turn to: what the estate wrote, else security's control room; late is said calmly."""
    away = Away("E26112201", "李婷", SUNDAY, "", "escort.opened")
    usual = sentences(away, SUNDAY, SUNDAY, ("", ""), language)
    own = sentences(away, SUNDAY, SUNDAY + timedelta(minutes=1), ("请到一号楼", "Building 1, please"), language)
    zh = language == "zh"
    assert usual[3:] == (
        ("服务台暂时无人。", "如有急事，请找保安部监控中心。")
        if zh
        else ("Nobody is at the counter just now.", "If it is urgent, please ask security in the control room.")
    )
    assert (own[3], own[5]) == (
        ("会晚几分钟，请稍候", "请到一号楼")
        if zh
        else ("A few minutes late, please bear with us", "Building 1, please")
    )


def test_the_locked_screen_is_the_usual_one_while_nobody_is_away(window: Window, counter: Counter) -> None:
    """And again once the clerk is back."""
    window.lock()
    assert window.findChild(AwayPanel) is None
    unlock(window, "2", PINS["李婷"])
    number = signed(counter)
    go_up(counter, number)
    counter.take("escort.opened", number)
    window.lock()
    assert window.findChild(AwayPanel) is None
