"""A model of lines that tells its view only what changed, and a view that paints no more: the rest keeps its place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QListView


class Lines(QAbstractListModel):
    """Lines that are shown one below the other; what they show is compared by value."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.lines: list[Any] = []

    def height_of(self, line: Any) -> object:
        """Return what a line's height hangs on: a line of another height is laid out anew."""
        return None

    def show(self, lines: Sequence[Any]) -> None:
        """Show other lines: those before and after what differs stay, and nothing moves if all are the same."""
        new, old = list(lines), self.lines
        if new == old:
            return
        if not old or not new:
            self.beginResetModel()
            self.lines = new
            self.endResetModel()
            return
        first, above = 0, min(len(old), len(new))
        while first < above and old[first] == new[first]:
            first += 1
        same, below = 0, above - first
        while same < below and old[-1 - same] == new[-1 - same]:
            same += 1
        self._between(new, first, len(old) - same, len(new) - same)

    def _between(self, new: list[Any], first: int, old_end: int, new_end: int) -> None:
        """Put what differs, from `first` on, in the place of what stood there."""
        heights = [[self.height_of(one) for one in some] for some in (self.lines[first:old_end], new[first:new_end])]
        if heights[0] == heights[1]:
            self.lines = new
            self.dataChanged.emit(self.index(first), self.index(new_end - 1))
            return
        if old_end > first:
            self.beginRemoveRows(QModelIndex(), first, old_end - 1)
            self.lines = [*self.lines[:first], *self.lines[old_end:]]
            self.endRemoveRows()
        if new_end > first:
            self.beginInsertRows(QModelIndex(), first, new_end - 1)
            self.lines = new
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """Return how many lines there are."""
        return len(self.lines)


class Still(QListView):
    """A list of `Lines`: one that changes where it stands is painted, and nothing is laid out.

    Qt's own list lays out and paints all of them anew, although their heights are the same.
    """

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Sequence[int] = ()) -> None:
        """Paint what changed."""
        QAbstractItemView.dataChanged(self, first, last, roles)
