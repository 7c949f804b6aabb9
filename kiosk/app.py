"""The composition root: the only file that builds desk, spool, printers and window (DESIGN §2)."""

import gc
import logging
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from kiosk import i18n, services
from kiosk.bridge import Bridge
from kiosk.clock import system_clock
from kiosk.desk import Desk
from kiosk.desk.purging import Purged
from kiosk.errors import CannotStandError, KioskError
from kiosk.i18n import Say, _
from kiosk.options import Options
from kiosk.people import warm
from kiosk.printing.status import Status
from kiosk.values import JobOut
from kiosk.views import theme
from kiosk.views.preferences import Preferences
from kiosk.views.window import Window

if TYPE_CHECKING:  # printing is loaded once the lock screen stands
    from kiosk.printing.link import Patience
    from kiosk.printing.printers import Printer
    from kiosk.printing.spool import Spool

log = logging.getLogger(__name__)

#: How long the sentence of a start that failed stands before the program ends by itself.
_GONE_AFTER_MS = 15_000
#: How long printers that are no longer wanted may take to end before the new ones begin all the same.
_OLD_PRINTERS_S = 20.0
#: How long the end of the program waits for an exchange of printers that is under way.
_END_S = 2.0
#: How long after the window is shown the tables are loaded that the first save needs.
_IDLE_MS = 1_200
#: When what is over is purged: after the start, between two slices, and then again.
_FIRST_PURGE_MS, _NEXT_PURGE_MS, _PURGE_MS = 30_000, 500, 3_600_000
#: Where slips go while no printer is set up: this folder inside the data folder.
SLIPS = "slips"


class Queue:
    """The desk's print queue as the spool's threads see it: every call goes through the desk's own thread."""

    def __init__(self, bridge: Bridge) -> None:
        """Ask through the bridge."""
        self.bridge = bridge

    def next_job(self, printer: str) -> JobOut | None:
        """Return the next job of a printer, marked as sending and committed."""
        job: JobOut | None = self.bridge.ask(lambda desk: desk.next_job(printer))
        if job is not None:
            self.bridge.stir()
        return job

    def settle(self, job_id: int, state: str, why: str = "") -> None:
        """Keep how a job ended, and let the window look."""
        self.bridge.ask(lambda desk: desk.settle(job_id, state, why))
        self.bridge.stir()


