"""The counter's services, one module each: discovered, never listed."""

import importlib
import pkgutil
from functools import lru_cache


@lru_cache(maxsize=1)
def modules() -> tuple[str, ...]:
    """Import every module of this folder and return their names, sorted; frozen or not."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    for name in names:
        importlib.import_module(f"{__name__}.{name}")
    return tuple(names)
