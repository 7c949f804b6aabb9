"""What the households of the practice estate keep besides their people: further numbers, collectors, files of papers."""

import random
from datetime import timedelta

from kiosk.desk.desk import Take
from kiosk.people.households import LABELS
from kiosk.practice import names
from kiosk.practice.counter import Counter
from kiosk.practice.estate import OWNER, OWNER_UNIT, Home
from kiosk.services.estate_file import PAPERS

#: Every so many homes has a further number, somebody who may collect, a file at this counter.
_PHONES, _COLLECTORS, _FILES = 9, 17, 25
_MONTHS = timedelta(days=150)


def keep(counter: Counter, seed: int = 1) -> list[Take]:
    """Return the steps that fill the files of some homes, and begin the month's filing."""
    chance = random.Random(seed)
    day = str(counter.clock().date() + _MONTHS)
    lived = [home for home in counter.estate.homes if any(not one.gone for one in home.people)]
    takes = [Take("estate_month.begin", {})]
    for place, home in enumerate(lived):
        if home.code == OWNER_UNIT or place % _PHONES == 0:
            takes.append(_phone(home, chance))
        if home.code == OWNER_UNIT or place % _COLLECTORS == 0:
            takes.append(_collector(home, chance, day))
        if home.code == OWNER_UNIT or place % _FILES == 0:
            takes.append(_file(home, chance))
    return takes


def _first(home: Home) -> str:
    """Return who speaks for a home."""
    return OWNER if home.code == OWNER_UNIT else next(one.name for one in home.people if not one.gone)


def _phone(home: Home, chance: random.Random) -> Take:
    """Return a further number: a relative's, one at work."""
    name = names.surname(chance) + names.given(chance, woman=True)
    label = chance.choice([key for key in LABELS if key != "mobile"])
    whose = _first(home) if label in ("home", "work") else name
    return Take("estate.add_phone", {"unit": home.code, "name": whose, "label": label, "phone": names.phone(chance)})


def _collector(home: Home, chance: random.Random, until: str) -> Take:
    """Return somebody who comes to the house and may collect."""
    name = names.surname(chance) + "阿姨"
    answers = {"unit": home.code, "name": name, "phone": names.phone(chance), "until": until, "remark": "钟点工"}
    return Take("estate.allow", {**answers, "allowed_by": _first(home)})


def _file(home: Home, chance: random.Random) -> Take:
    """Return the file of a home, most papers in it."""
    papers = {column: chance.random() < 0.8 for column in PAPERS}
    district = home.code.split("-")[0]
    return Take("estate_file.open", {"unit": home.code, "box": f"{district}-{chance.randint(1, 4)}", **papers})
