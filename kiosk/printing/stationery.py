"""What every slip of the estate shares: its head, its dates, its masks (SLIPS §1.1)."""

from datetime import datetime

from kiosk.i18n import Both, Say
from kiosk.moment import Moment
from kiosk.printing.slip import Block, Content, Head, head, title
from kiosk.settings import COUNTER, COUNTER_EN, ESTATE, ESTATE_EN, PHONE


def letterhead(at: Moment, name: Content, copy: Content, short: Content = "", rules: str = "") -> list[Block]:
    """Return estate and desk, then the title with the name of the copy."""
    return [estate_line(at), title(name, copy, short, rules)]


def estate_line(at: Moment) -> Head:
    """Return the line that names estate and desk in both languages."""
    return head(
        Both(at.house[ESTATE], at.house[ESTATE_EN] or at.house[ESTATE]),
        Both(at.house[COUNTER], at.house[COUNTER_EN] or at.house[COUNTER]),
    )


def full_time(at: Moment, instant: datetime | None) -> Say | None:
    """Return an instant with its year, as the first line of time carries it (SLIPS §1.1.9)."""
    if instant is None:
        return None
    local = at.local(instant)
    return Both(f"{local:%Y-%m-%d %H:%M}", f"{local.day} {_MONTHS[local.month - 1]} {local:%Y %H:%M}")


def short_time(at: Moment, instant: datetime | None) -> Say | None:
    """Return an instant without its year."""
    if instant is None:
        return None
    local = at.local(instant)
    return Both(f"{local:%m-%d %H:%M}", f"{local.day} {_MONTHS[local.month - 1]} {local:%H:%M}")


def clerk_and_phone(at: Moment) -> Say:
    """Return the clerk with the desk's telephone, where the estate has one."""
    phone = at.house[PHONE]
    return Both(f"{at.clerk}  服务台电话 {phone}", f"{at.clerk}  desk phone {phone}") if phone else at.clerk


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
