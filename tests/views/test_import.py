"""Importing a register: chosen, matched, looked through, brought in; nothing changes before somebody says so."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.values import RegisterColumn
from kiosk.views.import_work import REPORTS, matching
from kiosk.views.imports import ImportPage
from kiosk.views.window import Window
from tests.counter import UNIT, Counter
from tests.views.test_aside import sign_in
from tests.views.test_names import check
from tests.windows import find

GOOD = "房号,姓名,电话,车位\n3栋2单元1005室,沈一诺,13800001111,B12\n3-2-1006,许佳,,\n没有,张三,,\n"
STRANGE = "a,b,c\n3-2-1005,沈一诺,13800001111\n"
BARE = "3-2-1005,沈一诺,13800001111\n3-2-1006,许佳,\n"


@pytest.fixture
def page(window: Window, counter: Counter) -> ImportPage:
    """Return the page before the manager."""
    window.bridge.clerk = counter.sign_in("周明")
    window.go("import")
    made = window.known["import"]
    assert isinstance(made, ImportPage)
    return made


def test_whoever_comes_here_chooses_a_file(page: ImportPage) -> None:
    """Enter opens the files, and does not lead back to where one came from."""
    assert QApplication.focusWidget() is find(page, "import.choose")


def register(folder: Path, text: str) -> str:
    """Return a file with a register."""
    file = folder / "名单.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def press(page: ImportPage, name: str) -> None:
    """Press a button."""
    QApplication.processEvents()
    QTest.mouseClick(find(page, name), Qt.MouseButton.LeftButton)


def choose(page: ImportPage, column: int, field: str) -> None:
    """Say what a column is."""
    box = find(page, f"import.column.{column}")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def test_a_file_is_looked_through_and_nothing_changes(page: ImportPage, counter: Counter, tmp_path: Path) -> None:
    """Columns with a sample, figures, and the refused line with its reason."""
    page.choose(register(tmp_path, GOOD))
    assert page.plan is not None
    assert page.plan.counts["new"] == 2
    assert page.plan.counts["refused"] == 1
    assert page.shown == "refused"
    check(page)
    assert [one.name for one in counter.reader.people(UNIT)] == ["沈佳宜"]


def test_it_is_brought_in_and_the_report_is_kept(
    page: ImportPage, counter: Counter, tmp_path: Path, qtbot: QtBot
) -> None:
    """One press; who was refused stands in a file in the data folder; the same file again changes nothing."""
    page.choose(register(tmp_path, GOOD))
    press(page, "import.take")
    qtbot.waitUntil(lambda: not page.running)
    assert "沈一诺" in [one.name for one in counter.reader.people(UNIT)]
    (report,) = list((counter.folder / REPORTS).glob("*.csv"))
    assert "张三" in report.read_text(encoding="utf-8-sig")
    assert str(report) in str(page.done)
    check(page)
    page.choose(register(tmp_path, GOOD))
    assert page.plan is not None
    assert page.plan.counts["same"] == 2
    assert not page.plan.takes


def test_strange_heads_are_matched_by_hand(page: ImportPage, tmp_path: Path) -> None:
    """The columns are shown with what stands in them; a unit and a name make it a register."""
    page.choose(register(tmp_path, STRANGE))
    assert page.plan is None
    assert str(page.problem)
    check(page)
    choose(page, 0, "unit")
    choose(page, 1, "name")
    press(page, "import.again")
    assert page.plan is not None
    assert page.plan.counts["new"] == 1


def test_a_file_without_heads_loses_nobody(page: ImportPage, tmp_path: Path) -> None:
    """With the tick the first line is a person."""
    page.choose(register(tmp_path, BARE))
    page._set_by_letter(True)
    choose(page, 0, "unit")
    choose(page, 1, "name")
    press(page, "import.again")
    assert page.plan is not None
    assert page.plan.counts["new"] == 2


def test_a_column_is_left_out(page: ImportPage, tmp_path: Path) -> None:
    """What a head was taken for is taken back by choosing so."""
    page.choose(register(tmp_path, GOOD))
    choose(page, 2, "")
    assert page.plan is not None
    assert not any(one.field == "phone" for one in page.plan.sheet.columns)
    assert all(not person.phones for person in page.plan.sheet.people)


def test_a_file_that_is_none_is_one_sentence(page: ImportPage, tmp_path: Path) -> None:
    """A folder, an empty file, one that is gone."""
    empty = tmp_path / "leer.csv"
    empty.touch()
    for path in (str(tmp_path), str(empty), str(tmp_path / "gone.csv")):
        page.choose(path)
        assert page.plan is None
        assert str(page.problem)
        assert not page.busy


def test_stopping_keeps_what_was_brought_in(page: ImportPage, counter: Counter, tmp_path: Path, qtbot: QtBot) -> None:
    """After the chunk that is on its way; the rest waits for the same file."""
    page.choose(register(tmp_path, "房号,姓名\n" + "".join(f"3-2-1{n:03d},住户{n}\n" for n in range(450))))
    assert page.plan is not None
    assert len(page.plan.takes) == 3
    seen: list[Any] = []
    page.bridge.taken.connect(seen.append)
    page.bridge.taken.connect(lambda _outcome: page._stop())
    page.begin()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert len(seen) == 1
    assert 0 < page.rows_done < 450
    assert counter.reader.home_count()[0] > 100


def test_whoever_may_not_is_told(page: ImportPage, counter: Counter, tmp_path: Path, qtbot: QtBot) -> None:
    """The desk decides, not the page: a clerk's import is refused in words, and the page goes on."""
    page.choose(register(tmp_path, GOOD))
    counter.sign_in("李婷")
    page.begin()
    qtbot.waitUntil(lambda: not page.running)
    assert str(page.problem)
    assert [one.name for one in counter.reader.people(UNIT)] == ["沈佳宜"]


