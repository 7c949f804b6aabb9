"""A unit's page: who lives there and may collect, what is open, everything ever, and the basket."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from kiosk.views.history_list import PAGE, HistoryList
from kiosk.views.household import PersonLine
from kiosk.views.unit_page import UnitPage
from kiosk.views.window import Window
from tests.counter import OWNER, THREE, UNIT, Counter
from tests.services.test_keys import left
from tests.services.test_visitors_admit import admitted
from tests.views.test_names import check
from tests.windows import find


def shown(window: Window, unit: str = UNIT) -> UnitPage:
    """Return the page of a unit, to be seen."""
    window.go("unit")
    page = window.known["unit"]
    assert isinstance(page, UnitPage)
    page.show_unit(unit)
    QApplication.processEvents()
    return page


def words(page: QWidget) -> str:
    """Return all that a page says: its labels, and what painted parts tell a screen reader."""
    said = [one.text() for one in page.findChildren(QLabel)]
    return "\n".join([*said, *(one.accessibleName() for one in page.findChildren(QWidget))])


def test_people_and_who_may_collect(window: Window, counter: Counter) -> None:
    """Relations, the right to collect, others who may; phones masked; notes in their tone."""
    counter.take("estate.move_in", unit=UNIT, name="陈立", relation="family", phone="13600008841", collects=False)
    counter.take("estate.allow", unit=UNIT, name="周阿姨", allowed_by=OWNER, until="2026-12-31")
    counter.take("estate.add_note", unit=UNIT, text="听力不好，请按两次铃。", kind="care")
    page = shown(window)
    said = words(page)
    assert "139****2207" in said
    assert "13912342207" not in said
    lines = {line.person.name: str(line.words()) for line in page.findChildren(PersonLine)}
    assert "不可代领" in lines["陈立"]
    assert "2026-12-31" in lines["周阿姨"]
    assert "听力不好" in said
    check(window)


def test_whole_numbers_are_seen_by_a_step_that_asks_why(window: Window, counter: Counter) -> None:
    """The journal keeps who looked; whoever signs out takes them from sight."""
    page = shown(window)
    find(page, "unit.reveal").click()  # type: ignore[attr-defined]  # a button
    assert page.form is not None
    page.form._answered("reason", "快递员在门口等")
    page.form.take()
    assert "139 1234 2207" in words(page).replace("13912342207", "139 1234 2207")
    assert counter.reader.journal(limit=1)[0].step == "estate.reveal"
    window.bridge.signed.emit(None)
    assert "13912342207" not in words(page)


def test_a_note_ends_where_it_is_read(window: Window, counter: Counter) -> None:
    """Its own button asks to end it."""
    counter.take("estate.add_note", unit=UNIT, text="本周装修")
    page = shown(window)
    note = counter.reader.unit(UNIT).notes[0]  # type: ignore[union-attr]  # there is one
    find(page, f"unit.note.{note.id}.end").click()  # type: ignore[attr-defined]  # a button
    assert page.form is not None
    page.form.take()
    assert "本周装修" not in words(shown(window))


def test_everything_newest_first_page_by_page(window: Window, counter: Counter) -> None:
    """Two hundred records: a screenful is read, older ones as they are scrolled to; Enter opens one."""
    numbers = []
    for _n in range(PAGE + 5):
        stored = counter.take("luggage.store", unit=UNIT, party=OWNER, pieces=THREE[2:])
        counter.take("luggage.hand_over", stored.number)
        numbers.append(stored.number)
    page = shown(window)
    history = find(page, "unit.everything")
    assert isinstance(history, HistoryList)
    assert [one.what.number for one in history.rows.items] == numbers[::-1][:PAGE]
    history.scrollToBottom()
    QApplication.processEvents()
    if history.rows.canFetchMore(history.rootIndex()):
        history.rows.fetchMore(history.rootIndex())
    assert [one.what.number for one in history.rows.items] == numbers[::-1]
    history.setCurrentIndex(history.rows.index(1))
    QTest.keyClick(history, Qt.Key.Key_Return)
    assert window.at == "luggage"
    assert window.known["luggage"].number == numbers[-2]  # type: ignore[attr-defined]  # a service's page


def test_each_open_record_has_its_obvious_step(window: Window, counter: Counter) -> None:
    """One click goes on with it."""
    stored = counter.store()
    page = shown(window)
    go = find(page, f"basket.{stored.number}.open")
    assert "提取" in go.accessibleName()
    go.click()  # type: ignore[attr-defined]  # a button
    form: Any = window.form_here()
    assert (form.step, form.record) == ("luggage.hand_over", stored.number)


def test_luggage_and_parcels_go_in_one_basket(window: Window, counter: Counter) -> None:
    """Tick all, Ctrl+Enter: both are handed over, all or none, to the one who collects."""
    counter.take("estate.move_in", unit=UNIT, name="陈立", relation="family")
    bag = counter.store()
    parcel = counter.take(
        "parcels.receive", waybills=["SF1234567890"], addressee="2207", unit=UNIT, party=OWNER, courier="sf"
    )
    page = shown(window)
    assert page.basket is not None
    page.basket.every.click()
    assert all(tick.isChecked() for tick in page.basket.ticks.values())
    find(page, "basket.collector.option2").click()  # type: ignore[attr-defined]  # a button
    QTest.keyClick(page.basket.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [counter.reader.page(one.number).row.state for one in (bag, parcel)] == ["collected", "collected"]
    assert "陈立" in str(counter.reader.page(parcel.number).facts)
    assert page.basket is None


def test_people_are_never_ticked_together(window: Window, counter: Counter) -> None:
    """Tick all means things: whoever is inside goes out by a tick of his own."""
    visit = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    counter.take("visitors.see_document", visit, kind="resident", document="330106199001011236", copied=True)
    counter.take("visitors.agree_admit", visit, channel="intercom", door="host")
    bags = [counter.store().number, counter.store().number]
    page = shown(window)
    assert page.basket is not None
    page.basket.every.click()
    ticked = [number for number, tick in page.basket.ticks.items() if tick.isChecked()]
    assert (sorted(ticked), visit in page.basket.ticks) == (sorted(bags), True)
    page.basket.ticks[visit].click()
    page.basket.every.click()
    assert [number for number, tick in page.basket.ticks.items() if tick.isChecked()] == [visit]


def test_ticks_outlive_what_happens_elsewhere(window: Window, counter: Counter) -> None:
    """Another unit's step renews the page; what was ticked here stays ticked."""
    stored = counter.store()
    page = shown(window)
    tick = find(page, f"basket.{stored.number}.tick")
    assert isinstance(tick, QCheckBox)
    tick.click()
    counter.take("estate.add_note", unit="5-1-2101", text="本周装修")
    page.renew()
    assert find(page, f"basket.{stored.number}.tick") is tick
    assert tick.isChecked()


