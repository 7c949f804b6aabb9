"""A record's parts: its steps as a bar, facts, lines, signatures; and what surrounds it at the right."""

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.forms.signature import SignatureView
from kiosk.i18n import _
from kiosk.values import Fact, JobRow, JournalRow, Past, RecordPage, Stage, UnitCard
from kiosk.views import painters, theme
from kiosk.views.household import PersonLine
from kiosk.views.lists import record_item
from kiosk.views.sealed import sealed_parts
from kiosk.views.widgets import (
    Button,
    Runs,
    Scroll,
    card,
    clear,
    column,
    frame,
    group,
    heading,
    label,
    line_of,
    row,
    strip_of,
    tip,
    tone_label,
)

#: A long value goes on in the next line.
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


class StepBar(QWidget):
    """Pills: done, now, to come."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        """Hold the stages."""
        super().__init__()
        self.stages = list(stages)
        self.setFixedHeight(26)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(f"{s.words} ({_WORDS[s.state]})" for s in self.stages if s.state in _WORDS))

    def sizeHint(self) -> QSize:
        """Return one line."""
        return QSize(300, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pills side by side, none wider than it needs in a short bar."""
        if not self.stages:
            return
        painter, t, gap = QPainter(self), theme.now, 6
        even = min((self.width() - gap * (len(self.stages) - 1)) / len(self.stages), 168)
        said = [("✓ " if stage.state == "done" else "") + str(stage.words) for stage in self.stages]
        needed = max(painters.width(one, "K", 12) for one in said) + 18
        wide = max(even, min(needed, (self.width() - gap * (len(said) - 1)) / len(said)))
        for number, stage in enumerate(self.stages):
            box = QRectF(round(number * (wide + gap)), 0, round(wide), 26)
            fill, line, ink, style = {
                "done": (t.green_soft, "", t.green, "k"),
                "now": (t.accent, "", t.on_accent, "K"),
            }.get(stage.state, (t.card, t.line, t.mute, "k"))
            painters.rounded(painter, box, 13, fill, line)
            text = painters.elided(said[number], style, box.width() - 18, 12)
            left = box.left() + (box.width() - painters.width(text, style, 12)) / 2
            painters.runs(
                painter, [(text, style)], left, painters.baseline(0, 26, 13, style == "K"), box.width(), 12, ink
            )


_WORDS = {"done": _("done"), "now": _("now"), "next": _("to come")}


