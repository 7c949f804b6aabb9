"""The pages of the window, built on their first visit and connected to what they ask for.

What is rarely looked at is imported then.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from kiosk.views.board import Board
from kiosk.views.service import ServicePage
from kiosk.views.things_page import ThingsPage


def make_page(window: Any, key: str) -> QWidget:
    """Build a page and connect what it says."""
    make = _HOUSE.get(key)
    made: Any = make(window) if make is not None else _service(window, key)
    said = {
        "went": window.open_record,
        "taken": window.was_taken,
        "reprint": window.ask_reprint,
        "paged": window.letters.open_job,
        "drafts_changed": window.renew_drafts,
        "unread": window.say_unread,
    }
    for signal, slot in said.items():  # what most pages say
        if hasattr(made, signal):
            getattr(made, signal).connect(slot)
    return made  # type: ignore[no-any-return]  # one of the pages below


def _desk(window: Any) -> QWidget:
    """Return the board."""
    made = Board(window.bridge, window.keys)
    made.step.connect(window.board_step)
    made.opened.connect(window.open_record)
    made.listed.connect(window.go)
    return made


def _queue(window: Any) -> QWidget:
    """Return the print queue."""
    from kiosk.views.queue import QueuePage

    return QueuePage(window.bridge)


def _journal(window: Any) -> QWidget:
    """Return the journal."""
    from kiosk.views.journal import JournalPage

    return JournalPage(window.bridge)


def _unit(window: Any) -> QWidget:
    """Return a unit's page."""
    from kiosk.views.unit_page import UnitPage

    made = UnitPage(window.bridge)
    made.step.connect(window.begin)
    return made


def _residents(window: Any) -> QWidget:
    """Return the register of residents."""
    from kiosk.views.residents import ResidentsPage

    made = ResidentsPage(window.bridge)
    made.opened.connect(window.open_unit)
    made.imports.connect(lambda: window.go("import"))
    made.turned.connect(window.go)
    return made


def _import(window: Any) -> QWidget:
    """Return the import of a register."""
    from kiosk.views.import_run import ImportRun
    from kiosk.views.imports import ImportPage

    if window.import_run is None:
        window.import_run = ImportRun(window.bridge, window)
        window.import_run.cut.connect(window.import_cut)
    made = ImportPage(window.bridge, window.import_run)
    made.left.connect(lambda: window.go("residents"))
    return made


def _settings(window: Any) -> QWidget:
    """Return the settings."""
    from kiosk.views.settings import SettingsPage

    made = SettingsPage(window.bridge, window.preferences.get("size", 100))
    made.sized.connect(lambda size: window.preferences.set("size", size))
    made.spoken.connect(window.speak)
    made.looked.connect(window.look)
    made.filled.connect(lambda full: window.fill(full=full))
    return made


def _service(window: Any, key: str) -> QWidget:
    """Return the page of a service."""
    service = next(s for s in window.services if s.key == key)
    kind = ServicePage if window.bridge.reader.things(key) is None else ThingsPage
    made: ServicePage = kind(window.bridge, service, window.preferences)
    made.hot, made.aside_drafts = window.keys.get(key, ""), window.drafts
    made.detour.connect(window.look_at)
    made.turned.connect(window.go)
    made.began.connect(window.begin)
    made.acted.connect(window.board_step)
    if isinstance(made, ThingsPage):
        made.adds.connect(lambda step: _house_step(window, step))
    return made


def _house_step(window: Any, step: str) -> None:
    """Open a step of the house: it changes the place where things hang."""
    window.go("settings")
    window.known["settings"].open_step(step)


#: The places of the house; every other key is a service's.
_HOUSE: dict[str, Callable[[Any], QWidget]] = {
    "desk": _desk, "queue": _queue, "journal": _journal, "unit": _unit, "residents": _residents, "import": _import,
    "settings": _settings,
}  # fmt: skip  # one paragraph
