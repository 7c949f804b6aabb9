"""The board's list: heads, and rows that look like cards; one click on a row's button acts."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kiosk.i18n import Say, _, language
from kiosk.values import DueRow
from kiosk.views import icons, painters, theme
from kiosk.views.changing import Lines, Still
from kiosk.views.lists import paint_empty
from kiosk.views.widgets import tip

GROUPS = {
    "inside": _("Must have left"), "overdue": _("Overdue"), "hour": _("Within the hour"), "today": _("Today"),
    "later": _("Later"),
}  # fmt: skip  # one line a group reads better

_HEAD, _ROW, _GAP = 38, 55, 14
#: Width of a row's button: Chinese verbs are short, English ones are not.
_BUTTON = {"zh": 104, "en": 140}
#: A narrower row says its unit in the second line.
_WIDE = 560


#: So many rows that ask for the same thing are one line, which opens.
MANY = 5
#: So many units are named in such a line.
_NAMED = 12

#: What rows of one kind have in common: group, service, step, rule.
Kind = tuple[str, str, str, str]


@dataclass(frozen=True)
class DueLine:
    """A head with its count, a row, or a line that stands for many; each knows whether its card begins or ends."""

    row: DueRow | None = None
    head: str = ""
    first: bool = False
    last: bool = False
    main: bool = False
    many: Kind | None = None
    inner: bool = False  # one of many, shown because they were opened

    @property
    def what(self) -> tuple[object, ...] | None:
        """What tells this line from all others, wherever it stands: its record and step; of many, their kind."""
        if self.many is not None:
            return ("many", *self.many)
        return ("row", self.row.number, self.row.step, self.row.rule) if self.row is not None else None


def kind_of(row: DueRow) -> Kind:
    """Return what rows of the same sort have in common."""
    return row.group, row.service, row.step, row.rule


def due_lines(
    rows: list[DueRow], opened: Collection[Kind] = (), titles: Mapping[str, Say] | None = None
) -> list[DueLine]:
    """Return rows under the heads of their groups, the first row of all with the filled button.

    Many rows that ask for the same thing are one line; those of `opened` kinds follow below it.
    """
    made: list[DueLine] = []
    ordered = sorted(rows, key=lambda r: list(GROUPS).index(r.group) if r.group in GROUPS else 9)
    for name, group in groupby(ordered, key=lambda r: r.group):
        members = list(group)
        made.append(DueLine(head=f"{GROUPS.get(name, name)}  ·  {len(members)}"))
        lines = _folded(members, opened, titles or {})
        for number, line in enumerate(lines):
            main = len(made) == 1 and line.many is None
            made.append(replace(line, first=number == 0, last=number == len(lines) - 1, main=main))
    return made


def _folded(members: Sequence[DueRow], opened: Collection[Kind], titles: Mapping[str, Say]) -> list[DueLine]:
    """Return the rows of a group, those that are many of a kind behind one line."""
    alike: dict[Kind, list[DueRow]] = defaultdict(list)
    for row in members:
        alike[kind_of(row)].append(row)
    made: list[DueLine] = []
    for row in members:
        kind = kind_of(row)
        same = alike[kind]
        if len(same) < MANY or row.group == "inside":  # who must leave is seen by name, however many they are
            made.append(DueLine(row))
        elif row is same[0]:
            is_open = kind in opened
            made.append(DueLine(_for_many(same, titles.get(row.service, row.title), is_open=is_open), many=kind))
            made += [DueLine(one, inner=True) for one in same] if is_open else []
    return made


def _for_many(same: Sequence[DueRow], title: Say, *, is_open: bool) -> DueRow:
    """Return the row that stands for many: how many, what is to be done, and where."""
    units = list(dict.fromkeys(row.unit for row in same if row.unit))
    named = "  ".join(units[:_NAMED]) + (" …" if len(units) > _NAMED else "")
    words = _("{n} to do: {what}").format(n=len(same), what=same[0].button)
    button = _("Fold") if is_open else _("Show them")
    return replace(same[0], title=title, short=str(words), words=named, unit="", button=button)


class _Lines(Lines):
    """The board's lines."""

    def height_of(self, line: DueLine) -> object:
        """Return whether it is a head, and whether a gap follows."""
        return line.row is None, line.last

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a line; for screen readers its whole sentence with chip and action."""
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if line.row is None:
                return line.head
            r = line.row
            return f"{r.when} {r.title} {r.short} {r.words} {r.unit}: {r.button}"
        if role == Qt.ItemDataRole.ToolTipRole and line.row is not None:
            return tip(f"{line.row.title} {line.row.words}")
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Let only rows be chosen."""
        if self.lines[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _DuePainter(QStyledItemDelegate):
    """Paints one line of the board."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """Return the height of a head or a row; the last row of a card leaves a gap."""
        line: DueLine = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, _HEAD - 6 if line.row is None else _ROW + (_GAP if line.last else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Paint a head, or a row of a card."""
        painter.save()
        line: DueLine = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)  # type: ignore[attr-defined]  # Qt's own struct
        if line.row is None:
            painters.runs(painter, [(line.head, "K")], box.left(), box.top() + 18, box.width(), 13, theme.now.mute)
        else:
            self._row(painter, QRectF(box.left(), box.top(), box.width(), _ROW), line, line.row, option.state)  # type: ignore[attr-defined]
        painter.restore()

    def _row(self, painter: QPainter, box: QRectF, line: DueLine, row: DueRow, state: Any) -> None:
        """Paint one row: when, what, where, and its button."""
        t = theme.now
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self.parent().hasFocus()
        corners = ("t" if line.first else "") + ("b" if line.last else "")
        card = box.adjusted(0.5, 0.5 if line.first else -0.5, -0.5, -0.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(t.line))
        painter.setBrush(QColor(t.hover if over else t.card))
        painter.drawPath(painters.part_rounded(card, 12, corners))
        if chosen:
            painters.rounded(painter, card.adjusted(3, 3, -3, -3), 9, "", t.accent, 2)
        middle = box.center().y()
        self._badge(painter, QRectF(box.left() + 14, middle - 12, 76, 24), row)
        if not line.inner:
            icons.draw(painter, row.icon, t.mute, box.left() + 102, round(middle - 9))
        button = button_rect(box)
        left, end, words = box.left() + 140, button.left() - 12, str(row.words)
        if line.many is None and box.width() >= _WIDE:
            end -= max(min(painters.width(row.unit, "m"), 120), 88) + 10
            painters.runs(painter, [(row.unit, "m")], end, painters.baseline(box.top(), box.height()), 120)
            end -= 12
        else:
            words = f"{row.unit}  {words}".strip()
        painters.runs(painter, [(str(row.title), "b"), (f"  {row.short}", "n")], left, box.top() + 24, end - left)
        painters.runs(painter, [(words, "s")], left, box.top() + 43, end - left)
        self._button(painter, button, str(row.button), main=line.main)

    @staticmethod
    def _badge(painter: QPainter, box: QRectF, row: DueRow) -> None:
        """Paint when it is due, in its tone."""
        strong, soft = theme.now.tone(row.tone)
        painters.rounded(painter, box, 8, soft)
        text = painters.elided(str(row.when), "K", box.width() - 8)
        left = box.left() + (box.width() - painters.width(text, "K")) / 2
        painters.runs(painter, [(text, "K")], left, painters.baseline(box.top(), 24, 13, True), box.width(), 13, strong)

    @staticmethod
    def _button(painter: QPainter, box: QRectF, words: str, *, main: bool) -> None:
        """Paint the row's button; the board's first is the filled one."""
        t = theme.now
        painters.rounded(painter, box, 8, t.accent if main else t.card, t.accent if main else t.line)
        style = "K" if main else "k"
        text = painters.elided(words, style, box.width() - 12)
        left = box.left() + (box.width() - painters.width(text, style)) / 2
        base = painters.baseline(box.top(), box.height(), 13, main)
        painters.runs(painter, [(text, style)], left, base, box.width(), 13, t.on_accent if main else t.ink)

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: QModelIndex) -> bool:
        """Act when the pointer is released on a row's button; open the record elsewhere on it."""
        line: DueLine = index.data(Qt.ItemDataRole.UserRole)
        if event.type() != QEvent.Type.MouseButtonRelease or line.row is None or not isinstance(event, QMouseEvent):
            return False
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        inside = button_rect(QRectF(box.left(), box.top(), box.width(), _ROW)).contains(event.position())
        self.parent().do(line, act=inside)
        return True


