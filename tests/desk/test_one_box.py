"""The one box beyond the head: waybills and plates of lines, places, what waits for a unit, groups."""

from collections.abc import Iterator
from typing import Any

import pytest

from kiosk.desk import indexed
from kiosk.service import find_step, service
from kiosk.values import Found
from tests.counter import OWNER, UNIT, Counter

WAYBILL = "SF1234567890123"


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let luggage find its records by what is said at a reminder and by who collects, as parcels would."""
    for step, name, by in (("remind", "said", "waybill"), ("hand_over", "collector", "plate")):
        question = next(q for q in find_step(f"luggage.{step}").spec.questions if q.name == name)
        monkeypatch.setitem(question.ask.__dict__, "finds", by)
    indexed.declared.cache_clear()
    yield
    monkeypatch.undo()
    indexed.declared.cache_clear()


def _keys(found: list[Found]) -> list[str]:
    return [one.key for one in found]


@pytest.mark.usefixtures("declared")
@pytest.mark.parametrize("code", [WAYBILL, "sf1234-5678 90123", "ＳＦ1234567890123"])
def test_a_foreign_code_opens_what_it_lies_with(counter: Counter, code: str) -> None:
    stored = counter.store()
    counter.take("luggage.remind", stored.number, how="phone", said=WAYBILL)
    (found,) = counter.reader.scan(code)
    assert (found.key, found.step) == (stored.number, "luggage.hand_over")
    (typed,) = counter.reader.find(code)
    assert (typed.key, typed.step) == (stored.number, "luggage.hand_over")


@pytest.mark.usefixtures("declared")
def test_a_foreign_code_that_fits_several_asks(counter: Counter) -> None:
    both = [counter.store().number for _n in range(2)]
    for number in both:
        counter.take("luggage.remind", number, how="phone", said=WAYBILL)
    assert _keys(counter.reader.scan(WAYBILL)) == both[::-1]


@pytest.mark.usefixtures("declared")
def test_only_the_whole_code_of_what_is_open_opens_anything(counter: Counter) -> None:
    stored = counter.store()
    counter.take("luggage.remind", stored.number, how="phone", said=WAYBILL)
    assert counter.reader.scan("0123") == []
    assert _keys(counter.reader.find("0123")) == [stored.number]
    counter.take("luggage.missing", stored.number, what="一件")
    assert [one.step for one in counter.reader.scan(WAYBILL)] == [""]
    counter.take("luggage.found", stored.number, what="架下")
    counter.take("luggage.hand_over", stored.number)
    assert counter.reader.scan(WAYBILL) == []
    assert _keys(counter.reader.find(WAYBILL)) == [stored.number]


@pytest.mark.usefixtures("declared")
def test_an_answer_of_the_detail_finds_its_record(counter: Counter) -> None:
    stored = counter.store()
    lift = counter.lift("STO-25")
    counter.take("luggage.hand_over", stored.number, lifts=[lift], taken=[1], claim="other", collector="浙A12345",
                 document="330106199001011234", copied=True, statement="代取")  # fmt: skip  # one call
    assert stored.number in _keys(counter.reader.find("a12345"))


def test_a_place_finds_what_lies_there(counter: Counter) -> None:
    stored = counter.store()
    assert _keys(counter.reader.scan(stored.place)) == [stored.number]
    assert _keys(counter.reader.scan(stored.place.replace("-", ""))) == [stored.number]
    counter.take("luggage.cancel", stored.number, reason="没有寄存")
    assert counter.reader.scan(stored.place) == []


def test_findings_stand_in_groups_with_what_is_open_first(counter: Counter) -> None:
    """One open record stands before its owner; of several, her page has them all."""
    numbers = [counter.store().number for _n in range(2)]
    counter.take("luggage.cancel", numbers[1], reason="没有寄存")
    assert _keys(counter.reader.find("沈佳宜")) == [numbers[0], UNIT, numbers[1]]
    third = counter.store().number
    found = counter.reader.find("沈佳宜")
    assert _keys(found) == [UNIT, third, numbers[0], numbers[1]]
    assert [one.kind for one in found] == ["person", "record", "record", "record"]


@pytest.mark.parametrize("typed", ["", " ", "s", "3", "-", "%", "*"])
def test_a_search_too_short_returns_nothing(counter: Counter, typed: str) -> None:
    counter.store()
    assert counter.reader.find(typed) == []
    assert counter.reader.scan(typed) == []


def test_what_waits_for_a_unit_shows_wherever_it_is_named(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(at: Any) -> str | None:
        return f"有一件等候 {at.record.place}" if at.record.party == OWNER else None

    first = counter.store()
    monkeypatch.setattr(service("luggage"), "waits", waits)
    words = f"有一件等候 {first.place}"
    card = counter.reader.unit(UNIT)
    assert card is not None
    assert card.notes == (words,)
    assert counter.draft("luggage.store", unit=UNIT).notes == (words,)
    assert counter.draft("estate.add_note", unit=UNIT).notes == (words,)
    assert counter.draft("luggage.store", unit="5-1-2101").notes == ()
    assert counter.draft("luggage.hand_over", first.number).notes == ()
    page = counter.reader.page(counter.store().number)
    assert page.unit is not None
    assert page.unit.notes == (words,)
    counter.take("luggage.hand_over", first.number)
    assert counter.draft("luggage.store", unit="5-1-2101").notes == ()
