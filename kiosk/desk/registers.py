"""What the house keeps, as its pages list it: its lists, the places of its store, people who may sign in."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from kiosk.desk.roles import allowed
from kiosk.desk.staff import staff_row
from kiosk.errors import DeniedError
from kiosk.i18n import Say, _
from kiosk.numbers import short
from kiosk.service import find_step, services
from kiosk.store.tables import Hold, Record, Staff, Term, Thing
from kiosk.values import StaffRow, StorePlace, TermList, TermRow


class Registers:
    """The part of the reader that lists what the house keeps."""

    if TYPE_CHECKING:
        clerk: StaffRow | None

        def session(self) -> AbstractContextManager[Session]:
            """See Reader.session."""

        def house(self, session: Session) -> Any:
            """See Reader.house."""

    def may(self, step: str) -> bool:
        """Whether the role of whoever is signed in may take a step; the desk asks again when it is taken."""
        try:
            allowed(self.clerk.role if self.clerk else "", find_step(step).spec.by)
        except DeniedError:
            return False
        return True

    def term_lists(self) -> list[TermList]:
        """Return the lists that some service asks from, and any other with entries; retired ones included."""
        with self.session() as session:
            kept: dict[str, list[TermRow]] = {}
            for term in session.exec(select(Term).order_by(col(Term.digit), col(Term.id))):
                row = TermRow(term.list, term.key, term.digit, term.zh, term.en, term.retired_at is not None)
                kept.setdefault(term.list, []).append(row)
        asked = _asked_lists()
        for name in kept:
            asked.setdefault(name, (name, ""))
        return [
            TermList(name, title, of, tuple(sorted(kept.get(name, ()), key=lambda row: row.retired)))
            for name, (title, of) in asked.items()
        ]

    def places(self) -> list[StorePlace]:
        """Return the places of the store in walking order, each with what lies there; retired ones last."""
        with self.session() as session:
            house = self.house(session)
            query = select(Hold.thing_id, Record.number).join(Record, col(Record.id) == Hold.record_id)
            holders = dict(session.exec(query.where(col(Hold.until).is_(None))).all())
            found = session.exec(select(Thing).where(Thing.kind == "place").order_by(col(Thing.rank), col(Thing.id)))
            made = [
                StorePlace(
                    name=one.name,
                    rack=one.name.partition("-")[0],
                    size=str(one.size),
                    size_words=house.term("piece_size", str(one.size)),
                    number=holders.get(one.id or 0, ""),
                    short=short(holders.get(one.id or 0, "")),
                    full=one.full_at is not None,
                    retired=one.retired_at is not None,
                )
                for one in found
            ]
        return sorted(made, key=lambda place: place.retired)

    def everybody(self) -> list[StaffRow]:
        """Return who may sign in, then who no longer may."""
        with self.session() as session:
            rows = [staff_row(one) for one in session.exec(select(Staff).order_by(col(Staff.id)))]
        return sorted(rows, key=lambda row: not row.active)


def _asked_lists() -> dict[str, tuple[Say, Say]]:
    """Return the lists that services ask from: name → (what is asked, of which service)."""
    found: dict[str, tuple[Say, Say]] = {}
    for of in services().values():
        if not of.prefix:
            continue
        for step in of.steps.values():
            every = [one for question in step.spec.questions for one in (question, *question.columns)]
            for one in every:
                if one.ask.terms:
                    found.setdefault(one.ask.terms, (one.ask.title, of.title))
    if "piece_size" in found:
        found["piece_size"] = (_("Size of pieces and places"), found["piece_size"][1])
    return found
