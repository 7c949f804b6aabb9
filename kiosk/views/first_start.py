"""The first start: the estate's name, its desk, its printer, its first manager; then the window opens."""

import json
import uuid
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLayout, QLineEdit, QWidget

from kiosk.forms.form import Form
from kiosk.i18n import _, language
from kiosk.views.printer_setup import PrinterSetup
from kiosk.views.widgets import Button, Scroll, column, frame, group, heading, label, row


class FirstStart(QFrame):
    """Covers the window until the estate has its first manager."""

    done = Signal()
    spoken = Signal(str)
    founds = True  #: nobody can be locked out yet

    def __init__(self, window: QWidget, bridge: Any) -> None:
        """Ask what is needed and nothing else."""
        super().__init__(window)
        self.bridge = bridge
        self.setProperty("kind", "window")
        self.setObjectName("first_start")
        outer = column(self, 0, (0, 0, 0, 0))
        self.scroll = Scroll()
        outer.addWidget(self.scroll)
        holder = frame("card")
        holder.setMaximumWidth(1000)
        box = column(holder, 10, (32, 24, 32, 24))
        top = row(None, 8)
        top.addWidget(heading(_("Welcome")), 1)
        other = "en" if language() == "zh" else "zh"
        turn = Button("English" if other == "en" else "中文", "first_start.language", icon="languages")
        turn.clicked.connect(lambda checked=False: self.spoken.emit(other))
        top.addWidget(turn)
        box.addLayout(top)
        words = _("Name the estate and its first manager. Everything else can be set later; no network is needed.")
        box.addWidget(label(words, "mute", wrap=True))
        sides = row(None, 32)
        sides.addLayout(self._names(), 5)
        sides.addLayout(self._paper(), 4)
        box.addLayout(sides)
        self.scroll.box.setContentsMargins(24, 40, 24, 24)
        middle = row(None, 0)  # not an alignment: that would forget the height that wrapped words need
        middle.addStretch(1)
        middle.addWidget(holder, 1000)
        middle.addStretch(1)
        self.scroll.box.addLayout(middle)
        self.scroll.box.addStretch(1)

    def _names(self) -> QLayout:
        """Return the left side: estate, desk, manager; the PIN is readable only while it is chosen."""
        made = column(None, 8)
        self.form = Form(self.bridge, "house.found", plain=True)
        self.form.taken.connect(self._founded)
        for field in self.form.questions.editors["pin"].findChildren(QLineEdit):
            field.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        made.addWidget(self.form)
        made.addStretch(1)
        return made

    def _paper(self) -> QLayout:
        """Return the right side: the receipt printer, which may be set up later."""
        made = column(None, 8)
        made.addWidget(group(_("Receipt printer")))
        self.printer = PrinterSetup([], bridge=self.bridge)
        self.printer.setProperty("kind", "")
        self.printer.layout().setContentsMargins(0, 0, 0, 0)
        self.printer.button.hide()
        made.addWidget(self.printer)
        made.addStretch(1)
        return made

    def begin(self) -> None:
        """Cover the window."""
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.form.focus_first()

    def _founded(self, _outcome: Any) -> None:
        """Sign the manager in with the PIN just chosen, and keep the printer."""
        staff = self.bridge.reader.staff()
        pin = str(self.form.answers.get("pin", ""))
        self.bridge.sign_in(staff[0].id, pin, self._in, lambda error: self._end())

    def _in(self, _clerk: Any) -> None:
        """Keep the printer, if one was named."""
        printers = self.printer.printers()
        if (error := self.printer.wrong()) is not None:
            self.bridge.refused.emit(error)
        if error is not None or not printers:
            self._end()
            return
        answers = {"key": "printers", "value": json.dumps(json.dumps(printers, ensure_ascii=False), ensure_ascii=False)}
        self.bridge.take(
            "house.set_value",
            answers,
            once=uuid.uuid4().hex,
            then=lambda outcome: self._end(),
            failed=lambda error: self._end(),
        )

    def _end(self) -> None:
        """Open the window."""
        self.hide()
        self.done.emit()
        self.deleteLater()
