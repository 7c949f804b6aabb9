"""One run of the benchmarks: the big folder, a copy of it, one part after the other, JSON."""

import json
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk import __version__
from kiosk.i18n import _

#: What is measured, in this order.
PARTS = ("start-up", "window", "take", "search", "lists", "slip to bytes")
_RECORDS, _SEED = 20_000, 1


def arguments(parser: ArgumentParser) -> None:
    """Add what the command takes."""
    add = parser.add_argument
    add("--records", type=int, default=_RECORDS, metavar="N", help=str(_("how many records the big folder holds")))
    add("--seed", type=int, default=_SEED, metavar="N", help=str(_("same number, same folder")))
    add("--only", choices=PARTS, action="append", help=str(_("measure this alone; may be given several times")))
    add("--frozen", type=Path, metavar="PROGRAM", help=str(_("time the start of this frozen program too")))
    add("--times", type=int, default=0, metavar="N", help=str(_("how often each thing is done")))
    add(
        "--operations",
        type=int,
        default=200,
        metavar="N",
        help=str(_("how many operations the memory is watched over")),
    )
    add("--keys", type=int, default=200, metavar="N", help=str(_("how many keys are typed")))
    add("--child", choices=("start", "window"), help=SUPPRESS)


def bench(args: Namespace) -> int:
    """Measure and print JSON; as a child, be what is measured."""
    if args.child == "start":
        from kiosk.bench import starting

        return starting.child(args)
    if args.child == "window":
        from kiosk.bench import window

        return window.child(args)
    print(json.dumps(measured(args), ensure_ascii=False, indent=1))
    return 0


def measured(args: Namespace) -> dict[str, Any]:
    """Return the figures of a run."""
    from platformdirs import user_cache_path

    from kiosk.bench.figures import machine
    from kiosk.bench.folder import Made, prepared, spoken, worked_on

    made = Made(args.records, args.seed)
    cache = args.data or user_cache_path("concierge-kiosk", appauthor=False) / f"bench-{args.records}"
    before = machine()
    big = prepared(cache, made, spoken)
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(dir=big, prefix="run-", ignore_cleanup_errors=True) as beside:
        for name in args.only or PARTS:
            with worked_on(big, Path(beside) / "data") as folder:
                begun = time.monotonic()
                figures[name] = _part(name, args)(folder)
                spoken(f"{name}: {time.monotonic() - begun:.0f} s")
    made_of = {"records": args.records, "seed": args.seed, "MiB": round((big / "kiosk.db").stat().st_size / 2**20)}
    return {"kiosk": __version__, "machine": before, "folder": made_of, "figures": figures}


def _part(name: str, args: Namespace) -> Callable[[Path], dict[str, Any]]:
    """Return what measures a part."""
    from kiosk.bench import counter, papers, starting, window

    times = args.times
    parts: dict[str, Callable[[Path], dict[str, Any]]] = {
        "start-up": lambda folder: starting.starts(folder, times or 5, args.frozen or _built()),
        "window": lambda folder: window.windows(folder, args.keys, args.operations),
        "take": lambda folder: counter.takes(folder, times or 200),
        "search": lambda folder: counter.searches(folder, args.seed),
        "lists": lambda folder: counter.lists(folder, times or 20),
        "slip to bytes": lambda folder: papers.slips(folder, times or 50),
    }
    return parts[name]


def _built() -> Path | None:
    """Return the frozen program that `make freeze` left here, if there is one."""
    found = [one for one in (Path("dist/kiosk/kiosk"), Path("dist/kiosk/kiosk.exe")) if one.exists()]
    return found[0].resolve() if found else None
