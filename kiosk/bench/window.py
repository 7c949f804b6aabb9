"""The window, timed in a process of its own: key to paint, stalls of its event loop, memory.

It stands off the screen over the big folder, with the desk on its own thread and a printer that took the
connection and never answers, as at a counter on a bad day.
"""

import gc
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.bench.figures import Sample, beside, resident_memory
from kiosk.bench.folder import CLERK, NAME, PIECES, UNIT, sign_in
from kiosk.clock import StillClock
from kiosk.practice.fill import DAY

#: What is typed into the form and into the one box, again and again.
_IN_FORM, _IN_BOX = "3-2-1005", ("3-2-1005", "2207", "shenjiayi", "sjy", "wanglei", "l1120")
_LONGEST = 1800
_TICK_MS = 2


def windows(path: Path, keys: int, operations: int) -> dict[str, Any]:
    """Run the window's child on a folder and return its figures."""
    command = [sys.executable, "-m", "kiosk"] if not getattr(sys, "frozen", False) else [sys.executable]
    wanted = ["bench", "--child", "window", "--data", str(path), "--keys", str(keys), "--operations", str(operations)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(  # noqa: S603  # our own
        [*command, *wanted], check=False, capture_output=True, timeout=_LONGEST, env=surroundings, encoding="utf-8"
    )
    if done.returncode:
        raise RuntimeError(f"the window failed: {done.stderr.strip()[-1000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def child(args: Namespace) -> int:
    """Stand a window over a folder and measure it; prints one line of JSON."""
    with _standing(args.data) as measured:
        made = {
            "memory": {"unit": "MiB", "idle": measured.idle()},
            "key to paint": measured.typing(args.keys),
            "event loop": measured.stalls(min(args.operations, 100)),
        }
        made["memory"] |= measured.growth(args.operations)
    print(json.dumps(made, ensure_ascii=False))
    return 0


@contextmanager
def _standing(path: Path) -> Iterator["Measured"]:
    """Give a window that stands, as the program builds it, the clerk signed in."""
    from kiosk import app
    from kiosk.bridge import Bridge
    from kiosk.desk.desk import Desk
    from kiosk.views.preferences import Preferences
    from kiosk.views.window import Window

    preferences = Preferences(None)
    application = app._application(preferences)  # noqa: SLF001  # the program's own
    desk = Desk.open(path, StillClock(DAY))
    sign_in(desk, CLERK)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        bridge = Bridge(desk)
        bridge.clerk = bridge.reader.clerk = desk.clerk
        paper = app.Paper(bridge, path, f"tcp://127.0.0.1:{mute.getsockname()[1]}")
        window = Window(bridge, preferences)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        window.begin_session()
        gc.freeze()  # as the program does
        try:
            yield Measured(application, bridge, paper, window)
        finally:
            window.leaving = True
            window.close()
            paper.stop()
            bridge.close()
            desk.close()


def both(whole: Sample, first: Sample, what: Callable[[], Any]) -> None:
    """Do something more, and note in `whole` how long the last of `first` and this took together."""
    whole.time(what)
    whole.seconds[-1] += first.seconds[-1]
    whole.worked[-1] += first.worked[-1]


class Measured:
    """A window that stands, and what is measured of it."""

    def __init__(self, app: Any, bridge: Any, paper: Any, window: Any) -> None:
        """Measure these."""
        self.app, self.bridge, self.paper, self.window = app, bridge, paper, window
        self.once = itertools.count(1)

    def settle(self, seconds: float = 0.0) -> None:
        """Let the event loop run until nothing is left to do, at least so long."""
        from PySide6.QtCore import QEvent

        until = time.monotonic() + seconds
        while True:
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # only a running loop would do it by itself
            if time.monotonic() >= until:
                return
            time.sleep(0.005)

    def idle(self) -> float:
        """Return the memory of the window at rest, the board shown."""
        self.settle(1.0)
        return resident_memory()

    # key to paint

    def typing(self, keys: int) -> dict[str, Any]:
        """Time keys in a form and in the one box, each beside a key in a bare field."""
        from PySide6.QtWidgets import QLineEdit

        form = self.window.service_page("luggage")
        form.begin("luggage.store")
        self.settle(0.3)
        field = self.window.findChild(QLineEdit, "luggage.store.unit")
        made = {"form": self._keys(field, [_IN_FORM], keys)}
        form.form.given_up.emit()
        self.settle(0.3)
        made["one box"] = self._keys(self.window.top.box, _IN_BOX, keys)
        self.window.top.box.clear()
        return {**made, "raw is": "the same keys in a bare QLineEdit, painted"}

    def _keys(self, field: Any, texts: Any, keys: int) -> dict[str, Any]:
        """Type texts over and over: each key until it is painted, and until the list that it asks for is."""
        from PySide6.QtWidgets import QLineEdit

        from kiosk.views.popup import Popup

        bare = QLineEdit()
        bare.resize(400, 40)
        bare.show()
        lists = [one for one in self.window.findChildren(Popup) if one.field is field]
        mine, whole, raw = Sample(), Sample(), Sample()
        for text in itertools.cycle(texts):
            for one in (field, bare):
                one.clear()
            field.setFocus()
            self.settle(0.02)
            for key in text:
                mine.time(partial(self._key, field, key))
                both(whole, mine, partial(self._listed, lists))
                raw.time(partial(self._key, bare, key))
                self.app.processEvents()
            if len(mine.seconds) >= keys:
                break
        bare.close()
        return {**beside(mine, raw), "with its list": whole.figures()}

    def _key(self, target: Any, key: str) -> None:
        """Press a key and let it be painted, with everything that is done in the same turn of the event loop."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.app.sendEvent(target, QKeyEvent(kind, ord(key.upper()), Qt.KeyboardModifier.NoModifier, key))
        self.app.sendPostedEvents()  # Qt paints by a posted event; timers come after

    def _listed(self, lists: list[Any]) -> None:
        """Let the list that a key asked for be made and painted."""
        while any(one.soon.isActive() for one in lists):
            self.app.processEvents()
        self.app.processEvents()

    # the event loop

    def stalls(self, operations: int) -> dict[str, Any]:
        """Return how long the event loop stood still while steps were taken and the printer was dead."""
        from PySide6.QtCore import QTimer

        self.paper.renew()
        self.window.go("desk")
        self.settle(0.5)
        gaps, last = Sample(), [time.perf_counter(), time.thread_time()]

        def tick() -> None:
            now = time.perf_counter(), time.thread_time()
            gaps.seconds.append(now[0] - last[0])
            gaps.worked.append(now[1] - last[1])
            last[:] = now

        timer = QTimer(self.window)
        timer.setInterval(_TICK_MS)
        timer.timeout.connect(tick)
        timer.start()
        self._take(operations)
        timer.stop()
        self.paper.stop()
        return {"unit": "ms", **gaps.figures(), "steps": operations, "tick": _TICK_MS}

    def _take(self, operations: int) -> None:
        """Store and hand over so often, through the bridge, while the window goes on."""
        left = [operations]
        failed: list[object] = []

        def stored(outcome: Any) -> None:
            self._step("luggage.hand_over", {}, outcome.number, then=lambda _outcome: begin(), failed=failed.append)

        def begin() -> None:
            left[0] -= 1
            if left[0] >= 0:
                answers = {"unit": UNIT, "party": NAME, "pieces": PIECES}
                self._step("luggage.store", answers, None, then=stored, failed=failed.append)

        begin()
        while left[0] >= 0 and not failed:
            self.app.processEvents()
            time.sleep(0.0005)
        if failed:
            raise RuntimeError(f"a step failed: {failed[0]}")

    def _step(
        self, step: str, answers: dict[str, Any], number: str | None, then: Callable[[Any], None], failed: Any
    ) -> None:
        """Take one step."""
        once = f"bench-window-{next(self.once)}"
        self.bridge.take(step, answers, number, once=once, then=then, failed=failed)

    # memory

    def growth(self, operations: int) -> dict[str, Any]:
        """Return the memory after each quarter of so many operations: form, search, step, pages."""
        quarters = []
        for quarter in range(4):
            for number in range(operations // 4):
                self._operation(quarter * operations + number)
                self.settle()
            self.settle(0.2)
            quarters.append(resident_memory())
        return {"after each quarter": quarters, "operations": operations // 4 * 4}

    def _operation(self, number: int) -> None:
        """Do what a clerk does: look somebody up, open a form and type in it, store and hand over, look at the board."""
        self.window.top.box.setText(_IN_BOX[number % len(_IN_BOX)])
        self.app.processEvents()
        self.window.top.box.clear()
        page = self.window.service_page("luggage")
        page.begin("luggage.store", {"unit": UNIT})
        self.app.processEvents()
        page.form.given_up.emit()
        self._take(1)
        self.window.go("desk")
        self.app.processEvents()