class Paper(QObject):
    """The printers of this run and the spool that serves them; made anew when their setting changes.

    Ending a worker may take as long as its printer is silent, so it is done on a thread of its own.
    """

    def __init__(self, bridge: Bridge, folder: Path, printer: str | None) -> None:
        """Serve the printers of the settings, or `printer` in their place."""
        super().__init__()
        self.bridge, self.folder, self.printer = bridge, folder, printer
        bridge.printer_named = bool(printer)
        self.spool: Spool | None = None
        self.set_up: Any = None
        self.stand_ins: dict[str, Status] = {}
        self._orders: queue.SimpleQueue[dict[str, Printer] | None] = queue.SimpleQueue()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="paper", daemon=True)
        self._thread.start()
        bridge.wake = self.wake
        bridge.changed.connect(self.renew)

    @Slot()
    def renew(self) -> None:
        """Let the spool start, or start again where the printers are others now; never waits."""
        from kiosk.printing.link import Patience
        from kiosk.printing.printers import StandIn
        from kiosk.printing.spool import Pace

        seconds = int(self.bridge.reader.setting("doubt_seconds"))
        wanted = (self.bridge.reader.printers(), seconds)
        if wanted == self.set_up:
            return
        self.set_up = wanted
        patience = Patience(silence=float(seconds))
        self.pace = Pace(stuck=seconds + 1.0)
        made = {key: self._open(address, patience) for key, address in self.addresses().items()}
        self.stand_ins = {key: one.status() for key, one in made.items() if isinstance(one, StandIn)}
        self._orders.put(made)

    def _work(self) -> None:
        """Exchange the printers as ordered, the newest order first; the old ones end before the new begin."""
        while (printers := self._orders.get()) is not None:
            if not self._orders.empty():
                continue
            from kiosk.printing.spool import Spool  # with the first order: beside the lock screen it would hold it up

            if self.spool is not None:
                self.spool.stop(_OLD_PRINTERS_S)
            if not self._ended.is_set():
                self.bridge.printer_states = {}
                made = Spool(Queue(self.bridge), printers, pace=self.pace, told=self._told)
                made.start()
                self.spool = made  # whoever ends it ends one that has begun

    def _told(self, key: str, state: Status) -> None:
        """Let the window show how a printer is; called on the printers' own threads.

        What stands in for one takes every slip, and is no printer that is ready.
        """
        state = self.stand_ins.get(key, state) if state.ready else state
        if self.bridge.printer_states.get(key) != state:
            self.bridge.printer_states[key] = state
            self.bridge.stir()

    def addresses(self) -> dict[str, str]:
        """Return key → address; a folder stands in where no printer is set up."""
        folder = self._slips()
        found = {str(one["key"]): str(one.get("address") or folder) for one in self.bridge.reader.printers()}
        found = found or {"folder": folder}
        return dict.fromkeys(found, self.printer) if self.printer else found

    def _slips(self) -> str:
        """Return the address of the folder that stands in for a printer."""
        return (self.folder / SLIPS).resolve().as_uri().replace("file:", "folder:", 1)

    def _open(self, address: str, patience: "Patience") -> "Printer":
        """Return a printer; an address that cannot be read must not cost a slip."""
        from kiosk.printing.printers import AddressError, StandIn, open_printer
        from kiosk.printing.profile import Profile

        try:
            return open_printer(address, patience)
        except AddressError as error:
            log.warning("a printer's address cannot be read")
            self.bridge.refused.emit(error)
            return StandIn((self.folder / SLIPS).resolve(), Profile())

    def wake(self) -> None:
        """Let the workers look at the queue now."""
        if self.spool is not None:
            self.spool.wake()

    def stop(self) -> None:
        """End the workers; what was being sent is in doubt at the next start."""
        self._ended.set()
        self._orders.put(None)
        ended = self.spool
        if ended is not None:
            ended.stop()
        self._thread.join(_END_S)
        if self.spool is not None and self.spool is not ended:
            self.spool.stop()  # it began just now


class Housekeeping(QObject):
    """Lets personal data go whose term is over: soon after the start, then every hour, a slice at a time."""

    def __init__(self, bridge: Bridge) -> None:
        """Purge through the bridge; days off are made up at the start."""
        super().__init__()
        self.bridge = bridge
        self.timer = QTimer(self, interval=_PURGE_MS)
        self.timer.timeout.connect(self.purge)
        self.timer.start()
        QTimer.singleShot(_FIRST_PURGE_MS, self.purge)

    @Slot()
    def purge(self) -> None:
        """Let the desk purge one slice, behind whatever the clerk has asked for."""
        self.bridge.call(lambda desk: desk.purge(), self.purged, self.failed)

    def purged(self, done: Purged) -> None:
        """Go on while there is more; the views show what is left."""
        if done.more:
            QTimer.singleShot(_NEXT_PURGE_MS, self.purge)
        if done.anything:
            self.bridge.changed.emit()

    def failed(self, error: KioskError) -> None:
        """Try again in an hour: a full disk says so at the next step anyway."""
        log.warning("the purge was not done: %s", type(error).__name__)


