"""The visitors' page: cards of who waits, one tap an answer, the list that counts down, what is announced today."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk import i18n
from kiosk.views.going_on import ClockNote, GoingOn, TapButton
from kiosk.views.hour import HOUR
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import OWNER, UNIT, Counter
from tests.windows import find, press

NUMBER = "330106199001011236"


def documented(counter: Counter, **answers: Any) -> str:
    """Let somebody arrive and show a document."""
    number = counter.take("visitors.arrive", **{"unit": UNIT, "party": "何苗", **answers}).number
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    return number


def admitted(counter: Counter, **answers: Any) -> str:
    """Let somebody in."""
    number = documented(counter, **answers)
    counter.take("visitors.agree_admit", number, channel="intercom", door="host")
    return number


def visitors(window: Window) -> ServicePage:
    """Show the visitors' page and return it."""
    page = window.service_page("visitors")
    QApplication.processEvents()
    return page


def going(page: ServicePage) -> GoingOn:
    """Return what is shown of the record that goes on."""
    found = page.middle.findChild(GoingOn)
    assert isinstance(found, GoingOn)
    return found


def at_hour(window: Window, counter: Counter, hour: int, minute: int) -> None:
    """Let it be an hour of the counter's day, as the window's clock finds out."""
    counter.clock.now = datetime(2026, 11, 22, hour - 8, minute, tzinfo=UTC)
    window.tell_time(window.bridge.local_now())


