"""Where the slips go: a receipt printer in the network, or a folder while there is none."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.i18n import Say, _
from kiosk.values import Option
from kiosk.views.overlays import field
from kiosk.views.widgets import Button, column, label, row


class PrinterSetup(QFrame):
    """One receipt printer: its address and its paper."""

    saved = Signal(object)

    def __init__(self, printers: list[dict[str, Any]]) -> None:
        """Show the first printer as it is set up; the others are kept as they are."""
        super().__init__()
        self.setProperty("kind", "card")
        self.others = printers[1:]
        self.one = dict(printers[0]) if printers else {"key": "receipt", "address": ""}
        box = column(self, 8, (16, 14, 16, 16))
        box.addWidget(label(_("Address of the receipt printer"), "field"))
        self.address: QLineEdit = field(
            "printer.address", _("Address of the receipt printer"), hint="tcp://192.168.1.50:9100"
        )
        address, _mark, self.query = str(self.one.get("address", "")).partition("?")
        self.address.setText(address)
        self.address.textEdited.connect(lambda text: self.problem.setText(""))
        box.addWidget(self.address)
        box.addWidget(label(_("Empty: slips are kept as files until a printer is set up."), "small", wrap=True))
        box.addWidget(label(_("Paper width"), "field"))
        self.columns = 32 if "paper=58" in self.query else 48
        papers = (Option(48, _("80 mm")), Option(32, _("58 mm")))
        box.addWidget(self._choice("printer.paper", papers))
        self.problem = label("", "error", wrap=True)
        box.addWidget(self.problem)
        line = row(None, 8)
        self.button = Button(_("Keep"), "printer.save", kind="primary")
        self.button.clicked.connect(lambda checked=False: self.saved.emit(self.printers()))
        line.addWidget(self.button)
        line.addStretch(1)
        box.addLayout(line)

    def _choice(self, name: str, options: tuple[Option, ...]) -> QWidget:
        """Return the papers as buttons."""
        holder = QWidget()
        flow = Flow(holder)
        for one in options:
            button = ChoiceButton(one, f"{name}.{one.key}")
            button.setAutoExclusive(True)
            button.setChecked(one.key == self.columns)
            button.clicked.connect(lambda checked=False, k=one.key: self._paper(k))
            flow.addWidget(button)
        return holder

    def _paper(self, columns: int) -> None:
        """Choose the paper."""
        self.columns = columns

    def printers(self) -> list[dict[str, Any]]:
        """Return all printers as the setting keeps them."""
        address = self.address.text().strip()
        if not address:
            return list(self.others)
        if "://" not in address:
            address = f"tcp://{address}" if ":" in address else f"tcp://{address}:9100"
        kept = [one for one in self.query.split("&") if one and not one.startswith("paper=")]
        query = "&".join([*(["paper=58"] if self.columns == 32 else []), *kept])
        return [{**self.one, "address": f"{address}?{query}" if query else address}, *self.others]

    def say(self, words: Say) -> None:
        """Show a problem."""
        self.problem.setText(str(words))
