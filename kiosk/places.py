"""Where things lie on the disk: shipped resources, data of an estate, secrets beside it."""

import os
import sys
from pathlib import Path

from platformdirs import user_config_path, user_data_path

#: The folder of fonts, icons, styles and translations; inside the bundle when frozen.
RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent)) / "resources"


def data_folder(*, practice: bool = False) -> Path:
    """Return the default data folder of this user, of the real or of the practice estate."""
    return user_data_path("concierge-kiosk", appauthor=False) / ("practice" if practice else "estate")


def secrets_folder() -> Path:
    """Return the folder for the key file that stands in for a keyring: never inside the data folder."""
    override = os.environ.get("KIOSK_SECRETS")
    return Path(override) if override else user_config_path("concierge-kiosk", appauthor=False)