def test_one_click_goes_on_with_whoever_waits(window: Window, counter: Counter) -> None:
    """Cards on the board and over the list, several at once; a card opens what comes next, with the focus on it."""
    first, second = counter.take("visitors.arrive", unit=UNIT, party="鲁师傅").number, documented(counter)
    window.go("desk")
    QTest.mouseClick(find(window, f"board.waiting.{second}"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    page = visitors(window)
    assert (window.at, page.number) == ("visitors", second)
    assert QApplication.focusWidget() is going(page).taps[0][1]
    QTest.mouseClick(find(page, f"visitors.waiting.{first}"), Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert page.form is not None
    assert (page.number, page.form.step) == (first, "visitors.see_document")
    assert [card.isChecked() for card in page.cards.buttons()] == [True, False]
    assert page.list.rows.items == []  # who waits stands on a card, and nowhere twice


def test_many_who_wait_give_way_to_one_button(window: Window, counter: Counter) -> None:
    """What one line has no room for waits behind a button with its number."""
    for no in range(9):
        counter.take("visitors.arrive", unit=UNIT, party=f"访客{no}")
    page = visitors(window)
    shown = len(page.cards.buttons())
    assert 2 <= shown < 9
    more: Any = find(page, "visitors.waiting_more")
    assert str(9 - shown) in more.accessibleName()
    more.click()
    QApplication.processEvents()
    assert len(page.cards.buttons()) == 9


def test_a_digit_is_an_answer(window: Window, counter: Counter, qtbot: Any) -> None:
    """No answer is noted, and the next way stands there at once; another digit, and the host has declined."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    press("4")
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    qtbot.waitUntil(lambda: counter.sql("SELECT channel, answer FROM visit_call") == [("intercom", "no answer")])
    QApplication.processEvents()
    assert "住宅电话" in str(going(page).page.going.way.words)  # type: ignore[union-attr]  # it has one
    press("3")
    qtbot.waitUntil(lambda: counter.reader.page(number).row.state == "declined")


def test_a_press_that_comes_twice_is_one_answer(window: Window, counter: Counter, qtbot: Any, monkeypatch: Any) -> None:
    """The page that a tap brings up answers to nothing at first: else its second half notes a call nobody made."""
    number = documented(counter)
    monkeypatch.setattr("kiosk.views.fresh.MS", 60_000)
    window.open_record(number)
    QApplication.processEvents()
    page = visitors(window)
    press("1")
    going(page).taps[0][1].click()
    for key in going(page).findChildren(QShortcut):
        key.activated.emit()
    assert not going(page).alone_for.isActive()
    assert counter.reader.page(number).row.state == "registered"
    going(page).fresh.stop()
    going(page).taps[3][1].click()
    going(page).taps[3][1].click()  # on the page that the first one brought up
    assert counter.sql("SELECT channel, answer FROM visit_call") == [("intercom", "no answer")]


def test_every_answer_stays_in_sight_after_many_calls(window: Window, counter: Counter, qtbot: Any) -> None:
    """At the smallest screen that is meant: the last calls stand above the answers, the earlier ones below them."""
    number = documented(counter)
    for _call in range(5):
        counter.take("visitors.host_called", number, channel="home")
    window.open_record(number)
    QApplication.processEvents()
    made = going(visitors(window))
    assert len(made.page.lines) == 5
    for _choice, button in made.taps:
        assert button.visibleRegion().boundingRect().height() == button.height(), button.objectName()


def test_digits_of_a_scanned_waybill_tap_nothing(window: Window, counter: Counter, qtbot: Any) -> None:
    """A courier's waybill that begins with 1 admits nobody: only a digit that nothing follows is an answer."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    made = going(visitors(window))
    for digit in ("1", "4", "3"):
        press(digit)
    qtbot.waitUntil(lambda: not made.alone_for.isActive())
    QApplication.processEvents()
    assert counter.reader.page(number).row.state == "registered"
    assert counter.sql("SELECT count(*) FROM visit_call") == [(0,)]


def test_the_list_has_the_focus_and_the_digits_go_on(window: Window, counter: Counter, qtbot: Any) -> None:
    """After somebody went in the focus is on the list; the digits on the answers beside it still press them."""
    number = admitted(counter)
    window.open_record(number)
    QApplication.processEvents()
    page = visitors(window)
    page.list.setFocus()
    press("1")
    qtbot.waitUntil(lambda: counter.reader.page(number).row.state == "left")


def test_an_empty_list_says_what_is_true(window: Window, counter: Counter) -> None:
    """Whoever waits stands above; where this clerk may begin nothing, nothing is said of beginning."""
    counter.take("visitors.arrive", unit=UNIT, party="鲁师傅")
    page = visitors(window)
    assert page.list.rows.items == []
    assert str(page.list.empty) == "没有其他人；等候的在上方。"
    beside = window.service_page("barred")
    QApplication.processEvents()
    assert str(beside.list.empty) == "没有未结的。"


def test_what_still_asks_opens_its_form(window: Window, counter: Counter, qtbot: Any) -> None:
    """A tap that still has to ask something opens its form: the message is asked for."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    press("6")
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    qtbot.waitUntil(lambda: page.form is not None and page.form.step == "visitors.leave_word")


def test_esc_closes_the_innermost_thing_and_loses_nothing(window: Window, counter: Counter, qtbot: Any) -> None:
    """From the form of an answer to the answers, from there to the one box; what was typed is there again."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    press("6")
    page: Any = window.known["visitors"]
    qtbot.waitUntil(lambda: page.form is not None and page.form.step == "visitors.leave_word")
    page.form._answered("text", "六点再来")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.form is None
    assert page.number == number
    answers = [button for _choice, button in going(page).taps]
    assert QApplication.focusWidget() is answers[0]
    page.open(number, step="visitors.leave_word")
    assert page.form.answers["text"] == "六点再来"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.top.box


def test_the_whole_number_is_shown_and_journaled(window: Window, counter: Counter) -> None:
    """The number to ring is masked; one click shows it for some seconds, and the journal says who looked and why."""
    number = documented(counter)
    for channel in ("intercom", "home"):
        counter.take("visitors.host_called", number, channel=channel)
    window.open_record(number)
    QApplication.processEvents()
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    made = going(page)
    assert "13912342207" not in "".join(text for text, _style in made.way_words.parts)
    show: Any = find(page, "going.show_number")
    show.click()
    assert "13912342207" in "".join(text for text, _style in made.way_words.parts)
    entry = counter.reader.journal(1)[0]
    assert (entry.step, entry.clerk) == ("estate.reveal", "李婷")
    assert any("V-1122-01" in said for _title, said in entry.answers)


def test_who_is_inside_counts_down(window: Window, counter: Counter) -> None:
    """Inside; how much time is left, amber from 22:30; over, red after 23:00:00: painted anew, not queried."""
    admitted(counter)
    page = visitors(window)
    [item] = page.list.rows.items
    assert item.said == ("园内", "green")
    for hour, minute, said in ((21, 52, ("还有 1 小时 08 分", "green")), (22, 40, ("还有 20 分", "amber")),
                               (23, 0, ("还有 0 分", "amber")), (23, 10, ("超时 10 分", "red"))):  # fmt: skip
        at_hour(window, counter, hour, minute)
        assert item.said == said
    assert "8 小时 34 分" in item.noted


def test_the_hour_changes_what_may_be_answered(window: Window, counter: Counter) -> None:
    """The note goes on with the clock; a minute past the day's end only the night is offered, without a key."""
    number = documented(counter)
    window.open_record(number)
    at_hour(window, counter, 22, 59)
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    [note] = page.middle.findChildren(ClockNote)
    assert "22:59" in note.text()
    assert going(page).taps[0][0].step == "visitors.agree_admit"
    at_hour(window, counter, 23, 1)
    QApplication.processEvents()
    assert going(page).taps[0][0].step == "visitors.stay_overnight"


def test_the_list_is_read_by_unit(window: Window, counter: Counter) -> None:
    """One key groups whoever is inside under the units, each with its number; heads are no records."""
    admitted(counter)
    admitted(counter, unit="5-1-2101", party="仇英")
    admitted(counter, party="周阿姨")
    page = visitors(window)
    page.by_unit.click()
    assert [item.title for item in page.list.rows.items if item.head] == ["3-2-1005 · 2", "5-1-2101 · 1"]
    heads = [row for row, item in enumerate(page.list.rows.items) if item.head]
    assert all(page.list.rows.flags(page.list.rows.index(row)) == Qt.ItemFlag.NoItemFlags for row in heads)
    assert page.title.parts[1][0].strip() == "园内 3 批"


def test_who_is_announced_comes_by_one_click(window: Window, counter: Counter) -> None:
    """Today's announced ones stand below the list; a click opens their registration."""
    counter.take("announcements.announce", unit=UNIT, party="孙浩")
    page = visitors(window)
    head, line = page.joined.rows.items
    assert (head.title, line.strong, head.head) == ("今日预告 · 1", "孙浩", True)
    page.joined.picked.emit(line.what)
    QApplication.processEvents()
    opened = window.known["announcements"]
    assert isinstance(opened, ServicePage)
    assert opened.form is not None
    assert opened.form.step == "announcements.came"
    opened.form.take()
    QApplication.processEvents()
    assert window.at == "visitors"  # and the visit that began goes on at once
    assert page.form is not None
    assert page.form.step == "visitors.see_document"


def test_everything_says_its_name(window: Window, counter: Counter) -> None:
    """Cards, taps and lines read as sentences; the minutes too."""
    number = documented(counter)
    counter.later(minutes=7)
    page = visitors(window)
    window.tell_time(window.bridge.local_now())
    assert find(page, f"visitors.waiting.{number}").accessibleName() == f"何苗 {UNIT} 联系业主中 7 分"
    window.open_record(number)
    QApplication.processEvents()
    names = [w.accessibleName() for w in page.middle.findChildren(QWidget) if w.objectName().startswith("going.tap.")]
    assert names[:2] == ["同意，住户开门", "同意，我来开门"]
    assert HOUR.now == window.bridge.local_now()


def test_a_new_form_shows_the_unit_that_it_names(window: Window, counter: Counter) -> None:
    """Nothing prints before somebody is admitted: people and notes of the unit stand there instead."""
    window.begin("visitors.arrive", {"unit": UNIT})
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    assert (page.around.isVisible(), page.preview.isVisible()) == (True, False)
    assert any(OWNER in w.accessibleName() for w in page.around.findChildren(QWidget))


def test_a_digit_that_is_held_down_is_one_answer(window: Window, counter: Counter, qtbot: Any) -> None:
    """The page that follows shows the next way: the key that is still down says nothing of that."""
    number = documented(counter)
    window.open_record(number)
    QApplication.processEvents()
    for again in (False, True, True, True):
        target = QApplication.focusWidget()
        assert target is not None
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_4, Qt.KeyboardModifier.NoModifier, "4", again)
        QApplication.sendEvent(target, key)
        qtbot.waitUntil(lambda: counter.sql("SELECT channel, answer FROM visit_call") == [("intercom", "no answer")])
        QApplication.processEvents()


def test_no_key_that_is_held_down_does_it_again(window: Window, counter: Counter) -> None:
    """F11 under a binder, Ctrl+Enter under a finger: one list, one form."""
    window.begin("visitors.arrive", {"unit": UNIT})
    keys = {key.key().toString(): key.autoRepeat() for key in window.findChildren(QShortcut)}
    assert not any(keys[one] for one in ("F11", "F12", "F3", "Ctrl+Return", "Ctrl+Enter"))


def test_the_rest_of_many_who_wait_is_one_line_away(window: Window, counter: Counter) -> None:
    """Twelve cards and the line for the others: from the board it opens the list, on the page it goes there."""
    for n in range(62):
        counter.take("visitors.arrive", unit=UNIT, party=f"访客{n}")
    board: Any = window.known["desk"]
    board.renew()
    find(board, "board.waiting_more").click()  # type: ignore[attr-defined]  # a button
    rest: Any = find(board, "board.waiting_rest")
    assert ("50" in rest.accessibleName(), len(board.cards.buttons())) == (True, 12)
    rest.click()
    page = visitors(window)
    assert page.isVisible()
    assert len(page.items) == 50
    page.cards._show_all()
    find(page, "visitors.waiting_rest").click()  # type: ignore[attr-defined]  # a button
    assert page.list.hasFocus()


def test_the_rest_of_many_expected_opens_their_book(window: Window, counter: Counter) -> None:
    """Sixty lines below the list, and one for the others."""
    for n in range(61):
        counter.take("announcements.announce", unit=UNIT, party=f"预告{n}")
    page = visitors(window)
    page.renew()
    items = page.joined.rows.items
    assert (items[0].title.endswith("61"), "1" in items[-1].title, len(items)) == (True, True, 62)
    page.joined.picked.emit(items[-1].what)
    assert window.known["announcements"].isVisible()


def test_the_list_of_those_not_admitted_counts_who_is_on_it(window: Window, counter: Counter) -> None:
    """Nothing of it is "open": people stand on the list or were taken off it."""
    counter.sign_in("王主管")
    counter.take("barred.enter", party="冯九", why="滋事", asked_by=OWNER)
    page = window.service_page("barred")
    page.renew()
    assert "在册 1 人" in "".join(words for words, _style in page.title.parts)


def test_what_is_wanted_on_hotel_floors_is_not_labelled_optional(window: Window, counter: Counter) -> None:
    """The unit that is typed decides where an estate has both: the label follows."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="visit_hotel_units", value='"5-1-2101"')
    counter.sign_in("李婷")
    window.begin("visitors.arrive", {"unit": UNIT, "party": "何苗"})
    form: Any = window.form_here()
    title = form.questions.titles["relation"]
    assert "可不填" in title.text()
    form.questions.answered.emit("unit", "5-1-2101")
    QApplication.processEvents()
    assert "可不填" not in form.questions.titles["relation"].text()


def test_the_answers_of_a_hotel_floor_are_read_whole_in_english(window: Window, counter: Counter) -> None:
    """The likeliest one, tea for who is inside, is not cut short on the smallest screen."""
    counter.sign_in("周明")
    counter.take("house.set_value", key="visit_site", value='"hotel"')
    counter.sign_in("李婷")
    number = counter.take("visitors.arrive", unit=UNIT, party="何苗", whom=OWNER, relation="friend", persons=2).number
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, compared=True)
    counter.take("visitors.agree_admit", number, channel="home")
    i18n.use("en")
    window.open_record(number)
    QApplication.processEvents()
    taps = [one for one in going(visitors(window)).findChildren(TapButton) if one.isVisible()]
    assert "Tea served" in [str(one.words) for one in taps]
    wide = [one.width() - one.sizeHint().width() for one in taps]
    assert min(wide) >= 0, wide
