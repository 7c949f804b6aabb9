"""Visitors by keyboard and scanner, counted from the greeting to "admitted": a key is a quarter of a second (DESIGN §7)."""

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.numbers import payload
from kiosk.views.going_on import GoingOn
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.forms.test_parcel_keys import GLANCE, KEY, Clerk
from tests.windows import press

NUMBER = "330106199001011236"


@pytest.fixture
def clerk(window: Window) -> Clerk:
    """Return the clerk."""
    return Clerk(window)


def keys(clerk: Clerk, *names: str) -> None:
    """Press keys that are no letters, each a quarter of a second."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    for name in names:
        target = QApplication.focusWidget()
        assert target is not None
        QTest.keyClick(target, getattr(Qt.Key, f"Key_{name}"))
        QApplication.processEvents()
        clerk.seconds += KEY


def page(window: Window) -> ServicePage:
    """Return the visitors' page."""
    made = window.known["visitors"]
    assert isinstance(made, ServicePage)
    return made


def visited(counter: Counter, **answers: Any) -> str:
    """Let somebody have been here two weeks ago; his number may still be kept."""
    number = counter.take(
        "visitors.arrive", unit=UNIT, party="何苗", relation="friend", phone="13612340718", **answers
    ).number
    counter.take("visitors.see_document", number, kind="resident", document=NUMBER, copied=True)
    counter.take("visitors.agree_admit", number, channel="intercom", door="host")
    counter.later(hours=1)
    counter.take("visitors.leave", number)
    counter.later(days=13)
    return number


def tap(clerk: Clerk, digit: str) -> None:
    """Answer by a digit that comes alone: the time is over in which another one would make it a scan."""
    clerk.type(digit)
    made = page(clerk.window).middle.findChild(GoingOn)
    assert isinstance(made, GoingOn)
    made.alone_for.stop()
    made.alone_for.timeout.emit()
    QApplication.processEvents()


def states(counter: Counter) -> list[str]:
    """Return the states of the open visits."""
    return [row.state for row in counter.reader.records("visitors")]


def test_a_first_visit(clerk: Clerk, counter: Counter) -> None:
    """Unit, name, document, the tick for its copy, the host's word: within thirty seconds, and the slip only then."""
    clerk.open("visitors.arrive")
    keys(clerk, "Return")  # nobody who was here before
    clerk.type(f"{UNIT}\n")
    clerk.seconds += GLANCE
    clerk.type("He Miao")  # as many keys as in Chinese
    clerk.take()
    clerk.seconds += GLANCE  # the document
    clerk.type(NUMBER)
    keys(clerk, "Return", "Space")
    assert counter.reader.jobs() == []
    clerk.take()
    clerk.seconds += GLANCE  # the call
    tap(clerk, "1")
    assert states(counter) == ["inside"]
    assert [job.kind for job in counter.reader.jobs()] == ["visitors.desk_copy", "visitors.visitor_copy"]
    assert clerk.seconds <= 30


def test_the_whole_ladder_of_calls(clerk: Clerk, counter: Counter) -> None:
    """No answer on the intercom, engaged at home, then the host agrees: three taps more, still within thirty seconds."""
    clerk.open("visitors.arrive")
    keys(clerk, "Return")
    clerk.type(f"{UNIT}\nHe Miao")
    clerk.take()
    clerk.seconds += 3 * GLANCE
    clerk.type(NUMBER)
    keys(clerk, "Return", "Space")
    clerk.take()
    for digit in ("4", "5", "1"):
        clerk.seconds += GLANCE
        tap(clerk, digit)
    assert states(counter) == ["inside"]
    number = counter.reader.records("visitors")[0].number
    assert counter.sql("SELECT channel, answer FROM visit_call ORDER BY no") == [
        ("intercom", "no answer"), ("home", "engaged"), ("file", "agrees"),
    ]  # fmt: skip  # one line reads better
    assert counter.reader.page(number).row.state == "inside"
    assert clerk.seconds <= 30


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (UNIT, {"unit": UNIT}),
        ("3栋2单元1005", {"unit": UNIT}),
        ("王五", {"party": "王五"}),
        ("M218", {}),
        ("9-9-999", {}),
    ],
)
def test_what_is_typed_first_is_not_typed_twice(
    typed: str, meant: dict[str, str], window: Window, clerk: Clerk
) -> None:
    """A unit of the register or a name in the first field, and Enter: it stands where it belongs; anything else is gone."""
    clerk.open("visitors.arrive")
    clerk.type(typed) if typed.isascii() else page(window).form.questions.editors["known"].field.setText(typed)
    keys(clerk, "Return")
    form = page(window).form
    assert form.answers == meant
    for name, value in meant.items():
        assert form.questions.editors[name].field.text() == value
    assert form.questions.editors["known"].field.text() == ""


