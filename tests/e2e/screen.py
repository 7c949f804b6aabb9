"""A real screen for tests: Xvfb, the program in a process of its own, and keys as a clerk presses them."""

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: What stands between a person and these tests: both are Debian packages of the same name.
NEEDED = ("Xvfb", "xdotool")
#: Seconds that anything may take on a busy machine before the test gives up.
PATIENCE = 60.0
#: Screens of this process.
_MADE = itertools.count()


def missing() -> str:
    """Return what this machine lacks for a real window, "" for nothing."""
    return " ".join(name for name in NEEDED if shutil.which(name) is None)


def until(what: Callable[[], object], words: str, *, patience: float = PATIENCE) -> object:
    """Wait for something to come true and return it; it is looked at ten times a second."""
    end, pause = time.monotonic() + patience, threading.Event()
    while time.monotonic() < end:
        if found := what():
            return found
        pause.wait(0.1)
    raise AssertionError(f"not in {patience:.0f} s: {words}")


class Screen:
    """One X screen with the program's window on it; every key is counted."""

    def __init__(self, data: Path, secrets: Path, log: Path, *, size: str = "1366x768") -> None:
        """Start the screen, then the program on the data folder.

        The screen's number is its own: one that chooses the lowest free number may be given that of a screen that
        is just ending, which then takes the new one's socket away with its own.
        """
        read, write = os.pipe()
        number = f":{1000 + os.getpid() % 5000 * 10 + next(_MADE) % 10}"
        self.server = subprocess.Popen(
            ["Xvfb", number, "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
            pass_fds=(write,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip  # one line a group reads better
        os.close(write)
        with os.fdopen(read, encoding="ascii") as told:
            self.display = f":{told.readline().strip()}"
        self.keys = 0
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "WAYLAND"))}
        self.env = {
            **plain, "DISPLAY": self.display, "LANG": "zh_CN.UTF-8", "LC_ALL": "", "KIOSK_SECRETS": str(secrets),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "QT_QPA_PLATFORM": "xcb",
        }  # fmt: skip  # one line a group reads better
        self.log = log.open("w", encoding="utf-8")
        self.program = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--data", str(data)], env=self.env, stdout=self.log, stderr=self.log
        )

    def window(self, name: str) -> None:
        """Wait for a window of that name and give it the keys; a program that ended is not waited for."""

        def found() -> str:
            assert self.server.poll() is None, f"the screen ended with {self.server.returncode}"
            assert self.program.poll() is None, f"the program ended with {self.program.returncode}: {self.said()}"
            return self._run("search", "--onlyvisible", "--name", name)

        try:
            number = str(until(found, f"a window called {name}"))
        except AssertionError as never:
            never.add_note(f"windows: {self._run('search', '--name', '.') or 'none'}; said: {self.said()}")
            raise
        self._run("windowfocus", "--sync", number.split(maxsplit=1)[0])

    def said(self) -> str:
        """Return the end of what the program wrote."""
        return Path(self.log.name).read_text(encoding="utf-8")[-2000:] or "nothing"

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as xdotool names them."""
        self.keys += len(keys)
        self._run("key", "--delay", "110", *keys)

    def type(self, text: str) -> None:
        """Type ASCII text at a person's pace."""
        self.keys += len(text)
        self._run("type", "--delay", "110", text)

    def scan(self, code: str) -> None:
        """Let a scanner type a code and press Enter: too quick for a person."""
        self._run("type", "--delay", "0", f"{code}\n")

    def _run(self, *words: str) -> str:
        """Let xdotool do something and return what it said."""
        done = subprocess.run(
            ["xdotool", *words], env=self.env, capture_output=True, text=True, check=False, timeout=30
        )
        return done.stdout.strip()

    def close(self) -> None:
        """End program and screen."""
        for process in (self.program, self.server):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
        self.log.close()


def rows(folder: Path, query: str) -> list[Any]:
    """Return rows of the estate's database, read beside the running program."""
    with sqlite3.connect(f"file:{folder / 'kiosk.db'}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()
