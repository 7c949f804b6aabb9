"""A list that is a book by day: the appointment book, and who is expected, with the days ahead and the days gone by."""

from datetime import timedelta

from kiosk.i18n import use
from kiosk.views.lists import ItemList
from kiosk.views.window import Window
from tests.counter import SUNDAY, UNIT, Counter
from tests.windows import find


def book(counter: Counter, party: str, **ahead: float) -> str:
    """Write an appointment into the book, so far from now, and return its number."""
    when = SUNDAY + timedelta(**ahead)
    return counter.take("appointments.book", unit=UNIT, party=party, meets_at=when, host="沈佳宜").number


def lines(window: Window, key: str) -> list[str]:
    """Return what a list shows: the heads of its days in brackets, the names of its lines."""
    page = window.service_page(key)
    page.renew()
    shown = find(page, f"{key}.list")
    assert isinstance(shown, ItemList)
    return [f"[{item.title}]" if item.head else item.strong for item in shown.rows.items]


def test_the_appointment_book_stands_by_day(window: Window, counter: Counter) -> None:
    """Today first, in the order of the hours; what is over today stays in its place until midnight."""
    book(counter, "王工", days=2, hours=-4)
    book(counter, "周律师", hours=3)
    early = book(counter, "何苗", hours=1)
    book(counter, "林一帆", days=1)
    counter.take("appointments.cancel", early, reason="改天")
    assert lines(window, "appointments") == [
        "[今天  11月22日 周日 · 2]", "15:36 何苗", "17:36 周律师", "[明天  11月23日 周一 · 1]", "14:36 林一帆",
        "[11月24日 周二 · 1]", "10:36 王工",
    ]  # fmt: skip
    counter.later(days=1)
    assert "15:36 何苗" not in lines(window, "appointments")


def test_days_gone_by_stand_backwards(window: Window, counter: Counter) -> None:
    """The closed ones, the latest day first."""
    for number in (book(counter, "何苗", hours=1), book(counter, "林一帆", days=1)):
        counter.take("appointments.cancel", number, reason="改天")
    counter.later(days=2)
    window.service_page("appointments").older.click()
    assert lines(window, "appointments") == [
        "[昨天  11月23日 周一 · 1]", "14:36 林一帆", "[11月22日 周日 · 1]", "15:36 何苗",
    ]  # fmt: skip


def test_the_heads_speak_english(window: Window, counter: Counter) -> None:
    """In the window's language."""
    book(counter, "何苗", hours=1)
    use("en")
    try:
        assert lines(window, "appointments")[0] == "[Today  Sun 22 Nov · 1]"
    finally:
        use("zh")


def test_expected_visitors_stand_on_their_next_day(window: Window, counter: Counter) -> None:
    """A regular visitor on the next of his weekdays, again after he came."""
    number = counter.take("announcements.announce", unit=UNIT, party="何阿姨", regular=True, on_days=[3, 7]).number
    assert lines(window, "announcements")[0] == "[今天  11月22日 周日 · 1]"
    counter.take("announcements.came", number)
    assert lines(window, "announcements")[0] == "[11月25日 周三 · 1]"


def test_an_empty_list_says_which_one_it_is(window: Window) -> None:
    """Nothing open, or nothing closed yet."""
    page = window.service_page("appointments")
    shown = find(page, "appointments.list")
    assert isinstance(shown, ItemList)
    assert "未结" in str(shown.empty)
    page.older.click()
    assert "已结" in str(shown.empty)
    page.older.click()
    assert "未结" in str(shown.empty)
