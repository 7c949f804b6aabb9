"""What this window remembers: language, theme, paper of the preview; one small file beside the data."""

import json
import logging
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


class Preferences:
    """A handful of choices in `window.json`; a file that cannot be read or written is no reason to stop."""

    def __init__(self, folder: Path | None) -> None:
        """Read the file of a data folder; None keeps everything in memory."""
        self._file = folder / "window.json" if folder is not None else None
        self._values: dict[str, Any] = {}
        if self._file is not None and self._file.exists():
            try:
                found = json.loads(self._file.read_text(encoding="utf-8"))
                self._values = found if isinstance(found, dict) else {}
            except (OSError, ValueError):
                log.warning("window.json could not be read; the defaults stand")

    def get(self, key: str, default: Any) -> Any:
        """Return a choice; one of another type than its default does not count."""
        value = self._values.get(key, default)
        return value if type(value) is type(default) else default

    def set(self, key: str, value: Any) -> None:
        """Keep a choice."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        if self._file is None:
            return
        fresh = self._file.with_suffix(".new")
        try:
            fresh.write_text(json.dumps(self._values, ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(self._file)
        except OSError:
            log.warning("window.json could not be written")