def button_rect(row: QRectF) -> QRectF:
    """Return where a row's button is painted."""
    wide = _BUTTON[language()]
    return QRectF(row.right() - 14 - wide, row.center().y() - 16, wide, 32)


class DueList(Still):
    """What is due, soonest first."""

    acted = Signal(object)
    opened = Signal(object)

    def __init__(self) -> None:
        """Begin empty, everything folded."""
        super().__init__()
        self.unfolded: set[Kind] = set()
        self.due: list[DueRow] = []
        self.read = False  # an empty board says nothing before
        self.titles: Mapping[str, Say] = {}
        self.setObjectName("board.list")
        self.setAccessibleName(str(_("To do")))
        self.setProperty("kind", "bare")
        self.rows = _Lines()
        self.setModel(self.rows)
        self.delegate = _DuePainter(self)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)

    def show_rows(self, rows: list[DueRow], titles: Mapping[str, Say] | None = None) -> None:
        """Show what is due now; `titles` of the services stand in lines for many."""
        if not self.read:
            self.read = True
            self.viewport().update()  # of an empty board no line changes, and yet it has something to say now
        self.due, self.titles = rows, titles or self.titles
        kept = self._chosen()
        self.rows.show(due_lines(rows, self.unfolded, self.titles))
        if kept is not None:
            self._choose(kept)

    def _chosen(self) -> tuple[object, ...] | None:
        """Return what tells the chosen line from all others, None where none is chosen."""
        index = self.currentIndex()
        return self.rows.lines[index.row()].what if index.isValid() else None

    def _choose(self, what: tuple[object, ...]) -> None:
        """Choose a line wherever it stands now; where it is gone, nothing: Enter must never act on another record."""
        place = next((at for at, line in enumerate(self.rows.lines) if line.what == what), None)
        if place is None:
            self.clearSelection()
        self.setCurrentIndex(QModelIndex() if place is None else self.rows.index(place))

    def do(self, line: DueLine, *, act: bool) -> None:
        """Act on a line, or open its record; a line for many unfolds or folds."""
        if line.many is not None:
            self.unfolded ^= {line.many}
            self.show_rows(self.due)
        elif act:
            self.acted.emit(line.row)
        else:
            self.opened.emit(line.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on the chosen row with Enter, open it with the space bar."""
        line: DueLine | None = (
            self.currentIndex().data(Qt.ItemDataRole.UserRole) if self.currentIndex().isValid() else None
        )
        if line is not None and line.row is not None:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.do(line, act=True)
                return
            if event.key() == Qt.Key.Key_Space:
                self.do(line, act=False)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """Choose the first row when the list is entered by keyboard."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and len(self.rows.lines) > 1:
            self.setCurrentIndex(self.rows.index(1))

    def row_button(self, number: int) -> QPoint:
        """Return the middle of the n-th row's button, for tests and the practice day's pictures."""
        lines = [at for at, line in enumerate(self.rows.lines) if line.row is not None]
        box = QRectF(self.visualRect(self.rows.index(lines[number])))
        return button_rect(QRectF(box.left(), box.top(), box.width(), _ROW)).center().toPoint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines; an empty board says so kindly."""
        super().paintEvent(event)
        if not self.rows.lines and self.read:
            paint_empty(
                self, QPainter(self.viewport()), "circle-check", str(_("Nothing is due. Scan or type above to begin."))
            )
