"""Pictures of every view, in both languages and both looks: `screens/<view>-<zh|en>-<light|dark>.png`.

The real window stands over the played desk, drawn off the screen at 1366×768, so that a picture is the same
wherever it is taken. Nothing in here takes a step: what is half typed is given up again.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from kiosk import i18n
from kiosk.bridge import Bridge
from kiosk.desk.desk import Desk
from kiosk.forms.form import Form
from kiosk.i18n import Both, _
from kiosk.practice.estate import OWNER, OWNER_UNIT, TENANT, TENANT_UNIT
from kiosk.service import find_step
from kiosk.values import Away
from kiosk.views import theme
from kiosk.views.overlays import Overlay
from kiosk.views.preferences import Preferences
from kiosk.views.preview import Preview
from kiosk.views.service import ServicePage
from kiosk.views.window import Window

WIDTH, HEIGHT = 1366, 768
#: How hard a picture is packed: a third quicker than usual, and hardly larger.
_QUICK = 80
#: Language and look of the pictures.
DRESSES = (("zh", "light"), ("zh", "dark"), ("en", "light"), ("en", "dark"))

#: What stands in a form for its picture; other forms show the unit of the drawings, where they ask for one.
_TYPED: dict[str, dict[str, Any]] = {
    "luggage.store": {
        "unit": OWNER_UNIT,
        "party": OWNER,
        "pieces": [
            {"kind": "case", "colour": "black", "size": "4"},
            {"kind": "case", "colour": "silver", "size": "2", "damage": "wheel"},
            {"kind": "bag", "size": "1"},
        ],
    }
}
#: Whatever the surroundings say about scaling would change the pictures.
_SCALING = ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_DEVICE_PIXEL_RATIO")

View = tuple[str, Callable[[Window], None]]


def take_pictures(
    desk: Desk, folder: Path, *, numbers: Mapping[str, str], dresses: Sequence[tuple[str, str]] = DRESSES
) -> None:
    """Draw every view of `desk` into `folder`; `numbers` says which records are worth looking at."""
    folder.mkdir(parents=True, exist_ok=True)
    app = _application()
    before = (i18n.language(), theme.now.name)
    try:
        with ThreadPoolExecutor(1) as writer:  # to write a picture takes as long as to draw the next one
            written: list[Future[None]] = []
            for language, look in dresses:
                _dress(app, language, look)
                for name, image in _all_views(desk, numbers):
                    written.append(writer.submit(_save, image, folder / f"{name}-{language}-{look}.png"))
        for one in written:
            one.result()
    finally:
        _dress(app, *before)


def _all_views(desk: Desk, numbers: Mapping[str, str]) -> Iterator[tuple[str, QImage]]:
    """Draw every view in the language and look of the moment."""
    with _window(desk) as window:
        for name, show in _views(window, numbers):
            _tidy(window)
            show(window)
            yield name, _picture(window)
            _give_up(window)
    with _empty() as empty, _window(empty) as window:
        yield "first_start", _picture(window)


def _give_up(window: Window) -> None:
    """Forget what was typed for a picture: a form that is left would be put aside, and counted in the next one."""
    for form in window.findChildren(Form):
        if form.isVisible():  # those of other pages were given up in their turn
            form.forget()
    window.renew_drafts()
    _bury()


def _bury() -> None:
    """Let go of widgets that were given up: without a running event loop Qt keeps them all, and each is styled anew."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _application() -> QApplication:
    """Return the application, off the screen unless there is one already."""
    found = QApplication.instance()
    if not isinstance(found, QApplication):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        for name in _SCALING:
            os.environ.pop(name, None)
        found = QApplication(["kiosk"])
    found.setCursorFlashTime(0)  # else a caret is in the picture or not
    theme.prepare(found)
    return found


def _dress(app: QApplication, language: str, look: str) -> None:
    """Speak a language and wear a look."""
    i18n.use(language)
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_GB"))
    theme.speak(app)
    theme.use(look)


