"""How scanned codes reach the questions of a form that want them."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.forms.grid import Questions
    from kiosk.values import Draft


class Scanned:
    """A part of the form."""

    #: What was refused before the last scan.
    stood: frozenset[str] | set[str] = frozenset()

    if TYPE_CHECKING:
        questions: Questions
        draft: Draft
        record: str | None
        answers: dict[str, Any]
        seen: set[str]

        def focusWidget(self) -> QWidget:
            """See QWidget."""

        def focus_first(self) -> None:
            """See Form."""

        def _show_errors(self) -> None:
            """See Form."""

        def _next_after(self, name: str) -> None:
            """See Form."""

        def give_document(self, code: str) -> bool:
            """See Documents."""

    def give_scan(self, code: str) -> bool:
        """Answer the question that wants this scanned code, wherever the focus is; False where none does."""
        name = self.questions.wanting(code, self.record)
        if not name:
            return self.give_document(code)
        self.stood = self._refused()
        self.questions.editors[name].scan(code)
        self.seen.add(name)
        self._show_errors()
        here = self.focusWidget()  # of the form: it may be long since that it had the keys
        if here is None or not here.hasFocus() or not self.questions.question_of(here):
            self.focus_first()
        return True

    def scanned_here(self) -> bool:
        """Take in what a scanner typed into the field here and go on; a further code is taken from anywhere.

        A list of our own codes stays for the next one. Returns whether the field was one of this form.
        """
        name = self.questions.question_of(self.focusWidget())
        if not name:
            return False
        made = self.questions.editors[name]
        self.stood = self._refused()
        made.take_in()
        if made.shown.foreign or made.shown.kind == "scan":
            self._next_after(name)
        return True

    def refuses_scan(self) -> bool:
        """Whether what was scanned here last is wrong, or asks for a tick that nobody had to set before it."""
        scans = {s.name for s in self.draft.shown if s.kind in ("scan", "scans")}
        anew = self._refused() - self.stood
        ticks = {s.name for s in self.draft.shown if s.kind == "tick"}
        return bool(scans & ({*self.draft.errors} | self._refused()) or ticks & anew)

    def _refused(self) -> set[str]:
        """Return the questions that a refusal is about."""
        return {one.about for one in self.draft.refusals}

    def wants_foreign(self) -> bool:
        """Whether some question waits for other houses' codes."""
        return any(s.foreign for s in self.draft.shown)
