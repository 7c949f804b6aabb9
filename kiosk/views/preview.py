"""The slip as it will print: the very picture the printer's layout makes, at half its dots."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.i18n import _
from kiosk.printing.fonts import let_go
from kiosk.printing.layout import Line, layout
from kiosk.printing.screen import picture
from kiosk.printing.slip import load
from kiosk.values import PrintedPart
from kiosk.views import painters
from kiosk.views.widgets import Button, Runs, Scroll, column, heading, label, row

#: Columns of the paper → dots across.
DOTS = {48: 576, 32: 384}
LANGUAGES = ("zh", "en", "both")
_WORDS = {"zh": _("Chinese"), "en": _("English"), "both": _("Both")}


def slip_image(blocks: str, language: str, columns: int) -> QImage:
    """Return one part as a picture of grey dots."""
    lines: list[Line] = layout(load(blocks), columns=columns, language=language)
    made = picture(lines, DOTS[columns])
    data = made.tobytes()
    return QImage(data, made.width, made.height, made.width, QImage.Format.Format_Grayscale8).copy()


class Paper(QWidget):
    """Strips of paper one below the other, always black on white."""

    def __init__(self) -> None:
        """Begin without paper."""
        super().__init__()
        self.images: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_images(self, images: list[QImage]) -> None:
        """Show other strips."""
        self.images = images
        self.updateGeometry()
        self.setFixedHeight(self._high())
        self.update()

    def _scale(self) -> float:
        """Return logical pixels a dot: half, or what the column leaves."""
        dots = self.images[0].width() if self.images else 576
        return min(0.5, (self.width() - 44) / (dots + 24)) if self.width() > 60 else 0.45

    def _high(self) -> int:
        """Return the height of all strips."""
        return round(sum(image.height() * self._scale() + 34 for image in self.images)) + 8

    def sizeHint(self) -> QSize:
        """Return the strips' size."""
        return QSize(300, self._high())

    def resizeEvent(self, event: Any) -> None:
        """Follow the column's width."""
        super().resizeEvent(event)
        if self.height() != self._high():
            self.setFixedHeight(self._high())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint every strip on its own sheet with a soft shadow."""
        painter, scale, top = QPainter(self), self._scale(), 8.0
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ratio = self.devicePixelRatioF()
        for image in self.images:
            wide, high = image.width() * scale, image.height() * scale
            sheet = QRectF(round((self.width() - wide) / 2) - 12, top, round(wide) + 24, round(high) + 20)
            painters.shadow(painter, sheet, 2, 8)
            painter.fillRect(sheet, QColor(Qt.GlobalColor.white))
            size, smooth = QSize(round(wide * ratio), round(high * ratio)), Qt.TransformationMode.SmoothTransformation
            small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            small.setDevicePixelRatio(ratio)
            painter.drawImage(sheet.topLeft() + QPointF(12, 12), small)
            top = sheet.bottom() + 14


class Preview(QWidget):
    """Paper with its language key (F4) and its width."""

    spoken = Signal(str)

    def __init__(self, columns: int = 48) -> None:
        """Show nothing yet, on paper of 80 mm."""
        super().__init__()
        self.columns, self.language = columns, "zh"
        self.parts: tuple[PrintedPart, ...] = ()
        self._shown: object = None
        box = column(self, 8)
        self.title: Runs = heading(_("Preview"), "80 mm")
        box.addWidget(self.title)
        line = row(None, 8)
        self.speak = Button("", "preview.language", kind="small", key="F4", icon="languages")
        self.speak.clicked.connect(lambda checked=False: self.next_language())
        line.addWidget(self.speak)
        self.width_ = Button("", "preview.width", kind="small")
        self.width_.clicked.connect(lambda checked=False: self.turn_width())
        line.addWidget(self.width_)
        line.addStretch(1)
        box.addLayout(line)
        self.scroll = Scroll()
        self.paper = Paper()
        self.empty = label(_("This step prints nothing yet."), "mute", wrap=True)
        self.scroll.box.addWidget(self.empty)
        self.scroll.box.addWidget(self.paper)
        self.scroll.box.addStretch(1)
        box.addWidget(self.scroll, 1)
        self.foot = label("", "small")
        self.foot.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(self.foot)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(60)
        self.timer.timeout.connect(self.render_now)
        self._words()

    def _words(self) -> None:
        """Show language and width on their buttons."""
        self.speak.say(_WORDS[self.language])
        self.speak.setAccessibleName(str(_("Language of the slip: {language}").format(language=_WORDS[self.language])))
        self.width_.say(_("58 mm") if self.columns == 32 else _("80 mm"))

    def show_parts(self, parts: tuple[PrintedPart, ...], language: str) -> None:
        """Show these parts soon: keys come quicker than paper."""
        self.parts, self.language = parts, language if language in LANGUAGES else "zh"
        self._words()
        self.timer.start()

    def render_now(self) -> None:
        """Draw the paper anew, if it says something else than before."""
        state = (tuple(p.blocks for p in self.parts), self.language, self.columns)
        if state == self._shown:
            return
        self._shown = state
        self.paper.show_images([slip_image(part.blocks, self.language, self.columns) for part in self.parts])
        let_go()  # of the font files, until the next slip says something else
        self.empty.setVisible(not self.parts)
        self.paper.setVisible(bool(self.parts))
        self.foot.setText(str(_("Papers: {n}").format(n=len(self.parts))) if self.parts else "")

    def next_language(self) -> None:
        """Print in the next language."""
        self.language = LANGUAGES[(LANGUAGES.index(self.language) + 1) % 3]
        self._words()
        self.timer.start()
        self.spoken.emit(self.language)

    def turn_width(self) -> None:
        """Show the other paper."""
        self.columns = 32 if self.columns == 48 else 48
        self.title.parts[-1] = (f"   {58 if self.columns == 32 else 80} mm", "m")
        self.title.update()
        self._words()
        self.timer.start()
