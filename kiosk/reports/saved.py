"""Where papers of office size lie: beside the data, nobody's but the program's, for some days only (desk/purging.py)."""

import os
import re
import secrets
from pathlib import Path

#: The folder of lists for an emergency, inside the data folder.
EMERGENCY = "emergency"
#: The folder of letters that were opened, to be printed or sent.
LETTERS = "letters"

#: How a folder among the computer's temporary ones begins, where the data folder takes nothing.
ELSEWHERE = "kiosk-emergency-"


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write a paper and return where it lies; it stands there whole or not at all, and under a name of its own."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "paper"
    beside = folder / f"{secrets.token_hex(6)}.new"
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        place = folder / f"{plain}.pdf"
        beside.replace(place)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return place
