"""`kiosk selftest`: tries every part once, in a folder of its own: what a frozen program is proved by."""

import importlib
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kiosk
from kiosk.doctor import Finding
from kiosk.errors import KioskError
from kiosk.i18n import Say, _
from kiosk.places import RESOURCES

#: What a library is used for deep inside, so that a missing data file shows here and not at the counter.
LIBRARIES = (
    "alembic.command", "argon2", "babel.messages.pofile", "cryptography.hazmat.primitives.ciphers.aead",
    "escpos.printer", "filelock", "serial.tools.list_ports", "keyring.backends.null", "openpyxl", "phonenumbers",
    "PIL.ImageFont",
    "PySide6.QtSvg", "PySide6.QtWidgets", "reportlab.pdfgen.canvas", "segno",
    "sqlmodel", "stdnum.cn.ric", "tzdata",
)  # fmt: skip  # one paragraph, not one line a word
FONT = "Noto Sans SC"
#: The names of the services in the source tree, written by build.spec.
SERVICES = RESOURCES / "services.txt"


def trials() -> Iterator[Finding]:
    """Yield how each trial went; one that fails stops no other."""
    with tempfile.TemporaryDirectory(prefix="kiosk-selftest-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with _alone(folder):
            yield from (_tried(about, trial, folder) for about, trial in TRIALS)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep away from this user's keyring, secrets and screen."""
    ours = {
        "KIOSK_SECRETS": str(folder / "secrets"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)


def _tried(about: Say, trial: Callable[[Path], Say], folder: Path) -> Finding:
    """Try one thing and say how it went."""
    try:
        return Finding(about, trial(folder))
    except KioskError as error:
        return Finding(about, str(error), "bad")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what this trial found
        return Finding(about, f"{type(error).__name__}: {error}", "bad")


def _imports(_folder: Path) -> Say:
    """Import every module of ours and the depths of every library."""
    ours = [
        found.name
        for found in pkgutil.walk_packages(kiosk.__path__, "kiosk.")
        if not found.name.startswith("kiosk.store.migrations.") and not found.name.endswith("__main__")
    ]
    for name in (*ours, *LIBRARIES):
        importlib.import_module(name)
    return _("{n} modules").format(n=len(ours) + len(LIBRARIES))


def _register(folder: Path) -> Say:
    """Read a register of residents from a workbook."""
    import openpyxl

    from kiosk.register import open_register

    book = openpyxl.Workbook()
    for row in (("房号", "姓名", "电话"), ("3栋2单元1005室", "沈佳宜", 13912342207)):
        book.worksheets[0].append(row)
    book.save(folder / "register.xlsx")
    (person,) = open_register(folder / "register.xlsx").people
    if (person.unit, person.phones) != ("3-2-1005", ("13912342207",)):
        raise RuntimeError("a workbook is not read as it was written")
    return _("{n} rows").format(n=1)


def _services(_folder: Path) -> Say:
    """Find the services, the same as in the source tree."""
    from kiosk.services import __path__ as places
    from kiosk.services import modules

    if SERVICES.exists():
        wanted = set(SERVICES.read_text(encoding="utf-8").split())
    else:
        here = Path(places[0])
        wanted = {path.stem for path in here.glob("[!_]*.py")} | {
            path.parent.name for path in here.glob("*/__init__.py")
        }
    found = set(modules())
    if found != wanted:
        odd = ", ".join(sorted(found ^ wanted))
        raise KioskError(_("The services differ from the source: {odd}.").format(odd=odd))
    return ", ".join(sorted(found))


def _desk(folder: Path) -> Say:
    """Found an estate, store a bag and print its slips: migrations, journal, PINs, search, every renderer."""
    from kiosk.desk import Desk
    from kiosk.printing import escpos, pdf, screen, slip
    from kiosk.printing.layout import layout
    from kiosk.printing.profile import Profile

    desk = Desk.open(folder / "estate")
    reader = desk.reader()
    try:
        jobs = _stored_bag(desk)
        for job in jobs:
            part = reader.blocks(job)
            if part is None:
                raise KioskError(_("A slip is missing."))
            lines = layout(slip.load(part.blocks), columns=48, language="both")
            sizes = [escpos.render(lines, Profile()), screen.png(lines), pdf.render([lines])]
            if not all(sizes):
                raise KioskError(_("A slip is missing."))
        found = reader.find("沈")
        if not found:
            raise KioskError(_("The search finds nothing."))
    finally:
        reader.close()
        desk.close()
    return _("{n} slips on paper, as picture and as page").format(n=len(jobs))


def _stored_bag(desk: Any) -> tuple[int, ...]:
    """Return the jobs of one bag, stored on an estate that is founded for it."""
    pin = "739154"
    unit, name = "3-2-1005", "沈佳宜"

    def take(step: str, **answers: Any) -> Any:
        return desk.take(step, answers, once=f"selftest-{step}-{answers.get('list', '')}")

    take("house.found", name="周明", pin=pin, estate="云栖花园", counter="服务台")
    desk.sign_in(desk.staff()[0].id, pin)
    for listed in ("piece_kind", "colour", "piece_size", "damage"):
        take("house.set_term", list=listed, key="1", digit="1", zh="一", en="one")
    take("house.set_places", places=[{"name": "A-1-01", "size": "1"}])
    take("estate.add_unit", unit=unit)
    take("estate.move_in", unit=unit, name=name, phone="13912342207")
    bag = {"kind": "1", "colour": "1", "size": "1", "damage": "1"}
    return tuple(take("luggage.store", unit=unit, party=name, pieces=[bag]).jobs)


def _printers(folder: Path) -> Say:
    """Open a printer of every kind that this system can have: each brings what it needs, and says in words what fails."""
    from kiosk.printing.link import Patience
    from kiosk.printing.printers import open_printer

    kinds = {"tcp://127.0.0.1:9": "", "serial://no-such-port": "serial", "cups://no-such-printer": "",
             f"folder://{folder.as_posix()}": ""}  # fmt: skip  # address and the library behind it
    if sys.platform == "win32":
        del kinds["cups://no-such-printer"]
        kinds["win://no-such-printer"] = "win32print"
    else:
        kinds["usb://ffff:ffff"] = "usb.backend.libusb1"
    for address, library in kinds.items():
        if library:
            importlib.import_module(library)
        status = open_printer(address, Patience(connect=0.5, status=0.1)).status()
        if status.ready is not True and status.why is None:
            raise KioskError(_("A kind of printer cannot be opened."))
    return _("{n} kinds of connection").format(n=len(kinds))


def _health(folder: Path) -> Say:
    """Let the doctor look at that estate."""
    from kiosk.doctor import examine
    from kiosk.options import Options

    wrong = [str(finding.said) for finding in examine(Options(data=folder / "estate")) if finding.bad]
    # The slips of the trial wait for paper that never comes: that alone is no fault.
    if len(wrong) > 1:
        raise KioskError(" ".join(wrong))
    return _("journal and database are whole")


def _words(_folder: Path) -> Say:
    """Read the Chinese of the program and of Qt."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    if KioskError.words.to("zh") == KioskError.words.to("en"):  # type: ignore[union-attr]  # ours are Words
        raise KioskError(_("The Chinese texts are missing."))
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not QTranslator().load("qtbase_zh_CN", where):
        raise KioskError(_("The Chinese texts of Qt are missing."))
    return "中文"


def _fonts(_folder: Path) -> Say:
    """Draw Chinese in our own font, and every icon."""
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
    from PySide6.QtSvg import QSvgRenderer
    from PySide6.QtWidgets import QLabel

    platform = _application()
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))
    label = QLabel("寄存䶮")
    label.setFont(QFont(FONT, 20))
    if _shades(label) < 3 or QFontInfo(label.font()).family() != FONT:
        raise KioskError(_("The font cannot be drawn."))
    if not all(QSvgRenderer(QByteArray(p.read_bytes())).isValid() for p in (RESOURCES / "icons").glob("*.svg")):
        raise KioskError(_("An icon cannot be drawn."))
    return platform


def _window(folder: Path) -> Say:
    """Open the whole window on that estate, go to every page, and draw it."""
    from kiosk.bridge import Bridge
    from kiosk.desk import Desk
    from kiosk.views import theme
    from kiosk.views.window import Window

    _application()
    desk = Desk.open(folder / "estate")
    bridge = Bridge(desk, inline=True)
    try:
        window = Window(bridge)
        window.resize(1366, 768)
        for look in ("dark", "light"):
            theme.use(look)
            for page in ("desk", "queue", "journal", "settings", *(service.key for service in window.services)):
                window.go(page)
                if _shades(window) < 8:
                    raise KioskError(_("The window stays empty."))
        window.close()
        window.deleteLater()
    finally:
        bridge.close()
        desk.close()
    return _("drawn in both themes")


def _application() -> str:
    """Make the one application of this process where there is none, and return its platform."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from kiosk.views import theme

    made = QApplication.instance()
    theme.prepare(made if isinstance(made, QApplication) else QApplication(sys.argv[:1]))
    return QGuiApplication.platformName()


def _shades(widget: Any) -> int:
    """Return how many colours a sparse look at a widget finds."""
    picture = widget.grab().toImage()
    return len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)})


TRIALS: tuple[tuple[Say, Callable[[Path], Say]], ...] = (
    (_("Imports"), _imports),
    (_("Services"), _services),
    (_("Desk"), _desk),
    (_("Registers"), _register),
    (_("Health"), _health),
    (_("Printers"), _printers),
    (_("Languages"), _words),
    (_("Fonts and icons"), _fonts),
    (_("Window"), _window),
)
