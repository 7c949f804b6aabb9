"""Short days and hours become the moment that is meant."""

from datetime import UTC, date, datetime

import pytest

from kiosk.forms.dates import read_day, read_moment

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25", date(2026, 11, 25)),
        ("22", date(2026, 11, 22)),
        ("3", date(2026, 12, 3)),
        ("31", date(2026, 12, 31)),
        ("11-25", date(2026, 11, 25)),
        ("1125", date(2026, 11, 25)),
        ("1/5", date(2027, 1, 5)),
        ("11月25日", date(2026, 11, 25)),
        ("2026-11-25", date(2026, 11, 25)),
        ("20261125", date(2026, 11, 25)),
        ("１１－２５", date(2026, 11, 25)),
        ("2-30", None),
        ("32", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_days(typed: str, meant: date | None) -> None:
    """The next day that fits; nothing for what is no day."""
    assert read_day(typed, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("25 18", "2026-11-25 18:00"),
        ("1125 1830", "2026-11-25 18:30"),
        ("11-25 9:05", "2026-11-25 09:05"),
        ("25", "2026-11-25 18:00"),
        ("20:15", "2026-11-22 20:15"),
        ("25 25", "25 25"),
        ("soon", "soon"),
    ],
)
def test_moments(typed: str, meant: str) -> None:
    """A day, an hour, or both; what is none stays as typed, so that the form says so."""
    assert read_moment(typed, datetime(2026, 11, 22, 14, 36, tzinfo=UTC)) == meant
