"""Short sounds: a scan was taken, a scan was refused. The clerk looks at the resident, not at the screen.

Qt's own player is in the large half of PySide6; the platform's small player does, else its beep.
"""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Slot
from PySide6.QtWidgets import QApplication

from kiosk.places import RESOURCES

#: Players of Unix systems, the likeliest first, each with what stands before the file's name.
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


def _winsound(path: Path) -> bool:
    """Play by Windows itself; whether it could."""
    import winsound  # there on Windows only

    flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT  # type: ignore[attr-defined]  # as above
    try:
        winsound.PlaySound(str(path), flags)  # type: ignore[attr-defined]  # as above
    except RuntimeError:  # no sound card: the beep below is all there is
        return False
    return True


class Sounds(QObject):
    """Plays the sounds of `resources/sounds` by name; `muted` says whether the estate wants none."""

    def __init__(self, muted: Callable[[], bool] = lambda: False) -> None:
        """Look once which player this computer has."""
        super().__init__()
        self.muted = muted
        self.player = next((words for words in _PLAYERS if shutil.which(words[0])), ())
        self.playing: QProcess | None = None

    def play(self, name: str) -> None:
        """Play a sound to its end while everything goes on; a second one does not wait for the first."""
        path = RESOURCES / "sounds" / f"{name}.wav"
        if not self.muted() and not self._play(path):
            QApplication.beep()

    def _play(self, path: Path) -> bool:
        """Play a file; whether there was a way to."""
        if sys.platform == "win32":
            return _winsound(path)
        if not self.player:
            return False
        self._silence()
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(self._played)
        process.errorOccurred.connect(self._failed)
        self.playing = process
        process.start(self.player[0], [*self.player[1:], str(path)])
        return True

    @Slot(int, QProcess.ExitStatus)
    def _played(self, code: int, status: QProcess.ExitStatus) -> None:
        """Let a player go that has ended; beep where it could not play."""
        self._gone(failed=code != 0 or status != QProcess.ExitStatus.NormalExit)

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        """Beep where the player is not there any more; whatever else goes wrong ends it, too."""
        if error == QProcess.ProcessError.FailedToStart:
            self._gone(failed=True)

    def _gone(self, *, failed: bool) -> None:
        """Let the player go that just spoke up; one that was silenced has nothing to say."""
        process = self.sender()
        process.deleteLater()
        if process is self.playing:
            self.playing = None
            if failed:
                QApplication.beep()

    def _silence(self) -> QProcess | None:
        """End what is playing, and return it."""
        before, self.playing = self.playing, None
        if before is not None:
            before.kill()
        return before

    def close(self) -> None:
        """End what is playing."""
        ended = self._silence()
        if ended is not None:
            ended.waitForFinished(500)
