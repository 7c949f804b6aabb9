"""What the command line asked for, as the composition root gets it."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.places import data_folder


@dataclass(frozen=True)
class Options:
    """How one run of the program differs from an ordinary one."""

    practice: bool = False
    data: Path | None = None  #: another data folder
    printer: str | None = None  #: another printer for every slip: "tcp://192.0.2.7", "folder:///tmp/slips"

    @property
    def folder(self) -> Path:
        """The data folder of this run."""
        return self.data or data_folder(practice=self.practice)