class Mishaps(QObject):
    """Every error that nobody expected: logged whole, shown once, in words; the window goes on."""

    happened = Signal(object)

    def __init__(self) -> None:
        """Take over the hooks of the interpreter; they may be called on any thread."""
        super().__init__()
        self._seen: set[str] = set()
        sys.excepthook = self.hook
        threading.excepthook = lambda args: self.hook(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log an error; tell the window of each place once."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(0)
            return
        log.error("nobody expected this", exc_info=(kind, error, trace))
        frames = traceback.extract_tb(trace)
        place = f"{kind.__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else kind.__name__
        if place not in self._seen:
            self._seen.add(place)
            unknown = _("Something went wrong inside; what is saved is saved. The log says where.")
            self.happened.emit(str(error) if isinstance(error, KioskError) else unknown)


def _hint(options: Options) -> Say:
    """Return the line under the practice estate's lock screen: its PINs are no secret."""
    if not options.practice:
        return ""
    from kiosk.practice.estate import STAFF

    pins = "   ".join("\u2060".join(one.name) + f"\u00a0{one.pin}" for one in STAFF)  # no name breaks in two
    return _("Practice PINs: {pins}").format(pins=pins)


def _open_desk(options: Options) -> Desk:
    """Open the data folder; the practice estate is made at its first start."""
    if options.practice:
        from kiosk.practice.fill import make, open_practice, to_make

        if to_make(options.folder):
            from kiosk.views.preparing import Preparing

            words = _("Preparing the practice estate: half a minute, only this once …")
            Preparing(words).during(lambda: make(options.folder, system_clock))
        return open_practice(options.folder, system_clock)[0]
    return Desk.open(options.folder, system_clock, ready=False)


def _rest_of_it(bridge: Bridge) -> Iterator[None]:
    """Load the services a turn each, then let the desk look at what it holds by their rules."""
    for _name in services.one_by_one():
        yield
    bridge.call(lambda desk: desk.make_ready())


def _application(preferences: Preferences) -> QApplication:
    """Return the application in the language and look that were chosen last."""
    size = preferences.get("size", 100)
    if size != 100 and 50 <= size <= 300:
        os.environ.setdefault("QT_SCALE_FACTOR", str(size / 100))  # Qt looks at it once, before it begins
    made = QApplication.instance()
    app = made if isinstance(made, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("concierge-kiosk")
    i18n.use(preferences.get("language", i18n.language()))
    QLocale.setDefault(QLocale("zh_CN" if i18n.language() == "zh" else "en_GB"))
    translator = QTranslator(app)
    if i18n.language() == "zh" and translator.load(
        "qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(translator)
    theme.prepare(app)
    theme.use(preferences.get("theme", "light"))
    return app


def _say_and_end(error: KioskError) -> None:
    """Show why the program cannot start, where people look; it ends by itself after a while."""
    box = QMessageBox(QMessageBox.Icon.Warning, str(_("Concierge desk")), str(error))
    QTimer.singleShot(_GONE_AFTER_MS, box.close)
    box.exec()  # nothing else runs yet that could be re-entered


def _fell(error: BaseException) -> None:
    """Say why the window cannot be made, and end: a lock screen with nothing behind it would look like a program."""
    known = error if isinstance(error, KioskError) else CannotStandError()
    _say_and_end(known)
    QApplication.exit(1)


def _begin(window: Window) -> None:
    """Show the lock screen, or the first start; an error of it ends the program with its sentence, not with a trace."""
    try:
        window.begin_session()
    except Exception as error:
        log.exception("the window could not begin")
        window.fall(error)


def _settled() -> None:
    """Look for rubbish from now on, but not through what the start made and stays: it would stall the window for 0.2 s."""
    gc.freeze()
    gc.enable()


def run(options: Options) -> int:
    """Open the window on a data folder; returns when it is closed."""
    preferences = Preferences(options.folder)
    app = _application(preferences)
    mishaps = Mishaps()
    try:
        desk = _open_desk(options)
    except KioskError as error:
        _say_and_end(error)
        raise  # the command line says it where a terminal is, and ends with 1
    bridge = Bridge(desk)
    paper = Paper(bridge, options.folder, options.printer)
    window = Window(bridge, preferences, practice=options.practice, hint=_hint(options), after=_rest_of_it(bridge))
    mishaps.happened.connect(window.say_problem)
    window.fell.connect(_fell, Qt.ConnectionType.QueuedConnection)  # once Qt runs
    window.stood.connect(paper.renew)
    window.stood.connect(_settled)
    housekeeping = Housekeeping(bridge)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_args: app.exit(0))
    window.resize(1366, 768)
    window.showFullScreen() if preferences.get("full_screen", False) else window.showMaximized()
    _begin(window)
    QTimer.singleShot(_IDLE_MS, lambda: bridge.call(lambda _desk: warm()))
    try:
        return app.exec()
    finally:
        housekeeping.timer.stop()
        window.leaving = True
        window.close()
        paper.stop()
        bridge.close()
        desk.close()