@pytest.mark.parametrize("typed", ["hm", "0718", "M218"])
def test_a_returning_visitor(typed: str, window: Window, clerk: Clerk, counter: Counter) -> None:
    """Initials, phone ending or plate, Enter, the same document, the host's word: within ten seconds."""
    visited(counter, plate="浙A7M218")
    clerk.open("visitors.arrive")
    clerk.type(typed)
    clerk.seconds += GLANCE  # whom the list offers
    keys(clerk, "Return")
    clerk.take()
    clerk.seconds += GLANCE  # the document is the same one; it is copied
    keys(clerk, "Space")
    clerk.take()
    clerk.seconds += GLANCE
    tap(clerk, "1")
    assert states(counter) == ["inside"]
    row = counter.reader.records("visitors")[0]
    assert (row.unit, row.party) == (UNIT, "何苗")
    assert counter.sql("SELECT plate, relation FROM visit ORDER BY id DESC LIMIT 1") == [("浙A7M218", "friend")]
    assert clerk.seconds <= 10


def test_an_announced_visitor(clerk: Clerk, counter: Counter) -> None:
    """One scan of the pass registers whoever was here before; the copy, the host's word: within five seconds."""
    visited(counter)
    announced = counter.take("announcements.announce", unit=UNIT, party="何苗")
    clerk.window.go("desk")
    clerk.scan(payload(announced.number))
    clerk.seconds += GLANCE  # the document
    keys(clerk, "Space")
    clerk.take()
    clerk.seconds += GLANCE
    tap(clerk, "1")
    assert states(counter) == ["inside"]
    assert counter.reader.records("announcements") == []
    assert clerk.seconds <= 5


def test_leaving_is_one_scan(clerk: Clerk, counter: Counter) -> None:
    """The slip's code signs out whoever came alone; nothing is asked, and the undo is one click."""
    number = visited(counter)
    arrived = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    counter.take("visitors.see_document", arrived, kind="resident", copied=True)
    counter.take("visitors.agree_admit", arrived, channel="intercom", door="host")
    clerk.window.go("desk")
    clerk.scan(payload(arrived))
    assert counter.reader.page(arrived).row.state == "left"
    assert clerk.seconds <= 1
    assert clerk.window.at == "desk"
    assert clerk.window.toast is not None
    assert clerk.window.toast.act is not None
    clerk.window.toast.act()
    QApplication.processEvents()
    form = page(clerk.window).form
    assert form is not None
    assert form.step == "visitors.still_inside"
    assert number != arrived


@pytest.mark.parametrize("more", [{"persons": 2}, {"brought": "梯子"}])
def test_several_persons_or_things_are_looked_at_first(more: dict[str, Any], clerk: Clerk, counter: Counter) -> None:
    """Two persons, or a ladder that was brought in: the scan asks who and what goes out, and takes nothing by itself."""
    arrived = counter.take("visitors.arrive", unit=UNIT, party="何苗", **more).number
    counter.take("visitors.see_document", arrived, kind="resident", document=NUMBER, copied=True)
    counter.take("visitors.agree_admit", arrived, channel="intercom", door="host")
    clerk.window.go("desk")
    clerk.scan(payload(arrived))
    assert counter.reader.page(arrived).row.state == "inside"
    clerk.seconds += GLANCE
    clerk.take()
    assert counter.reader.page(arrived).row.state == "left"
    assert clerk.seconds <= 3


def test_leaving_while_somebody_else_is_typed_in(clerk: Clerk, counter: Counter) -> None:
    """The form that is half typed stays where it is: the scan signs out beside it."""
    arrived = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    counter.take("visitors.see_document", arrived, kind="resident", document=NUMBER, copied=True)
    counter.take("visitors.agree_admit", arrived, channel="intercom", door="host")
    clerk.open("visitors.arrive")
    keys(clerk, "Return")
    press(UNIT)
    clerk.scan(payload(arrived))
    form = page(clerk.window).form
    assert form is not None
    assert form.answers == {"unit": UNIT}
    assert counter.reader.page(arrived).row.state == "left"


def test_minutes_go_on_without_a_query(window: Window, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card's minutes and a list's chips are painted anew when the minute changes; nothing is read from the desk."""
    counter.take("visitors.arrive", unit=UNIT, party="何苗")
    window.go("visitors")
    [card] = page(window).cards.buttons()
    assert card.tone == "blue"
    reads: list[str] = []
    for name in ("records", "cards", "page", "services", "joined"):
        monkeypatch.setattr(counter.reader, name, lambda *a, n=name, **k: reads.append(n))
    for minutes, tone in ((6, "amber"), (16, "red")):
        window.tell_time(window.bridge.local_now() + timedelta(minutes=minutes))
        assert card.tone == tone
        assert str(minutes) in card.accessibleName()
    assert reads == []
