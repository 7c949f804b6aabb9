"""From the start of the process to the first key that the window took and painted, and until all of it stands.

A child does what the program does, the command line's `window`, with one thing more: as soon as something has the
focus it gets a key, and says when that was painted; that is the lock screen, and the rest of the window is
made behind it. The same child runs from source and frozen.
"""

import os
import subprocess
import sys
import time
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from typing import Any

from kiosk.bench.figures import Sample, beside
from kiosk.desk.desk import Desk

#: What the least program with these libraries does: a table, a window with one field, one key.
EMPTY = """
import sys, time
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from sqlmodel import Field, Session, SQLModel, create_engine, select
class One(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
engine = create_engine("sqlite://")
SQLModel.metadata.create_all(engine)
with Session(engine) as session:
    session.add(One(name="x"))
    session.commit()
    session.exec(select(One)).all()
app = QApplication(sys.argv)
field = QLineEdit()
field.resize(1366, 768)
field.show()
field.activateWindow()
def first():
    app.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1"))
    app.processEvents()
    assert field.text() == "1"
    print(time.monotonic(), time.process_time(), flush=True)
    app.exit(0)
QTimer.singleShot(0, first)
app.exec()
"""
_LONGEST = 60


def child(args: Namespace) -> int:
    """Open the window as the program does, give it a key, say when that was, and when all stood, and close it."""
    from PySide6.QtCore import QEvent, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    app: Any = import_module("kiosk.app")
    usual = app.Window.begin_session

    def told() -> None:
        print(time.monotonic(), time.process_time(), flush=True)

    def whole() -> None:
        told()
        QApplication.exit(0)

    def first_key(window: Any) -> None:
        target = QApplication.focusWidget()
        if target is None:  # the window is not active yet
            QTimer.singleShot(0, lambda: first_key(window))
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1"))
        QApplication.processEvents()
        told()
        if window.stands:
            whole()
        else:
            window.stood.connect(whole)

    def begun(window: Any) -> None:
        usual(window)
        window.activateWindow()
        QTimer.singleShot(0, lambda: first_key(window))

    app.Window.begin_session = begun
    return int(args.window(args))


def starts(path: Path, times: int, frozen: Path | None) -> dict[str, Any]:
    """Time starts of the program on a folder, from source and frozen, beside the empty program."""
    Desk.open(path).close()  # whatever a first start has to do is done
    samples = {name: (Sample(), Sample()) for name in ("raw", "source", "frozen")}
    ours = ["bench", "--child", "start", "--data", str(path)]
    for turn in range(times + 1):
        for name, command in (
            ("raw", [sys.executable, "-c", EMPTY]),
            ("source", [sys.executable, "-m", "kiosk", *ours]),
            ("frozen", [str(frozen), *ours]),
        ):
            if name == "frozen" and frozen is None:
                continue
            for sample, (seconds, worked) in zip(samples[name], started(command), strict=False):
                if turn:  # the first of each only warms the caches
                    sample.seconds.append(seconds)
                    sample.worked.append(worked)
    made: dict[str, Any] = {}
    for name in ("source", *(("frozen",) if frozen is not None else ())):
        first, whole = samples[name]
        made[name] = {**beside(first, samples["raw"][0]), "the whole window": whole.figures()}
    return {**made, "raw is": "an empty window and one SQLModel table, from source"}


def started(command: list[str]) -> list[tuple[float, float]]:
    """Return the seconds from the start of a process to each instant that it prints, and those of the processor."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)  # else every start would compile our source anew, theirs not
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603  # our own
        command, check=False, capture_output=True, timeout=_LONGEST, env=surroundings, encoding="utf-8"
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"a start failed: {done.stderr.strip()[-500:]}")
    lines = [line.split() for line in done.stdout.splitlines()]
    return [(float(at) - begun, float(worked)) for at, worked in lines]
