"""The household file: its papers, its box, the lock, and the repair vouchers of each month."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.services.estate_file import PAPERS
from tests.counter import UNIT, Counter

OTHER = "5-1-2101"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def begun(counter: Counter, unit: str = UNIT, **answers: object) -> str:
    """Begin the file of a household and return its number."""
    return counter.take("estate_file.open", **{"unit": unit, "box": "3区-2", **answers}).number


@pytest.mark.rule("FIL-01")
def test_a_file_has_its_checklist_its_box_and_its_lock(counter: Counter) -> None:
    """Seven papers by name, the district's box, the locked cabinet."""
    asked = counter.asked("estate_file.open", unit=UNIT)
    assert set(asked) >= {*PAPERS, "box", "locked"}


@pytest.mark.rule("FIL-01")
def test_every_household_has_a_file_of_its_own(counter: Counter) -> None:
    """A second one is refused, with the number of the first; another household's is begun."""
    number = begun(counter)
    refused = counter.draft("estate_file.open", unit=UNIT, box="3区-2").refusals
    assert [(one.rule, number in str(one.words)) for one in refused] == [("FIL-01", True)]
    assert counter.draft("estate_file.open", unit=OTHER, box="5区-1").ready


@pytest.mark.rule("FIL-01")
def test_the_cabinet_is_locked(counter: Counter) -> None:
    """An open one is refused before anything is written down."""
    refused = counter.draft("estate_file.open", unit=UNIT, box="3区-2", locked=False).refusals
    assert [(one.rule, one.about) for one in refused] == [("FIL-01", "locked")]


def test_papers_are_put_in_one_after_the_other(counter: Counter) -> None:
    """What is there stays ticked; the list says how many of the seven."""
    number = begun(counter, sale_contract=True, key_receipt=True)
    assert str(counter.reader.page(number).row.summary) == "7 份文件已归 2 份 · 3区-2 盒"
    assert counter.shown("estate_file.complete", "key_receipt", number) is True
    counter.take("estate_file.complete", number, interim_rules=True)
    (row,) = counter.reader.records("estate_file")
    assert (row.unit, str(row.summary)) == (UNIT, "7 份文件已归 3 份 · 3区-2 盒")
    facts = {str(fact.label): str(fact.value) for fact in counter.reader.page(number).facts}
    assert (facts["领房单"], facts["费用明细表复印件"], facts["档案柜已上锁"]) == ("是", "否", "是")


def test_nobody_files_papers_of_an_unknown_home(counter: Counter) -> None:
    """The register has the homes."""
    assert counter.draft("estate_file.open", unit="9-9-909", box="1").refusals[0].about == "unit"


def test_a_file_goes_to_the_archive_and_comes_back(counter: Counter) -> None:
    """The supervisor's to say; then a new one may be begun, unless it comes back."""
    number = begun(counter)
    assert counter.error("estate_file.archive", number, reason="已售") == "DeniedError"
    counter.sign_in("王主管")
    assert counter.take("estate_file.archive", number, reason="已售").state == "archived"
    assert counter.draft("estate_file.open", unit=UNIT, box="3区-2").ready
    assert counter.take("estate_file.take_back", number, reason="买卖取消").state == "kept"
    assert not counter.draft("estate_file.open", unit=UNIT, box="3区-2").ready


# --- the month's vouchers -------------------------------------------------------------------------


@pytest.fixture
def routine(counter: Counter) -> str:
    """Begin the month's filing and return its number, the clerk signed in."""
    counter.sign_in("王主管")
    number = counter.take("estate_month.begin").number
    counter.sign_in("李婷")
    return number


@pytest.mark.rule("FIL-05")
def test_vouchers_are_due_at_the_months_end(counter: Counter, routine: str) -> None:
    """And again at the end of the next, once they are filed; late they are red."""
    due = [counter.reader.page(routine).row.due_at]
    counter.take("estate_month.file", routine)
    due.append(counter.reader.page(routine).row.due_at)
    days = [d and d.astimezone(SHANGHAI).replace(microsecond=0) for d in due]
    assert days == [datetime(2026, month, day, 23, 59, 59, tzinfo=SHANGHAI) for month, day in ((11, 30), (12, 31))]


@pytest.mark.rule("FIL-05")
def test_a_month_left_out_is_red_on_the_board(counter: Counter, routine: str) -> None:
    """One click files."""
    counter.later(days=9)
    assert counter.due() == [("estate_month.file", "red", "overdue")]


@pytest.mark.rule("FIL-05")
def test_vouchers_go_into_their_owners_file(counter: Counter, routine: str) -> None:
    """Two units, three vouchers, one step; both files know the month."""
    numbers = [begun(counter), begun(counter, OTHER)]
    assert "rows" in counter.asked("estate_month.file", routine)
    rows = [{"unit": UNIT, "count": 2}, {"unit": OTHER}, {"unit": "3栋2单元1005", "count": 1}]
    done = counter.take("estate_month.file", routine, rows=rows)
    assert sorted(one.number for one in done.also) == sorted(numbers)
    assert counter.sql("SELECT month, count FROM estate_file_vouchers ORDER BY count") == [
        ("2026-11", 1),
        ("2026-11", 3),
    ]
    assert counter.sql("SELECT month, vouchers FROM estate_month") == [("2026-11", 4)]


def test_a_voucher_without_a_file_waits_for_one(counter: Counter, routine: str) -> None:
    """Named before anything is filed."""
    begun(counter)
    rows = [{"unit": UNIT}, {"unit": OTHER}]
    (refused,) = counter.draft("estate_month.file", routine, rows=rows).refusals
    assert OTHER in str(refused.words)


def test_a_month_that_was_left_out_is_filed_first(counter: Counter, routine: str) -> None:
    """Its month stands in the form; one to come cannot be filed."""
    counter.later(days=20)
    assert counter.shown("estate_month.file", "month", routine) == "2026-11"
    counter.take("estate_month.file", routine)
    assert counter.shown("estate_month.file", "month", routine) == "2026-12"
    for wrong in ("2027-01", "十二月", "2026-13"):
        assert "month" in counter.draft("estate_month.file", routine, month=wrong).errors
    counter.take("estate_month.file", routine)
    assert counter.shown("estate_month.file", "month", routine) == "2026-12"


def test_vouchers_may_be_put_in_by_hand(counter: Counter) -> None:
    """Between two months' ends."""
    number = begun(counter)
    counter.take("estate_file.put_vouchers", number, count=2)
    assert "count" in counter.draft("estate_file.put_vouchers", number, count=0).errors
    assert [str(fact.value) for fact in counter.reader.page(number).lines[0][1:]] == ["2026-11", "2"]
