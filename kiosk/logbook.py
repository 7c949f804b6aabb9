"""The program's own log: beside the data, rolled over, and never with an answer in it.

An error's message may quote what somebody typed (a database error quotes its parameters), so the log keeps
where an error happened and of which kind, and a message only where it cannot hold an answer.
"""

import faulthandler
import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

#: In the data folder.
FOLDER = "logs"
#: Their messages name things of the program or of the system, never answers.
PLAIN = (ImportError, NameError, AttributeError, RecursionError, MemoryError)

_Failure = tuple[type[BaseException], BaseException, TracebackType | None]


class Discreet(logging.Formatter):
    """Writes an error's kind and its places in the code, and leaves out what it says."""

    def formatException(self, ei: "_Failure | tuple[None, None, None]") -> str:  # noqa: N802  # logging's own name
        """Return the chain of errors without their messages."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _told(error: BaseException) -> list[str]:
    """Return the lines of an error and of what led to it, the cause first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_told(before), "  which led to:"] if before is not None else []
    frames = traceback.extract_tb(error.__traceback__)
    lines.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}{_said(error)}"]


def _said(error: BaseException) -> str:
    """Return the part of a message that cannot hold an answer."""
    if isinstance(error, PLAIN):
        return f": {error}"
    if isinstance(error, OSError):
        return f": errno {error.errno}, {error.strerror}"
    code = getattr(error, "sqlite_errorname", None) or getattr(getattr(error, "orig", None), "sqlite_errorname", None)
    return f": {code}" if code else ""


def begin(data: Path) -> Path:
    """Log into the data folder from now on, and let a crash of the interpreter leave its trace there too."""
    folder = data / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "kiosk.log"
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=5, encoding="utf-8", delay=True)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    # `force`: python-escpos sets up logging when it is imported, and so does nobody after us.
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("sqlalchemy", "alembic", "PIL"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    # The handler keeps this file open for the whole run: a crash could not open it any more.
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    return path


def streams(folder: Path) -> None:
    """Give a program without a console (a frozen one on Windows) a file to write to."""
    if sys.stdout is not None and sys.stderr is not None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    console = (folder / "console.log").open("a", encoding="utf-8", buffering=1)
    sys.stdout = sys.stdout or console
    sys.stderr = sys.stderr or console
