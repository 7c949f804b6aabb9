"""The scanner's folder: what is taken from it, and what is deleted there. It may be slow: never on the window's thread."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kiosk.i18n import Say, _
from kiosk.pictures import HEAVIEST, PictureError, ScanFile, newest

#: A file of the scanner that is older is somebody else's document.
FRESH = timedelta(minutes=10)


def of_file(path: Path) -> bytes:
    """Return what stands in a file, unless it is too large to be looked at."""
    with path.open("rb") as stream:
        return stream.read(HEAVIEST + 1)


def of_scanner(folder: Path, since: datetime, known: Collection[ScanFile]) -> tuple[bytes, ScanFile]:
    """Return the newest scan that was written since an instant and is not known yet; PictureError where there is none."""
    try:
        found = newest(folder, since)
        if found is not None and found not in known:
            return of_file(found.path), found
    except OSError as error:
        raise PictureError(_("The scanner's folder cannot be read: {folder}").format(folder=str(folder))) from error
    raise PictureError(_("Nothing new in the scanner's folder. Scan the document, then press again."))


def emptied(files: Sequence[ScanFile], left: Sequence[ScanFile]) -> Say:
    """Delete files, and return which are still there: those, and what was `left` out; "" where none is.

    A scanner may use one name again: what it wrote since shows somebody else, and is not ours to delete.
    """
    still = []
    for one in files:
        try:
            if one.still_there():
                one.path.unlink(missing_ok=True)
        except OSError:  # said below, by its name
            still.append(one)
    for one in left:
        try:
            there = one.still_there()
        except OSError:  # not to be looked at: it may be there
            there = True
        still += [one] if there else []
    if not still:
        return ""
    names = ", ".join(one.path.name for one in still)
    return _("Please delete by hand from the scanner's folder: {names}").format(names=names)
