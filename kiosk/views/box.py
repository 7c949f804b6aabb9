"""The one box: scan or type anything; Enter does the obvious thing (DESIGN §7)."""

import unicodedata
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from kiosk.errors import KioskError
from kiosk.i18n import Say, _
from kiosk.people.documents import is_card
from kiosk.values import Found
from kiosk.vault import mask
from kiosk.views import icons, painters, theme
from kiosk.views.popup import Line, Popup


def lines(found: list[Found]) -> list[Line]:
    """Return findings as lines under the heads of their groups; what is over stands under a head that says so."""
    made: list[Line] = []
    group = ""
    for one in found:
        head = str(_("{group}, closed").format(group=one.group)) if one.over else str(one.group)
        if head != group:
            group = head
            made.append(Line(((group, "S"),), head=True))
        made.append(_line(one))
    return made


def _line(one: Found) -> Line:
    """Return a finding as a line: in bold what it is, then where and who, at the right how it stands."""
    parts = [(one.title, "m" if one.over else "b"), (f"  {one.detail}", "m" if one.over else "n")]
    if str(one.warning):
        parts.append((f"  {one.warning}", "r"))
    tone = one.tone if one.kind == "record" and not one.over else ""
    return Line(tuple(parts), one, str(one.state), tone)


class Box(QLineEdit):
    """The field in the top bar with its list; `opened` says what a person chose."""

    opened = Signal(object)

    def __init__(self, bridge: Any) -> None:
        """Look things up through the bridge's reader."""
        super().__init__()
        self.bridge = bridge
        self.setProperty("kind", "box")
        self.setObjectName("box.text")
        self.setAccessibleName(str(_("Scan or type")))
        self.setPlaceholderText(str(_("Scan or type: unit, name, initials, phone ending, number, plate")))
        self.setClearButtonEnabled(False)
        self.popup = Popup(self, wide=660, whole=True)
        self.popup.chosen.connect(self._chosen)
        self.textChanged.connect(self._changed)
        bridge.signed.connect(self.forget)
        self.scanning = False

    def _changed(self, text: str) -> None:
        """Look up what stands there, once it is seen to stand there."""
        if self.scanning or not text.strip():
            self.popup.offer([])
        else:
            self.popup.ask(self._look, whole=self.bridge.inline)

    def _look(self) -> None:
        """Offer what the text in the box may mean."""
        text = unicodedata.normalize("NFKC", self.text()).strip()
        try:
            found = self.bridge.reader.find(text) if text else []
        except KioskError as error:
            self.popup.offer([Line(((str(error), "r"),), head=True)], first=False)
            return
        if found:
            self.popup.offer(lines(found))
        elif len(text) > 1 or not text.isascii():
            nothing = str(_("Nothing found. Try the unit, the phone's ending or initials."))
            self.popup.offer([Line(((nothing, "m"),), head=True)], first=False)
        else:
            self.popup.offer([])

    def scan(self, code: str, *, at_once: bool = False) -> bool:
        """Open what a scanned code stands for; several or none are shown to choose from.

        A code that nobody knows begins what a service wants it for: `at_once`, or when the clerk says so.
        Returns whether anything was opened.
        """
        code = unicodedata.normalize("NFKC", code).strip()
        found = self.bridge.reader.scan(code)
        begins = [] if found else self.bridge.reader.beginnings(code)
        known = found or self.bridge.reader.find(code)  # what is over, and what only resembles it
        if len(found) == 1 and not str(found[0].warning):
            self._chosen(found[0])
            return True
        if at_once and len(begins) == 1 and not known:
            self._chosen(begins[0])
            return True
        self._ask(code, begins, known, several=len(found) > 1)
        return False

    def _ask(self, code: str, begins: list[Found], known: list[Found], *, several: bool) -> None:
        """Show what a code may mean, the code itself in the box."""
        self.scanning = True
        self.setText(mask(code) if is_card(code) else code)  # whoever stands at the counter reads along
        self.scanning = False
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        head: Say = ""
        if several:
            head = _("{n} found, choose one.").format(n=len(known))
        elif not known:
            head = _("No such number. It may be a waybill.") if not begins else _("Nobody has seen this code yet.")
            head = _("Nobody has shown this document here, as far as numbers are kept.") if is_card(code) else head
        offered = [Line(((str(head), "S"),), head=True)] if str(head) else []
        self.popup.offer([*offered, *lines([*begins, *known])])

    def _chosen(self, found: object) -> None:
        """Open a finding and make room for the next."""
        self.forget()
        self.popup.hide()
        self.opened.emit(found)

    @Slot()
    def forget(self) -> None:
        """Empty the box for good, also when somebody goes: `clear` would leave what was typed to Ctrl+Z."""
        self.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as a scan where no list is open; Esc empties the box."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip() and not self.popup.current():  # the list is of this text: see Popup.eventFilter
                self.scan(self.text())
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.forget()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer again what was looked for."""
        super().focusInEvent(event)
        if self.text():
            QTimer.singleShot(0, self._again)

    def _again(self) -> None:
        """Show the list of what stands in the box."""
        if self.hasFocus() and not self.popup.open:
            self._changed(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the glass at the left and the key at the right."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        icons.draw(painter, "search", theme.now.accent, 15, round(middle - 9))
        painters.keycap(painter, "F2", self.width() - 14, middle)
