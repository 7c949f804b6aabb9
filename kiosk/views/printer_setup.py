"""Where the slips go: the printers of this counter, or a folder while there is none.

Every kind of slip goes to the first printer that asks for it, all else to the first printer. A printer is set up
by the wizard (printer_wizard.py) in place of the list; its address can be typed as well.
"""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from kiosk.forms.choices import ChoiceButton, Flow
from kiosk.i18n import Say, _
from kiosk.printing.printers import AddressError, open_printer
from kiosk.values import Option
from kiosk.views.overlays import field
from kiosk.views.printer_words import retyped
from kiosk.views.widgets import Button, column, label, on_click, row

_PAPERS = (Option(48, _("80 mm")), Option(42, _("80 mm, 42 columns")), Option(32, _("58 mm")),
           Option(0, _("A4, office printer")))  # fmt: skip  # one paragraph
_PAPER = {48: "", 42: "paper=42", 32: "paper=58", 0: "paper=a4"}


class PrinterCard(QWidget):
    """One printer: its address, its paper, and which kinds of slip it takes."""

    wanted = Signal(object)

    def __init__(
        self, one: dict[str, Any], name: str, kinds: Sequence[Option] = (), *, can_be_tried: bool = False
    ) -> None:
        """Show a printer as it is set up; `kinds` is empty for the one that takes all the rest."""
        super().__init__()
        self.one, self.name, self.shown, self.columns = one, name, "", 48
        self.box = column(self, 8)
        self.box.addWidget(label(_("Address of the receipt printer"), "field"))
        line = row(None, 8)
        self.address: QLineEdit = field(
            f"{name}.address", _("Address of the receipt printer"), hint="tcp://192.168.1.50:9100"
        )
        line.addWidget(self.address, 1)
        if can_be_tried:
            words = _("Set it up …") if one.get("address") else _("Find a printer …")
            button = Button(words, f"{name}.set_up", icon="printer", kind="" if one.get("address") else "primary")
            on_click(button, lambda: self.wanted.emit(self))
            line.addWidget(button)
        self.box.addLayout(line)
        if not kinds:
            words = _("Empty: slips are kept as files until a printer is set up.")
            self.box.addWidget(label(words, "small", wrap=True))
        self.box.addWidget(label(_("Paper width"), "field"))
        self.papers: list[ChoiceButton] = []
        self.box.addWidget(self._papers())
        self.show_address(str(one.get("address", "")))
        self.kinds: list[ChoiceButton] = []
        if kinds:
            self.box.addWidget(label(_("Takes these slips"), "field"))
            self.box.addWidget(self._takes(kinds))

    def show_address(self, address: str) -> None:
        """Show an address with its settings: typed, stored, or found by the wizard."""
        self.shown = address
        plain, _mark, query = address.partition("?")
        self.address.setText(plain)
        settings = query.split("&")
        self.columns = next((wide for wide, said in _PAPER.items() if said and said in settings), 48)
        for button in self.papers:
            button.setChecked(button.option.key == self.columns)

    def _papers(self) -> QWidget:
        """Return the papers as buttons."""
        holder = QWidget()
        flow = Flow(holder)
        for one in _PAPERS:
            button = ChoiceButton(one, f"{self.name}.paper.{one.key}")
            button.setAutoExclusive(True)
            button.clicked.connect(lambda checked=False, k=one.key: self._paper(k))
            self.papers.append(button)
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

    @property
    def whole(self) -> str:
        """The address with its settings, "" where there is none; paper that is typed there is meant."""
        typed = self.address.text()
        address, _mark, query = retyped(typed, self.shown).partition("?")
        settings = [one for one in query.split("&") if one]
        if "?" not in typed or not any(one.startswith("paper=") for one in settings):
            kept = [one for one in settings if not one.startswith("paper=")]
            settings = [one for one in (_PAPER[self.columns],) if one] + kept
        return f"{address}?{'&'.join(settings)}" if address and settings else address

    def printer(self) -> dict[str, Any] | None:
        """Return the printer as the setting keeps it, or None without an address."""
        if not self.whole:
            return None
        made = {**self.one, "address": self.whole}
        if self.kinds:
            made["kinds"] = [button.option.key for button in self.kinds if button.isChecked()]
        return made


