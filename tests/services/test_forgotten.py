"""What closed records say of people goes when its term is over: visitors' things with the visitors, kept things later."""

from collections.abc import Callable

import pytest

from kiosk.service import service
from kiosk.settings import CUSTODY_DAYS, VISIT_DAYS
from tests.counter import UNIT, Counter

NAME, PHONE, SAID = "金丝雀", "13900990099", "kanariengelb"
#: Every form in which one of them could stand in a file.
TRACES = (NAME, PHONE, SAID, "jinsique", "9900990099")


def _barred(counter: Counter) -> str:
    counter.sign_in("王主管")
    number = counter.take("barred.enter", party=NAME, aliases=NAME, phone_end="0099", why=SAID, asked_by=NAME).number
    counter.take("barred.lift", number, reason=SAID)
    return number


def _outgoing(counter: Counter) -> str:
    said = {"receiver": NAME, "receiver_phone": PHONE, "address": SAID, "contents": SAID, "courier": "sf"}
    number = counter.take("outgoing.leave", unit=UNIT, party=NAME, phone=PHONE, until="2026-11-22 17:00", **said).number
    counter.take("outgoing.hand", number, waybill="SF9900990099001")
    return number


def _delivery(counter: Counter) -> str:
    number = counter.take("delivery.go_up", unit=UNIT, agreed=NAME, firm="sf", party=NAME, brings=SAID).number
    counter.take("delivery.come_back", number, carries=SAID)
    return number


def _parcel(counter: Counter) -> str:
    label = {"addressee": NAME, "who": "unknown", "courier": "sf", "waybills": ["SF9900990099001"]}
    number = counter.take("parcels.receive", flag="damaged", damage=SAID, **label).number
    counter.take("parcels.return_to_courier", number, reason=SAID)
    return number


def _batch(counter: Counter) -> str:
    number = counter.take("parcel_batch.begin", courier="sf", announced=3).number
    counter.take("parcel_batch.close", number, difference=NAME + SAID + PHONE)
    return number


def _luggage(counter: Counter) -> str:
    number = counter.store(party="沈佳宜").number
    counter.take("luggage.remind", number, how="phone", said=SAID + NAME)
    more = {"collector": NAME, "document": "330106199001011234", "copied": True, "statement": SAID}
    counter.take("luggage.hand_over", number, lifts=[counter.lift("STO-25")], claim="lost", **more)
    return number


KEPT = {"barred": _barred, "outgoing": _outgoing, "delivery": _delivery,
        "parcels": _parcel, "parcel_batch": _batch, "luggage": _luggage}  # fmt: skip  # a table


@pytest.mark.parametrize("key", KEPT)
def test_a_closed_record_forgets_people_after_its_term(counter: Counter, key: str) -> None:
    """Nothing of them is left in the folder; that it was, and where it went, is."""
    live: Callable[[Counter], str] = KEPT[key]
    number = live(counter)
    state = counter.reader.page(number).row.state
    counter.sign_in("李婷")
    term = counter.reader.setting((VISIT_DAYS if key in ("barred", "outgoing", "delivery") else CUSTODY_DAYS).key)
    assert NAME in _bytes(counter) or SAID in _bytes(counter)
    _work(counter, term - 1)
    assert NAME in _bytes(counter) or SAID in _bytes(counter)
    _work(counter, 2)
    assert [trace for trace in TRACES if trace in _bytes(counter)] == []
    page = counter.reader.page(number)
    assert (page.row.number, page.row.state) == (number, state)
    assert [row.number for row in counter.reader.records(key, closed=True)] == [number]


def test_every_service_that_names_people_has_its_term() -> None:
    """But for the house's own, which name nobody else's."""
    without = {key for key in ("decision", *KEPT) if service(key).forgets is None}
    assert without == {"decision"}


@pytest.mark.parametrize("answer", ["phone_end", "document_end"])
def test_the_list_holds_no_whole_number(counter: Counter, answer: str) -> None:
    """Six characters compare as well."""
    counter.sign_in("王主管")
    assert answer in counter.draft("barred.enter", party=NAME, **{answer: "1234567"}).errors  # type: ignore[arg-type]  # an answer
    assert answer not in counter.draft("barred.enter", party=NAME, **{answer: "123456"}).errors  # type: ignore[arg-type]  # an answer


def _bytes(counter: Counter) -> str:
    """Return every byte in the data folder as far as it is text."""
    return b"".join(p.read_bytes() for p in sorted(counter.folder.rglob("*")) if p.is_file()).decode("utf-8", "ignore")


def _work(counter: Counter, days: int) -> None:
    """Let days go by with some work on the last of them, and purge."""
    counter.later(days=days)
    counter.take("estate.add_note", unit=UNIT, text="今日")
    while counter.desk.purge().more:
        pass
