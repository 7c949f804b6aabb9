"""The appointment book: its fields, the time it offers, and how a line of it reads (APT)."""

from datetime import UTC, datetime, timedelta

from kiosk.i18n import say
from tests.counter import UNIT, Counter


def test_the_usual_time_is_a_full_or_half_hour(counter: Counter) -> None:
    """An hour from now at least: 14:36 offers 16:00."""
    shown = counter.shown("appointments.book", "meets_at")
    assert shown == datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def test_a_line_of_the_book_reads_by_its_hour(counter: Counter) -> None:
    """The hour and who comes, then the day and whom he meets."""
    when = counter.clock.now + timedelta(days=1)
    counter.take("appointments.book", unit=UNIT, party="何苗", meets_at=when, host="沈佳宜")
    row = counter.reader.records("appointments")[0]
    assert (say(row.name, "zh"), say(row.summary, "zh"), row.day) == ("14:36 何苗", "11-23 · 沈佳宜", when)


def test_the_way_on_is_one_that_a_clerk_may_take(counter: Counter) -> None:
    """What only another step takes along stands on no bar of steps."""
    when = counter.clock.now + timedelta(hours=1)
    number = counter.take("appointments.book", unit=UNIT, party="何苗", meets_at=when, host="沈佳宜").number
    assert [say(stage.words, "zh") for stage in counter.reader.page(number).stages] == ["预约登记", "到访"]


def test_whoever_may_still_come_is_not_overdue(counter: Counter) -> None:
    """From the hour agreed on he is expected within the hour; overdue he is once nobody waits any more."""
    counter.take("appointments.book", unit=UNIT, party="何苗", meets_at=counter.clock.now + timedelta(minutes=10))
    counter.later(minutes=20)
    assert counter.due() == [("appointments.came", "amber", "hour")]
    assert "Overdue" not in [say(figure.words, "en") for figure in counter.reader.right_now()]
    counter.later(minutes=25)
    assert counter.due() == [("appointments.missed", "red", "overdue")]
    late = next(figure for figure in counter.reader.right_now() if say(figure.words, "en") == "Overdue")
    assert late.value == "1"


def test_late_is_said_by_the_hour_agreed_on(counter: Counter) -> None:
    """Not in days since it was booked; and who is here stands in no form of the unit as one who comes yet."""
    when = counter.clock.now + timedelta(days=9)
    numbers = [
        counter.take("appointments.book", unit=UNIT, party=name, meets_at=when).number for name in ("何苗", "李四")
    ]
    counter.later(days=9, minutes=10)
    counter.take("appointments.came", numbers[0])
    said = "".join(say(words, "zh") for words in counter.draft("messages.take", unit=UNIT).notes)
    assert ("李四" in said, "何苗" in said) == (True, False)
    counter.later(minutes=30)
    assert [row.when for row in counter.reader.board() if row.step == "appointments.missed"] == ["15:06"]
