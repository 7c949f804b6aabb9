"""Answers with a list to help: a unit, a person of that unit, a record that may be meant, who was here before."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent

from kiosk import numbers
from kiosk.forms.base import Around
from kiosk.forms.lines import LineEditor
from kiosk.i18n import _
from kiosk.people import normal_unit
from kiosk.values import PersonRow, Shown
from kiosk.views.popup import Line, Popup

#: How many units a list offers.
MOST = 8


class ListedEditor(LineEditor):
    """A field with a list under it, from which an answer may be taken."""

    def __init__(self, shown: Shown, name: str, around: Around, *, wide: int) -> None:
        """Hang the list under the field."""
        super().__init__(shown, name, around)
        self.popup = Popup(self.field, wide=wide)
        self.popup.chosen.connect(self._chosen)

    def _chosen(self, what: Any) -> None:
        """Take a line of the list; each editor knows what its lines are."""
        raise NotImplementedError

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list away with the field."""
        self.popup.hide()
        super().hideEvent(event)


class UnitEditor(ListedEditor):
    """A unit in any spelling; the list completes it from the register."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the field; its list appears while typing."""
        super().__init__(shown, name, around, wide=300)

    def edited(self, text: str) -> None:
        """Say the answer and offer the units that begin so."""
        super().edited(text)
        self.popup.ask(self._look, whole=not text.strip())

    def _look(self) -> None:
        """Offer the units that begin as what stands there, unless it is one whole."""
        text = self.field.text().strip()
        found = self.around.reader.units(text)[:MOST] if text else []
        if found == [text]:
            found = []
        self.popup.offer([Line(((unit, "n"),), unit) for unit in found])

    def _chosen(self, unit: object) -> None:
        """Take a unit from the list."""
        self.field.setText(str(unit))
        self.answered.emit(str(unit))


class PersonEditor(ListedEditor):
    """A person by name: the residents of the unit are offered, anybody may be typed."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the field; its list appears as soon as it has the focus."""
        super().__init__(shown, name, around, wide=340)

    def _people(self) -> list[Line]:
        """Return the residents who may be meant."""
        typed = self.field.text().strip()
        if self.shown.options:
            lines = [Line(((str(o.words), "b"),), str(o.words), str(o.hint)) for o in self.shown.options]
        else:
            unit = self.around.unit()
            rows: list[PersonRow] = list(self.around.reader.people(unit)) if unit else []
            lines = [Line(((p.name, "b"), (f"  {p.relation}", "m")), p.name, p.phone) for p in rows if not p.gone]
        return [line for line in lines if line.what != typed]

    def edited(self, text: str) -> None:
        """Say the name; offer those that contain it."""
        super().edited(text)
        self.popup.offer([line for line in self._people() if text.strip() in str(line.what)], first=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer the residents when the field gets the focus and is empty."""
        if event.type() == QEvent.Type.FocusIn and not self.field.text():
            self.popup.offer(self._people())
        return super().eventFilter(watched, event)

    def _chosen(self, person: object) -> None:
        """Take a person from the list."""
        self.field.setText(str(person))
        self.answered.emit(str(person))


class ScanEditor(ListedEditor):
    """A code that is scanned or typed; where a record is meant, those that it may be are offered by what is known of them."""

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the field; its list appears as soon as it has the focus, if there is anything to offer."""
        super().__init__(shown, name, around, wide=480)

    def show_value(self, value: Any) -> None:
        """Show a record by its number as people say it; what is being typed stays."""
        if not self.field.hasFocus() or not self.field.text():
            super().show_value(numbers.short(value) if isinstance(value, str) and self.shown.options else value)

    def _offered(self) -> list[Line]:
        """Return the records that what was typed may mean: by number, name or unit."""
        typed = self.field.text().strip().casefold()
        lines = [Line(((str(one.words), "b"),), one.key, str(one.hint)) for one in self.shown.options]
        return [line for line in lines if typed in f"{line.parts[0][0]} {line.what}".casefold() and typed != line.what]

    def edited(self, text: str) -> None:
        """Say the answer while it is typed, and offer what it may mean; the first only once something was typed."""
        super().edited(text)
        if self.shown.options:
            self.popup.offer(self._offered(), first=bool(text.strip()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer what there is when the field gets the focus and is empty."""
        if event.type() == QEvent.Type.FocusIn and self.shown.options and not self.field.text():
            self.popup.offer(self._offered(), first=False)
        return super().eventFilter(watched, event)

    def _chosen(self, number: object) -> None:
        """Take a record from the list, and go on."""
        self.field.setText(numbers.short(str(number)))
        self.answered.emit(str(number))
        self.moved_on.emit()


class KnownEditor(ListedEditor):
    """Somebody who was here before: found by initials, phone ending, plate or number, taken with one key.

    The answer is the number of the earlier record; what is only typed is none.
    """

    def __init__(self, shown: Shown, name: str, around: Around) -> None:
        """Show the field; its list appears while typing."""
        super().__init__(shown, name, around, wide=480)
        self.service = name.partition(".")[0]
        self.taken_words = ""

    def edited(self, text: str) -> None:
        """Offer whom the text may mean; an answer that was taken before is none any more."""
        if self.taken_words:
            self.taken_words = ""
            self.answered.emit(None)
        text = text.strip()
        found = self.around.reader.known(self.service, text) if len(text) > 1 else []
        lines = [Line(((one.title, "b"), (f"   {one.detail}", "n")), one, str(one.state)) for one in found]
        self.popup.offer(lines or self._nothing(text), first=bool(lines) and "-" not in text)  # a unit means several

    @staticmethod
    def _nothing(text: str) -> list[Line]:
        """Return the line that says that nobody was found, once enough was typed."""
        words = str(_("Nobody like that was here before. Enter goes on."))
        return [Line(((words, "m"),), head=True)] if len(text) > 2 else []

    def _chosen(self, found: Any) -> None:
        """Take somebody from the list, and go on."""
        self.taken_words = f"{found.title}   {found.detail}"
        self.field.setText(self.taken_words)
        self.field.setCursorPosition(0)
        self.answered.emit(found.key)
        self.moved_on.emit()

    def show_value(self, value: Any) -> None:
        """Show a number that was taken before; what is being typed stays."""
        if value and not self.taken_words:
            self.taken_words = str(value)
            self.field.setText(self.taken_words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave nothing that was typed and not taken, it would look like an answer; a unit or a name goes where it belongs."""
        if event.type() == QEvent.Type.FocusOut and not self.taken_words:
            typed = self.field.text().strip()
            self.field.clear()
            self._pass_on(typed)
        return super().eventFilter(watched, event)

    def _pass_on(self, typed: str) -> None:
        """Say what was typed as the unit or the visitor's name, where it is one beyond doubt: nobody types it twice."""
        unit = normal_unit(typed)
        if unit is not None and unit in self.around.reader.units(unit):
            self.meant.emit("unit", unit)
        elif len(typed) > 1 and typed.isalpha() and not typed.isascii():
            self.meant.emit("party", typed)
