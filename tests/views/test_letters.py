"""Letters: opened as a PDF where no office printer is set up, and whenever somebody wants one to mail."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.views import letters
from kiosk.views.window import Window
from tests.counter import Counter
from tests.services.test_escort import asked
from tests.windows import find


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was opened; no reader of PDFs is started."""
    opened: list[str] = []
    monkeypatch.setattr(letters, "show", lambda path: opened.append(path) or True)
    return opened


def test_a_letter_is_opened_where_no_office_printer_is(window: Window, counter: Counter, shown: list[str]) -> None:
    """With one sentence that says why and where it lies; it is nobody's but the program's."""
    number = asked(counter)
    window.open_record(number, "escort.print_letter")
    window.pages.currentWidget().form.button.click()  # type: ignore[attr-defined]  # a service's page
    QApplication.processEvents()
    [path] = shown
    assert Path(path).read_bytes().startswith(b"%PDF-")
    assert (Path(path).parent.name, Path(path).name) == ("letters", "E-1122-01-letter.pdf")


def test_a_letter_that_was_printed_can_be_opened(window: Window, counter: Counter, shown: list[str]) -> None:
    """From the record's papers, to be mailed; the slip of a visit has no such button."""
    number = asked(counter)
    [job] = counter.take("escort.print_letter", number).jobs
    window.open_record(number)
    button = find(window, f"around.page.{job}")
    button.click()  # type: ignore[attr-defined]  # a button
    QApplication.processEvents()
    assert len(shown) == 1


def test_a_computer_that_shows_no_pdf(window: Window, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then it is said where the letter lies."""
    told: list[str] = []
    monkeypatch.setattr(letters, "show", lambda path: False)
    window.letters.said.connect(lambda words: told.append(str(words)))
    number = asked(counter)
    window.letters.came_of(counter.take("escort.print_letter", number))
    assert len(told) == 1
    assert "E-1122-01-letter.pdf" in told[0]
