"""Pictures in the form: a file, the scanner's folder, a camera; and what lies sealed shown for some seconds."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.forms import camera
from kiosk.forms.camera import Finder
from kiosk.forms.form import Form
from kiosk.forms.picture import PictureEditor
from kiosk.forms.scans import FRESH
from kiosk.views.sealed import Revealed
from kiosk.views.service import ServicePage
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.desk.test_pictures import NUMBER, card, seen
from tests.windows import find, press

STEP = "visitors.see_document"


def turn_on(counter: Counter, **values: str) -> None:
    """Let the manager change settings; the clerk goes on."""
    counter.sign_in("周明")
    for key, value in {"document_pictures": "true", **values}.items():
        counter.take("house.set_value", key=key, value=value)
    counter.sign_in("李婷")


def form_of(window: Window, counter: Counter) -> Form:
    """Open the form in which a visitor's document is seen, as far as he has agreed."""
    visit = counter.take("visitors.arrive", unit=UNIT, party="何苗").number
    window.open_record(visit, STEP)
    page = window.known["visitors"]
    assert isinstance(page, ServicePage)
    form = page.form
    assert form is not None
    form.answers.update(document=NUMBER, agreed_copy=True)
    form.consider()
    QApplication.processEvents()
    assert form.isVisible()
    return form


def editor(form: Form) -> PictureEditor:
    """Return the editor of the pictures."""
    made = form.questions.editors["pictures"]
    assert isinstance(made, PictureEditor)
    return made


def file(folder: Path, name: str = "scan.jpg", *, old: float = 0, now: float = 0) -> Path:
    """Write a picture, so many seconds before `now`."""
    path = folder / name
    path.write_bytes(card())
    os.utime(path, (now - old, now - old))
    return path


def test_a_file_that_is_chosen_stands_small_in_the_form_and_is_sealed(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """Read away from the window; taken with the step; nothing of it elsewhere."""
    turn_on(counter)
    form = form_of(window, counter)
    made = editor(form)
    made.choose([str(file(tmp_path))])
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    assert find(made, f"{STEP}.pictures.remove.0").isVisible()
    form.take()
    assert counter.sql("SELECT question, consent_how FROM attachment") == [("pictures", "said")]
    assert (tmp_path / "scan.jpg").exists()


def test_a_picture_is_left_out_again(window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path) -> None:
    turn_on(counter)
    form = form_of(window, counter)
    made = editor(form)
    made.choose([str(file(tmp_path))])
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    QTest.mouseClick(find(made, f"{STEP}.pictures.remove.0"), Qt.MouseButton.LeftButton)
    assert (made.pictures, "pictures" in form.answers) == ([], False)


def test_what_is_no_picture_is_said_beside_the_question(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path
) -> None:
    """One sentence; the form goes on."""
    turn_on(counter)
    made = editor(form_of(window, counter))
    wrong = tmp_path / "wrong.jpg"
    wrong.write_bytes(b"no picture at all")
    for path in (wrong, tmp_path / "missing.jpg"):
        made.said.setText("")
        made.choose([str(path)])
        qtbot.waitUntil(lambda: "…" not in made.said.text() and made.said.text() != "")
        assert made.pictures == []


def test_without_a_camera_and_a_folder_there_is_one_way(window: Window, counter: Counter) -> None:
    """What this computer does not have is not offered."""
    turn_on(counter)
    made = editor(form_of(window, counter))
    assert [button.objectName() for button in made.ways] == [f"{STEP}.pictures"]
    assert not camera.there()


@pytest.mark.parametrize("empties", ["false", "true"])
def test_the_newest_file_of_the_scanner_is_taken_and_what_becomes_of_it_is_said(
    window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path, empties: str
) -> None:
    """Only the setting lets it be deleted, and only once the picture is sealed."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)), scanner_empties=empties)
    now = counter.clock.now.timestamp()
    older = file(tmp_path, "older.jpg", old=60, now=now)
    newest = file(tmp_path, "newest.jpg", old=5, now=now)
    form = form_of(window, counter)
    made = editor(form)
    made.take_scanned()
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    assert [one.path for one in made.scanned] == [newest]
    assert made.said.text() != ""
    assert newest.exists()
    form.take()
    QApplication.processEvents()
    assert (older.exists(), newest.exists()) == (True, empties == "false")


def test_an_old_scan_is_somebody_elses(window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path) -> None:
    """A picture of ten minutes ago shows another visitor: it is not taken, and that is said."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)))
    file(tmp_path, old=FRESH.total_seconds() + 5, now=counter.clock.now.timestamp())
    made = editor(form_of(window, counter))
    made.take_scanned()
    qtbot.waitUntil(lambda: not made.reading)
    assert (made.pictures, "没有新" in made.said.text()) == ([], True)


def test_a_folder_that_is_gone_is_said(window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path) -> None:
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path / "gone")))
    made = editor(form_of(window, counter))
    made.take_scanned()
    qtbot.waitUntil(lambda: not made.reading)
    assert "gone" in made.said.text()