class FactsCard(QWidget):
    """Labels and values in two columns, painted: the questions below want the room. What is long has a line of its own."""

    HIGH, LINE = 36, 19

    def __init__(self, facts: Sequence[Fact]) -> None:
        """Hold the facts."""
        super().__init__()
        self.facts = list(facts)
        self.setAccessibleName("; ".join(f"{f.label} {f.value}" for f in self.facts))
        self.setMinimumWidth(200)
        self.setToolTip(tip("\n".join(f"{f.label}: {f.value}" for f in self.facts)))
        self._lay(480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the facts out anew: what fits into half a line depends on the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay(event.size().width())

    def _lay(self, wide: int) -> None:
        """Give each fact its place: half a line, a whole one, or several."""
        half, widest = wide / 2, max((painters.width(str(f.label), "k2", 13) for f in self.facts), default=0)
        self.labels = labels = min(widest, half * 0.4)
        self.places: list[tuple[Fact, int, float, int]] = []  # the fact, its top, its left, its height; whole lines 0
        top, at_left = 1, True
        for fact in self.facts:
            words = painters.width(str(fact.value), "K", 13) if not fact.tone else 0
            own = painters.width(str(fact.label), "k2", 13)
            if whole := words > half - max(own, labels) - 44:
                top, at_left = top + (0 if at_left else self.HIGH), True
            room = max(1, wide - max(own, labels) - 44)
            lines = math.ceil(words / room / 0.95) if words > room else 1
            self.places.append((fact, top, 16 if at_left else half + 16, self.HIGH + (lines - 1) * self.LINE))
            if whole or not at_left:
                top += self.places[-1][3]
            at_left = whole or not at_left
        self.setFixedHeight(top + (0 if at_left else self.HIGH) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, a hairline between its lines, label and value in each place."""
        painter, t = QPainter(self), theme.now
        painters.rounded(painter, QRectF(self.rect()), 12, t.card, t.line)
        for fact, top, left, high in self.places:
            if top > 1 and left == 16:
                painter.setPen(QColor(t.line))
                painter.drawLine(QPointF(1, top), QPointF(self.width() - 1, top))
            base = painters.baseline(top, self.HIGH)
            own = max(painters.width(str(fact.label), "k2", 13), self.labels)
            painters.runs(painter, [(str(fact.label), "k2")], left, base, own + 1, 13, t.mute)
            beside = left + own + 12
            if fact.tone:
                words = str(fact.value)
                painters.chip(painter, words, fact.tone, beside + painters.chip_width(words), top + self.HIGH / 2)
            elif high == self.HIGH:
                painters.runs(painter, [(str(fact.value), "K")], beside, base, self.width() - beside - 16, 13)
            else:
                painter.setFont(theme.font(13, True))
                painter.setPen(QColor(t.ink))
                painter.drawText(
                    QRectF(beside, top + 8, self.width() - beside - 16, high - 12), _WRAPPED, str(fact.value)
                )


def line_row(line: Sequence[Fact]) -> QWidget:
    """Return one line of a record: its number, then its values; words in a tone as chips, a number first with its name."""
    values = [f for f in line if not f.tone]
    chips = [f for f in line if f.tone]
    parts: list[painters.Run] = []
    for number, fact in enumerate(values):
        bare = number == 1 and str(fact.label) and str(fact.value).isdigit()
        words = f"{fact.label} {fact.value}   " if bare else f"{fact.value}   "
        style = "m" if number == 0 and not str(fact.label) else "b" if len(parts) == 1 else "n"
        parts.append((words, style))
    chip = chips[0] if chips else None
    return Runs(parts, right=chip.value if chip else "", tone=(chip.tone or "mute") if chip else "")


def above(page: RecordPage, local: Callable[[datetime], datetime], bridge: Any = None) -> QWidget:
    """Return what stands above the questions of a record: bar, facts, lines, signatures."""
    made = QWidget()
    box = column(made, 8)
    if page.stages:
        box.addWidget(StepBar(page.stages))
    if page.facts:
        box.addWidget(FactsCard(page.facts))
    if page.lines:
        box.addWidget(group(page.going.attempts if str(page.going.attempts) else _("Pieces and attempts")))
        box.addWidget(card([line_row(line) for line in page.lines]))
    for part in sealed_parts(page, bridge) if bridge is not None else ():
        box.addWidget(part)
    strokes = [(title, text) for title, text in page.signatures if text != "paper"]
    if strokes:
        box.addWidget(group(_("Signatures")))
        holder = frame("card")
        line = row(holder, 16, (16, 8, 16, 8))
        for title, text in strokes:
            one = QWidget()
            inner = column(one, 2)
            inner.addWidget(label(title, "field"))
            inner.addWidget(SignatureView(text))
            line.addWidget(one, 1)
        box.addWidget(holder)
    return made


class Around(QWidget):
    """The right column of a record: the unit, its people and notes, what is open there, papers, journal."""

    opened = Signal(str)
    reprint = Signal(object)
    paged = Signal(object)

    def __init__(self, local: Callable[[datetime], datetime]) -> None:
        """Take how instants become local."""
        super().__init__()
        self.local = local
        self.shown: object = None
        self.leads = False  # whether the record that is shown goes on at once
        self.known = False  # whether the unit that is shown is one
        self.scroll = Scroll()
        column(self, 0).addWidget(self.scroll)

    def show_page(self, page: RecordPage) -> None:
        """Show what surrounds a record; what is the same already stays as it is."""
        self.leads = page.going.leads
        shown = (page.row.number, page.unit, page.going.past, page.jobs, page.journal)
        if shown == self.shown:
            return
        self.shown = shown
        box = self.scroll.box
        clear(box)
        if page.unit is not None:
            self._unit(box, page.unit, page.row.number)
        else:
            box.addWidget(heading(_("Papers and journal")))
        if page.going.past:
            box.addWidget(group(page.going.past_title))
            box.addWidget(card([self._past(one) for one in page.going.past]))
        if page.jobs:
            box.addWidget(group(_("Papers")))
            box.addWidget(card([self._job(job) for job in page.jobs]))
        box.addWidget(group(_("Journal")))
        box.addWidget(card([self._entry(entry) for entry in reversed(page.journal)]))
        box.addStretch(1)

    def show_unit(self, code: str, read: Callable[[str], UnitCard | None]) -> bool:
        """Show a unit that is only named so far; whether anybody knows it. It is read once."""
        if self.shown == ("unit", code):
            return self.known
        self.shown, unit = ("unit", code), read(code)
        self.known, self.leads = unit is not None, False
        clear(self.scroll.box)
        if unit is not None:
            self._unit(self.scroll.box, unit, "")
            self.scroll.box.addStretch(1)
        return self.known

    def _unit(self, box: Any, unit: UnitCard, here: str) -> None:
        """Show the unit: people, notes, and its other open records."""
        box.addWidget(heading(unit.unit, unit.title if str(unit.title) != unit.unit else ""))
        for note in unit.notes:
            box.addWidget(label(note, strip_of(note), wrap=True))
        if unit.people:
            box.addWidget(card([PersonLine(person) for person in unit.people]))
        others = [one for one in unit.open if one.number != here]
        if others:
            box.addWidget(group(_("Also open here")))
            lines = []
            for one in others[:8]:
                state, tone = record_item(one).said
                whole = f"{one.name if str(one.name) else one.short}  {one.summary}"
                line = Button(whole, f"around.open.{one.number}", kind="link")  # as long as the column lets it be
                line.setToolTip(tip(f"{one.short}  {whole}"))
                line.clicked.connect(lambda checked=False, n=one.number: self.opened.emit(n))
                holder = QWidget()
                inner = row(holder, 8, (12, 5, 12, 5))
                inner.addWidget(line, 1)
                inner.addWidget(tone_label(state, tone))
                lines.append(holder)
            box.addWidget(card(lines))

    def _past(self, past: Past) -> QWidget:
        """Return an earlier record, which a click opens."""
        line = Button(past.words, f"around.past.{past.number}", kind="quiet")
        line.setToolTip(tip(f"{past.words}  {past.right}"))
        line.clicked.connect(lambda checked=False: self.opened.emit(past.number))
        return line_of(line, label(past.right, "mute"), gap=8, margins=(4, 3, 14, 3))

    def _job(self, job: JobRow) -> QWidget:
        """Return one paper with its state and the way to print it again."""
        name = str(_("{title}  reprint {n}").format(title=job.title, n=job.copy)) if job.copy else str(job.title)
        again = Button(_("Reprint"), f"around.reprint.{job.id}", kind="small")
        again.setAccessibleName(str(_("Reprint {title}").format(title=name)))
        again.clicked.connect(lambda checked=False, j=job: self.reprint.emit(j))
        line = QWidget()
        inner = row(line, 6, (4, 0, 8, 0))
        inner.addWidget(Runs([(name, "n")], pad=12), 1)
        inner.addWidget(tone_label(job.state_words, job.tone))
        if job.page:
            page = Button(_("PDF"), f"around.page.{job.id}", kind="small")
            page.setAccessibleName(str(_("Open {title} as a PDF").format(title=name)))
            page.clicked.connect(lambda checked=False, j=job: self.paged.emit(j))
            inner.addWidget(page)
        inner.addWidget(again)
        return line

    def _entry(self, entry: JournalRow) -> QWidget:
        """Return one line of the journal."""
        at = self.local(entry.at)
        parts = [(f"{at:%m-%d %H:%M}   ", "m"), (str(entry.title), "n")]
        line = Runs(parts, right=entry.clerk, height=34)
        if not entry.changed:
            return line
        both = QWidget()
        box = column(both, 0, (0, 0, 0, 8))
        box.addWidget(line)
        for title, words in entry.changed:
            was = label(f"{title}  {words}", "small", wrap=True)
            was.setContentsMargins(16, 0, 16, 0)
            box.addWidget(was)
        return both
