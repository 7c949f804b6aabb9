"""What a service's functions may see and do: Moment ("at"), Act and Lookup, as protocols."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Protocol, TypeVar

from kiosk.answers import Secret
from kiosk.i18n import Say
from kiosk.settings import House
from kiosk.values import Contact

#: What a refusal's function returns: False, True, or what fills its words.
Said = bool | dict[str, object] | None

L = TypeVar("L")


class Lookup(Protocol):
    """Reads heads, links, things, masks and the household file; never a session, never another's Detail."""

    def record(self, number: str) -> Any:
        """Return the head of that number, or None."""

    def linked(self, of: Any, kind: str) -> list[Any]:
        """Return the heads that this record links to by a kind."""

    def linking(self, to: Any, kind: str) -> list[Any]:
        """Return the heads that link to this record by a kind."""

    def open(self, service: str, unit: str | None = None) -> list[Any]:
        """Return all open heads of a service, those of one unit where it is named."""

    def closed(self, service: str, since: datetime) -> list[Any]:
        """Return the heads of a service that were closed from an instant on, oldest first."""

    def carrying(self, code: str) -> list[Any]:
        """Return the open heads that a whole foreign code finds: a waybill."""

    def free(self, kind: str, size: int = 0) -> int:
        """Return how many things of a kind, of at least that size, nobody holds."""

    def holder(self, kind: str, name: str) -> Any:
        """Return the head that holds a thing, or None."""

    def thing(self, kind: str, name: str) -> Any:
        """Return a thing by its name, or None."""

    def mask(self, of: Any, question: str) -> str:
        """Return the mask of a sealed answer of a record, "" where there is none."""

    def shown(self, document: Secret, of: str) -> list[Any]:
        """Return the heads of a service's records where the document of a whole number was shown, the newest first."""

    def sealed(self, of: Any, question: str) -> Secret | None:
        """Return a sealed answer of a record, to be compared or sealed anew; None once its term is over."""

    def takes(self, step: str, record: Any, **answers: Any) -> bool:
        """Whether another service's step could be taken along on a record now, without anybody's decision."""

    def resident(self, unit: str, name: str) -> Any:
        """Return a resident of a unit by name, or None; those moved out are not found."""

    def residents(self, unit: str) -> list[Any]:
        """Return who lives in a unit now, owners first."""

    def file(self, unit: str) -> list[Any]:
        """Return everybody of a unit who has not left, those allowed to collect included, in any term."""

    def register(self, of: str) -> list[tuple[Any, list[Any]]]:
        """Return a unit, or the units of a building in order, each with who lives there; [] where there is none."""

    def files(self, units: Sequence[str]) -> dict[str, list[Any]]:
        """Return everybody who ever was of some units of the register, each unit with a list, in one reading."""

    def moved_out(self, unit: str, name: str) -> Any:
        """Return who left a unit last under a name, or None."""

    def phones(self, resident: Any) -> list[Any]:
        """Return the further numbers of a resident."""

    def collectors(self, unit: str) -> list[Any]:
        """Return who may collect for a unit: its residents, then others who are allowed to until their day."""

    def addressees(self, label: str, limit: int = 12) -> list[Any]:
        """Return the residents whom a label may mean (沈**, 139****2207, a unit, a name), those it fits best first."""

    def contacts(self, unit: str) -> list[Contact]:
        """Return every number of a unit in the order in which they are tried (FIL-03)."""

    def unit(self, code: str) -> Any:
        """Return a unit of the register, or None."""

    def staff(self, name: str = "") -> list[Any]:
        """Return the people who may sign in, or those of a name."""

    def row(self, table: type[L], **equal: object) -> L | None:
        """Return one row of a house table by its columns, or None."""

    def rows(self, table: type[L], **equal: object) -> list[L]:
        """Return the rows of a house table by its columns, oldest first."""

    def earlier(self, service: str, unit: str, party: str, *, but: int | None = None) -> Any:
        """Return the newest head of a service with that unit and party, `but` one record itself, or None."""


class Moment(Protocol):
    """All that a when, default, check, slip or due rule may read."""

    now: datetime
    moved_at: datetime | None  # when the record's last step before this one was taken
    along: bool  # whether another step takes this one along: what a person is asked stands in the outer form
    typed_at: datetime  #: later than `now` where something is entered later (补录)
    today: date
    clerk: str
    role: str
    house: House
    look: Lookup
    record: Any
    detail: Any
    answers: Any  # of the step that is considered, as far as they are given
    language: str

    def lines(self, kind: type[L]) -> list[L]:
        """Return the lines of a kind, struck ones left out; on a draft the rows typed so far."""

    def hour(self, hour: time | None = None, days: int = 0, day: date | None = None) -> datetime:
        """Return the instant of an hour on the record's own local day, or on `day`, plus `days`."""

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the estate's zone."""


class Act(Moment, Protocol):
    """What a change may do."""

    def allot(self, kind: str, size: int, full: Say, *, near: str = "") -> str:
        """Hold the best free thing of a kind for this record and return its name; refuse with `full`.

        The smallest that fits, the next one to the thing named `near`, else the first in walking order.
        """

    def hold(self, kind: str, name: str) -> None:
        """Hold a thing for this record until it closes."""

    def free(self, kind: str = "") -> None:
        """Free what this record holds."""

    def free_one(self, kind: str, name: str) -> None:
        """Free one thing that this record holds."""

    def strike(self, line: Any) -> None:
        """Strike a line: it stays readable, and counts no more."""

    def charge(self, kind: str, fen: int) -> None:
        """Book one movement of money."""

    def add(self, row: Any) -> Any:
        """Add a row to a house table."""

    def seal_again(self, of: Any, question: str) -> None:
        """Seal here, too, what another record keeps under this question: the same document was shown again."""

    def add_all(self, rows: Sequence[Any]) -> None:
        """Add many new rows of one house table at once."""

    def prove_pin(self, person: Any, pin: Any) -> None:
        """Raise an error in words unless this is the PIN of that person; a miss is counted."""

    def hash_pin(self, pin: Any) -> str:
        """Return what may be stored of a PIN."""
