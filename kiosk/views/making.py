"""The pages of the window, built on their first visit and connected to what they ask for."""

from typing import Any

from PySide6.QtWidgets import QWidget

from kiosk.views.board import Board
from kiosk.views.service import ServicePage


def make_page(window: Any, key: str) -> QWidget:
    """Build a page and connect what it says; what is rarely looked at is imported then."""
    made: Any
    if key == "desk":
        made = Board(window.bridge, window.keys)
        made.step.connect(window.board_step)
        made.opened.connect(window.open_record)
    elif key == "queue":
        from kiosk.views.queue import QueuePage

        made = QueuePage(window.bridge)
    elif key == "journal":
        from kiosk.views.journal import JournalPage

        made = JournalPage(window.bridge)
    elif key == "unit":
        from kiosk.views.unit_page import UnitPage

        made = UnitPage(window.bridge)
        made.step.connect(window.begin)
    elif key == "residents":
        from kiosk.views.residents import ResidentsPage

        made = ResidentsPage(window.bridge)
        made.opened.connect(window.open_unit)
        made.imports.connect(lambda: window.go("import"))
    elif key == "import":
        from kiosk.views.imports import ImportPage

        made = ImportPage(window.bridge)
        made.left.connect(lambda: window.go("residents"))
    elif key == "settings":
        from kiosk.views.settings import SettingsPage

        made = SettingsPage(window.bridge, window.preferences.get("size", 100))
        made.sized.connect(lambda size: window.preferences.set("size", size))
        made.spoken.connect(window.speak)
        made.looked.connect(window.look)
        made.filled.connect(lambda full: window.fill(full=full))
    else:
        service = next(s for s in window.services if s.key == key)
        made = ServicePage(window.bridge, service, window.preferences)
        made.hot = window.keys.get(key, "")
        made.drafts_changed.connect(window.renew_drafts)
        made.detour.connect(window.look_at)
        made.turned.connect(window.go)
        made.began.connect(window.begin)
    said = {"went": window.open_record, "taken": window.was_taken, "reprint": window.ask_reprint}
    for signal, slot in said.items():  # what most pages say
        if hasattr(made, signal):
            getattr(made, signal).connect(slot)
    return made  # type: ignore[no-any-return]  # one of the pages above
