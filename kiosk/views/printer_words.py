"""What the status bar says about the printers (SLIPS 3.2 no. 29 and 30), and how their addresses are written."""

from collections.abc import Mapping, Sequence

from kiosk.i18n import Say, _
from kiosk.printing.status import Status
from kiosk.values import Unprinted


def printer_state(
    jobs: Sequence[Unprinted], has_printer: bool, states: Mapping[str, Status] | None = None
) -> tuple[Say, str]:
    """Return words and tone: doubts first, then what is held, what is on its way, and what printers say of themselves."""
    many = {state: sum(j.many for j in jobs if j.state == state) for state in ("doubt", "held", "pending", "sending")}
    coming = many["pending"] + many["sending"]
    if many["doubt"]:
        return _("Did it print? {n} to confirm").format(n=many["doubt"]), "red"
    if many["held"]:
        why = next((j.why for j in jobs if j.state == "held" and str(j.why)), _("Printer not ready"))
        return _("{why} · {n} waiting").format(why=_short(why), n=many["held"] + coming), "amber"
    if coming:
        return _("Printing · {n} waiting").format(n=coming), "blue"
    if not has_printer:
        return _("No printer yet: slips are kept as files"), "mute"
    return _said([*(states or {}).values()])


def _said(states: Sequence[Status]) -> tuple[Say, str]:
    """Return what printers say of themselves while nothing waits."""
    broken = next((one.why for one in states if one.ready is False and one.why is not None), None)
    if broken is not None:
        return broken if len(states) == 1 else _("One printer: {why}").format(why=broken), "amber"
    if any(one.paper_low for one in states):
        return _("Paper is running low: have a new roll at hand"), "amber"
    return _("Receipt printer ready"), "green"


def waiting_of(jobs: Sequence[Unprinted]) -> Say | None:
    """Return why one of these slips does not come, or None while all is well."""
    for job in jobs:
        if job.state in ("held", "doubt"):
            return job.why if str(job.why) else _("The printer is not ready.")
    return None


def _short(words: Say) -> str:
    """Return the first clause of a sentence."""
    text = str(words)
    for mark in (":", "：", ".", "。"):
        text = text.partition(mark)[0]
    return text


def bare(address: str) -> str:
    """Return an address without its settings, as a person writes it."""
    plain = address.partition("?")[0]
    return plain.removeprefix("tcp://").removesuffix(":9100") if plain.startswith("tcp://") else plain


def complete(typed: str) -> str:
    """Return a whole address of what somebody typed: a bare one is on the network; settings behind it stay."""
    plain, mark, settings = typed.strip().partition("?")
    if plain and "://" not in plain:
        plain = f"tcp://{plain}" if ":" in plain else f"tcp://{plain}:9100"
    return f"{plain}{mark}{settings}"


def retyped(typed: str, before: str) -> str:
    """Return the whole address that somebody typed where another stood without its settings.

    The settings are of one printer: they stay while its address is the same, and go with it.
    """
    made = complete(typed)
    return before if "?" not in made and bare(made) == bare(before) else made
