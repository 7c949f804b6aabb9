"""What closed records say of people goes when its term is over: visitors' things with the visitors, kept things later."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from kiosk.desk.purging import emptied, tables_of
from kiosk.service import service, services
from kiosk.settings import CUSTODY_DAYS, VISIT_DAYS
from kiosk.store import journal
from kiosk.store.database import reading
from tests.counter import UNIT, Counter
from tests.services.test_visitors_admit import admitted

NAME, PHONE, SAID = "金丝雀", "13900990099", "kanariengelb"
#: Services of the house's own rounds and files.
HOUSE = {"estate_file", "estate_month"}
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


def _kit(counter: Counter) -> str:
    said = {"unit": UNIT, "party": NAME, "keys": 2, "signature": "paper", "remark": SAID + PHONE}
    return counter.take("key_kit.hand_out", **said).number


def _decision(counter: Counter) -> str:
    supervisor = next(one for one in counter.desk.staff() if one.name == "王主管")
    word = counter.desk.lift_by_phone("AMB-46", supervisor.id, PHONE, NAME + SAID)
    pieces = [{"kind": "bag", "size": "1"}]
    stored = counter.take("luggage.store", lifts=[word], unit=UNIT, party=NAME, relation="visitor", pieces=pieces)
    counter.desk.reprint(stored.jobs[0], NAME + SAID)
    dropped = counter.desk.reprint(stored.jobs[0], NAME)
    counter.desk.drop([dropped], SAID + NAME)
    lift = counter.lift("STO-25", f"{NAME}{SAID}，已核对证件")
    more = {"collector": NAME, "document": "330106199001011234", "copied": True, "statement": SAID}
    counter.take("luggage.hand_over", stored.number, lifts=[lift], claim="lost", **more)
    counter.sign_in("王主管")
    counter.take("decision.deny", stored.also[0].number, reason=SAID + NAME)
    return stored.also[0].number


KEPT = {"barred": _barred, "outgoing": _outgoing, "delivery": _delivery, "parcels": _parcel, "parcel_batch": _batch,
        "luggage": _luggage, "key_kit": _kit, "decision": _decision}  # fmt: skip  # a table


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
    """Whatever a record of it may hold as typed text; the rounds of the house name nobody but its clerks."""
    typed = {
        of.key for of in services().values() if of.prefix and any(emptied(of, table) for table, _key in tables_of(of))
    }
    assert {key for key in typed if service(key).forgets is None} == HOUSE


def test_a_routine_that_never_closes_forgets_its_days(counter: Counter) -> None:
    """The lists of who was inside name people: each goes after its term, and the routine goes on."""
    counter.sign_in("王主管")
    number = counter.take("inside_round.begin").number
    counter.sign_in("李婷")
    visit = admitted(counter, party=NAME)
    counter.take("inside_round.print_inside", number)
    counter.take("visitors.leave", visit)
    assert NAME in _bytes(counter)
    _work(counter, 179)
    assert NAME in _bytes(counter)
    _work(counter, 3)
    assert [trace for trace in TRACES if trace in _bytes(counter)] == []
    assert counter.reader.page(number).row.state == "kept"
    (said,) = counter.sql("SELECT count(*) FROM entry WHERE step = 'house.purge'")
    _work(counter, 0)
    assert counter.sql("SELECT count(*) FROM entry WHERE step = 'house.purge'") == [said]


def test_a_decision_outlives_its_reason(counter: Counter) -> None:
    """Rule and who decided stand in the chain for ever, which is whole; why it was decided is gone with the answers."""
    number = _decision(counter)
    (store,) = [row for row in counter.reader.journal(99) if row.step == "luggage.store"]
    assert store.lifted == (f"AMB-46 王主管: {NAME}{SAID}",)
    assert counter.sql("SELECT lifted FROM entry WHERE step = 'luggage.store'") == [
        ('[{"rule": "AMB-46", "by": "王主管", "role": "supervisor"}]',)
    ]
    _work(counter, counter.reader.setting(CUSTODY_DAYS.key) + 1)
    (store,) = [row for row in counter.reader.journal(99) if row.step == "luggage.store"]
    assert (store.lifted, store.purged) == (("AMB-46 王主管",), True)
    assert counter.sql("SELECT who, rule, number, reason FROM decision") == [("王主管", "AMB-46", None, None)]
    assert counter.reader.page(number).row.state == "denied"
    engine = reading(counter.folder)
    with engine.connect() as connection:
        assert journal.prove(connection).whole
    engine.dispose()


def test_a_reason_that_is_changed_shows(counter: Counter) -> None:
    """It lies beside the chain, and is proved by its digest as every answer is."""
    _decision(counter)
    with closing(sqlite3.connect(counter.folder / "kiosk.db")) as database, database:
        database.execute("DROP TRIGGER entry_answers_no_update")
        database.execute("UPDATE entry_answers SET answers = replace(answers, ?, '别的原因')", (SAID,))
    engine = reading(counter.folder)
    with engine.connect() as connection:
        assert not journal.prove(connection).whole
    engine.dispose()


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
