"""What the desk does while nobody asks for anything, so that no step waits for it.

Two things that a database puts off grow until somebody does them: segments of the search index, and the log that is
to be brought into the database. Left alone, each falls on whichever step comes next when it is due: at a million
records 30 to 50 ms of work every hundredth step, and every thirtieth step two flushes to the disk more.
"""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sqlmodel import Session

from kiosk.store import search
from kiosk.store.database import Folder, driver_of

#: So many rows have changed since the last rest before it is worth while: some eight steps.
LEAST = 200
#: Pages of the search index that are merged at once: some milliseconds, then whoever has come meanwhile is served.
_PAGES = 16


class Resting:
    """The part of the desk that does what has been put off, a little at a time."""

    _rested: int

    if TYPE_CHECKING:
        folder: Folder

        def session(self) -> AbstractContextManager[Session]:
            """See Desk.session."""

    def _begin_rests(self) -> None:
        """Begin rested."""
        self._rested = driver_of(self.folder.writer).total_changes

    def rest(self) -> bool:
        """Do a little of what was put off, if there is enough; whether there is more to do."""
        driver = driver_of(self.folder.writer)
        if driver.total_changes - self._rested < LEAST:
            return False
        with self.session() as session:
            if search.settle(session.connection(), _PAGES):
                return True
        self.folder.bring_in()
        self._rested = driver.total_changes
        return False