# --- the camera ---------------------------------------------------------------------------------------


class FakeSink(QObject):
    """Stands for QVideoSink."""

    videoFrameChanged = Signal(object)


class FakeCamera(QObject):
    """Stands for QCamera: it remembers whether it runs."""

    runs = False

    def __init__(self, device: object, parent: QObject) -> None:
        super().__init__(parent)

    def start(self) -> None:
        FakeCamera.runs = True

    def stop(self) -> None:
        FakeCamera.runs = False


class FakeSession(QObject):
    """Stands for QMediaCaptureSession."""

    def setCamera(self, made: QObject) -> None:
        self.camera = made

    def setVideoSink(self, sink: QObject) -> None:
        self.sink = sink


def multimedia(*, cameras: int = 1) -> SimpleNamespace:
    """Return a made-up QtMultimedia."""
    devices = SimpleNamespace(videoInputs=lambda: [object()] * cameras, defaultVideoInput=object)
    return SimpleNamespace(
        QMediaDevices=devices, QVideoSink=FakeSink, QCamera=FakeCamera, QMediaCaptureSession=FakeSession
    )


def test_a_camera_shows_what_it_sees_and_its_frame_is_the_picture(
    window: Window, counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From memory to memory; the camera stops when the finder goes."""
    monkeypatch.setattr(camera, "there", lambda: True)
    monkeypatch.setattr(camera, "load", multimedia)
    turn_on(counter)
    made = editor(form_of(window, counter))
    assert [button.objectName() for button in made.ways] == [f"{STEP}.pictures", f"{STEP}.pictures.file"]
    made.open_camera()
    over = window.findChild(Finder, f"{STEP}.pictures.finder")
    assert over is not None
    assert (FakeCamera.runs, over.shoot.isEnabled()) == (True, False)
    frame = QImage(320, 200, QImage.Format.Format_RGB32)
    frame.fill(QColor("white"))
    over.sink.videoFrameChanged.emit(SimpleNamespace(toImage=lambda: frame))
    QTest.mouseClick(over.shoot, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(made.pictures) == 1)
    assert (made.pictures[0].wide, FakeCamera.runs) == (320, False)


@pytest.mark.parametrize("found", [None, multimedia(cameras=0)])
def test_no_camera_is_said_and_a_file_does_it_too(
    window: Window, counter: Counter, monkeypatch: pytest.MonkeyPatch, found: SimpleNamespace | None
) -> None:
    """Not installed whole, or none is plugged in."""
    monkeypatch.setattr(camera, "there", lambda: True)
    monkeypatch.setattr(camera, "load", lambda: found)
    turn_on(counter)
    made = editor(form_of(window, counter))
    made.open_camera()
    assert (made.pictures, made.said.isVisibleTo(made)) == ([], True)


# --- shown on request ---------------------------------------------------------------------------------


def opened(window: Window, counter: Counter) -> tuple[str, QWidget]:
    """Open a visit with a number and a picture, and return its number and the page."""
    turn_on(counter)
    visit = seen(counter)
    window.open_record(visit)
    QApplication.processEvents()
    return visit, window.known["visitors"]


def overlay(window: Window) -> Revealed:
    """Return what is shown over the window."""
    found = [one for one in window.findChildren(Revealed) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_the_record_shows_masks_and_that_somebody_agreed(window: Window, counter: Counter) -> None:
    visit, page = opened(window, counter)
    number, picture = counter.reader.page(visit).sealed
    for row in (number, picture):
        assert any(one.isVisible() for one in page.findChildren(QWidget, f"sealed.{row.sort}.{row.id}"))
    said = " ".join(f"{one.accessibleName()} {one.toolTip()}" for one in page.findChildren(QWidget))
    assert (NUMBER in said, number.mask in said, "何苗" in said) == (False, True, True)


def test_a_number_is_shown_for_its_seconds_and_goes_by_itself(window: Window, counter: Counter) -> None:
    """Asked for, journaled, fifteen seconds: then nothing of it stands anywhere."""
    visit, page = opened(window, counter)
    number = counter.reader.page(visit).sealed[0]
    QTest.mouseClick(find(page, f"sealed.number.{number.id}"), Qt.MouseButton.LeftButton)
    over = overlay(window)
    assert NUMBER in [one.text() for one in over.findChildren(QLabel)]
    assert [row.step for row in counter.reader.page(visit).journal].count("house.reveal") == 1
    for _second in range(14):
        over.tick()
    assert over.isVisible()
    over.tick()
    QApplication.processEvents()
    assert not [one for one in window.findChildren(QLabel) if NUMBER in one.text() and one.isVisible()]


def test_a_picture_is_shown_and_goes_when_the_desk_is_locked(window: Window, counter: Counter) -> None:
    visit, page = opened(window, counter)
    picture = counter.reader.page(visit).sealed[1]
    QTest.mouseClick(find(page, f"sealed.picture.{picture.id}"), Qt.MouseButton.LeftButton)
    over = overlay(window)
    assert find(over, "sealed.shown.picture").isVisible()
    window.bridge.lock()
    assert not over.isVisible()


def test_a_picture_that_is_over_is_said_to_be(window: Window, counter: Counter) -> None:
    """The page was drawn before its term was over."""
    visit, page = opened(window, counter)
    picture = counter.reader.page(visit).sealed[1]
    button = find(page, f"sealed.picture.{picture.id}")
    counter.later(days=7, minutes=1)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.findChild(QWidget, "sealed.problem") is not None
    assert not window.findChildren(Revealed)


def test_a_consent_that_is_withdrawn_lets_the_picture_go_at_once(window: Window, counter: Counter) -> None:
    visit, page = opened(window, counter)
    picture = counter.reader.page(visit).sealed[1]
    QTest.mouseClick(find(page, f"sealed.picture.{picture.id}"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(find(overlay(window), "sealed.shown.withdraw"), Qt.MouseButton.LeftButton)
    press("asked for it\n")
    assert counter.sql("SELECT count(*) FROM attachment") == [(0,)]
    assert [row.sort for row in counter.reader.page(visit).sealed] == ["number"]


def test_a_scan_that_was_sealed_is_nobody_elses(window: Window, counter: Counter, qtbot: QtBot, tmp_path: Path) -> None:
    """The next visitor's scan is not there yet: the last visitor's is not taken for it; the same name written anew is."""
    turn_on(counter, scanner_folder=json.dumps(str(tmp_path)))
    now = counter.clock.now.timestamp()
    file(tmp_path, old=60, now=now)
    form = form_of(window, counter)
    first = editor(form)
    first.take_scanned()
    qtbot.waitUntil(lambda: len(first.pictures) == 1)
    form.take()
    second = editor(form_of(window, counter))
    second.take_scanned()
    qtbot.waitUntil(lambda: not second.reading)
    assert second.pictures == []
    file(tmp_path, old=5, now=now)
    second.take_scanned()
    qtbot.waitUntil(lambda: len(second.pictures) == 1)
