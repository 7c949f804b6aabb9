"""Settings and lists of the estate, read from the database."""

import json
from collections import defaultdict

from sqlmodel import Session, col, select

from kiosk.i18n import Both
from kiosk.settings import House
from kiosk.store.tables import SettingValue, Term
from kiosk.values import Option


def read_house(session: Session) -> House:
    """Return the house as it stands; `name*` of a list has its retired entries too."""
    values = {row.key: json.loads(row.value) for row in session.exec(select(SettingValue))}
    terms: dict[str, list[Option]] = defaultdict(list)
    for term in session.exec(select(Term).order_by(col(Term.list), col(Term.digit), col(Term.id))):
        option = Option(term.key, Both(term.zh, term.en), term.digit)
        terms[f"{term.list}*"].append(option)
        if term.retired_at is None:
            terms[term.list].append(option)
    return House(values, {name: tuple(options) for name, options in terms.items()})
