"""How a printer says it is (DLE EOT): yes, no or unknown; what is unknown never stops a job.

The drawer bit differs between models at rest and is not looked at.
"""

from dataclasses import dataclass

from kiosk.i18n import Words, _

#: The questions, each answered with one byte: printer, cause of being offline, paper.
QUESTIONS = (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04")

COVER_OPEN = _("The printer's cover is open.")
PAPER_OUT = _("The printer is out of paper.")
FAULT = _("The printer reports a fault: switch it off and on again.")
OFFLINE = _("The printer is offline: look at its lamps and its feed button.")
#: What a person has to mend; whatever the printer has got by then comes out afterwards.
FAULTS = (COVER_OPEN, PAPER_OUT, FAULT, OFFLINE)


@dataclass(frozen=True)
class Status:
    """What is known of a printer just now; `ready` is None where it does not say."""

    ready: bool | None = None
    why: Words | None = None
    paper_low: bool = False


UNKNOWN = Status()


def is_status(byte: int) -> bool:
    """Whether a byte may be an answer to DLE EOT: its fixed bits stand as they must."""
    return byte & 0x93 == 0x12


def read(printer: int | None, offline: int | None, paper: int | None) -> Status:
    """Return what the three answers mean; None and bytes that are no status say nothing."""
    printer, offline, paper = (one if one is not None and is_status(one) else None for one in (printer, offline, paper))
    if printer is None and offline is None and paper is None:
        return UNKNOWN
    causes = (
        (COVER_OPEN, (offline or 0) & 0x04),
        (PAPER_OUT, (offline or 0) & 0x20 or (paper or 0) & 0x60),
        (FAULT, (offline or 0) & 0x40),
        (OFFLINE, (printer or 0) & 0x08),
    )
    low = bool((paper or 0) & 0x0C)
    for words, set_ in causes:
        if set_:
            return Status(ready=False, why=words, paper_low=low)
    return Status(ready=None if printer is None else True, paper_low=low)
