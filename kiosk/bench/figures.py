"""How long something took, over many times, and beside its raw equivalent."""

import gc
import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Sample:
    """Seconds that one thing took, time after time, by the clock and of the processor."""

    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def time(self, what: Callable[[], Any]) -> Any:
        """Do it, note how long it took, and return what it returned."""
        begun, busy = time.perf_counter(), time.process_time()
        made = what()
        self.seconds.append(time.perf_counter() - begun)
        self.worked.append(time.process_time() - busy)
        return made

    def again(self, other: "Sample") -> None:
        """Note what another sample noted last."""
        self.seconds.append(other.seconds[-1])
        self.worked.append(other.worked[-1])

    def figures(self) -> dict[str, float | int]:
        """Return n, and in milliseconds the least, the middle and the slowest, by the clock and of the processor.

        On a busy machine the clock says how busy it was; the processor's time says what the thing costs.
        """
        ordered = sorted(self.seconds)
        made: dict[str, float | int] = {"n": len(ordered)}
        if ordered:
            made |= {"min": _ms(ordered[0]), "p50": _ms(at(ordered, 0.5)), "p95": _ms(at(ordered, 0.95))}
            made |= {"p99": _ms(at(ordered, 0.99)), "max": _ms(ordered[-1])}
        if self.worked:
            worked = sorted(self.worked)
            made |= {"cpu p50": _ms(at(worked, 0.5)), "cpu p99": _ms(at(worked, 0.99)), "cpu max": _ms(worked[-1])}
        return made


def _ms(seconds: float) -> float:
    """Return milliseconds."""
    return round(seconds * 1000, 3)


def at(ordered: Sequence[float], share: float) -> float:
    """Return the value below which that share of the ordered values lies (nearest rank)."""
    rank = -(-len(ordered) * share // 1)  # rounded up
    return ordered[max(0, min(len(ordered) - 1, int(rank) - 1))]


def timed(what: Iterable[Callable[[], Any]]) -> Sample:
    """Do many things one after the other; what earlier work left to collect is collected before."""
    gc.collect()
    sample = Sample()
    for one in what:
        sample.time(one)
    return sample


def in_turn(
    ours: Sequence[Callable[[], Any]],
    raw: Sequence[Callable[[], Any]],
    after: Callable[[int], Any] = lambda _number: None,
) -> dict[str, Any]:
    """Do ours and its raw equivalent in turn, so that a busy machine is busy for both; return both with the ratio.

    `after` each pair, which is not timed, hears its number.
    """
    gc.collect()
    mine, plain = Sample(), Sample()
    for number in range(max(len(ours), len(raw))):
        if number < len(ours):
            mine.time(ours[number])
        if number < len(raw):
            plain.time(raw[number])
        after(number)
    return beside(mine, plain)


def beside(ours: Sample, raw: Sample) -> dict[str, Any]:
    """Return ours beside its raw equivalent, with the ratio of the middles."""
    made = {"unit": "ms", **ours.figures(), "raw": raw.figures()}
    if ours.seconds and raw.seconds:
        least = raw.figures()["p50"] or 0.001
        made["ratio"] = round(ours.figures()["p50"] / least, 2)
    return made


def machine() -> dict[str, Any]:
    """Return what the figures depend on; nothing that names a person or a place."""
    import PySide6
    import sqlalchemy

    load = os.getloadavg() if hasattr(os, "getloadavg") else (0.0,)
    return {
        "processors": os.cpu_count(), "system": platform.system(), "machine": platform.machine(),
        "python": platform.python_version(), "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__, "pyside": PySide6.__version__,
        "load": round(load[0], 2),
    }  # fmt: skip  # one line a group reads better


def resident_memory() -> float:
    """Return the MiB of this process that are in memory now, 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as stream:  # noqa: PTH123  # no file of ours
            line = next(line for line in stream if line.startswith("VmRSS:"))
    except (OSError, StopIteration):
        return 0.0
    return round(int(line.split()[1]) / 1024, 1)
