"""The look: tokens of light and dark, palette and style sheet made of them, fonts (DESIGN §4)."""

from dataclasses import asdict, dataclass
from functools import lru_cache
from string import Template
from typing import Any

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from kiosk.i18n import language
from kiosk.places import RESOURCES

FAMILY = "Noto Sans SC"


@dataclass(frozen=True)
class Tokens:
    """Every colour of one theme; the only places with a colour are LIGHT and DARK below."""

    name: str
    ground: str
    card: str
    ink: str
    mute: str
    line: str
    rail: str
    rail_on: str
    rail_ink: str
    badge: str
    bright: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    blue: str
    blue_soft: str
    hover: str
    field_line: str
    off: str
    shadow: int

    def tone(self, name: str) -> tuple[str, str]:
        """Return (strong, soft) colours of a tone's name; "mute" and unknown names are quiet."""
        if name in ("red", "amber", "green", "blue", "accent"):
            return getattr(self, name), getattr(self, f"{name}_soft")
        return self.mute, self.ground


LIGHT = Tokens(
    "light", "#F5F4F0", "#FFFFFF", "#1E2730", "#636C77", "#E2E0D9", "#1C2A33", "#2B3D49", "#C9D3D9", "#35505F", "#FFFFFF",
    "#0E6F66", "#E1F0EE", "#0B5A53", "#FFFFFF", "#B3261E", "#FBE9E7", "#9A5B00", "#FCF0DC", "#2E6B34", "#E5F2E6",
    "#1F5FA8", "#E5EEF9", "#F8F7F4", "#8B9199", "#A9AEB4", 2,
)  # fmt: skip
DARK = Tokens(
    "dark", "#14191D", "#1D2429", "#E8EBED", "#98A3AB", "#2F383F", "#0E1316", "#263742", "#B9C4CB", "#35505F", "#FFFFFF",
    "#4DB6AC", "#173733", "#63C7BD", "#14191D", "#F2887F", "#3A1D1B", "#E9B45C", "#382A13", "#86C98B", "#19301B",
    "#84B4EA", "#182A3F", "#232B31", "#6C7880", "#59636A", 8,
)  # fmt: skip


class _Now:
    """The theme in use: painted code reads it while it paints, so a switch needs no signal."""

    tokens = LIGHT

    def __getattr__(self, name: str) -> Any:
        """Return a token of the theme in use."""
        return getattr(self.tokens, name)


now = _Now()


def palette(t: Tokens) -> QPalette:
    """Return Qt's palette of a theme, so that delegates, calendar and selection follow it."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, t.ground), (role.WindowText, t.ink), (role.Base, t.card), (role.AlternateBase, t.hover),
        (role.Text, t.ink), (role.Button, t.card), (role.ButtonText, t.ink), (role.BrightText, t.red),
        (role.Highlight, t.accent), (role.HighlightedText, t.on_accent), (role.Link, t.accent),
        (role.PlaceholderText, t.mute), (role.ToolTipBase, t.card), (role.ToolTipText, t.ink),
        (role.Light, t.card), (role.Midlight, t.line), (role.Mid, t.line), (role.Dark, t.field_line),
        (role.Shadow, t.line), (role.Accent, t.accent),
    ):  # fmt: skip
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(t.off))
    return made


def sheet(t: Tokens) -> str:
    """Return the style sheet of a theme: every file of resources/styles, its tokens filled in."""
    files = sorted((RESOURCES / "styles").glob("*.qss"))
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return Template(text).substitute(asdict(t))


def use(name: str) -> None:
    """Show the whole application in "light" or "dark"."""
    now.tokens = DARK if name == "dark" else LIGHT
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")  # first: a palette set over a sheet polishes every widget twice
    app.setPalette(palette(now.tokens))
    app.setStyleSheet(sheet(now.tokens))


def prepare(app: QApplication) -> None:
    """Load fonts and the folder of icons, and choose the base style: once, before any widget."""
    app.setStyle("Fusion")
    QDir.addSearchPath("icons", str(RESOURCES / "icons"))
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    speak(app)


def speak(app: QApplication) -> None:
    """Set the application's font for the language of the screen: English wants its quotes halved."""
    base = QFont(FAMILY)
    base.setPixelSize(14)
    if language() == "en":
        base.setFeature(QFont.Tag("palt"), 1)
    app.setFont(base)
    font.cache_clear()


@lru_cache(maxsize=64)
def font(size: int = 14, bold: bool = False) -> QFont:
    """Return the house font at a size in pixels, to paint with, never to be changed: one line asks for several."""
    made = QFont(QApplication.font())
    made.setPixelSize(size)
    made.setBold(bold)
    return made
