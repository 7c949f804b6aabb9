"""Taking the step that a form asks for: once, when nothing is missing, and not before what is still being read is there."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from kiosk.errors import InvalidAnswersError, KioskError
from kiosk.i18n import Say, _
from kiosk.views.widgets import Button, polish

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtWidgets import QLabel

    from kiosk.forms.grid import Questions
    from kiosk.forms.refusals import RefusalPanel
    from kiosk.values import Draft


class Taking:
    """A part of the form."""

    busy = False
    #: Who pressed while something was still being read, None where nobody did.
    _awaited_by: Any = None

    if TYPE_CHECKING:
        bridge: Any
        step: str
        record: str | None
        once: str
        answers: dict[str, Any]
        draft: Draft
        lifts: list[Any]
        language: str | None
        happened: datetime | None
        seen: set[str]
        questions: Questions
        refusals: RefusalPanel
        problem: QLabel
        button: Button
        save: QTimer
        taken: Any  # a signal
        consider: Callable[[], None]
        focus: Callable[[str], None]

        def isVisible(self) -> bool:
            """See QWidget."""

    def take(self) -> None:
        """Take the step: once, however often the button is pressed."""
        if self.busy:
            return
        for made in list(self.questions.editors.values()):
            made.take_in()  # a code that was typed and not ended with Enter
        self.seen.add("*")
        self.consider()
        waiting = self._waiting()
        first = next((one for one in (*self.draft.errors, *self.draft.missing) if one not in waiting), "")
        if first:
            self.focus(first)
            return
        if waiting:
            self._await(next(iter(waiting.values())))
            return
        if self.refusals.strips:
            stop, about = self.refusals.findChild(Button), self.refusals.shown[0].about
            if stop is None and about in self.questions.editors:
                self.focus(about)
            else:
                (stop or self.button).setFocus()
            return
        self._set_busy(True)
        self.save.stop()
        self.bridge.take(
            self.step,
            dict(self.answers),
            self.record,
            once=self.once,
            lifts=tuple(self.lifts),
            language=self.language,
            happened=self.happened,
            then=self._taken,
            failed=self.fail,
        )

    def _set_busy(self, busy: bool) -> None:
        """Let nobody press twice while the desk answers."""
        self.busy = busy
        self.button.setEnabled(not busy)

    def _taken(self, outcome: object) -> None:
        """The step is on the disk; what is left to be done with files is done away from the window."""
        self.bridge.forget_draft(self.once)
        rests = [rest for made in self.questions.editors.values() if (rest := made.taken()) is not None]
        self.taken.emit(outcome)
        for rest in rests:  # once it was said that it is saved: what follows is said after that
            QTimer.singleShot(0, self.bridge, partial(_finish, self.bridge, rest))

    def fail(self, error: KioskError) -> None:
        """Show what went wrong; everything typed is still there, and the button may be pressed again."""
        self._set_busy(False)
        if isinstance(error, InvalidAnswersError):
            self.consider()
        self._tell_here(f"{error.words} {error.way}".strip())

    def _tell_here(self, words: Say, look: str = "bad") -> None:
        """Say something above the buttons: what is wrong, or as a "note" what is going on."""
        polish(self.problem, "type", look)
        self.problem.setText(str(words))
        self.problem.show()

    # what is still being read

    def _waiting(self) -> dict[str, Say]:
        """Return the questions whose answer is still on its way, each with what is to be said of it."""
        found = {name: made.waits() for name, made in self.questions.editors.items()}
        return {name: words for name, words in found.items() if str(words)}

    def _await(self, words: Say) -> None:
        """Save nothing yet, and say so; it is saved once what is being read is there."""
        self._awaited_by = self.bridge.clerk
        self._tell_here(words, "note")

    def wait_no_more(self, name: str = "") -> None:
        """Somebody went on typing, or the form went from sight: it is not saved by itself; he presses once more."""
        if name not in self._waiting():
            self._awaited_by = None

    def settle(self, good: bool) -> None:
        """What was being read is there: save what was to be saved, for the one who wanted it; or say that it is not."""
        pressed, self._awaited_by = self._awaited_by, None
        if pressed is None:
            return
        self.problem.hide()
        if not good:
            self._tell_here(_("Not saved: a picture could not be read. Take it anew, or press again without it."))
        elif self.isVisible() and pressed == self.bridge.clerk:
            self.take()


def _finish(bridge: Any, rest: Callable[[], Say]) -> None:
    """Do what an editor left to be done, away from the window."""
    bridge.work(lambda _desk: rest(), partial(_tell, bridge))


def _tell(bridge: Any, words: Say) -> None:
    """Say what a person has to know of it, if anything."""
    if str(words):
        bridge.refused.emit(KioskError(words, ""))
