"""Where the slips go: receipt printers in the network, or a folder while there is none.

Every kind of slip goes to the first printer that asks for it, all else to the first printer.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.i18n import Say, _
from kiosk.values import Option
from kiosk.views.overlays import field
from kiosk.views.widgets import Button, column, label, row

_PAPERS = (Option(48, _("80 mm")), Option(32, _("58 mm")))


class PrinterCard(QWidget):
    """One printer: its address, its paper, and which kinds of slip it takes."""

    def __init__(self, one: dict[str, Any], name: str, kinds: Sequence[Option] = ()) -> None:
        """Show a printer as it is set up; `kinds` is empty for the one that takes all the rest."""
        super().__init__()
        self.one, self.name = one, name
        self.box = column(self, 8)
        self.box.addWidget(label(_("Address of the receipt printer"), "field"))
        self.address: QLineEdit = field(
            f"{name}.address", _("Address of the receipt printer"), hint="tcp://192.168.1.50:9100"
        )
        address, _mark, self.query = str(one.get("address", "")).partition("?")
        self.address.setText(address)
        self.box.addWidget(self.address)
        if not kinds:
            words = _("Empty: slips are kept as files until a printer is set up.")
            self.box.addWidget(label(words, "small", wrap=True))
        self.box.addWidget(label(_("Paper width"), "field"))
        self.columns = 32 if "paper=58" in self.query else 48
        self.box.addWidget(self._papers())
        self.kinds: list[ChoiceButton] = []
        if kinds:
            self.box.addWidget(label(_("Takes these slips"), "field"))
            self.box.addWidget(self._takes(kinds))

    def _papers(self) -> QWidget:
        """Return the papers as buttons."""
        holder = QWidget()
        flow = Flow(holder)
        for one in _PAPERS:
            button = ChoiceButton(one, f"{self.name}.paper.{one.key}")
            button.setAutoExclusive(True)
            button.setChecked(one.key == self.columns)
            button.clicked.connect(lambda checked=False, k=one.key: self._paper(k))
            flow.addWidget(button)
        return holder

    def _takes(self, kinds: Sequence[Option]) -> QWidget:
        """Return the kinds of slip as buttons that stay down."""
        holder = QWidget()
        flow = Flow(holder)
        for one in kinds:
            button = ChoiceButton(one, f"{self.name}.kind.{one.key}")
            button.setChecked(one.key in self.one.get("kinds", ()))
            self.kinds.append(button)
            flow.addWidget(button)
        return holder

    def _paper(self, columns: int) -> None:
        """Choose the paper."""
        self.columns = columns

    def printer(self) -> dict[str, Any] | None:
        """Return the printer as the setting keeps it, or None without an address."""
        address = self.address.text().strip()
        if not address:
            return None
        if "://" not in address:
            address = f"tcp://{address}" if ":" in address else f"tcp://{address}:9100"
        kept = [one for one in self.query.split("&") if one and not one.startswith("paper=")]
        query = "&".join([*(["paper=58"] if self.columns == 32 else []), *kept])
        made = {**self.one, "address": f"{address}?{query}" if query else address}
        if self.kinds:
            made["kinds"] = [button.option.key for button in self.kinds if button.isChecked()]
        return made


class PrinterSetup(QFrame):
    """The printers of this counter: one for everything, more of them for chosen kinds of slip."""

    saved = Signal(object)

    def __init__(self, printers: list[dict[str, Any]], kinds: Sequence[Option] = ()) -> None:
        """Show the printers as they are set up; without `kinds` there is only the one for everything."""
        super().__init__()
        self.setProperty("kind", "card")
        self.offered = tuple(kinds)
        box = column(self, 16, (16, 14, 16, 16))
        self.list = column(None, 24)
        box.addLayout(self.list)
        self.cards: list[PrinterCard] = []
        for one in printers or [{"key": "receipt", "address": ""}]:
            self._add(dict(one))
        self.problem = label("", "error", wrap=True)
        box.addWidget(self.problem)
        line = row(None, 8)
        self.button = Button(_("Keep"), "printer.save", kind="primary")
        self.button.clicked.connect(lambda checked=False: self.saved.emit(self.printers()))
        line.addWidget(self.button)
        if self.offered:
            more = Button(_("One more printer"), "printer.more", icon="plus")
            more.clicked.connect(lambda checked=False: self._more())
            line.addWidget(more)
        line.addStretch(1)
        box.addLayout(line)
        self.address = self.cards[0].address

    def _add(self, one: dict[str, Any]) -> PrinterCard:
        """Show one more printer."""
        number = len(self.cards) + 1
        first = number == 1
        card = PrinterCard(one, "printer" if first else f"printer.{number}", () if first else self.offered)
        card.address.textEdited.connect(lambda text: self.problem.setText(""))
        self.cards.append(card)
        self.list.addWidget(card)
        return card

    def _more(self) -> None:
        """Begin one more printer, under a key that no other has."""
        taken = {str(card.one.get("key")) for card in self.cards}
        key = next(f"printer{n}" for n in range(2, 100) if f"printer{n}" not in taken)
        self._add({"key": key, "address": ""}).address.setFocus()

    def printers(self) -> list[dict[str, Any]]:
        """Return all printers as the setting keeps them; one without an address is given up."""
        return [made for card in self.cards if (made := card.printer()) is not None]

    def say(self, words: Say) -> None:
        """Show a problem."""
        self.problem.setText(str(words))