@contextmanager
def _window(desk: Desk) -> Iterator[Window]:
    """Give a window over a desk; whoever stands at the desk stands at the window."""
    clerk = desk.clerk
    bridge = Bridge(desk, inline=True)
    bridge.clerk = bridge.reader.clerk = clerk
    window = Window(bridge, Preferences(None), practice=True)
    window.timer.stop()
    window.resize(WIDTH, HEIGHT)
    window.show()
    window.activateWindow()
    window.begin_session()
    window.renew_drafts()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        bridge.close()
        QApplication.processEvents()
        _bury()
        desk.clerk = clerk  # the lock screen was shown


@contextmanager
def _empty() -> Iterator[Desk]:
    """Give a desk at its first start."""
    with tempfile.TemporaryDirectory(prefix="kiosk-empty-", ignore_cleanup_errors=True) as folder:
        desk = Desk.open(Path(folder) / "data", synchronous="NORMAL")
        try:
            yield desk
        finally:
            desk.close()


def _picture(window: Window) -> QImage:
    """Return what the window shows, once it has settled."""
    for _turn in range(3):
        QApplication.processEvents()
        _settle(window)
    return window.grab().toImage()


def _save(image: QImage, path: Path) -> None:
    """Write a picture; OSError where it cannot be written."""
    if not image.save(str(path), quality=_QUICK):
        raise OSError(f"cannot be written: {path}")


def _settle(window: Window) -> None:
    """Do now what pages do a moment later: how far a timer ran must not show."""
    for preview in window.findChildren(Preview):
        if preview.timer.isActive():
            preview.timer.stop()
            preview.render_now()
    for form in window.findChildren(Form):
        form.save.stop()
    if window.toast is not None:
        window.toast.timer.stop()
        window.toast.looks.stop()
        window.toast.look()


def _tidy(window: Window) -> None:
    """Take away what the view before left over the pages."""
    for card in window.findChildren(Overlay):
        if card.isVisible():
            card.close_()
    window.top.box.clear()
    if window.toast is not None:
        window.toast.hide()


# --- the views ------------------------------------------------------------------------------------------


def _views(window: Window, numbers: Mapping[str, str]) -> Iterator[View]:
    """Yield every view with what brings it up; the lock screen last, since it signs the clerk out."""
    yield "board", lambda w: w.go("desk")
    yield "box", lambda w: w.top.box.setText("1005")
    yield "unit", _unit
    yield "residents", lambda w: w.go("residents")
    yield "import", lambda w: w.go("import")
    for of in window.services:
        yield f"{of.key}_list", _list(of.key)
        yield f"{of.key}_closed", _list(of.key, closed=True)
        for begin in of.begins[:1]:
            yield f"{of.key}_form", _form(begin.key)
        number = _worth_looking_at(window, of.key, numbers)
        if number:
            yield f"{of.key}_record", _record(number)
    yield from _cards(numbers)
    yield "queue", lambda w: w.go("queue")
    yield "journal", lambda w: w.go("journal")
    yield from _settings(window)
    yield "sign_in", lambda w: w.lock()
    yield "sign_in_emergency", _emergency_locked
    yield "away", _away


def _away(window: Window) -> None:
    """Show the lock screen of a clerk who went up with somebody; in the played day nobody has."""
    reader = window.bridge.reader
    minder = next((one.name for one in reader.staff() if one.role == "supervisor"), "")
    gone = Away("", "", window.bridge.desk.clock() + timedelta(minutes=10), minder, "")
    reader.away = lambda: (gone,)  # for this picture alone
    window.cover_up()
    del reader.away


def _unit(window: Window) -> None:
    """Show the unit of the drawings."""
    window.go("unit")
    page: Any = window.known["unit"]
    page.show_unit(OWNER_UNIT)


def _list(key: str, *, closed: bool = False) -> Callable[[Window], None]:
    """Return what shows a service with nothing chosen, or its closed records."""

    def show(window: Window) -> None:
        page = window.service_page(key)
        page.show_nothing()
        _closed(page, closed=closed)

    return show


def _closed(page: ServicePage, *, closed: bool) -> None:
    """Show a service's closed records, or its open ones."""
    if page.older.isChecked() != closed:
        page.older.click()


