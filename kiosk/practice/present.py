"""Who and what is there when the practice window is first opened: keys on the board, and by day visitors too.

`kiosk day` has scenes of its own and plays none of these.
"""

from datetime import UTC, datetime, timedelta

from kiosk.practice.counter import ZONE, Counter
from kiosk.practice.estate import OWNER, OWNER_UNIT, Home, Person

#: A stroke of a pad.
_SIGNED = "[[[8,40],[20,12],[31,44],[44,10],[52,38]]]"
#: A document that is nobody's.
_CARD = "11010119900307002X"
#: Hours at which visitors and a key that is out are made up: at night they would be overdue before anybody looks.
_FROM, _TO = 9, 21


def play(counter: Counter, now: datetime) -> None:
    """Play it into a desk that was just filled, ending at `now`; the desk's clock is its own again afterwards."""
    desk, own = counter.desk, counter.desk.clock
    counter.clock.now = max(counter.clock(), (now - timedelta(minutes=70)).astimezone(UTC))
    desk.clock = counter.clock
    try:
        spare = _keys(counter)
        if _FROM < now.astimezone(ZONE).hour < _TO:
            _visitors(counter, now)
            counter.take("keys.borrow", {"use": "repairs"}, spare)
        desk.wake_queue()
        reader = desk.reader()
        waiting = [job.id for job in reader.jobs() if job.state != "printed"]
        reader.close()
        desk.came_out(waiting, [])  # as all papers of the weeks before
        desk.lock()
    finally:
        desk.clock = own


def _keys(counter: Counter) -> str:
    """Keys of every kind on a rack of twenty-four hooks: spare, entrusted, for a visitor. Returns a spare one's number."""
    counter.sign_in("王主管")
    counter.take("house.set_hooks", {"rack": "A", "first": 1, "last": 24})
    counter.take("key_round.begin", {})
    counter.take("inside_round.begin", {})
    counter.sign_in("李婷")
    numbers = []
    for no, name in enumerate(("上官婉清", "欧阳静怡", "解冬梅", "令狐望舒"), 1):
        home, person = _who(counter, name)
        kind = {"purpose": "spare"} if no % 2 else {"purpose": "vacant", "signature": _SIGNED}
        answers = {"unit": home.code, "party": person.name, "hook": f"A-{no:02d}", **kind}
        numbers.append(counter.take("keys.leave", answers).number)
    left = {"purpose": "visitor", "for_whom": "何苗", "for_kind": "resident", "for_document": _CARD}
    place = {"unit": OWNER_UNIT, "party": OWNER, "hook": "A-08", "signature": _SIGNED}
    counter.take("keys.leave", {**place, **left})
    return numbers[0]


def _visitors(counter: Counter, now: datetime) -> None:
    """One inside, one announced for later, one whose host does not answer."""
    home, person = _who(counter, "王䶮")
    announced = {"announced_by": person.name, "party": "林美华", "persons": 2, "starts": now + timedelta(hours=1)}
    counter.take("announcements.announce", {"unit": home.code, **announced})
    inside = _arrived(counter, OWNER_UNIT, "何苗", persons=2, plate="浙A7M218")
    counter.take("visitors.agree_admit", {"channel": "intercom", "consent_by": OWNER}, inside)
    counter.clock.now = max(counter.clock(), (now - timedelta(minutes=6)).astimezone(UTC))
    home, _person = _who(counter, "欧阳静怡")
    waiting = _arrived(counter, home.code, "仇磊")
    counter.take("visitors.host_called", {"channel": "intercom"}, waiting)


def _arrived(counter: Counter, unit: str, name: str, **more: object) -> str:
    """Let somebody come and show a document, and return the visit's number."""
    number = counter.take("visitors.arrive", {"unit": unit, "party": name, **more}).number
    seen = {"kind": "resident", "document": _CARD, "agreed_copy": True, "copied": True}
    counter.take("visitors.see_document", seen, number)
    return number


def _who(counter: Counter, name: str) -> tuple[Home, Person]:
    """Return somebody of the estate with the home."""
    return next((home, one) for home in counter.estate.homes for one in home.people if one.name == name)
