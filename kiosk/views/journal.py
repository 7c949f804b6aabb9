"""The journal: what was done, by whom, when; read page by page, changed by nobody."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.i18n import _
from kiosk.values import JournalRow
from kiosk.views.bars import day_words
from kiosk.views.widgets import Button, Runs, Scroll, clear, column, frame, group, hair, heading

PAGE = 60


class JournalPage(QWidget):
    """Entries by day, newest first."""

    went = Signal(str)

    def __init__(self, bridge: Any) -> None:
        """Take the bridge."""
        super().__init__()
        self.bridge = bridge
        self.setProperty("kind", "ground")
        box = column(self, 8, (24, 18, 24, 16))
        box.addWidget(heading(_("Journal"), _("newest first; nothing here can be changed")))
        self.scroll = Scroll()
        self.scroll.inside.setMaximumWidth(1180)
        box.addWidget(self.scroll, 1)
        self.rows: list[JournalRow] = []

    def renew(self) -> None:
        """Begin again with the newest."""
        self.rows = self.bridge.reader.journal(PAGE)
        self._draw()

    def more(self) -> None:
        """Read on."""
        if self.rows:
            self.rows += self.bridge.reader.journal(PAGE, self.rows[-1].id)
            self._draw()

    def _draw(self) -> None:
        """Show the entries under their days."""
        box = self.scroll.box
        clear(box)
        day, holder, inner = "", None, None
        for entry in self.rows:
            at = self.bridge.local(entry.at)
            if day_words(at) != day:
                day = day_words(at)
                box.addWidget(group(day))
                holder = frame("card")
                inner = column(holder, 0, (1, 1, 1, 1))
                box.addWidget(holder)
            elif inner is not None:
                inner.addWidget(hair())
            if inner is not None:
                inner.addWidget(self._entry(entry))
        if len(self.rows) % PAGE == 0 and self.rows:
            on = Button(_("Earlier ones"), "journal.more", icon="chevron-down")
            on.clicked.connect(lambda checked=False: self.more())
            box.addWidget(on)
        box.addStretch(1)

    def _entry(self, entry: JournalRow) -> QWidget:
        """Return one entry: hour, what, which record, the answers; who at the right."""
        at = self.bridge.local(entry.at)
        answers = "  ".join(f"{words} {value}" for words, value in entry.answers if str(value))
        late = str(_("entered late")) if entry.late else ""
        lifted = str(_("allowed: {rules}").format(rules=" ".join(entry.lifted))) if entry.lifted else ""
        parts = [(f"{at:%H:%M}   ", "m"), (f"{entry.title}  ", "b"), (f"{entry.short}  ", "n")]
        parts += [(f"{extra}  ", "a") for extra in (late, lifted) if extra]
        parts.append((str(_("answers deleted, the term is over")) if entry.purged else answers, "m"))
        return Runs(parts, right=entry.clerk, height=36)
