"""The desk: the one way in which anything changes (`Desk.take`), and what the window may read."""

from kiosk.desk.desk import Desk, Take
from kiosk.desk.reading import Reader

__all__ = ["Desk", "Reader", "Take"]