def test_an_empty_unit_teaches(window: Window) -> None:
    """Nothing open, nothing ever: sentences, and what may be begun."""
    page = shown(window, "5-1-2101")
    assert page.basket is None
    assert find(page, "unit.luggage.store").isVisible()
    check(window)


def test_a_name_of_forty_characters_cuts_nothing(window: Window, counter: Counter) -> None:
    """The columns keep their widths at every size of the window."""
    counter.take("estate.move_in", unit=UNIT, name="欧" * 40, phone="13600008841")
    counter.store(party="欧" * 40)
    for size in ((1366, 768), (1280, 720), (1010, 600)):
        window.resize(*size)
        page = shown(window)
        if page.basket is not None:
            page.basket._tick_all()
        QApplication.processEvents()
        for column in (page.left, page.right):
            assert column.inside.minimumSizeHint().width() <= column.viewport().width(), (size, column)


def test_the_list_stays_where_it_was_scrolled_to(window: Window, counter: Counter) -> None:
    """A note is written in between: whoever had scrolled down reads on there."""
    for _n in range(30):
        stored = counter.take("luggage.store", unit=UNIT, party=OWNER, pieces=THREE[2:])
        counter.take("luggage.hand_over", stored.number)
    page = shown(window)
    history = find(page, "unit.everything")
    assert isinstance(history, HistoryList)
    history.verticalScrollBar().setValue(100)
    page.open_step("estate.add_note")
    assert page.form is not None
    page.form._answered("text", "本周装修")
    page.form.take()
    QApplication.processEvents()
    assert find(page, "unit.everything") is history
    assert history.isVisible()
    assert history.verticalScrollBar().value() == 100


def test_visits_and_keys_stand_beside_the_people(window: Window, counter: Counter) -> None:
    """Who is inside first, then who was here; where each key is; one click opens it."""
    gone = admitted(counter, party="李四")
    counter.take("visitors.leave", gone)
    inside = admitted(counter, party="何苗", persons=3)
    hung, out = left(counter), left(counter, hook="B-7", purpose="spare")
    counter.take("keys.borrow", out)
    page = shown(window)
    said = {name: [item.what.number for item in find(page, name).rows.items] for name in ("unit.visitors", "unit.keys")}
    assert said == {"unit.visitors": [inside, gone], "unit.keys": [out, hung]}
    chips = [(str(item.chip), item.note) for item in find(page, "unit.keys").rows.items]
    assert chips[0][0] == "在外"
    assert "李婷" in chips[0][1]
    assert chips[1] == ("托管", "A-12 · 空置房服务")
    find(page, "unit.keys").picked.emit(find(page, "unit.keys").rows.items[0].what)
    form: Any = window.form_here()
    assert (form.step, form.record) == ("keys.back", out)


def test_a_basket_lends_no_key(window: Window, counter: Counter) -> None:
    """Who ticks all hands over what ends by it; a key is not lent on the way."""
    stored, key = counter.store(), left(counter)
    page = shown(window)
    assert page.basket is not None
    assert list(page.basket.ticks) == [stored.number]
    page.basket.every.click()
    QTest.keyClick(page.basket.button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [counter.reader.page(number).row.state for number in (stored.number, key)] == ["collected", "in"]