def test_matching_names_heads_and_takes_back() -> None:
    """Several columns may be numbers; what a head was taken for and nobody wants is named without one."""
    columns = [RegisterColumn(head, field, "", "") for head, field in
               (("房号", "unit"), ("姓名", "name"), ("电话", "phone"), ("电话2", ""), ("备注", "remark"))]  # fmt: skip
    named = matching(columns, ["unit", "name", "phone", "phone", ""])
    assert named == {"unit": "房号", "name": "姓名", "phone": "电话|电话2", "remark": ""}
    assert matching(columns[:2], ["unit", "name"], by_letter=True) == {"unit": "A", "name": "B"}


def many(folder: Path) -> str:
    """Return a register of several chunks."""
    return register(folder, "房号,姓名\n" + "".join(f"3-2-1{n:03d},住户{n}\n" for n in range(450)))


def test_an_import_outlives_its_page(window: Window, page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    """The language is changed meanwhile: it goes on, and the fresh page shows how far it is, and that it ended."""
    page.choose(many(tmp_path))
    page.begin()
    before = page.rows_done
    window.speak("en")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    fresh = window.known["import"]
    assert isinstance(fresh, ImportPage)
    assert fresh is not page
    assert fresh.running
    assert fresh.rows_done == before
    check(fresh)
    qtbot.waitUntil(lambda: not fresh.running, timeout=20_000)
    assert fresh.rows_done == 450
    assert str(fresh.done)


def test_the_idle_lock_waits_for_an_import(window: Window, page: ImportPage, tmp_path: Path, qtbot: QtBot) -> None:
    """Whoever waits for it moves no mouse."""
    page.choose(many(tmp_path))
    page.begin()
    window.idle_ticks = 1_000_000
    window._tick()
    assert window.cover is None
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    assert page.rows_done == 450


@pytest.mark.parametrize("who", ["周明", "李婷"])
def test_an_import_that_the_lock_ends_is_told(
    window: Window, page: ImportPage, tmp_path: Path, qtbot: QtBot, who: str
) -> None:
    """How far it came, to whoever comes next; another clerk sees nothing of the file."""
    page.choose(many(tmp_path))
    page.begin()
    assert 0 < page.rows_done < 450
    window.lock()
    qtbot.waitUntil(lambda: not page.running, timeout=20_000)
    came = page.rows_done
    sign_in(window, who)
    assert window.toast is not None
    assert f"{came}" in window.toast.words.text()
    assert "450" in window.toast.words.text()
    window.go("import")
    after = window.known["import"]
    assert isinstance(after, ImportPage)
    assert (after is page, after.plan is not None) == ((True, True) if who == "周明" else (False, False))


def test_an_answer_to_a_page_that_is_gone_is_nobodys(
    window: Window, page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file turns out to be unreadable after the language was changed."""
    later: list[Any] = []
    monkeypatch.setattr(window.bridge, "work", lambda what, then=None, failed=None: later.append((what, then, failed)))
    page.choose(str(tmp_path / "gone.xlsx"))
    monkeypatch.undo()
    window.speak("en")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    refused: list[object] = []
    window.bridge.refused.connect(refused.append)
    window.bridge.work(*later[0])
    assert len(refused) == 1  # said by the window instead


def test_an_encoding_that_does_not_fit_offers_nothing(page: ImportPage, tmp_path: Path) -> None:
    """What the earlier reading made of the file is gone; another encoding can be chosen."""
    file = tmp_path / "名单.csv"
    file.write_bytes(GOOD.encode("gb18030"))
    page.choose(str(file))
    assert page.plan is not None
    press(page, "import.encoding.utf-8")
    assert str(page.problem)
    assert page.plan is None
    assert page.findChild(QPushButton, "import.take") is None
    press(page, "import.encoding.gb18030")
    assert page.plan is not None


def test_a_report_is_no_problem(page: ImportPage, tmp_path: Path, counter: Counter) -> None:
    """Saved before anything is brought in: a note says where, and nothing looks wrong."""
    page.choose(register(tmp_path, GOOD))
    press(page, "import.report")
    (report,) = list((counter.folder / REPORTS).glob("*.csv"))
    (said,) = [one for one in page.findChildren(QLabel) if str(report) in one.text()]
    assert said.property("type") == "info"
    assert not str(page.problem)
    assert not page.running


def test_the_focus_stays_on_the_page(page: ImportPage, tmp_path: Path) -> None:
    """A file that cannot be read leaves the keys where another is chosen; Enter must not lead away."""
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    page.choose(str(broken))
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    focus = QApplication.focusWidget()
    assert str(page.problem)
    assert focus is not None
    assert page.isAncestorOf(focus)
    assert focus.objectName() == "import.choose"
