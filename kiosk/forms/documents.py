"""Documents that a machine reads: the lines of a passport, the number or the line that a card reader sends.

They answer the questions of a form that asks for a document, wherever the focus is. What is odd about them stands above
the form; nothing is blocked.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kiosk.i18n import Say, _
from kiosk.people import cards, mrz
from kiosk.people.mrz import Read

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.forms.base import Around
    from kiosk.forms.grid import Questions
    from kiosk.values import Draft, Shown

_ODD = {"number": _("number"), "born": _("date of birth"), "until": _("last day"), "all": _("whole line")}
#: Three letters of a passport → how the own country is written here.
_OWN = {"CHN": "中国", "HKG": "中国香港", "MAC": "中国澳门", "TWN": "中国台湾"}


class Documents:
    """A part of the form."""

    _lines: tuple[str, ...] = ()
    _asked: "Shown | None" = None
    #: What stands above the form since a document was read.
    read_said: tuple[tuple[str, str], ...] = ()

    if TYPE_CHECKING:
        around: Around
        questions: Questions
        draft: Draft
        answers: dict[str, Any]
        consider: Callable[[], None]
        focus_first: Callable[[], None]
        _answered: Callable[[str, object], None]

    def give_document(self, code: str) -> bool:
        """Take what a reader read as this form's document; False where it is none, or none is asked for here.

        A passport comes line by line: the first one waits for what follows.
        """
        if self._asking() is None:
            return False
        today = self.around.now().date()
        if mrz.is_line(code) and (found := self._by_lines(code, today)) is not None:
            return found
        self._lines = ()
        read = mrz.read(code, today) or cards.read(code, self._order(), today)
        if read is None:
            return False
        self.fill(read)
        return True

    def give_card(self, read: Read) -> bool:
        """Take what a card says; False where no document is asked for here."""
        if self._asking() is None:
            return False
        self.fill(read)
        return True

    def _by_lines(self, code: str, today: date) -> bool | None:
        """Take one line of several; None where it is no line that can be used."""
        again = mrz.begins(code) and (len(self._lines) == 1 or code in self._lines)
        lines = (
            (*self._lines, code) if self._lines and not again else (code,)
        )  # the first line again: from the beginning
        read = mrz.read("".join(lines), today)
        if read is not None:
            self._lines = ()
            self.fill(read)
            return True
        if mrz.wants_more(lines):
            self._lines = lines
            self._say((("info", _("Read so far: {n}. Now the next line of the document.").format(n=len(lines))),))
            return True
        return None

    def typed_document(self, name: str, text: str) -> bool:
        """Take lines that were typed or pasted whole into the question of the number; whether they were any."""
        asking = self._asking()
        if asking is None or name != dict(asking.reads).get("number") or len(text) < 60:
            return False
        read = mrz.read(text, self.around.now().date())
        if read is not None:
            self.fill(read)
        return read is not None

    def _asking(self) -> "Shown | None":
        """Return the question that a document answers, None where there is none.

        It stays the one when it is hidden meanwhile: the first digits of a scan may have chosen "no document".
        """
        asking = [one for one in self.draft.shown if one.reads]
        plain = [one for one in asking if "hides" not in dict(one.reads)]
        self._asked = next(iter([*plain, *asking]), self._asked)
        return self._asked

    def _order(self) -> tuple[str, ...]:
        """Return the fields of a card reader's line, as the house has set them."""
        return tuple(str(self.around.reader.setting("card_fields")).split())

    def fill(self, read: Read) -> None:
        """Answer the questions that a document answers: kind and number, and what nobody has answered by hand."""
        asking = self._asking()
        if asking is None:
            return
        wanted = dict(asking.reads)
        if "hides" in wanted:  # a tick stood for the document of last time: this one is on the table now
            self._put(wanted["hides"], False, always=True)
        if "kind" in wanted:
            self._put(wanted["kind"], self._kind_of(wanted["kind"], read.kind), always=True)
        if "number" in wanted:
            self._put(wanted["number"], read.number, always=True)
        for key, value in (("name", read.name), ("nation", _OWN.get(read.nation, read.nation)), ("sex", read.sex)):
            if key in wanted and value:
                self._put(wanted[key], value)
        self._say(tuple(_said(read, self.around.now())))
        self.focus_first()

    def _kind_of(self, name: str, kind: str) -> str:
        """Return a kind that may be chosen here: one that is not accepted now is another document."""
        keys = [option.key for one in self.draft.shown if one.name == name for option in one.options]
        return kind if kind in keys or "other" not in keys else "other"

    def _put(self, name: str, value: object, *, always: bool = False) -> None:
        """Answer one question, and show it; what a person typed stays unless it is `always` replaced."""
        if not always and name in self.answers:
            return
        if not any(one.name == name for one in self.draft.shown):
            return
        self._answered(name, value)
        if name in self.questions.editors:
            self.questions.editors[name].show_value(value)

    def _say(self, said: tuple[tuple[str, Say], ...]) -> None:
        """Say above the form what was read."""
        self.read_said = tuple((kind, str(words)) for kind, words in said)
        self.consider()


def _said(read: Read, now: datetime) -> list[tuple[str, Say]]:
    """Return what a clerk compares with the bearer, and what is odd."""
    parts = [read.name, read.nation, f"{read.born:%Y-%m-%d}" if read.born else ""]
    said: list[tuple[str, Say]] = [
        ("info", _("On the document: {what}").format(what="  ".join(one for one in parts if one)))
    ]
    odd = [str(_ODD[one]) for one in read.odd if one in _ODD and read.kind != "resident"]  # the form says it of those
    if odd:
        words = _("Please compare with the document, its check digits do not fit: {fields}. It is kept all the same.")
        said.append(("note", words.format(fields=", ".join(odd))))
    if read.until is not None and read.until < now.date():
        said.append(("note", _("This document was good until {day}.").format(day=f"{read.until:%Y-%m-%d}")))
    return said
