"""Pictures in the form that take their time, scans that are left out, and what becomes of the scanner's files."""

import json
import os
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.forms import scans
from kiosk.pictures import newest
from kiosk.views.window import Window
from tests.counter import Counter
from tests.desk.test_pictures import card
from tests.forms.test_pictures import STEP, editor, file, form_of, turn_on
from tests.windows import find

# --- a picture that is still being read ------------------------------------------------------------------


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let every file be read only once the gate is open, as from a slow folder of another computer."""
    opened, read, over = threading.Event(), scans.of_file, threading.Event()

    def slowly(path: Path) -> bytes:
        opened.wait(20)
        if over.is_set():
            raise OSError
        return read(path)

    monkeypatch.setattr(scans, "of_file", slowly)
    monkeypatch.setattr("kiosk.forms.picture.of_file", slowly)
    yield opened
    over.set()
    opened.set()


def documents_seen(counter: Counter) -> list[object]:
    """Return how many steps with a document were saved, and how many pictures."""
    (steps,) = counter.sql("SELECT count(*) FROM entry WHERE step = 'visitors.see_document'")
    (pictures,) = counter.sql("SELECT count(*) FROM attachment")
    return [*steps, *pictures]


def scanned(window: Window, counter: Counter, qtbot: QtBot) -> tuple[Any, Any]:
    """Return a form into which the newest scan was taken, and its editor of pictures."""
    form = form_of(window, counter)
    made = editor(form)
    made.take_scanned()
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    return form, made


def test_a_step_waits_for_the_picture_that_is_being_read(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    """Ctrl+Enter right after the scan: nothing is saved without it, that is said, and it is saved once it is there."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)))
    file(tmp_path, now=counter.clock.now.timestamp())
    form = form_of(window, counter)
    form.answers["copied"] = True
    editor(form).take_scanned()
    form.take()
    form.take()
    assert (documents_seen(counter), form.problem.isVisible()) == ([0, 0], True)
    assert "还在读取" in form.problem.text()
    gate.set()
    qtbot.waitUntil(lambda: documents_seen(counter) == [1, 1])


