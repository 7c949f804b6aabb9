"""What the window reads: board, lists, pages and the one box, as values in both languages."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.i18n import say
from kiosk.values import Draft
from tests.counter import OWNER, THREE, UNIT, Counter
from tests.services.test_parcels_intake import receive

COLLECT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)  # 18:00 in Shanghai, the time agreed


@pytest.mark.parametrize(
    ("before", "group", "tone"),
    [(timedelta(days=2), "later", "mute"), (timedelta(hours=9), "today", "mute"), (timedelta(hours=1), "hour", "amber"),
     (timedelta(), "hour", "amber"), (timedelta(seconds=-1), "overdue", "amber")],
)  # fmt: skip  # a table
def test_the_board_groups_by_how_soon(counter: Counter, before: timedelta, group: str, tone: str) -> None:
    """Later, today, within the hour, late: the instant itself is not late yet."""
    counter.store()
    counter.clock.now = COLLECT - before
    assert counter.due() == [("luggage.remind", tone, group)]


def test_the_soonest_comes_first(counter: Counter) -> None:
    """Whatever was stored first."""
    late, soon = counter.store(until="2026-12-10 18:00"), counter.store(until="2026-11-23 09:00")
    assert [row.number for row in counter.reader.board()] == [soon.number, late.number]


def test_a_list_shows_open_ones_soonest_and_closed_ones_newest_first(counter: Counter) -> None:
    """Page by page."""
    numbers = [counter.store().number for _n in range(3)]
    for number in (numbers[0], numbers[2]):
        counter.later(minutes=1)
        counter.take("luggage.hand_over", number)
    assert [row.number for row in counter.reader.records("luggage")] == [numbers[1]]
    assert [row.number for row in counter.reader.records("luggage", closed=True)] == [numbers[2], numbers[0]]
    assert [row.number for row in counter.reader.records("luggage", closed=True, limit=1, offset=1)] == [numbers[0]]


def test_services_count_what_is_open(counter: Counter) -> None:
    """The rail's badges."""
    counter.store()
    counter.take("luggage.hand_over", counter.store().number)
    assert {row.key: row.open for row in counter.reader.services()}["luggage"] == 1


def test_a_page_has_everything_of_a_record(counter: Counter) -> None:
    """Facts, pieces, steps with the main one, journal, papers, and the unit beside it."""
    stored = counter.store()
    page = counter.reader.page(stored.number)
    facts = {say(f.label, "zh"): say(f.value, "zh") for f in page.facts}
    assert UNIT in facts.values()
    assert [v for v in facts.values() if "13912342207" in v] == []
    assert (len(page.lines), len(page.jobs), [line.step for line in page.journal]) == (3, 5, ["luggage.store"])
    assert [choice.key for choice in page.steps if choice.main] == ["luggage.hand_over"]
    assert page.unit is not None
    assert [row.number for row in page.unit.open] == [stored.number]


def test_a_step_of_another_role_names_it(counter: Counter) -> None:
    """The button says whom to ask, before anybody presses."""
    page = counter.reader.page(counter.store().number)
    roles = {choice.key: choice.role for choice in page.steps}
    assert (roles["luggage.dispose"], roles["luggage.hand_over"]) == ("supervisor", "")


def test_the_one_box_prefers_what_is_open(counter: Counter) -> None:
    """Records before people, open before over."""
    gone, here = counter.store(), counter.store()
    counter.take("luggage.hand_over", gone.number)
    found = counter.reader.find(OWNER)
    assert [(one.kind, one.key) for one in found][:1] == [("record", here.number)]
    assert {one.kind for one in found} == {"record", "person"}


@pytest.mark.parametrize(
    "typed", ["", " ", "-", '"', "' OR 1=1 --", "*", "AND", "沈 OR 1", "((", "x" * 5000, "\x00", "%", "NEAR("]
)
def test_odd_text_in_the_box_is_no_error(counter: Counter, typed: str) -> None:
    """Typed text is never a query language."""
    counter.store()
    assert isinstance(counter.reader.find(typed), list)
    assert counter.reader.scan(typed) == []


def test_a_short_number_finds_its_record(counter: Counter) -> None:
    """As printed, and without its hyphens."""
    stored = counter.store()
    for typed in (stored.short, stored.short.replace("-", ""), stored.number, stored.short.lower()):
        assert [one.key for one in counter.reader.find(typed)] == [stored.number], typed


def test_an_unknown_unit_or_number(counter: Counter) -> None:
    """Nothing, or one sentence."""
    assert counter.reader.unit("9-9-909") is None
    with pytest.raises(Exception, match="L26112299"):
        counter.reader.page("L26112299")


def test_the_journal_is_read_in_pages(counter: Counter) -> None:
    """Newest first, going on before the last one seen."""
    whole = counter.reader.journal(100)
    first = counter.reader.journal(5)
    assert [row.id for row in first + counter.reader.journal(100, before=first[-1].id)] == [row.id for row in whole]


def test_settings_show_rule_value_and_default(counter: Counter) -> None:
    """What the settings page needs of each."""
    days = next(row for row in counter.reader.settings() if row.key == "storage_days")
    assert (days.value, days.default, days.rules, days.kind) == (30, 30, "STO-14 AMB-11", "number")


def test_a_preview_is_what_will_be_printed(counter: Counter) -> None:
    """Number and place as dots, all else as it comes out."""
    draft = counter.draft("luggage.store", unit=UNIT, party=OWNER, pieces=THREE)
    stored = counter.store()
    for shown, job in zip(draft.slips, stored.jobs, strict=True):
        printed = counter.reader.blocks(job)
        assert printed is not None
        assert shown.kind == printed.kind
        same = printed.blocks.replace(stored.short, "··")
        assert ("··" in shown.blocks, len(shown.blocks) > len(same) // 2) == (True, True)


def test_values_are_values(counter: Counter) -> None:
    """Frozen: the window cannot change what it was given."""
    draft: Draft = counter.draft("luggage.store")
    with pytest.raises(dataclasses.FrozenInstanceError):
        draft.step = "x"  # type: ignore[misc]  # that is the point


def test_the_track_shows_what_stands(counter: Counter) -> None:
    """What was undone is no stage that the record has passed; taken again, it is."""
    taken = receive(counter)

    def track() -> list[str]:
        return [say(stage.words, "zh") for stage in counter.reader.page(taken.number).stages]

    counter.take("parcels.decline", taken.number, reason="不要")
    assert "住户拒收" in track()
    counter.take("parcels.not_declined", taken.number, reason="点错")
    assert track() == ["收件", "交付"]
    counter.take("parcels.decline", taken.number, reason="真的不要")
    assert "住户拒收" in track()


def test_a_form_says_that_the_register_knows_no_such_unit(counter: Counter) -> None:
    """A slip of the finger is seen while the visitor stands there; a number that is half typed is none."""

    def noted(unit: str) -> list[str]:
        notes = counter.reader.draft("visitors.arrive", {"unit": unit, "party": "何苗"}).notes
        return [say(one, "en") for one in notes if "register" in say(one, "en")]

    assert noted("9-9-999") == ["9-9-999 is not in the register: check the number."]
    assert noted(UNIT) == noted(UNIT[:-1]) == []
    number = counter.take("visitors.arrive", unit=UNIT[:-1], party="何苗").number  # but saved, it is a unit
    assert any("register" in say(one, "en") for one in counter.reader.draft("visitors.see_document", {}, number).notes)
