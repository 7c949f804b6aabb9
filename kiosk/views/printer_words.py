"""What the queue says about the printers, in one line of the status bar (SLIPS 3.2 no. 29 and 30)."""

from collections.abc import Sequence

from kiosk.i18n import Say, _
from kiosk.values import JobRow


def printer_state(jobs: Sequence[JobRow], has_printer: bool) -> tuple[Say, str]:
    """Return words and tone: doubts first, then what is held, then what is on its way."""
    doubt = [j for j in jobs if j.state == "doubt"]
    held = [j for j in jobs if j.state == "held"]
    coming = [j for j in jobs if j.state in ("pending", "sending")]
    if doubt:
        return _("Did it print? {n} to confirm").format(n=len(doubt)), "red"
    if held:
        why = next((j.why for j in held if str(j.why)), _("Printer not ready"))
        return _("{why} · {n} waiting").format(why=_short(why), n=len(held) + len(coming)), "amber"
    if coming:
        return _("Printing · {n} waiting").format(n=len(coming)), "blue"
    if not has_printer:
        return _("No printer yet: slips are kept as files"), "mute"
    return _("Receipt printer ready"), "green"


def waiting_of(jobs: Sequence[JobRow], ids: frozenset[int]) -> Say | None:
    """Return why a slip of these does not come, or None while all is well."""
    for job in jobs:
        if job.id in ids and job.state in ("held", "doubt"):
            return job.why if str(job.why) else _("The printer is not ready.")
    return None


def _short(words: Say) -> str:
    """Return the first clause of a sentence."""
    text = str(words)
    for mark in (":", "：", ".", "。"):
        text = text.partition(mark)[0]
    return text