def test_who_goes_on_typing_presses_again(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    """A form that somebody is changing is not saved by itself, nor for somebody who came since."""
    turn_on(counter)
    for change in ("typed", "locked"):
        form = form_of(window, counter)
        form.answers["copied"] = True
        gate.clear()
        made = editor(form)
        made.choose([str(file(tmp_path))])
        form.take()
        if change == "typed":
            form.questions.answered.emit("copied", False)
        else:
            form.bridge.lock()
        gate.set()
        qtbot.waitUntil(lambda made=made: len(made.pictures) == 1)  # type: ignore[misc]  # bound now
        QApplication.processEvents()
        assert documents_seen(counter) == [0, 0]


def test_a_picture_that_cannot_be_read_saves_nothing_without_a_word(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    turn_on(counter)
    form = form_of(window, counter)
    form.answers["copied"] = True
    wrong = tmp_path / "wrong.jpg"
    wrong.write_bytes(b"no picture at all")
    made = editor(form)
    made.choose([str(wrong)])
    form.take()
    gate.set()
    qtbot.waitUntil(lambda: not made.reading)
    assert (documents_seen(counter), "未保存" in form.problem.text()) == ([0, 0], True)
    form.take()
    assert documents_seen(counter) == [1, 0]


def test_a_folder_that_never_answers_is_not_waited_for(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path, gate: threading.Event
) -> None:
    """The window goes on while it is read; one press, and the form is free; what comes afterwards is not taken."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)))
    file(tmp_path, now=counter.clock.now.timestamp())
    form = form_of(window, counter)
    form.answers["copied"] = True
    made = editor(form)
    find(made, f"{STEP}.pictures").click()  # type: ignore[attr-defined]  # a button
    assert made.reading == 1
    QTest.mouseClick(find(made, f"{STEP}.pictures.stop"), Qt.MouseButton.LeftButton)
    assert (made.reading, find(made, f"{STEP}.pictures.stop").isVisible()) == (0, False)
    gate.set()
    QTest.qWait(200)
    assert made.pictures == []
    form.take()
    assert documents_seen(counter) == [1, 0]


def test_the_folder_is_looked_at_on_a_thread_of_its_own(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither listing it, nor reading, nor deleting there may hold up the window."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties="true")
    scan = file(tmp_path, now=counter.clock.now.timestamp())
    form = form_of(window, counter)
    form.answers["copied"] = True
    form.bridge.inline = False  # as in the real window
    form.bridge._answered.disconnect()
    form.bridge._answered.connect(form.bridge._deliver, Qt.ConnectionType.QueuedConnection)
    here, touched = threading.get_ident(), list[int]()

    def spied(was: Any) -> Any:
        """Return a way into the folder that says on which thread it was gone."""

        def way(self: Path, *more: object, **named: object) -> object:
            if tmp_path in (self, self.parent):
                touched.append(threading.get_ident())
            return was(self, *more, **named)

        return way

    for name in ("iterdir", "stat", "open", "unlink"):
        monkeypatch.setattr(Path, name, spied(getattr(Path, name)))
    made = editor(form)
    made.take_scanned()
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    rest = made.taken()
    assert rest is not None
    form.bridge.work(lambda _desk: rest())
    qtbot.waitUntil(lambda: scan.name not in os.listdir(tmp_path))  # noqa: PTH208  # the spy sees none of it
    assert (len(touched) > 3, here in touched) == (True, False)


# --- what is not taken ------------------------------------------------------------------------------------


def test_a_scan_that_was_left_out_is_kept_until_somebody_decides(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """The house lets files be deleted once they are sealed: this one never was. It is said, and deleted on request."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties="true")
    scan = file(tmp_path, "left.jpg", now=counter.clock.now.timestamp())
    form = form_of(window, counter)
    form.answers["copied"] = True
    made = editor(form)
    made.take_scanned()
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    made.remove(0)
    assert ("left.jpg" in made.said.text(), find(made, f"{STEP}.pictures.discard").isVisible()) == (True, True)
    form.take()
    toast = window.toast
    assert toast is not None
    qtbot.waitUntil(lambda: "left.jpg" in toast.words.text())
    assert scan.exists()
    again = editor(form_of(window, counter))
    again.take_scanned()
    qtbot.waitUntil(lambda: not again.reading)
    assert again.pictures == []


def test_a_scan_that_was_left_out_is_deleted_on_request(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """One press beside the words; it lies there no longer, which is said."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties="true")
    scan = file(tmp_path, now=counter.clock.now.timestamp())
    made = editor(form_of(window, counter))
    made.take_scanned()
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    made.remove(0)
    QTest.mouseClick(find(made, f"{STEP}.pictures.discard"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已从扫描文件夹删除" in made.said.text())
    assert (scan.exists(), find(made, f"{STEP}.pictures.discard").isVisible()) == (False, False)


def test_the_next_scan_of_the_same_name_is_not_deleted(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """A scanner that writes scan.jpg each time: what lies there when the step is taken shows somebody else."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties="true")
    now = counter.clock.now.timestamp()
    scan = file(tmp_path, old=30, now=now)
    form, _made = scanned(window, counter, qtbot)
    file(tmp_path, old=2, now=now)
    form.take()
    QApplication.processEvents()
    assert (documents_seen(counter), scan.exists()) == ([1, 1], True)


def test_consent_that_is_unticked_and_ticked_again_deletes_the_scan_all_the_same(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """The question goes and comes back: it still knows which file its picture came from."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties="true")
    scan = file(tmp_path, now=counter.clock.now.timestamp())
    form, _made = scanned(window, counter, qtbot)
    for agreed in (False, True):
        form.answers["agreed_copy"] = agreed
        form.consider()
    form.take()
    QApplication.processEvents()
    assert (documents_seen(counter), scan.exists()) == ([1, 1], False)


def test_a_scan_that_is_still_being_written_is_said_to_be(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """Half a file: press again in a moment, and then it is there."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)))
    now = counter.clock.now.timestamp()
    scan = file(tmp_path, now=now)
    scan.write_bytes(card()[:900])
    os.utime(scan, (now, now))
    made = editor(form_of(window, counter))
    made.take_scanned()
    qtbot.waitUntil(lambda: not made.reading)
    assert (made.pictures, "稍候" in made.said.text()) == ([], True)
    file(tmp_path, now=now)
    made.take_scanned()
    qtbot.waitUntil(lambda: len(made.pictures) == 1)


def test_a_file_that_vanishes_while_the_folder_is_listed_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody empties the folder just now: what is still there is taken."""
    file(tmp_path, "there.jpg", now=1000)
    listed = [tmp_path / "gone.jpg", tmp_path / "there.jpg"]
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(listed))
    found = newest(tmp_path, datetime.fromtimestamp(0, UTC))
    assert found is not None
    assert found.path.name == "there.jpg"


def test_a_full_disk_leaves_form_and_picture_as_they_are(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """One sentence; the picture is still in the form, the scanner's file still in its folder; then it is pressed again."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties="true")
    scan = file(tmp_path, now=counter.clock.now.timestamp())
    form, made = scanned(window, counter, qtbot)
    with counter.desk.folder.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    form.take()
    assert (documents_seen(counter), form.problem.isVisible(), "磁盘已满" in form.problem.text()) == (
        [0, 0],
        True,
        True,
    )
    assert (len(made.pictures), scan.exists()) == (1, True)
    with counter.desk.folder.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    form.take()
    qtbot.waitUntil(lambda: not scan.exists())
    assert documents_seen(counter) == [1, 1]