def _form(step: str, answers: dict[str, Any] | None = None) -> Callable[[Window], None]:
    """Return what opens a form, some of it typed."""

    def show(window: Window) -> None:
        _closed(window.service_page(step.partition(".")[0]), closed=False)
        asked = {question.name for question in find_step(step).spec.questions}
        typed = answers or _TYPED.get(step, {"unit": OWNER_UNIT} if "unit" in asked else {})
        window.begin(step, typed)

    return show


def _record(number: str, step: str = "") -> Callable[[Window], None]:
    """Return what opens a record, at its main step or another one."""

    def show(window: Window) -> None:
        key = window.bridge.reader.page(number).row.service
        _closed(window.service_page(key), closed=False)
        window.open_record(number, step)

    return show


def _worth_looking_at(window: Window, key: str, numbers: Mapping[str, str]) -> str:
    """Return the record of a service that is worth a picture: one that the script names, else the first open one."""
    reader = window.bridge.reader
    here = [row.number for row in reader.records(key) or reader.records(key, closed=True)]
    return next((number for number in numbers.values() if number in here), here[0] if here else "")


def _cards(numbers: Mapping[str, str]) -> Iterator[View]:
    """Yield what stands over the pages: a refusal, the supervisor's card, a reprint, a number by hand, the toast."""
    tenant = {"unit": TENANT_UNIT, "party": TENANT, "pieces": [{"kind": "bag", "size": "1"}]}
    yield "refusal", _form("luggage.store", tenant)
    yield "lift", lambda w: _press(w, "luggage.store.refusal")
    if calling := numbers.get("calling", ""):
        yield "visitors_call", _record(calling)
        yield "visitors_known", _recalled
    number = numbers.get("drawing", "")
    if not number:
        return
    yield "luggage_undo", _record(number, "luggage.put_back")
    yield "reprint", lambda w: w.ask_reprint(w.bridge.reader.page(number).jobs[0])
    yield "number", _large(number)
    yield "toast", _toast
    yield "emergency", _emergency


def _recalled(window: Window) -> None:
    """Show who is offered for two initials in the form of an arrival."""
    window.begin("visitors.arrive")
    field: Any = window.findChild(QWidget, "visitors.arrive.known")
    field.setFocus()
    field.setText("hm")
    field.textEdited.emit("hm")


def _press(window: Window, name: str) -> None:
    """Press the first button whose name begins so."""
    for button in window.findChildren(QWidget):
        if button.objectName().startswith(name) and button.isVisible() and hasattr(button, "click"):
            button.click()
            return


def _large(number: str) -> Callable[[Window], None]:
    """Return what fills the window with a number."""

    def show(window: Window) -> None:
        row = window.bridge.reader.page(number).row
        window.show_number(row.short, row.place)

    return show


def _toast(window: Window) -> None:
    """Show what the window says when something is saved."""
    window.go("desk")
    assert window.toast is not None
    words = _("{number} saved, place {place}")
    window.toast.say(words.format(number="L-1122-04", place="B-1-04"))


def _emergency_locked(window: Window) -> None:
    """Show what the lock screen says of the list of an emergency: no name."""
    words = _("Emergency list printed: {persons}. Take it along and tick off each person.")
    window.say_cry(words.format(persons=Both("18 人", "18 persons")), "tick")


def _emergency(window: Window) -> None:
    """Show what the window says where no printer brings the list of an emergency."""
    window.go("desk")
    words = _("{why} The list of {persons} lies as a PDF in {path}")
    path = "emergency/20261122-1600-RC-1122-01.pdf"
    window.say_cry(words.format(why=_("The printer does not answer."), persons="18", path=path), "pdf")


def _settings(window: Window) -> Iterator[View]:
    """Yield every section of the settings."""
    yield "settings", lambda w: w.go("settings")
    page: Any = window.page("settings")
    page.renew()
    for key, _words in page.sections()[1:]:
        yield f"settings_{key}", partial(_section, key)


def _section(key: str, window: Window) -> None:
    """Show one section of the settings."""
    page: Any = window.known["settings"]
    page.show_section(key)
