"""Typed days and hours: "25", "11-25", "1125 18" become the day that is meant; +1 +3 +7 count from today."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.forms.base import Around, Editor, plain
from kiosk.i18n import _
from kiosk.values import Shown
from kiosk.views.widgets import Button, row

_DAY = re.compile(r"(?:(\d{4})[-/.年]?)??(?:(\d{1,2})[-/.月])?(\d{1,2})日?")
_RUN = re.compile(r"(\d{4})?(\d{2})(\d{2})")
_HOUR = re.compile(r"(\d{1,2})(?:[:：.点]?(\d{2}))?")
_BARE = re.compile(r"(\d{1,2})[:：](\d{2})")


def read_day(text: str, today: date) -> date | None:
    """Return the day a short text means: the next one that fits, or None."""
    text = unicodedata.normalize("NFKC", text).strip()
    run = _RUN.fullmatch(text)
    if run:
        year, month, day = run.groups()
    else:
        match = _DAY.fullmatch(text)
        if match is None:
            return None
        year, month, day = match.groups()
    try:
        if year:
            return date(int(year), int(month), int(day))
        return _next(today, int(month) if month else None, int(day))
    except (ValueError, TypeError):
        return None


def _next(today: date, month: int | None, day: int) -> date:
    """Return the next day, from today on, of that number (and month); ValueError where there is none soon."""
    if month:
        found = date(today.year, month, day)
        return found if found >= today - timedelta(days=180) else date(today.year + 1, month, day)
    for ahead in range(3):
        at = today.month - 1 + ahead
        try:
            found = date(today.year + at // 12, at % 12 + 1, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day)


def read_moment(text: str, now: datetime, hour: str = "18:00") -> str:
    """Return "2026-11-25 18:00" for a short text, or the text itself where it says no moment."""
    text = unicodedata.normalize("NFKC", text).strip()
    bare = _BARE.fullmatch(text)
    if bare:
        return f"{now.date().isoformat()} {int(bare[1]):02d}:{bare[2]}" if int(bare[1]) < 24 else text
    first, _space, rest = text.partition(" ")
    day = read_day(first, now.date())
    clock = _HOUR.fullmatch(rest.strip() or hour)
    if day is None or clock is None or int(clock[1]) > 23 or int(clock[2] or 0) > 59:
        return text
    return f"{day.isoformat()} {int(clock[1]):02d}:{clock[2] or '00'}"


class DateEditor(Editor):
    """A typed day, or day and hour, with buttons for tomorrow, in three days, in a week."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the field; its three buttons stand beside the label."""
        super().__init__(shown, name, around)
        self.with_hour = shown.kind == "datetime"
        self.field = QLineEdit()
        self.adopt(self.field)
        self.field.setPlaceholderText(str(_("such as 25 or 25 18:00") if self.with_hour else _("such as 25 or 11-25")))
        self.field.textEdited.connect(self._edited)
        self.field.editingFinished.connect(self._tidy)
        self.box.addWidget(self.field)
        self.plus = QWidget()
        line = row(self.plus, 4)
        for days in (1, 3, 7):
            button = Button(f"+{days}", f"{name}.plus{days}", kind="mini")
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.setAccessibleName(str(_("{title}: in {n} days").format(title=shown.title, n=days)))
            button.clicked.connect(lambda checked=False, n=days: self._plus(n))
            line.addWidget(button)

    def beside(self) -> QWidget:
        """Return the buttons for tomorrow, in three days, in a week."""
        return self.plus

    def _read(self, text: str) -> str:
        """Return the raw answer of a text."""
        now = self.around.now()
        if self.with_hour:
            return read_moment(text, now)
        day = read_day(text, now.date())
        return day.isoformat() if day else text.strip()

    def _edited(self, text: str) -> None:
        """Say the answer while it is typed."""
        self.answered.emit(self._read(text) if text.strip() else None)

    def _tidy(self) -> None:
        """Show the whole day once the field is left."""
        if self.field.text().strip():
            self.field.setText(self._read(self.field.text()))

    def _plus(self, days: int) -> None:
        """Answer with today plus some days; the hour that stood there stays."""
        day = (self.around.now().date() + timedelta(days=days)).isoformat()
        stood = re.search(r"\d{1,2}:\d{2}$", self.field.text())
        text = f"{day} {stood[0] if stood else '18:00'}" if self.with_hour else day
        self.field.setText(text)
        self.answered.emit(text)

    def show_value(self, value: Any) -> None:
        """Show a day, or a day and an hour."""
        self.field.setText(plain(value, self.shown.kind, self.around.now()))
        self.field.setCursorPosition(0)
