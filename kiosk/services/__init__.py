"""The counter's services, one module each: discovered, never listed."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import lru_cache


def one_by_one() -> Iterator[str]:
    """Import every module of this folder, sorted, and yield its name once it is there; frozen or not."""
    for name in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{name}")
        yield name


@lru_cache(maxsize=1)
def modules() -> tuple[str, ...]:
    """Import every module of this folder and return their names, sorted."""
    return tuple(one_by_one())