class PrinterSetup(QFrame):
    """The printers of this counter: one for everything, more of them for chosen kinds of slip."""

    saved = Signal(object)

    def __init__(self, printers: list[dict[str, Any]], kinds: Sequence[Option] = (), bridge: Any = None) -> None:
        """Show the printers as they are set up; without `kinds` there is only one, without a bridge none is tried."""
        super().__init__()
        self.setProperty("kind", "card")
        self.offered, self.bridge = tuple(kinds), bridge
        self.wizard: Any = None
        self.frame = column(self, 16, (16, 14, 16, 16))
        self.overview = QWidget()
        box = column(self.overview, 16)
        self.frame.addWidget(self.overview)
        self.list = column(None, 24)
        box.addLayout(self.list)
        self.cards: list[PrinterCard] = []
        for one in printers or [{"key": "receipt", "address": ""}]:
            self._add(dict(one))
        self.problem = label("", "error", wrap=True)
        box.addWidget(self.problem)
        line = row(None, 8)
        self.button = Button(_("Keep"), "printer.save", kind="primary")
        self.button.clicked.connect(lambda checked=False: self._keep())
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
        name, kinds = "printer" if first else f"printer.{number}", () if first else self.offered
        card = PrinterCard(one, name, kinds, can_be_tried=self.bridge is not None)
        card.address.textEdited.connect(lambda text: self.problem.setText(""))
        card.address.editingFinished.connect(self.look_over)
        card.address.returnPressed.connect(self._entered)
        card.wanted.connect(self._set_up)
        self.cards.append(card)
        self.list.addWidget(card)
        return card

    def _set_up(self, card: PrinterCard) -> None:
        """Let the wizard take the place of the list until a printer is found or given up."""
        from kiosk.views.printer_wizard import PrinterWizard  # what looks for printers is not needed at the start

        self._end_wizard()
        self.wizard = PrinterWizard(self.bridge, card.whole)
        self.wizard.left.connect(self._end_wizard)
        self.wizard.done.connect(lambda address: self._found(card, address))
        self.overview.hide()
        self.frame.addWidget(self.wizard)
        self.wizard.begin()

    def _found(self, card: PrinterCard, address: str) -> None:
        """Take over what the wizard found, and keep it at once where there is somewhere to keep it."""
        card.show_address(address)
        self._end_wizard()
        if self.button.isVisibleTo(self):
            self._keep()

    def _end_wizard(self) -> None:
        """Show the list again."""
        if self.wizard is not None:
            self.wizard.hide()
            self.wizard.setParent(None)
            self.wizard.deleteLater()
            self.wizard = None
        self.overview.show()

    def _more(self) -> None:
        """Begin one more printer, under a key that no other has."""
        taken = {str(card.one.get("key")) for card in self.cards}
        key = next(f"printer{n}" for n in range(2, 100) if f"printer{n}" not in taken)
        self._add({"key": key, "address": ""}).address.setFocus()

    def printers(self) -> list[dict[str, Any]]:
        """Return all printers as the setting keeps them; one without an address is given up."""
        return [made for card in self.cards if (made := card.printer()) is not None]

    def wrong(self) -> AddressError | None:
        """Return what is wrong with the first address that cannot be read."""
        for card in self.cards:
            try:
                if card.whole:
                    open_printer(card.whole)
            except AddressError as error:
                return error
        return None

    def look_over(self) -> bool:
        """Say which address cannot be read; whether all can be."""
        error = self.wrong()
        self.problem.setText("" if error is None else str(error))
        return error is None

    def _entered(self) -> None:
        """Enter in an address keeps it, where there is somewhere to keep it."""
        if self.button.isVisibleTo(self):
            self._keep()

    def _keep(self) -> None:
        """Hand the printers over; with an address that cannot be read, slips would go to a folder instead."""
        if self.look_over():
            self.saved.emit(self.printers())

    def say(self, words: Say) -> None:
        """Show a problem."""
        self.problem.setText(str(words))
